"""Server-sent events (text/event-stream), the way chatbots stream their answers."""

from __future__ import annotations

import re

from inspector.errors import DecodeError
from inspector.records import Value

NAME = "event_stream"
_EVENTS_LIMIT = 100_000
FIRST = frozenset(b"ed:ir\r\n\xef")
_START = re.compile(rb"(?:\xef\xbb\xbf)?(?:\r?\n|:[^\n]*\n|id:[^\n]*\n|retry:[^\n]*\n)*(?:event|data): ?[^\n]*(?:\n|$)")


def accepts(data: bytes) -> float:
    return 0.85 if _START.match(data[:4096]) else 0.0


def decode(data: bytes, limit: int = 0) -> list[Value]:
    """One object for each, with its fields. Raises DecodeError."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise DecodeError("It is not UTF-8.") from error
    found: list[Value] = []
    blocks = re.split(r"(?:\r?\n){2,}", text, maxsplit=_EVENTS_LIMIT)
    if len(blocks) > _EVENTS_LIMIT:
        raise DecodeError("It holds more events than are read.")
    for block in blocks:
        fields: dict[str, str] = {}
        for line in block.splitlines():
            name, colon, value = line.partition(":")
            if name and colon:
                value = value.removeprefix(" ")
                fields[name] = f"{fields[name]}\n{value}" if name in fields else value
        if fields:
            found.append(fields)
    if not found:
        raise DecodeError("It holds no fields.")
    return found
