"""MessagePack, on bytes written down from the format's description and made by its library."""

from __future__ import annotations

import base64
import random

import msgpack
import pytest

from inspector.decoders import decode, decode_string, flatten, message_pack
from inspector.errors import DecodeError

# {"compact": true, "schema": 0}: the example of the format's own front page
FRONT_PAGE = bytes.fromhex("82a7636f6d70616374c3a6736368656d6100")
EVENT = {"device_id": "9774d56d682e549c", "n": [1, -2, 3.5], "raw": b"\xff\x00", "at": {"lat": 37.5665, "none": None}}


def test_the_example_of_its_description_is_read() -> None:
    assert message_pack.decode(FRONT_PAGE) == {"compact": True, "schema": 0}


@pytest.mark.parametrize("media_type", ["application/msgpack", "application/octet-stream", ""])
def test_an_object_with_names_is_read_announced_or_not(media_type: str) -> None:
    decoded = decode(msgpack.packb(EVENT), media_type=media_type)
    assert (decoded.steps, decoded.readable) == (("msgpack",), True)
    assert dict(flatten(decoded.value))["at.lat"] == 37.5665


def test_a_list_of_numbers_is_read_only_where_it_is_announced() -> None:
    data = msgpack.packb(list(range(200, 240)))
    assert decode(data, media_type="application/x-msgpack").value == list(range(200, 240))
    assert decode(data).readable is False


def test_it_is_opened_inside_base64_inside_a_text() -> None:
    nested = decode_string(base64.b64encode(msgpack.packb(EVENT)).decode())
    assert nested.steps == ("base64", "msgpack")
    assert nested.value["device_id"] == "9774d56d682e549c"


def test_names_that_are_numbers_and_extensions_are_kept() -> None:
    assert message_pack.decode(b"\x82\x01\xa1a\xa1x\xd4\x05\x41") == {"1": "a", "x": {"extension": 5, "data": b"A"}}


@pytest.mark.parametrize(
    "data",
    [
        b"\x82\xa1a\x01",
        b"\x81\xa1a\x01\x01",
        b"\x91" * 100_000,
        b"\xdd\xff\xff\xff\xff" + b"\x01" * 100,
        (b"\xdd" + (1_000_000).to_bytes(4, "big")) * 900 + bytes(1_000_000),
        b"\x81\x91\x01\x01",
        b"\x81\xa1\xff\x01",
        b"\xc1",
        b"\xa3abc",
    ],
)
def test_what_breaks_off_or_lies_is_refused(data: bytes) -> None:
    assert message_pack.accepts(data) == 0.0
    with pytest.raises(DecodeError):
        message_pack.decode(data)


def test_random_bytes_are_not_claimed() -> None:
    chance = random.Random(11)
    assert not [1 for _ in range(5_000) if message_pack.accepts(chance.randbytes(chance.randrange(16, 1024))) > 0.3]
