"""Asks for a privacy policy's text: pasted, out of a file, or from an address."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QFileDialog, QHBoxLayout, QLabel, QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from inspector.errors import InspectorError, PolicyProblem
from inspector.policy import texts
from inspector.policy.addresses import policy_addresses
from inspector.readings import PolicyAddress, PolicyText
from ui import tasks, theme
from ui.widgets.buttons import button
from ui.widgets.sentence import Sentence


class PolicyDialog(QDialog):
    """Shows what it got before anything is compared.

    Signals:
        given(PolicyText): the tester wants this text compared.
    """

    given = Signal(object)

    def __init__(self, address: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Privacy policy"))
        self.setModal(False)
        self.resize(640, 560)
        self._got: PolicyText | None = None
        self._build(address)
        (self.address if address else self.text).setFocus()

    def fetch(self) -> None:
        """Get the text at the address in the line, off this thread."""
        address = self.address.text().strip()
        self._busy(self.tr("Getting {0} …").format(address))
        tasks.run(self, lambda: texts.from_url(address), self._on_got, self._on_failed)

    def open_file(self, path: Path) -> None:
        """Read a text, HTML, PDF or Word file, or the addresses in an app's package."""
        self._busy(self.tr("Reading {0} …").format(path.name))
        if path.suffix.lower() == ".apk":
            tasks.run(self, lambda: policy_addresses([path]), self._on_links, self._on_failed)
        else:
            tasks.run(self, lambda: texts.from_file(path), self._on_got, self._on_failed)

    def compare(self) -> None:
        """Take what stands in the text field; a text that was fetched and not changed keeps where it is from."""
        try:
            shown = self.text.toPlainText()
            got = self._got if self._got is not None and self._got.text == shown else texts.pasted(shown)
        except PolicyProblem as problem:
            self._on_failed(problem)
            return
        self.given.emit(got)
        self.close()

    # ---------------------------------------------------------------------------------------------- private

    def _busy(self, sentence: str) -> None:
        self.state.setProperty("tone", "")
        self._restyle()
        self.state.set_sentence(sentence)
        for widget in (self.fetch_button, self.file_button, self.compare_button):
            widget.setEnabled(False)

    def _idle(self) -> None:
        for widget in (self.fetch_button, self.file_button, self.compare_button):
            widget.setEnabled(True)

    def _on_got(self, got: PolicyText) -> None:
        self._idle()
        self._got = got
        self.text.setPlainText(got.text)
        self.state.set_sentence(self.tr("{0} characters. Look whether it is the policy.").format(f"{len(got.text):,}"))

    def _on_links(self, found: tuple[PolicyAddress, ...]) -> None:
        self._idle()
        links = [address.url for address in found]
        if not links:
            self.state.set_sentence(self.tr("No address in this package looks like a privacy policy's."))
            return
        self.address.setText(links[0])
        rest = self.tr(" Others: {0}").format(", ".join(links[1:])) if links[1:] else ""
        self.state.set_sentence(self.tr("The package names this address; fetch it to compare.") + rest)

    def _on_failed(self, problem: InspectorError) -> None:
        self._idle()
        self.state.setProperty("tone", "bad")
        self._restyle()
        self.state.set_sentence(f"{problem} {problem.hint}".strip())

    def _restyle(self) -> None:
        self.state.style().unpolish(self.state)
        self.state.style().polish(self.state)

    def ask_file(self) -> None:
        """Let the tester choose a file."""
        kinds = self.tr("Policies and apps (*.txt *.html *.htm *.pdf *.docx *.md *.apk);;All files (*)")
        path, _ = QFileDialog.getOpenFileName(self, self.tr("Open a policy"), "", kinds)
        if path:
            self.open_file(Path(path))

    def _build(self, address: str) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.SPACE_24, theme.SPACE_24, theme.SPACE_24, theme.SPACE_24)
        column.setSpacing(theme.SPACE_12)
        title = QLabel(self.tr("Privacy policy"), self)
        title.setProperty("role", "page-title")
        column.addWidget(title)
        note = self.tr(
            "Paste the policy's text, open a file (text, HTML, PDF, Word, or the app's package), or name its address."
        )
        column.addWidget(Sentence(note, role="secondary", parent=self))
        row = QHBoxLayout()
        row.setSpacing(theme.SPACE_8)
        self.address = QLineEdit(address, self)
        self.address.setPlaceholderText("https://")
        self.address.setAccessibleName(self.tr("The policy's address"))
        self.address.setToolTip(self.tr("Fetching opens a connection from this computer to that address."))
        self.address.returnPressed.connect(self.fetch)
        self.fetch_button = button(self.tr("Fetch"), self.fetch, parent=self)
        self.file_button = button(self.tr("Open a file …"), self.ask_file, parent=self)
        for widget, stretch in ((self.address, 1), (self.fetch_button, 0), (self.file_button, 0)):
            row.addWidget(widget, stretch)
        column.addLayout(row)
        self.text = QPlainTextEdit(self)
        self.text.setPlaceholderText(self.tr("Paste the policy's text here"))
        self.text.setAccessibleName(self.tr("The policy's text"))
        column.addWidget(self.text, 1)
        self.state = Sentence(role="secondary", parent=self)
        column.addWidget(self.state)
        bottom = QHBoxLayout()
        bottom.addStretch(1)
        bottom.addWidget(button(self.tr("Cancel"), self.close, parent=self))
        self.compare_button = button(self.tr("Keep and compare"), self.compare, role="primary", parent=self)
        self.fetch_button.setAutoDefault(False)
        self.file_button.setAutoDefault(False)
        self.compare_button.setAutoDefault(False)
        bottom.addWidget(self.compare_button)
        column.addLayout(bottom)
