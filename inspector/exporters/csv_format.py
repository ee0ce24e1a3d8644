"""A table with one line for each data type in each request, and one for each transfer in which none was found."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import TextIO

from inspector.datatypes import labels_table
from inspector.exporters.observations import sent
from inspector.exporters.output import opened, writable
from inspector.networks import network_of
from inspector.readings import ObservationDetail
from inspector.records import Finding
from inspector.store.reader import Reader

COLUMNS = (
    "at_ms", "phase", "recipient", "operator", "country", "party", "product", "host", "server_ip",
    "server_network", "server_country", "method", "target", "sender",
    "data_type", "certainty", "path", "value", "encoding", "reason", "observation",
    "google_play", "korea", "gdpr",
)  # fmt: skip
_MESSAGES = {"grpc": "gRPC", "script": "script"}
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")  # of full width too, as in East Asia


def write(reader: Reader, out: TextIO | Path, where: str = "") -> None:
    """Writes the table; a file gets the mark by which spreadsheets know UTF-8. Raises FileProblem."""
    with opened(out, encoding="utf-8-sig") as stream:
        table = csv.writer(stream)
        table.writerow(COLUMNS)
        for one in sent(reader, where):
            if one.row.kind == "connection" and not one.findings and not one.row.bytes_up:
                continue  # what went over it has lines of its own
            table.writerows(_line(one, finding) for finding in one.findings or (None,))


def _line(one: ObservationDetail, finding: Finding | None) -> list[str]:
    row, match, detail = one.row, one.match, one.detail
    ip = str(detail.get("ip") or "")
    network = network_of(ip)
    where = [
        f"{row.at_ms:.3f}",
        row.phase,
        row.company_name,
        match.operator if match else "",
        row.country,
        row.party,
        match.product_name if match else row.product,
        row.host,
        ip,
        network.name or network.note,
        network.country,
        detail.get("method")
        or (_MESSAGES.get(str(detail.get("opcode")), "WebSocket") if row.kind == "message" else ""),
        detail.get("target") or "",
        one.sender.name if one.sender else "",
    ]
    what = [""] * 6
    if finding is not None:
        what = [finding.type, finding.certainty, finding.path, finding.value, finding.encoding, finding.reason]
    labels = labels_table(finding.type if finding else "")
    called = ("; ".join(labels[scheme]) for scheme in ("google_play", "korea", "gdpr"))
    return [_harmless(str(cell)) for cell in (*where, *what, str(row.id), *called)]


def _harmless(cell: str) -> str:
    """What an app sent must not become a formula in the spreadsheet of whoever opens the table."""
    cell = writable(cell).replace("\x00", "\ufffd")
    return f"'{cell}" if cell.startswith(_FORMULA_STARTS) else cell
