"""1. How many rows and bytes a second come from the agent to the host: its own socket beside Frida's bus."""

from __future__ import annotations

import statistics
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

import frida

from inspector.wire import Frames, Rows
from tests.bench.report import Report
from tests.bench.rig import Received, Rig, abstract, agent_of, captured, link, seconds, through_adb

SIZES = (100, 1000, 64_000)
_ROWS = {100: 24_000, 1000: 16_000, 64_000: 1000}
_SINGLE_SHARE = 3  # single messages are so much slower that fewer of them say enough
_HOOKED = {100: 3000, 1000: 3000, 64_000: 600}
_POUR_BYTES = 96 << 20
Figures = dict[tuple[str, int], list[float]]  # carrier and way, size -> rows a second
Cell = Callable[[int, int], float]  # rows, size in bytes -> seconds


def run(rig: Rig, report: Report, *, quick: bool) -> None:
    """Prints one table; every carrier in the same JVM, in turns."""
    rounds, share = (1, 4) if quick else (3, 1)
    app = rig.start_app()
    code = agent_of(rig.folder, "bench.ts")
    far = rig.attach(app)
    script = _load(far, code)
    agent = dict(script.exports_sync.start({"package": "bench", "process": "bench"}))
    near = frida.get_local_device().attach(app.pid)
    near_script = _load(near, code)
    figures: Figures = {}
    limits: dict[str, list[float]] = {"adb": [], "direct": []}
    try:
        for number in range(rounds):
            for name, cell in _cells(rig, agent, script, near_script):
                for size in SIZES:
                    count = _ROWS[size] // share // (_SINGLE_SHARE if "batches" not in name and "send" in name else 1)
                    figures.setdefault((name, size), []).append(count / cell(count, size))
            for way in limits:
                limits[way].append(_poured(rig, script, f"inspector-bench-{number}-{way}", direct=way == "direct"))
    finally:
        near.detach()
        script.eternalize()  # hooks are not taken out of a running app
        far.detach()
    hooked = _hooked(rig, rounds, share)
    _print(report, figures, hooked, {way: statistics.median(rates) for way, rates in limits.items()})


def _load(session: frida.core.Session, code: str) -> Any:
    script = session.create_script(code)
    script.load()
    return script


def _cells(rig: Rig, agent: dict[str, Any], far: Any, near: Any) -> Iterator[tuple[str, Cell]]:
    for way, script in (("adb", far), ("direct", near)):
        yield f"agent's socket, {way}", partial(_over_link, rig, agent, far, way == "direct")
        yield f"Frida send(), {way}", partial(_over_bus, script, "feed_singly")
        yield f"Frida send() of batches, {way}", partial(_over_bus, script, "feed_batches")


def _over_link(rig: Rig, agent: dict[str, Any], script: Any, direct: bool, count: int, size: int) -> float:
    received = Received()
    with link(rig, agent, received, direct=direct):

        def work() -> None:
            script.exports_sync.feed_outbox(count, size)
            received.wait(count)

        return seconds(work)


def _over_bus(script: Any, feed: str, count: int, size: int) -> float:
    received = Received()

    def on_message(message: dict[str, Any], data: bytes | None) -> None:
        if message["type"] != "send":
            raise RuntimeError(str(message))
        if message["payload"] is not None:
            received.put(1, len(data or b""))
            return
        for rows in Frames().feed(data or b""):
            assert isinstance(rows, Rows)
            received.put(len(rows.rows), sum(len(row[4]) for row in rows.rows))

    script.on("message", on_message)
    try:

        def work() -> None:
            getattr(script.exports_sync, feed)(count, size)
            received.wait(count)

        return seconds(work)
    finally:
        script.off("message", on_message)


def _poured(rig: Rig, script: Any, name: str, *, direct: bool) -> float:
    """Bytes a second with nothing around them: JavaScript writes a megabyte at a time, Python throws it away."""
    script.exports_sync.pour(name, _POUR_BYTES)
    connection = abstract(name) if direct else through_adb(rig.serial, name)
    buffer = bytearray(1 << 18)

    def drain() -> None:
        while connection.recv_into(buffer):
            pass

    with connection:
        return _POUR_BYTES / seconds(drain)


def _hooked(rig: Rig, rounds: int, share: int) -> dict[int, list[float]]:
    """The agent as it ships: the app writes on a socket, the hook looks (with the stack), the rows come by adb."""
    figures: dict[int, list[float]] = {size: [] for size in SIZES}
    received = Received()
    with captured(rig, received) as (app, _):
        app.tell("writes", 500, 100)
        received.wait(500)
        for _round in range(rounds):
            for size in SIZES:
                count = _HOOKED[size] // share
                before = received.rows

                def work(count: int = count, size: int = size, before: int = before) -> None:
                    app.tell("writes", count, size)
                    received.wait(before + count)

                figures[size].append(count / seconds(work))
    return figures


def _print(report: Report, figures: Figures, hooked: dict[int, list[float]], limits: dict[str, float]) -> None:
    table = report.table(
        "1. From the agent to the host: rows/s (MB/s), medians",
        ["carrier", *(f"{_size(size)} rows" for size in SIZES), "limit: bare bytes, same way"],
    )
    for name in dict.fromkeys(name for name, _ in figures):
        way = name.rpartition(" ")[2]
        cells = [_cell(statistics.median(figures[name, size]), size) for size in SIZES]
        table.add_row(name, *cells, f"{limits[way] / 1e6:,.0f} MB/s")
    own = [_cell(statistics.median(hooked[size]), size) for size in SIZES]
    table.add_row("the app's own writes, hooked, adb", *own, "as above")
    report.show(table)
    report.say(
        """Measured: outbox.push in the JVM's JavaScript ▸ link's batches ▸ abstract socket (▸ the practice phone's
        adb daemon, in Python ▸ adb server) ▸ device/link.py ▸ wire.py ▸ a queue ▸ acknowledgement. Frida's bus: the
        same rows by send(), the same payloads as binary, the same queue, no acknowledgement; its batches are the
        link's own frames. Hooked: real writes of the app, each with its stack, the agent as it ships, until the last
        row is taken."""
    )
    for way in ("adb", "direct"):
        for peer in ("Frida send()", "Frida send() of batches"):
            ratios = [
                statistics.median(figures[f"agent's socket, {way}", size])
                / statistics.median(figures[f"{peer}, {way}", size])
                for size in SIZES
            ]
            words = ", ".join(f"{_size(size)} {ratio:.1f}×" for size, ratio in zip(SIZES, ratios, strict=True))
            report.say(f"Agent's socket ÷ {peer}, {way}: {words}.")


def _cell(rate: float, size: int) -> str:
    return f"{rate:,.0f} ({rate * size / 1e6:,.1f})"


def _size(size: int) -> str:
    return f"{size} B" if size < 1000 else f"{size // 1000} kB"
