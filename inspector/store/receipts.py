"""Who received what: sums of the whole session from the tallies, sums of a filtered part from the observations."""

from __future__ import annotations

import json
import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import NamedTuple

from inspector.datatypes import family_of, order_of
from inspector.readings import TIMELINE_BARS, DataReceived, ProductSeen, RecipientReceipts, ServerNetwork
from inspector.records import Match, Phase
from inspector.store.filters import Condition
from inspector.store.tallies import slot_ms

_GRAVITY = {"content": 0, "identity": 1}  # by family, of all others 2: who got the gravest comes first
_EXAMPLES = 3


class _Tallied(NamedTuple):
    """A row of the table tally."""

    recipient: int
    host: str
    type: str
    phase: str
    certainty: str
    times: int
    first_ms: float
    last_ms: float
    observation: int
    path: str
    senders: str
    encodings: str


class _Server(NamedTuple):
    """A row of the table server."""

    recipient: int
    host: str
    ip: str
    number: int
    network: str
    country: str
    note: str
    requests: int
    bytes_up: int


@dataclass(slots=True)
class _Data:
    rows: list[_Tallied] = field(default_factory=list)
    by_phase: dict[str, int] = field(default_factory=lambda: defaultdict(int))


@dataclass(slots=True)
class _Company:
    """Everything that was read of one company, before it is put together."""

    matches: dict[Match, int] = field(default_factory=lambda: defaultdict(int))
    traffic: list[tuple[Match, str, int, int, int, float, float]] = field(default_factory=list)
    data: dict[str, _Data] = field(default_factory=lambda: defaultdict(_Data))
    bars: list[int] = field(default_factory=lambda: [0] * TIMELINE_BARS)
    prompts: int = 0
    servers: list[_Server] = field(default_factory=list)


def read_receipts(
    db: sqlite3.Connection, phases: tuple[Phase, ...], duration_ms: float, condition: Condition | None
) -> tuple[RecipientReceipts, ...]:
    """All recipients: third parties that got content first, then identifiers, then by bytes up; the first party last.

    Without a condition the cost does not grow with the session. Any thread that may use the connection.
    """
    is_part = condition is not None
    companies: dict[str, _Company] = defaultdict(_Company)
    with _one_view(db, condition):
        matches = {row[0]: Match(*row[1:]) for row in db.execute("SELECT * FROM recipient")}
        for number, host, requests, up, down, first_ms, last_ms in _traffic(db, is_part):
            match = matches[number]
            company = companies[match.company]
            company.matches[match] += up + requests
            company.traffic.append((match, host, requests, up, down, first_ms, last_ms))
        for row in _tallies(db, is_part):
            data = companies[matches[row.recipient].company].data[row.type]
            data.rows.append(row)
            data.by_phase[row.phase] += row.times
        for server in _servers(db, is_part):
            companies[matches[server.recipient].company].servers.append(server)
        last_ms = max((t[6] for c in companies.values() for t in c.traffic), default=0.0)
        span_ms = max(duration_ms, last_ms, 1.0)
        for name, at_ms, size in _bars(db, is_part):
            companies[name].bars[min(int(at_ms * TIMELINE_BARS / span_ms), TIMELINE_BARS - 1)] += size
        for name, count in _prompts(db, is_part):
            companies[name].prompts = count
    shown = [_recipient(name, c, phases, span_ms) for name, c in companies.items() if c.matches]
    return tuple(sorted(shown, key=_rank))


def _rank(recipient: RecipientReceipts) -> tuple[bool, int, int, str]:
    gravest = min((_GRAVITY.get(family_of(data.type), 2) for data in recipient.data), default=3)
    return recipient.party == "first", gravest, -recipient.bytes_up, recipient.name


def _by_type(item: tuple[str, _Data]) -> tuple[int, str]:
    return order_of(item[0]), item[0]


def _recipient(name: str, company: _Company, phases: tuple[Phase, ...], span_ms: float) -> RecipientReceipts:
    match = min(company.matches, key=lambda m: (m.certainty == "likely", -company.matches[m]))
    stretch_ms = span_ms / TIMELINE_BARS
    return RecipientReceipts(
        name, match.name, match.country, match.party, match.operator, match.parent, match.role, match.certainty,
        match.reason, _products(company),
        requests=sum(t[2] for t in company.traffic),
        bytes_up=sum(t[3] for t in company.traffic),
        bytes_down=sum(t[4] for t in company.traffic),
        first_ms=min(t[5] for t in company.traffic),
        last_ms=max(t[6] for t in company.traffic),
        data=tuple(
            _data(type_, data, company.prompts, phases) for type_, data in sorted(company.data.items(), key=_by_type)
        ),
        bars=tuple((_phase_at(phases, (i + 0.5) * stretch_ms), size) for i, size in enumerate(company.bars)),
        servers=_networks(company.servers),
        owner=match.owner,
        hosting=match.hosting,
        policy=match.policy,
    )  # fmt: skip


def _products(company: _Company) -> tuple[ProductSeen, ...]:
    products: dict[str, list[tuple[Match, str, int, int, int, float, float]]] = defaultdict(list)
    for row in company.traffic:
        products[row[0].product].append(row)
    return tuple(
        ProductSeen(
            product,
            rows[0][0].product_name,
            tuple(sorted({row[1] for row in rows if row[1]})),
            sum(row[2] for row in rows),
            sum(row[3] for row in rows),
        )
        for product, rows in sorted(products.items())
    )


def _networks(rows: Iterable[_Server]) -> tuple[ServerNetwork, ...]:
    """Servers of one network in one country are one: the most sent to first."""
    groups: dict[tuple[str, int, str, str], list[_Server]] = defaultdict(list)
    for row in rows:
        groups[row.network, row.number, row.country, row.note].append(row)
    networks = [
        ServerNetwork(
            *key,
            tuple(sorted({row.ip for row in group})),
            tuple(sorted({row.host for row in group if row.host})),
            sum(row.requests for row in group),
            sum(row.bytes_up for row in group),
        )
        for key, group in groups.items()
    ]
    return tuple(sorted(networks, key=lambda one: (-one.bytes_up, one.name)))


def _data(type_: str, data: _Data, prompts: int, phases: tuple[Phase, ...]) -> DataReceived:
    # Certain before likely, then by time: the examples are the surest and the first.
    rows = sorted(data.rows, key=lambda row: (row.certainty, row.first_ms))
    order = {phase.id: place for place, phase in enumerate(phases)}
    seen = sorted(data.by_phase, key=lambda phase: order.get(phase, len(order)))
    return DataReceived(
        type_,
        count=sum(row.times for row in rows),
        certainty="certain" if rows[0].certainty == "certain" else "likely",
        phases=tuple(seen),
        phase_counts={phase: data.by_phase[phase] for phase in seen},
        first_ms=min(row.first_ms for row in rows),
        last_ms=max(row.last_ms for row in rows),
        hosts=tuple(sorted({row.host for row in rows if row.host})),
        senders=_union(row.senders for row in rows),
        encodings=_union(row.encodings for row in rows),
        prompts=prompts if type_ == "prompt" else 0,
        examples=tuple((row.observation, row.path) for row in rows[:_EXAMPLES]),
    )


def _union(lists: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted({item for text in lists for item in json.loads(text)}))


def _phase_at(phases: tuple[Phase, ...], at_ms: float) -> str:
    begun = [phase.id for phase in phases if phase.at_ms <= at_ms]
    return begun[-1] if begun else (phases[0].id if phases else "")


# ------------------------------------------------------------------------------------------------ the sums


@contextmanager
def _one_view(db: sqlite3.Connection, condition: Condition | None) -> Iterator[None]:
    """Everything that is asked inside is of one moment. The part that fits a condition is looked for and summed once.

    The temporary tables go with the transaction.
    """
    db.execute("BEGIN")
    try:
        if condition is not None:
            db.execute("CREATE TEMP TABLE fitting (id INTEGER PRIMARY KEY)")
            db.execute(
                f"INSERT INTO fitting SELECT o.id FROM observation AS o WHERE {_SENT} AND {condition.sql}",
                condition.parameters,
            )
            db.execute(f"CREATE TEMP TABLE part AS {_PART}", (float(slot_ms(db)),))
        yield
    finally:
        db.rollback()


def _traffic(db: sqlite3.Connection, is_part: bool) -> list[tuple[int, str, int, int, int, float, float]]:
    """Recipient, host, requests, bytes up, bytes down, first, last."""
    return db.execute(
        "SELECT recipient, host, sum(requests), sum(bytes_up), sum(bytes_down), min(first_ms), max(last_ms) "
        f"FROM {'part' if is_part else 'traffic'} WHERE recipient > 0 GROUP BY recipient, host"
    ).fetchall()


def _tallies(db: sqlite3.Connection, is_part: bool) -> list[_Tallied]:
    if not is_part:
        return [_Tallied(*row) for row in db.execute("SELECT * FROM tally WHERE recipient > 0")]
    # Few groups of observations are alike in what was found; only these are looked at type by type.
    alike = (
        "SELECT p.recipient, p.host, p.summary, p.phase, coalesce(s.name, 'unknown') AS sender, sum(p.times) AS times, "
        "min(p.first_ms) AS first_ms, max(p.last_ms) AS last_ms, min(p.id) AS id "
        "FROM part AS p LEFT JOIN sender AS s ON s.id = p.sender WHERE p.summary <> 0 "
        "GROUP BY p.recipient, p.host, p.summary, p.phase, p.sender"
    )
    rows = db.execute(
        "SELECT a.recipient, a.host, y.type, a.phase, y.certainty, a.times, a.first_ms, a.last_ms, a.id, y.path, "
        f"a.sender, y.encodings FROM ({alike}) AS a JOIN summed AS y ON y.summary = a.summary"
    )
    sums: dict[tuple[object, ...], _Tallied] = {}
    names: dict[tuple[object, ...], tuple[set[str], set[str]]] = defaultdict(lambda: (set(), set()))
    for row in map(_Tallied._make, rows):
        key = row[:5]
        known = sums.get(key, row)
        earlier = known if known.observation <= row.observation else row
        times = known.times + row.times if key in sums else row.times
        first_ms, last_ms = min(known.first_ms, row.first_ms), max(known.last_ms, row.last_ms)
        sums[key] = earlier._replace(times=times, first_ms=first_ms, last_ms=last_ms)
        names[key][0].add(row.senders)
        names[key][1].update(json.loads(row.encodings))
    return [
        tally._replace(senders=json.dumps(sorted(names[key][0])), encodings=json.dumps(sorted(names[key][1])))
        for key, tally in sums.items()
    ]


def _bars(db: sqlite3.Connection, is_part: bool) -> list[tuple[str, float, int]]:
    """Company, milliseconds since the start, bytes up."""
    whole = "SELECT company, slot * ?, bytes_up FROM bars"
    part = (
        "SELECT r.company, p.slot * ?, sum(p.bytes_up) AS sent FROM part AS p "
        "JOIN recipient AS r ON r.id = p.recipient GROUP BY r.company, p.slot HAVING sent > 0"
    )
    return db.execute(part if is_part else whole, (float(slot_ms(db)),)).fetchall()


def _prompts(db: sqlite3.Connection, is_part: bool) -> list[tuple[str, int]]:
    """Company, how many of the tester's prompts it received, whole or in part."""
    if not is_part:
        return db.execute("SELECT company, count(*) FROM received_prompt GROUP BY company").fetchall()
    return db.execute(
        "SELECT r.company, count(DISTINCT f.planted) FROM fitting AS t CROSS JOIN observation AS o ON o.id = t.id "
        "JOIN recipient AS r ON r.id = o.recipient "
        "JOIN finding AS f ON f.observation = o.id AND f.type = 'prompt' AND f.planted <> '' "
        "WHERE o.summary IN (SELECT summary FROM summed WHERE type = 'prompt') "
        "GROUP BY r.company"
    ).fetchall()


def _servers(db: sqlite3.Connection, is_part: bool) -> list[_Server]:
    if not db.execute("SELECT 1 FROM sqlite_master WHERE name = 'server'").fetchone():
        return []  # a file of an earlier version of the tool
    whole = "SELECT * FROM server WHERE recipient > 0"
    part = (
        "SELECT n.recipient, n.host, n.ip, n.number, n.network, n.country, n.note, sum(p.requests), sum(p.bytes_up) "
        "FROM part AS p JOIN server AS n ON n.recipient = p.recipient AND n.host = p.host AND n.ip = p.ip "
        "GROUP BY n.recipient, n.host, n.ip"
    )
    return [_Server(*row) for row in db.execute(part if is_part else whole)]


_SENT = "o.recipient IS NOT NULL AND o.kind IN ('request', 'message', 'connection')"
_PART = """
    SELECT o.recipient, o.host, o.ip, o.phase, o.sender, o.summary, CAST(max(o.at_ms, 0) / ? AS INTEGER) AS slot,
    count(*) AS times, sum(o.kind = 'request' OR o.kind = 'message' AND o.bytes_up > 0) AS requests,
    sum(o.bytes_up) AS bytes_up, sum(o.bytes_down) AS bytes_down, min(o.at_ms) AS first_ms, max(o.at_ms) AS last_ms,
    min(o.id) AS id
    FROM fitting AS f CROSS JOIN observation AS o ON o.id = f.id GROUP BY 1, 2, 3, 4, 5, 6, 7
"""
