"""Which planted values stand in a request of the ground truth, found without any of the product's decoders."""

from __future__ import annotations

import base64
import binascii
import gzip
import hashlib
import json
import re
import urllib.parse
import zlib
from collections.abc import Iterator
from typing import Any

from inspector.records import Planted

EMAIL = "ada.lovelace@example.org"
USER = "user-4711-grace"
PROMPT = "Please summarise my divorce papers in two sentences"
# What the tester is known by: the values of src/com/example/chatty/Plant.java.
TESTER = (
    Planted("email", EMAIL, "tester"),
    Planted("account_id", USER, "tester"),
    Planted("prompt", PROMPT, "tester"),
)


def planted_in(request: dict[str, Any], values: dict[str, str]) -> set[str]:
    """The types of `values` (type to value) that a row of requests.jsonl holds: plain, or as a common digest."""
    target = urllib.parse.unquote_to_bytes(request["target"].replace("+", " "))
    found = [target, *readings(base64.b64decode(request["body_b64"]))]
    return {kind for kind, value in values.items() if any(form in r for form in _forms(value) for r in found)}


def readings(body: bytes) -> list[bytes]:
    """The body, and everything it says unpacked."""
    found = list(_readings(body))
    return found + [urllib.parse.unquote_to_bytes(each.replace(b"+", b" ")) for each in found]


def _forms(value: str) -> list[bytes]:
    plain = value.encode()
    return [plain, *(hashlib.new(name, plain).hexdigest().encode() for name in ("md5", "sha1", "sha256"))]


def _readings(data: bytes, depth: int = 4) -> Iterator[bytes]:
    """The bytes, and what they say unpacked: compressed bodies, base64 in form fields, strings of JSON."""
    yield data
    if depth == 0 or not data:
        return
    for inner in (*_unpacked(data), *_fields(data), *_strings(data)):
        yield from _readings(inner, depth - 1)


def _unpacked(data: bytes) -> Iterator[bytes]:
    try:
        yield gzip.decompress(data) if data[:2] == b"\x1f\x8b" else zlib.decompress(data)
    except (OSError, zlib.error, EOFError):
        pass
    if len(data) >= 16 and re.fullmatch(rb"[A-Za-z0-9+/\s]+={0,2}\s*", data):
        try:
            yield base64.b64decode(data)
        except binascii.Error:
            pass


def _fields(data: bytes) -> Iterator[bytes]:
    if re.match(rb"[\w.\[\]%-]+=", data):
        for _, value in urllib.parse.parse_qsl(data.decode("latin-1"), encoding="latin-1"):
            yield value.encode("latin-1")


def _strings(data: bytes) -> Iterator[bytes]:
    for text in (data, *data.split(b"\n")) if data[:1] in (b"{", b"[") else ():
        try:
            tree = json.loads(text)
        except ValueError:
            continue
        # Written again without escapes, so that a slash or an umlaut stands as itself.
        yield json.dumps(tree, ensure_ascii=False).encode() if b"\\" in text else b""
