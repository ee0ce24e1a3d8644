"""A text with its escapes undone: URL, JSON, HTML, mail, one after another, so that what stands in them is seen."""

from __future__ import annotations

import binascii
import html
import quopri
import re
from collections.abc import Callable, Iterator
from urllib.parse import unquote_to_bytes

_PERCENT = re.compile(r"%[0-9A-Fa-f]{2}")
_JS_PERCENT = re.compile(r"%u([0-9A-Fa-f]{4})")
_PLUS = re.compile(r"(?<=[^\s+])\+(?=[^\s+])(?![\w.%+-]{0,64}@)")
_ENTITY = re.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9A-Fa-f]{1,6}|[A-Za-z][A-Za-z0-9]{1,30};)")
_ESCAPE = re.compile(
    r"\\(?:[ux]\{([0-9A-Fa-f]{1,6})\}|u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|([\"'\\/bfnrt]))"
    r"|<?U\+([0-9A-Fa-f]{4,6})(?:>|\s(?=U\+))?"
)
_BYTE_ESCAPES = re.compile(r"(?:\\x[0-9A-Fa-f]{2}|\\[0-3]?[0-7]{1,2})+")
_BYTE_ESCAPE = re.compile(r"\\(?:x([0-9A-Fa-f]{2})|([0-7]{1,3}))")
_CSS_ESCAPE = re.compile(r"\\([0-9A-Fa-f]{6}|[0-9A-Fa-f]{1,5}(?=[ \t\n]))[ \t\n]?")
_QUOTED = re.compile(r"=(?:[0-9A-Fa-f]{2}|\r?\n)")
_MIME_WORD = re.compile(r"=\?([\w.:-]{1,40})\?([bBqQ])\?([^?\s]*)\?=(?:\s+(?==\?))?")
_UTF_7 = re.compile(r"\+[A-Za-z0-9+/]{2,}-?")
_NAMED = {"b": "\b", "f": "\f", "n": "\n", "r": "\r", "t": "\t"}
_DEEPEST = 3
_MOST = 12  # views of one text
_LONGEST = 1 << 20  # characters; what is longer was looked into by the decoders or is no text

MARKS = (b"%", b"\\", b"&", b"+", b"\0", b"=?")


def views(text: str) -> Iterator[tuple[str, str]]:
    """The text with some of its escapes undone, each with the names of what was undone ("url", "escaped, html").

    One step first, then two, three at most.
    """
    if len(text) > _LONGEST:
        return
    seen = {text}
    level: list[tuple[tuple[str, ...], str]] = [((), text)]
    for _ in range(_DEEPEST):
        following: list[tuple[tuple[str, ...], str]] = []
        for names, one in level:
            for name, undone in _STEPS:
                plain = undone(one)
                if plain is None or plain in seen:
                    continue
                seen.add(plain)
                following.append(((*names, name), plain))
                yield _label((*names, name)), plain
                if len(seen) > _MOST:
                    return
        level = following


def _label(names: tuple[str, ...]) -> str:
    distinct = dict.fromkeys(names)
    return ", ".join(f"{name} twice" if names.count(name) > 1 else name for name in distinct)


def _without_percent(text: str) -> str | None:
    if not _PERCENT.search(text) and not _JS_PERCENT.search(text):
        return None
    plain = _JS_PERCENT.sub(lambda match: chr(int(match[1], 16)), text)
    return _whole(unquote_to_bytes(plain.encode("utf-8", "surrogatepass")).decode("utf-8", "replace"))


def _without_plus(text: str) -> str | None:
    """Blanks of a form. A plus in an address is its own: "a+b@c.org" is not b@c.org."""
    return _PLUS.sub(" ", text) if _PLUS.search(text) else None


def _without_entities(text: str) -> str | None:
    return html.unescape(text) if _ENTITY.search(text) else None


def _without_escapes(text: str) -> str | None:
    return _whole(_ESCAPE.sub(_unescaped, text)) if _ESCAPE.search(text) else None


def _unescaped(match: re.Match[str]) -> str:
    digits = match[1] or match[2] or match[3] or match[5]
    if digits:
        return chr(min(int(digits, 16), 0x10FFFF))
    return _NAMED.get(match[4], match[4])


def _without_byte_escapes(text: str) -> str | None:
    """Octal and hexadecimal escapes: of UTF-8's bytes where they are that, else of letters."""
    return _whole(_BYTE_ESCAPES.sub(_of_bytes, text)) if _BYTE_ESCAPES.search(text) else None


def _of_bytes(match: re.Match[str]) -> str:
    found = _BYTE_ESCAPE.findall(match[0])
    data = bytes((int(hexadecimal, 16) if hexadecimal else int(octal, 8)) & 255 for hexadecimal, octal in found)
    return _text_of(data)


def _text_of(data: bytes, charset: str = "utf-8") -> str:
    try:
        return data.decode(charset)
    except (UnicodeDecodeError, LookupError, ValueError):
        return data.decode("latin-1")


def _without_css(text: str) -> str | None:
    if not _CSS_ESCAPE.search(text):
        return None
    return _whole(_CSS_ESCAPE.sub(lambda match: chr(min(int(match[1], 16), 0x10FFFF)), text))


def _without_quoting(text: str) -> str | None:
    """Quoted-printable: an equals sign before each byte, one at the end of a line that goes on."""
    if not _QUOTED.search(text):
        return None
    plain = quopri.decodestring(text.encode("utf-8", "replace"))
    return None if b"\0" in plain else _text_of(plain)


def _without_mime_words(text: str) -> str | None:
    return _MIME_WORD.sub(_of_mime_word, text) if _MIME_WORD.search(text) else None


def _of_mime_word(match: re.Match[str]) -> str:
    charset, code, letters = match.groups()
    try:
        if code in "bB":
            return _text_of(binascii.a2b_base64(letters + "=" * (-len(letters) % 4)), charset)
        return _text_of(quopri.decodestring(letters.encode(), header=True), charset)
    except ValueError:  # no letters of either
        return match[0]


def _without_utf_7(text: str) -> str | None:
    if not text.isascii() or not _UTF_7.search(text):
        return None
    try:
        return text.encode().decode("utf-7")
    except UnicodeDecodeError:
        return None


def _read_rightly(text: str) -> str | None:
    """UTF-8 that was read as Latin-1 or as Windows has it."""
    if text.isascii():
        return None
    for charset in ("latin-1", "cp1252"):
        try:
            return text.encode(charset).decode()
        except UnicodeError:
            continue
    return None


def _without_zeros(text: str) -> str | None:
    """UTF-16 that was read as something else: every other character of it is a zero."""
    return text.replace("\0", "") if text.count("\0") * 3 > len(text) else None


def _whole(text: str) -> str:
    """Half pairs joined, and what is left of them replaced."""
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return text


_STEPS: tuple[tuple[str, Callable[[str], str | None]], ...] = (
    ("url", _without_percent),
    ("escaped", _without_escapes),
    ("escaped", _without_byte_escapes),
    ("escaped", _without_css),
    ("html", _without_entities),
    ("url", _without_plus),
    ("utf-16", _without_zeros),
    ("mime", _without_mime_words),
    ("quoted-printable", _without_quoting),
    ("utf-7", _without_utf_7),
    ("misread", _read_rightly),
)
