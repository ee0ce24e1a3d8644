"""What the practice internet answers: the hosts the practice app knows, and 200 {} for everybody else."""

from __future__ import annotations

import gzip
import json
import re
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import brotli

# Short answers say nothing that would want packing.
_PACK_FROM_BYTES = 60

_REPLIES = {
    "ko": (
        "좋은 질문이에요. 짧게 답하면, 먼저 가장 중요한 한 가지를 정하고 나머지는 그다음에 생각해 보세요.",
        "그 부분은 이렇게 볼 수 있어요. 원하시면 예를 들어 더 자세히 설명해 드릴게요.",
    ),
    "zh": (
        "好问题。简单来说，先确定最重要的一点，其余的再慢慢考虑。",
        "可以这样理解。需要的话，我可以举个例子再详细说明。",
    ),
    "en": (
        "Good question. In short: decide on the one thing that matters most, and leave the rest for later.",
        "One way to see it: start small, try it out, and keep what works. Shall I give an example?",
        "Here is a short plan: write down what you know, list what is missing, then ask one person who has done it.",
    ),
}

_CANNED: tuple[tuple[str, str, dict[str, Any]], ...] = (  # host pattern, target pattern, answer; the first that fits
    (
        r"(^|\.)volces\.com$|snssdk\.com$",
        r"/device_register",
        {
            "device_id": 7437160925520397842,
            "device_id_str": "7437160925520397842",
            "install_id": 7437161284210116370,
            "install_id_str": "7437161284210116370",
            "bd_did": "AF5O2PXK7QZ3JYVN6R4TUHCBWEGSIDLMA01",
            "ssid": "5d0b3c8e-0f5a-4a0b-9c53-6a1be4f7c210",
            "new_user": 1,
        },
    ),
    (
        r"volces\.com$",
        r"/log_settings",
        {"magic_tag": "ss_app_log", "config": {"session_life": 30, "batch_event_interval": 60}},
    ),
    (r"^gator\.volces\.com$", r".", {"magic_tag": "ss_app_log", "message": "success", "e": 0}),
    (
        r"fengkongcloud\.com$",
        r".",
        {
            "code": 1100,
            "message": "success",
            "requestId": "2f8a6d0c41b7e95d3a60f1c2b4d5e697",
            "detail": {"deviceId": "B5cN2rVtqY8mZxW0pLk3HdJfGsA7uE1oTiRb6vKwQz9yXnMhCaFgDlPj4U"},
        },
    ),
    (
        r"intercom\.(com|io)$",
        r".",
        {
            "type": "user",
            "id": "6740b1f2c8d93e5a7b016c24",
            "conversations": [],
            "config": {"name": "Practice Chat", "real_time_config": {"refresh_interval": 60}},
        },
    ),
)


# An answer of an app's own choosing: host pattern, target pattern, status, JSON.
Canned = tuple[str, str, int, dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Answer:
    """A status and a body; `headers` are those beside content-length."""

    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes


def answer(
    host: str, target: str, method: str, headers: dict[str, str], body: bytes, own: Sequence[Canned] = ()
) -> Answer:
    """`headers` have lower-case names; the first of `own` that fits goes before the answers kept here. Bodies long
    enough are packed as the caller accepts, br before gzip."""
    status, chosen = next(
        ((status, said) for at, on, status, said in own if re.search(at, host) and re.search(on, target)),
        (200, None),
    )
    said = chosen if chosen is not None else _content(host, target, method, headers, body)
    content = json.dumps(said, ensure_ascii=False).encode()
    fields = [("content-type", "application/json; charset=utf-8"), ("server", "practice")]
    accepted = headers.get("accept-encoding", "").lower()
    if len(content) >= _PACK_FROM_BYTES and re.search(r"\bbr\b", accepted):
        content = brotli.compress(content)
        fields.append(("content-encoding", "br"))
    elif len(content) >= _PACK_FROM_BYTES and "gzip" in accepted:
        content = gzip.compress(content, mtime=0)
        fields.append(("content-encoding", "gzip"))
    return Answer(status, tuple(fields), content)


def _content(host: str, target: str, method: str, headers: dict[str, str], body: bytes) -> dict[str, Any]:
    if host == "chat.practice.test" and method == "POST" and re.search("chat|completion|message", target):
        return {"reply": _reply(_opened(body, headers))}
    for host_pattern, target_pattern, content in _CANNED:
        if re.search(host_pattern, host) and re.search(target_pattern, target):
            return content
    return {}


def _opened(body: bytes, headers: dict[str, str]) -> str:
    if headers.get("content-encoding", "") == "gzip":
        try:
            body = gzip.decompress(body)
        except (OSError, zlib.error, EOFError):
            return ""
    return body.decode("utf-8", "replace")


def _reply(said: str) -> str:
    """In the language of what was said, the same for the same words."""
    said = re.sub(r"\\u([0-9a-fA-F]{4})", lambda m: chr(int(m[1], 16)), said)
    language = "ko" if re.search("[가-힣]", said) else "zh" if re.search("[一-鿿]", said) else "en"
    replies = _REPLIES[language]
    return replies[zlib.crc32(said.encode("utf-8", "replace")) % len(replies)]
