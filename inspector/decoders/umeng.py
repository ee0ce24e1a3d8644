"""The encryption of Umeng's envelopes (codex 1): AES-128-CBC with a key that stands in the envelope itself.

The key is 16 bytes of the signature from its second one on, the initialisation vector the same in every app, so it
hides nothing from anyone who looks. Source: Umeng's common SDK 9.8.9 on Maven Central (Envelope.seal, UMUtils.genIv).
"""

from __future__ import annotations

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from cryptography.hazmat.primitives.padding import PKCS7

from inspector.records import Nested, Value

STEP = "umeng_aes"
_VECTOR = bytes([10, 1, 11, 5, 4, 15, 7, 9, 23, 3, 1, 6, 8, 12, 13, 91])
_KEY = slice(1, 17)
_BLOCK_BYTES = 16


def opened(envelope: dict[str, Value]) -> dict[str, Value]:
    """The envelope with its entity decrypted, or as it was where that cannot be. Never raises."""
    entity, signature = envelope["entity"], envelope["signature"]
    if envelope["codex"] != 1 or not isinstance(entity, bytes) or not isinstance(signature, str):
        return envelope
    plain = _decrypted(entity, signature)
    return {**envelope, "entity": Nested((STEP,), plain, entity)} if plain else envelope


def _decrypted(entity: bytes, signature: str) -> bytes | None:
    if not entity or len(entity) % _BLOCK_BYTES:
        return None
    try:
        key = bytes.fromhex(signature)[_KEY]
        decryptor = Cipher(algorithms.AES(key), modes.CBC(_VECTOR)).decryptor()
        unpadder = PKCS7(_BLOCK_BYTES * 8).unpadder()
        return unpadder.update(decryptor.update(entity) + decryptor.finalize()) + unpadder.finalize()
    except ValueError:
        return None
