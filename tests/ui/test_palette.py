"""The command palette."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QLineEdit, QWidget
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from ui.palette import ActionsModel, Palette


@pytest.fixture
def host(qtbot: QtBot) -> QWidget:
    widget = QWidget()
    widget.field = QLineEdit(widget)  # type: ignore[attr-defined]
    qtbot.addWidget(widget)
    widget.resize(900, 600)
    widget.show()
    widget.activateWindow()
    qtbot.waitUntil(widget.isActiveWindow)
    return widget


def _actions(host: QWidget) -> tuple[list[QAction], list[str]]:
    done: list[str] = []
    made = []
    for text in ("&Open session …", "Import HAR …", "Look: dark", "Stop and save"):
        action = QAction(text, host)
        action.triggered.connect(lambda _checked=False, text=text: done.append(text))
        made.append(action)
    made[3].setEnabled(False)
    return made, done


def test_the_model_finds_by_words_and_leaves_out_what_cannot_be_done(host: QWidget, qtmodeltester: ModelTester) -> None:
    model = ActionsModel()
    model.set_actions(_actions(host)[0])
    qtmodeltester.check(model)
    assert [model.index(row).data() for row in range(model.rowCount())] == [
        "Open session …", "Import HAR …", "Look: dark",
    ]  # fmt: skip
    model.seek("dark LOOK")
    assert [model.index(row).data() for row in range(model.rowCount())] == ["Look: dark"]


def test_typing_and_enter_do_an_action_and_give_the_focus_back(host: QWidget, qtbot: QtBot) -> None:
    actions, done = _actions(host)
    palette = Palette(host)
    host.field.setFocus()  # type: ignore[attr-defined]
    palette.open(actions)
    assert palette.isVisible()
    qtbot.keyClicks(palette.field, "har")
    qtbot.keyClick(palette.field, Qt.Key.Key_Return)
    assert done == ["Import HAR …"]
    assert not palette.isVisible()
    assert host.focusWidget() is host.field  # type: ignore[attr-defined]


def test_arrows_choose_and_escape_closes_without_doing_anything(host: QWidget, qtbot: QtBot) -> None:
    actions, done = _actions(host)
    palette = Palette(host)
    palette.open(actions)
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Up):
        qtbot.keyClick(palette.field, key)
    assert palette.view.currentIndex().data() == "Import HAR …"
    qtbot.keyClick(palette.field, Qt.Key.Key_Escape)
    assert not palette.isVisible()
    assert done == []


def test_enter_without_a_find_does_nothing(host: QWidget, qtbot: QtBot) -> None:
    actions, done = _actions(host)
    palette = Palette(host)
    palette.open(actions)
    qtbot.keyClicks(palette.field, "zzz")
    qtbot.keyClick(palette.field, Qt.Key.Key_Return)
    assert done == []
