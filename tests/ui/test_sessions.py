"""The list of sessions: its words, its search, and what a press on a row does."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from tests.ui.fakes import FakeDesk, FakeRecent
from ui.models.sessions import SENT, FoundSessions, SessionsModel, duration_text, recipients_text, row_for, when_text
from ui.panels.sessions_list import SessionsList

TODAY = date(2026, 11, 22)
CHAT = FakeRecent(
    Path("/s/chat.session"), "Practice Chat", "com.practice.chat", "1.0.7", "2026-11-22T14:02:11+09:00", 138_000,
    ("Volcano Engine", "Shumei", "Intercom", "Beijing DeepSeek"), "prompt", 112_000,
)  # fmt: skip
KIMI = FakeRecent(
    Path("/s/kimi.session"), "Kimi", "com.moonshot.kimichat", "3.0.6", "2026-11-21T09:00:00+09:00", 581_000,
    ("Volcano Engine", "Aurora Mobile"), "android_id", 64_000, interrupted=True,
)  # fmt: skip
BROKEN = FakeRecent(Path("/s/broken.session"), problem="This file is not a session.")


def _list(qtbot: QtBot, *recents: FakeRecent, sample: Path | None = None) -> SessionsList:
    made = SessionsList(FakeDesk(recents=list(recents), sample=sample))
    qtbot.addWidget(made)
    made.resize(800, 700)
    made.show()
    made.reload()
    expected = len(recents) + bool(sample)
    qtbot.waitUntil(lambda: made.model.rowCount() == expected)
    return made


@pytest.mark.parametrize(
    ("started", "said"),
    [
        ("2026-11-22T14:02:11+09:00", "Today, 14:02"),
        ("2026-11-21T09:00:00+09:00", "Yesterday, 09:00"),
        ("2026-11-12T09:00:00+09:00", "12 Nov"),
        ("2025-11-12T09:00:00+09:00", "12 Nov 2025"),
        ("", ""),
        ("nonsense", ""),
    ],
)
def test_a_time_is_said_as_people_say_it(started: str, said: str) -> None:
    assert when_text(started, TODAY) == said


@pytest.mark.parametrize(
    ("duration_ms", "said"),
    [(0, "0 s"), (59_400, "59 s"), (138_000, "2 min 18 s"), (3_600_000, "1 h 0 min"), (9_300_000, "2 h 35 min")],
)
def test_a_duration_is_said_in_its_two_largest_units(duration_ms: float, said: str) -> None:
    assert duration_text(duration_ms) == said


def test_three_third_parties_are_named_and_the_others_counted() -> None:
    assert recipients_text(CHAT.third_parties, True) == "to Volcano Engine, Shumei, Intercom + 1"
    assert recipients_text(("Google",), False) == "Google"
    assert recipients_text((), False) == "No third party received anything"


def test_a_broken_file_is_a_row_that_says_so() -> None:
    row = row_for(BROKEN, TODAY)
    assert (row.kind, row.title, row.recipients, row.duration) == (
        "problem", "broken", "This file is not a session.", "",
    )  # fmt: skip


def test_the_model_and_its_search_keep_qts_rules(qtmodeltester: ModelTester) -> None:
    model = SessionsModel()
    found = FoundSessions()
    found.setSourceModel(model)
    qtmodeltester.check(model)
    model.set_rows([row_for(recent, TODAY) for recent in (CHAT, KIMI, BROKEN)])
    qtmodeltester.check(model)
    found.seek("volcano kimi")
    qtmodeltester.check(found)
    assert [found.index(row, 0).data() for row in range(found.rowCount())] == ["Kimi 3.0.6"]


def test_a_press_on_a_row_opens_the_session(qtbot: QtBot) -> None:
    made = _list(qtbot, CHAT, KIMI)
    with qtbot.waitSignal(made.open_wanted) as wanted:
        _press(qtbot, made, 0, 0)
    assert wanted.args == [CHAT.path]


def test_go_on_resumes_an_interrupted_session_and_does_not_open_it(qtbot: QtBot) -> None:
    made = _list(qtbot, CHAT, KIMI)
    with qtbot.waitSignal(made.resume_wanted) as wanted, qtbot.assertNotEmitted(made.open_wanted):
        _press(qtbot, made, 1, SENT)
    assert wanted.args == [KIMI.path]


def test_a_broken_file_cannot_be_opened_but_deleted(qtbot: QtBot) -> None:
    made = _list(qtbot, BROKEN)
    with qtbot.assertNotEmitted(made.open_wanted):
        _press(qtbot, made, 0, 0)
    with qtbot.waitSignal(made.delete_wanted) as wanted:
        qtbot.keyClick(made.table, Qt.Key.Key_Delete)
    assert wanted.args == [BROKEN.path]


def test_enter_opens_the_row_the_cursor_is_on(qtbot: QtBot) -> None:
    made = _list(qtbot, CHAT, KIMI)
    made.table.setCurrentIndex(made.found.index(0, 0))
    with qtbot.waitSignal(made.open_wanted) as wanted:
        qtbot.keyClick(made.table, Qt.Key.Key_Return)
    assert wanted.args == [CHAT.path]


def test_the_sample_comes_last_and_cannot_be_deleted(qtbot: QtBot) -> None:
    made = _list(qtbot, CHAT, sample=Path("/r/sample.session"))
    assert made.model.index(1, 0).data() == "Sample session"
    made.table.setCurrentIndex(made.found.index(1, 0))
    with qtbot.assertNotEmitted(made.delete_wanted):
        qtbot.keyClick(made.table, Qt.Key.Key_Delete)


def test_without_a_session_the_next_step_is_the_practice_phone(qtbot: QtBot) -> None:
    made = _list(qtbot)
    assert made._empty.isVisible()
    assert not made._card.isVisible()
    with qtbot.waitSignal(made.practice_wanted):
        qtbot.mouseClick(made._empty_button, Qt.MouseButton.LeftButton)


def test_a_search_without_a_find_can_be_cleared(qtbot: QtBot) -> None:
    made = _list(qtbot, CHAT)
    made.search.setText("nothing like it")
    assert made._empty_sentence.sentence() == "No session with “nothing like it” in it."
    qtbot.mouseClick(made._empty_button, Qt.MouseButton.LeftButton)
    assert made.found.rowCount() == 1
    assert made.table.isVisible()


def test_the_columns_are_as_wide_as_what_they_say(qtbot: QtBot) -> None:
    made = _list(qtbot, CHAT, KIMI)
    header = made.table.horizontalHeader()
    for column in range(4):
        text = made.found.headerData(column, Qt.Orientation.Horizontal)
        assert header.sectionSize(column) >= header.fontMetrics().horizontalAdvance(text) + 24


def _press(qtbot: QtBot, made: SessionsList, row: int, column: int) -> None:
    place = made.table.visualRect(made.found.index(row, column))
    at = QPoint(place.right() - 30, place.center().y())
    qtbot.mouseClick(made.table.viewport(), Qt.MouseButton.LeftButton, pos=at)
