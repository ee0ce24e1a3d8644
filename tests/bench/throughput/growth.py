"""What a request costs as the session grows, and what reading it costs at each size."""

from __future__ import annotations

import os
import resource
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from statistics import median

from inspector import protocol
from inspector.pipeline import WHOLE_SESSION, Pipeline
from inspector.recipients import Recipients
from inspector.records import Raw
from inspector.store.reader import Reader
from inspector.store.writer import Writer
from tests.bench.report import Report
from tests.bench.throughput.made import Made
from tests.bench.traffic import PLANTED
from tests.factories import session_facts

_TURN = 1000
_ROUNDS = 3
_READINGS: tuple[tuple[str, Callable[[Reader], object]], ...] = (
    ("receipts", lambda reader: reader.receipts()),
    ("page of a type", lambda reader: reader.rows("type:email", limit=1000)),
    ("page of a text", lambda reader: reader.rows('"resignation letter"', limit=1000)),
    ("last page", lambda reader: reader.rows(limit=1000, newest_first=True)),
    ("filtered receipts", lambda reader: reader.receipts("type:prompt")),
)


def run(folder: Path, report: Report, sizes: list[int]) -> None:
    """One row a size; all in one session that goes on growing."""
    table = report.table(
        "2. As one session grows: rows from memory to stored and classified; readings in ms, medians of 3",
        ["requests", "requests/s", "CPU µs each", "file MB", "index rows/s", "memory MB", *(n for n, _ in _READINGS)],
    )
    path = folder / "growing.session"
    made, pipeline = Made(), Pipeline("com.practice.chat", Recipients.load(), WHOLE_SESSION)
    with closing(Writer.create(path, session_facts(path))) as writer:
        writer.append(pipeline.take([Raw(1, 0, 1, 0.0, *protocol.plant_row(PLANTED))]))
        count = 0
        for size in sizes:
            spent_s = cpu_s = indexed_s = 0.0
            texts = size - count
            while count < size:
                rows = _rows(made, writer.next_raw_id, min(_TURN, size - count))
                began, cpu = time.perf_counter(), time.process_time()
                writer.append(pipeline.take(rows))
                spent_s, cpu_s = spent_s + time.perf_counter() - began, cpu_s + time.process_time() - cpu
                count += len(rows)
                began = time.perf_counter()
                while writer.index(5000):
                    pass
                indexed_s += time.perf_counter() - began
            table.add_row(
                f"{count:,}", f"{texts / spent_s:,.0f}", f"{cpu_s / texts * 1e6:,.0f}", f"{_megabytes(path):,.0f}",
                f"{texts / indexed_s:,.0f}", f"{_memory_mb():,.0f}", *_readings(path),
            )  # fmt: skip
    report.show(table)
    report.say(
        """One thread. Requests/s: the slice since the row above, turns of 1,000 rows, each one transaction synced to
        the disk. Index: putting their texts into the search index, which the tool does while nothing comes and at the
        end; until then search reads the texts themselves. Memory: the process's, made input and all. A text is found
        in a tenth of the chat bodies, a type in a seventh of all."""
    )


def _rows(made: Made, first: int, count: int) -> list[Raw]:
    return [
        Raw(number, 0, number, at_ms, *protocol.exchange_row(seen))
        for number, (at_ms, seen) in enumerate(made.take(count), first)
    ]


def _readings(path: Path) -> list[str]:
    cells = []
    for _, read in _READINGS:
        took = []
        for _ in range(_ROUNDS):
            with closing(Reader(path)) as reader:
                began = time.perf_counter()
                read(reader)
                took.append(time.perf_counter() - began)
        cells.append(f"{median(took) * 1000:,.1f}")
    return cells


def _megabytes(path: Path) -> float:
    return sum(p.stat().st_size for p in (path, path.with_name(path.name + "-wal")) if p.exists()) / 1e6


def _memory_mb() -> float:
    try:
        pages = int(Path("/proc/self/statm").read_text().split()[1])
        return pages * os.sysconf("SC_PAGE_SIZE") / 1e6
    except OSError:
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000
