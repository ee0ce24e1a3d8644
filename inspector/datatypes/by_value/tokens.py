"""Stretches of a text that may be a hash, and the bytes they are."""

from __future__ import annotations

import base64
import binascii
import re

_HEX = re.compile(rb"[0-9a-fA-F]{16,}")
_ALL_HEX = re.compile(rb"[0-9a-fA-F]+")
_UUID = re.compile(rb"(?<![0-9a-zA-Z])[0-9a-fA-F]{8}(?:\+[0-9a-fA-F]{4}){3}\+[0-9a-fA-F]{12}(?![0-9a-zA-Z])")
_UUID_LENGTH = 36
_MARKS = re.compile(rb"[+/]")
_MOST_DIGITS = 128
_LONGEST_NUMBER = 20
_BASE64_LENGTHS = frozenset({11, 22, 27, 38, 43, 64, 86, 16, 20, 24})  # of 8, 16, 20, 28, 32, 48, 64; cut: 12, 15, 18
_ZEROS_LOST = {15: 16, 30: 32, 31: 32, 38: 40, 39: 40, 62: 64, 63: 64, 127: 128}  # as Java's BigInteger writes a hash
_BASE32 = re.compile(rb"[A-Z2-7]+|[a-z2-7]+")
_BASE32_LENGTHS = frozenset({26, 32, 52, 103})
# How many digits a hash of 8, 16, 20 or 32 bytes has in each: one less where it begins with a small number.
_BYTES_OF_NUMBER = {
    10: {size: size_bytes for size_bytes, most in ((16, 39), (20, 49), (32, 78)) for size in range(most - 2, most + 1)},
    36: {size: size_bytes for size_bytes, most in ((8, 13), (16, 25), (20, 31), (32, 50)) for size in (most - 1, most)},
    58: {size: size_bytes for size_bytes, most in ((16, 22), (20, 28), (32, 44)) for size in (most - 1, most)},
}
_BASE58 = b"123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
_BASE62 = (
    b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz",
    b"0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ",
)
_OTHER_LENGTHS = _BASE32_LENGTHS.union(_ZEROS_LOST, *_BYTES_OF_NUMBER.values())
_ODD_LENGTHS = _BASE64_LENGTHS | _OTHER_LENGTHS


def readings(token: bytes) -> tuple[tuple[bytes, bytes, str], ...]:
    """What one of a content's tokens may be: as it stands, its bytes, and "hex", "base64" or "decimal".

    A stretch of hexadecimal digits counts where no further one is beside it.
    """
    size = len(token)
    if size == _UUID_LENGTH and _UUID.match(token):
        return ((token, binascii.unhexlify(token.replace(b"+", b"")), "hex"),)
    if size % 2 == 0 and size <= _MOST_DIGITS and _ALL_HEX.fullmatch(token):
        found = [(token, binascii.unhexlify(token), "hex")]
        if size > _LONGEST_NUMBER and size not in _ODD_LENGTHS:
            return tuple(found)  # the most of all there are
    else:
        found = [
            (match[0], binascii.unhexlify(match[0]), "hex")
            for match in _HEX.finditer(token)
            if len(match[0]) % 2 == 0 and len(match[0]) <= _MOST_DIGITS
        ]
    if size <= _LONGEST_NUMBER + 1:
        found += _numbers(token.lstrip(b"+"))
    if size in _OTHER_LENGTHS and token.isalnum():
        found += _otherwise(token)
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


def _otherwise(token: bytes) -> list[tuple[bytes, bytes, str]]:
    """A hash in Base32, as one large number, or in hexadecimal without the zeros it begins with."""
    size, found = len(token), list[tuple[bytes, bytes, str]]()
    if size in _ZEROS_LOST and _ALL_HEX.fullmatch(token):
        found.append((token, binascii.unhexlify(token.rjust(_ZEROS_LOST[size], b"0")), "hex"))
    if size in _BASE32_LENGTHS and _BASE32.fullmatch(token):
        found.append((token, base64.b32decode(token.upper() + b"=" * (-size % 8)), "base32"))
    has_large, has_small = token != token.lower(), token != token.upper()
    if size in _BYTES_OF_NUMBER[10] and token.isdigit():
        found += _number(token, int(token), _BYTES_OF_NUMBER[10][size], "decimal")
    elif size in _BYTES_OF_NUMBER[36] and not (has_large and has_small) and not _ALL_HEX.fullmatch(token):
        found += _number(token, int(token, 36), _BYTES_OF_NUMBER[36][size], "base36")
    elif size in _BYTES_OF_NUMBER[58] and has_large and has_small:
        for letters, how in ((_BASE58, "base58"), *((letters, "base62") for letters in _BASE62)):
            number = 0
            for place in map(letters.find, token):
                number = number * len(letters) + place if place >= 0 else 1 << 1024
            found += _number(token, number, _BYTES_OF_NUMBER[58][size], how)
    return found


def _number(token: bytes, number: int, size_bytes: int, how: str) -> list[tuple[bytes, bytes, str]]:
    return [(token, number.to_bytes(size_bytes, "big"), how)] if number >> 8 * size_bytes == 0 else []


def as_written(text: str, written: bytes) -> str:
    """The hash as it stands in the text: its letters may be those of Base64 for URLs."""
    letters = written.decode()
    at = text.replace("-", "+").replace("_", "/").find(letters)
    return text[at : at + len(letters)] if at >= 0 else letters
