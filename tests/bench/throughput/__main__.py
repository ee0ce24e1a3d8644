"""How fast requests become a session, beside others on the same input, and what a long session costs.

    .venv/bin/python -m tests.bench.throughput [--quick] [--only 1,2,3]

Fetches TrackHAR, friTap and mitmproxy by their package registries into a folder outside of this repository, and runs
each as a process of its own. Asserts nothing, keeps nothing. A minute with --quick, else half an hour and 8 GB of disk.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

from tests.bench.report import Report
from tests.bench.throughput import beside, growth, limits
from tests.bench.throughput.made import har


def main() -> int:
    """All parts in one go, or those asked for."""
    arguments = _arguments()
    quick, report = arguments.quick, Report()
    report.machine()
    with tempfile.TemporaryDirectory(prefix="inspector-bench-") as name:
        folder = Path(name)
        if 1 in arguments.only:
            _beside(folder, report, 2_000 if quick else 20_000)
        if 2 in arguments.only:
            growth.run(folder, report, [1_000, 3_000] if quick else [10_000, *range(100_000, 1_000_001, 100_000)])
        if 3 in arguments.only:
            limits.run(folder, report, 2_000 if quick else 20_000)
    return 0


def _beside(folder: Path, report: Report, count: int) -> None:
    path = folder / "traffic.har"
    path.write_text(har(count), encoding="utf-8")
    size = path.stat().st_size / 1e6
    table = report.table(
        f"1. A HAR file of {count:,} requests of 1.5 kB ({size:,.0f} MB), 30 planted values",
        ["program", "requests/s", "of TrackHAR's", "CPU ms each", "peak MB", "findings a request", "s, of it reading"],
    )
    results = beside.run(path, folder)
    trackhar = next((one for one in results if one.name.startswith("TrackHAR") and not one.problem), None)
    for one in results:
        if one.problem:
            table.add_row(one.name, one.problem)
            continue
        rate = one.requests / one.whole_s
        times = f"{rate / (trackhar.requests / trackhar.whole_s):.2f}" if trackhar else ""
        held = f"{one.memory_mb:,.0f}" + (f" + {one.workers_mb:,.0f}" if one.workers_mb else "")
        table.add_row(
            one.name, f"{rate:,.0f}", times, f"{one.cpu_s / one.requests * 1e3:.2f}", held,
            f"{one.findings / one.requests:.1f}", f"{one.whole_s:.1f}, {one.read_s:.1f}",
        )  # fmt: skip
        if one.indexed_s:
            table.add_row("   and indexed for search", f"{one.requests / one.indexed_s:,.0f}")
    report.show(table)
    report.say(
        """From opening the file to the last result. This tool keeps every request in a chained session file, decoded,
        with who received and all findings; TrackHAR and friTap's privacy analyzer give findings and keep nothing;
        mitmproxy keeps the requests and looks for nothing. TrackHAR matches values where none of its adapters is for
        the address. friTap does not look for given values. Each as a process of its own; this tool starts a
        second one, counted in with the index."""
    )


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--quick", action="store_true", help="smaller: a minute")
    parser.add_argument("--only", type=lambda text: [int(word) for word in text.split(",")], default=[1, 2, 3])
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
