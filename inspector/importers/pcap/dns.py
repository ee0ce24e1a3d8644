"""Addresses and other names of names, out of DNS answers (RFC 1035)."""

from __future__ import annotations

import ipaddress

_ADDRESSES = {1: 4, 28: 16}
_ALIAS = 5
_RECORDS = 64
_LONGEST_NAME = 255
_JUMPS = 32
_NONE: tuple[str, tuple[str, ...], tuple[str, ...]] = ("", (), ())


def answers(message: bytes) -> tuple[str, tuple[str, ...], tuple[str, ...]]:
    """The name that was asked for, its addresses and the names it is another name of (CNAME), nearest first.

    ("", (), ()) where a message is no whole answer.
    """
    if len(message) < 12 or not message[2] & 0x80:
        return _NONE
    questions, records = int.from_bytes(message[4:6], "big"), int.from_bytes(message[6:8], "big")
    if questions != 1:
        return _NONE
    name, at = _name(message, 12)
    at += 4
    found, aliases = [], []
    for _ in range(min(records, _RECORDS)):
        _, at = _name(message, at)
        if at + 10 > len(message):
            break
        kind, size = int.from_bytes(message[at : at + 2], "big"), int.from_bytes(message[at + 8 : at + 10], "big")
        data = message[at + 10 : at + 10 + size]
        if _ADDRESSES.get(kind) == len(data):
            found.append(str(ipaddress.ip_address(data)))
        elif kind == _ALIAS:
            aliases.append(_name(message, at + 10)[0])
        at += 10 + size
    return (name, tuple(found), tuple(filter(None, aliases))) if name and found else _NONE


def _name(message: bytes, at: int) -> tuple[str, int]:
    """A name and where what follows it begins; "" for one that is broken."""
    labels: list[str] = []
    after, jumps, length = 0, 0, 0
    while at < len(message):
        size = message[at]
        if size == 0:
            return ".".join(labels).lower(), after or at + 1
        if size >= 0xC0:
            after, jumps = after or at + 2, jumps + 1
            at = int.from_bytes(message[at : at + 2], "big") & 0x3FFF
            if jumps > _JUMPS:
                break
            continue
        length += size + 1
        if size > 63 or length > _LONGEST_NAME:
            break
        labels.append(message[at + 1 : at + 1 + size].decode("ascii", "replace"))
        at += 1 + size
    return "", after or len(message)
