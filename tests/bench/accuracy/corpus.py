"""The corpus: bodies written by hand from SDKs' public documentation, with what is in them at which paths."""

from __future__ import annotations

import base64
import functools
import gzip
import json
import re
import struct
import tomllib
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote_plus

from tests.bench.accuracy.sent import Sent

HERE = Path(__file__).parent
TOLD, UNSEEN = "corpus", "corpus_unseen"  # of the second nobody who wrote the rules was told what is in it
THIRD = "corpus_third"  # by an author who read neither the rules nor the other bodies; told to nobody either
_MEDIA_TYPES = {
    "json": "application/json", "form": "application/x-www-form-urlencoded", "ndjson": "application/x-ndjson",
    "text": "text/plain", "multipart": "multipart/form-data; boundary=BOUNDARY", "protobuf": "application/x-protobuf",
    "base64-bytes": "application/octet-stream",
}  # fmt: skip
_MAY = "may"


@dataclass(frozen=True, slots=True)
class Expected:
    """A line of what is in a body: any of these kinds, at each of these paths. Its first kind is what it counts as."""

    kinds: tuple[str, ...]
    paths: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Body:
    """One request of the corpus. At `may` paths a finding is neither right nor wrong: people disagree there."""

    id: str
    source: str
    sent: Sent
    expected: tuple[Expected, ...]
    may: tuple[str, ...]


@functools.cache
def vocabulary() -> Mapping[str, str]:
    """Each kind of the neutral vocabulary with the family it belongs to."""
    return {kind: family for family, kinds in _vocabulary().items() if family != "persona" for kind in kinds}


def persona() -> Mapping[str, str]:
    """The tester whose values stand in part of the bodies."""
    return _vocabulary()["persona"]


def bodies(folder: str = TOLD) -> list[Body]:
    """All of one folder, by file and in the file's order."""
    return [body for path in files(folder) for body in _of_file(path)]


def files(folder: str = TOLD) -> list[Path]:
    """The folder's files, sorted; a file's name is nowhere twice."""
    return sorted((HERE / folder).glob("*.toml"))


@functools.cache
def _plain() -> dict[str, str]:
    paths = (*files(TOLD), *files(UNSEEN), *files(THIRD))
    documents = {path.stem: tomllib.loads(path.read_text("utf-8")) for path in paths}
    return {f"{file}/{one['id']}": one.get("body", "") for file, held in documents.items() for one in held["body"]}


def plain(body_id: str) -> str:
    """A body's text before it was wrapped and encoded."""
    return _plain()[body_id]


def _vocabulary() -> dict[str, dict[str, str]]:
    return tomllib.loads((HERE / "vocabulary.toml").read_text("utf-8"))


def _of_file(path: Path) -> Iterator[Body]:
    document = tomllib.loads(path.read_text("utf-8"))
    for one in document["body"]:
        expected = tuple(map(_expected, filter(str.strip, one.get("expect", "").splitlines())))
        yield Body(
            id=f"{path.stem}/{one['id']}",
            source=one.get("source", document["source"]),
            sent=_sent(one),
            expected=tuple(line for line in expected if line.kinds != (_MAY,)),
            may=tuple(path for line in expected if line.kinds == (_MAY,) for path in line.paths),
        )


def _expected(line: str) -> Expected:
    kinds, _, paths = line.partition(": ")
    return Expected(tuple(kinds.split("|")), tuple(path.strip() for path in paths.split(", ")))


def _sent(one: Mapping[str, Any]) -> Sent:
    method, _, address = one["to"].partition(" ")
    host, slash, target = address.partition("#")[0].partition("/")
    kind, wraps = one.get("kind", "json"), one.get("wrap", [])
    headers = dict(one.get("headers", {}))
    body = _encoded(one["body"], kind) if "body" in one else b""
    media_type = _MEDIA_TYPES[kind]
    for wrap in wraps:
        body, media_type = _wrapped(body, wrap, media_type)
    if body:
        headers.setdefault("Content-Type", media_type)
    if "gzip" in wraps:
        headers["Content-Encoding"] = "gzip"
    return Sent(method, host, slash + target or "/", tuple(headers.items()), body)


def _encoded(text: str, kind: str) -> bytes:
    match kind:
        case "protobuf":
            return protobuf(json.loads(text))
        case "base64-bytes":
            return base64.b64decode(re.sub(r"\s", "", text) + "==")
        case "multipart":
            return text.replace("\n", "\r\n").encode()
        case "ndjson":
            return re.sub(r",\n", ",", text).encode()
        case _:
            return text.encode()


def _wrapped(body: bytes, wrap: str, media_type: str) -> tuple[bytes, str]:
    name, _, field = wrap.partition(":")
    match name:
        case "gzip":
            return gzip.compress(body, mtime=0), media_type
        case "gzip-unsaid":
            return gzip.compress(body, mtime=0), "application/octet-stream"
        case "zlib":
            return zlib.compress(body), "application/octet-stream"
        case "base64":
            return base64.b64encode(body), "text/plain"
        case "grpc":
            return b"\0" + struct.pack(">I", len(body)) + body, "application/grpc"
        case "form":
            return f"{field}={quote_plus(body)}".encode(), _MEDIA_TYPES["form"]
    raise ValueError(wrap)


def protobuf(value: Mapping[str, Any]) -> bytes:
    """Protocol buffers of {field number: text, whole number, fraction, message or a list of these}."""
    out = bytearray()
    for number, held in value.items():
        for one in held if isinstance(held, list) else [held]:
            out += _field(int(number), one)
    return bytes(out)


def _field(number: int, value: Any) -> bytes:
    if isinstance(value, int):
        return _varint(number << 3) + _varint(value)
    if isinstance(value, float):
        return _varint(number << 3 | 1) + struct.pack("<d", value)
    data = value.encode() if isinstance(value, str) else protobuf(value)
    return _varint(number << 3 | 2) + _varint(len(data)) + data


def _varint(value: int) -> bytes:
    out = bytearray()
    while value > 0x7F:
        out.append(value & 0x7F | 0x80)
        value >>= 7
    out.append(value)
    return bytes(out)
