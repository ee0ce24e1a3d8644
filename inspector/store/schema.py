"""The session file's tables, their numbered migrations, and the words for a file that is not one of ours."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlite_utils import Database, Migrations

from inspector.errors import FileProblem
from inspector.store.derived_tables import DERIVED, TAKE_OVER, VIEWS_OF_EARLIER

APPLICATION_ID = 0x41504931
"""`PRAGMA application_id` of every session file: "API1"."""

# ------------------------------------------------------------------------------------------------ what is kept

_KEPT_1 = """
CREATE TABLE session (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE process (
    id INTEGER PRIMARY KEY, instance TEXT NOT NULL, pid INTEGER NOT NULL, name TEXT NOT NULL,
    socket TEXT NOT NULL, token TEXT NOT NULL, agent_version TEXT NOT NULL, runtime TEXT NOT NULL,
    state TEXT NOT NULL, dropped_rows INTEGER NOT NULL, dropped_bytes INTEGER NOT NULL);
CREATE TABLE raw (
    id INTEGER PRIMARY KEY, process INTEGER NOT NULL, seq INTEGER NOT NULL, at_ms REAL NOT NULL, kind TEXT NOT NULL,
    fields TEXT NOT NULL, payload BLOB NOT NULL, hash BLOB NOT NULL, UNIQUE (process, seq));
CREATE TABLE evidence (
    id INTEGER PRIMARY KEY, at_ms REAL NOT NULL, kind TEXT NOT NULL, note TEXT NOT NULL, sha256 TEXT NOT NULL,
    observation INTEGER, mime TEXT NOT NULL, data BLOB NOT NULL, raw_head BLOB NOT NULL, hash BLOB NOT NULL);
"""

_DERIVED_TABLES = (
    "phase", "hook", "planted", "stack", "sdk", "counter", "recipient", "sender", "observation", "detail", "content",
    "found", "together", "summary", "summed", "tally", "received_prompt", "traffic", "server", "bars", "said",
    "search",
)  # fmt: skip
_DERIVED_VIEWS = ("body", "finding", "address")

FORMAT = 3
"""`PRAGMA user_version` of the files this tool writes: how many migrations there are."""

_MIGRATIONS = Migrations("session")


@_MIGRATIONS()
def format_1(db: Database) -> None:
    """The first public format. What is derived is not migrated: it is built anew by a replay."""
    _run(db.conn, _KEPT_1)


@_MIGRATIONS()
def format_2(db: Database) -> None:
    """Why a process could not be watched, or how it crashed."""
    _run(db.conn, "ALTER TABLE process ADD COLUMN reason TEXT NOT NULL DEFAULT ''")


@_MIGRATIONS()
def format_3(db: Database) -> None:
    """Equal findings are kept once, bodies that stand in raw rows not again. Earlier readings are taken over."""
    if db.conn.execute("SELECT 1 FROM sqlite_master WHERE name = 'finding' AND type = 'table'").fetchone():
        _run(db.conn, TAKE_OVER)
        there = {row[1] for row in db.conn.execute("PRAGMA table_info(recipient)")}
        for column in ("owner", "hosting", "policy"):
            if column not in there:
                _run(db.conn, f"ALTER TABLE recipient ADD COLUMN {column} TEXT NOT NULL DEFAULT ''")


def prepare(db: sqlite3.Connection) -> None:
    """Bring an empty or older file to today's format, in the caller's transaction."""
    found = _pragma(db, "user_version")
    _MIGRATIONS.apply(Database(db, recursive_triggers=False))
    if found == 0:
        _run(db, DERIVED)
        db.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    db.execute(f"PRAGMA user_version = {FORMAT}")


def is_earlier(db: sqlite3.Connection) -> bool:
    """Whether an open file is of an earlier format than what readers ask for."""
    return _pragma(db, "user_version") < 3


def see_as_today(db: sqlite3.Connection) -> bool:
    """Let an open file of an earlier format, which is only read and stays as it is, be asked like one of today's.

    Whether it is one: its tables detail and body go by their column `observation`.
    """
    earlier = is_earlier(db)
    if earlier:
        db.execute("PRAGMA temp_store = MEMORY")
        _run(db, VIEWS_OF_EARLIER)
    return earlier


def empty_derived(db: sqlite3.Connection) -> None:
    """Drop every table that can be rebuilt and make it anew, in the caller's transaction."""
    for view in _DERIVED_VIEWS:
        db.execute(f"DROP VIEW IF EXISTS {view}")
    for table in _DERIVED_TABLES:
        db.execute(f"DROP TABLE IF EXISTS {table}")
    _run(db, DERIVED)


def check(db: sqlite3.Connection, path: Path) -> None:
    """Raise FileProblem unless the open file is a whole session of a format this tool can read."""
    with told(path):
        db.execute("SELECT count(*) FROM sqlite_master").fetchone()
        application, version = _pragma(db, "application_id"), _pragma(db, "user_version")
    if application != APPLICATION_ID:
        raise FileProblem(
            f"{path.name} belongs to another program.", code="file.foreign", hint="Choose a session file of this tool."
        )
    if version > FORMAT:
        raise FileProblem(
            f"{path.name} was made by a newer version of this tool.",
            code="file.newer",
            hint=f"Update the tool: the file has format {version}, this version reads up to {FORMAT}.",
        )
    try:
        pages, size = _pragma(db, "page_count"), path.stat().st_size
    except FileNotFoundError as e:  # taken away since it was opened
        raise FileProblem(
            f"{path.name} is not there any more.", code="file.gone", hint="Choose another session."
        ) from e
    if not _wal(path) and size < pages * _pragma(db, "page_size"):
        raise _broken(path)


@contextmanager
def told(path: Path) -> Iterator[None]:
    """Turn what sqlite says about the file into a FileProblem of one sentence."""
    try:
        yield
    except sqlite3.DatabaseError as e:
        code = getattr(e, "sqlite_errorcode", 0) & 0xFF
        if code == sqlite3.SQLITE_NOTADB:
            raise FileProblem(
                f"{path.name} is not a session file.",
                code="file.not_a_session",
                hint="Choose a session that this tool recorded.",
            ) from e
        if code == sqlite3.SQLITE_CORRUPT:
            raise _broken(path) from e
        if code in (sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR):
            raise FileProblem(
                f"{path.name} could not be written: the disk is full or failing.",
                code="file.full",
                hint="Make room; all that was seen up to now is in the file.",
            ) from e
        if code in (sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_READONLY, sqlite3.SQLITE_PERM):
            raise FileProblem(
                f"{path.name} cannot be opened here.", code="file.denied", hint="Check that it exists and is yours."
            ) from e
        raise


def _broken(path: Path) -> FileProblem:
    return FileProblem(
        f"{path.name} is damaged: a part of it is missing.", code="file.damaged", hint="Take the copy it came from."
    )


def _wal(path: Path) -> bool:
    log = path.with_name(path.name + "-wal")
    return log.exists() and log.stat().st_size > 0


def _pragma(db: sqlite3.Connection, name: str) -> int:
    return int(db.execute(f"PRAGMA {name}").fetchone()[0])


def _run(db: sqlite3.Connection, script: str) -> None:
    # executescript() would commit the caller's transaction first.
    for statement in script.split(";\n"):
        if statement.strip():
            db.execute(statement)
