"""PCAPNG blocks and the TCP packets in them, made up round what was said (RFC 791, 8200, 9293; PCAPNG draft)."""

from __future__ import annotations

import ipaddress
import struct
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import BinaryIO

SYN, ACK, PUSH, FIN = 2, 16, 8, 1
_SEGMENT_BYTES = 32_000
_RAW_IP = 101
_LONGEST_OPTION = 65_000
_COMMENT, _HARDWARE, _PROGRAM, _NAME = 1, 2, 4, 2
_CLIENTS = {4: ipaddress.ip_address("192.0.2.1"), 6: ipaddress.ip_address("2001:db8::1")}  # of documentation, RFC 5737


@dataclass(slots=True)
class Talk:
    """A connection as it is written. `interface` is the number of the one it is said to have gone over."""

    server: ipaddress.IPv4Address | ipaddress.IPv6Address
    port: int
    client_port: int
    interface: int
    sequence_up: int = 1000
    sequence_down: int = 1000
    comments: list[str] = field(default_factory=list)  # for its next packet


class PacketWriter:
    """Writes blocks as they come. Times are in milliseconds since 1970."""

    def __init__(self, out: BinaryIO, program: str, hardware: str, comment: str, interfaces: Sequence[str]) -> None:
        self._out = out
        said = _option(_COMMENT, comment) + _option(_HARDWARE, hardware) + _option(_PROGRAM, program)
        self._block(0x0A0D0D0A, struct.pack("<IHHq", 0x1A2B3C4D, 1, 0, -1) + said + bytes(4))
        for name in interfaces:
            self._block(1, struct.pack("<HHI", _RAW_IP, 0, 0) + _option(_NAME, name) + bytes(4))

    def name(self, address: ipaddress.IPv4Address | ipaddress.IPv6Address, host: str) -> None:
        """Says under which name an address is known."""
        said = address.packed + host.encode("utf-8", "replace")[:255] + b"\0"
        record = struct.pack("<HH", 1 if address.version == 4 else 2, len(said)) + _padded(said)
        self._block(4, record + bytes(4) + bytes(4))

    def begin(self, talk: Talk, at_ms: float) -> None:
        """The handshake."""
        self._packet(talk, True, SYN, b"", at_ms)
        self._packet(talk, False, SYN | ACK, b"", at_ms)

    def say(self, talk: Talk, up: bool, data: bytes, at_ms: float, lost_bytes: int = 0) -> None:
        """Bytes of one end; those that were lost before them leave a hole in the numbers."""
        if up:
            talk.sequence_up += lost_bytes
        else:
            talk.sequence_down += lost_bytes
        comments, talk.comments = talk.comments, []
        for at in range(0, len(data), _SEGMENT_BYTES):
            if at + _SEGMENT_BYTES >= len(data):
                talk.comments = comments  # what is said of it is said of its last packet
            self._packet(talk, up, PUSH | ACK, data[at : at + _SEGMENT_BYTES], at_ms)
        if not data:
            talk.comments = comments

    def end(self, talk: Talk, at_ms: float) -> None:
        """Both ends are done."""
        self._packet(talk, True, FIN | ACK, b"", at_ms)
        self._packet(talk, False, FIN | ACK, b"", at_ms)

    def _packet(self, talk: Talk, up: bool, flags: int, data: bytes, at_ms: float) -> None:
        client = _CLIENTS[talk.server.version]
        here, there = (client, talk.server) if up else (talk.server, client)
        ports = (talk.client_port, talk.port) if up else (talk.port, talk.client_port)
        sequence, answered = talk.sequence_up, talk.sequence_down
        if not up:
            sequence, answered = answered, sequence
        numbers = sequence & 0xFFFFFFFF, answered & 0xFFFFFFFF if flags & ACK else 0
        head = struct.pack(">HHIIBBHHH", *ports, *numbers, 0x50, flags, 65535, 0, 0)
        pseudo = here.packed + there.packed + struct.pack(">IHH", len(head) + len(data), 0, 6)
        segment = head[:16] + _checksum(pseudo + head + data) + head[18:] + data
        step = len(data) + bool(flags & (SYN | FIN))
        if up:
            talk.sequence_up += step
        else:
            talk.sequence_down += step
        options = b"".join(_option(_COMMENT, comment) for comment in talk.comments)
        talk.comments = []
        self._framed(talk.interface, _ip(here.packed, there.packed, segment), at_ms, options)

    def _framed(self, interface: int, packet: bytes, at_ms: float, options: bytes) -> None:
        clock = max(0, round(at_ms * 1000))
        head = struct.pack("<IIIII", interface, clock >> 32, clock & 0xFFFFFFFF, len(packet), len(packet))
        self._block(6, head + _padded(packet) + (options + bytes(4) if options else b""))

    def _block(self, kind: int, body: bytes) -> None:
        size = struct.pack("<I", len(body) + 12)
        self._out.write(struct.pack("<I", kind) + size + body + size)


def _ip(source: bytes, target: bytes, segment: bytes) -> bytes:
    if len(source) == 16:
        return struct.pack(">IHBB", 6 << 28, len(segment), 6, 64) + source + target + segment
    head = struct.pack(">BBHHHBBH", 0x45, 0, 20 + len(segment), 0, 0x4000, 64, 6, 0) + source + target
    return head[:10] + _checksum(head) + head[12:] + segment


def _checksum(data: bytes) -> bytes:
    data += bytes(len(data) % 2)
    total = sum(struct.unpack(f">{len(data) // 2}H", data))
    while total >> 16:
        total = (total & 0xFFFF) + (total >> 16)
    return struct.pack(">H", ~total & 0xFFFF)


def _option(kind: int, text: str) -> bytes:
    said = text.encode("utf-8", "replace")[:_LONGEST_OPTION]
    return struct.pack("<HH", kind, len(said)) + _padded(said) if said else b""


def _padded(data: bytes) -> bytes:
    return data + bytes(-len(data) % 4)
