"""One entry of a HAR file, as Chrome, Firefox, mitmproxy, HTTP Toolkit, Charles, tweasel and this tool write it."""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Literal
from urllib.parse import quote_plus, urlsplit

from inspector.http import Headers, HttpRequest, HttpResponse, header

_PORTS = {"http": 80, "https": 443, "ws": 80, "wss": 443}
_VERSIONS = {"h2": "HTTP/2", "http/2.0": "HTTP/2", "http/2": "HTTP/2", "h3": "HTTP/3", "http/3": "HTTP/3"}
_LOCAL = ("data:", "blob:", "about:", "file:", "javascript:", "chrome:", "chrome-extension:", "moz-extension:")
_NEVER_SENT = (
    "net::ERR_BLOCKED", "net::ERR_NAME_", "net::ERR_CONNECTION_REFUSED", "net::ERR_ADDRESS_", "net::ERR_INTERNET_",
    "net::ERR_CERT_", "net::ERR_UNKNOWN_URL", "net::ERR_CACHE_MISS", "net::ERR_PROXY_CONNECTION_FAILED",
)  # fmt: skip
_LEAST_MS = 1e11  # a number larger than this is of milliseconds
_LATEST_MS = 7.3e12
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


def went_out(entry: dict[str, Any]) -> bool:
    """Whether it was sent over a network: not answered from a cache, and not stopped before it was sent."""
    url = _text(_object(entry.get("request")).get("url"))
    if not url or url.lower().startswith(_LOCAL):
        return False
    if _text(entry.get("_fromCache")) or entry.get("fromCache") is True:
        return False
    failure = _text(entry.get("_error")) or _text(_object(entry.get("response")).get("_error"))
    return not failure.startswith(_NEVER_SENT)


def started_unix_ms(entry: dict[str, Any]) -> float:
    """When it was sent, 0 where that is not told."""
    said = entry.get("startedDateTime")
    if isinstance(said, int | float) and not isinstance(said, bool):
        return float(said if said > _LEAST_MS else said * 1000) if 0 <= said < _LATEST_MS else 0.0
    return _unix_ms(_text(said))


def read_entry(entry: dict[str, Any], started_ms: float, first_ms: float) -> HarEntry:
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
    if "?" not in target:
        target += _query(said)
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
        parts = urlsplit(url if "://" in url else f"//{url}")  # of CONNECT some tools tell the authority alone
        port = parts.port
    except ValueError:
        return "", "", 0, url
    scheme = parts.scheme.lower()
    target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    return scheme, parts.hostname or "", port or _PORTS.get(scheme, 0), target


def _query(said: dict[str, Any]) -> str:
    """Where a tool tells the query beside the address only."""
    pairs = [pair for pair in map(_pair, _list(said.get("queryString"))) if pair[0]]
    return "?" + "&".join(f"{_quoted(name)}={_quoted(value)}" for name, value in pairs) if pairs else ""


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
    pairs = (f"{_quoted(_text(one.get('name')))}={_quoted(_text(one.get('value')))}" for one in fields)
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
        told = one.get("time")
        time_ms = _plausible(float(told) * 1000) if isinstance(told, int | float) and abs(told) < 1e12 else 0.0
        time_ms = time_ms or started_ms
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
    told = said.get("headers")
    pairs: Iterable[tuple[str, str]]
    if isinstance(told, dict):
        pairs = ((name, _text(value)) for name, value in told.items())
    else:
        pairs = map(_pair, _list(told))
    return tuple((name, value) for name, value in pairs if name and not name.startswith(":"))


def _pair(said: Any) -> tuple[str, str]:
    if isinstance(said, dict):
        name, value = said.get("name"), said.get("value")
        if isinstance(name, str) and isinstance(value, str):
            return name, value
    if isinstance(said, list) and len(said) == 2:
        return _text(said[0]), _text(said[1])
    one = _object(said)
    return _text(one.get("name")), _text(one.get("value"))


def _quoted(text: str) -> str:
    return quote_plus(text, errors="replace")


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
    try:
        moment = datetime.fromisoformat(iso)
        return _plausible((moment if moment.tzinfo else moment.replace(tzinfo=UTC)).timestamp() * 1000)
    except (ValueError, OverflowError):
        return 0.0


def _plausible(unix_ms: float) -> float:
    """0 where it is no time after 1970 and before 2200."""
    return unix_ms if 0 <= unix_ms < _LATEST_MS else 0.0


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
