"""The session page: the phone you operate, what came out of it, the proof of what you selected."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import partial
from pathlib import Path

from PySide6.QtCore import QByteArray, Qt, Signal
from PySide6.QtGui import QAction, QImage, QKeySequence
from PySide6.QtWidgets import QFileDialog, QFrame, QHBoxLayout, QMenu, QSplitter, QVBoxLayout, QWidget

from inspector.errors import FileProblem, InspectorError
from ui import tasks, theme
from ui.bridge import BackendBridge, LiveSession
from ui.models.rows import Page, read_page
from ui.panels.coverage import CoverageBar
from ui.panels.header import SessionHeader
from ui.panels.looked_for import LookedFor
from ui.panels.phone_view import PhoneView
from ui.panels.proof import ProofColumn
from ui.panels.views import EVERYTHING, EVIDENCE, MATRIX, POLICY, RECEIPTS, SDKS, SessionViews
from ui.picture import picture, png_bytes
from ui.readings import Readings, Summary, summary
from ui.settings_dialog import settings
from ui.widgets.buttons import button
from ui.widgets.sentence import Sentence

__all__ = ["EVERYTHING", "EVIDENCE", "MATRIX", "POLICY", "RECEIPTS", "SDKS", "SessionPage"]


class SessionPage(QWidget):
    """Shows a session, live or saved, and grows with it.

    Reads off the Qt thread, one reading at a time; what comes meanwhile is read in the next one.
    Signals:
        closed: the tester is done with this session; exported: an export of it is asked for.
    """

    closed = Signal()
    exported = Signal()

    def __init__(self, session: LiveSession, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "page")
        self.session = session
        self._readings = Readings(session)
        self._row_reader = session.reader()
        self._settings = settings()
        self._summary: Summary | None = None
        self._reading = self._again = self._was_live = False
        self._trouble = ""
        self._build()
        self._add_actions()
        self.setFocusProxy(self.views.receipts)
        self._bridge = BackendBridge(self)
        self._bridge.advanced.connect(self.refresh)
        self._bridge.state_changed.connect(self._on_state_changed)
        self._bridge.listen(session)
        readings, rows = self._readings, self._row_reader
        self.destroyed.connect(readings.close)
        self.destroyed.connect(rows.close)
        self._on_state_changed()

    # ---------------------------------------------------------------------------------------------- what is shown

    def refresh(self) -> None:
        """Read the session again and show it; while a reading is under way, once more after it."""
        if self._reading:
            self._again = True
            return
        self._reading = True
        readings, where, live = self._readings, self.views.where(), self.session.live
        tasks.run(self, lambda: readings.read(lambda reader: summary(reader, where, live)), self._show, self._on_unread)

    def summary(self) -> Summary | None:
        """The last reading."""
        return self._summary

    def open_tab(self, number: int) -> None:
        """RECEIPTS, MATRIX, EVERYTHING, SDKS, EVIDENCE or POLICY."""
        self.views.tabs.setCurrentIndex(number)

    def choose(self, company: str, data_type: str) -> None:
        """Show the requests that carried a data type to a company in the right column; all of them with ""."""
        self.views.matrix.select(company, data_type)
        known = self._summary.all_receipts if self._summary else ()
        name = next((recipient.name for recipient in known if recipient.id == company), company)
        self.proof.choose(company, name, data_type)

    def take_picture(self) -> QImage:
        """The middle and right columns as they are now, with the session's facts below. Reads one hash."""
        assert self._summary is not None
        head = self._row_reader.head().hex()
        return picture(self._subject, self._summary.facts, head, datetime.now().astimezone())

    def keep_picture(self) -> None:
        """Add a picture of what is shown to the evidence."""
        data, note = png_bytes(self.take_picture()), self.views.title.text()
        self._do(lambda: self.session.add_picture(data, note))

    def save_picture(self, path: Path) -> None:
        """Write a picture of what is shown as a PNG file."""
        data = png_bytes(self.take_picture())
        tasks.run(self, lambda: _written(path, data), None, self._say_trouble)

    def _on_filter_wanted(self, where: str) -> None:
        def done(page: Page) -> None:
            if page.where == self.views.filter.text().strip():  # else another one is on its way
                self.views.set_page(page)
                self.refresh()

        readings = self._readings
        tasks.run(self, lambda: readings.read(lambda reader: read_page(reader, where)), done, self.views.refuse_filter)

    def _show(self, read: Summary) -> None:
        self._reading = False
        self._summary = read
        self.header.set_session(read.facts, read.phases)
        self.views.show_summary(read, live=self.session.live)
        self.footer.set_coverage(read.coverage)
        pins = [item.observation for item in read.evidence if item.observation is not None]
        self.proof.advance(read.coverage, pins, self.views.where())
        self._say_state()
        if self._again:
            self._again = False
            self.refresh()

    def _on_unread(self, problem: InspectorError) -> None:
        self._reading = False
        self._say_trouble(problem)

    def _say_trouble(self, problem: InspectorError) -> None:
        self._trouble = f"{problem} {problem.hint}".strip()
        self._say_state()

    def _on_state_changed(self) -> None:
        state, live = self.session.state, self.session.live
        self.header.set_state(state)
        self.phone_column.setVisible(live or state in ("starting", "stopping"))
        for action, needs_live in self._actions:
            action.setEnabled(live or not needs_live)
        self._was_live = self._was_live or live
        self._say_state()
        self.refresh()

    def _say_state(self) -> None:
        """The line under the header, and the sentence in the views' place while nothing came."""
        state, sentence = self.session.state, self.session.state_sentence
        ended = self._was_live and state == "saved"
        self.views.say_empty(state, sentence)
        if ended:
            sentence = self.tr("Saved as **{0}**.").format(Path(self.session.path).name)
        shown = state in ("reconnecting", "failed", "stopping") or ended
        self.banner_text.set_sentence(self._trouble or sentence)
        self.banner_step.setVisible(not self._trouble and (state == "failed" or ended))
        self.banner.setVisible(bool(self._trouble) or shown)

    # ---------------------------------------------------------------------------------------------- what is done

    def mark_phase(self) -> None:
        """A new phase begins now."""
        self._do(self.session.mark_phase)

    def take_screenshot(self) -> None:
        """Keep a picture of the phone's screen."""
        self._do(self.session.screenshot)

    def stop(self) -> None:
        """Stop recording and save."""
        tasks.run(self, self.session.stop, lambda _saved: self._on_state_changed(), self._say_trouble)

    def _pin(self, observation: int) -> None:
        note = self.views.title.text()
        self._do(lambda: self.session.pin(observation, note))

    def _do(self, work: Callable[[], object]) -> None:
        """Something the session does for the tester, off this thread; then read again."""

        def done(_result: object) -> None:
            self._trouble = ""
            self.refresh()

        tasks.run(self, work, done, self._say_trouble)

    def _on_picture_asked(self) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction(self.tr("Save this view as a picture …"), self._ask_where)
        menu.addAction(self.tr("Keep this view as evidence"), self.keep_picture)
        below = self.header.picture_button
        menu.popup(below.mapToGlobal(below.rect().bottomLeft()))

    def _ask_where(self) -> None:
        dialog = QFileDialog(self, self.tr("Save picture"), "", self.tr("Pictures (*.png)"))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("png")
        dialog.selectFile(f"{Path(self.session.path).stem}.png")
        dialog.fileSelected.connect(lambda chosen: self.save_picture(Path(chosen)))
        dialog.open()

    def _on_evidence_picture(self, number: int) -> None:
        kept = self._summary.evidence if self._summary else ()
        for evidence in kept:
            if evidence.id == number:
                self.proof.show_evidence(evidence)

    # ---------------------------------------------------------------------------------------------- making

    def _build(self) -> None:
        self.header, self.footer = SessionHeader(self), CoverageBar(self)
        self.proof = ProofColumn(self._readings, self)
        self.views = SessionViews(self._row_reader, self._settings, self)
        self.phone_column = self._make_phone_column()
        self._subject = QSplitter(Qt.Orientation.Horizontal, self)
        outer = QSplitter(Qt.Orientation.Horizontal, self)
        for splitter, key, parts, sizes in (
            (outer, "outer", (self.phone_column, self._subject), (264, 1176)),
            (self._subject, "inner", (self.views, self.proof), (796, 380)),
        ):
            self._fill_splitter(splitter, f"session/{key}", parts, sizes)
            splitter.setStretchFactor(0, 0 if splitter is outer else 1)
            splitter.setStretchFactor(1, 1 if splitter is outer else 0)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for part in (self.header, self._make_banner()):
            column.addWidget(part)
        column.addWidget(outer, 1)
        column.addWidget(self.footer)
        self._connect()

    def _connect(self) -> None:
        self.header.phase_marked.connect(self.mark_phase)
        self.header.screenshot_asked.connect(self.take_screenshot)
        self.header.stop_asked.connect(self.stop)
        self.header.export_asked.connect(self.exported)
        self.header.picture_asked.connect(self._on_picture_asked)
        self.header.back_asked.connect(self.closed)
        self.views.chosen.connect(self.choose)
        self.views.row_chosen.connect(self.proof.show_row)
        self.views.picture_chosen.connect(self._on_evidence_picture)
        self.views.policy_given.connect(lambda policy: self._do(lambda: self.session.keep_policy(policy)))
        self.views.filter_wanted.connect(self._on_filter_wanted)
        self.views.tabs.currentChanged.connect(lambda _tab: self._say_state())
        self.proof.pinned.connect(self._pin)
        self.footer.asked.connect(self.proof.show_coverage)
        self.proof.coverage.all_hooks_wanted.connect(
            lambda: tasks.run(self, self.session.put_hooks_in_again, lambda _count: None)
        )

    def _fill_splitter(
        self, splitter: QSplitter, key: str, parts: tuple[QWidget, QWidget], sizes: tuple[int, int]
    ) -> None:
        """Two parts at a line that can be moved and is remembered."""
        for part in parts:
            splitter.addWidget(part)
        splitter.setHandleWidth(0)  # the parts draw the line themselves; Qt keeps five pixels to take hold of
        splitter.setChildrenCollapsible(False)
        remembered = self._settings.value(key)
        if not (isinstance(remembered, QByteArray) and splitter.restoreState(remembered)):
            splitter.setSizes(list(sizes))
        splitter.splitterMoved.connect(lambda *_: self._settings.setValue(key, splitter.saveState()))

    def _make_phone_column(self) -> QWidget:
        column = QFrame(self)
        column.setProperty("role", "side")
        column.setMinimumWidth(216)
        column.setMaximumWidth(420)
        inner = QVBoxLayout(column)
        inner.setContentsMargins(theme.SPACE_16, theme.SPACE_16, theme.SPACE_16, theme.SPACE_16)
        inner.setSpacing(theme.SPACE_12)
        self.phone_view, self.looked_for = PhoneView(self.session, column), LookedFor(self.session, column)
        self.looked_for.planted.connect(self.refresh)
        inner.addWidget(self.phone_view, 100)
        inner.addWidget(self.looked_for)
        inner.addStretch(1)
        return column

    def _make_banner(self) -> QWidget:
        self.banner = QFrame(self)
        self.banner.setProperty("role", "banner")
        row = QHBoxLayout(self.banner)
        row.setContentsMargins(theme.SPACE_16, theme.SPACE_8, theme.SPACE_16, theme.SPACE_8)
        self.banner_text = Sentence(parent=self.banner)
        self.banner_step = button(self.tr("Export …"), self.exported.emit, role="small", parent=self.banner)
        row.addWidget(self.banner_text, 1)
        row.addWidget(self.banner_step)
        self.banner.hide()
        return self.banner

    def _add_actions(self) -> None:
        self._actions: list[tuple[QAction, bool]] = []
        tabs = (self.tr("Receipts"), self.tr("Matrix"), self.tr("Everything"), self.tr("SDKs in the app"))
        for number, text in enumerate((*tabs, self.tr("Evidence"))):
            self._add_action(text, f"Ctrl+{number + 1}", partial(self.open_tab, number))
        self._add_action(self.tr("What was not watched"), "Ctrl+6", self.proof.show_coverage)
        self._add_action(self.tr("Privacy policy"), "Ctrl+7", partial(self.open_tab, POLICY))
        self._add_action(self.tr("Filter"), "Ctrl+F", self.views.filter.setFocus)
        for text, keys, work in (
            (self.tr("Mark the next phase"), "Ctrl+M", self.mark_phase),
            (self.tr("Type into the phone"), "Ctrl+T", self.phone_view.setFocus),
            (self.tr("Screenshot of the phone"), "Ctrl+Shift+S", self.take_screenshot),
            (self.tr("Stop and save"), "Ctrl+Shift+X", self.stop),
        ):
            self._add_action(text, keys, work, needs_live=True)
        self._add_action(self.tr("Save this view as a picture …"), "Ctrl+P", self._ask_where)
        self._add_action(self.tr("Keep this view as evidence"), "Ctrl+Shift+K", self.keep_picture)
        self._add_action(self.tr("Export …"), "Ctrl+E", self.exported.emit)

    def _add_action(self, text: str, keys: str, work: Callable[[], object], *, needs_live: bool = False) -> None:
        action = QAction(text, self)
        action.setShortcut(QKeySequence(keys))
        action.setShortcutContext(Qt.ShortcutContext.WindowShortcut)
        action.triggered.connect(lambda _checked=False: work())
        self.addAction(action)
        self._actions.append((action, needs_live))


def _written(path: Path, data: bytes) -> None:
    try:
        path.write_bytes(data)
    except OSError as e:
        hint = "Choose another folder."
        raise FileProblem(f"{path.name} could not be written: {e.strerror}.", code="file.unwritable", hint=hint) from e
