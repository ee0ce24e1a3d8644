"""Bytes to value: one file a format, and the peeling that goes on until nobody accepts."""

from __future__ import annotations

from inspector.decoders.peel import Opener, Peeler
from inspector.decoders.request import request_parts
from inspector.decoders.unread import Unread, describe, unread_bytes
from inspector.decoders.values import flatten, from_jsonable, to_jsonable
from inspector.records import Decoded, Nested

__all__ = [
    "Opener", "Unread", "decode", "decode_string", "describe", "flatten", "from_jsonable", "request_parts",
    "to_jsonable", "unread_bytes",
]  # fmt: skip


def decode(data: bytes, *, media_type: str = "", encoding: str = "", opener: Opener | None = None) -> Decoded:
    """Takes wrappings off until nobody accepts, outside and inside; never raises for what the data is.

    `media_type` and `encoding` are what Content-Type and Content-Encoding say, where they exist; they may be wrong.
    `opener` is the app's own cryptography: given bytes nobody knows it may have the plain ones; the step is its `how`.
    """
    return Peeler(opener).body(data, media_type, encoding)


def decode_string(text: str, opener: Opener | None = None) -> Nested | str:
    """A text of a query, header or column, or what it holds."""
    return Peeler(opener).string(text, 0)
