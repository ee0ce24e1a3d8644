"""Brotli, RFC 7932."""

from __future__ import annotations

import brotli

from inspector.decoders.limits import OUTPUT_LIMIT_BYTES, ended_early, too_big
from inspector.errors import DecodeError

NAME = "brotli"
_EMPTY_BYTES = 4  # so much nothing takes; of longer data that comes to nothing the rest was not read
_AT_ONCE_BYTES = 1024 * 1024


def accepts(data: bytes) -> float:
    """It shows by nothing; whoever tries it must look whether what comes out makes sense."""
    return 0.1 if len(data) >= 32 else 0.0


def decode(data: bytes, limit: int = OUTPUT_LIMIT_BYTES) -> bytes:
    """Raises DecodeError."""
    stream, plain = brotli.Decompressor(), bytearray()
    try:
        plain += stream.process(data, output_buffer_limit=_AT_ONCE_BYTES)
        while not stream.is_finished() and len(plain) <= limit:
            more = stream.process(b"", output_buffer_limit=_AT_ONCE_BYTES)
            if not more and stream.can_accept_more_data():
                raise ended_early(bytes(plain))
            plain += more
    except brotli.error as error:
        raise DecodeError("It is damaged.") from error
    if len(plain) > limit:
        raise too_big(bytes(plain[:limit]))
    if not plain and len(data) > _EMPTY_BYTES:
        raise DecodeError("It is damaged.")
    return bytes(plain)
