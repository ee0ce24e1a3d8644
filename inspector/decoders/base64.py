"""Base64, RFC 4648, and hexadecimal: what a text stands for if it is one of them."""

from __future__ import annotations

import base64
import binascii
import re

_STANDARD = re.compile(r"[A-Za-z0-9+/]+={0,2}")
_URL_SAFE = re.compile(r"[A-Za-z0-9_-]+={0,2}")
_UUID = r"[0-9A-Fa-f]{8}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{12}"
_IDENTIFIER = re.compile(rf"[0-9a-f]{{8,}}|[0-9A-F]{{8,}}|{_UUID}")
_HEX_MIN = 16
_WRAPPED = re.compile(r"[\r\n]+")
_HEX_ALONE = re.compile(r"[0-9a-f]+|[0-9A-F]+")
_LENGTH_MIN = 8
_PADDED_BYTES = 4
_BARE_BYTES = 12
_NATURAL = 0.85
_LAST = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/-_=\r\n")


def readings(text: str) -> list[tuple[str, bytes]]:
    """The step's name and the bytes for each way to read it; none where it is of neither alphabet."""
    if not text or len(text) < _LENGTH_MIN or not (text[0].isascii() and text[-1] in _LAST):
        return []
    bare = _WRAPPED.sub("", text) if "\n" in text or "\r" in text else text  # Android wraps after 76 characters
    found: list[tuple[str, bytes]] = []
    if _IDENTIFIER.fullmatch(bare):  # of so few letters that they are no Base64 but by the rarest chance
        is_hex = len(bare) >= _HEX_MIN and len(bare) % 2 == 0 and "-" not in bare
        return [("hex", bytes.fromhex(bare))] if is_hex else []
    for name, alphabet in (("base64", _STANDARD), ("base64url", _URL_SAFE)):
        if alphabet.fullmatch(bare):
            raw = _decoded(bare)
            return [*found, (name, raw)] if raw else found
    return found


def is_no_accident(name: str, whole: str, raw: bytes) -> bool:
    """Whether plain text that came out was put in. Identifiers are of these alphabets too; their bytes are any bytes.

    The bounds are set so that of a million random identifiers fewer than a handful turn into a text.
    """
    try:
        words = raw.decode("utf-8")
    except UnicodeDecodeError:
        return False
    if name != "hex" and whole.rstrip("\r\n").endswith("=") and len(raw) >= _PADDED_BYTES:
        return words.isprintable()
    if len(raw) < _BARE_BYTES or whole.isdecimal() or (name != "hex" and _HEX_ALONE.fullmatch(whole)):
        return False
    natural = sum(letter.isalnum() or letter == " " for letter in words)
    return natural >= _NATURAL * len(words) and any(letter.isalpha() for letter in words)


def _decoded(bare: str) -> bytes:
    letters = bare.rstrip("=").replace("-", "+").replace("_", "/")
    if len(letters) % 4 == 1 or ("=" in bare and len(bare) % 4):
        return b""
    try:
        return base64.b64decode(letters + "=" * (-len(letters) % 4), validate=True)
    except binascii.Error:
        return b""
