"""What a stretch of letters stands for, in all the codes for bytes that are made of letters and digits alone."""

from __future__ import annotations

import base64
import binascii
import re
import zlib
from collections.abc import Iterator
from typing import NamedTuple

from inspector.decoders import brotli, decode, flatten, lz_string
from inspector.errors import DecodeError

_UUID = re.compile(rb"[0-9a-fA-F]{8}(?:\+[0-9a-fA-F]{4}){3}\+[0-9a-fA-F]{12}\Z")
_UUID_LENGTH = 36
_HEX = re.compile(rb"[0-9a-f]+\Z|[0-9A-F]+\Z")
_ONE_CASE = re.compile(rb"[0-9a-z]+\Z|[0-9A-Z]+\Z")
_BITS = re.compile(rb"[01]+\Z")
_OCTAL = re.compile(rb"(?:[0-3][0-7]{2})+\Z")
_DECIMAL = re.compile(rb"(?:0[0-9]{2}|1[0-9]{2}|2[0-5][0-9])+\Z")
_PRINTED = bytes([9, 10, 13, *range(32, 127)])
_RUN = re.compile(rb"[ -~]{8}")
_HEAD = b"\x1f\x78\x28\xfd\x42"  # gzip, zlib, Zstandard, xz, bzip2
_LETTER = range(0xC2, 0xF5)  # first bytes of UTF-8's letters beyond ASCII
_LONGEST = 1 << 20
_LONGEST_SLOW = 1 << 14  # letters: no code that is worked out in Python is tried on more
_HASH_BYTES = frozenset({16, 20, 28, 32, 48, 64})
_LEAST_TEXT = 6
_LEAST_PACKED = 16
_LEAST_PART = 16
_LEAST_DIGITS = 18
_UPPER, _LOWER, _DIGITS = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ", b"abcdefghijklmnopqrstuvwxyz", b"0123456789"
_STANDARD = _UPPER + _LOWER + _DIGITS + b"+/"
# Base64 with its letters in another order, as those do who do not want it to be read at a glance.
_ORDERS = (
    _LOWER + _UPPER + _DIGITS + b"+/",
    _DIGITS + _UPPER + _LOWER + b"+/",
    _DIGITS + _LOWER + _UPPER + b"+/",
    _UPPER + _DIGITS + _LOWER + b"+/",
    _LOWER + _DIGITS + _UPPER + b"+/",
    _STANDARD[::-1],
    b"+/" + _UPPER + _LOWER + _DIGITS,
    b"+/" + _DIGITS + _UPPER + _LOWER,
)
_TO_STANDARD = tuple(bytes.maketrans(letters, _STANDARD) for letters in _ORDERS)
_BASE32 = _UPPER + b"234567"
_TO_BASE32 = tuple(
    bytes.maketrans(letters + letters.lower(), _BASE32 * 2)
    for letters in (
        _DIGITS + _UPPER[:22],
        b"0123456789ABCDEFGHJKMNPQRSTVWXYZ",
        b"YBNDRFG8EJKMCPQXOT1UWISZA345H769",
    )
)

Made = tuple[str, str | bytes]


class Unread(NamedTuple):
    """A token's bytes."""

    token: bytes
    code: str
    data: bytes


def opened(token: bytes, unread: list[Unread]) -> list[Made]:
    """Texts, and bytes with a text among them, that one of a content's tokens may stand for: each with its code.

    `unread` gets the bytes it is in hexadecimal or Base64: what shows in them may be a mask.
    """
    size = len(token)
    if size > _LONGEST or (size == _UUID_LENGTH and _UUID.match(token)):
        return []
    if _HEX.match(token):
        return _of_hex(token, unread)
    data = _base64(token)
    if data:
        unread.append(Unread(token, "base64", data))
        found = _inside("base64", data) or _packed("base64", data)
        if found:
            return found
        if found := _among("base64", data):
            return found
    return list(_otherwise(token))


def is_text(data: bytes) -> bool:
    """Whether bytes are text and nothing else."""
    if len(data) < _LEAST_TEXT:
        return False
    if data.isascii():
        return not data.translate(None, _PRINTED)
    try:
        return data.decode().replace("\n", "").replace("\t", "").replace("\r", "").isprintable()
    except UnicodeDecodeError:
        return False


def _of_hex(token: bytes, unread: list[Unread]) -> list[Made]:
    """Nearly all there are: identifiers and hashes, of which at a glance nothing is to be said."""
    found: list[Made] = []
    if len(token) % 2 == 0:
        data = binascii.unhexlify(token)
        if data.isascii() or data[0] in _HEAD or data[0] in _LETTER:
            found = _inside("hex", data)
        unread.append(Unread(token, "hex", data))
        if not found:
            if len(data) not in _HASH_BYTES:
                found = _packed("hex", data) or _among("hex", data)
            turned = binascii.unhexlify(token[::-1])
            if turned.isascii() and is_text(turned):
                found.append(("hex, reversed", turned.decode()))
    if token.isdigit() and len(token) <= _LONGEST_SLOW:
        found += _of_digits(token)
    return found


def _otherwise(token: bytes) -> Iterator[Made]:
    """Of a token that is not simply Base64 of something."""
    if (other := _base64(token[::-1])) and is_text(other):
        yield "base64, reversed", other.decode()
    if not token.isalnum():
        for part in re.split(rb"[+/]", token):
            if len(part) >= _LEAST_PART and (inner := _base64(part)) and is_text(inner):
                yield "base64", inner.decode()
    elif _ONE_CASE.match(token) and len(token) <= _LONGEST_SLOW:
        yield from _of_one_case(token)
    if token != token.lower() and token != token.upper():
        yield from _of_two_cases(token)


def _of_digits(token: bytes) -> Iterator[Made]:
    size = len(token)
    if _BITS.match(token):
        for width in (8, 7):
            if size % width == 0 and size >= 8 * width:
                yield "bits", bytes(int(token[at : at + width], 2) for at in range(0, size, width))
    elif size % 3 == 0 and size >= _LEAST_DIGITS:
        if _OCTAL.match(token):
            yield "octal", bytes(int(token[at : at + 3], 8) & 255 for at in range(0, size, 3))
        if _DECIMAL.match(token):
            yield "codes", bytes(min(255, int(token[at : at + 3])) for at in range(0, size, 3))
    if _LEAST_DIGITS < size < 200:
        yield from _number("decimal", int(token))


def _of_one_case(token: bytes) -> Iterator[Made]:
    size = len(token)
    if size < 200:
        yield from _number("base36", int(token, 36))
    upper = token.upper()
    for text in (upper, *(upper.translate(table) for table in _TO_BASE32)):
        try:
            data = base64.b32decode(text + b"=" * (-size % 8))
        except binascii.Error:
            continue
        found = _inside("base32", data) or _among("base32", data)
        if found:
            yield from found
            return


def _of_two_cases(token: bytes) -> Iterator[Made]:
    for table in _TO_STANDARD:
        data = _base64(token.translate(table))
        if data and is_text(data):
            yield "base64 of other letters", data.decode()
            return
    if len(token) <= _LONGEST_SLOW:
        text = lz_string.opened(token.decode())
        if text:
            yield "lz-string", text


def _inside(code: str, data: bytes) -> list[Made]:
    """The bytes as text, where they are that; what they hold, where a format tells them, or makes text of them all."""
    if is_text(data):
        return [(code, data.decode())]
    if data[0] in _HEAD and (made := _peeled(data)):
        return [(f"{code}, {made[0]}", made[1])]
    return []


def _among(code: str, data: bytes) -> list[Made]:
    """The bytes, where a text may stand among them."""
    return [(code, data)] if data.count(0) * 3 >= len(data) or _RUN.search(data) else []


def _packed(code: str, data: bytes) -> list[Made]:
    """Formats that show by nothing: what comes out must be text to its end."""
    if len(data) < _LEAST_PACKED:
        return []
    stream = zlib.decompressobj(-zlib.MAX_WBITS)
    try:
        plain = stream.decompress(data, _LONGEST)
    except zlib.error:
        plain = b""
    if stream.eof and not stream.unused_data and is_text(plain):
        return [(f"{code}, deflate", plain.decode())]
    try:
        plain = brotli.decode(data, _LONGEST)
    except DecodeError:
        return []
    return [(f"{code}, brotli", plain.decode())] if is_text(plain) else []


def _peeled(data: bytes) -> tuple[str, str] | None:
    made = decode(data)
    if not made.steps or not made.readable:
        return None
    return ", ".join(made.steps), "\n".join(str(leaf) for _, leaf in flatten(made.value) if leaf)


def _number(code: str, number: int) -> Iterator[Made]:
    data = number.to_bytes((number.bit_length() + 7) // 8, "big")
    if is_text(data):
        yield code, data.decode()


def _base64(token: bytes) -> bytes:
    if len(token) % 4 == 1:
        token = token[:-1]
    return binascii.a2b_base64(token + b"=" * (-len(token) % 4))
