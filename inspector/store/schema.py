"""The session file's tables, their numbered migrations, and the words for a file that is not one of ours."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlite_utils import Database, Migrations

from inspector.errors import FileProblem

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

# ------------------------------------------------------------------------------------------------ what can be rebuilt

_SERVER = """
CREATE TABLE server (
    recipient INTEGER NOT NULL, host TEXT NOT NULL, ip TEXT NOT NULL, number INTEGER NOT NULL, network TEXT NOT NULL,
    country TEXT NOT NULL, note TEXT NOT NULL, requests INTEGER NOT NULL, bytes_up INTEGER NOT NULL,
    PRIMARY KEY (recipient, host, ip)) WITHOUT ROWID;
"""

_DERIVED = f"""{_SERVER}
CREATE TABLE phase (id TEXT PRIMARY KEY, name TEXT NOT NULL, at_ms REAL NOT NULL) WITHOUT ROWID;
CREATE TABLE hook (
    process INTEGER NOT NULL, hook TEXT NOT NULL, family TEXT NOT NULL, status TEXT NOT NULL, reason TEXT NOT NULL,
    hits INTEGER NOT NULL, first_hit_ms REAL, PRIMARY KEY (process, hook)) WITHOUT ROWID;
CREATE TABLE planted (
    type TEXT NOT NULL, value TEXT NOT NULL, source TEXT NOT NULL, at_ms REAL NOT NULL,
    PRIMARY KEY (type, value)) WITHOUT ROWID;
CREATE TABLE stack (
    process INTEGER NOT NULL, key TEXT NOT NULL, frames TEXT NOT NULL, PRIMARY KEY (process, key)) WITHOUT ROWID;
CREATE TABLE sdk (
    product TEXT PRIMARY KEY, company TEXT NOT NULL, name TEXT NOT NULL, present INTEGER NOT NULL,
    started_ms REAL, calls INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE counter (name TEXT PRIMARY KEY, value INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE recipient (
    id INTEGER PRIMARY KEY, company TEXT NOT NULL, name TEXT NOT NULL, product TEXT NOT NULL,
    product_name TEXT NOT NULL, country TEXT NOT NULL, party TEXT NOT NULL, operator TEXT NOT NULL,
    parent TEXT NOT NULL, role TEXT NOT NULL, certainty TEXT NOT NULL, reason TEXT NOT NULL,
    owner TEXT NOT NULL, hosting TEXT NOT NULL, policy TEXT NOT NULL);
CREATE INDEX recipient_company ON recipient (company);
CREATE TABLE sender (
    id INTEGER PRIMARY KEY, kind TEXT NOT NULL, sender TEXT NOT NULL, name TEXT NOT NULL, certainty TEXT NOT NULL,
    reason TEXT NOT NULL);
CREATE TABLE observation (
    id INTEGER PRIMARY KEY, kind TEXT NOT NULL, at_ms REAL NOT NULL, process INTEGER NOT NULL, title TEXT NOT NULL,
    phase TEXT NOT NULL, host TEXT NOT NULL, recipient INTEGER REFERENCES recipient, sender INTEGER REFERENCES sender,
    bytes_up INTEGER NOT NULL, bytes_down INTEGER NOT NULL, readable_bytes_up INTEGER NOT NULL,
    status TEXT NOT NULL, types TEXT NOT NULL, raw_id INTEGER NOT NULL);
CREATE INDEX observation_unread ON observation (id) WHERE kind = 'connection' AND bytes_up + bytes_down > 0;
CREATE INDEX observation_recipient ON observation (recipient);
CREATE TABLE detail (observation INTEGER PRIMARY KEY, value TEXT NOT NULL);
CREATE TABLE body (
    observation INTEGER NOT NULL, side TEXT NOT NULL, data BLOB NOT NULL, decoded INTEGER NOT NULL, value TEXT,
    steps TEXT NOT NULL, problem TEXT, readable INTEGER NOT NULL, PRIMARY KEY (observation, side));
CREATE TABLE finding (
    id INTEGER PRIMARY KEY, observation INTEGER NOT NULL, type TEXT NOT NULL, path TEXT NOT NULL,
    certainty TEXT NOT NULL, value TEXT NOT NULL, reason TEXT NOT NULL, encoding TEXT NOT NULL, planted TEXT NOT NULL);
CREATE INDEX finding_observation ON finding (observation);
CREATE INDEX finding_type ON finding (type, observation);
CREATE TABLE tally (
    recipient INTEGER NOT NULL, host TEXT NOT NULL, type TEXT NOT NULL, phase TEXT NOT NULL, certainty TEXT NOT NULL,
    count INTEGER NOT NULL, first_ms REAL NOT NULL, last_ms REAL NOT NULL, observation INTEGER NOT NULL,
    path TEXT NOT NULL, senders TEXT NOT NULL, encodings TEXT NOT NULL,
    PRIMARY KEY (recipient, host, type, phase, certainty)) WITHOUT ROWID;
CREATE TABLE received_prompt (
    company TEXT NOT NULL, digest BLOB NOT NULL, PRIMARY KEY (company, digest)) WITHOUT ROWID;
CREATE TABLE traffic (
    recipient INTEGER NOT NULL, host TEXT NOT NULL, phase TEXT NOT NULL, sender INTEGER NOT NULL,
    requests INTEGER NOT NULL, bytes_up INTEGER NOT NULL, bytes_down INTEGER NOT NULL,
    readable_bytes_up INTEGER NOT NULL, unreadable_connections INTEGER NOT NULL, first_ms REAL NOT NULL,
    last_ms REAL NOT NULL, PRIMARY KEY (recipient, host, phase, sender)) WITHOUT ROWID;
CREATE TABLE bars (
    company TEXT NOT NULL, slot INTEGER NOT NULL, bytes_up INTEGER NOT NULL,
    PRIMARY KEY (company, slot)) WITHOUT ROWID;
CREATE VIRTUAL TABLE search USING fts5 (text, content='', tokenize='trigram');
"""

_DERIVED_TABLES = (
    "phase", "hook", "planted", "stack", "sdk", "counter", "recipient", "sender", "observation", "detail", "body",
    "finding", "tally", "received_prompt", "traffic", "server", "bars", "search",
)  # fmt: skip

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
    """Owner, cloud and privacy policy of a recipient; where servers were reached. A new file has it from its start."""
    if db["recipient"].exists():
        for column in ("owner", "hosting", "policy"):
            _run(db.conn, f"ALTER TABLE recipient ADD COLUMN {column} TEXT NOT NULL DEFAULT ''")
        _run(db.conn, _SERVER)


def prepare(db: sqlite3.Connection) -> None:
    """Bring an empty or older file to today's format, in the caller's transaction."""
    found = _pragma(db, "user_version")
    _MIGRATIONS.apply(Database(db, recursive_triggers=False))
    if found == 0:
        _run(db, _DERIVED)
        db.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    db.execute(f"PRAGMA user_version = {FORMAT}")


def empty_derived(db: sqlite3.Connection) -> None:
    """Drop every table that can be rebuilt and make it anew, in the caller's transaction."""
    for table in _DERIVED_TABLES:
        db.execute(f"DROP TABLE IF EXISTS {table}")
    _run(db, _DERIVED)


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
