"""HAR 1.2 files, as Chrome, Firefox, mitmproxy, HTTP Toolkit, tweasel and this tool write them."""

from __future__ import annotations

import base64
import binascii
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Literal
from urllib.parse import quote_plus, urlsplit

from inspector.errors import FileProblem
from inspector.http import Headers, HttpRequest, HttpResponse, header

_PORTS = {"http": 80, "https": 443, "ws": 80, "wss": 443}
_VERSIONS = {"h2": "HTTP/2", "http/2.0": "HTTP/2", "http/2": "HTTP/2", "h3": "HTTP/3", "http/3": "HTTP/3"}
_BINARY = re.compile("[\x00-\x08\x0e-\x1a\x7f-\x9f]")


@dataclass(frozen=True, slots=True)
class HarMessage:
    """A WebSocket message. `at_ms` as in HarEntry."""

    at_ms: float
    direction: Literal["up", "down"]
    opcode: Literal["text", "binary"]
    data: bytes


@dataclass(frozen=True, slots=True)
class HarEntry:
    """One request of the file, by time. `at_ms` counts from the earliest request of the file.

    `started_iso` is as the file says it ("" where it does not), `started_unix_ms` 0 there. `response` is None where
    the file has none. Sizes are the file's where it tells them, else those of what it holds.
    """

    at_ms: float
    started_iso: str
    request: HttpRequest
    response: HttpResponse | None
    server_ip: str
    started_unix_ms: float = 0.0
    messages: tuple[HarMessage, ...] = ()


def read(path: Path | str) -> Iterator[HarEntry]:
    """All requests that went over a network, the earliest first. Raises FileProblem at once."""
    entries = [entry for entry in _entries(Path(path)) if _went_out(entry)]
    starts = [_unix_ms(_text(entry.get("startedDateTime"))) for entry in entries]
    first_ms = min((start for start in starts if start), default=0.0)
    order = sorted(range(len(entries)), key=lambda place: (starts[place] or first_ms, place))
    return (_entry(entries[place], starts[place], first_ms) for place in order)


def _entries(path: Path) -> list[dict[str, Any]]:
    try:
        document = json.loads(path.read_bytes().decode("utf-8-sig"))
    except OSError as error:
        raise FileProblem(
            f"{path.name} cannot be read: {error.strerror or error}.",
            code="har.unreadable",
            hint="Choose another file.",
        ) from error
    except (ValueError, RecursionError) as error:
        raise FileProblem(
            f"{path.name} is not whole or not a HAR file: it cannot be read as JSON.",
            code="har.broken",
            hint="Export it again from the tool that made it.",
        ) from error
    entries = _object(_object(document).get("log")).get("entries")
    if not isinstance(entries, list):
        raise FileProblem(
            f"{path.name} is JSON but not a HAR file: it has no log of entries.",
            code="har.foreign",
            hint="Choose a file that was exported as HAR.",
        )
    return [entry for entry in entries if isinstance(entry, dict)]


def _went_out(entry: dict[str, Any]) -> bool:
    url = _text(_object(entry.get("request")).get("url"))
    return bool(url) and not url.lower().startswith(("data:", "blob:", "about:", "file:", "chrome-extension:"))


def _entry(entry: dict[str, Any], started_ms: float, first_ms: float) -> HarEntry:
    return HarEntry(
        at_ms=max(0.0, started_ms - first_ms) if started_ms else 0.0,
        started_iso=_text(entry.get("startedDateTime")),
        request=_request(_object(entry.get("request"))),
        response=_response(_object(entry.get("response"))),
        server_ip=_text(entry.get("serverIPAddress")).strip("[]"),
        started_unix_ms=started_ms,
        messages=tuple(_messages(entry, started_ms, first_ms)),
    )


def _request(said: dict[str, Any]) -> HttpRequest:
    url = _text(said.get("url"))
    scheme, host, port, target = _parts(url)
    headers = _headers(said)
    cookies = [pair for pair in map(_pair, _list(said.get("cookies"))) if pair[0]]
    if cookies and not header(headers, "cookie"):
        headers = (*headers, ("Cookie", "; ".join(f"{name}={value}" for name, value in cookies)))
    body = _sent(said, headers)
    return HttpRequest(
        method=_text(said.get("method")).upper() or "GET",
        scheme=scheme,
        host=host,
        port=port,
        target=target,
        version=_version(said),
        headers=headers,
        body=body,
        wire_bytes=_size(said, headers, body, len(url)),
        complete=len(body) >= min(_number(said.get("bodySize")), 1),
    )


def _response(said: dict[str, Any]) -> HttpResponse | None:
    status = _number(said.get("status"))
    if not 100 <= status <= 999:
        return None
    headers = _headers(said)
    content = _object(said.get("content"))
    body = _bytes(_text(content.get("text")), _text(content.get("encoding")))
    return HttpResponse(
        status=status,
        reason=_text(said.get("statusText")),
        version=_version(said),
        headers=headers,
        body=body,
        wire_bytes=_size(said, headers, body, 0),
        complete=bool(body) or _number(content.get("size")) <= 0,
    )


def _parts(url: str) -> tuple[str, str, int, str]:
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        return "", "", 0, url
    scheme = parts.scheme.lower()
    target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    return scheme, parts.hostname or "", port or _PORTS.get(scheme, 0), target


def _sent(said: dict[str, Any], headers: Headers) -> bytes:
    """The request's body: text or fields of postData, or the `_content` of tools that keep binary bodies there."""
    post, kept = _object(said.get("postData")), _object(said.get("_content"))
    if _text(kept.get("text")):
        return _bytes(_text(kept.get("text")), _text(kept.get("encoding")))
    if _text(post.get("text")):
        return _bytes(_text(post.get("text")), _text(post.get("encoding")) or _text(post.get("_encoding")))
    fields = [field for field in map(_object, _list(post.get("params"))) if _text(field.get("name"))]
    if not fields:
        return b""
    media_type = _text(post.get("mimeType")) or header(headers, "content-type")
    boundary = re.search(r'boundary="?([^";\s]+)', media_type)
    if "multipart" in media_type.lower():
        return _multipart(fields, boundary[1] if boundary else "boundary")
    pairs = (f"{quote_plus(_text(one.get('name')))}={quote_plus(_text(one.get('value')))}" for one in fields)
    return "&".join(pairs).encode()


def _multipart(fields: list[dict[str, Any]], boundary: str) -> bytes:
    out = ""
    for one in fields:
        filename = _text(one.get("fileName"))
        named = f'; filename="{filename}"' if filename else ""
        kind = f"\r\nContent-Type: {_text(one.get('contentType'))}" if one.get("contentType") else ""
        out += f'--{boundary}\r\nContent-Disposition: form-data; name="{_text(one.get("name"))}"{named}{kind}\r\n\r\n'
        out += _text(one.get("value")) + "\r\n"
    return f"{out}--{boundary}--\r\n".encode("utf-8", "replace")


def _messages(entry: dict[str, Any], started_ms: float, first_ms: float) -> Iterator[HarMessage]:
    for one in map(_object, _list(entry.get("_webSocketMessages"))):
        kind = _text(one.get("type"))
        binary = _number(one.get("opcode")) == 2
        time_ms = float(one["time"]) * 1000 if isinstance(one.get("time"), int | float) else started_ms
        if kind in ("send", "request", "receive", "response"):
            yield HarMessage(
                at_ms=max(0.0, time_ms - first_ms),
                direction="up" if kind in ("send", "request") else "down",
                opcode="binary" if binary else "text",
                data=_bytes(_text(one.get("data")), "base64" if binary else ""),
            )


def _bytes(text: str, encoding: str) -> bytes:
    """A body's bytes. Tools write binary ones as Base64, as one character a byte, or with escaped halves."""
    if encoding.lower() == "base64":
        try:
            return base64.b64decode(text)
        except (binascii.Error, ValueError):
            return text.encode("utf-8", "replace")
    if _BINARY.search(text) and all(ord(letter) <= 0xFF for letter in text):
        return text.encode("latin-1")
    try:
        return text.encode("utf-8", "surrogateescape")
    except UnicodeEncodeError:
        return text.encode("utf-8", "replace")


def _headers(said: dict[str, Any]) -> Headers:
    pairs = map(_pair, _list(said.get("headers")))
    return tuple((name, value) for name, value in pairs if name and not name.startswith(":"))


def _pair(said: Any) -> tuple[str, str]:
    one = _object(said)
    return _text(one.get("name")), _text(one.get("value"))


def _version(said: dict[str, Any]) -> str:
    version = _text(said.get("httpVersion"))
    return _VERSIONS.get(version.lower(), version.upper() if version.lower().startswith("http/") else "HTTP/1.1")


def _size(said: dict[str, Any], headers: Headers, body: bytes, line_bytes: int) -> int:
    head = _number(said.get("headersSize"))
    if head <= 0:
        head = line_bytes + 14 + sum(len(name) + len(value) + 4 for name, value in headers)
    content = _number(said.get("bodySize"))
    return head + (content if content > 0 else len(body))


def _unix_ms(iso: str) -> float:
    """0 where it is no time."""
    try:
        moment = datetime.fromisoformat(iso)
        return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).timestamp() * 1000
    except (ValueError, OverflowError):
        return 0.0


def _object(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


def _text(value: Any) -> str:
    return value if isinstance(value, str) else str(value) if isinstance(value, int | float) else ""


def _number(value: Any) -> int:
    """-1 where it is none, as HAR itself says "unknown"."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return -1
    return int(value) if -1 <= value < 1 << 53 else -1
