"""What can be said of bytes nobody could read: how they are spread, what they begin as, and what was tried on them.

`describe` is asked when they are shown, of the bytes that stayed: nothing of it is stored, so old sessions tell it too.
"""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import dataclass

from inspector.decoders import text
from inspector.decoders.peel import FORMATS
from inspector.errors import DecodeError
from inspector.records import Decoded, Nested, Value

_SAMPLE_BYTES = 65_536
_TRIED_BYTES = 262_144
_OUTPUT_BYTES = 1_000_000
_SHORT_BYTES = 64  # fewer say nothing of how they were made
_EVEN = 5.0  # standard deviations of the chi-square test that even random bytes stay within
_DENSE_BITS = 7.2
_DENSE_BYTES = 1_024
_WIDTHS = (2, 4, 8, 12, 16)
_COLUMN_BITS = 1.0  # so much less spread within columns than over all: a table
_CONTENT = (
    (b"\x89PNG\r\n\x1a\n", 0, "a PNG picture"), (b"\xff\xd8\xff", 0, "a JPEG picture"), (b"GIF8", 0, "a GIF picture"),
    (b"WEBP", 8, "a WebP picture"), (b"ftypheic", 4, "a HEIC picture"), (b"ftypavif", 4, "an AVIF picture"),
    (b"ftyp", 4, "an MP4 film or recording"), (b"WAVE", 8, "a WAV recording"), (b"OggS", 0, "an Ogg recording"),
    (b"fLaC", 0, "a FLAC recording"), (b"#!AMR", 0, "an AMR recording"), (b"ID3", 0, "an MP3 recording"),
    (b"\x1aE\xdf\xa3", 0, "a Matroska or WebM film"), (b"%PDF-", 0, "a PDF document"),
    (b"PK\x03\x04", 0, "a ZIP archive"), (b"SQLite format 3\x00", 0, "an SQLite database"),
    (b"\x7fELF", 0, "a native library"), (b"dex\n0", 0, "Android code"), (b"wOF2", 0, "a typeface"),
    (b"7z\xbc\xaf\x27\x1c", 0, "a 7z archive"),
)  # fmt: skip
# Hosts of SDKs whose bodies nobody has described in public, as far as is known here.
_UNPUBLISHED = {
    "appsflyer.com": "AppsFlyer", "appsflyersdk.com": "AppsFlyer", "jpush.cn": "JPush", "jiguang.cn": "JPush",
    "jpush.io": "JPush", "easytomessage.com": "JPush", "getui.com": "Getui", "getui.net": "Getui",
    "igexin.com": "Getui", "gepush.com": "Getui", "fengkongcloud.com": "Shumei", "ishumei.com": "Shumei",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Unread:
    """`entropy_bits`: bits a byte, 0 (all the same) to 8. `looks`: the end of a sentence that begins with "It".

    `tried`: a format's name and why it is not that, "" where its data begins otherwise; the formats that came nearest
    first. `why`: a sentence where something is known of the host's bodies, else "".
    """

    size_bytes: int
    entropy_bits: float
    looks: str
    tried: tuple[tuple[str, str], ...]
    why: str = ""


def describe(data: bytes, host: str = "") -> Unread:
    """`host` is whom they went to. Never raises; looks at a quarter of a megabyte at most."""
    return Unread(len(data), entropy_bits(data), _looks(data[:_SAMPLE_BYTES]), _tried(data[:_TRIED_BYTES]), _why(host))


def entropy_bits(data: bytes) -> float:
    """Shannon's entropy of the first 64 kB, in bits a byte, 0 to 8."""
    sample = data[:_SAMPLE_BYTES]
    return round(-sum(n / len(sample) * math.log2(n / len(sample)) for n in Counter(sample).values()), 2) + 0.0


def _looks(data: bytes) -> str:
    kind = next((kind for mark, place, kind in _CONTENT if data.startswith(mark, place)), None)
    if kind is not None:
        return f"begins as {kind} does"
    if len(set(data)) <= 1:
        return "is the same byte over and over" if data else "is empty"
    if len(data) < _SHORT_BYTES:
        return "is too short to tell what it is"
    spread = entropy_bits(data)
    if _is_even(data):
        block = ", and its length is one that AES in blocks would give" if not len(data) % 16 else ""
        return f"looks encrypted or compressed{block}"
    if spread >= _DENSE_BITS and len(data) >= _DENSE_BYTES:
        return "looks compressed, or encrypted in part"
    if any(_column_bits(data, width) < spread - _COLUMN_BITS for width in _WIDTHS if len(data) >= 16 * width):
        return "looks like a table of numbers"
    return "looks like a format of its own, neither encrypted nor compressed"


def _is_even(data: bytes) -> bool:
    """Whether all 256 bytes come equally often, as chance has it (chi-square with 255 degrees of freedom)."""
    wanted = len(data) / 256
    counts = Counter(data)
    chi_square = sum((counts[byte] - wanted) ** 2 / wanted for byte in range(256))
    return chi_square < 255 + _EVEN * math.sqrt(2 * 255)


def _column_bits(data: bytes, width: int) -> float:
    """The entropy of the column that varies least, if the bytes are written in lines of `width`."""
    return min(entropy_bits(data[column::width]) for column in range(width))


def _tried(data: bytes) -> tuple[tuple[str, str], ...]:
    near: list[tuple[float, str, str]] = []
    far: list[tuple[str, str]] = []
    for one in FORMATS:
        score = one.accepts(data)
        if score <= 0.0 and one is not text:
            far.append((one.NAME, ""))
            continue
        try:
            one.decode(data, _OUTPUT_BYTES)
        except DecodeError as error:
            near.append((score, one.NAME, str(error)))
        else:
            near.append((score, one.NAME, "What comes out makes no sense."))
    return (*((name, why) for _, name, why in sorted(near, key=lambda one: -one[0])), *far)


def _why(host: str) -> str:
    labels = host.lower().rstrip(".").split(".")
    sdk = next(
        (_UNPUBLISHED[name] for start in range(len(labels)) if (name := ".".join(labels[start:])) in _UNPUBLISHED), ""
    )
    if not sdk:
        return ""
    return (
        f"How {sdk}'s SDK wraps what it sends is not published, as far as is known here; what the app handed to it "
        "stands in the SDK's calls."
    )


def unread_bytes(decoded: Decoded, size_bytes: int) -> int:
    """How many of a body's bytes nobody could read: all where it stayed opaque, else those of opaque leaves."""
    if not decoded.readable:
        return size_bytes
    if decoded.verbatim:
        return 0
    if isinstance(decoded.value, bytes) and not decoded.steps:
        return size_bytes
    return min(size_bytes, _opaque_bytes(decoded.value))


def _opaque_bytes(value: Value) -> int:
    waiting, size_bytes = [value], 0
    while waiting:
        one = waiting.pop()
        kind = type(one)
        if kind is str or kind is int:
            continue
        if kind is dict:
            waiting += one.values()
        elif kind is list or kind is tuple:
            waiting += one
        elif kind is Nested:
            waiting.append(one.value)
        elif kind is bytes:
            size_bytes += len(one)
    return size_bytes
