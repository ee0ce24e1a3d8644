"""How much a decoder may put out, and what it says when data ended or ran over before it was done."""

from __future__ import annotations

from inspector.errors import DecodeError

OUTPUT_LIMIT_BYTES = 64 * 1024 * 1024
NESTING_LIMIT = 100


class CutOff(DecodeError):
    """Data of the format that stops early or grows past its bound. `partial` is what was read of it."""

    def __init__(self, sentence: str, partial: bytes) -> None:
        super().__init__(sentence)
        self.partial = partial


def too_big(partial: bytes) -> CutOff:
    return CutOff(f"It holds more than the {len(partial):,} bytes that are read of it.", partial)


def ended_early(partial: bytes) -> CutOff:
    return CutOff("It ends before its end.", partial)


def is_deeper(value: object, limit: int = NESTING_LIMIT) -> bool:
    """Whether lists and objects lie in one another more than `limit` deep."""
    level = [value]
    for _ in range(limit):
        level = [
            inner
            for one in level
            if isinstance(one, dict | list)
            for inner in (one.values() if isinstance(one, dict) else one)
            if isinstance(inner, dict | list)
        ]
        if not level:
            return False
    return True
