"""The server's name in the first packets of a QUIC connection: their keys are no secret (RFC 9001, 9369)."""

from __future__ import annotations

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.hmac import HMAC

from inspector.importers.pcap.ciphers import Suite, expand_label
from inspector.importers.pcap.hellos import client_hello

_SALTS = {
    1: (bytes.fromhex("38762cf7f55934b34d179ae6a4c80cadccbb7f0a"), b"quic ", 0),
    0x6B3343CF: (bytes.fromhex("0dede3def700a6db819381be6e269dcbf9bd2ed9"), b"quicv2 ", 1),
    **dict.fromkeys(
        range(0xFF00001D, 0xFF000021), (bytes.fromhex("afbfec289993d24c9e9786f19c6111e04390a899"), b"quic ", 0)
    ),
}  # version: salt, prefix of labels, type of an Initial packet
_SUITE = Suite("gcm", 16)
_LARGEST_HELLO = 1 << 15
_CRYPTO, _PADDING, _PING, _ACK, _ACK_ECN = 6, 0, 1, 2, 3


def server_name(datagram: bytes, hello: bytearray) -> tuple[bool, str]:
    """Whether it is QUIC, and the name as soon as it is known. `hello` keeps the ClientHello's parts between calls."""
    version = int.from_bytes(datagram[1:5], "big")
    if len(datagram) < 20 or (version not in _SALTS and version & 0xFFFFFF00 != 0xFF000000):
        return False, ""
    if version not in _SALTS or (datagram[0] >> 4) & 3 != _SALTS[version][2]:
        return True, ""
    try:
        _gather(_opened(datagram, *_SALTS[version][:2]), hello)
    except (InvalidTag, ValueError, IndexError):
        return True, ""
    said = client_hello(bytes(hello[4:])) if hello[:1] == b"\x01" else None
    return True, said.name if said else ""


def _opened(datagram: bytes, salt: bytes, prefix: bytes) -> bytes:
    at = 5
    target = datagram[at + 1 : at + 1 + datagram[at]]
    at += 1 + len(target)
    at += 1 + datagram[at]
    token, at = _number(datagram, at)
    size, at = _number(datagram, at + token)
    secret = expand_label(_SUITE, _extract(salt, target), b"client in", 32)
    key, iv = expand_label(_SUITE, secret, prefix + b"key", 16), expand_label(_SUITE, secret, prefix + b"iv", 12)
    mask_key = expand_label(_SUITE, secret, prefix + b"hp", 16)
    taker = Cipher(algorithms.AES(mask_key), modes.ECB()).encryptor()
    mask = taker.update(datagram[at + 4 : at + 20])
    first = datagram[0] ^ (mask[0] & 15)
    length = (first & 3) + 1
    number = bytes(one ^ other for one, other in zip(datagram[at : at + length], mask[1:], strict=False))
    head = bytes([first]) + datagram[1:at] + number
    nonce = (int.from_bytes(iv, "big") ^ int.from_bytes(number, "big")).to_bytes(12, "big")
    return AESGCM(key).decrypt(nonce, datagram[at + length : at + size], head)


def _gather(frames: bytes, hello: bytearray) -> None:
    """Puts the parts of the ClientHello where they belong."""
    at = 0
    while at < len(frames):
        kind, at = _number(frames, at)
        if kind in (_PADDING, _PING):
            continue
        if kind in (_ACK, _ACK_ECN):
            for _ in range(4):
                _, at = _number(frames, at)
            return
        if kind != _CRYPTO:
            return
        offset, at = _number(frames, at)
        size, at = _number(frames, at)
        part = frames[at : at + size]
        if offset + len(part) > _LARGEST_HELLO:
            return
        hello.extend(bytes(max(0, offset + len(part) - len(hello))))
        hello[offset : offset + len(part)] = part
        at += size


def _number(data: bytes, at: int) -> tuple[int, int]:
    """A number of variable length and where it ends."""
    size = 1 << (data[at] >> 6)
    return int.from_bytes(data[at : at + size], "big") & ((1 << (8 * size - 2)) - 1), at + size


def _extract(salt: bytes, secret: bytes) -> bytes:
    maker = HMAC(salt, SHA256())
    maker.update(secret)
    return maker.finalize()
