"""gRPC's messages one after another: a flag, a length of four bytes, and a message each."""

from __future__ import annotations

from inspector.decoders import gzip, protobuf
from inspector.decoders.limits import OUTPUT_LIMIT_BYTES
from inspector.errors import DecodeError
from inspector.records import Value

NAME = "grpc"
FIRST = frozenset(b"\x00\x01")
_HEAD_BYTES = 5
_NOTHING = bytes(100)
_MESSAGES_LIMIT = 100_000


def accepts(data: bytes) -> float:
    """Well-formed framing alone is worth a try where it is announced; else the messages have to make sense too."""
    try:
        messages = _split(data)
    except DecodeError:
        return 0.0
    return 0.5 if all(protobuf.accepts(one) > 0.3 for _, one in messages) else 0.05


def decode(data: bytes, limit: int = OUTPUT_LIMIT_BYTES) -> Value:
    """The one message, or a list of them. Raises DecodeError."""
    found = [_message(is_packed, one, limit) for is_packed, one in _split(data)]
    return found[0] if len(found) == 1 else found


def _message(is_packed: bool, data: bytes, limit: int) -> Value:
    if is_packed and gzip.accepts(data):
        data = gzip.decode(data, limit)
    try:
        return protobuf.decode(data)
    except DecodeError:
        return data


def _split(data: bytes) -> list[tuple[bool, bytes]]:
    """A message that breaks off is left out where whole ones stand before it."""
    found: list[tuple[bool, bytes]] = []
    place = 0
    if data.startswith(_NOTHING):
        raise DecodeError("It holds nothing but noughts at its start.")
    while place < len(data) and len(found) < _MESSAGES_LIMIT:
        flag, size = data[place], int.from_bytes(data[place + 1 : place + _HEAD_BYTES], "big")
        end = place + _HEAD_BYTES + size
        if flag > 1 or (end > len(data) and not found):
            raise DecodeError("It is not framed as gRPC is.")
        if end > len(data):
            break
        found.append((flag == 1, data[place + _HEAD_BYTES : end]))
        place = end
    if not found:
        raise DecodeError("It is empty.")
    return found
