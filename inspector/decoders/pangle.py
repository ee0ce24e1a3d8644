"""What ByteDance's Pangle wraps its JSON in ("cypher": 3): AES-256-CBC with the key and vector in front of the text.

A "3", 32 letters that are the key with its halves changed, 16 letters that are the vector, Base64 behind. It hides
nothing from anyone who looks. Source: the SDK's own reading of such messages (com.bytedance.sdk.component), in public.
"""

from __future__ import annotations

import base64
import binascii
import re

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from cryptography.hazmat.primitives.padding import PKCS7

STEP = "pangle_aes"
_MESSAGE = re.compile(r"3([0-9a-fA-F]{16})([0-9a-fA-F]{16})([0-9a-fA-F]{16})([A-Za-z0-9+/\s]+={0,2}\s*)")
_SHORTEST = 49 + 24
_BLOCK_BYTES = 16


def opened(text: str) -> bytes | None:
    """The JSON, or None for all that is no such message. Never raises."""
    if text[:1] != "3" or len(text) < _SHORTEST:
        return None
    matched = _MESSAGE.fullmatch(text)
    if matched is None:
        return None
    key, vector = (matched[2] + matched[1]).encode("ascii"), matched[3].encode("ascii")
    try:
        content = base64.b64decode("".join(matched[4].split()), validate=True)
        if not content or len(content) % _BLOCK_BYTES:
            return None
        decryptor = Cipher(algorithms.AES(key), modes.CBC(vector)).decryptor()
        unpadder = PKCS7(_BLOCK_BYTES * 8).unpadder()
        plain = unpadder.update(decryptor.update(content) + decryptor.finalize()) + unpadder.finalize()
    except (binascii.Error, ValueError):
        return None
    return plain if plain[:1] in (b"{", b"[") and plain.rstrip()[-1:] in (b"}", b"]") else None
