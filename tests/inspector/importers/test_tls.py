"""What Python's own TLS cannot be asked for: early data, key updates and retries, sealed here as RFC 8446 says."""

from __future__ import annotations

import hmac
import struct

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from inspector.importers.pcap.key_log import KeyLog
from inspector.importers.pcap.tls import Content, Tls

RANDOM = bytes(range(32))
SECRETS = {
    "CLIENT_EARLY_TRAFFIC_SECRET": b"e" * 32, "CLIENT_HANDSHAKE_TRAFFIC_SECRET": b"h" * 32,
    "SERVER_HANDSHAKE_TRAFFIC_SECRET": b"H" * 32, "CLIENT_TRAFFIC_SECRET_0": b"a" * 32,
    "SERVER_TRAFFIC_SECRET_0": b"A" * 32,
}  # fmt: skip
DATA, HANDSHAKE = 23, 22
_RETRY = bytes.fromhex("cf21ad74e59a6111be1d8c021e65b891c2a211167abb8c5e079e09e2c8a8339c")


def expanded(secret: bytes, label: str, size: int) -> bytes:
    told = f"tls13 {label}".encode()
    return hmac.digest(secret, struct.pack(">HB", size, len(told)) + told + b"\0\1", "sha256")[:size]


def record(kind: int, body: bytes) -> bytes:
    return bytes([kind]) + b"\x03\x03" + struct.pack(">H", len(body)) + body


def message(kind: int, body: bytes = b"") -> bytes:
    return bytes([kind]) + len(body).to_bytes(3, "big") + body


def sealed(secret: bytes, number: int, kind: int, data: bytes, padding: int = 0) -> bytes:
    inner = data + bytes([kind]) + bytes(padding)
    head = b"\x17\x03\x03" + struct.pack(">H", len(inner) + 16)
    iv = expanded(secret, "iv", 12)
    nonce = iv[:4] + (int.from_bytes(iv[4:], "big") ^ number).to_bytes(8, "big")
    return head + AESGCM(expanded(secret, "key", 16)).encrypt(nonce, inner, head)


def client_hello(early: bool) -> bytes:
    name = b"\0\0" + struct.pack(">HHBH", 14, 12, 0, 9) + b"chat.test"
    extensions = name + (b"\0\x2a\0\0" if early else b"")
    body = b"\x03\x03" + RANDOM + b"\0" + b"\0\2\x13\1" + b"\1\0" + struct.pack(">H", len(extensions)) + extensions
    return record(HANDSHAKE, message(1, body))


def server_hello(random: bytes = b"s" * 32) -> bytes:
    return record(HANDSHAKE, message(2, b"\x03\x03" + random + b"\0" + b"\x13\1\0" + b"\0\6\0\x2b\0\2\x03\x04"))


def opened(**without: bool) -> Tls:
    keys = KeyLog()
    lines = [f"{label} {RANDOM.hex()} {secret.hex()}" for label, secret in SECRETS.items() if label not in without]
    assert keys.add("\r\n".join(lines).encode(), "test") == len(lines)
    return Tls(keys)


def data_of(contents: list[Content]) -> list[bytes]:
    return [one.data for one in contents]


def test_early_data_is_opened_as_soon_as_the_server_has_answered() -> None:
    tls = opened()
    early = sealed(SECRETS["CLIENT_EARLY_TRAFFIC_SECRET"], 0, DATA, b"GET /early", padding=9)
    assert tls.feed("up", client_hello(early=True) + early) == []
    assert tls.client is not None
    assert tls.client.name == "chat.test"
    assert data_of(tls.feed("down", server_hello())) == [b"GET /early"]
    tls.feed("up", sealed(SECRETS["CLIENT_EARLY_TRAFFIC_SECRET"], 1, HANDSHAKE, message(5)))
    tls.feed("up", sealed(SECRETS["CLIENT_HANDSHAKE_TRAFFIC_SECRET"], 0, HANDSHAKE, message(20, bytes(32))))
    assert data_of(tls.feed("up", sealed(SECRETS["CLIENT_TRAFFIC_SECRET_0"], 0, DATA, b"GET /late"))) == [b"GET /late"]


def test_early_data_that_the_server_did_not_take_is_stepped_over() -> None:
    tls = opened(CLIENT_EARLY_TRAFFIC_SECRET=False)
    tls.feed("up", client_hello(early=True) + sealed(b"e" * 32, 0, DATA, b"GET /early"))
    assert tls.feed("down", server_hello()) == []
    tls.feed("up", sealed(SECRETS["CLIENT_HANDSHAKE_TRAFFIC_SECRET"], 0, HANDSHAKE, message(20, bytes(32))))
    assert data_of(tls.feed("up", sealed(SECRETS["CLIENT_TRAFFIC_SECRET_0"], 0, DATA, b"GET /late"))) == [b"GET /late"]


def test_keys_are_followed_when_an_end_changes_them() -> None:
    tls = opened()
    tls.feed("up", client_hello(early=False))
    tls.feed("down", server_hello() + sealed(SECRETS["SERVER_HANDSHAKE_TRAFFIC_SECRET"], 0, HANDSHAKE, message(20)))
    first = SECRETS["SERVER_TRAFFIC_SECRET_0"]
    second = expanded(first, "traffic upd", 32)
    said = sealed(first, 0, DATA, b"before") + sealed(first, 1, HANDSHAKE, message(24, b"\0"))
    assert data_of(tls.feed("down", said + sealed(second, 0, DATA, b"after"))) == [b"before", b"after"]
    third = expanded(second, "traffic upd", 32)
    said = sealed(second, 1, HANDSHAKE, message(24, b"\1")) + sealed(third, 0, DATA, b"again")
    assert data_of(tls.feed("down", said)) == [b"again"]


def test_a_server_that_asks_for_another_hello_is_waited_for() -> None:
    tls = opened()
    tls.feed("up", client_hello(early=False))
    tls.feed("down", server_hello(_RETRY))
    tls.feed("up", client_hello(early=False))
    tls.feed("down", server_hello() + sealed(SECRETS["SERVER_HANDSHAKE_TRAFFIC_SECRET"], 0, HANDSHAKE, message(20)))
    assert data_of(tls.feed("down", sealed(SECRETS["SERVER_TRAFFIC_SECRET_0"], 0, DATA, b"hi"))) == [b"hi"]


def test_a_log_of_traffic_secrets_alone_opens_what_follows_the_handshake() -> None:
    tls = opened(CLIENT_HANDSHAKE_TRAFFIC_SECRET=False, SERVER_HANDSHAKE_TRAFFIC_SECRET=False)
    tls.feed("up", client_hello(early=False))
    tls.feed("down", server_hello() + sealed(SECRETS["SERVER_HANDSHAKE_TRAFFIC_SECRET"], 0, HANDSHAKE, message(20)))
    (one,) = tls.feed("down", sealed(SECRETS["SERVER_TRAFFIC_SECRET_0"], 0, DATA, b"hi"))
    assert (one.data, one.lost_bytes) == (b"hi", 0)


def test_how_much_is_missing_is_told_to_the_byte_where_a_record_was_under_way() -> None:
    tls = opened()
    tls.feed("up", client_hello(early=False))
    secret = SECRETS["SERVER_TRAFFIC_SECRET_0"]
    shake = sealed(SECRETS["SERVER_HANDSHAKE_TRAFFIC_SECRET"], 0, HANDSHAKE, message(20))
    tls.feed("down", server_hello() + shake + sealed(secret, 0, DATA, b"first"))
    second = sealed(secret, 1, DATA, b"x" * 1000)
    tls.feed("down", second[:300])
    tls.lost("down", 200)
    (one,) = tls.feed("down", second[500:] + sealed(secret, 2, DATA, b"third"))
    assert (one.data, one.lost_bytes) == (b"third", 1000)


def test_behind_a_hole_of_several_records_the_next_whole_one_is_found() -> None:
    tls = opened()
    tls.feed("up", client_hello(early=False))
    secret = SECRETS["SERVER_TRAFFIC_SECRET_0"]
    shake = sealed(SECRETS["SERVER_HANDSHAKE_TRAFFIC_SECRET"], 0, HANDSHAKE, message(20))
    tls.feed("down", server_hello() + shake + sealed(secret, 0, DATA, b"first"))
    missing = b"".join(sealed(secret, number, DATA, b"y" * 500) for number in range(1, 6))
    tls.lost("down", len(missing) - 100)
    (one,) = tls.feed("down", missing[-100:] + sealed(secret, 6, DATA, b"found"))
    assert one.data == b"found"
    assert 2000 < one.lost_bytes < 3000
