"""A chip: a data type in its family's colour; filled where it is certain, dashed where it is likely."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui import theme

_SIDE_PX = 8
_GAP_PX = 6


def chip_size(text: str, count: str = "") -> QSize:
    """The size in px of a chip that says `text`, and `count` after it."""
    metrics = QFontMetricsF(_font())
    width = metrics.horizontalAdvance(text) + 2 * _SIDE_PX
    if count:
        width += _GAP_PX + metrics.horizontalAdvance(count)
    return QSize(int(width) + 1, theme.CHIP_HEIGHT)


def paint_chip(
    painter: QPainter,
    where: QPoint | QPointF | QRect | QRectF,
    text: str,
    family: str,
    certain: bool,
    count: str = "",
) -> QRectF:
    """Paint a chip with its top left corner at a point, or in a rectangle (elided to its width); returns its place.

    A rectangle higher than a chip has it centred vertically.
    """
    place = _place(where, text, count)
    ink, tint = theme.current().family(family)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    radius = place.height() / 2
    if certain:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(tint)
        painter.drawRoundedRect(place, radius, radius)
    else:
        pen = QPen(ink, 1.0, Qt.PenStyle.CustomDashLine)
        pen.setDashPattern([3, 2])
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(place.adjusted(0.5, 0.5, -0.5, -0.5), radius - 0.5, radius - 0.5)
    _paint_words(painter, place, text, count, ink)
    painter.restore()
    return place


class Chip(QWidget):
    """A chip as a widget, for the few places that are not a list."""

    def __init__(
        self, text: str, family: str, *, certain: bool = True, count: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._text, self._family, self._certain, self._count = text, family, certain, count
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(f"{text} {count}".strip() + ("" if certain else self.tr(", likely")))

    def set_count(self, count: str) -> None:
        """Change the number behind the text."""
        if count != self._count:
            self._count = count
            self.updateGeometry()
            self.update()

    def sizeHint(self) -> QSize:
        return chip_size(self._text, self._count)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        paint_chip(painter, QRectF(self.rect()), self._text, self._family, self._certain, self._count)
        painter.end()


# ------------------------------------------------------------------------------------------------ private


def _font() -> QFont:
    return theme.font("secondary", weight=QFont.Weight.Medium)


def _place(where: QPoint | QPointF | QRect | QRectF, text: str, count: str) -> QRectF:
    size = chip_size(text, count)
    if isinstance(where, (QPoint, QPointF)):
        return QRectF(where.x(), where.y(), size.width(), size.height())
    box = QRectF(where)
    top = box.top() + max(0.0, (box.height() - size.height()) / 2)
    return QRectF(box.left(), top, min(box.width(), size.width()), min(box.height(), size.height()))


def _paint_words(painter: QPainter, place: QRectF, text: str, count: str, ink: QColor) -> None:
    font = _font()
    metrics = QFontMetricsF(font)
    painter.setFont(font)
    painter.setPen(ink)
    inner = place.adjusted(_SIDE_PX, 0, -_SIDE_PX, 0)
    count_width = metrics.horizontalAdvance(count) + _GAP_PX if count else 0.0
    shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, inner.width() - count_width + 1)
    painter.drawText(inner, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, shown)
    if count:
        painter.setOpacity(0.8)
        painter.drawText(inner, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, count)
        painter.setOpacity(1.0)
