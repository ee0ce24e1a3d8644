"""Decoded values walked leaf by leaf, and written as JSON and read back."""

from __future__ import annotations

import base64
import re
from collections.abc import Iterator
from typing import Any

from inspector.records import Nested, Value

_LONGEST_KEPT = 400
_PLAIN_KEY = re.compile(r"[^.\[\]\"]+")


def flatten(value: Value) -> Iterator[tuple[str, Value]]:
    """Every leaf with its path: `body.header.udid`, `body.data[0].text`, `body["a.b"]` for a key that holds a dot.

    A Nested is looked through; what stood there originally is not given. A lone leaf has the path "".
    """
    waiting: list[tuple[str, Value]] = [("", value)]
    while waiting:
        path, one = waiting.pop()
        while type(one) is Nested:
            one = one.value
        kind = type(one)
        if kind is dict:
            waiting += [(_PATHS.get((path, key)) or _joined(path, key), inner) for key, inner in reversed(one.items())]
        elif kind is list or kind is tuple:
            waiting += [
                (_PATHS.get((path, place)) or _joined(path, place), one[place]) for place in range(len(one) - 1, -1, -1)
            ]
        else:
            yield path, one


def to_jsonable(value: Value) -> Any:
    """What JSON can say: bytes become {"$bytes": base64}, Nested {"$nested": steps, "value":, "original":}.

    An object that has keys of that kind itself becomes {"$object": [[key, value], …]}. Tuples become lists.
    """
    if isinstance(value, dict):
        if any(str(key).startswith("$") for key in value):
            return {"$object": [[key, to_jsonable(inner)] for key, inner in value.items()]}
        return {key: to_jsonable(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [to_jsonable(inner) for inner in value]
    if isinstance(value, bytes):
        return {"$bytes": base64.b64encode(value).decode("ascii")}
    if isinstance(value, Nested):
        original = to_jsonable(value.original)
        return {"$nested": list(value.steps), "value": to_jsonable(value.value), "original": original}
    return value


def from_jsonable(value: Any) -> Value:
    """What to_jsonable was given."""
    if isinstance(value, list):
        return [from_jsonable(inner) for inner in value]
    if not isinstance(value, dict):
        return value
    if "$bytes" in value:
        return base64.b64decode(value["$bytes"])
    if "$nested" in value:
        return Nested(tuple(value["$nested"]), from_jsonable(value["value"]), from_jsonable(value["original"]))
    if "$object" in value:
        return {key: from_jsonable(inner) for key, inner in value["$object"]}
    return {key: from_jsonable(inner) for key, inner in value.items()}


_PATHS: dict[tuple[str, Any], str] = {}  # bodies of the same shape come again and again
_MOST_PATHS = 50_000


def _joined(path: str, key: Any) -> str:
    if len(_PATHS) >= _MOST_PATHS:
        _PATHS.clear()
    joined = f"{path}[{key}]" if type(key) is int else joined_path(path, str(key))
    if len(joined) <= _LONGEST_KEPT:
        _PATHS[path, key] = joined
    return joined


def joined_path(path: str, key: str) -> str:
    """The path of what stands at `key` in the object at `path`."""
    if not _PLAIN_KEY.fullmatch(key):
        escaped = key.replace("\\", "\\\\").replace('"', '\\"')
        return f'{path}["{escaped}"]'
    return f"{path}.{key}" if path else key
