"""6. A flood: 100,000 observations a second for a minute; what is kept, what is dropped, and what memory it takes."""

from __future__ import annotations

import contextlib
import json
import os
import sqlite3
import time
from pathlib import Path
from typing import Any
from unittest.mock import patch

from inspector.device import capture
from inspector.records import App as PhoneApp
from inspector.session import Session
from inspector.store.reader import Reader
from tests.bench.report import Report
from tests.bench.rig import PACKAGE, Rig, agent_of

RATE = 100_000
_OUTBOX_MB = 64
_LIMIT_S = 600.0


def run(rig: Rig, report: Report, *, quick: bool) -> None:
    """Prints one table: one live session (product's session, capture, pipeline, store) of an app that is flooded."""
    seconds = 10 if quick else 60
    bundle = rig.folder / "flood.js"
    bundle.write_text(agent_of(rig.folder, "flood.ts", RATE=RATE, SECONDS=seconds), "utf-8")
    path = rig.folder / "flood.session"
    with patch.object(capture, "agent_bundle", lambda: bundle):
        session = Session.record(rig.serial, PhoneApp(PACKAGE, PACKAGE, "1"), path=path)
    app = rig.next_app()
    memory: dict[int, list[float]] = {app.pid: [], os.getpid(): []}
    said, took_s = _watch(session, path, memory)
    session.stop()
    with contextlib.closing(Reader(path)) as reader:
        process = reader.processes()[0]
        coverage = reader.coverage()
    [[stored]] = _asked(path, f"SELECT count(*) FROM raw WHERE process = {process.id}")
    table = report.table(
        f"6. {RATE:,} observations a second for {seconds} s",
        ["", "made", "stored", "dropped", "difference", "in coverage", "start MB", "highest MB", "end MB"],
    )
    made = process.stored_seq
    for name, pid in (("app with the agent", app.pid), ("host", os.getpid())):
        figures = memory[pid]
        whole = [f"{made:,}", f"{stored:,}", f"{process.dropped_rows:,}", f"{made - stored - process.dropped_rows:,}",
                 f"{coverage.dropped_rows:,}"]  # fmt: skip
        row = whole if pid == app.pid else [""] * 5
        table.add_row(name, *row, f"{figures[0]:.0f}", f"{max(figures):.0f}", f"{figures[-1]:.0f}")
    report.show(table)
    report.say(
        f"""{said}. Everything the agent still held was stored {took_s:.0f} s after the flood began. Limit: the agent's
        outbox keeps at most {_OUTBOX_MB} MiB, the host at most 16 MiB not yet committed; made = stored + dropped.
        Four of five are SDK calls, one is 512 bytes of a connection, made in the agent itself (a hooked call costs
        more than 10 µs). A file of {path.stat().st_size / 1e6:.0f} MB."""
    )


def _watch(session: Session, path: Path, memory: dict[int, list[float]]) -> tuple[str, float]:
    """Until the agent's last word is in the file; the resident memory of the processes meanwhile, in MB."""
    began = time.monotonic()
    while time.monotonic() - began < _LIMIT_S:
        for pid, figures in memory.items():
            figures.append(_resident_mb(pid))
        if last := _asked(path, "SELECT fields FROM raw WHERE kind = 'note' AND fields LIKE '%flood over%'"):
            return json.loads(last[0][0])["text"], time.monotonic() - began
        time.sleep(1)
    raise RuntimeError(f"the flood was not over after {_LIMIT_S} s; the session is {session.state}")


def _asked(path: Path, question: str) -> list[tuple[Any, ...]]:
    with contextlib.closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as file:
        return file.execute(question).fetchall()


def _resident_mb(pid: int) -> float:
    return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 1e6
