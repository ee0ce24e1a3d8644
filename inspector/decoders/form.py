"""application/x-www-form-urlencoded."""

from __future__ import annotations

import re

from inspector.decoders import query
from inspector.errors import DecodeError
from inspector.records import Value

NAME = "form"
FIRST = frozenset(b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_.%+-[]*~$:")
_NAME = rb"[A-Za-z0-9_.%+\-\[\]*~$:]{1,200}"
_START = re.compile(_NAME + rb"=(?!=*$)[^&\s]*(?:&|$)")
_TEXT = re.compile(rb"[^\x00-\x20\x7f]*[\r\n]{0,2}")


def accepts(data: bytes) -> float:
    """Base64 that ends in "=" is none."""
    return 0.5 if _START.match(data) and _TEXT.fullmatch(data) else 0.0


def decode(data: bytes, limit: int = 0) -> dict[str, Value]:
    """Raises DecodeError."""
    try:
        text = data.decode("utf-8").strip("\r\n")
    except UnicodeDecodeError as error:
        raise DecodeError("It is not UTF-8.") from error
    if "=" not in text:
        raise DecodeError("It has no pairs.")
    return query.parse(text)
