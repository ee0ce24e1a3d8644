"""Texts written as their letters' numbers one after another: "104,101", "68 65", "0x68;0x65", "01101000 …"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from inspector.datatypes.leaves import Content

# Of a list only its separators are left when the digits are taken out.
_DIGITS = b"0123456789abcdefx"
_MARKS = b",;|:_./-+ "
_AS_MARKS = bytes.maketrans(_MARKS, b"," * len(_MARKS))
_RUN = b"," * 7
_LIST = re.compile(
    r"(?<![0-9A-Za-z])(?:0x|U\+|u\+)?-?[0-9A-Fa-f]{1,8}([,;|:_./\-+]\s?|\s)"
    r"(?:(?:0x|U\+|u\+)?-?[0-9A-Fa-f]{1,8}\1){5,}(?:0x|U\+|u\+)?-?[0-9A-Fa-f]{1,8}(?![0-9A-Za-z])"
)
_PREFIX = re.compile(r"0x|[Uu]\+")
_LONGEST = 1 << 17
_MOST_LISTS = 50
_LARGEST = 0x10FFFF

Made = tuple[str, str | bytes]


def candidates(content: Content) -> list[int]:
    """The texts in which such a list may stand."""
    left = content.folded.translate(_AS_MARKS, _DIGITS)
    if _RUN not in left:
        return []
    lines = enumerate(left.split(b"\n"))
    return [at for at, line in lines if _RUN in line and len(content.texts[at]) <= _LONGEST]


def read(text: str) -> Iterator[Made]:
    """What the lists in a text are of, read in each base their digits allow."""
    for number, match in enumerate(_LIST.finditer(text)):
        if number == _MOST_LISTS:
            return
        written = match[0]
        items = [_PREFIX.sub("", item) for item in written.split(match[1])]
        if not all(items):  # a minus that is a separator as well
            continue
        is_marked = _PREFIX.match(written) is not None
        if not is_marked and all(len(item) in (7, 8) and set(item) <= {"0", "1"} for item in items):
            yield from _of("bits", items, 2)
            continue
        if is_marked or all(len(item) % 2 == 0 for item in items):
            yield from _of("hex", items, 16)
        if not is_marked and all(item.removeprefix("-").isdecimal() for item in items):
            yield from _of("codes", items, 10)
            if all(set(item) <= set("01234567") for item in items):
                yield from _of("octal", items, 8)


def _of(how: str, items: list[str], base: int) -> Iterator[Made]:
    if base == 16 and "-" not in items[0] and {len(item) % 2 for item in items} == {0} and len(items[0]) > 2:
        yield how, bytes.fromhex("".join(item.removeprefix("-") for item in items))
    numbers = [int(item, base) for item in items]
    if all(-128 <= number <= 255 for number in numbers):
        yield how, bytes(number & 255 for number in numbers)
    elif all(32 <= number <= _LARGEST and not 0xD800 <= number < 0xE000 for number in numbers):
        yield how, "".join(map(chr, numbers))
