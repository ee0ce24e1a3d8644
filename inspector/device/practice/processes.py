"""The phone's running apps: starting, holding, stopping them, and the lines they exchange with the phone."""

from __future__ import annotations

import collections
import contextlib
import json
import queue
import re
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from inspector.device.practice.apps import PracticeApp, practice_folder
from inspector.device.practice.portal import Portal
from inspector.errors import PracticeProblem

HOLD_LIMIT_S = 60.0
_FAULT = re.compile(r"#\s+(SIG\w+) \(0x[0-9a-f]+\) at pc=\S+, pid=\d+, tid=(\d+)")  # HotSpot's words for it


@dataclass(slots=True)
class AppProcess:
    """One running process of an app. `name` is the package, or package:suffix. `was_held`: it was started to wait."""

    pid: int
    app: PracticeApp
    name: str
    held: bool
    was_held: bool
    started_s: float = field(default_factory=time.time)


class Processes:
    """Owns the portal. Lines from the apps are taken on one thread of its own, never on Frida's."""

    def __init__(self, apps: Sequence[PracticeApp], java: Path, options: Sequence[str], folder: Path) -> None:
        self.apps = {app.package: app for app in apps}
        self.portal = Portal(self._on_line, self._on_exit)
        self.log: collections.deque[str] = collections.deque(maxlen=5000)
        self._java = java
        self._options = list(options)
        self._folder = folder
        self._running: dict[int, AppProcess] = {}
        self._screens: dict[str, dict[str, Any]] = {}
        self._foreground = ""
        self._lines: queue.SimpleQueue[tuple[int, int, str] | None] = queue.SimpleQueue()
        self._changed = threading.Condition(threading.RLock())
        self._launching = threading.RLock()
        self._taker = threading.Thread(target=self._take_lines, name="app output", daemon=True)

    def open(self) -> None:
        """Raises PracticeProblem where Frida may not work on this computer."""
        self.portal.start()
        self.portal.check(self._java)
        self._taker.start()

    def close(self) -> None:
        self.portal.stop()
        self._lines.put(None)
        self._taker.join(timeout=5)

    @property
    def running(self) -> list[AppProcess]:
        with self._changed:
            return sorted(self._running.values(), key=lambda process: process.pid)

    @property
    def foreground(self) -> PracticeApp | None:
        return self.apps.get(self._foreground)

    @property
    def screen(self) -> dict[str, Any]:
        """What the app in front shows: its own JSON, empty before it has drawn or where it draws nothing."""
        with self._changed:
            return self._screens.get(self._foreground, {})

    def of(self, package: str) -> list[AppProcess]:
        return [process for process in self.running if process.app.package == package]

    def start(self, package: str, hold: bool) -> int | None:
        """Starts the app and brings it to the front. None if it was running already; with `hold` it starts anew."""
        with self._launching:
            running = self.of(package)
            if running and not hold:
                self._foreground = package
                return None
            self.stop(package)
            self._foreground = package
            return self._launch(self.apps[package], "", hold)

    def stop(self, package: str) -> None:
        with self._launching:
            for process in self.of(package):
                self.portal.kill(process.pid)
                self._forget(process.pid)

    def kill(self, pid: int) -> None:
        """Ends one process, as the system may do at any time."""
        with self._launching:
            self.portal.kill(pid)
            self._forget(pid)

    def go(self, pid: int) -> bool:
        """Lets a held process begin. False if there is none of that pid."""
        with self._changed:
            process = self._running.get(pid)
            if process is None:
                return False
            held, process.held = process.held, False
        if held:
            self.portal.write(pid, b'{"do":"go"}\n')
        return True

    def tell(self, message: dict[str, Any]) -> bool:
        """One line of JSON to the app in front. False if it is not running or does not listen."""
        front = [process for process in self.of(self._foreground) if process.name == self._foreground]
        if not front or not front[0].app.speaks:
            return False
        self.portal.write(front[0].pid, json.dumps(message).encode() + b"\n")
        return True

    def wait_until(self, wanted: Callable[[], bool], timeout_s: float) -> bool:
        """Looks again whenever a process comes or goes, its screen changes or it says something."""
        with self._changed:
            return bool(self._changed.wait_for(wanted, timeout_s))

    def wait_for_screen(self, wanted: Callable[[dict[str, Any]], bool], timeout_s: float) -> bool:
        """Waits until `wanted(screen)` holds for the app in front."""
        return self.wait_until(lambda: wanted(self._screens.get(self._foreground, {})), timeout_s)

    def _launch(self, app: PracticeApp, suffix: str, hold: bool) -> int:
        files = self._folder / "data" / "data" / app.package
        files.mkdir(parents=True, exist_ok=True)
        folder = practice_folder()
        class_path = [folder / "launcher" / "launcher.jar", app.jar]
        if (folder / "android.jar").is_file():
            class_path.append(folder / "android.jar")
        options = [*self._options, f"-Dpractice.files={files}", *(["-Dphone.hold=true"] if hold else [])]
        places = {
            "{java}": self._java, "{class_path}": ":".join(map(str, class_path)), "{launcher}": class_path[0],
            "{app}": app.jar, "{files}": files,
        }  # fmt: skip
        several = {"{options}": options, "{program}": [app.main_class, *([suffix] if suffix else [])]}
        argv = [each for word in app.command for each in several.get(word, [_filled(word, places)])]
        pid = self.portal.launch(argv, {"LC_ALL": "C.UTF-8", "PATH": "/usr/bin:/bin"}, str(files))
        with self._changed:
            self._running[pid] = AppProcess(pid, app, _process_name(app, suffix), hold, hold)
            self._changed.notify_all()
        self._write_log("ActivityManager", pid, f"Start proc {pid}:{_process_name(app, suffix)}/u0a123")
        if hold:
            timer = threading.Timer(HOLD_LIMIT_S, self.go, args=(pid,))
            timer.daemon = True
            timer.start()
        return pid

    def _on_line(self, pid: int, stream: int, line: str) -> None:
        self._lines.put((pid, stream, line))

    def _on_exit(self, pid: int) -> None:
        self._lines.put((pid, 0, ""))

    def _forget(self, pid: int) -> None:
        with self._changed:
            process = self._running.pop(pid, None)
            if process is not None and process.name == process.app.package:
                self._screens.pop(process.name, None)
            self._changed.notify_all()
        if process is not None:
            self._write_log("ActivityManager", pid, f"Process {process.name} (pid {pid}) has died")

    def _take_lines(self) -> None:
        while (item := self._lines.get()) is not None:
            pid, stream, line = item
            with self._launching:  # a process that is just being launched becomes known first
                process = self._running.get(pid)
            if process is None:
                continue
            if not stream:
                self._forget(pid)
                continue
            message: Any = None
            if process.app.speaks and stream == 1 and line.startswith("{"):
                with contextlib.suppress(ValueError):
                    message = json.loads(line)
            if isinstance(message, dict):
                self._take_message(process, message)
            else:
                self._log_output(process, stream, line)

    def _take_message(self, process: AppProcess, message: dict[str, Any]) -> None:
        if isinstance(message.get("screen"), dict):
            with self._changed:
                self._screens[process.app.package] = message["screen"]
                self._changed.notify_all()
        if isinstance(message.get("start"), str):
            self._start_second(process, message["start"])
        if "log" in message:
            self._write_log(process.app.name, process.pid, str(message["log"]))

    def _start_second(self, asking: AppProcess, suffix: str) -> None:
        with self._launching:
            if not any(process.name == _process_name(asking.app, suffix) for process in self.running):
                try:
                    self._launch(asking.app, suffix, asking.was_held)
                except PracticeProblem as problem:
                    self._write_log("ActivityManager", asking.pid, f"{suffix} did not start: {problem}")

    def _log_output(self, process: AppProcess, stream: int, line: str) -> None:
        """What is not for the phone goes to its log, as Android's does where it is told to."""
        if line.startswith("inspector-agent: "):
            self._write_log("inspector-agent", process.pid, line.partition(": ")[2])
            return
        if fault := _FAULT.match(line):
            # What Android's tombstoned would write of it.
            name = f"pid: {process.pid}, tid: {fault[2]}, name: main  >>> {process.name} <<<"
            for said in (name, f"signal 11 ({fault[1]}), code 1 (SEGV_MAPERR), fault addr --------"):
                self._write_log("DEBUG", process.pid, said, "F")
        self._write_log("System.out" if stream == 1 else "System.err", process.pid, line)

    def _write_log(self, tag: str, pid: int, line: str, level: str = "I") -> None:
        now = datetime.now().strftime("%m-%d %H:%M:%S.%f")[:-3]
        with self._changed:
            self.log.append(f"{now} {pid:5d} {pid:5d} {level} {tag}: {line}")
            self._changed.notify_all()


def _process_name(app: PracticeApp, suffix: str) -> str:
    """As android:process reads it: ":push" is the package's own, "other.name" stands for itself."""
    return suffix if suffix and not suffix.startswith(":") else app.package + suffix


def _filled(word: str, places: Mapping[str, object]) -> str:
    for name, place in places.items():
        word = word.replace(name, str(place))
    return word
