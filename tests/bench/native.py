"""8. What TLS below Java costs: a client by OpenSSL with the product's agent, with friTap, with a naive script."""

from __future__ import annotations

import contextlib
import os
import signal
import statistics
import subprocess
import sys
import time
import uuid
import venv
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import frida

from inspector.records import ProcessFacts
from inspector.wire import Rows
from tests.bench import server
from tests.bench.report import Report
from tests.bench.rig import HERE, PACKAGE, DirectLink, figures
from tests.hooks.rig import App, build_module

FRITAP = "fritap==2.6.0"
_READY = "Logging TLS plaintext"
_REQUEST = b"GET /"
_LIMIT_S = 60.0
_WORK = (("/slow", 60), ("/fast", 1500))
Seen = Callable[[], int]  # how many requests the watcher saw, once the client has ended or it lets go
Watching = contextlib.AbstractContextManager[Seen]


def run(folder: Path, report: Report, *, quick: bool) -> None:
    """Prints one table; a fresh client for each way and round, in turns."""
    rounds, share = (1, 4) if quick else (5, 1)
    ways: dict[str, Callable[[App], Watching]] = {
        "nothing": _nothing,
        "this agent": partial(_agent, quiet=False),
        "this agent, quiet": partial(_agent, quiet=True),
        "naive script": _naive,
    }
    if fritap := _installed(folder, report):
        ways[FRITAP.replace("==", " ")] = partial(_fritap, fritap, folder)
    with server.running(folder / "server") as serving:
        measured: dict[str, list[_Figures]] = {name: [] for name in ways}
        for _ in range(rounds):
            for name, way in ways.items():
                measured[name].append(_measure(serving, folder, way, share))
    _print(report, measured, rounds)


class _Figures:
    def __init__(self, p50_ms: list[float], sent: int, seen: int) -> None:
        self.p50_ms, self.sent, self.seen = p50_ms, sent, seen


def _measure(serving: server.Server, folder: Path, way: Callable[[App], Watching], share: int) -> _Figures:
    before = serving.requests()
    with _client(folder, serving.tls) as client:
        with way(client) as seen:
            client.tell("get", "/fast", 200)  # warms up
            p50_ms = [statistics.median(figures(client.tell("get", path, n // share))) / 1000 for path, n in _WORK]
            sent = serving.requests() - before
        return _Figures(p50_ms, sent, seen())


@contextlib.contextmanager
def _client(folder: Path, port: int) -> Iterator[App]:
    trusted = folder / "server" / "ca.pem"
    command = [sys.executable, HERE / "native_client.py", trusted, server.HOST, port]
    process = subprocess.Popen(list(map(str, command)), stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert process.stdin is not None
    assert process.stdout is not None
    try:
        if process.stdout.readline() != "UP\n":
            raise RuntimeError("the native client did not start")
        yield App(process)
    finally:
        process.kill()
        process.wait()
        process.stdin.close()
        process.stdout.close()


@contextlib.contextmanager
def _nothing(client: App) -> Iterator[Seen]:
    yield lambda: 0


@contextlib.contextmanager
def _agent(client: App, *, quiet: bool) -> Iterator[Seen]:
    agent = client.watch(build_module().build().read_text("utf-8"))
    facts = ProcessFacts(
        1, agent["instance"], agent["pid"], PACKAGE, socket=agent["socket"], token=agent["token"], state="watched"
    )
    seen = 0

    def take(facts: ProcessFacts, rows: Rows, offset_ms: float, acknowledge: Callable[[int], None]) -> None:
        nonlocal seen
        seen += sum(row[4].count(_REQUEST) for row in rows.rows if row[1] == "data" and row[3]["dir"] == "up")
        acknowledge(rows.rows[-1][0])

    link = DirectLink("", facts, str(uuid.uuid4()), on_rows=take, on_state=lambda facts: None)
    link.start()
    try:
        if not link.wait_connected(_LIMIT_S):
            raise RuntimeError("the agent did not answer")
        if quiet:
            link.hush(10)
        yield lambda: seen
        if not quiet:
            link.hush(10)  # answered after every earlier row
    finally:
        link.stop()


@contextlib.contextmanager
def _naive(client: App) -> Iterator[Seen]:
    seen = 0

    def take(message: dict[str, object], data: bytes | None) -> None:
        nonlocal seen
        seen += (data or b"").count(_REQUEST)

    session = frida.attach(client.process.pid)
    script = session.create_script((HERE / "agent" / "naive_native.js").read_text("utf-8"))
    script.on("message", take)
    script.load()
    try:
        yield lambda: seen
        _settled(lambda: seen)
    finally:
        session.detach()


@contextlib.contextmanager
def _fritap(program: Path, folder: Path, client: App) -> Iterator[Seen]:
    """As its manual has it: attached by process id, what is read in clear written as a pcap file, nothing shown."""
    kept, said = folder / f"{client.process.pid}.pcap", folder / f"{client.process.pid}.said"
    with said.open("wb") as out:
        command = [program, "-p", kept, str(client.process.pid)]
        process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=out, stderr=out, cwd=folder)
    try:
        _until(lambda: _READY in said.read_text("utf-8", "replace"), process)
        yield lambda: kept.read_bytes().count(_REQUEST)
        _settled(lambda: kept.stat().st_size)
        process.send_signal(signal.SIGINT)
        process.wait(_LIMIT_S)
    finally:
        process.kill()
        process.wait()


def _settled(figure: Callable[[], int]) -> None:
    """Until nothing more came for two seconds: what is on its way when a watcher lets go is lost."""
    last = -1
    while last != (last := figure()):
        time.sleep(2)


def _until(done: Callable[[], bool], process: subprocess.Popen[bytes]) -> None:
    end_s = time.monotonic() + _LIMIT_S
    while not done():
        if process.poll() is not None or time.monotonic() > end_s:
            raise RuntimeError("friTap did not attach")
        time.sleep(0.05)


def _installed(folder: Path, report: Report) -> Path | None:
    """friTap in an environment of its own, with this run's Frida; None where the registry does not give it."""
    home = folder / "fritap"
    venv.create(home, with_pip=True)
    wanted = [FRITAP, f"frida=={frida.__version__}"]
    command = [home / "bin" / "python", "-m", "pip", "install", "-q", "--disable-pip-version-check", *wanted]
    done = subprocess.run(command, capture_output=True, text=True, env={**os.environ, "PYTHONPATH": ""})
    if done.returncode == 0:
        return home / "bin" / "fritap"
    report.say(f"8. Without friTap: pip could not install it: {done.stderr.strip().splitlines()[-1:]}")
    return None


def _print(report: Report, measured: dict[str, list[_Figures]], rounds: int) -> None:
    table = report.table(
        f"8. A request of a native client (Python's ssl, OpenSSL), ms, medians of {rounds} rounds in turns",
        ["watched by", "20 ms server: p50", "added", "hot loop: p50", "added", "requests", "seen"],
    )
    base = [statistics.median(row.p50_ms[i] for row in measured["nothing"]) for i in range(len(_WORK))]
    for name, rows in measured.items():
        p50 = [statistics.median(row.p50_ms[i] for row in rows) for i in range(len(_WORK))]
        cells = [text for now, then in zip(p50, base, strict=True) for text in (f"{now:.3f}", f"{now - then:+.3f}")]
        table.add_row(name, *cells, f"{sum(r.sent for r in rows):,}", f"{sum(r.seen for r in rows):,}")
    report.show(table)
    report.say(
        """The server counted the requests. This agent: as it ships, taken by the product's link. friTap: as it comes
        from the registry, attached by process id, -p FILE. Naive: Interceptor.attach on SSL_write(_ex) and
        SSL_read(_ex), one send() a call. friTap's and the naive script's Frida stay attached; this
        agent's does not."""
    )
