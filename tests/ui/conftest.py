"""What the window's tests share: the offscreen screen, a home of their own, and the tool's look."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtWidgets import QApplication

from ui import tasks, theme


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    # WORKAROUND the offscreen platform warns of what it cannot do; it is nobody's fault.
    ignored = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker(ignored)


@pytest.fixture(autouse=True)
def own_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """No test sees or writes this user's sessions and settings."""
    for name in ("INSPECTOR_SESSIONS", "INSPECTOR_CONFIG", "INSPECTOR_CACHE"):
        folder = tmp_path / name.lower()
        folder.mkdir()
        monkeypatch.setenv(name, str(folder))
    return tmp_path


@pytest.fixture(autouse=True)
def dressed(qapp: QApplication) -> Iterator[None]:
    """The light theme, and no work left running."""
    if theme.current() is not theme.LIGHT or not qapp.styleSheet():
        theme.apply(qapp, "light")
    yield
    assert tasks.finish(5000), "a task was still running when its test ended"
