"""9. A million watched calls on 16 threads while garbage is collected, readers die, and the agent is quiet and wakes.

    python -m tests.bench.no_harm [--calls N] [--on art,hotspot]

Prints, for each runtime, an unhooked run and a watched one; their digests must be equal. Asserts nothing.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from pathlib import Path

from tests.bench.report import Report
from tests.hooks.rig import build_module, java
from tests.rigs import rigs
from tests.rigs.art import agent
from tests.rigs.dex import dex
from tests.rigs.noharm import program


def run(runtime: str, calls: int, folder: Path, report: Report) -> None:
    """One table. Raises rigs.NoRig where the runtime cannot be had."""
    jar = program.jar(folder)
    if runtime == "art":
        command = [str(rigs.art() / "art"), "-cp", str(dex([jar], folder / "noharm-dex.jar"))]
        bundle = agent.bundle()
    else:
        command, bundle = [java(), "-cp", str(jar)], build_module().build()
    with program.started(command) as plain:
        unhooked = program.run(plain, calls)
    began_s = time.monotonic()
    with program.started(command) as watched:
        watched.watch(bundle.read_text("utf-8"))
        load = program.run_under_load(watched, calls)
        assert watched.process.stdin is not None
        watched.process.stdin.close()
        code = watched.process.wait()
    seen = load.outcome
    table = report.table(
        f"9. No harm on {runtime}: {calls:,} calls on {program.THREADS} threads",
        ["", "calls/s", "collections", "differences", "digest"],
    )
    for name, outcome in (("unhooked", unhooked), ("watched", seen)):
        cells = (f"{outcome.calls_a_second:,}", str(outcome.collections), str(outcome.differences), outcome.digest)
        table.add_row(name, *cells)
    report.show(table)
    cost_us = 1e6 / seen.calls_a_second - 1e6 / unhooked.calls_a_second
    report.say(
        f"""Results {"equal" if seen.digest == unhooked.digest else "DIFFER"}; the app ended by itself with code {code}
        after {time.monotonic() - began_s:.0f} s. {load.hits:,} calls were looked at; {cost_us:.0f} µs a call, agent and
        reader and collections included. {load.readers} readers, {load.killed} killed before they acknowledged,
        {load.quiets} times quiet and awake again; {load.rows:,} rows, {load.holes} holes, {load.twice} twice."""
    )


def main() -> None:
    """The runtimes asked for, one after another."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--calls", type=int, default=1_000_000)
    parser.add_argument("--on", default="art,hotspot")
    arguments = parser.parse_args()
    report = Report()
    report.machine()
    with tempfile.TemporaryDirectory(prefix="no-harm-") as name:
        for runtime in arguments.on.split(","):
            folder = Path(name) / runtime
            folder.mkdir()
            try:
                run(runtime, arguments.calls, folder, report)
            except rigs.NoRig as reason:
                report.say(str(reason))


if __name__ == "__main__":
    main()
