"""Raw rows as an agent hands them over: requests of 1.5 kB with 30 planted values in them, HTTP/1.1 and HTTP/2."""

from __future__ import annotations

import gzip
import json
import random
from collections.abc import Iterator
from typing import Any

import h2.connection

from inspector import protocol
from inspector.records import Planted, Raw

REQUEST_BYTES = 1536
STARTED_MS = 1000.0
_HOSTS = (
    "gator.volces.com", "apmplus.volces.com", "fp-sa-it-acc.fengkongcloud.com", "api.beijing-deepseek.test",
    "practice1-android.mobile-messenger.intercom.com", "chat.practice.test",
)  # fmt: skip
_FRAMES = tuple(f"com.practice.chat.Layer{i}.send(Layer{i}.java:{i + 7})" for i in range(30))
_SDK_FRAMES = ("com.bytedance.applog.AppLog.onEventV3(AppLog.java:212)", *_FRAMES)

PLANTED: tuple[Planted, ...] = tuple(
    Planted(type_, value, "phone")
    for type_, value in {
        "android_id": "9f3c2a71d05be846", "advertising_id": "cdda802e-fb9c-47ad-9866-0794d394c912",
        "imei": "356938035643809", "imsi": "450081234567890", "iccid": "8982300000000000001", "serial": "R3CN30XYZ7K",
        "mac": "3c:5a:b4:01:02:03", "bssid": "90:9f:33:aa:bb:cc", "ssid": "Office 5G upstairs",
        "email": "tester.kim@example.org", "phone_number": "+82 10-2345-6789", "name": "Kim Tester",
        "address": "12 Sejong-daero, Jung-gu, Seoul", "account_id": "acct-7730918845",
        "device_id": "7437160925520397842", "installation_id": "7437161284210116370",
        "session_id": "5d0b3c8e-0f5a-4a0b-9c53-6a1be4f7c210", "ip_address": "203.0.113.77",
        "device_model": "Practice Phone", "device_brand": "practicebrand", "manufacturer": "PracticeWorks",
        "os_version": "14", "network_operator": "Practice Telecom", "screen_size": "1080x2340", "language": "ko",
        "timezone": "Asia/Seoul", "latitude": "37.566535", "longitude": "126.977969",
        "rom_build": "UP1A.231005.007", "prompt": "Please write a resignation letter for my job at Hanbit Bank",
    }.items()
)  # fmt: skip


def rows(requests: int, *, standing: str = "", seed: int = 7) -> list[Raw]:
    """Opening rows, the planted values, then `requests` requests, each with its answer: half HTTP/1.1, half HTTP/2.

    Every request differs (times, counters, random ids), a third of the bodies is gzip, all planted values stand in it.
    `standing` is a text that was typed into a field and not sent.
    """
    source = _Source(random.Random(seed))
    source.add(0, *protocol.plant_row(PLANTED))
    source.add(1, "stack", {"id": "s1", "frames": _FRAMES})
    source.add(1, "stack", {"id": "s2", "frames": _SDK_FRAMES})
    if standing:
        source.add(1, "text", {"view": "v1", "text": standing, "secret": False})
    talks: list[_Http1 | _Http2] = [_Http1(source, n + 1, host) for n, host in enumerate(_HOSTS)]
    talks += [_Http2(source, n + 101, host) for n, host in enumerate(_HOSTS)]
    for number in range(requests):
        talks[number % len(talks)].exchange(number)
    return source.rows


def turns(all_rows: list[Raw], size: int) -> Iterator[list[Raw]]:
    """The rows in lots of `size`, as the pipeline thread takes them."""
    for start in range(0, len(all_rows), size):
        yield all_rows[start : start + size]


class _Source:
    """Numbers rows and makes bodies."""

    def __init__(self, chance: random.Random) -> None:
        self.rows: list[Raw] = []
        self._chance = chance

    def add(self, process: int, kind: str, fields: Any, payload: bytes = b"") -> None:
        number = len(self.rows) + 1
        self.rows.append(Raw(number, process, number, STARTED_MS + len(self.rows) * 0.5, kind, fields, payload))

    def body(self, number: int) -> tuple[bytes, bool]:
        """A JSON body of an analytics SDK, and whether it is gzip."""
        fill = f"{self._chance.getrandbits(256):064x}"
        header = {planted.type: planted.value for planted in PLANTED if planted.type != "prompt"}
        events = [{"event": "chat_send", "local_time_ms": 1_795_309_200_000 + number, "seq": number, "trace": fill,
                   "params": json.dumps({"text": PLANTED[-1].value, "chars": 57, "n": number})}]  # fmt: skip
        value = {"header": header, "event_v3": events, "pad": ""}
        short = REQUEST_BYTES - len(json.dumps(value)) - 230
        value["pad"] = f"{self._chance.getrandbits(4 * max(short, 1)):0{max(short, 1)}x}"
        data = json.dumps(value).encode()
        return (gzip.compress(data, mtime=0), True) if number % 3 == 0 else (data, False)

    def data(self, conn: int, direction: str, payload: bytes) -> None:
        fields = {"conn": conn, "dir": direction, "size": len(payload), "thread": 40 + conn}
        if direction == "up":
            fields["stack"] = "s1" if conn % 2 else "s2"
        self.add(1, "data", fields, payload)

    def open(self, conn: int, host: str, alpn: str) -> None:
        self.add(1, "open", {"conn": conn, "layer": "tls", "host": host, "ip": "198.51.100.7", "port": 443,
                             "alpn": alpn, "stream": "AppOutputStream"})  # fmt: skip


class _Http1:
    """One kept-alive HTTP/1.1 connection."""

    def __init__(self, source: _Source, conn: int, host: str) -> None:
        self._source, self._conn, self._host = source, conn, host
        source.open(conn, host, "http/1.1")

    def exchange(self, number: int) -> None:
        body, packed = self._source.body(number)
        head = (
            f"POST /v2/event/list?aid=1011&device_platform=android&n={number} HTTP/1.1\r\nHost: {self._host}\r\n"
            f"User-Agent: okhttp/4.12.0\r\nContent-Type: application/json\r\nContent-Length: {len(body)}\r\n"
            f"{'Content-Encoding: gzip' + chr(13) + chr(10) if packed else ''}\r\n"
        )
        self._source.data(self._conn, "up", head.encode() + body)
        answer = b'{"message":"success","e":0}'
        self._source.data(
            self._conn, "down",
            b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n" % len(answer) + answer,
        )  # fmt: skip


class _Http2:
    """One HTTP/2 connection, both sides of it played by h2."""

    def __init__(self, source: _Source, conn: int, host: str) -> None:
        self._source, self._conn, self._host = source, conn, host
        source.open(conn, host, "h2")
        self._app = h2.connection.H2Connection(h2.config.H2Configuration(client_side=True))
        self._server = h2.connection.H2Connection(h2.config.H2Configuration(client_side=False))
        self._app.initiate_connection()
        self._server.initiate_connection()
        self._pass()

    def exchange(self, number: int) -> None:
        body, packed = self._source.body(number)
        stream = self._app.get_next_available_stream_id()
        headers = [
            (":method", "POST"), (":scheme", "https"), (":authority", self._host),
            (":path", f"/v2/event/list?aid=1011&device_platform=android&n={number}"),
            ("user-agent", "okhttp/4.12.0"), ("content-type", "application/json"),
            ("content-length", str(len(body))), *([("content-encoding", "gzip")] if packed else []),
        ]  # fmt: skip
        self._app.send_headers(stream, headers)
        self._app.send_data(stream, body, end_stream=True)
        self._up()
        self._server.send_headers(stream, [(":status", "200"), ("content-type", "application/json")])
        self._server.send_data(stream, b'{"message":"success","e":0}', end_stream=True)
        self._server.increment_flow_control_window(len(body))
        self._down()

    def _pass(self) -> None:
        self._up()
        self._down()
        self._up()

    def _up(self) -> None:
        if data := self._app.data_to_send():
            self._server.receive_data(data)
            self._source.data(self._conn, "up", data)

    def _down(self) -> None:
        if data := self._server.data_to_send():
            self._app.receive_data(data)
            self._source.data(self._conn, "down", data)
