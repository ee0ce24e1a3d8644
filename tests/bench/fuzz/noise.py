"""How often noise is claimed: `python -m tests.bench.fuzz.noise [N]`.

Bodies of 16 to 4096 random bytes, without and with a media type that lies; identifiers of 12 to 96 random bytes in
hexadecimal, Base64 and URL-safe Base64; short texts in UTF-8 asked for another encoding.
"""

from __future__ import annotations

import base64
import random
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator

from inspector.decoders import charset, decode, decode_string

_KINDS = ("application/json", "application/x-protobuf", "application/msgpack", "application/cbor", "application/grpc")
_WORDS = (
    "안녕하세요",
    "여러분",
    "请帮我写",
    "信件",
    "Grüße",
    "größer",
    "où",
    "déjà",
    "привет",
    "мир",
    "مرحبا",
    "世界",
    "ok",
    "é",
)


def bodies(chance: random.Random, count: int) -> Iterator[str]:
    """What each random body was taken for, "" for nothing."""
    for _ in range(count):
        decoded = decode(chance.randbytes(int(2 ** chance.uniform(4, 12))))
        yield " ▸ ".join(decoded.steps) or "text" if decoded.readable else ""


def announced(chance: random.Random, count: int) -> Iterator[str]:
    for _ in range(count):
        kind = chance.choice(_KINDS)
        decoded = decode(chance.randbytes(int(2 ** chance.uniform(4, 12))), media_type=kind)
        yield f"{' ▸ '.join(decoded.steps) or 'text'}, announced as {kind}" if decoded.readable else ""


def identifiers(chance: random.Random, count: int) -> Iterator[str]:
    ways: tuple[Callable[[bytes], str], ...] = (
        bytes.hex,
        lambda raw: base64.b64encode(raw).decode(),
        lambda raw: base64.urlsafe_b64encode(raw).decode().rstrip("="),
    )
    for _ in range(count):
        text = chance.choice(ways)(chance.randbytes(chance.randrange(12, 97)))
        found = decode_string(text)
        yield "" if isinstance(found, str) else " ▸ ".join(found.steps)


def utf8(chance: random.Random, count: int) -> Iterator[str]:
    for _ in range(count):
        yield charset.guess(" ".join(chance.choices(_WORDS, k=chance.randrange(1, 12))).encode()) or ""


def main() -> int:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    for name, claims in (
        ("random bodies", bodies),
        ("random bodies, announced as something", announced),
        ("random identifiers in texts", identifiers),
        ("UTF-8 taken for another encoding", utf8),
    ):
        began = time.perf_counter()
        claimed = Counter(claims(random.Random(name), count))
        silent = claimed.pop("", 0)
        words = ", ".join(f"{what}: {times}" for what, times in claimed.most_common()) or "none"
        print(f"{name:40} {count - silent:6,} of {count:,} claimed in {time.perf_counter() - began:.0f} s ({words})")
    return 0


if __name__ == "__main__":
    sys.exit(main())
