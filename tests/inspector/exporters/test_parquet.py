"""The Parquet of a session, read by the library that others read it with."""

from __future__ import annotations

import importlib.util
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from inspector import desk, paths
from inspector.errors import FileProblem
from inspector.exporters import parquet
from inspector.store.reader import Reader
from tests import factories


def test_without_its_library_one_sentence_says_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importlib.util, "find_spec", lambda _name: None)
    with pytest.raises(FileProblem, match="needs the Python package pyarrow") as caught:
        desk.export_session(paths.resources() / "sample.session", tmp_path / "out.parquet")
    assert "pip install" in caught.value.hint
    assert not (tmp_path / "out.parquet").exists()


def test_it_has_a_row_for_each_transfer_and_each_finding(tmp_path: Path) -> None:
    reading = pytest.importorskip("pyarrow.parquet", reason="pyarrow, with which Parquet is written, is not installed")
    session = factories.sample_session(tmp_path / "a.session")
    desk.export_session(session, tmp_path / "out.parquet")
    table = reading.read_table(tmp_path / "out.parquet")
    assert table.schema.names == list(parquet.COLUMNS)
    assert table.schema.field("path").metadata == {b"description": b"where it stood"}
    rows = table.to_pylist()
    with closing(Reader(session)) as reader:
        details = [reader.detail(row.id) for row in reader.rows("kind:request or kind:message or kind:connection")]
    transfers, findings = [r for r in rows if r["row"] != "finding"], [r for r in rows if r["row"] == "finding"]
    assert [row["observation"] for row in transfers] == [one.row.id for one in details]
    assert sum(row["bytes_up"] for row in transfers) == sum(one.row.bytes_up for one in details)
    assert [(row["observation"], row["path"], row["value"]) for row in findings] == [
        (one.row.id, finding.path, finding.value) for one in details for finding in one.findings
    ]
    volcano = next(row for row in findings if row["recipient_id"] == "volcano_engine")
    assert (volcano["country"], volcano["party"], volcano["bytes_up"]) == ("CN", "third", None)
    assert volcano["time"] >= datetime(2026, 11, 22, tzinfo=UTC)
