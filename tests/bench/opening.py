"""5. What it costs to open a session: receipts, the whole page's reading, the first page of rows."""

from __future__ import annotations

import statistics
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from inspector.records import Phase
from inspector.session import Session
from inspector.store.reader import Reader
from inspector.store.writer import Writer
from tests import factories
from tests.bench.report import Report
from tests.bench.rig import seconds
from ui.models.rows import PAGE_ROWS, RowsModel, read_page
from ui.readings import summary

_SMALL, _LARGE = 10_000, 100_000
_TURN = 1000
_COMPANIES = tuple(factories.COMPANIES)
_STEPS = (
    "open", "receipts", "receipts, filtered", "whole summary", f"first {PAGE_ROWS} rows", "last page", "filter by text",
)  # fmt: skip
_TYPES = ("android_id", "advertising_id", "device_model", "os_version", "email", "prompt")


def run(folder: Path, report: Report, *, quick: bool) -> None:
    """Prints one table. The files are made here, by the product's writer, in a folder that goes."""
    rounds = 3 if quick else 5
    table = report.table(
        f"5. Opening a session: ms, medians of {rounds} fresh readers, file in the system's cache",
        ["observations", "file", "made in", *_STEPS],
    )
    for count in (_SMALL,) if quick else (_SMALL, _LARGE):
        path = folder / f"{count}.session"
        took = seconds(partial(make, path, count))
        size = f"{path.stat().st_size / 1e6:.0f} MB"
        table.add_row(f"{count:,}", size, f"{took:.0f} s", *_figures(path, count, rounds))
        path.unlink()
    table.add_row("limit", "", "", *["200, off Qt"] * 4, *["16, in Qt"] * 3)
    report.show(table)
    report.say(
        """Summary: ui/readings.summary, what the page reads on a pool thread at every change. Rows:
        read_page and RowsModel.set_page, on the Qt thread. Limits: the window's own pause between two readings;
        one frame for what the Qt thread does."""
    )


def make(path: Path, count: int) -> None:
    """A session of that many observations: requests of 0.5 kB, three findings each; one in ten an SDK call."""
    writer = Writer.create(path, factories.session_facts(path))
    writer.append(factories.batch(processes=(factories.process_facts(),), phases=factories.PHASES))
    for start in range(0, count, _TURN):
        made = [_observation(number) for number in range(start, min(start + _TURN, count))]
        writer.append(factories.batch(*made))
    writer.add_evidence("pin", "One of many", 1000.0, observation=1000)
    writer.end("2026-11-22T11:00:00+09:00", count * 20.0)
    writer.close()


def _observation(number: int) -> Any:
    phase: Phase = factories.PHASES[number % 2]
    where: dict[str, Any] = {"id": (number + 1) * 1000, "at_ms": number * 20.0, "phase": phase.id}
    if number % 10 == 0:
        return factories.observation("sdk_call", title=f"AppLog: event {number}", **where)
    company = _COMPANIES[number % len(_COMPANIES)]
    found = tuple(factories.finding(type_, f"body.{type_}", value=f"v{number % 7}")
                  for type_ in _TYPES[number % 4 : number % 4 + 3])  # fmt: skip
    body = {"header": {"udid": factories.ANDROID_ID, "n": number}, "event": f"event {number % 97}"}
    return factories.request(company, f"{company}.example", body, findings=found, **where)


def _figures(path: Path, count: int, rounds: int) -> list[str]:
    steps: tuple[Callable[[Reader], object], ...] = (
        lambda reader: reader.receipts(),
        lambda reader: reader.receipts("type:email"),
        lambda reader: summary(reader, "", False),
        lambda reader: RowsModel(reader).set_page(read_page(reader, "")),
        lambda reader: reader.rows(offset=count - PAGE_ROWS, limit=PAGE_ROWS),
        lambda reader: RowsModel(reader).set_page(read_page(reader, '"event 42"')),
    )
    columns = [_median([seconds(lambda: Session.open(path)) for _ in range(rounds)])]
    for step in steps:
        took = []
        for _ in range(rounds):
            reader = Reader(path)
            took.append(seconds(partial(step, reader)))
            reader.close()
        columns.append(_median(took))
    return columns


def _median(took_s: list[float]) -> str:
    return f"{statistics.median(took_s) * 1000:,.1f}"
