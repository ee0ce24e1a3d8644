"""The forms a planted value may take on its way out: encodings, hashes, other spellings; worked out once per value."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from urllib.parse import quote, quote_plus

from inspector.datatypes import DATA_TYPES
from inspector.datatypes.kinds import Search
from inspector.records import Planted

_HASHES = ("md5", "sha1", "sha224", "sha256", "sha384", "sha512")
_SEPARATORS = re.compile(r"[\s:.\-_()]")
_NOT_DIGITS = re.compile(r"\D")
# Country codes of the phone network: one digit for these, two for those, three for all others (ITU E.164).
_ONE_DIGIT = ("1", "7")
_TWO_DIGITS = frozenset(
    """
    20 27 30 31 32 33 34 36 39 40 41 43 44 45 46 47 48 49 51 52 53 54 55 56 57 58 60 61 62 63 64 65 66 81 82 84 86
    90 91 92 93 94 95 98
    """.split()  # noqa: SIM905
)
_MIN_UNIQUE = 6
_MIN_WORD = 5
_MIN_ENCODED = 8
_MIN_DECIMALS = 4


@dataclass(frozen=True, slots=True)
class Forms:
    """How one value is sought. `search` says how freely.

    `texts`: to be sought in folded text, with the name of the encoding; `hashes`: digests in hexadecimal (lower case)
    and Base64 (without padding); `raws`: to be sought in bytes.
    """

    search: Search
    texts: tuple[tuple[str, str], ...] = ()
    hashes: dict[str, str] = field(default_factory=dict)
    raws: tuple[tuple[bytes, str], ...] = ()


def fold(text: str) -> str:
    """Lower case, every stretch of white space one blank: how texts are compared."""
    return " ".join(text.lower().split())


def bare(text: str) -> str:
    """Lower case without separators: "AA:BB-c" → "aabbc"."""
    return _SEPARATORS.sub("", text.lower())


def value_of(planted: Planted) -> str:
    """The value itself: without blanks around it, and a network's name without the quotes Android puts there."""
    value = planted.value.strip()
    return value.strip('"') if planted.type == "ssid" else value


def forms_of(planted: Planted) -> Forms:
    """Every form of the value that may be sought without a field name, and how freely."""
    value = value_of(planted)
    search = _search_of(planted.type, value)
    if search in ("keyed", "whole"):
        return Forms(search)
    spellings: dict[str, str] = {}
    for text, how in _spellings(planted.type, value):
        spellings.setdefault(text, how)
    texts: dict[str, str] = {}
    for text, how in (*spellings.items(), *_encoded(value)):
        texts.setdefault(fold(text), how)
    hashes: dict[str, str] = {}
    raws: dict[bytes, str] = {}
    if len(value) >= _MIN_UNIQUE and planted.type not in ("latitude", "longitude", "ip_address"):
        for text in _hashed_spellings(planted.type, value, spellings):
            for name, digest in _digests(text):
                hashes.setdefault(digest.hex(), name)
                hashes.setdefault(base64.b64encode(digest).decode().rstrip("="), name)
                hashes.setdefault(base64.urlsafe_b64encode(digest).decode().rstrip("="), name)
                raws.setdefault(digest, name)
                if name == "md5":
                    hashes.setdefault(digest.hex()[8:24], "md5 (middle 16 digits)")
    if planted.type not in ("prompt", "phone_number") and re.fullmatch(r"[0-9a-f]{12,40}", bare(value)):
        plain = bare(value)
        raws.setdefault(bytes.fromhex(plain if len(plain) % 2 == 0 else "0" + plain), "bytes")
    return Forms(search, tuple(texts.items()), hashes, tuple(raws.items()))


@dataclass(frozen=True, slots=True)
class PhoneNumber:
    """How a phone number may be written, digits only.

    `national` is its part after the zero, "" where its country is known: without a known country any country's code
    may stand before it.
    """

    numbers: frozenset[str]
    national: str

    def is_in(self, text: str) -> bool:
        """Whether a stretch of text that looks like a phone number is this one."""
        run = _NOT_DIGITS.sub("", text)
        if run in self.numbers:
            return True
        head = run.removesuffix(self.national).removeprefix("00")
        return bool(self.national and head) and head != run and head == country_code(head + self.national)


def phone_number(value: str) -> PhoneNumber:
    """A phone number: with its country's code, with the national zero, with neither."""
    digits = _NOT_DIGITS.sub("", value)
    if value.strip().startswith("+") or digits.startswith("00"):
        digits = digits.removeprefix("00")
        code = country_code(digits)
        rest = digits[len(code) :].removeprefix("0")
        return PhoneNumber(frozenset({digits, "00" + digits, rest, "0" + rest, code + "0" + rest}), "")
    rest = digits.removeprefix("0")
    return PhoneNumber(frozenset({digits, rest}), rest if rest != digits and len(rest) >= 8 else "")


def country_code(digits: str) -> str:
    """The calling code at the head of an international number."""
    if digits.startswith(_ONE_DIGIT):
        return digits[:1]
    return digits[:2] if digits[:2] in _TWO_DIGITS else digits[:3]


def rounded(value: str) -> Iterator[tuple[str, str]]:
    """A coordinate as it is and with fewer decimals, at least four: rounded and cut off."""
    yield value, "plain"
    decimals = len(value.partition(".")[2])
    for keep in range(min(decimals, 7) - 1, _MIN_DECIMALS - 1, -1):
        yield f"{float(value):.{keep}f}", f"rounded {keep}"
        yield value[: value.index(".") + 1 + keep], f"rounded {keep}"


def _search_of(type_id: str, value: str) -> Search:
    """How freely the value may be sought: short and common ones only under a field name of their type."""
    kind = DATA_TYPES.get(type_id)
    if kind is None or not kind.accepts(value):
        return "prompt" if type_id == "prompt" and value else "keyed"
    distinct = len(set(bare(value)))
    if kind.search == "unique":
        return "unique" if len(bare(value)) >= _MIN_UNIQUE and distinct >= 4 else "keyed"
    if type_id in ("latitude", "longitude") and len(value.partition(".")[2]) < _MIN_DECIMALS:
        return "keyed"
    if kind.search == "word":
        return "word" if len(value) >= _MIN_WORD and distinct >= 4 else "keyed"
    return kind.search


def _spellings(type_id: str, value: str) -> Iterator[tuple[str, str]]:
    """The value as people and programs write it, the plain one first."""
    if type_id in ("latitude", "longitude"):
        yield from rounded(value)
        return
    yield value, "plain"
    if type_id == "phone_number":
        return  # phones are compared digit by digit, whatever stands between
    plain = bare(value)
    if type_id in ("mac", "bssid"):
        pairs = [plain[at : at + 2] for at in range(0, len(plain), 2)]
        for mark in (":", "-", "."):
            yield mark.join(pairs), "other separators"
        yield plain, "without separators"
    elif type_id in DATA_TYPES and DATA_TYPES[type_id].search == "unique" and type_id != "email":
        if len(plain) == 32:
            parts = (plain[:8], plain[8:12], plain[12:16], plain[16:20], plain[20:])
            yield "-".join(parts), "other separators"
        if len(plain) >= _MIN_ENCODED:
            yield plain, "without separators"
    if type_id == "android_id" and re.fullmatch(r"[0-9a-f]{8,16}", plain):
        yield str(int(plain, 16)), "decimal"


def _encoded(value: str) -> Iterator[tuple[str, str]]:
    once = quote(value, safe="")
    for text, how in (
        (once, "url"),
        (quote(value), "url"),
        (quote_plus(value), "url"),
        (quote(once, safe=""), "url twice"),
        (json.dumps(value)[1:-1], "escaped"),
        (json.dumps(value).replace("/", "\\/")[1:-1], "escaped"),
    ):
        yield text, how
    raw = value.encode()
    if len(value) < _MIN_ENCODED:
        return
    yield raw.hex(), "hex"
    for text in _base64(raw):
        yield text, "base64"
    if value != value[::-1]:
        yield value[::-1], "reversed"


def _base64(raw: bytes) -> Iterator[str]:
    """Base64 of the value at each of its three places within a longer text, less what neighbours share."""
    for before in range(3):
        text = base64.b64encode(bytes(before) + raw).decode()
        start = (0, 2, 3)[before]
        sure = (before + len(raw)) * 8 // 6
        yield text[start:sure]
        yield text[start:sure].replace("+", "-").replace("/", "_")


def _hashed_spellings(type_id: str, value: str, spellings: Iterable[str]) -> tuple[str, ...]:
    texts = [value, value.lower(), value.upper(), *spellings]
    if type_id == "phone_number":
        for number in phone_number(value).numbers:
            texts += (number, "+" + number)
    elif type_id != "prompt":
        texts += (bare(value), bare(value).upper())
        texts += [text.upper() for text in spellings]
    return tuple(dict.fromkeys(texts))


def _digests(text: str) -> Iterator[tuple[str, bytes]]:
    for name in _HASHES:
        yield name, hashlib.new(name, text.encode(), usedforsecurity=False).digest()
