"""Writes a session file: raw rows with their hash chain, what was made of them, facts and evidence."""

from __future__ import annotations

import hashlib
import json
import os
import sqlite3
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import Any, Literal

from inspector.errors import FileProblem
from inspector.readings import SessionFacts
from inspector.records import Batch, Evidence, ProcessFacts, Raw
from inspector.store import schema
from inspector.store.chain import evidence_hash, genesis, raw_hash
from inspector.store.derive import Derived
from inspector.store.lock import WriterLock
from inspector.store.schema import told
from inspector.store.values import clean, dump_ascii

_INDEXED_AT_ONCE = 5_000
_NOT_KEPT = ("path", "ended", "duration_ms", "interrupted")  # of SessionFacts: known only later, or by looking


class Writer:
    """The one writer of a session file. Any thread may call; calls follow one another."""

    @classmethod
    def create(cls, path: Path | str, facts: SessionFacts) -> Writer:
        """Begin a new file, readable by this user alone. The facts given now are bound into the hash chain."""
        path = Path(path)
        try:
            os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
        except FileExistsError as e:
            raise FileProblem(f"{path.name} exists already.", code="file.exists", hint="Choose another name.") from e
        except OSError as e:
            raise FileProblem(
                f"{path.name} cannot be made here: {e.strerror}.", code="file.denied", hint="Choose another folder."
            ) from e
        kept = {key: value for key, value in asdict(facts).items() if key not in _NOT_KEPT}
        try:
            return cls(path, json.dumps(kept, sort_keys=True, separators=(",", ":")))
        except FileProblem:
            path.unlink(missing_ok=True)  # nothing was recorded in it
            raise

    @classmethod
    def open(cls, path: Path | str) -> Writer:
        """Go on with a file: after a crash, or to build its readings anew. FileProblem if it is not one of ours."""
        return cls(Path(path), None)

    def __init__(self, path: Path, new_facts: str | None) -> None:
        self.path = path
        self.duplicates = 0
        """Rows given to `append` that were in the file already, since this writer was opened."""
        self._thread_lock = threading.RLock()
        self._rebuilding = False
        if not path.is_file():
            raise FileProblem(f"There is no file {path.name}.", code="file.absent", hint="Choose another file.")
        self._lock = WriterLock(path)
        try:
            self._db = _connect(path, new_facts)
        except BaseException:
            self._lock.release()
            raise
        self._facts = str(self._db.execute("SELECT value FROM session WHERE key = 'facts'").fetchone()[0])
        self._reload()

    # ------------------------------------------------------------------------------------------------ rows

    @property
    def next_raw_id(self) -> int:
        """The number the next new raw row gets, if it brings none of its own."""
        return self._last_id + 1

    def append(self, batch: Batch) -> int:
        """Write a batch in one transaction; it is on the disk when this returns. Gives the number of new raw rows.

        A raw row without a number gets the next one; a row that is in the file already (same process and seq) is
        left out with all that was made of it, and counted in `duplicates`. Within `rebuild` raw rows are not written.
        """
        with self._thread_lock:
            if self._rebuilding:
                self._derived.apply(batch, frozenset())
                return 0
            with self._transaction():
                self._keep_processes(batch.processes)
                added, ignored = self._keep_raws(batch.raws)
                self._derived.apply(batch, ignored)
            self.duplicates += len(batch.raws) - added
            return added

    def index(self, rows: int = 200) -> bool:
        """Put at most so many texts that wait into the search index; whether more wait. All are found either way."""
        with self._thread_lock, self._transaction():
            return self._derived.index(rows)

    def raws(self, after: int = 0) -> Iterator[Raw]:
        """All raw rows with a higher number, in order, for a replay; a thousand at a time are in memory."""
        while True:
            with self._thread_lock, told(self.path):
                rows = self._db.execute(
                    "SELECT id, process, seq, at_ms, kind, fields, payload FROM raw "
                    "WHERE id > ? ORDER BY id LIMIT 1000",
                    (after,),
                ).fetchall()
            if not rows:
                return
            for number, process, seq, at_ms, kind, fields, payload in rows:
                yield Raw(number, process, seq, at_ms, kind, json.loads(fields), payload)
            after = rows[-1][0]

    def stored_seq(self, process: int) -> int:
        """The highest seq of a process that is in the file, 0 if none."""
        with self._thread_lock, told(self.path):
            found = self._db.execute("SELECT max(seq) FROM raw WHERE process = ?", (process,)).fetchone()
        return int(found[0] or 0)

    @contextmanager
    def rebuild(self) -> Iterator[None]:
        """Build all readings anew: drops them, then everything appended inside is one transaction.

        Readers see the old state until it is done; an exception inside leaves the old state.
        """
        with self._thread_lock, self._transaction():
            schema.empty_derived(self._db)
            self._derived = Derived(self._db)
            self._rebuilding = True
            try:
                yield
            finally:
                self._rebuilding = False

    # ------------------------------------------------------------------------------------------------ facts

    def processes(self) -> tuple[ProcessFacts, ...]:
        """All processes of the session, in the order they were first seen."""
        with self._thread_lock, told(self.path):
            return read_processes(self._db)

    def set_fact(self, key: str, value: Any) -> None:
        """Set or replace a fact of the session: by its name in SessionFacts ("note", "apk_sha256" …), or a new one."""
        if key in ("facts", "seal"):
            raise ValueError(key)
        with self._thread_lock, self._transaction():
            self._set(key, value)

    def add_policy(self, process: int, at_ms: float, row: tuple[str, Mapping[str, Any], bytes]) -> None:
        """Append a policy's row to a file nobody records into any more, and note where it is."""
        kind, fields, payload = row
        self.append(Batch(raws=(Raw(0, process, self.stored_seq(process) + 1, at_ms, kind, fields, payload),)))
        self.note_policies()

    def note_policies(self) -> None:
        """Note which raw rows hold privacy policies, or addresses of them, so that a reader finds them at once."""
        asked = "SELECT id FROM raw WHERE process = 0 AND kind = ? ORDER BY id"
        with self._thread_lock, self._transaction():
            for fact, kind in (("policies", "policy"), ("policy_addresses", "policy_addresses")):
                self._set(fact, [int(row[0]) for row in self._db.execute(asked, (kind,))])

    def end(self, ended_iso: str, duration_ms: float) -> None:
        """The session is over: set its end, forget how to reach the agents, and note the heads of both hash chains."""
        while self.index(_INDEXED_AT_ONCE):
            pass
        with self._thread_lock, self._transaction():
            self._set("ended", ended_iso)
            self._set("duration_ms", duration_ms)
            self._db.execute("UPDATE process SET token = '', socket = ''")
            last, evidence_head = self._last_evidence()
            heads = {"head": self._head.hex(), "evidence_head": evidence_head.hex()}
            self._set("seal", {"raw": self._last_id, "evidence": last, **heads})

    def add_evidence(
        self,
        kind: Literal["pin", "screenshot", "window"],
        note: str,
        at_ms: float,
        *,
        observation: int | None = None,
        mime: str = "",
        data: bytes = b"",
    ) -> Evidence:
        """Keep a pinned observation or a picture, chained by hash to all that was recorded before it."""
        with self._thread_lock, self._transaction():
            note = clean(note)
            sha256 = self._pinned_hash(observation) if kind == "pin" else hashlib.sha256(data).hexdigest()
            _, previous = self._last_evidence()
            sealed = evidence_hash(previous, self._head, at_ms, kind, note, sha256, observation, mime)
            added = self._db.execute(
                "INSERT INTO evidence VALUES (NULL,?,?,?,?,?,?,?,?,?)",
                (at_ms, kind, note, sha256, observation, mime, data, self._head, sealed),
            )
            return Evidence(int(added.lastrowid or 0), at_ms, kind, note, sha256, observation, mime, data)

    def close(self) -> None:
        """Fold everything into the one file and let others write. Closing twice is no fault."""
        with self._thread_lock:
            try:
                self._db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
                # One file that also opens on read-only media; where a reader has it open, it stays as it is.
                self._db.execute("PRAGMA journal_mode = DELETE").fetchone()
            except sqlite3.Error:
                pass
            self._db.close()
            self._lock.release()

    # ------------------------------------------------------------------------------------------------ private

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        with told(self.path):
            self._db.execute("BEGIN IMMEDIATE")
            try:
                yield
                self._db.execute("COMMIT")
            except BaseException:
                if self._db.in_transaction:
                    self._db.execute("ROLLBACK")
                self._reload()
                raise

    def _reload(self) -> None:
        """What is kept in memory, from the file as it stands."""
        last = self._db.execute("SELECT id, hash FROM raw ORDER BY id DESC LIMIT 1").fetchone()
        self._last_id, self._head = (int(last[0]), bytes(last[1])) if last else (0, genesis(self._facts))
        self._seqs: dict[int, int] = {}
        self._derived = Derived(self._db)

    def _keep_raws(self, raws: tuple[Raw, ...]) -> tuple[int, frozenset[int]]:
        added, ignored = 0, set()
        rows: list[tuple[Any, ...]] = []
        for raw in raws:
            last = self._seqs.get(raw.process)
            if last is None:
                last = self._seqs[raw.process] = self.stored_seq(raw.process)
            if raw.seq <= last:  # out of order: it may be in the file already
                added += self._insert(rows)
                rows = []
                if self._is_stored(raw):
                    ignored.add(raw.id)
                    continue
            self._seqs[raw.process] = max(last, raw.seq)
            number = raw.id or self._last_id + 1
            if number <= self._last_id:
                raise ValueError(f"raw row {number} after {self._last_id}")
            fields = dump_ascii(raw.fields)
            head = raw_hash(self._head, raw.process, raw.seq, raw.at_ms, raw.kind, fields, raw.payload)
            rows.append((number, raw.process, raw.seq, raw.at_ms, raw.kind, fields, raw.payload, head))
            self._last_id, self._head = number, head
        return added + self._insert(rows), frozenset(ignored - {0})

    def _insert(self, rows: list[tuple[Any, ...]]) -> int:
        if rows:
            self._db.executemany("INSERT INTO raw VALUES (?,?,?,?,?,?,?,?)", rows)
        return len(rows)

    def _is_stored(self, raw: Raw) -> bool:
        sql = "SELECT 1 FROM raw WHERE process = ? AND seq = ?"
        return self._db.execute(sql, (raw.process, raw.seq)).fetchone() is not None

    def _keep_processes(self, processes: tuple[ProcessFacts, ...]) -> None:
        self._db.executemany(
            "INSERT OR REPLACE INTO process VALUES (?,?,?,?,?,?,?,?,?,?,?,?)",
            [
                (
                    p.id, p.instance, p.pid, clean(p.name), p.socket, p.token, p.agent_version, p.runtime, p.state,
                    p.dropped_rows, p.dropped_bytes, clean(p.reason),
                )
                for p in processes
            ],
        )  # fmt: skip

    def _set(self, key: str, value: Any) -> None:
        self._db.execute("INSERT OR REPLACE INTO session VALUES (?,?)", (key, json.dumps(value)))

    def _last_evidence(self) -> tuple[int, bytes]:
        row = self._db.execute("SELECT id, hash FROM evidence ORDER BY id DESC LIMIT 1").fetchone()
        return (int(row[0]), bytes(row[1])) if row else (0, genesis(self._facts))

    def _pinned_hash(self, observation: int | None) -> str:
        row = self._db.execute(
            "SELECT raw.hash FROM observation JOIN raw ON raw.id = observation.raw_id WHERE observation.id = ?",
            (observation,),
        ).fetchone()
        if row is None:
            raise ValueError(f"no observation {observation} with a raw row")
        return bytes(row[0]).hex()


def read_processes(db: sqlite3.Connection) -> tuple[ProcessFacts, ...]:
    """The processes in an open file, each with the highest seq stored."""
    has_reason = db.execute("PRAGMA user_version").fetchone()[0] >= 2  # a file that is only read is not migrated
    rows = db.execute(
        "SELECT id, instance, pid, name, socket, token, agent_version, runtime, state, "
        "coalesce((SELECT max(seq) FROM raw WHERE raw.process = process.id), 0), dropped_rows, dropped_bytes"
        + (", reason " if has_reason else " ")
        + "FROM process ORDER BY id"
    )
    return tuple(ProcessFacts(*row) for row in rows)


def _connect(path: Path, new_facts: str | None) -> sqlite3.Connection:
    with told(path):
        db = sqlite3.connect(path, timeout=10, isolation_level=None, check_same_thread=False)
        try:
            if new_facts is None:
                schema.check(db, path)
            else:
                db.execute("PRAGMA page_size = 8192")  # several rows with a request of usual size each
            db.execute("PRAGMA journal_mode = WAL").fetchone()
            # FULL: an acknowledged row is gone from the agent, so it must outlast a power cut, not only a kill -9.
            db.execute("PRAGMA synchronous = FULL")
            # 64 MB of pages: the search index is merged in memory, which makes writing half as fast again.
            db.execute("PRAGMA cache_size = -64000")
            db.execute("BEGIN IMMEDIATE")
            schema.prepare(db)
            if new_facts is not None:
                db.execute("INSERT INTO session VALUES ('facts', ?)", (new_facts,))
            db.execute("COMMIT")
        except BaseException:
            db.close()
            raise
        return db
