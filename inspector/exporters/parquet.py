"""Parquet, for those who count with pandas, DuckDB or R: a row for each transfer, and one for each finding in it."""

from __future__ import annotations

import importlib.util
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, TextIO

from inspector.errors import FileProblem
from inspector.exporters.observations import sent
from inspector.exporters.output import opened_bytes, writable
from inspector.readings import ObservationDetail, SessionFacts
from inspector.records import Finding
from inspector.store.reader import Reader

COLUMNS: dict[str, tuple[str, str]] = {
    "row": ("string", "request, message or connection: one each; finding: one for each data type at a path in it"),
    "observation": ("int64", "the same number for a transfer and its findings; the window shows it too"),
    "time": ("timestamp", "when it was sent, UTC"),
    "at_ms": ("float64", "the same in milliseconds since the session started"),
    "phase": ("string", "id of the phase the tester marked"),
    "process": ("string", "which process of the app"),
    "host": ("string", "the host it was sent to"),
    "ip": ("string", "the address, where known"),
    "recipient": ("string", "who operates the host, as the tool names it"),
    "recipient_id": ("string", "the same as an id; host: and a domain where nobody knows who"),
    "operator": ("string", "the operator's legal name"),
    "parent": ("string", "who owns the operator; not the recipient"),
    "country": ("string", "of the operator, ISO 3166 alpha-2"),
    "party": ("string", "first or third"),
    "product": ("string", "the recipient's product"),
    "recipient_certainty": ("string", "certain or likely"),
    "sender": ("string", "which code sent it"),
    "sender_certainty": ("string", "certain or likely"),
    "method": ("string", "of a request"),
    "target": ("string", "its path and query"),
    "status": ("int32", "of its answer"),
    "bytes_up": ("int64", "sent; of findings empty, so that sums count once"),
    "bytes_down": ("int64", "received, as bytes_up"),
    "data_type": ("string", "of a finding, as are all that follow"),
    "certainty": ("string", "certain or likely"),
    "path": ("string", "where it stood"),
    "value": ("string", "what stood there"),
    "encoding": ("string", "how a planted value stood there"),
    "reason": ("string", "why it is of this type"),
}
"""Name of each column, its type, and what it says."""

_ROWS_A_GROUP = 20_000
_MISSING = FileProblem(
    "Parquet needs the Python package pyarrow, which is not installed.", code="export.no_pyarrow",
    hint="Install it with: pip install 'app-privacy-inspector[parquet]'.",
)  # fmt: skip


def write(reader: Reader, out: TextIO | Path, where: str = "") -> None:
    """Writes group by group. Raises FileProblem, also where the library for it is not installed."""
    if importlib.util.find_spec("pyarrow") is None:
        raise _MISSING
    import pyarrow  # 100 MB of library: only when asked for
    from pyarrow import parquet

    types = {"timestamp": pyarrow.timestamp("ms", tz="UTC")}
    fields = [
        pyarrow.field(name, types.get(kind) or pyarrow.type_for_alias(kind), metadata={"description": meaning})
        for name, (kind, meaning) in COLUMNS.items()
    ]
    schema = pyarrow.schema(fields)
    facts, rows = reader.session(), list[dict[str, Any]]()
    with opened_bytes(out) as stream, parquet.ParquetWriter(stream, schema, compression="zstd") as writer:
        for one in sent(reader, where):
            rows += _rows(one, facts)
            if len(rows) >= _ROWS_A_GROUP:
                writer.write_table(pyarrow.Table.from_pylist(rows, schema=schema))
                rows = []
        writer.write_table(pyarrow.Table.from_pylist(rows, schema=schema))


def _rows(one: ObservationDetail, facts: SessionFacts) -> Iterator[dict[str, Any]]:
    row, match, sender, detail = one.row, one.match, one.sender, one.detail
    moment = datetime(1970, 1, 1, tzinfo=UTC) + timedelta(milliseconds=facts.started_unix_ms + row.at_ms)
    status = detail.get("status")
    common = {
        "observation": row.id, "time": moment, "at_ms": row.at_ms, "phase": row.phase, "process": row.process,
        "host": row.host, "ip": detail.get("ip"), "recipient": row.company_name, "recipient_id": row.company,
        "operator": match and match.operator, "parent": match and match.parent, "country": row.country,
        "party": row.party, "product": match and match.product_name, "recipient_certainty": match and match.certainty,
        "sender": sender and sender.name, "sender_certainty": sender and sender.certainty,
        "method": detail.get("method"), "target": detail.get("target"),
        "status": status if isinstance(status, int) and status < 1 << 31 else None,
    }  # fmt: skip
    yield _clean({"row": row.kind, **common, "bytes_up": row.bytes_up, "bytes_down": row.bytes_down})
    for finding in one.findings:
        yield _clean({"row": "finding", **common, **_finding(finding)})


def _finding(finding: Finding) -> dict[str, Any]:
    return {
        "data_type": finding.type, "certainty": finding.certainty, "path": finding.path, "value": finding.value,
        "encoding": finding.encoding, "reason": finding.reason,
    }  # fmt: skip


def _clean(row: dict[str, Any]) -> dict[str, Any]:
    """Nothing known is empty."""
    return {name: (writable(value) or None) if isinstance(value, str) else value for name, value in row.items()}
