"""What a library read of hostile bytes, as values of ours: bounded in depth and number, each key a text."""

from __future__ import annotations

import datetime
import math
import re
from collections.abc import Mapping
from typing import Any

from inspector.decoders.limits import NESTING_LIMIT
from inspector.decoders.query import add
from inspector.errors import DecodeError
from inspector.records import Value

_NAME = re.compile(r"[A-Za-z_$@#][\w.$:@#/-]{0,80}", re.ASCII)
_VALUES_LIMIT = 500_000
_INTEGER_BITS = 1_000  # Python refuses to write far longer ones in decimal


def plain(value: Any, size_bytes: int) -> Value:
    """What was read out of so many bytes. Raises DecodeError where it lies too deep, or is more than so many bytes say.

    A binary plist can say a list once and have it stand in others often, or in itself.
    """
    return _Copy(min(_VALUES_LIMIT, size_bytes + 1)).of(value, 0)


def text_bytes(value: Value) -> int:
    """How many bytes of it are texts of four letters or more; names count too, numbers that stand for names do not."""
    size, waiting = 0, [value]
    while waiting:
        one = waiting.pop()
        if isinstance(one, dict):
            size += sum(len(key) for key in one if len(key) >= 4 or not key.isdecimal())
            waiting += one.values()
        elif isinstance(one, list):
            waiting += one
        elif isinstance(one, str) and len(one) >= 4:
            size += len(one.encode("utf-8", "replace"))
    return size


def has_names(value: Value) -> bool:
    """Whether it is an object, or a list of them, each of whose names is such as programs use."""
    if isinstance(value, list):
        return bool(value) and all(isinstance(one, dict) and has_names(one) for one in value)
    return isinstance(value, dict) and bool(value) and all(map(_NAME.fullmatch, value))


class _Copy:
    def __init__(self, limit: int) -> None:
        self._left = limit

    def of(self, value: Any, depth: int) -> Value:
        self._left -= 1
        if depth > NESTING_LIMIT or self._left < 0:
            raise DecodeError("Its values lie too deep in one another to be read, or are too many.")
        if isinstance(value, Mapping):
            found: dict[str, Value] = {}
            for key, inner in value.items():
                add(found, self._key(key), self.of(inner, depth + 1))
            return found
        if isinstance(value, list | tuple | set | frozenset):
            return [self.of(inner, depth + 1) for inner in value]
        return _leaf(value)

    def _key(self, key: Any) -> str:
        if isinstance(key, str):
            return key
        if isinstance(key, bytes):
            return key.decode("utf-8", "backslashreplace")
        if key is None or isinstance(key, bool | int | float):
            return str(_leaf(key))
        raise DecodeError("A name in it is neither text nor number.")


def _leaf(value: Any) -> Value:
    if value is None or isinstance(value, bool | str | bytes):
        return value
    if isinstance(value, int):
        return int(value) if value.bit_length() <= _INTEGER_BITS else hex(value)
    if isinstance(value, float):
        return value if math.isfinite(value) else str(value)
    if isinstance(value, bytearray | memoryview):
        return bytes(value)
    if isinstance(value, datetime.datetime | datetime.date):
        return value.isoformat()
    return str(value)
