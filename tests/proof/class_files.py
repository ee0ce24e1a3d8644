"""Java class files: writes small ones and reads the methods of any, without a JDK (JVM specification, chapter 4)."""

from __future__ import annotations

import re
import struct
from collections.abc import Sequence
from dataclasses import dataclass, field

PUBLIC, STATIC, SUPER, INTERFACE, ABSTRACT = 0x1, 0x8, 0x20, 0x200, 0x400
_JAVA_8 = 52
_LETTERS = {
    "void": "V", "boolean": "Z", "byte": "B", "char": "C", "short": "S",
    "int": "I", "long": "J", "float": "F", "double": "D",
}  # fmt: skip
_NAMES = {letter: name for name, letter in _LETTERS.items()}
_PART = re.compile(r"\[*(?:L[^;]+;|[ZBCSIJFDV])")
# The simplest body that gives something: the constant zero of the type, then its return. A method of nothing but a
# return is not called at all by HotSpot's own code (and so by reflection), so that there is a nop in it.
_ZERO = {"V": b"\x00\xb1", "J": b"\x09\xad", "F": b"\x0b\xae", "D": b"\x0e\xaf"} | dict.fromkeys("ZBCSI", b"\x03\xac")
_NULL = b"\x01\xb0"


@dataclass(frozen=True, slots=True)
class Method:
    """A method by its Java types ("java.lang.String", "byte[]"); `name` is "<init>" for a constructor."""

    name: str
    types: tuple[str, ...]
    returns: str = "void"
    is_static: bool = False
    is_abstract: bool = False
    gives: str = ""
    """A text it gives, where it returns a String; a class it makes one of, where an object; else null or zero."""

    @property
    def descriptor(self) -> str:
        """As class files have it: "(Ljava/lang/String;[B)V"."""
        return f"({''.join(map(descriptor, self.types))}){descriptor(self.returns)}"


@dataclass(slots=True)
class Class:
    """A class to write. All but interfaces have a constructor without parameters and say their `given`."""

    name: str
    parent: str = "java.lang.Object"
    interfaces: tuple[str, ...] = ()
    methods: list[Method] = field(default_factory=list)
    is_interface: bool = False
    is_abstract: bool = False


def descriptor(java_type: str) -> str:
    """The JVM's form of a Java type: "byte[]" to "[B"."""
    bare = java_type.rstrip("[]")
    dimensions = (len(java_type) - len(bare)) // 2
    return "[" * dimensions + (_LETTERS.get(bare) or f"L{bare.replace('.', '/')};")


def java_types(method_descriptor: str) -> tuple[tuple[str, ...], str]:
    """Parameter types and the result's, from a method's descriptor."""
    *types, result = (_java_type(part) for part in _PART.findall(method_descriptor))
    return tuple(types), result


def _java_type(part: str) -> str:
    bare = part.lstrip("[")
    name = _NAMES.get(bare) or bare[1:-1].replace("/", ".")
    return name + "[]" * (len(part) - len(bare))


# ------------------------------------------------------------------------------------------------- writing


class _Pool:
    """A constant pool that keeps each constant once."""

    def __init__(self) -> None:
        self._at: dict[bytes, int] = {}

    def put(self, data: bytes) -> int:
        return self._at.setdefault(data, len(self._at) + 1)

    def text(self, value: str) -> int:
        data = value.encode()
        return self.put(b"\x01" + struct.pack(">H", len(data)) + data)

    def of_class(self, name: str) -> int:
        return self.put(b"\x07" + struct.pack(">H", self.text(name.replace(".", "/"))))

    def string(self, value: str) -> int:
        return self.put(b"\x08" + struct.pack(">H", self.text(value)))

    def member(self, tag: int, cls: str, name: str, kind: str) -> int:
        both = self.put(b"\x0c" + struct.pack(">HH", self.text(name), self.text(kind)))
        return self.put(bytes([tag]) + struct.pack(">HH", self.of_class(cls), both))

    def data(self) -> bytes:
        return struct.pack(">H", len(self._at) + 1) + b"".join(self._at)


def write(cls: Class) -> bytes:
    """The class file."""
    pool = _Pool()
    methods = list(cls.methods)
    fields = b"\0\0"
    if not cls.is_interface:
        if Method("<init>", ()) not in methods:
            methods.append(Method("<init>", ()))
        fields = struct.pack(">HHHHH", 1, PUBLIC, pool.text("given"), pool.text("Ljava/lang/String;"), 0)
    written = [_method(pool, cls, method) for method in methods]
    if not cls.is_interface:
        given = b"\x2a\xb4" + struct.pack(">H", pool.member(9, cls.name, "given", "Ljava/lang/String;")) + b"\xb0"
        written.append(_code(pool, PUBLIC, "toString", "()Ljava/lang/String;", given, 1))
    flags = PUBLIC | (INTERFACE | ABSTRACT if cls.is_interface else SUPER) | (ABSTRACT if cls.is_abstract else 0)
    head = struct.pack(">HHH", flags, pool.of_class(cls.name), pool.of_class(cls.parent))
    interfaces = [pool.of_class(name) for name in cls.interfaces]
    head += struct.pack(f">H{len(interfaces)}H", len(interfaces), *interfaces)
    body = head + fields + struct.pack(">H", len(written)) + b"".join(written) + b"\0\0"
    return struct.pack(">IHH", 0xCAFEBABE, 0, _JAVA_8) + pool.data() + body


def _method(pool: _Pool, cls: Class, method: Method) -> bytes:
    flags = PUBLIC | (STATIC if method.is_static else 0)
    if method.is_abstract:
        return struct.pack(">HHHH", flags | ABSTRACT, pool.text(method.name), pool.text(method.descriptor), 0)
    room = 1 + sum(2 if kind in ("long", "double") else 1 for kind in method.types)
    if method.name == "<init>":
        code = b"\x2a\xb7" + struct.pack(">H", pool.member(10, cls.parent, "<init>", "()V")) + b"\xb1"
    else:
        code = _giving(pool, method)
    return _code(pool, flags, method.name, method.descriptor, code, room)


def _giving(pool: _Pool, method: Method) -> bytes:
    if method.gives and method.returns == "java.lang.String":
        return b"\x13" + struct.pack(">H", pool.string(method.gives)) + b"\xb0"
    if method.gives:
        made = struct.pack(">H", pool.of_class(method.gives))
        init = struct.pack(">H", pool.member(10, method.gives, "<init>", "()V"))
        return b"\xbb" + made + b"\x59\xb7" + init + b"\xb0"
    return _ZERO.get(descriptor(method.returns), _NULL)


def _code(pool: _Pool, flags: int, name: str, kind: str, code: bytes, room: int) -> bytes:
    body = struct.pack(">HHI", 2, room, len(code)) + code + b"\0\0\0\0"
    head = struct.pack(">HHHH", flags, pool.text(name), pool.text(kind), 1)
    return head + struct.pack(">HI", pool.text("Code"), len(body)) + body


# ------------------------------------------------------------------------------------------------- reading


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


def same_parameters(method_descriptor: str, types: Sequence[str]) -> bool:
    """Whether a descriptor has these parameter types, whatever it returns."""
    return method_descriptor.startswith(f"({''.join(map(descriptor, types))})")
