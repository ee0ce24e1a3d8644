"""Hooks that are left out after a crash: remembered by app and version, few, and put in again."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from inspector import paths, suspects


@pytest.fixture(autouse=True)
def own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("INSPECTOR_CONFIG", str(tmp_path))


def test_a_suspect_is_remembered_for_that_version_of_that_app_alone() -> None:
    assert suspects.add("com.a", "1.0", "x:y.z", date(2026, 11, 23))
    assert suspects.of("com.a", "1.0") == {"x:y.z": "the app crashed right after this hook's first call on 2026-11-23"}
    assert suspects.of("com.a", "1.1") == {}
    assert suspects.of("com.b", "1.0") == {}


def test_no_more_than_three_are_left_out_and_each_once() -> None:
    added = [suspects.add("com.a", "1", hook) for hook in ("a", "a", "b", "c", "d")]
    assert added == [True, False, True, True, False]
    assert list(suspects.of("com.a", "1")) == ["a", "b", "c"]


def test_all_are_put_in_again_at_once() -> None:
    suspects.add("com.a", "1", "a")
    suspects.add("com.b", "1", "b")
    assert suspects.forget("com.a", "1") == 1
    assert suspects.of("com.a", "1") == {}
    assert list(suspects.of("com.b", "1")) == ["b"]
    assert suspects.forget("com.a", "1") == 0


def test_a_damaged_file_leaves_nothing_out() -> None:
    (paths.config() / "hooks-off.json").write_text('{"com.a 1": ["x"')
    assert suspects.of("com.a", "1") == {}
    (paths.config() / "hooks-off.json").write_text("[1]")
    assert suspects.of("com.a", "1") == {}
    assert suspects.add("com.a", "1", "x")
