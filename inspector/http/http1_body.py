"""Where an HTTP/1 body ends: by length, by chunks, or with the connection."""

from __future__ import annotations

import re
from typing import Generic, Protocol

from inspector.http.http1_head import HEAD_LIMIT, Framing, fields
from inspector.http.inbox import Inbox, Piece
from inspector.http.messages import Headers, T
from inspector.http.wire import Malformed

_LINE_END = re.compile(rb"\n")
_CHUNK_SIZE = re.compile(rb"([0-9A-Fa-f]{1,15})[ \t]*(?:;[^\r\n]*)?\r?\n")
_CHUNK_LINE_LIMIT = 16 * 1024


class Sink(Protocol[T]):
    """Where a body's bytes go."""

    complete: bool
    trailers: Headers

    def framing(self, piece: Piece[T]) -> None: ...

    def content(self, piece: Piece[T]) -> None: ...


class BodyReader(Generic[T]):
    """Reads one body into `sink`."""

    def __init__(self, framing: Framing, length: int, sink: Sink[T]) -> None:
        self._framing = framing
        self._left = length  # content bytes still to come before something else does
        self._sink = sink
        self._in_chunk = self._in_trailers = False
        self._trailer_lines: list[bytes] = []
        self._trailer_bytes = 0

    def read(self, inbox: Inbox[T]) -> bool:
        """True when the body's last byte is taken. Raises Malformed."""
        if self._framing == "chunked":
            return self._chunked(inbox)
        if self._framing == "close":
            self._sink.content(inbox.take_all())
            return False
        self._content(inbox)
        return self._left == 0

    def gap(self, size_bytes: int) -> bool:
        """Whether the end can still be told with that many bytes missing here."""
        self._sink.complete = False
        if self._framing == "close":
            return True
        if size_bytes > self._left:
            return False
        self._left -= size_bytes
        return True

    @property
    def ends_with_connection(self) -> bool:
        return self._framing == "close"

    def _content(self, inbox: Inbox[T]) -> None:
        piece = inbox.take(self._left)
        self._left -= len(piece.data)
        if piece.data:
            self._sink.content(piece)

    def _chunked(self, inbox: Inbox[T]) -> bool:
        while True:
            if self._left:
                self._content(inbox)
                if self._left:
                    return False
            limit = HEAD_LIMIT - self._trailer_bytes if self._in_trailers else _CHUNK_LINE_LIMIT
            end = inbox.find(_LINE_END, 0, limit)
            if end < 0:
                raise Malformed
            if end == 0:
                return False
            if self._line(inbox, inbox.peek(end)):
                return True

    def _line(self, inbox: Inbox[T], line: bytes) -> bool:
        bare = line.rstrip(b"\r\n")
        if self._in_trailers:
            if not bare:
                self._sink.trailers = fields(self._trailer_lines)
            else:
                fields([*self._trailer_lines[-1:], bare])  # raises before the line is taken
                self._trailer_lines.append(bare)
                self._trailer_bytes += len(line)
        elif self._in_chunk:
            if bare:
                raise Malformed
            self._in_chunk = False
        else:
            matched = _CHUNK_SIZE.fullmatch(line)
            if matched is None:
                raise Malformed
            self._left = int(matched[1], 16)
            self._in_chunk = self._left > 0
            self._in_trailers = self._left == 0
            bare = b"size"
        self._sink.framing(inbox.take(len(line)))
        return self._in_trailers and not bare
