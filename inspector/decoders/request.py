"""A request taken apart: everything an app can put data into, under the names findings' paths use."""

from __future__ import annotations

import re
from typing import Protocol
from urllib.parse import unquote

from inspector.decoders import query, sdk_fields
from inspector.decoders.peel import Opener, Peeler
from inspector.records import Decoded, Nested, Value

_CREDENTIALS = re.compile(r"(Bearer|Basic|Token) +(\S+)", re.IGNORECASE)


class Request(Protocol):
    """What is read of a request; inspector.http.HttpRequest is one."""

    @property
    def host(self) -> str: ...

    @property
    def target(self) -> str: ...

    @property
    def headers(self) -> tuple[tuple[str, str], ...]: ...

    @property
    def trailers(self) -> tuple[tuple[str, str], ...]: ...

    @property
    def body(self) -> bytes: ...


def request_parts(request: Request, opener: Opener | None = None) -> tuple[dict[str, Value], Decoded]:
    """`path` (segments), `query`, `headers` (names in lower case), `cookies`, `trailers`, `body`: those there are.

    The second is the body's decoding alone (value None where there is no body).
    """
    peeler = Peeler(opener)
    path, _, asked = request.target.partition("?")
    if "://" in path:
        path = path.split("://", 1)[1].partition("/")[2]
    segments = [unquote(segment, errors="replace") for segment in path.split("/") if segment]
    headers = fields(request.headers)
    cookies = _cookies(headers.pop("cookie", ""))
    parts: dict[str, Value] = {
        "path": segments,
        "query": query.parse(asked.partition("#")[0]),
        "headers": {name: _header(name, value) for name, value in headers.items()},
        "cookies": cookies,
        "trailers": fields(request.trailers),
    }
    parts = {name: peeler.walk(value, 0) for name, value in parts.items() if value}
    decoded = Decoded(None)
    if request.body:
        decoded = Peeler(opener).body(request.body, _one(headers, "content-type"), _one(headers, "content-encoding"))
        decoded = sdk_fields.named(decoded, request.host, path if path.startswith("/") else f"/{path}")
        parts["body"] = decoded.value
    return parts, decoded


def fields(headers: tuple[tuple[str, str], ...]) -> dict[str, Value]:
    """Headers by their names in lower case; of a name that comes again, a list."""
    found: dict[str, Value] = {}
    for name, value in headers:
        query.add(found, name.lower(), value)
    return found


def _header(name: str, value: Value) -> Value:
    """Credentials are taken out from behind the word that says their kind."""
    matched = _CREDENTIALS.fullmatch(value) if name.endswith("authorization") and isinstance(value, str) else None
    return Nested((matched[1].lower(),), matched[2], value) if matched else value


def _cookies(value: Value) -> dict[str, Value]:
    found: dict[str, Value] = {}
    for line in value if isinstance(value, list) else [value]:
        for pair in line.split(";"):
            name, _, content = pair.strip().partition("=")
            if name:
                query.add(found, name, content.strip('"'))
    return found


def _one(headers: dict[str, Value], name: str) -> str:
    value = headers.get(name, "")
    return ", ".join(value) if isinstance(value, list) else value
