"""Answers of name servers, packed by hand as RFC 1035, 4.1 says, without the tool's own code."""

from __future__ import annotations

import struct

CNAME, ADDRESS, ADDRESS_6 = 5, 1, 28


def packed(name: str) -> bytes:
    """A name without compression."""
    return b"".join(bytes([len(label)]) + label.encode() for label in name.split(".")) + b"\0"


def record(owner: str | int, kind: int, data: bytes) -> bytes:
    """One record. `owner`: a name, or where in the message one stands."""
    name = packed(owner) if isinstance(owner, str) else struct.pack(">H", 0xC000 | owner)
    return name + struct.pack(">HHIH", kind, 1, 60, len(data)) + data


def message(host: str, *records: bytes, asked: int = ADDRESS, flags: int = 0x8180) -> bytes:
    """A whole answer to one question; the question's name stands at 12."""
    head = struct.pack(">HHHHHH", 0x1234, flags, 1, len(records), 0, 0)
    return head + packed(host) + struct.pack(">HH", asked, 1) + b"".join(records)
