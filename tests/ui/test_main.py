"""The beginning and the end of the window as a program."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from tests.ui.fakes import FakeDesk, FakeSessions
from ui import __main__ as program
from ui.window import MainWindow


class Made:
    """What the program was built with, and when to look at it."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.desk, self.sessions = FakeDesk(), FakeSessions()
        self.window: MainWindow | None = None
        monkeypatch.setattr(program, "build_window", self.build)

    def build(self) -> MainWindow:
        self.window = MainWindow(self.desk, self.sessions, lambda _session, window: QWidget(window))
        return self.window

    def when(self, true: Callable[[], bool], then: Callable[[], object]) -> QTimer:
        """Look again and again; once it is true, do `then`."""
        timer = QTimer()
        timer.setInterval(10)

        def look() -> None:
            if true():
                timer.stop()
                then()

        timer.timeout.connect(look)
        timer.start()
        return timer

    def close(self) -> None:
        assert self.window is not None
        self.window.close()


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch, qtbot: QtBot) -> Made:
    return Made(monkeypatch)


def test_a_session_given_on_the_command_line_is_opened(made: Made) -> None:
    timer = made.when(lambda: made.window is not None and made.window._page is not None, made.close)
    assert program.main(["inspector"], session=Path("/s/a.session")) == 0
    assert made.sessions.calls == [("open", Path("/s/a.session"))]
    assert not timer.isActive()


def test_the_demo_starts_the_practice_phone(made: Made) -> None:
    timer = made.when(lambda: made.desk.practice == "ready", made.close)
    assert program.main(["inspector"], practice=True) == 0
    assert not timer.isActive()


def test_ctrl_c_in_the_terminal_closes_the_window(made: Made) -> None:
    before = signal.getsignal(signal.SIGINT)
    timer = made.when(
        lambda: made.window is not None and made.window.isVisible(), lambda: os.kill(os.getpid(), signal.SIGINT)
    )
    assert program.main(["inspector"]) == 0
    assert made.desk.watch.stopped
    assert signal.getsignal(signal.SIGINT) is before
    assert not timer.isActive()
