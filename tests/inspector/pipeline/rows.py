"""Raw rows as the agent would hand them over, for the pipeline's tests."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from inspector.records import Raw

PROCESS = 1


class Rows:
    """Makes rows one after another, each 10 ms later, with ids and sequence numbers counting from 1."""

    def __init__(self) -> None:
        self.made: list[Raw] = []

    def __iter__(self) -> Iterator[Raw]:
        return iter(self.made)

    def add(self, kind: str, payload: bytes = b"", process: int = PROCESS, **fields: Any) -> Raw:
        number = len(self.made) + 1
        raw = Raw(number, process, number, number * 10.0, kind, fields, payload)
        self.made.append(raw)
        return raw

    def open(self, conn: int = 1, host: str = "gator.volces.com", layer: str = "tls") -> Raw:
        return self.add("open", conn=conn, layer=layer, host=host, port=443, stream="Stream")

    def data(self, data: bytes, conn: int = 1, direction: str = "up", **fields: Any) -> Raw:
        return self.add("data", data, conn=conn, dir=direction, size=len(data), **fields)

    def stack(self, key: str, *frames: str) -> Raw:
        return self.add("stack", id=key, frames=list(frames))


def post(body: bytes, path: str = "/collect", host: str = "gator.volces.com", **headers: str) -> bytes:
    """A request as it passes."""
    lines = [f"POST {path} HTTP/1.1", f"Host: {host}", f"Content-Length: {len(body)}"]
    lines += [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + body


def answer(body: bytes = b"{}", status: int = 200, **headers: str) -> bytes:
    """An answer as it passes."""
    lines = [f"HTTP/1.1 {status} OK", f"Content-Length: {len(body)}"]
    lines += [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + body
