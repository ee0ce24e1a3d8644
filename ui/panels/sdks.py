"""The SDKs in the app, silent ones too."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFont, QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHeaderView,
    QSizePolicy,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from inspector.readings import RecipientReceipts
from inspector.records import SdkPresence
from ui import theme
from ui.models import sdks as model_of_sdks
from ui.models.receipts import JsonRole
from ui.models.sdks import SdkRole, SdksModel
from ui.panels.everything import CLEAR_HEADERS
from ui.widgets import copying
from ui.widgets.elided import paint_elided
from ui.widgets.sentence import Sentence
from ui.widgets.tile import paint_tile

_ROW_PX = 48
_TILE_PX = 28
_SHARES = {
    model_of_sdks.NAME: 0.24,
    model_of_sdks.COMPANY: 0.18,
    model_of_sdks.STARTED: 0.12,
    model_of_sdks.CALLS: 0.1,
    model_of_sdks.SENT_BY: 0.18,
}

_Index = QModelIndex | QPersistentModelIndex


class SdksPanel(QWidget):
    """A table; an SDK's row leads to everything its code did.

    Signals:
        sdk_chosen(product id).
    """

    sdk_chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = SdksModel(self)
        self.view = _SdksView(self._model, self)
        self.view.activated.connect(self._on_activated)
        self.view.clicked.connect(self._on_activated)
        self._frame = QFrame(self)
        self._frame.setProperty("role", "panel")
        inner = QVBoxLayout(self._frame)
        inner.setContentsMargins(1, 1, 1, 6)
        inner.addWidget(self.view)
        self._none = Sentence(role="dim", parent=self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, theme.SPACE_16)
        column.setSpacing(theme.SPACE_12)
        column.addWidget(self._frame)
        column.addWidget(self._none)
        column.addStretch(1)
        self.set_sdks((), (), ())

    def sdks_model(self) -> SdksModel:
        """The rows."""
        return self._model

    def sentence(self) -> str:
        """The sentence below the table, or in its place."""
        return self._none.sentence()

    def set_sdks(
        self,
        sdks: Sequence[SdkPresence],
        senders: Sequence[Mapping[str, Any]],
        recipients: Sequence[RecipientReceipts],
    ) -> None:
        """Take a new reading."""
        self._model.set_sdks(sdks, senders, recipients)
        self._frame.setVisible(bool(sdks))
        self.view.updateGeometry()
        self._none.set_sentence(
            self.tr("An SDK is known by its marker class in the app. Code this tool does not know is not listed.")
            if sdks
            else self.tr("No known SDK was found in the app so far. Code this tool does not know is not listed.")
        )

    def _on_activated(self, index: QModelIndex) -> None:
        self.sdk_chosen.emit(self._model.sdk(index.row()).product)


class _SdksView(QTableView):
    def __init__(self, model: SdksModel, parent: QWidget) -> None:
        super().__init__(parent)
        self.setModel(model)
        self.setItemDelegate(_SdkDelegate(self))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setShowGrid(False)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setProperty("role", "bare")
        self.setTabKeyNavigation(False)
        self.setStyleSheet(CLEAR_HEADERS)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setAccessibleName(self.tr("SDKs in the app"))
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setDefaultSectionSize(_ROW_PX)
        self.horizontalHeader().setHighlightSections(False)
        self.horizontalHeader().setStretchLastSection(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Maximum)
        copying.install(self, JsonRole)

    def sizeHint(self) -> QSize:
        header_px = self.horizontalHeader().sizeHint().height()
        return QSize(400, header_px + self.model().rowCount() * _ROW_PX + 14)

    def minimumSizeHint(self) -> QSize:
        return QSize(240, min(self.sizeHint().height(), 160))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            for column, share in _SHARES.items():
                self.horizontalHeader().resizeSection(column, max(84, int(self.viewport().width() * share)))


class _SdkDelegate(QStyledItemDelegate):
    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        return QSize(100, _ROW_PX)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        place: QRect = option.rect
        tokens, column = theme.current(), index.column()
        sdk: SdkPresence = index.data(SdkRole)
        painter.save()
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(place, tokens.color("accent_tint"))
        painter.fillRect(QRectF(place.left(), place.bottom(), place.width() + 1, 1), tokens.color("line"))
        inner = QRectF(place).adjusted(12, 0, -8, -1)
        text = str(index.data(Qt.ItemDataRole.DisplayRole) or "")
        quiet = text in ("nothing seen", "none", "not started")
        if column == model_of_sdks.NAME:
            tile = QRectF(place.left() + 12, place.center().y() - _TILE_PX / 2, _TILE_PX, _TILE_PX)
            paint_tile(painter, tile, sdk.name, sdk.company)
            inner.setLeft(tile.right() + 12)
            painter.setFont(theme.font("body", weight=QFont.Weight.DemiBold))
        else:
            painter.setFont(theme.font("secondary", tabular=True))
        painter.setPen(tokens.color("text" if column == model_of_sdks.NAME else "faint" if quiet else "secondary"))
        paint_elided(painter, inner, text)
        painter.restore()
