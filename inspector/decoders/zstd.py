"""Zstandard, RFC 8878."""

from __future__ import annotations

import io

import zstandard

from inspector.decoders.limits import OUTPUT_LIMIT_BYTES, ended_early, too_big
from inspector.errors import DecodeError

NAME = "zstd"
FIRST = frozenset(b"\x28")
_MAGIC = b"\x28\xb5\x2f\xfd"
_WINDOW_LIMIT_BYTES = 64 * 1024 * 1024
_AT_ONCE_BYTES = 1024 * 1024


def accepts(data: bytes) -> float:
    return 1.0 if data.startswith(_MAGIC) else 0.0


def decode(data: bytes, limit: int = OUTPUT_LIMIT_BYTES) -> bytes:
    """All frames one after another. Raises DecodeError."""
    if not data.startswith(_MAGIC):
        raise DecodeError("It does not begin as Zstandard does.")
    plain = bytearray()
    try:
        decompressor = zstandard.ZstdDecompressor(max_window_size=_WINDOW_LIMIT_BYTES)
        with decompressor.stream_reader(io.BytesIO(data), read_across_frames=True) as stream:
            while len(plain) <= limit and (more := stream.read(_AT_ONCE_BYTES)):
                plain += more
    except zstandard.ZstdError as error:
        raise DecodeError("It is damaged.") from error
    if len(plain) > limit:
        raise too_big(bytes(plain[:limit]))
    if not _is_whole(data, len(plain)):
        raise ended_early(bytes(plain))
    return bytes(plain)


def _is_whole(data: bytes, size_bytes: int) -> bool:
    """The reader above does not say whether its input ended inside a frame."""
    try:
        promised = zstandard.frame_content_size(data)
        if promised >= 0:
            return size_bytes >= promised
        stream = zstandard.ZstdDecompressor(max_window_size=_WINDOW_LIMIT_BYTES).decompressobj()
        for start in range(0, len(data), 4096):
            stream.decompress(data[start : start + 4096])
            if stream.eof:
                return True
    except zstandard.ZstdError:
        return False
    return False
