"""One direction of a TCP connection put in order: what came twice is dropped, what never came is said."""

from __future__ import annotations

import heapq
from dataclasses import dataclass

_AHEAD_BYTES = 1 << 20  # so much waits for what is missing before it
_AHEAD_SEGMENTS = 1024
_FARTHEST = 1 << 30  # a sequence number farther off is of another connection


@dataclass(frozen=True, slots=True)
class Chunk:
    """Bytes in order. `lost_bytes` were sent before `data` and are not in the capture."""

    data: bytes
    at_ms: float
    lost_bytes: int = 0


class Direction:
    """Segments in, chunks out. Places in the direction count on where sequence numbers begin again after 2³²."""

    def __init__(self) -> None:
        self.is_over = False
        self.waiting_bytes = 0
        self._place: int | None = None  # of the next byte
        self._waiting: list[tuple[int, int, bytes, float, int]] = []  # a heap: place, number, data, at_ms, lost
        self._number = 0

    @property
    def following(self) -> int | None:
        """The sequence number of the next byte, where anything has been seen."""
        return None if self._place is None else self._place & 0xFFFFFFFF

    def begin(self, sequence: int) -> None:
        """Its first segment has this number."""
        if self._place is None:
            self._place = sequence + 1

    def segment(self, sequence: int, data: bytes, lost_bytes: int, at_ms: float) -> list[Chunk]:
        """What can be read on now. `lost_bytes` of the segment's end were not captured."""
        if self._place is None:
            self._place = sequence
        away = _distance(self._place & 0xFFFFFFFF, sequence)
        if abs(away) > _FARTHEST:
            return []
        place = self._place + away
        if away <= 0:
            chunks = self._take(place, data, lost_bytes, at_ms)
            return chunks + self._caught_up() if chunks and self._waiting else chunks
        self._number += 1
        heapq.heappush(self._waiting, (place, self._number, data, at_ms, lost_bytes))
        self.waiting_bytes += len(data)
        if self.waiting_bytes > _AHEAD_BYTES or len(self._waiting) > _AHEAD_SEGMENTS:
            return self.give_up()
        return []

    def give_up(self) -> list[Chunk]:
        """What is missing will not come: goes on behind it."""
        chunks: list[Chunk] = []
        while self._waiting:
            assert self._place is not None
            place, _, _, at_ms, _ = self._waiting[0]
            if place > self._place:
                chunks.append(Chunk(b"", at_ms, place - self._place))
                self._place = place
            chunks += self._caught_up()
        return chunks

    def _caught_up(self) -> list[Chunk]:
        """What waited and is next now."""
        chunks: list[Chunk] = []
        while self._waiting and self._place is not None and self._waiting[0][0] <= self._place:
            place, _, data, at_ms, lost_bytes = heapq.heappop(self._waiting)
            self.waiting_bytes -= len(data)
            chunks += self._take(place, data, lost_bytes, at_ms)
        return chunks

    def _take(self, place: int, data: bytes, lost_bytes: int, at_ms: float) -> list[Chunk]:
        """What of a segment is new; it begins where the direction stands, or before."""
        assert self._place is not None
        known = self._place - place
        if len(data) + lost_bytes <= known:
            return []  # sent again
        lost_bytes -= max(0, known - len(data))
        data = data[known:]
        self._place += len(data) + lost_bytes
        chunks = [Chunk(data, at_ms)] if data else []
        return [*chunks, Chunk(b"", at_ms, lost_bytes)] if lost_bytes else chunks


def _distance(start: int, end: int) -> int:
    """How far `end` lies ahead of `start`, negative behind it, where numbers begin again after 2³²."""
    return ((end - start + 0x80000000) & 0xFFFFFFFF) - 0x80000000
