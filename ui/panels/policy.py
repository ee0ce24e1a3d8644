"""What the app's privacy policy declares beside what was sent."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache, lru_cache
from pathlib import Path

from PySide6.QtCore import QUrl, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QStackedWidget, QTextBrowser, QVBoxLayout, QWidget

from inspector.policy import Comparison, PolicyRead, compare, output, read_policy
from inspector.readings import PolicyAddress, PolicyText, RecipientReceipts
from inspector.recipients import Company, DomainLists, Recipients
from ui import tasks, theme
from ui.language_choice import LanguageChoice, wanted_language
from ui.models.policy import about_text, page_html
from ui.panels.policy_addresses import PolicyAddresses
from ui.panels.policy_dialog import PolicyDialog
from ui.widgets.buttons import button
from ui.widgets.sentence import Sentence

_Wanted = tuple[PolicyText, tuple[RecipientReceipts, ...], str]


class PolicyPanel(QWidget):
    """Compares off the Qt thread, while it is looked at; a live session's comparison grows with it.

    Signals:
        chosen(company, data type): show these requests. given(PolicyText): keep this text in the session.
    """

    chosen = Signal(str, str)
    given = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._wanted: _Wanted | None = None
        self._shown: _Wanted | None = None
        self._working = False
        self._package = ""
        self._named: tuple[PolicyAddress, ...] = ()
        self._found: Comparison | None = None
        self._build()
        theme.notifier.changed.connect(self._paint_again)

    def set_session(
        self,
        policies: tuple[PolicyText, ...],
        receipts: tuple[RecipientReceipts, ...],
        package: str,
        addresses: tuple[PolicyAddress, ...] | None,
    ) -> None:
        """Take a new reading; the policy given last is the one compared. `addresses`: those in the app's package."""
        self._package, self._named = package, addresses or ()
        self.addresses.set_addresses(addresses)
        self._wanted = (policies[-1], receipts, package) if policies else None
        self._pages.setCurrentIndex(1 if policies else 0)
        self._work()

    def comparison(self) -> Comparison | None:
        """What is shown, None while there is nothing."""
        return self._found

    def ask(self, address: str = "") -> PolicyDialog:
        """Ask for a policy, with this address, or the one known of the app's own company, or the package's first."""
        dialog = PolicyDialog(address or self._usual_address(), self)
        dialog.given.connect(self.given)
        dialog.show()
        return dialog

    def ask_for_file(self) -> PolicyDialog:
        """Ask for a saved copy."""
        dialog = self.ask()
        dialog.ask_file()
        return dialog

    def export(self, path: Path) -> None:
        """Write the comparison as JSON, or as CSV in the language that is shown."""
        if self._shown is not None and self._found is not None:
            policy, found, language = self._shown[0], self._found, wanted_language()
            tasks.run(self, lambda: output.write(policy, found, path, language))

    # ---------------------------------------------------------------------------------------------- private

    def _usual_address(self) -> str:
        own = next((c for c in _companies().values() if self._package and self._package in c.apps), None)
        if own and own.policy:
            return own.policy.url
        return self._named[0].url if self._named else ""

    def _work(self) -> None:
        wanted = self._wanted
        if wanted is None or wanted == self._shown or self._working or not self.isVisible():
            return
        self._working = True
        tasks.run(self, lambda: (wanted, _compared(*wanted)), self._on_compared, None)

    def _on_compared(self, made: tuple[_Wanted, Comparison]) -> None:
        self._working = False
        self._shown, self._found = made
        self._about.set_sentence(about_text(self._shown[0]))
        self._paint_again()
        self._work()

    def _paint_again(self) -> None:
        if self._shown is None or self._found is None:
            return
        bar = self.text.verticalScrollBar()
        place = bar.value()
        self.text.setHtml(page_html(self._found, theme.current(), wanted_language()))
        bar.setValue(place)

    def _on_link(self, link: QUrl) -> None:
        company, _, data_type = link.path().partition("/")
        self.chosen.emit(company, data_type)

    def _ask_where(self) -> None:
        kinds = self.tr("Table (*.csv);;Document (*.json)")
        path, _ = QFileDialog.getSaveFileName(self, self.tr("Export the comparison"), "policy.csv", kinds)
        if path:
            self.export(Path(path))

    def _build(self) -> None:
        self._pages = QStackedWidget(self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._pages)
        self._pages.addWidget(self._make_empty())
        self._pages.addWidget(self._make_shown())

    def _make_empty(self) -> QWidget:
        made = QWidget(self)
        column = QVBoxLayout(made)
        column.setContentsMargins(0, theme.SPACE_8, 0, 0)
        column.setSpacing(theme.SPACE_12)
        says = self.tr(
            "Give the app's privacy policy, and see which companies and types of data it names beside what was sent. "
            "Texts in English, Korean and Chinese can be read."
        )
        column.addWidget(Sentence(says, role="dim", parent=made))
        self.addresses = PolicyAddresses(made)
        self.addresses.chosen.connect(self.ask)
        column.addWidget(self.addresses)
        row = QHBoxLayout()
        row.setSpacing(theme.SPACE_8)
        row.addWidget(button(self.tr("Give the policy …"), self.ask, role="primary", parent=made))
        row.addWidget(button(self.tr("Load a saved copy …"), self.ask_for_file, parent=made))
        row.addStretch(1)
        column.addLayout(row)
        column.addStretch(1)
        return made

    def _make_shown(self) -> QWidget:
        made = QWidget(self)
        column = QVBoxLayout(made)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.SPACE_8)
        self._about = Sentence(role="secondary", parent=made)
        row = QHBoxLayout()
        row.setSpacing(theme.SPACE_8)
        row.addWidget(self._about, 1)
        self.language = LanguageChoice(made)
        self.language.chosen.connect(self._paint_again)
        row.addWidget(self.language)
        row.addWidget(button(self.tr("Another …"), self.ask, role="small", parent=made))
        row.addWidget(button(self.tr("Export …"), self._ask_where, role="small", parent=made))
        column.addLayout(row)
        self.text = QTextBrowser(made)
        self.text.setFrameShape(QTextBrowser.Shape.NoFrame)
        self.text.setOpenLinks(False)
        self.text.anchorClicked.connect(self._on_link)
        self.text.setAccessibleName(self.tr("The policy beside what was sent"))
        self.text.document().setDocumentMargin(0)
        self.text.setStyleSheet("QTextBrowser { border: none; background: transparent; padding: 0; }")
        column.addWidget(self.text, 1)
        return made

    # ---------------------------------------------------------------------------------------------- Qt

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._work()


@cache
def _companies() -> Mapping[str, Company]:
    return Recipients.load(lists=DomainLists()).companies


@lru_cache(4)
def _read(text: str) -> PolicyRead:
    return read_policy(text, _companies().values())


def _compared(policy: PolicyText, receipts: tuple[RecipientReceipts, ...], package: str) -> Comparison:
    return compare(_read(policy.text), receipts, _companies(), package)
