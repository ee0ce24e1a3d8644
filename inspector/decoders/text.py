"""UTF-8 text, XML and HTML among it."""

from __future__ import annotations

import re

from inspector.errors import DecodeError

NAME = "text"
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1a\x1c-\x1f\x7f\ufffe\uffff]")


def accepts(data: bytes) -> float:
    try:
        return 0.4 if is_readable(data.decode("utf-8")) else 0.0
    except UnicodeDecodeError:
        return 0.0


def decode(data: bytes, limit: int = 0) -> str:
    """Without a byte order mark. Raises DecodeError."""
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise DecodeError("It is not UTF-8.") from error


def is_readable(text: str) -> bool:
    """Whether it is what people or programs write: no control characters but tab, line ends and escape."""
    return not _CONTROL.search(text)
