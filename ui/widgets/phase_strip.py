"""The session's stretches in one line: a name and a time each, over a bar of its share."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QHelpEvent, QPainter, QPainterPath, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from ui import theme

_BAR_PX = 6
_GAP_PX = 2
_TEXT_PX = 18
_NARROWEST_PX = 44


@dataclass(frozen=True, slots=True)
class Stretch:
    """`time_text` is how long it lasted, `tone` the name of a colour token."""

    name: str
    time_text: str
    duration_ms: float
    tone: str


class PhaseStrip(QWidget):
    """Widths follow durations as far as every name stays readable."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._stretches: tuple[Stretch, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setMinimumWidth(120)
        self.setMaximumWidth(460)

    def set_stretches(self, stretches: Sequence[Stretch]) -> None:
        """Show these, in order."""
        if tuple(stretches) != self._stretches:
            self._stretches = tuple(stretches)
            spoken = ", ".join(f"{stretch.name} {stretch.time_text}" for stretch in self._stretches)
            self.setAccessibleName(self.tr("Phases: {0}").format(spoken))
            self.updateGeometry()
            self.update()

    def places(self) -> list[QRectF]:
        """Where each stretch lies, text and bar together."""
        if not self._stretches:
            return []
        free = self.width() - _GAP_PX * (len(self._stretches) - 1)
        total = sum(stretch.duration_ms for stretch in self._stretches) or 1.0
        wanted = [self._wanted_px(number) for number in range(len(self._stretches))]
        scale = min(1.0, free / max(1.0, sum(wanted)))
        least = [max(_NARROWEST_PX if scale < 1 else 0.0, width * scale) for width in wanted]
        over = max(1.0, sum(least) / free) if free > 0 else 1.0
        least = [width / over for width in least]
        spare = max(0.0, free - sum(least))
        places, left = [], 0.0
        for stretch, narrow in zip(self._stretches, least, strict=True):
            width = narrow + spare * stretch.duration_ms / total
            places.append(QRectF(left, (self.height() - _TEXT_PX - _BAR_PX - 1) / 2, width, _TEXT_PX + _BAR_PX + 1))
            left += width + _GAP_PX
        return places

    def _wanted_px(self, number: int) -> float:
        stretch = self._stretches[number]
        name = QFontMetricsF(_name_font()).horizontalAdvance(stretch.name)
        time = QFontMetricsF(_time_font()).horizontalAdvance(stretch.time_text)
        return name + time + (theme.SPACE_12 if number == 0 else theme.SPACE_20)

    # ---------------------------------------------------------------------------------------------- Qt

    def sizeHint(self) -> QSize:
        wanted = sum(self._wanted_px(number) for number in range(len(self._stretches)))
        return QSize(max(240, min(460, int(wanted * 1.3))), 40)

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            for stretch, place in zip(self._stretches, self.places(), strict=True):
                if place.left() <= event.pos().x() <= place.right():
                    QToolTip.showText(event.globalPos(), f"{stretch.name}, {stretch.time_text}", self)
            return True
        return super().event(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        tokens = theme.current()
        outline = QPainterPath()
        places = self.places()
        if places:
            bar_top = places[0].bottom() - _BAR_PX
            outline.addRoundedRect(QRectF(0, bar_top, places[-1].right(), _BAR_PX), _BAR_PX / 2, _BAR_PX / 2)
        for number, (stretch, place) in enumerate(zip(self._stretches, places, strict=True)):
            indent = 0 if number == 0 else theme.SPACE_8
            text = QRectF(place.left() + indent, place.top(), place.width() - indent - 2, _TEXT_PX)
            self._paint_words(painter, stretch, text, last=number == len(places) - 1)
            painter.save()
            painter.setClipPath(outline)
            bar = QRectF(place.left(), place.bottom() - _BAR_PX, place.width(), _BAR_PX)
            painter.fillRect(bar, tokens.color(stretch.tone))
            painter.restore()
        painter.end()

    def _paint_words(self, painter: QPainter, stretch: Stretch, place: QRectF, *, last: bool) -> None:
        tokens = theme.current()
        metrics = QFontMetricsF(_time_font())
        time_px = metrics.horizontalAdvance(stretch.time_text)
        fits = place.width() > time_px + 40
        painter.setFont(_name_font())
        painter.setPen(tokens.color("text"))
        name_px = place.width() - (time_px + 6 if fits else 0)
        name = QFontMetricsF(_name_font()).elidedText(stretch.name, Qt.TextElideMode.ElideRight, name_px + 1)
        painter.drawText(place, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, name)
        if fits:
            painter.setFont(_time_font())
            painter.setPen(tokens.color("faint"))
            painter.drawText(place, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, stretch.time_text)


def _name_font() -> QFont:
    return theme.font("secondary", weight=QFont.Weight.DemiBold)


def _time_font() -> QFont:
    return theme.font("secondary", tabular=True)
