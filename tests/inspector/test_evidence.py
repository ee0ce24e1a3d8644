"""Whoever changes a session is found out."""

from __future__ import annotations

import hashlib
import sqlite3
import struct
from pathlib import Path

import pytest

from inspector.evidence import chain_head, verify
from inspector.records import Batch
from inspector.store.writer import Writer
from tests.factories import new_writer, raw, sample_session


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return sample_session(tmp_path / "sample.inspect")


def _change(path: Path, sql: str) -> None:
    db = sqlite3.connect(path)
    assert db.execute(sql).rowcount > 0
    db.commit()
    db.close()


def test_a_session_as_it_was_recorded_is_intact(path: Path) -> None:
    result = verify(path)
    assert result.ok
    assert (result.rows, result.evidence, result.sealed, result.problem) == (60, 2, True, "")
    assert result.head == chain_head(path)


def test_a_session_that_still_runs_is_intact_and_not_sealed(tmp_path: Path) -> None:
    path = tmp_path / "running.inspect"
    writer = new_writer(path)
    assert (verify(path).ok, verify(path).rows) == (True, 0)
    writer.append(Batch(raws=(raw(1),)))
    result = verify(path)
    writer.close()
    assert (result.ok, result.sealed, result.rows) == (True, False, 1)


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE raw SET payload = x'00' WHERE id = 17",
        "UPDATE raw SET fields = '{}' WHERE id = 17",
        "UPDATE raw SET at_ms = at_ms + 1 WHERE id = 17",
        "UPDATE raw SET kind = 'note' WHERE id = 17",
        "UPDATE raw SET hash = zeroblob(32) WHERE id = 17",
    ],
)
def test_a_changed_row_is_named(path: Path, change: str) -> None:
    _change(path, change)
    result = verify(path)
    assert not result.ok
    assert (result.broken_row, result.sealed) == (17, False)
    assert "Raw row 17" in result.problem


def test_a_row_taken_out_breaks_the_next_one(path: Path) -> None:
    _change(path, "DELETE FROM raw WHERE id = 20")
    assert verify(path).broken_row == 21


def test_rows_taken_off_the_end_are_missed(path: Path) -> None:
    _change(path, "DELETE FROM raw WHERE id > 50")
    assert verify(path).problem == "Raw rows at the end of the session are missing."


def test_changed_facts_break_the_first_row(path: Path) -> None:
    _change(
        path, "UPDATE session SET value = replace(value, 'com.practice.chat', 'com.other.chat') WHERE key = 'facts'"
    )
    assert verify(path).broken_row == 1


@pytest.mark.parametrize(
    ("change", "broken"),
    [
        ("UPDATE evidence SET data = x'00' WHERE id = 2", 2),
        ("UPDATE evidence SET note = 'other' WHERE id = 1", 1),
        ("UPDATE evidence SET at_ms = 0 WHERE id = 2", 2),
        ("UPDATE evidence SET observation = 1000 WHERE id = 1", 1),
        ("DELETE FROM evidence WHERE id = 1", 2),
    ],
)
def test_changed_evidence_is_named(path: Path, change: str, broken: int) -> None:
    _change(path, change)
    result = verify(path)
    assert (result.broken_evidence, result.broken_row) == (broken, None)


def test_evidence_taken_off_the_end_is_missed(path: Path) -> None:
    _change(path, "DELETE FROM evidence WHERE id = 2")
    assert verify(path).problem == "Evidence at the end of the session is missing."


def test_a_rebuild_of_the_readings_breaks_nothing(path: Path) -> None:
    before = verify(path)
    writer = Writer.open(path)
    with writer.rebuild():
        pass
    writer.close()
    assert verify(path) == before


def test_the_chain_can_be_followed_with_nothing_but_sqlite_and_sha_256(path: Path) -> None:
    """The recipe of the public file format, written out here once more and independently."""
    db = sqlite3.connect(path)
    (facts,) = db.execute("SELECT value FROM session WHERE key = 'facts'").fetchone()
    head = hashlib.sha256(b"App Privacy Inspector session 1\n" + facts.encode()).digest()
    for process, seq, at_ms, kind, fields, payload, stored in db.execute(
        "SELECT process, seq, at_ms, kind, fields, payload, hash FROM raw ORDER BY id"
    ):
        numbers = struct.pack(">qqd", process, seq, at_ms)
        head = hashlib.sha256(head + numbers + kind.encode() + b"\0" + fields.encode() + b"\0" + payload).digest()
        assert head == stored
    db.close()
    assert head.hex() == chain_head(path)
