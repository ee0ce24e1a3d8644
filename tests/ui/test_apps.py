"""The app picker."""

from __future__ import annotations

from PySide6.QtCore import Qt
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from inspector.errors import PhoneProblem
from inspector.records import App, Phone, Planted
from tests.ui.fakes import FakeDesk, phone_png
from ui.models.apps import AppsModel, FoundApps
from ui.panels.apps import AppsPage

PHONE = Phone("2A19", "Pixel 7", "ready")
CHAT = App("com.practice.chat", "Practice Chat", "1.0.7", 41, running=True, pids=(7,), icon_png=phone_png(48, 48))
KIMI = App("com.moonshot.kimichat", "Kimi", "3.0.6")
SETTINGS = App("com.android.settings", "Settings", "14", system=True)


def _page(qtbot: QtBot, desk: FakeDesk) -> AppsPage:
    page = AppsPage(desk, PHONE)
    qtbot.addWidget(page)
    page.resize(1280, 720)
    page.show()
    return page


def _shown(page: AppsPage) -> list[str]:
    return [page.found.index(row, 0).data() for row in range(page.found.rowCount())]


def test_own_apps_come_first_and_running_ones_on_top(qtmodeltester: ModelTester) -> None:
    model = AppsModel()
    qtmodeltester.check(model)
    model.set_apps([SETTINGS, KIMI, CHAT])
    qtmodeltester.check(model)
    assert [model.index(row).data() for row in range(3)] == ["Practice Chat", "Kimi", "Settings"]


def test_an_app_is_found_by_name_or_package_and_the_systems_only_on_demand(qtmodeltester: ModelTester) -> None:
    model, found = AppsModel(), FoundApps()
    found.setSourceModel(model)
    model.set_apps([SETTINGS, KIMI, CHAT])
    qtmodeltester.check(found)
    found.seek("MOONSHOT kimi")
    assert [found.index(row, 0).data() for row in range(found.rowCount())] == ["Kimi"]
    found.seek("settings")
    assert found.rowCount() == 0
    found.show_system(True)
    assert found.rowCount() == 1


def test_the_first_app_is_chosen_and_enter_starts_it(qtbot: QtBot) -> None:
    page = _page(qtbot, FakeDesk(apps=[SETTINGS, KIMI, CHAT]))
    qtbot.waitUntil(lambda: _shown(page) == ["Practice Chat", "Kimi"])
    page.fields.set_value("email", " mina.park@example.org ")
    with qtbot.waitSignal(page.start_wanted) as wanted:
        qtbot.keyClick(page.view, Qt.Key.Key_Return)
    assert wanted.args == ["2A19", CHAT, [Planted("email", "mina.park@example.org", "tester")], True]


def test_joining_is_offered_only_for_an_app_that_runs(qtbot: QtBot) -> None:
    page = _page(qtbot, FakeDesk(apps=[CHAT, KIMI]))
    qtbot.waitUntil(lambda: len(_shown(page)) == 2)
    page.attach.click()
    with qtbot.waitSignal(page.start_wanted) as wanted:
        page.start_button.click()
    assert wanted.args[3] is False
    page.view.setCurrentIndex(page.found.index(1, 0))
    assert not page.attach.isEnabled()
    with qtbot.waitSignal(page.start_wanted) as wanted:
        page.start_button.click()
    assert wanted.args[1:] == [KIMI, [], True]


def test_a_phone_that_does_not_answer_can_be_asked_again(qtbot: QtBot) -> None:
    desk = FakeDesk(apps=[CHAT], apps_problem=PhoneProblem("The phone went away.", code="gone", hint="Plug it in."))
    page = _page(qtbot, desk)
    qtbot.waitUntil(lambda: page._sentence.sentence() == "The phone went away. Plug it in.")
    assert not page.start_button.isEnabled()
    desk.apps_problem = None
    qtbot.mouseClick(page._again, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: _shown(page) == ["Practice Chat"])
    assert page.start_button.isEnabled()


def test_a_search_without_a_find_says_so_and_starts_nothing(qtbot: QtBot) -> None:
    page = _page(qtbot, FakeDesk(apps=[CHAT]))
    qtbot.waitUntil(lambda: len(_shown(page)) == 1)
    page.search.setText("zzz")
    assert page._sentence.sentence() == "No app with “zzz” in its name."
    assert not page.start_button.isEnabled()
    page.search.clear()
    assert page.current_app() == CHAT
    assert page.start_button.isEnabled()


def test_a_phone_with_system_apps_alone_shows_those(qtbot: QtBot) -> None:
    page = _page(qtbot, FakeDesk(apps=[SETTINGS]))
    qtbot.waitUntil(lambda: _shown(page) == ["Settings"])
    assert page.system.isChecked()


def test_while_a_session_starts_there_is_no_second_start(qtbot: QtBot) -> None:
    page = _page(qtbot, FakeDesk(apps=[CHAT]))
    qtbot.waitUntil(lambda: len(_shown(page)) == 1)
    page.set_busy("Starting …")
    with qtbot.assertNotEmitted(page.start_wanted):
        qtbot.keyClick(page.view, Qt.Key.Key_Return)
    page.set_busy("")
    assert page.start_button.isEnabled()
