"""The look: contrast, fonts, one stylesheet, and the change between light and dark."""

from __future__ import annotations

import re
from itertools import product

import pytest
from PySide6.QtGui import QColor, QFontMetricsF
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from inspector import paths
from ui import theme


def _luminance(color: QColor) -> float:
    parts = [part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in color.getRgbF()[:3]]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]


def contrast(first: str, second: str) -> float:
    """The contrast of two colours, as WCAG 2 counts it."""
    light, dark = sorted((_luminance(QColor(first)), _luminance(QColor(second))), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("tokens", [theme.LIGHT, theme.DARK], ids=["light", "dark"])
def test_text_can_be_read_on_every_ground_it_is_set_on(tokens: theme.Tokens) -> None:
    on_grounds = product(("text", "secondary", "faint", "accent", "ok", "warning", "bad"), ("page", "panel"))
    pairs = [(ink, ground) for ink, ground in on_grounds] + [("on_accent", "accent"), ("text", "accent_tint")]
    pairs += [(family, f"{family}_tint") for family in theme.FAMILIES] + [("text", "marked"), ("secondary", "hover")]
    weak = {
        f"{ink} on {ground}": round(contrast(getattr(tokens, ink), getattr(tokens, ground)), 2)
        for ink, ground in pairs
        if contrast(getattr(tokens, ink), getattr(tokens, ground)) < 4.5
    }
    assert weak == {}


@pytest.mark.parametrize("tokens", [theme.LIGHT, theme.DARK], ids=["light", "dark"])
def test_the_stylesheet_is_filled_in_and_names_only_files_that_are_there(tokens: theme.Tokens) -> None:
    sheet = theme.stylesheet(tokens)
    assert tokens.accent in sheet
    named = re.findall(r'url\("([^"]+)"\)', sheet)
    assert named
    assert [name for name in named if not (paths.resources() / "theme" / name.rsplit("/", 1)[1]).is_file()] == []


def test_choosing_dark_changes_the_tokens_and_tells(qapp: QApplication, qtbot: QtBot) -> None:
    with qtbot.waitSignal(theme.notifier.changed):
        theme.apply(qapp, "dark")
    assert theme.current() is theme.DARK
    assert theme.choice() == "dark"
    with qtbot.waitSignal(theme.notifier.changed):
        theme.apply(qapp, "light")
    assert theme.current() is theme.LIGHT


def test_digits_of_times_and_sizes_are_equally_wide(qapp: QApplication) -> None:
    metrics = QFontMetricsF(theme.font("secondary", tabular=True))
    assert metrics.horizontalAdvance("11:11") == pytest.approx(metrics.horizontalAdvance("00:00"))


def test_a_page_title_is_twenty_pixels_high(qtbot: QtBot) -> None:
    label = QLabel("3 companies in China")
    label.setProperty("role", "page-title")
    qtbot.addWidget(label)
    label.ensurePolished()
    assert label.font().pixelSize() == 20


def test_every_icon_can_be_drawn_in_the_colours_in_force(qapp: QApplication) -> None:
    names = sorted(file.stem for file in (paths.resources() / "icons").glob("*.svg"))
    assert "phone" in names
    empty = [name for name in names if theme.pixmap(name, "text", 24).toImage().isNull()]
    blank = [name for name in names if not _has_ink(theme.pixmap(name, "#ff0000", 24).toImage())]
    assert empty == []
    assert blank == []


def _has_ink(image: object) -> bool:
    return any(image.pixelColor(x, y).alpha() > 0 for x in range(image.width()) for y in range(image.height()))  # type: ignore[attr-defined]
