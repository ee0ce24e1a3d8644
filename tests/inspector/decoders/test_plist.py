"""Property lists, written by the standard library and by hand."""

from __future__ import annotations

import datetime
import plistlib

import pytest

from inspector.decoders import decode, plist
from inspector.errors import DecodeError

VALUE = {"udid": "9774d56d682e549c", "n": [1, 2.5, True], "raw": b"\xff\x00", "at": datetime.datetime(2024, 5, 1)}
READ = {"udid": "9774d56d682e549c", "n": [1, 2.5, True], "raw": b"\xff\x00", "at": "2024-05-01T00:00:00"}


def reference_bomb() -> bytes:
    """Thirty lists, each of which holds the next one ten times."""
    objects = [bytes([0xAA]) + bytes([place + 1]) * 10 for place in range(30)] + [b"\x08"]
    table, body = [], b"bplist00"
    for one in objects:
        table.append(len(body))
        body += one
    offsets = b"".join(place.to_bytes(2, "big") for place in table)
    return (
        body
        + offsets
        + bytes(6)
        + b"\x02\x01"
        + len(objects).to_bytes(8, "big")
        + bytes(8)
        + len(body).to_bytes(8, "big")
    )


def self_in_self() -> bytes:
    return (
        b"bplist00\xa1\x00"
        + b"\x08"
        + bytes(6)
        + b"\x01\x01"
        + (1).to_bytes(8, "big")
        + bytes(8)
        + (10).to_bytes(8, "big")
    )


@pytest.mark.parametrize("form", [plistlib.FMT_BINARY, plistlib.FMT_XML])
def test_both_forms_are_read_unannounced(form: plistlib.PlistFormat) -> None:
    decoded = decode(plistlib.dumps(VALUE, fmt=form))
    assert (decoded.value, decoded.steps) == (READ, ("plist",))


@pytest.mark.parametrize(
    "data",
    [
        b"bplist00",
        b"bplist00" + bytes(40),
        plistlib.dumps(VALUE, fmt=plistlib.FMT_BINARY)[:-5],
        b"<plist><dict><key>a</key></dict></plist>",
        b"<plist><integer>" + b"9" * 10_000 + b"</integer></plist>",
        b"<plist>" + b"<array>" * 50_000 + b"</array>" * 50_000 + b"</plist>",
        b'<!DOCTYPE plist [<!ENTITY a "1">]><plist><string>&a;</string></plist>',
        reference_bomb(),
        self_in_self(),
    ],
)
def test_damage_entities_and_lists_in_themselves_are_refused(data: bytes) -> None:
    with pytest.raises(DecodeError):
        plist.decode(data)
