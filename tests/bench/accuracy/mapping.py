"""What each tool calls the corpus' neutral kinds: the one table in mapping.toml.

Where a tool's name covers several neutral kinds (a "device id"), each of them counts as right. A name of a tool that
stands nowhere here is no personal data in the corpus' sense (an app's version): it is neither right nor wrong.
"""

from __future__ import annotations

import functools
import tomllib
from collections.abc import Iterable, Mapping, Sequence

from tests.bench.accuracy.corpus import HERE, vocabulary

OURS, TRACKHAR, FRITAP = "ours", "TrackHAR", "friTap"


@functools.cache
def _table() -> Mapping[str, Mapping[str, Sequence[str]]]:
    return tomllib.loads((HERE / "mapping.toml").read_text("utf-8"))


def names(tool: str) -> Mapping[str, frozenset[str]]:
    """Each name of a tool with the neutral kinds it covers."""
    covered: dict[str, set[str]] = {}
    for kind, tools in _table().items():
        for name in tools[tool]:
            covered.setdefault(name, set()).add(kind)
    return {name: frozenset(kinds) for name, kinds in covered.items()}


def known(tool: str) -> frozenset[str]:
    """The neutral kinds that a tool has a name for at all."""
    return frozenset(kind for kind, tools in _table().items() if tools[tool])


def first(kinds: Iterable[str]) -> str:
    """The kind that a name of several kinds is counted under where none of them was expected."""
    return min(kinds, key=list(vocabulary()).index)
