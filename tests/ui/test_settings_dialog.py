"""The settings."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from ui import theme
from ui.settings_dialog import SettingsDialog, set_theme, settings, wanted_theme


def test_the_desktops_look_is_followed_until_another_is_chosen(own_home: Path) -> None:
    assert wanted_theme() == "system"
    settings().setValue("look/theme", "purple")
    assert wanted_theme() == "system"


def test_a_chosen_look_holds_at_once_and_is_remembered(qapp: QApplication, qtbot: QtBot, own_home: Path) -> None:
    dialog = SettingsDialog()
    qtbot.addWidget(dialog)
    dialog.theme_box.setCurrentIndex(2)
    assert theme.current() is theme.DARK
    assert wanted_theme() == "dark"
    assert (own_home / "inspector_config" / "window.ini").is_file()
    set_theme("light")
    assert theme.current() is theme.LIGHT


def test_the_settings_are_not_in_the_way_of_the_window(qtbot: QtBot) -> None:
    dialog = SettingsDialog()
    qtbot.addWidget(dialog)
    dialog.show()
    assert not dialog.isModal()
