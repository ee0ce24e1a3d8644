"""What is looked for: the words and ids the tester and the phone are known by, and the place to add to them."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import (
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from inspector.errors import InspectorError
from inspector.records import Planted
from ui import tasks, theme
from ui.bridge import BackendBridge, LiveSession
from ui.widgets.buttons import button
from ui.widgets.column_scroll import ColumnScroll
from ui.widgets.sentence import Sentence

_FIELD_TYPES = ("email", "phone_number", "name", "address", "account_id")


def _tr(text: str, count: int = -1) -> str:
    return QCoreApplication.translate("LookedFor", text, None, count)


def field_names() -> dict[str, str]:
    """The types a tester can give a value for, with their names in the middle of a sentence."""
    return {
        "email": _tr("e-mail"),
        "phone_number": _tr("phone number"),
        "name": _tr("name"),
        "address": _tr("address"),
        "account_id": _tr("account name"),
    }


def summary_lines(planted: Sequence[Planted]) -> list[str]:
    """What is looked for, in up to three short lines."""
    prompts = sum(1 for value in planted if value.type == "prompt")
    own = {value.type for value in planted if value.source == "tester" and value.type != "prompt"}
    phone = sum(1 for value in planted if value.source in ("phone", "app") and value.type != "prompt")
    lines = []
    if prompts:
        lines.append(_tr("1 prompt") if prompts == 1 else _tr("{count} prompts").format(count=prompts))
    if phone:
        one, many = _tr("1 identifier or fact of this phone"), _tr("{count} identifiers and facts of this phone")
        lines.append(one if phone == 1 else many.format(count=phone))
    known = [name for type_id, name in field_names().items() if type_id in own]
    if known:
        lines.append(", ".join(known))
    return lines or [_tr("Nothing yet. What you type into the app is looked for by itself.")]


class PlantedFields(QWidget):
    """Fields for what the tester is known by. `values` gives the filled ones; prompts are one a line."""

    def __init__(
        self, planted: Sequence[Planted] = (), parent: QWidget | None = None, *, stacked: bool = False
    ) -> None:
        super().__init__(parent)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setVerticalSpacing(theme.SPACE_4 if stacked else theme.SPACE_8)
        grid.setHorizontalSpacing(theme.SPACE_12)
        self._lines: dict[str, QLineEdit] = {}
        shown = {value.type: value.value for value in planted if value.source == "tester"}
        names = field_names()
        for place, type_id in enumerate(_FIELD_TYPES):
            edit = QLineEdit(shown.get(type_id, ""), self)
            label = _label(names[type_id], edit, self)
            self._lines[type_id] = edit
            if stacked:
                grid.addWidget(label, 2 * place, 0)
                grid.addWidget(edit, 2 * place + 1, 0)
            else:
                row, side = divmod(place, 2)
                grid.addWidget(label, row, 2 * side, Qt.AlignmentFlag.AlignVCenter)
                grid.addWidget(edit, row, 2 * side + 1)
        self._prompts = QPlainTextEdit(self)
        self._prompts.setTabChangesFocus(True)
        self._prompts.setFixedHeight(60)
        self._prompts.setPlaceholderText(self.tr("Optional, one a line"))
        tester_prompts = [value.value for value in planted if value.type == "prompt" and value.source == "tester"]
        self._prompts.setPlainText("\n".join(tester_prompts))
        label = _label(self.tr("prompts"), self._prompts, self)
        last = grid.rowCount()
        grid.addWidget(label, last, 0, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(self._prompts, last + 1 if stacked else last, 0 if stacked else 1, 1, 1 if stacked else 3)

    def values(self) -> list[Planted]:
        """What is filled in, each with the source "tester"."""
        fields = [(type_id, line.text().strip()) for type_id, line in self._lines.items()]
        prompts = [("prompt", line.strip()) for line in self._prompts.toPlainText().splitlines()]
        return [Planted(type_id, value, "tester") for type_id, value in (*fields, *prompts) if value]

    def set_value(self, type_id: str, value: str) -> None:
        """Fill the field of a type."""
        self._lines[type_id].setText(value)


class LookedFor(QWidget):
    """The block beside a session: a heading, what is looked for, and an editor in its place on demand.

    Signals: `planted` after values were added.
    """

    planted = Signal()

    def __init__(self, session: LiveSession, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._editor: QWidget | None = None
        self._fields: PlantedFields | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(theme.SPACE_4)
        heading = QLabel(self.tr("Looked for"), self)
        heading.setProperty("role", "strong")
        self._known: list[Planted] = []
        self._asking = self._ask_again = False
        self.edit_button = button(self.tr("Edit"), self.open_editor, role="link", parent=self)
        self.edit_button.setAccessibleName(self.tr("Edit what is looked for"))
        row = QHBoxLayout()
        row.addWidget(heading, 1)
        row.addWidget(self.edit_button)
        self._column.addLayout(row)
        self._lines = Sentence(role="secondary", parent=self)
        self._column.addWidget(self._lines)
        self._column.addStretch(1)
        self._bridge = BackendBridge(self)
        self._bridge.advanced.connect(self.refresh)
        self._bridge.state_changed.connect(self.refresh)
        self._bridge.listen(session)
        self.refresh()

    def refresh(self) -> None:
        """Ask off this thread what is looked for now, and say it."""
        self.edit_button.setVisible(self._session.live and self._editor is None)
        if self._asking:
            self._ask_again = True
            return
        self._asking, self._ask_again = True, False
        session = self._session
        tasks.run(self, lambda: list(session.planted()), self._on_known, self._on_refused)

    def open_editor(self) -> None:
        """Put the fields in the place of the lines."""
        if self._editor is not None:
            return
        self._editor = QWidget(self)
        column = QVBoxLayout(self._editor)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.SPACE_8)
        self._fields = PlantedFields(self._known, self._editor, stacked=True)
        scroll = ColumnScroll(self._fields, self._editor)
        scroll.setMinimumHeight(140)
        column.addWidget(scroll, 1)
        buttons = QHBoxLayout()
        buttons.addWidget(button(self.tr("Save"), self.save, role="primary"))
        buttons.addWidget(button(self.tr("Cancel"), self.close_editor))
        buttons.addStretch(1)
        column.addLayout(buttons)
        self._column.insertWidget(self._column.count() - 1, self._editor, 100)
        self._lines.hide()
        self.edit_button.hide()
        self._fields.setFocus()

    def save(self) -> None:
        """Look for what is new in the fields as well, then show the lines again."""
        if self._fields is None:
            return
        known = {(value.type, value.value) for value in self._known}
        new = [value for value in self._fields.values() if (value.type, value.value) not in known]
        self.close_editor()
        if new:
            session = self._session
            self._lines.set_sentence(self.tr("Looking through what was received before …"))
            tasks.run(self, lambda: session.plant(new), lambda _none: self._on_planted())

    def close_editor(self) -> None:
        """Show the lines again; nothing is added."""
        if self._editor is not None:
            self._column.removeWidget(self._editor)
            self._editor.deleteLater()
        self._editor = self._fields = None
        self._lines.show()
        self.refresh()

    def _on_known(self, known: list[Planted]) -> None:
        self._known, self._asking = known, False
        self._lines.set_sentence("\n".join(summary_lines(known)))
        if self._ask_again:
            self.refresh()

    def _on_refused(self, problem: InspectorError) -> None:
        self._asking = False
        self._lines.set_sentence(str(problem))

    def _on_planted(self) -> None:
        self.refresh()
        self.planted.emit()


# ------------------------------------------------------------------------------------------------ private


def _label(name: str, buddy: QWidget, parent: QWidget) -> QLabel:
    made = QLabel(name[:1].upper() + name[1:], parent)
    made.setBuddy(buddy)
    return made
