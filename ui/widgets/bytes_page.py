"""The bytes of both sides of an exchange, one at a time."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from ui import theme
from ui.widgets.buttons import button
from ui.widgets.hex_view import HexView

_Marks = Sequence[tuple[int, int]]


class BytesPage(QWidget):
    """Two small buttons, Sent and Received, over a hexadecimal view."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bodies: dict[str, tuple[bytes, _Marks]] = {}
        self._side = "up"
        self._buttons: dict[str, QPushButton] = {}
        group = QButtonGroup(self)
        row = QHBoxLayout()
        row.setSpacing(theme.SPACE_8)
        for side in ("up", "down"):
            made = button("", role="small", parent=self)
            made.setCheckable(True)
            made.clicked.connect(lambda _checked=False, side=side: self.show_side(side))
            group.addButton(made)
            self._buttons[side] = made
            row.addWidget(made)
        row.addStretch(1)
        self._none = QLabel(self.tr("No content was sent or received."), self)
        self._none.setProperty("role", "dim")
        self._none.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.view = HexView(self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, theme.SPACE_8, 0, 0)
        column.setSpacing(theme.SPACE_8)
        column.addLayout(row)
        column.addWidget(self._none)
        column.addWidget(self.view, 1)

    def set_bodies(self, bodies: Sequence[tuple[str, bytes, _Marks]]) -> None:
        """Show (side, bytes, marked stretches); the side chosen before stays chosen where it has bytes."""
        self._bodies = {side: (data, marks) for side, data, marks in bodies}
        names = {"up": self.tr("Sent {0} bytes"), "down": self.tr("Received {0} bytes")}
        for side, made in self._buttons.items():
            data = self._bodies.get(side, (b"", ()))[0]
            made.setText(names[side].format(f"{len(data):,}"))
            made.setVisible(side in self._bodies)
        self._none.setVisible(not self._bodies)
        self.view.setVisible(bool(self._bodies))
        self.show_side(self._side if self._side in self._bodies else next(iter(self._bodies), "up"))

    def show_side(self, side: str) -> None:
        """ "up" or "down"."""
        self._side = side
        self._buttons[side].setChecked(True)
        data, marks = self._bodies.get(side, (b"", ()))
        self.view.set_data(data, marks)
