"""3. How long it takes from a hook's look in the app until the row stands in the window's list."""

from __future__ import annotations

import time
from pathlib import Path

from PySide6.QtCore import QEventLoop, QModelIndex, QTimer, qInstallMessageHandler
from PySide6.QtWidgets import QApplication

from inspector.records import App as PhoneApp
from inspector.session import Session
from tests.bench.report import Report, percentile
from tests.bench.rig import PACKAGE, App, Rig
from ui import tasks
from ui.bridge import THROTTLE_MS
from ui.models.rows import RowsModel
from ui.panels.session import EVERYTHING, SessionPage

_AGENT_MS = 50  # the agent's own pause between batches
_DRAIN_S = 8.0
_BEAT_MS = 5
_LOADS = (
    ("SDK calls", "sdk", 200, 5.0),
    ("SDK calls", "sdk", 2000, 5.0),
    ("requests of 1.5 kB", "requests", 200, 5.0),
    ("requests of 1.5 kB", "requests", 2000, 2.5),
)


def run(rig: Rig, report: Report, *, quick: bool) -> None:
    """Prints one table: the whole session page, offscreen, its list of everything open, fed by a live session."""
    qt = QApplication.instance() or QApplication(["bench", "-platform", "offscreen"])
    assert isinstance(qt, QApplication)
    qInstallMessageHandler(lambda kind, context, text: None)  # the offscreen platform says what it cannot do
    table = report.table(
        "3. From the hook in the app to the row in the window's model: milliseconds",
        [
            "observations",
            "asked for",
            "came",
            f"shown at most {_DRAIN_S:.0f} s after the end",
            "p50",
            "p95",
            "p99",
            "longest Qt turn (its CPU)",
            "limit",
        ],
    )
    for kind, command, rate, seconds in _LOADS:
        if quick and (command, rate) == ("requests", 2000):
            continue
        if quick:
            seconds = 2.0
        table.add_row(kind, *_measure(rig, qt, command, rate, seconds), f"{_AGENT_MS} + {THROTTLE_MS}; 16")
    report.show(table)
    report.say(
        """Limit: the agent's and the window's own pauses between two deliveries; one frame for a turn of the Qt
        thread. One clock: the agent's at_ms is read in the hook, the row's arrival in rowsInserted. Live Session,
        product's agent, practice phone and adb, store on the disk, session page shown offscreen at 1600×900 with all
        its panels. A session each. A turn of the Qt thread is longer than its CPU where it waits for Python's
        lock."""
    )


class _Watch:
    """Notes when each row came into the model, and how long the Qt thread was busy at most."""

    def __init__(self, model: RowsModel, started_unix_ms: float) -> None:
        self.late_ms: dict[str, list[float]] = {}
        self.longest_ms = (0.0, 0.0)  # by the clock, and the thread's own
        self._model = model
        self._started_unix_ms = started_unix_ms
        self._last = (0.0, 0.0)
        model.rowsInserted.connect(self._on_rows)
        self._beat = QTimer()
        self._beat.setInterval(_BEAT_MS)
        self._beat.timeout.connect(self._on_beat)

    def begin(self) -> None:
        self.late_ms.clear()
        self.longest_ms, self._last = (0.0, 0.0), (time.perf_counter(), time.thread_time())
        self._beat.start()

    def _on_rows(self, _: QModelIndex, first: int, last: int) -> None:
        now_ms = time.time() * 1000 - self._started_unix_ms
        for number in range(first, last + 1):
            row = self._model.row(number)
            self.late_ms.setdefault(row.kind, []).append(now_ms - row.at_ms)

    def _on_beat(self) -> None:
        now, own = time.perf_counter(), time.thread_time()
        took = ((now - self._last[0]) * 1000 - _BEAT_MS, (own - self._last[1]) * 1000)
        self.longest_ms = max(self.longest_ms, took)
        self._last = (now, own)


def _measure(rig: Rig, qt: QApplication, command: str, rate: int, seconds: float) -> list[str]:
    path = rig.folder / f"{command}-{rate}.session"
    session = Session.record(rig.serial, PhoneApp(PACKAGE, "Bench"), path=path)
    page: SessionPage | None = None
    try:
        app = rig.next_app()
        page = SessionPage(session)
        page.resize(1600, 900)
        page.show()
        page.open_tab(EVERYTHING)
        page.refresh()
        _spin(qt, 1.5)
        watch = _Watch(page.findChildren(RowsModel)[0], session.facts.started_unix_ms)
        return _load(qt, app, watch, command, rate, seconds)
    finally:
        session.stop()
        if page is not None:
            page.close()
            page.deleteLater()
        tasks.finish()
        _spin(qt, 0.2)
        _forget(path)


def _load(qt: QApplication, app: App, watch: _Watch, command: str, rate: int, seconds: float) -> list[str]:
    kind = "sdk_call" if command == "sdk" else "request"
    watch.begin()
    app.begin(command, rate, seconds, *([4] if command == "requests" else []))
    _spin(qt, seconds)
    sent, took = (float(word) for word in app.answer().split())
    until = time.monotonic() + _DRAIN_S
    while len(watch.late_ms.get(kind, ())) < sent and time.monotonic() < until:
        _spin(qt, 0.1)
    late = watch.late_ms.get(kind) or [float("nan")]
    shown = f"{len(late) / sent:.0%}"
    figures = [f"{percentile(late, share):,.0f}" for share in (0.5, 0.95, 0.99)]
    turn_ms, own_ms = watch.longest_ms
    return [f"{rate:,}/s", f"{sent / took:,.0f}/s", shown, *figures, f"{turn_ms:,.0f} ({own_ms:,.0f})"]


def _spin(qt: QApplication, seconds: float) -> None:
    loop = QEventLoop()
    QTimer.singleShot(int(seconds * 1000), loop.quit)
    loop.exec()


def _forget(path: Path) -> None:
    for suffix in ("", "-wal", "-shm", ".lock"):
        path.with_name(path.name + suffix).unlink(missing_ok=True)
