"""The phones' model and words, and the cards made of them."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from inspector.errors import PracticeProblem
from inspector.records import Phone
from tests.ui.fakes import FakeDesk
from ui.models.phones import PhonesModel, words_for
from ui.panels.phone_cards import PhonesPane, progress_text

PIXEL = Phone("2A19", "Pixel 7", "ready", android="14", rooted=True, frida_version="17.26", detail={"apps": 214})
PRACTICE = Phone("practice:1", "Practice Phone", "ready", connection="practice")
STATES = ("unauthorized", "offline", "server_missing", "server_mismatch", "not_rooted", "starting", "something_new")


def _pane(qtbot: QtBot, desk: FakeDesk) -> PhonesPane:
    pane = PhonesPane(desk)
    qtbot.addWidget(pane)
    pane.resize(480, 900)
    pane.show()
    pane.start_watching()
    return pane


def test_a_ready_phone_says_what_it_has_and_offers_its_apps() -> None:
    words = words_for(PIXEL)
    assert words.subtitle == "Android 14 · 2A19 · USB"
    assert words.sentence == "Rooted, Frida 17.26 running, 214 apps"
    assert (words.state, words.step, words.button) == ("Ready", "choose", "Choose an app")


@pytest.mark.parametrize("state", STATES)
def test_every_other_state_has_a_name_and_never_offers_to_choose_an_app(state: str) -> None:
    words = words_for(Phone("x", "Phone", state))
    assert words.state
    assert words.step != "choose"
    assert bool(words.button) == (words.step != "none")
    assert words.sentence or state == "something_new"


@pytest.mark.parametrize("state", ["server_missing", "server_mismatch"])
def test_a_phone_without_a_fitting_server_offers_to_install_one(state: str) -> None:
    assert words_for(Phone("x", "Phone", state, frida_version="16.1.4")).step == "install"


def test_the_practice_phone_is_always_there_and_always_last(qtmodeltester: ModelTester) -> None:
    model = PhonesModel()
    qtmodeltester.check(model)
    assert [phone.model for phone in model.phones()] == ["Practice Phone"]
    model.set_phones([PRACTICE, PIXEL])
    qtmodeltester.check(model)
    assert [phone.serial for phone in model.phones()] == ["2A19", "practice:1"]
    model.set_phones([PIXEL])
    assert [phone.state for phone in model.phones()] == ["ready", "not_started"]


def test_a_practice_phone_that_is_ready_but_not_yet_seen_is_starting() -> None:
    model = PhonesModel()
    model.set_practice("ready")
    assert model.phones()[-1].state == "starting"


def test_a_change_of_state_updates_the_row_and_resets_nothing(qtbot: QtBot) -> None:
    model = PhonesModel()
    model.set_phones([Phone("2A19", "Pixel 7", "unauthorized")])
    with qtbot.waitSignal(model.dataChanged), qtbot.assertNotEmitted(model.modelReset):
        model.set_phones([PIXEL])


def test_phones_come_and_go_on_the_page(qtbot: QtBot) -> None:
    desk = FakeDesk()
    pane = _pane(qtbot, desk)
    desk.phones_changed(PIXEL, Phone("R5", "Galaxy A54", "unauthorized"))
    qtbot.waitUntil(lambda: "Galaxy A54: Waiting for you" in _said(pane))
    assert "Pixel 7: Ready" in _said(pane)
    desk.phones_changed()
    qtbot.waitUntil(lambda: "Pixel 7" not in _said(pane))
    assert "Practice Phone: Not started" in _said(pane)


def test_choosing_an_app_of_a_phone_is_one_press(qtbot: QtBot) -> None:
    pane = _pane(qtbot, FakeDesk(phones=[PIXEL]))
    qtbot.waitUntil(lambda: "Pixel 7: Ready" in _said(pane))
    with qtbot.waitSignal(pane.app_wanted) as wanted:
        qtbot.mouseClick(pane._cards[0].step_button, Qt.MouseButton.LeftButton)
    assert wanted.args == [PIXEL]


def test_the_practice_phone_starts_and_stops_from_its_card(qtbot: QtBot) -> None:
    desk = FakeDesk()
    pane = _pane(qtbot, desk)
    qtbot.mouseClick(pane._cards[0].step_button, Qt.MouseButton.LeftButton)
    assert "Practice Phone: Starting" in _said(pane)
    qtbot.waitUntil(lambda: desk.practice == "ready")
    desk.phones_changed(PRACTICE)
    qtbot.waitUntil(lambda: "Practice Phone: Ready" in _said(pane))
    assert pane._cards[0].stop_button.isVisible()
    qtbot.mouseClick(pane._cards[0].stop_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: desk.practice == "not_started")
    desk.phones_changed()
    qtbot.waitUntil(lambda: "Practice Phone: Not started" in _said(pane))


def test_a_practice_phone_that_cannot_run_says_why_and_can_be_tried_again(qtbot: QtBot) -> None:
    problem = PracticeProblem("It needs Linux on x86-64.", code="platform", hint="Use a phone.")
    desk = FakeDesk(practice="unavailable", problem=problem)
    pane = _pane(qtbot, desk)
    qtbot.waitUntil(lambda: "It needs Linux on x86-64. Use a phone." in _said(pane))
    assert pane._cards[0].step_button.text() == "Try again"


def test_installing_the_server_shows_its_progress_and_takes_no_second_press(qtbot: QtBot) -> None:
    desk = FakeDesk(phones=[Phone("R5", "Galaxy A54", "server_missing")])
    pane = _pane(qtbot, desk)
    qtbot.waitUntil(lambda: "Galaxy A54" in _said(pane))
    button = pane._cards[0].step_button
    assert button.text() == "Install and start Frida's server"
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: "Fetching Frida's server, 40 %" in _said(pane))
    assert not button.isEnabled()
    desk.installing.set()
    qtbot.waitUntil(button.isEnabled)
    assert desk.installed == ["R5"]


def test_progress_without_a_known_size_has_no_share() -> None:
    assert progress_text("push", 5, 0) == "Putting Frida's server onto the phone …"


def test_a_wide_button_has_its_sentence_under_it_in_a_narrow_window(qtbot: QtBot) -> None:
    pane = _pane(qtbot, FakeDesk(phones=[Phone("R5", "Galaxy A54", "server_missing")]))
    qtbot.waitUntil(lambda: "Galaxy A54" in _said(pane))
    card = pane._cards[0]
    pane.resize(400, 900)
    qtbot.waitUntil(lambda: card._sentence.y() > card.step_button.y() + card.step_button.height())
    pane.resize(700, 900)
    qtbot.waitUntil(lambda: card._sentence.x() > card.step_button.x())


def test_the_way_to_connect_a_phone_opens_in_its_place(qtbot: QtBot) -> None:
    pane = _pane(qtbot, FakeDesk())
    steps = pane._another._steps
    assert not steps.isVisible()
    qtbot.mouseClick(pane._another.toggle_button, Qt.MouseButton.LeftButton)
    assert steps.isVisible()


def test_nothing_is_watched_after_the_end(qtbot: QtBot) -> None:
    desk = FakeDesk()
    pane = _pane(qtbot, desk)
    pane.stop_watching()
    assert desk.watch.stopped


def _said(pane: PhonesPane) -> str:
    return "\n".join(card.accessibleName() for card in pane._cards)
