"""Typed netstrings, as mitmproxy keeps its flows in: length, colon, content, and a letter for the type."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from inspector.importers.stream import Stream

LARGEST_BYTES = 512 << 20  # of one flow
_LENGTH_DIGITS = 10
_DEEPEST = 50
_COLON, _DICT, _LIST, _BYTES, _TEXT = b":}],;"
_INTEGER, _FLOAT, _BOOL, _NULL = b"#^!~"


class BrokenNetstring(ValueError):
    """The bytes are no netstring from here on."""


def records(stream: Stream) -> Iterator[bytes]:
    """Each netstring of a file, whole, one after another. Raises BrokenNetstring."""
    while first := stream.read(1):
        length = bytearray()
        while first != b":":
            if not first.isdigit() or len(length) == _LENGTH_DIGITS:
                raise BrokenNetstring("no length")
            length += first
            first = stream.read(1)
        size = int(length or b"-1")
        if not 0 <= size <= LARGEST_BYTES:
            raise BrokenNetstring("a length no flow has")
        content = stream.read(size + 1)
        if len(content) != size + 1:
            raise BrokenNetstring("cut off")
        yield b"%d:%b" % (size, content)


def members(record: bytes, wanted: frozenset[str]) -> dict[str, Any]:
    """The wanted members of a netstring that is a dictionary; the others are stepped over. Raises BrokenNetstring."""
    tag, start, stop = _element(record, 0, len(record))
    if tag != _DICT:
        raise BrokenNetstring("no dictionary")
    found: dict[str, Any] = {}
    while start < stop:
        name, start = _value(record, start, stop, 0)
        _, _, end = _element(record, start, stop)
        key = _plain(name)
        if key in wanted:
            found[key], _ = _value(record, start, stop, 0)
        start = end + 1
    return found


def _element(data: bytes, at: int, end: int) -> tuple[int, int, int]:
    """Type, and where the content begins and ends."""
    colon = data.find(b":", at, min(end, at + _LENGTH_DIGITS + 1))
    length = data[at:colon] if colon > at else b""
    if not length.isdigit():
        raise BrokenNetstring("no length")
    stop = colon + 1 + int(length)
    if stop >= end:
        raise BrokenNetstring("longer than what holds it")
    return data[stop], colon + 1, stop


def _value(data: bytes, at: int, end: int, depth: int) -> tuple[Any, int]:
    """A value and where the next one begins."""
    tag, start, stop = _element(data, at, end)
    if tag in (_DICT, _LIST):
        return _several(data, start, stop, tag == _DICT, depth + 1), stop + 1
    content = data[start:stop]
    try:
        return _simple(tag, content), stop + 1
    except (ValueError, OverflowError) as error:
        raise BrokenNetstring(str(error)) from error


def _several(data: bytes, start: int, stop: int, named: bool, depth: int) -> Any:
    if depth > _DEEPEST:
        raise BrokenNetstring("too deep")
    values: list[Any] = []
    while start < stop:
        value, start = _value(data, start, stop, depth)
        values.append(value)
    if not named:
        return values
    if len(values) % 2:
        raise BrokenNetstring("a name without a value")
    return {_plain(name): value for name, value in zip(values[::2], values[1::2], strict=True)}


def _simple(tag: int, content: bytes) -> Any:
    if tag == _BYTES:
        return content
    if tag == _TEXT:
        return content.decode("utf-8", "replace")
    if tag == _INTEGER and len(content) <= 32:
        return int(content)
    if tag == _FLOAT and len(content) <= 64:
        return float(content)
    if tag == _BOOL:
        return content == b"true"
    if tag == _NULL:
        return None
    raise BrokenNetstring("an unknown type")


def _plain(name: Any) -> str:
    """Old files have bytes for names."""
    return name.decode("utf-8", "replace") if isinstance(name, bytes) else str(name)
