"""One line of the list of all observations: how it is asked for, and what is made of the answer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from inspector.networks import network_of
from inspector.readings import Carriage, Row

ROW = (
    "SELECT o.id, o.kind, o.at_ms, coalesce(p.name, ''), o.title, o.host, coalesce(r.company, ''), "
    "coalesce(r.name, ''), coalesce(r.country, ''), coalesce(r.party, ''), coalesce(r.product, ''), "
    "coalesce(s.name, ''), o.bytes_up, o.bytes_down, o.phase, coalesce(y.types, ''), o.status, "
    "coalesce(r.product_name, ''), coalesce(s.sender, ''), coalesce(a.ip, '') "
    "FROM observation AS o LEFT JOIN recipient AS r ON r.id = o.recipient "
    "LEFT JOIN sender AS s ON s.id = o.sender LEFT JOIN process AS p ON p.id = o.process "
    "LEFT JOIN summary AS y ON y.id = o.summary LEFT JOIN address AS a ON a.id = o.id * 2"
)
ROW_COLUMNS = 20

FINDING = "f.type, f.path, f.certainty, f.value, f.reason, f.encoding, f.planted"
ROW_AND_FINDING = ROW.replace(" FROM observation AS o", f", {FINDING} FROM observation AS o").replace(
    " LEFT JOIN recipient", " JOIN finding AS f ON f.observation = o.id LEFT JOIN recipient"
)


def carriage_of(link: Mapping[str, Any]) -> Carriage:
    """A link between an SDK call and a request, as an observation's detail keeps it."""
    return Carriage(
        link["id"], link["title"], link["after_ms"], link["certainty"], tuple(link["found"]), link["of"]
    )  # fmt: skip


def row_of(columns: Sequence[Any]) -> Row:
    """The first ROW_COLUMNS of an answer."""
    cells: list[Any] = list(columns)
    cells[15] = tuple(cells[15].split())
    network = network_of(cells.pop())
    return Row(*(*cells, network.name or network.note, network.country))
