"""4. What the agent costs the app: how long its requests take with and without it."""

from __future__ import annotations

import statistics

from tests.bench.phone import FAST_HOST, SLOW_HOST, SLOW_S
from tests.bench.report import Report, percentile
from tests.bench.rig import App, Received, Rig, captured
from tests.bench.rig import figures as said

_WORK = (
    (f"{SLOW_S * 1000:.0f} ms server", f"https://{SLOW_HOST}/slow", 40),
    ("hot loop", f"https://{FAST_HOST}/fast", 250),
)
_WARM_UP = 150
_CALLS = 4000
_FIGURES = ("p50", "p95", "added p50")
Figures = dict[tuple[str, str], list[tuple[float, float]]]


def run(rig: Rig, report: Report, *, quick: bool) -> None:
    """Prints one table; the app with the agent, and its twin that Frida was never in, by turns."""
    rounds = 2 if quick else 5
    figures: Figures = {}
    calls: dict[str, list[float]] = {}
    with captured(rig, Received()) as (watched, capture), rig.twin(watched) as plain:
        for app in (watched, plain):
            for _, url, _ in _WORK:
                app.tell("get", url, _WARM_UP // (1 if "fast" in url else 10))
        _rounds(figures, calls, {"without": plain, "with the agent": watched}, rounds)
        capture.stop()
        _rounds(figures, calls, {"without, again": plain, "with the agent, quiet": watched}, rounds)
    table = report.table(
        f"4. A request of the app (HTTPS, kept alive, one after another): ms, medians of {rounds} rounds by turns",
        ["", *(f"{name}: {figure}" for name, _, _ in _WORK for figure in _FIGURES), "one SDK call, µs"],
    )
    for state, base in (("without", "without"), ("with the agent", "without"), ("without, again", "without, again"),
                        ("with the agent, quiet", "without, again")):  # fmt: skip
        cells = []
        for name, _, _ in _WORK:
            p50, p95 = _medians(figures, name, state)
            added = p50 - _medians(figures, name, base)[0]
            cells += [f"{p50:.2f}", f"{p95:.2f}", f"{added:+.2f}" if state != base else ""]
        table.add_row(state, *cells, f"{statistics.median(calls[state]):,.2f}")
    report.show(table)
    report.say(
        """HttpsURLConnection through SOCKS to the practice internet (Python, in the phone's process). Per request the
        agent sees the hand-over with its stack, one TLS write with its stack, and the read; it passes through 8 more
        hooked calls, since on HotSpot TLS itself uses javax.crypto and Java's sockets (on Android it is native). Rows
        are taken and acknowledged at once, not derived. Limit: the app's user must not notice; a network's 20 ms is
        the yardstick."""
    )


def _rounds(figures: Figures, calls: dict[str, list[float]], apps: dict[str, App], rounds: int) -> None:
    for _ in range(rounds):
        for state, app in apps.items():
            sent, took_s = (float(word) for word in app.tell("sdk", _CALLS * 1000, 0.001).split())  # as fast as it can
            calls.setdefault(state, []).append(took_s / sent * 1e6)
        for name, url, count in _WORK:
            for state, app in apps.items():
                took_ms = [us / 1000 for us in said(app.tell("get", url, count))]
                figures.setdefault((name, state), []).append((percentile(took_ms, 0.5), percentile(took_ms, 0.95)))


def _medians(figures: Figures, name: str, state: str) -> tuple[float, float]:
    found = figures[name, state]
    return statistics.median(p50 for p50, _ in found), statistics.median(p95 for _, p95 in found)
