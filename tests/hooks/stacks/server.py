"""A server of HTTP/1.1, HTTP/2, WebSocket and gRPC that gives back what it gets, and writes down every byte it saw."""

from __future__ import annotations

import contextlib
import gzip
import socket
import ssl
import struct
import threading
from dataclasses import dataclass, field

import h2.config
import h2.connection
import h2.events
import h11
import wsproto
import wsproto.events
from wsproto.extensions import PerMessageDeflate

TIMEOUT_S = 20.0


@dataclass
class Told:
    """What one connection carried inside its TLS: all bytes both ways, and what they meant."""

    up: bytearray = field(default_factory=bytearray)
    down: bytearray = field(default_factory=bytearray)
    requests: list[tuple[str, str, bytes]] = field(default_factory=list)  # method, target, body
    messages: list[tuple[str, bytes]] = field(default_factory=list)  # direction, content


class Server:
    """Listens on localhost, with TLS where a context is given. `seen` has a row a connection that sent anything."""

    def __init__(self, context: ssl.SSLContext | None) -> None:
        self.seen: list[Told] = []
        self._context = context
        self._listener = socket.create_server(("localhost", 0))
        self.port = int(self._listener.getsockname()[1])
        self._threads = [threading.Thread(target=self._accept, daemon=True)]
        self._open: list[socket.socket] = []
        self._threads[0].start()

    def close(self) -> None:
        """Ends every connection and waits for every thread."""
        self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        for connection in self._open:
            with contextlib.suppress(OSError):
                connection.shutdown(socket.SHUT_RDWR)
        for thread in self._threads:
            thread.join(TIMEOUT_S)

    def _accept(self) -> None:
        with contextlib.suppress(OSError):
            while True:
                connection, _ = self._listener.accept()
                self._open.append(connection)
                self._threads.append(threading.Thread(target=self._serve, args=(connection,), daemon=True))
                self._threads[-1].start()

    def _serve(self, connection: socket.socket) -> None:
        with contextlib.suppress(OSError), connection:
            talk = connection
            if self._context is not None:
                # TLS takes the socket over: who ends it, ends this, also while they shake hands.
                talk = self._context.wrap_socket(connection, server_side=True, do_handshake_on_connect=False)
                self._open.append(talk)
            with talk:
                if isinstance(talk, ssl.SSLSocket):
                    talk.do_handshake()
                line = Line(talk)
                first = line.receive()
                if not first:
                    return
                self.seen.append(line.told)
                if first.startswith(b"PRI"):
                    Http2(line).serve(first)
                else:
                    _http1(line, first)


class Line:
    """One connection's socket, with everything written down that passes."""

    def __init__(self, talk: socket.socket) -> None:
        self._talk = talk
        self.told = Told()

    def receive(self) -> bytes:
        data = self._talk.recv(65536)
        self.told.up += data
        return data

    def send(self, data: bytes) -> None:
        self.told.down += data
        self._talk.sendall(data)


class Http2:
    """HTTP/2, and gRPC on it: each message is answered by itself."""

    def __init__(self, line: Line) -> None:
        self._line = line
        self._h2 = h2.connection.H2Connection(h2.config.H2Configuration(client_side=False, header_encoding="utf-8"))
        self._asked: dict[int, dict[str, str]] = {}
        self._bodies: dict[int, bytearray] = {}
        self._waiting: dict[int, bytearray] = {}
        self._ending: dict[int, bool] = {}

    def serve(self, data: bytes) -> None:
        self._h2.initiate_connection()
        self._flush()
        while data:
            for event in self._h2.receive_data(data):
                self._take(event)
            self._send_waiting()
            self._flush()
            data = self._line.receive()

    def _take(self, event: h2.events.Event) -> None:
        if isinstance(event, h2.events.RequestReceived):
            self._asked[event.stream_id] = dict(event.headers)
            self._bodies[event.stream_id] = bytearray()
        elif isinstance(event, h2.events.DataReceived):
            self._h2.acknowledge_received_data(event.flow_controlled_length, event.stream_id)
            self._bodies[event.stream_id] += event.data
            if self._is_grpc(event.stream_id):
                self._messages(event.stream_id)
        elif isinstance(event, h2.events.StreamEnded):
            self._ended(event.stream_id)

    def _is_grpc(self, stream: int) -> bool:
        return self._asked[stream].get("content-type", "").startswith("application/grpc")

    def _begin(self, stream: int) -> None:
        if stream not in self._waiting:
            kind = "application/grpc" if self._is_grpc(stream) else "text/plain"
            self._h2.send_headers(stream, [(":status", "200"), ("content-type", kind), ("grpc-encoding", "gzip")])
            self._waiting[stream] = bytearray()

    def _messages(self, stream: int) -> None:
        body = self._bodies[stream]
        while len(body) >= 5 and len(body) >= 5 + struct.unpack(">I", body[1:5])[0]:
            size = 5 + struct.unpack(">I", body[1:5])[0]
            sent, packed = bytes(body[5:size]), body[0] == 1
            del body[:size]
            plain = gzip.decompress(sent) if packed else sent
            self._begin(stream)
            back = gzip.compress(plain) if packed else plain
            self._waiting[stream] += struct.pack(">BI", packed, len(back)) + back
            self._line.told.messages += [("up", plain), ("down", plain)]

    def _ended(self, stream: int) -> None:
        head = self._asked[stream]
        body = b"" if self._is_grpc(stream) else bytes(self._bodies[stream])
        self._line.told.requests.append((head[":method"], head[":path"], body))
        self._begin(stream)
        if not self._is_grpc(stream):
            self._waiting[stream] += body or b"empty"
        self._ending[stream] = True

    def _send_waiting(self) -> None:
        for stream, body in self._waiting.items():
            while body and (room := self._h2.local_flow_control_window(stream)) > 0:
                piece = bytes(body[: min(room, 16000)])
                del body[: len(piece)]
                self._h2.send_data(stream, piece)
            if not body and self._ending.pop(stream, False):
                if self._is_grpc(stream):
                    self._h2.send_headers(stream, [("grpc-status", "0")], end_stream=True)
                else:
                    self._h2.end_stream(stream)

    def _flush(self) -> None:
        data = self._h2.data_to_send()
        if data:
            self._line.send(data)


def _http1(line: Line, data: bytes) -> None:
    if b"upgrade: websocket" in data.lower():
        _websocket(line, data)
        return
    parser = h11.Connection(h11.SERVER)
    parser.receive_data(data)
    method = target = ""
    body = bytearray()
    while True:
        event = parser.next_event()
        if event is h11.NEED_DATA:
            parser.receive_data(line.receive())
        elif isinstance(event, h11.Request):
            method, target, body = event.method.decode(), event.target.decode(), bytearray()
        elif isinstance(event, h11.Data):
            body += event.data
        elif isinstance(event, h11.EndOfMessage):
            line.told.requests.append((method, target, bytes(body)))
            back = bytes(body) or b"empty"
            head = h11.Response(status_code=200, headers=[("Content-Length", str(len(back)))])
            line.send(parser.send(head) + parser.send(h11.Data(back)) + parser.send(h11.EndOfMessage()))
            if parser.our_state is h11.MUST_CLOSE:
                return
            parser.start_next_cycle()
        else:
            return


def _websocket(line: Line, data: bytes) -> None:
    server = wsproto.WSConnection(wsproto.ConnectionType.SERVER)
    got: list[bytes] = []
    while data:
        server.receive_data(data)
        for event in server.events():
            if isinstance(event, wsproto.events.Request):
                line.told.requests.append(("GET", event.target, b""))
                line.send(server.send(wsproto.events.AcceptConnection(extensions=[PerMessageDeflate()])))
            elif isinstance(event, (wsproto.events.TextMessage, wsproto.events.BytesMessage)):
                got.append(event.data.encode() if isinstance(event.data, str) else bytes(event.data))
                if event.message_finished:
                    whole = b"".join(got)
                    got.clear()
                    line.told.messages += [("up", whole), ("down", whole)]
                    again = wsproto.events.TextMessage if isinstance(event.data, str) else wsproto.events.BytesMessage
                    line.send(server.send(again(whole.decode() if isinstance(event.data, str) else whole)))
            elif isinstance(event, wsproto.events.CloseConnection):
                close = struct.pack(">H", event.code) + (event.reason or "").encode()
                line.told.messages += [("up", close), ("down", close)]
                line.send(server.send(event.response()))
                return
        data = line.receive()
