"""Running sums of who received what, so that receipts are read as fast late in a session as early."""

from __future__ import annotations

import hashlib
import json
import sqlite3
from dataclasses import dataclass, field

from inspector.networks import network_of
from inspector.records import Observation
from inspector.store.found import OfType, Together
from inspector.store.values import clean

SENT = ("request", "message", "connection")
"""The kinds of observation that left the phone."""

_FIRST_SLOT_MS = 250
_MAX_SLOTS = 1024  # past it two slots become one: between 512 and 1,024 slots, whatever the session's length

TallyKey = tuple[int, str, str, str, str]  # recipient, host, type, phase, certainty
TrafficKey = tuple[int, str, str, int]  # recipient, host, phase, sender
_ServerKey = tuple[int, str, str]  # recipient, host, address


@dataclass(slots=True)
class _Tally:
    count: int
    first_ms: float
    last_ms: float
    observation: int
    path: str
    senders: set[str] = field(default_factory=set)
    encodings: set[str] = field(default_factory=set)


@dataclass(slots=True)
class _Traffic:
    first_ms: float
    last_ms: float
    requests: int = 0
    bytes_up: int = 0
    bytes_down: int = 0
    readable_bytes_up: int = 0
    unreadable_connections: int = 0


class Tallies:
    """The tables tally, traffic, server, bars and received_prompt in memory; `flush` writes changes. One thread."""

    def __init__(self, db: sqlite3.Connection) -> None:
        """Take up the sums that stand in the file."""
        self._db = db
        self._tallies: dict[TallyKey, _Tally] = {
            (r[0], r[1], r[2], r[3], r[4]): _Tally(
                r[5], r[6], r[7], r[8], r[9], set(json.loads(r[10])), set(json.loads(r[11]))
            )
            for r in db.execute("SELECT * FROM tally")
        }
        self._traffic: dict[TrafficKey, _Traffic] = {
            (r[0], r[1], r[2], r[3]): _Traffic(*r[4:])
            for r in db.execute(
                "SELECT recipient, host, phase, sender, first_ms, last_ms, requests, bytes_up, bytes_down, "
                "readable_bytes_up, unreadable_connections FROM traffic"
            )
        }
        self._bars: dict[tuple[str, int], int] = {
            (company, slot): size for company, slot, size in db.execute("SELECT company, slot, bytes_up FROM bars")
        }
        self._servers: dict[_ServerKey, list[int]] = {
            (recipient, host, ip): [requests, size]
            for recipient, host, ip, requests, size in db.execute(
                "SELECT recipient, host, ip, requests, bytes_up FROM server"
            )
        }
        self._slot_ms = slot_ms(db)
        self._prompts: set[tuple[str, bytes]] = set()
        self._changed_tallies: set[TallyKey] = set()
        self._changed_groups: dict[tuple[int, str, str, str, int], list[_Tally]] = {}
        self._changed_traffic: set[TrafficKey] = set()
        self._changed_servers: set[_ServerKey] = set()
        self._changed_bars: set[tuple[str, int]] = set()
        self._wider = False

    def add(
        self,
        o: Observation,
        key: TrafficKey,
        size_bytes: tuple[int, int],
        found: Together,
        company: str,
        sender_name: str,
    ) -> None:
        """Count an observation that left the phone, with its bytes up and down by now and what was found in it.

        In `key` recipient and sender are row numbers, 0 where unknown.
        """
        recipient, host, phase, _ = key
        at_ms, (up, down) = o.at_ms, size_bytes
        sums = self._sums(key, at_ms)
        sums.requests += counts_as_request(o.kind, up)
        sums.bytes_up += up
        sums.bytes_down += down
        sums.readable_bytes_up += o.readable_bytes_up
        sums.unreadable_connections += o.kind == "connection" and up + down > 0
        self._bar(company, at_ms, up)
        if ip := o.detail.get("ip"):
            server = (recipient, host, clean(str(ip)))
            sent = self._servers.setdefault(server, [0, 0])
            sent[0] += counts_as_request(o.kind, up)
            sent[1] += up
            self._changed_servers.add(server)
        if found.types:
            group = (recipient, host, phase, sender_name, found.summary)
            for tally in self._changed_groups.get(group) or self._group(group, o, found.types):
                tally.count += 1
                if at_ms < tally.first_ms:
                    tally.first_ms = at_ms
                if at_ms > tally.last_ms:
                    tally.last_ms = at_ms
        for said in found.prompts:
            self._prompts.add((company, hashlib.sha256(said.encode("utf-8", "backslashreplace")).digest()[:12]))

    def _group(self, group: tuple[int, str, str, str, int], o: Observation, types: tuple[OfType, ...]) -> list[_Tally]:
        """The sums that an observation with just these types counts in, until the next flush."""
        recipient, host, phase, sender_name, _ = group
        tallies = []
        for one in types:
            key = (recipient, host, one.type, phase, one.certainty)
            tally = self._tallies.get(key)
            if tally is None:
                tally = self._tallies[key] = _Tally(0, o.at_ms, o.at_ms, o.id, one.path)
            tally.senders.add(sender_name)
            tally.encodings |= one.encodings
            self._changed_tallies.add(key)
            tallies.append(tally)
        self._changed_groups[group] = tallies
        return tallies

    def change(
        self,
        key: TrafficKey,
        company: str,
        at_ms: float,
        *,
        up: int,
        down: int,
        requests: int,
        unreadable_connections: int,
    ) -> None:
        """Add to the sums what an observation counted before has grown by."""
        sums = self._sums(key, at_ms)
        sums.requests += requests
        sums.bytes_up += up
        sums.bytes_down += down
        sums.unreadable_connections += unreadable_connections
        self._bar(company, at_ms, up)

    def flush(self) -> None:
        """Write what has changed since the last time, in the caller's transaction."""
        self._db.executemany(
            "INSERT OR REPLACE INTO tally VALUES (?,?,?,?,?,?,?,?,?,?,?,?)",
            [self._tally_row(key) for key in self._changed_tallies],
        )
        self._db.executemany(
            "INSERT OR REPLACE INTO traffic VALUES (?,?,?,?,?,?,?,?,?,?,?)",
            [self._traffic_row(key) for key in self._changed_traffic],
        )
        self._db.executemany(
            "INSERT OR REPLACE INTO server VALUES (?,?,?,?,?,?,?,?,?)",
            [self._server_row(key) for key in self._changed_servers],
        )
        self._db.executemany("INSERT OR IGNORE INTO received_prompt VALUES (?,?)", list(self._prompts))
        if self._wider:
            self._db.execute("DELETE FROM bars")
            self._db.execute("INSERT OR REPLACE INTO counter VALUES ('slot_ms', ?)", (self._slot_ms,))
            self._changed_bars = set(self._bars)
        self._db.executemany(
            "INSERT OR REPLACE INTO bars VALUES (?,?,?)", [(*key, self._bars[key]) for key in self._changed_bars]
        )
        self._changed_tallies.clear()
        self._changed_groups.clear()
        self._changed_traffic.clear()
        self._changed_servers.clear()
        self._changed_bars.clear()
        self._prompts.clear()
        self._wider = False

    def _tally_row(self, key: TallyKey) -> tuple[object, ...]:
        t = self._tallies[key]
        senders, encodings = json.dumps(sorted(t.senders)), json.dumps(sorted(t.encodings))
        return (*key, t.count, t.first_ms, t.last_ms, t.observation, t.path, senders, encodings)

    def _traffic_row(self, key: TrafficKey) -> tuple[object, ...]:
        t = self._traffic[key]
        return (
            *key, t.requests, t.bytes_up, t.bytes_down, t.readable_bytes_up, t.unreadable_connections,
            t.first_ms, t.last_ms,
        )  # fmt: skip

    def _server_row(self, key: _ServerKey) -> tuple[object, ...]:
        network = network_of(key[2])
        return (*key, network.number, network.name, network.country, network.note, *self._servers[key])

    def _sums(self, key: TrafficKey, at_ms: float) -> _Traffic:
        sums = self._traffic.get(key)
        if sums is None:
            sums = self._traffic[key] = _Traffic(at_ms, at_ms)
        sums.first_ms, sums.last_ms = min(sums.first_ms, at_ms), max(sums.last_ms, at_ms)
        self._changed_traffic.add(key)
        return sums

    def _bar(self, company: str, at_ms: float, size_bytes: int) -> None:
        if not size_bytes or not company:
            return
        while at_ms >= self._slot_ms * _MAX_SLOTS:
            self._slot_ms *= 2
            self._wider = True
            halved: dict[tuple[str, int], int] = {}
            for (name, slot), size in self._bars.items():
                halved[name, slot // 2] = halved.get((name, slot // 2), 0) + size
            self._bars = halved
        key = (company, max(0, int(at_ms // self._slot_ms)))
        self._bars[key] = self._bars.get(key, 0) + size_bytes
        self._changed_bars.add(key)


def counts_as_request(kind: str, bytes_up: int) -> bool:
    """Whether an observation is a request or a message to the other side: a message from there is not."""
    return kind == "request" or (kind == "message" and bytes_up > 0)


def slot_ms(db: sqlite3.Connection) -> int:
    """How long one slot of the table bars is."""
    row = db.execute("SELECT value FROM counter WHERE name = 'slot_ms'").fetchone()
    return int(row[0]) if row else _FIRST_SLOT_MS
