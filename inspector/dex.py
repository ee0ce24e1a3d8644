"""Reads what a dex file's code says of itself: which method uses a text, what it is called with, what it calls."""

from __future__ import annotations

import re
import struct
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

_STATIC = 0x8
_CONST_STRING, _CONST_STRING_JUMBO = 0x1A, 0x1B
_INVOKES = frozenset((*range(0x6E, 0x73), *range(0x74, 0x79), 0xFA, 0xFB))
_PRIMITIVES = {
    "V": "void", "Z": "boolean", "B": "byte", "S": "short", "C": "char", "I": "int", "J": "long", "F": "float",
    "D": "double",
}  # fmt: skip


def _sizes() -> bytes:
    """How many 16-bit units an instruction has, by its first byte (Android's "Dalvik bytecode", version 039)."""
    sizes = bytearray([1]) * 256
    for first, last, size in (
        (0x02, 0x02, 2), (0x03, 0x03, 3), (0x05, 0x05, 2), (0x06, 0x06, 3), (0x08, 0x08, 2), (0x09, 0x09, 3),
        (0x13, 0x13, 2), (0x14, 0x14, 3), (0x15, 0x16, 2), (0x17, 0x17, 3), (0x18, 0x18, 5), (0x19, 0x1A, 2),
        (0x1B, 0x1B, 3), (0x1C, 0x1C, 2), (0x1F, 0x20, 2), (0x22, 0x23, 2), (0x24, 0x26, 3), (0x29, 0x29, 2),
        (0x2A, 0x2C, 3), (0x2D, 0x3D, 2), (0x44, 0x6D, 2), (0x6E, 0x72, 3), (0x74, 0x78, 3), (0x90, 0xAF, 2),
        (0xD0, 0xE2, 2), (0xFA, 0xFB, 4), (0xFC, 0xFD, 3), (0xFE, 0xFF, 2),
    ):  # fmt: skip
        sizes[first : last + 1] = bytes([size]) * (last - first + 1)
    return bytes(sizes)


_SIZES = _sizes()


@dataclass(frozen=True, slots=True)
class DexMethod:
    """A method as its class declares it: types as java.lang.Class.getName() writes them, "<init>" for a constructor."""

    cls: str
    name: str
    types: tuple[str, ...]
    returns: str
    static: bool = False


@dataclass(frozen=True, slots=True)
class Body:
    """What a method's code names: texts, and the methods it calls, as (class, name, types)."""

    texts: frozenset[str]
    calls: frozenset[tuple[str, str, tuple[str, ...]]]


class Dex:
    """One dex file. Raises ValueError, struct.error or IndexError, here or later, where it is damaged.

    Only what is asked for is parsed: a dex file without the text sought costs a binary search. Not for several threads.
    """

    def __init__(self, data: bytes) -> None:
        if data[:4] != b"dex\n":
            raise ValueError("not a dex file")
        self._data = data
        self._strings, self._strings_at = struct.unpack_from("<II", data, 0x38)
        self._types, self._types_at = struct.unpack_from("<II", data, 0x40)
        self._protos_at = struct.unpack_from("<I", data, 0x4C)[0]
        self._methods_at = struct.unpack_from("<I", data, 0x5C)[0]
        self._classes, self._classes_at = struct.unpack_from("<II", data, 0x60)
        self._names: dict[int, str] = {}
        self._made: dict[int, DexMethod] = {}

    # ---------------------------------------------------------------- questions

    def defines(self, cls: str) -> bool:
        """Whether a class of that name is defined here."""
        return cls in self._class_data

    def users(self, text: str) -> list[DexMethod]:
        """The methods whose code has that text, or one that begins so where `text` ends in "*"."""
        found: dict[int, None] = {}
        for string in self._strings_like(text):
            needles = [struct.pack("<BI", _CONST_STRING_JUMBO, string)]
            if string < 0x10000:
                needles.append(struct.pack("<BH", _CONST_STRING, string))
            for needle in needles:
                pattern = re.compile(re.escape(needle[:1]) + b"." + re.escape(needle[1:]), re.DOTALL)
                for hit in pattern.finditer(self._data):
                    method = self._method_around(hit.start(), string)
                    if method is not None:
                        found[method] = None
        return [self._method(method) for method in found]

    def methods(self, cls: str) -> list[DexMethod]:
        """The methods a class defines, in its file's order; none where it is not defined here."""
        return [self._method(index) for index, _ in self._members(cls)]

    def body(self, method: DexMethod) -> Body:
        """The texts and calls of a method defined here; nothing for one without code."""
        for index, code in self._members(method.cls):
            if self._method(index) == method:
                texts, calls = self._scan(code)
                called = (self._method(i) for i in calls)
                return Body(frozenset(map(self._string, texts)), frozenset((m.cls, m.name, m.types) for m in called))
        return Body(frozenset(), frozenset())

    # ---------------------------------------------------------------- texts

    def _raw_string(self, index: int) -> bytes:
        (at,) = struct.unpack_from("<I", self._data, self._strings_at + 4 * index)
        while self._data[at] & 0x80:  # the length before the text, in as many bytes as it needs
            at += 1
        return self._data[at + 1 : self._data.index(b"\0", at + 1)]

    def _string(self, index: int) -> str:
        text = self._names.get(index)
        if text is None:
            text = self._names[index] = self._raw_string(index).decode("utf-8", "replace")
        return text

    def _strings_like(self, text: str) -> Iterator[int]:
        """Texts are sorted, so that one is found in a few steps."""
        prefix = text.endswith("*")
        wanted = (text[:-1] if prefix else text).encode()
        low, high = 0, self._strings
        while low < high:
            middle = (low + high) // 2
            if self._raw_string(middle) < wanted:
                low = middle + 1
            else:
                high = middle
        while low < self._strings:
            found = self._raw_string(low)
            if found != wanted and not (prefix and found.startswith(wanted)):
                return
            yield low
            low += 1

    # ---------------------------------------------------------------- classes and methods

    def _type(self, index: int) -> str:
        (string,) = struct.unpack_from("<I", self._data, self._types_at + 4 * index)
        return _readable(self._string(string))

    def _method(self, index: int) -> DexMethod:
        known = self._made.get(index)
        if known is None:
            cls, proto, name = struct.unpack_from("<HHI", self._data, self._methods_at + 8 * index)
            _, returns, list_at = struct.unpack_from("<III", self._data, self._protos_at + 12 * proto)
            types: tuple[str, ...] = ()
            if list_at:
                (count,) = struct.unpack_from("<I", self._data, list_at)
                types = tuple(map(self._type, struct.unpack_from(f"<{count}H", self._data, list_at + 4)))
            static = index in self._statics
            known = DexMethod(self._type(cls), self._string(name), types, self._type(returns), static)
            self._made[index] = known
        return known

    @cached_property
    def _class_data(self) -> dict[str, int]:
        """Where each class's members are listed; 0 for a class without any."""
        found = {}
        for number in range(self._classes):
            cls, *_, data_at, _ = struct.unpack_from("<8I", self._data, self._classes_at + 32 * number)
            found[self._type(cls)] = data_at
        return found

    def _members(self, cls: str) -> list[tuple[int, int]]:
        """Its methods' numbers with where their code is (0: none)."""
        at = self._class_data.get(cls, 0)
        return self._listed(at)[0] if at else []

    @cached_property
    def _statics(self) -> frozenset[int]:
        return frozenset(s for at in self._class_data.values() if at for s in self._listed(at)[1])

    def _listed(self, at: int) -> tuple[list[tuple[int, int]], list[int]]:
        data = self._data
        counts = []
        for _ in range(4):
            count, at = _uleb(data, at)
            counts.append(count)
        for _ in range(counts[0] + counts[1]):
            _, at = _uleb(data, at)
            _, at = _uleb(data, at)
        members, statics = [], []
        for count in counts[2:]:
            index = 0
            for _ in range(count):
                step, at = _uleb(data, at)
                access, at = _uleb(data, at)
                code, at = _uleb(data, at)
                index += step
                members.append((index, code))
                if access & _STATIC:
                    statics.append(index)
        return members, statics

    # ---------------------------------------------------------------- code

    @cached_property
    def _codes(self) -> tuple[list[int], list[int]]:
        """Where code begins, in order, and whose it is."""
        placed = sorted((code, i) for at in self._class_data.values() if at for i, code in self._listed(at)[0] if code)
        return [code for code, _ in placed], [index for _, index in placed]

    def _method_around(self, at: int, string: int) -> int | None:
        """Whose code those bytes are, if they are its loading of that text and not part of something else."""
        begins, methods = self._codes
        place = bisect_right(begins, at) - 1
        if place < 0 or at >= begins[place] + 16 + 2 * int(struct.unpack_from("<I", self._data, begins[place] + 12)[0]):
            return None
        return methods[place] if string in self._scan(begins[place])[0] else None

    def _scan(self, code: int) -> tuple[set[int], set[int]]:
        """The texts a method's code loads and the methods it calls, by number."""
        texts: set[int] = set()
        calls: set[int] = set()
        if not code:
            return texts, calls
        data = self._data
        (units,) = struct.unpack_from("<I", data, code + 12)
        at, end = code + 16, code + 16 + 2 * units
        while at < end:
            op = data[at]
            if op == _CONST_STRING:
                texts.add(struct.unpack_from("<H", data, at + 2)[0])
            elif op == _CONST_STRING_JUMBO:
                texts.add(struct.unpack_from("<I", data, at + 2)[0])
            elif op in _INVOKES:
                calls.add(struct.unpack_from("<H", data, at + 2)[0])
            at += 2 * (_payload_units(data, at) if op == 0 and data[at + 1] in (1, 2, 3) else _SIZES[op])
        return texts, calls


def _payload_units(data: bytes, at: int) -> int:
    """The tables of switch and fill-array-data stand among the instructions."""
    kind, size = data[at + 1], struct.unpack_from("<H", data, at + 2)[0]
    if kind == 1:
        return int(size) * 2 + 4
    if kind == 2:
        return int(size) * 4 + 2
    return (int(struct.unpack_from("<I", data, at + 4)[0]) * int(size) + 1) // 2 + 4


def _uleb(data: bytes, at: int) -> tuple[int, int]:
    value = shift = 0
    while True:
        byte = data[at]
        at += 1
        value |= (byte & 0x7F) << shift
        if byte < 0x80:
            return value, at
        shift += 7


def _readable(descriptor: str) -> str:
    """ "Lcom/example/A;" → "com.example.A"; "[Lcom/example/A;" → "[Lcom.example.A;"; "I" → "int"."""
    if descriptor.startswith("L"):
        return descriptor[1:-1].replace("/", ".")
    return _PRIMITIVES.get(descriptor) or descriptor.replace("/", ".")
