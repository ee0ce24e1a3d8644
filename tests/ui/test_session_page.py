"""The session page over real session files: what it shows, how it grows, what it leads to, its states."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMenu
from pytestqt.qtbot import QtBot

from inspector.errors import PhoneProblem
from inspector.records import Batch, Evidence, Phase
from tests.factories import batch, new_writer, process_facts, request, sample_session
from tests.ui.file_session import FileSession
from ui import tasks
from ui.panels.session import EVERYTHING, EVIDENCE, MATRIX, RECEIPTS, SDKS, SessionPage

PageMaker = Callable[[FileSession], SessionPage]


@pytest.fixture
def open_page(qtbot: QtBot) -> Iterator[PageMaker]:
    made: list[FileSession] = []

    def make(session: FileSession) -> SessionPage:
        page = SessionPage(session)
        made.append(session)
        qtbot.addWidget(page)
        page.resize(1280, 720)
        with qtbot.waitExposed(page):
            page.show()
        qtbot.waitUntil(lambda: page.summary() is not None)
        return page

    yield make
    assert tasks.finish(5000)
    for session in made:
        session.close()


@pytest.fixture
def saved(tmp_path: Path, open_page: PageMaker) -> SessionPage:
    return open_page(FileSession(sample_session(tmp_path / "sample.session")))


@pytest.fixture
def live(tmp_path: Path, open_page: PageMaker) -> SessionPage:
    return open_page(FileSession(tmp_path / "live.session", writer=new_writer(tmp_path / "live.session")))


def session_of(page: SessionPage) -> FileSession:
    assert isinstance(page.session, FileSession)
    return page.session


def shown(page: SessionPage) -> int | None:
    return page.proof.detail.observation_id()


# ------------------------------------------------------------------------------------------------ a saved session


def test_the_title_is_the_answer_and_the_first_card_is_open(saved: SessionPage) -> None:
    assert saved.views.title.text() == (
        "3 companies in China and 1 in the United States received 8 types of data, 2 of them likely"
    )
    model = saved.views.receipts.receipts_model()
    assert model.is_expanded(model.recipients()[0].id)
    assert [saved.views.tabs.count_text(tab) for tab in (EVERYTHING, SDKS, EVIDENCE)] == ["60", "4", "2"]


def test_a_receipt_is_said_in_words_in_three_languages_to_be_copied(saved: SessionPage, qtbot: QtBot) -> None:
    saved.views.receipts.select("volcano_engine", "prompt")
    qtbot.waitUntil(saved.proof.requests.words_button.isVisible)
    saved.proof.requests.words_button.click()
    qtbot.waitUntil(lambda: saved.proof.words is not None)
    words = saved.proof.words
    assert words is not None
    assert "Volcano Engine × Prompt text" in words.windowTitle()
    copied = {}
    for language, button in words.copy_buttons.items():
        button.click()
        copied[language] = QGuiApplication.clipboard().text()
    assert copied["en"].startswith("The text of your prompt was sent to gator.volces.com, a host operated by ")
    assert copied["ko"].endswith("전송되었습니다.")
    assert copied["zh"].endswith("。")
    words.close()


def test_a_saved_session_has_no_phone_and_nothing_to_stop(saved: SessionPage) -> None:
    assert not saved.phone_column.isVisible()
    assert not saved.header.stop_button.isVisible()
    assert saved.header.export_button.isVisible()
    enabled = {action.text(): action.isEnabled() for action in saved.actions()}
    assert not enabled["Stop and save"]
    assert enabled["Matrix"]


def test_choosing_a_data_type_lists_its_requests_and_shows_the_first(qtbot: QtBot, saved: SessionPage) -> None:
    saved.views.receipts.select("volcano_engine", "prompt")
    qtbot.waitUntil(lambda: shown(saved) is not None)
    requests = saved.proof.requests.requests_model()
    assert requests.rowCount() == 3
    assert shown(saved) == 31_000
    saved.proof.requests.view.setCurrentIndex(requests.index(2))
    qtbot.waitUntil(lambda: shown(saved) == 51_000)


def test_an_empty_cell_says_that_it_was_not_found(qtbot: QtBot, saved: SessionPage) -> None:
    saved.choose("intercom", "android_id")
    qtbot.waitUntil(lambda: saved.proof.requests.sentence() == "Not found in what could be read")
    assert shown(saved) is None


def test_the_bars_lead_to_all_requests_of_a_company(qtbot: QtBot, saved: SessionPage) -> None:
    saved.choose("volcano_engine", "")
    qtbot.waitUntil(lambda: saved.proof.requests.requests_model().rowCount() == 12)
    assert saved.proof.requests.sentence() == "12 requests in all"


def test_a_row_of_everything_is_shown_by_itself(qtbot: QtBot, saved: SessionPage) -> None:
    saved.choose("volcano_engine", "prompt")
    qtbot.waitUntil(lambda: shown(saved) is not None)
    saved.open_tab(EVERYTHING)
    saved.views.everything.view.setCurrentIndex(saved.views.everything.rows_model().index(8, 0))
    qtbot.waitUntil(lambda: shown(saved) == 9_000)
    assert not saved.proof.requests.isVisible()


def test_a_filter_narrows_receipts_and_rows_but_not_the_answer(qtbot: QtBot, saved: SessionPage) -> None:
    title = saved.views.title.text()
    saved.views.filter.set_filter("country:US")
    qtbot.waitUntil(lambda: [r.id for r in saved.views.receipts.receipts_model().recipients()] == ["intercom"])
    assert saved.views.everything.rows_model().rowCount() == 6
    assert saved.views.title.text() == title


def test_a_filter_that_cannot_be_read_is_answered_in_one_sentence(qtbot: QtBot, saved: SessionPage) -> None:
    saved.views.filter.set_filter("kind:(")
    qtbot.waitUntil(saved.views.problem.isVisible)
    assert saved.views.problem.sentence()
    assert saved.views.where() == ""
    saved.views.filter.set_filter("kind:request")
    qtbot.waitUntil(lambda: not saved.views.problem.isVisible())


def test_a_filter_that_nothing_fits_says_so(qtbot: QtBot, saved: SessionPage) -> None:
    saved.views.filter.set_filter("country:DE")
    qtbot.waitUntil(lambda: saved.views.empty_text()[0] == "Nothing fits the filter")


def test_an_sdk_leads_to_what_its_code_did(qtbot: QtBot, saved: SessionPage) -> None:
    saved.open_tab(SDKS)
    view = saved.views.sdks.view
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(60, 24))
    assert saved.views.tabs.currentIndex() == EVERYTHING
    qtbot.waitUntil(lambda: saved.views.where() == '(sender:"AppLog" or to:"AppLog")')
    assert 0 < saved.views.everything.rows_model().rowCount() < 60


def test_pinning_makes_evidence_and_the_button_says_so(qtbot: QtBot, saved: SessionPage) -> None:
    saved.choose("intercom", "email")
    qtbot.waitUntil(lambda: shown(saved) is not None)
    saved.proof.detail.pin_button.click()
    qtbot.waitUntil(lambda: saved.views.tabs.count_text(EVIDENCE) == "3")
    qtbot.waitUntil(lambda: saved.proof.detail.pin_button.text() == "Pinned")
    assert not saved.proof.detail.pin_button.isEnabled()


def test_evidence_leads_to_its_observation_or_its_picture(qtbot: QtBot, saved: SessionPage) -> None:
    saved.open_tab(EVIDENCE)
    view = saved.views.evidence.view
    view.setCurrentIndex(view.model().index(0, 0))
    qtbot.waitUntil(lambda: shown(saved) is not None)
    view.setCurrentIndex(view.model().index(1, 0))
    qtbot.waitUntil(saved.proof.picture.isVisible)


def test_a_picture_of_the_view_is_kept_as_evidence(qtbot: QtBot, saved: SessionPage) -> None:
    saved.keep_picture()
    qtbot.waitUntil(lambda: saved.views.tabs.count_text(EVIDENCE) == "3")
    kept: Evidence = saved.summary().evidence[-1]  # type: ignore[union-attr]
    assert (kept.kind, kept.mime, kept.note) == ("window", "image/png", saved.views.title.text())


def test_a_picture_that_cannot_be_written_is_told_in_one_sentence(
    qtbot: QtBot, saved: SessionPage, tmp_path: Path
) -> None:
    saved.save_picture(tmp_path / "no such folder" / "p.png")
    qtbot.waitUntil(saved.banner.isVisible)
    assert saved.banner_text.sentence().startswith("p.png could not be written")
    saved.save_picture(tmp_path / "p.png")
    qtbot.waitUntil((tmp_path / "p.png").is_file)


def test_the_picture_button_offers_both(qtbot: QtBot, saved: SessionPage) -> None:
    saved.header.picture_button.click()
    menu = saved.findChild(QMenu)
    assert menu is not None
    assert [action.text() for action in menu.actions()] == [
        "Save this view as a picture …",
        "Keep this view as evidence",
    ]
    menu.close()


def test_going_back_and_exporting_are_told(qtbot: QtBot, saved: SessionPage) -> None:
    with qtbot.waitSignal(saved.closed):
        saved.header.back_button.click()
    with qtbot.waitSignal(saved.exported):
        saved.header.export_button.click()


def test_what_was_not_watched_takes_the_place_of_the_proof(saved: SessionPage) -> None:
    saved.footer.more_button.click()
    assert saved.proof.coverage.isVisible()
    saved.choose("intercom", "email")
    assert not saved.proof.coverage.isVisible()


def test_keys_open_views_and_the_filter(qtbot: QtBot, saved: SessionPage) -> None:
    QTest.keyClick(saved, Qt.Key.Key_2, Qt.KeyboardModifier.ControlModifier)
    assert saved.views.tabs.currentIndex() == MATRIX
    QTest.keyClick(saved, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(saved.views.filter.hasFocus)


@pytest.mark.parametrize("size", [(1440, 900), (1280, 720), (960, 600)])
def test_the_page_fits_the_window_with_everything_open(qtbot: QtBot, saved: SessionPage, size: tuple[int, int]) -> None:
    saved.resize(*size)
    saved.choose("volcano_engine", "prompt")
    qtbot.waitUntil(lambda: shown(saved) is not None)
    for tab in (RECEIPTS, MATRIX, EVERYTHING, SDKS, EVIDENCE):
        saved.open_tab(tab)
        assert (saved.width(), saved.height()) == size
        assert saved.footer.geometry().bottom() < size[1]


# ------------------------------------------------------------------------------------------------ a live session


def test_before_any_traffic_one_sentence_says_what_to_do(live: SessionPage) -> None:
    title, words = live.views.empty_text()
    assert title == "Nothing yet"
    assert words == "Use the app on the phone: what it sends appears here."
    assert live.phone_column.isVisible()
    assert live.header.stop_button.isEnabled()


def test_what_is_appended_appears_and_selection_and_open_cards_stay(qtbot: QtBot, live: SessionPage) -> None:
    session = session_of(live)
    session.append(batch(request(id=1000, raw_id=1)))
    qtbot.waitUntil(lambda: live.views.receipts.receipts_model().rowCount() == 1)
    assert live.views.title.text() == "1 company in China received 1 type of data"
    live.views.receipts.select("volcano_engine", "android_id")
    qtbot.waitUntil(lambda: shown(live) == 1000)
    session.append(batch(request(id=2000, raw_id=2), request("shumei", "x.fengkongcloud.com", id=3000, raw_id=3)))
    qtbot.waitUntil(lambda: live.proof.requests.requests_model().rowCount() == 2)
    model = live.views.receipts.receipts_model()
    assert [recipient.id for recipient in model.recipients()] == ["volcano_engine", "shumei"]
    assert model.is_expanded("volcano_engine")
    assert live.views.receipts.currentIndex() == model.index_of("volcano_engine", "android_id")
    assert shown(live) == 1000
    assert live.views.everything.rows_model().rowCount() == 3


def test_two_hundred_commits_are_read_a_few_times_only(qtbot: QtBot, live: SessionPage) -> None:
    session = session_of(live)
    readings: list[object] = []
    original = live.header.set_session
    live.header.set_session = lambda *facts: (readings.append(facts), original(*facts))  # type: ignore[method-assign]
    for number in range(1, 201):
        session.append(batch(request(id=number * 1000, raw_id=number)))
    qtbot.waitUntil(lambda: live.views.tabs.count_text(EVERYTHING) == "200")
    assert len(readings) < 20


def test_marking_consent_begins_a_phase(qtbot: QtBot, live: SessionPage) -> None:
    session = session_of(live)
    live.header.phase_button.click()
    qtbot.waitUntil(lambda: session.asked == ["mark_phase"])


def test_the_button_says_which_phase_comes_next(qtbot: QtBot, tmp_path: Path, open_page: PageMaker) -> None:
    writer = new_writer(tmp_path / "x.session")
    page = open_page(FileSession(tmp_path / "x.session", writer=writer))
    assert page.header.phase_button.text() == "Mark next phase"
    page.header.set_session(page.summary().facts, (Phase("before_consent", "Before consent", 0.0),))  # type: ignore[union-attr]
    assert page.header.phase_button.text() == "Mark consent"


def test_a_screenshot_is_kept_as_evidence(qtbot: QtBot, live: SessionPage) -> None:
    live.header.screenshot_button.click()
    qtbot.waitUntil(lambda: live.views.tabs.count_text(EVIDENCE) == "1")


def test_a_screenshot_that_fails_is_told_in_one_sentence(qtbot: QtBot, live: SessionPage) -> None:
    def refused(note: str = "") -> Evidence:
        raise PhoneProblem("The phone gave no picture of its screen.", code="phone.no_picture", hint="Unlock it.")

    session_of(live).screenshot = refused  # type: ignore[method-assign]
    live.header.screenshot_button.click()
    qtbot.waitUntil(live.banner.isVisible)
    assert live.banner_text.sentence() == "The phone gave no picture of its screen. Unlock it."


def test_a_lost_phone_is_said_over_the_page_and_again_when_it_is_back(qtbot: QtBot, live: SessionPage) -> None:
    session = session_of(live)
    session.become("reconnecting", "The phone does not answer. Nothing is lost while it waits.")
    qtbot.waitUntil(live.banner.isVisible)
    assert "Nothing is lost" in live.banner_text.sentence()
    session.become("recording")
    qtbot.waitUntil(lambda: not live.banner.isVisible())


def test_a_failed_session_says_why_and_offers_the_export(qtbot: QtBot, live: SessionPage) -> None:
    session = session_of(live)
    session.live = False
    session.become("failed", "The app could not be started. Start it by hand.")
    qtbot.waitUntil(live.banner.isVisible)
    assert live.banner_text.sentence() == "The app could not be started. Start it by hand."
    assert live.banner_step.isVisible()


def test_while_the_app_starts_the_page_says_so(qtbot: QtBot, live: SessionPage) -> None:
    session_of(live).become("starting", "The app is being started with the hooks in place.")
    qtbot.waitUntil(lambda: live.views.empty_text()[0] == "Starting …")
    assert not live.header.phase_button.isEnabled()


def test_stopping_saves_and_leaves_the_page_as_a_saved_one(qtbot: QtBot, live: SessionPage) -> None:
    session = session_of(live)
    session.append(Batch(processes=(process_facts(state="quiet"),)))
    live.header.stop_button.click()
    qtbot.waitUntil(live.header.export_button.isVisible)
    assert session.asked == ["stop"]
    assert live.banner_text.sentence() == "Saved as **live.session**."
    assert not live.phone_column.isVisible()
