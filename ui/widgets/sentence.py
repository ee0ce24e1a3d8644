"""A sentence that wraps, with **words** in bold and `code` in the monospaced face."""

from __future__ import annotations

import html
import re

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget


class Sentence(QLabel):
    """A wrapping text; what comes from outside is shown as it is, never read as markup."""

    def __init__(self, text: str = "", *, role: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._source = ""
        self.setTextFormat(Qt.TextFormat.RichText)
        self.setWordWrap(True)
        # A line's extra height lies below it: the same above keeps one line in the middle.
        self.setContentsMargins(0, 2, 0, 0)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        if role:
            self.setProperty("role", role)
        self.set_sentence(text)

    def set_sentence(self, text: str) -> None:
        """Show another sentence; nothing is laid out anew where it is the same."""
        if text != self._source:
            self._source = text
            self.setText(to_html(text))
            self.setAccessibleName(plain(text))

    def sentence(self) -> str:
        """The sentence as it was given."""
        return self._source


def to_html(text: str) -> str:
    """`text` as rich text: escaped, **bold** and `code` understood, line breaks kept."""
    escaped = html.escape(text, quote=False)
    bold = re.sub(r"\*\*(.+?)\*\*", r'<span style="font-weight:600">\1</span>', escaped)
    code = re.sub(r"`(.+?)`", r'<span style="font-family:monospace">\1</span>', bold)
    return f'<div style="line-height:125%">{code}</div>'.replace("\n", "<br>")


def plain(text: str) -> str:
    """`text` without its marks, for screen readers and the clipboard."""
    return text.replace("**", "").replace("`", "")
