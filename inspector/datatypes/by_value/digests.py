"""The hashes a planted value may have become: of its usual spellings, salted, hashed twice, keyed."""

from __future__ import annotations

import base64
import hashlib
import hmac
import re
import uuid
import zlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

import mmh3
import xxhash

from inspector.datatypes.by_value.forms import bare, is_unique, phone_number, search_of, value_of
from inspector.records import Planted

MIDDLE = slice(4, 12)  # of an MD5's bytes: the 16 digits that some SDKs keep of its 32
_MIN_LENGTH = 6
_SEPARATORS = (b"", b":", b"_", b"|", b"-", b"#")
_DOTLESS = ("gmail.com", "googlemail.com")  # whose addresses are the same without dots
_NOT_DIGITS = re.compile(r"\D")
_TWICE = ("md5", "sha1", "sha256")
_SALTED = (("md5", hashlib.md5), ("sha1", hashlib.sha1), ("sha256", hashlib.sha256), ("sha512", hashlib.sha512))
_KEYED = ("md5", "sha1", "sha256", "sha512")
_KEYED_BY_SALT = ("md5", "sha1", "sha256")
_TAILED = ("md5", "sha1", "sha256")
_64_BITS = (1 << 64) - 1
_FNV_PRIME = 0x100000001B3
_NAMESPACES = (uuid.NAMESPACE_DNS.bytes, uuid.NAMESPACE_URL.bytes, uuid.NAMESPACE_OID.bytes)
_MOST_SELDOM = 2

Hashing = Callable[[bytes], bytes]


@dataclass(frozen=True, slots=True)
class Salt:
    """A text that may have been put beside a value before it was hashed. `label` names it within a sentence."""

    text: str
    label: str


def _hashlib(name: str) -> Hashing:
    made = getattr(hashlib, name, None)  # far quicker than by name, which sm3 has alone
    if made is None:
        return lambda data: hashlib.new(name, data, usedforsecurity=False).digest()
    return lambda data: made(data, usedforsecurity=False).digest()


def _crc64(polynomial: int, start: int) -> Hashing:
    """CRC-64 with reflected bits; `polynomial` is reversed, `start` is also what the result is XORed with."""
    table = []
    for crc in range(256):
        for _ in range(8):
            crc = crc >> 1 ^ (polynomial if crc & 1 else 0)
        table.append(crc)

    def hashed(data: bytes) -> bytes:
        crc = start
        for byte in data:
            crc = crc >> 8 ^ table[(crc ^ byte) & 255]
        return (crc ^ start).to_bytes(8, "big")

    return hashed


def _fnv(data: bytes, *, first: bool) -> int:
    """FNV-1a of 64 bits; FNV-1, which multiplies first."""
    number = 0xCBF29CE484222325
    for byte in data:
        number = (number * _FNV_PRIME & _64_BITS) ^ byte if first else (number ^ byte) * _FNV_PRIME & _64_BITS
    return number


def _java_hash(data: bytes) -> int:
    """What Java's String.hashCode makes of the text, without its sign."""
    units, number = data.decode().encode("utf-16-be"), 0
    for at in range(0, len(units), 2):
        number = (number * 31 + int.from_bytes(units[at : at + 2], "big")) & 0xFFFFFFFF
    return number


def _as_uuid(raw: bytes, version: int) -> bytes:
    """The first 16 bytes of a hash with a UUID's version and variant in their places."""
    return raw[:6] + bytes([raw[6] & 15 | version << 4]) + raw[7:8] + bytes([raw[8] & 63 | 128]) + raw[9:16]


_CRYPTOGRAPHIC: Mapping[str, Hashing] = {
    name: _hashlib(name)
    for name in ("md5", "sha1", "sha224", "sha256", "sha384", "sha512", "sha3_256", "sm3", "blake2b", "blake2s")
    if name in hashlib.algorithms_available
}
# Met so seldom that only the value as it is and in lower case is sought in them.
_SELDOM: Mapping[str, Hashing] = {
    name: _hashlib(name)
    for name in ("sha512_224", "sha512_256", "sha3_224", "sha3_384", "sha3_512", "ripemd160")
    if name in hashlib.algorithms_available
} | {
    "fnv1a-64": lambda data: _fnv(data, first=False).to_bytes(8, "big"),
    "fnv1-64": lambda data: _fnv(data, first=True).to_bytes(8, "big"),
    "murmur3-128": lambda data: mmh3.hash_bytes(data, x64arch=False),
    "blake2b": lambda data: hashlib.blake2b(data, digest_size=16).digest(),
}
_FAST: tuple[tuple[str, Hashing], ...] = (
    ("blake2b", lambda data: hashlib.blake2b(data, digest_size=32).digest()),
    ("xxh64", lambda data: xxhash.xxh64_digest(data)),
    ("xxh3-64", lambda data: xxhash.xxh3_64_digest(data)),
    ("xxh3-128", lambda data: xxhash.xxh3_128_digest(data)),
    ("murmur3-128", lambda data: mmh3.hash_bytes(data)),
    ("murmur3-128", lambda data: mmh3.hash128(data, signed=False).to_bytes(16, "big")),
    ("crc64", _crc64(0xC96C5795D7870F42, (1 << 64) - 1)),  # XZ
    ("crc64", _crc64(0xD800000000000000, (1 << 64) - 1)),  # Go's ISO
    ("crc64", _crc64(0x95AC9329AC4BC9B5, 0)),  # Jones, as Redis has it
)
_SHORT: tuple[tuple[str, Callable[[bytes], int]], ...] = (
    ("crc32", zlib.crc32),
    ("adler32", zlib.adler32),
    ("murmur3-32", lambda data: mmh3.hash(data, signed=False)),
    ("xxh32", lambda data: xxhash.xxh32_intdigest(data)),
    ("java-hash", _java_hash),
)


def digests_of(planted: Planted, salts: tuple[Salt, ...] = ()) -> Iterator[tuple[bytes, str]]:
    """Every hash of the value worth looking for, with its name; the plainest first. Eight bytes at least, each."""
    spellings = _spellings(planted)
    for text, ending in spellings.items():
        data = text.encode()
        for name, hashed in _CRYPTOGRAPHIC.items():
            yield hashed(data), name + ending
        yield _as_uuid(_CRYPTOGRAPHIC["md5"](data), 3), f"md5 as a UUID{ending}"
        for name, hashed in _FAST:
            yield hashed(data), name + ending
    for text, ending in list(spellings.items())[:_MOST_SELDOM]:
        yield from _seldom(text.encode(), ending)
    for text, ending in spellings.items():
        yield from _twice(text, ending)
    for salt in salts:
        yield from salted(planted, salt)


def salted(planted: Planted, salt: Salt) -> Iterator[tuple[bytes, str]]:
    """Hashes of the value with the salt on either side or on both, and those the salt is the key of."""
    value = value_of(planted)
    if not salt.text or salt.text == value or not _spellings(planted):
        return
    texts = dict.fromkeys((value, value.lower(), value.upper(), bare(value)))
    key = salt.text.encode()
    sides = [(key + mark, mark + key) for mark in _SEPARATORS]
    values = [text.encode() for text in texts]
    joined = [side for data in values for before, behind in sides for side in (before + data, data + behind)]
    around = [key + data + key for data in values]
    for name, made in _SALTED:
        label = f"{name}, with {salt.label}"
        for data in joined if name not in _KEYED_BY_SALT else joined + around:
            yield made(data, usedforsecurity=False).digest(), label
    for name in _KEYED_BY_SALT:
        for text in texts:
            yield hmac.digest(key, text.encode(), name), f"hmac-{name}, under {salt.label}"


def keyed(planted: Planted, key: bytes) -> Iterator[tuple[bytes, str]]:
    """Keyed hashes of the value's spellings under a key the app was seen to use."""
    for text in _spellings(planted):
        for name in _KEYED:
            yield hmac.digest(key, text.encode(), name), f"hmac-{name}, seen key"


def short_digests_of(planted: Planted) -> Iterator[tuple[int, str]]:
    """Hashes of 32 bits. Chance meets them, so they count for something only under a name that speaks of them."""
    value = value_of(planted)
    if not _spellings(planted):
        return
    for text in dict.fromkeys((value, value.lower(), bare(value))):
        for name, hashed in _SHORT:
            yield hashed(text.encode()), name


def _seldom(data: bytes, ending: str) -> Iterator[tuple[bytes, str]]:
    """Hashes that few programs make, hashes of what few make of a value before, and the ends of usual ones."""
    for name, hashed in _SELDOM.items():
        yield hashed(data), name + ending
    sha1 = _CRYPTOGRAPHIC["sha1"]
    yield _as_uuid(sha1(data), 5), f"sha1 as a UUID{ending}"
    yield _as_uuid(_CRYPTOGRAPHIC["sha256"](data), 4), f"sha256 as a UUID{ending}"
    for namespace in _NAMESPACES:
        yield _as_uuid(sha1(namespace + data), 5), f"sha1 as a UUID{ending}"
        yield _as_uuid(_CRYPTOGRAPHIC["md5"](namespace + data), 3), f"md5 as a UUID{ending}"
    for name in _TAILED:
        hashed = _CRYPTOGRAPHIC[name]
        once = hashed(data)
        yield once[-8:], f"{name} (last 16 digits){ending}"
        if len(once) > 16:
            yield once[-16:], f"{name} (last 32 digits){ending}"
        yield hashed(once), f"{name} of {name}{ending}"
        yield hashed(b'"' + data + b'"'), f"{name}{ending}, with quotation marks"
        yield hashed(data + b"\n"), f"{name}{ending}, with a line's end"
        yield hashed(data.decode().encode("utf-16-le")), f"{name}{ending}, utf-16"
        yield hashed(base64.b64encode(data)), f"{name}{ending}, base64"
        yield hashed(data[::-1] if data.isascii() else data.decode()[::-1].encode()), f"{name}{ending}, reversed"


def _twice(text: str, ending: str) -> Iterator[tuple[bytes, str]]:
    for inner in _TWICE:
        once = _CRYPTOGRAPHIC[inner](text.encode()).hex()
        for written in (once, once.upper()):
            for outer in _TWICE:
                yield _CRYPTOGRAPHIC[outer](written.encode()), f"{outer} of {inner}{ending}"


def _spellings(planted: Planted) -> dict[str, str]:
    """What is hashed, with what is to be added to the name of the hash; none where it names nobody."""
    value = value_of(planted)
    search = search_of(planted.type, value)
    unfit = planted.type in ("latitude", "longitude", "ip_address")
    if unfit or search in ("keyed", "whole") or len(value.encode()) < _MIN_LENGTH:
        return {}
    texts = [value, value.lower(), value.upper()]
    if search == "prompt":
        texts.append(" ".join(value.lower().split()))
    elif planted.type == "phone_number":
        texts += [text for number in sorted(phone_number(value).numbers) for text in ("+" + number, number)]
        core = phone_number(value).core
        if len(core) == 10:
            texts.append(f"0{core[:2]}-{core[2:6]}-{core[6:]}")
    else:
        texts += [
            bare(value),
            bare(value).upper(),
            *("".join(filter(str.isalnum, text)) for text in (value, value.lower())),
        ]
        if is_unique(planted.type) and planted.type != "email" and re.fullmatch(r"[0-9a-f]{12}", bare(value)):
            pairs = [bare(value)[at : at + 2] for at in range(0, 12, 2)]
            texts += [mark.join(pairs) for mark in ":-"] + [mark.join(pairs).upper() for mark in ":-"]
        elif is_unique(planted.type) and re.fullmatch(r"[0-9a-f]{32}", bare(value)):
            texts += [str(uuid.UUID(bare(value))), str(uuid.UUID(bare(value))).upper()]
        elif sum(letter.isdigit() for letter in value) >= 10:
            texts.append(_NOT_DIGITS.sub("", value))
    spellings = dict.fromkeys(texts, "")
    if planted.type == "email":
        for text in _mailboxes(value.lower()):
            spellings.setdefault(text, ", tidied")
    return spellings


def _mailboxes(address: str) -> Iterator[str]:
    """The same mailbox as advertising platforms write it: without what follows a plus, at Gmail without dots."""
    local, _, domain = address.rpartition("@")
    local = local.partition("+")[0]
    yield f"{local}@{domain}"
    if domain in _DOTLESS:
        local = local.replace(".", "")
        yield from (f"{local}@{one}" for one in _DOTLESS)
