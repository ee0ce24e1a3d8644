"""2. How many observations a second the pipeline makes of raw rows, with and without the store, and where time goes."""

from __future__ import annotations

import cProfile
import pstats
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from unittest.mock import patch

from inspector import protocol
from inspector.desk import sample_session_path
from inspector.http import Connection
from inspector.pipeline import Pipeline, streams
from inspector.pipeline.known import Known
from inspector.recipients import Recipients
from inspector.records import Raw
from inspector.store.derive import Derived
from inspector.store.reader import Reader
from inspector.store.writer import Writer
from tests.bench import traffic
from tests.bench.report import Report
from tests.factories import session_facts

TURN_ROWS = 200  # what a busy app's 50 ms bring
_TARGET = 2000  # observations a second the window is built for
_HOT = 12


def run(report: Report, *, quick: bool, profile: bool) -> None:
    """Prints the rates, the stages, and with `profile` the hottest functions."""
    rounds, requests = (1, 300) if quick else (3, 800)
    sources = {
        "requests of 1.5 kB, 30 planted values, h1 and h2": traffic.rows(requests),
        "the same, a text standing unsent in a field": traffic.rows(requests // 2, standing="a text nobody sends on"),
    }
    if quick is False and (sample := sample_session_path()) is not None:
        sources["the recorded sample session"] = _recorded(sample)
    table = report.table(
        f"2. Through the pipeline, in turns of {TURN_ROWS} rows: observations/s, medians of {rounds}",
        ["raw rows", "rows", "observations", "take", "append", "both", "CPU ms each", "limit: the window's target"],
    )
    for name, rows in sources.items():
        runs = [_run(rows, store=True) for _ in range(rounds)]
        bare = [_run(rows, store=False) for _ in range(rounds)]
        rates = (_rate(runs, lambda r: r.take_s), _rate(runs, lambda r: r.append_s), _rate(runs, _Run.both_s))
        table.add_row(name, str(len(rows)), str(runs[0].count), *rates, _cpu_ms(runs), f"{_TARGET:,}")
        table.add_row("   without the store", "", "", _rate(bare, lambda r: r.take_s), "", "", _cpu_ms(bare), "")
    report.show(table)
    report.say("One thread, nothing beside it. Append is one transaction a turn, synced to the disk before it returns.")
    first = next(iter(sources.values()))
    _print_stages(report, first)
    if profile:
        _print_hot(report, first)


def _recorded(sample: Path) -> list[Raw]:
    reader = Reader(sample)
    rows = list(reader.raws())
    reader.close()
    return rows


@dataclass
class _Run:
    """Observations made and what they took: take and append by the clock, both together in CPU time."""

    count: int = 0
    take_s: float = 0.0
    append_s: float = 0.0
    cpu_s: float = 0.0

    def both_s(self) -> float:
        return self.take_s + self.append_s


def _rate(runs: list[_Run], seconds: Callable[[_Run], float]) -> str:
    return f"{statistics.median(run.count / seconds(run) for run in runs):,.0f}"


def _cpu_ms(runs: list[_Run]) -> str:
    return f"{statistics.median(run.cpu_s / run.count for run in runs) * 1000:.2f}"


def _run(rows: list[Raw], *, store: bool) -> _Run:
    pipeline, run = Pipeline("com.practice.chat", Recipients.load()), _Run()
    with tempfile.TemporaryDirectory() as folder, ExitStack() as parts:
        path = Path(folder) / "bench.session"
        writer = Writer.create(path, session_facts(path)) if store else None
        if writer is not None:
            parts.callback(writer.close)
        cpu_from = time.process_time()
        for turn in traffic.turns(rows, TURN_ROWS):
            began = time.perf_counter()
            batch = pipeline.take(turn)
            taken = time.perf_counter()
            if writer is not None:
                writer.append(batch)
            run.count += len(batch.observations)
            run.take_s += taken - began
            run.append_s += time.perf_counter() - taken
        run.cpu_s = time.process_time() - cpu_from
    return run


# ------------------------------------------------------------------------------------------------ stages


class _Clock:
    """Seconds spent in each stage; a stage inside another one is taken out of the outer's."""

    def __init__(self) -> None:
        self.spent: dict[str, float] = {}
        self._inner: list[float] = []

    def wrap(self, stage: str, original: Callable[..., Any]) -> Callable[..., Any]:
        def timed(*args: Any, **kwargs: Any) -> Any:
            self._inner.append(0.0)
            began = time.perf_counter()
            try:
                return original(*args, **kwargs)
            finally:
                took = time.perf_counter() - began
                inner = self._inner.pop()
                self.spent[stage] = self.spent.get(stage, 0.0) + took - inner
                if self._inner:
                    self._inner[-1] += took

        return timed


_STAGES: tuple[tuple[str, Any, str], ...] = (
    ("rows to messages", protocol, "read"),
    ("parse (bytes to requests)", Connection, "feed"),
    ("decode", streams, "request_parts"),
    ("decode", streams, "decode"),
    ("find", Pipeline, "find"),
    ("match and attribute", Known, "match"),
    ("match and attribute", Known, "sender"),
    ("put together", Pipeline, "take"),
    ("append: raw rows, hash chain", Writer, "_keep_raws"),
    ("append: derived tables, search index", Derived, "apply"),
    ("append: commit to the disk", Writer, "append"),
)


@contextmanager
def _clocked() -> Iterator[_Clock]:
    clock = _Clock()
    with ExitStack() as parts:
        for stage, owner, name in _STAGES:
            parts.enter_context(patch.object(owner, name, clock.wrap(stage, getattr(owner, name))))
        yield clock


def _print_stages(report: Report, rows: list[Raw]) -> None:
    with _clocked() as clock:
        count = _run(rows, store=True).count
    whole = sum(clock.spent.values())
    table = report.table("   Where the time goes", ["stage", "share", "µs an observation"])
    for stage in dict.fromkeys(stage for stage, _, _ in _STAGES):
        spent = clock.spent.get(stage, 0.0)
        table.add_row(stage, f"{spent / whole:.1%}", f"{spent / count * 1e6:,.0f}")
    report.show(table)


def _print_hot(report: Report, rows: list[Raw]) -> None:
    profiler = cProfile.Profile()
    profiler.runcall(_run, rows, store=True)
    stats: dict[Any, Any] = pstats.Stats(profiler).stats  # type: ignore[attr-defined]
    whole = sum(row[2] for row in stats.values())
    title = "   Hottest functions (cProfile: small functions look slower than they are)"
    table = report.table(title, ["function", "calls", "own", "with callees"])
    for (file, line, name), (_, calls, own, cumulative, _) in sorted(stats.items(), key=lambda i: -i[1][2])[:_HOT]:
        place = f"{'/'.join(Path(file).parts[-3:])}:{line} {name}" if line else name
        table.add_row(place, f"{calls:,}", f"{own / whole:.1%}", f"{cumulative / whole:.1%}")
    report.show(table)
