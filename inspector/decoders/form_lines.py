"""One query a line, as Google Analytics batches its hits."""

from __future__ import annotations

import re

from inspector.decoders import query
from inspector.errors import DecodeError
from inspector.records import Value

NAME = "form_lines"
FIRST = frozenset(b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz_")
_PAIR = rb"[A-Za-z_][\w.%\-\[\]]{0,100}=[^&\s=]*"
_LINE = re.compile(_PAIR + rb"(?:&" + _PAIR + rb")*\r?\Z")
_LINES_LIMIT = 100_000
_LOOKED_AT = 50


def accepts(data: bytes) -> float:
    """Each of the first lines is a query, and one of them has two names at least."""
    if b"\n" not in data.rstrip()[:65_536] or b"=" not in data[:200]:
        return 0.0
    lines = data[:65_536].split(b"\n")[: _LOOKED_AT + 1]
    lines = [line for line in (lines[:-1] if len(data) > 65_536 or len(lines) > _LOOKED_AT else lines) if line.strip()]
    return 0.6 if len(lines) > 1 and all(map(_LINE.match, lines)) and any(b"&" in line for line in lines) else 0.0


def decode(data: bytes, limit: int = 0) -> list[Value]:
    """An object for each line. Raises DecodeError."""
    if data.count(b"\n") > _LINES_LIMIT:
        raise DecodeError("It has more lines than are read.")
    try:
        lines = [line for line in data.decode("utf-8").splitlines() if line.strip()]
    except UnicodeDecodeError as error:
        raise DecodeError("It is not UTF-8.") from error
    if len(lines) < 2 or not all("=" in line for line in lines):
        raise DecodeError("Its lines are not all queries.")
    return [query.parse(line) for line in lines]
