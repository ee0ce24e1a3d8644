"""gzip behind a head that somebody made up."""

from __future__ import annotations

import gzip

import pytest

from inspector.decoders import decode, embedded, flatten
from inspector.errors import DecodeError

PACKED = gzip.compress(b'{"udid":"9774d56d682e549c"}', mtime=0)
HEAD = b"\x07\x00\x00\x00\xff\xfe\x81"


def test_the_head_stays_and_the_content_is_read() -> None:
    decoded = decode(HEAD + PACKED)
    assert decoded.steps == ("headed_gzip",)
    assert dict(flatten(decoded.value)) == {"head": HEAD, "content.udid": "9774d56d682e549c"}


@pytest.mark.parametrize(
    "data", [b"", HEAD, HEAD + b"\x1f\x8b\x08", HEAD + b"\x1f\x8b\x08\xff" + bytes(30), bytes(300) + PACKED]
)
def test_what_has_no_gzip_near_its_start_is_none(data: bytes) -> None:
    assert embedded.accepts(data) == 0.0


def test_without_gzip_it_is_refused() -> None:
    with pytest.raises(DecodeError):
        embedded.decode(b"hello")
