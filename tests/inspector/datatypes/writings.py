"""Ways to write a value, made without the product's own code: what leaves phones in each of them must be found."""

from __future__ import annotations

import base64
import codecs
import hashlib
import hmac
import html
import json
import uuid
import zlib
from collections.abc import Callable
from urllib.parse import quote, quote_plus

import mmh3
import xxhash

Writing = Callable[[str], str | bytes | None]
DIGITS, LOWER, UPPER = "0123456789", "abcdefghijklmnopqrstuvwxyz", "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
BASE58 = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"


def b64(raw: bytes) -> str:
    return base64.b64encode(raw).decode()


def bare(value: str) -> str:
    return "".join(letter for letter in value if letter not in " -:.+_()/@,")


def grouped(value: str, mark: str) -> str:
    plain = bare(value)
    return mark.join(plain[at : at + 4] for at in range(0, len(plain), 4))


def escaped(value: str) -> str:
    units = value.encode("utf-16-be")
    return "".join(f"\\u{units[at]:02x}{units[at + 1]:02x}" for at in range(0, len(units), 2))


def entities(value: str, form: str) -> str:
    return "".join(form.format(ord(letter)) for letter in value)


def digest(name: str, value: str) -> bytes:
    return hashlib.new(name, value.encode(), usedforsecurity=False).digest()


def crc64_xz(data: bytes) -> int:
    """CRC-64/XZ, bit by bit, as its definition says."""
    crc = (1 << 64) - 1
    for byte in data:
        crc ^= byte
        for _ in range(8):
            crc = crc >> 1 ^ 0xC96C5795D7870F42 if crc & 1 else crc >> 1
    return crc ^ ((1 << 64) - 1)


def in_base(number: int, letters: str) -> str:
    text = ""
    while number:
        number, rest = divmod(number, len(letters))
        text = letters[rest] + text
    return text


def fnv1a_64(data: bytes) -> int:
    """FNV-1a, as its authors' reference code has it."""
    number = 14695981039346656037
    for byte in data:
        number ^= byte
        number = number * 1099511628211 % (1 << 64)
    return number


def java_hash(text: str) -> int:
    """s[0]*31^(n-1) + … + s[n-1], in 32 bits with a sign, as the documentation of String.hashCode says."""
    units = text.encode("utf-16-be")
    codes = [units[at] << 8 | units[at + 1] for at in range(0, len(units), 2)]
    number = sum(code * 31 ** (len(codes) - 1 - at) for at, code in enumerate(codes)) % (1 << 32)
    return number - (1 << 32) if number >= 1 << 31 else number


SPELLINGS: dict[str, Writing] = {
    "as it is": lambda v: v,
    "lower case": str.lower,
    "upper case": str.upper,
    "within a sentence": lambda v: f"for {v}, later",
    "trimmed": lambda v: f"  {v}\n",
    "in quotes": lambda v: f"'{v}'",
    "as a pair": lambda v: f"id={v};v=2",
}
IDS_ONLY: dict[str, Writing] = {
    "without separators": bare,
    "in groups with dashes": lambda v: grouped(v, "-"),
    "in groups with blanks": lambda v: grouped(v, " "),
    "in groups with colons": lambda v: grouped(v, ":"),
    "in groups with underscores": lambda v: grouped(v, "_"),
}
ENCODINGS: dict[str, Writing] = {
    "reversed": lambda v: v[::-1],
    "reversed in upper case": lambda v: v.upper()[::-1],
    "hex": lambda v: v.encode().hex(),
    "hex in upper case": lambda v: v.encode().hex().upper(),
    "hex within longer hex": lambda v: f"ab {v} cd".encode().hex(),
    "hex with blanks": lambda v: v.encode().hex(" "),
    "hex of lower case": lambda v: v.lower().encode().hex(),
    "hex of upper case": lambda v: v.upper().encode().hex(),
    "hex of UTF-16LE": lambda v: v.encode("utf-16-le").hex(),
    "hex of UTF-16BE": lambda v: v.encode("utf-16-be").hex().upper(),
    "Base64": lambda v: b64(v.encode()),
    "Base64 at the second place": lambda v: b64(f"[{v}]".encode()),
    "Base64 at the third place": lambda v: b64(f"[[{v}]]".encode()),
    "Base64 within longer Base64": lambda v: b64(f'{{"a":1,"id":"{v}","z":true}}'.encode()),
    "Base64 for URLs": lambda v: base64.urlsafe_b64encode(f"¿?>{v}<?¿".encode()).decode(),
    "Base64 without padding": lambda v: b64(f"({v})".encode()).rstrip("="),
    "Base64 of lower case": lambda v: b64(v.lower().encode()),
    "Base64 of upper case": lambda v: b64(v.upper().encode()),
    "Base64 of UTF-16LE": lambda v: b64(v.encode("utf-16-le")),
    "Base64 of UTF-16BE within more": lambda v: b64(f"[{v}]".encode("utf-16-be")),
    "Base64 twice": lambda v: b64(b64(v.encode()).encode()),
    "Base64 among words": lambda v: f"token {b64(v.encode())} end",
    "URL-encoded": lambda v: quote(v, safe=""),
    "URL-encoded with small digits": lambda v: quote(v, safe="").lower(),
    "URL-encoded letter by letter": lambda v: "".join(f"%{byte:02X}" for byte in v.encode()),
    "URL-encoded twice": lambda v: quote(quote(v, safe=""), safe=""),
    "form-encoded": quote_plus,
    "form-encoded among others": lambda v: f"a=1&q={quote_plus(v)}&b=2#x",
    "JSON escapes": lambda v: json.dumps(v)[1:-1],
    "JSON escapes of every letter": escaped,
    "JSON escapes of every letter, twice": lambda v: escaped(v).replace("\\", "\\\\"),
    "JSON in JSON in JSON": lambda v: json.dumps(json.dumps(json.dumps({"q": v}))),
    "HTML entities": lambda v: html.escape(v).replace("@", "&commat;").replace(".", "&period;"),
    "HTML entities, decimal": lambda v: entities(v, "&#{};"),
    "HTML entities, hexadecimal": lambda v: entities(v, "&#x{:X};"),
    "Base32": lambda v: base64.b32encode(v.encode()).decode(),
    "Base32 in lower case": lambda v: base64.b32encode(v.encode()).decode().lower().rstrip("="),
    "ROT13": lambda v: codecs.encode(v, "rot13"),
    "URL-encoded HTML entities": lambda v: quote(entities(v, "&#{};"), safe=""),
}
HASHES: dict[str, Writing] = {}
for _name in ("md5", "sha1", "sha224", "sha256", "sha384", "sha512"):
    HASHES |= {
        f"{_name}": lambda v, n=_name: digest(n, v).hex(),
        f"{_name} in upper case": lambda v, n=_name: digest(n, v).hex().upper(),
        f"{_name} in Base64": lambda v, n=_name: b64(digest(n, v)),
        f"{_name} in Base64 for URLs": lambda v, n=_name: (
            base64.urlsafe_b64encode(digest(n, v)).decode().rstrip("=")
        ),
        f"{_name} among words": lambda v, n=_name: f"h={digest(n, v).hex()}; v=1",
        f"{_name} of lower case": lambda v, n=_name: digest(n, v.lower()).hex(),
        f"{_name} of upper case": lambda v, n=_name: digest(n, v.upper()).hex(),
        f"{_name} cut to 16 digits": lambda v, n=_name: digest(n, v).hex()[:16],
        f"{_name} cut to 32 digits": lambda v, n=_name: digest(n, v).hex()[:32],
    }  # fmt: skip
HASHES |= {
    "middle of MD5": lambda v: digest("md5", v).hex()[8:24],
    "MD5 as a UUID": lambda v: str(uuid.UUID(bytes=digest("md5", v))),
    "name UUID of Java": lambda v: str(uuid.UUID(bytes=digest("md5", v), version=3)),
    "xxHash64": lambda v: xxhash.xxh64_hexdigest(v.encode()),
    "xxHash64 as a number": lambda v: str(xxhash.xxh64_intdigest(v.encode())),
    "XXH3": lambda v: xxhash.xxh3_64_hexdigest(v.encode()),
    "XXH3 of 128 bits": lambda v: xxhash.xxh3_128_hexdigest(v.encode()),
    "MurmurHash3 of 128 bits": lambda v: f"{mmh3.hash128(v.encode(), signed=False):032x}",
    "CRC-64": lambda v: f"{crc64_xz(v.encode()):016x}",
    "BLAKE2b": lambda v: hashlib.blake2b(v.encode(), digest_size=32).hexdigest(),
    "SHA-256 of MD5": lambda v: digest("sha256", digest("md5", v).hex()).hex(),
    "MD5 of MD5": lambda v: digest("md5", digest("md5", v).hex()).hex(),
    "SHA-1 of MD5 in upper case": lambda v: digest("sha1", digest("md5", v).hex().upper()).hex(),
    "MD5 of SHA-1": lambda v: digest("md5", digest("sha1", v).hex()).hex(),
}
for _name in ("sha512_224", "sha512_256", "sha3_224", "sha3_384", "sha3_512", "ripemd160"):
    if _name in hashlib.algorithms_available:  # which depends on the machine's OpenSSL
        HASHES[_name] = lambda v, n=_name: digest(n, v).hex()
for _name in ("md5", "sha1", "sha256"):
    HASHES |= {
        f"{_name} in Base32": lambda v, n=_name: base64.b32encode(digest(n, v)).decode().rstrip("="),
        f"{_name} in Base36": lambda v, n=_name: in_base(int(digest(n, v).hex(), 16), DIGITS + LOWER),
        f"{_name} in Base58": lambda v, n=_name: in_base(int(digest(n, v).hex(), 16), BASE58),
        f"{_name} in Base62": lambda v, n=_name: in_base(int(digest(n, v).hex(), 16), DIGITS + LOWER + UPPER),
        f"{_name} as a number": lambda v, n=_name: str(int(digest(n, v).hex(), 16)),
        f"{_name} without the zeros before it": lambda v, n=_name: f"{int(digest(n, v).hex(), 16):x}",
        f"{_name}, its last 16 digits": lambda v, n=_name: digest(n, v).hex()[-16:],
        f"{_name} of the hash's bytes": lambda v, n=_name: hashlib.new(n, digest(n, v)).hexdigest(),
        f"{_name} of UTF-16": lambda v, n=_name: hashlib.new(n, v.encode("utf-16-le")).hexdigest(),
        f"{_name} of a line": lambda v, n=_name: digest(n, v + "\n").hex(),
        f"{_name} of JSON": lambda v, n=_name: digest(n, f'"{v}"').hex(),
        f"{_name} of Base64": lambda v, n=_name: digest(n, b64(v.encode())).hex(),
        f"{_name} of the reversed": lambda v, n=_name: digest(n, v[::-1]).hex(),
    }  # fmt: skip
HASHES |= {
    "FNV-1a": lambda v: f"{fnv1a_64(v.encode()):016x}",
    "FNV-1a as a number": lambda v: str(fnv1a_64(v.encode())),
    "UUID of version 5 for a name": lambda v: str(uuid.uuid5(uuid.NAMESPACE_DNS, v)),
    "UUID of version 3 for an address": lambda v: str(uuid.uuid3(uuid.NAMESPACE_URL, v)).upper(),
    "SHA-256 as a UUID": lambda v: str(uuid.UUID(bytes=digest("sha256", v)[:16], version=4)),
    "MurmurHash3 of 128 bits for 32-bit machines": lambda v: mmh3.hash_bytes(v, x64arch=False).hex(),
    "first 16 letters of SHA-256 in Base64": lambda v: b64(digest("sha256", v))[:16],
}
SALTED: dict[str, Writing] = {
    f"{_name}, {_place}": _made
    for _name in ("md5", "sha1", "sha256")
    for _place, _made in {
        "package before": lambda v, n=_name: digest(n, "com.practice.chat" + v).hex(),
        "package behind": lambda v, n=_name: digest(n, v + "com.practice.chat").hex(),
        "package before a colon": lambda v, n=_name: digest(n, "com.practice.chat:" + v).hex(),
        "package behind an underscore": lambda v, n=_name: digest(n, v + "_com.practice.chat").hex(),
        "package behind a bar": lambda v, n=_name: b64(digest(n, v + "|com.practice.chat")),
        "package on both sides": lambda v, n=_name: digest(n, f"com.practice.chat{v}com.practice.chat").hex(),
        "package as the key": lambda v, n=_name: hmac.digest(b"com.practice.chat", v.encode(), n).hex(),
        "installation behind": lambda v, n=_name: digest(n, v + "inst-77c1f0a94e").hex(),
        "installation before a dash": lambda v, n=_name: digest(n, "inst-77c1f0a94e-" + v).hex(),
    }.items()
}
BYTES: dict[str, Writing] = {
    "UTF-16LE": lambda v: b"\xff\xfe" + v.encode("utf-16-le") + b"\x00\x00\x17\x00",
    "UTF-16BE": lambda v: b"\x00\x00" + v.encode("utf-16-be") + b"\x00\x00\x81\x90\xff",
    "MD5's bytes": lambda v: digest("md5", v),
    "SHA-1's bytes": lambda v: digest("sha1", v),
    "SHA-256's bytes": lambda v: digest("sha256", v),
    "SHA-512's bytes": lambda v: digest("sha512", v),
    "SHA-256's bytes within more": lambda v: b"\xff\x00\x81" * 20 + digest("sha256", v) + b"\xfe\x80" * 20,
    "xxHash64's bytes": lambda v: xxhash.xxh64_digest(v.encode()),
    "half of SHA-256's bytes": lambda v: digest("sha256", v)[:16],
}
SHORT: dict[str, tuple[str, Writing]] = {
    "CRC-32": ("crc32", lambda v: f"{zlib.crc32(v.encode()):08x}"),
    "CRC-32 as a number": ("idCrc", lambda v: str(zlib.crc32(v.encode()))),
    "Adler-32": ("adler", lambda v: str(zlib.adler32(v.encode()))),
    "MurmurHash3": ("uid_hash", lambda v: str(mmh3.hash(v.encode()))),
    "Java's String.hashCode": ("idHash", lambda v: str(java_hash(v))),
    "xxHash32": ("hash", lambda v: xxhash.xxh32_hexdigest(v.encode())),
}
