"""A TLS connection seen from beside: whom it is with, and its content where a key log has its secrets."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from inspector.importers.pcap.ciphers import TLS_1_3, Opener, Opener13, Suite, WrongKey, openers12, suite_of
from inspector.importers.pcap.hellos import ClientHello, ServerHello, client_hello, server_hello
from inspector.importers.pcap.key_log import KeyLog
from inspector.records import Direction

_CHANGE_CIPHER, _HANDSHAKE, _DATA = 20, 22, 23
_CLIENT_HELLO, _SERVER_HELLO, _END_OF_EARLY, _FINISHED, _KEY_UPDATE = 1, 2, 5, 20, 24
_LARGEST_RECORD = 16384 + 2048
_LARGEST_MESSAGE = 1 << 18
_QUEUED_BYTES = 1 << 20  # of a client's records that came before the server's hello
_TRIED_NUMBERS = 300  # of records, after a gap
_SMALLEST_RECORD = 22

State = Literal["begun", "open", "shut"]


@dataclass(slots=True)
class _Half:
    """One direction."""

    buffer: bytearray = field(default_factory=bytearray)
    handshake: bytearray = field(default_factory=bytearray)
    opener: Opener | None = None
    pending: list[Opener] = field(default_factory=list)  # those that follow, in order
    lost_bytes: int = 0  # of what passed and could not be read, not said yet
    records_lost: int = 0  # at most so many are missing
    skipped: int = 0  # bytes of a record whose beginning is missing
    is_open: bool = False


@dataclass(frozen=True, slots=True)
class Content:
    """Application data; `lost_bytes` were sent before it and could not be read."""

    direction: Direction
    data: bytes
    lost_bytes: int


class Tls:
    """Bytes in order in, content out. `state`: shut, where nothing of it can be opened. Never raises."""

    def __init__(self, keys: KeyLog) -> None:
        self.state: State = "begun"
        self.client: ClientHello | None = None
        self.server: ServerHello | None = None
        self._keys = keys
        self._halves: dict[Direction, _Half] = {"up": _Half(), "down": _Half()}
        self._out: list[Content] = []

    def feed(self, direction: Direction, data: bytes) -> list[Content]:
        """What these bytes complete."""
        if self.state == "shut":
            return []
        half = self._halves[direction]
        half.buffer += data
        if half.skipped:
            gone = min(half.skipped, len(half.buffer))
            del half.buffer[:gone]
            half.skipped -= gone
        self._records(direction, half)
        return self._handed_out()

    def lost(self, direction: Direction, size_bytes: int) -> list[Content]:
        """That many bytes are missing here."""
        half = self._halves[direction]
        half.handshake.clear()
        record = 5 + int.from_bytes(half.buffer[3:5], "big") if len(half.buffer) >= 5 else len(half.buffer)
        behind = size_bytes - (record - len(half.buffer))  # so many are missing behind the record that was under way
        half.buffer.clear()
        overhead = 5 + (half.opener.overhead_bytes if half.opener is not None else 0)
        half.records_lost += bool(record)
        half.lost_bytes += max(0, record - overhead) if half.is_open else 0
        if behind > 0:
            half.records_lost += behind // _SMALLEST_RECORD + 1
            half.lost_bytes += max(0, behind - overhead * (behind // _LARGEST_RECORD + 1)) if half.is_open else 0
        else:
            half.skipped = -behind  # the next record's beginning is known
        return self._handed_out()

    def rest(self, direction: Direction) -> int:
        """How many bytes after the last content could not be read."""
        return self._halves[direction].lost_bytes

    def _handed_out(self) -> list[Content]:
        out, self._out = self._out, []
        return out

    # ------------------------------------------------------------------------------------------------ records

    def _records(self, direction: Direction, half: _Half) -> None:
        at = 0
        while len(half.buffer) - at >= 5:
            kind, version = half.buffer[at], bytes(half.buffer[at + 1 : at + 3])
            size = int.from_bytes(half.buffer[at + 3 : at + 5], "big")
            if not 20 <= kind <= 24 or version[0] != 3 or size > _LARGEST_RECORD:
                if not half.records_lost:  # it has left the protocol
                    self._shut(half)
                    return
                at += 1  # a record's beginning is looked for
                continue
            if self._must_wait(direction, kind, half):
                break
            if len(half.buffer) - at < 5 + size:
                break
            body = bytes(half.buffer[at + 5 : at + 5 + size])
            at += 5 + size
            self._record(direction, half, kind, version, body)
        del half.buffer[:at]

    def _must_wait(self, direction: Direction, kind: int, half: _Half) -> bool:
        """Whether a client's record can only be read when the server has answered."""
        is_early = direction == "up" and self.client is not None and self.server is None and kind == _DATA
        return is_early and len(half.buffer) < _QUEUED_BYTES

    def _record(self, direction: Direction, half: _Half, kind: int, version: bytes, body: bytes) -> None:
        is_13 = self.server is not None and self.server.version >= TLS_1_3
        if kind == _CHANGE_CIPHER:
            if not is_13 and half.pending:
                half.opener = half.pending.pop(0)
                half.handshake.clear()
            return
        if half.opener is not None and (not is_13 or kind == _DATA):
            opened = self._opened(half, kind, version, body)
            if opened is None:
                half.lost_bytes += len(body) if kind == _DATA and half.is_open else 0
                return
            kind, body = opened
            half.is_open = True
        elif kind == _DATA:
            if self.state == "begun" and (self.server is not None or self.client is None):
                self.state = "shut"
            return
        half.records_lost = 0
        if kind == _DATA and body:
            self.state = "open"
            self._out.append(Content(direction, body, half.lost_bytes))
            half.lost_bytes = 0
        elif kind == _HANDSHAKE:
            self._handshake(direction, half, body)

    def _opened(self, half: _Half, kind: int, version: bytes, body: bytes) -> tuple[int, bytes] | None:
        """With the keys of now, else with those that follow; after a gap also with later records' numbers."""
        for opener in (half.opener, *half.pending):
            assert opener is not None
            try:
                opened = opener.open(kind, version, body)
            except WrongKey:
                continue
            if opener is not half.opener:
                half.pending = half.pending[half.pending.index(opener) + 1 :]
                half.opener = opener
            return opened
        for tried in range(min(half.records_lost, _TRIED_NUMBERS)):
            assert half.opener is not None
            half.opener.skip(1)
            try:
                return half.opener.open(kind, version, body)
            except WrongKey:
                if tried + 1 == min(half.records_lost, _TRIED_NUMBERS):
                    half.opener.skip(-tried - 1)
        return None

    def _shut(self, half: _Half) -> None:
        half.lost_bytes += len(half.buffer) if half.is_open else 0
        half.buffer.clear()
        if self.state == "begun":
            self.state = "shut"

    # ------------------------------------------------------------------------------------------------ handshake

    def _handshake(self, direction: Direction, half: _Half, data: bytes) -> None:
        half.handshake += data
        while len(half.handshake) >= 4:
            size = int.from_bytes(half.handshake[1:4], "big")
            if size > _LARGEST_MESSAGE:
                half.handshake.clear()
                return
            if len(half.handshake) < 4 + size:
                return
            kind, body = half.handshake[0], bytes(half.handshake[4 : 4 + size])
            del half.handshake[: 4 + size]
            self._message(direction, half, kind, body)

    def _message(self, direction: Direction, half: _Half, kind: int, body: bytes) -> None:
        if kind == _CLIENT_HELLO and direction == "up":
            hello = client_hello(body)
            self.client = hello if self.client is None or not self.client.name else self.client
            if hello is not None and self.server is not None and not self.server.is_retry:
                self.client, self.server = hello, None  # a new handshake inside the connection
        elif kind == _SERVER_HELLO and direction == "down":
            said = server_hello(body)
            if said is not None and not said.is_retry and self.client is not None:
                self.server = said
                self._take_keys(said, self.client)
                self._records("up", self._halves["up"])
        elif kind == _KEY_UPDATE and isinstance(half.opener, Opener13):
            half.opener = half.opener.updated()
        elif kind in (_FINISHED, _END_OF_EARLY) and isinstance(half.opener, Opener13) and half.pending:
            half.opener = half.pending.pop(0)

    def _take_keys(self, server: ServerHello, client: ClientHello) -> None:
        suite = suite_of(server.suite)
        up, down = self._halves["up"], self._halves["down"]
        found: tuple[list[Opener], list[Opener]] = ([], [])
        if suite is not None and server.version >= TLS_1_3:
            found = self._secrets13(suite, client, "CLIENT"), self._secrets13(suite, client, "SERVER")
            up.opener, up.pending = (found[0][0], found[0][1:]) if found[0] else (None, [])
            down.opener, down.pending = (found[1][0], found[1][1:]) if found[1] else (None, [])
        elif suite is not None:
            master = self._keys.get("CLIENT_RANDOM", client.random)
            if master:
                pair = openers12(suite, server.version, master, client.random, server.random, server.mac_outside)
                up.pending, down.pending = [pair[0]], [pair[1]]
                found = [pair[0]], [pair[1]]
        self.state = "open" if any(found) else "shut" if self.state == "begun" else self.state

    def _secrets13(self, suite: Suite, client: ClientHello, side: str) -> list[Opener]:
        labels = [f"{side}_HANDSHAKE_TRAFFIC_SECRET", f"{side}_TRAFFIC_SECRET_0"]
        if side == "CLIENT" and client.early_data:
            labels.insert(0, "CLIENT_EARLY_TRAFFIC_SECRET")
        secrets = [self._keys.get(label, client.random) for label in labels]
        return [Opener13(suite, secret) for secret in secrets if secret]
