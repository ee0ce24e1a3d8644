"""Writes what the pipeline made of the raw rows: the tables that can be dropped and built again."""

from __future__ import annotations

import json
import sqlite3

from inspector.records import (
    UNKNOWN_SENDER,
    Batch,
    Body,
    HookState,
    Match,
    Observation,
    ObservationUpdate,
    SdkPresence,
    Sender,
)
from inspector.store.tallies import SENT, Tallies, counts_as_request
from inspector.store.values import clean, dump, load, searchable

SEARCH_PARTS = 4
"""A row of the table search has the number: observation × 4, + 1 for the body up, + 2 for the body down."""

_PART = {"up": 1, "down": 2}


class Derived:
    """The derived tables of one open file. Lives as long as the file's transactions succeed; one thread at a time."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db
        self._tallies = Tallies(db)
        self._recipients: dict[Match, int] = {
            Match(*row[1:]): row[0] for row in db.execute("SELECT * FROM recipient").fetchall()
        }
        self._senders: dict[Sender, int] = {
            Sender(*row[1:]): row[0] for row in db.execute("SELECT * FROM sender").fetchall()
        }

    def apply(self, batch: Batch, ignored_raw_ids: frozenset[int]) -> None:
        """Write one batch in the caller's transaction. What came from an ignored raw row is in the file already."""
        db = self._db
        db.executemany(
            "INSERT OR REPLACE INTO phase VALUES (?,?,?)",
            [(p.id, clean(p.name), p.at_ms) for p in batch.phases],
        )
        db.executemany(
            "INSERT OR IGNORE INTO planted VALUES (?,?,?,?)",
            [(p.type, clean(p.value), p.source, p.at_ms) for p in batch.planted],
        )
        db.executemany(
            "INSERT OR IGNORE INTO stack VALUES (?,?,?)",
            [(s.process, s.key, json.dumps(s.frames)) for s in batch.stacks],
        )
        db.executemany(_HOOK, [_hook_row(h) for h in batch.hooks])
        db.executemany(_SDK, [_sdk_row(s) for s in batch.sdks])
        for observation in batch.observations:
            if observation.raw_id not in ignored_raw_ids:
                self._observation(observation)
        for update in batch.updates:
            self._update(update)
        self._tallies.flush()

    def _observation(self, o: Observation) -> None:
        recipient = self._recipient(o.match) if o.match else None
        sender = self._sender(o.sender) if o.sender else None
        types = " ".join(sorted({f.type for f in o.findings}))
        added = self._db.execute(
            "INSERT OR IGNORE INTO observation VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)",
            (
                o.id, o.kind, o.at_ms, o.process, clean(o.title), o.phase, clean(o.host), recipient, sender, o.bytes_up,
                o.bytes_down, o.readable_bytes_up, str(o.detail.get("status") or ""), types, o.raw_id,
            ),
        ).rowcount  # fmt: skip
        if not added:
            return
        self._db.execute("INSERT INTO detail VALUES (?,?)", (o.id, dump(o.detail)))
        self._index(o.id, 0, searchable(_said(o)))
        for body in o.bodies:
            self._body(o.id, body)
        self._db.executemany(
            "INSERT INTO finding VALUES (NULL,?,?,?,?,?,?,?,?)",
            [
                (
                    o.id,
                    f.type,
                    clean(f.path),
                    f.certainty,
                    clean(f.value),
                    clean(f.reason),
                    f.encoding,
                    clean(f.planted),
                )
                for f in o.findings
            ],
        )
        if o.kind in SENT:
            name = (o.sender or UNKNOWN_SENDER).name
            self._tallies.add(o, recipient or 0, sender or 0, o.match.company if o.match else "", name)

    def _update(self, update: ObservationUpdate) -> None:
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
            old = load(self._db.execute("SELECT value FROM detail WHERE observation = ?", (update.id,)).fetchone()[0])
            merged = dump({**old, **update.detail})
            self._db.execute("UPDATE detail SET value = ? WHERE observation = ?", (merged, update.id))
            overhead = update.detail.get("overhead_up", 0) - old.get("overhead_up", 0)
            self._count({"overhead_bytes": overhead} if overhead else {})
        for body in update.bodies:
            self._body(update.id, body)
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

    def _body(self, observation: int, body: Body) -> None:
        old = self._db.execute(
            "SELECT data, decoded, value FROM body WHERE observation = ? AND side = ?", (observation, body.side)
        ).fetchone()
        number = observation * SEARCH_PARTS + _PART[body.side]
        if old is not None:
            said = searchable(load(old[2]) if old[1] else old[0])
            self._db.execute("INSERT INTO search (search, rowid, text) VALUES ('delete',?,?)", (number, said))
        d = body.decoded
        self._db.execute(
            "INSERT OR REPLACE INTO body VALUES (?,?,?,?,?,?,?,?)",
            (
                observation, body.side, body.data, d is not None, dump(d.value) if d else None,
                json.dumps(d.steps if d else ()), clean(d.problem) if d and d.problem else None,
                d.readable if d else False,
            ),
        )  # fmt: skip
        self._index(observation, _PART[body.side], searchable(d.value if d else body.data))

    def _index(self, observation: int, part: int, text: str) -> None:
        self._db.execute("INSERT INTO search (rowid, text) VALUES (?,?)", (observation * SEARCH_PARTS + part, text))

    def _count(self, counts: dict[str, int]) -> None:
        self._db.executemany(
            "INSERT INTO counter VALUES (?,?) ON CONFLICT (name) DO UPDATE SET value = value + excluded.value",
            list(counts.items()),
        )

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


def _said(o: Observation) -> list[object]:
    """What of an observation itself can be found by search."""
    headers = [value for _, value in o.detail.get("headers_up") or ()]
    return [o.title, o.host, o.detail.get("target"), headers]
