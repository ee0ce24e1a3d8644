"""A receipt in words: the whole sentence in each language, each to be copied into a letter or a report."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from inspector.languages import LANGUAGE_NAMES
from inspector.records import Language
from ui import theme
from ui.language_choice import wanted_language
from ui.widgets.buttons import button
from ui.widgets.card import Card

_WIDTH_PX = 620


class ReceiptWords(QDialog):
    """One card a language, the one that was chosen last first. Texts can be selected; `copy_buttons` by language."""

    def __init__(self, subject: str, sentences: Mapping[Language, str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("In words: {0}").format(subject))
        self.copy_buttons: dict[Language, QPushButton] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.SPACE_24, theme.SPACE_24, theme.SPACE_24, theme.SPACE_24)
        column.setSpacing(theme.SPACE_12)
        for language in sorted(sentences, key=lambda language: language != wanted_language()):
            column.addWidget(self._card(language, sentences[language]))
        note = QLabel(
            self.tr(
                "Each says what was seen and no more. What the recipient did with it afterwards is not shown by it."
            ),
            self,
        )
        note.setProperty("role", "faint")
        note.setWordWrap(True)
        column.addWidget(note)
        self.setFixedWidth(_WIDTH_PX)
        self.setFixedHeight(column.totalHeightForWidth(_WIDTH_PX))

    def _card(self, language: Language, text: str) -> Card:
        card = Card(self, gap_px=theme.SPACE_8)
        name = QLabel(LANGUAGE_NAMES[language], card)
        name.setProperty("role", "secondary")
        self.copy_buttons[language] = button(self.tr("Copy"), lambda: _copy(text), role="link", parent=card)
        top = QHBoxLayout()
        top.addWidget(name, 1)
        top.addWidget(self.copy_buttons[language])
        said = QLabel(text, card)
        said.setWordWrap(True)
        said.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        card.body.addLayout(top)
        card.body.addWidget(said)
        return card


def _copy(text: str) -> None:
    QGuiApplication.clipboard().setText(text)
