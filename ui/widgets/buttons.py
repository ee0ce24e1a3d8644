"""Buttons: one to go on, plain ones, links and small ones with a drawing."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

from PySide6.QtCore import QObject, QSize, Qt
from PySide6.QtWidgets import QAbstractButton, QPushButton, QToolButton, QWidget

from ui import theme

ButtonRole = Literal["plain", "primary", "link", "small", "danger"]


def button(
    text: str,
    pressed: Callable[[], object] | None = None,
    *,
    role: ButtonRole = "plain",
    icon: str = "",
    tip: str = "",
    parent: QWidget | None = None,
) -> QPushButton:
    """A button with words. `primary` is the one next step of a region: never two of them beside each other."""
    made = QPushButton(text, parent)
    made.setProperty("role", role)
    made.setCursor(Qt.CursorShape.PointingHandCursor)
    if icon:
        _keep_icon(made, icon, {"primary": "on_accent", "link": "accent"}.get(role, "text"))
    if tip:
        made.setToolTip(tip)
    if pressed is not None:
        made.clicked.connect(lambda _checked=False: pressed())
    return made


def icon_button(
    icon: str, name: str, pressed: Callable[[], object] | None = None, *, parent: QWidget | None = None
) -> QToolButton:
    """A button with a drawing alone; `name` is its tooltip and what a screen reader says."""
    made = QToolButton(parent)
    made.setToolTip(name)
    made.setAccessibleName(name)
    made.setCursor(Qt.CursorShape.PointingHandCursor)
    made.setFixedSize(theme.TARGET_HEIGHT, theme.TARGET_HEIGHT)
    _keep_icon(made, icon, "secondary")
    if pressed is not None:
        made.clicked.connect(lambda _checked=False: pressed())
    return made


# ------------------------------------------------------------------------------------------------ private


class _IconKeeper(QObject):
    """Draws a button's icon in the colours in force; as the button's child it ends, connection and all, with it."""

    def __init__(self, owner: QAbstractButton, icon: str, color: str) -> None:
        super().__init__(owner)
        self._owner, self._icon, self._color = owner, icon, color
        theme.notifier.changed.connect(self.on_theme_changed)
        self.on_theme_changed()

    def on_theme_changed(self) -> None:
        self._owner.setIcon(theme.icon(self._icon, self._color))


def _keep_icon(made: QAbstractButton, icon: str, color: str) -> None:
    made.setIconSize(QSize(16, 16))
    _IconKeeper(made, icon, color)
