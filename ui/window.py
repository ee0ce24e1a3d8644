"""The main window: start page ▸ app picker ▸ session page, its actions, and the place for problems."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import QByteArray, QSize, Qt, QUrl, Signal
from PySide6.QtGui import QAction, QCloseEvent, QDesktopServices, QDragEnterEvent, QDropEvent, QKeySequence
from PySide6.QtWidgets import QFileDialog, QMainWindow, QMessageBox, QStackedWidget, QWidget
from PySide6.QtWidgets import QVBoxLayout as Column

from inspector import paths
from inspector.errors import InspectorError
from inspector.records import App, CustomHook, Phone, Planted
from ui import tasks
from ui.bridge import Desk, Imported, LiveSession, Sessions
from ui.palette import Palette
from ui.panels.apps import AppsPage
from ui.panels.start import StartPage
from ui.settings_dialog import SettingsDialog, set_theme, settings
from ui.widgets.banner import Banner

SessionPageMaker = Callable[[LiveSession, "MainWindow"], QWidget]

_GEOMETRY_KEY = "window/geometry"


class MainWindow(QMainWindow):
    """Holds one page at a time. Pages speak to it through `show_problem`, `show_start`, `open_session` and signals.

    `desk` and `sessions` are inspector.desk and inspector.session.Session, or fakes of the same shape.
    `make_session_page` builds the session page; it is imported only when the first session is opened.
    Signals: `session_shown(session)` each time a session is on the screen.
    """

    session_shown = Signal(object)
    _ready = Signal(object)
    _progressed = Signal(str, int)

    def __init__(self, desk: Desk, sessions: Sessions, make_session_page: SessionPageMaker) -> None:
        super().__init__()
        self.desk, self.sessions = desk, sessions
        self._make_session_page = make_session_page
        self._session: LiveSession | None = None
        self._page: QWidget | None = None
        self._settings_dialog: SettingsDialog | None = None
        self._closing = False
        self._importing = ""
        self._import_remarks = (Path(), "")
        self.setAcceptDrops(True)
        self.setWindowTitle(self.tr("App Privacy Inspector"))
        self.setMinimumSize(960, 600)
        self._build_actions()
        self._build()
        self._progressed.connect(self._on_progressed, Qt.ConnectionType.QueuedConnection)
        self._ready.connect(self._on_session_ready, Qt.ConnectionType.QueuedConnection)
        self._restore_geometry()
        self.start_page.phones.start_watching()
        self.start_page.setFocus()

    # ---------------------------------------------------------------- what pages and others ask for

    def show_problem(self, problem: InspectorError, label: str = "", step: Callable[[], object] | None = None) -> None:
        """Say a fault of the world over the page, with its hint and, where there is one, a step to take."""
        self.banner.show_sentence(f"**{problem}** {problem.hint}".strip(), label, step, problem=True)

    def show_sentence(self, sentence: str, label: str = "", step: Callable[[], object] | None = None) -> None:
        """Say something that is no fault, in the same place."""
        self.banner.show_sentence(sentence, label, step)

    def show_start(self) -> None:
        """Go to the start page; a session that is being recorded is asked about first."""
        if self._session is not None and self._session.live:
            self._ask_to_stop(self._go_to_start)
        else:
            self._go_to_start()

    def choose_app(self, phone: Phone) -> None:
        """Go to the app picker of a phone."""
        page = AppsPage(self.desk, phone, self)
        page.back_wanted.connect(self.show_start)
        page.start_wanted.connect(lambda *wanted: self._start(page, *wanted))
        self._show_page(page)

    def _start(self, page: AppsPage, serial: str, app: App, planted: list[Planted], restart: bool) -> None:
        hooks, hooks_file = page.hooks.chosen()
        self.start_session(serial, app, planted, restart, hooks, hooks_file)

    def start_session(
        self, serial: str, app: App, planted: list[Planted], restart: bool,
        hooks: Sequence[CustomHook] = (), hooks_file: str = "",
    ) -> None:  # fmt: skip
        """Begin to record; the session page comes as soon as there is a file, before the app has started."""
        self._say_busy(self.tr("Starting {app} with the hooks in place …").format(app=app.name or app.package))

        def work() -> LiveSession:
            return self.sessions.record(
                serial, app, planted=planted, restart=restart, hooks=hooks, hooks_file=hooks_file,
                on_ready=self._ready.emit,
            )  # fmt: skip

        tasks.run(self, work, self._on_session_ready, self._on_refused)

    def open_session(self, path: Path) -> None:
        """Open a saved session."""
        tasks.run(self, lambda: self.sessions.open(path), self._on_session_ready, self._on_refused)

    def resume_session(self, path: Path) -> None:
        """Go on with a session that was interrupted."""
        self.banner.show_sentence(self.tr("Looking for the app on the phone …"))
        opened = self.tr("Open what was saved")
        tasks.run(
            self,
            lambda: self.sessions.resume(path),
            self._on_session_resumed,
            lambda problem: self.show_problem(problem, opened, lambda: self.open_session(path)),
        )

    def delete_session(self, path: Path) -> None:
        """Delete a session file, after asking."""
        box = QMessageBox(self)
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        box.setIcon(QMessageBox.Icon.NoIcon)
        box.setText(self.tr("Delete “{name}”?").format(name=path.stem))
        box.setInformativeText(self.tr("The session and its evidence are removed from this computer for good."))
        delete = box.addButton(self.tr("Delete"), QMessageBox.ButtonRole.DestructiveRole)
        box.addButton(self.tr("Keep"), QMessageBox.ButtonRole.RejectRole)
        delete.clicked.connect(lambda: self._delete_now(path))
        box.open()

    def open_file(self, path: Path) -> None:
        """Open a session, or make one of another tool's capture: whichever the file's content says it is."""

        def on_told(is_session: bool) -> None:
            if is_session:
                self.open_session(path)
            else:
                self.import_capture(path)

        tasks.run(self, lambda: self.desk.is_session(path), on_told, self._on_refused)

    def import_capture(self, source: Path) -> None:
        """Make a session of another tool's capture and open it; it says how far it is and can be stopped."""
        out, stop = paths.free_session(paths.sessions(), source.stem), threading.Event()
        self.banner.show_sentence(self.tr("Importing {name} …").format(name=source.name), self.tr("Stop"), stop.set)
        self._importing = source.name

        def on_progress(done_bytes: int, size_bytes: int) -> None:
            self._progressed.emit(source.name, 100 * done_bytes // max(1, size_bytes))

        def work() -> Imported:
            return self.desk.import_capture(source, out, progress=on_progress, stop=stop)

        tasks.run(self, work, self._on_imported, self._on_refused)

    def export_session(self, source: Path) -> None:
        """Ask where to, and write a session in the format the file's name ends with."""
        kinds = ";;".join(
            (
                self.tr("All data as JSON (*.json)"),
                self.tr("Requests as a table (*.csv)"),
                self.tr("HTTP archive (*.har)"),
                self.tr("Packets for Wireshark (*.pcapng)"),
                self.tr("Table for pandas, DuckDB or R (*.parquet)"),
            )
        )
        dialog = QFileDialog(self, self.tr("Export"), str(Path.home() / source.stem), kinds)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("json")
        dialog.filterSelected.connect(lambda kind: dialog.setDefaultSuffix(kind.rpartition(".")[2].rstrip(")")))
        dialog.fileSelected.connect(lambda chosen: self.export_to(source, Path(chosen)))
        dialog.open()

    def export_to(self, source: Path, out: Path) -> None:
        """Write a session in another format, and say where it lies."""
        self.banner.show_sentence(self.tr("Exporting to {name} …").format(name=out.name))
        tasks.run(self, lambda: self.desk.export_session(source, out), lambda _none: self._on_exported(out))

    # ---------------------------------------------------------------- actions

    def all_actions(self) -> list[QAction]:
        """What can be done now: the page's own actions, then the window's."""
        page = self.stack.currentWidget()
        own = list(page.actions()) if page is not None else []
        return [*own, *self.actions()]

    def on_open_wanted(self) -> None:
        dialog = QFileDialog(self, self.tr("Open or import"), str(paths.sessions()))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setNameFilters(
            [
                self.tr("Sessions and captures")
                + " (*.session *.har *.mitm *.flow *.flows *.pcap *.pcapng *.cap *.dump *.gz *.zst)",
                self.tr("All files") + " (*)",
            ]
        )
        dialog.fileSelected.connect(lambda chosen: self.open_file(Path(chosen)))
        dialog.open()

    def on_settings_wanted(self) -> None:
        if self._settings_dialog is None:
            self._settings_dialog = SettingsDialog(self)
        self._settings_dialog.show()
        self._settings_dialog.raise_()

    def on_palette_wanted(self) -> None:
        if self.palette_card.isVisible():
            self.palette_card.close_palette()
        else:
            self.palette_card.open(self.all_actions())

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        dropped = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        if dropped:
            event.acceptProposedAction()
            self.open_file(dropped[0])

    def closeEvent(self, event: QCloseEvent) -> None:
        if self._session is not None and self._session.live and not self._closing:
            event.ignore()
            self._ask_to_stop(self._close_for_good)
            return
        settings().setValue(_GEOMETRY_KEY, self.saveGeometry())
        self.start_page.phones.stop_watching()
        self._drop_page()
        super().closeEvent(event)

    # ---------------------------------------------------------------- private

    def _build(self) -> None:
        body = QWidget(self)
        column = Column(body)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self.banner = Banner(body)
        self.stack = QStackedWidget(body)
        self.start_page = StartPage(self.desk, (self.open_action, self.settings_action), self)
        self.start_page.phones.app_wanted.connect(self.choose_app)
        self.start_page.phones.problem_met.connect(self.show_problem)
        self.start_page.sessions.open_wanted.connect(self.open_session)
        self.start_page.sessions.resume_wanted.connect(self.resume_session)
        self.start_page.sessions.delete_wanted.connect(self.delete_session)
        self.stack.addWidget(self.start_page)
        column.addWidget(self.banner)
        column.addWidget(self.stack, 1)
        self.setCentralWidget(body)
        self.palette_card = Palette(self)

    def _build_actions(self) -> None:
        self.open_action = self._action(self.tr("Open or import …"), "Ctrl+O", self.on_open_wanted)
        self.settings_action = self._action(self.tr("Settings"), "Ctrl+,", self.on_settings_wanted)
        self._action(self.tr("Start page"), "Ctrl+Home", self.show_start)
        self._action(self.tr("Use the practice phone"), "Ctrl+Shift+P", self._on_practice_wanted)
        self._action(self.tr("Search sessions"), "Ctrl+L", self._on_search_wanted)
        self._action(self.tr("Look: as the desktop has it"), "", lambda: set_theme("system"))
        self._action(self.tr("Look: light"), "", lambda: set_theme("light"))
        self._action(self.tr("Look: dark"), "", lambda: set_theme("dark"))
        self._action(self.tr("Show the folder of sessions"), "", self._on_folder_wanted)
        self._action(self.tr("Commands"), "Ctrl+K", self.on_palette_wanted)
        self._action(self.tr("Quit"), "Ctrl+Q", self.close)

    def _action(self, text: str, keys: str, done: Callable[[], object]) -> QAction:
        action = QAction(text, self)
        if keys:
            action.setShortcut(QKeySequence(keys))
        action.triggered.connect(lambda _checked=False: done())
        self.addAction(action)
        return action

    def _on_practice_wanted(self) -> None:
        self.show_start()
        self.start_page.phones.use_practice()

    def _on_search_wanted(self) -> None:
        self.show_start()
        self.start_page.sessions.search.setFocus()

    def _on_folder_wanted(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(paths.sessions())))

    def _on_session_ready(self, session: LiveSession) -> None:
        """Show a session; the second time it comes (record: ready, then begun) nothing is left to do."""
        if session is self._session:
            return
        self._session = session
        self.banner.hide()
        imported, remarks = self._import_remarks
        if remarks and imported == Path(session.path):
            self.banner.show_sentence(remarks)
            self._import_remarks = (Path(), "")
        self._show_page(self._make_session_page(session, self))
        self.setWindowTitle(self.tr("{name} – App Privacy Inspector").format(name=Path(session.path).stem))
        self.session_shown.emit(session)

    def _on_session_resumed(self, session: LiveSession) -> None:
        self.banner.hide()
        self._on_session_ready(session)

    def _on_progressed(self, name: str, percent: int) -> None:
        if name == self._importing:
            self.banner.sentence.set_sentence(
                self.tr("Importing {name} … {percent} %").format(name=name, percent=percent)
            )

    def _on_imported(self, made: Imported) -> None:
        self._importing = ""
        self.banner.hide()
        self._import_remarks = (made.path, " ".join(made.remarks))
        self.open_session(made.path)

    def _on_exported(self, out: Path) -> None:
        said = self.tr("Exported as **{name}**.").format(name=out.name)
        folder = QUrl.fromLocalFile(str(out.parent))
        self.banner.show_sentence(said, self.tr("Show the folder"), lambda: QDesktopServices.openUrl(folder))

    def _on_refused(self, problem: InspectorError) -> None:
        self._importing = ""
        self._say_busy("")
        self.show_problem(problem)

    def _say_busy(self, sentence: str) -> None:
        if isinstance(self._page, AppsPage):
            self._page.set_busy(sentence)

    def _delete_now(self, path: Path) -> None:
        tasks.run(self, lambda: self.desk.delete_session(path), lambda _none: self.start_page.sessions.reload())

    def _ask_to_stop(self, then: Callable[[], object]) -> None:
        box = QMessageBox(self)
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        box.setIcon(QMessageBox.Icon.NoIcon)
        box.setText(self.tr("The session is still being recorded."))
        box.setInformativeText(self.tr("Stopping saves it; the app on the phone goes on undisturbed."))
        stop = box.addButton(self.tr("Stop and save"), QMessageBox.ButtonRole.AcceptRole)
        box.addButton(self.tr("Keep recording"), QMessageBox.ButtonRole.RejectRole)
        stop.clicked.connect(lambda: self._stop_then(then))
        box.open()

    def _stop_then(self, then: Callable[[], object]) -> None:
        session = self._session
        if session is None:
            then()
            return
        self.banner.show_sentence(self.tr("Taking what the app still holds, then saving …"))
        tasks.run(self, session.stop, lambda _none: then(), lambda problem: self._on_stop_refused(problem, then))

    def _on_stop_refused(self, problem: InspectorError, then: Callable[[], object]) -> None:
        self.show_problem(problem, self.tr("Leave all the same"), then)

    def _close_for_good(self) -> None:
        self._closing = True
        self.close()

    def _go_to_start(self) -> None:
        self.banner.hide()
        self.stack.setCurrentWidget(self.start_page)
        self.start_page.setFocus()
        self._drop_page()
        self.setWindowTitle(self.tr("App Privacy Inspector"))

    def _show_page(self, page: QWidget) -> None:
        self._drop_page(keep_session=True)
        self._page = page
        self.stack.addWidget(page)
        self.stack.setCurrentWidget(page)
        page.setFocus()

    def _drop_page(self, *, keep_session: bool = False) -> None:
        if not keep_session:
            self._session = None
        if self._page is not None:
            self.stack.removeWidget(self._page)
            self._page.deleteLater()
            self._page = None

    def _restore_geometry(self) -> None:
        kept: Any = settings().value(_GEOMETRY_KEY)
        if not (isinstance(kept, QByteArray) and self.restoreGeometry(kept)):
            self.resize(QSize(1440, 900).boundedTo(self.screen().availableSize()))
