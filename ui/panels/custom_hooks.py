"""The methods a tester wants watched in the session that is about to begin: chosen as a file, said in one sentence."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from inspector.errors import InspectorError
from inspector.records import CustomHook
from ui import tasks, theme
from ui.bridge import Desk
from ui.widgets.buttons import button
from ui.widgets.sentence import Sentence


class HooksChoice(QWidget):
    """Nothing is watched beside the tool's own hooks until a file is chosen that can be read."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._hooks: tuple[CustomHook, ...] = ()
        self._file = ""
        self._said = Sentence(role="dim", parent=self)
        self.choose_button = button(self.tr("Choose a file …"), self.on_choose_pressed, parent=self)
        self.forget_button = button(self.tr("Watch none of these"), self.forget, role="link", parent=self)
        row = QHBoxLayout()
        row.setSpacing(theme.SPACE_8)
        row.addWidget(self.choose_button)
        row.addWidget(self.forget_button)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.SPACE_8)
        column.addWidget(self._said)
        column.addLayout(row)
        self.forget()

    def chosen(self) -> tuple[tuple[CustomHook, ...], str]:
        """The methods, and the name of the file they came from."""
        return self._hooks, self._file

    def sentence(self) -> str:
        """What is said of the choice."""
        return self._said.sentence()

    def choose(self, path: Path) -> None:
        """Read a file, off this thread."""
        desk = self._desk
        tasks.run(self, lambda: desk.read_hooks(path), lambda hooks: self._take(path, hooks), self._on_refused)

    def forget(self) -> None:
        """As before any file was chosen."""
        self._hooks, self._file = (), ""
        self._said.set_sentence(
            self.tr("A TOML file can name further methods of the app or an SDK; each call is shown with its arguments.")
        )
        self.forget_button.hide()

    def on_choose_pressed(self) -> None:
        dialog = QFileDialog(self, self.tr("Methods to watch"), str(Path.home()), self.tr("Methods to watch (*.toml)"))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(lambda chosen: self.choose(Path(chosen)))
        dialog.open()

    def _take(self, path: Path, hooks: list[CustomHook]) -> None:
        self._hooks, self._file = tuple(hooks), path.name
        count = self.tr("1 method is") if len(hooks) == 1 else self.tr("{0} methods are").format(len(hooks))
        self._said.set_sentence(self.tr("{0} watched too, named in {1}.").format(count, path.name))
        self.forget_button.show()

    def _on_refused(self, problem: InspectorError) -> None:
        self.forget()
        self._said.set_sentence(f"{problem} {problem.hint}".strip())
