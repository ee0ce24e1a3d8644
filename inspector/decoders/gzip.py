"""gzip, RFC 1952."""

from __future__ import annotations

from inspector.decoders.inflate import inflate
from inspector.decoders.limits import OUTPUT_LIMIT_BYTES, CutOff

NAME = "gzip"
FIRST = frozenset(b"\x1f")
_MAGIC = b"\x1f\x8b\x08"
_WINDOW_BITS = 31


def accepts(data: bytes) -> float:
    return 1.0 if data.startswith(_MAGIC) else 0.0


def decode(data: bytes, limit: int = OUTPUT_LIMIT_BYTES) -> bytes:
    """All members one after another. Raises DecodeError."""
    plain, rest = inflate(data, _WINDOW_BITS, limit)
    while rest.startswith(_MAGIC):
        try:
            more, rest = inflate(rest, _WINDOW_BITS, limit - len(plain))
        except CutOff as cut:
            raise CutOff(str(cut), plain + cut.partial) from cut
        plain += more
    return plain
