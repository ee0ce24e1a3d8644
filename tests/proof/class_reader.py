"""Reads of a Java class file what methods the class has, without a JDK (the JVM's specification, chapter 4)."""

from __future__ import annotations

import struct
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Read:
    """What a class file says of the class: its parents and its methods, (name, descriptor) to access flags."""

    name: str
    parents: tuple[str, ...]
    flags: int
    methods: dict[tuple[str, str], int]


_SIZES = {3: 4, 4: 4, 5: 8, 6: 8, 7: 2, 8: 2, 9: 4, 10: 4, 11: 4, 12: 4, 15: 3, 16: 2, 17: 4, 18: 4, 19: 2, 20: 2}


def read(data: bytes) -> Read:
    """The class of a class file. Raises struct.error, KeyError or UnicodeDecodeError where it is none."""
    texts, classes, at = _constants(data)
    flags, this, parent, count = struct.unpack_from(">HHHH", data, at)
    parents = [parent, *struct.unpack_from(f">{count}H", data, at + 8)]
    at = _members(data, at + 8 + 2 * count, texts, {})
    methods: dict[tuple[str, str], int] = {}
    _members(data, at, texts, methods)
    names = [texts[classes[each]].replace("/", ".") for each in [this, *parents] if each]
    return Read(names[0], tuple(names[1:]), flags, methods)


def _constants(data: bytes) -> tuple[dict[int, str], dict[int, int], int]:
    texts: dict[int, str] = {}
    classes: dict[int, int] = {}
    (count,) = struct.unpack_from(">H", data, 8)
    at, index = 10, 1
    while index < count:
        tag = data[at]
        if tag == 1:
            (size,) = struct.unpack_from(">H", data, at + 1)
            texts[index] = data[at + 3 : at + 3 + size].decode("utf-8", "replace")
            at += 3 + size
        else:
            if tag == 7:
                (classes[index],) = struct.unpack_from(">H", data, at + 1)
            at += 1 + _SIZES[tag]
        index += 2 if tag in (5, 6) else 1
    return texts, classes, at


def _members(data: bytes, at: int, texts: dict[int, str], into: dict[tuple[str, str], int]) -> int:
    (count,) = struct.unpack_from(">H", data, at)
    at += 2
    for _ in range(count):
        flags, name, kind, attributes = struct.unpack_from(">HHHH", data, at)
        into[texts[name], texts[kind]] = flags
        at += 8
        for _ in range(attributes):
            at += 6 + int(struct.unpack_from(">I", data, at + 2)[0])
    return at
