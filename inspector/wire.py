"""The frames between the resident agent and the host, as bytes in and messages out; no socket is touched here.

Internal: agent and host carry the same version or do not speak. Layout in README.md beside this file.
"""

from __future__ import annotations

import json
import struct
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

PROTOCOL = 1
MAX_FRAME_BYTES = 64 << 20


class WireProblem(Exception):
    """The other side does not speak this protocol; the connection is of no further use."""


@dataclass(frozen=True, slots=True)
class Hello:
    """The agent's answer to the host's hello. Times are epoch milliseconds by the phone's clock."""

    instance: str
    pid: int
    process: str
    package: str
    agent: str
    runtime: str
    started_ms: float
    now_ms: float
    oldest: int
    next: int
    quiet: bool


@dataclass(frozen=True, slots=True)
class Rows:
    """One batch: rows as they came, and the totals the agent has had to drop so far in its life."""

    rows: tuple[tuple[int, str, float, Mapping[str, Any], bytes], ...]
    dropped_rows: int
    dropped_bytes: int


@dataclass(frozen=True, slots=True)
class Answer:
    """Any other word of the agent: state, description."""

    op: str
    fields: Mapping[str, Any]


def frame(fields: Mapping[str, Any]) -> bytes:
    """A control frame."""
    body = json.dumps(fields, ensure_ascii=False, separators=(",", ":")).encode()
    return struct.pack(">IB", len(body) + 1, ord("J")) + body


def hello(token: str, session: str, stored: int) -> bytes:
    """The host's first frame: who it is, which session it writes, the highest sequence number it has stored."""
    return frame({"op": "hello", "token": token, "protocol": PROTOCOL, "session": session, "stored": stored})


def acknowledge(seq: int) -> bytes:
    """Everything up to seq is committed."""
    return frame({"op": "ack", "seq": seq})


def command(op: str) -> bytes:
    """quiet, wake or describe."""
    return frame({"op": op})


class Frames:
    """Bytes of the socket to messages; feed as they come. Raises WireProblem on what cannot be ours."""

    def __init__(self) -> None:
        self._buffer = bytearray()

    def feed(self, data: bytes) -> Iterator[Hello | Rows | Answer]:
        """Every message that is whole now."""
        self._buffer += data
        at = 0
        try:
            while len(self._buffer) - at >= 5:
                size, kind = struct.unpack_from(">IB", self._buffer, at)
                if not 0 < size <= MAX_FRAME_BYTES:
                    raise WireProblem(f"a frame of {size} bytes")
                if len(self._buffer) - at < 4 + size:
                    break
                body = bytes(memoryview(self._buffer)[at + 5 : at + 4 + size])
                at += 4 + size
                yield _message(kind, body)
        finally:
            del self._buffer[:at]


def _message(kind: int, body: bytes) -> Hello | Rows | Answer:
    try:
        if kind == ord("B"):
            return _rows(body)
        if kind == ord("J"):
            fields = json.loads(body)
            return _hello(fields) if fields["op"] == "hello" else Answer(str(fields["op"]), fields)
    except (ValueError, KeyError, TypeError, IndexError, struct.error) as problem:
        raise WireProblem(f"a frame that is not ours: {problem}") from problem
    raise WireProblem(f"a frame of unknown type {kind}")


def _hello(fields: Mapping[str, Any]) -> Hello:
    if fields["protocol"] != PROTOCOL:
        raise WireProblem(f"the agent speaks protocol {fields['protocol']}, this tool {PROTOCOL}")
    return Hello(
        instance=str(fields["instance"]),
        pid=int(fields["pid"]),
        process=str(fields["process"]),
        package=str(fields["package"]),
        agent=str(fields["agent"]),
        runtime=str(fields["runtime"]),
        started_ms=float(fields["started_ms"]),
        now_ms=float(fields["now_ms"]),
        oldest=int(fields["oldest"]),
        next=int(fields["next"]),
        quiet=fields["state"] == "quiet",
    )


def _rows(body: bytes) -> Rows:
    (json_size,) = struct.unpack_from(">I", body)
    head = json.loads(body[4 : 4 + json_size])
    at, rows = 4 + json_size, []
    for seq, kind, at_ms, thread, fields, size in head["rows"]:
        fields["thread"] = thread
        rows.append((int(seq), str(kind), float(at_ms), fields, body[at : at + size]))
        at += size
    if at != len(body):
        raise WireProblem("a batch whose payloads do not add up")
    return Rows(tuple(rows), int(head["dropped_rows"]), int(head["dropped_bytes"]))
