"""gRPC's messages inside one direction of an HTTP/2 stream: a flag, a length of four bytes, and a message each."""

from __future__ import annotations

import zlib
from typing import Generic

from inspector.http.inbox import Piece
from inspector.http.messages import Headers, MessageDone, T, header
from inspector.http.wire import BODY_KEPT_BYTES, Building, Wire
from inspector.records import Direction

HEAD_BYTES = 5
_GZIP_OR_ZLIB = 32 + zlib.MAX_WBITS
_PACKED = ("gzip", "deflate")


def is_grpc(headers: Headers) -> bool:
    """Whether a stream's headers announce messages. gRPC-Web is not meant: its body is read as a whole."""
    media = header(headers, "content-type").partition(";")[0].strip().lower()
    return media == "application/grpc" or media.startswith("application/grpc+")


def likely_message(head: bytes, size_bytes: int) -> bool:
    """Whether a DATA frame of that size, which begins with these five bytes, holds exactly one message."""
    return len(head) == HEAD_BYTES and head[0] <= 1 and HEAD_BYTES + int.from_bytes(head[1:], "big") == size_bytes


class GrpcReader(Generic[T]):
    """One direction's messages, fed in pieces; what is done goes to `wire.out`. `key` 0: of a request not seen."""

    def __init__(self, wire: Wire[T], direction: Direction, key: int, encoding: str) -> None:
        self._wire, self._direction, self._key = wire, direction, key
        self._packed = encoding.strip().lower() in _PACKED
        self._head: Piece[T] = Piece(b"", ())
        self._message: Building[T] | None = None
        self._left = 0
        self._is_lost = False

    def feed(self, piece: Piece[T]) -> None:
        """Never raises: what is not framed as gRPC is opaque, and all after it."""
        data = memoryview(piece.data)
        while data and not self._is_lost:
            data = self._content(data, piece.marks) if self._message is not None else self._begin(data, piece.marks)
        if data:
            self._wire.opaque(self._direction, Piece(bytes(data), piece.marks))

    def end(self) -> None:
        """Hands out the message under way, and what is left of a head that was cut off."""
        if self._message is not None:
            self._message.complete = False
            self._emit(self._message)
        self._wire.opaque(self._direction, self._head)
        self._head = Piece(b"", ())

    def _begin(self, data: memoryview, marks: tuple[T, ...]) -> memoryview:
        taken = data[: HEAD_BYTES - len(self._head.data)]
        self._head = Piece(self._head.data + bytes(taken), (*self._head.marks, *marks))
        if len(self._head.data) < HEAD_BYTES:
            return data[len(taken) :]
        head, self._head = self._head, Piece(b"", ())
        if head.data[0] > 1:
            self._is_lost = True
            self._wire.opaque(self._direction, head)
            return data[len(taken) :]
        self._message = Building(self._wire)
        self._message.framing(head)
        self._is_packed = head.data[0] == 1
        self._left = int.from_bytes(head.data[1:], "big")
        if self._left == 0:
            self._emit(self._message)
        return data[len(taken) :]

    def _content(self, data: memoryview, marks: tuple[T, ...]) -> memoryview:
        assert self._message is not None
        taken = data[: self._left]
        self._left -= len(taken)
        self._message.content(Piece(bytes(taken), marks))
        if self._left == 0:
            self._emit(self._message)
        return data[len(taken) :]

    def _emit(self, message: Building[T]) -> None:
        self._message = None
        data, complete = message.body(), message.complete
        if self._is_packed and self._packed:
            data, whole = _inflate(data)
            complete = complete and whole
        self._wire.out.append(
            MessageDone(self._key, self._direction, "grpc", data, message.wire_bytes, message.marks, complete)
        )


def _inflate(data: bytes) -> tuple[bytes, bool]:
    """The plain message and whether it is whole; the bytes as they are where they are packed otherwise."""
    unpacking = zlib.decompressobj(_GZIP_OR_ZLIB)
    try:
        plain = unpacking.decompress(data, BODY_KEPT_BYTES)
    except zlib.error:
        return data, False
    return plain, unpacking.eof
