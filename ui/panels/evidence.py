"""What was pinned and pictured, each with its hash."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFont, QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from inspector import wording
from inspector.records import Evidence
from ui import theme
from ui.models.as_json import to_json
from ui.models.receipts import JsonRole
from ui.widgets import copying
from ui.widgets.elided import paint_elided
from ui.widgets.sentence import Sentence

EvidenceRole = int(Qt.ItemDataRole.UserRole) + 51
_KINDS = {"pin": ("pin", "Pinned"), "screenshot": ("camera", "Screen of the phone"), "window": ("camera", "Picture")}
_ROW_PX = 64

_Index = QModelIndex | QPersistentModelIndex


class EvidenceModel(QAbstractListModel):
    """In the order it was kept; it only ever grows. Qt main thread."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._evidence: list[Evidence] = []

    def set_evidence(self, evidence: Sequence[Evidence]) -> None:
        """Take a new reading."""
        standing = len(self._evidence)
        if list(evidence[:standing]) != self._evidence:
            self.beginResetModel()
            self._evidence = list(evidence)
            self.endResetModel()
        elif len(evidence) > standing:
            self.beginInsertRows(QModelIndex(), standing, len(evidence) - 1)
            self._evidence.extend(evidence[standing:])
            self.endInsertRows()

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._evidence)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or index.row() >= len(self._evidence):
            return None
        evidence = self._evidence[index.row()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            kind, note = _KINDS[evidence.kind][1], evidence.note or "no note"
            return f"{wording.clock_text(evidence.at_ms)} {kind}: {note}, SHA-256 {evidence.sha256}"
        if role == EvidenceRole:
            return evidence
        if role == JsonRole:
            return to_json(dataclasses.asdict(evidence))
        return None


class EvidencePanel(QWidget):
    """A list; a pinned observation leads to its proof, a picture is shown.

    Signals:
        row_chosen(observation id), picture_chosen(evidence id).
    """

    row_chosen = Signal(int)
    picture_chosen = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = EvidenceModel(self)
        self.view = QListView(self)
        self.view.setModel(self._model)
        self.view.setItemDelegate(_EvidenceDelegate(self.view))
        self.view.setFrameShape(QFrame.Shape.NoFrame)
        self.view.setProperty("role", "bare")
        self.view.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.view.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.view.setResizeMode(QListView.ResizeMode.Adjust)
        self.view.setAccessibleName(self.tr("Evidence"))
        copying.install(self.view, JsonRole)
        self.view.selectionModel().currentChanged.connect(self._on_current_changed)
        self._none = Sentence(
            self.tr("Nothing is kept as evidence yet. Select a request and pin it, or take a screenshot."),
            role="dim",
            parent=self,
        )
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._none)
        column.addWidget(self.view, 1)
        self.set_evidence(())

    def evidence_model(self) -> EvidenceModel:
        """The rows."""
        return self._model

    def set_evidence(self, evidence: Sequence[Evidence]) -> None:
        """Take a new reading."""
        self._model.set_evidence(evidence)
        self._none.setVisible(not evidence)
        self.view.setVisible(bool(evidence))

    def _on_current_changed(self, current: QModelIndex) -> None:
        evidence: Evidence | None = current.data(EvidenceRole) if current.isValid() else None
        if evidence is None:
            return
        if evidence.observation is not None:
            self.row_chosen.emit(evidence.observation)
        elif evidence.mime:
            self.picture_chosen.emit(evidence.id)


class _EvidenceDelegate(QStyledItemDelegate):
    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        return QSize(160, _ROW_PX + 8)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        place: QRect = option.rect
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        evidence: Evidence = index.data(EvidenceRole)
        tokens = theme.current()
        icon, kind = _KINDS[evidence.kind]
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(place).adjusted(0.5, 0.5, -0.5, -8.5)
        painter.setPen(QPen(tokens.color("accent" if selected else "line"), 1.0))
        painter.setBrush(tokens.color("accent_tint" if selected else "panel"))
        painter.drawRoundedRect(box, theme.RADIUS_PANEL, theme.RADIUS_PANEL)
        ratio = painter.device().devicePixelRatioF()
        painter.drawPixmap(box.topLeft().toPoint() + QPoint(18, 20), theme.pixmap(icon, "secondary", 16, ratio))
        inner = box.adjusted(52, 10, -16, 0)
        painter.setFont(theme.font("body", weight=QFont.Weight.DemiBold))
        painter.setPen(tokens.color("text"))
        paint_elided(painter, QRectF(inner.left(), inner.top(), inner.width() - 90, 22), evidence.note or kind)
        painter.setFont(theme.font("secondary", tabular=True))
        painter.setPen(tokens.color("secondary"))
        time = QRectF(inner.right() - 84, inner.top(), 84, 22)
        paint_elided(painter, time, wording.clock_text(evidence.at_ms), align=Qt.AlignmentFlag.AlignRight)
        painter.setFont(theme.font("mono"))
        line = QRectF(inner.left(), inner.top() + 22, inner.width(), 20)
        paint_elided(painter, line, f"{kind} · sha256 {evidence.sha256}", mode=Qt.TextElideMode.ElideMiddle)
        painter.restore()
