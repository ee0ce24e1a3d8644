"""In which language the facts are said, wherever they are said in sentences: chosen once, and remembered."""

from __future__ import annotations

from PySide6.QtCore import QLocale, Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QPushButton, QWidget

from inspector.languages import LANGUAGE_NAMES, LANGUAGES
from inspector.records import Language
from ui import theme
from ui.settings_dialog import settings
from ui.widgets.buttons import button

LANGUAGE_KEY = "words/language"


def wanted_language() -> Language:
    """The language that was chosen; the desktop's where none was and it is one of these, else English."""
    desktop = QLocale().name()[:2]
    value = str(settings().value(LANGUAGE_KEY, desktop))
    return next((language for language in LANGUAGES if language == value), "en")


class LanguageChoice(QWidget):
    """A small button for each language, in its own name.

    Signals:
        chosen(language): the tester chose another; it is remembered already.
    """

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.buttons: dict[Language, QPushButton] = {}
        group = QButtonGroup(self)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.SPACE_4)
        for language in LANGUAGES:
            made = button(LANGUAGE_NAMES[language], role="small", parent=self)
            made.setCheckable(True)
            made.setChecked(language == wanted_language())
            made.setAccessibleName(self.tr("Sentences in {0}").format(LANGUAGE_NAMES[language]))
            made.clicked.connect(lambda _checked=False, language=language: self._choose(language))
            group.addButton(made)
            row.addWidget(made)
            self.buttons[language] = made

    def _choose(self, language: Language) -> None:
        settings().setValue(LANGUAGE_KEY, language)
        self.chosen.emit(language)
