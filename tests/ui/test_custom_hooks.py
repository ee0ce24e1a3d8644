"""Choosing a file of methods to watch before a session."""

from __future__ import annotations

from pathlib import Path

from pytestqt.qtbot import QtBot

from inspector.errors import FileProblem
from inspector.records import CustomHook
from tests.ui.fakes import FakeDesk
from ui.panels.custom_hooks import HooksChoice

HOOK = CustomHook("com.foo.Bar", "baz")


def test_a_file_that_can_be_read_is_watched_until_it_is_forgotten(qtbot: QtBot) -> None:
    choice = HooksChoice(FakeDesk(hooks=[HOOK]))
    qtbot.addWidget(choice)
    assert choice.chosen() == ((), "")
    choice.choose(Path("/somewhere/watch.toml"))
    qtbot.waitUntil(lambda: choice.chosen() == ((HOOK,), "watch.toml"))
    assert choice.sentence() == "1 method is watched too, named in watch.toml."
    choice.forget_button.click()
    assert choice.chosen() == ((), "")


def test_a_file_that_is_wrong_is_said_and_nothing_of_it_is_watched(qtbot: QtBot) -> None:
    desk = FakeDesk(hooks=[HOOK])
    choice = HooksChoice(desk)
    qtbot.addWidget(choice)
    choice.choose(Path("good.toml"))
    qtbot.waitUntil(lambda: choice.chosen()[1] == "good.toml")
    desk.problem = FileProblem("bad.toml names no hook.", code="hooks_file", hint="Name one.")
    choice.choose(Path("bad.toml"))
    qtbot.waitUntil(lambda: choice.sentence() == "bad.toml names no hook. Name one.")
    assert choice.chosen() == ((), "")
