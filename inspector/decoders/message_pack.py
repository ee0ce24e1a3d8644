"""MessagePack: an object or a list, after the format's public description."""

from __future__ import annotations

from typing import Any

import msgpack

from inspector.decoders.plain import has_names, plain, text_bytes
from inspector.errors import DecodeError
from inspector.records import Value

NAME = "msgpack"
FIRST = frozenset([*range(0x80, 0xA0), 0xDC, 0xDD, 0xDE, 0xDF])  # objects and lists
_TELLING_BYTES = 12
_SURE_BYTES = 16
_TELLING_TEXT = 0.15  # the share of text from which it is believed unannounced
_SURE_TEXT = 0.3


def accepts(data: bytes) -> float:
    """Nothing marks it. One that is announced need only be well formed, another must hold names and readable text."""
    if not data or data[0] not in FIRST:
        return 0.0
    try:
        value = decode(data)
    except DecodeError:
        return 0.0
    texts = text_bytes(value)
    if len(data) < _TELLING_BYTES or texts < _TELLING_TEXT * len(data):
        return 0.05
    return 0.7 if has_names(value) and len(data) >= _SURE_BYTES and texts >= _SURE_TEXT * len(data) else 0.4


def decode(data: bytes, limit: int = 0) -> Value:
    """Raises DecodeError."""
    if not data or data[0] not in FIRST:
        raise DecodeError("It is neither object nor list of MessagePack.")
    try:
        value = msgpack.unpackb(data, strict_map_key=False, ext_hook=_extension, timestamp=1)
    except (ValueError, TypeError, msgpack.exceptions.UnpackException, OverflowError) as error:
        raise DecodeError("It breaks off or is no MessagePack.") from error
    return plain(value, len(data))


def _extension(code: int, data: bytes) -> dict[str, Any]:
    return {"extension": code, "data": data}
