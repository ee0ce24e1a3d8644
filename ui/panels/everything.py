"""Every observation as a line of a table, read page by page."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QByteArray, QModelIndex, QPersistentModelIndex, QRect, QRectF, QSettings, QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QPainter, QShowEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from inspector import datatypes
from inspector.readings import Row
from inspector.records import Phase
from ui import theme
from ui.models import rows
from ui.models.receipts import JsonRole
from ui.models.rows import Page, RowReader, RowRole, RowsModel
from ui.widgets import copying
from ui.widgets.chip import chip_size, paint_chip
from ui.widgets.elided import paint_elided

_ROW_PX = 32
_SCROLL_BAR_PX = 14
_WIDTHS_PX = {
    rows.TIME: 76,
    rows.KIND: 88,
    rows.WHAT: 150,
    rows.RECIPIENT: 118,
    rows.COUNTRY: 84,
    rows.SERVER: 84,
    rows.SENDER: 84,
    rows.TYPES: 148,
    rows.SIZE: 64,
    rows.PHASE: 110,
}
CLEAR_HEADERS = (
    "QHeaderView, QHeaderView::section { background: transparent; }"
    "QAbstractScrollArea::corner { background: transparent; border: none; }"
)
"""So that a header does not paint over the round corners of the panel it stands in."""
_WIDTHS_KEY = "everything/columns"

_Index = QModelIndex | QPersistentModelIndex


class EverythingPanel(QWidget):
    """The table. New rows come at the end and move nothing, unless the end was in sight: then it stays in sight.

    Signals:
        row_chosen(observation id).
    """

    row_chosen = Signal(int)

    def __init__(self, reader: RowReader, settings: QSettings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._settings = settings
        self._model = RowsModel(reader, self)
        self.view = QTableView(self)
        self._dress()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, theme.SPACE_16)
        frame = QFrame(self)
        frame.setProperty("role", "panel")
        inner = QVBoxLayout(frame)
        inner.setContentsMargins(1, 1, 1, 6)
        inner.addWidget(self.view)
        column.addWidget(frame)
        self.view.selectionModel().currentRowChanged.connect(self._on_current_changed)

    def rows_model(self) -> RowsModel:
        """The rows."""
        return self._model

    def set_page(self, page: Page) -> None:
        """Show what a filter lets through, beginning with its first page."""
        self._model.set_page(page)
        self.view.scrollToTop()

    def set_phases(self, phases: Sequence[Phase]) -> None:
        """Names for the phase column."""
        self._model.set_phases(phases)

    def advance(self) -> None:
        """Take what came since."""
        bar = self.view.verticalScrollBar()
        at_end = bar.maximum() > 0 and bar.value() == bar.maximum() and not self.view.currentIndex().isValid()
        first = self.view.rowAt(0)
        last = self.view.rowAt(self.view.viewport().height() - 1)
        self._model.advance(max(0, first), last if last >= 0 else self._model.rowCount() - 1)
        if at_end:
            self.view.scrollToBottom()

    def _dress(self) -> None:
        view = self.view
        view.setModel(self._model)
        view.setItemDelegate(_RowDelegate(view))
        view.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        view.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        view.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        view.setShowGrid(False)
        view.setWordWrap(False)
        view.setFrameShape(QFrame.Shape.NoFrame)
        view.setProperty("role", "bare")
        view.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        view.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        view.setTabKeyNavigation(False)
        view.setStyleSheet(CLEAR_HEADERS)
        view.setAccessibleName(self.tr("Everything that was seen"))
        view.verticalHeader().hide()
        view.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        view.verticalHeader().setDefaultSectionSize(_ROW_PX)
        header = view.horizontalHeader()
        header.setHighlightSections(False)
        header.setSectionsMovable(True)
        header.setStretchLastSection(True)
        header.setMinimumSectionSize(48)
        remembered = self._settings.value(_WIDTHS_KEY)
        self._fitted = isinstance(remembered, QByteArray) and header.restoreState(remembered)
        if not self._fitted:
            for column, width in _WIDTHS_PX.items():
                header.resizeSection(column, width)
        header.sectionResized.connect(self._remember)
        header.sectionMoved.connect(self._remember)
        copying.install(view, JsonRole)

    def _remember(self) -> None:
        """Keep what the tester did to the columns, not what the first fitting does."""
        if self._fitted:
            self._settings.setValue(_WIDTHS_KEY, self.view.horizontalHeader().saveState())

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if not self._fitted:
            others = sum(width for column, width in _WIDTHS_PX.items() if column != rows.WHAT)
            room = self.width() - others - _SCROLL_BAR_PX
            self.view.horizontalHeader().resizeSection(rows.WHAT, max(_WIDTHS_PX[rows.WHAT], room))
            self._fitted = True

    def _on_current_changed(self, current: QModelIndex) -> None:
        if current.isValid():
            self.row_chosen.emit(self._model.row(current.row()).id)


class _RowDelegate(QStyledItemDelegate):
    """Plain text, chips for data types, the host of what was sent in the monospaced face."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        place: QRect = option.rect
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        tokens = theme.current()
        row: Row = index.data(RowRole)
        painter.save()
        if selected:
            painter.fillRect(place, tokens.color("accent_tint"))
        painter.fillRect(QRectF(place.left(), place.bottom(), place.width() + 1, 1), tokens.color("line"))
        inner = QRectF(place).adjusted(12, 0, -8 if index.column() != rows.SIZE else -12, -1)
        if index.column() == rows.TYPES:
            _paint_chips(painter, inner, row)
        else:
            self._paint_text(painter, inner, index, row)
        painter.restore()

    def _paint_text(self, painter: QPainter, inner: QRectF, index: _Index, row: Row) -> None:
        tokens = theme.current()
        column, text = index.column(), str(index.data(Qt.ItemDataRole.DisplayRole) or "")
        numeric = column in (rows.TIME, rows.SIZE)
        mono = column == rows.WHAT and row.kind in ("request", "message", "connection", "crypto", "device_read")
        painter.setFont(theme.font("mono") if mono else theme.font("secondary", tabular=numeric))
        color = "text" if column in (rows.WHAT, rows.RECIPIENT) else "secondary"
        if column == rows.PHASE and row.phase == "before_consent":
            color = "warning"
        painter.setPen(tokens.color(color))
        align = Qt.AlignmentFlag.AlignRight if numeric else Qt.AlignmentFlag.AlignLeft
        mode = Qt.TextElideMode.ElideMiddle if mono else Qt.TextElideMode.ElideRight
        paint_elided(painter, inner, text, align=align, mode=mode)

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        if index.column() == rows.TYPES:
            row: Row = index.data(RowRole)
            return QSize(sum(chip_size(datatypes.name_of(kind)).width() + 4 for kind in row.types) + 24, _ROW_PX)
        text = str(index.data(Qt.ItemDataRole.DisplayRole) or "")
        return QSize(int(QFontMetricsF(theme.font("mono")).horizontalAdvance(text)) + 28, _ROW_PX)


def _paint_chips(painter: QPainter, inner: QRectF, row: Row) -> None:
    """As many chips as fit, then how many more there are."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    kinds = sorted(row.types, key=datatypes.order_of)
    left = inner.left()
    for number, kind in enumerate(kinds):
        name = datatypes.name_of(kind)
        width = chip_size(name).width()
        more = len(kinds) - number
        room = inner.right() - left - (28 if more > 1 else 0)
        if width > room and (number or room < 48):
            painter.setFont(theme.font("secondary"))
            painter.setPen(theme.current().color("secondary"))
            place = QRectF(left + 2, inner.top(), 40, inner.height())
            painter.drawText(place, Qt.AlignmentFlag.AlignVCenter, f"+{more}")
            return
        place = QRectF(left, inner.top(), min(width, room), inner.height())
        paint_chip(painter, place, name, datatypes.family_of(kind), True)
        left += min(width, room) + 4
