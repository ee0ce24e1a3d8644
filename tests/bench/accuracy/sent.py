"""A request as every tool here gets it, and the HAR files that are made of requests."""

from __future__ import annotations

import base64
import gzip
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

_FIRST = datetime(2026, 11, 23, 1, 0, 0, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Sent:
    """One request; `target` is path and query, `body` the bytes on the wire."""

    method: str
    host: str
    target: str
    headers: tuple[tuple[str, str], ...]
    body: bytes = b""
    plain: bytes = b""  # without the Content-Encoding that the headers say, where it is another than gzip

    @property
    def media_type(self) -> str:
        return self.header("content-type")

    @property
    def url(self) -> str:
        return f"https://{self.host}{self.target}"

    def header(self, name: str) -> str:
        return next((value for key, value in self.headers if key.lower() == name), "")

    def as_flow(self) -> dict[str, Any]:
        """For friTap's runner: the bytes as they are."""
        return {
            "method": self.method, "url": self.url, "host": self.host, "headers": dict(self.headers),
            "media_type": self.media_type, "body": base64.b64encode(self.body).decode(),
        }  # fmt: skip

    def as_entry(self, number: int, *, raw: bool) -> dict[str, Any]:
        """A HAR entry, a second after the one before it.

        Raw: the bytes on the wire in Base64, as this tool and others keep binary bodies. Otherwise as mitmproxy
        writes it for TrackHAR: what Content-Encoding says is taken off, text is text, the rest one character a byte.
        """
        request: dict[str, Any] = {
            "method": self.method, "url": self.url, "httpVersion": "HTTP/1.1", "cookies": [], "queryString": [],
            "headers": [{"name": name, "value": value} for name, value in self.headers],
            "headersSize": -1, "bodySize": len(self.body),
        }  # fmt: skip
        if self.body:
            text, kept = (base64.b64encode(self.body).decode(), {"encoding": "base64"}) if raw else (self._text(), {})
            request["postData"] = {"mimeType": self.media_type, "text": text, **kept}
        started = (_FIRST + timedelta(seconds=number)).isoformat()
        answer = {
            "status": 200, "statusText": "OK", "httpVersion": "HTTP/1.1", "cookies": [], "headers": [],
            "content": {"size": 0, "mimeType": "", "text": ""}, "redirectURL": "", "headersSize": -1, "bodySize": 0,
        }  # fmt: skip
        entry = {"startedDateTime": started, "time": 1, "request": request, "response": answer}
        return entry | {"cache": {}, "timings": {}}

    def _text(self) -> str:
        said = self.header("content-encoding")
        body = self.plain or (gzip.decompress(self.body) if said == "gzip" else self.body)
        try:
            return body.decode()
        except UnicodeDecodeError:
            return body.decode("latin-1")


def write_har(requests: Iterable[Sent], path: Path, *, raw: bool) -> Path:
    """A HAR file of all, one second apart, in order."""
    entries: Sequence[dict[str, Any]] = [request.as_entry(at, raw=raw) for at, request in enumerate(requests)]
    log = {"version": "1.2", "creator": {"name": "bench", "version": "1"}, "entries": entries}
    path.write_text(json.dumps({"log": log}), "utf-8")
    return path
