"""What is said of bytes nobody could read."""

from __future__ import annotations

import gzip
import random
import struct
import zlib

import pytest

from inspector.decoders import unread
from inspector.decoders.peel import FORMATS

NOISE = random.Random(21).randbytes(4_000)


@pytest.mark.parametrize(("data", "bits"), [(b"", 0.0), (b"aaaa", 0.0), (b"abab", 1.0), (bytes(range(256)), 8.0)])
def test_the_spread_is_given_in_bits_a_byte(data: bytes, bits: float) -> None:
    assert unread.entropy_bits(data) == bits


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (NOISE, "looks encrypted or compressed, and its length is one that AES in blocks would give"),
        (NOISE[:1_001], "looks encrypted or compressed"),
        (NOISE[:100], "looks encrypted or compressed"),
        (NOISE[:40], "is too short to tell what it is"),
        (b"".join(struct.pack("<If", number, number / 7) for number in range(500)), "looks like a table of numbers"),
        (b"\x89PNG\r\n\x1a\n" + NOISE, "begins as a PNG picture does"),
        (b"RIFF\x00\x00\x00\x00WAVEfmt " + NOISE, "begins as a WAV recording does"),
        (bytes(200), "is the same byte over and over"),
        (b"", "is empty"),
        (b"\xfe\x01key=value;\xff" * 40, "looks like a format of its own, neither encrypted nor compressed"),
    ],
)
def test_what_bytes_look_like_is_said_in_words(data: bytes, words: str) -> None:
    assert unread.describe(data).looks == words


def test_random_bytes_of_every_length_look_encrypted() -> None:
    chance = random.Random(22)
    sizes = [chance.randrange(64, 4_000) for _ in range(400)]
    looks = [unread.describe(chance.randbytes(size)).looks for size in sizes]
    assert sum(words.startswith("looks encrypted") for words in looks) >= 398


def test_every_format_is_named_with_why_it_is_not_that() -> None:
    tried = dict(unread.describe(b"\x1f\x8b\x08\x00" + NOISE).tried)
    assert set(tried) == {one.NAME for one in FORMATS}
    assert tried["gzip"] == "It is damaged."
    assert tried["text"] == "It is not UTF-8."
    assert tried["zstd"] == ""
    assert next(iter(tried)) == "gzip"


def test_what_comes_out_as_noise_is_said_so() -> None:
    packed = zlib.compress(NOISE)
    assert dict(unread.describe(packed).tried)["deflate"] == "What comes out makes no sense."


def test_an_sdk_whose_bodies_nobody_described_is_named() -> None:
    assert unread.describe(NOISE, "t.appsflyersdk.com").why.startswith("How AppsFlyer's SDK wraps")
    assert unread.describe(NOISE, "notappsflyersdk.com").why == unread.describe(NOISE).why == ""


def test_a_large_body_is_described_by_its_start() -> None:
    assert unread.describe(gzip.compress(bytes(1_000))[:20] + bytes(30_000_000)).size_bytes == 30_000_020
