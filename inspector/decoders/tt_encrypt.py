"""TT-Encrypt, what ByteDance's AppLog wraps its gzipped reports in (Content-Type …;tt-data=a, and query tt_info).

A packet is MAGIC, a seed of 32 bytes, and AES-128-CBC over SHA-512(content) and the content. Key and initialisation
vector follow from the seed and a constant that is the same in every app, so it hides nothing from anyone who looks.
"""

from __future__ import annotations

import hashlib
import hmac

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from cryptography.hazmat.primitives.padding import PKCS7

from inspector.decoders.limits import OUTPUT_LIMIT_BYTES
from inspector.errors import DecodeError

NAME = "tt_encrypt"
FIRST = frozenset(b"\x12")
_MAGIC = bytes.fromhex("123920200203")
_SEED_BYTES = 32
_DIGEST_BYTES = 64
_BLOCK_BYTES = 16
_SALT = bytes.fromhex(
    "490cc21292b05d0cc06ccbe91fb92e21b5a7c538811dc85e27a96e28104e1cf6"
    "9c7166efab232807390da78a8b91e49c44b49a43feb941a1e46f2656e613e47b"
)


def accepts(data: bytes) -> float:
    return 1.0 if data.startswith(_MAGIC) else 0.0


def decode(data: bytes, limit: int = OUTPUT_LIMIT_BYTES) -> bytes:
    """The content, as a rule gzip. Its digest is verified. Raises DecodeError. Never longer than `data`."""
    body_at = len(_MAGIC) + _SEED_BYTES
    body = data[body_at:]
    if not data.startswith(_MAGIC) or len(body) <= _DIGEST_BYTES or len(body) % _BLOCK_BYTES:
        raise DecodeError("It has not the length of such a packet.")
    key, vector = key_and_vector(data[len(_MAGIC) : body_at])
    decryptor = Cipher(algorithms.AES(key), modes.CBC(vector)).decryptor()
    unpadder = PKCS7(_BLOCK_BYTES * 8).unpadder()
    try:
        plain = unpadder.update(decryptor.update(body) + decryptor.finalize()) + unpadder.finalize()
    except ValueError as error:
        raise DecodeError("It is damaged.") from error
    digest, content = plain[:_DIGEST_BYTES], plain[_DIGEST_BYTES:]
    if not hmac.compare_digest(hashlib.sha512(content).digest(), digest):
        raise DecodeError("Its digest is not that of its content.")
    return content


def key_and_vector(seed: bytes) -> tuple[bytes, bytes]:
    """Sixteen bytes each."""
    derived = hashlib.sha512(hashlib.sha512(seed).digest() + _SALT).digest()
    return derived[:16], derived[16:32]
