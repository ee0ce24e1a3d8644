"""Captures meant to take all time or memory, read in a process each: `python -m tests.bench.fuzz.large_captures`."""

from __future__ import annotations

import gzip
import json
import multiprocessing
import struct
import sys
import tempfile
import time
from collections.abc import Callable
from multiprocessing.connection import Connection
from pathlib import Path

from inspector.errors import FileProblem
from inspector.importers import open_capture
from tests.bench.fuzz.large import _forget_peak, _peak_kb
from tests.inspector.importers.packet_writer import START_S, Conversation, ip_packet, tcp_segment, udp_datagram
from tests.inspector.importers.test_mitmproxy import ASKED, dump, flow

_MB = 1_000_000
_LIMIT_S, _LIMIT_MB = 300.0, 1_500
_ENTRY = {"startedDateTime": "2026-11-22T10:00:01Z", "request": {"method": "POST", "url": "https://a.test/"}}

_SECTION = bytes.fromhex("0a0d0d0a1c0000004d3c2b1a01000000ffffffffffffffff1c000000")
_EMPTY = bytes.fromhex("0100ad0b0c0000000c000000")


def _address(number: int) -> str:
    return f"10.{number >> 16}.{number >> 8 & 255}.{number & 255}"


def _har(path: Path, bodies: list[int]) -> None:
    with path.open("w") as file:
        file.write('{"log": {"entries": [')
        for number, size in enumerate(bodies):
            entry = {**_ENTRY, "request": {**_ENTRY["request"], "postData": {"text": "x" * size}}}  # type: ignore[dict-item]
            file.write(("," if number else "") + json.dumps(entry))
        file.write("]}}")


def _reversed_har(path: Path, entries: int) -> None:
    with path.open("w") as file:
        file.write('{"log": {"entries": [')
        for number in range(entries):
            moment = {"startedDateTime": 1_795_309_200 + entries - number}
            file.write(("," if number else "") + json.dumps({**_ENTRY, **moment, "_": "x" * 1000}))
        file.write("]}}")


def _packets(path: Path, count: int, make: Callable[[int], bytes]) -> None:
    with path.open("wb") as file:
        file.write(struct.pack("<IHHiIII", 0xA1B2C3D4, 2, 4, 0, 0, 1 << 18, 101))
        for number in range(count):
            packet = make(number)
            file.write(struct.pack("<IIII", int(START_S), number % 1_000_000, len(packet), len(packet)) + packet)


def _segment(port: int, sequence: int, flags: int, data: bytes) -> bytes:
    return ip_packet("192.0.2.10", "203.0.113.7", 6, tcp_segment(port, 443, sequence, flags, data))


def _bulk(path: Path, size: int) -> None:
    spoken = Conversation(server=("203.0.113.7", 80), segment_bytes=60_000).begin()
    spoken.say(True, b"POST / HTTP/1.1\r\nHost: a.test\r\nContent-Length: %d\r\n\r\n" % size + bytes(size))
    _packets(path, len(spoken.packets), lambda number: spoken.packets[number])


LARGE: dict[str, Callable[[Path], object]] = {
    "HAR, one body of 128 MB": lambda path: _har(path, [128 * _MB]),
    "HAR, 1 GB of bodies of 1 MB": lambda path: _har(path, [_MB] * 1000),
    "HAR, 200,000 entries, the last first": lambda path: _reversed_har(path, 200_000),
    "HAR, a text without end, 300 MB": lambda path: path.write_bytes(b'{"log": {"entries": ["' + b"a" * (300 * _MB)),
    "HAR, 100,000 deep": lambda path: path.write_bytes(b'{"log": {"entries": [' + b"[" * 100_000),
    "HAR, gzip of 1 GB of spaces": lambda path: path.write_bytes(gzip.compress(b"{" + b" " * (1000 * _MB), 1)),
    "mitmproxy, one body of 128 MB": lambda path: path.write_bytes(
        dump(flow(request={**ASKED, "content": bytes(128 * _MB)}))
    ),
    "mitmproxy, a length of 512 MB of 12 bytes": lambda path: path.write_bytes(b"536870912:4:type;4:http;"),
    "PCAP, 1,000,000 packets of one byte in order": lambda path: _packets(
        path, _MB, lambda number: _segment(5000, number, 16, b"x")
    ),
    "PCAP, 1,000,000 connections": lambda path: _packets(
        path, _MB, lambda number: _segment(number % 60_000 + 1024, number * 7919, 2, b"x")
    ),
    "PCAP, 1,000,000 segments ahead of a hole": lambda path: _packets(
        path, _MB, lambda number: _segment(5000, number * 2 + 1, 16, b"x")
    ),
    "PCAP, 1,000,000 first fragments": lambda path: _packets(
        path, _MB, lambda number: ip_packet(_address(number), "10.0.0.1", 6, b"x" * 8, more=True)
    ),
    "PCAP, 1,000,000 UDP peers": lambda path: _packets(
        path, _MB, lambda number: ip_packet("10.0.0.1", _address(number), 17, udp_datagram(1, 2, b"x"))
    ),
    "PCAP, one body of 128 MB": lambda path: _bulk(path, 128 * _MB),
    "PCAP, TLS records that never end, 100 MB": lambda path: _packets(
        path, 2000, lambda number: _segment(5000, number * 50_000, 16, b"\x16\x03\x01\x40\x00" + bytes(49_995))
    ),
    "PCAPNG, 2,000,000 empty blocks": lambda path: path.write_bytes(_SECTION + _EMPTY * (2 * _MB)),
}  # fmt: skip


def main() -> int:
    wanted, bad = sys.argv[1:], 0
    print(f"{'capture':46} {'size':>10} {'seconds':>8} {'memory':>8}  what came of it")
    for name, make in LARGE.items():
        if wanted and not any(word in name for word in wanted):
            continue
        with tempfile.TemporaryDirectory(prefix="inspector-large-") as folder:
            path = Path(folder) / "capture"
            making = multiprocessing.get_context("fork").Process(target=make, args=(path,))
            making.start()
            making.join()
            size, (seconds, memory_mb, words) = path.stat().st_size, _alone(path)
        is_bad = seconds > _LIMIT_S or memory_mb > _LIMIT_MB or words.startswith("!")
        bad += is_bad
        print(
            f"{name:46} {size / 1e6:7,.1f} MB {seconds:6.2f} s {memory_mb:5,.0f} MB  {words}{' (!)' * is_bad}",
            flush=True,
        )
    return 1 if bad else 0


def _alone(path: Path) -> tuple[float, float, str]:
    """Seconds, memory, what came of it."""
    here, there = multiprocessing.Pipe()
    process = multiprocessing.get_context("fork").Process(target=_measured, args=(path, there))
    process.start()
    there.close()
    try:
        result: tuple[float, float, str] = here.recv()
    except EOFError:
        result = (0.0, 0.0, "! the process ended")
    process.join()
    return result


def _measured(path: Path, answer: Connection) -> None:
    _forget_peak()
    before, began = _peak_kb(), time.perf_counter()
    rows = size = 0
    try:
        capture = open_capture(path)
        with capture.stream:
            for _, _, _, payload in capture.rows:
                rows, size = rows + 1, size + len(payload)
        words = f"{rows:,} rows, {size / 1e6:,.1f} MB"
    except FileProblem as problem:
        words = f"{rows:,} rows, then: {problem}"
    except BaseException as error:
        words = f"! {type(error).__name__}: {error}"[:200]
    answer.send((time.perf_counter() - began, (_peak_kb() - before) / 1000, words))


if __name__ == "__main__":
    sys.exit(main())
