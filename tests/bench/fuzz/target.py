"""What can be fuzzed: something that takes bytes, the bytes it is fed with at first, and the errors it may raise."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass

_NUMBERS = tuple(
    bytes.fromhex(one) for one in ("00", "7f", "80", "ff", "ffff", "7fffffff", "ffffffff", "00000000", "ff" * 8)
)
_LARGEST_BYTES = 60_000


@dataclass(frozen=True)
class Target:
    """`run` is given one input at a time and may raise only `errors`. `seeds` are valid inputs. `share`: how often."""

    name: str
    run: Callable[[bytes], object]
    seeds: Sequence[bytes]
    errors: tuple[type[Exception], ...] = ()
    share: int = 1


def next_input(target: Target, chance: random.Random) -> bytes:
    """One in eight is random from its first byte; the others are seeds changed in one to six places."""
    if not target.seeds or chance.random() < 0.125:
        return chance.randbytes(int(2 ** chance.uniform(0, 11)))
    data = chance.choice(target.seeds)
    for _ in range(chance.choice((1, 1, 1, 2, 3, 6))):
        data = chance.choice(_CHANGES)(data, target.seeds, chance)[:_LARGEST_BYTES]
    return data


def _flip(data: bytes, _: Sequence[bytes], chance: random.Random) -> bytes:
    if not data:
        return b"\x00"
    at = chance.randrange(len(data))
    return data[:at] + bytes([data[at] ^ 1 << chance.randrange(8)]) + data[at + 1 :]


def _number(data: bytes, _: Sequence[bytes], chance: random.Random) -> bytes:
    at, number = chance.randrange(len(data) + 1), chance.choice(_NUMBERS)
    return data[:at] + number + data[at + (len(number) if chance.random() < 0.7 else 0) :]


def _cut(data: bytes, _: Sequence[bytes], chance: random.Random) -> bytes:
    return data[: chance.randrange(len(data) + 1)]


def _leave_out(data: bytes, _: Sequence[bytes], chance: random.Random) -> bytes:
    at = chance.randrange(len(data) + 1)
    return data[:at] + data[at + chance.randrange(1, 16) :]


def _repeat(data: bytes, _: Sequence[bytes], chance: random.Random) -> bytes:
    at = chance.randrange(len(data) + 1)
    piece = data[at : at + chance.choice((1, 1, 2, 3, 8, 40))]
    return data[:at] + piece * chance.choice((2, 3, 20, 300)) + data[at:]


def _noise(data: bytes, _: Sequence[bytes], chance: random.Random) -> bytes:
    at = chance.randrange(len(data) + 1)
    return data[:at] + chance.randbytes(chance.randrange(1, 12)) + data[at:]


def _splice(data: bytes, seeds: Sequence[bytes], chance: random.Random) -> bytes:
    other = chance.choice(seeds)
    return data[: chance.randrange(len(data) + 1)] + other[chance.randrange(len(other) + 1) :]


_CHANGES = (_flip, _flip, _number, _number, _cut, _leave_out, _repeat, _noise, _splice)
