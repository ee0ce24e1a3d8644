"""The proof: one observation with its content, headers, bytes, call stack, and why each value was recognised."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSizePolicy, QStackedWidget, QVBoxLayout, QWidget

from inspector.readings import ObservationDetail
from inspector.records import Finding
from ui import theme
from ui.models import observation
from ui.models.values import Mark, NodeRole
from ui.panels.why import WhyPage, WhyStrip
from ui.widgets.buttons import button
from ui.widgets.bytes_page import BytesPage
from ui.widgets.card import line
from ui.widgets.counted_tabs import CountedTabs
from ui.widgets.facts_grid import FactsGrid
from ui.widgets.sentence import Sentence
from ui.widgets.stack_view import StackView
from ui.widgets.value_tree import ValueTree

CONTENT, HEADERS, BYTES, STACK, WHY = range(5)
_LOWEST_PAGES_PX = 64
_LOWEST_PX = 280  # Qt would ask for more: it takes the labels that wrap for as narrow as can be
_HEIGHT_FOR_STRIP_PX = 440  # below it the content needs the room; the reasons have a tab of their own


class DetailPanel(QWidget):
    """Nothing selected: a sentence that says what to select. Which tab is open stays from one observation to the next.

    Signals:
        pinned(observation id): keep this as evidence.
    """

    pinned = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._detail: ObservationDetail | None = None
        self._shown_type = ""
        self._explained: Finding | None = None
        self._stack = QStackedWidget(self)
        self.setMinimumHeight(_LOWEST_PX)
        self._stack.setMinimumHeight(_LOWEST_PX)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._stack)
        self._stack.addWidget(self._empty_page())
        self._stack.addWidget(self._full_page())
        self.content.selectionModel().currentChanged.connect(self._on_value_selected)

    def observation_id(self) -> int | None:
        """The observation shown, if any."""
        return self._detail.row.id if self._detail else None

    def show_nothing(self) -> None:
        """Back to the sentence."""
        self._detail = None
        self._stack.setCurrentIndex(0)

    def show_observation(self, detail: ObservationDetail, data_type: str = "", *, pinned: bool = False) -> None:
        """Show one; `data_type` is the one it was chosen for: it is brought into sight and explained."""
        same = self._detail is not None and self._detail.row.id == detail.row.id
        self.set_pinned(pinned)
        if same and self._detail == detail and data_type == self._shown_type:
            return
        self._detail, self._shown_type = detail, data_type
        self._fill_head(detail)
        self.content.set_value(observation.sections(detail), observation.marks(detail))
        self.headers.set_value(observation.header_sections(detail), observation.marks(detail))
        self.bytes.set_bodies(
            [(body.side, body.data, observation.byte_marks(body.data, detail.findings)) for body in detail.bodies]
        )
        self.stack.set_stacks(observation.frames(detail), detail.sender)
        self.why.set_detail(detail)
        finding = self._finding_of(detail, data_type)
        self._explain(finding)
        if finding is not None:
            tree = self.headers if finding.path.startswith("headers") else self.content
            tree.reveal(_path_in_tree(detail, finding))
        self._stack.setCurrentIndex(1)

    def set_pinned(self, pinned: bool) -> None:
        """Say whether the observation shown is among the evidence."""
        self.pin_button.setText(self.tr("Pinned") if pinned else self.tr("Pin as evidence"))
        self.pin_button.setEnabled(not pinned)

    def open_tab(self, number: int) -> None:
        """CONTENT, HEADERS, BYTES, STACK or WHY."""
        self.tabs.setCurrentIndex(number)

    def _fill_head(self, detail: ObservationDetail) -> None:
        first, path = observation.title(detail)
        self._place.setText(observation.place(detail))
        self._title.setText(_breakable(first))
        self._path.setText(_breakable(path))
        self._path.setVisible(bool(path))
        self._facts.set_facts(observation.facts(detail))

    def _finding_of(self, detail: ObservationDetail, data_type: str) -> Finding | None:
        fitting = [finding for finding in detail.findings if finding.type == data_type]
        return next(iter(fitting or observation.reasons(detail)), None)

    def _explain(self, finding: Finding | None) -> None:
        self._explained = finding
        self.why_strip.set_finding(finding if self.height() >= _HEIGHT_FOR_STRIP_PX else None)

    def _on_value_selected(self, index: QModelIndex) -> None:
        if self._detail is None or not index.isValid():
            return
        node_marks: tuple[Mark, ...] = index.data(NodeRole).marks
        paths = {mark.path for mark in node_marks}
        for finding in self._detail.findings:
            if _path_in_tree(self._detail, finding) in paths:
                self._explain(finding)
                return

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._explain(self._explained)

    # ---------------------------------------------------------------------------------------------- making

    def _empty_page(self) -> QWidget:
        page = QWidget(self)
        column = QVBoxLayout(page)
        column.setContentsMargins(0, theme.SPACE_28, 0, 0)
        title = QLabel(self.tr("The proof"), page)
        title.setProperty("role", "detail")
        words = Sentence(
            self.tr("Select a chip, a sentence, a cell or a row: the request that carried it is shown here, opened."),
            role="dim",
            parent=page,
        )
        column.addWidget(title)
        column.addWidget(words)
        column.addStretch(1)
        return page

    def _full_page(self) -> QWidget:
        page = QWidget(self)
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.SPACE_4)
        self._place = QLabel(page)
        self._place.setProperty("role", "secondary")
        self.pin_button: QPushButton = button(self.tr("Pin as evidence"), self._on_pin, role="link", parent=page)
        top = QHBoxLayout()
        top.addWidget(self._place, 1)
        top.addWidget(self.pin_button)
        self._title, self._path = _head_label("detail", page), _head_label("dim", page)
        self._facts = FactsGrid(page)
        column.addLayout(top)
        column.addWidget(self._title)
        column.addWidget(self._path)
        column.addSpacing(theme.SPACE_8)
        column.addWidget(self._facts)
        column.addSpacing(theme.SPACE_4)
        parts = QVBoxLayout()
        parts.setSpacing(0)
        parts.addWidget(self._make_tabs(page))
        parts.addWidget(line(page))
        parts.addWidget(self._make_pages(page), 1)
        column.addLayout(parts, 1)
        return page

    def _make_tabs(self, page: QWidget) -> QWidget:
        names = (self.tr("Content"), self.tr("Headers"), self.tr("Bytes"), self.tr("Call stack"), self.tr("Why"))
        self.tabs = CountedTabs(names, page, gap_px=theme.SPACE_16)
        self.tabs.setAccessibleName(self.tr("Parts of the observation"))
        return self.tabs

    def _make_pages(self, page: QWidget) -> QWidget:
        self.content, self.headers = ValueTree(page), ValueTree(page)
        self.bytes, self.stack, self.why = BytesPage(page), StackView(page), WhyPage(page)
        self.why_strip = WhyStrip(page)
        self.why_strip.more.connect(lambda: self.open_tab(WHY))
        first = QWidget(page)
        column = QVBoxLayout(first)
        column.setContentsMargins(0, theme.SPACE_8, 0, 0)
        column.setSpacing(theme.SPACE_8)
        column.addWidget(self.content, 1)
        column.addWidget(self.why_strip)
        pages = QStackedWidget(page)
        pages.setMinimumHeight(_LOWEST_PAGES_PX)
        for part in (first, self.headers, self.bytes, self.stack, self.why):
            pages.addWidget(part)
        self.tabs.currentChanged.connect(pages.setCurrentIndex)
        return pages

    def _on_pin(self) -> None:
        if self._detail is not None:
            self.pinned.emit(self._detail.row.id)


def _head_label(role: str, parent: QWidget) -> QLabel:
    label = QLabel(parent)
    label.setProperty("role", role)
    label.setWordWrap(True)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    label.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
    return label


def _breakable(text: str) -> str:
    """With places where a long host or path may break."""
    return text.replace("/", "/\u200b").replace(".", ".\u200b").replace("_", "_\u200b")


def _path_in_tree(detail: ObservationDetail, finding: Finding) -> str:
    return "value.value" if detail.row.kind == "device_read" else finding.path
