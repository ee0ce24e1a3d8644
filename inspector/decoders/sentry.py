"""Sentry's envelopes: a header, then items of a header and a payload each, after its public description."""

from __future__ import annotations

import re

from inspector.decoders import json
from inspector.errors import DecodeError
from inspector.records import Value

NAME = "sentry_envelope"
FIRST = frozenset(b"{")
_START = re.compile(rb"\{[^\n]{0,8192}\}\r?\n\{[^\n]{0,2048}\"type\"\s*:\s*\"[a-z_]{1,40}\"[^\n]{0,2048}\}\r?(?:\n|\Z)")
_ITEMS_LIMIT = 10_000


def accepts(data: bytes) -> float:
    """Two lines of JSON, the second of which says a type."""
    return 0.97 if data[:1] == b"{" and _START.match(data) else 0.0


def decode(data: bytes, limit: int = 0) -> dict[str, Value]:
    """`header`, and `items` of `header` and `payload` (bytes: JSON, a log, a picture). Raises DecodeError.

    An item that breaks off keeps what came of it.
    """
    first, place = _line(data, 0)
    found: list[Value] = []
    while place < len(data):
        if data[place : place + 1] in (b"\n", b"\r"):
            place += 1
            continue
        line, place = _line(data, place)
        if len(found) >= _ITEMS_LIMIT:
            raise DecodeError("It has more items than are read.")
        header = json.decode(line)
        if not isinstance(header, dict) or "type" not in header:
            raise DecodeError("An item of it does not say its type.")
        size = header.get("length")
        end = place + size if isinstance(size, int) and size >= 0 else len(_line(data, place)[0]) + place
        found.append({"header": header, "payload": data[place:end]})
        place = end
    if not found:
        raise DecodeError("It has no items.")
    return {"header": json.decode(first), "items": found}


def _line(data: bytes, place: int) -> tuple[bytes, int]:
    end = data.find(b"\n", place)
    return (data[place:], len(data)) if end < 0 else (data[place:end], end + 1)
