"""7. What each group of hooks costs the app: requests, and single watched calls."""

from __future__ import annotations

import contextlib
import statistics
from collections.abc import Iterator
from typing import Any

import frida

from tests.bench.phone import FAST_HOST, SLOW_HOST, SLOW_S
from tests.bench.report import Report
from tests.bench.rig import PACKAGE, App, Received, Rig, agent_of, figures, link

GROUPS = ("network", "sdk", "device", "crypto", "async", "text")
_LOOPS = ("sdk", "device", "crypto", "async")
_SLOW, _FAST = f"https://{SLOW_HOST}/slow", f"https://{FAST_HOST}/fast"
Row = dict[str, list[float]]


def run(rig: Rig, report: Report, *, quick: bool) -> None:
    """Prints one table; each variant in a fresh JVM of its own, twice, in turns."""
    rounds, share = (1, 4) if quick else (2, 1)
    measured: dict[str, Row] = {}
    for _ in range(rounds):
        for name, variant in _variants(rig):
            with variant as app:
                _measure(app, measured.setdefault(name, {}), share)
    table = report.table(
        f"7. The app's cost by group of hooks, medians of {rounds} runs",
        ["hooks", f"{SLOW_S * 1000:.0f} ms request, p50 ms", "hot loop request, p50 ms",
         *(f"one {name} call, µs" for name in _LOOPS)],
    )  # fmt: skip
    for name, row in measured.items():
        table.add_row(name, *(f"{statistics.median(row[column]):,.2f}" for column in ("slow", "fast", *_LOOPS)))
    report.show(table)
    report.say(
        """sdk: AppLog.onEventV3 with two values; device: Settings.Secure.getString; crypto: an AES doFinal and a
        SHA-256 of 45 bytes; async: a task through an executor and back. The native layers are in every row but the
        first. No row of a naive Java hook: such a script (two implementations with send()) hung the app's first HTTPS
        request, its VM waiting for a safepoint, through adb and attached locally."""
    )


def _variants(rig: Rig) -> Iterator[tuple[str, contextlib.AbstractContextManager[App]]]:
    yield "none (Frida never in it)", _plain(rig)
    yield "all", _watched(rig, "all", quiet=False)
    yield "all, quiet", _watched(rig, "all", quiet=True)
    for group in GROUPS:
        yield f"{group} alone", _watched(rig, group, quiet=False)


@contextlib.contextmanager
def _plain(rig: Rig) -> Iterator[App]:
    with rig.twin(rig.start_app()) as app:
        yield app


@contextlib.contextmanager
def _watched(rig: Rig, group: str, *, quiet: bool) -> Iterator[App]:
    app = rig.start_app()
    session, script = _loaded(rig, app, agent_of(rig.folder, "groups.ts", GROUP=group))
    agent = dict(script.exports_sync.start({"package": PACKAGE, "process": PACKAGE}))
    script.eternalize()
    session.detach()
    with link(rig, agent, Received(), direct=False) as reader:
        if quiet:
            reader.hush(10)
        yield app


def _loaded(rig: Rig, app: App, code: str) -> tuple[frida.core.Session, Any]:
    session = rig.attach(app)
    script = session.create_script(code)
    script.load()
    return session, script


def _measure(app: App, row: Row, share: int) -> None:
    app.tell("get", _FAST, 100)
    for column, url, count in (("slow", _SLOW, 60), ("fast", _FAST, 400)):
        took_us = figures(app.tell("get", url, count // share))
        row.setdefault(column, []).append(statistics.median(took_us) / 1000)
    for kind in _LOOPS:
        row.setdefault(kind, []).append(float(app.tell("loop", kind, 2000 // share)))
