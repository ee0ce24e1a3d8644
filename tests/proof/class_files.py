"""Small Java class files, written without a JDK (the JVM's specification, chapter 4)."""

from __future__ import annotations

import struct
from dataclasses import dataclass, field

PUBLIC, STATIC, SUPER, INTERFACE, ABSTRACT = 0x1, 0x8, 0x20, 0x200, 0x400
_JAVA_8 = 52
_LETTERS = {
    "void": "V", "boolean": "Z", "byte": "B", "char": "C", "short": "S",
    "int": "I", "long": "J", "float": "F", "double": "D",
}  # fmt: skip
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
    """A text it gives, where it returns a String; the class it makes one of, where an object; else null or zero."""

    @property
    def descriptor(self) -> str:
        """As class files have it: "(Ljava/lang/String;[B)V"."""
        return f"({''.join(map(descriptor, self.types))}){descriptor(self.returns)}"


@dataclass(slots=True)
class Class:
    """A class to write. One that is no interface has a constructor without parameters and says its field `given`."""

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
