"""Requests of 1.5 kB as apps' SDKs send them, made without end and always the same; no two bodies are equal."""

from __future__ import annotations

import base64
import gzip
import json
import random
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import urlencode

from inspector.http import HttpRequest, HttpResponse
from inspector.protocol import ExchangeImported
from tests.bench.traffic import PLANTED

VALUES = {planted.type: planted.value for planted in PLANTED}
MEAN_MS = 20.0
_STARTED = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
_BODY_BYTES = 1500
_ANSWER = HttpResponse(
    200, "OK", "HTTP/1.1", (("Content-Type", "application/json"), ("Server", "nginx")),
    b'{"message":"success","e":0}', 130,
)  # fmt: skip
_AGENT = "okhttp/4.12.0"
_SAID = """the session opened a chat list and scrolled to an older answer about travel plans work letters recipes news
summaries code review and notes while the network changed from wifi to mobile and back again"""
_WORDS = _SAID.split()
_SDKS = (
    ("gator.volces.com", "/service/2/app_log/", "chat_send"), ("api2.amplitude.com", "/2/httpapi", "message_sent"),
    ("api-js.mixpanel.com", "/track", "Message Sent"), ("app.adjust.com", "/event", "abc123"),
    ("api.segment.io", "/v1/batch", "Message Sent"), ("fp-sa-it-acc.fengkongcloud.com", "/v4/event", "chat"),
    ("api2.branch.io", "/v1/event/standard", "VIEW_ITEM"), ("graph.facebook.com", "/v17.0/app/activities", "fb_chat"),
)  # fmt: skip


class Made:
    """Requests one after another: 50 % JSON of SDKs, 20 % the same gzipped, 10 % forms, 8 % protobuf, 12 % chat."""

    def __init__(self, seed: int = 11) -> None:
        self._chance = random.Random(seed)
        self._number = 0

    def take(self, count: int) -> Iterator[tuple[float, ExchangeImported]]:
        """The next requests, each with its milliseconds since the start."""
        for _ in range(count):
            self._number += 1
            yield self._number * MEAN_MS, ExchangeImported(self._request(self._number), _ANSWER, "198.51.100.7")

    def _request(self, number: int) -> HttpRequest:
        lot = number * 37 % 100
        host, path, event = _SDKS[number % len(_SDKS)]
        if lot < 70:
            body = json.dumps(self._sdk(number, event), separators=(",", ":")).encode()
            packed = lot >= 50
            kind, body = "application/json; charset=utf-8", gzip.compress(body, 6, mtime=0) if packed else body
            headers = (("Content-Encoding", "gzip"),) if packed else ()
            target = f"{path}?aid=1011&device_platform=android&ts={1_795_309_200 + number}"
        elif lot < 80:
            kind, headers, body, target = "application/x-www-form-urlencoded", (), self._form(number, event), path
        elif lot < 88:
            kind, headers, body, target = "application/x-protobuf", (), self._protobuf(number, event), path
        else:
            host, target, kind = "chat.practice.test", "/api/v0/chat/completion", "application/json"
            headers = (("Authorization", f"Bearer {self._id(24)}"),)
            body = json.dumps(self._chat(number), ensure_ascii=False).encode()
        sent = (
            ("Host", host), ("User-Agent", _AGENT), ("Accept-Encoding", "gzip"), ("Content-Type", kind),
            ("Content-Length", str(len(body))), ("X-Request-Id", self._uuid()), *headers,
        )  # fmt: skip
        return HttpRequest("POST", "https", host, 443, target, "HTTP/1.1", sent, body, wire_bytes=len(body) + 260)

    def _sdk(self, number: int, event: str) -> dict[str, Any]:
        now = 1_795_309_200_000 + int(number * MEAN_MS)
        header = {
            "udid": VALUES["android_id"], "google_aid": VALUES["advertising_id"], "os": "Android",
            "device_model": VALUES["device_model"], "device_brand": VALUES["device_brand"], "os_version": "14",
            "resolution": VALUES["screen_size"], "language": "ko", "timezone": "Asia/Seoul", "aid": 1011,
            "carrier": VALUES["network_operator"], "device_id": VALUES["device_id"], "sdk_version": "6.16.4",
            "install_id": VALUES["installation_id"], "rom": VALUES["rom_build"], "app_version": "1.0.7",
            "session": self._uuid(), "local_time_ms": now, "free_memory": 1_000_000 + number * 4096 % 900_000,
        }  # fmt: skip
        if number % 5 == 0:
            header |= {"email": VALUES["email"], "uid": VALUES["account_id"]}
        events: list[dict[str, Any]] = []
        value: dict[str, Any] = {"magic_tag": "ss_app_log", "header": header, "events": events, "sent_at": now + 17}
        size = 640
        while size < _BODY_BYTES - 60:
            one = {
                "event": event, "event_id": self._uuid(), "ts": now - len(events) * 613,
                "seq": number * 4 + len(events),
                "params": {
                    "duration_ms": self._chance.randrange(60_000), "page": self._chance.choice(_WORDS),
                    "trace": self._id(16), "battery": self._chance.randrange(100), "network": "wifi", "first": False,
                    "score": round(self._chance.random(), 4),
                },
            }  # fmt: skip
            events.append(one)
            size += 245
        return value

    def _form(self, number: int, event: str) -> bytes:
        pairs = {
            "app_token": "w5ohv9rzn5kw", "gps_adid": VALUES["advertising_id"], "android_uuid": self._uuid(),
            "device_name": VALUES["device_model"], "os_version": "14", "language": "ko", "event_token": event,
            "created_at": (_STARTED + timedelta(milliseconds=number * MEAN_MS)).isoformat(), "event_count": number,
            "session_length": number % 3600, "carrier": VALUES["network_operator"], "secret_id": self._id(32),
            "phone": VALUES["phone_number"] if number % 4 == 0 else "", "needs_response_details": 1,
            "callback_params": json.dumps({"page": self._text(30), "n": number}),
            "partner_params": self._text(90),
        }  # fmt: skip
        return urlencode(pairs).encode()

    def _protobuf(self, number: int, event: str) -> bytes:
        texts = [
            event, VALUES["android_id"], VALUES["device_model"], "14", self._uuid(), self._text(60), self._id(32),
            VALUES["timezone"], self._text(100),
        ]  # fmt: skip
        out = b"".join(_field(at, text.encode()) for at, text in enumerate(texts, 1))
        return out + b"\x80\x01" + _varint(1_795_309_200_000 + number) + b"\x88\x01" + _varint(number)

    def _chat(self, number: int) -> dict[str, Any]:
        prompt = VALUES["prompt"] if number % 3 == 0 else self._text(12)
        return {
            "chat_session_id": self._uuid(), "parent_message_id": number, "prompt": prompt, "model": "practice-chat",
            "thinking_enabled": number % 2 == 0, "search_enabled": False, "challenge_response": self._token(number),
            "ref_file_ids": [], "stream": True,
            "messages": [{"role": role, "content": self._text(55)} for role in ("user", "assistant", "user")],
        }  # fmt: skip

    def _token(self, number: int) -> str:
        inner = json.dumps({"algorithm": "PracticeHashV1", "answer": number, "salt": self._id(16)})
        return base64.b64encode(inner.encode()).decode()

    def _text(self, words: int) -> str:
        return " ".join(self._chance.choices(_WORDS, k=words))

    def _id(self, digits: int) -> str:
        return f"{self._chance.getrandbits(4 * digits):0{digits}x}"

    def _uuid(self) -> str:
        text = self._id(32)
        return f"{text[:8]}-{text[8:12]}-{text[12:16]}-{text[16:20]}-{text[20:]}"


def entry(at_ms: float, seen: ExchangeImported) -> dict[str, Any]:
    """The same exchange as an entry of a HAR file; bytes that are no text stand there in Base64."""
    request, response = seen.request, seen.response
    assert response is not None
    try:
        post = {"text": request.body.decode("utf-8")}
    except UnicodeDecodeError:
        post = {"text": base64.b64encode(request.body).decode(), "encoding": "base64"}
    kind = dict(request.headers)["Content-Type"]
    return {
        "startedDateTime": (_STARTED + timedelta(milliseconds=at_ms)).isoformat().replace("+00:00", "Z"), "time": 40,
        "serverIPAddress": seen.ip, "cache": {}, "timings": {"send": 1, "wait": 38, "receive": 1},
        "request": {
            "method": request.method, "url": f"https://{request.host}{request.target}", "httpVersion": "HTTP/1.1",
            "headers": [{"name": name, "value": value} for name, value in request.headers], "cookies": [],
            "queryString": [], "headersSize": 240, "bodySize": len(request.body),
            "postData": {"mimeType": kind, **post},
        },
        "response": {
            "status": response.status, "statusText": response.reason, "httpVersion": "HTTP/1.1", "cookies": [],
            "headers": [{"name": name, "value": value} for name, value in response.headers], "headersSize": 90,
            "bodySize": len(response.body), "redirectURL": "",
            "content": {"size": len(response.body), "mimeType": "application/json", "text": response.body.decode()},
        },
    }  # fmt: skip


def har(count: int, seed: int = 11) -> str:
    """That many requests as a HAR file."""
    entries = [entry(at_ms, seen) for at_ms, seen in Made(seed).take(count)]
    log = {"version": "1.2", "creator": {"name": "tests.bench.throughput", "version": "1"}, "entries": entries}
    return json.dumps({"log": log}, ensure_ascii=False)


def _field(number: int, data: bytes) -> bytes:
    return _varint(number << 3 | 2) + _varint(len(data)) + data


def _varint(value: int) -> bytes:
    out = bytearray()
    while value > 0x7F:
        out.append(value & 0x7F | 0x80)
        value >>= 7
    return bytes(out) + bytes([value])
