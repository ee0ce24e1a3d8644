"""A direction's bytes that nobody has taken yet, each knowing the chunk it came in."""

from __future__ import annotations

import re
from collections import deque
from dataclasses import dataclass
from typing import Generic

from inspector.http.messages import T


@dataclass(frozen=True, slots=True)
class Piece(Generic[T]):
    """Bytes that were taken and the marks of the chunks they came in."""

    data: bytes
    marks: tuple[T, ...]


class Inbox(Generic[T]):
    """A queue of bytes. Putting and taking cost time in proportion to the bytes moved, searching scans none twice."""

    def __init__(self) -> None:
        self._data = bytearray()
        self._start = 0  # the place of _data[0] in the direction, so that chunk ends need no shifting
        self._chunks: deque[tuple[int, T]] = deque()
        self._scanned = 0

    def __len__(self) -> int:
        return len(self._data)

    def put(self, data: bytes, mark: T) -> None:
        if data:
            self._data += data
            self._chunks.append((self._start + len(self._data), mark))

    def peek(self, size_bytes: int) -> bytes:
        return bytes(self._data[:size_bytes])

    def first_chunk(self) -> int:
        """How many of the waiting bytes came in the same chunk as the first of them."""
        return self._chunks[0][0] - self._start if self._chunks else 0

    def find(self, pattern: re.Pattern[bytes], overlap: int, limit: int) -> int:
        """Where the first match of `pattern` ends; 0 where there is none yet, -1 where none lies within `limit`.

        `overlap` is the pattern's longest match less one. Ask for one pattern at a time until bytes are taken.
        """
        found = pattern.search(self._data, max(0, self._scanned - overlap))
        if found is not None:
            return found.end() if found.end() <= limit else -1
        self._scanned = len(self._data)
        return -1 if self._scanned > limit else 0

    def rescan(self) -> None:
        """The next search is for another pattern."""
        self._scanned = 0

    def take(self, size_bytes: int) -> Piece[T]:
        """At most that many bytes."""
        data = bytes(self._data[:size_bytes])
        if not data:
            return Piece(b"", ())
        del self._data[: len(data)]  # moves the start of the bytearray; nothing is copied down
        self._start += len(data)
        self._scanned = 0
        marks: list[T] = []
        while self._chunks:
            end, mark = self._chunks[0]
            marks.append(mark)
            if end > self._start:
                break
            self._chunks.popleft()
            if end == self._start:
                break
        return Piece(data, tuple(marks))

    def take_all(self) -> Piece[T]:
        return self.take(len(self._data))
