"""Fuzz: `python -m tests.bench.fuzz [--inputs N] [--seconds S] [--only NAME …] [--seed N] [--keep DIR]`.

Prints a line a target: inputs, inputs a second, what was raised, the slowest input and the most memory of one (Python's
own allocations, looked at in one of 50 inputs). Exit code 1 where something else was raised than is promised, or where
an input took longer than --limit.
"""

from __future__ import annotations

import argparse
import random
import resource
import signal
import sys
import time
import tracemalloc
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import FrameType

from tests.bench.fuzz import decoders, importers, search
from tests.bench.fuzz.target import Target, next_input

TARGETS: list[Target] = [*decoders.TARGETS, *importers.TARGETS, *search.TARGETS]
_LOOKED_AT = 50  # memory is looked at in one of so many inputs: it makes Python slow


class TookTooLong(BaseException):
    """Raised inside whatever runs longer than the limit."""


@dataclass
class Tally:
    """What came of a target's inputs."""

    inputs: int = 0
    seconds: float = 0.0
    raised: Counter[str] = field(default_factory=Counter)
    slowest_s: float = 0.0
    slowest: bytes = b""
    peak_bytes: int = 0
    broken: list[tuple[str, bytes]] = field(default_factory=list)


def main() -> int:
    options = _options()
    targets = [one for one in TARGETS if not options.only or one.name in options.only]
    weights = sum(one.share for one in targets)
    signal.signal(signal.SIGALRM, _too_long)
    print(f"{'target':18} {'inputs':>9} {'a second':>9}  {'slowest':>9} {'memory':>9}  raised", flush=True)
    all_inputs, bad, started = 0, 0, time.monotonic()
    for target in targets:
        part = target.share / weights
        tally = fuzz(target, int(options.inputs * part) + 1, options.seconds * part, options.limit, options.seed)
        all_inputs += tally.inputs
        bad += len(tally.broken)
        print(line(target.name, tally), flush=True)
        _keep(target.name, tally, options.keep)
    took = time.monotonic() - started
    rss_mb = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{'all':18} {all_inputs:9,} {all_inputs / took:9,.0f}  in {took:,.0f} s; the process had {rss_mb:,.0f} MB")
    print("Nothing was raised but what is promised." if not bad else f"{bad} inputs raised what is not promised.")
    return 1 if bad else 0


def fuzz(target: Target, inputs: int, seconds: float, limit_s: float, seed: int) -> Tally:
    """Feeds a target until one bound is reached."""
    chance = random.Random(f"{seed} {target.name}")
    tally = Tally()
    started = time.monotonic()
    while tally.inputs < inputs and time.monotonic() - started < seconds and len(tally.broken) < 20:
        _one(target, next_input(target, chance), tally, limit_s)
    tally.seconds = time.monotonic() - started
    return tally


def line(name: str, tally: Tally) -> str:
    raised = ", ".join(f"{kind} {count:,}" for kind, count in tally.raised.most_common()) or "nothing"
    rate = tally.inputs / max(tally.seconds, 1e-9)
    most = f"{tally.slowest_s * 1000:6,.0f} ms {tally.peak_bytes / 1e6:6,.1f} MB"
    return f"{name:18} {tally.inputs:9,} {rate:9,.0f}  {most}  {raised}"


def _one(target: Target, data: bytes, tally: Tally, limit_s: float) -> None:
    is_measured = tally.inputs % _LOOKED_AT == 0
    if is_measured:
        tracemalloc.start()
    began = time.perf_counter()
    try:
        signal.setitimer(signal.ITIMER_REAL, limit_s)
        target.run(data)
    except target.errors as error:
        tally.raised[type(error).__name__] += 1
    except (Exception, TookTooLong) as error:
        tally.raised[f"!{type(error).__name__}"] += 1
        tally.broken.append((f"{type(error).__name__}: {error}", data))
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
    took = time.perf_counter() - began
    if is_measured:
        tally.peak_bytes = max(tally.peak_bytes, tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
    elif took > tally.slowest_s:
        tally.slowest_s, tally.slowest = took, data
    tally.inputs += 1


def _keep(name: str, tally: Tally, folder: Path | None) -> None:
    for number, (words, data) in enumerate(tally.broken):
        print(f"    {words[:200]}\n        {data[:200]!r}{' …' if len(data) > 200 else ''}", flush=True)
        if folder is not None:
            folder.mkdir(parents=True, exist_ok=True)
            (folder / f"{name} {number}".replace("/", "_")).write_bytes(data)
    if folder is not None:
        folder.mkdir(parents=True, exist_ok=True)
        (folder / f"{name} slowest".replace("/", "_")).write_bytes(tally.slowest)


def _too_long(_number: int, _frame: FrameType | None) -> None:
    raise TookTooLong


def _options(arguments: Sequence[str] | None = None) -> argparse.Namespace:
    options = argparse.ArgumentParser(prog="python -m tests.bench.fuzz", description=__doc__)
    options.add_argument("--inputs", type=int, default=1_000_000, help="over all targets, by their shares")
    options.add_argument("--seconds", type=float, default=3600.0, help="over all targets, by their shares")
    options.add_argument("--limit", type=float, default=10.0, help="seconds that one input may take")
    options.add_argument("--only", nargs="*", choices=[one.name for one in TARGETS], help="these targets")
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--keep", type=Path, help="a folder for broken and slowest inputs")
    return options.parse_args(arguments)


if __name__ == "__main__":
    sys.exit(main())
