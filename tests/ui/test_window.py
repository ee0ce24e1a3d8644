"""The main window: from page to page, problems, and the end."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QAction, QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QFileDialog, QMessageBox, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from inspector import paths
from inspector.errors import FileProblem, PhoneProblem
from inspector.records import App, Phone, Planted
from tests.ui.fakes import FakeDesk, FakeRecent, FakeSession, FakeSessions
from ui.bridge import LiveSession
from ui.panels.apps import AppsPage
from ui.window import MainWindow

PHONE = Phone("2A19", "Pixel 7", "ready")
APP = App("com.practice.chat", "Practice Chat", "1.0.7")
WindowMaker = Callable[..., MainWindow]


class FakePage(QWidget):
    """A session page with one action of its own."""

    def __init__(self, session: LiveSession, window: MainWindow) -> None:
        super().__init__(window)
        self.session = session
        self.addAction(QAction("Mark next phase", self))


@pytest.fixture
def make_window(qtbot: QtBot) -> WindowMaker:
    def make(desk: FakeDesk | None = None, sessions: FakeSessions | None = None) -> MainWindow:
        window = MainWindow(desk or FakeDesk(phones=[PHONE], apps=[APP]), sessions or FakeSessions(), FakePage)
        qtbot.addWidget(window, before_close_func=_end_session)
        window.resize(1280, 720)
        window.show()
        return window

    return make


def _end_session(window: QWidget) -> None:
    assert isinstance(window, MainWindow)
    if isinstance(window._session, FakeSession):
        window._session.live = False


def _page(window: MainWindow) -> QWidget | None:
    return window.stack.currentWidget()


def _press(window: QWidget, text: str) -> None:
    box = window.findChild(QMessageBox)
    assert box is not None
    next(button for button in box.findChildren(QPushButton) if button.text() == text).click()


def test_from_a_phone_over_an_app_to_its_session(qtbot: QtBot, make_window: WindowMaker) -> None:
    sessions = FakeSessions()
    window = make_window(sessions=sessions)
    window.choose_app(PHONE)
    page = _page(window)
    assert isinstance(page, AppsPage)
    qtbot.waitUntil(lambda: page.current_app() == APP)
    page.fields.set_value("email", "mina.park@example.org")
    qtbot.keyClick(page.view, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: isinstance(_page(window), FakePage))
    planted = (Planted("email", "mina.park@example.org", "tester"),)
    assert sessions.calls == [("record", "2A19", "com.practice.chat", planted, True)]
    assert window.windowTitle().startswith("Practice Chat")
    assert window.stack.count() == 2


def test_a_session_that_cannot_begin_is_said_over_the_page_and_can_be_tried_again(
    qtbot: QtBot, make_window: WindowMaker
) -> None:
    sessions = FakeSessions()
    sessions.refuse = PhoneProblem("The app ended at once.", code="ended", hint="Open it by hand first.")
    window = make_window(sessions=sessions)
    window.choose_app(PHONE)
    page = _page(window)
    assert isinstance(page, AppsPage)
    qtbot.waitUntil(lambda: page.start_button.isEnabled())
    page.start_button.click()
    assert not page.start_button.isEnabled()
    qtbot.waitUntil(window.banner.isVisible)
    assert window.banner.sentence.sentence() == "**The app ended at once.** Open it by hand first."
    assert page.start_button.isEnabled()
    assert _page(window) is page


def test_a_saved_session_opens_and_the_start_page_comes_back_without_a_question(
    qtbot: QtBot, make_window: WindowMaker, tmp_path: Path
) -> None:
    recent = FakeRecent(tmp_path / "kimi.session", "Kimi", "com.moonshot.kimichat", started="2026-11-21T09:00:00+09:00")
    window = make_window(FakeDesk(recents=[recent]))
    window.open_session(recent.path)
    qtbot.waitUntil(lambda: isinstance(_page(window), FakePage))
    window.show_start()
    assert _page(window) is window.start_page
    assert window.findChild(QMessageBox) is None
    qtbot.waitUntil(lambda: window.start_page.sessions.model.rowCount() == 1)


def test_a_file_that_is_no_session_is_said_and_nothing_else_changes(qtbot: QtBot, make_window: WindowMaker) -> None:
    sessions = FakeSessions()
    sessions.refuse = FileProblem("This is not a session.", code="not_a_session")
    window = make_window(sessions=sessions)
    window.open_session(Path("/nowhere/x.session"))
    qtbot.waitUntil(window.banner.isVisible)
    assert _page(window) is window.start_page
    assert not window.banner.step_button.isVisible()


def test_a_session_that_cannot_go_on_can_be_opened_instead(qtbot: QtBot, make_window: WindowMaker) -> None:
    sessions = FakeSessions()
    sessions.refuse = PhoneProblem("The phone is not connected.", code="gone", hint="Plug it in.")
    window = make_window(sessions=sessions)
    window.resume_session(Path("/s/a.session"))
    qtbot.waitUntil(window.banner.step_button.isVisible)
    sessions.refuse = None
    window.banner.step_button.click()
    qtbot.waitUntil(lambda: isinstance(_page(window), FakePage))
    assert sessions.calls[-1] == ("open", Path("/s/a.session"))


def test_an_interrupted_session_goes_on(qtbot: QtBot, make_window: WindowMaker) -> None:
    window = make_window()
    window.start_page.sessions.resume_wanted.emit(Path("/s/a.session"))
    qtbot.waitUntil(lambda: isinstance(_page(window), FakePage))
    assert window._session is not None
    assert window._session.live


def test_leaving_a_running_session_is_asked_about_and_stops_it(qtbot: QtBot, make_window: WindowMaker) -> None:
    sessions = FakeSessions()
    window = make_window(sessions=sessions)
    window.start_session("2A19", APP, [], True)
    qtbot.waitUntil(lambda: isinstance(_page(window), FakePage))
    window.show_start()
    _press(window, "Stop and save")
    qtbot.waitUntil(lambda: _page(window) is window.start_page)
    assert sessions.last is not None
    assert sessions.last.done == [("stop",)]


def test_keeping_on_recording_keeps_the_page(qtbot: QtBot, make_window: WindowMaker) -> None:
    sessions = FakeSessions()
    window = make_window(sessions=sessions)
    window.start_session("2A19", APP, [], True)
    qtbot.waitUntil(lambda: isinstance(_page(window), FakePage))
    assert not window.close()
    _press(window, "Keep recording")
    assert window.isVisible()
    assert sessions.last is not None
    assert sessions.last.done == []


def test_closing_a_window_that_records_saves_first(qtbot: QtBot, make_window: WindowMaker) -> None:
    desk, sessions = FakeDesk(phones=[PHONE]), FakeSessions()
    window = make_window(desk, sessions)
    window.start_session("2A19", APP, [], True)
    qtbot.waitUntil(lambda: isinstance(_page(window), FakePage))
    window.close()
    _press(window, "Stop and save")
    qtbot.waitUntil(lambda: not window.isVisible())
    assert sessions.last is not None
    assert sessions.last.done == [("stop",)]
    assert desk.watch.stopped


def test_a_session_is_deleted_only_after_asking(qtbot: QtBot, make_window: WindowMaker) -> None:
    path = Path("/s/chat.session")
    desk = FakeDesk(recents=[FakeRecent(path, "Practice Chat", started="2026-11-21T09:00:00+09:00")])
    window = make_window(desk)
    window.delete_session(path)
    assert desk.deleted == []
    _press(window, "Delete")
    qtbot.waitUntil(lambda: desk.deleted == [path])


def test_a_capture_becomes_a_session_and_is_opened_with_what_is_to_be_said(
    qtbot: QtBot, make_window: WindowMaker, tmp_path: Path
) -> None:
    desk, sessions = FakeDesk(remarks=("It breaks off.", "2 packets were left out.")), FakeSessions()
    window = make_window(desk, sessions)
    source = tmp_path / "capture.har"
    (paths.sessions() / "capture.session").touch()
    window.open_file(source)
    qtbot.waitUntil(lambda: isinstance(_page(window), FakePage))
    assert desk.imported == [source]
    assert sessions.calls == [("open", paths.sessions() / "capture (2).session")]
    assert window.banner.sentence.sentence() == "It breaks off. 2 packets were left out."


def test_a_session_is_opened_as_it_is(qtbot: QtBot, make_window: WindowMaker) -> None:
    desk, sessions = FakeDesk(), FakeSessions()
    make_window(desk, sessions).open_file(Path("/s/a.session"))
    qtbot.waitUntil(lambda: sessions.calls == [("open", Path("/s/a.session"))])
    assert desk.imported == []


def test_an_import_says_how_far_it_is_and_can_be_stopped(qtbot: QtBot, make_window: WindowMaker) -> None:
    desk = FakeDesk(importing=threading.Event())
    window = make_window(desk)
    window.open_file(Path("/s/large.pcap"))
    qtbot.waitUntil(lambda: window.banner.sentence.sentence() == "Importing large.pcap … 40 %")
    window.banner.step_button.click()
    assert desk.importing is not None
    desk.importing.set()
    stopped = "**The import was stopped.** Nothing of it was kept."
    qtbot.waitUntil(lambda: window.banner.sentence.sentence() == stopped)


def test_a_file_dropped_on_the_window_is_opened(qtbot: QtBot, make_window: WindowMaker) -> None:
    desk, sessions = FakeDesk(), FakeSessions()
    window = make_window(desk, sessions)
    dropped = QMimeData()
    dropped.setUrls([QUrl.fromLocalFile("/s/a.session")])
    place, copy, left = QPointF(5, 5), Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton
    entered = QDragEnterEvent(place.toPoint(), copy, dropped, left, Qt.KeyboardModifier.NoModifier)
    window.dragEnterEvent(entered)
    assert entered.isAccepted()
    window.dropEvent(QDropEvent(place, copy, dropped, left, Qt.KeyboardModifier.NoModifier))
    qtbot.waitUntil(lambda: sessions.calls == [("open", Path("/s/a.session"))])


def test_a_session_is_exported_in_the_format_that_was_chosen(
    qtbot: QtBot, make_window: WindowMaker, tmp_path: Path
) -> None:
    desk = FakeDesk()
    window = make_window(desk)
    window.export_session(Path("/s/a.session"))
    dialog = window.findChild(QFileDialog)
    assert dialog is not None
    dialog.filterSelected.emit("HTTP archive (*.har)")
    assert dialog.defaultSuffix() == "har"
    dialog.fileSelected.emit(str(tmp_path / "a.har"))
    qtbot.waitUntil(lambda: window.banner.sentence.sentence() == "Exported as **a.har**.")
    assert desk.exported == [(Path("/s/a.session"), tmp_path / "a.har")]
    dialog.reject()


def test_an_export_that_cannot_be_written_is_said(qtbot: QtBot, make_window: WindowMaker) -> None:
    desk = FakeDesk(problem=FileProblem("The disk is full.", code="full"))
    window = make_window(desk)
    window.export_to(Path("/s/a.session"), Path("/s/a.json"))
    qtbot.waitUntil(lambda: window.banner.sentence.sentence() == "**The disk is full.**")


def test_every_action_has_words_and_keys_are_given_only_once(make_window: WindowMaker) -> None:
    window = make_window()
    actions = window.actions()
    assert all(action.text() for action in actions)
    keys = [action.shortcut().toString() for action in actions if not action.shortcut().isEmpty()]
    assert len(keys) == len(set(keys))
    assert {"Ctrl+O", "Ctrl+K"} <= set(keys)


def test_the_palette_holds_the_pages_actions_too(qtbot: QtBot, make_window: WindowMaker) -> None:
    window = make_window()
    window.open_session(Path("/s/a.session"))
    qtbot.waitUntil(lambda: isinstance(_page(window), FakePage))
    assert [action.text() for action in window.all_actions()][:2] == ["Mark next phase", "Open or import …"]
    window.on_palette_wanted()
    assert window.palette_card.isVisible()
    window.on_palette_wanted()
    assert not window.palette_card.isVisible()


def test_opening_a_file_asks_for_one_without_stopping_the_window(make_window: WindowMaker) -> None:
    window = make_window()
    window.open_action.trigger()
    dialog = window.findChild(QFileDialog)
    assert dialog is not None
    assert dialog.isVisible()
    dialog.reject()


def test_the_window_comes_back_where_it_was(qtbot: QtBot, make_window: WindowMaker) -> None:
    first = make_window()
    first.resize(960, 666)
    first.close()
    again = MainWindow(FakeDesk(), FakeSessions(), FakePage)
    qtbot.addWidget(again)
    assert (again.width(), again.height()) == (960, 666)
