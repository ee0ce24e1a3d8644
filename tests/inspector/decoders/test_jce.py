"""JCE of Tencent's TARS, on bytes written down from its public description."""

from __future__ import annotations

import gzip
import random
import struct

import pytest

from inspector.decoders import decode, flatten, jce
from inspector.errors import DecodeError

# 0: {0: "9774d56d682e549c", 1: 150, 2: zero}, 1: {"brand": "Galaxy"}, 2: [1, 2], 3: 1.5 as double, 15: bytes
STRUCTURE = (
    b"\x0a\x06\x109774d56d682e549c\x11\x00\x96\x2c\x0b"
    b"\x18\x00\x01\x06\x05brand\x16\x06Galaxy"
    b"\x29\x00\x02\x00\x01\x00\x02"
    b"\x35" + struct.pack(">d", 1.5) + b"\xfd\x0f\x00\x00\x04\xff\xfe\x00\x80"
)
VALUE = {
    "0": {"0": "9774d56d682e549c", "1": 150, "2": 0},
    "1": {"brand": "Galaxy"},
    "2": [1, 2],
    "3": 1.5,
    "15": b"\xff\xfe\x00\x80",
}


def packet(content: bytes) -> bytes:
    """A call as TARS wraps it: version 3, servant "RqdServer", function "sync", content, no context, no status."""
    inner = b"\x08\x00\x01\x06\x06detail\x1d\x00" + b"\x02" + struct.pack(">i", len(content)) + content
    body = b"\x10\x03\x2c\x3c\x40\x01\x56\x09RqdServer\x66\x04sync\x7d\x00\x02" + struct.pack(">i", len(inner)) + inner
    body += b"\x8c\x98\x0c\xa8\x0c"
    return struct.pack(">I", len(body) + 4) + body


def test_a_structure_is_read_by_its_tags() -> None:
    assert jce.decode(STRUCTURE) == VALUE
    assert decode(STRUCTURE).steps == ("jce",)


def test_a_packet_of_tars_has_the_names_of_its_fields_and_its_content_is_opened() -> None:
    decoded = decode(gzip.compress(packet(STRUCTURE)))
    assert decoded.steps == ("gzip", "jce")
    leaves = dict(flatten(decoded.value))
    assert (leaves["sServantName"], leaves["sFuncName"]) == ("RqdServer", "sync")
    assert leaves["sBuffer.0.detail.0.0"] == "9774d56d682e549c"


@pytest.mark.parametrize(
    "data",
    [
        b"\x06\xff",
        b"\x10\x01\x00\x01",  # tags do not ascend
        b"\x0a" * 100_000,
        b"\x0a\x10\x01",  # a structure without end
        b"\x09\x02\x7f\xff\xff\xff",  # a list longer than the data
        b"\x0d\x06\x00\x01a",
        b"\x0e",
        b"\x08\x00\x01\x0a\x0b\x16\x01a",  # a structure for a name
    ],
)
def test_what_breaks_off_or_lies_is_refused(data: bytes) -> None:
    assert jce.accepts(data) == 0.0
    with pytest.raises(DecodeError):
        jce.decode(data)


def test_random_bytes_are_not_claimed() -> None:
    chance = random.Random(13)
    assert not [1 for _ in range(5_000) if jce.accepts(chance.randbytes(chance.randrange(16, 1024)))]
