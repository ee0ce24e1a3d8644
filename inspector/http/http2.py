"""HTTP/2 in both directions, as seen by somebody who stands beside it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Generic

from inspector.http.grpc import HEAD_BYTES, likely_message
from inspector.http.http2_frames import (
    BLOCK_LIMIT,
    CONTINUATION,
    DATA,
    END_HEADERS,
    END_STREAM,
    FRAME_HEADER_BYTES,
    FRAME_LIMIT,
    HAS_PRIORITY,
    HEADERS,
    PADDED,
    PREFACE,
    PUSH_PROMISE,
    RST_STREAM,
    HeaderBlocks,
    frame_header,
)
from inspector.http.http2_streams import Streams
from inspector.http.inbox import Inbox, Piece
from inspector.http.messages import T
from inspector.http.wire import Malformed, Reader, Wire
from inspector.records import Direction


@dataclass(slots=True)
class _Block(Generic[T]):
    """A header block whose frames are coming. `promised`: it belongs to a push, whose bytes nobody asked for."""

    stream: int
    end_stream: bool
    promised: bool
    fragments: bytearray = field(default_factory=bytearray)
    pieces: list[Piece[T]] = field(default_factory=list)


@dataclass(slots=True)
class _Data:
    """A DATA frame whose payload is coming: bytes left of it, of which the last `padding` are none of the body."""

    stream: int
    left: int
    end_stream: bool
    padded: bool  # the length of the padding is still to come
    padding: int = 0
    strange: bool = False  # of a stream whose headers were not seen, and not looked into yet


class Http2Reader(Generic[T]):
    """One direction. `streams` is shared by both."""

    def __init__(self, wire: Wire[T], direction: Direction, streams: Streams[T]) -> None:
        self._wire, self._direction, self._streams = wire, direction, streams
        self._headers = HeaderBlocks()
        self._block: _Block[T] | None = None
        self._data: _Data | None = None
        self._preface_due = direction == "up"

    def read(self, inbox: Inbox[T]) -> Reader[T]:
        if self._preface_due and inbox.peek(len(PREFACE)) == PREFACE:
            self._overhead(inbox.take(len(PREFACE)))
            self._wire.from_start = True
        self._preface_due = False
        while self._read_data(inbox) if self._data is not None else self._read_frame(inbox):
            pass
        return self

    def gap(self, size_bytes: int) -> bool:
        data = self._data
        if data is not None and size_bytes <= data.left and not data.padded:
            data.left -= size_bytes
            self._streams.lost(self._direction, data.stream)
            return True
        self._streams.lost_all(self._direction)
        return False

    def end(self) -> None:
        for piece in self._block.pieces if self._block is not None else ():
            self._wire.opaque(self._direction, piece)
        self._block = self._data = None
        self._streams.end(self._direction)

    def pause(self) -> None:
        """As end, for a gap: streams stay open, their later frames still belong to them."""
        for piece in self._block.pieces if self._block is not None else ():
            self._wire.opaque(self._direction, piece)
        self._block = self._data = None

    def _overhead(self, piece: Piece[T]) -> None:
        self._wire.overhead[self._direction] += len(piece.data)

    def _read_frame(self, inbox: Inbox[T]) -> bool:
        if len(inbox) < FRAME_HEADER_BYTES:
            return False
        length, kind, flags, stream = frame_header(inbox.peek(FRAME_HEADER_BYTES))
        if self._block is not None and (kind != CONTINUATION or stream != self._block.stream):
            raise Malformed
        if kind == DATA:
            self._begin_data(inbox, length, flags, stream)
            return True
        if length > FRAME_LIMIT:
            raise Malformed
        if len(inbox) < FRAME_HEADER_BYTES + length:
            return False
        if kind in (HEADERS, CONTINUATION, PUSH_PROMISE):
            fragment = _fragment(kind, flags, inbox.peek(FRAME_HEADER_BYTES + length)[FRAME_HEADER_BYTES:])
            self._add_block(kind, flags, stream, fragment, inbox.take(FRAME_HEADER_BYTES + length))
            return True
        self._overhead(inbox.take(FRAME_HEADER_BYTES + length))
        if kind == RST_STREAM:
            self._streams.reset(stream)
        return True

    def _add_block(self, kind: int, flags: int, stream: int, fragment: bytes, piece: Piece[T]) -> None:
        if self._block is None:
            self._block = _Block(stream, bool(flags & END_STREAM) and kind == HEADERS, kind == PUSH_PROMISE)
            if kind == CONTINUATION or stream == 0:
                self._block.pieces.append(piece)
                raise Malformed
        block = self._block
        block.fragments += fragment
        block.pieces.append(piece)
        if len(block.fragments) > BLOCK_LIMIT or len(block.pieces) > FRAME_LIMIT // FRAME_HEADER_BYTES:
            raise Malformed
        if not flags & END_HEADERS:
            return
        fields, lost = self._headers.read(bytes(block.fragments))
        self._block = None
        if block.promised or not self._streams.headers(
            self._direction, block.stream, fields, lost, block.pieces, block.end_stream
        ):
            for one in block.pieces:
                self._wire.opaque(self._direction, one)

    def _begin_data(self, inbox: Inbox[T], length: int, flags: int, stream: int) -> None:
        if stream == 0:
            raise Malformed
        padded = bool(flags & PADDED)
        if padded and length == 0:
            raise Malformed
        strange = not self._wire.from_start and not self._streams.knows(self._direction, stream)
        self._data = _Data(stream, length, bool(flags & END_STREAM), padded, strange=strange)
        self._streams.framing(self._direction, stream, inbox.take(FRAME_HEADER_BYTES))

    def _read_data(self, inbox: Inbox[T]) -> bool:
        data = self._data
        assert data is not None
        if data.padded:
            if not len(inbox):
                return False
            data.padding = inbox.peek(1)[0]
            if data.padding >= data.left:
                raise Malformed
            data.left -= 1
            data.padded = False
            self._streams.framing(self._direction, data.stream, inbox.take(1))
        if data.strange and not self._look_into(inbox, data):
            return False
        if data.left > data.padding:
            piece = inbox.take(data.left - data.padding)
            data.left -= len(piece.data)
            self._streams.content(self._direction, data.stream, piece)
        if data.left and data.left <= data.padding:
            piece = inbox.take(data.left)
            data.left -= len(piece.data)
            self._streams.framing(self._direction, data.stream, piece)
        if data.left:
            return False
        self._data = None
        if data.end_stream:
            self._streams.finish(self._direction, data.stream)
        return True

    def _look_into(self, inbox: Inbox[T], data: _Data) -> bool:
        """A call that began before watching did goes on in messages that say themselves how long they are."""
        size = data.left - data.padding
        if len(inbox) < min(HEAD_BYTES, size):
            return False
        data.strange = False
        if likely_message(inbox.peek(min(HEAD_BYTES, size)), size):
            self._streams.adopt_grpc(self._direction, data.stream)
        return True


def _fragment(kind: int, flags: int, payload: bytes) -> bytes:
    """The header block fragment of a frame, without padding, priority and promised stream. Raises Malformed."""
    start, end = 0, len(payload)
    if kind != CONTINUATION and flags & PADDED:
        if not payload:
            raise Malformed
        start, end = 1, end - payload[0]
    if kind == HEADERS and flags & HAS_PRIORITY:
        start += 5
    if kind == PUSH_PROMISE:
        start += 4
    if start > end:
        raise Malformed
    return payload[start:end]
