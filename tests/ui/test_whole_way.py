"""The whole way through the real window: phone, app, start, prompt, receipt, consent, stop, reopen, picture."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QLabel, QPushButton, QTextBrowser
from pytestqt.qtbot import QtBot

from inspector import demo, paths
from inspector.device.labels import tap_label
from inspector.device.practice.running import RunningPhone, spawn_detached
from inspector.readings import DataReceived, RecipientReceipts
from ui.__main__ import build_window
from ui.panels.apps import AppsPage
from ui.panels.phone_cards import PhoneCard
from ui.panels.phone_view import PhoneView
from ui.panels.session import SessionPage
from ui.panels.sessions_list import SessionsList
from ui.window import MainWindow

pytestmark = [pytest.mark.phone, pytest.mark.slow]

LONG_MS = 40_000
PICTURES = os.environ.get("INSPECTOR_PICTURES", "")  # a folder to keep what the window looked like, for looking


@pytest.fixture
def practice(own_home: Path) -> Iterator[RunningPhone]:
    running = spawn_detached()
    yield running
    running.stop()


@pytest.fixture
def window(qtbot: QtBot, practice: RunningPhone) -> MainWindow:
    window = build_window()
    qtbot.addWidget(window)
    window.resize(1440, 900)
    window.show()
    return window


def page(window: MainWindow) -> SessionPage:
    found = window.stack.currentWidget()
    assert isinstance(found, SessionPage)
    return found


def received(window: MainWindow) -> dict[str, RecipientReceipts]:
    summary = page(window).summary()
    return {recipient.id: recipient for recipient in summary.all_receipts} if summary else {}


def prompt_of(window: MainWindow, company: str) -> DataReceived | None:
    recipient = received(window).get(company)
    return next((d for d in recipient.data if d.type == "prompt"), None) if recipient else None


def prompts(window: MainWindow, company: str) -> int:
    found = prompt_of(window, company)
    return found.prompts if found else 0


def keep(window: MainWindow, name: str) -> None:
    if PICTURES:
        window.grab().save(str(Path(PICTURES) / f"{name}.png"))


def test_the_whole_way(qtbot: QtBot, window: MainWindow, tmp_path: Path) -> None:
    # the phone appears by itself, with one next step
    def ready_card() -> PhoneCard | None:
        cards = window.start_page.phones.findChildren(PhoneCard)
        return next((c for c in cards if c.isVisible() and c.step_button.text() == "Choose an app"), None)

    qtbot.waitUntil(lambda: ready_card() is not None, timeout=LONG_MS)
    keep(window, "whole-1-start")
    card = ready_card()
    assert card is not None
    qtbot.mouseClick(card.step_button, Qt.MouseButton.LeftButton)

    # the app, its start
    apps = window.stack.currentWidget()
    assert isinstance(apps, AppsPage)
    qtbot.waitUntil(lambda: bool(apps.current_app()), timeout=LONG_MS)
    app = apps.current_app()
    assert app is not None
    assert (app.package, app.version) == ("com.practice.chat", "1.0.7")
    keep(window, "whole-2-apps")
    qtbot.keyClick(apps.view, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: isinstance(window.stack.currentWidget(), SessionPage), timeout=LONG_MS)
    qtbot.waitUntil(lambda: page(window).session.state == "recording", timeout=LONG_MS)

    # what leaves before anybody agreed
    qtbot.waitUntil(lambda: {"volcano-engine", "shumei"} <= set(received(window)), timeout=LONG_MS)
    tap_label(page(window).session.serial, "agree")
    page(window).mark_phase()
    qtbot.waitUntil(lambda: len(page(window).session.phases()) == 2, timeout=LONG_MS)

    # the prompt, typed into the phone's picture; the receipt's row appears
    qtbot.waitUntil(lambda: "intercom" in received(window), timeout=LONG_MS)
    view = window.findChild(PhoneView)
    assert view is not None
    for number, prompt in enumerate(demo.PROMPTS, 1):
        qtbot.keyClicks(view.line, prompt)
        qtbot.keyClick(view.line, Qt.Key.Key_Return)
        for company in ("volcano-engine", "first-party"):
            qtbot.waitUntil(lambda c=company, n=number: prompts(window, c) == n, timeout=LONG_MS)
    said = prompt_of(window, "volcano-engine")
    assert said is not None
    assert (said.certainty, said.phases) == ("certain", ("after_consent",))
    assert prompts(window, "intercom") == prompts(window, "shumei") == 0
    page(window).choose("volcano-engine", "prompt")
    qtbot.waitUntil(lambda: "word for word" in _texts(window), timeout=LONG_MS)
    keep(window, "whole-3-live")

    # a picture of the phone as evidence, then stop
    page(window).take_screenshot()
    qtbot.waitUntil(lambda: _evidence(window) == 1, timeout=LONG_MS)
    page(window).stop()
    qtbot.waitUntil(lambda: page(window).session.state == "saved", timeout=LONG_MS)
    qtbot.waitUntil(lambda: not _is_live(window), timeout=LONG_MS)
    before = _plain(received(window))
    path = Path(page(window).session.path)
    keep(window, "whole-4-saved")

    # open it again from the list: the same receipts
    window.show_start()
    sessions = window.findChild(SessionsList)
    assert sessions is not None
    qtbot.waitUntil(lambda: sessions.model.rowCount() > 0, timeout=LONG_MS)
    keep(window, "whole-5-start-after")
    window.open_session(path)
    qtbot.waitUntil(lambda: isinstance(window.stack.currentWidget(), SessionPage), timeout=LONG_MS)
    qtbot.waitUntil(lambda: bool(received(window)), timeout=LONG_MS)
    assert _plain(received(window)) == before

    # a picture with its caption
    picture = tmp_path / "proof.png"
    page(window).save_picture(picture)
    qtbot.waitUntil(picture.exists, timeout=LONG_MS)
    image = QImage(str(picture))
    assert image.width() >= 1440
    assert image.height() > 900
    if PICTURES:
        shutil.copy(picture, Path(PICTURES) / "whole-6-picture.png")
    assert paths.sessions() == path.parent
    window.show_start()


def _texts(window: MainWindow) -> str:
    return " ".join(
        [label.text() for label in window.findChildren(QLabel)]
        + [browser.toPlainText() for browser in window.findChildren(QTextBrowser)]
    )


def _evidence(window: MainWindow) -> int:
    reader = page(window).session.reader()
    try:
        return len(reader.evidence())
    finally:
        reader.close()


def _is_live(window: MainWindow) -> bool:
    return any(b.isVisible() and b.text() == "Stop and save" for b in window.findChildren(QPushButton))


def _plain(receipts: dict[str, RecipientReceipts]) -> dict[str, tuple[int, int, tuple[tuple[str, int], ...]]]:
    return {r.id: (r.requests, r.bytes_up, tuple((d.type, d.count) for d in r.data)) for r in receipts.values()}
