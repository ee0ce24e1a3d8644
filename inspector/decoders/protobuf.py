"""Protocol Buffers without their schema: fields by number, as far as the bytes themselves tell."""

from __future__ import annotations

import math
import struct
from collections.abc import Iterator

from inspector.decoders import text
from inspector.decoders.plain import text_bytes
from inspector.decoders.query import add
from inspector.errors import DecodeError
from inspector.records import Value

NAME = "protobuf"
_VARINT, _FIXED64, _BYTES, _FIXED32 = 0, 1, 2, 5
_FIELD_LIMIT = 20_000  # the highest field number believed
_FIELDS_LIMIT = 200_000
_DEPTH_LIMIT = 30
_TELLING_BYTES = 12  # shorter than this anything looks like a message
_SURE_TEXT, _SURE_LETTERS = 0.3, 12  # from which it is looked for inside texts too
_TELLING_TEXT = 0.15  # the share of readable text from which it is believed unannounced


def accepts(data: bytes) -> float:
    """Nothing marks a message. One that is announced need only be well formed, another must hold readable text."""
    try:
        if not any(kind == _BYTES for _, kind, _ in list(_fields(data))):
            return 0.05
        texts = text_bytes(decode(data))
    except DecodeError:
        return 0.0
    if len(data) < _TELLING_BYTES or texts < _TELLING_TEXT * len(data):
        return 0.05
    return 0.62 if texts >= max(_SURE_LETTERS, _SURE_TEXT * len(data)) and not _is_text(data) else 0.35


def decode(data: bytes, limit: int = 0) -> dict[str, Value]:
    """Field numbers to values; of a repeated field a list. Text, message or bytes is decided by content alone.

    Fixed-size fields are given as floating point numbers where that makes a likely number, else as integers.
    Raises DecodeError.
    """
    return _message(data, 0)


def _message(data: bytes, depth: int) -> dict[str, Value]:
    found: dict[str, Value] = {}
    for number, kind, one in _fields(data):
        add(found, str(number), _inner(one, depth) if kind == _BYTES else one)
    return found


def _inner(data: bytes, depth: int) -> Value:
    if _is_text(data) and not data.startswith((b"\n", b"\r", b"\t")):
        return data.decode("utf-8")
    if data and depth < _DEPTH_LIMIT:
        try:
            return _message(data, depth + 1)
        except DecodeError:
            pass
    return data.decode("utf-8") if _is_text(data) else data


def _is_text(data: bytes) -> bool:
    return text.accepts(data) > 0.0


def _fields(data: bytes) -> Iterator[tuple[int, int, Value]]:
    """Number, kind and raw value of each field. Raises DecodeError at the first that cannot be one."""
    place = count = 0
    if not data:
        raise DecodeError("It is empty.")
    while place < len(data):
        tag, place = _varint(data, place)
        number, kind = tag >> 3, tag & 7
        count += 1
        if not 0 < number <= _FIELD_LIMIT or count > _FIELDS_LIMIT:
            raise DecodeError("It has fields no message has.")
        if kind == _VARINT:
            one, place = _varint(data, place)
            yield number, kind, one
            continue
        size = {_FIXED64: 8, _FIXED32: 4}.get(kind, -1)
        if kind == _BYTES:
            size, place = _varint(data, place)
        if size < 0 or place + size > len(data):
            raise DecodeError("A field of it goes past its end.")
        raw = data[place : place + size]
        place += size
        yield number, kind, raw if kind == _BYTES else _fixed(raw)


def _varint(data: bytes, place: int) -> tuple[int, int]:
    number = 0
    for step in range(10):
        if place >= len(data):
            raise DecodeError("It ends inside a number.")
        byte = data[place]
        place += 1
        number |= (byte & 0x7F) << 7 * step
        if byte < 0x80:
            return number, place
    raise DecodeError("A number of it has no end.")


def _fixed(raw: bytes) -> int | float:
    number: float = struct.unpack("<d" if len(raw) == 8 else "<f", raw)[0]
    if math.isfinite(number) and 1e-6 < abs(number) < 1e12:
        return number if len(raw) == 8 else round(number, 6)
    return int.from_bytes(raw, "little")
