"""A text with its escapes undone: URL, JSON, HTML, one after another, so that what stands in them is seen."""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterator
from urllib.parse import unquote_to_bytes

_PERCENT = re.compile(r"%[0-9A-Fa-f]{2}")
_JS_PERCENT = re.compile(r"%u([0-9A-Fa-f]{4})")
_PLUS = re.compile(r"(?<=[^\s+])\+(?=[^\s+])(?![\w.%+-]{0,64}@)")
_ENTITY = re.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9A-Fa-f]{1,6}|[A-Za-z][A-Za-z0-9]{1,30});")
_ESCAPE = re.compile(r"\\(?:u\{([0-9A-Fa-f]{1,6})\}|u([0-9A-Fa-f]{4})|x([0-9A-Fa-f]{2})|([\"'\\/bfnrt]))")
_NAMED = {"b": "\b", "f": "\f", "n": "\n", "r": "\r", "t": "\t"}
_DEEPEST = 3
_MOST = 12  # views of one text
_LONGEST = 1 << 20  # characters; what is longer was looked into by the decoders or is no text

MARKS = (b"%", b"\\", b"&", b"+", b"\0")


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
    digits = match[1] or match[2] or match[3]
    if digits:
        return chr(min(int(digits, 16), 0x10FFFF))
    return _NAMED.get(match[4], match[4])


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
    ("html", _without_entities),
    ("url", _without_plus),
    ("utf-16", _without_zeros),
)
