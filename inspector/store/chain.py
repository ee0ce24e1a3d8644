"""The hash chain over what was recorded: each row's hash covers the row and the hash of the row before."""

from __future__ import annotations

import hashlib
import struct

_HEAD = struct.Struct(">qqd")


def genesis(facts: str) -> bytes:
    """The hash before the first row: of the session's facts as JSON, as the file keeps them under the key "facts"."""
    return hashlib.sha256(b"App Privacy Inspector session 1\n" + facts.encode()).digest()


def raw_hash(previous: bytes, process: int, seq: int, at_ms: float, kind: str, fields: str, payload: bytes) -> bytes:
    """SHA-256 of: previous hash, process and seq (int64) and at_ms (double), big endian, kind, 0, fields, 0, payload.

    `fields` is the JSON text as it stands in the file: pure ASCII, so the zero bytes separate without doubt.
    """
    head = _HEAD.pack(process, seq, at_ms)
    return hashlib.sha256(b"".join((previous, head, kind.encode(), b"\0", fields.encode(), b"\0", payload))).digest()


def evidence_hash(
    previous: bytes,
    raw_head: bytes,
    at_ms: float,
    kind: str,
    note: str,
    sha256: str,
    observation: int | None,
    mime: str,
) -> bytes:
    """SHA-256 of: previous evidence hash, hash of the newest raw row at that moment, at_ms (double, big endian),
    observation (int64, 0 if none), then kind, sha256, mime, note, each followed by a zero byte.
    """
    h = hashlib.sha256(previous + raw_head)
    h.update(struct.pack(">dq", at_ms, observation or 0))
    for text in (kind, sha256, mime, note):
        h.update(text.encode() + b"\0")
    return h.digest()
