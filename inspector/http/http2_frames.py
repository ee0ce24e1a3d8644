"""HTTP/2 frames (RFC 9113) told from other bytes, and header blocks (RFC 7541) read from any point on."""

from __future__ import annotations

from collections.abc import Iterable

from hpack import Decoder
from hpack.exceptions import HPACKError, InvalidTableIndex
from hpack.table import HeaderTable

from inspector.http.messages import Headers, text
from inspector.http.wire import Malformed

PREFACE = b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"
FRAME_HEADER_BYTES = 9
FRAME_LIMIT = 1024 * 1024  # of frames other than DATA
BLOCK_LIMIT = 256 * 1024

DATA, HEADERS, PRIORITY, RST_STREAM, SETTINGS, PUSH_PROMISE, PING, GOAWAY, WINDOW_UPDATE, CONTINUATION = range(10)
END_STREAM, END_HEADERS, PADDED, HAS_PRIORITY = 0x1, 0x4, 0x8, 0x20

_LOST = b"\x00lost"  # no header name or value can hold a NUL
_TABLE_LIMIT = 1024 * 1024
_LIKELY_LENGTH = 16384  # the default largest frame; a mid-stream start is believed no other
_LIKELY_STREAM = 1 << 20
_FLAGS = {DATA: 0x9, HEADERS: 0x2D, SETTINGS: 0x1, PUSH_PROMISE: 0xC, PING: 0x1, CONTINUATION: 0x4}
_LENGTHS = {PRIORITY: (5,), RST_STREAM: (4,), PING: (8,), WINDOW_UPDATE: (4,)}


def frame_header(raw: bytes) -> tuple[int, int, int, int]:
    """Length, type, flags, stream of nine bytes."""
    return int.from_bytes(raw[:3], "big"), raw[3], raw[4], int.from_bytes(raw[5:9], "big") & 0x7FFFFFFF


def likely_frames(raw: bytes) -> bool | None:
    """Whether bytes begin with an HTTP/2 frame, as far as frames follow one another in them; None: too few bytes."""
    if len(raw) < FRAME_HEADER_BYTES:
        return None if _likely_start(raw) else False
    place = 0
    while place + FRAME_HEADER_BYTES <= len(raw):
        if not _likely(raw[place : place + FRAME_HEADER_BYTES]):
            return False
        place += FRAME_HEADER_BYTES + frame_header(raw[place:])[0]
    return True


class HeaderBlocks:
    """One direction's header blocks.

    Where watching began after the connection did, entries of the dynamic table are unknown. Later entries have the
    same index here as at both ends, so what is read is right; fields that name an unknown entry are counted.
    """

    def __init__(self) -> None:
        self._decoder = Decoder(max_header_list_size=BLOCK_LIMIT)
        self._decoder.header_table = _Table()
        self._decoder.max_allowed_table_size = _TABLE_LIMIT

    def read(self, block: bytes) -> tuple[Headers, int]:
        """The fields and how many could not be read. Raises Malformed."""
        try:
            fields = _pairs(self._decoder.decode(block, raw=True))
        except HPACKError as error:
            raise Malformed from error
        known = tuple((text(name), text(value)) for name, value in fields if _LOST not in (name, value))
        return known, len(fields) - len(known)


class _Table(HeaderTable):
    def get_by_index(self, index: int) -> tuple[bytes, bytes]:
        try:
            return super().get_by_index(index)
        except InvalidTableIndex:
            if index < 1:
                raise
            return _LOST, _LOST


def _pairs(fields: Iterable[tuple[bytes | str, bytes | str]]) -> list[tuple[bytes, bytes]]:
    """What decode(raw=True) gives, which is bytes throughout, with its type narrowed."""
    return [(name, value) for name, value in fields if isinstance(name, bytes) and isinstance(value, bytes)]


def _likely_start(raw: bytes) -> bool:
    return raw[:1] in (b"", b"\x00") and (len(raw) < 4 or raw[3] <= CONTINUATION)


def _likely(raw: bytes) -> bool:
    length, kind, flags, stream = frame_header(raw)
    if kind > CONTINUATION or length > _LIKELY_LENGTH or raw[5] & 0x80 or stream >= _LIKELY_STREAM:
        return False
    if flags & ~_FLAGS.get(kind, 0) or length not in _LENGTHS.get(kind, (length,)):
        return False
    if kind in (SETTINGS, PING, GOAWAY):
        return stream == 0 and (kind != SETTINGS or length % 6 == 0) and (kind != GOAWAY or length >= 8)
    return kind == WINDOW_UPDATE or stream % 2 == 1
