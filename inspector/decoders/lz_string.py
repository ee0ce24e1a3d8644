"""LZ-String, with which JavaScript packs texts into Base64: each letter stands for six bits, the highest first."""

from __future__ import annotations

_SAFE = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"
_BASE64, _FOR_URLS = ({letter: place for place, letter in enumerate(_SAFE + rest)} for rest in ("+/", "+-"))
_FIRST = frozenset("ABCDEFGHIJKLMNOPghijklmnopqrstuv")  # "a sign of 8 bits comes", or of 16
_BITS = 6
_LEAST = 12  # letters
_MOST = 1 << 20  # characters that are read of one
_8_BITS, _16_BITS, _END = 0, 1, 2
_LEFT_BITS = 3 * _BITS  # behind the end there is only what fills a letter, and padding


def opened(letters: str) -> str:
    """The text; "" where the letters are of none, or of none that can be read. Never raises."""
    letters = letters.rstrip("=$")
    if len(letters) < _LEAST or letters[0] not in _FIRST:
        return ""
    places = _FOR_URLS if "-" in letters else _BASE64
    try:
        return _read(_Bits([places[letter] for letter in letters]))
    except (KeyError, IndexError):
        return ""


def _read(bits: _Bits) -> str:
    words: dict[int, str] = {}
    width, room, known, size = 2, 1, 3, 0
    text: list[str] = []
    while size < _MOST:
        code = bits.take(width)
        if code == _END:
            return "".join(text) if bits.left <= _LEFT_BITS else ""
        if code in (_8_BITS, _16_BITS):
            sign = chr(bits.take(8 if code == _8_BITS else 16))
            if not (sign.isprintable() or sign in "\n\r\t"):
                return ""
            words[known] = sign
            code, known = known, known + 1
            width, room = _after_one(width, room) if text else (3, 4)
        word = words[code] if code < known else text[-1] + text[-1][0]
        if code > known:
            return ""
        if text:
            words[known] = text[-1] + word[0]
            known += 1
            width, room = _after_one(width, room)
        text.append(word)
        size += len(word)
    return ""


def _after_one(width: int, room: int) -> tuple[int, int]:
    """How wide numbers are once one more is known, and how many may still come before they are wider."""
    return (width, room - 1) if room > 1 else (width + 1, 1 << width)


class _Bits:
    """Numbers out of letters' places, the lowest bit of each number first. Raises IndexError at the end."""

    def __init__(self, places: list[int]) -> None:
        self._places, self._at = places, 0

    @property
    def left(self) -> int:
        return len(self._places) * _BITS - self._at

    def take(self, count: int) -> int:
        number = 0
        for place in range(count):
            letter, bit = divmod(self._at, _BITS)
            number |= (self._places[letter] >> (_BITS - 1 - bit) & 1) << place
            self._at += 1
        return number
