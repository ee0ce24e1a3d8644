"""Measures the product on this machine and prints what it found; asserts nothing, stores nothing.

    .venv/bin/python tests/bench/run.py [--quick] [--only 1,2,3,4,5,6,7,8,9] [--profile]

Needs what the practice phone needs (Linux on x86-64) and a JDK's javac. At most half an hour, --quick five minutes.
Section 8 fetches friTap from the package registry; section 9 on Android's runtime: tests/bench/no_harm.py.
"""

from __future__ import annotations

import argparse
import contextlib
import os
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from tests.bench import app_delay, carriers, flood, latency, native, no_harm, opening, overhead, pipeline
from tests.bench.report import Report
from tests.bench.rig import Rig, pids_left

_ALL = [1, 2, 3, 4, 5, 6, 7, 8, 9]
_ON_THE_PHONE = (1, 3, 4, 6, 7)


def main() -> int:
    """All sections in one go, or those asked for."""
    arguments = _arguments()
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    began, report = time.monotonic(), Report()
    report.machine()
    with tempfile.TemporaryDirectory(prefix="inspector-bench-") as name, contextlib.ExitStack() as parts:
        folder, quick = Path(name), arguments.quick
        os.environ["INSPECTOR_CONFIG"] = os.environ["INSPECTOR_CACHE"] = name
        rig = parts.enter_context(Rig(folder)) if set(arguments.only) & set(_ON_THE_PHONE) else None
        if rig is not None and 1 in arguments.only:
            carriers.run(rig, report, quick=quick)
        if 2 in arguments.only:
            pipeline.run(report, quick=quick, profile=arguments.profile)
        if rig is not None and 3 in arguments.only:
            latency.run(rig, report, quick=quick)
        if rig is not None and 4 in arguments.only:
            app_delay.run(rig, report, quick=quick)
        if rig is not None and 6 in arguments.only:
            flood.run(rig, report, quick=quick)
        if rig is not None and 7 in arguments.only:
            overhead.run(rig, report, quick=quick)
        parts.close()
        if 5 in arguments.only:
            opening.run(folder, report, quick=quick)
        if 8 in arguments.only:
            native.run(folder, report, quick=quick)
        if 9 in arguments.only:
            no_harm.run("hotspot", 48_000 if quick else 1_000_000, folder, report)
        left = pids_left(folder)
    ended = f"still running: {left}" if left else "nothing that was started still runs."
    report.say(f"{time.monotonic() - began:.0f} s in all; {ended}")
    return 1 if left else 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--quick", action="store_true", help="fewer rounds and smaller loads: 90 seconds")
    parser.add_argument("--only", type=lambda text: [int(word) for word in text.split(",")], default=_ALL)
    parser.add_argument("--profile", action="store_true", help="also the pipeline's hottest functions")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
