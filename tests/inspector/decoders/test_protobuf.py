"""Protocol Buffers and gRPC, on messages written down byte by byte from the encoding's description."""

from __future__ import annotations

import base64
import gzip as stdlib_gzip
import random
import struct

import pytest

from inspector.decoders import decode, flatten, grpc, protobuf
from inspector.errors import DecodeError

# 1: "Galaxy S21", 2: 150, 3: {1: "ko-KR", 2: 37.5665 as double}, 2: 151, 5: 1.5 as float, 6: bytes nobody knows
MESSAGE = (
    b"\x0a\x0aGalaxy S21"
    b"\x10\x96\x01"
    b"\x1a\x10\x0a\x05ko-KR\x11" + struct.pack("<d", 37.5665) + b"\x10\x97\x01"
    b"\x2d" + struct.pack("<f", 1.5) + b"\x32\x04\xff\xfe\x00\x80"
)
VALUE = {"1": "Galaxy S21", "2": [150, 151], "3": {"1": "ko-KR", "2": 37.5665}, "5": 1.5, "6": b"\xff\xfe\x00\x80"}


def framed(message: bytes, packed: bool = False) -> bytes:
    return bytes([packed]) + struct.pack(">I", len(message)) + message


def test_fields_are_given_by_number_with_what_they_hold() -> None:
    assert protobuf.decode(MESSAGE) == VALUE


@pytest.mark.parametrize("data", [b"", b"\x0a\xff", b"\x00\x01", b"\x07", b"\xff" * 11, b"\x80"])
def test_what_cannot_be_a_message_is_refused(data: bytes) -> None:
    assert protobuf.accepts(data) == 0.0
    with pytest.raises(DecodeError):
        protobuf.decode(data)


@pytest.mark.parametrize("media_type", ["application/x-protobuf", ""])
def test_a_message_with_text_is_read_announced_or_not(media_type: str) -> None:
    decoded = decode(MESSAGE, media_type=media_type)
    assert (decoded.value, decoded.steps, decoded.readable) == (VALUE, ("protobuf",), True)


def test_a_message_of_numbers_alone_is_read_only_where_it_is_announced() -> None:
    numbers = b"\x08\x96\x01\x10\x97\x01\x18\xff\xff\x03\x20\x81\x80\x04\x28\x95\x02"
    assert decode(numbers, media_type="application/x-protobuf").value == {
        "1": 150,
        "2": 151,
        "3": 65535,
        "4": 65537,
        "5": 277,
    }
    assert decode(numbers).readable is False


def test_a_packed_message_in_a_message_is_opened() -> None:
    packed = stdlib_gzip.compress(b'{"udid":"9774d56d682e549c"}', mtime=0)
    data = b"\x0a\x07journal\x12" + bytes([len(packed)]) + packed
    decoded = decode(data, media_type="application/x-protobuf")
    assert dict(flatten(decoded.value)) == {"1": "journal", "2.udid": "9774d56d682e549c"}


def test_grpc_messages_are_taken_from_their_frames() -> None:
    data = framed(MESSAGE) + framed(stdlib_gzip.compress(MESSAGE), packed=True)
    decoded = decode(data, media_type="application/grpc+proto")
    assert (decoded.value, decoded.steps) == ([VALUE, VALUE], ("grpc",))
    assert decode(framed(b"\xff" * 20)).readable is False


def test_grpc_web_in_base64_shows_its_message_and_trailers() -> None:
    trailers = b"\x80\x00\x00\x00\x0fgrpc-status:0\r\n"
    data = base64.b64encode(framed(MESSAGE) + trailers)
    decoded = decode(data, media_type="application/grpc-web-text")
    assert (decoded.value, decoded.steps) == ([VALUE, "grpc-status:0\r\n"], ("base64", "grpc"))


def test_messages_of_connect_are_json_and_end_with_json() -> None:
    data = framed(b'{"message":"Please write a letter"}') + b"\x02" + framed(b'{"metadata":{}}')[1:]
    decoded = decode(data, media_type="application/connect+json")
    assert decoded.steps == ("grpc",)
    assert dict(flatten(decoded.value)) == {"[0].message": "Please write a letter"}


def test_a_grpc_stream_that_breaks_off_keeps_its_whole_messages() -> None:
    assert grpc.decode(framed(MESSAGE) + framed(MESSAGE)[:-1]) == VALUE


def test_encrypted_bytes_are_hardly_ever_taken_for_a_message() -> None:
    chance = random.Random(5)
    taken = [size for size in (16, 32, 48, 64, 128, 256) * 1500 if decode(chance.randbytes(size)).readable]
    assert len(taken) <= 3
