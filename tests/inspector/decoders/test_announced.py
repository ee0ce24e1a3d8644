"""Content-Encoding and Content-Type that say too little, too much, or something else."""

from __future__ import annotations

import gzip
import zlib

import brotli
import pytest
import zstandard

from inspector.decoders import decode

BODY = b'{"udid":"9774d56d682e549c","text":"Please write a resignation letter for my job"}'
VALUE = {"udid": "9774d56d682e549c", "text": "Please write a resignation letter for my job"}
RAW = zlib.compress(BODY)[2:-4]


@pytest.mark.parametrize(
    ("data", "encoding", "steps"),
    [
        (BODY, "gzip", ("json",)),
        (BODY, "br", ("json",)),
        (BODY, "deflate", ("json",)),
        (BODY, "zstd", ("json",)),
        (BODY, "aws-chunked", ("json",)),
        (BODY, "gzip, gzip, gzip", ("json",)),
        (gzip.compress(BODY), "", ("gzip", "json")),
        (gzip.compress(BODY), "identity", ("gzip", "json")),
        (gzip.compress(BODY), "br", ("gzip", "json")),
        (gzip.compress(BODY), "deflate", ("gzip", "json")),
        (zstandard.compress(BODY), "gzip", ("zstd", "json")),
        (zstandard.compress(BODY), "", ("zstd", "json")),
        (brotli.compress(BODY), "gzip", ("brotli", "json")),
        (brotli.compress(BODY), "", ("brotli", "json")),
        (zlib.compress(BODY), "deflate", ("deflate", "json")),
        (zlib.compress(BODY), "gzip", ("deflate", "json")),
        (RAW, "deflate", ("deflate", "json")),
        (RAW, "", ("deflate", "json")),
        (gzip.compress(gzip.compress(BODY)), "gzip", ("gzip", "gzip", "json")),
        (gzip.compress(gzip.compress(BODY)), "", ("gzip", "gzip", "json")),
        (gzip.compress(BODY), "gzip, gzip", ("gzip", "json")),
        (b"%x\r\n%s\r\n0\r\n\r\n" % (len(BODY), BODY), "", ("chunked", "json")),
        (gzip.compress(b"%x\r\n%s\r\n0\r\n\r\n" % (len(BODY), BODY)), "gzip", ("gzip", "chunked", "json")),
    ],
)
@pytest.mark.parametrize("media_type", ["application/json", "text/plain", "application/octet-stream", "image/png", ""])
def test_a_body_is_read_whatever_was_announced(
    data: bytes, encoding: str, steps: tuple[str, ...], media_type: str
) -> None:
    decoded = decode(data, media_type=media_type, encoding=encoding)
    assert (decoded.value, decoded.steps, decoded.problem) == (VALUE, steps, None)


@pytest.mark.parametrize(
    "media_type",
    ["application/x-protobuf", "application/msgpack", "application/cbor", "text/xml", "multipart/form-data"],
)
def test_json_announced_as_something_else_is_json(media_type: str) -> None:
    assert decode(BODY, media_type=media_type).steps == ("json",)


@pytest.mark.parametrize("media_type", ["application/json", "application/x-www-form-urlencoded", "text/event-stream"])
def test_words_announced_as_something_else_stay_words(media_type: str) -> None:
    assert decode(b"Please write a letter.", media_type=media_type).value == "Please write a letter."
