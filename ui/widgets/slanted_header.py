"""A table header whose names are chips leaning to the right, so that narrow columns can have long names."""

from __future__ import annotations

import math

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHeaderView, QToolTip, QWidget

from ui import theme
from ui.widgets.chip import chip_size, paint_chip

_ANGLE = math.radians(50)
_FOOT_PX = 10
_HIGHEST_PX = 190

_Index = QModelIndex | QPersistentModelIndex


class SlantedHeader(QHeaderView):
    """`family_role` is the role under which the model says a column's data family."""

    def __init__(self, family_role: int, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._family_role = family_role
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setMouseTracking(True)
        self.setMinimumSectionSize(24)

    def overhang_px(self) -> int:
        """How far the last name reaches beyond the last column."""
        last = self.count() - 1
        if last < 0:
            return 0
        reach = self._chip_px(last) * math.cos(_ANGLE) + theme.CHIP_HEIGHT * math.sin(_ANGLE)
        return max(0, math.ceil(reach - self.sectionSize(last) / 2))

    def _chip_px(self, section: int) -> int:
        return chip_size(str(self.model().headerData(section, Qt.Orientation.Horizontal) or "")).width()

    # ---------------------------------------------------------------------------------------------- Qt

    def sizeHint(self) -> QSize:
        widest = max((self._chip_px(section) for section in range(self.count())), default=40)
        height = widest * math.sin(_ANGLE) + theme.CHIP_HEIGHT * math.cos(_ANGLE) + 2 * _FOOT_PX
        return QSize(super().sizeHint().width(), min(_HIGHEST_PX, math.ceil(height)))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        tokens = theme.current()
        for section in range(self.count()):
            left, width = self.sectionViewportPosition(section), self.sectionSize(section)
            text = str(self.model().headerData(section, Qt.Orientation.Horizontal) or "")
            family = str(self.model().headerData(section, Qt.Orientation.Horizontal, self._family_role) or "")
            painter.save()
            painter.translate(left + width / 2 - 4, self.viewport().height() - _FOOT_PX - 2)
            painter.rotate(-math.degrees(_ANGLE))
            paint_chip(painter, QPointF(0, -theme.CHIP_HEIGHT / 2), text, family, True)
            painter.restore()
        painter.fillRect(QRectF(0, self.viewport().height() - 1, self.viewport().width(), 1), tokens.color("line"))
        painter.end()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        section = self.logicalIndexAt(event.position().toPoint())
        if section >= 0:
            QToolTip.showText(
                event.globalPosition().toPoint(), str(self.model().headerData(section, Qt.Orientation.Horizontal)), self
            )
