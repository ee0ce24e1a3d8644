"""JCE, the binary encoding of Tencent's TARS (TarsCloud's public description), as Bugly and others of Tencent send it.

A head byte is type (low half) and tag (high half; 15: the tag is the next byte). Without its schema a structure is an
object of tags to values. The packet that TARS wraps calls in is public: its fields have their names.
"""

from __future__ import annotations

import math
import struct

from inspector.decoders import text
from inspector.decoders.limits import NESTING_LIMIT
from inspector.decoders.plain import text_bytes
from inspector.decoders.query import add
from inspector.errors import DecodeError
from inspector.records import Nested, Value

NAME = "jce"
_INT1, _INT8, _FLOAT, _DOUBLE, _STRING1, _STRING4, _MAP, _LIST, _BEGIN, _END, _ZERO, _BYTES = (
    0, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13,
)  # fmt: skip
FIRST = frozenset(head for head in range(256) if head & 15 not in (_END, 14, 15)) | {0}
_PACKET = {
    "1": "iVersion", "2": "cPacketType", "3": "iMessageType", "4": "iRequestId", "5": "sServantName", "6": "sFuncName",
    "7": "sBuffer", "8": "iTimeout", "9": "context", "10": "status",
}  # fmt: skip
_LENGTH_BYTES = 4
_TELLING_LETTERS = 12
_TELLING_TEXT = 0.2
TELLING = frozenset((0, *range(0x10, 0x20)))  # a packet begins with its version, or with its length
_VALUES_LIMIT = 200_000


def accepts(data: bytes) -> float:
    """Nothing marks a structure, so it must hold readable text. A whole packet of TARS is told by its fields."""
    if not data or data[0] not in FIRST:
        return 0.0
    try:
        value = decode(data)
    except DecodeError:
        return 0.0
    if "sServantName" in value:
        return 0.9
    return 0.36 if text_bytes(value) >= max(_TELLING_LETTERS, _TELLING_TEXT * len(data)) else 0.0


def decode(data: bytes, limit: int = 0) -> dict[str, Value]:
    """Raises DecodeError."""
    if len(data) > _LENGTH_BYTES and int.from_bytes(data[:_LENGTH_BYTES], "big") == len(data):
        return _named(_Reader(data, _LENGTH_BYTES).structure(0, is_whole=True))
    return _named(_Reader(data, 0).structure(0, is_whole=True))


def _named(found: dict[str, Value]) -> dict[str, Value]:
    is_packet = set(found) <= set(_PACKET) and isinstance(found.get("5"), str) and isinstance(found.get("7"), bytes)
    if not is_packet:
        return found
    return {_PACKET[tag]: _arguments(value) if tag == "7" else value for tag, value in found.items()}


def _arguments(data: Value) -> Value:
    """A call's are a map of names to structures, each packed by itself."""
    opened = _opened(data)
    named = opened.value.get("0") if isinstance(opened, Nested) and isinstance(opened.value, dict) else None
    if not isinstance(opened, Nested) or not isinstance(named, dict):
        return data
    return Nested(opened.steps, {"0": {name: _opened(one) for name, one in named.items()}}, data)


def _opened(data: Value) -> Value:
    try:
        inside = _Reader(data, 0).structure(0, is_whole=True) if isinstance(data, bytes) else {}
    except DecodeError:
        return data
    return Nested((NAME,), inside, data) if inside else data


class _Reader:
    def __init__(self, data: bytes, place: int) -> None:
        self._data = data
        self._place = place
        self._left = _VALUES_LIMIT

    def structure(self, depth: int, is_whole: bool = False) -> dict[str, Value]:
        """Tags ascend in every structure; that alone tells most other bytes apart."""
        found: dict[str, Value] = {}
        last = -1
        while not (is_whole and self._place == len(self._data)):
            kind, tag = self._head()
            if kind == _END and not is_whole:
                return found
            if tag <= last:
                raise DecodeError("Its tags do not ascend.")
            last = tag
            found[str(tag)] = self._value(kind, depth)
        return found

    def _head(self) -> tuple[int, int]:
        head = self._take(1)[0]
        tag = head >> 4
        return head & 15, self._take(1)[0] if tag == 15 else tag

    def _value(self, kind: int, depth: int) -> Value:
        self._left -= 1
        if depth > NESTING_LIMIT or self._left < 0:
            raise DecodeError("Its values lie too deep in one another to be read, or are too many.")
        if kind <= _INT8:
            return int.from_bytes(self._take(1 << kind), "big", signed=True)
        if kind == _ZERO:
            return 0
        if kind in (_FLOAT, _DOUBLE):
            number: float = struct.unpack(">f" if kind == _FLOAT else ">d", self._take(4 if kind == _FLOAT else 8))[0]
            return number if math.isfinite(number) else str(number)
        if kind in (_STRING1, _STRING4):
            raw = self._take(int.from_bytes(self._take(1 if kind == _STRING1 else 4), "big"))
            return raw.decode("utf-8") if not raw or text.accepts(raw) else raw
        return self._many(kind, depth)

    def _many(self, kind: int, depth: int) -> Value:
        if kind == _BEGIN:
            return self.structure(depth + 1)
        if kind == _MAP:
            found: dict[str, Value] = {}
            for _ in range(self._count()):
                key = self._inner(depth)
                if not isinstance(key, str | int | float):
                    raise DecodeError("A name in it is neither text nor number.")
                add(found, str(key), self._inner(depth))
            return found
        if kind == _LIST:
            return [self._inner(depth) for _ in range(self._count())]
        if kind == _BYTES:
            if self._head() != (_INT1, 0):
                raise DecodeError("A list of it is not of bytes.")
            return self._take(self._count())
        raise DecodeError("It has a type that is none.")

    def _inner(self, depth: int) -> Value:
        kind, tag = self._head()
        if tag > 1 or kind == _END:
            raise DecodeError("A list of it ends early.")
        return self._value(kind, depth + 1)

    def _count(self) -> int:
        kind, _ = self._head()
        count = self._value(kind, 0) if kind <= _INT8 or kind == _ZERO else -1
        if not isinstance(count, int) or not 0 <= count <= len(self._data) - self._place:
            raise DecodeError("A list of it goes past its end.")
        return count

    def _take(self, size: int) -> bytes:
        taken = self._data[self._place : self._place + size]
        if len(taken) < size:
            raise DecodeError("It ends inside a value.")
        self._place += size
        return taken
