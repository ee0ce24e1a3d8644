"""gzip behind a head of somebody's own: the head stays as unknown bytes, the content is read."""

from __future__ import annotations

from inspector.decoders import gzip
from inspector.decoders.limits import OUTPUT_LIMIT_BYTES, CutOff
from inspector.errors import DecodeError
from inspector.records import Value

NAME = "headed_gzip"
_MAGIC = b"\x1f\x8b\x08"
_HEAD_LIMIT = 128
_SYSTEMS = frozenset([*range(14), 255])


def accepts(data: bytes) -> float:
    """The mark, no flag that there is not, and a system that there is: by chance in one of a hundred million places."""
    place = data.find(_MAGIC, 1, _HEAD_LIMIT + len(_MAGIC))
    if place < 0 or len(data) < place + 18:
        return 0.0
    return 0.32 if not data[place + 3] and data[place + 8] in (0, 2, 4) and data[place + 9] in _SYSTEMS else 0.0


def decode(data: bytes, limit: int = OUTPUT_LIMIT_BYTES) -> Value:
    """`head`: what stands before; `content`: what the gzip holds. Raises DecodeError."""
    place = data.find(_MAGIC, 1, _HEAD_LIMIT + len(_MAGIC))
    if place < 0:
        raise DecodeError("There is no gzip near its start.")
    try:
        content = gzip.decode(data[place:], limit)
    except CutOff as cut:
        content = cut.partial
    return {"head": data[:place], "content": content}
