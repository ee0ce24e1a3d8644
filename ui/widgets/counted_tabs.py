"""Tabs in a line: names, a quiet number behind some of them, a line under the open one."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QTabBar, QWidget

from ui import theme

_GAP_PX = 20
_NARROWEST_GAP_PX = 8
_SIDE_PX = 2
_NUMBER_GAP_PX = 6
_HEIGHT_PX = 36


class CountedTabs(QTabBar):
    """Painted here: a style sheet cannot make the number fainter than the name, and bold names would shift the others.

    Every tab is as wide as its name in bold, so nothing moves when another is opened. Where there is less room the
    gaps between the names give way first.
    """

    def __init__(self, names: Sequence[str], parent: QWidget | None = None, *, gap_px: int = _GAP_PX) -> None:
        super().__init__(parent)
        self._gap_px = self._widest_gap_px = gap_px
        self._counts = [""] * len(names)
        self.setExpanding(False)
        self.setUsesScrollButtons(False)
        self.setElideMode(Qt.TextElideMode.ElideNone)
        self.setDrawBase(False)
        self.setMouseTracking(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        for name in names:
            self.addTab(name)

    def set_count(self, tab: int, count: int) -> None:
        """Show a number; 0 shows none."""
        text = f"{count:,}" if count else ""
        if self._counts[tab] == text:
            return
        widened = len(self._counts[tab]) != len(text)
        self._counts[tab] = text
        self.setAccessibleTabName(tab, f"{self.tabText(tab)} {text}".strip())
        if widened:
            self._fit()
        self.update()

    def count_text(self, tab: int) -> str:
        """The number shown behind a tab's name."""
        return self._counts[tab]

    def _fit(self) -> None:
        """Give the gaps what the names leave, and have the tab bar measure its tabs again."""
        spare = (self.width() - self._names_px()) // max(1, self.count())
        self._gap_px = max(_NARROWEST_GAP_PX, min(self._widest_gap_px, spare))
        if self.count():
            self.setTabText(0, self.tabText(0))
        self.updateGeometry()

    def _names_px(self) -> int:
        return sum(self._name_px(tab) for tab in range(self.count()))

    def _name_px(self, tab: int) -> int:
        width = QFontMetricsF(_font(True)).horizontalAdvance(self.tabText(tab)) + 2 * _SIDE_PX
        number = self._counts[tab] if tab < len(self._counts) else ""
        if number:
            width += _NUMBER_GAP_PX + QFontMetricsF(_number_font()).horizontalAdvance("0") * len(number)
        return int(width) + 1

    # ---------------------------------------------------------------------------------------------- Qt

    def sizeHint(self) -> QSize:
        return QSize(self._names_px() + self.count() * self._widest_gap_px, _HEIGHT_PX)

    def minimumSizeHint(self) -> QSize:
        return QSize(self._names_px() + self.count() * _NARROWEST_GAP_PX, _HEIGHT_PX)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._fit()

    def tabSizeHint(self, index: int) -> QSize:
        return QSize(self._name_px(index) + self._gap_px, _HEIGHT_PX)

    def minimumTabSizeHint(self, index: int) -> QSize:
        return self.tabSizeHint(index)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        tokens = theme.current()
        for tab in range(self.count()):
            place = self.tabRect(tab)
            opened = tab == self.currentIndex()
            box = QRectF(place).adjusted(_SIDE_PX, 0, -self._gap_px - _SIDE_PX, 0)
            under = place.contains(self.mapFromGlobal(self.cursor().pos())) and self.underMouse()
            painter.setFont(_font(opened))
            painter.setPen(tokens.color("text" if opened or under else "secondary"))
            painter.drawText(box, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, self.tabText(tab))
            if self._counts[tab]:
                painter.setFont(_number_font())
                painter.setPen(tokens.color("faint"))
                painter.drawText(box, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, self._counts[tab])
            if opened:
                width = place.width() - self._gap_px
                line = QRect(place.left(), place.bottom() - 1, width, 2)
                painter.fillRect(line, tokens.color("accent"))
                if self.hasFocus():
                    painter.setPen(tokens.color("accent"))
                    painter.drawRoundedRect(QRect(place.left(), place.top() + 5, width - 1, place.height() - 11), 5, 5)
        painter.end()


def _font(opened: bool) -> QFont:
    return theme.font("body", weight=QFont.Weight.DemiBold if opened else QFont.Weight.Medium)


def _number_font() -> QFont:
    return theme.font("body", tabular=True)
