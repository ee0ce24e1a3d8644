"""Tells a direction's protocol from its bytes."""

from __future__ import annotations

import re
from typing import Generic

from inspector.http.http1 import DownReader, UpReader
from inspector.http.http1_head import HEAD_LIMIT
from inspector.http.http2 import Http2Reader
from inspector.http.http2_frames import FRAME_HEADER_BYTES, PREFACE, likely_frames
from inspector.http.http2_streams import Streams
from inspector.http.inbox import Inbox
from inspector.http.messages import T
from inspector.http.wire import Dead, Reader, Wire
from inspector.records import Direction

_LINE = re.compile(rb"\n")
_REQUEST_START = re.compile(rb"[A-Z][A-Z0-9_-]{0,31}( [^\x00-\x20\x7f]*( H?T?T?P?/?1?\.?[01]?\r?\n?)?)?", re.DOTALL)
_REQUEST_LINE = re.compile(rb"[A-Z][A-Z0-9_-]{0,31} [^\x00-\x20\x7f]+ HTTP/1\.[01]\r?\n")
_RESPONSE_START = re.compile(rb"HTTP/1\.[01] [1-9][0-9]{2}[ \r\n]")
_RESPONSE_MODEL = b"HTTP/1.1 200 "
_TLS_HELLO = re.compile(rb"\x16\x03[\x00-\x04]")
_FRAMES_LOOKED_AT_BYTES = 64 * 1024


class Recogniser(Generic[T]):
    """Reads a direction whose protocol is not known yet.

    Watching may begin in the middle of anything; apps write a request's or frame's first byte at the start of a chunk,
    so the start of each chunk is looked at, and what is before the first that is known is opaque.
    """

    def __init__(self, wire: Wire[T], streams: Streams[T], direction: Direction) -> None:
        self._wire, self._streams, self._direction = wire, streams, direction

    def read(self, inbox: Inbox[T]) -> Reader[T]:
        while len(inbox):
            start = inbox.peek(len(PREFACE))
            if _TLS_HELLO.match(start):
                return Dead(self._wire, self._direction)
            answers = [self._http2(inbox, start), self._http1(inbox, start)]
            for reader in answers:
                if not isinstance(reader, bool):
                    inbox.rescan()
                    return reader
            if True in answers:
                return self
            self._wire.opaque(self._direction, inbox.take(inbox.first_chunk()))
        return self

    def gap(self, size_bytes: int) -> bool:
        return False

    def end(self) -> None:
        return

    def _http2(self, inbox: Inbox[T], start: bytes) -> Reader[T] | bool:
        """A reader; True: more bytes are needed to say; False: it is something else."""
        if self._direction == "up" and PREFACE.startswith(start):
            return Http2Reader(self._wire, self._direction, self._streams) if start == PREFACE else True
        looked_at = min(max(inbox.first_chunk(), FRAME_HEADER_BYTES), _FRAMES_LOOKED_AT_BYTES)
        likely = likely_frames(inbox.peek(looked_at))
        if likely is None:
            return True
        return Http2Reader(self._wire, self._direction, self._streams) if likely else False

    def _http1(self, inbox: Inbox[T], start: bytes) -> Reader[T] | bool:
        """As _http2."""
        begins = _request_begins(inbox, start) if self._direction == "up" else _response_begins(start)
        if not begins:
            return begins is None
        if self._direction == "up":
            return UpReader(self._wire)
        return DownReader(
            self._wire,
            lambda: Recogniser(self._wire, self._streams, "up"),
            lambda: Recogniser(self._wire, self._streams, "down"),
            self._streams.upgraded,
        )


def _request_begins(inbox: Inbox[T], start: bytes) -> bool | None:
    """None: more bytes are needed to say."""
    if not _REQUEST_START.match(start):
        return False
    end = inbox.find(_LINE, 0, HEAD_LIMIT)
    if end == 0:
        return None if _REQUEST_START.fullmatch(start) else False
    return end > 0 and _REQUEST_LINE.fullmatch(inbox.peek(end)) is not None


def _response_begins(start: bytes) -> bool | None:
    """None: more bytes are needed to say."""
    if len(start) >= len(_RESPONSE_MODEL):
        return _RESPONSE_START.match(start) is not None
    model = re.sub(rb"[0-9]", b"0", _RESPONSE_MODEL)
    return None if model.startswith(re.sub(rb"[0-9]", b"0", start.replace(b"\r", b" "))) else False
