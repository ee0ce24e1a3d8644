"""Stretches of a text that may be a hash, and the bytes they are."""

from __future__ import annotations

import binascii
import re

_HEX = re.compile(rb"[0-9a-fA-F]{16,}")
_ALL_HEX = re.compile(rb"[0-9a-fA-F]+")
_UUID = re.compile(rb"(?<![0-9a-zA-Z])[0-9a-fA-F]{8}(?:\+[0-9a-fA-F]{4}){3}\+[0-9a-fA-F]{12}(?![0-9a-zA-Z])")
_UUID_LENGTH = 36
_MARKS = re.compile(rb"[+/]")
_MOST_DIGITS = 128
_LONGEST_NUMBER = 20
_BASE64_LENGTHS = frozenset({11, 22, 27, 38, 43, 64, 86})  # of 8, 16, 20, 28, 32, 48 and 64 bytes


def readings(token: bytes) -> tuple[tuple[bytes, bytes, str], ...]:
    """What one of a content's tokens may be: as it stands, its bytes, and "hex", "base64" or "decimal".

    A stretch of hexadecimal digits counts where no further one is beside it.
    """
    size = len(token)
    if size == _UUID_LENGTH and _UUID.match(token):
        return ((token, binascii.unhexlify(token.replace(b"+", b"")), "hex"),)
    if size % 2 == 0 and size <= _MOST_DIGITS and _ALL_HEX.fullmatch(token):
        found = [(token, binascii.unhexlify(token), "hex")]
        if size > _LONGEST_NUMBER and size not in _BASE64_LENGTHS:
            return tuple(found)  # the most of all there are
    else:
        found = [
            (match[0], binascii.unhexlify(match[0]), "hex")
            for match in _HEX.finditer(token)
            if len(match[0]) % 2 == 0 and len(match[0]) <= _MOST_DIGITS
        ]
    if size <= _LONGEST_NUMBER + 1:
        found += _numbers(token.lstrip(b"+"))
    if token.count(b"+") >= 4:
        found += [(match[0], binascii.unhexlify(match[0].replace(b"+", b"")), "hex") for match in _UUID.finditer(token)]
    whole = size in _BASE64_LENGTHS
    for letters in (token,) if whole else () if token.isalnum() else _MARKS.split(token):
        if len(letters) in _BASE64_LENGTHS and len(letters) >= 16:
            found.append((letters, binascii.a2b_base64(letters + b"=" * (-len(letters) % 4)), "base64"))
    return tuple(found)


def _numbers(digits: bytes) -> list[tuple[bytes, bytes, str]]:
    """Decimal digits as 64 bits; also those of the number's negative, for a minus may stand before them."""
    number = int(digits) if digits.isdigit() else 1 << 64
    if not 0 < number < 1 << 64:
        return []
    found = [(digits, number.to_bytes(8, "big"), "decimal")]
    if number <= 1 << 63:
        found.append((digits, ((1 << 64) - number).to_bytes(8, "big"), "decimal"))
    return found


def as_written(text: str, written: bytes) -> str:
    """The hash as it stands in the text: its letters may be those of Base64 for URLs."""
    letters = written.decode()
    at = text.replace("-", "+").replace("_", "/").find(letters)
    return text[at : at + len(letters)] if at >= 0 else letters
