"""Apple's property lists, binary and XML."""

from __future__ import annotations

import plistlib
import struct
from xml.parsers import expat

from inspector.decoders.plain import plain
from inspector.errors import DecodeError
from inspector.records import Value

NAME = "plist"
FIRST = frozenset(b"b<\xef \t\r\n")
_MAGIC = b"bplist0"
_HEAD_BYTES = 512


def accepts(data: bytes) -> float:
    if data.startswith(_MAGIC):
        return 1.0
    return 0.9 if data[:1] in (b"<", b"\xef", b" ", b"\t", b"\r", b"\n") and b"<plist" in data[:_HEAD_BYTES] else 0.0


def decode(data: bytes, limit: int = 0) -> Value:
    """Dates are texts. Raises DecodeError."""
    if not accepts(data):
        raise DecodeError("It is no property list.")
    try:
        value = plistlib.loads(data)
    except (
        plistlib.InvalidFileException, expat.ExpatError, struct.error, ValueError, TypeError, LookupError,
        AttributeError, OverflowError, RecursionError,
    ) as error:  # fmt: skip
        raise DecodeError("It is damaged.") from error
    return plain(value, len(data))
