"""The few settings there are: how it looks, and where sessions lie. Nothing to confirm: each holds at once."""

from __future__ import annotations

from PySide6.QtCore import QSettings, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QApplication, QComboBox, QDialog, QFormLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from inspector import paths
from ui import theme
from ui.widgets.buttons import button
from ui.widgets.elided import ElidedLabel
from ui.widgets.sentence import Sentence

THEME_KEY = "look/theme"
_CHOICES: tuple[theme.Choice, ...] = ("system", "light", "dark")


def settings() -> QSettings:
    """This user's settings, an ini file in the folder of the tool's configuration."""
    return QSettings(str(paths.config() / "window.ini"), QSettings.Format.IniFormat)


def wanted_theme() -> theme.Choice:
    """The look that was chosen; the desktop's where none was."""
    value = str(settings().value(THEME_KEY, "system"))
    return next((choice for choice in _CHOICES if choice == value), "system")


def set_theme(choice: theme.Choice) -> None:
    """Dress the application so, and remember it."""
    settings().setValue(THEME_KEY, choice)
    app = QApplication.instance()
    if isinstance(app, QApplication):
        theme.apply(app, choice)


class SettingsDialog(QDialog):
    """Beside the window, never in its way."""

    theme_chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Settings"))
        self.setModal(False)
        self.setMinimumWidth(480)
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.SPACE_24, theme.SPACE_24, theme.SPACE_24, theme.SPACE_24)
        column.setSpacing(theme.SPACE_16)
        title = QLabel(self.tr("Settings"), self)
        title.setProperty("role", "page-title")
        column.addWidget(title)
        form = QFormLayout()
        form.setHorizontalSpacing(theme.SPACE_16)
        form.setVerticalSpacing(theme.SPACE_12)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        self.theme_box = QComboBox(self)
        for name in (self.tr("As the desktop has it"), self.tr("Light"), self.tr("Dark")):
            self.theme_box.addItem(name)
        self.theme_box.setCurrentIndex(_CHOICES.index(wanted_theme()))
        self.theme_box.currentIndexChanged.connect(self._on_theme_chosen)
        form.addRow(self.tr("Look"), self.theme_box)
        form.addRow(self.tr("Sessions"), self._folder_row())
        column.addLayout(form)
        note = self.tr(
            "This tool speaks with adb on this computer and with the phone, and fetches Frida's server or a "
            "privacy policy when you ask for it; nothing else leaves this computer. "
            "To keep sessions elsewhere, set `INSPECTOR_SESSIONS` before starting it."
        )
        column.addWidget(Sentence(note, role="secondary", parent=self))
        column.addStretch(1)
        bottom = QHBoxLayout()
        bottom.addStretch(1)
        bottom.addWidget(button(self.tr("Close"), self.close, role="primary", parent=self))
        column.addLayout(bottom)

    def _folder_row(self) -> QWidget:
        folder = paths.sessions()
        made = QWidget(self)
        row = QHBoxLayout(made)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(ElidedLabel(str(folder), role="mono", parent=made), 1)
        show = button(self.tr("Show"), lambda: QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder))), parent=made)
        row.addWidget(show)
        return made

    def _on_theme_chosen(self, index: int) -> None:
        set_theme(_CHOICES[index])
        self.theme_chosen.emit(_CHOICES[index])
