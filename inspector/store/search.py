"""The search for texts: what is new waits in a plain table and is searched there until the index has it.

Putting 1.5 kB into an index of all its runs of three letters costs more than everything else that is done with it.
"""

from __future__ import annotations

import sqlite3

from inspector.store.values import SEARCH_CHARS, load, says_its_texts, searchable

PARTS = 4
"""A row of the tables said and search has the number: observation × 4, + 1 for the body up, + 2 for the body down."""

_OWN = f"""substr(coalesce(c.value, CAST(coalesce(c.data, (SELECT substr(payload, c.start + 1, c.size) FROM raw
    WHERE raw.id = c.raw)) AS TEXT)), 1, {SEARCH_CHARS})"""
_WAITING = f"SELECT s.id AS id, coalesce(s.text, {_OWN}) AS text FROM said AS s "
_CONTENT = f"LEFT JOIN content AS c ON s.text IS NULL AND c.id = s.id / {PARTS} * 2 + s.id % {PARTS} - 1"

MATCHING = f"""SELECT rowid / {PARTS} FROM search WHERE search MATCH ? UNION ALL
    SELECT id / {PARTS} FROM ({_WAITING}{_CONTENT}) WHERE instr(lower(text), ?) > 0"""
"""Ids of observations in which a text of at least three letters stands. Parameters: `phrase(words)`, `plain(words)`."""


def phrase(words: str) -> str:
    """Words as one phrase of the index's language."""
    return '"' + words.replace('"', '""') + '"'


def plain(text: str) -> str:
    """A text as waiting texts are compared."""
    return text.lower()


class SearchIndex:
    """The tables said and search. One thread, in the caller's transactions."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db
        self._new: list[tuple[int, str | None]] = []

    def add(self, observation: int, part: int, text: str | None) -> None:
        """A text of an observation, to be found after the next `flush`. None: what its content says itself."""
        kept = text if text is None or text.isascii() else plain(text)  # sqlite lowers plain letters only
        self._new.append((observation * PARTS + part, kept))

    def flush(self) -> None:
        """Write what was added; the rows of content that are meant must be there when it is searched."""
        if self._new:
            self._db.executemany("INSERT OR REPLACE INTO said VALUES (?,?)", self._new)
            self._new = []

    def forget(self, observation: int, part: int) -> None:
        """A body is about to be replaced: what it said until now is not found any more."""
        number = observation * PARTS + part
        if self._db.execute("DELETE FROM said WHERE id = ?", (number,)).rowcount:
            return
        content = observation * 2 + part - 1
        old = self._db.execute(
            "SELECT b.data, b.decoded, b.value, c.value IS NULL FROM body AS b JOIN content AS c ON c.id = b.id "
            "WHERE b.id = ?",
            (content,),
        ).fetchone()
        if old is not None:
            data, decoded, value, itself = old
            if not decoded:
                said = searchable(data)
            elif itself or says_its_texts(value):
                said = value[:SEARCH_CHARS]
            else:
                said = searchable(load(value))
            self._db.execute("INSERT INTO search (search, rowid, text) VALUES ('delete',?,?)", (number, said))

    def index(self, rows: int) -> bool:
        """Put at most so many waiting texts into the index; whether more wait."""
        last = self._db.execute("SELECT max(id) FROM (SELECT id FROM said ORDER BY id LIMIT ?)", (rows,)).fetchone()[0]
        if last is None:
            return False
        self._db.execute(
            f"INSERT INTO search (rowid, text) SELECT id, text FROM ({_WAITING}{_CONTENT} WHERE s.id <= ?)", (last,)
        )
        self._db.execute("DELETE FROM said WHERE id <= ?", (last,))
        return self._db.execute("SELECT 1 FROM said LIMIT 1").fetchone() is not None
