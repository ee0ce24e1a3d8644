"""JSON lines: one JSON value a line, as analytics batches and Sentry's envelopes are."""

from __future__ import annotations

from inspector.decoders import json as one_json
from inspector.errors import DecodeError
from inspector.records import Value

NAME = "json_lines"
FIRST = frozenset(b"{[ \t\n\r\x0b\x0c")
_LINES_LIMIT = 100_000


def accepts(data: bytes) -> float:
    start = data[:4].lstrip()[:1]
    return 0.9 if start in (b"{", b"[") and b"\n" in data.strip() else 0.0


def decode(data: bytes, limit: int = 0) -> list[Value]:
    """Raises DecodeError."""
    lines = [line for line in data.split(b"\n", _LINES_LIMIT) if line.strip()]
    if len(lines) < 2:
        raise DecodeError("It is one line.")
    if any(one_json.accepts(line) == 0.0 for line in lines[:1]):
        raise DecodeError("Its first line is neither object nor array.")
    return [one_json.decode(line) for line in lines]
