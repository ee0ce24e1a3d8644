"""Thrift's compact protocol (Apache's public description): a structure, its fields by number.

Umeng's SDK sends its envelope so; the envelope's fields have the names they have in the SDK's published library.
"""

from __future__ import annotations

import math
import struct

from inspector.decoders import text, umeng
from inspector.decoders.limits import NESTING_LIMIT
from inspector.decoders.plain import text_bytes
from inspector.errors import DecodeError
from inspector.records import Value

NAME = "thrift"
_STOP, _TRUE, _FALSE, _BYTE, _I16, _I64, _DOUBLE, _BINARY, _LIST, _SET, _MAP, _STRUCT = (
    0, 1, 2, 3, 4, 6, 7, 8, 9, 10, 11, 12,
)  # fmt: skip
FIRST = frozenset(head for head in range(256) if head >> 4 and 1 <= head & 15 <= _STRUCT)
_ENVELOPE = {
    "1": "version", "2": "address", "3": "signature", "4": "serial_num", "5": "ts_secs", "6": "length", "7": "entity",
    "8": "guid", "9": "checksum", "10": "codex",
}  # fmt: skip
_TELLING_BYTES = 12
_TELLING_LETTERS = 8
_TELLING_TEXT = 0.2
_VALUES_LIMIT = 200_000


def accepts(data: bytes) -> float:
    """Nothing marks a structure: its last byte ends it, and it must hold readable text."""
    if len(data) < _TELLING_BYTES or data[0] not in FIRST or data[-1] != _STOP:
        return 0.0
    try:
        value = decode(data)
    except DecodeError:
        return 0.0
    if "serial_num" in value:
        return 0.9
    return 0.36 if text_bytes(value) >= max(_TELLING_LETTERS, _TELLING_TEXT * len(data)) else 0.0


def decode(data: bytes, limit: int = 0) -> dict[str, Value]:
    """Raises DecodeError."""
    if not data or data[0] not in FIRST:
        raise DecodeError("It does not begin with a field.")
    reader = _Reader(data)
    found = reader.structure(0)
    if not reader.is_at_end:
        raise DecodeError("Bytes stand behind its end.")
    is_envelope = set(_ENVELOPE) == set(found) and all(isinstance(found[tag], str) for tag in ("1", "2", "3", "8", "9"))
    return umeng.opened({_ENVELOPE[tag]: value for tag, value in found.items()}) if is_envelope else found


class _Reader:
    def __init__(self, data: bytes) -> None:
        self._data = data
        self._place = 0
        self._left = _VALUES_LIMIT

    @property
    def is_at_end(self) -> bool:
        return self._place == len(self._data)

    def structure(self, depth: int) -> dict[str, Value]:
        found: dict[str, Value] = {}
        number = 0
        while (head := self._take(1)[0]) != _STOP:
            number = number + (head >> 4) if head >> 4 else self._signed()
            if not 0 < number < 32768 or str(number) in found:
                raise DecodeError("It has fields no structure has.")
            found[str(number)] = self._value(head & 15, depth, in_field=True)
        return found

    def _value(self, kind: int, depth: int, in_field: bool = False) -> Value:
        self._left -= 1
        if depth > NESTING_LIMIT or self._left < 0:
            raise DecodeError("Its values lie too deep in one another to be read, or are too many.")
        if kind in (_TRUE, _FALSE):
            return kind == _TRUE if in_field else self._take(1)[0] == _TRUE
        if kind == _BYTE:
            return int.from_bytes(self._take(1), "big", signed=True)
        if _I16 <= kind <= _I64:
            return self._signed()
        if kind == _DOUBLE:
            number: float = struct.unpack("<d", self._take(8))[0]
            return number if math.isfinite(number) else str(number)
        if kind == _BINARY:
            raw = self._take(self._varint())
            return raw.decode("utf-8") if not raw or text.accepts(raw) else raw
        return self._many(kind, depth)

    def _many(self, kind: int, depth: int) -> Value:
        if kind == _STRUCT:
            return self.structure(depth + 1)
        if kind in (_LIST, _SET):
            head = self._take(1)[0]
            count = head >> 4 if head >> 4 != 15 else self._varint()
            self._check(count)
            return [self._value(head & 15, depth + 1) for _ in range(count)]
        if kind == _MAP:
            count = self._varint()
            self._check(count)
            kinds = self._take(1)[0] if count else 0
            pairs = [(self._value(kinds >> 4, depth + 1), self._value(kinds & 15, depth + 1)) for _ in range(count)]
            if not all(isinstance(key, str | int | float) for key, _ in pairs):
                raise DecodeError("A name in it is neither text nor number.")
            return {str(key): one for key, one in pairs}
        raise DecodeError("It has a type that is none.")

    def _check(self, count: int) -> None:
        if count > len(self._data) - self._place:
            raise DecodeError("A list of it goes past its end.")

    def _signed(self) -> int:
        number = self._varint()
        return (number >> 1) ^ -(number & 1)

    def _varint(self) -> int:
        number = 0
        for step in range(10):
            byte = self._take(1)[0]
            number |= (byte & 0x7F) << 7 * step
            if byte < 0x80:
                return number
        raise DecodeError("A number of it has no end.")

    def _take(self, size: int) -> bytes:
        taken = self._data[self._place : self._place + size]
        if len(taken) < size:
            raise DecodeError("It ends inside a value.")
        self._place += size
        return taken
