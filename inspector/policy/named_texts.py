"""Reads texts by their names out of an app's compiled resources (resources.arsc; Android's ResourceTypes.h)."""

from __future__ import annotations

import re
import struct
from collections.abc import Iterator

_TABLE, _POOL, _PACKAGE, _TYPE = 0x0002, 0x0001, 0x0200, 0x0201
_UTF8, _STRING = 0x100, 0x03
_SPARSE, _SHORT_OFFSETS = 1, 2
_COMPLEX, _COMPACT = 1, 8
_MOST_NAMES = 200
_MOST_TEXTS = 2_000
_LONGEST_TEXT = 4_000


def named_texts(table: bytes, wanted: re.Pattern[str]) -> Iterator[tuple[str, str]]:
    """Name and text of the string resources whose names fit, in every language. What is damaged is left out."""
    seen: set[tuple[str, str]] = set()
    try:
        for pair in _pairs(table, wanted):
            if pair not in seen and len(seen) < _MOST_TEXTS:
                seen.add(pair)
                yield pair
    except (struct.error, IndexError, ValueError):
        return


def _pairs(table: bytes, wanted: re.Pattern[str]) -> Iterator[tuple[str, str]]:
    kind, header = struct.unpack_from("<HH", table)
    if kind != _TABLE:
        return
    texts: _Pool | None = None
    for kind, at, end in _chunks(table, header, len(table)):
        if kind == _POOL and texts is None:
            texts = _Pool(table, at)
        elif kind == _PACKAGE and texts is not None:
            yield from _of_package(table, at, end, texts, wanted)


def _of_package(table: bytes, at: int, end: int, texts: _Pool, wanted: re.Pattern[str]) -> Iterator[tuple[str, str]]:
    header = struct.unpack_from("<H", table, at + 2)[0]
    types_at, _, names_at = struct.unpack_from("<III", table, at + 268)
    types, names = _Pool(table, at + types_at), _Pool(table, at + names_at)
    keys = {key: name for key, name in enumerate(names.texts()) if wanted.search(name)}
    if not keys:
        return
    keys = dict(list(keys.items())[:_MOST_NAMES])
    for kind, chunk, chunk_end in _chunks(table, at + header, end):
        if kind == _TYPE and types.text(table[chunk + 8] - 1) == "string":
            for key, text in _entries(table, chunk, chunk_end):
                if key in keys:
                    yield keys[key], texts.text(text)


def _entries(table: bytes, at: int, end: int) -> Iterator[tuple[int, int]]:
    """The numbers of name and text of each plain string of one language."""
    header, flags, count, first = (
        struct.unpack_from("<H", table, at + 2)[0], table[at + 9], *struct.unpack_from("<II", table, at + 12)
    )  # fmt: skip
    for place in _places(table, at + header, flags, min(count, (end - at) // 2)):
        entry = at + first + place
        if entry + 8 > end:
            continue
        size, marks, key = struct.unpack_from("<HHI", table, entry)
        if marks & _COMPACT:
            if marks >> 8 == _STRING:
                yield size, key
        elif not marks & _COMPLEX and entry + size + 8 <= end and table[entry + size + 3] == _STRING:
            yield key, struct.unpack_from("<I", table, entry + size + 4)[0]


def _places(table: bytes, at: int, flags: int, count: int) -> Iterator[int]:
    """Where the entries are, from the first on; those that a language has not are left out."""
    if flags & _SPARSE:
        yield from (place * 4 for _, place in struct.iter_unpack("<HH", table[at : at + 4 * count]))
    elif flags & _SHORT_OFFSETS:
        shorts = struct.unpack_from(f"<{count}H", table, at)
        yield from (place * 4 for place in shorts if place != 0xFFFF)
    else:
        longs = struct.unpack_from(f"<{count}I", table, at)
        yield from (place for place in longs if place != 0xFFFFFFFF)


def _chunks(table: bytes, at: int, end: int) -> Iterator[tuple[int, int, int]]:
    """Kind, begin and end of each part."""
    while at + 8 <= end:
        kind, _, size = struct.unpack_from("<HHI", table, at)
        if size < 8 or at + size > end:
            return
        yield kind, at, at + size
        at += size


class _Pool:
    """A pool of texts. Raises struct.error or IndexError, here or later, where it is damaged."""

    def __init__(self, table: bytes, at: int) -> None:
        kind, header, size, count, _, flags, first = struct.unpack_from("<HHIIIII", table, at)
        if kind != _POOL or at + size > len(table):
            raise ValueError("no pool of texts")
        self._table, self._at, self._first, self._utf8 = table, at + header, at + first, bool(flags & _UTF8)
        self._count = min(count, size // 4)

    def texts(self) -> Iterator[str]:
        """All of them, in order."""
        return map(self.text, range(self._count))

    def text(self, number: int) -> str:
        """One of them, its first 4,000 characters or so; "" where there is none of that number."""
        if not 0 <= number < self._count:
            return ""
        at = self._first + struct.unpack_from("<I", self._table, self._at + 4 * number)[0]
        if self._utf8:
            at += 2 if self._table[at] & 0x80 else 1  # how many characters
            size, at = _length(self._table, at, 1)
            return self._table[at : at + min(size, _LONGEST_TEXT)].decode("utf-8", "replace")
        size, at = _length(self._table, at, 2)
        return self._table[at : at + 2 * min(size, _LONGEST_TEXT)].decode("utf-16-le", "replace")


def _length(table: bytes, at: int, width: int) -> tuple[int, int]:
    """A text's length in one or two units, the first of two with its highest bit set; and where the text begins."""
    first = int.from_bytes(table[at : at + width], "little")
    top = 0x80 if width == 1 else 0x8000
    if not first & top:
        return first, at + width
    second = int.from_bytes(table[at + width : at + 2 * width], "little")
    return (first & (top - 1)) << (8 * width) | second, at + 2 * width
