"""One connection of a capture, as the rows an agent would have told of it."""

from __future__ import annotations

import ipaddress
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from inspector.importers.capture import ImportedRow
from inspector.importers.pcap.key_log import KeyLog
from inspector.importers.pcap.quic import server_name
from inspector.importers.pcap.tcp import Chunk
from inspector.importers.pcap.tcp import Direction as Ordered
from inspector.importers.pcap.tls import Content, Tls
from inspector.records import Direction

_HELLO_BYTES = 3
_HELD_CHUNKS = 64  # of a connection of which it is not known yet what it is
_OPENED_ELSEWHERE = "opened by the tool that captured it"


@dataclass(frozen=True, slots=True)
class Ends:
    """Who speaks with whom. `number` is the connection's own within the session."""

    number: int
    ip: str
    port: int


def ends(number: int, server: bytes, port: int) -> Ends:
    """Of a connection to this address."""
    return Ends(number, str(ipaddress.ip_address(server)), port)


@dataclass(slots=True)
class TcpConnection:
    """Chunks in order in, rows out. `plain_inside`: its clear bytes were inside TLS, opened by what captured it."""

    ends: Ends
    keys: KeyLog
    begun_ms: float
    plain_inside: bool = False
    up: Ordered = field(default_factory=Ordered)
    down: Ordered = field(default_factory=Ordered)
    bytes_up: int = 0
    bytes_down: int = 0
    last_ms: float = 0.0
    _tls: Tls | None = None
    _is_clear: bool = False
    _is_told: bool = False
    _is_open: bool = False
    _held: list[tuple[Direction, Chunk]] = field(default_factory=list)

    @property
    def waiting_bytes(self) -> int:
        """What waits for bytes before it."""
        return self.up.waiting_bytes + self.down.waiting_bytes

    @property
    def is_unopened(self) -> bool:
        """Whether it was TLS of which nothing was opened."""
        return self._tls is not None and not self._is_open

    def take(self, direction: Direction, chunks: list[Chunk]) -> Iterator[ImportedRow]:
        """Rows of what came."""
        for chunk in chunks:
            self.last_ms = max(self.last_ms, chunk.at_ms)
            if direction == "up":
                self.bytes_up += len(chunk.data) + chunk.lost_bytes
            else:
                self.bytes_down += len(chunk.data) + chunk.lost_bytes
            if self._tls is None and not self._is_clear:
                self._held.append((direction, chunk))
                if not self._is_known():
                    continue
                held, self._held = self._held, []
                for earlier, one in held:
                    yield from self._content(earlier, one)
            else:
                yield from self._content(direction, chunk)

    def close(self) -> Iterator[ImportedRow]:
        """The rows of its end: of one that could not be read, all there is to tell."""
        for direction, ordered in (("up", self.up), ("down", self.down)):
            yield from self.take("up" if direction == "up" else "down", ordered.give_up())
        if self._held:
            self._is_clear = True
            for earlier, one in self._held:
                yield from self._content(earlier, one)
            self._held = []
        if not self.bytes_up and not self.bytes_down:
            return
        if not self._is_told:
            yield self._opened(unreadable=True)
            counts = {"conn": self.ends.number, "up": self.bytes_up, "down": self.bytes_down}
            yield self.last_ms, "passed", counts, b""
        elif self._tls is not None:
            for lost, said in ((self._tls.rest("up"), "up"), (self._tls.rest("down"), "down")):
                if lost:
                    yield self.last_ms, "data", {"conn": self.ends.number, "dir": said, "size": lost}, b""
        yield self.last_ms, "close", {"conn": self.ends.number}, b""

    def _is_known(self) -> bool:
        """Whether it is TLS, by the first bytes of whichever end; true as well where it is not."""
        for side in ("up", "down"):
            start = b"".join(chunk.data for direction, chunk in self._held if direction == side)[:_HELLO_BYTES]
            if len(start) == _HELLO_BYTES or (start and start[:1] != b"\x16"):
                is_tls = start[0] in (20, 21, 22, 23) and start[1:2] == b"\x03" and start[2:3] <= b"\x04"
                self._tls, self._is_clear = (Tls(self.keys), False) if is_tls else (None, True)
                return True
        self._is_clear = len(self._held) > _HELD_CHUNKS
        return self._is_clear

    def _content(self, direction: Direction, chunk: Chunk) -> Iterator[ImportedRow]:
        if self._tls is None:
            contents = [Content(direction, chunk.data, chunk.lost_bytes)]
        elif chunk.lost_bytes:
            contents = self._tls.lost(direction, chunk.lost_bytes)
        else:
            contents = self._tls.feed(direction, chunk.data)
        for one in contents:
            self._is_open = True
            if not self._is_told:
                yield self._opened()
            fields = {"conn": self.ends.number, "dir": one.direction, "size": len(one.data) + one.lost_bytes}
            yield chunk.at_ms, "data", fields, one.data

    def _opened(self, *, unreadable: bool = False) -> ImportedRow:
        self._is_told = True
        hello = self._tls.client if self._tls is not None else None
        is_tls = self._tls is not None or self.plain_inside
        fields: dict[str, Any] = {
            "conn": self.ends.number, "layer": "tls" if is_tls else "tcp", "host": hello.name if hello else "",
            "ip": self.ends.ip, "port": self.ends.port, "stream": _OPENED_ELSEWHERE if self.plain_inside else "",
            "unreadable": unreadable,
        }  # fmt: skip
        return self.begun_ms, "open", fields, b""


@dataclass(slots=True)
class Datagrams:
    """UDP to one peer, which is counted. `layer`: udp, quic or dns."""

    ends: Ends
    begun_ms: float
    layer: str = "udp"
    host: str = ""
    up: int = 0
    down: int = 0
    count_up: int = 0
    count_down: int = 0
    last_ms: float = 0.0
    _hello: bytearray = field(default_factory=bytearray)

    def take(self, is_up: bool, data: bytes, size_bytes: int, at_ms: float) -> None:
        """A datagram; `size_bytes` as it was on the wire."""
        self.last_ms = max(self.last_ms, at_ms)
        if is_up:
            self.up, self.count_up = self.up + size_bytes, self.count_up + 1
            if not self.host and self.count_up <= 4 and data[:1] >= b"\xc0" and self.layer != "dns":
                known, self.host = server_name(data, self._hello)
                self.layer = "quic" if known else self.layer
        else:
            self.down, self.count_down = self.down + size_bytes, self.count_down + 1

    def close(self) -> Iterator[ImportedRow]:
        """All there is to tell."""
        fields: dict[str, Any] = {
            "conn": self.ends.number, "layer": self.layer, "host": self.host, "ip": self.ends.ip,
            "port": self.ends.port, "stream": "", "unreadable": True,
        }  # fmt: skip
        yield self.begun_ms, "open", fields, b""
        counts = {"up": self.up, "down": self.down, "up_count": self.count_up, "down_count": self.count_down}
        yield self.last_ms, "passed", {"conn": self.ends.number, **counts}, b""
        yield self.last_ms, "close", {"conn": self.ends.number}, b""
