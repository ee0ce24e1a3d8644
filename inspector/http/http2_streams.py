"""The streams of an HTTP/2 connection: which frames make which request and which response."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Generic

from inspector.http.grpc import GrpcReader, is_grpc
from inspector.http.http1_head import split_authority
from inspector.http.inbox import Piece
from inspector.http.messages import Headers, HttpRequest, HttpResponse, RequestDone, ResponseDone, T, header
from inspector.http.websocket import MessageReader, deflate_from
from inspector.http.wire import OPEN_LIMIT, Building, Exchange, Malformed, Messages, Wire
from inspector.records import Direction


@dataclass(slots=True)
class _Side(Generic[T]):
    """A request or response whose headers came."""

    headers: Headers
    lost: int
    building: Building[T]


@dataclass(slots=True)
class _Stream(Generic[T]):
    """`up` and `down` are None before their headers and after their end."""

    exchange: Exchange[T]
    websocket: bool = False
    grpc: bool = False
    up: _Side[T] | None = None
    down: _Side[T] | None = None
    messages_up: Messages[T] | None = None
    messages_down: Messages[T] | None = None


class Streams(Generic[T]):
    """All open streams. Frames of a stream not in it are opaque: its beginning was not seen, or its end was."""

    def __init__(self, wire: Wire[T]) -> None:
        self._wire = wire
        self._open: dict[int, _Stream[T]] = {}

    def knows(self, direction: Direction, number: int) -> bool:
        """Whether DATA of that stream has somewhere to go."""
        return self._sinks(direction, number) != (None, None)

    def adopt_grpc(self, direction: Direction, number: int) -> None:
        """From here on the stream's bytes are messages of a call whose beginning was not seen."""
        stream = self._open.get(number)
        if stream is None:
            if len(self._open) >= OPEN_LIMIT:
                raise Malformed
            stream = self._open[number] = _Stream(Exchange(0, "", request_done=True, answered=True), grpc=True)
        reader: Messages[T] = GrpcReader(self._wire, direction, stream.exchange.key, "gzip")
        if direction == "up":
            stream.messages_up = reader
        else:
            stream.messages_down = reader

    def upgraded(self, exchange: Exchange[T]) -> None:
        """A request of HTTP/1 that asked for h2c is answered as stream 1."""
        exchange.request_done = True
        self._open[1] = _Stream(exchange)

    def headers(
        self, direction: Direction, number: int, fields: Headers, lost: int, pieces: list[Piece[T]], last: bool
    ) -> bool:
        """A header block. False: it belongs to nothing known, and its bytes are the caller's to account for."""
        stream = self._open.get(number)
        if direction == "up":
            if stream is None:
                return self._request(number, fields, lost, pieces, last)
            side = stream.up
        else:
            if stream is None:
                return False
            if stream.down is None and not stream.exchange.answered:
                return self._response(number, stream, fields, lost, pieces, last)
            side = stream.down
        if side is None:
            return False
        for piece in pieces:
            side.building.framing(piece)
        side.building.trailers += fields
        if last:
            self.finish(direction, number)
        return True

    def framing(self, direction: Direction, number: int, piece: Piece[T]) -> None:
        """Bytes of a DATA frame that are no content."""
        building, messages = self._sinks(direction, number)
        if building is not None:
            building.framing(piece)
        elif messages is not None:
            self._wire.overhead[direction] += len(piece.data)
        else:
            self._wire.opaque(direction, piece)

    def content(self, direction: Direction, number: int, piece: Piece[T]) -> None:
        building, messages = self._sinks(direction, number)
        if messages is not None:
            try:
                messages.feed(piece)
            except Malformed:
                self._drop_messages(direction, number)
        elif building is not None:
            building.content(piece)
        else:
            self._wire.opaque(direction, piece)

    def finish(self, direction: Direction, number: int) -> None:
        """The side's last frame came."""
        stream = self._open.get(number)
        if stream is None:
            return
        if direction == "up":
            self._finish_request(stream)
        else:
            self._finish_response(stream)
            stream.exchange.answered = True
        self._drop_messages(direction, number)
        if stream.exchange.request_done and stream.exchange.answered and not _messages(stream):
            del self._open[number]

    def reset(self, number: int) -> None:
        """RST_STREAM from either side."""
        stream = self._open.pop(number, None)
        if stream is not None:
            self._cut(stream)

    def lost(self, direction: Direction, number: int) -> None:
        """Bytes inside a DATA frame of that stream are missing."""
        building, messages = self._sinks(direction, number)
        if building is not None:
            building.complete = False
        if messages is not None:
            self._drop_messages(direction, number)

    def lost_all(self, direction: Direction) -> None:
        """Whole frames are missing: nobody can say of which streams."""
        for number in list(self._open):
            self.lost(direction, number)

    def end(self, direction: Direction) -> None:
        """No more frames in that direction."""
        for number, stream in list(self._open.items()):
            if direction == "up" and stream.up is not None:
                stream.up.building.complete = False
                self._finish_request(stream)
            if direction == "down" and stream.down is not None:
                stream.down.building.complete = False
                self._finish_response(stream)
            self._drop_messages(direction, number)

    def _request(self, number: int, fields: Headers, lost: int, pieces: list[Piece[T]], last: bool) -> bool:
        method, path = header(fields, ":method"), header(fields, ":path")
        if not lost and (not method or not (path or method == "CONNECT")):
            return False
        if len(self._open) >= OPEN_LIMIT:
            raise Malformed
        stream: _Stream[T] = _Stream(Exchange(self._wire.next_key(), method))
        stream.websocket = method == "CONNECT" and header(fields, ":protocol").lower() == "websocket"
        stream.up = _Side(fields, lost, Building(self._wire))
        for piece in pieces:
            stream.up.building.framing(piece)
        self._open[number] = stream
        if last:
            self.finish("up", number)
        elif stream.websocket or is_grpc(fields):
            self._finish_request(stream)
        if is_grpc(fields) and not last:
            stream.grpc = True
            encoding = header(fields, "grpc-encoding")
            stream.messages_up = GrpcReader(self._wire, "up", stream.exchange.key, encoding)
        return True

    def _response(
        self, number: int, stream: _Stream[T], fields: Headers, lost: int, pieces: list[Piece[T]], last: bool
    ) -> bool:
        status = header(fields, ":status")
        if not (status.isascii() and status.isdecimal() and len(status) == 3) and not (lost and not status):
            if last:
                self.finish("down", number)
            return False
        if "" < status < "200":
            self._wire.overhead["down"] += sum(len(piece.data) for piece in pieces)
            return True
        stream.down = _Side(fields, lost, Building(self._wire))
        for piece in pieces:
            stream.down.building.framing(piece)
        if last:
            self.finish("down", number)
        elif stream.grpc and is_grpc(fields):
            encoding = header(fields, "grpc-encoding")
            stream.messages_down = GrpcReader(self._wire, "down", stream.exchange.key, encoding)
        elif stream.websocket and status < "300":
            self._finish_response(stream)
            deflate = deflate_from(header(fields, "sec-websocket-extensions"))
            stream.messages_up = MessageReader(self._wire, "up", stream.exchange.key, deflate)
            stream.messages_down = MessageReader(self._wire, "down", stream.exchange.key, deflate)
        return True

    def _finish_request(self, stream: _Stream[T]) -> None:
        side, stream.up = stream.up, None
        if side is None:
            return
        wire, building = self._wire, side.building
        host, port = split_authority(header(side.headers, ":authority") or header(side.headers, "host"))
        request = HttpRequest(
            method=stream.exchange.method,
            scheme=header(side.headers, ":scheme") or wire.scheme,
            host=host or wire.host,
            port=port or wire.port,
            target=header(side.headers, ":path") or header(side.headers, ":authority"),
            version="HTTP/2",
            headers=_without_pseudo(side.headers),
            body=building.body(),
            trailers=_without_pseudo(building.trailers),
            wire_bytes=building.wire_bytes,
            complete=building.complete,
            headers_lost=side.lost,
        )
        wire.request_done(stream.exchange, RequestDone(stream.exchange.key, request, building.marks))

    def _finish_response(self, stream: _Stream[T]) -> None:
        side, stream.down = stream.down, None
        if side is None:
            return
        building = side.building
        response = HttpResponse(
            status=int(header(side.headers, ":status") or 0),
            reason="",
            version="HTTP/2",
            headers=_without_pseudo(side.headers),
            body=building.body(),
            wire_bytes=building.wire_bytes,
            complete=building.complete,
            trailers=_without_pseudo(building.trailers),
            headers_lost=side.lost,
        )
        self._wire.response_done(stream.exchange, ResponseDone(stream.exchange.key, response, building.marks))

    def _cut(self, stream: _Stream[T]) -> None:
        if stream.up is not None:
            stream.up.building.complete = False
            self._finish_request(stream)
        if stream.down is not None:
            stream.down.building.complete = False
            self._finish_response(stream)
        for messages in _messages(stream):
            messages.end()

    def _sinks(self, direction: Direction, number: int) -> tuple[Building[T] | None, Messages[T] | None]:
        stream = self._open.get(number)
        if stream is None:
            return None, None
        side = stream.up if direction == "up" else stream.down
        messages = stream.messages_up if direction == "up" else stream.messages_down
        return (side.building if side is not None else None), messages

    def _drop_messages(self, direction: Direction, number: int) -> None:
        stream = self._open[number]
        messages = stream.messages_up if direction == "up" else stream.messages_down
        if messages is not None:
            messages.end()
        if direction == "up":
            stream.messages_up = None
        else:
            stream.messages_down = None


def _messages(stream: _Stream[T]) -> list[Messages[T]]:
    return [messages for messages in (stream.messages_up, stream.messages_down) if messages is not None]


def _without_pseudo(headers: Headers) -> Headers:
    return tuple((name, value) for name, value in headers if not name.startswith(":"))
