"""Writes what the pipeline made of the raw rows: the tables that can be dropped and built again."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Mapping
from typing import Any

from inspector.records import (
    UNKNOWN_SENDER,
    Batch,
    Body,
    HookState,
    Match,
    Observation,
    ObservationUpdate,
    Raw,
    SdkPresence,
    Sender,
)
from inspector.store.bodies import content_row, said_in
from inspector.store.found import FoundTables
from inspector.store.search import SearchIndex
from inspector.store.tallies import SENT, Tallies, counts_as_request
from inspector.store.values import clean, dump, load

_SIDE = {"up": 0, "down": 1}
_ANSWER = "status"  # what only an answer's detail has
_CONTENT = "INSERT OR REPLACE INTO content VALUES (?,?,?,?,?,?,?,?,?,?)"
Table = list[tuple[Any, ...]]


class Derived:
    """The derived tables of one open file. Lives as long as the file's transactions succeed; one thread at a time."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db
        self._tallies = Tallies(db)
        self._found = FoundTables(db)
        self._search = SearchIndex(db)
        self._newest = int(db.execute("SELECT coalesce(max(id), 0) FROM observation").fetchone()[0])
        self._recipients: dict[Match, int] = {
            Match(*row[1:]): row[0] for row in db.execute("SELECT * FROM recipient").fetchall()
        }
        self._senders: dict[Sender, int] = {
            Sender(*row[1:]): row[0] for row in db.execute("SELECT * FROM sender").fetchall()
        }

    def apply(self, batch: Batch, ignored_raw_ids: frozenset[int]) -> None:
        """Write one batch in the caller's transaction. What came from an ignored raw row is in the file already."""
        db = self._db
        _many(db, "INSERT OR REPLACE INTO phase VALUES (?,?,?)", [(p.id, clean(p.name), p.at_ms) for p in batch.phases])
        _many(
            db,
            "INSERT OR IGNORE INTO planted VALUES (?,?,?,?)",
            [(p.type, clean(p.value), p.source, p.at_ms) for p in batch.planted],
        )
        _many(
            db,
            "INSERT OR IGNORE INTO stack VALUES (?,?,?)",
            [(s.process, s.key, json.dumps(s.frames)) for s in batch.stacks],
        )
        _many(db, _HOOK, [_hook_row(h) for h in batch.hooks])
        _many(db, _SDK, [_sdk_row(s) for s in batch.sdks])
        raws = {raw.id: raw for raw in batch.raws}
        fresh = {o.id: o for o in batch.observations if o.raw_id not in ignored_raw_ids and not self._is_there(o.id)}
        self._newest = max(self._newest, max(fresh, default=0))
        changes, later = _sorted_out(batch.updates, fresh)
        self._observations(fresh.values(), changes, raws)
        for update in later:
            self._update(update, raws)
        self._found.flush()
        self._tallies.flush()

    def index(self, rows: int) -> bool:
        """Put at most so many waiting texts into the search index, in the caller's transaction; whether more wait."""
        return self._search.index(rows)

    # ------------------------------------------------------------------------------------------------ new ones

    def _is_there(self, observation: int) -> bool:
        if observation > self._newest:
            return False
        return self._db.execute("SELECT 1 FROM observation WHERE id = ?", (observation,)).fetchone() is not None

    def _observations(
        self, fresh: Iterable[Observation], changes: Mapping[int, list[ObservationUpdate]], raws: Mapping[int, Raw]
    ) -> None:
        rows: Table = []
        details: Table = []
        contents: Table = []
        for o in fresh:
            up, down, detail, bodies = o.bytes_up, o.bytes_down, o.detail, o.bodies
            for update in changes.get(o.id, ()):
                up, down = up if update.bytes_up is None else update.bytes_up, update.bytes_down
                detail = {**detail, **update.detail}
                bodies = (*(b for b in bodies if b.side not in {each.side for each in update.bodies}), *update.bodies)
            recipient = self._recipient(o.match) if o.match else None
            sender = self._sender(o.sender) if o.sender else None
            found = self._found.number(o.findings)
            host, status = clean(o.host), str(detail.get("status") or "")
            rows.append(
                (o.id, o.kind, o.at_ms, o.process, clean(o.title), o.phase, host, recipient, sender, up, down,
                 o.readable_bytes_up, status, found.summary, found.findings, o.raw_id,
                 clean(str(o.detail.get("ip") or "")))
            )  # fmt: skip
            details.append((o.id * 2, dump(detail)))
            self._count_overhead(detail.get("overhead_up", 0))
            self._search.add(o.id, 0, said_in(o))
            for body in bodies:
                contents.append(self._content(o.id, body, raws))
            if o.kind in SENT:
                name = (o.sender or UNKNOWN_SENDER).name
                sums = (recipient or 0, host, o.phase, sender or 0)
                self._tallies.add(o, sums, (up, down), found, o.match.company if o.match else "", name)
        _many(self._db, f"INSERT INTO observation VALUES ({','.join('?' * 17)})", rows)
        _many(self._db, "INSERT INTO detail VALUES (?,?)", details)
        _many(self._db, _CONTENT, contents)
        self._search.flush()

    def _content(self, observation: int, body: Body, raws: Mapping[int, Raw]) -> tuple[object, ...]:
        number = observation * 2 + _SIDE[body.side]
        row, text = content_row(number, body, raws.get(body.raw_id))
        self._search.add(observation, 1 + _SIDE[body.side], text)
        return row

    # ------------------------------------------------------------------------------------------------ changes

    def _update(self, update: ObservationUpdate, raws: Mapping[int, Raw]) -> None:
        row = self._db.execute(
            "SELECT kind, at_ms, host, phase, recipient, sender, bytes_up, bytes_down, status "
            "FROM observation WHERE id = ?",
            (update.id,),
        ).fetchone()
        if row is None:
            return  # its request was in a row that is not in this file
        kind, at_ms, host, phase, recipient, sender, up, down, status = row
        new_up = up if update.bytes_up is None else update.bytes_up
        status = str(update.detail.get("status") or "") or status
        self._db.execute(
            "UPDATE observation SET bytes_up = ?, bytes_down = ?, status = ? WHERE id = ?",
            (new_up, update.bytes_down, status, update.id),
        )
        if update.detail:
            self._change_detail(update)
        for body in update.bodies:
            self._search.forget(update.id, 1 + _SIDE[body.side])
            self._db.execute(_CONTENT, self._content(update.id, body, raws))
        self._search.flush()
        if kind in SENT:
            unreadable = kind == "connection"
            self._tallies.change(
                (recipient or 0, host, phase, sender or 0),
                self._company(recipient),
                at_ms,
                up=new_up - up,
                down=update.bytes_down - down,
                requests=counts_as_request(kind, new_up) - counts_as_request(kind, up),
                unreadable_connections=unreadable * (bool(new_up + update.bytes_down) - bool(up + down)),
            )

    def _change_detail(self, update: ObservationUpdate) -> None:
        if _ANSWER in update.detail:
            self._db.execute("INSERT OR REPLACE INTO detail VALUES (?,?)", (update.id * 2 + 1, dump(update.detail)))
            return
        number = update.id * 2
        old = load(self._db.execute("SELECT value FROM detail WHERE id = ?", (number,)).fetchone()[0])
        self._db.execute("UPDATE detail SET value = ? WHERE id = ?", (dump({**old, **update.detail}), number))
        self._count_overhead(update.detail.get("overhead_up", 0) - old.get("overhead_up", 0))

    def _count_overhead(self, size_bytes: int) -> None:
        if size_bytes:
            self._db.execute(
                "INSERT INTO counter VALUES ('overhead_bytes', ?) "
                "ON CONFLICT (name) DO UPDATE SET value = value + excluded.value",
                (size_bytes,),
            )

    # ------------------------------------------------------------------------------------------------ names

    def _recipient(self, match: Match) -> int:
        known = self._recipients.get(match)
        if known is None:
            added = self._db.execute(
                "INSERT INTO recipient VALUES (NULL,?,?,?,?,?,?,?,?,?,?,?,?,?,?)",
                (
                    match.company, match.name, match.product, match.product_name, match.country, match.party,
                    match.operator, match.parent, match.role, match.certainty, match.reason, match.owner, match.hosting,
                    match.policy,
                ),
            )  # fmt: skip
            known = self._recipients[match] = int(added.lastrowid or 0)
        return known

    def _sender(self, s: Sender) -> int:
        known = self._senders.get(s)
        if known is None:
            row = (s.kind, s.id, s.name, s.certainty, s.reason)
            added = self._db.execute("INSERT INTO sender VALUES (NULL,?,?,?,?,?)", row)
            known = self._senders[s] = int(added.lastrowid or 0)
        return known

    def _company(self, recipient: int | None) -> str:
        row = self._db.execute("SELECT company FROM recipient WHERE id = ?", (recipient,)).fetchone()
        return str(row[0]) if row else ""


_HOOK = """INSERT INTO hook VALUES (?,?,?,?,?,?,?) ON CONFLICT (process, hook) DO UPDATE SET
    family = excluded.family, status = excluded.status, reason = excluded.reason, hits = max(hits, excluded.hits),
    first_hit_ms = coalesce(first_hit_ms, excluded.first_hit_ms)"""

_SDK = """INSERT INTO sdk VALUES (?,?,?,?,?,?) ON CONFLICT (product) DO UPDATE SET
    company = excluded.company, name = excluded.name, present = max(present, excluded.present),
    started_ms = coalesce(started_ms, excluded.started_ms), calls = max(calls, excluded.calls)"""


def _hook_row(h: HookState) -> tuple[object, ...]:
    return (h.process, h.hook, h.group, h.status, clean(h.reason), h.hits, h.first_hit_ms)


def _sdk_row(s: SdkPresence) -> tuple[object, ...]:
    return (s.product, s.company, s.name, s.present, s.started_ms, s.calls)


def _sorted_out(
    updates: Iterable[ObservationUpdate], fresh: Mapping[int, Observation]
) -> tuple[dict[int, list[ObservationUpdate]], list[ObservationUpdate]]:
    """Changes of observations of the same batch, by their ids, and those of earlier ones."""
    changes: dict[int, list[ObservationUpdate]] = {}
    later: list[ObservationUpdate] = []
    for update in updates:
        if update.id in fresh:
            changes.setdefault(update.id, []).append(update)
        else:
            later.append(update)
    return changes, later


def _many(db: sqlite3.Connection, sql: str, rows: Table) -> None:
    if rows:
        db.executemany(sql, rows)
