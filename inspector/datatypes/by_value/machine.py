"""Many byte strings sought in one pass, however many there are (Aho and Corasick's machine)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Generic, TypeVar

from ahocorasick_rs import BytesAhoCorasick

HEAD_BYTES = 48  # of a long string only its head is sought; who asks compares the rest
_WINDOW_BYTES = 1 << 20
_MOST_HITS = 100_000
_MUCH_LARGER = 4

T = TypeVar("T")


class Machine(Generic[T]):
    """Strings with what they stand for. May be added to at any time. One thread.

    It is built at the next search, which takes about 3 µs a string. What is new gets a machine of its own, until the
    one before is not much larger: then the two become one. So there are few, and each string is built in few times.
    """

    def __init__(self) -> None:
        self._new: dict[bytes, list[T]] = {}
        self._built: list[_Built[T]] = []

    def add(self, pattern: bytes, stands_for: T) -> None:
        """Seeks the pattern from now on. Empty ones are not."""
        if pattern:
            self._new.setdefault(pattern[:HEAD_BYTES], []).append(stands_for)

    def hits(self, data: bytes) -> list[tuple[T, int]]:
        """What was added and stands in the data (of long patterns: their head), with its place; 100,000 at most."""
        if self._new:
            self._build()
        found: list[tuple[T, int]] = []
        for built in self._built:
            for start in range(0, len(data) or 1, _WINDOW_BYTES):
                window = data if len(data) <= _WINDOW_BYTES else data[start : start + _WINDOW_BYTES + HEAD_BYTES - 1]
                for number, at, _ in built.machine.find_matches_as_indexes(window, overlapping=True):
                    if at < _WINDOW_BYTES:
                        found += [(item, start + at) for item in built.items[number]]
                if len(found) > _MOST_HITS:
                    return found[:_MOST_HITS]
        return found

    def _build(self) -> None:
        patterns, self._new = self._new, {}
        while self._built and len(self._built[-1].patterns) < _MUCH_LARGER * len(patterns):
            for pattern, items in self._built.pop().patterns.items():
                patterns[pattern] = items + patterns.get(pattern, [])
        self._built.append(_Built(BytesAhoCorasick(patterns.keys()), patterns, list(patterns.values())))


@dataclass(frozen=True, slots=True)
class _Built(Generic[T]):
    machine: BytesAhoCorasick
    patterns: dict[bytes, list[T]]
    items: list[list[T]]
