"""The ledger: the last word of each process, whoever told it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.proof import ledger

HELLO = {"instance": "a", "runtime": "HotSpot 17"}


def told(hits: int, status: str = "installed") -> list[dict[str, object]]:
    return [{"id": "m:C.d", "group": "sdk", "status": status, "hits": hits}]


def test_nothing_is_noted_unless_a_folder_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(ledger.FOLDER, raising=False)
    assert not ledger.wanted()


def test_of_a_process_the_last_word_stands(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv(ledger.FOLDER, str(tmp_path))
    ledger.note(HELLO, told(0, "absent"))
    ledger.note(HELLO, told(7))
    ledger.note({"instance": "b", "runtime": "native"}, told(2))
    first, second = ledger.read(tmp_path)
    assert (first.runtime, first.hits, first.status, first.group) == (
        "HotSpot 17", {"m:C.d": 7}, {"m:C.d": "installed"}, {"m:C.d": "sdk"},
    )  # fmt: skip
    assert (second.runtime, second.hits) == ("native", {"m:C.d": 2})
