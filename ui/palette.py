"""The command palette: every action of the window and of the page in it, found by typing (Ctrl+K)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractListModel, QEvent, QModelIndex, QObject, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence, QPainter
from PySide6.QtWidgets import QLineEdit, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from ui import theme
from ui.widgets.card import Card
from ui.widgets.elided import paint_elided

ACTION_ROLE = Qt.ItemDataRole.UserRole
_WIDTH_PX, _ROWS = 520, 9
_Index = QModelIndex | QPersistentModelIndex


class ActionsModel(QAbstractListModel):
    """The actions whose text holds every word sought; those that begin with it first."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._all: list[QAction] = []
        self._shown: list[QAction] = []

    def set_actions(self, actions: Sequence[QAction]) -> None:
        """Take over the actions that can be done now."""
        self._all = [action for action in actions if action.isEnabled() and plain_text(action)]
        self.seek("")

    def seek(self, text: str) -> None:
        """Keep the actions that hold all these words."""
        words = text.casefold().split()
        self.beginResetModel()
        kept = [action for action in self._all if all(word in plain_text(action).casefold() for word in words)]
        start = words[0] if words else ""
        self._shown = sorted(kept, key=lambda action: not plain_text(action).casefold().startswith(start))
        self.endResetModel()

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._shown)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or not 0 <= index.row() < len(self._shown):
            return None
        action = self._shown[index.row()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return plain_text(action)
        return action if role == ACTION_ROLE else None


class ActionDelegate(QStyledItemDelegate):
    """Paints an action and, at the right, its keys."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        tokens = theme.current()
        box = QRectF(option.rect)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if option.state & QStyle.StateFlag.State_Selected:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(tokens.color("accent_tint"))
            painter.drawRoundedRect(box, 8, 8)
        action: QAction = index.data(ACTION_ROLE)
        keys = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
        painter.setFont(theme.font("secondary"))
        keys_width = painter.fontMetrics().horizontalAdvance(keys)
        inner = box.adjusted(12, 0, -12, 0)
        painter.setPen(tokens.color("secondary"))
        paint_elided(painter, inner, keys, align=Qt.AlignmentFlag.AlignRight)
        painter.setFont(theme.font())
        painter.setPen(tokens.color("text"))
        paint_elided(painter, inner.adjusted(0, 0, -keys_width - 12, 0), plain_text(action))
        painter.restore()

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        return QSize(_WIDTH_PX - 40, theme.ROW_HEIGHT)


class Palette(Card):
    """A card over the window; Escape or a click elsewhere closes it, Enter does what is chosen."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, padding_px=theme.SPACE_12, gap_px=theme.SPACE_8)
        self._host = parent
        self.model = ActionsModel(self)
        self.field = QLineEdit(self)
        self.field.setPlaceholderText(self.tr("What do you want to do?"))
        self.field.setAccessibleName(self.tr("Command"))
        self.view = QListView(self)
        self.view.setModel(self.model)
        self.view.setItemDelegate(ActionDelegate(self.view))
        self.view.setProperty("role", "bare")
        self.view.setUniformItemSizes(True)
        self.view.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.body.addWidget(self.field)
        self.body.addWidget(self.view)
        self.field.textChanged.connect(self._on_sought)
        self.field.installEventFilter(self)
        self.view.clicked.connect(lambda _index: self.choose())
        self._came_from: QWidget | None = None
        self.hide()

    def open(self, actions: Sequence[QAction]) -> None:
        """Show these actions over the middle of the window."""
        window = self._host
        self._came_from = window.focusWidget()
        self.model.set_actions(actions)
        self.field.clear()
        self._on_sought("")
        width = min(_WIDTH_PX, window.width() - 40)
        self.setFixedWidth(width)
        self.move((window.width() - width) // 2, theme.HEADER_HEIGHT + theme.SPACE_16)
        self.show()
        self.raise_()
        self.field.setFocus()

    def choose(self) -> None:
        """Do the chosen action and close."""
        action = self.view.currentIndex().data(ACTION_ROLE)
        self.close_palette()
        if action is not None:
            action.trigger()

    def close_palette(self) -> None:
        """Close, and give the focus back."""
        self.hide()
        if self._came_from is not None and self._came_from.isVisible():
            self._came_from.setFocus()
        self._came_from = None

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.FocusOut and watched is self.field and self.isVisible():
            self.hide()
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return super().eventFilter(watched, event)
        steps = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: _ROWS, Qt.Key.Key_PageUp: -_ROWS}
        key = Qt.Key(event.key())
        if key in steps:
            row = max(0, min(self.view.currentIndex().row() + steps[key], self.model.rowCount() - 1))
            self.view.setCurrentIndex(self.model.index(row))
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.choose()
        elif key == Qt.Key.Key_Escape:
            self.close_palette()
        else:
            return super().eventFilter(watched, event)
        return True

    def _on_sought(self, text: str) -> None:
        self.model.seek(text)
        self.view.setCurrentIndex(self.model.index(0))
        rows = max(1, min(_ROWS, self.model.rowCount()))
        self.view.setFixedHeight(rows * theme.ROW_HEIGHT + 4)
        self.adjustSize()


def plain_text(action: QAction) -> str:
    """An action's text without the mark of its mnemonic."""
    return action.text().replace("&", "")
