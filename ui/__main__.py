"""The window's beginning: the only place that builds and connects."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QLibraryInfo, QLocale, QTimer, QTranslator
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication, QWidget

from inspector import paths
from ui import tasks, theme
from ui.bridge import LiveSession
from ui.settings_dialog import wanted_theme
from ui.window import MainWindow

# Python sees a signal only while it runs: this wakes it, so that Ctrl+C in the terminal closes the window.
_WAKE_MS = 300


def main(argv: Sequence[str] | None = None, *, session: Path | str | None = None, practice: bool = False) -> int:
    """Open the window, a saved session or the practice phone in it, and return when it is closed."""
    app = _application(list(argv or sys.argv[:1]))
    window = build_window()
    window.show()
    if session is not None:
        window.open_file(Path(session))
    elif practice:
        window.start_page.phones.start_practice()
    previous = signal.signal(signal.SIGINT, lambda _signal, _frame: window.close())
    waker = QTimer()
    waker.timeout.connect(lambda: None)
    waker.start(_WAKE_MS)
    code = app.exec()
    signal.signal(signal.SIGINT, previous)
    if not tasks.finish():
        # A blocked call to a phone must not keep the terminal waiting; everything is on the disk by now.
        os._exit(code)
    return code


def build_window() -> MainWindow:
    """The window over the real core."""
    from inspector import desk  # frida takes a second to import: after the application exists
    from inspector.session import Session

    return MainWindow(desk, Session, make_session_page)


def make_session_page(session: LiveSession, window: MainWindow) -> QWidget:
    """The session page; its code is loaded with the first session."""
    from ui.panels.session import SessionPage

    page = SessionPage(session, window)
    page.closed.connect(window.show_start)
    page.exported.connect(lambda: window.export_session(Path(session.path)))
    return page


# ------------------------------------------------------------------------------------------------ private


def _application(argv: list[str]) -> QApplication:
    existing = QApplication.instance()
    app = existing if isinstance(existing, QApplication) else QApplication(argv)
    app.setApplicationName("app-privacy-inspector")
    app.setApplicationDisplayName("App Privacy Inspector")
    app.setDesktopFileName("app-privacy-inspector")
    app.setWindowIcon(QIcon(str(paths.resources() / "icons" / "app.svg")))
    _install_translations(app)
    theme.apply(app, wanted_theme())
    return app


def _install_translations(app: QApplication) -> None:
    """The tool's own sentences and Qt's, in the desktop's language where there are some."""
    for folder, name in (
        (str(paths.resources() / "translations"), "inspector"),
        (QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath), "qtbase"),
    ):
        translator = QTranslator(app)
        if translator.load(QLocale(), name, "_", folder):
            app.installTranslator(translator)


if __name__ == "__main__":
    sys.exit(main(sys.argv))
