"""A few words in different fonts and colours, wrapped to a width, for delegates that paint text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF
from PySide6.QtGui import QBrush, QColor, QFont, QPainter, QTextCharFormat, QTextLayout, QTextOption


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of text; `ground` is painted behind it."""

    text: str
    font: QFont
    color: QColor
    ground: QColor | None = None


class Wrapped:
    """Laid out once for a width; every line is `line_px` high. `natural_px` is what the widest line takes."""

    def __init__(self, spans: Sequence[Span], width_px: float, line_px: int = 19, max_lines: int = 0) -> None:
        text = "".join(span.text for span in spans).replace("\n", "\u2028")
        self._layout = QTextLayout(text, spans[0].font if spans else QFont())
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self._layout.setTextOption(option)
        self._layout.setFormats(_formats(spans))
        self._layout.beginLayout()
        lines, self.natural_px, self.cut = 0, 0.0, False
        while (line := self._layout.createLine()).isValid():
            if max_lines and lines == max_lines:
                self.cut = True
                break
            line.setLineWidth(max(16.0, width_px))
            line.setPosition(QPointF(0, lines * line_px + (line_px - line.height()) / 2))
            self.natural_px = max(self.natural_px, line.naturalTextWidth())
            lines += 1
        self._layout.endLayout()
        self._lines = lines
        self.height_px = max(1, lines) * line_px

    def paint(self, painter: QPainter, left: float, top: float) -> None:
        """Paint with the top left corner there."""
        for number in range(self._lines):
            self._layout.lineAt(number).draw(painter, QPointF(left, top))


def _formats(spans: Sequence[Span]) -> list[QTextLayout.FormatRange]:
    ranges, at = [], 0
    for span in spans:
        part = QTextLayout.FormatRange()
        look = QTextCharFormat()
        look.setFont(span.font)
        look.setForeground(QBrush(span.color))
        if span.ground is not None:
            look.setBackground(QBrush(span.ground))
        part.start, part.length, part.format = at, len(span.text), look
        ranges.append(part)
        at += len(span.text)
    return ranges
