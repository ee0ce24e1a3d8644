"""Who received what: a card a company, opened to one sentence per data type."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import (
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QPointF,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from inspector.readings import RecipientReceipts, SilentSdk
from inspector.records import Phase
from ui import theme
from ui.models.receipts import Entry, EntryRole, JsonRole, ReceiptsModel
from ui.widgets import copying
from ui.widgets.receipt_card import CardLayout, SentenceLayout, SilentLayout

_Index = QModelIndex | QPersistentModelIndex


class ReceiptsView(QListView):
    """The list. Rows change in place: selection, open cards and what is at the top of the view stay.

    Signals:
        chosen(company, data type): show these requests; the data type is "" for all requests of the company.
    """

    chosen = Signal(str, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = ReceiptsModel(self)
        self._delegate = _ReceiptDelegate(self)
        self.setModel(self._model)
        self.setItemDelegate(self._delegate)
        self.setProperty("role", "bare")
        self.setFrameShape(QListView.Shape.NoFrame)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setMouseTracking(True)
        self.setAccessibleName(self.tr("Receipts"))
        self.verticalScrollBar().setSingleStep(theme.SPACE_24)
        copying.install(self, JsonRole)
        theme.notifier.changed.connect(self._delegate.forget)

    def receipts_model(self) -> ReceiptsModel:
        """The rows."""
        return self._model

    def set_receipts(
        self,
        recipients: Sequence[RecipientReceipts],
        silent: Sequence[SilentSdk],
        phases: Sequence[Phase],
        prompts_total: int,
    ) -> None:
        """Take a new reading without moving what is being looked at."""
        anchor, offset = self._anchor()
        self._model.set_receipts(recipients, silent, phases, prompts_total)
        self._delegate.forget()
        self.doItemsLayout()
        if anchor.isValid():
            moved = self.visualRect(self._model.index(anchor.row())).top() - offset
            self.verticalScrollBar().setValue(self.verticalScrollBar().value() + moved)

    def open_first(self) -> None:
        """Open the first card, as an example of what cards hold."""
        first = self._model.recipients()
        if first:
            self._model.set_expanded(first[0].id, True)
            self.doItemsLayout()

    def toggle(self, company: str) -> None:
        """Open or close a card."""
        self._model.set_expanded(company, not self._model.is_expanded(company))
        self._delegate.forget()
        self.doItemsLayout()

    def select(self, company: str, data_type: str = "") -> None:
        """Go to a company's card or to one of its sentences, and show its requests."""
        if data_type:
            self._model.set_expanded(company, True)
            self.doItemsLayout()
        index = self._model.index_of(company, data_type)
        if index.isValid():
            self.setCurrentIndex(index)
            self.chosen.emit(company, data_type)

    def _anchor(self) -> tuple[QPersistentModelIndex, int]:
        if self.verticalScrollBar().value() == 0:
            return QPersistentModelIndex(), 0
        index = self.indexAt(QPoint(self.viewport().width() // 2, 1))
        return QPersistentModelIndex(index), self.visualRect(index).top() if index.isValid() else 0

    def _act(self, entry: Entry, at: QPointF | None, place: QRect) -> None:
        """What a click at a place in a row, or Enter (no place), does."""
        if entry.recipient is None:
            return
        if entry.data is not None:
            self.chosen.emit(entry.recipient.id, entry.data.type)
            return
        if at is not None:
            hit = self._delegate.card(entry, place.width()).hit(at - QPointF(place.topLeft()))
            if hit is not None:
                self.chosen.emit(entry.recipient.id, hit)
                return
        if entry.recipient.data:
            self.toggle(entry.recipient.id)
        else:
            self.chosen.emit(entry.recipient.id, "")

    # ---------------------------------------------------------------------------------------------- Qt

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        index = self.indexAt(event.position().toPoint())
        entry = self._model.entry(index)
        if event.button() == Qt.MouseButton.LeftButton and entry is not None:
            self._act(entry, event.position(), self.visualRect(index))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        entry = self._model.entry(self.indexAt(event.position().toPoint()))
        pointing = entry is not None and entry.recipient is not None
        self.viewport().setCursor(Qt.CursorShape.PointingHandCursor if pointing else Qt.CursorShape.ArrowCursor)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        index = self.currentIndex()
        entry = self._model.entry(index)
        if entry is None or entry.recipient is None:
            super().keyPressEvent(event)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self._act(entry, None, self.visualRect(index))
        elif event.key() == Qt.Key.Key_Right and entry.data is None and not entry.expanded:
            self.toggle(entry.recipient.id)
        elif event.key() == Qt.Key.Key_Left and entry.data is not None:
            self.setCurrentIndex(self._model.index_of(entry.recipient.id))
        elif event.key() == Qt.Key.Key_Left and entry.expanded:
            self.toggle(entry.recipient.id)
        else:
            super().keyPressEvent(event)

    def currentChanged(self, current: _Index, previous: _Index) -> None:
        super().currentChanged(current, previous)
        entry = self._model.entry(current)
        by_key = QPointF() if self.hasFocus() else None
        if by_key is not None and entry is not None and entry.recipient is not None and entry.data is not None:
            self.chosen.emit(entry.recipient.id, entry.data.type)
        self.viewport().update()  # the edge of a whole card depends on its sentences

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._delegate.forget()
        super().resizeEvent(event)
        self.scheduleDelayedItemsLayout()

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self.viewport().unsetCursor()


class _ReceiptDelegate(QStyledItemDelegate):
    """Keeps the layout of each row for the present width; painting and hit testing use the same one."""

    def __init__(self, view: ReceiptsView) -> None:
        super().__init__(view)
        self._view = view
        self._cards: dict[tuple[tuple[str, str], int], CardLayout] = {}
        self._sentences: dict[tuple[tuple[str, str], int], SentenceLayout] = {}

    def forget(self) -> None:
        """Lay everything out anew: the data, the colours or the width changed."""
        self._cards.clear()
        self._sentences.clear()

    def card(self, entry: Entry, width_px: int) -> CardLayout:
        """The layout of a card."""
        key = (entry.key, width_px)
        found = self._cards.get(key)
        if found is None or found.entry != entry:
            found = self._cards[key] = CardLayout(entry, width_px, self._view.receipts_model().prompts_total)
        return found

    def sentence(self, entry: Entry, width_px: int) -> SentenceLayout:
        """The layout of a sentence."""
        key = (entry.key, width_px)
        found = self._sentences.get(key)
        if found is None or found.entry != entry:
            found = self._sentences[key] = SentenceLayout(entry, width_px, self._view.receipts_model().prompts_total)
        return found

    def _company_in_hand(self) -> str:
        entry = self._view.receipts_model().entry(self._view.currentIndex())
        return entry.recipient.id if entry is not None and entry.recipient is not None else ""

    # ---------------------------------------------------------------------------------------------- Qt

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        entry: Entry = index.data(EntryRole)
        width = self._view.viewport().width()
        if entry.kind == "card":
            return QSize(width, self.card(entry, width).height_px)
        if entry.kind == "sentence":
            return QSize(width, self.sentence(entry, width).height_px)
        assert entry.silent is not None
        return QSize(width, SilentLayout(entry.silent, width).height_px)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        entry: Entry = index.data(EntryRole)
        place: QRect = option.rect
        state = option.state
        selected = bool(state & QStyle.StateFlag.State_Selected)
        hovered = bool(state & QStyle.StateFlag.State_MouseOver)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.translate(place.topLeft())
        if entry.kind == "silent":
            assert entry.silent is not None
            SilentLayout(entry.silent, place.width()).paint(painter)
        else:
            assert entry.recipient is not None
            in_hand = entry.recipient.id == self._company_in_hand()
            if entry.kind == "card":
                self.card(entry, place.width()).paint(painter, in_hand, hovered)
            else:
                self.sentence(entry, place.width()).paint(painter, in_hand, selected, hovered)
        painter.restore()
