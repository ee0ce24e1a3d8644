"""Pictures: twice as sharp, with a caption that says where they come from."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone

from PySide6.QtGui import QImage
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from tests.factories import phone, session_facts
from ui.picture import caption, picture, png_bytes

AT = datetime(2026, 11, 22, 14, 5, 40, tzinfo=timezone(timedelta(hours=9)))
FACTS = session_facts(phone=phone(model="Practice Phone", connection="practice"))


def test_the_caption_names_app_phone_tool_session_time_and_chain() -> None:
    text = "\n".join(caption(FACTS, "88c0f3" * 10, AT))
    for words in (
        "Practice Chat 1.0.7 · com.practice.chat",
        "Practice Phone, Android 14, simulated",
        "tool 0.1.0, agent 0.1.0, frida 17.26.2",
        "2026-11-22T10:00:00+09:00",
        FACTS.id,
        "2026-11-22T14:05:40+09:00",
        "chain head " + "88c0f3" * 10,
    ):
        assert words in text


def test_the_picture_holds_the_view_and_the_strip_and_is_a_png(qtbot: QtBot) -> None:
    view = QLabel("hello")
    qtbot.addWidget(view)
    view.resize(900, 300)
    view.setStyleSheet("background: #ff0000")
    image = picture(view, FACTS, "88c0f3", AT)
    assert image.width() == 1800
    assert image.height() > 600
    assert image.pixelColor(1700, 300).name() == "#ff0000"
    assert image.pixelColor(1700, image.height() - 4).name() == "#ffffff"
    data = png_bytes(image)
    again = QImage.fromData(data)
    assert data.startswith(b"\x89PNG")
    assert again.size() == image.size()
    assert "chain head 88c0f3" in again.text("Description")
