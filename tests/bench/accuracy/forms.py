"""Known values in sixty dresses: written for this bench alone, none of it shared with the code that seeks them."""

from __future__ import annotations

import base64
import gzip
import hashlib
import html
import json
import quopri
import string
import zlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from urllib.parse import quote, quote_plus

import mmh3
import xxhash


@dataclass(frozen=True, slots=True)
class Value:
    """A value sought: the key it would stand under, our type, TrackHAR's property, friTap's categories."""

    key: str
    text: str
    type: str
    property: str
    categories: tuple[str, ...] = ()

    @property
    def prompt(self) -> bool:
        return self.type == "prompt"


VALUES = (
    Value("android_id", "9f3c1a7be04d5826", "android_id", "developerScopedId", ("android_id",)),
    Value("gaid", "7d1e4c52-0b9a-4f63-8e27-c5a91d3f6b08", "advertising_id", "advertisingId", ("advertising_id",)),
    Value("imei", "356938035643809", "imei", "imei", ("imei",)),
    Value("email", "Minji.Han92@mail.haneul-test.kr", "email", "email", ("email",)),
    Value("phone", "+821023456789", "phone_number", "phoneNumber", ("phone_e164", "phone_loose")),
    Value("user_id", "u-58213094", "account_id", "userId"),
    Value("text", "Which documents do I need to end my lease early in Busan?", "prompt", "promptEn"),
    Value("text", "부산에서 전세 계약을 일찍 끝내려면 어떤 서류가 필요한가요?", "prompt", "promptKo"),
    Value("text", "我想提前结束在釜山的租房合同，需要准备哪些文件？", "prompt", "promptZh"),
)

Dress = Callable[[str], str]
_ONLY_HEX = dict.fromkeys(map(ord, set(string.printable) - set("0123456789abcdef")))
PACKAGE, SALT = "com.example.chat", "k3J9-salt-77"


def _hex(text: str) -> str:
    return text.encode().hex()


def base64_of(data: bytes) -> str:
    """Base64 as text."""
    return base64.b64encode(data).decode()


def _unicode_escapes(text: str) -> str:
    units = text.encode("utf-16-be")
    return "".join(f"\\u{units[at]:02x}{units[at + 1]:02x}" for at in range(0, len(units), 2))


def _bare(text: str) -> str:
    return "".join(letter for letter in text if letter.isalnum())


def _digest(name: str) -> Dress:
    return lambda text: hashlib.new(name, text.encode()).hexdigest()


def _of(outer: Dress, inner: Dress) -> Dress:
    return lambda text: outer(inner(text))


def _within(before: str, after: str) -> Dress:
    """Base64 of the value amid other text: the value's own start falls on the second or third of three bytes."""
    return lambda text: base64_of(f"{before}{text}{after}".encode())


def _local(text: str) -> str:
    return "0" + text.removeprefix("+82") if text.startswith("+82") else text


def _spaced(text: str) -> str:
    local = _local(text)
    return f"{local[:3]}-{local[3:7]}-{local[7:]}" if text.startswith("+82") else text


def _titled(text: str) -> str:
    return "  ".join(text.split()).swapcase() + " "


def _half(text: str) -> str:
    words = text.split()
    return " ".join(words[: len(words) * 6 // 10]) if len(words) > 3 else text


def _base36(text: str) -> str:
    digits, number, out = string.digits + string.ascii_lowercase, int(_bare(text).translate(_ONLY_HEX) or "0", 16), ""
    while number:
        number, rest = divmod(number, 36)
        out = digits[rest] + out
    return out or "0"


def _base58(text: str) -> str:
    letters, number, out = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz", int(_hex(text), 16), ""
    while number:
        number, rest = divmod(number, 58)
        out = letters[rest] + out
    return out


TEXTS: Mapping[str, Dress] = {
    "as it is": lambda text: text,
    "upper case": str.upper,
    "lower case": str.lower,
    "without separators": _bare,
    "with colons every two": lambda text: ":".join(text[at : at + 2] for at in range(0, len(text), 2)),
    "reversed": lambda text: text[::-1],
    "amid other text": lambda text: f"id={text};v=2",
    "phone 010-2345-6789": _spaced,
    "phone 01023456789": _local,
    "phone 821023456789": lambda text: text.removeprefix("+") if text.startswith("+82") else text,
    "hex": _hex,
    "hex, upper case": lambda text: _hex(text).upper(),
    "hex with 0x": lambda text: f"0x{_hex(text)}",
    "hex of UTF-16": lambda text: text.encode("utf-16-le").hex(),
    "Base64": lambda text: base64_of(text.encode()),
    "Base64, no padding": lambda text: base64_of(text.encode()).rstrip("="),
    "Base64, URL-safe": lambda text: base64.urlsafe_b64encode(text.encode()).decode(),
    "Base64, second offset": _within('"', '"'),
    "Base64, third offset": _within(':"', '"'),
    "Base64 of JSON": lambda text: base64_of(json.dumps({"v": text}, ensure_ascii=False).encode()),
    "Base64 twice": lambda text: base64_of(base64_of(text.encode()).encode()),
    "Base64 of UTF-16": lambda text: base64_of(text.encode("utf-16-le")),
    "Base32": lambda text: base64.b32encode(text.encode()).decode(),
    "Base58": _base58,
    "Ascii85": lambda text: base64.a85encode(text.encode()).decode(),
    "URL-encoded": lambda text: quote(text, safe=""),
    "URL-encoded, each letter": lambda text: "".join(f"%{byte:02X}" for byte in text.encode()),
    "URL-encoded twice": lambda text: quote(quote(text, safe=""), safe=""),
    "+ form": quote_plus,
    "JSON \\u escapes": _unicode_escapes,
    "JSON in JSON": lambda text: json.dumps({"v": text}),
    "JSON in JSON in JSON": lambda text: json.dumps({"a": json.dumps({"v": text})}),
    "HTML entities, decimal": lambda text: "".join(f"&#{ord(letter)};" for letter in text),
    "HTML entities, hex": lambda text: "".join(f"&#x{ord(letter):x};" for letter in text),
    "HTML-escaped": lambda text: html.escape(f"<b>{text}</b>"),
    "list of bytes": lambda text: str(list(text.encode())),
    "rot13": lambda text: text.translate(str.maketrans(_ABC + _ABC.upper(), _ROT + _ROT.upper())),
    "MD5": _digest("md5"),
    "MD5, upper case": _of(str.upper, _digest("md5")),
    "MD5, middle 16": lambda text: _digest("md5")(text)[8:24],
    "SHA-1": _digest("sha1"),
    "SHA-224": _digest("sha224"),
    "SHA-256": _digest("sha256"),
    "SHA-384": _digest("sha384"),
    "SHA-512": _digest("sha512"),
    "SHA3-256": _digest("sha3_256"),
    "BLAKE2b": _digest("blake2b"),
    "MD5 in Base64": lambda text: base64_of(hashlib.md5(text.encode()).digest()),
    "SHA-256 in Base64": lambda text: base64_of(hashlib.sha256(text.encode()).digest()),
    "SHA-256 in URL-safe Base64": lambda text: base64.urlsafe_b64encode(
        hashlib.sha256(text.encode()).digest()
    ).decode(),
    "SHA-256 of lower case": _of(_digest("sha256"), str.lower),
    "SHA-256 of upper case": _of(_digest("sha256"), str.upper),
    "SHA-256 of letters and digits": _of(_digest("sha256"), _bare),
    "SHA-256 of 01023456789": _of(_digest("sha256"), _local),
    "SHA-256 of 821023456789": _of(_digest("sha256"), lambda text: text.removeprefix("+")),
    "MD5 of MD5": _of(_digest("md5"), _digest("md5")),
    "SHA-256 of MD5": _of(_digest("sha256"), _digest("md5")),
    "xxHash64": lambda text: xxhash.xxh64_hexdigest(text.encode()),
    "CRC-32": lambda text: f"{zlib.crc32(text.encode()):08x}",
    "prompt, other case and blanks": _titled,
    "prompt, the first half of its words": _half,
}
# Written after the first set's misses were told to the authors of the search; these are told to nobody.
UNSEEN: Mapping[str, Dress] = {
    "\\x escapes": lambda text: "".join(f"\\x{byte:02x}" for byte in text.encode()),
    "octal escapes": lambda text: "".join(f"\\{byte:03o}" for byte in text.encode()),
    "%u escapes": lambda text: "".join(f"%u{ord(letter):04X}" for letter in text),
    "U+ code points": lambda text: " ".join(f"U+{ord(letter):04X}" for letter in text),
    "quoted-printable": lambda text: quopri.encodestring(text.encode(), quotetabs=True).decode().replace("=\n", ""),
    "hex, blanks between": lambda text: text.encode().hex(" "),
    "hex, colons between": lambda text: text.encode().hex(":"),
    "hex of Base64": lambda text: _hex(base64_of(text.encode())),
    "Base64 of hex": lambda text: base64_of(_hex(text).encode()),
    "Base64 of reversed": lambda text: base64_of(text[::-1].encode()),
    "Base64 of gzip": lambda text: base64_of(gzip.compress(text.encode(), mtime=0)),
    "hex of zlib": lambda text: zlib.compress(text.encode()).hex(),
    "Base64 of URL-encoded": lambda text: base64_of(quote(text, safe="").encode()),
    "URL-encoded Base64": lambda text: quote(base64_of(text.encode()), safe=""),
    "a number in Base36": lambda text: _base36(text),
    "bits": lambda text: "".join(f"{byte:08b}" for byte in text.encode()),
    "every sign by 0x5A, in Base64": lambda text: base64_of(bytes(byte ^ 0x5A for byte in text.encode())),
    "in braces": lambda text: f"{{{text}}}",
    "in a CSV line": lambda text: f'1,"{text}",7',
    "in a query in JSON": lambda text: f"https://t.example.net/p?a=1&b={quote(text, safe='')}",
    "URN": lambda text: f"urn:uuid:{text}",
    "SHA-512/256": _digest("sha512_256"),
    "RIPEMD-160": _digest("ripemd160"),
    "BLAKE2s": _digest("blake2s"),
    "SHA-1 in Base64": lambda text: base64_of(hashlib.sha1(text.encode()).digest()),
    "SHA-256, upper case": _of(str.upper, _digest("sha256")),
    "SHA-256, the first 16 signs": lambda text: _digest("sha256")(text)[:16],
    "SHA-256 of SHA-256": _of(_digest("sha256"), _digest("sha256")),
    "SHA-1 of the trimmed value in capitals": _of(_digest("sha1"), lambda text: text.strip().upper()),
    "MurmurHash3": lambda text: f"{mmh3.hash(text, signed=False):08x}",
}
_ABC, _ROT = "abcdefghijklmnopqrstuvwxyz", "nopqrstuvwxyzabcdefghijklm"
_ONLY_PROMPTS = ("prompt,",)
_ONLY_PHONE = ("phone ", "SHA-256 of 01023456789", "SHA-256 of 821023456789")
_NOT_PROMPTS = (
    "Murmur",
    "RIPEMD",
    "a number",
    "bits",
    "URN",
    "MD5",
    "SHA",
    "xxHash",
    "CRC",
    "BLAKE",
    "with colons",
    "without separators",
    "reversed",
    "rot13",
)


def dressed(name: str, value: Value) -> str | None:
    """The value in that dress; None where the dress is not for it or changes nothing."""
    if name.startswith(_ONLY_PHONE) and value.key != "phone":
        return None
    if name.startswith(_ONLY_PROMPTS) and not value.prompt:
        return None
    if value.prompt and name.startswith(_NOT_PROMPTS):
        return None
    text = (TEXTS.get(name) or UNSEEN[name])(value.text)
    return None if text == value.text and name != "as it is" else text
