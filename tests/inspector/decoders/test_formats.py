"""One format at a time, on bytes made by other libraries or written down by hand."""

from __future__ import annotations

import gzip as stdlib_gzip
import zlib

import brotli as brotli_library
import pytest
import zstandard

from inspector.decoders import (
    base64,
    brotli,
    decode,
    deflate,
    form,
    gzip,
    json,
    json_lines,
    multipart,
    query,
    sse,
    text,
    tt_encrypt,
    zstd,
)
from inspector.decoders.limits import CutOff
from inspector.errors import DecodeError

PICTURE = b"\x89PNG\r\n\x1a\n\r\n--X not the boundary"
PLAIN = b'{"prompt":"Please write a resignation letter","n":[1,2,3]}' * 20

# A packet made with openssl from the seed, key and vector published with a trace of libEncryptorP.so.
TT_SEED = bytes.fromhex("1b4e68c80d69855f8183da3ede0c0684177657975cecbe9af87479900c40f127")
TT_KEY = "b7b6b498f368ea5d848a44db2df048ac"
TT_VECTOR = "4ba0d2cb4fd0b7a5cda9603c44df7251"
TT_PLAIN = b'{"magic_tag":"ss_app_log","header":{"openudid":"9774d56d682e549c"}}'
TT_PACKET = bytes.fromhex(
    "1239202002031b4e68c80d69855f8183da3ede0c0684177657975cecbe9af87479900c40f1279bc4411a169909b123bea691d63b67687588bd9f6916"
    "f2315ab4983b35e66b3c137443f12d37ea5108e8c40fea7e97b0114b364a72221ed947bfe49e31f64afa8533611f67ac787ce7ebd50a9d6809f97be4"
    "8978968690670791de1c1933ae504b36bb83cbfae17da58b9345313ec507565949a4cd85afa1022537e4f0074c3a690f9ca1b745b0bd0003ef9ca8a2"
    "4f10f223d77f246546ee72bce7bac3976ffe"
)

PACKED = [
    (gzip, stdlib_gzip.compress(PLAIN)),
    (deflate, zlib.compress(PLAIN)),
    (deflate, zlib.compress(PLAIN)[2:-4]),
    (brotli, brotli_library.compress(PLAIN)),
    (zstd, zstandard.compress(PLAIN)),
    (zstd, zstandard.ZstdCompressor(write_content_size=False).compress(PLAIN)),
]


@pytest.mark.parametrize(("one", "packed"), PACKED)
def test_a_compression_gives_back_what_was_put_in(one: object, packed: bytes) -> None:
    assert one.accepts(packed) > 0.0
    assert one.decode(packed) == PLAIN


@pytest.mark.parametrize(("one", "packed"), PACKED)
def test_a_compression_that_breaks_off_gives_what_came_and_says_so(one: object, packed: bytes) -> None:
    with pytest.raises(DecodeError) as caught:
        one.decode(packed[:-12])
    if isinstance(caught.value, CutOff):
        assert PLAIN.startswith(caught.value.partial)


@pytest.mark.parametrize(
    ("one", "bomb"),
    [
        (gzip, stdlib_gzip.compress(bytes(30_000_000))),
        (gzip, stdlib_gzip.compress(bytes(600_000)) * 2),
        (deflate, zlib.compress(bytes(30_000_000))),
        (brotli, brotli_library.compress(bytes(30_000_000), quality=1)),
        (zstd, zstandard.compress(bytes(30_000_000))),
    ],
)
def test_a_compression_bomb_is_cut_at_the_bound(one: object, bomb: bytes) -> None:
    with pytest.raises(CutOff) as caught:
        one.decode(bomb, 1_000_000)
    assert len(caught.value.partial) == 1_000_000


@pytest.mark.parametrize("one", [gzip, deflate, brotli, zstd, tt_encrypt, json, json_lines, multipart, form, sse])
@pytest.mark.parametrize("data", [b"", b"\x00", b"\x1f\x8b\x08", b"\x28\xb5\x2f\xfd\xff", b"\xff" * 50])
def test_what_is_not_of_a_format_raises_only_what_is_promised(one: object, data: bytes) -> None:
    assert 0.0 <= one.accepts(data) <= 1.0
    with pytest.raises(DecodeError):
        one.decode(data)


def test_members_of_gzip_follow_one_another() -> None:
    assert gzip.decode(stdlib_gzip.compress(b"one ") + stdlib_gzip.compress(b"two")) == b"one two"


def test_tt_encrypt_derives_the_published_key_and_vector() -> None:
    key, vector = tt_encrypt.key_and_vector(TT_SEED)
    assert (key.hex(), vector.hex()) == (TT_KEY, TT_VECTOR)


def test_tt_encrypt_opens_a_packet_to_its_gzip() -> None:
    assert tt_encrypt.accepts(TT_PACKET) == 1.0
    assert stdlib_gzip.decompress(tt_encrypt.decode(TT_PACKET)) == TT_PLAIN


@pytest.mark.parametrize("place", [10, 50, 120, len(TT_PACKET) - 1])
def test_tt_encrypt_refuses_a_packet_with_one_bit_changed(place: int) -> None:
    changed = bytearray(TT_PACKET)
    changed[place] ^= 1
    with pytest.raises(DecodeError):
        tt_encrypt.decode(bytes(changed))


@pytest.mark.parametrize(
    ("data", "value"),
    [
        (b'\xef\xbb\xbf {"a": 1.5}\n', {"a": 1.5}),
        (b')]}\',\n[1,"x"]', [1, "x"]),
        (b'{"id":1,"id":2,"b":3}', {"id": [1, 2], "b": 3}),
        (b"[NaN,1e999]", ["NaN", "1e999"]),
        (b"[" + b"9" * 5000 + b"]", ["9" * 5000]),
    ],
)
def test_json_of_every_odd_kind_keeps_its_content(data: bytes, value: object) -> None:
    assert json.accepts(data) > 0.9
    assert json.decode(data) == value


@pytest.mark.parametrize(
    "data", [b"[" * 100_000, b'{"a":' * 500 + b"1" + b"}" * 500, b'{"a":', b"[1] x", b"[" + b"0," * 3_000_000 + b"0]"]
)
def test_json_without_end_or_bottom_is_refused(data: bytes) -> None:
    with pytest.raises(DecodeError):
        json.decode(data)


def test_json_of_more_values_than_are_read_is_left_to_no_parser() -> None:
    data = b"[" + b"0," * 3_000_000 + b"0]"
    assert json.quickly(data) is None
    assert decode(data).value == data.decode()


def test_json_lines_are_a_list() -> None:
    data = b'{"dsn":"x"}\n{"type":"event"}\n\n{"level":"error"}\n'
    assert json_lines.decode(data) == [{"dsn": "x"}, {"type": "event"}, {"level": "error"}]


def test_a_streamed_answer_is_a_list_of_its_parts() -> None:
    data = b': hi\n\nevent: ready\ndata: {}\n\ndata: {"v":"Dear"}\r\n\r\ndata: one\ndata: two\n\n'
    assert sse.accepts(data) > 0.0
    assert sse.decode(data) == [{"event": "ready", "data": "{}"}, {"data": '{"v":"Dear"}'}, {"data": "one\ntwo"}]


def test_a_query_keeps_repeated_names_and_empty_values() -> None:
    assert query.parse("a=1&b=x%20y+z&a=2&flag&a=3&%EB%A7%90=%ED") == {
        "a": ["1", "2", "3"],
        "b": "x y z",
        "flag": "",
        "말": "\ufffd",
    }


@pytest.mark.parametrize("data", [b"aid=1&did=&x[]=%7B%7D", b"data=abc"])
def test_a_form_is_recognised(data: bytes) -> None:
    assert form.accepts(data) > 0.0


@pytest.mark.parametrize("data", [b"aGVsbG8gd29ybGQ=", b"YWJj==", b"a sentence with = in it", b"=x", b"{}"])
def test_what_only_looks_like_a_form_is_none(data: bytes) -> None:
    assert form.accepts(data) == 0.0


def test_multipart_gives_fields_and_files() -> None:
    data = (
        b'--XX\r\nContent-Disposition: form-data; name="user"\r\n\r\nalice\r\n'
        b'--XX\r\nContent-Disposition: form-data; name="f"; filename="a.bin"\r\nContent-Type: image/png\r\n\r\n'
        + PICTURE
        + b"\r\n--XX\r\n"
        b'Content-Disposition: form-data; name="user"\r\n\r\nbob\r\n--XX--\r\nepilogue'
    )
    assert multipart.accepts(data) == 1.0
    assert multipart.decode(data) == {
        "user": [b"alice", b"bob"],
        "f": {
            "filename": "a.bin",
            "content_type": "image/png",
            "content": b"\x89PNG\r\n\x1a\n\r\n--X not the boundary",
        },
    }


def test_multipart_cut_off_keeps_the_parts_that_came() -> None:
    data = b'--b\r\nContent-Disposition: form-data; name="a"\r\n\r\n1\r\n'
    data += b'--b\r\nContent-Disposition: form-data; name="c"\r\n\r\nhal'
    assert multipart.decode(data) == {"a": b"1", "c": b"hal"}


def test_control_characters_are_no_text() -> None:
    assert text.accepts("Grüße, 你好\n".encode()) > 0.0
    assert text.accepts(b"abc\x00def") == text.accepts(b"\xff\xfe") == 0.0


@pytest.mark.parametrize(
    ("written", "raw"),
    [
        ("aGVsbG8gd29ybGQ=", b"hello world"),
        ("aGVsbG8gd29ybGQ", b"hello world"),
        ("_-8_-8_-", bytes.fromhex("ffef3ffbcffe")),
        ("aGVs\nbG8gd29y\nbGQ=\n", b"hello world"),
    ],
)
def test_base64_is_read_with_and_without_padding_wrapping_and_url_letters(written: str, raw: bytes) -> None:
    assert [found for _, found in base64.readings(written)] == [raw]


@pytest.mark.parametrize(
    "written", ["", "abc", "hello world!", "aGVsbG8gd29ybGQ===", "mixed-and+alphabets/_", "한국어한국어한국어"]
)
def test_what_is_of_no_alphabet_has_no_reading(written: str) -> None:
    assert base64.readings(written) == []
