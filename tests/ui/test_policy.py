"""The policy's page: asking for a text, comparing it with the session, and what stands behind each line."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QUrl
from pytestqt.qtbot import QtBot

from inspector.paths import resources
from tests.ui.file_session import FileSession
from ui import tasks
from ui.panels.policy import PolicyPanel
from ui.panels.policy_dialog import PolicyDialog
from ui.panels.session import POLICY, SessionPage

TEXT = (
    "We collect prompts and your date of birth. We do not collect your Android ID.\n"
    "We share your email address with Intercom, Inc. ByteDance may provide infrastructure. <b>End</b>"
)


@pytest.fixture
def page(tmp_path: Path, qtbot: QtBot) -> Iterator[SessionPage]:
    path = tmp_path / "s.session"
    path.write_bytes((resources() / "sample.session").read_bytes())
    made = SessionPage(FileSession(path))
    qtbot.addWidget(made)
    made.resize(1280, 720)
    with qtbot.waitExposed(made):
        made.show()
    qtbot.waitUntil(lambda: made.summary() is not None)
    made.open_tab(POLICY)
    yield made
    assert tasks.finish(5000)


def panel_of(page: SessionPage) -> PolicyPanel:
    return page.views.policy


def compare(page: SessionPage, qtbot: QtBot, text: str = TEXT) -> PolicyPanel:
    panel = panel_of(page)
    before = panel.comparison()
    dialog = panel.ask()
    dialog.text.setPlainText(text)
    dialog.compare()
    qtbot.waitUntil(lambda: panel.comparison() is not before, timeout=20_000)
    return panel


def test_without_a_policy_the_page_says_what_to_do(page: SessionPage) -> None:
    assert panel_of(page).comparison() is None
    assert not panel_of(page).text.isVisible()


def test_a_pasted_policy_is_kept_and_compared(page: SessionPage, qtbot: QtBot) -> None:
    panel = compare(page, qtbot)
    shown = panel.text.toPlainText()
    assert "Declared and sent" in shown
    assert "Not found in the text given; ByteDance, of the same group, is named." in shown
    assert "The text says that “Android ID” is not handled." in shown
    assert "Date of birth" in shown[shown.index("Declared, not seen sent") :]
    with_policy = page.summary()
    assert with_policy is not None
    assert [policy.text for policy in with_policy.policies] == [TEXT]


def test_what_a_policy_says_is_shown_as_it_is_and_never_read_as_markup(page: SessionPage, qtbot: QtBot) -> None:
    panel = compare(page, qtbot, "We share <b>prompts</b> & <img src=x> with Intercom.")
    assert "We share <b>prompts</b> & <img src=x> with Intercom." in panel.text.toPlainText()


def test_a_chip_leads_to_the_requests_behind_it(page: SessionPage, qtbot: QtBot) -> None:
    panel = compare(page, qtbot)
    with qtbot.waitSignal(panel.chosen) as told:
        panel.text.anchorClicked.emit(QUrl("receipt:intercom/email"))
    assert told.args == ["intercom", "email"]


def test_a_second_policy_takes_the_place_of_the_first(page: SessionPage, qtbot: QtBot) -> None:
    compare(page, qtbot)
    panel = compare(page, qtbot, "We collect your gender.")
    assert "Gender" in panel.text.toPlainText()
    assert "ByteDance" not in panel.text.toPlainText()


def test_the_comparison_is_exported_as_a_table(page: SessionPage, qtbot: QtBot, tmp_path: Path) -> None:
    panel = compare(page, qtbot)
    panel.export(tmp_path / "out.csv")
    qtbot.waitUntil(lambda: (tmp_path / "out.csv").exists() and tasks.finish(5000))
    with (tmp_path / "out.csv").open(encoding="utf-8-sig") as stream:
        lists = {line["list"] for line in csv.DictReader(stream)}
    assert lists == {"declared and sent", "sent, not found in the text", "declared, not seen sent"}


@pytest.fixture
def dialog(qtbot: QtBot) -> Iterator[PolicyDialog]:
    made = PolicyDialog()
    qtbot.addWidget(made)
    made.show()
    yield made
    assert tasks.finish(5000)


def test_a_file_is_shown_before_it_is_compared_and_keeps_its_name(
    dialog: PolicyDialog, qtbot: QtBot, tmp_path: Path
) -> None:
    (tmp_path / "p.html").write_text("<p>We collect prompts.</p>")
    dialog.open_file(tmp_path / "p.html")
    qtbot.waitUntil(lambda: dialog.text.toPlainText() == "We collect prompts.")
    with qtbot.waitSignal(dialog.given) as told:
        dialog.compare()
    assert (told.args[0].source, told.args[0].name) == ("file", "p.html")


def test_a_text_that_was_changed_is_no_longer_the_files(dialog: PolicyDialog, qtbot: QtBot, tmp_path: Path) -> None:
    (tmp_path / "p.txt").write_text("We collect prompts.")
    dialog.open_file(tmp_path / "p.txt")
    qtbot.waitUntil(lambda: dialog.text.toPlainText() != "")
    dialog.text.appendPlainText("And more.")
    with qtbot.waitSignal(dialog.given) as told:
        dialog.compare()
    assert (told.args[0].source, told.args[0].name) == ("paste", "")


def test_nothing_to_compare_is_said_in_the_dialog(dialog: PolicyDialog) -> None:
    dialog.compare()
    assert "no text" in dialog.state.sentence()
    assert dialog.isVisible()


def test_an_address_that_is_none_is_said_in_the_dialog(dialog: PolicyDialog, qtbot: QtBot) -> None:
    dialog.address.setText("privacy")
    dialog.fetch()
    qtbot.waitUntil(lambda: "begins with" in dialog.state.sentence())
    assert dialog.fetch_button.isEnabled()
