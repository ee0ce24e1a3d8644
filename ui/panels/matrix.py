"""Recipients × data types: a number a cell, split at consent; an empty cell says what it means below."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPaintEvent, QPen, QResizeEvent
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
from ui import theme
from ui.models.matrix import Cell, CellRole, FamilyRole, MatrixModel
from ui.models.receipts import JsonRole, where_text
from ui.widgets import copying
from ui.widgets.elided import paint_elided
from ui.widgets.sentence import Sentence
from ui.widgets.slanted_header import SlantedHeader
from ui.widgets.tile import paint_tile

_ROW_PX = 56
_CELL_HEIGHT_PX = 40
_NARROWEST_PX, _WIDEST_PX = 38, 60
_NAMES_PX = (150, 240)
_TILE_PX = 30

_Index = QModelIndex | QPersistentModelIndex


class MatrixPanel(QWidget):
    """The matrix in a panel, and the sentence that says how to read it.

    Signals:
        chosen(company, data type): a cell was gone to, empty or not.
    """

    chosen = Signal(str, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = MatrixModel(self)
        self.view = _MatrixView(self._model, self)
        self.view.gone_to.connect(self._on_gone_to)
        self._frame = QFrame(self)
        self._frame.setProperty("role", "panel")
        inner = QVBoxLayout(self._frame)
        inner.setContentsMargins(1, 1, 1, 8)
        inner.addWidget(self.view)
        self._meaning = Sentence(role="dim", parent=self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, theme.SPACE_16)
        column.setSpacing(theme.SPACE_12)
        column.addWidget(self._frame)
        column.addWidget(self._meaning)
        column.addStretch(1)
        self.set_readable("")

    def matrix_model(self) -> MatrixModel:
        """The cells."""
        return self._model

    def set_recipients(self, recipients: Sequence[RecipientReceipts]) -> None:
        """Take a new reading; the current cell stays the current cell."""
        self._model.set_recipients(recipients)
        self.view.fit()

    def set_readable(self, share: str) -> None:
        """`share` is the readable part of the sent bytes as text ("98.7 %"); "" while nothing was sent."""
        read = self.tr(" ({0} of the sent bytes)").format(share) if share else ""
        self._meaning.set_sentence(
            self.tr(
                "A number is how many requests carried it. Select a cell for the requests themselves. "
                "An empty cell means: not found in what could be read{0}."
            ).format(read)
        )

    def meaning(self) -> str:
        """The sentence below."""
        return self._meaning.sentence()

    def select(self, company: str, data_type: str) -> None:
        """Go to a cell, without saying so."""
        index = self._model.index_of(company, data_type)
        if index.isValid() and index != self.view.currentIndex():
            self.view.blockSignals(True)
            self.view.setCurrentIndex(index)
            self.view.blockSignals(False)

    def _on_gone_to(self, row: int, column: int) -> None:
        self.chosen.emit(self._model.recipient(row).id, self._model.type_at(column))


class _MatrixView(QTableView):
    """As high as its rows, as far as there is room; columns as wide as there is room."""

    gone_to = Signal(int, int)

    def __init__(self, model: MatrixModel, parent: QWidget) -> None:
        super().__init__(parent)
        self._legend = _Legend(self)
        self.setHorizontalHeader(SlantedHeader(FamilyRole, self))
        self.setVerticalHeader(_Names(self))
        self.setModel(model)
        self.setItemDelegate(_CellDelegate(self))
        self.setShowGrid(False)
        self.setProperty("role", "bare")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setCornerButtonEnabled(False)
        self.setStyleSheet("QTableCornerButton::section, QHeaderView { background: transparent; border: none; }")
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)  # the current cell is the selection
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Maximum)
        self.setAccessibleName(self.tr("Matrix of recipients and data types"))
        self.setTabKeyNavigation(False)
        self.clicked.connect(lambda index: self.gone_to.emit(index.row(), index.column()))
        self.activated.connect(lambda index: self.gone_to.emit(index.row(), index.column()))
        self._legend.raise_()
        copying.install(self, JsonRole)

    def fit(self) -> None:
        """Give the columns the room there is."""
        header = self.horizontalHeader()
        assert isinstance(header, SlantedHeader)
        count = max(1, self.model().columnCount())
        room = self.width() - self.verticalHeader().sizeHint().width() - 12
        overhang = header.overhang_px() + header.defaultSectionSize() // 2
        width = max(_NARROWEST_PX, min(_WIDEST_PX, (room - overhang) // count))
        header.setDefaultSectionSize(width)
        for section in range(header.count()):
            header.resizeSection(section, width)
        self.verticalHeader().setDefaultSectionSize(_ROW_PX)
        self.updateGeometry()
        self.updateGeometries()

    # ---------------------------------------------------------------------------------------------- Qt

    def sizeHint(self) -> QSize:
        bar = self.horizontalScrollBar()
        scroll_px = bar.sizeHint().height() if bar.maximum() > 0 else 0
        rows = self.model().rowCount() * _ROW_PX
        return QSize(400, self.horizontalHeader().sizeHint().height() + rows + scroll_px + 2)

    def minimumSizeHint(self) -> QSize:
        return QSize(240, min(self.sizeHint().height(), self.horizontalHeader().sizeHint().height() + 2 * _ROW_PX))

    def currentChanged(self, current: _Index, previous: _Index) -> None:
        super().currentChanged(current, previous)
        if current.isValid() and self.hasFocus():
            self.gone_to.emit(current.row(), current.column())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        for row in range(self.model().rowCount()):
            bottom = self.rowViewportPosition(row) + self.rowHeight(row) - 1
            painter.fillRect(QRect(0, bottom, self.viewport().width(), 1), theme.current().color("line"))
        painter.end()
        super().paintEvent(event)

    def updateGeometries(self) -> None:
        super().updateGeometries()
        header = self.horizontalHeader()
        self._legend.setGeometry(QRect(0, 0, self.verticalHeader().width(), header.height()))
        bar = self.horizontalScrollBar()
        if isinstance(header, SlantedHeader):
            # The last name leans over the edge: let it be scrolled into sight.
            beyond = header.length() + header.overhang_px() - self.viewport().width()
            bar.setMaximum(max(0, beyond))
            bar.setPageStep(self.viewport().width())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.fit()


class _Names(QHeaderView):
    """The recipients at the left: tile, name, where."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Vertical, parent)
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setDefaultSectionSize(_ROW_PX)

    def sizeHint(self) -> QSize:
        metrics = QFontMetricsF(theme.font("body", weight=QFont.Weight.DemiBold))
        texts = (str(self.model().headerData(row, Qt.Orientation.Vertical) or "") for row in range(self.count()))
        widest = max((metrics.horizontalAdvance(text) for text in texts), default=0.0)
        return QSize(int(min(_NAMES_PX[1], max(_NAMES_PX[0], widest + 16 + _TILE_PX + 12 + 8))), 100)

    def paintSection(self, painter: QPainter, rect: QRect, logicalIndex: int) -> None:
        model = self.model()
        assert isinstance(model, MatrixModel)
        recipient = model.recipient(logicalIndex)
        tokens = theme.current()
        painter.save()
        tile = QRectF(16, rect.center().y() - _TILE_PX / 2 + 0.5, _TILE_PX, _TILE_PX)
        paint_tile(painter, tile, recipient.name, "first" if recipient.party == "first" else recipient.id)
        left = tile.right() + 12
        painter.setFont(theme.font("body", weight=QFont.Weight.DemiBold))
        painter.setPen(tokens.color("text"))
        words = QRectF(left, rect.center().y() - 18, rect.right() - left - 2, 18)
        paint_elided(painter, words, recipient.name)
        painter.setFont(theme.font("secondary"))
        painter.setPen(tokens.color("secondary"))
        what, where = where_text(recipient)
        paint_elided(painter, words.translated(0, 18), what if recipient.party == "first" else where or what)
        painter.fillRect(QRectF(rect.left(), rect.bottom(), rect.width() + 1, 1), tokens.color("line"))
        painter.restore()


class _CellDelegate(QStyledItemDelegate):
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        place: QRect = option.rect
        state = option.state
        view = self.parent()
        current = isinstance(view, QTableView) and view.currentIndex() == index
        hovered = bool(state & QStyle.StateFlag.State_MouseOver)
        cell: Cell | None = index.data(CellRole)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        tokens = theme.current()
        top = place.top() + (place.height() - 1 - _CELL_HEIGHT_PX) / 2
        side = 4 if place.width() >= 48 else 2
        box = QRectF(place.left() + side, top, place.width() - 2 * side, _CELL_HEIGHT_PX)
        if cell is None:
            painter.setPen(tokens.color("faint"))
            painter.setFont(theme.font("body"))
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, "·")
        else:
            _paint_cell(painter, box, cell, hovered)
        if current:
            painter.setPen(QPen(tokens.color("accent"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(box, 8, 8)
        painter.restore()


class _Legend(QWidget):
    """What the colours and the dashes of a cell mean, in the corner that a matrix leaves free."""

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        tokens = theme.current()
        painter.setFont(theme.font("secondary"))
        lines = (("before", self.tr("before consent")), ("after", self.tr("after consent")), ("", self.tr("likely")))
        for number, (tone, text) in enumerate(lines):
            top = self.height() - 12 - (len(lines) - number) * 20
            mark = QRectF(17, top + 3.5, 13, 13)
            if tone:
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(tokens.color(tone))
                painter.drawRoundedRect(QRectF(17, top + 8, 13, 4), 2, 2)
            else:
                painter.setPen(_dashed(tokens))
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.drawRoundedRect(mark, 3, 3)
            painter.setPen(tokens.color("secondary"))
            place = QRect(QPoint(38, int(top)), QSize(self.width() - 42, 20))
            painter.drawText(place, Qt.AlignmentFlag.AlignVCenter, text)
        painter.fillRect(QRectF(0, self.height() - 1, self.width(), 1), tokens.color("line"))
        painter.end()


def _paint_cell(painter: QPainter, box: QRectF, cell: Cell, hovered: bool) -> None:
    tokens = theme.current()
    if cell.certainty == "certain":
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(tokens.color("line" if hovered else "hover"))
        painter.drawRoundedRect(box, 8, 8)
    else:
        painter.setPen(_dashed(tokens))
        painter.setBrush(tokens.color("hover") if hovered else Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 8, 8)
    painter.setPen(tokens.color("text"))
    painter.setFont(theme.font("body", weight=QFont.Weight.DemiBold, tabular=True))
    painter.drawText(box.adjusted(0, 0, 0, -5), Qt.AlignmentFlag.AlignCenter, f"{cell.count:,}")
    bar = QRectF(box.left() + 7, box.bottom() - 9, box.width() - 14, 4)
    before_px = bar.width() * cell.before / max(1, cell.count)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(tokens.color("after"))
    painter.drawRoundedRect(bar, 2, 2)
    if before_px:
        painter.setBrush(tokens.color("before"))
        painter.save()
        painter.setClipRect(QRectF(bar.left(), bar.top(), before_px, bar.height()))
        painter.drawRoundedRect(bar, 2, 2)
        painter.restore()


def _dashed(tokens: theme.Tokens) -> QPen:
    pen = QPen(tokens.color("faint"), 1.0, Qt.PenStyle.CustomDashLine)
    pen.setDashPattern([3, 2])
    return pen
