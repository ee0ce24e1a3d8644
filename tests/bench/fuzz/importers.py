"""The importers and the filter language as targets: files that lie, and filters that nobody would type."""

from __future__ import annotations

import contextlib
import gzip
import json
import os
import re
import ssl
import tempfile
import zipfile
from functools import cache
from pathlib import Path
from typing import Any

from inspector import protocol
from inspector.dns import answer
from inspector.errors import FileProblem, InspectorError
from inspector.importers import open_capture
from inspector.importers.pcap.hellos import client_hello, server_hello
from inspector.importers.pcap.key_log import KeyLog
from inspector.importers.pcap.quic import server_name
from inspector.importers.pcap.tls import Tls
from inspector.pipeline import WHOLE_SESSION, Pipeline
from inspector.policy.addresses import policy_addresses
from inspector.policy.named_texts import named_texts
from inspector.recipients import Recipients
from inspector.records import Raw
from inspector.store.reader import Reader
from tests import factories
from tests.bench.fuzz.target import Target
from tests.inspector.importers import test_mitmproxy as mitm
from tests.inspector.importers.packet_writer import CLIENT, framed, http, ip_packet, pcap, pcapng, udp_datagram
from tests.inspector.importers.tls_talk import Talk
from tests.inspector.policy import test_addresses

_ENTRY: dict[str, Any] = {
    "startedDateTime": "2026-11-22T10:00:01.500+09:00", "serverIPAddress": "[2001:db8::1]",
    "request": {
        "method": "POST", "url": "https://a.test/x?y=1", "httpVersion": "h2", "headers": [{"name": "X", "value": "1"}],
        "cookies": [{"name": "sid", "value": "1"}], "queryString": [{"name": "y", "value": "1"}], "bodySize": 10,
        "postData": {"mimeType": "multipart/form-data; boundary=B", "params": [{"name": "f", "fileName": "x"}]},
    },
    "response": {"status": 200, "headers": {"a": "b"}, "content": {"size": 2, "text": "iVA=", "encoding": "base64"}},
    "_webSocketMessages": [{"type": "send", "time": 10.25, "opcode": 1, "data": "hello"}],
}  # fmt: skip
_HAR = json.dumps({"log": {"version": "1.2", "pages": [{}], "entries": [_ENTRY, {"request": {"url": "http://b/"}}]}})
_FILTERS = (
    'country:CN before:consent type:prompt -host:example.com or (size:>1kb certain) "a b" -(status:4xx likely)',
    'to:"Volcano Engine" sender:sdk kind:message party:third process:push phase:2 type:*_id after:consent 나',
    "a or b or c or -d", "((((a))))", "(" * 60 + "a" + ")" * 60, "a " * 300, "a\0b", "country:none size:<=2.5mb",
)  # fmt: skip


@cache
def _folder() -> Path:
    """Of this run; in memory where there is such a place, as a million files go through it."""
    place = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None
    kept = tempfile.TemporaryDirectory(prefix="inspector-fuzz-", dir=place)
    _KEPT.append(kept)
    return Path(kept.name)


_KEPT: list[tempfile.TemporaryDirectory[str]] = []


@cache
def _packets() -> tuple[bytes, ...]:
    folder = _folder()
    talks = [Talk(folder, version) for version in (ssl.TLSVersion.TLSv1_2, ssl.TLSVersion.TLSv1_3)]
    packets = [ip_packet("192.0.2.1", CLIENT[0], 17, udp_datagram(53, 5000, _DNS)), *http().packets]
    for talk in talks:
        talk.say(True, b"GET /v1 HTTP/1.1\r\nHost: chat.test\r\n\r\n").say(False, b"HTTP/1.1 204 No\r\n\r\n")
        packets += talk.on_wire.packets
    secrets, path = talks[0].key_log.read_bytes(), folder / "seed"
    talks[0].key_log.unlink()
    frames = [framed(1, packet) for packet in packets]
    return (
        pcap(path, frames, 1).read_bytes(), pcap(path, packets, order=">", nanoseconds=True).read_bytes(),
        pcapng(path, frames, 1, secrets=secrets).read_bytes(), pcapng(path, packets, order=">").read_bytes(),
    )  # fmt: skip


_DNS = bytes.fromhex("00018180000100010000000002646204746573740000010001c00c00010001000000010004cb007107")


@cache
def _hello() -> bytes:
    pipe = ssl.MemoryBIO()
    try:
        ssl.create_default_context().wrap_bio(ssl.MemoryBIO(), pipe, server_hostname="chat.test").do_handshake()
    except ssl.SSLWantReadError:
        pass
    return pipe.read()


def _rows(data: bytes) -> list[Raw]:
    path = _folder() / "input"
    path.write_bytes(data)
    capture = open_capture(path)
    raws = []
    with capture.stream, contextlib.suppress(FileProblem):
        for number, row in enumerate(capture.rows, 1):
            raws.append(Raw(number, protocol.TOOL, number, *row))
    capture.remarks.sentences()
    return raws


def _read(data: bytes) -> None:
    """Every row must be one that the pipeline understands."""
    for raw in _rows(data):
        assert raw.at_ms >= 0
        json.dumps(raw.fields)
        seen = protocol.read(raw)
        assert not isinstance(seen, protocol.NoteSeen), seen.text


_ODD: tuple[Any, ...] = (
    None, True, False, 0, -1, 1.5, 10**400, -(10**300), float("nan"), float("inf"), "", "x", "\ud800", "\x00", [], {},
    [[]], [None], {"name": None}, "https://[", "http://a:99999999/", "9" * 5000, "data:x", "1e400", "2026-13-45",
    "é" * 300,
)  # fmt: skip


def _nonsense(data: bytes) -> None:
    """A HAR that is JSON, with odd values where the input says."""
    odd = iter(data[:64])

    def changed(value: Any) -> Any:
        letter = next(odd, 255)
        if letter < 40:
            return _ODD[letter % len(_ODD)]
        if isinstance(value, dict):
            return {name: changed(one) for name, one in value.items()}
        return [changed(one) for one in value] if isinstance(value, list) else value

    _read(json.dumps({"log": {"entries": [changed(_ENTRY), _ENTRY]}}).encode("utf-8", "surrogatepass"))


def _whole_way(data: bytes) -> None:
    Pipeline("", _recipients(), WHOLE_SESSION).take(_rows(data))


@cache
def _recipients() -> Recipients:
    return Recipients.load()


def _tls(data: bytes) -> None:
    tls, keys = Tls(KeyLog()), KeyLog()
    keys.add(data, "fuzz")
    for at in range(0, len(data), 700):
        tls.feed("up" if at % 3 else "down", data[at : at + 700])
        if at % 5 == 0:
            tls.lost("up", at)


def _small(data: bytes) -> None:
    answer(data)
    client_hello(data)
    server_hello(data)
    server_name(data, bytearray())


def _package(data: bytes) -> None:
    """As a package's resources, alone and packed, and as a whole package."""
    for _ in named_texts(data, re.compile("")):
        pass
    path = _folder() / "a.apk"
    with zipfile.ZipFile(path, "w") as package:
        package.writestr("resources.arsc", data)
    policy_addresses([path])
    path.write_bytes(data)
    policy_addresses([path])


def _packages() -> tuple[bytes, ...]:
    whole = (Path(test_addresses.__file__).parents[1] / "data" / "declaring.apk").read_bytes()
    return test_addresses.TABLE, whole


@cache
def _session() -> Reader:
    return Reader(factories.sample_session(_folder() / "a.session"))


def _filter(data: bytes) -> None:
    reader, text = _session(), data.decode("utf-8", "surrogateescape" if len(data) % 2 else "replace")
    reader.count(text)
    reader.suggest(text)


def _seeds() -> list[Target]:
    packed = gzip.compress(_HAR.encode())
    flows = (mitm.WHOLE, mitm.dump(mitm.flow()) * 2)
    captures = (_HAR.encode(), packed, *flows, *_packets())
    return [
        Target("HAR", _read, (_HAR.encode(), _HAR.encode("utf-16"), packed), (FileProblem,), share=6),
        Target("HAR of nonsense", _nonsense, (bytes(range(20, 84)), bytes([200] * 30 + [7])), (FileProblem,), share=4),
        Target("mitmproxy flows", _read, flows, (FileProblem,), share=6),
        Target("packets", _read, _packets(), (FileProblem,), share=8),
        Target("whole import", _whole_way, captures, (FileProblem,), share=2),
        Target("TLS records", _tls, (_hello(), _hello()[5:] * 2), share=3),
        Target("DNS, hellos, QUIC", _small, (_DNS, _hello()[9:], b"\xc0\0\0\0\1\x08" + bytes(60)), share=3),
        Target("app's package", _package, _packages(), (FileProblem,), share=3),
        Target("filter", _filter, tuple(text.encode() for text in _FILTERS), (InspectorError,), share=4),
    ]


TARGETS: list[Target] = _seeds()
