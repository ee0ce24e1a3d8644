"""Planted values under a mask: every byte XORed with a short key that comes again and again, or moved by a number."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from inspector.datatypes.by_value.armour import is_text
from inspector.datatypes.by_value.forms import writings
from inspector.datatypes.by_value.machine import HEAD_BYTES, Machine

_MOVED = 0  # in place of a key's length: a number is added to every byte
_KEYS = (_MOVED, 1, 2, 3, 4, 5, 6, 7, 8)  # bytes of a key
_SHORT_KEYS = (1,)  # those that are tried with what there is much of
_LEAST = 8  # bytes whose differences are compared: by chance they are the same once in 10^19
_MIN_DIFFERENT = 6
_LONGEST = 1 << 16
_MOST_HITS = 20
_BETWEEN = b"\0"

Mask = tuple[int, bytes]  # the key's length, the value's bytes


class Masks:
    """Knows planted values by the differences of their bytes, which no such mask changes. One thread."""

    def __init__(self) -> None:
        self._machine: Machine[Mask] = Machine()
        self._is_empty = True

    def add(self, type_id: str, value: str) -> None:
        """Looks for the value under masks from now on."""
        for text in dict.fromkeys((value, value.lower(), *writings(type_id, value)[3:4])):
            data = text.encode()[: HEAD_BYTES + 8]
            for key, differences in zip(_KEYS, _differences(data, _KEYS), strict=True):
                told = differences[key or 1 :][:HEAD_BYTES]
                if len(told) >= _LEAST - (key < 2) and len(set(told)) >= _MIN_DIFFERENT:
                    self._machine.add(told, (key, data))
                    self._is_empty = False

    def find(self, pieces: Sequence[bytes], *, short: bool) -> Iterator[tuple[int, bytes]]:
        """The pieces in which a value stands masked: their numbers, and what they are without it.

        `short`: only keys of one byte are tried.
        """
        if self._is_empty or not pieces:
            return
        joined = _BETWEEN.join(pieces)
        if not _LEAST < len(joined) <= _LONGEST:
            return
        keys = _SHORT_KEYS if short else _KEYS
        hits = self._machine.hits(b"".join(_differences(joined, keys)))
        for (key, value), at in hits[:_MOST_HITS]:
            number, place = divmod(at, len(joined))
            start = place - (key or 1)
            if keys[number] != key or start < 0 or joined.startswith(value, start):
                continue
            for piece, one in enumerate(pieces):
                if start < len(one):
                    plain = _without(one, start, value, key)
                    # A long key may be of what was masked otherwise: then all but the value is noise.
                    if plain is not None and (key < 2 or is_text(plain)):
                        yield piece, plain
                    break
                start -= len(one) + len(_BETWEEN)
                if start < 0:
                    break


def _differences(data: bytes, keys: Sequence[int]) -> list[bytes]:
    """Of each key the data with each byte XORed with that `key` before it: as long as the data, its head as it is."""
    size, number = len(data), int.from_bytes(data, "big")
    return [
        _moved(number, size) if key == _MOVED else (number ^ number >> 8 * key).to_bytes(size, "big") for key in keys
    ]


def _moved(number: int, size: int) -> bytes:
    """Each byte less the one before it, of all at once: no byte borrows of its neighbour."""
    tops = int.from_bytes(b"\x80" * size, "big")
    before = number >> 8
    rest = ~tops & before
    return ((number | tops) - rest ^ (number ^ before ^ tops) & tops).to_bytes(size, "big")


def _without(data: bytes, start: int, value: bytes, key: int) -> bytes | None:
    """The data unmasked, if `value` (or its head) stands at `start` in it; None where it does not."""
    there = data[start : start + len(value)]
    if len(there) < len(value):
        return None
    if key == _MOVED:
        by = (there[0] - value[0]) & 255
        plain = bytes((byte - by) & 255 for byte in data)
    else:
        mask = bytes(there[(at - start) % key] ^ value[(at - start) % key] for at in range(key))
        long = (mask * (len(data) // key + 1))[: len(data)]
        plain = (int.from_bytes(data, "big") ^ int.from_bytes(long, "big")).to_bytes(len(data), "big")
    return plain if plain.startswith(value, start) else None
