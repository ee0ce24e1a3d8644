"""The grammar of HTTP/1 heads, RFC 9112, read leniently: an observer must understand what both ends understood."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal
from urllib.parse import urlsplit

from inspector.http.messages import Headers, header, text
from inspector.http.wire import Malformed

HEAD_LIMIT = 256 * 1024
HEAD_END = re.compile(rb"\n\r?\n")
_TOKEN = rb"[!#$%&'*+.^_`|~0-9A-Za-z-]+"
_REQUEST_LINE = re.compile(rb"(" + _TOKEN + rb") ([^\x00-\x20\x7f]+) HTTP/(1\.[01])")
_STATUS_LINE = re.compile(rb"HTTP/(1\.[01]) ([1-9][0-9]{2})(?: ([^\r\n]*))?")
_FIELD = re.compile(rb"(" + _TOKEN + rb")[ \t]*:[ \t]*([^\x00]*?)[ \t]*", re.DOTALL)
_FIELDS_LIMIT = 2000

Framing = Literal["none", "length", "chunked", "close"]


@dataclass(frozen=True, slots=True)
class RequestHead:
    """`scheme`, `host` and `port` are "" and 0 where the head does not tell."""

    method: str
    target: str
    version: str
    headers: Headers
    scheme: str
    host: str
    port: int
    upgrade: str


@dataclass(frozen=True, slots=True)
class ResponseHead:
    status: int
    reason: str
    version: str
    headers: Headers


def request_head(raw: bytes) -> RequestHead:
    """`raw` up to and with the empty line. Raises Malformed."""
    first, *rest = _lines(raw)
    matched = _REQUEST_LINE.fullmatch(first)
    if matched is None:
        raise Malformed
    method, target, version = (text(part) for part in matched.groups())
    headers = fields(rest)
    scheme, authority = "", header(headers, "host").split(",")[0]
    if method == "CONNECT":
        authority = target
    elif re.match(r"[a-zA-Z][a-zA-Z0-9+.-]*://", target):
        scheme, authority, target = _absolute(target)
    host, port = split_authority(authority)
    upgrade = header(headers, "upgrade").strip().lower() if "upgrade" in header(headers, "connection").lower() else ""
    return RequestHead(method, target, f"HTTP/{version}", headers, scheme, host, port, upgrade)


def response_head(raw: bytes) -> ResponseHead:
    """`raw` up to and with the empty line. Raises Malformed."""
    first, *rest = _lines(raw)
    matched = _STATUS_LINE.fullmatch(first)
    if matched is None:
        raise Malformed
    version, status, reason = matched.groups()
    return ResponseHead(int(status), text(reason or b""), f"HTTP/{text(version)}", fields(rest))


def fields(lines: list[bytes]) -> Headers:
    """Header or trailer lines. Raises Malformed."""
    if len(lines) > _FIELDS_LIMIT:
        raise Malformed
    found: list[tuple[bytes, bytes]] = []
    for line in lines:
        if line[:1] in (b" ", b"\t") and found:  # obsolete folding
            found[-1] = (found[-1][0], found[-1][1] + b" " + line.strip())
            continue
        matched = _FIELD.fullmatch(line)
        if matched is None:
            raise Malformed
        found.append((matched[1], matched[2]))
    return tuple((text(name), text(value)) for name, value in found)


def request_framing(head: RequestHead) -> tuple[Framing, int]:
    """How the body ends, and its length. Raises Malformed."""
    encoding = header(head.headers, "transfer-encoding").lower()
    if encoding:
        if not encoding.endswith("chunked"):
            raise Malformed
        return "chunked", 0
    length = _content_length(head.headers)
    return ("length", length) if length else ("none", 0)


def response_framing(head: ResponseHead, method: str) -> tuple[Framing, int]:
    """How the body of a final response to `method` ends, and its length. Raises Malformed."""
    if method == "HEAD" or head.status in (204, 304):
        return "none", 0
    encoding = header(head.headers, "transfer-encoding").lower()
    if encoding:
        return ("chunked", 0) if encoding.endswith("chunked") else ("close", 0)
    length = _content_length(head.headers)
    if length is None:
        return "close", 0
    return ("length", length) if length else ("none", 0)


def split_authority(authority: str) -> tuple[str, int]:
    """Host in lower case without brackets, and port or 0."""
    matched = re.fullmatch(r"(?:[^@]*@)?(?:\[([^\]]*)\]|([^:]*))(?::(\d{1,5}))?", authority.strip())
    if matched is None:
        return "", 0
    return (matched[1] or matched[2] or "").lower(), int(matched[3] or 0)


def _lines(raw: bytes) -> list[bytes]:
    lines = [line.removesuffix(b"\r") for line in raw.split(b"\n")]
    while lines and not lines[-1]:
        lines.pop()
    return lines or [b""]


def _absolute(target: str) -> tuple[str, str, str]:
    try:
        parts = urlsplit(target)
    except ValueError as error:
        raise Malformed from error
    rest = target.split("://", 1)[1]
    cut = min((rest.index(mark) for mark in "/?" if mark in rest), default=len(rest))
    path = rest[cut:]
    return parts.scheme.lower(), parts.netloc, path if path.startswith("/") else "/" + path


def _content_length(headers: Headers) -> int | None:
    value = header(headers, "content-length")
    if not value:
        return None
    lengths = {part.strip() for part in value.split(",")}
    length = lengths.pop()
    if lengths or not re.fullmatch(r"[0-9]{1,18}", length):
        raise Malformed
    return int(length)
