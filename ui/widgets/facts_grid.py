"""Facts as two columns: a faint label, and what can be selected and copied."""

from __future__ import annotations

import html
from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QGridLayout, QLabel, QSizePolicy, QWidget

from ui import theme


class FactsGrid(QWidget):
    """Rows of (label, value, remark); the remark follows the value in a quieter colour. Labels are kept."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(theme.SPACE_12)
        self._grid.setVerticalSpacing(theme.SPACE_4)
        self._grid.setColumnStretch(1, 1)
        self._rows: list[tuple[QLabel, QLabel]] = []
        self._facts: tuple[tuple[str, str, str], ...] = ()
        theme.notifier.changed.connect(self._paint_again)

    def set_facts(self, facts: Sequence[tuple[str, str, str]]) -> None:
        """Show these rows."""
        if tuple(facts) == self._facts:
            return
        self._facts = tuple(facts)
        while len(self._rows) < len(facts):
            self._add_row()
        self._paint_again()

    def _add_row(self) -> None:
        label, value = QLabel(self), QLabel(self)
        label.setProperty("role", "faint")
        label.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        value.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        value.setTextFormat(Qt.TextFormat.RichText)
        value.setWordWrap(True)
        value.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        value.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
        row = len(self._rows)
        self._grid.addWidget(label, row, 0)
        self._grid.addWidget(value, row, 1)
        self._rows.append((label, value))

    def _paint_again(self) -> None:
        tokens = theme.current()
        font = theme.font("secondary")
        widest = max((QFontMetrics(font).horizontalAdvance(label) for label, _, _ in self._facts), default=0)
        self._grid.setColumnMinimumWidth(0, max(76, widest + 2))
        for number, (label, value) in enumerate(self._rows):
            shown = number < len(self._facts)
            label.setVisible(shown)
            value.setVisible(shown)
            if not shown:
                continue
            name, text, remark = self._facts[number]
            label.setText(name)
            value.setFont(font)
            quiet = f' <span style="color:{tokens.secondary}">{_breakable(remark)}</span>' if remark else ""
            value.setText(f"{_breakable(text)}{quiet}")
            value.setAccessibleName(f"{name}: {text} {remark}".strip())


def _breakable(text: str) -> str:
    """Escaped, and with places where a long host or path may break."""
    return html.escape(text).replace("/", "/&#8203;").replace(".", ".&#8203;")
