"""The phone's screen in the window."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPointF, Qt
from pytestqt.qtbot import QtBot

from inspector.errors import PhoneProblem
from tests.ui.fakes import FakeSession, phone_png
from ui.panels import phone_view
from ui.panels.phone_view import KEY_BACK, KEY_DELETE, KEY_ENTER, PhoneView

ViewMaker = Callable[[FakeSession], PhoneView]


@pytest.fixture
def make_view(qtbot: QtBot) -> ViewMaker:
    def make(session: FakeSession) -> PhoneView:
        view = PhoneView(session)
        qtbot.addWidget(view)
        view.resize(264, 620)
        view.show()
        return view

    return make


def test_the_screen_is_pulled_again_and_again_while_it_is_to_be_seen(
    qtbot: QtBot, make_view: ViewMaker, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(phone_view, "PULL_EVERY_MS", 10)
    session = FakeSession()
    view = make_view(session)
    qtbot.waitUntil(lambda: session.screens >= 3)
    view.hide()
    with qtbot.waitSignal(view.pictured, raising=False, timeout=300):
        pass
    seen = session.screens
    with qtbot.assertNotEmitted(view.pictured, wait=100):
        pass
    assert session.screens == seen


def test_a_click_taps_the_phones_own_pixel(qtbot: QtBot, make_view: ViewMaker) -> None:
    session = FakeSession()
    view = make_view(session)
    qtbot.waitSignal(view.pictured).wait()
    screen = view.screen_widget
    frame = screen.frame_rect()
    middle = frame.center()
    assert screen.phone_point(middle) == (270, 585)
    assert screen.phone_point(QPointF(frame.left() + 6.2, frame.top() + 6.2)) == (0, 0)
    assert screen.phone_point(QPointF(frame.right() - 6.2, frame.bottom() - 6.2)) == (539, 1169)
    assert screen.phone_point(QPointF(frame.left() + 2, middle.y())) is None
    qtbot.mouseClick(screen, Qt.MouseButton.LeftButton, pos=middle.toPoint())
    qtbot.waitUntil(lambda: bool(session.done))
    kind, x, y = session.done[0]
    assert kind == "tap"
    assert abs(x - 270) <= 3
    assert abs(y - 585) <= 3


def test_what_is_typed_on_the_screen_arrives_in_order(qtbot: QtBot, make_view: ViewMaker) -> None:
    session = FakeSession()
    view = make_view(session)
    qtbot.waitSignal(view.pictured).wait()
    qtbot.keyClicks(view.screen_widget, "hello")
    for key in (Qt.Key.Key_Backspace, Qt.Key.Key_Return, Qt.Key.Key_Escape):
        qtbot.keyClick(view.screen_widget, key)
    qtbot.waitUntil(lambda: ("key", KEY_BACK) in session.done)
    assert "".join(step[1] for step in session.done if step[0] == "type") == "hello"
    assert session.done[-3:] == [("key", KEY_DELETE), ("key", KEY_ENTER), ("key", KEY_BACK)]


def test_the_line_sends_its_text_and_enter_and_is_empty_again(qtbot: QtBot, make_view: ViewMaker) -> None:
    session = FakeSession()
    view = make_view(session)
    view.line.setText("is it safe to wait? 안녕")
    qtbot.keyClick(view.line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: len(session.done) == 2)
    assert session.done == [("type", "is it safe to wait? 안녕"), ("key", KEY_ENTER)]
    assert view.line.text() == ""


def test_shortcuts_of_the_window_are_not_typed_into_the_phone(qtbot: QtBot, make_view: ViewMaker) -> None:
    session = FakeSession()
    view = make_view(session)
    qtbot.keyClick(view.screen_widget, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClick(view.screen_widget, Qt.Key.Key_X)
    qtbot.waitUntil(lambda: bool(session.done))
    assert session.done == [("type", "x")]


def test_a_lost_phone_is_said_on_its_screen_and_found_again(
    qtbot: QtBot, make_view: ViewMaker, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(phone_view, "PULL_AFTER_LOSS_MS", 20)
    session = FakeSession()
    session.screen_problem = PhoneProblem("The phone does not answer.", code="gone")
    view = make_view(session)
    qtbot.waitUntil(lambda: view.screen_widget.sentence() == "The phone does not answer. Trying again …")
    session.screen_problem = None
    qtbot.waitUntil(lambda: view.screen_widget.sentence() == "")


def test_while_the_session_reconnects_nothing_can_be_typed(qtbot: QtBot, make_view: ViewMaker) -> None:
    session = FakeSession()
    view = make_view(session)
    qtbot.waitSignal(view.pictured).wait()
    session.become("reconnecting", "The phone does not answer.")
    qtbot.waitUntil(lambda: not view.line.isEnabled())
    assert view.screen_widget.sentence() == "The phone does not answer."
    with qtbot.assertNotEmitted(view.screen_widget.tapped):
        qtbot.mouseClick(view.screen_widget, Qt.MouseButton.LeftButton)
    session.become("recording")
    qtbot.waitUntil(lambda: view.line.isEnabled() and view.screen_widget.sentence() == "")


def test_the_line_stays_right_under_the_phone_in_a_tall_window(qtbot: QtBot, make_view: ViewMaker) -> None:
    view = make_view(FakeSession())
    qtbot.waitSignal(view.pictured).wait()
    view.resize(264, 5000)
    qtbot.waitUntil(lambda: view.line.y() - view.screen_widget.frame_rect().bottom() < 24)


def test_a_picture_without_content_is_said_and_asked_for_again(
    qtbot: QtBot, make_view: ViewMaker, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(phone_view, "PULL_AFTER_LOSS_MS", 20)
    session = FakeSession()
    session._png = b""
    view = make_view(session)
    qtbot.waitUntil(lambda: "no picture" in view.screen_widget.sentence())
    session._png = phone_png()
    qtbot.waitUntil(lambda: view.screen_widget.sentence() == "")
