"""What the app's own cryptography gave and took, by its bytes, so that an encrypted body can be opened."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass

from inspector.decoders import Opener
from inspector.protocol import CryptoSeen
from inspector.records import Opened

_HEAD = 16  # bytes of a ciphertext that name it: one AES block
_SCAN_BYTES = 64 << 10
_KEPT_BYTES = 64 << 20
_MOST_SHORT = 10_000
_SHARE = 0.5  # of the searched bytes that must be opened, else much of what stood there would not be shown
_AROUND = 64  # or all but so many: a vector, a salt, a length, a tag beside a short ciphertext
_TAG = 16  # bytes an authenticated cipher's output may be sent without
_SHORT = 6  # a shorter result of a stream cipher is anything


@dataclass(frozen=True, slots=True)
class _Entry:
    cipher: bytes
    plain: bytes
    how: str
    observation: int


class CryptoIndex:
    """Ciphertexts seen lately with their plaintexts; the oldest go when more than 64 MiB are kept. Any one thread."""

    def __init__(self) -> None:
        self._by_head: OrderedDict[bytes, _Entry] = OrderedDict()
        self._short: OrderedDict[bytes, _Entry] = OrderedDict()  # stream ciphers' results, by all their bytes
        self._kept_bytes = 0

    @property
    def is_empty(self) -> bool:
        return not self._by_head and not self._short

    def add(self, seen: CryptoSeen, observation: int) -> None:
        """Remembers one call; those that hide nothing (digests, gzip) or are too short to tell apart are not."""
        if seen.op != "cipher":
            return
        cipher, plain = (seen.given, seen.result) if seen.mode in ("decrypt", "unwrap") else (seen.result, seen.given)
        if not plain or len(cipher) < _SHORT:
            return
        if len(cipher) < _HEAD:
            self._short[cipher] = _Entry(cipher, plain, seen.algorithm, observation)
            if len(self._short) > _MOST_SHORT:
                self._short.popitem(last=False)
            return
        head = cipher[:_HEAD]
        old = self._by_head.pop(head, None)
        self._kept_bytes += len(cipher) + len(plain) - (len(old.cipher) + len(old.plain) if old else 0)
        self._by_head[head] = _Entry(cipher, plain, seen.algorithm, observation)
        while self._kept_bytes > _KEPT_BYTES and self._by_head:
            _, gone = self._by_head.popitem(last=False)
            self._kept_bytes -= len(gone.cipher) + len(gone.plain)

    @property
    def opener(self) -> Opener | None:
        """`open`, once there is anything it could open."""
        return None if self.is_empty else self.open

    def open(self, data: bytes) -> Opened | None:
        """The plaintext of these bytes, where they are (mostly) what a cipher gave, in one piece or several."""
        if self.is_empty:
            return None
        if len(data) < _HEAD:
            entry = self._short.get(data)
            return Opened(entry.plain, entry.how, entry.observation) if entry else None
        at = self._find(data)
        if at is None:
            return None
        plain, first, opened_bytes = bytearray(), self._by_head[data[at : at + _HEAD]], 0
        while (entry := self._by_head.get(data[at : at + _HEAD])) and (size := _matched(entry, data, at)):
            plain += entry.plain
            at += size
            opened_bytes += size
        if opened_bytes < len(data) * _SHARE and len(data) - opened_bytes > _AROUND:
            return None
        return Opened(bytes(plain), first.how, first.observation)

    def _find(self, data: bytes) -> int | None:
        for at in range(min(len(data) - _HEAD + 1, _SCAN_BYTES)):
            entry = self._by_head.get(data[at : at + _HEAD])
            if entry and _matched(entry, data, at):
                return at
        return None


def _matched(entry: _Entry, data: bytes, at: int) -> int:
    """How many bytes of `data` from `at` on are the entry's ciphertext: all of it, or all but its tag; else 0."""
    if data.startswith(entry.cipher, at):
        return len(entry.cipher)
    rest = len(data) - at
    bare = max(_HEAD, len(entry.cipher) - _TAG)
    return rest if bare <= rest < len(entry.cipher) and entry.cipher.startswith(data[at:]) else 0
