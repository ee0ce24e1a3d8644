"""Findings as the file keeps them: each once, each list of them once, and of a list what it says of every data type."""

from __future__ import annotations

import json
import sqlite3
from dataclasses import dataclass

from inspector.records import Certainty, Finding
from inspector.store.values import clean

_MOST_KNOWN = 20_000  # of each kind in memory: what is forgotten is written again under another number


_Kind = tuple[str, str, str, str]


@dataclass(frozen=True, slots=True)
class OfType:
    """What a list of findings says of one data type: the surest finding, the first of several, and all encodings."""

    type: str
    certainty: Certainty
    path: str
    encodings: frozenset[str]


@dataclass(frozen=True, slots=True)
class Together:
    """The findings of one observation, by their numbers in the file (0: none)."""

    findings: int
    summary: int
    types: tuple[OfType, ...]
    prompts: tuple[str, ...]


NOTHING = Together(0, 0, (), ())


class FoundTables:
    """The tables found, together, summary and summed. One thread; memory is bounded whatever is found."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db
        self._next = {name: _last(db, name) for name in ("found", "together", "summary")}
        self._numbers: dict[Finding, int] = {}
        self._same: dict[int, tuple[Finding, int]] = {}  # by identity: a finder gives the same objects again and again
        self._lists: dict[tuple[int, ...], Together] = {}
        self._alike: dict[tuple[_Kind, ...], tuple[int, tuple[OfType, ...]]] = {}
        self._summaries: dict[tuple[OfType, ...], int] = {}
        self._new: dict[str, list[tuple[object, ...]]] = {"found": [], "together": [], "summary": [], "summed": []}

    def number(self, findings: tuple[Finding, ...]) -> Together:
        """Where these findings are kept; new ones are written with the next `flush`."""
        if not findings:
            return NOTHING
        same = self._same
        members = tuple(
            [
                known[1] if (known := same.get(id(finding))) is not None and known[0] is finding else self._one(finding)
                for finding in findings
            ]
        )
        found = self._lists.get(members)
        if found is None:
            if len(self._lists) >= _MOST_KNOWN:
                self._lists.clear()
            found = self._lists[members] = self._list(members, findings)
        return found

    def flush(self) -> None:
        """Write what is new, in the caller's transaction."""
        for table, columns in (("found", 8), ("together", 2), ("summary", 2), ("summed", 5)):
            if self._new[table]:
                self._db.executemany(f"INSERT INTO {table} VALUES ({','.join('?' * columns)})", self._new[table])
                self._new[table] = []

    def _one(self, finding: Finding) -> int:
        number = self._numbers.get(finding)
        if number is None:
            if len(self._numbers) >= _MOST_KNOWN:
                self._numbers.clear()
            number = self._numbers[finding] = self._take("found")
            f = finding
            self._new["found"].append(
                (number, f.type, clean(f.path), f.certainty, clean(f.value), clean(f.reason), f.encoding,
                 clean(f.planted))
            )  # fmt: skip
        if len(self._same) >= _MOST_KNOWN:
            self._same.clear()
        self._same[id(finding)] = finding, number
        return number

    def _list(self, members: tuple[int, ...], findings: tuple[Finding, ...]) -> Together:
        number = self._take("together")
        self._new["together"].append((number, str(list(members))))
        kinds = tuple([(f.type, f.certainty, f.path, f.encoding) for f in findings])  # values vary more than these
        alike = self._alike.get(kinds)
        if alike is None:
            if len(self._alike) >= _MOST_KNOWN:
                self._alike.clear()
            types = _by_type(findings)
            alike = self._alike[kinds] = self._summary(types), types
        summary, types = alike
        prompts = tuple([f.planted for f in findings if f.type == "prompt" and f.planted])
        return Together(number, summary, types, prompts)

    def _summary(self, types: tuple[OfType, ...]) -> int:
        number = self._summaries.get(types)
        if number is None:
            if len(self._summaries) >= _MOST_KNOWN:
                self._summaries.clear()
            number = self._summaries[types] = self._take("summary")
            self._new["summary"].append((number, " ".join(sorted(one.type for one in types))))
            self._new["summed"] += [
                (number, one.type, one.certainty, one.path, json.dumps(sorted(one.encodings))) for one in types
            ]
        return number

    def _take(self, table: str) -> int:
        self._next[table] += 1
        return self._next[table]


def _by_type(findings: tuple[Finding, ...]) -> tuple[OfType, ...]:
    best: dict[str, Finding] = {}
    encodings: dict[str, set[str]] = {}
    for finding in findings:
        known = best.get(finding.type)
        if known is None or (known.certainty, finding.certainty) == ("likely", "certain"):
            best[finding.type] = finding
        encodings.setdefault(finding.type, set()).add(finding.encoding)
    return tuple(OfType(t, f.certainty, clean(f.path), frozenset(encodings[t])) for t, f in best.items())


def _last(db: sqlite3.Connection, table: str) -> int:
    return int(db.execute(f"SELECT coalesce(max(id), 0) FROM {table}").fetchone()[0])
