"""JSON, RFC 8259: objects and arrays, and any value where the media type says so."""

from __future__ import annotations

import json
import math
import re

from inspector.decoders.limits import is_deeper
from inspector.errors import DecodeError
from inspector.records import Value

NAME = "json"
FIRST = frozenset(b"{[)wf \t\n\r\x0b\x0c\xef")
_MARK = b"\xef\xbb\xbf"
_GUARDS = (b")]}',", b")]}'", b"while(1);", b"for(;;);")  # put before answers so that no page can run them
_VALUES_LIMIT = 2_000_000
_MANY_LIMIT = 100_000
_SPACE = re.compile(r"[\s,\x1e]*")


def accepts(data: bytes) -> float:
    return 0.95 if _bare(data[:64])[:1] in (b"{", b"[") else 0.0


def decode(data: bytes, limit: int = 0) -> Value:
    """A name that stands twice in one object has both values, in a list. Raises DecodeError."""
    if sum(data.count(mark) for mark in (b"[", b"{", b",")) > _VALUES_LIMIT:
        raise DecodeError("It holds more values than are read.")
    try:
        text = _bare(data).decode("utf-8")
        value = json.loads(text, object_pairs_hook=_object, parse_float=_number, parse_constant=str, parse_int=_integer)
    except RecursionError as error:
        raise DecodeError("Its values lie too deep in one another to be read.") from error
    except ValueError as error:
        raise DecodeError("It breaks off or is no JSON.") from error
    if is_deeper(value):
        raise DecodeError("Its values lie too deep in one another to be read.")
    return value


def decode_many(data: bytes) -> list[Value]:
    """Objects and arrays that stand one behind another, with or without space between. Raises DecodeError."""
    found: list[Value] = []
    try:
        text = _bare(data).decode("utf-8").rstrip()
        place = 0
        while place < len(text):
            if len(found) >= _MANY_LIMIT:
                raise DecodeError("It holds more values than are read.")
            value, place = _READER.raw_decode(text, place)
            if not isinstance(value, dict | list) or is_deeper(value):
                raise DecodeError("One of its values is neither object nor array, or lies too deep.")
            found.append(value)
            place = _SPACE.match(text, place).end()  # type: ignore[union-attr]  # it matches nothing too
    except RecursionError as error:
        raise DecodeError("Its values lie too deep in one another to be read.") from error
    except ValueError as error:
        raise DecodeError("It breaks off or is no JSON.") from error
    return found


def _bare(data: bytes) -> bytes:
    data = data.removeprefix(_MARK).lstrip()
    for guard in _GUARDS:
        if data.startswith(guard):
            return data.removeprefix(guard).lstrip()
    return data


def _object(pairs: list[tuple[str, Value]]) -> dict[str, Value]:
    value = dict(pairs)
    if len(value) == len(pairs):
        return value
    gathered: dict[str, list[Value]] = {}
    for name, one in pairs:
        gathered.setdefault(name, []).append(one)
    return {name: many if len(many) > 1 else many[0] for name, many in gathered.items()}


def _number(text: str) -> float | str:
    number = float(text)
    return number if math.isfinite(number) else text  # what JSON cannot say again stays as it stood


def _integer(text: str) -> int | str:
    return int(text) if len(text) < 300 else text


_READER = json.JSONDecoder(object_pairs_hook=_object, parse_float=_number, parse_constant=str, parse_int=_integer)
