"""What both directions of a connection share: who it is with, what came out of it, what is under way."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from typing import Generic, Protocol

from inspector.http.inbox import Inbox, Piece
from inspector.http.messages import Headers, HttpRecord, Opaque, RequestDone, ResponseDone, T
from inspector.records import Direction

BODY_KEPT_BYTES = 16 * 1024 * 1024
WIRE_KEPT_BYTES = 64 * 1024 * 1024  # of all unfinished bodies of one connection together
MARKS_KEPT = 16
OPEN_LIMIT = 10_000  # unanswered requests or open streams of one connection


class Malformed(Exception):
    """A direction left its protocol. Raised by readers, caught by Connection alone."""


class Reader(Protocol[T]):
    """One direction's protocol."""

    def read(self, inbox: Inbox[T]) -> Reader[T]:
        """Takes what it can and answers who reads on: itself (for more bytes) or another. Raises Malformed."""

    def gap(self, size_bytes: int) -> bool:
        """Bytes are missing here. False: it cannot go on, the place in the protocol is lost."""

    def end(self) -> None:
        """No more bytes come to this reader: what is unfinished is handed out as far as it came."""


class Messages(Protocol[T]):
    """One direction of a stream that carries messages rather than a body."""

    def feed(self, piece: Piece[T]) -> None:
        """Raises Malformed."""

    def end(self) -> None:
        """No more bytes come: what is unfinished is handed out as far as it came."""


@dataclass(slots=True)
class Exchange(Generic[T]):
    """An HTTP/1 request on its way to its response. `upgrade` is the protocol asked for, in lower case."""

    key: int
    method: str
    upgrade: str = ""
    request_done: bool = False
    answered: bool = False
    held: ResponseDone[T] | None = None  # the response was faster than the request
    switched: Reader[T] | None = None  # who reads "up" after an accepted upgrade


class Wire(Generic[T]):
    """One connection's shared state. `key` numbers requests from 1."""

    def __init__(self, scheme: str, host: str, port: int) -> None:
        self.scheme, self.host, self.port = scheme, host.lower(), port
        self.out: list[HttpRecord[T]] = []
        self.overhead: dict[Direction, int] = {"up": 0, "down": 0}
        self.pending: deque[Exchange[T]] = deque()
        self.kept_bytes = 0
        self.from_start = False  # HTTP/2: the connection was watched from its first byte
        self._last_key = 0

    def next_key(self) -> int:
        self._last_key += 1
        return self._last_key

    def opaque(self, direction: Direction, piece: Piece[T]) -> None:
        if piece.data:
            self.out.append(Opaque(direction, piece.data, piece.marks))

    def request_done(self, exchange: Exchange[T], done: RequestDone[T]) -> None:
        exchange.request_done = True
        self.out.append(done)
        if exchange.held is not None:
            self.out.append(exchange.held)
            exchange.held = None

    def response_done(self, exchange: Exchange[T], done: ResponseDone[T]) -> None:
        exchange.answered = True
        if exchange.request_done:
            self.out.append(done)
        else:
            exchange.held = done


class Building(Generic[T]):
    """A message under way: its body, size and marks."""

    def __init__(self, wire: Wire[T]) -> None:
        self._wire = wire
        self._body = bytearray()
        self._marks: list[T] = []
        self.wire_bytes = 0
        self.complete = True
        self.trailers: Headers = ()

    def framing(self, piece: Piece[T]) -> None:
        """Bytes of the connection that are this message's, and not its content."""
        self.wire_bytes += len(piece.data)
        for mark in piece.marks:
            if self._marks and self._marks[-1] == mark:
                continue
            if len(self._marks) == MARKS_KEPT:
                self._marks[-1] = mark
            else:
                self._marks.append(mark)

    def content(self, piece: Piece[T]) -> None:
        """Bytes of its body as they passed."""
        self.framing(piece)
        self.keep(piece.data)

    def keep(self, data: bytes) -> None:
        """Content that is counted already; past the bounds it is not kept."""
        room = min(BODY_KEPT_BYTES - len(self._body), WIRE_KEPT_BYTES - self._wire.kept_bytes)
        if len(data) > room:
            self.complete = False
            data = data[: max(0, room)]
        self._body += data
        self._wire.kept_bytes += len(data)

    def body(self) -> bytes:
        """The content, once: its room is free for others afterwards."""
        body = bytes(self._body)
        self._wire.kept_bytes -= len(body)
        self._body.clear()
        return body

    @property
    def marks(self) -> tuple[T, ...]:
        return tuple(self._marks)


class OpaqueSink(Generic[T]):
    """Stands where a Building would, for a message whose beginning was not seen: hands its bytes out as they come."""

    def __init__(self, wire: Wire[T], direction: Direction) -> None:
        self._wire, self._direction = wire, direction
        self.complete = True
        self.trailers: Headers = ()

    def framing(self, piece: Piece[T]) -> None:
        self._wire.opaque(self._direction, piece)

    def content(self, piece: Piece[T]) -> None:
        self._wire.opaque(self._direction, piece)


class Dead(Generic[T]):
    """The rest of a direction that left its protocol."""

    def __init__(self, wire: Wire[T], direction: Direction) -> None:
        self._wire, self._direction = wire, direction

    def read(self, inbox: Inbox[T]) -> Reader[T]:
        self._wire.opaque(self._direction, inbox.take_all())
        return self

    def gap(self, size_bytes: int) -> bool:
        return True

    def end(self) -> None:
        return
