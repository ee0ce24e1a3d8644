"""Joins the bytes of connections to requests, answers and messages, and says of each who received and who sent it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from inspector import protocol
from inspector.decoders import decode, request_parts
from inspector.http import (
    Connection,
    HttpRecord,
    HttpRequest,
    HttpResponse,
    MessageDone,
    Opaque,
    RequestDone,
    ResponseDone,
)
from inspector.pipeline.draft import Draft
from inspector.pipeline.known import Known, handovers, stack_list
from inspector.records import Body, Decoded, Finding, Nested, Observation, ObservationUpdate, Raw, Value

Find = Callable[[dict[str, Any], Raw, Draft], tuple[Finding, ...]]


@dataclass(frozen=True, slots=True)
class Mark:
    """What the chunk of bytes a record came from is known by."""

    raw_id: int
    at_ms: float
    call: int | None
    stack: str
    origin: tuple[str, ...] = ()


@dataclass(slots=True)
class _Live:
    """A connection whose bytes are still coming."""

    opened: protocol.ConnectionOpened
    http: Connection[Mark]
    observation: int
    opaque_up: int = 0
    opaque_down: int = 0
    requests: dict[int, int] = field(default_factory=dict)  # http key -> observation id
    hosts: dict[int, HttpRequest] = field(
        default_factory=dict
    )  # http key -> the request (for messages after an upgrade)


class Streams:
    """The connections of a session. Used by Pipeline alone, on its thread; `find` is how it looks for data types."""

    def __init__(self, known: Known, find: Find) -> None:
        self._known = known
        self._find = find
        self._live: dict[tuple[int, int], _Live] = {}

    # ---------------------------------------------------------------- rows

    def on_opened(self, raw: Raw, seen: protocol.ConnectionOpened, draft: Draft) -> None:
        """A connection begins; one that was open before a reader changed is met again and goes on."""
        if (raw.process, seen.conn) in self._live:
            return
        scheme = "https" if seen.layer == "tls" else "http"
        host = seen.host or seen.ip
        observation = Observation(
            self._known.new_id(raw, draft), "connection", raw.at_ms, raw.process,
            f"{'TLS' if seen.layer == 'tls' else 'Clear text'} connection to {host}:{seen.port}",
            self._known.phase_at(raw.at_ms), host=host, match=self._known.match(host) if host else None,
            detail={
                "layer": seen.layer, "ip": seen.ip, "port": seen.port, "stream": seen.stream, "connection": seen.conn,
            },
            raw_id=raw.id,
        )  # fmt: skip
        draft.observations.append(observation)
        self._live[raw.process, seen.conn] = _Live(seen, Connection(scheme, host, seen.port), observation.id)

    def on_bytes(self, raw: Raw, seen: protocol.BytesSeen, draft: Draft) -> None:
        """Some bytes of a connection, either way."""
        if (raw.process, seen.conn) not in self._live:
            self.on_opened(raw, protocol.ConnectionOpened(seen.conn, "tls", "", "", 0, ""), draft)
        live = self._live[raw.process, seen.conn]
        if seen.lost_bytes:
            self._take(raw, live, live.http.lost(seen.direction, seen.lost_bytes), draft)
        mark = Mark(raw.id, raw.at_ms, seen.call, seen.stack, seen.origin)
        if seen.data:
            self._take(raw, live, live.http.feed(seen.direction, seen.data, mark), draft)

    def on_closed(self, raw: Raw, seen: protocol.ConnectionClosed, draft: Draft) -> None:
        """The end of a connection: what was not whole by now never will be."""
        live = self._live.pop((raw.process, seen.conn), None)
        if live is None:
            return
        self._take(raw, live, live.http.close(), draft)
        overhead = {"overhead_up": live.http.overhead("up"), "overhead_down": live.http.overhead("down")}
        draft.updates.append(
            ObservationUpdate(
                live.observation, live.opaque_down, overhead | {"closed_ms": raw.at_ms}, (), live.opaque_up
            )
        )

    def on_exchange(self, raw: Raw, seen: protocol.ExchangeImported, draft: Draft) -> None:
        """A whole request with its answer, from a file."""
        observation = self._request(raw, seen.request, (), {"source": "imported", "ip": seen.ip}, draft)
        if seen.response:
            draft.updates.append(self._answer(observation, seen.response))

    def on_message(self, raw: Raw, seen: protocol.MessageImported, draft: Draft) -> None:
        """A WebSocket message, from a file."""
        message: MessageDone[Mark] = MessageDone(0, seen.direction, seen.opcode, seen.data, len(seen.data), ())
        self._message(raw, message, seen.host, seen.target, {"source": "imported"}, draft)

    # ---------------------------------------------------------------- records

    def _take(self, raw: Raw, live: _Live, records: Sequence[HttpRecord[Mark]], draft: Draft) -> None:
        opaque_before = live.opaque_up + live.opaque_down
        for record in records:
            if isinstance(record, RequestDone):
                facts = {"connection": live.opened.conn, "layer": live.opened.layer, "ip": live.opened.ip}
                live.requests[record.key] = self._request(raw, record.request, record.marks, facts, draft)
                live.hosts[record.key] = record.request
            elif isinstance(record, ResponseDone):
                if record.key in live.requests:
                    draft.updates.append(self._answer(live.requests[record.key], record.response))
            elif isinstance(record, MessageDone):
                asked = live.hosts.get(record.key)
                facts = {"request": live.requests.get(record.key), "connection": live.opened.conn}
                host, target = (asked.host, asked.target) if asked else (live.opened.host, "")
                self._message(raw, record, host, target, facts, draft)
            elif isinstance(record, Opaque):
                live.opaque_up += len(record.data) if record.direction == "up" else 0
                live.opaque_down += len(record.data) if record.direction == "down" else 0
        if live.opaque_up + live.opaque_down != opaque_before:
            draft.updates.append(ObservationUpdate(live.observation, live.opaque_down, {}, (), live.opaque_up))

    def _request(
        self, raw: Raw, request: HttpRequest, marks: Sequence[Mark], facts: Mapping[str, Any], draft: Draft
    ) -> int:
        known = self._known
        first: Mark = marks[0] if marks else Mark(raw.id, raw.at_ms, None, "")
        parts, decoded = request_parts(request, known.crypto.open)
        findings = self._find(dict(parts), raw, draft)
        call_number = next((mark.call for mark in marks if mark.call is not None), None)
        call = known.call(raw.process, call_number)
        sent = next((mark for mark in marks if mark.stack), first)
        handed = handovers(sent.origin, call)
        path = request.target.partition("?")[0]
        observation = Observation(
            known.new_id(raw, draft), "request", first.at_ms, raw.process, f"{request.method} {request.host}{path}",
            known.phase_at(first.at_ms), host=request.host, match=known.match(request.host),
            sender=known.sender(raw.process, sent.stack, handed), bytes_up=request.wire_bytes,
            readable_bytes_up=max(0, request.wire_bytes - unread_bytes(decoded, len(request.body))),
            detail={
                "method": request.method, "scheme": request.scheme, "host": request.host, "port": request.port,
                "target": request.target, "version": request.version, "headers_up": request.headers,
                "query": parts.get("query"), "opened": list(decoded.steps), "problem": decoded.problem,
                "complete": request.complete, "client": call.layer if call else "",
                "stacks": stack_list(handed, sent.stack, "send"),
                "first_raw": first.raw_id, **facts,
            },
            bodies=(Body("up", request.body, decoded),) if request.body else (),
            findings=findings, raw_id=raw.id,
        )  # fmt: skip
        draft.observations.append(observation)
        return observation.id

    def _answer(self, observation: int, response: HttpResponse) -> ObservationUpdate:
        headers = {name.lower(): value for name, value in response.headers}
        decoded = decode(
            response.body, media_type=headers.get("content-type", ""), encoding=headers.get("content-encoding", ""),
            opener=self._known.crypto.open,
        )  # fmt: skip
        detail = {
            "status": response.status, "reason": response.reason, "headers_down": response.headers,
            "answer_complete": response.complete, "answer_opened": list(decoded.steps),
        }  # fmt: skip
        bodies = (Body("down", response.body, decoded),) if response.body else ()
        return ObservationUpdate(observation, response.wire_bytes, detail, bodies)

    def _message(
        self, raw: Raw, record: MessageDone[Mark], host: str, target: str, facts: Mapping[str, Any], draft: Draft
    ) -> None:
        known, up = self._known, record.direction == "up"
        decoded = decode(record.data, opener=known.crypto.open) if record.data else Decoded(None)
        mark: Mark = record.marks[0] if record.marks else Mark(raw.id, raw.at_ms, None, "")
        call = known.call(raw.process, mark.call)
        handed = handovers(mark.origin, call)
        unread = unread_bytes(decoded, len(record.data))
        observation = Observation(
            known.new_id(raw, draft), "message", mark.at_ms, raw.process,
            f"WebSocket {record.opcode} {'to' if up else 'from'} {host}", known.phase_at(mark.at_ms),
            host=host, match=known.match(host),
            sender=known.sender(raw.process, mark.stack, handed) if up else None,
            bytes_up=record.wire_bytes if up else 0, bytes_down=0 if up else record.wire_bytes,
            readable_bytes_up=max(0, record.wire_bytes - unread) if up else 0,
            detail={
                "opcode": record.opcode, "host": host, "direction": record.direction, "opened": list(decoded.steps),
                "target": target, **facts,
                "stacks": stack_list(handed, mark.stack, "send"),
            },
            bodies=(Body(record.direction, record.data, decoded),) if record.data else (),
            findings=self._find({"body": decoded.value}, raw, draft) if up and record.data else (), raw_id=raw.id,
        )  # fmt: skip
        draft.observations.append(observation)


def unread_bytes(decoded: Decoded, size_bytes: int) -> int:
    """How many of a body's bytes nobody could read: all where it stayed opaque, else those of opaque leaves."""
    if not decoded.readable:
        return size_bytes
    if isinstance(decoded.value, bytes) and not decoded.steps:
        return size_bytes
    return min(size_bytes, _opaque_bytes(decoded.value))


def _opaque_bytes(value: Value) -> int:
    if isinstance(value, bytes):
        return len(value)
    if isinstance(value, dict):
        return sum(_opaque_bytes(item) for item in value.values())
    if isinstance(value, (list, tuple)):
        return sum(_opaque_bytes(item) for item in value)
    if isinstance(value, Nested):
        return _opaque_bytes(value.value)
    return 0
