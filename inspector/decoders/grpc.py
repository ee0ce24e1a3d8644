"""gRPC's messages, each behind a flag and a length of four bytes; Connect's, with JSON in them, are framed alike."""

from __future__ import annotations

from inspector.decoders import gzip, protobuf
from inspector.decoders.limits import OUTPUT_LIMIT_BYTES
from inspector.errors import DecodeError
from inspector.records import Value

NAME = "grpc"
FIRST = frozenset(b"\x00\x01\x02")
_HEAD_BYTES = 5
_PACKED, _LAST, _TRAILERS = 1, 2, 0x80  # a flag each; Connect ends with JSON, gRPC-Web with trailers
_NOTHING = bytes(100)
_MESSAGES_LIMIT = 100_000


def accepts(data: bytes) -> float:
    """Well-formed framing alone is worth a try where it is announced; else the messages have to make sense too."""
    try:
        messages = _split(data)
    except DecodeError:
        return 0.0
    scores = [_score(one) for flag, one in messages if flag <= _PACKED] or [0.0]
    return 0.62 if min(scores) >= 0.6 else 0.5 if min(scores) > 0.3 else 0.05


def decode(data: bytes, limit: int = OUTPUT_LIMIT_BYTES) -> Value:
    """The one message, or a list of them. Raises DecodeError."""
    found = [_message(flag, one, limit) for flag, one in _split(data)]
    return found[0] if len(found) == 1 else found


def _score(data: bytes) -> float:
    if data[:1] == b"{" and data[-1:] == b"}":
        return 0.6
    return gzip.accepts(data) or protobuf.accepts(data)


def _message(flag: int, data: bytes, limit: int) -> Value:
    if flag == _TRAILERS:
        return data.decode("utf-8", "replace")
    if flag == _PACKED and gzip.accepts(data):
        data = gzip.decode(data, limit)
    try:
        return protobuf.decode(data)
    except DecodeError:
        return data


def _split(data: bytes) -> list[tuple[int, bytes]]:
    """A message that breaks off is left out where whole ones stand before it."""
    found: list[tuple[int, bytes]] = []
    place = 0
    if data.startswith(_NOTHING):
        raise DecodeError("It holds nothing but noughts at its start.")
    while place < len(data) and len(found) < _MESSAGES_LIMIT:
        flag, size = data[place], int.from_bytes(data[place + 1 : place + _HEAD_BYTES], "big")
        end = place + _HEAD_BYTES + size
        if flag not in (0, _PACKED, _LAST, _TRAILERS) or (end > len(data) and not found):
            raise DecodeError("It is not framed as gRPC is.")
        if end > len(data):
            break
        found.append((flag, data[place + _HEAD_BYTES : end]))
        place = end
    if not found:
        raise DecodeError("It is empty.")
    return found
