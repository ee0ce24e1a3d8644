"""What sqlite itself can do on this machine, without any tool: the floor under every figure beside it."""

from __future__ import annotations

import sqlite3
import time
from contextlib import closing
from pathlib import Path

from inspector.store.derived_tables import DERIVED
from tests.bench.report import Report
from tests.bench.throughput.made import Made

_TURN = 1000


def run(folder: Path, report: Report, count: int) -> None:
    """Rows of 1.5 kB in transactions of 1,000, synced, and the search index over their texts."""
    bodies = [seen.request.body for _, seen in Made().take(count)]
    texts = [body.decode("utf-8", "ignore") for body in bodies]
    raws = [(n, 0, n, 1.0, "exchange", "x" * 700, body, b"h" * 32) for n, body in enumerate(bodies, 1)]
    index = next(line for line in DERIVED.split(";\n") if "fts5" in line)
    table = report.table("3. sqlite's own limit here", ["what", "rows/s", "bytes a row"])
    for name, ddl, sql, rows in (
        ("a row of 1.5 kB with its unique number", _RAW, "INSERT INTO raw VALUES (?,?,?,?,?,?,?,?)", raws),
        ("its text into the search index", index, "INSERT INTO search (rowid, text) VALUES (?,?)",
         list(enumerate(texts, 1))),
    ):  # fmt: skip
        path = folder / "limit.db"
        with closing(sqlite3.connect(path, isolation_level=None)) as db:
            db.execute("PRAGMA page_size = 8192")
            db.execute("PRAGMA journal_mode = WAL").fetchone()
            db.execute("PRAGMA synchronous = FULL")
            db.execute("PRAGMA cache_size = -64000")
            db.execute(ddl)
            began = time.perf_counter()
            for start in range(0, len(rows), _TURN):
                db.execute("BEGIN IMMEDIATE")
                db.executemany(sql, rows[start : start + _TURN])
                db.execute("COMMIT")
            took_s = time.perf_counter() - began
        table.add_row(name, f"{count / took_s:,.0f}", f"{path.stat().st_size / count:,.0f}")
        path.unlink()
    report.show(table)


_RAW = """CREATE TABLE raw (id INTEGER PRIMARY KEY, process INTEGER, seq INTEGER, at_ms REAL, kind TEXT, fields TEXT,
    payload BLOB, hash BLOB, UNIQUE (process, seq))"""
