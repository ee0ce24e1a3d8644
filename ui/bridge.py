"""From the core's callbacks, which come on any thread, to Qt signals in the Qt thread, at most five a second."""

from __future__ import annotations

import threading
import weakref
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, Protocol

import shiboken6
from PySide6.QtCore import QObject, Qt, QTimer, Signal

from inspector.errors import InspectorError
from inspector.readings import PolicyText
from inspector.records import App, CustomHook, Phone, Planted
from inspector.store.reader import Reader

THROTTLE_MS = 200


class LiveSession(Protocol):
    """A session as the window holds it: inspector.session.Session. Which calls block is said there."""

    @property
    def path(self) -> Path: ...
    @property
    def serial(self) -> str: ...
    @property
    def live(self) -> bool: ...
    @property
    def state(self) -> str: ...
    @property
    def state_sentence(self) -> str: ...
    def add_listener(self, listener: Callable[[str], None], /) -> None: ...
    def reader(self) -> Reader: ...
    def mark_phase(self, name: str | None = None) -> object: ...
    def next_phase_name(self) -> str: ...
    def screenshot(self, note: str = "") -> object: ...
    def add_picture(self, png: bytes, note: str = "") -> object: ...
    def keep_policy(self, policy: PolicyText, /) -> object: ...
    def pin(self, observation: int, note: str = "") -> object: ...
    def plant(self, values: Sequence[Planted], /) -> object: ...
    def planted(self) -> Sequence[Planted]: ...
    def screen(self) -> bytes: ...
    def tap(self, x: int, y: int, /) -> None: ...
    def type_text(self, text: str, /) -> None: ...
    def key(self, code: int, /) -> None: ...
    def stop(self) -> object: ...
    def put_hooks_in_again(self) -> object: ...


class Recent(Protocol):
    """A session file in the list: inspector.session.RecentSession."""

    @property
    def path(self) -> Path: ...
    @property
    def app_name(self) -> str: ...
    @property
    def package(self) -> str: ...
    @property
    def version(self) -> str: ...
    @property
    def started(self) -> str: ...
    @property
    def duration_ms(self) -> float: ...
    @property
    def third_parties(self) -> tuple[str, ...]: ...
    @property
    def top_type(self) -> str: ...
    @property
    def bytes_up(self) -> int: ...
    @property
    def interrupted(self) -> bool: ...
    @property
    def problem(self) -> str: ...


class Desk(Protocol):
    """What the window asks before a session is open: the module inspector.desk; the tests give a fake."""

    def watch_phones(self, on_change: Callable[[list[Phone]], None], /) -> Watch: ...
    def apps_of(self, serial: str, /) -> list[App]: ...
    def practice_state(self) -> str: ...
    def practice_problem(self) -> InspectorError | None: ...
    def start_practice(self) -> object: ...
    def stop_practice(self) -> object: ...
    def read_hooks(self, path: Path, /) -> list[CustomHook]: ...
    def install_server(self, serial: str, progress: Callable[[str, int, int], None], /) -> object: ...
    def recent_sessions(self) -> Sequence[Recent]: ...
    def delete_session(self, path: Path, /) -> object: ...
    def sample_session_path(self) -> Path | None: ...
    def export_session(self, source: Path, out: Path, /) -> object: ...
    def is_session(self, path: Path, /) -> bool: ...
    def import_capture(
        self,
        source: Path,
        out: Path,
        planted: Sequence[Planted] = (),
        *,
        progress: Callable[[int, int], object] | None = None,
        stop: threading.Event | None = None,
    ) -> Imported: ...


class Imported(Protocol):
    """A session made of another tool's capture: inspector.intake.Imported."""

    @property
    def path(self) -> Path: ...
    @property
    def remarks(self) -> tuple[str, ...]: ...


class Watch(Protocol):
    """What looks for phones until it is told to stop."""

    def stop(self) -> object: ...


class Sessions(Protocol):
    """The ways to a session: the class inspector.session.Session. All block."""

    def record(
        self,
        serial: str,
        app: App,
        *,
        planted: Sequence[Planted] = (),
        restart: bool = True,
        hooks: Sequence[CustomHook] = (),
        hooks_file: str = "",
        on_ready: Callable[[Any], None] | None = None,
    ) -> LiveSession: ...
    def resume(self, path: Path, /) -> LiveSession: ...
    def open(self, path: Path, /) -> LiveSession: ...


class BackendBridge(QObject):
    """Signals for one listener of the core. Any number of callbacks between two turns are one signal.

    Signals: `advanced` (rows were committed), `state_changed` (the session's state is another one),
    `phones_changed` (the phones there are now, the newest list only).
    """

    advanced = Signal()
    state_changed = Signal()
    phones_changed = Signal(list)
    _woken = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._lock = threading.Lock()
        self._pending: set[str] = set()
        self._phones: list[Phone] = []
        self._asleep = True
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(THROTTLE_MS)
        self._pause.timeout.connect(self.on_pause_over)
        self._woken.connect(self.on_woken, Qt.ConnectionType.QueuedConnection)

    def listen(self, session: LiveSession) -> None:
        """Turn the session's callbacks into signals. The session does not keep this bridge alive."""
        session.add_listener(_weakly(self))

    def tell(self, kind: str) -> None:
        """Note that "advanced" or "state" has happened. Any thread."""
        self._note(kind)

    def tell_phones(self, phones: Sequence[Phone]) -> None:
        """Note which phones there are now. Any thread."""
        with self._lock:
            self._phones = list(phones)
        self._note("phones")

    def on_woken(self) -> None:
        if not self._pause.isActive():
            self._emit_pending()
            self._pause.start()

    def on_pause_over(self) -> None:
        with self._lock:
            again = bool(self._pending)
        if again:
            self._emit_pending()
            self._pause.start()

    def _note(self, kind: str) -> None:
        with self._lock:
            self._pending.add(kind)
            wake, self._asleep = self._asleep, False
        if wake and shiboken6.isValid(self):
            self._woken.emit()

    def _emit_pending(self) -> None:
        with self._lock:
            pending, self._pending = self._pending, set()
            phones = list(self._phones)
            self._asleep = True
        if "state" in pending:
            self.state_changed.emit()
        if "advanced" in pending:
            self.advanced.emit()
        if "phones" in pending:
            self.phones_changed.emit(phones)


# ------------------------------------------------------------------------------------------------ private


def _weakly(bridge: BackendBridge) -> Callable[[str], None]:
    reference = weakref.ref(bridge)

    def listener(kind: str) -> None:
        alive = reference()
        if alive is not None and shiboken6.isValid(alive):
            alive.tell(kind)

    return listener
