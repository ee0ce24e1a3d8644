"""The addresses in the app's package that look like a privacy policy's: to be opened, copied or used."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from inspector.policy.address_words import address_place, addresses_title
from inspector.readings import PolicyAddress
from ui import theme
from ui.widgets.buttons import button
from ui.widgets.elided import ElidedLabel
from ui.widgets.sentence import Sentence

_LONGEST_PX, _WORD_PX = 640, 68


class PolicyAddresses(QWidget):
    """A line for each address with what can be done with it; connects to nothing by itself.

    Signals:
        chosen(address): the tester wants the policy that is there.
    """

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown: tuple[PolicyAddress, ...] | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.SPACE_8)
        self.title = Sentence(parent=self)
        column.addWidget(self.title)
        self._lines = QVBoxLayout()
        column.addLayout(self._lines)
        self._note = Sentence(self.tr("Nothing is fetched until you ask for it."), role="dim", parent=self)
        column.addWidget(self._note)
        self.hide()

    def set_addresses(self, addresses: tuple[PolicyAddress, ...] | None) -> None:
        """None where nobody looked into the package: then nothing is said."""
        if addresses == self._shown:
            return
        self._shown = addresses
        self.setVisible(addresses is not None)
        while (line := self._lines.takeAt(0)) is not None:
            if (widget := line.widget()) is not None:
                widget.deleteLater()
        self._note.setVisible(bool(addresses))
        if not addresses:
            self.title.set_sentence(self.tr("No address in this app's package looks like a privacy policy's."))
            return
        self.title.set_sentence(addresses_title(addresses))
        self._lines.addWidget(self._table(addresses))

    def _table(self, addresses: tuple[PolicyAddress, ...]) -> QWidget:
        made = QWidget(self)
        grid = QGridLayout(made)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(theme.SPACE_12)
        grid.setVerticalSpacing(theme.SPACE_4)
        for row, address in enumerate(addresses):
            label = ElidedLabel(address.url, role="mono", mode=Qt.TextElideMode.ElideMiddle, parent=made)
            label.setAccessibleName(address.url)
            label.setMaximumWidth(_LONGEST_PX)
            grid.addWidget(label, row, 0)
            grid.addWidget(self._place(address, made), row, 1)
            for place, (text, tip, act) in enumerate(self._actions(address.url), start=2):
                grid.addWidget(button(text, act, role="link", tip=tip, parent=made), row, place)
        grid.setColumnStretch(5, 1)
        return made

    def _place(self, address: PolicyAddress, parent: QWidget) -> QWidget:
        word = {
            "manifest": self.tr("manifest"), "resources": self.tr("resources"), "code": self.tr("code")
        }[address.place]  # fmt: skip
        label = ElidedLabel(f"{word}: {address.name}" if address.name else word, role="dim", parent=parent)
        label.setAccessibleName(address_place(address))
        label.setMinimumWidth(_WORD_PX)
        return label

    def _actions(self, url: str) -> list[tuple[str, str, Callable[[], object]]]:
        return [
            (self.tr("Open"), self.tr("Open it in this computer's browser."), lambda: _open(url)),
            (self.tr("Copy"), self.tr("Copy the address."), lambda: QGuiApplication.clipboard().setText(url)),
            (self.tr("Use …"), self.tr("Fetch it, or give a saved copy of it."), lambda: self.chosen.emit(url)),
        ]


def _open(url: str) -> None:
    QDesktopServices.openUrl(QUrl(url))
