"""Bytes as offset, hexadecimal and characters; paints only what is in sight, so any size opens at once."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPoint, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QGuiApplication, QKeyEvent, QKeySequence, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractScrollArea, QWidget

from ui import theme
from ui.models.as_json import to_json

_LINE_PX = 20
_WIDE, _NARROW = 16, 8


class HexView(QAbstractScrollArea):
    """16 bytes a line, 8 where 16 do not fit. Marked stretches have a ground; dragging selects, copying gives lines."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._data = b""
        self._marks: tuple[tuple[int, int], ...] = ()
        self._selected: tuple[int, int] | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setFrameShape(QAbstractScrollArea.Shape.NoFrame)
        self.setAccessibleName(self.tr("Bytes"))
        self.viewport().setCursor(Qt.CursorShape.IBeamCursor)
        self.viewport().setAutoFillBackground(False)

    def set_data(self, data: bytes, marks: Sequence[tuple[int, int]] = ()) -> None:
        """Show bytes; `marks` are (first, end) offsets."""
        self._data, self._marks, self._selected = data, tuple(marks), None
        self._measure()
        self.verticalScrollBar().setValue(0)
        self.viewport().update()

    def columns(self) -> int:
        """Bytes a line at the present width."""
        return _WIDE if self._line_px(_WIDE) <= self.viewport().width() else _NARROW

    def line_text(self, line: int) -> str:
        """One line as it is seen and copied."""
        columns = self.columns()
        part = self._data[line * columns : (line + 1) * columns]
        digits = " ".join(f"{byte:02x}" for byte in part).ljust(columns * 3 - 1)
        return f"{line * columns:06x}  {digits}  {''.join(_sign(byte) for byte in part)}"

    def selected_text(self) -> str:
        """The selected lines, or all of up to 64 kB."""
        columns = self.columns()
        first, end = self._selected or (0, min(len(self._data), 65536))
        return "\n".join(self.line_text(line) for line in range(first // columns, -(-end // columns)))

    def selected_bytes(self) -> bytes:
        """The selected bytes, or all."""
        first, end = self._selected or (0, len(self._data))
        return self._data[first:end]

    def _char_px(self) -> float:
        return QFontMetricsF(theme.font("mono")).horizontalAdvance("0")

    def _line_px(self, columns: int) -> float:
        return self._char_px() * (6 + 2 + columns * 3 - 1 + 2 + columns)

    def _measure(self) -> None:
        lines = -(-len(self._data) // self.columns())
        page = max(1, self.viewport().height() // _LINE_PX)
        self.verticalScrollBar().setRange(0, max(0, lines - page))
        self.verticalScrollBar().setPageStep(page)

    def _offset_at(self, at: QPoint) -> int:
        columns = self.columns()
        line = max(0, self.verticalScrollBar().value() + at.y() // _LINE_PX)
        in_line = at.x() / self._char_px() - 8
        cell = int(in_line // 3) if in_line < columns * 3 else int(in_line - columns * 3 - 1)
        return min(len(self._data), line * columns + max(0, min(columns - 1, cell)))

    # ---------------------------------------------------------------------------------------------- Qt

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        tokens = theme.current()
        painter.setFont(theme.font("mono"))
        columns, char_px, top_line = self.columns(), self._char_px(), self.verticalScrollBar().value()
        baseline = (_LINE_PX + QFontMetricsF(painter.font()).ascent() - QFontMetricsF(painter.font()).descent()) / 2
        for place in range(self.viewport().height() // _LINE_PX + 1):
            line = top_line + place
            if line * columns >= len(self._data):
                break
            top = place * _LINE_PX
            self._paint_grounds(painter, line, top, columns, char_px)
            text = self.line_text(line)
            painter.setPen(tokens.color("faint"))
            painter.drawText(QPoint(0, int(top + baseline)), text[:6])
            painter.setPen(tokens.color("text"))
            painter.drawText(QPoint(int(8 * char_px), int(top + baseline)), text[8 : 8 + columns * 3])
            painter.setPen(tokens.color("secondary"))
            painter.drawText(QPoint(int((9 + columns * 3) * char_px), int(top + baseline)), text[9 + columns * 3 :])
        painter.end()

    def _paint_grounds(self, painter: QPainter, line: int, top: int, columns: int, char_px: float) -> None:
        tokens = theme.current()
        spans = [(span, tokens.color("marked")) for span in self._marks]
        if self._selected:
            spans.append((self._selected, tokens.color("accent_tint")))
        for (first, end), color in spans:
            begin, stop = max(first, line * columns), min(end, (line + 1) * columns, len(self._data))
            if begin < stop:
                cell, count = begin - line * columns, stop - begin
                digits = QRectF((8 + cell * 3) * char_px - 1, top + 1, (count * 3 - 1) * char_px + 2, _LINE_PX - 2)
                signs = QRectF((9 + columns * 3 + cell) * char_px, top + 1, count * char_px, _LINE_PX - 2)
                painter.fillRect(digits, color)
                painter.fillRect(signs, color)

    def resizeEvent(self, event: QEvent) -> None:
        self._measure()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        at = self._offset_at(event.position().toPoint())
        self._selected = (at, min(len(self._data), at + 1)) if at < len(self._data) else None
        self.viewport().update()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._selected and event.buttons() & Qt.MouseButton.LeftButton:
            at = self._offset_at(event.position().toPoint())
            first = self._selected[0]
            self._selected = (min(first, at), min(len(self._data), max(first, at) + 1))
            self.viewport().update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        event.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        bar = self.verticalScrollBar()
        if event.matches(QKeySequence.StandardKey.Copy):
            QGuiApplication.clipboard().setText(self.selected_text())
        elif _is_copy_as_json(event):
            QGuiApplication.clipboard().setText(to_json({"hex": self.selected_bytes().hex()}))
        elif event.matches(QKeySequence.StandardKey.SelectAll):
            self._selected = (0, len(self._data)) if self._data else None
            self.viewport().update()
        elif event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            bar.setValue(bar.value() + (1 if event.key() == Qt.Key.Key_Down else -1))
        elif event.key() in (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown):
            bar.setValue(bar.value() + bar.pageStep() * (1 if event.key() == Qt.Key.Key_PageDown else -1))
        elif event.key() in (Qt.Key.Key_Home, Qt.Key.Key_End):
            bar.setValue(bar.maximum() if event.key() == Qt.Key.Key_End else 0)
        else:
            super().keyPressEvent(event)


def _is_copy_as_json(event: QKeyEvent) -> bool:
    wanted = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    return event.key() == Qt.Key.Key_C and event.modifiers() == wanted


def _sign(byte: int) -> str:
    return chr(byte) if 0x20 <= byte < 0x7F else "·"
