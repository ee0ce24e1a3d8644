"""Reads a session file, also while it is being written, and never changes it."""

from __future__ import annotations

import contextlib
import json
import shutil
import sqlite3
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import fields
from pathlib import Path
from typing import Any, get_args

from inspector.errors import FileProblem
from inspector.readings import (
    Coverage,
    ObservationDetail,
    PolicyAddress,
    PolicyText,
    RecipientReceipts,
    Row,
    SessionFacts,
    SilentSdk,
    Unread,
    Way,
)
from inspector.records import (
    Body,
    Certainty,
    Decoded,
    Evidence,
    Finding,
    HookState,
    Match,
    Phase,
    Phone,
    Planted,
    ProcessFacts,
    Raw,
    SdkPresence,
    Sender,
)
from inspector.store import filters, schema
from inspector.store.chain import genesis
from inspector.store.lock import is_held
from inspector.store.policies import read_addresses, read_texts
from inspector.store.receipts import read_receipts
from inspector.store.rows import FINDING, ROW, ROW_AND_FINDING, ROW_COLUMNS, carriage_of, row_of
from inspector.store.schema import told
from inspector.store.values import load
from inspector.store.ways import read_ways
from inspector.store.words import values_of
from inspector.store.writer import read_processes

RawLink = tuple[int, int, int, float, str, str, bytes, bytes]
"""Id, process, seq, at_ms, kind, fields as JSON text, payload, hash."""

EvidenceLink = tuple[int, float, str, str, str, int | None, str, bytes, bytes, bytes]
"""Id, at_ms, kind, note, sha256, observation, mime, data, hash of the newest raw row at that moment, hash."""

UNREAD_LIMIT = 200
"""How many peers coverage names."""


class Reader:
    """One read-only connection of its own. Any thread may call, one at a time.

    `where` is a filter as in filters.py; a filter that cannot be read raises FilterProblem.
    """

    def __init__(self, path: Path | str) -> None:
        """Open a session. Raise FileProblem, one sentence each, if it is not one, or not one this version can read."""
        self.path = Path(path)
        self._copy: tempfile.TemporaryDirectory[str] | None = None
        if not self.path.is_file():
            raise FileProblem(f"There is no file {self.path.name}.", code="file.absent", hint="Choose another file.")
        try:
            self._db = self._open(self.path)
        except FileProblem as e:
            if e.code != "file.denied":
                raise
            # A session that was not closed, on media that cannot be written: sqlite needs to fold in its log first.
            self._copy = tempfile.TemporaryDirectory(prefix="inspector-", ignore_cleanup_errors=True)
            self._db = self._open(self._copied(Path(self._copy.name)))

    def close(self) -> None:
        """Let go of the file. Closing twice is no fault."""
        self._db.close()
        if self._copy is not None:
            self._copy.cleanup()

    # ------------------------------------------------------------------------------------------------ the session

    def session(self) -> SessionFacts:
        """The session's facts; `interrupted` where it has no end and nobody is writing it."""
        stored = {key: json.loads(value) for key, value in self._all("SELECT key, value FROM session")}
        facts: dict[str, Any] = {**stored.pop("facts"), **stored}
        known = {f.name for f in fields(SessionFacts)}
        facts = {key: value for key, value in facts.items() if key in known}
        facts["phone"] = Phone(**facts["phone"])
        facts["path"] = str(self.path)
        ended = bool(facts.get("ended"))
        if not ended:
            facts["duration_ms"] = self._one("SELECT at_ms FROM raw ORDER BY id DESC LIMIT 1", 0.0)
        return SessionFacts(**facts, interrupted=not ended and not is_held(self.path))

    def fact(self, key: str) -> Any:
        """A fact set with Writer.set_fact, None if there is none of that name."""
        value = self._one("SELECT value FROM session WHERE key = ?", None, key)
        return None if value is None else json.loads(value)

    def phases(self) -> list[Phase]:
        """The phases by time."""
        return [Phase(*row) for row in self._all("SELECT id, name, at_ms FROM phase ORDER BY at_ms")]

    def planted(self) -> list[Planted]:
        """The values the tester and the phone are known by, in the order they became known."""
        rows = self._all("SELECT type, value, source, at_ms FROM planted ORDER BY at_ms, type, value")
        return [Planted(*row) for row in rows]

    def policies(self) -> list[PolicyText]:
        """The privacy policies' texts that were given for this session, in the order they were."""
        with told(self.path):
            return read_texts(self._db, self.fact("policies") or ())

    def policy_addresses(self) -> tuple[PolicyAddress, ...] | None:
        """What in the app's package looks like a privacy policy's address; None where nobody looked into it."""
        with told(self.path):
            return read_addresses(self._db, self.fact("policy_addresses") or ())

    def processes(self) -> tuple[ProcessFacts, ...]:
        """The processes of the app, in the order they were first seen."""
        with told(self.path):
            return read_processes(self._db)

    def sdks(self) -> tuple[SdkPresence, ...]:
        """Every SDK that is in the app, by name."""
        rows = self._all("SELECT product, company, name, present, started_ms, calls FROM sdk ORDER BY name")
        return tuple(SdkPresence(p, c, n, bool(present), started, calls) for p, c, n, present, started, calls in rows)

    def silent_sdks(self) -> tuple[SilentSdk, ...]:
        """SDKs that are in the app and to whose hosts nothing went in this session, by name."""
        heard = "SELECT r.product FROM traffic AS t JOIN recipient AS r ON r.id = t.recipient WHERE t.bytes_up > 0"
        rows = self._all(
            "SELECT product, company, name, started_ms FROM sdk "
            f"WHERE present AND product NOT IN ({heard}) ORDER BY name"
        )
        return tuple(SilentSdk(p, c, n, started is not None) for p, c, n, started in rows)

    def coverage(self) -> Coverage:
        """What was watched and what was not. A hook counts once, by the best it reached in any process."""
        up, readable, opaque = self._all(
            "SELECT coalesce(sum(bytes_up), 0), coalesce(sum(readable_bytes_up), 0), "
            "coalesce(sum(unreadable_connections), 0) FROM traffic"
        )[0]
        hooks = tuple(HookState(*row) for row in self._all("SELECT * FROM hook ORDER BY process, family, hook"))
        reached: dict[str, set[str]] = {}
        for hook in hooks:
            reached.setdefault(hook.hook, set()).add(hook.status)
        best = [next((s for s in ("installed", "failed", "absent") if s in seen), "off") for seen in reached.values()]
        processes = self.processes()
        return Coverage(
            readable, up - readable, opaque, best.count("installed"), best.count("absent"), best.count("failed"), hooks,
            processes, sum(p.dropped_rows for p in processes), sum(p.dropped_bytes for p in processes),
            self._one("SELECT value FROM counter WHERE name = 'overhead_bytes'", 0), self._unread(),
        )  # fmt: skip

    def _unread(self) -> tuple[Unread, ...]:
        """Where bytes went that could not be read, most first."""
        detail = (
            "json_extract(d.value, '$.layer'), o.host, json_extract(d.value, '$.ip'), json_extract(d.value, '$.port')"
        )
        on = "d.observation = o.id" if self._earlier else "d.id = o.id * 2"
        rows = self._all(
            f"SELECT {detail}, count(*), sum(o.bytes_up), sum(o.bytes_down) FROM observation AS o "
            f"JOIN detail AS d ON {on} WHERE o.kind = 'connection' AND o.bytes_up + o.bytes_down > 0 "
            f"GROUP BY {detail} ORDER BY sum(o.bytes_up) DESC, o.host LIMIT {UNREAD_LIMIT}"
        )
        return tuple(Unread(layer or "", host, ip or "", port or 0, *sums) for layer, host, ip, port, *sums in rows)

    # ------------------------------------------------------------------------------------------------ who got what

    def receipts(self, where: str = "") -> tuple[RecipientReceipts, ...]:
        """Recipients with all they received: third parties with content or identifiers first, the first party last."""
        condition = filters.compile_filter(where) if where.strip() else None
        with told(self.path):
            return read_receipts(self._db, tuple(self.phases()), self.session().duration_ms, condition)

    def senders(self) -> list[dict[str, Any]]:
        """Who sent: id, name, kind, requests, bytes_up, recipients (company ids), the busiest first."""
        rows = self._all(
            "SELECT s.sender, max(s.name), max(s.kind), sum(t.requests), sum(t.bytes_up), "
            "group_concat(DISTINCT r.company) "
            "FROM traffic AS t JOIN sender AS s ON s.id = t.sender LEFT JOIN recipient AS r ON r.id = t.recipient "
            "GROUP BY s.sender HAVING sum(t.requests) > 0 ORDER BY sum(t.bytes_up) DESC, s.sender"
        )
        names = ("id", "name", "kind", "requests", "bytes_up")
        return [
            {**dict(zip(names, row, strict=False)), "recipients": sorted((row[5] or "").split(","))} for row in rows
        ]

    def cell(self, company: str, data_type: str, where: str = "", limit: int = 1000) -> list[tuple[Row, Finding]]:
        """Every place where a company received a data type, certain ones first, then by time."""
        condition = filters.compile_filter(where)
        rows: list[Any] = []
        for certainty in get_args(Certainty):
            has = "SELECT summary FROM summed WHERE type = ?" + (" AND certainty = ?" if certainty == "certain" else "")
            rows += self._all(
                f"{ROW_AND_FINDING} WHERE o.summary IN ({has}) AND f.type = ? AND f.certainty = ? AND r.company = ? "
                f"AND o.kind IN ('request', 'message', 'connection') AND {condition.sql} ORDER BY o.id, f.id LIMIT ?",
                *(data_type, certainty)[: has.count("?")], data_type, certainty, company, *condition.parameters,
                limit - len(rows),
            )  # fmt: skip
        return [(row_of(row[:ROW_COLUMNS]), Finding(*row[ROW_COLUMNS:])) for row in rows]

    # ------------------------------------------------------------------------------------------------ observations

    def count(self, where: str = "") -> int:
        """How many observations fit."""
        condition = filters.compile_filter(where)
        return int(self._one(f"SELECT count(*) FROM observation AS o WHERE {condition.sql}", 0, *condition.parameters))

    def rows(self, where: str = "", offset: int = 0, limit: int = 1000, newest_first: bool = False) -> list[Row]:
        """A page of the observations that fit, in the order they were completed."""
        condition, order = filters.compile_filter(where), "DESC" if newest_first else "ASC"
        sql = f"{ROW} WHERE {condition.sql} ORDER BY o.id {order} LIMIT ? OFFSET ?"
        return [row_of(row) for row in self._all(sql, *condition.parameters, limit, offset)]

    def rows_after(self, observation: int, where: str = "", limit: int = 1000) -> list[Row]:
        """The next observations that fit after the one with this id: what a list that grows live asks for."""
        condition = filters.compile_filter(where)
        sql = f"{ROW} WHERE o.id > ? AND {condition.sql} ORDER BY o.id LIMIT ?"
        return [row_of(row) for row in self._all(sql, observation, *condition.parameters, limit)]

    def last_id(self) -> int:
        """The id of the newest observation, 0 if there is none."""
        return int(self._one("SELECT max(id) FROM observation", 0) or 0)

    def detail(self, observation: int) -> ObservationDetail:
        """Everything of one observation. Raise KeyError if there is none with this id."""
        rows = self._all(f"{ROW} WHERE o.id = ?", observation)
        if not rows:
            raise KeyError(observation)
        process, recipient, sender, raw_id = self._all(
            "SELECT process, recipient, sender, raw_id FROM observation WHERE id = ?", observation
        )[0]
        detail = self._detail(observation)
        match = self._all("SELECT * FROM recipient WHERE id = ?", recipient)
        sent_by = self._all("SELECT * FROM sender WHERE id = ?", sender)
        findings = self._all(f"SELECT {FINDING} FROM finding AS f WHERE observation = ? ORDER BY id", observation)
        raw_ids = {int(detail.get("first_raw") or raw_id), raw_id} - {0}
        sealed = self._one("SELECT hash FROM raw WHERE id = ?", b"", raw_id)
        return ObservationDetail(
            row_of(rows[0]),
            Match(*match[0][1:]) if match else None,
            Sender(*sent_by[0][1:]) if sent_by else None,
            detail,
            self._bodies(observation),
            tuple(Finding(*row) for row in findings),
            self._stacks(process, detail),
            tuple(sorted(raw_ids)),
            bytes(sealed).hex(),
            carriage_of(detail["carried"]) if detail.get("carried") else None,
            tuple(map(carriage_of, detail.get("calls") or ())),
        )

    def ways(self, company: str, type_id: str) -> frozenset[Way]:
        """In which ways a data type went to a recipient. The cost grows with the requests that carried it."""
        return frozenset() if self._earlier else read_ways(self._db, company, type_id)

    def raws(self, after: int = 0) -> Iterator[Raw]:
        """All raw rows with a higher number, in order."""
        while rows := self._all(
            "SELECT id, process, seq, at_ms, kind, fields, payload FROM raw WHERE id > ? ORDER BY id LIMIT 1000", after
        ):
            for number, process, seq, at_ms, kind, text, payload in rows:
                yield Raw(number, process, seq, at_ms, kind, json.loads(text), payload)
            after = rows[-1][0]

    def links(self) -> Iterator[RawLink]:
        """The raw rows as they stand in the file, for a check of their chain."""
        after = 0
        while rows := self._all("SELECT * FROM raw WHERE id > ? ORDER BY id LIMIT 1000", after):
            yield from rows
            after = rows[-1][0]

    # ------------------------------------------------------------------------------------------------ evidence, help

    def evidence(self) -> tuple[Evidence, ...]:
        """Pins and pictures in the order they were kept, without the pictures' bytes."""
        rows = self._all("SELECT id, at_ms, kind, note, sha256, observation, mime FROM evidence ORDER BY id")
        return tuple(Evidence(*row) for row in rows)

    def evidence_data(self, evidence: int) -> bytes:
        """A picture's bytes. Raise KeyError if there is no such evidence."""
        data = self._one("SELECT data FROM evidence WHERE id = ?", None, evidence)
        if data is None:
            raise KeyError(evidence)
        return bytes(data)

    def evidence_links(self) -> list[EvidenceLink]:
        """The evidence as it stands in the file, for a check of its chain."""
        return self._all("SELECT * FROM evidence ORDER BY id")

    def head(self) -> bytes:
        """The hash of the newest raw row, before the first one that of the session's facts."""
        stored = self._one("SELECT hash FROM raw ORDER BY id DESC LIMIT 1", None)
        return genesis(self.fact_text("facts")) if stored is None else bytes(stored)

    def fact_text(self, key: str) -> str:
        """A fact as JSON text, "" if there is none; the one called "facts" is what the chain begins with."""
        return str(self._one("SELECT value FROM session WHERE key = ?", "", key))

    def suggest(self, text: str) -> list[filters.Suggestion]:
        """Ways to go on with a filter being typed, with the names that stand in this session."""
        return filters.suggest(text, lambda word: values_of(self._all, word))

    # ------------------------------------------------------------------------------------------------ private

    def _open(self, path: Path) -> sqlite3.Connection:
        with told(self.path):
            db = sqlite3.connect(
                f"{path.resolve().as_uri()}?mode=ro",
                uri=True,
                timeout=10,
                isolation_level=None,
                check_same_thread=False,
            )
            try:
                schema.check(db, path)
                self._opened_earlier = schema.see_as_today(db)
            except BaseException:
                db.close()
                raise
        return db

    def _copied(self, folder: Path) -> Path:
        for name in (self.path.name, self.path.name + "-wal"):
            with contextlib.suppress(FileNotFoundError):
                shutil.copyfile(self.path.with_name(name), folder / name)
        return folder / self.path.name

    @property
    def _earlier(self) -> bool:
        """Whether the file is of an earlier format; whoever writes into it (a pin, a policy) brings it to today's."""
        if self._opened_earlier and not schema.is_earlier(self._db):
            self._db.close()
            self._db = self._open(self.path)
        return self._opened_earlier

    def _ask(self, sql: str, parameters: Sequence[object]) -> sqlite3.Cursor:
        try:
            return self._db.execute(sql, parameters)
        except sqlite3.OperationalError:
            if not self._opened_earlier or self._earlier:
                raise
            return self._db.execute(sql, parameters)

    def _all(self, sql: str, *parameters: object) -> list[Any]:
        with told(self.path):
            return self._ask(sql, parameters).fetchall()

    def _one(self, sql: str, default: Any, *parameters: object) -> Any:
        with told(self.path):
            row = self._ask(sql, parameters).fetchone()
        return default if row is None else row[0]

    def _detail(self, observation: int) -> Mapping[str, Any]:
        """What is kept of an observation beside its row, the answer's part last."""
        numbers = (observation * 2, observation * 2 + 1)
        if self._earlier:
            values = self._all("SELECT value FROM detail WHERE observation = ?", observation)
        else:
            values = self._all("SELECT value FROM detail WHERE id IN (?, ?) ORDER BY id", *numbers)
        return {key: one for (value,) in values for key, one in load(value).items()}

    def _bodies(self, observation: int) -> tuple[Body, ...]:
        columns = "side, data, decoded, value, steps, problem, readable"
        if self._earlier:
            rows = self._all(f"SELECT {columns} FROM body WHERE observation = ? ORDER BY side DESC", observation)
        else:
            numbers = (observation * 2, observation * 2 + 1)
            rows = self._all(f"SELECT {columns} FROM body WHERE id IN (?, ?) ORDER BY id", *numbers)
        return tuple(
            Body(
                side, data, Decoded(load(value), tuple(json.loads(steps)), problem, bool(readable)) if decoded else None
            )
            for side, data, decoded, value, steps, problem, readable in rows
        )

    def _stacks(self, process: int, detail: Mapping[str, Any]) -> tuple[tuple[str, Sequence[str]], ...]:
        found = []
        for label, key in detail.get("stacks") or ():
            frames = self._one("SELECT frames FROM stack WHERE process = ? AND key = ?", None, process, key)
            if frames is not None:
                found.append((label, tuple(json.loads(frames))))
        return tuple(found)
