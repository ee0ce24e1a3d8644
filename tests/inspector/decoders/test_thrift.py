"""Thrift's compact protocol, on bytes written down from its public description."""

from __future__ import annotations

import random
import struct
import zlib

import pytest
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

from inspector.decoders import decode, flatten, thrift
from inspector.errors import DecodeError

# 1: "Galaxy S21", 2: true, 3: 150, 20: 1.5 as double, 21: ["a", "b"], 22: {"k": -1}, 23: {1: false}
STRUCTURE = (
    b"\x18\x0aGalaxy S21\x11\x15\xac\x02\x07\x28" + struct.pack("<d", 1.5) + b"\x19\x28\x01a\x01b"
    b"\x1b\x01\x85\x01k\x01\x1c\x12\x00\x00"
)
VALUE = {"1": "Galaxy S21", "2": True, "3": 150, "20": 1.5, "21": ["a", "b"], "22": {"k": -1}, "23": {"1": False}}


def varint(number: int) -> bytes:
    return bytes([number & 0x7F | 0x80, number >> 7]) if number > 127 else bytes([number])


def envelope(entity: bytes, codex: int = 0) -> bytes:
    """Umeng's: version, address, signature, serial_num, ts_secs, length, entity, guid, checksum, codex."""
    text = b"\x18\x20" + b"0caacb6e1f87a1cac2b13080e96fac8a"
    return (
        b"\x18\x031.0\x18\x185f0000000000000000000001" + text + b"\x15\x02\x15\x98\xa8\x9d\xb0\x0d\x15\x8c\x01"
        b"\x18" + varint(len(entity)) + entity + text + text + b"\x15" + bytes([2 * codex]) + b"\x00"
    )


def test_a_structure_is_read_by_its_fields() -> None:
    assert thrift.decode(STRUCTURE) == VALUE
    assert decode(STRUCTURE + b"", media_type="application/x-thrift").steps == ("thrift",)


def test_the_envelope_of_umeng_has_its_names_and_what_is_in_it_is_opened() -> None:
    decoded = decode(envelope(zlib.compress(b'{"header":{"udid":"9774d56d682e549c"}}')))
    leaves = dict(flatten(decoded.value))
    assert decoded.steps == ("thrift",)
    assert leaves["address"] == "5f0000000000000000000001"
    assert leaves["entity.header.udid"] == "9774d56d682e549c"


def test_an_entity_encrypted_with_the_key_in_its_envelope_is_opened() -> None:
    signature = bytes.fromhex("0caacb6e1f87a1cac2b13080e96fac8a0011")
    key, vector = signature[1:17], bytes.fromhex("0a010b05040f07091703010608" + "0c0d5b")
    packed = zlib.compress(b'{"header":{"udid":"9774d56d682e549c"}}')
    padded = packed + bytes([16 - len(packed) % 16]) * (16 - len(packed) % 16)
    encryptor = Cipher(algorithms.AES(key), modes.CBC(vector)).encryptor()
    data = envelope(encryptor.update(padded) + encryptor.finalize(), codex=1)
    decoded = decode(data.replace(b"\x18\x200caacb6e1f87a1cac2b13080e96fac8a", b"\x18\x24" + signature.hex().encode()))
    nested = decoded.value["entity"]
    assert nested.steps == ("umeng_aes", "deflate", "json")
    assert nested.value == {"header": {"udid": "9774d56d682e549c"}}


@pytest.mark.parametrize(("size", "codex"), [(64, 0), (64, 1), (63, 1), (0, 1)])
def test_an_entity_that_does_not_open_stays_as_bytes(size: int, codex: int) -> None:
    entity = random.Random(4).randbytes(size)
    assert thrift.decode(envelope(entity, codex))["entity"] == (entity or "")


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\x18\x7fabc\x00",
        b"\x1c" * 100_000 + b"\x00",
        b"\x19\xf8\xff\xff\xff\x7f" + bytes(20),
        b"\x1b\x7f\x88" + bytes(20),
        b"\x15" + b"\xff" * 20 + b"\x00",
        STRUCTURE + b"\x00",
        b"\x1e" + bytes(20),
    ],
)
def test_what_breaks_off_or_lies_is_refused(data: bytes) -> None:
    assert thrift.accepts(data) == 0.0
    with pytest.raises(DecodeError):
        thrift.decode(data)


def test_random_bytes_are_not_claimed() -> None:
    chance = random.Random(14)
    assert not [1 for _ in range(20_000) if thrift.accepts(chance.randbytes(chance.randrange(16, 512)) + b"\x00")]
