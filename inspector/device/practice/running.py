"""Practice phones that run as processes of their own: starting, finding, steering and stopping them."""

from __future__ import annotations

import contextlib
import dataclasses
import json
import os
import select
import shutil
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from inspector import paths
from inspector.device.practice import adb_server
from inspector.errors import PracticeProblem

IDLE_LIMIT_S = 120.0
_START_LIMIT_S = 90.0
_STOP_LIMIT_S = 20.0
_HINT = "Open the sample session instead."


@dataclass(frozen=True, slots=True)
class RunningPhone:
    """A practice phone that has announced itself. `born` tells its process from a later one of the same pid."""

    pid: int
    born: int
    serial: str
    port: int
    package: str
    name: str
    app_jar: str
    control: str
    adb_port: int

    def alive(self) -> bool:
        return _born(self.pid) == self.born

    def pull_cable(self, seconds: float) -> None:
        """The adb connection is dropped now and comes back after that long. Raises PracticeProblem."""
        self._ask({"do": "pull_cable", "seconds": seconds})

    def stop(self) -> None:
        """Until its process has ended; one that has gone already is fine."""
        with contextlib.suppress(PracticeProblem):
            self._ask({"do": "stop"})
        if not self.alive():
            return
        with contextlib.suppress(ProcessLookupError):
            ended = os.pidfd_open(self.pid)
            try:
                select.select([ended], [], [], _STOP_LIMIT_S)
            finally:
                os.close(ended)

    def _ask(self, message: dict[str, Any]) -> None:
        try:
            with socket.socket(socket.AF_UNIX) as connection:
                connection.settimeout(5)
                connection.connect(f"\0{self.control}")
                connection.sendall(json.dumps(message).encode() + b"\n")
                answered = connection.recv(100)
        except OSError as problem:
            raise PracticeProblem("The practice phone does not answer.", code="practice", hint=_HINT) from problem
        if answered != b"ok\n":
            raise PracticeProblem("The practice phone did not understand.", code="practice")


def spawn_detached(
    app_jar: Path | None = None,
    package: str | None = None,
    main_class: str | None = None,
    load: int = 0,
    truth: Path | None = None,
    idle_limit_s: float = IDLE_LIMIT_S,
    runtime: Path | None = None,
) -> RunningPhone:
    """Starts a practice phone that outlives this process and stops once nothing has used it for `idle_limit_s`.

    Blocks for some seconds, until it is on adb's list. Raises PracticeProblem.
    """
    wanted = {
        "app_jar": str(app_jar.resolve()) if app_jar else None,
        "package": package,
        "main_class": main_class,
        "load": load,
        "truth": str(truth.resolve()) if truth else None,
        "idle_limit_s": idle_limit_s,
        "runtime": str(runtime.resolve()) if runtime else None,
    }
    here = str(Path(__file__).resolve().parents[3])
    known = os.environ.get("PYTHONPATH")
    environment = {**os.environ, "PYTHONPATH": f"{here}{os.pathsep}{known}" if known else here}
    with (paths.cache() / "practice-phone.log").open("ab") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", "inspector.device.practice", json.dumps(wanted)],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=log,
            start_new_session=True,
            env=environment,
        )
    threading.Thread(target=process.wait, name="practice phone", daemon=True).start()
    assert process.stdout is not None
    with process.stdout as announced:
        ready, _, _ = select.select([announced], [], [], _START_LIMIT_S)
        line = announced.readline() if ready else b""
    try:
        said = json.loads(line)
    except ValueError:
        process.kill()
        raise PracticeProblem("The practice phone did not start.", code="practice", hint=_HINT) from None
    if "problem" in said:
        raise PracticeProblem(said["problem"], code="practice", hint=said.get("hint") or _HINT)
    return RunningPhone(**said)


def find_running(package: str | None = None) -> RunningPhone | None:
    """A practice phone of this user on this adb server, with that app if one is named; the oldest first."""
    return next((phone for phone in all_running() if package in (None, phone.package)), None)


def all_running() -> list[RunningPhone]:
    """Every one of this user on this adb server. Announcements of phones that are gone are taken away."""
    found = []
    for file in sorted(paths.cache().glob("practice-phone-*.json"), key=lambda each: each.name):
        try:
            phone = RunningPhone(**json.loads(file.read_text("utf-8")))
        except FileNotFoundError:
            continue
        except (ValueError, TypeError):
            file.unlink(missing_ok=True)
            continue
        if not phone.alive():
            file.unlink(missing_ok=True)
            _clear_up_after(phone)
        elif phone.adb_port == adb_server.port():
            found.append(phone)
    return sorted(found, key=lambda phone: phone.born)


def working_folder_prefix(pid: int) -> str:
    """How the temporary folder of the phone in that process begins."""
    return f"practice-phone-{pid}-"


def _clear_up_after(phone: RunningPhone) -> None:
    """What a phone that was killed could not do itself."""
    if phone.adb_port == adb_server.port():
        adb_server.disconnect(phone.serial)
    for folder in Path(tempfile.gettempdir()).glob(working_folder_prefix(phone.pid) + "*"):
        shutil.rmtree(folder, ignore_errors=True)


class Announcement:
    """What a running phone says of itself to other processes, and where it takes their wishes.

    `take(message)` is called on the announcement's own thread; False means it was not understood.
    """

    def __init__(
        self, serial: str, package: str, name: str, app_jar: Path | None, take: Callable[[dict[str, Any]], bool]
    ) -> None:
        pid = os.getpid()
        self._take = take
        self._listening = socket.socket(socket.AF_UNIX)
        control = f"practice-control-{pid}-{time.monotonic_ns():x}"
        self._listening.bind(f"\0{control}")
        self._listening.listen()
        self.phone = RunningPhone(
            pid=pid,
            born=_born(pid),
            serial=serial,
            port=int(serial.rpartition(":")[2]),
            package=package,
            name=name,
            app_jar=str(app_jar.resolve()) if app_jar else "",
            control=control,
            adb_port=adb_server.port(),
        )
        self._file = paths.cache() / f"practice-phone-{pid}.json"
        half = self._file.with_suffix(".half")
        half.write_text(json.dumps(dataclasses.asdict(self.phone)), "utf-8")
        half.replace(self._file)
        threading.Thread(target=self._serve, name="practice control", daemon=True).start()

    def close(self) -> None:
        self._file.unlink(missing_ok=True)
        with contextlib.suppress(OSError):
            self._listening.shutdown(socket.SHUT_RDWR)
        self._listening.close()

    def _serve(self) -> None:
        while True:
            try:
                connection, _ = self._listening.accept()
            except OSError:
                return
            with connection, contextlib.suppress(OSError, ValueError):
                connection.settimeout(5)
                if _user_of(connection) == os.getuid():
                    message = json.loads(connection.makefile("rb").readline())
                    connection.sendall(b"ok\n" if self._take(message) else b"no\n")


def _user_of(connection: socket.socket) -> int:
    """An abstract socket has no file whose mode would keep others out: the kernel says who calls."""
    credentials = connection.getsockopt(socket.SOL_SOCKET, socket.SO_PEERCRED, 12)
    return int.from_bytes(credentials[4:8], sys.byteorder)


def _born(pid: int) -> int:
    """When that process began, in the kernel's ticks since the machine did; 0 if it has ended."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return 0
    return 0 if fields[0] in "ZX" else int(fields[19])
