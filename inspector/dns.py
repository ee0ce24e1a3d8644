"""What a name server's answer says: a name's addresses, and what it is another name of (RFC 1035)."""

from __future__ import annotations

import ipaddress
import re
from typing import NamedTuple

_ADDRESSES = {1: 4, 28: 16}
_ALIAS = 5
_RECORDS = 64
_LONGEST_NAME = 255
_JUMPS = 32
_LABEL = re.compile(rb"[!-~]+")  # no more than hosts and services have: what stands here is shown


class Answer(NamedTuple):
    """`aliases`: what the name is another name of (CNAME), nearest first. Names are in small letters, without a dot."""

    host: str = ""
    addresses: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()


NOTHING = Answer()


def answer(message: bytes) -> Answer:
    """What a message says of the name that was asked for; NOTHING where it is no answer, or says nothing of it."""
    if len(message) < 12 or not message[2] & 0x80:
        return NOTHING
    questions, records = int.from_bytes(message[4:6], "big"), int.from_bytes(message[6:8], "big")
    if questions != 1:
        return NOTHING
    host, at = _name(message, 12)
    at += 4
    found: list[str] = []
    names: dict[str, str] = {}
    for _ in range(min(records, _RECORDS)):
        owner, at = _name(message, at)
        if at + 10 > len(message):
            break
        kind, size = int.from_bytes(message[at : at + 2], "big"), int.from_bytes(message[at + 8 : at + 10], "big")
        data = message[at + 10 : at + 10 + size]
        if _ADDRESSES.get(kind) == len(data):
            found.append(str(ipaddress.ip_address(data)))
        elif kind == _ALIAS and owner:
            names[owner] = _name(message, at + 10)[0]
        at += 10 + size
    aliases = chain(host, names)
    return Answer(host, tuple(found), aliases) if host and (found or aliases) else NOTHING


def chain(host: str, names: dict[str, str]) -> tuple[str, ...]:
    """The names `host` leads to, nearest first, where each of `names` is another name of what it stands for."""
    found = [host]
    while (further := names.get(found[-1], "")) and further not in found:
        found.append(further)
    return tuple(found[1:])


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
        label = message[at + 1 : at + 1 + size]
        if not _LABEL.fullmatch(label):
            break
        labels.append(label.decode("ascii"))
        at += 1 + size
    return "", after or len(message)
