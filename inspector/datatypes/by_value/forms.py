"""The forms a planted value may take in a text on its way out: other spellings and encodings; hashes are in digests."""

from __future__ import annotations

import base64
import codecs
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import quote

from inspector.datatypes import DATA_TYPES
from inspector.datatypes.kinds import Search
from inspector.records import Planted

_SEPARATORS = re.compile(r"[\s:.\-_()/]")
_NOT_DIGITS = re.compile(r"\D")
# Signs that a phone's keyboard, a word processor or a server puts in place of plain ones, and what is not seen at all.
_SIGNS = str.maketrans(
    {**dict.fromkeys("‘’‚‛ʼ´`′", "'"), **dict.fromkeys("“”„‟«»″「」『』", '"'), **dict.fromkeys("‐‑‒–—―−", "-")}
    | {"…": "...", "、": ",", "。": "."}
    | dict.fromkeys([0xAD, 0x34F, 0x180E, 0xFEFF, *range(0x200B, 0x2010), *range(0x202A, 0x202F)])
    | dict.fromkeys([*range(0x2060, 0x2070), *range(0xFE00, 0xFE10), *range(0xE0000, 0xE0080)])
    | {letter: str(unicodedata.digit(chr(letter))) for letter in range(0x80, 0x20000) if chr(letter).isdecimal()}
)
# Country codes of the phone network: one digit for these, two for those, three for all others (ITU E.164).
_ONE_DIGIT = ("1", "7")
_TWO_DIGITS = frozenset(
    """
    20 27 30 31 32 33 34 36 39 40 41 43 44 45 46 47 48 49 51 52 53 54 55 56 57 58 60 61 62 63 64 65 66 81 82 84 86
    90 91 92 93 94 95 98
    """.split()  # noqa: SIM905
)
_CHARSETS = {"utf-8": "", "utf-16-le": "utf-16", "utf-16-be": "utf-16"}
_EASTERN = {"gb18030": "gbk", "euc-kr": "euc-kr", "big5": "big5", "shift_jis": "shift-jis"}
_MIN_UNIQUE = 6
_MIN_WORD = 5
_MIN_ENCODED = 8  # bytes
_MIN_DECIMALS = 4
_DIGITS, _LOWER, _UPPER = "0123456789", "abcdefghijklmnopqrstuvwxyz", "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_BASE58 = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
_BASE62 = (_DIGITS + _UPPER + _LOWER, _DIGITS + _LOWER + _UPPER)
_PRINTED = "".join(map(chr, range(33, 127)))
_TURNED = (  # every letter by another, always the same
    ("rot47", str.maketrans(_PRINTED, _PRINTED[47:] + _PRINTED[:47])),
    ("atbash", str.maketrans(_LOWER + _UPPER, _LOWER[::-1] + _UPPER[::-1])),
    (
        "rot18",
        str.maketrans(
            _LOWER + _UPPER + _DIGITS,
            _LOWER[13:] + _LOWER[:13] + _UPPER[13:] + _UPPER[:13] + _DIGITS[5:] + _DIGITS[:5],
        ),
    ),
)
_SHORT_BYTES = 64  # longer values are written as one large number by nobody
_AS_IT_IS = 2  # of a value's writings: itself and in lower case
_MIN_NUMBER = 1 << 40  # smaller ones are met by chance
_LONG = 1000  # characters: of a longer prompt only its own letters are sought in encodings


@dataclass(frozen=True, slots=True)
class Form:
    """One way to write a value. `text` is to be sought in folded text; `how` names the encoding.

    `exact` is what has to stand there letter by letter, where case counts. `codec` ("hex", "base64", "base64 twice",
    "raw" or "") and `charset` say how `raw`, the value's bytes, became the text; `lead`: so many Base64 letters before
    it are shared with what stands before the value.
    """

    text: str
    how: str
    exact: str = ""
    codec: str = ""
    charset: str = ""
    raw: bytes = b""
    lead: int = 0


def fold(text: str) -> str:
    """How texts are compared: lower case, every stretch of white space one blank, one form for each Unicode letter."""
    if text.isascii():
        return " ".join(text.lower().split())
    return " ".join(unicodedata.normalize("NFKC", text).translate(_SIGNS).casefold().split())


def bare(text: str) -> str:
    """Lower case without separators: "AA:BB-c" → "aabbc"."""
    return _SEPARATORS.sub("", text.lower())


def value_of(planted: Planted) -> str:
    """The value itself: without blanks around it, and a network's name without the quotes Android puts there."""
    value = planted.value.strip()
    return value.strip('"') if planted.type == "ssid" else value


def forms_of(planted: Planted) -> tuple[Form, ...]:
    """Every form of the value that may be sought in a text under whatever name, the plainest first."""
    value = value_of(planted)
    search = search_of(planted.type, value)
    if search in ("keyed", "whole"):
        return ()
    forms: dict[str, Form] = {}
    for text, how in _spellings(planted.type, value):
        forms.setdefault(fold(text), Form(fold(text), how))
    for number, text in enumerate(writings(planted.type, value)):
        for form in _encoded(text):
            forms.setdefault(form.exact or form.text, form)
        for form in _rarest(text) if number < _AS_IT_IS else ():
            forms.setdefault(form.exact or form.text, form)
    return tuple(forms.values())


def raws_of(planted: Planted) -> tuple[Form, ...]:
    """The value as bytes that are no UTF-8 text."""
    value = value_of(planted)
    if search_of(planted.type, value) in ("keyed", "whole"):
        return ()
    forms: dict[bytes, Form] = {}
    for text in writings(planted.type, value):
        for charset, how in _charsets(text):
            if charset != "utf-8":
                raw = text.encode(charset)
                forms.setdefault(raw.lower(), Form(fold(text), how, codec="raw", charset=charset, raw=raw))
    if planted.type not in ("prompt", "phone_number") and re.fullmatch(r"[0-9a-f]{12,40}", bare(value)):
        plain = bare(value)
        raw = bytes.fromhex(plain if len(plain) % 2 == 0 else "0" + plain)
        orders = [raw, raw[::-1]] if len(raw) == 8 else [raw]
        if len(raw) == 16:  # as Windows and some databases keep a UUID
            orders.append(raw[3::-1] + raw[5:3:-1] + raw[7:5:-1] + raw[8:])
        for one in orders:
            forms.setdefault(one, Form(plain, "bytes", raw=one))
    return tuple(forms.values())


def writings(type_id: str, value: str) -> tuple[str, ...]:
    """The value letter by letter as programs hand it to an encoding."""
    texts = [value] if len(value) > _LONG else [value, value.lower(), value.upper()]
    if type_id == "phone_number":
        texts += [text for number in sorted(phone_number(value).numbers) for text in ("+" + number, number)]
    elif is_unique(type_id) and type_id != "email":
        texts += [bare(value), bare(value).upper()]
    return tuple(dict.fromkeys(text for text in texts if len(text.encode()) >= _MIN_ENCODED))


@dataclass(frozen=True, slots=True)
class PhoneNumber:
    """How a phone number may be written, digits only.

    `national` is its part after the zero, "" where its country is known: without a known country any country's code
    may stand before it. `core`: the digits all its spellings share.
    """

    numbers: frozenset[str]
    national: str
    core: str = ""

    def is_in(self, text: str) -> bool:
        """Whether a stretch of text that looks like a phone number is this one."""
        run = _NOT_DIGITS.sub("", text)
        if run in self.numbers:
            return True
        head = run.removesuffix(self.national).removeprefix("00")
        return bool(self.national and head) and head != run and head == country_code(head + self.national)


@lru_cache(maxsize=256)
def phone_number(value: str) -> PhoneNumber:
    """A phone number: with its country's code, with the national zero, with neither."""
    digits = _NOT_DIGITS.sub("", value)
    if value.strip().startswith("+") or digits.startswith("00"):
        digits = digits.removeprefix("00")
        code = country_code(digits)
        rest = digits[len(code) :].removeprefix("0")
        return PhoneNumber(frozenset({digits, "00" + digits, rest, "0" + rest, code + "0" + rest}), "", rest)
    rest = digits.removeprefix("0")
    return PhoneNumber(frozenset({digits, rest}), rest if rest != digits and len(rest) >= 8 else "", rest)


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


def is_unique(type_id: str) -> bool:
    """Whether no two people share a value of the type."""
    return type_id in DATA_TYPES and DATA_TYPES[type_id].search == "unique"


def search_of(type_id: str, value: str) -> Search:
    """How freely the value may be sought: short and common ones only under a field name of their type."""
    kind = DATA_TYPES.get(type_id)
    if kind is None or not kind.accepts(value):
        return "prompt" if type_id == "prompt" and value else "keyed"
    plain = bare(value)
    distinct = sum(_weight(letter) for letter in set(plain))
    if kind.search == "unique":
        return "unique" if len(plain) >= _MIN_UNIQUE and distinct >= 4 else "keyed"
    if type_id in ("latitude", "longitude") and len(value.partition(".")[2]) < _MIN_DECIMALS:
        return "keyed"
    if kind.search == "word":
        return "word" if sum(map(_weight, value)) >= _MIN_WORD and distinct >= 4 else "keyed"
    return kind.search


def _weight(letter: str) -> int:
    """A syllable or a word sign tells as much as two letters."""
    return 2 if letter >= "\u3040" else 1


def _spellings(type_id: str, value: str) -> Iterator[tuple[str, str]]:
    """The value as people and programs write it, the plain one first. Other separators are found by leaving all out."""
    if type_id in ("latitude", "longitude"):
        yield from rounded(value)
        return
    yield value, "plain"
    if type_id == "email":
        yield from _spelled(value)
    elif (simple := _without_accents(value)) != value:
        yield simple, "other characters"
    plain = bare(value)
    if is_unique(type_id) and type_id not in ("email", "phone_number"):
        yield from _numbers(plain)
    if type_id == "android_id" and re.fullmatch(r"[0-9a-f]{8,16}", plain):
        number = int(plain, 16)
        yield str(number), "decimal"
        if number >= 1 << 63:  # as Java's long
            yield str(number - (1 << 64)), "decimal"
    elif type_id in ("mac", "bssid") and re.fullmatch(r"[0-9a-f]{12}", plain):
        yield str(int(plain, 16)), "decimal"


def _spelled(address: str) -> Iterator[tuple[str, str]]:
    """An address for people to read and machines not to; and the same mailbox without what follows a plus."""
    local, _, domain = address.rpartition("@")
    for form in (" {} ", "({})", "[{}]", " ({}) ", " [{}] "):
        spelled = f"{local}{form.format('at')}{domain}"
        yield spelled, "spelled out"
        yield spelled.replace(".", form.format("dot")), "spelled out"
    if "+" in local:
        yield f"{local.partition('+')[0]}@{domain}", "tidied"


def _without_accents(value: str) -> str:
    """As forms that take plain letters only have it: "José" → "Jose"; Hangul and the like stay."""
    if value.isascii():
        return value
    letters = unicodedata.normalize("NFD", value)
    return unicodedata.normalize("NFC", "".join(one for one in letters if not "\u0300" <= one <= "\u036f"))


def _numbers(plain: str) -> Iterator[tuple[str, str]]:
    """An identifier of digits alone as a number in other bases; a UUID as one of 128 bits or as Java's two."""
    is_hex = bool(re.fullmatch(r"(?=.*[a-f])[0-9a-f]{10,32}", plain))
    if not is_hex and not re.fullmatch(r"[1-9][0-9]{11,19}", plain):
        return
    number = int(plain, 16 if is_hex else 10)
    if number < _MIN_NUMBER:
        return
    yield in_base(number, _DIGITS + _LOWER), "base36"
    if is_hex:
        yield str(number), "decimal"
    else:
        yield f"{number:x}", "hex"
    if len(plain) == 32 and is_hex:
        for half in (number >> 64, number & (1 << 64) - 1):
            yield str(half), "decimal, half"
            if half >= 1 << 63:  # as Java's long
                yield str(half - (1 << 64)), "decimal, half"


def _charsets(text: str) -> Iterator[tuple[str, str]]:
    yield from _CHARSETS.items()
    if text.isascii():
        return
    for charset, name in _EASTERN.items():
        try:
            text.encode(charset)
        except UnicodeEncodeError:
            continue
        yield charset, name


def _encoded(text: str) -> Iterator[Form]:
    if text != text[::-1]:
        yield Form(fold(text[::-1]), "reversed")
    if len(text) <= _LONG:
        yield from _rare(text)
    for charset, name in _charsets(text):
        raw = text.encode(charset)
        ending = f", {name}" if name else ""
        yield Form(raw.hex(), f"hex{ending}", codec="hex", charset=charset, raw=raw)
        for lead, letters in _base64(raw):
            how = f"base64{ending}"
            yield Form(fold(letters), how, letters, "base64", charset, raw, lead)
        if charset in _EASTERN:
            yield Form(fold(quote(text, safe="", encoding=charset)), f"url{ending}")
    twice = base64.b64encode(base64.b64encode(text.encode())).decode()
    sure = (len(text.encode()) * 8 // 6) * 8 // 6
    yield Form(fold(twice[:sure]), "base64 twice", twice[:sure], "base64 twice", "utf-8", text.encode())


def _rare(text: str) -> Iterator[Form]:
    """Encodings that are seldom met; in them the value is sought alone, not within longer data."""
    raw = text.encode()
    yield Form(fold(codecs.encode(text, "rot13")), "rot13")
    for letters, how in (
        (base64.b32encode(raw).decode().rstrip("="), "base32"),
        (in_base(int.from_bytes(raw, "big"), _BASE58), "base58"),
        (base64.a85encode(raw).decode(), "base85"),
        (base64.b85encode(raw).decode(), "base85"),
    ):
        yield Form(fold(letters), how, "" if how == "base32" else letters)


def _rarest(text: str) -> Iterator[Form]:
    """Encodings in which only the value as it is and in lower case is sought."""
    raw = text.encode()
    for how, table in _TURNED:
        if (turned := text.translate(table)) != text:
            yield Form(fold(turned), how, turned if how == "rot47" else "")
    if len(raw) <= _SHORT_BYTES:
        for digits in _BASE62:
            letters = in_base(int.from_bytes(raw, "big"), digits)
            yield Form(fold(letters), "base62", letters)
        if not text.isascii():
            yield Form(f"xn--{fold(text.encode('punycode').decode('ascii'))}", "punycode")


def in_base(number: int, digits: str) -> str:
    """A positive number in the digits of some base."""
    letters = ""
    while number:
        number, rest = divmod(number, len(digits))
        letters = digits[rest] + letters
    return letters


def _base64(raw: bytes) -> Iterator[tuple[int, str]]:
    """Base64 of the bytes at each of their three places within longer ones, less what neighbours share."""
    for before in range(3):
        text = base64.b64encode(bytes(before) + raw).decode()
        start = (0, 2, 3)[before]
        sure = (before + len(raw)) * 8 // 6
        yield start, text[start:sure]
        yield start, text[start:sure].replace("+", "-").replace("/", "_")
