"""Small bars over time, split by a dashed line."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QLineF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

_LOWEST_PX = 3.0
_GAP_SHARE = 0.4
_WIDEST_PX = 5.0


def paint_bars(
    painter: QPainter,
    place: QRectF,
    bars: Sequence[tuple[QColor, float]],
    split: float | None,
    line: QColor,
    ground: QColor,
) -> None:
    """Paint one bar an amount, the highest as high as the place; nothing for zero, at least 3 px for anything else.

    `split` is the place of the dashed line as a share of the width (0 to 1), None for no line.
    `ground` is the colour of the base line.
    """
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.fillRect(QRectF(place.left(), place.bottom() - 1, place.width(), 1), ground)
    highest = max((amount for _, amount in bars), default=0.0)
    step = place.width() / max(1, len(bars))
    width = max(2.0, min(_WIDEST_PX, step * (1 - _GAP_SHARE)))
    for number, (color, amount) in enumerate(bars):
        if amount > 0:
            # The square root keeps a single large upload from flattening everything else to nothing.
            height = max(_LOWEST_PX, (place.height() - 1) * (amount / highest) ** 0.5)
            left = place.left() + number * step + (step - width) / 2
            top = round(place.bottom() - 1 - height)
            painter.fillRect(QRectF(round(left), top, round(width), round(height)), color)
    if split is not None:
        pen = QPen(line, 1.0, Qt.PenStyle.CustomDashLine)
        pen.setDashPattern([2, 2])
        painter.setPen(pen)
        x = round(place.left() + split * place.width()) + 0.5
        painter.drawLine(QLineF(x, place.top(), x, place.bottom()))
    painter.restore()
