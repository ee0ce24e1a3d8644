"""HTTP/1's chunks that were left around a body, as some recorders and proxies leave them."""

from __future__ import annotations

import re

from inspector.decoders.limits import OUTPUT_LIMIT_BYTES, ended_early
from inspector.errors import DecodeError

NAME = "chunked"
_CHUNKS_LIMIT = 1_000_000
FIRST = frozenset(b"0123456789abcdefABCDEF")
_HEAD = re.compile(rb"([0-9A-Fa-f]{1,8})[ \t]*(?:;[^\r\n]{0,200})?\r\n")


def accepts(data: bytes) -> float:
    """A size, a line's end, and after so many bytes another line's end."""
    head = _HEAD.match(data)
    if head is None:
        return 0.0
    end = head.end() + int(head[1], 16)
    return 0.96 if int(head[1], 16) and data[end : end + 2] == b"\r\n" else 0.0


def decode(data: bytes, limit: int = OUTPUT_LIMIT_BYTES) -> bytes:
    """Never longer than `data`. Raises DecodeError."""
    found: list[bytes] = []
    place = 0
    while (head := _HEAD.match(data, place)) and len(found) < _CHUNKS_LIMIT:
        size = int(head[1], 16)
        if not size:
            return b"".join(found)
        found.append(data[head.end() : head.end() + size])
        place = head.end() + size
        if data[place : place + 2] != b"\r\n":
            break
        place += 2
    if not found:
        raise DecodeError("It is not in chunks.")
    raise ended_early(b"".join(found))
