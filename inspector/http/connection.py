"""The bytes of one connection, both directions, turned into requests, responses and messages; no I/O.

Whatever the bytes are, nothing is raised out of here and nothing is lost: a direction's records' `wire_bytes`, its
Opaque lengths, its overhead and what was lost add up to what was fed once the connection is closed.
"""

from __future__ import annotations

from typing import Generic

from inspector.http.http2 import Http2Reader
from inspector.http.http2_streams import Streams
from inspector.http.inbox import Inbox
from inspector.http.messages import (
    HttpRecord,
    HttpRequest,
    HttpResponse,
    MessageDone,
    Opaque,
    RequestDone,
    ResponseDone,
    T,
)
from inspector.http.recogniser import Recogniser
from inspector.http.wire import Dead, Malformed, Reader, Wire
from inspector.records import Direction

__all__ = [
    "Connection",
    "HttpRecord",
    "HttpRequest",
    "HttpResponse",
    "MessageDone",
    "Opaque",
    "RequestDone",
    "ResponseDone",
]


class Connection(Generic[T]):
    """One connection. Of one thread.

    `host` and `port` are the connection's own and stand in where a request names none.
    """

    def __init__(self, scheme: str, host: str, port: int) -> None:
        self._wire: Wire[T] = Wire(scheme, host, port)
        self._streams: Streams[T] = Streams(self._wire)
        self._inboxes: dict[Direction, Inbox[T]] = {"up": Inbox(), "down": Inbox()}
        self._readers: dict[Direction, Reader[T]] = {"up": self._afresh("up"), "down": self._afresh("down")}

    def feed(self, direction: Direction, data: bytes, mark: T) -> list[HttpRecord[T]]:
        """A chunk as it passed. `mark` is the caller's tag of it; records carry the marks of their chunks."""
        self._inboxes[direction].put(data, mark)
        self._read(direction)
        if direction == "down":
            self._read("up")  # an upgrade may have been answered
        return self._handed_out()

    def lost(self, direction: Direction, size_bytes: int) -> list[HttpRecord[T]]:
        """That many bytes passed here and are not known."""
        reader, inbox = self._readers[direction], self._inboxes[direction]
        if size_bytes > 0 and not reader.gap(size_bytes):
            if isinstance(reader, Http2Reader):
                reader.pause()
            else:
                reader.end()
            self._wire.opaque(direction, inbox.take_all())
            self._readers[direction] = self._afresh(direction)
        self._read(direction)
        return self._handed_out()

    def close(self) -> list[HttpRecord[T]]:
        """The connection is over; hands out what is unfinished. May be called again, for nothing."""
        directions: tuple[Direction, ...] = ("up", "down")
        for direction in directions:
            self._readers[direction].end()
            self._wire.opaque(direction, self._inboxes[direction].take_all())
            self._streams.end(direction)
            self._readers[direction] = Dead(self._wire, direction)
        return self._handed_out()

    def overhead(self, direction: Direction) -> int:
        """Bytes that belong to no message: h2 preface, SETTINGS, PING, WINDOW_UPDATE, interim responses …"""
        return self._wire.overhead[direction]

    def _handed_out(self) -> list[HttpRecord[T]]:
        out, self._wire.out = self._wire.out, []
        return out

    def _read(self, direction: Direction) -> None:
        inbox = self._inboxes[direction]
        while True:
            reader = self._readers[direction]
            try:
                following = reader.read(inbox)
            except Malformed:
                reader.end()
                following = Dead(self._wire, direction)
            if following is reader:
                return
            self._readers[direction] = following

    def _afresh(self, direction: Direction) -> Reader[T]:
        return Recogniser(self._wire, self._streams, direction)
