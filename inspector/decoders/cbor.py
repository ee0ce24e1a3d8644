"""CBOR, RFC 8949: an object or a list. What a tag says of a value is left out; the value stays as it was written."""

from __future__ import annotations

import io
from collections.abc import Mapping
from typing import Any

import cbor2

from inspector.decoders.limits import NESTING_LIMIT
from inspector.decoders.plain import has_names, plain, text_bytes
from inspector.errors import DecodeError
from inspector.records import Value

NAME = "cbor"
FIRST = frozenset([*range(0x80, 0xC0), 0xD9])  # lists, objects, and the tag that says it is CBOR
_MAGIC = b"\xd9\xd9\xf7"
_TELLING_BYTES = 12
_SURE_BYTES = 16
_TELLING_TEXT = 0.15
_SURE_TEXT = 0.3
# Tags that would compile a pattern, share a value with itself or raise a number to a power: their content is enough.
_TAGS = (*range(6), 25, 28, 29, 30, 35, 36, 37, 52, 54, 100, 256, 258, 260, 261, 1004, 43000)


def accepts(data: bytes) -> float:
    """As MessagePack: unannounced it must hold names and readable text."""
    if not data or data[0] not in FIRST or (data[0] == 0xD9 and not data.startswith(_MAGIC)):
        return 0.0
    try:
        value = decode(data)
    except DecodeError:
        return 0.0
    if data.startswith(_MAGIC):
        return 0.95
    texts = text_bytes(value)
    if len(data) < _TELLING_BYTES or texts < _TELLING_TEXT * len(data):
        return 0.05
    return 0.7 if has_names(value) and len(data) >= _SURE_BYTES and texts >= _SURE_TEXT * len(data) else 0.4


def decode(data: bytes, limit: int = 0) -> Value:
    """Raises DecodeError."""
    stream = io.BytesIO(data.removeprefix(_MAGIC))
    decoder = cbor2.CBORDecoder(
        stream, max_depth=NESTING_LIMIT, tag_hook=_untagged, semantic_decoders=dict.fromkeys(_TAGS, _content)
    )
    try:
        value = decoder.decode()
    except (cbor2.CBORError, ValueError, TypeError, OverflowError, RecursionError) as error:
        raise DecodeError("It breaks off or is no CBOR.") from error
    if stream.read(1):
        raise DecodeError("Bytes stand behind its end.")
    if not isinstance(value, Mapping | list | tuple):
        raise DecodeError("It is neither object nor list of CBOR.")
    return plain(value, len(data))


def _content(value: Any, immutable: bool) -> Any:
    return value


def _untagged(tag: cbor2.CBORTag, *_: object) -> Any:
    return tag.value
