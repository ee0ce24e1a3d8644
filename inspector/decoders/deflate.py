"""zlib (RFC 1950), and the bare deflate (RFC 1951) that some send under its name."""

from __future__ import annotations

import zlib

from inspector.decoders.inflate import inflate
from inspector.decoders.limits import OUTPUT_LIMIT_BYTES, CutOff
from inspector.errors import DecodeError

NAME = "deflate"


def accepts(data: bytes) -> float:
    """Two bytes tell zlib, with one chance in a thousand to be wrong; bare deflate shows by nothing."""
    if len(data) < 8:
        return 0.0
    if data[0] & 0x8F == 0x08 and (data[0] << 8 | data[1]) % 31 == 0:
        return 0.6
    return 0.2 if len(data) >= 32 else 0.0


def decode(data: bytes, limit: int = OUTPUT_LIMIT_BYTES) -> bytes:
    """Raises DecodeError."""
    try:
        return inflate(data, zlib.MAX_WBITS, limit)[0]
    except CutOff:
        if accepts(data) > 0.5:
            raise
        raise DecodeError("It is damaged.") from None
    except DecodeError:
        plain, rest = inflate(data, -zlib.MAX_WBITS, limit)
        if rest:
            raise DecodeError("Bytes stand behind its end.") from None
        return plain
