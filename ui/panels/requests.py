"""The requests behind a chip, a sentence or a cell: time, sender, host and path, and the value each carried."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFont, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHBoxLayout,
    QLabel,
    QListView,
    QSizePolicy,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from inspector.readings import Row
from inspector.records import Finding
from ui import theme
from ui.models.receipts import JsonRole
from ui.models.rows import FindingRole, RequestsModel, RowRole, exact_clock
from ui.widgets import copying
from ui.widgets.buttons import button, icon_button
from ui.widgets.card import line
from ui.widgets.elided import ElidedLabel, paint_elided
from ui.widgets.wrapped import Span, Wrapped

_SIDE_PX, _PAD_PX, _GAP_PX = 12, 9, 8
_HIGHEST_PX = 300

_Index = QModelIndex | QPersistentModelIndex


class RequestsPanel(QWidget):
    """A heading, a sentence of how many, the list. Hidden where nothing was chosen.

    Signals:
        row_chosen(observation id), words_asked, closed.
    """

    row_chosen = Signal(int)
    words_asked = Signal()
    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = RequestsModel(self)
        self._subject = ElidedLabel(role="secondary", parent=self)
        self._count = QLabel(self)
        self._count.setProperty("role", "detail")
        self._count.setWordWrap(True)
        self.view = _RequestsView(self._model, self)
        self.view.selectionModel().currentChanged.connect(self._on_current_changed)
        top = QHBoxLayout()
        self.words_button = button(
            self.tr("In words"), self.words_asked.emit, role="link",
            tip=self.tr("The whole sentence, in English, Korean and Chinese"), parent=self,
        )  # fmt: skip
        top.addWidget(self._subject, 1)
        top.addWidget(self.words_button)
        top.addWidget(icon_button("close", self.tr("Close the list of requests"), self.closed.emit, parent=self))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, theme.SPACE_8)
        column.setSpacing(theme.SPACE_8)
        column.addLayout(top)
        column.addWidget(self._count)
        column.addWidget(self.view)
        column.addWidget(line(self))
        self.hide()

    def requests_model(self) -> RequestsModel:
        """The list's rows."""
        return self._model

    def sentence(self) -> str:
        """How many there are, in words."""
        return self._count.text()

    def show_pairs(
        self, subject: str, sentence: str, pairs: Sequence[tuple[Row, Finding | None]], *, in_words: bool
    ) -> None:
        """Show these; the first is selected unless one of them already is. `in_words`: they make a receipt."""
        self.words_button.setVisible(in_words)
        self._subject.setText(subject)
        self._count.setText(sentence)
        self._model.set_pairs(pairs)
        self.view.setVisible(bool(pairs))
        self.view.fit()
        self.show()
        if pairs and not self.view.currentIndex().isValid():
            self.view.setCurrentIndex(self._model.index(0))

    def _on_current_changed(self, current: QModelIndex) -> None:
        row: Row | None = current.data(RowRole) if current.isValid() else None
        if row is not None:
            self.row_chosen.emit(row.id)


class _RequestsView(QListView):
    """As high as what it holds, up to a bound."""

    def __init__(self, model: RequestsModel, parent: QWidget) -> None:
        super().__init__(parent)
        self.setModel(model)
        self.setItemDelegate(_RequestDelegate(self))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setProperty("role", "bare")
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(self.tr("Requests that carried it"))
        copying.install(self, JsonRole)

    def fit(self) -> None:
        """Take the height of the rows, up to the bound (or a third of the window)."""
        bound = min(_HIGHEST_PX, max(96, int(self.window().height() * 0.42) - 190))
        height = 2
        for row in range(self.model().rowCount()):
            height += self.sizeHintForRow(row)
            if height > bound:
                break
        self.setFixedHeight(min(bound, height))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.scheduleDelayedItemsLayout()
            self.fit()


class _RequestDelegate(QStyledItemDelegate):
    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        view = self.parent()
        assert isinstance(view, QListView)
        value = _value(index, view.viewport().width())
        return QSize(120, 2 * _PAD_PX + 19 + 18 + (4 + value.height_px if value else 0) + _GAP_PX)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        place: QRect = option.rect
        state = option.state
        selected = bool(state & QStyle.StateFlag.State_Selected)
        hovered = bool(state & QStyle.StateFlag.State_MouseOver)
        tokens, row = theme.current(), index.data(RowRole)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(place).adjusted(0.5, 0.5, -0.5, -_GAP_PX - 0.5)
        painter.setPen(QPen(tokens.color("accent" if selected else "line"), 1.0))
        painter.setBrush(tokens.color("accent_tint" if selected else "hover" if hovered else "panel"))
        painter.drawRoundedRect(box, theme.RADIUS_CONTROL + 2, theme.RADIUS_CONTROL + 2)
        inner = box.adjusted(_SIDE_PX, _PAD_PX, -_SIDE_PX, 0)
        painter.setFont(theme.font("body", weight=QFont.Weight.DemiBold, tabular=True))
        painter.setPen(tokens.color("text"))
        time = QRectF(inner.left(), inner.top(), 80, 19)
        paint_elided(painter, time, exact_clock(row.at_ms))
        painter.setFont(theme.font("secondary"))
        painter.setPen(tokens.color("secondary"))
        sender = QRectF(inner.left() + 84, inner.top(), inner.width() - 84, 19)
        paint_elided(painter, sender, row.sender, align=Qt.AlignmentFlag.AlignRight)
        painter.setFont(theme.font("mono"))
        target = QRectF(inner.left(), inner.top() + 19, inner.width(), 18)
        paint_elided(painter, target, _target(row), mode=Qt.TextElideMode.ElideMiddle)
        value = _value(index, place.width())
        if value is not None:
            value.paint(painter, inner.left(), inner.top() + 41)
        painter.restore()


def _target(row: Row) -> str:
    """Host and path, without the method."""
    _, space, rest = row.title.partition(" ")
    return rest if space and row.kind == "request" else row.title


def _value(index: _Index, width_px: int) -> Wrapped | None:
    finding: Finding | None = index.data(FindingRole)
    if finding is None or not finding.value:
        return None
    tokens = theme.current()
    text = finding.value if len(finding.value) <= 160 else f"{finding.value[:160]} …"
    span = Span(text, theme.font("body"), tokens.color("text"), tokens.color("marked"))
    return Wrapped([span], width_px - 2 * _SIDE_PX - 2, 18, max_lines=3)
