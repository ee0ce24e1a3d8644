"""What the hellos of a TLS handshake say that is needed to know whom a connection is with, and to open it."""

from __future__ import annotations

from dataclasses import dataclass

_SERVER_NAME, _EARLY_DATA, _MAC_OUTSIDE, _VERSIONS = 0, 42, 22, 43
_RETRY = bytes.fromhex("cf21ad74e59a6111be1d8c021e65b891c2a211167abb8c5e079e09e2c8a8339c")


@dataclass(frozen=True, slots=True)
class ClientHello:
    """`name` is the server's, "" where none was told or it was encrypted."""

    random: bytes
    name: str
    early_data: bool


@dataclass(frozen=True, slots=True)
class ServerHello:
    """`is_retry`: it asks for another ClientHello."""

    random: bytes
    version: int
    suite: int
    mac_outside: bool
    is_retry: bool


def client_hello(body: bytes) -> ClientHello | None:
    """None where it does not hold together."""
    at = 34
    if len(body) < at + 1:
        return None
    at += 1 + body[at]
    at += 2 + int.from_bytes(body[at : at + 2], "big")
    at += 1 + (body[at] if at < len(body) else 0)
    extensions = _extensions(body[at:])
    return ClientHello(body[2:34], _name(extensions.get(_SERVER_NAME, b"")), _EARLY_DATA in extensions)


def server_hello(body: bytes) -> ServerHello | None:
    """As client_hello."""
    if len(body) < 38:
        return None
    at = 35 + body[34]
    if len(body) < at + 3:
        return None
    extensions = _extensions(body[at + 3 :])
    told = extensions.get(_VERSIONS, b"")
    version = int.from_bytes(told if len(told) == 2 else body[:2], "big")
    suite = int.from_bytes(body[at : at + 2], "big")
    return ServerHello(body[2:34], version, suite, _MAC_OUTSIDE in extensions, body[2:34] == _RETRY)


def _extensions(body: bytes) -> dict[int, bytes]:
    found: dict[int, bytes] = {}
    at, end = 2, 2 + int.from_bytes(body[:2], "big")
    while at + 4 <= min(end, len(body)):
        size = int.from_bytes(body[at + 2 : at + 4], "big")
        found[int.from_bytes(body[at : at + 2], "big")] = body[at + 4 : at + 4 + size]
        at += 4 + size
    return found


def _name(said: bytes) -> str:
    """A host name, only of the letters that one has."""
    size = int.from_bytes(said[3:5], "big")
    name = said[5 : 5 + size].decode("ascii", "replace").lower() if said[2:3] == b"\0" else ""
    return name if name and all(letter.isalnum() or letter in "-._" for letter in name) and len(name) < 256 else ""
