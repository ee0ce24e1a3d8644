"""Runs the rig's SDKs through the product and prints the table: calls, requests, senders, recipient, values.

python -m tests.rigs.framework.survey [SDK …]     (without names: all that send, in one process)
"""

from __future__ import annotations

import sys
import tempfile
from collections import Counter, defaultdict
from pathlib import Path

from inspector.readings import ObservationDetail
from tests.rigs.framework import build
from tests.rigs.framework.run import SENDS, Run, run


def main() -> int:
    """1 where the rig cannot be built or a value that arrived is not found by the tool."""
    if why := build.missing():
        print(f"The framework rig {why}.", file=sys.stderr)
        return 1
    with tempfile.TemporaryDirectory() as folder:
        result = run(sys.argv[1:] or list(SENDS), Path(folder))
        return 1 if table(result) else 0


def table(result: Run) -> int:
    """Prints it; how many planted values arrived that the session has not."""
    calls: dict[str, Counter[str]] = defaultdict(Counter)
    carried: Counter[tuple[int, str]] = Counter()
    for detail in result.details("kind:sdk_call"):
        name, _, what = detail.row.title.partition(": ")
        calls[name][what.partition(": ")[0]] += 1
    for detail in result.details("kind:request"):
        carried.update((detail.row.id, link.certainty) for link in detail.calls)
    groups: dict[tuple[str, str], list[ObservationDetail]] = defaultdict(list)
    for detail in result.details("kind:request"):
        groups[detail.row.product, detail.row.host].append(detail)
    arrived = result.arrived()
    missed = 0
    for (_product, host), details in sorted(groups.items()):
        match = details[0].match
        there = set().union(*(row["planted"] for row in arrived if row["host"] == host))
        found = {f.type for detail in details for f in detail.findings if f.value and f.type in result.values}
        missed += len(there - found)
        name = match.product_name or match.name if match else "?"
        there_n = sum(row["host"] == host for row in arrived)
        print(f"{name} ({match.name if match else '?'}): {len(details)} of {there_n} to {host}")
        print(f"    calls: {', '.join(f'{call} {n}' for call, n in calls.get(name, Counter()).items()) or 'none'}")
        senders = Counter(f"{d.sender.name} ({d.sender.certainty})" for d in details if d.sender)
        print(f"    sent by: {', '.join(f'{who} {n}' for who, n in senders.items())}")
        links = Counter(kind for d in details for (at, kind), n in carried.items() if at == d.row.id for _ in range(n))
        print(f"    carried calls: {', '.join(f'{n} {kind}' for kind, n in sorted(links.items())) or 'none'}")
        steps = sorted({" > ".join(b.decoded.steps) for d in details for b in d.bodies if b.side == "up" and b.decoded})
        print(f"    decoded: {' | '.join(steps) or '-'}")
        lost = ", ".join(sorted(there - found))
        print(f"    planted: {', '.join(sorted(there & found)) or 'none'}{f'; NOT FOUND: {lost}' if lost else ''}")
    return missed


if __name__ == "__main__":
    sys.exit(main())
