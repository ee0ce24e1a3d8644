"""What the phone draws: the app's words and buttons where the app says they are."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

from PIL import Image, ImageChops

from inspector.device.practice.apps import DEVICE_DEFAULTS, PracticeApp
from inspector.device.practice.screen import draw
from inspector.device.practice.typeface import width, wrap

APP = PracticeApp("org.example", "Example", "1", 1, Path("/x.jar"), "org.example.Main", speaks=True)
FIELD = {"id": "field", "label": "Message", "x": 40, "y": 2130, "w": 830, "h": 140}
SEND = {"id": "send", "label": "Send", "x": 900, "y": 2130, "w": 140, "h": 140}
AGREE = {"id": "agree", "label": "Agree", "x": 560, "y": 1500, "w": 400, "h": 130}


def picture(screen: dict[str, Any], log: tuple[str, ...] = ()) -> Image.Image:
    with Image.open(io.BytesIO(draw(screen, APP, log, DEVICE_DEFAULTS))) as opened:
        return opened.convert("RGB")


def chat(*messages: tuple[str, str], field: str = "") -> dict[str, Any]:
    said = [{"from": who, "text": text} for who, text in messages]
    return {
        "title": "Chat", "consent": False, "field": field, "focused": False, "messages": said, "targets": [FIELD, SEND],
    }  # fmt: skip


def different_rows(one: Image.Image, other: Image.Image) -> range:
    """The rows between which two pictures differ, the clock's left out."""
    box = ImageChops.difference(one.crop((0, 100, *one.size)), other.crop((0, 100, *other.size))).getbbox()
    return range(box[1] + 100, box[3] + 100) if box else range(0)


def test_a_message_appears_between_the_bar_and_the_field() -> None:
    rows = different_rows(picture(chat()), picture(chat(("user", "hello"))))
    assert rows
    assert rows.start > 260
    assert rows.stop <= 2130


def test_the_users_bubble_stands_right_and_the_bots_left() -> None:
    empty = picture(chat())
    for who, side in (("user", (1000, 1040)), ("bot", (40, 80))):
        shown = picture(chat((who, "hello")))
        box = (side[0], 1900, side[1], 2080)
        other = (1080 - side[1], 1900, 1080 - side[0], 2080)
        assert shown.crop(box).tobytes() != empty.crop(box).tobytes()
        assert shown.crop(other).tobytes() == empty.crop(other).tobytes()


def test_what_is_typed_stands_in_the_field() -> None:
    rows = different_rows(picture(chat()), picture(chat(field="is it safe")))
    assert rows.start >= 2130
    assert rows.stop <= 2270


def test_the_consent_dialog_has_its_button_where_the_app_says() -> None:
    screen = {"title": "Terms", "consent": True, "note": "Please agree.", "messages": [], "targets": [AGREE]}
    moved = {**screen, "targets": [{**AGREE, "y": 1200}]}
    button = picture(screen).getpixel((600, 1565))
    assert picture(moved).getpixel((600, 1265)) == button
    assert picture(moved).getpixel((600, 1565)) != button


def test_a_long_talk_shows_its_end_and_keeps_the_bar() -> None:
    talk = [("user" if n % 2 else "bot", f"message number {n} " * 8) for n in range(30)]
    shown = picture(chat(*talk))
    assert different_rows(shown, picture(chat(*talk, ("user", "the last")))).stop <= 2130
    assert shown.crop((0, 120, 1080, 258)).tobytes() == picture(chat()).crop((0, 120, 1080, 258)).tobytes()


def test_a_program_that_draws_nothing_shows_what_it_printed() -> None:
    assert different_rows(picture({}), picture({}, ("11-22 10:00:00.000 1 1 I System.out: hello from a program",)))


def test_lines_never_become_wider_than_their_limit() -> None:
    several_scripts = ("我的肚子疼，应该怎么办？" * 4, "안녕하세요 " * 9)
    for text in ("a few words that need two lines or more", *several_scripts, "W" * 90, "a\n\nb"):
        lines = wrap(text, 44, 400)
        assert all(width(line, 44) <= 400 for line in lines)
        assert "".join("".join(lines).split()) == "".join(text.split())
