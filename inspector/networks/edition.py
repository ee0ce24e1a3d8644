"""One edition of which addresses belong to which autonomous system, as its file says it."""

from __future__ import annotations

import bisect
import ipaddress
import json
import sys
from array import array
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import zstandard

from inspector.errors import FileProblem

MAGIC = b"APINET1\n"
"""How the file begins, below its compression."""

V6_SHIFT = 64
"""No network is smaller than a /64: the upper half of an IPv6 address tells."""


@dataclass(frozen=True, slots=True)
class Edition:
    """Ranges in order, each from a start to an end (both within): `systems` are places in `names` and `numbers`.

    IPv4 as 32 bits, IPv6 as the upper 64.
    """

    source: str
    numbers: array[int]
    names: tuple[str, ...]
    v4: tuple[array[int], array[int], array[int]]
    v6: tuple[array[int], array[int], array[int]]

    def of(self, ip: ipaddress.IPv4Address | ipaddress.IPv6Address) -> tuple[int, str]:
        """The system's number and name; 0 and "" where the address is in no range."""
        starts, ends, systems = self.v4 if ip.version == 4 else self.v6
        key = int(ip) if ip.version == 4 else int(ip) >> V6_SHIFT
        place = bisect.bisect_right(starts, key) - 1
        if place < 0 or key > ends[place]:
            return 0, ""
        return self.numbers[systems[place]], self.names[systems[place]]


def read_edition(path: Path) -> Edition:
    """Raises FileProblem where the file that came with the tool is missing or damaged."""
    try:
        data = zstandard.ZstdDecompressor().decompress(path.read_bytes())
        if data[: len(MAGIC)] != MAGIC:
            raise ValueError("not of its form")
        at = data.index(b"\n", len(MAGIC))
        head = json.loads(data[len(MAGIC) : at])
        parts = list(_arrays(data, at + 1, head["parts"]))
        names = data[sum(size for _, size in head["parts"]) + at + 1 :].decode("utf-8").split("\n")
    except (OSError, ValueError, KeyError, zstandard.ZstdError) as problem:
        raise FileProblem(
            f"The table of networks {path.name} cannot be read ({problem}).",
            code="networks.damaged",
            hint="Install the tool once more.",
        ) from problem
    numbers, *rest = parts
    return Edition(head["source"], numbers, tuple(names), (rest[0], rest[1], rest[2]), (rest[3], rest[4], rest[5]))


def _arrays(data: bytes, at: int, parts: list[tuple[str, int]]) -> Iterator[array[int]]:
    for code, size in parts:
        part = array(code)
        part.frombytes(data[at : at + size])
        if sys.byteorder == "big":
            part.byteswap()
        at += size
        yield part
