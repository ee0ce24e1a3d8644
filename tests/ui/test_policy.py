"""The policy's page: asking for a text, comparing it with the session, and what stands behind each line."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from inspector.paths import resources
from inspector.protocol import policy_addresses_row
from inspector.readings import PolicyAddress
from inspector.records import Batch, Raw
from inspector.store.writer import Writer
from tests.ui.file_session import FileSession
from ui import tasks
from ui.language_choice import wanted_language
from ui.panels.policy import PolicyPanel
from ui.panels.policy_dialog import PolicyDialog
from ui.panels.session import POLICY, SessionPage
from ui.receipt_words import ReceiptWords
from ui.widgets.elided import ElidedLabel

TEXT = (
    "We collect prompts and your date of birth. We do not collect your Android ID.\n"
    "We share your email address with Intercom, Inc. ByteDance may provide infrastructure. <b>End</b>"
)


def shown(path: Path, qtbot: QtBot) -> SessionPage:
    made = SessionPage(FileSession(path))
    qtbot.addWidget(made)
    made.resize(1280, 720)
    with qtbot.waitExposed(made):
        made.show()
    qtbot.waitUntil(lambda: made.summary() is not None)
    made.open_tab(POLICY)
    return made


@pytest.fixture
def page(tmp_path: Path, qtbot: QtBot) -> Iterator[SessionPage]:
    path = tmp_path / "s.session"
    path.write_bytes((resources() / "sample.session").read_bytes())
    yield shown(path, qtbot)
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
    assert "The text says “do not collect” of “Android ID”." in shown
    assert "Date of birth" in shown[shown.index("Declared, not seen sent") :]
    with_policy = page.summary()
    assert with_policy is not None
    assert [policy.text for policy in with_policy.policies] == [TEXT]


def test_the_page_is_said_in_the_language_chosen_and_the_choice_is_kept(
    page: SessionPage, qtbot: QtBot, tmp_path: Path
) -> None:
    panel = compare(page, qtbot)
    assert panel.language.buttons["en"].isChecked()
    panel.language.buttons["ko"].click()
    assert "본문은 “Android ID”에 관해 “do not collect”라고 적고 있습니다." in panel.text.toPlainText()
    assert wanted_language() == "ko"
    words = ReceiptWords("x", {"en": "a", "ko": "b", "zh": "c"}, page)  # a receipt's words begin with that one, too
    assert list(words.copy_buttons) == ["ko", "en", "zh"]
    panel.language.buttons["zh"].click()
    panel.export(tmp_path / "out.csv")
    qtbot.waitUntil(lambda: (tmp_path / "out.csv").exists() and tasks.finish(5000))
    assert "在所给文本中未找到" in (tmp_path / "out.csv").read_text("utf-8-sig")


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


IN_PACKAGE = (
    PolicyAddress("https://chat.example/privacy", "resources", "privacy_policy_url"),
    PolicyAddress("https://sdk.example/privacy", "code"),
)


def page_of_app(path: Path, qtbot: QtBot, *addresses: PolicyAddress) -> SessionPage:
    path.write_bytes((resources() / "sample.session").read_bytes())
    kind, fields, payload = policy_addresses_row(addresses)
    writer = Writer.open(path)
    row = Raw(0, 0, writer.stored_seq(0) + 1, 0.0, kind, fields, payload)
    writer.append(Batch(raws=(row,)))
    writer.note_policies()
    writer.close()
    return shown(path, qtbot)


def links(panel: PolicyPanel, text: str) -> list[QPushButton]:
    return [b for b in panel.addresses.findChildren(QPushButton) if b.text() == text and b.isVisible()]


def test_the_packages_addresses_are_offered_and_copied(tmp_path: Path, qtbot: QtBot) -> None:
    panel = panel_of(page_of_app(tmp_path / "s.session", qtbot, *IN_PACKAGE))
    assert "some may be of SDKs in it" in panel.addresses.title.sentence()
    places = [label.text() for label in panel.addresses.findChildren(ElidedLabel) if label.isVisible()]
    assert places == [IN_PACKAGE[0].url, "resources: privacy_policy_url", IN_PACKAGE[1].url, "code"]
    links(panel, "Copy")[1].click()
    assert QGuiApplication.clipboard().text() == "https://sdk.example/privacy"
    assert tasks.finish(5000)


def test_an_address_is_opened_by_the_browser_and_by_nothing_else(
    tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[str] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: opened.append(url.toString()))
    panel = panel_of(page_of_app(tmp_path / "s.session", qtbot, *IN_PACKAGE))
    assert opened == []
    links(panel, "Open")[0].click()
    assert opened == ["https://chat.example/privacy"]
    assert tasks.finish(5000)


def test_the_dialog_begins_with_the_address_that_was_chosen_or_the_likeliest(tmp_path: Path, qtbot: QtBot) -> None:
    panel = panel_of(page_of_app(tmp_path / "s.session", qtbot, *IN_PACKAGE))
    links(panel, "Use …")[1].click()
    chosen = panel.findChildren(PolicyDialog)[-1]
    assert chosen.address.text() == "https://sdk.example/privacy"
    assert chosen.text.toPlainText() == ""  # nothing was fetched
    assert panel.ask().address.text() == "https://chat.example/privacy"
    assert tasks.finish(5000)


def test_a_package_that_names_none_is_said_and_one_nobody_looked_into_is_not(
    tmp_path: Path, qtbot: QtBot, page: SessionPage
) -> None:
    assert not panel_of(page).addresses.isVisible()
    panel = panel_of(page_of_app(tmp_path / "none.session", qtbot))
    assert panel.addresses.isVisible()
    assert panel.addresses.title.sentence() == "No address in this app's package looks like a privacy policy's."
    assert links(panel, "Open") == []


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
