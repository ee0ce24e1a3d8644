"""Ground truth: what really reached the practice internet, written down without any of the product's parsers."""

from __future__ import annotations

import base64
import hashlib
import json
import threading
import time
from collections.abc import Iterable
from pathlib import Path
from typing import IO, Any


class Truth:
    """Three files of JSON lines in `folder`, each line on the disk as soon as it is known; nowhere with None.

    connections.jsonl  n, host, port, scheme, alpn, opened_ms, closed_ms, bytes_up, bytes_down (application bytes,
                       inside TLS and after SOCKS), problem; written when the connection ends
    requests.jsonl     n, connection, at_ms (its last byte), scheme, host, port, method, target, version, headers
                       ([name, value] in order), body_b64 and body_sha256 (as sent, undecoded, without chunk marks),
                       wire_bytes (HTTP/1: head and body as received; HTTP/2: the stream's HEADERS, CONTINUATION and
                       DATA frames with their nine-byte heads)
    messages.jsonl     n, connection, host, direction, at_ms, opcode, data_b64 (inflated), wire_bytes (its frames)

    Times are milliseconds of the epoch. n counts from 1 in each file; `connection` is an n of connections.jsonl.
    """

    def __init__(self, folder: Path | None) -> None:
        self._lock = threading.Lock()
        self._counts = {"connections": 0, "requests": 0, "messages": 0}
        self._files: dict[str, IO[str]] = {}
        if folder is not None:
            folder.mkdir(parents=True, exist_ok=True)
            self._files = {name: (folder / f"{name}.jsonl").open("w", encoding="utf-8") for name in self._counts}

    def connection(self, host: str, port: int) -> ConnectionTruth:
        """A connection has been opened."""
        return ConnectionTruth(self, self.count("connections"), host, port)

    def close(self) -> None:
        with self._lock:
            for file in self._files.values():
                file.close()
            self._files = {}

    def count(self, name: str) -> int:
        with self._lock:
            self._counts[name] += 1
            return self._counts[name]

    def write(self, name: str, row: dict[str, Any]) -> None:
        with self._lock:
            if name in self._files:
                self._files[name].write(json.dumps(row, ensure_ascii=False) + "\n")
                self._files[name].flush()


class ConnectionTruth:
    """One connection's row in the making. For its own thread alone."""

    def __init__(self, truth: Truth, n: int, host: str, port: int) -> None:
        self._truth = truth
        self.n = n
        self.host = host
        self.port = port
        self.scheme = ""
        self.alpn = ""
        self.problem = ""
        self.bytes_up = 0
        self.bytes_down = 0
        self._opened_ms = now_ms()

    def request(
        self,
        method: str,
        target: str,
        version: str,
        headers: Iterable[tuple[bytes, bytes]],
        body: bytes,
        wire_bytes: int,
    ) -> None:
        """All of a request has come; `target` and `headers` as it stood there."""
        self._truth.write(
            "requests",
            {
                "n": self._truth.count("requests"),
                "connection": self.n,
                "at_ms": now_ms(),
                "scheme": self.scheme,
                "host": self.host,
                "port": self.port,
                "method": method,
                "target": target,
                "version": version,
                "headers": [[name.decode("latin-1"), value.decode("latin-1")] for name, value in headers],
                "body_b64": base64.b64encode(body).decode(),
                "body_sha256": hashlib.sha256(body).hexdigest(),
                "wire_bytes": wire_bytes,
            },
        )

    def message(self, direction: str, opcode: int, data: bytes, wire_bytes: int) -> None:
        """A whole WebSocket message has come (up) or gone (down)."""
        self._truth.write(
            "messages",
            {
                "n": self._truth.count("messages"),
                "connection": self.n,
                "host": self.host,
                "direction": direction,
                "at_ms": now_ms(),
                "opcode": opcode,
                "data_b64": base64.b64encode(data).decode(),
                "wire_bytes": wire_bytes,
            },
        )

    def closed(self) -> None:
        """The connection has ended."""
        self._truth.write(
            "connections",
            {
                "n": self.n,
                "host": self.host,
                "port": self.port,
                "scheme": self.scheme,
                "alpn": self.alpn,
                "opened_ms": self._opened_ms,
                "closed_ms": now_ms(),
                "bytes_up": self.bytes_up,
                "bytes_down": self.bytes_down,
                "problem": self.problem,
            },
        )


def now_ms() -> float:
    return round(time.time() * 1000, 3)
