"""One problem or remark over a page."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from ui import theme
from ui.widgets.buttons import button, icon_button
from ui.widgets.sentence import Sentence


class Banner(QFrame):
    """One problem over the page: a sentence, its next step, one button. It blocks nothing."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "banner")
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.SPACE_16, theme.SPACE_8, theme.SPACE_12, theme.SPACE_8)
        row.setSpacing(theme.SPACE_12)
        self.sentence = Sentence(parent=self)
        self._step: Callable[[], object] | None = None
        self.step_button = button("", self._on_step_pressed, role="small", parent=self)
        row.addWidget(self.sentence, 1)
        row.addWidget(self.step_button)
        row.addWidget(icon_button("close", self.tr("Close this message"), self.hide, parent=self))
        self.hide()

    def show_sentence(
        self, sentence: str, label: str = "", step: Callable[[], object] | None = None, *, problem: bool = False
    ) -> None:
        """Say it, with one button where there is a step to offer."""
        self.setProperty("tone", "problem" if problem else "")
        self.style().unpolish(self)
        self.style().polish(self)
        self.sentence.set_sentence(sentence)
        self._step = step
        self.step_button.setText(label)
        self.step_button.setVisible(step is not None)
        self.show()

    def _on_step_pressed(self) -> None:
        self.hide()
        if self._step is not None:
            self._step()
