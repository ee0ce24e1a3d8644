"""The secrets of TLS connections, as browsers, curl, friTap and others log them (NSS key log format)."""

from __future__ import annotations

import re
from pathlib import Path

from inspector.errors import FileProblem
from inspector.importers.stream import Stream

_LINE = re.compile(rb"^([A-Z][A-Z0-9_]{3,40}) ([0-9A-Fa-f]{64}) ([0-9A-Fa-f]{32,256})\s*$", re.MULTILINE)
_LARGEST_BYTES = 256 << 20
_CHUNK_BYTES = 1 << 20
_ENDINGS = (".keys", ".keylog", ".key.log", ".keylog.txt", ".sslkeylog", ".txt", ".log", ".dat")
_NAMES = ("sslkeylog.log", "sslkeylog.txt", "sslkeys.log", "sslkeylogfile.txt", "keylog.txt", "keylog.log", "keys.log")


class KeyLog:
    """Secrets by label and by the ClientHello's random number."""

    def __init__(self) -> None:
        self._secrets: dict[tuple[bytes, bytes], bytes] = {}
        self.sources: list[str] = []

    def __len__(self) -> int:
        return len(self._secrets)

    def add(self, lines: bytes, source: str) -> int:
        """How many secrets stood there; lines of other kinds are passed over."""
        found = 0
        for label, client_random, secret in _LINE.findall(lines):
            self._secrets[label, bytes.fromhex(client_random.decode())] = bytes.fromhex(_even(secret))
            found += 1
        if found and source not in self.sources:
            self.sources.append(source)
        return found

    def add_file(self, path: Path) -> int:
        """As add. Raises FileProblem where the file cannot be read."""
        found, rest = 0, b""
        with Stream(path) as stream:
            while stream.offset < _LARGEST_BYTES and (data := stream.read(_CHUNK_BYTES)):
                lines, _, rest = (rest + data).replace(b"\r", b"\n").rpartition(b"\n")
                found += self.add(lines, path.name)
                rest = rest[-1024:]
        return found + self.add(rest, path.name)

    def get(self, label: str, client_random: bytes) -> bytes | None:
        """A secret by what the log calls it."""
        return self._secrets.get((label.encode(), client_random))


def key_log(capture: Path, named: Path | None) -> KeyLog:
    """The key log that was named, else those that lie beside a capture under a usual name.

    Raises FileProblem where one was named that holds no secret.
    """
    keys = KeyLog()
    if named is not None:
        if not keys.add_file(named):
            raise FileProblem(
                f"{named.name} is no TLS key log: no line of it is a secret.", code="keys.none",
                hint="Its lines look like: CLIENT_RANDOM 64 digits 96 digits.",
            )  # fmt: skip
        return keys
    for name in dict.fromkeys((*(beside for ending in _ENDINGS for beside in _beside(capture, ending)), *_NAMES)):
        path = capture.with_name(name)
        if path != capture and path.is_file():
            keys.add_file(path)
    return keys


def _beside(capture: Path, ending: str) -> tuple[str, ...]:
    plain = capture.name.split(".")[0]
    return capture.name + ending, capture.stem + ending, plain + ending


def _even(digits: bytes) -> str:
    return digits.decode()[: len(digits) // 2 * 2]
