"""The right column: the requests behind what was chosen, the proof of one, or what was not watched, or a picture."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPixmap, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QStackedWidget, QVBoxLayout, QWidget

from inspector import datatypes
from inspector.readings import Coverage, ObservationDetail, Row
from inspector.records import Evidence, Finding, Language
from inspector.sentences.of_session import sentences_about
from inspector.store.reader import Reader
from ui import tasks, theme
from ui.panels.coverage import CoveragePanel
from ui.panels.detail import DetailPanel
from ui.panels.requests import RequestsPanel
from ui.readings import Readings, requests_of
from ui.receipt_words import ReceiptWords
from ui.widgets.buttons import icon_button
from ui.widgets.elided import ElidedLabel

T = TypeVar("T")

_PROOF, _COVERAGE, _PICTURE = range(3)


class ProofColumn(QFrame):
    """Reads off the Qt thread; an answer that is no longer asked for is dropped.

    Signals:
        pinned(observation id).
    """

    pinned = Signal(int)

    def __init__(self, readings: Readings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "side-end")
        self._readings = readings
        self._where = ""
        self._chosen: tuple[str, str, str] | None = None  # company id, its name, data type
        self._wanted = 0
        self._pins: frozenset[int] = frozenset()
        self.words: ReceiptWords | None = None
        self.requests, self.detail, self.coverage = RequestsPanel(self), DetailPanel(self), CoveragePanel(self)
        self.picture = _PicturePage(self)
        self._pages = QStackedWidget(self)
        self._build()

    def choose(self, company: str, name: str, data_type: str) -> None:
        """Show the requests that carried a data type to a company; all of them with the data type ""."""
        if self._chosen != (company, name, data_type):
            self._chosen = (company, name, data_type)
            self.requests.view.clearSelection()
            self.requests.view.setCurrentIndex(self.requests.requests_model().index(-1))
        self._pages.setCurrentIndex(_PROOF)
        self._read_requests()

    def show_row(self, observation: int) -> None:
        """Show one observation, by itself."""
        self._chosen = None
        self.requests.hide()
        self._pages.setCurrentIndex(_PROOF)
        self._read_detail(observation)

    def show_coverage(self) -> None:
        """Show what was not watched."""
        self._pages.setCurrentIndex(_COVERAGE)

    def show_evidence(self, evidence: Evidence) -> None:
        """Show a picture that was kept."""

        def shown(data: bytes) -> None:
            self.picture.set_picture(data, evidence)
            self._pages.setCurrentIndex(_PICTURE)

        self._task(lambda reader: reader.evidence_data(evidence.id), shown)

    def advance(self, coverage: Coverage, pins: Sequence[int], where: str) -> None:
        """The file has more: what is shown grows in place."""
        self._where, self._pins = where, frozenset(pins)
        self.coverage.set_coverage(coverage)
        shown = self.detail.observation_id()
        if shown is not None:
            self.detail.set_pinned(shown in self._pins)
        if self._chosen is not None:
            self._read_requests()
        elif shown is not None:
            self._read_detail(shown)

    def chosen(self) -> tuple[str, str] | None:
        """The company and data type whose requests are shown."""
        return (self._chosen[0], self._chosen[2]) if self._chosen else None

    def _read_requests(self) -> None:
        assert self._chosen is not None
        asked, where = self._chosen, self._where
        company, name, data_type = asked

        def shown(pairs: list[tuple[Row, Finding | None]]) -> None:
            if self._chosen == asked:
                self._show_requests(name, data_type, pairs)

        self._task(lambda reader: requests_of(reader, company, name, data_type, where), shown)

    def _show_requests(self, name: str, data_type: str, pairs: Sequence[tuple[Row, Finding | None]]) -> None:
        count = len({row.id for row, _ in pairs})
        requests = self.tr("1 request") if count == 1 else self.tr("{0} requests").format(f"{count:,}")
        if data_type:
            subject = f"{name} × {datatypes.name_of(data_type)}"
            none = self.tr("Not found in what could be read")
            sentence = self.tr("{0} carried it").format(requests) if count else none
        else:
            subject, sentence = name, self.tr("{0} in all").format(requests)
        self.requests.show_pairs(subject, sentence, pairs, in_words=bool(data_type and count))
        if not pairs:
            self.detail.show_nothing()

    def _on_words_asked(self) -> None:
        assert self._chosen is not None
        (company, name, data_type), where = self._chosen, self._where
        subject = f"{name} × {datatypes.name_of(data_type)}"

        def shown(sentences: dict[Language, str]) -> None:
            if sentences:
                self.words = ReceiptWords(subject, sentences, self)
                self.words.open()

        self._task(lambda reader: sentences_about(reader, company, data_type, where), shown)

    def _on_request_chosen(self, observation: int) -> None:
        self._read_detail(observation)

    def _read_detail(self, observation: int) -> None:
        self._wanted = observation
        data_type = self._chosen[2] if self._chosen else ""

        def shown(detail: ObservationDetail) -> None:
            if self._wanted == observation:
                self.detail.show_observation(detail, data_type, pinned=observation in self._pins)

        self._task(lambda reader: reader.detail(observation), shown)

    def _task(self, work: Callable[[Reader], T], done: Callable[[T], object]) -> None:
        readings = self._readings
        tasks.run(self, lambda: readings.read(work), done)

    def _close_requests(self) -> None:
        self._chosen = None
        self.requests.hide()

    def _build(self) -> None:
        proof = QWidget(self)
        column = QVBoxLayout(proof)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.SPACE_8)
        column.addWidget(self.requests)
        column.addWidget(self.detail, 1)
        for page in (proof, self.coverage, self.picture):
            self._pages.addWidget(page)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(theme.SPACE_16, theme.SPACE_12, theme.SPACE_16, theme.SPACE_12)
        outer.addWidget(self._pages)
        self.requests.words_asked.connect(self._on_words_asked)
        self.requests.row_chosen.connect(self._on_request_chosen)
        self.requests.closed.connect(self._close_requests)
        self.coverage.closed.connect(lambda: self._pages.setCurrentIndex(_PROOF))
        self.picture.closed_button.clicked.connect(lambda: self._pages.setCurrentIndex(_PROOF))
        self.detail.pinned.connect(self.pinned)


class _PicturePage(QWidget):
    """A picture that was kept, as large as the column."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._pixmap = QPixmap()
        self._title = ElidedLabel(role="detail", parent=self)
        self.closed_button = icon_button("close", self.tr("Back to the proof"), parent=self)
        self._image = QLabel(self)
        self._image.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignHCenter)
        self._image.setMinimumSize(1, 1)
        self._hash = QLabel(self)
        self._hash.setProperty("role", "faint")
        self._hash.setWordWrap(True)
        self._hash.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        top = QHBoxLayout()
        top.addWidget(self._title, 1)
        top.addWidget(self.closed_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.SPACE_8)
        column.addLayout(top)
        column.addWidget(self._hash)
        column.addWidget(self._image, 1)

    def set_picture(self, data: bytes, evidence: Evidence) -> None:
        """Show it, with its note and hash."""
        self._pixmap = QPixmap()
        self._pixmap.loadFromData(data)
        self._title.setText(evidence.note or self.tr("Picture"))
        self._hash.setText(f"sha256 {evidence.sha256[:32]}\u200b{evidence.sha256[32:]}")
        self._image.setAccessibleName(evidence.note)
        self._fit()

    def _fit(self) -> None:
        if not self._pixmap.isNull():
            ratio = self.devicePixelRatioF()
            room = self._image.size() * ratio
            scaled = self._pixmap.scaled(
                room.boundedTo(self._pixmap.size()), Qt.AspectRatioMode.KeepAspectRatio,
                Qt.TransformationMode.SmoothTransformation,
            )  # fmt: skip
            scaled.setDevicePixelRatio(ratio)
            self._image.setPixmap(scaled)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()
