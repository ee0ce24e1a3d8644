"""Bytes: lines, widths, selection, marks, any size at once."""

from __future__ import annotations

import time

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from ui.widgets.bytes_page import BytesPage
from ui.widgets.hex_view import HexView


def make(qtbot: QtBot, data: bytes, width_px: int = 700) -> HexView:
    view = HexView()
    qtbot.addWidget(view)
    view.resize(width_px, 200)
    view.set_data(data)
    with qtbot.waitExposed(view):
        view.show()
    return view


def test_a_line_has_offset_bytes_and_characters(qtbot: QtBot) -> None:
    view = make(qtbot, b"GET /\x00\xff" + bytes(range(30)))
    assert view.columns() == 16
    assert view.line_text(0) == "000000  47 45 54 20 2f 00 ff 00 01 02 03 04 05 06 07 08  GET /···········"
    assert view.line_text(2).startswith("000020  19 1a 1b 1c 1d ")
    assert view.line_text(2).endswith("·····")


def test_a_narrow_column_has_eight_bytes_a_line(qtbot: QtBot) -> None:
    assert make(qtbot, bytes(100), 340).columns() == 8


def test_dragging_selects_and_copying_gives_lines_or_json(qtbot: QtBot) -> None:
    view = make(qtbot, bytes(range(64)))
    char = view.fontMetrics().horizontalAdvance("0")
    assert char > 0
    QTest.keyClick(view, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(view, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text() == "\n".join(view.line_text(line) for line in range(4))
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(70, 5))
    assert len(view.selected_bytes()) == 1
    QTest.keyClick(view, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    assert '"hex": "' + view.selected_bytes().hex() in QGuiApplication.clipboard().text()


def test_sixty_megabytes_open_and_scroll_at_once(qtbot: QtBot) -> None:
    data = bytes(60_000_000)
    view = make(qtbot, b"")
    began = time.perf_counter()
    view.set_data(data, [(0, 12)])
    view.verticalScrollBar().setValue(view.verticalScrollBar().maximum())
    view.grab()
    assert time.perf_counter() - began < 0.5
    QTest.keyClick(view, Qt.Key.Key_Home)
    assert view.verticalScrollBar().value() == 0


def test_the_page_offers_the_sides_there_are(qtbot: QtBot) -> None:
    page = BytesPage()
    qtbot.addWidget(page)
    page.set_bodies([("up", b"abc", ()), ("down", b"hello", ())])
    page.show_side("down")
    assert page.view.selected_bytes() == b"hello"
    page.set_bodies([("up", b"other", ())])
    assert page.view.selected_bytes() == b"other"
    page.set_bodies([])
    assert not page.view.isVisibleTo(page)
