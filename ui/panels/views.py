"""The middle column: the answer as a title, and what explains it in six views under one filter."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QSettings, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QLabel, QStackedWidget, QVBoxLayout, QWidget

from inspector.errors import InspectorError
from inspector.store.filters import Suggestion
from inspector.store.reader import Reader
from ui import theme
from ui.models.rows import Page
from ui.panels.coverage import readable_share
from ui.panels.everything import EverythingPanel
from ui.panels.evidence import EvidencePanel
from ui.panels.filter_line import FilterLine
from ui.panels.matrix import MatrixPanel
from ui.panels.policy import PolicyPanel
from ui.panels.receipts import ReceiptsView
from ui.panels.sdks import SdksPanel
from ui.readings import Summary
from ui.widgets.card import line
from ui.widgets.counted_tabs import CountedTabs
from ui.widgets.sentence import Sentence

RECEIPTS, MATRIX, EVERYTHING, SDKS, EVIDENCE, POLICY = range(6)
_NARROWEST_PX = 400


class SessionViews(QWidget):
    """Shows one reading after another; each view changes in place.

    Signals:
        chosen(company, data type): show these requests; row_chosen(observation id); picture_chosen(evidence id);
        policy_given(PolicyText): keep it; filter_wanted(text): narrow what is shown; answered by `set_page` or
        `refuse_filter`.
    """

    chosen = Signal(str, str)
    row_chosen = Signal(int)
    picture_chosen = Signal(int)
    policy_given = Signal(object)
    filter_wanted = Signal(str)

    def __init__(self, reader: Reader, settings: QSettings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setMinimumWidth(_NARROWEST_PX)
        self._summary: Summary | None = None
        self._where = ""
        self.receipts, self.matrix = ReceiptsView(self), MatrixPanel(self)
        self.everything = EverythingPanel(reader, settings, self)
        self.sdks, self.evidence = SdksPanel(self), EvidencePanel(self)
        self.policy = PolicyPanel(self)
        self.title = QLabel(self)
        self._build(reader.suggest)
        self._connect()

    def show_summary(self, read: Summary, *, live: bool) -> None:
        """Take a new reading. The first one of a saved session opens the first card, as an example."""
        first, self._summary = self._summary is None, read
        self.title.setText(read.headline)
        silent = () if self._where else read.silent
        self.receipts.set_receipts(read.receipts, silent, read.phases, read.prompts_total)
        if first and not live:
            self.receipts.open_first()
        self.matrix.set_recipients(self.receipts.receipts_model().recipients())
        self.matrix.set_readable(readable_share(read.coverage))
        self.everything.set_phases(read.phases)
        self.everything.advance()
        self.sdks.set_sdks(read.sdks, read.senders, read.all_receipts)
        self.evidence.set_evidence(read.evidence)
        self.policy.set_session(read.policies, read.all_receipts, read.facts.package, read.policy_addresses)
        for tab, count in ((EVERYTHING, read.count), (SDKS, len(read.sdks)), (EVIDENCE, len(read.evidence))):
            self.tabs.set_count(tab, count)

    def say_empty(self, state: str, sentence: str) -> None:
        """While receipts and matrix have nothing to show, say why and what to do."""
        read = self._summary
        nothing = read is None or not (read.receipts or (read.silent and not self._where))
        self._pages.setCurrentIndex(0 if nothing and self.tabs.currentIndex() in (RECEIPTS, MATRIX) else 1)
        if self._where:
            title, words = self.tr("Nothing fits the filter"), self.tr("Empty the filter to see everything again.")
        elif state == "starting":
            title, words = self.tr("Starting …"), sentence
        elif state in ("saved", "failed"):
            title = self.tr("Nothing was sent")
            words = self.tr("No request was seen in this session. What was not watched says what could not be seen.")
        else:
            title, words = self.tr("Nothing yet"), self.tr("Use the app on the phone: what it sends appears here.")
        self._empty_title.setText(title)
        self._empty_words.set_sentence(words)

    def empty_text(self) -> tuple[str, str]:
        """The title and the sentence shown while there is nothing else."""
        return self._empty_title.text(), self._empty_words.sentence()

    def where(self) -> str:
        """The filter in force."""
        return self._where

    def set_page(self, page: Page) -> None:
        """The filter could be read: it is in force from now on."""
        self.problem.hide()
        self._where = page.where
        self.everything.set_page(page)

    def refuse_filter(self, problem: InspectorError) -> None:
        """It could not: say so in one sentence, and change nothing."""
        self.problem.set_sentence(f"{problem} {problem.hint}".strip())
        self.problem.show()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where tabs and filter have no room beside each other, the filter stands under the tabs."""
        super().resizeEvent(event)
        room = self.width() - 2 * theme.SPACE_20 - self.tabs.minimumSizeHint().width()
        beside = room >= self.filter.minimumWidth() + theme.SPACE_16
        direction = QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom
        self._tab_row.setDirection(direction)
        self._tab_row.setContentsMargins(0, 0, 0, 0 if beside else theme.SPACE_8)

    # ---------------------------------------------------------------------------------------------- making

    def _connect(self) -> None:
        self.receipts.chosen.connect(self.chosen)
        self.matrix.chosen.connect(self.chosen)
        self.everything.row_chosen.connect(self.row_chosen)
        self.evidence.row_chosen.connect(self.row_chosen)
        self.evidence.picture_chosen.connect(self.picture_chosen)
        self.policy.chosen.connect(self.chosen)
        self.policy.given.connect(self.policy_given)
        self.sdks.sdk_chosen.connect(self._on_sdk_chosen)
        self.filter.filter_changed.connect(self.filter_wanted)
        self.tabs.currentChanged.connect(self._views.setCurrentIndex)

    def _on_sdk_chosen(self, product: str) -> None:
        sdks = self._summary.sdks if self._summary else ()
        name = next((sdk.name for sdk in sdks if sdk.product == product), product)
        self.filter.set_filter(f'(sender:"{name}" or to:"{name}")')
        self.tabs.setCurrentIndex(EVERYTHING)

    def _build(self, suggest: Callable[[str], Sequence[Suggestion]]) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.SPACE_20, 0, theme.SPACE_20, 0)
        column.setSpacing(0)
        self.title.setProperty("role", "page-title")
        self.title.setWordWrap(True)
        self.title.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.title.setContentsMargins(0, theme.SPACE_16, 0, theme.SPACE_4)
        self.problem = Sentence(role="secondary", parent=self)
        self.problem.setProperty("tone", "bad")
        self.problem.setContentsMargins(0, theme.SPACE_8, 0, 0)
        self.problem.hide()
        column.addWidget(self.title)
        column.addLayout(self._make_tab_row(suggest))
        column.addWidget(line(self))
        column.addWidget(self.problem)
        column.addSpacing(10)
        column.addWidget(self._make_pages(), 1)

    def _make_tab_row(self, suggest: Callable[[str], Sequence[Suggestion]]) -> QHBoxLayout:
        first = (self.tr("Receipts"), self.tr("Matrix"), self.tr("Everything"))
        self.tabs = CountedTabs((*first, self.tr("SDKs in the app"), self.tr("Evidence"), self.tr("Policy")), self)
        self.tabs.setAccessibleName(self.tr("Views of the session"))
        self.filter = FilterLine(suggest, self)
        self._tab_row = QHBoxLayout()
        self._tab_row.setSpacing(theme.SPACE_8)
        self._tab_row.addWidget(self.tabs)
        self._tab_row.addStretch(1)
        self._tab_row.addWidget(self.filter, 2)
        return self._tab_row

    def _make_pages(self) -> QWidget:
        self._views = QStackedWidget(self)
        for view in (self.receipts, self.matrix, self.everything, self.sdks, self.evidence, self.policy):
            self._views.addWidget(view)
        empty = QFrame(self)
        column = QVBoxLayout(empty)
        self._empty_title = QLabel(empty)
        self._empty_title.setProperty("role", "detail")
        self._empty_words = Sentence(role="dim", parent=empty)
        column.addStretch(2)
        for label in (self._empty_title, self._empty_words):
            label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            column.addWidget(label)
        column.addStretch(3)
        self._pages = QStackedWidget(self)
        self._pages.addWidget(empty)
        self._pages.addWidget(self._views)
        return self._pages
