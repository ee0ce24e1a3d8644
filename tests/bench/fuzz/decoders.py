"""The decoders as targets: each format alone, then bodies, texts and whole requests as the pipeline hands them over."""

from __future__ import annotations

import base64
import gzip as stdlib_gzip
import json as stdlib_json
import plistlib
import struct
import zlib
from dataclasses import dataclass

import brotli as brotli_library
import cbor2
import msgpack
import zstandard

from inspector.decoders import (
    charset,
    decode,
    decode_string,
    describe,
    flatten,
    from_jsonable,
    peel,
    request_parts,
    to_jsonable,
)
from inspector.errors import DecodeError
from tests.bench.fuzz.target import Target
from tests.inspector.decoders.test_formats import TT_PACKET
from tests.inspector.decoders.test_jce import STRUCTURE as JCE_STRUCTURE
from tests.inspector.decoders.test_jce import packet
from tests.inspector.decoders.test_pangle import message
from tests.inspector.decoders.test_plist import reference_bomb, self_in_self
from tests.inspector.decoders.test_protobuf import MESSAGE, framed
from tests.inspector.decoders.test_sentry import ENVELOPE
from tests.inspector.decoders.test_thrift import STRUCTURE as THRIFT_STRUCTURE
from tests.inspector.decoders.test_thrift import envelope
from tests.inspector.decoders.test_xml import PREFERENCES

VALUE = {
    "device": {"id": "9774d56d682e549c", "n": [1, -2.5, None, True]},
    "raw": "Please write a letter",
    "list": [[[["x"]]]],
}
JSON = stdlib_json.dumps(VALUE).encode()
_BINARY = {**VALUE, "raw": b"\x00\xff\x80abc", "big": 2**63, "t": "한국어 텍스트"}
_MULTIPART = (
    b'--XX\r\nContent-Disposition: form-data; name="user"\r\n\r\nalice\r\n--XX\r\nContent-Disposition: form-data; '
    b'name="f"; filename="a.bin"\r\nContent-Type: image/png\r\n\r\n\x89PNG\r\n\x1a\n\r\n--XX--\r\n'
)
_BATCH = b"en=page_view&ep.page=%2Fchat&_et=5\r\nen=scroll&epn.percent=90\r\n"
_XML_GBK = b'<?xml version="1.0" encoding="GBK"?><a b="c"><d>e</d>f</a>'
_EVENTS = b': hi\n\nevent: ready\ndata: {}\n\ndata: {"v":"Dear"}\r\n\r\ndata: one\ndata: two\n\n'
_JWT = "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJ1c2VyLTEiLCJlbWFpbCI6ImFAYi5jIn0.c2ln"

_CBOR_TAGS = bytes.fromhex("a10182d81c81d81d00f7")
SEEDS: dict[str, tuple[bytes, ...]] = {
    "tt_encrypt": (TT_PACKET,),
    "gzip": (stdlib_gzip.compress(JSON), stdlib_gzip.compress(bytes(100_000)), stdlib_gzip.compress(b"a") * 3),
    "zstd": (zstandard.compress(JSON), zstandard.ZstdCompressor(write_content_size=False).compress(bytes(200_000))),
    "plist": (
        plistlib.dumps(VALUE | {"list": [1]} | {"device": {"id": "9774"}}, fmt=plistlib.FMT_BINARY),
        plistlib.dumps({"a": [1, 2.5, b"x"], "b": {"c": "d"}}),
        reference_bomb(),
        self_in_self(),
    ),
    "multipart": (_MULTIPART,),
    "sentry_envelope": (ENVELOPE,),
    "chunked": (b"5\r\nhello\r\n6;a=b\r\n world\r\n0\r\n\r\n",),
    "json": (JSON, b'{"a":1,"a":[2,{"b":"\\ud800"}]}', b"[" * 90 + b"]" * 90),
    "json_lines": (JSON + b"\n" + JSON + b"\n", b"[1]\n[2]\n", JSON + b" " + JSON),
    "event_stream": (_EVENTS,),
    "xml": (PREFERENCES, _XML_GBK, b'<!DOCTYPE a [<!ENTITY b "1">]><a>&b;</a>'),
    "form_lines": (_BATCH,),
    "deflate": (zlib.compress(JSON), zlib.compress(JSON)[2:-4], zlib.compress(bytes(100_000))),
    "form": (b"a=1&b=x%20y+z&c[]=%7B%22d%22%3A1%7D&e=" + base64.b64encode(JSON),),
    "text": ("Grüße, 你好, 한국어\n".encode(),),
    "grpc": (framed(MESSAGE) + framed(stdlib_gzip.compress(MESSAGE), packed=True),),
    "msgpack": (msgpack.packb(_BINARY), msgpack.packb([_BINARY, {1: 2}]), b"\x91\xc7\x0c\xff" + bytes(12)),
    "cbor": (cbor2.dumps(_BINARY), b"\xd9\xd9\xf7" + cbor2.dumps([_BINARY, {1: 2}]), _CBOR_TAGS),
    "jce": (JCE_STRUCTURE, packet(JCE_STRUCTURE)),
    "thrift": (THRIFT_STRUCTURE, envelope(zlib.compress(JSON)), envelope(bytes(64), codex=1)),
    "protobuf": (MESSAGE, b"\x0a\x1d" + MESSAGE[:29]),
    "headed_gzip": (b"\x01\x02\x03" + stdlib_gzip.compress(JSON),),
    "brotli": (brotli_library.compress(JSON), brotli_library.compress(bytes(100_000))),
}  # fmt: skip
_TEXTS = tuple(
    "Schreiben Sie bitte, 请帮我写一封辞职信，我在, 제 이름은 김민지이고 다니는데".encode(codec, "ignore")
    for codec in ("gb18030", "cp949", "cp932", "cp950", "cp1252", "utf-16", "utf-16-le", "utf-16-be")
)
_BODIES = tuple(seed for seeds in SEEDS.values() for seed in seeds)
_NESTED = (
    stdlib_gzip.compress(stdlib_json.dumps({"data": base64.b64encode(stdlib_gzip.compress(JSON)).decode()}).encode()),
    base64.b64encode(zlib.compress(msgpack.packb(_BINARY))),
    stdlib_json.dumps({"a": JSON.decode(), "b": _JWT, "c": "%7B%22d%22%3A1%7D", "d": MESSAGE.hex()}).encode(),
    b'42["message",' + JSON + b"]",
    message(JSON).encode(),
    b'cb({"picture":"data:image/png;base64,iVBORw0KGgo="});',
    struct.pack(">I", 3) + stdlib_gzip.compress(cbor2.dumps({"inside": stdlib_gzip.compress(JSON)})),
)
_MEDIA = (
    "", "application/json", "application/x-protobuf", "application/msgpack", "application/cbor", "application/grpc",
    "application/x-www-form-urlencoded; charset=euc-kr", "text/event-stream", "application/x-ndjson",
    "text/xml; charset=gbk", "application/x-sentry-envelope", "text/plain; charset=utf-16", "application/thrift",
)  # fmt: skip
_ENCODINGS = ("", "", "gzip", "deflate", "br", "zstd", "gzip, gzip", "identity")


@dataclass
class _Asked:
    target: str
    headers: tuple[tuple[str, str], ...]
    body: bytes
    trailers: tuple[tuple[str, str], ...] = ()
    host: str = "app-measurement.com"


def _format(one: peel.Format) -> Target:
    def run(data: bytes) -> None:
        score = one.accepts(data)
        assert 0.0 <= score <= 1.0
        one.decode(data, 1_000_000)

    return Target(one.NAME, run, SEEDS[one.NAME], (DecodeError,))


def _charset(data: bytes) -> None:
    found = charset.of(data)
    if found is not None:
        found.decode(data)


def _body(data: bytes) -> None:
    mark = sum(data[:16]) + len(data)
    decoded = decode(data, media_type=_MEDIA[mark % len(_MEDIA)], encoding=_ENCODINGS[mark % len(_ENCODINGS)])
    value = to_jsonable(decoded.value)
    stdlib_json.dumps(value).encode()
    from_jsonable(value)
    for _ in flatten(decoded.value):
        pass


def _text(data: bytes) -> None:
    text = data.decode("utf-8", "surrogateescape" if len(data) % 2 else "replace")
    stdlib_json.dumps(to_jsonable(decode_string(text))).encode()


def _request(data: bytes) -> None:
    letters = data.decode("latin-1")
    headers = (("Cookie", letters[:200]), ("Authorization", f"Bearer {letters[:300]}"), ("Content-Type", letters[:60]))
    parts, _ = request_parts(_Asked(f"/{letters[:400]}", headers, data))
    stdlib_json.dumps(to_jsonable(parts)).encode()


TARGETS: list[Target] = [
    *(_format(one) for one in peel.FORMATS),
    Target("description of bytes", describe, (*_BODIES, *_TEXTS)),
    Target("charset", _charset, _TEXTS, (DecodeError,), share=2),
    Target("body", _body, (*_BODIES, *_NESTED, *_TEXTS), share=8),
    Target("text of a field", _text, (*_BODIES, *_NESTED, _JWT.encode(), base64.b64encode(JSON)), share=3),
    Target("whole request", _request, (*_BODIES, *_NESTED, b"/v1/a%40b?q=%C4%E3&x=1#y"), share=3),
]
