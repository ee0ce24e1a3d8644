"""Codes for bytes that use nearly every sign there is: Base85 in its three alphabets, Base91, Base45, uuencode."""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Callable, Iterator

from inspector.datatypes.by_value.armour import is_text
from inspector.datatypes.leaves import Content

_USUAL = b"abcdefghijklmnopqrstuvwxyz0123456789 -_./:=&?%,@'\""
_WORD = re.compile(r"[!-~]{10,}")
_BASE45_TEXT = re.compile(r"[0-9A-Z $%*+\-./:]{12,}")
_UU = re.compile(r"begin [0-7]{3,4} [^\n]*\n(.*?)\n`?\s*end", re.DOTALL)
_ODD = 2  # signs hardly ever met in words, addresses and identifiers
_MOST_WORDS = 20
_SHORTEST = 10
_SHORTEST_45 = 18
_LONGEST = 1 << 14
_85 = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz!#$%&()*+-;<=>?@^_`{|}~"
_Z85 = b"0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ.-:+=^!/*?&<>()[]{}@%$#"
_FROM_Z85 = bytes.maketrans(_Z85, _85)
_91 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789!#$%&()*+,./:;<=>?@[]^_`{|}~"'
_45 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:"

Made = tuple[str, str | bytes]


def candidates(content: Content) -> list[int]:
    """The texts with enough odd signs, or without any small letter."""
    left = content.folded.translate(None, _USUAL)
    is_odd = len(left) >= len(content.texts)
    if not is_odd and b"%" not in content.folded:
        return []
    large = [at for at, text in enumerate(content.texts) if text.isupper() and len(text) >= _SHORTEST_45]
    if not is_odd:
        return large
    return large + [at for at, line in enumerate(left.split(b"\n")) if line and _may_be(content.texts[at], len(line))]


def _may_be(text: str, odd: int) -> bool:
    if not _SHORTEST <= len(text) <= _LONGEST:
        return False
    return odd >= _ODD or text.startswith("begin ") or not any(letter.isspace() for letter in text)


def read(text: str) -> Iterator[Made]:
    """What the words of a text stand for, where that is text."""
    if text.startswith("begin ") and text.isascii() and (match := _UU.match(text)):
        lines = (_uu(line) for line in match[1].split("\n"))
        yield "uuencoded", b"".join(lines)
        return
    if _BASE45_TEXT.fullmatch(text):
        yield from _made("base45", _base45(text))
    for number, match in enumerate(_WORD.finditer(text)):
        if number == _MOST_WORDS:
            return
        word = match[0]
        for how, read_one in _CODES:
            try:
                data = read_one(word)
            except ValueError:
                continue
            yield from _made(how, data)


def _made(how: str, data: bytes) -> Iterator[Made]:
    if is_text(data):
        yield how, data.decode()


def _ascii85(word: str) -> bytes:
    return base64.a85decode(word, adobe=word.endswith("~>"))


def _z85(word: str) -> bytes:
    return base64.b85decode(word.encode().translate(_FROM_Z85))


def _base91(word: str) -> bytes:
    found, held, bits, value = bytearray(), 0, 0, -1
    for letter in word:
        place = _91.find(letter)
        if place < 0:
            raise ValueError
        if value < 0:
            value = place
            continue
        value += place * 91
        held |= value << bits
        bits += 13 if value & 8191 > 88 else 14
        while bits > 7:
            found.append(held & 255)
            held, bits = held >> 8, bits - 8
        value = -1
    if value >= 0:
        found.append((held | value << bits) & 255)
    return bytes(found)


def _base45(word: str) -> bytes:
    found = bytearray()
    for at in range(0, len(word), 3):
        places = [_45.find(letter) for letter in word[at : at + 3]]
        number = sum(place * 45**power for power, place in enumerate(places))
        if len(places) == 1 or min(places) < 0 or number >= 256 ** (len(places) - 1):
            return b""
        found += number.to_bytes(len(places) - 1, "big")
    return bytes(found)


def _uu(line: str) -> bytes:
    try:
        return binascii.a2b_uu(line)
    except binascii.Error:
        return b""


def _uu_line(word: str) -> bytes:
    """A line of it on its own: its first sign says how many bytes follow."""
    size = ord(word[0]) - 32
    return _uu(word) if len(word) == 1 + (size + 2) // 3 * 4 else b""


_CODES: tuple[tuple[str, Callable[[str], bytes]], ...] = (
    ("base85", _ascii85),
    ("base85", base64.b85decode),
    ("base85", _z85),
    ("base91", _base91),
    ("uuencoded", _uu_line),
)
