"""HTTP/1.1 on the practice internet: answers requests, and hands a connection over that becomes a WebSocket."""

from __future__ import annotations

import h11

from inspector.device.practice.answers import answer
from inspector.device.practice.line import Line, NotHttp
from inspector.device.practice.websocket import accept_headers, serve_websocket

_HEAD_LIMIT_BYTES = 1024 * 1024


def serve_http1(line: Line) -> None:
    """Until the connection ends. Raises NotHttp when the first bytes are of something else."""
    talk = h11.Connection(h11.SERVER, max_incomplete_event_size=_HEAD_LIMIT_BYTES)
    taken_before = 0
    while True:
        try:
            request, body = _next_request(line, talk)
        except h11.RemoteProtocolError as problem:
            if line.ended:
                line.truth.problem = "ended in the middle of a request"
            elif taken_before == 0:
                raise NotHttp(f"not HTTP/1.1: {problem}") from problem
            else:
                line.truth.problem = f"HTTP/1.1: {problem}"
            return
        if request is None:
            return
        pending = talk.trailing_data[0]
        taken = line.truth.bytes_up - len(pending)
        method, target = request.method.decode("latin-1"), request.target.decode("latin-1")
        version = request.http_version.decode("latin-1")
        line.truth.request(method, target, version, request.headers.raw_items(), body, taken - taken_before)
        taken_before = taken
        headers = {name.decode("latin-1"): value.decode("latin-1") for name, value in request.headers}
        if headers.get("upgrade", "").lower() == "websocket" and "sec-websocket-key" in headers:
            extensions, fields = accept_headers(headers)
            line.write(talk.send(h11.InformationalResponse(status_code=101, headers=fields)) or b"")
            serve_websocket(line, extensions, pending)
            return
        _respond(line, talk, method, target, headers, body)
        if talk.our_state is h11.MUST_CLOSE or talk.our_state is h11.CLOSED:
            return
        talk.start_next_cycle()


def _next_request(line: Line, talk: h11.Connection) -> tuple[h11.Request | None, bytes]:
    request: h11.Request | None = None
    body = bytearray()
    while True:
        item = talk.next_event()
        if item is h11.NEED_DATA:
            if talk.they_are_waiting_for_100_continue:
                line.write(talk.send(h11.InformationalResponse(status_code=100, headers=[])) or b"")
            talk.receive_data(line.read())
        elif isinstance(item, h11.Request):
            request = item
        elif isinstance(item, h11.Data):
            body += item.data
        elif isinstance(item, h11.EndOfMessage):
            return request, bytes(body)
        else:
            return None, b""


def _respond(line: Line, talk: h11.Connection, method: str, target: str, headers: dict[str, str], body: bytes) -> None:
    given = answer(line.truth.host, target, method, headers, body, line.answers)
    fields = [*given.headers, ("content-length", str(len(given.body)))]
    parts = [h11.Response(status_code=given.status, headers=fields, reason=b"OK")]
    parts += [h11.Data(data=given.body)] if method != "HEAD" else []
    line.write(b"".join(talk.send(part) or b"" for part in [*parts, h11.EndOfMessage()]))
