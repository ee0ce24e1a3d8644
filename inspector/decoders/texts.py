"""Which texts cannot hold anything, told at a glance or remembered: an app's requests say the same again and again."""

from __future__ import annotations

import re

from inspector.decoders import wrapped

_MAY_HOLD = re.compile(r"\s*[{\[]|eyJ|data:|[A-Za-z0-9+/_=\r\n-]{8,}\Z")
_LETTERS = re.compile(r"[A-Za-z0-9+/_=\r\n-]*\Z")
_UUID = re.compile(r"[0-9a-fA-F]{8}-(?:[0-9a-fA-F]{4}-){3}[0-9a-fA-F]{12}\Z")
_UUID_LENGTH = 36
_LONGEST = 256  # characters: longer ones hardly ever come twice
_MOST = 50_000

PLAIN: set[str] = set()
"""Texts that were looked into and hold nothing, whatever else is known; the last 50,000 at most."""
CLOSED: set[str] = set()
"""Likewise, as long as no cipher of the app's own is known that they may be the work of."""


def may_hold(text: str) -> bool:
    """Whether plain ASCII text is of a form that anything is written in."""
    if len(text) == _UUID_LENGTH and _UUID.match(text):
        return False
    return "%" in text or "&" in text or text[-1:] in wrapped.ENDS or _MAY_HOLD.match(text) is not None


def is_of_letters(text: str) -> bool:
    """Whether it can only be Base64, hexadecimal or nothing."""
    return _LETTERS.match(text) is not None


def remember(text: str, into: set[str]) -> None:
    """It holds nothing: PLAIN or CLOSED."""
    if len(text) <= _LONGEST:
        if len(into) >= _MOST:
            into.clear()
        into.add(text)


def without_halves(original: str) -> str:
    """Half a surrogate pair, which JSON can say and UTF-8 cannot, becomes the replacement character."""
    try:
        original.encode("utf-8")
    except UnicodeEncodeError:
        return original.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return original
