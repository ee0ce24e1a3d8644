"""Call stacks as text that can be selected: the frame that decided in bold, frames of the same code marked."""

from __future__ import annotations

import html
from collections.abc import Sequence

from PySide6.QtWidgets import QTextBrowser, QVBoxLayout, QWidget

from inspector.records import Sender
from ui import theme
from ui.models.observation import FrameLine


class StackView(QWidget):
    """Innermost frame first, one block a stack."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._stacks: Sequence[tuple[str, Sequence[FrameLine]]] = ()
        self._sender: Sender | None = None
        self._text = QTextBrowser(self)
        self._text.setFrameShape(QTextBrowser.Shape.NoFrame)
        self._text.setOpenLinks(False)
        self._text.setAccessibleName(self.tr("Call stack"))
        self._text.document().setDocumentMargin(0)
        self._text.setStyleSheet("QTextBrowser { border: none; background: transparent; padding: 0; }")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, theme.SPACE_8, 0, 0)
        column.addWidget(self._text)
        theme.notifier.changed.connect(self._paint_again)

    def set_stacks(self, stacks: Sequence[tuple[str, Sequence[FrameLine]]], sender: Sender | None) -> None:
        """Show (heading, frames) blocks."""
        self._stacks, self._sender = stacks, sender
        self._paint_again()

    def plain_text(self) -> str:
        """What is seen."""
        return self._text.toPlainText()

    def _paint_again(self) -> None:
        tokens = theme.current()
        parts = []
        for heading, lines in self._stacks:
            style = f"margin:8px 0 4px 0;font-weight:600;color:{tokens.text}"
            parts.append(f"<p style='{style}'>{html.escape(heading)}</p>")
            parts.extend(_line(line, tokens) for line in lines)
        if not self._stacks:
            text = self.tr("No call stack was seen for this.")
            parts.append(f"<p style='color:{tokens.secondary}'>{html.escape(text)}</p>")
        elif self._sender is not None and any(line.tone != "quiet" for _, lines in self._stacks for line in lines):
            text = self.tr("Marked: code of {0}. {1}").format(self._sender.name, self._sender.reason)
            parts.append(f"<p style='margin-top:12px;color:{tokens.secondary}'>{html.escape(text)}</p>")
        self._text.setHtml("".join(parts))


def _line(line: FrameLine, tokens: theme.Tokens) -> str:
    text = html.escape(line.text).replace(".", ".&#8203;").replace("(", "&#8203;(").replace("$", "$&#8203;")
    font = theme.font("mono")
    style = f"font-family:'{font.families()[0]}';font-size:11px;margin:0 0 3px 10px;text-indent:-10px;"
    if line.tone == "quiet":
        return f'<p style="{style}color:{tokens.secondary}">{text}</p>'
    weight = "600" if line.tone == "deciding" else "400"
    return (
        f'<p style="{style}"><span style=\'background-color:{tokens.accent_tint};color:{tokens.text};'
        f"font-weight:{weight}'>{text}</span></p>"
    )
