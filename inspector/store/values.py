"""Decoded values as JSON text and back, bytes and Nested included, and the text of them that can be searched."""

from __future__ import annotations

import base64
import json
import math
from collections.abc import Iterator, Mapping
from typing import Any

import orjson

from inspector.records import Nested, Value

SEARCH_CHARS = 64 * 1024
"""At most this many characters of one body can be found by search: a picture's worth of text, and a bound."""


def dump(value: Value) -> str:
    """A value as JSON text. Bytes and Nested become objects with a key that starts with "$"."""
    marks = 0

    def special(one: Any) -> dict[str, Any]:
        nonlocal marks
        marks += 1
        if isinstance(one, bytes | bytearray):
            return {"$bytes": base64.b64encode(one).decode()}
        if isinstance(one, Nested):
            return {"$nested": list(one.steps), "value": one.value, "original": one.original}
        raise TypeError

    try:
        quick = orjson.dumps(value, special, orjson.OPT_PASSTHROUGH_DATACLASS | orjson.OPT_PASSTHROUGH_SUBCLASS)
    except TypeError:  # keys that are no text, huge numbers, half a surrogate pair
        return _dump_slowly(value)
    if quick.count(b'"$') != marks or (b"null" in quick and not _has_only_none(value, quick) and _has_nan(value)):
        return _dump_slowly(value)
    return quick.decode()


def says_its_texts(dumped: str) -> bool:
    """Whether the JSON text of a value has all its texts as they are, so that they can be searched for in it."""
    return dumped.isascii() and "\\" not in dumped and '"$' not in dumped


def dump_ascii(value: Mapping[str, Any]) -> str:
    """A mapping as JSON can say it, in plain letters."""
    try:
        quick = orjson.dumps(value)
    except TypeError:
        return json.dumps(value, separators=(",", ":"))
    if not quick.isascii() or b"null" in quick:  # where it stands for what is not a number
        return json.dumps(value, separators=(",", ":"))
    return quick.decode()


def _dump_slowly(value: Value) -> str:
    text = json.dumps(_plain(value), ensure_ascii=False, separators=(",", ":"))
    try:
        text.encode()
    except UnicodeEncodeError:  # half a surrogate pair, as apps do send
        text = json.dumps(_plain(value), separators=(",", ":"))
    return text


def _has_only_none(value: Value, quick: bytes) -> bool:
    return type(value) is dict and quick.count(b"null") == sum(one is None for one in value.values())


def _has_nan(value: Value) -> bool:
    waiting = [value]
    while waiting:
        one = waiting.pop()
        if type(one) is dict:
            waiting += one.values()
        elif type(one) in (list, tuple):
            waiting += one
        elif type(one) is Nested:
            waiting.append(one.value)
        elif type(one) is float and not math.isfinite(one):
            return True
    return False


def load(text: str) -> Value:
    """The value that `dump` was given; tuples come back as lists."""
    return _rich(json.loads(text))


def clean(text: str) -> str:
    """Text that sqlite can keep: half surrogate pairs are written out as \\udXXX."""
    if text.isascii():
        return text
    try:
        text.encode()
    except UnicodeEncodeError:
        return text.encode("utf-8", "backslashreplace").decode()
    return text


def searchable(value: Value) -> str:
    """All keys and texts inside a value, one a line, up to SEARCH_CHARS; bytes are searched as the text they may be."""
    lines: list[str] = []
    room = SEARCH_CHARS
    for text in _texts(value):
        lines.append(text[:room])
        room -= len(text) + 1
        if room <= 0:
            break
    return clean("\n".join(lines))


# Most of any value: asked first, since whether something is a Mapping is a slow question.
_AS_THEY_ARE = frozenset({str, int, float, bool, type(None)})


def _texts(value: Value) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, bytes | bytearray):
        text = bytes(value[:SEARCH_CHARS]).decode("utf-8", "ignore")
        if text and sum(c.isprintable() or c.isspace() for c in text) > 0.9 * min(len(value), SEARCH_CHARS):
            yield text
    elif isinstance(value, Nested):
        yield from _texts(value.value)
    elif isinstance(value, Mapping):
        for key, inner in value.items():
            yield str(key)
            yield from _texts(inner)
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from _texts(inner)
    elif value is not None and not isinstance(value, bool):
        yield str(value)


def _plain(value: Value) -> Any:
    if type(value) in _AS_THEY_ARE:
        return value
    if isinstance(value, bytes | bytearray):
        return {"$bytes": base64.b64encode(value).decode()}
    if isinstance(value, Nested):
        return {"$nested": list(value.steps), "value": _plain(value.value), "original": _plain(value.original)}
    if isinstance(value, Mapping):
        if all(isinstance(key, str) and not key.startswith("$") for key in value):
            return {key: _plain(inner) for key, inner in value.items()}
        return {"$pairs": [[_plain(key), _plain(inner)] for key, inner in value.items()]}
    if isinstance(value, list | tuple):
        return [_plain(inner) for inner in value]
    return value


def _rich(value: Any) -> Value:
    if isinstance(value, list):
        return [_rich(inner) for inner in value]
    if not isinstance(value, dict):
        return value
    if "$bytes" in value:
        return base64.b64decode(value["$bytes"])
    if "$nested" in value:
        return Nested(tuple(value["$nested"]), _rich(value["value"]), _rich(value["original"]))
    if "$pairs" in value:
        return {_rich(key): _rich(inner) for key, inner in value["$pairs"]}
    return {key: _rich(inner) for key, inner in value.items()}
