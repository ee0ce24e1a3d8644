"""Pangle's messages, packed here from the description of the scheme."""

from __future__ import annotations

import base64
import json

import pytest
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

from inspector.decoders import decode, flatten, pangle

FIRST, SECOND, VECTOR = "0123456789abcdef", "fedcba9876543210", "00112233aabbccdd"
PLAIN = b'{"oaid":"9774d56d682e549c","device":{"model":"Pixel 7"}}'


def message(plain: bytes) -> str:
    """The key is SECOND FIRST; it is written the other way round."""
    padded = plain + bytes([16 - len(plain) % 16]) * (16 - len(plain) % 16)
    encryptor = Cipher(algorithms.AES((SECOND + FIRST).encode()), modes.CBC(VECTOR.encode())).encryptor()
    packed = base64.b64encode(encryptor.update(padded) + encryptor.finalize()).decode()
    lines = "\n".join(packed[start : start + 76] for start in range(0, len(packed), 76))
    return f"3{FIRST}{SECOND}{VECTOR}{lines}\n"


def test_a_message_is_opened_where_it_stands() -> None:
    decoded = decode(json.dumps({"message": message(PLAIN), "cypher": 3}).encode())
    assert decoded.value["message"].steps == ("pangle_aes", "json")
    assert dict(flatten(decoded.value)) == {
        "message.oaid": "9774d56d682e549c",
        "message.device.model": "Pixel 7",
        "cypher": 3,
    }


@pytest.mark.parametrize(
    "text",
    [
        "",
        "3",
        "3" * 200,
        message(PLAIN)[:-6],
        message(PLAIN).replace(FIRST, SECOND),
        message(b"not JSON at all"),
        "2" + message(PLAIN)[1:],
        message(PLAIN)[:49] + "A" * 63,
    ],
)
def test_what_does_not_open_to_json_is_none(text: str) -> None:
    assert pangle.opened(text) is None
