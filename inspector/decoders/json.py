"""JSON, RFC 8259: objects and arrays, and any value where the media type says so."""

from __future__ import annotations

import json
import math
import re

import orjson

from inspector.decoders.limits import NESTING_LIMIT, is_deeper
from inspector.errors import DecodeError
from inspector.records import Value

NAME = "json"
FIRST = frozenset(b"{[)wf \t\n\r\x0b\x0c\xef")
_MARK = b"\xef\xbb\xbf"
_GUARDS = (b")]}',", b")]}'", b"while(1);", b"for(;;);")  # put before answers so that no page can run them
_VALUES_LIMIT = 2_000_000
_MANY_LIMIT = 100_000
_SPACE = re.compile(r"[\s,\x1e]*")
_ODD_MARKS = (b" :", b"\t:", b"\n:", b"\r:", b'\\\\"')  # where these stand, names cannot be counted by their colons
_EXACT = 9e15


def accepts(data: bytes) -> float:
    return 0.95 if _bare(data[:64])[:1] in (b"{", b"[") else 0.0


def decode(data: bytes, limit: int = 0) -> Value:
    """A name that stands twice in one object has both values, in a list. Raises DecodeError."""
    if _has_too_many(data):
        raise DecodeError("It holds more values than are read.")
    quick = quickly(data)
    if quick is not None:
        return quick
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


def quickly(data: bytes) -> Value:
    """An object or array where the fast parser reads just what `decode` would: what it says, and nothing lost of it.

    None where that is not sure: it keeps one of two values of the same name, and rounds large numbers.
    """
    if _has_too_many(data):
        return None
    try:
        value = orjson.loads(data)
    except orjson.JSONDecodeError:
        return None
    names = _names_in(value)
    if names is None or names != data.count(b'":') - data.count(b'\\":'):
        return None
    for mark in _ODD_MARKS:
        if mark in data:
            return None
    return value


def _has_too_many(data: bytes) -> bool:
    """Whether it holds more values than are read; a body with fewer bytes than that cannot."""
    return len(data) > _VALUES_LIMIT and data.count(b"[") + data.count(b"{") + data.count(b",") > _VALUES_LIMIT


def _names_in(value: Value) -> int | None:
    """How many names its objects have; None where it lies too deep, or has a number that may have been rounded."""
    names = 0
    level = [value] if type(value) is dict or type(value) is list else None
    for _ in range(NESTING_LIMIT):
        if not level:
            break
        deeper: list[Value] = []
        for one in level:
            if type(one) is dict:
                names += len(one)
            for inner in one.values() if type(one) is dict else one:
                kind = type(inner)
                if kind is dict or kind is list:
                    deeper.append(inner)
                elif kind is float and not -_EXACT < inner < _EXACT:
                    return None
        level = deeper
    return None if level is None or level else names


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
