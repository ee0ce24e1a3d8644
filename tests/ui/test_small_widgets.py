"""The small widgets both halves of the window are made of."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import QApplication, QLabel, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from ui import theme
from ui.widgets.buttons import button, icon_button
from ui.widgets.card import Card
from ui.widgets.chip import Chip, chip_size, paint_chip
from ui.widgets.column_scroll import ColumnScroll
from ui.widgets.elided import ElidedLabel
from ui.widgets.flow_layout import FlowLayout
from ui.widgets.sentence import Sentence, plain, to_html
from ui.widgets.tile import Tile, paint_tile, tile_color


@pytest.fixture
def canvas(qapp: QApplication) -> QImage:
    image = QImage(QSize(200, 60), QImage.Format.Format_ARGB32)
    image.fill(Qt.GlobalColor.transparent)
    return image


def test_a_certain_chip_is_filled_and_a_likely_one_is_not(canvas: QImage) -> None:
    painter = QPainter(canvas)
    place = paint_chip(painter, QPoint(0, 0), "Model", "device", True)
    paint_chip(painter, QPoint(0, 30), "Model", "device", False)
    painter.end()
    inside = QPoint(4, int(place.center().y()))
    assert canvas.pixelColor(inside) == QColor(theme.current().device_tint)
    assert canvas.pixelColor(inside + QPoint(0, 30)).alpha() == 0


def test_a_chip_says_when_it_is_only_likely(qtbot: QtBot) -> None:
    chip = Chip("Wi-Fi name", "place", certain=False)
    qtbot.addWidget(chip)
    assert chip.accessibleName() == "Wi-Fi name, likely"


def test_a_chip_is_as_wide_as_its_words_and_its_count(qapp: QApplication) -> None:
    assert chip_size("Prompt text", "3 of 4").width() > chip_size("Prompt text").width() > chip_size("OS").width()
    assert chip_size("OS").height() == theme.CHIP_HEIGHT


def test_a_chip_in_too_narrow_a_place_stays_in_it(canvas: QImage) -> None:
    painter = QPainter(canvas)
    place = paint_chip(painter, QRectF(0, 0, 40, 40), "Advertising ID", "identity", True)
    painter.end()
    assert place.width() == 40
    assert place.center().y() == 20
    assert all(canvas.pixelColor(x, 20).alpha() == 0 for x in range(42, 200))


def test_a_tile_has_the_same_colour_for_the_same_id_and_the_first_party_a_neutral_one() -> None:
    assert tile_color("volcano_engine") == tile_color("volcano_engine")
    assert len({tile_color(f"company-{number}").name() for number in range(60)}) >= 8
    assert tile_color("first") == tile_color("")


def test_a_tile_shows_the_first_letter_that_is_one(canvas: QImage, qtbot: QtBot) -> None:
    painter = QPainter(canvas)
    paint_tile(painter, QRectF(0, 0, 36, 36), "«한국»", "x")
    painter.end()
    white = sum(canvas.pixelColor(x, y).lightness() > 240 for x in range(36) for y in range(36))
    assert white > 10
    tile = Tile("Kimi", "kimi")
    qtbot.addWidget(tile)
    assert tile.sizeHint() == QSize(theme.TILE_SIZE, theme.TILE_SIZE)


def test_words_from_outside_are_never_markup() -> None:
    assert "<b>" not in to_html("<b>bold</b> & more")
    assert "font-weight:600" in to_html("tap **Allow** now")
    assert plain("tap **Allow** on `host`") == "tap Allow on host"


def test_a_sentence_gets_higher_where_it_is_narrow(qtbot: QtBot) -> None:
    sentence = Sentence("Unlock the phone and tap **Allow** when it asks about USB debugging from this computer.")
    qtbot.addWidget(sentence)
    assert sentence.heightForWidth(120) > sentence.heightForWidth(900)
    assert "**" not in sentence.accessibleName()


def test_a_cut_label_keeps_its_whole_text_in_the_tooltip(qtbot: QtBot) -> None:
    label = ElidedLabel("com.example.a.very.long.package.name")
    qtbot.addWidget(label)
    label.resize(60, 20)
    label.show()
    assert label.toolTip() == label.text()
    label.resize(900, 20)
    QApplication.processEvents()
    assert label.toolTip() == ""


def test_a_flow_breaks_into_lines_and_grows_in_height(qtbot: QtBot) -> None:
    widget = QWidget()
    qtbot.addWidget(widget)
    flow = FlowLayout(widget, gap_px=4)
    for number in range(6):
        flow.addWidget(Chip(f"Chip {number}", "device"))
    assert flow.heightForWidth(2000) == theme.CHIP_HEIGHT
    assert flow.heightForWidth(10) == 6 * theme.CHIP_HEIGHT + 5 * 4
    widget.resize(2000, 100)
    widget.show()
    assert {flow.itemAt(number).geometry().top() for number in range(6)} == {0}
    assert flow.itemAt(6) is None


def test_a_card_is_drawn_in_the_accent_only_while_it_is_selected(qtbot: QtBot) -> None:
    card = Card()
    card.body.addWidget(QLabel("x"))
    qtbot.addWidget(card)
    card.resize(100, 60)
    card.show()
    accent = QColor(theme.current().accent)

    def edge() -> QColor:
        return card.grab().toImage().pixelColor(50, 0)

    assert edge() != accent
    card.set_selected(True)
    assert edge() == accent
    card.set_selected(False)
    assert edge() != accent


def test_buttons_do_what_they_are_told_and_have_a_name(qtbot: QtBot) -> None:
    pressed: list[str] = []
    words = button("Stop and save", lambda: pressed.append("words"), role="primary", icon="stop")
    drawing = icon_button("close", "Close", lambda: pressed.append("drawing"))
    for made in (words, drawing):
        qtbot.addWidget(made)
        qtbot.mouseClick(made, Qt.MouseButton.LeftButton)
    assert pressed == ["words", "drawing"]
    assert drawing.accessibleName() == drawing.toolTip() == "Close"
    assert min(words.sizeHint().height(), drawing.height()) >= theme.TARGET_HEIGHT


def test_icons_follow_the_theme(qapp: QApplication, qtbot: QtBot) -> None:
    made = icon_button("close", "Close")
    qtbot.addWidget(made)
    light = made.icon().pixmap(16, 16).toImage()
    theme.apply(qapp, "dark")
    dark = made.icon().pixmap(16, 16).toImage()
    theme.apply(qapp, "light")
    assert light != dark


def test_a_column_scrolls_only_where_it_does_not_fit(qtbot: QtBot) -> None:
    content = QWidget()
    column = QVBoxLayout(content)
    column.addWidget(Sentence("many words " * 30))
    scroll = ColumnScroll(content)
    qtbot.addWidget(scroll)
    scroll.resize(600, 400)
    scroll.show()
    assert scroll.verticalScrollBar().maximum() == 0
    scroll.resize(120, 100)
    qtbot.waitUntil(lambda: scroll.verticalScrollBar().maximum() > 0)
