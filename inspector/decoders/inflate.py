"""zlib's three wrappings, inflated within a bound."""

from __future__ import annotations

import zlib

from inspector.decoders.limits import CutOff, ended_early, too_big
from inspector.errors import DecodeError

_STEP_BYTES = 64


def inflate(data: bytes, window_bits: int, limit: int) -> tuple[bytes, bytes]:
    """The content and what stands behind it. `window_bits` as in zlib. Raises DecodeError."""
    stream = zlib.decompressobj(window_bits)
    try:
        plain = stream.decompress(data, limit + 1)
    except zlib.error as error:
        partial = _before_damage(data, window_bits, limit)
        if not partial:
            raise DecodeError("It is damaged.") from error
        raise CutOff("It is damaged.", partial) from error
    if len(plain) > limit:
        raise too_big(plain[:limit])
    if not stream.eof:
        raise ended_early(plain)
    return plain, stream.unused_data


def _before_damage(data: bytes, window_bits: int, limit: int) -> bytes:
    stream, plain = zlib.decompressobj(window_bits), bytearray()
    try:
        for start in range(0, len(data), _STEP_BYTES):
            if len(plain) >= limit:
                break
            plain += stream.decompress(data[start : start + _STEP_BYTES], limit - len(plain))
    except zlib.error:
        pass
    return bytes(plain)
