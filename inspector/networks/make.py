"""Makes the file of networks of published tables, when a newer edition is out.

`python -m inspector.networks.make asn-ipv4-num.csv asn-ipv6-num.csv 2026-06-17 resources/networks/asn.bin.zst` takes
the two tables of the npm package @ip-location-db/asn (RouteViews, NRO and DB-IP; CC BY 4.0).
"""

from __future__ import annotations

import csv
import json
import sys
from array import array
from collections.abc import Iterable
from pathlib import Path

import zstandard

from inspector.networks.edition import MAGIC, V6_SHIFT

SOURCE = "RouteViews, NRO and DB-IP (CC BY 4.0), by @ip-location-db/asn of {}"


def write_edition(v4: Iterable[list[str]], v6: Iterable[list[str]], day: str, path: Path) -> None:
    """Makes the file of rows of start, end, number and name, in order, addresses as decimal numbers."""
    systems: dict[tuple[int, str], int] = {}
    tables = [_table(v4, systems, "I", 0), _table(v6, systems, "Q", V6_SHIFT)]
    parts = [array("I", (number for number, _ in systems)), *tables[0], *tables[1]]
    head = {"source": SOURCE.format(day), "parts": [[part.typecode, len(part) * part.itemsize] for part in parts]}
    body = b"".join(part.tobytes() for part in parts) + "\n".join(name for _, name in systems).encode()
    path.write_bytes(zstandard.ZstdCompressor(19).compress(MAGIC + json.dumps(head).encode() + b"\n" + body))


def _table(
    rows: Iterable[list[str]], systems: dict[tuple[int, str], int], code: str, shift: int
) -> tuple[array[int], array[int], array[int]]:
    starts, ends, places = array(code), array(code), array("I")
    for start, end, number, name in rows:
        if not name.strip():
            continue
        first, last = int(start) >> shift, int(end) >> shift
        if ends and first <= ends[-1]:  # the first of two that overlap stands
            first = ends[-1] + 1
        if first > last:
            continue
        starts.append(first)
        ends.append(last)
        places.append(systems.setdefault((int(number), " ".join(name.split())), len(systems)))
    return starts, ends, places


def _main() -> None:
    v4, v6, day, out = sys.argv[1:]
    with Path(v4).open(encoding="utf-8", newline="") as first, Path(v6).open(encoding="utf-8", newline="") as second:
        write_edition(csv.reader(first), csv.reader(second), day, Path(out))


if __name__ == "__main__":
    _main()
