"""Writes captures for the tests: TCP conversations and datagrams in frames of every kind, as PCAP or PCAPNG."""

from __future__ import annotations

import ipaddress
import struct
from dataclasses import dataclass, field
from pathlib import Path

CLIENT, SERVER = ("192.0.2.10", 50_000), ("203.0.113.7", 443)
START_S = 1_795_309_200.0
SYN, ACK, FIN = 2, 16, 1


def ip_packet(
    source: str, target: str, protocol: int, data: bytes, ttl: int = 64, more: bool = False, at: int = 0
) -> bytes:
    """IPv4 or IPv6, by the addresses; a fragment where it is not whole."""
    one, other = ipaddress.ip_address(source), ipaddress.ip_address(target)
    if one.version == 6:
        return struct.pack(">IHBB", 6 << 28, len(data), protocol, ttl) + one.packed + other.packed + data
    cut = (0x2000 if more else 0) | at // 8
    head = struct.pack(">BBHHHBBH", 0x45, 0, 20 + len(data), 77, cut, ttl, protocol, 0x1234) + one.packed + other.packed
    return head + data


def tcp_segment(source_port: int, target_port: int, sequence: int, flags: int, data: bytes = b"") -> bytes:
    return (
        struct.pack(">HHIIBBHHH", source_port, target_port, sequence & 0xFFFFFFFF, 1, 0x50, flags, 65535, 9, 0) + data
    )


def udp_datagram(source_port: int, target_port: int, data: bytes) -> bytes:
    return struct.pack(">HHHH", source_port, target_port, 8 + len(data), 0) + data


@dataclass
class Conversation:
    """One TCP connection; `packets` are of IP, in the order they were sent."""

    client: tuple[str, int] = CLIENT
    server: tuple[str, int] = SERVER
    segment_bytes: int = 1400
    packets: list[bytes] = field(default_factory=list)
    _sequences: dict[bool, int] = field(
        default_factory=lambda: {True: 0xFFFFFF00, False: 7_000}
    )  # one begins anew soon

    def begin(self) -> Conversation:
        self._put(True, SYN)
        self._put(False, SYN | ACK)
        return self

    def say(self, up: bool, data: bytes) -> Conversation:
        """Sends, in as many segments as it takes."""
        for at in range(0, len(data), self.segment_bytes):
            self._put(up, ACK, data[at : at + self.segment_bytes])
        return self

    def end(self) -> Conversation:
        self._put(True, FIN | ACK)
        self._put(False, FIN | ACK)
        return self

    def _put(self, up: bool, flags: int, data: bytes = b"") -> None:
        here, there = (self.client, self.server) if up else (self.server, self.client)
        segment = tcp_segment(here[1], there[1], self._sequences[up], flags, data)
        self._sequences[up] += len(data) + bool(flags & (SYN | FIN))
        self.packets.append(ip_packet(here[0], there[0], 6, segment))


def http(up: bytes = b"GET /x?id=1 HTTP/1.1\r\nHost: a.test\r\n\r\n") -> Conversation:
    """A request in the clear and its answer."""
    answer = b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello"
    return Conversation(server=("203.0.113.7", 80)).begin().say(True, up).say(False, answer).end()


def framed(link: int, packet: bytes) -> bytes:
    """An IP packet as that kind of network carries it."""
    kind = b"\x86\xdd" if packet[0] >> 4 == 6 else b"\x08\x00"
    family = 24 if packet[0] >> 4 == 6 else 2
    return {
        0: struct.pack("<I", family), 108: struct.pack(">I", family), 1: bytes(12) + kind, 113: bytes(14) + kind,
        276: kind + bytes(18), 101: b"",
    }[link] + packet  # fmt: skip


def pcap(
    path: Path, frames: list[bytes], link: int = 101, order: str = "<", nanoseconds: bool = False, snap: int = 1 << 18
) -> Path:
    """A PCAP file; frames are a millisecond apart, and cut at `snap` bytes."""
    magic = 0xA1B23C4D if nanoseconds else 0xA1B2C3D4
    out = struct.pack(order + "IHHiIII", magic, 2, 4, 0, 0, snap, link)
    for number, frame in enumerate(frames):
        part = number * (1_000_000 if nanoseconds else 1000)
        out += struct.pack(order + "IIII", int(START_S), part, min(snap, len(frame)), len(frame)) + frame[:snap]
    path.write_bytes(out)
    return path


def pcapng(
    path: Path, frames: list[bytes], link: int = 101, order: str = "<", secrets: bytes = b"", ticks: int = 6
) -> Path:
    """A PCAPNG file of one section; secrets stand behind the packets, as some tools write them."""
    out = _block(order, 0x0A0D0D0A, struct.pack(order + "IHHq", 0x1A2B3C4D, 1, 0, -1))
    out += _block(order, 1, struct.pack(order + "HHI", link, 0, 0) + struct.pack(order + "HHBxxxHH", 9, 1, ticks, 0, 0))
    for number, frame in enumerate(frames):
        clock = int(START_S * 10**ticks) + number * 10 ** (ticks - 3)
        head = struct.pack(order + "IIIII", 0, clock >> 32, clock & 0xFFFFFFFF, len(frame), len(frame))
        out += _block(order, 6, head + frame)
    if secrets:
        out += _block(order, 10, struct.pack(order + "II", 0x544C534B, len(secrets)) + secrets)
    path.write_bytes(out + _block(order, 0x0BAD, b"unknown."))
    return path


def _block(order: str, kind: int, body: bytes) -> bytes:
    body += bytes(-len(body) % 4)
    size = struct.pack(order + "I", len(body) + 12)
    return struct.pack(order + "I", kind) + size + body + size
