"""A card: a panel with round corners that holds one thing."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QSizePolicy, QVBoxLayout, QWidget

from ui import theme


class Card(QFrame):
    """A panel with a column in it (`body`); `set_selected` draws it in the accent."""

    def __init__(self, parent: QWidget | None = None, *, padding_px: int = theme.SPACE_16, gap_px: int = 10) -> None:
        super().__init__(parent)
        self.setProperty("role", "panel")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(padding_px, padding_px, padding_px, padding_px)
        self.body.setSpacing(gap_px)

    def set_selected(self, selected: bool) -> None:
        """Draw the edge in the accent, or plain."""
        if self.property("selected") != selected:
            self.setProperty("selected", selected)
            self.style().unpolish(self)
            self.style().polish(self)


def line(parent: QWidget | None = None) -> QFrame:
    """A thin horizontal line."""
    made = QFrame(parent)
    made.setProperty("role", "line")
    return made
