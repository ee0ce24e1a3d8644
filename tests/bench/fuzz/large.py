"""Bodies meant to take all time or memory, each decoded in a process of its own: `python -m tests.bench.fuzz.large`."""

from __future__ import annotations

import gzip
import json
import multiprocessing
import random
import resource
import sys
import time
import zlib
from collections.abc import Callable
from multiprocessing.connection import Connection
from pathlib import Path

import brotli
import cbor2
import msgpack
import zstandard

from inspector.decoders import decode, flatten
from tests.inspector.decoders.test_plist import reference_bomb

_MB = 1_000_000
_WHOLE = 128 * _MB
_LIMIT_S = 120.0
_LIMIT_MB = 3_000


def _nested(levels: int) -> bytes:
    data = bytes(1_000 * _MB)
    for _ in range(levels):
        data = zlib.compress(data, 9)
    return gzip.compress(data)


LARGE: dict[str, Callable[[], bytes]] = {
    "noughts, 128 MB": lambda: bytes(_WHOLE),
    "random bytes, 128 MB": lambda: random.Random(1).randbytes(_WHOLE),
    "plain text, 128 MB": lambda: b"Please write a letter. " * (_WHOLE // 23),
    "Korean text, 128 MB": lambda: "사직서를 써 주세요. ".encode() * (_WHOLE // 28),
    "text in GBK, 128 MB": lambda: "请帮我写一封辞职信，我要离开公司。".encode("gbk") * (_WHOLE // 34),
    "JSON of one text, 128 MB": lambda: json.dumps({"a": "b" * _WHOLE}).encode(),
    "JSON of numbers, 128 MB": lambda: b"[" + b"0," * (_WHOLE // 2) + b"0]",
    "JSON, 100,000 deep": lambda: b"[" * 100_000 + b"]" * 100_000,
    "objects in objects, 100,000 deep": lambda: b'{"a":' * 100_000 + b"1" + b"}" * 100_000,
    "JSON lines, 128 MB": lambda: b'{"a":1}\n' * (_WHOLE // 8),
    "form, 128 MB": lambda: b"a=1&" * (_WHOLE // 4),
    "form of one long name": lambda: b"a" * (8 * _MB),
    "queries in lines, 128 MB": lambda: b"a=1&b=2\n" * (_WHOLE // 8),
    "XML, 100,000 deep": lambda: b"<a>" * 100_000 + b"</a>" * 100_000,
    "XML, 64 MB of elements": lambda: b"<r>" + b"<a/>" * (16 * _MB) + b"</r>",
    "an open tag, 64 MB": lambda: b"<a " + b"b" * (64 * _MB),
    "property list of itself": reference_bomb,
    "MessagePack, 64 MB of numbers": lambda: msgpack.packb(list(range(100)) * (_MB // 2)),
    "MessagePack, 100,000 deep": lambda: b"\x91" * 100_000,
    "MessagePack, lists that lie": lambda: (b"\xdd" + (_MB).to_bytes(4, "big")) * 900 + bytes(_MB),
    "CBOR, 64 MB of numbers": lambda: cbor2.dumps([1, 2, 3, 4] * (8 * _MB)),
    "CBOR, 100,000 deep": lambda: b"\x81" * 100_000,
    "protobuf, 64 MB of fields": lambda: b"\x08\x01" * (32 * _MB),
    "protobuf in itself": lambda: _in_itself(),
    "JCE, 64 MB": lambda: b"\x09\x02" + (16 * _MB).to_bytes(4, "big") + b"\x00\x01" * (16 * _MB),
    "JCE, 100,000 deep": lambda: b"\x0a" * 100_000,
    "Thrift, 100,000 deep": lambda: b"\x1c" * 100_000 + bytes(100_000),
    "multipart of 5 MB of boundaries": lambda: b"--a\r\nA: b\r\n" + b"\r\n--a\r\n" * (_MB // 2),
    "event stream, 64 MB": lambda: b"data: 1\n\n" * (7 * _MB),
    "almost an event stream": lambda: b":" + b"\n:" * (4 * _MB),
    "gzip of 10 GB": lambda: _packed_noughts(),
    "gzip in gzip in gzip of 1 GB": lambda: _nested(2),
    "Brotli of 1 GB": lambda: brotli.compress(bytes(1_000 * _MB), quality=1),
    "Zstandard of 1 GB": lambda: zstandard.compress(bytes(1_000 * _MB)),
    "50 bombs in one JSON": lambda: json.dumps([gzip.compress(bytes(20 * _MB)).hex()] * 50).encode(),
    "half a million short texts": lambda: json.dumps([f"9774d56d{number:08x}" for number in range(500_000)]).encode(),
    "percent signs": lambda: b'["' + b"%25" * (2 * _MB) + b'"]',
    "chunks of one byte, 24 MB": lambda: b"1\r\na\r\n" * (4 * _MB),
    "an envelope of empty items": lambda: b"{}\n" + b'{"type":"event","length":0}\n' * _MB,
}


def main() -> int:
    wanted = sys.argv[1:]
    bad = 0
    print(f"{'body':36} {'size':>9} {'seconds':>8} {'memory':>8}  what came of it")
    for name, make in LARGE.items():
        if wanted and not any(word in name for word in wanted):
            continue
        size, seconds, memory_mb, words = _alone(make)
        is_bad = seconds > _LIMIT_S or memory_mb > _LIMIT_MB or words.startswith("!")
        bad += is_bad
        words += " (!)" * is_bad
        print(f"{name:36} {size / 1e6:6,.1f} MB {seconds:6.2f} s {memory_mb:5,.0f} MB  {words}", flush=True)
    return 1 if bad else 0


def _alone(make: Callable[[], bytes]) -> tuple[int, float, float, str]:
    """Size, seconds, memory beyond the body's own, what came of it."""
    here, there = multiprocessing.Pipe()
    process = multiprocessing.get_context("fork").Process(target=_measured, args=(make, there))
    process.start()
    there.close()
    try:
        result: tuple[int, float, float, str] = here.recv()
    except EOFError:
        result = (0, 0.0, 0.0, "! the process ended")
    process.join()
    return result


def _measured(make: Callable[[], bytes], answer: Connection) -> None:
    data = make()
    _forget_peak()
    before = _peak_kb()
    began = time.perf_counter()
    try:
        decoded = decode(data)
        leaves = sum(1 for _ in flatten(decoded.value))
        steps = " ▸ ".join(decoded.steps) or ("text" if decoded.readable else "unknown bytes")
        words = f"{steps}, {leaves:,} values{'; ' + decoded.problem if decoded.problem else ''}"
    except BaseException as error:
        words = f"! {type(error).__name__}: {error}"[:200]
    answer.send((len(data), time.perf_counter() - began, (_peak_kb() - before) / 1000, words))


def _forget_peak() -> None:
    """Linux forgets a process's peak where it is told so; the body's making does not count then."""
    try:
        Path("/proc/self/clear_refs").write_text("5")
    except OSError:
        pass


def _peak_kb() -> int:
    try:
        lines = Path("/proc/self/status").read_text().splitlines()
        return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM"))
    except OSError:
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


def _packed_noughts() -> bytes:
    packer = zlib.compressobj(9, zlib.DEFLATED, 31)
    return b"".join(packer.compress(bytes(10 * _MB)) for _ in range(1_000)) + packer.flush()


def _in_itself() -> bytes:
    data = b"\x0a\x04text"
    for _ in range(3_000):
        size, head = len(data), b""
        while size > 0x7F:
            head += bytes([size & 0x7F | 0x80])
            size >>= 7
        data = b"\x12" + head + bytes([size]) + data
    return data


if __name__ == "__main__":
    sys.exit(main())
