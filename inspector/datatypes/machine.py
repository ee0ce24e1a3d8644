"""Many byte strings sought in one pass, however many there are (Aho and Corasick's machine)."""

from __future__ import annotations

from typing import Generic, TypeVar

from ahocorasick_rs import BytesAhoCorasick

HEAD_BYTES = 48  # of a long string only its head is sought; who asks compares the rest
_WINDOW_BYTES = 1 << 20
_MOST_HITS = 100_000
_FEW = 4

T = TypeVar("T")


class Machine(Generic[T]):
    """Strings with what they stand for. May be added to at any time. One thread.

    It is built at the next search.
    Building takes about 3 µs a string, so what is new gets a machine of its own until it is a quarter of the rest.
    """

    def __init__(self) -> None:
        self._patterns: tuple[dict[bytes, list[T]], dict[bytes, list[T]]] = ({}, {})  # settled, new
        self._built: list[tuple[BytesAhoCorasick, list[list[T]]]] = []
        self._is_stale = False

    def add(self, pattern: bytes, stands_for: T) -> None:
        """Seeks the pattern from now on. Empty ones are not."""
        if pattern:
            self._patterns[1].setdefault(pattern[:HEAD_BYTES], []).append(stands_for)
            self._is_stale = True

    def hits(self, data: bytes) -> list[tuple[T, int]]:
        """What was added and stands in the data (of long patterns: their head), with its place; 100,000 at most."""
        if self._is_stale:
            self._build()
        found: list[tuple[T, int]] = []
        for machine, items in self._built:
            for start in range(0, len(data) or 1, _WINDOW_BYTES):
                window = data if len(data) <= _WINDOW_BYTES else data[start : start + _WINDOW_BYTES + HEAD_BYTES - 1]
                for number, at, end in machine.find_matches_as_indexes(window, overlapping=True):
                    if at < _WINDOW_BYTES and end:
                        found += [(item, start + at) for item in items[number]]
                if len(found) > _MOST_HITS:
                    return found[:_MOST_HITS]
        return found

    def _build(self) -> None:
        settled, fresh = self._patterns
        if len(fresh) * _FEW > len(settled):
            for pattern, items in fresh.items():
                settled.setdefault(pattern, []).extend(items)
            fresh.clear()
            self._built = [_machine(settled)]
        else:
            self._built = [self._built[0], _machine(fresh)]
        self._is_stale = False


def _machine(patterns: dict[bytes, list[T]]) -> tuple[BytesAhoCorasick, list[list[T]]]:
    return BytesAhoCorasick(patterns.keys()), list(patterns.values())
