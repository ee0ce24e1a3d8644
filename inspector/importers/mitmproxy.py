"""mitmproxy's own flow files, of every version of that format: HTTP, WebSocket, TCP, UDP and DNS flows."""

from __future__ import annotations

import ipaddress
import math
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from inspector import protocol
from inspector.errors import FileProblem
from inspector.http import Headers, HttpRequest, HttpResponse, Opcode, header
from inspector.http.messages import text
from inspector.importers.capture import Capture, ImportedRow, Remarks
from inspector.importers.stream import Stream
from inspector.importers.tnetstring import BrokenNetstring, members, records
from inspector.protocol import ExchangeImported, MessageImported

_START = re.compile(rb"[1-9][0-9]{0,9}:[0-9]+:[a-z]")  # a dictionary's length, its first name's length, the name
_WANTED = frozenset(
    {"type", "request", "response", "websocket", "messages", "server_conn", "error", "is_replay", "metadata", "id"}
)
_TIMED = frozenset({"request", "messages", "type"})
_PORTS = {"http": 80, "https": 443}
_LATEST_S = 7.3e9
_HANDSHAKES_KEPT = 10_000  # of files in which a WebSocket's messages are a flow of their own
_NEVER_SENT = "Requests left out that were never sent, as mitmproxy could not reach the server: {n}."
_REPLAYED = "Requests that were sent by hand in mitmproxy, not by the app, and are among the others: {n}."
_UNKNOWN = "Flows left out that are of a kind not known here: {n}."
_ADDRESSES = (1, 28)  # DNS: A, AAAA


def accepts(start: bytes) -> bool:
    """Whether a file's first bytes are a flow's."""
    return _START.match(start) is not None


def opened(path: Path) -> Capture:
    """The flows of a file, in its order. Raises FileProblem where it is none."""
    first_s, number = math.inf, 0
    with Stream(path) as stream:
        try:
            for record in records(stream):
                first_s = min(first_s, _started_s(members(record, _TIMED)) or math.inf)
                number += 1
        except BrokenNetstring as error:
            if not number:
                raise _broken(path, 0) from error
    stream, remarks = Stream(path), Remarks()
    first_s = 0.0 if math.isinf(first_s) else first_s
    return Capture("mitmproxy", stream, first_s * 1000, Flows(stream, remarks, first_s).rows(), remarks)


def _broken(path: Path, number: int) -> FileProblem:
    if number:
        return FileProblem(
            f"{path.name} breaks off or is damaged behind its flow {number:,}.", code="mitmproxy.cut",
            hint="What stands before was imported.",
        )  # fmt: skip
    return FileProblem(
        f"{path.name} begins like a file of mitmproxy, but holds no whole flow.", code="mitmproxy.broken",
        hint="Save the flows again, or export them as HAR.",
    )  # fmt: skip


class Flows:
    """The rows of a file. `first_s` is when its first flow began, in seconds since 1970."""

    def __init__(self, stream: Stream, remarks: Remarks, first_s: float) -> None:
        self._stream, self._remarks, self._first_s = stream, remarks, first_s
        self._number = 0
        self._handshakes: dict[str, tuple[int, str, str]] = {}

    def rows(self) -> Iterator[ImportedRow]:
        """Raises FileProblem where the file breaks off."""
        try:
            for record in records(self._stream):
                flow = members(record, _WANTED)
                self._number += 1
                yield from self._flow(flow)
        except BrokenNetstring as error:
            raise _broken(self._stream.path, self._number) from error

    def _flow(self, flow: dict[str, Any]) -> Iterator[ImportedRow]:
        kind = _said(flow.get("type")) or "http"
        if kind == "http" and isinstance(flow.get("request"), dict):
            return self._http(flow)
        if kind == "websocket":
            return self._old_websocket(flow)
        if kind in ("tcp", "udp"):
            return self._bytes(flow, kind)
        if kind == "dns":
            return self._dns(flow)
        self._remarks.count(_UNKNOWN)
        return iter(())

    def _http(self, flow: dict[str, Any]) -> Iterator[ImportedRow]:
        server = _object(flow.get("server_conn"))
        asked, answered = _object(flow.get("request")), flow.get("response")
        if flow.get("error") and not answered and server and not server.get("timestamp_tcp_setup"):
            self._remarks.count(_NEVER_SENT)
            return
        replayed = _said(flow.get("is_replay")) == "request" or asked.get("is_replay") is True
        self._remarks.count(_REPLAYED, int(replayed))
        request = _request(asked, server)
        spoken = _list(_object(flow.get("websocket")).get("messages"))
        is_handshake = bool(spoken) or "websocket" in _object(flow.get("metadata"))
        seen = ExchangeImported(
            request, _response(answered) if isinstance(answered, dict) else None, _ip(server),
            self._number if is_handshake else 0,
        )  # fmt: skip
        yield self._at_ms(asked.get("timestamp_start")), *protocol.exchange_row(seen)
        if is_handshake and len(self._handshakes) < _HANDSHAKES_KEPT:
            self._handshakes[_said(flow.get("id"))] = (self._number, request.host, request.target)
        yield from self._messages(spoken, self._number, request.host, request.target)

    def _old_websocket(self, flow: dict[str, Any]) -> Iterator[ImportedRow]:
        """Files of versions before 12 keep the messages in a flow of their own."""
        named = _said(_object(flow.get("metadata")).get("websocket_handshake"))
        number, host, target = self._handshakes.get(named, (0, _host_of(_object(flow.get("server_conn"))), "/"))
        yield from self._messages(_list(flow.get("messages")), number, host, target)

    def _messages(self, said: list[Any], number: int, host: str, target: str) -> Iterator[ImportedRow]:
        for one in said:
            if not isinstance(one, list) or len(one) < 4 or one[0] not in (1, 2):
                continue
            opcode: Opcode = "text" if one[0] == 1 else "binary"
            moment = next((part for part in one[3:] if isinstance(part, float)), None)
            seen = MessageImported(host, target, "up" if one[1] else "down", opcode, _bytes(one[2]), number)
            yield self._at_ms(moment), *protocol.message_row(seen)

    def _bytes(self, flow: dict[str, Any], kind: str) -> Iterator[ImportedRow]:
        server, said = _object(flow.get("server_conn")), _list(flow.get("messages"))
        parts = [one for one in said if isinstance(one, list) and len(one) >= 3]
        is_tls = bool(server.get("tls") or server.get("tls_established"))
        begun = parts[0][2] if parts else server.get("timestamp_start")
        opened = {
            "conn": self._number, "layer": "tls" if is_tls and kind == "tcp" else kind, "host": _host_of(server),
            "ip": _ip(server), "port": _port(server), "stream": "mitmproxy", "unreadable": kind == "udp",
        }  # fmt: skip
        yield self._at_ms(begun), "open", opened, b""
        up = [bool(one[0]) for one in parts]
        sizes = [len(_bytes(one[1])) for one in parts]
        if kind == "udp":
            sums = {"up": sum(s for s, u in zip(sizes, up, strict=True) if u), "up_count": sum(up)}
            sums |= {"down": sum(sizes) - sums["up"], "down_count": len(up) - sums["up_count"]}
            yield self._at_ms(begun), "passed", {"conn": self._number, **sums}, b""
        for one in parts if kind == "tcp" else ():
            fields = {"conn": self._number, "dir": "up" if one[0] else "down", "size": len(_bytes(one[1]))}
            yield self._at_ms(one[2]), "data", fields, _bytes(one[1])
        yield self._at_ms(parts[-1][2] if parts else begun), "close", {"conn": self._number}, b""

    def _dns(self, flow: dict[str, Any]) -> Iterator[ImportedRow]:
        response = _object(flow.get("response"))
        questions = [_said(_object(one).get("name")) for one in _list(response.get("questions"))]
        answers = [one for one in map(_object, _list(response.get("answers"))) if one.get("type") in _ADDRESSES]
        addresses = [address for one in answers if (address := _address(_bytes(one.get("data"))))]
        if questions and addresses:
            fields = {"host": questions[0].rstrip("."), "addresses": addresses}
            yield self._at_ms(response.get("timestamp")), "dns", fields, b""

    def _at_ms(self, moment: Any) -> float:
        return max(0.0, (_seconds(moment) - self._first_s) * 1000) if _seconds(moment) else 0.0


def _started_s(flow: dict[str, Any]) -> float:
    asked = flow.get("request")
    if isinstance(asked, dict):
        return _seconds(asked.get("timestamp_start") or asked.get("timestamp"))
    first = next(iter(_list(flow.get("messages"))), None)
    moments = [part for part in _list(first) if isinstance(part, float)]
    return _seconds(moments[0]) if moments else 0.0


def _request(said: dict[str, Any], server: dict[str, Any]) -> HttpRequest:
    headers, scheme = _headers(said.get("headers")), _said(said.get("scheme")) or "http"
    host, port = _authority(_said(said.get("authority")) or header(headers, "host"))
    named = _said(said.get("host"))
    if not host or (_is_address(host) and not _is_address(named)):
        host = named
    if not host or _is_address(host):
        host = _said(server.get("sni")) or host or _host_of(server)
    told = said.get("port")
    body, target = _bytes(said.get("content", said.get("body"))), _said(said.get("path"))
    return HttpRequest(
        method=_said(said.get("method")).upper() or "GET", scheme=scheme, host=host.lower(),
        port=port or (told if isinstance(told, int) and 0 <= told < 65536 else _PORTS.get(scheme, 0)),
        target=target or "/", version=_version(said), headers=headers, body=body,
        trailers=_headers(said.get("trailers")), wire_bytes=_size(headers, body, len(target) + 14),
        complete=said.get("content", said.get("body")) is not None,
    )  # fmt: skip


def _response(said: dict[str, Any]) -> HttpResponse | None:
    status = said.get("status_code", said.get("code"))
    if not isinstance(status, int) or not 100 <= status <= 999:
        return None
    headers, body = _headers(said.get("headers")), _bytes(said.get("content", said.get("body")))
    return HttpResponse(
        status, _said(said.get("reason", said.get("msg"))), _version(said), headers, body,
        wire_bytes=_size(headers, body, 15), complete=said.get("content", said.get("body")) is not None,
        trailers=_headers(said.get("trailers")),
    )  # fmt: skip


def _size(headers: Headers, body: bytes, line_bytes: int) -> int:
    return line_bytes + sum(len(name) + len(value) + 4 for name, value in headers) + len(body)


def _version(said: dict[str, Any]) -> str:
    version = _said(said.get("http_version"))
    numbers = said.get("httpversion")
    if not version and isinstance(numbers, list):
        version = "HTTP/" + ".".join(str(one) for one in numbers[:2])
    return {"HTTP/2.0": "HTTP/2", "HTTP/3.0": "HTTP/3"}.get(version.upper(), version.upper() or "HTTP/1.1")


def _headers(said: Any) -> Headers:
    pairs = (one for one in _list(said) if isinstance(one, list) and len(one) == 2)
    return tuple((_said(name), _said(value)) for name, value in pairs if not _said(name).startswith(":"))


def _authority(said: str) -> tuple[str, int]:
    host, _, port = said.rpartition(":") if re.search(r":\d{1,5}$", said) else (said, "", "")
    return host.strip("[]"), int(port) if port and int(port) < 65536 else 0


def _host_of(server: dict[str, Any]) -> str:
    return _said(server.get("sni")) or _place(server.get("address"))[0]


def _port(server: dict[str, Any]) -> int:
    return _place(server.get("address"))[1]


def _ip(server: dict[str, Any]) -> str:
    for key in ("peername", "ip_address", "peer_address", "address"):
        host = _place(server.get(key))[0]
        if _is_address(host):
            return host
    return ""


def _place(said: Any) -> tuple[str, int]:
    """A host and a port, in the shapes of old and new files."""
    if isinstance(said, dict):
        said = said.get("address")
    if not isinstance(said, list) or len(said) < 2:
        return "", 0
    return _said(said[0]), said[1] if isinstance(said[1], int) and 0 <= said[1] < 65536 else 0


def _is_address(host: str) -> bool:
    try:
        ipaddress.ip_address(host.partition("%")[0])
    except ValueError:
        return False
    return True


def _address(data: bytes) -> str:
    return str(ipaddress.ip_address(data)) if len(data) in (4, 16) else ""


def _seconds(value: Any) -> float:
    """0 where it is no moment after 1970 and before 2200."""
    usable = isinstance(value, int | float) and not isinstance(value, bool) and 0 < value < _LATEST_S
    return float(value) if usable else 0.0


def _said(value: Any) -> str:
    return text(value) if isinstance(value, bytes) else value if isinstance(value, str) else ""


def _bytes(value: Any) -> bytes:
    return value if isinstance(value, bytes) else value.encode() if isinstance(value, str) else b""


def _object(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []
