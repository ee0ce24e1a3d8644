"""CBOR, on the examples of RFC 8949's appendix A and hostile relatives of them."""

from __future__ import annotations

import random

import cbor2
import pytest

from inspector.decoders import cbor, decode
from inspector.errors import DecodeError


@pytest.mark.parametrize(
    ("data", "value"),
    [
        ("a201020304", {"1": 2, "3": 4}),
        ("a26161016162820203", {"a": 1, "b": [2, 3]}),
        ("826161a161626163", ["a", {"b": "c"}]),
        ("a56161614161626142616361436164614461656145", {"a": "A", "b": "B", "c": "C", "d": "D", "e": "E"}),
        ("9f018202039f0405ffff", [1, [2, 3], [4, 5]]),
        ("bf61610161629f0203ffff", {"a": 1, "b": [2, 3]}),
        ("82f97e00f97c00", ["nan", "inf"]),
        ("82f4f6", [False, None]),
        ("81c11a514b67b0", [1363896240]),
        ("81d82076687474703a2f2f7777772e6578616d706c652e636f6d", ["http://www.example.com"]),
        ("81c249010000000000000000", [b"\x01" + bytes(8)]),
    ],
)
def test_the_examples_of_its_description_are_read(data: str, value: object) -> None:
    assert cbor.decode(bytes.fromhex(data)) == value


def test_an_object_with_names_is_read_unannounced() -> None:
    decoded = decode(cbor2.dumps({"user": {"email": "alice@hanbit.test"}, "n": [1, 2]}))
    assert (decoded.value, decoded.steps) == ({"user": {"email": "alice@hanbit.test"}, "n": [1, 2]}, ("cbor",))


def test_the_mark_of_the_format_makes_it_sure() -> None:
    assert decode(bytes.fromhex("d9d9f7820102")).value == [1, 2]


@pytest.mark.parametrize(
    "data",
    [
        b"\xa1\x61a",
        b"\x81\x01\x02",
        b"\x81" * 100_000 + b"\x01",
        bytes.fromhex("9b7fffffffffffffff00"),
        bytes.fromhex("815b7fffffffffffffff00"),
        bytes.fromhex("8162ff00"),
        bytes.fromhex("a1810101"),
        b"\x9f" * 50,
    ],
)
def test_what_breaks_off_or_lies_is_refused(data: bytes) -> None:
    assert cbor.accepts(data) == 0.0
    with pytest.raises(DecodeError):
        cbor.decode(data)


@pytest.mark.parametrize("tagged", ["c5821b7fffffffffffffff03", "d82363282829", "d81c81d81d00", "c4821a7fffffff03"])
def test_tags_that_would_make_work_are_taken_as_their_content(tagged: str) -> None:
    assert isinstance(cbor.decode(b"\x81" + bytes.fromhex(tagged)), list)


def test_random_bytes_are_not_claimed() -> None:
    chance = random.Random(12)
    assert not [1 for _ in range(5_000) if cbor.accepts(chance.randbytes(chance.randrange(16, 1024))) > 0.3]
