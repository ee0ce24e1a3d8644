"""A small core for the window's tests: phones, apps, sessions and a phone's screen, all in memory."""

from __future__ import annotations

import io
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from PIL import Image, ImageDraw

from inspector.errors import FileProblem, InspectorError, PhoneProblem
from inspector.intake import Imported
from inspector.records import App, CustomHook, Phone, Planted


@dataclass(frozen=True)
class FakeRecent:
    """Like inspector.desk.RecentSession."""

    path: Path
    app_name: str = ""
    package: str = ""
    version: str = ""
    started: str = ""
    duration_ms: float = 0.0
    third_parties: tuple[str, ...] = ()
    top_type: str = ""
    bytes_up: int = 0
    interrupted: bool = False
    problem: str = ""


class FakeWatch:
    """A watch that only remembers that it was stopped."""

    def __init__(self) -> None:
        self.stopped = False

    def stop(self) -> None:
        self.stopped = True


@dataclass
class FakeDesk:
    """Like the module inspector.desk. Tests set the fields and call `phones_changed`."""

    phones: list[Phone] = field(default_factory=list)
    apps: list[App] = field(default_factory=list)
    recents: list[FakeRecent] = field(default_factory=list)
    sample: Path | None = None
    hooks: list[CustomHook] = field(default_factory=list)
    practice: str = "not_started"
    problem: InspectorError | None = None
    apps_problem: InspectorError | None = None
    deleted: list[Path] = field(default_factory=list)
    installed: list[str] = field(default_factory=list)
    imported: list[Path] = field(default_factory=list)
    exported: list[tuple[Path, Path]] = field(default_factory=list)
    installing: threading.Event = field(default_factory=threading.Event)
    importing: threading.Event | None = None  # an import waits for it
    remarks: tuple[str, ...] = ()
    watch: FakeWatch = field(default_factory=FakeWatch)
    on_change: Callable[[list[Phone]], None] | None = None

    def watch_phones(self, on_change: Callable[[list[Phone]], None]) -> FakeWatch:
        self.on_change = on_change
        on_change(list(self.phones))
        return self.watch

    def phones_changed(self, *phones: Phone) -> None:
        """Tell the window of other phones."""
        self.phones = list(phones)
        assert self.on_change is not None
        self.on_change(list(phones))

    def apps_of(self, serial: str) -> list[App]:
        if self.apps_problem is not None:
            raise self.apps_problem
        return list(self.apps)

    def read_hooks(self, path: Path) -> list[CustomHook]:
        if self.problem is not None:
            raise self.problem
        return list(self.hooks)

    def practice_state(self) -> str:
        return self.practice

    def practice_problem(self) -> InspectorError | None:
        return self.problem

    def start_practice(self) -> str:
        if self.problem is not None:
            raise self.problem
        self.practice = "ready"
        return "practice:1"

    def stop_practice(self) -> None:
        self.practice = "not_started"

    def install_server(self, serial: str, progress: Callable[[str, int, int], None]) -> None:
        progress("fetch", 40, 100)
        if not self.installing.wait(5):
            raise PhoneProblem("The download took too long.", code="slow", hint="Try again.")
        self.installed.append(serial)

    def recent_sessions(self, folder: Path | None = None) -> list[FakeRecent]:
        return list(self.recents)

    def delete_session(self, path: Path) -> None:
        self.deleted.append(path)
        self.recents = [recent for recent in self.recents if recent.path != path]

    def sample_session_path(self) -> Path | None:
        return self.sample

    def export_session(self, source: Path, out: Path) -> None:
        if self.problem is not None:
            raise self.problem
        self.exported.append((source, out))

    def is_session(self, path: Path) -> bool:
        return path.suffix == ".session"

    def import_capture(
        self,
        source: Path,
        out: Path,
        planted: Sequence[Planted] = (),
        *,
        progress: Callable[[int, int], object] | None = None,
        stop: threading.Event | None = None,
    ) -> Imported:
        self.imported.append(source)
        if progress is not None:
            progress(40, 100)
        if stop is not None and self.importing is not None:
            self.importing.wait(5)
            if stop.is_set():
                raise FileProblem("The import was stopped.", code="import.stopped", hint="Nothing of it was kept.")
        return Imported(out, tuple(self.remarks))


class FakeSession:
    """Like inspector.session.Session, of a phone whose screen is a drawing; keeps what was done to it."""

    def __init__(self, path: Path = Path("/nowhere/Practice Chat.session"), *, live: bool = True) -> None:
        self.path = path
        self.serial = "practice:1"
        self.live = live
        self.state = "recording" if live else "saved"
        self.state_sentence = ""
        self.done: list[tuple[Any, ...]] = []
        self.values: list[Planted] = []
        self.screen_problem: InspectorError | None = None
        self.screens = 0
        self._listeners: list[Callable[[str], None]] = []
        self._png = phone_png()

    def add_listener(self, listener: Callable[[str], None]) -> None:
        self._listeners.append(listener)

    def become(self, state: str, sentence: str = "") -> None:
        """Change the state and tell."""
        self.state, self.state_sentence = state, sentence
        self.tell("state")

    def tell(self, kind: str) -> None:
        """Call every listener, as the core does from its own threads."""
        for listener in list(self._listeners):
            listener(kind)

    def plant(self, values: Sequence[Planted]) -> None:
        self.values.extend(values)

    def planted(self) -> list[Planted]:
        return list(self.values)

    def screen(self) -> bytes:
        self.screens += 1
        if self.screen_problem is not None:
            raise self.screen_problem
        return self._png

    def tap(self, x: int, y: int) -> None:
        self.done.append(("tap", x, y))

    def type_text(self, text: str) -> None:
        self.done.append(("type", text))

    def key(self, code: int) -> None:
        self.done.append(("key", code))

    def put_hooks_in_again(self) -> None:
        self.done.append(("all hooks",))

    def stop(self) -> None:
        self.done.append(("stop",))
        self.live, self.state = False, "saved"


class FakeSessions:
    """Like the class inspector.session.Session: the ways to a session. `refuse` makes the next one fail."""

    def __init__(self) -> None:
        self.refuse: InspectorError | None = None
        self.calls: list[tuple[Any, ...]] = []
        self.last: FakeSession | None = None
        self.hooks: tuple[tuple[CustomHook, ...], str] = ((), "")

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
    ) -> FakeSession:
        self.calls.append(("record", serial, app.package, tuple(planted), restart))
        self.hooks = (tuple(hooks), hooks_file)
        return self._made(FakeSession(), on_ready)

    def resume(self, path: Path) -> FakeSession:
        self.calls.append(("resume", path))
        return self._made(FakeSession(path))

    def open(self, path: Path) -> FakeSession:
        self.calls.append(("open", path))
        return self._made(FakeSession(path, live=False))

    def _made(self, session: FakeSession, on_ready: Callable[[Any], None] | None = None) -> FakeSession:
        if self.refuse is not None:
            raise self.refuse
        self.last = session
        if on_ready is not None:
            on_ready(session)
        return session


def phone_png(width: int = 540, height: int = 1170) -> bytes:
    """A phone's screen with a chat on it, as PNG."""
    image = Image.new("RGB", (width, height), "#ffffff")
    draw = ImageDraw.Draw(image)
    draw.rounded_rectangle((120, 90, 510, 230), 26, "#e7eeff")
    draw.rounded_rectangle((30, 270, 440, 430), 26, "#f1f3f6")
    draw.rounded_rectangle((30, 1060, 510, 1130), 34, "#ffffff", "#c9d0db", 2)
    for top, left, right in ((120, 150, 470), (160, 150, 420), (300, 60, 400), (340, 60, 380), (380, 60, 250)):
        draw.rounded_rectangle((left, top, right, top + 16), 8, "#8a94a3")
    out = io.BytesIO()
    image.save(out, "PNG")
    return out.getvalue()
