"""HTTP/1 in both directions, as seen by somebody who stands beside it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Generic

from inspector.http.http1_body import BodyReader
from inspector.http.http1_head import (
    HEAD_END,
    HEAD_LIMIT,
    RequestHead,
    ResponseHead,
    request_framing,
    request_head,
    response_framing,
    response_head,
)
from inspector.http.inbox import Inbox
from inspector.http.messages import HttpRequest, HttpResponse, RequestDone, ResponseDone, T, header
from inspector.http.websocket import WebSocketReader, deflate_from
from inspector.http.wire import OPEN_LIMIT, Building, Exchange, Malformed, OpaqueSink, Reader, Wire
from inspector.records import Direction

_HELD_LIMIT = 1024 * 1024  # bytes that may wait for the answer to an upgrade

Recogniser = Callable[[], Reader[T]]


class UpReader(Generic[T]):
    """Requests."""

    def __init__(self, wire: Wire[T]) -> None:
        self._wire = wire
        self._head: RequestHead | None = None
        self._building: Building[T] = Building(wire)
        self._body: BodyReader[T] | None = None
        self._exchange: Exchange[T] | None = None  # of the request under way, or of the upgrade that is awaited
        self._awaiting = False

    def read(self, inbox: Inbox[T]) -> Reader[T]:
        while True:
            if self._awaiting and not self._answered(inbox):
                return self
            if self._body is None and self._exchange is not None and self._exchange.switched is not None:
                return self._exchange.switched
            if self._body is None and not self._begin(inbox):
                return self
            if self._body is not None:
                if not self._body.read(inbox):
                    return self
                self._finish()

    def gap(self, size_bytes: int) -> bool:
        return self._body is not None and self._body.gap(size_bytes)

    def end(self) -> None:
        if self._body is not None:
            self._building.complete = False
            self._finish()

    def _answered(self, inbox: Inbox[T]) -> bool:
        assert self._exchange is not None
        if not self._exchange.answered and self._exchange.switched is None:
            if len(inbox) > _HELD_LIMIT:
                raise Malformed
            return False
        self._awaiting = False
        return True

    def _begin(self, inbox: Inbox[T]) -> bool:
        raw = _next_head(self._wire, "up", inbox)
        if raw is None:
            return False
        head = request_head(raw)
        framing, length = request_framing(head)
        if len(self._wire.pending) >= OPEN_LIMIT:
            raise Malformed
        upgrade = "connect" if head.method == "CONNECT" else head.upgrade
        self._head, self._building = head, Building(self._wire)
        self._exchange = Exchange(self._wire.next_key(), head.method, upgrade)
        self._wire.pending.append(self._exchange)
        self._building.framing(inbox.take(len(raw)))
        self._body = BodyReader(framing, length, self._building)
        return True

    def _finish(self) -> None:
        assert self._head is not None
        assert self._exchange is not None
        wire, head, building = self._wire, self._head, self._building
        request = HttpRequest(
            method=head.method,
            scheme=head.scheme or wire.scheme,
            host=head.host or wire.host,
            port=head.port or wire.port,
            target=head.target,
            version=head.version,
            headers=head.headers,
            body=building.body(),
            trailers=building.trailers,
            wire_bytes=building.wire_bytes,
            complete=building.complete,
        )
        wire.request_done(self._exchange, RequestDone(self._exchange.key, request, building.marks))
        self._body = None
        self._awaiting = bool(self._exchange.upgrade)


class DownReader(Generic[T]):
    """Responses, each for the oldest request without one.

    `afresh_up` and `afresh_down` give the readers for what follows an upgrade to something else, or a CONNECT;
    `to_http2` is told of a request that is answered in HTTP/2.
    """

    def __init__(
        self,
        wire: Wire[T],
        afresh_up: Recogniser[T],
        afresh_down: Recogniser[T],
        to_http2: Callable[[Exchange[T]], None],
    ) -> None:
        self._wire, self._to_http2 = wire, to_http2
        self._afresh_up, self._afresh_down = afresh_up, afresh_down
        self._head: ResponseHead | None = None
        self._building: Building[T] | None = None  # None: of a response whose request was not seen
        self._body: BodyReader[T] | None = None
        self._exchange: Exchange[T] | None = None

    def read(self, inbox: Inbox[T]) -> Reader[T]:
        while True:
            if self._body is None:
                following = self._begin(inbox)
                if following is not None:
                    return following
            if self._body is not None:
                if not self._body.read(inbox):
                    return self
                self._finish()

    def gap(self, size_bytes: int) -> bool:
        if self._body is not None and self._body.gap(size_bytes):
            return True
        self._wire.pending.clear()  # which of them the next response answers cannot be told any more
        return False

    def end(self) -> None:
        if self._body is not None:
            if self._building is not None and not self._body.ends_with_connection:
                self._building.complete = False
            self._finish()

    def _begin(self, inbox: Inbox[T]) -> Reader[T] | None:
        """Reads a head. Answers who reads on where it is not the body's turn: itself for more bytes, or a tunnel."""
        raw = _next_head(self._wire, "down", inbox)
        if raw is None:
            return self
        head = response_head(raw)
        waiting = self._wire.pending[0] if self._wire.pending else None
        if head.status < 200 and head.status != 101:
            self._wire.overhead["down"] += len(inbox.take(len(raw)).data)
            return None
        framing, length = response_framing(head, waiting.method if waiting else "GET")
        self._head, self._exchange = head, waiting
        if waiting is None:
            sink: OpaqueSink[T] = OpaqueSink(self._wire, "down")
            sink.framing(inbox.take(len(raw)))
            self._building, self._body = None, BodyReader(framing, length, sink)
            return self._afresh_down() if head.status == 101 else None
        self._wire.pending.popleft()
        if head.status == 101 and "h2c" in header(head.headers, "upgrade").lower():
            self._wire.overhead["down"] += len(inbox.take(len(raw)).data)
            self._to_http2(waiting)
            waiting.switched = self._afresh_up()
            return self._afresh_down()
        self._building = Building(self._wire)
        self._building.framing(inbox.take(len(raw)))
        if head.status == 101 or (waiting.method == "CONNECT" and head.status < 300):
            return self._switch(waiting, head)
        self._body = BodyReader(framing, length, self._building)
        return None

    def _switch(self, exchange: Exchange[T], head: ResponseHead) -> Reader[T]:
        if head.status == 101 and header(head.headers, "upgrade").strip().lower() == "websocket":
            deflate = deflate_from(header(head.headers, "sec-websocket-extensions"))
            exchange.switched = WebSocketReader(self._wire, "up", exchange.key, deflate)
            following: Reader[T] = WebSocketReader(self._wire, "down", exchange.key, deflate)
        else:
            exchange.switched, following = self._afresh_up(), self._afresh_down()
        self._finish()
        return following

    def _finish(self) -> None:
        self._body = None
        if self._building is None or self._exchange is None or self._head is None:
            return
        head, building = self._head, self._building
        response = HttpResponse(
            status=head.status,
            reason=head.reason,
            version=head.version,
            headers=head.headers,
            body=building.body(),
            wire_bytes=building.wire_bytes,
            complete=building.complete,
            trailers=building.trailers,
        )
        self._wire.response_done(self._exchange, ResponseDone(self._exchange.key, response, building.marks))


def _next_head(wire: Wire[T], direction: Direction, inbox: Inbox[T]) -> bytes | None:
    """The next head, left in the inbox; None where its end has not come yet. Empty lines before it are overhead."""
    while (start := inbox.peek(2))[:1] == b"\n" or start == b"\r\n":
        wire.overhead[direction] += len(inbox.take(start.index(b"\n") + 1).data)
    end = inbox.find(HEAD_END, 2, HEAD_LIMIT)
    if end < 0:
        raise Malformed
    return inbox.peek(end) if end else None
