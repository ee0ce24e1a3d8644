"""Chunks of HTTP/1.1 that were left around a body."""

from __future__ import annotations

import gzip

import pytest

from inspector.decoders import chunked, decode
from inspector.errors import DecodeError


def test_chunks_are_taken_off_and_what_was_in_them_is_read() -> None:
    body = gzip.compress(b'{"udid":"42"}')
    data = b"5\r\n" + body[:5] + b"\r\n%x;ext=1\r\n" % (len(body) - 5) + body[5:] + b"\r\n0\r\n\r\n"
    assert (decode(data).value, decode(data).steps) == ({"udid": "42"}, ("chunked", "gzip", "json"))


def test_chunks_that_break_off_keep_what_came() -> None:
    decoded = decode(b"8\r\nPlease w\r\n30\r\nrite a")
    assert (decoded.value, decoded.problem) == ("Please write a", "chunked: It ends before its end.")


@pytest.mark.parametrize("data", [b"", b"5\r\nab\r\n", b"abc", b"0\r\n\r\n", b"ff\r\n", b"17", b"12345\n1234"])
def test_what_only_looks_like_chunks_is_none(data: bytes) -> None:
    assert chunked.accepts(data) == 0.0


def test_what_is_not_in_chunks_is_refused() -> None:
    with pytest.raises(DecodeError):
        chunked.decode(b"hello")
