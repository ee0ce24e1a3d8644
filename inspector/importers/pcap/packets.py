"""The packets of a PCAP or PCAPNG file, and what else such a file says: TLS secrets, names of addresses."""

from __future__ import annotations

import ipaddress
import struct
from collections.abc import Iterator
from dataclasses import dataclass, field

from inspector.importers.stream import Stream

_PCAP = {
    b"\xd4\xc3\xb2\xa1": ("<", 1e-6), b"\xa1\xb2\xc3\xd4": (">", 1e-6),
    b"\x4d\x3c\xb2\xa1": ("<", 1e-9), b"\xa1\xb2\x3c\x4d": (">", 1e-9),
}  # fmt: skip
_SECTION, _INTERFACE, _OLD_PACKET, _SIMPLE, _NAMES, _PACKET, _SECRETS = 0x0A0D0D0A, 1, 2, 3, 4, 6, 10
_TLS_KEY_LOG = 0x544C534B
_LARGEST_PACKET = 16 << 20
_LARGEST_BLOCK = 64 << 20
_LARGEST_SECRETS = 64 << 20
_INTERFACES = 65536
_OPTION_NAME, _OPTION_RESOLUTION, _OPTION_PROGRAM, _OPTION_OFFSET = 2, 9, 4, 14


class BrokenCapture(ValueError):
    """The file holds no packets from here on."""


@dataclass(frozen=True, slots=True)
class Interface:
    """Where packets were captured. `seconds` is the length of one tick of its clock."""

    link: int
    seconds: float = 1e-6
    offset_s: float = 0.0
    name: str = ""


@dataclass(frozen=True, slots=True)
class Packet:
    """One packet. `at_s` since 1970; `lost_bytes` were on the wire and are not in the file."""

    at_s: float
    interface: Interface
    data: bytes
    lost_bytes: int


@dataclass(slots=True)
class PacketFile:
    """Read `packets` once, to the end; secrets and names are complete then. `program` is what wrote the file."""

    stream: Stream
    kind: str = ""
    program: str = ""
    secrets: bytearray = field(default_factory=bytearray)
    names: dict[str, str] = field(default_factory=dict)
    skipping: bool = False  # steps over the packets' bytes: of a first run

    def packets(self) -> Iterator[Packet]:
        """Raises BrokenCapture where the file breaks off."""
        magic = self.stream.read(4)
        if magic in _PCAP:
            self.kind = "pcap"
            return self._pcap(*_PCAP[magic])
        if magic == b"\x0a\x0d\x0d\x0a":
            self.kind = "pcapng"
            return self._pcapng()
        raise BrokenCapture("no such magic number")

    # ------------------------------------------------------------------------------------------------ PCAP

    def _pcap(self, order: str, seconds: float) -> Iterator[Packet]:
        head = self.stream.read(20)
        if len(head) < 20:
            raise BrokenCapture("no header")
        interface = Interface(struct.unpack(order + "I", head[16:])[0] & 0x0FFFFFFF)
        record = struct.Struct(order + "IIII")
        while head := self.stream.read(16):
            if len(head) < 16:
                raise BrokenCapture("cut off")
            whole, part, size, wire_size = record.unpack(head)
            if size > _LARGEST_PACKET:
                raise BrokenCapture("a length no packet has")
            data = self._bytes(size)
            yield Packet(whole + part * seconds, interface, data, max(0, wire_size - size))

    # ------------------------------------------------------------------------------------------------ PCAPNG

    def _pcapng(self) -> Iterator[Packet]:
        order, interfaces = "<", list[Interface]()
        head = b"\x0a\x0d\x0d\x0a" + self.stream.read(4)
        while head:
            if len(head) < 8:
                raise BrokenCapture("cut off")
            if head[:4] == b"\x0a\x0d\x0d\x0a":
                magic = self.stream.read(4)
                order = {b"\x4d\x3c\x2b\x1a": "<", b"\x1a\x2b\x3c\x4d": ">"}.get(magic, "")
                if not order:
                    raise BrokenCapture("no byte order")
                self._section(order, self._block(order, head, 4))
                interfaces = []
            else:
                kind = struct.unpack(order + "I", head[:4])[0]
                if kind in (_PACKET, _SIMPLE, _OLD_PACKET):
                    yield self._packet(order, kind, self._block(order, head, 0), interfaces)
                elif kind == _INTERFACE and len(interfaces) < _INTERFACES:
                    interfaces.append(_interface(order, self._block(order, head, 0)))
                elif kind == _SECRETS:
                    self._keep_secrets(order, self._block(order, head, 0))
                elif kind == _NAMES:
                    self._keep_names(order, self._block(order, head, 0))
                else:
                    self.stream.skip(self._size(order, head, 0) + 4)
            head = self.stream.read(8)

    def _size(self, order: str, head: bytes, taken: int) -> int:
        size = struct.unpack(order + "I", head[4:])[0]
        if size < 12 + taken or size % 4 or size > _LARGEST_BLOCK:
            raise BrokenCapture("a length no block has")
        return int(size) - 12 - taken

    def _block(self, order: str, head: bytes, taken: int) -> bytes:
        size = self._size(order, head, taken)
        body = self.stream.read(size + 4)
        if len(body) < size + 4:
            raise BrokenCapture("cut off")
        return body[:size]

    def _packet(self, order: str, kind: int, body: bytes, interfaces: list[Interface]) -> Packet:
        number, high, low, at = 0, 0, 0, 20
        if kind == _SIMPLE:
            if len(body) < 4:
                raise BrokenCapture("a packet without its head")
            (wire_size,), at = struct.unpack(order + "I", body[:4]), 4
            size = min(wire_size, len(body) - 4)
        else:
            if len(body) < 20:
                raise BrokenCapture("a packet without its head")
            layout = "IIIII" if kind == _PACKET else "HxxIIII"
            number, high, low, size, wire_size = struct.unpack(order + layout, body[:20])
        if number >= len(interfaces) or size > len(body) - at:
            raise BrokenCapture("a packet that does not hold together")
        interface = interfaces[number]
        at_s = ((high << 32) | low) * interface.seconds + interface.offset_s
        return Packet(at_s, interface, body[at : at + size], max(0, wire_size - size))

    def _section(self, order: str, body: bytes) -> None:
        self.program = _options(order, body[12:]).get(_OPTION_PROGRAM, b"").decode("utf-8", "replace") or self.program

    def _keep_secrets(self, order: str, body: bytes) -> None:
        if len(body) < 8:
            return
        kind, size = struct.unpack(order + "II", body[:8])
        if kind == _TLS_KEY_LOG and len(self.secrets) + size <= _LARGEST_SECRETS:
            self.secrets += body[8 : 8 + size] + b"\n"

    def _keep_names(self, order: str, body: bytes) -> None:
        at = 0
        while at + 4 <= len(body):
            kind, size = struct.unpack(order + "HH", body[at : at + 4])
            said = body[at + 4 : at + 4 + size]
            length = {1: 4, 2: 16}.get(kind)
            if length and len(said) > length and len(self.names) < 1_000_000:
                name = said[length:].split(b"\0")[0].decode("utf-8", "replace")
                self.names[str(ipaddress.ip_address(said[:length]))] = name
            if kind == 0:
                return
            at += 4 + (size + 3) // 4 * 4

    def _bytes(self, size: int) -> bytes:
        if self.skipping:
            self.stream.skip(size)
            return b""
        data = self.stream.read(size)
        if len(data) < size:
            raise BrokenCapture("cut off")
        return data


def _interface(order: str, body: bytes) -> Interface:
    if len(body) < 8:
        raise BrokenCapture("an interface without its head")
    options = _options(order, body[8:])
    resolution = (options.get(_OPTION_RESOLUTION) or b"\x06")[0]
    seconds = 2.0 ** -(resolution & 0x7F) if resolution & 0x80 else 10.0**-resolution
    offset = options.get(_OPTION_OFFSET, b"")
    offset_s = float(struct.unpack(order + "q", offset)[0]) if len(offset) == 8 else 0.0
    name = options.get(_OPTION_NAME, b"").decode("utf-8", "replace")
    return Interface(struct.unpack(order + "H", body[:2])[0], seconds, offset_s, name)


def _options(order: str, body: bytes) -> dict[int, bytes]:
    found: dict[int, bytes] = {}
    at = 0
    while at + 4 <= len(body):
        kind, size = struct.unpack(order + "HH", body[at : at + 4])
        if kind == 0:
            break
        found[kind] = body[at + 4 : at + 4 + size]
        at += 4 + (size + 3) // 4 * 4
    return found
