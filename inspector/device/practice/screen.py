"""The phone's screen as a picture: the chat an app describes, the lines another prints, or the home screen."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from PIL import Image, ImageDraw

from inspector.device.practice.apps import PracticeApp
from inspector.device.practice.typeface import Colour, draw_line, width, wrap

_PAPER: Colour = (247, 246, 242)
_CARD: Colour = (255, 255, 255)
_INK: Colour = (32, 42, 44)
_SOFT: Colour = (112, 122, 124)
_RULE: Colour = (226, 223, 215)
_ACCENT: Colour = (38, 92, 100)
_WHITE: Colour = (255, 255, 255)
_TEXT_PX, _LINE_PX = 44, 62
_BAR_BOTTOM = 260
_MARGIN = 40

Rectangle = tuple[int, int, int, int]


def draw(screen: dict[str, Any], app: PracticeApp | None, log: Sequence[str], facts: dict[str, str]) -> bytes:
    """A PNG of the phone's size. `screen` is what a talking app last said it shows, `log` the newest lines last."""
    size = (int(facts.get("width", 1080)), int(facts.get("height", 2340)))
    picture = Image.new("RGB", size, _PAPER)
    canvas = ImageDraw.Draw(picture)
    if screen:
        _draw_chat(canvas, size, screen)
    elif app is not None:
        _draw_log(canvas, size, app, log)
    else:
        draw_line(canvas, (_MARGIN, size[1] / 2), facts.get("model", ""), 64, _SOFT)
    _draw_status(canvas, size)
    written = io.BytesIO()
    picture.save(written, "PNG", compress_level=3)
    return written.getvalue()


def _draw_status(canvas: ImageDraw.ImageDraw, size: tuple[int, int]) -> None:
    """Clock, Wi-Fi and battery above, the gesture bar below."""
    right = size[0] - 60
    draw_line(canvas, (60, 78), datetime.now().strftime("%H:%M"), 38, _INK, bold=True)
    canvas.rounded_rectangle((right - 50, 50, right, 76), 6, outline=_INK, width=3)
    canvas.rectangle((right - 44, 56, right - 14, 70), fill=_INK)
    canvas.rectangle((right + 2, 58, right + 5, 68), fill=_INK)
    canvas.pieslice((right - 116, 48, right - 68, 96), 225, 315, fill=_INK)
    middle = size[0] // 2
    canvas.rounded_rectangle((middle - 130, size[1] - 28, middle + 130, size[1] - 20), 4, fill=_INK)


def _draw_chat(canvas: ImageDraw.ImageDraw, size: tuple[int, int], screen: dict[str, Any]) -> None:
    targets = {str(target["id"]): target for target in screen.get("targets", [])}
    _draw_bar(canvas, size, str(screen.get("title", "")))
    below = [int(target["y"]) for name, target in targets.items() if name in ("field", "send")]
    foot = min(below, default=size[1] - 60)
    if screen.get("consent"):
        _draw_consent(canvas, size, str(screen.get("note", "")), targets)
        return
    top = _draw_messages(canvas, size, screen.get("messages", []), foot - 50)
    if top < _BAR_BOTTOM:  # older messages went above the edge: the bar lies over them
        canvas.rectangle((0, 0, size[0], _BAR_BOTTOM), fill=_PAPER)
        _draw_bar(canvas, size, str(screen.get("title", "")))
    if "field" in targets:
        _draw_field(canvas, targets["field"], str(screen.get("field", "")), bool(screen.get("focused")))
    if "send" in targets:
        _draw_send(canvas, _rectangle(targets["send"]), bool(screen.get("field")))


def _draw_bar(canvas: ImageDraw.ImageDraw, size: tuple[int, int], title: str) -> None:
    draw_line(canvas, ((size[0] - width(title, 48, bold=True)) / 2, 205), title, 48, _INK, bold=True)
    canvas.line((0, _BAR_BOTTOM - 2, size[0], _BAR_BOTTOM - 2), fill=_RULE, width=2)


def _draw_messages(
    canvas: ImageDraw.ImageDraw, size: tuple[int, int], messages: Sequence[dict[str, Any]], bottom: int
) -> int:
    """From the newest upwards; returns the top of the highest bubble."""
    for message in reversed(messages):
        mine = message.get("from") == "user"
        lines = wrap(str(message.get("text", "")), _TEXT_PX, size[0] * 0.68)
        wide = max(width(line, _TEXT_PX) for line in lines) + 88
        top = bottom - len(lines) * _LINE_PX - 56
        left = size[0] - _MARGIN - wide if mine else _MARGIN
        box = (left, top, left + wide, bottom)
        canvas.rounded_rectangle(box, 44, fill=_ACCENT if mine else _CARD, outline=None if mine else _RULE, width=2)
        for row, line in enumerate(lines):
            at = (left + 44, top + 28 + row * _LINE_PX + 46)
            draw_line(canvas, at, line, _TEXT_PX, _WHITE if mine else _INK)
        bottom = top - 32
        if bottom < _BAR_BOTTOM:
            break
    return bottom


def _draw_field(canvas: ImageDraw.ImageDraw, target: dict[str, Any], typed: str, focused: bool) -> None:
    left, top, right, bottom = _rectangle(target)
    canvas.rounded_rectangle((left, top, right, bottom), 60, fill=_CARD, outline=_ACCENT if focused else _RULE, width=3)
    room, baseline = right - left - 100, (top + bottom) / 2 + 16
    while typed and width(typed, _TEXT_PX) > room:  # the end is what is being typed
        typed = typed[1:]
    shown = typed or ("" if focused else str(target.get("label", "")))
    end = draw_line(canvas, (left + 48, baseline), shown, _TEXT_PX, _INK if typed else _SOFT)
    if focused:
        canvas.rectangle((end + 4, baseline - 42, end + 7, baseline + 10), fill=_ACCENT)


def _draw_send(canvas: ImageDraw.ImageDraw, box: Rectangle, ready: bool) -> None:
    """A round button with an arrow."""
    middle_x, middle_y = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
    radius = min(box[2] - box[0], box[3] - box[1]) / 2
    around = (middle_x - radius, middle_y - radius, middle_x + radius, middle_y + radius)
    canvas.ellipse(around, fill=_ACCENT if ready else _RULE)
    canvas.line((middle_x, middle_y + 28, middle_x, middle_y - 26), fill=_WHITE, width=8)
    points = [(middle_x - 24, middle_y - 4), (middle_x, middle_y - 28), (middle_x + 24, middle_y - 4)]
    canvas.line(points, fill=_WHITE, width=8, joint="curve")


def _draw_consent(
    canvas: ImageDraw.ImageDraw, size: tuple[int, int], note: str, targets: dict[str, dict[str, Any]]
) -> None:
    """A card around the buttons, the note above them."""
    boxes = [_rectangle(target) for target in targets.values()]
    left = min((box[0] for box in boxes), default=120) - 50
    right = max((box[2] for box in boxes), default=size[0] - 120) + 50
    top = min((box[1] for box in boxes), default=size[1] // 2)
    bottom = max((box[3] for box in boxes), default=top + 100) + 50
    lines = wrap(note, _TEXT_PX, right - left - 120)
    text_top = top - 70 - len(lines) * _LINE_PX
    canvas.rounded_rectangle((left, text_top - 60, right, bottom), 48, fill=_CARD, outline=_RULE, width=2)
    for row, line in enumerate(lines):
        draw_line(canvas, (left + 60, text_top + row * _LINE_PX + 46), line, _TEXT_PX, _INK)
    for name, target in targets.items():
        box, label, chosen = _rectangle(target), str(target.get("label", name)), name == "agree"
        canvas.rounded_rectangle(box, 60, fill=_ACCENT if chosen else _CARD, outline=None if chosen else _RULE, width=3)
        at = ((box[0] + box[2] - width(label, _TEXT_PX, bold=True)) / 2, (box[1] + box[3]) / 2 + 16)
        draw_line(canvas, at, label, _TEXT_PX, _WHITE if chosen else _INK, bold=True)


def _draw_log(canvas: ImageDraw.ImageDraw, size: tuple[int, int], app: PracticeApp, log: Sequence[str]) -> None:
    """For a program that draws nothing: its name, and what it printed."""
    _draw_bar(canvas, size, app.name)
    rows = (size[1] - _BAR_BOTTOM - 160) // 48
    shown = [line for entry in log for line in wrap(entry.partition(": ")[2], 32, size[0] - 2 * _MARGIN)][-rows:]
    for row, line in enumerate(shown):
        draw_line(canvas, (_MARGIN, _BAR_BOTTOM + 80 + row * 48), line, 32, _SOFT)


def _rectangle(target: dict[str, Any]) -> Rectangle:
    """Left, top, right, bottom, the last two inside, as Pillow draws them."""
    x, y = int(target["x"]), int(target["y"])
    return x, y, x + int(target["w"]) - 1, y + int(target["h"]) - 1
