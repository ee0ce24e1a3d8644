"""The line that narrows receipts and rows, with ways to go on while typing."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QStringListModel, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QCompleter, QLineEdit, QWidget

from inspector.store.filters import Suggestion
from ui import theme

_PAUSE_MS = 350
_MOST_SUGGESTIONS = 12


class FilterLine(QLineEdit):
    """`suggest` gives ways to go on with what is typed; it reads a little, on the Qt thread.

    Signals:
        filter_changed(text): after a pause in typing, at once with Enter or when emptied.
    """

    filter_changed = Signal(str)

    def __init__(self, suggest: Callable[[str], Sequence[Suggestion]], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._suggest = suggest
        self._told = ""
        self.setProperty("role", "dense")
        self.setAccessibleName(self.tr("Filter"))
        self.setClearButtonEnabled(True)
        self.setMinimumWidth(120)
        self.setMaximumWidth(280)
        self.setFixedHeight(theme.TARGET_HEIGHT)
        self._words = QStringListModel(self)
        completer = QCompleter(self._words, self)
        completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setMaxVisibleItems(_MOST_SUGGESTIONS)
        self.setCompleter(completer)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._pause.timeout.connect(self._tell)
        self.textEdited.connect(self._on_edited)
        self.textChanged.connect(self._on_changed)
        self.returnPressed.connect(self._tell)

    def set_filter(self, text: str) -> None:
        """Put a filter in and tell it at once."""
        self.setText(text)
        self._tell()

    def suggestions(self) -> list[str]:
        """Whole lines to go on with, as offered now."""
        return self._words.stringList()

    def _on_edited(self, text: str) -> None:
        head = text[: len(text) - len(_last_word(text))]
        found = [head + suggestion.text for suggestion in self._suggest(text)[:_MOST_SUGGESTIONS]]
        self._words.setStringList([line for line in found if line != text])

    def _on_changed(self, text: str) -> None:
        if text.strip():
            self._pause.start()
        else:
            self._tell()

    def _tell(self) -> None:
        self._pause.stop()
        if self.text().strip() != self._told:
            self._told = self.text().strip()
            self.filter_changed.emit(self._told)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        long = self.tr("Filter, e.g. country:CN before:consent")
        fits = self.fontMetrics().horizontalAdvance(long) + 40 <= self.width()
        self.setPlaceholderText(long if fits else self.tr("Filter"))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
        else:
            super().keyPressEvent(event)


def _last_word(text: str) -> str:
    return "" if text[-1:].isspace() else (text.split() or [""])[-1]
