"""Joins the bytes of connections to requests, answers and messages, and says of each who received and who sent it."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol
from urllib.parse import urlsplit

from inspector import protocol
from inspector.datatypes.by_value.pieces import Trail, Trails
from inspector.decoders import decode, request_parts, unread_bytes
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
from inspector.pipeline.ahead import Ahead, address_of, decoded_answer
from inspector.pipeline.draft import Draft
from inspector.pipeline.known import Known, handovers, stack_list
from inspector.records import Body, Decoded, Finding, Observation, ObservationUpdate, Raw

_CUT_BY_END = "It was not finished when the session ended."
_MOST_ASKED = 10_000  # requests of one connection that may still be answered
_ASKED = "The app asked {} for it; what was sent and answered cannot be read."
_CLIENTS = {"webview": "WebView", "cronet": "Cronet"}
_MESSAGES = {"grpc": "gRPC message"}


class Find(Protocol):
    """Pipeline.find."""

    def __call__(
        self, parts: dict[str, Any], raw: Raw, draft: Draft, trail: Trail | None = None, url: str = ""
    ) -> tuple[Finding, ...]: ...


_LAYERS = {"tls": "TLS connection", "tcp": "Clear text connection", "udp": "UDP", "quic": "QUIC", "dns": "DNS"}


@dataclass(frozen=True, slots=True)
class Mark:
    """What the chunk of bytes a record came from is known by."""

    raw_id: int
    at_ms: float
    call: int | None
    stack: str
    origin: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Asked:
    """A request that was told. `handovers`: the stacks of who asked for it."""

    observation: int
    handovers: tuple[str, ...]
    host: str
    target: str


@dataclass(slots=True)
class _Live:
    """A connection whose bytes are still coming."""

    opened: protocol.ConnectionOpened
    http: Connection[Mark]
    observation: int
    opaque_up: int = 0
    opaque_down: int = 0
    ended: bool = False  # by the session, not by the app
    asked: dict[int, _Asked] = field(default_factory=dict)  # by the http key: of the latest requests

    def remember(self, key: int, asked: _Asked) -> None:
        """What an answer or a message may still be for; of a connection with ever more requests the oldest go."""
        self.asked[key] = asked
        if len(self.asked) > _MOST_ASKED:
            del self.asked[next(iter(self.asked))]


class Streams:
    """The connections of a session. Used by Pipeline alone, on its thread. `find` looks for data types."""

    def __init__(self, known: Known, find: Find, ahead: Callable[[Raw], Ahead | None]) -> None:
        self._known = known
        self._find = find
        self._ahead = ahead
        self._live: dict[tuple[int, int], _Live] = {}
        self._trails = Trails()
        self._exchanges: dict[int, int] = {}  # number of an imported request with messages -> observation id

    # ---------------------------------------------------------------- rows

    def on_opened(self, raw: Raw, seen: protocol.ConnectionOpened, draft: Draft) -> None:
        """A connection begins; one that was open before a reader changed is met again and goes on."""
        if (raw.process, seen.conn) in self._live:
            return
        scheme = "https" if seen.layer == "tls" else "http"
        host, named_by = self._known.names.host_of(raw.process, seen.host, seen.ip)
        observation = Observation(
            self._known.new_id(raw, draft), "connection", raw.at_ms, raw.process,
            f"{_word(seen)} to {host}:{seen.port}",
            self._known.phase_at(raw.at_ms), host=host, match=self._known.match(host) if host else None,
            detail={
                "layer": seen.layer, "ip": seen.ip, "port": seen.port, "stream": seen.stream, "connection": seen.conn,
                **({"named_by": named_by} if named_by else {}), **({"partial": True} if seen.partial else {}),
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

    def on_counted(self, raw: Raw, seen: protocol.BytesCounted, draft: Draft) -> None:
        """Bytes passed where nobody can read them: how many in all, which is all there is to tell."""
        live = self._live.get((raw.process, seen.conn))
        if live is None:
            return
        live.opaque_up, live.opaque_down = seen.bytes_up, seen.bytes_down
        counts = {"datagrams_up": seen.datagrams_up, "datagrams_down": seen.datagrams_down}
        detail = {name: count for name, count in counts.items() if count is not None}
        draft.updates.append(ObservationUpdate(live.observation, live.opaque_down, detail, (), live.opaque_up))

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

    def on_ended(self, raw: Raw, seen: protocol.SessionEnded, draft: Draft) -> None:
        """The session ends with connections open: what is under way is told as far as it came."""
        for process, conn in list(self._live):
            live = self._live.pop((process, conn))
            live.ended = True
            self._take(dataclasses.replace(raw, process=process), live, live.http.close(), draft)
            overhead = {"overhead_up": live.http.overhead("up"), "overhead_down": live.http.overhead("down")}
            draft.updates.append(
                ObservationUpdate(live.observation, live.opaque_down, overhead | {"open": True}, (), live.opaque_up)
            )
        self._tell_asked(raw, None, draft)

    def on_time(self, raw: Raw, draft: Draft) -> None:
        """A row's time has come: calls whose requests were not seen by now are told as asked for."""
        self._tell_asked(raw, raw.at_ms, draft)

    def on_call(self, raw: Raw, seen: protocol.CallSeen, draft: Draft) -> None:
        """A script for a page of a WebView is handed over by the call itself."""
        if seen.layer != "webview" or seen.method != "SCRIPT" or not seen.body:
            return
        known = self._known
        decoded = decode(seen.body, opener=known.crypto.opener)
        host = urlsplit(seen.url).hostname or ""
        observation = Observation(
            known.new_id(raw, draft), "message", raw.at_ms, raw.process,
            f"Script for a web page of {host}" if host else "Script for a web page", known.phase_at(raw.at_ms),
            host=host, match=known.match(host) if host else None,
            sender=known.sender(raw.process, "", handovers((), seen)),
            detail={
                "opcode": "script", "host": host, "direction": "up", "target": seen.url, "client": seen.layer,
                "opened": list(decoded.steps), "stacks": stack_list(handovers((), seen), "", "send"),
            },
            bodies=(Body("up", seen.body, decoded, raw.id),),
            findings=self._find({"body": decoded.value}, raw, draft, None),
            raw_id=raw.id,
        )  # fmt: skip
        draft.observations.append(observation)

    def on_exchange(self, raw: Raw, seen: protocol.ExchangeImported, draft: Draft) -> None:
        """A whole request with its answer, from a file."""
        ahead = self._ahead(raw)
        observation, _ = self._request(raw, seen.request, (), {"source": "imported", "ip": seen.ip}, draft, ahead)
        if seen.number:
            self._exchanges[seen.number] = observation
        if seen.response:
            draft.updates.append(self._answer(observation, seen.response, raw, ahead.answer if ahead else None))

    def on_message(self, raw: Raw, seen: protocol.MessageImported, draft: Draft) -> None:
        """A WebSocket message, from a file."""
        message: MessageDone[Mark] = MessageDone(0, seen.direction, seen.opcode, seen.data, len(seen.data), ())
        facts = {"source": "imported", "request": self._exchanges.get(seen.exchange)}
        self._message(raw, message, seen.host, seen.target, facts, draft)

    # ---------------------------------------------------------------- records

    def _take(self, raw: Raw, live: _Live, records: Sequence[HttpRecord[Mark]], draft: Draft) -> None:
        opaque_before = live.opaque_up + live.opaque_down
        for record in records:
            if isinstance(record, RequestDone):
                facts = {"connection": live.opened.conn, "layer": live.opened.layer, "ip": live.opened.ip}
                if live.ended and not record.request.complete:
                    facts["problem"] = _CUT_BY_END
                number, asked_by = self._request(raw, record.request, record.marks, facts, draft)
                live.remember(record.key, _Asked(number, asked_by, record.request.host, record.request.target))
            elif isinstance(record, ResponseDone):
                if record.key in live.asked:
                    update = self._answer(live.asked[record.key].observation, record.response, raw)
                    if live.ended and not record.response.complete:
                        update = dataclasses.replace(update, detail={**update.detail, "answer_problem": _CUT_BY_END})
                    draft.updates.append(update)
            elif isinstance(record, MessageDone):
                asked = live.asked.get(record.key)
                facts = {"request": asked.observation if asked else None, "connection": live.opened.conn}
                asked_for = asked.handovers if asked and record.opcode == "grpc" else ()
                host, target = (asked.host, asked.target) if asked else (live.opened.host, "")
                self._message(raw, record, host, target, facts, draft, asked_for)
            elif isinstance(record, Opaque):
                live.opaque_up += len(record.data) if record.direction == "up" else 0
                live.opaque_down += len(record.data) if record.direction == "down" else 0
        if live.opaque_up + live.opaque_down != opaque_before:
            draft.updates.append(ObservationUpdate(live.observation, live.opaque_down, {}, (), live.opaque_up))

    def _request(
        self,
        raw: Raw,
        request: HttpRequest,
        marks: Sequence[Mark],
        facts: Mapping[str, Any],
        draft: Draft,
        ahead: Ahead | None = None,
    ) -> tuple[int, tuple[str, ...]]:
        """The observation's id, and the stack of the code that asked for it."""
        known = self._known
        first: Mark = marks[0] if marks else Mark(raw.id, raw.at_ms, None, "")
        trail = self._trails.of(raw.process, request.host)
        if ahead is not None and not trail.begun:
            content, query, decoded, findings = {}, ahead.query, ahead.decoded, ahead.findings
            unread = ahead.unread_bytes
        else:
            parts, decoded = request_parts(request, known.crypto.opener)
            content, query = dict(parts), parts.get("query")
            findings = self._find(content, raw, draft, trail, address_of(request))
            unread = unread_bytes(decoded, len(request.body))
        numbers = list(dict.fromkeys(mark.call for mark in marks if mark.call is not None))
        call = known.calls.of_request(raw.process, request, numbers)
        sent = next((mark for mark in marks if mark.stack), first)
        handed = handovers(sent.origin, call)
        path = request.target.partition("?")[0]
        observation = Observation(
            known.new_id(raw, draft), "request", first.at_ms, raw.process, f"{request.method} {request.host}{path}",
            known.phase_at(first.at_ms), host=request.host, match=known.match(request.host),
            sender=known.sender(raw.process, sent.stack, handed, call.layer if call else ""),
            bytes_up=request.wire_bytes,
            readable_bytes_up=max(0, request.wire_bytes - unread),
            detail={
                "method": request.method, "scheme": request.scheme, "host": request.host, "port": request.port,
                "target": request.target, "version": request.version, "headers_up": request.headers,
                "query": query, "opened": list(decoded.steps),
                "problem": decoded.problem or _headers_problem(request.headers_lost),
                "complete": request.complete, "client": call.layer if call else "",
                "stacks": stack_list(handed, sent.stack, "send"),
                "first_raw": first.raw_id, **known.hashes.detail(content), **facts,
            },
            bodies=(Body("up", request.body, decoded, raw.id),) if request.body else (),
            findings=findings, raw_id=raw.id,
        )  # fmt: skip
        draft.observations.append(observation)
        return observation.id, handed

    def _tell_asked(self, raw: Raw, now_ms: float | None, draft: Draft) -> None:
        for asked in self._known.calls.overdue(now_ms):
            parts = urlsplit(asked.call.url)
            target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
            port = parts.port or (443 if parts.scheme == "https" else 80)
            request = HttpRequest(
                asked.call.method, parts.scheme, parts.hostname or "", port, target, "", (), asked.call.body,
                complete=False,
            )  # fmt: skip
            mark = Mark(raw.id, asked.at_ms, asked.call.call, "")
            facts = {"asked": True, "problem": _ASKED.format(_CLIENTS.get(asked.call.layer, asked.call.layer))}
            where = dataclasses.replace(raw, process=asked.process)
            self._request(where, request, (mark,), facts, draft)

    def _answer(
        self, observation: int, response: HttpResponse, raw: Raw, decoded: Decoded | None = None
    ) -> ObservationUpdate:
        self._known.names.on_answer(raw.process, response)
        decoded = decoded or decoded_answer(response, self._known.crypto.opener)
        detail = {
            "status": response.status, "reason": response.reason, "headers_down": response.headers,
            "answer_complete": response.complete, "answer_opened": list(decoded.steps),
            "trailers_down": response.trailers,
        }  # fmt: skip
        bodies = (Body("down", response.body, decoded, raw.id),) if response.body else ()
        return ObservationUpdate(observation, response.wire_bytes, detail, bodies)

    def _message(
        self,
        raw: Raw,
        record: MessageDone[Mark],
        host: str,
        target: str,
        facts: Mapping[str, Any],
        draft: Draft,
        asked_by: Sequence[str] = (),
    ) -> None:
        known, up = self._known, record.direction == "up"
        decoded = _decode_message(record, known) if record.data else Decoded(None)
        content = {"body": decoded.value} if up and record.data else {}
        trail = self._trails.of(raw.process, f"{host} {facts.get('request')}", frames=True)
        mark: Mark = record.marks[0] if record.marks else Mark(raw.id, raw.at_ms, None, "")
        call = known.calls.get(raw.process, mark.call)
        handed = handovers(mark.origin, call) or tuple(asked_by)
        unread = unread_bytes(decoded, len(record.data))
        what = _MESSAGES.get(record.opcode, f"WebSocket {record.opcode}")
        observation = Observation(
            known.new_id(raw, draft), "message", mark.at_ms, raw.process,
            f"{what} {'to' if up else 'from'} {host}", known.phase_at(mark.at_ms),
            host=host, match=known.match(host),
            sender=known.sender(raw.process, mark.stack, handed, call.layer if call else "") if up else None,
            bytes_up=record.wire_bytes if up else 0, bytes_down=0 if up else record.wire_bytes,
            readable_bytes_up=max(0, record.wire_bytes - unread) if up else 0,
            detail={
                "opcode": record.opcode, "host": host, "direction": record.direction, "opened": list(decoded.steps),
                "target": target, **known.hashes.detail(content), **facts,
                "stacks": stack_list(handed, mark.stack, "send"),
            },
            bodies=(Body(record.direction, record.data, decoded, raw.id),) if record.data else (),
            findings=self._find(content, raw, draft, trail) if content else (), raw_id=raw.id,
        )  # fmt: skip
        draft.observations.append(observation)


def _decode_message(record: MessageDone[Mark], known: Known) -> Decoded:
    media = "application/x-protobuf" if record.opcode == "grpc" else ""
    return decode(record.data, media_type=media, opener=known.crypto.opener)


def _headers_problem(lost: int) -> str | None:
    if not lost:
        return None
    return f"{lost} of its header fields cannot be read: the connection was open before it was watched."


def _word(seen: protocol.ConnectionOpened) -> str:
    return "Connection" if seen.unreadable and seen.layer == "tcp" else _LAYERS.get(seen.layer, seen.layer)
