"""The start page: the phones there are, and the sessions there were."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from ui import theme
from ui.bridge import Desk
from ui.panels.phone_cards import PhonesPane
from ui.panels.sessions_list import SessionsList
from ui.widgets.buttons import button
from ui.widgets.column_scroll import ColumnScroll


class StartPage(QWidget):
    """Phones on the left, sessions on the right.

    The window's actions for opening, importing and settings are given, so that the buttons here are the same thing.
    """

    shown = Signal()

    def __init__(self, desk: Desk, actions: tuple[QAction, ...], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "page")
        self.phones = PhonesPane(desk, self)
        self.sessions = SessionsList(desk, self)
        self.sessions.practice_wanted.connect(self.phones.use_practice)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(page_header(self.tr("App Privacy Inspector"), actions, self))
        row = QHBoxLayout()
        row.setSpacing(0)
        self._side = ColumnScroll(self.phones, self)
        row.addWidget(self._side)
        divider = QFrame(self)
        divider.setProperty("role", "line-upright")
        row.addWidget(divider)
        row.addWidget(self.sessions, 1)
        column.addLayout(row, 1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._side.setFixedWidth(max(380, min(560, round(self.width() * 0.389))))

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.phones.ask_practice()
        self.sessions.reload()
        self.shown.emit()


def page_header(title: str, actions: tuple[QAction, ...], parent: QWidget) -> QFrame:
    """The bar on top of a page: its title, and buttons for these actions."""
    header = QFrame(parent)
    header.setProperty("role", "header")
    header.setFixedHeight(theme.HEADER_HEIGHT)
    row = QHBoxLayout(header)
    row.setContentsMargins(theme.SPACE_16, 0, theme.SPACE_16, 0)
    row.setSpacing(theme.SPACE_16)
    label = QLabel(title, header)
    label.setProperty("role", "detail")
    row.addWidget(label, 1)
    for action in actions:
        made = button(action.text(), action.trigger, parent=header)
        keys = action.shortcut().toString()
        made.setToolTip(f"{action.text()} ({keys})" if keys else "")
        row.addWidget(made)
    return header
