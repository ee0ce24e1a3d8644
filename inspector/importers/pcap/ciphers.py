"""Takes the protection off TLS records, versions 1.0 to 1.3 (RFC 5246, 5288, 6655, 7366, 7905, 8446)."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from cryptography.hazmat.primitives.ciphers.aead import AESCCM, AESGCM, ChaCha20Poly1305
from cryptography.hazmat.primitives.hashes import SHA256, SHA384, HashAlgorithm
from cryptography.hazmat.primitives.kdf.hkdf import HKDFExpand

TLS_1_1, TLS_1_2, TLS_1_3 = 0x0302, 0x0303, 0x0304


class WrongKey(ValueError):
    """A record that these keys do not open."""


@dataclass(frozen=True, slots=True)
class Suite:
    """A cipher suite. `bulk`: gcm, ccm, ccm8, chacha, cbc; `hash` of its key derivation, `mac` of CBC's records."""

    bulk: str
    key_bytes: int
    hash: str = "sha256"
    mac: str = ""


class _Aead(Protocol):
    def decrypt(self, nonce: bytes, data: bytes, associated_data: bytes | None) -> bytes: ...


class Opener(Protocol):
    """Opens one direction's records in order. `overhead_bytes` of each are not content, as far as is known."""

    overhead_bytes: int

    def open(self, kind: int, version: bytes, body: bytes) -> tuple[int, bytes]:
        """The content's kind and the content. Raises WrongKey; the next try is for the same record again."""

    def skip(self, records: int) -> None:
        """That many records are missing here."""


def suite_of(code: int) -> Suite | None:
    """By its number in IANA's registry; None where it is not opened here (RC4, 3DES, ARIA and the like)."""
    return _SUITES.get(code)


# ------------------------------------------------------------------------------------------------ TLS 1.3


class Opener13:
    """Of one traffic secret."""

    overhead_bytes = 17

    def __init__(self, suite: Suite, secret: bytes) -> None:
        self._suite, self._secret, self._number = suite, secret, 0
        self._aead = _aead(suite, expand_label(suite, secret, b"key", suite.key_bytes))
        self._iv = expand_label(suite, secret, b"iv", 12)

    def open(self, kind: int, version: bytes, body: bytes) -> tuple[int, bytes]:
        head = bytes([kind]) + version + len(body).to_bytes(2, "big")
        try:
            padded = self._aead.decrypt(_nonce(self._iv, self._number), body, head)
        except (InvalidTag, ValueError) as error:
            raise WrongKey from error
        self._number += 1
        content = padded.rstrip(b"\0")
        if not content:
            return 0, b""
        return content[-1], content[:-1]

    def skip(self, records: int) -> None:
        self._number += records

    def updated(self) -> Opener13:
        """Of the secret that follows after a KeyUpdate."""
        size = len(self._secret)
        return Opener13(self._suite, expand_label(self._suite, self._secret, b"traffic upd", size))


def expand_label(suite: Suite, secret: bytes, label: bytes, size_bytes: int) -> bytes:
    """HKDF-Expand-Label of RFC 8446, with an empty context."""
    told = size_bytes.to_bytes(2, "big") + bytes([6 + len(label)]) + b"tls13 " + label + b"\0"
    algorithm: HashAlgorithm = SHA384() if suite.hash == "sha384" else SHA256()
    return HKDFExpand(algorithm, size_bytes, told).derive(secret)


# ------------------------------------------------------------------------------------------------ up to TLS 1.2


class OpenerAead:
    """AES-GCM, AES-CCM and ChaCha20-Poly1305 in TLS 1.2."""

    def __init__(self, suite: Suite, key: bytes, iv: bytes) -> None:
        self._aead, self._iv, self._number = _aead(suite, key), iv, 0
        self._explicit = suite.bulk != "chacha"
        self._tag_bytes = 8 if suite.bulk == "ccm8" else 16
        self.overhead_bytes = self._tag_bytes + (8 if self._explicit else 0)

    def open(self, kind: int, version: bytes, body: bytes) -> tuple[int, bytes]:
        nonce = self._iv + body[:8] if self._explicit else _nonce(self._iv, self._number)
        sealed = body[8:] if self._explicit else body
        size = len(sealed) - self._tag_bytes
        if size < 0:
            raise WrongKey
        head = self._number.to_bytes(8, "big") + bytes([kind]) + version + size.to_bytes(2, "big")
        try:
            plain = self._aead.decrypt(nonce, sealed, head)
        except (InvalidTag, ValueError) as error:
            raise WrongKey from error
        self._number += 1
        return kind, plain

    def skip(self, records: int) -> None:
        self._number += records


class OpenerCbc:
    """AES-CBC with HMAC in TLS 1.0 to 1.2, also with the HMAC outside."""

    def __init__(self, suite: Suite, version: int, key: bytes, mac_key: bytes, iv: bytes, mac_outside: bool) -> None:
        self._key, self._mac_key, self._iv = algorithms.AES(key), mac_key, iv
        self._mac, self._size = suite.mac, hashlib.new(suite.mac).digest_size
        self._chained, self._outside, self._number = version < TLS_1_1, mac_outside, 0
        self.overhead_bytes = self._size + 8 + (0 if self._chained else 16)  # padding is of 1 to 16 bytes

    def open(self, kind: int, version: bytes, body: bytes) -> tuple[int, bytes]:
        sealed, mac = (body[: -self._size], body[-self._size :]) if self._outside else (body, b"")
        iv, sealed = (self._iv, sealed) if self._chained else (sealed[:16], sealed[16:])
        if not sealed or len(sealed) % 16 or len(iv) != 16:
            raise WrongKey
        taker = Cipher(self._key, modes.CBC(iv)).decryptor()
        plain = taker.update(sealed) + taker.finalize()
        padding = plain[-1] + 1
        if padding > len(plain) - (0 if self._outside else self._size):
            raise WrongKey
        plain = plain[:-padding]
        signed = iv + sealed if not self._chained else sealed
        if not self._outside:
            plain, mac = plain[: -self._size], plain[-self._size :]
            signed = plain
        head = self._number.to_bytes(8, "big") + bytes([kind]) + version + len(signed).to_bytes(2, "big")
        if not hmac.compare_digest(hmac.digest(self._mac_key, head + signed, self._mac), mac):
            raise WrongKey
        self._number += 1
        self._iv = sealed[-16:]
        return kind, plain

    def skip(self, records: int) -> None:
        self._number += records


def openers12(
    suite: Suite, version: int, master: bytes, client_random: bytes, server_random: bytes, mac_outside: bool
) -> tuple[Opener, Opener]:
    """The client's and the server's, from a connection's master secret."""
    is_cbc = suite.bulk == "cbc"
    mac = hashlib.new(suite.mac).digest_size if is_cbc else 0
    iv = 12 if suite.bulk == "chacha" else 4 if not is_cbc else 16 if version < TLS_1_1 else 0
    block = _prf(suite, version)(
        master, b"key expansion" + server_random + client_random, 2 * (mac + suite.key_bytes + iv)
    )
    parts, at = [], 0
    for size in (mac, mac, suite.key_bytes, suite.key_bytes, iv, iv):
        parts.append(block[at : at + size])
        at += size
    if is_cbc:
        return (
            OpenerCbc(suite, version, parts[2], parts[0], parts[4], mac_outside),
            OpenerCbc(suite, version, parts[3], parts[1], parts[5], mac_outside),
        )
    return OpenerAead(suite, parts[2], parts[4]), OpenerAead(suite, parts[3], parts[5])


def _prf(suite: Suite, version: int) -> Callable[[bytes, bytes, int], bytes]:
    if version >= TLS_1_2:
        return lambda secret, seed, size: _expanded(suite.hash, secret, seed, size)

    def older(secret: bytes, seed: bytes, size: int) -> bytes:
        half = (len(secret) + 1) // 2
        pairs = zip(
            _expanded("md5", secret[:half], seed, size), _expanded("sha1", secret[-half:], seed, size), strict=True
        )
        return bytes(one ^ other for one, other in pairs)

    return older


def _expanded(name: str, secret: bytes, seed: bytes, size: int) -> bytes:
    """P_hash of RFC 5246."""
    out, link = b"", seed
    while len(out) < size:
        link = hmac.digest(secret, link, name)
        out += hmac.digest(secret, link + seed, name)
    return out[:size]


def _aead(suite: Suite, key: bytes) -> _Aead:
    if suite.bulk == "gcm":
        return AESGCM(key)
    if suite.bulk == "chacha":
        return ChaCha20Poly1305(key)
    return AESCCM(key, 8 if suite.bulk == "ccm8" else 16)


def _nonce(iv: bytes, number: int) -> bytes:
    return (int.from_bytes(iv, "big") ^ number).to_bytes(12, "big")


def _several(codes: tuple[int, ...], suite: Suite) -> dict[int, Suite]:
    return dict.fromkeys(codes, suite)


_SUITES: dict[int, Suite] = {
    0x1301: Suite("gcm", 16), 0x1302: Suite("gcm", 32, "sha384"), 0x1303: Suite("chacha", 32),
    0x1304: Suite("ccm", 16), 0x1305: Suite("ccm8", 16),
    **_several(
        (0x9C, 0x9E, 0xA0, 0xA2, 0xA4, 0xA6, 0xA8, 0xAA, 0xAC, 0xC02B, 0xC02D, 0xC02F, 0xC031), Suite("gcm", 16)
    ),
    **_several(
        (0x9D, 0x9F, 0xA1, 0xA3, 0xA5, 0xA7, 0xA9, 0xAB, 0xAD, 0xC02C, 0xC02E, 0xC030, 0xC032),
        Suite("gcm", 32, "sha384"),
    ),
    **_several((0xCCA8, 0xCCA9, 0xCCAA, 0xCCAB, 0xCCAC, 0xCCAD, 0xCCAE), Suite("chacha", 32)),
    **_several((0xC09C, 0xC09E, 0xC0A4, 0xC0A6, 0xC0AC), Suite("ccm", 16)),
    **_several((0xC09D, 0xC09F, 0xC0A5, 0xC0A7, 0xC0AD), Suite("ccm", 32)),
    **_several((0xC0A0, 0xC0A2, 0xC0A8, 0xC0AA, 0xC0AE), Suite("ccm8", 16)),
    **_several((0xC0A1, 0xC0A3, 0xC0A9, 0xC0AB, 0xC0AF), Suite("ccm8", 32)),
    **_several(
        (0x2F, 0x30, 0x31, 0x32, 0x33, 0x34, 0x8C, 0x90, 0x94, 0xC004, 0xC009, 0xC00E, 0xC013, 0xC018, 0xC035),
        Suite("cbc", 16, "sha256", "sha1"),
    ),
    **_several(
        (0x35, 0x36, 0x37, 0x38, 0x39, 0x3A, 0x8D, 0x91, 0x95, 0xC005, 0xC00A, 0xC00F, 0xC014, 0xC019, 0xC036),
        Suite("cbc", 32, "sha256", "sha1"),
    ),
    **_several(
        (0x3C, 0x3E, 0x3F, 0x40, 0x67, 0x6C, 0xAE, 0xB2, 0xB6, 0xC023, 0xC025, 0xC027, 0xC029, 0xC037),
        Suite("cbc", 16, "sha256", "sha256"),
    ),
    **_several((0x3D, 0x68, 0x69, 0x6A, 0x6B, 0x6D), Suite("cbc", 32, "sha256", "sha256")),
    **_several((0xAF, 0xB3, 0xB7, 0xC024, 0xC026, 0xC028, 0xC02A, 0xC038), Suite("cbc", 32, "sha384", "sha384")),
}  # fmt: skip
