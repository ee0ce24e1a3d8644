"""JSON lines: one JSON value a line, as analytics batches and logs are; also values one behind another in a line."""

from __future__ import annotations

from inspector.decoders import json as one_json
from inspector.errors import DecodeError
from inspector.records import Value

NAME = "json_lines"
FIRST = frozenset(b"{[ \t\n\r\x0b\x0c")
_LINES_LIMIT = 100_000
_TOUCHING = (b"}{", b"} {")
_LOOKED_AT_BYTES = 65_536


def accepts(data: bytes) -> float:
    if data[:4].lstrip()[:1] not in (b"{", b"["):
        return 0.0
    if 0 <= data.find(b"\n") < len(data.rstrip()):
        return 0.9
    return 0.9 if any(data.find(mark, 0, _LOOKED_AT_BYTES) > 0 for mark in _TOUCHING) else 0.0


def decode(data: bytes, limit: int = 0) -> list[Value]:
    """A line that is damaged stays a text where most are not. Raises DecodeError."""
    if data.count(b"\n") > _LINES_LIMIT:
        raise DecodeError("It has more lines than are read.")
    lines = [line for line in data.split(b"\n") if line.strip()]
    if len(lines) < 2:
        return _in_one_line(data)
    if one_json.accepts(lines[0]) == 0.0:
        raise DecodeError("Its first line is neither object nor array.")
    found: list[Value] = []
    damaged = 0
    for line in lines:
        try:
            found.append(one_json.decode(line))
        except DecodeError:
            damaged += 1
            if damaged * 2 > len(lines) or len(found) < damaged:
                return _in_one_line(data)
            found.append(line.decode("utf-8", "replace"))
    return found


def _in_one_line(data: bytes) -> list[Value]:
    found = one_json.decode_many(data)
    if len(found) < 2:
        raise DecodeError("It is one value.")
    return found
