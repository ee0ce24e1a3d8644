"""Prints how right this tool is beside its neighbours, on the same inputs in one run; asserts nothing, stores nothing.

    python -m tests.bench.accuracy [--quick] [--part NAME] [--v2fly FOLDER] [--detail]

Fetches TrackHAR and third-party-web by npm, friTap and apk-analyzer by pip, into the rigs' cache; each runs as a
program of its own. v2fly's list is on no registry: FOLDER is a checkout of v2fly/domain-list-community.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Callable
from pathlib import Path

from tests.bench.accuracy import classes, encodings, false_finds, hosts, kinds, real
from tests.bench.report import Report


def main() -> int:
    """All parts, or those asked for."""
    arguments = _arguments()
    report, began = Report(), time.monotonic()
    for name in arguments.part or PARTS:
        PARTS[name](report, arguments)
    report.say(f"{time.monotonic() - began:.0f} s in all.")
    return 0


PARTS: dict[str, Callable[[Report, argparse.Namespace], None]] = {
    "encodings": lambda report, said: encodings.run(report, quick=said.quick, detail=said.detail),
    "false": lambda report, said: false_finds.run(report, quick=said.quick),
    "kinds": lambda report, said: kinds.run(report, quick=said.quick, detail=said.detail),
    "real": lambda report, said: real.run(report, detail=said.detail),
    "hosts": lambda report, said: hosts.run(report, quick=said.quick, v2fly=said.v2fly, detail=said.detail),
    "classes": lambda report, said: classes.run(report, quick=said.quick, detail=said.detail),
}


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--quick", action="store_true", help="a part of the inputs: about a minute")
    parser.add_argument(
        "--part", action="append", choices=list(PARTS), help="only this part; more than one may be given"
    )
    parser.add_argument("--v2fly", type=Path, help="a checkout of v2fly/domain-list-community")
    parser.add_argument("--detail", action="store_true", help="also what this tool missed and what it told wrongly")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
