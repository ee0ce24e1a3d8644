"""Servers whose bytes are the ground truth, and programs without Java that talk to them when told to."""

from __future__ import annotations

import contextlib
import socket
import ssl
import subprocess
import threading
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import h2.config
import h2.connection
import h2.events

from tests.hooks.rig import TIMEOUT_S, App, Row
from tests.waiting import wait_until

WAITING = ("0 0x0 ", "232 ", "281 ")  # the system calls read of descriptor 0, epoll_wait and epoll_pwait on x86-64
ANSWER = b'{"answer":"' + b"a long answer, " * 2000 + b'"}'


@dataclass
class Passed:
    """What one connection's server end got and gave, inside TLS."""

    got: bytearray = field(default_factory=bytearray)
    gave: bytearray = field(default_factory=bytearray)
    over: threading.Event = field(default_factory=threading.Event)


class WebServer:
    """HTTP/1.1 and, where TLS agrees on it, HTTP/2. Answers every request with ANSWER."""

    def __init__(self, context: ssl.SSLContext | None, *, protocols: Sequence[str] = ()) -> None:
        self.connections: list[Passed] = []
        self._context = context
        if context is not None:
            context.set_alpn_protocols(list(protocols) or ["http/1.1"])
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port = int(self._listener.getsockname()[1])
        self._open: list[socket.socket] = []
        self._threads = [threading.Thread(target=self._accept, daemon=True)]
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
        passed = Passed()
        with contextlib.suppress(OSError), connection:
            talk = connection if self._context is None else self._context.wrap_socket(connection, server_side=True)
            self.connections.append(passed)
            with talk:
                second = isinstance(talk, ssl.SSLSocket) and talk.selected_alpn_protocol() == "h2"
                (_serve_h2 if second else _serve_h1)(talk, passed)
        passed.over.set()


def _serve_h1(talk: socket.socket, passed: Passed) -> None:
    buffer = b""
    while data := talk.recv(65536):
        passed.got += data
        buffer += data
        while b"\r\n\r\n" in buffer:
            head, _, rest = buffer.partition(b"\r\n\r\n")
            fields = dict(line.lower().split(b": ", 1) for line in head.split(b"\r\n")[1:])
            if fields.get(b"expect") == b"100-continue":
                _give(talk, passed, b"HTTP/1.1 100 Continue\r\n\r\n")
            size = int(fields.get(b"content-length", b"0"))
            while len(rest) < size:
                more = talk.recv(65536)
                passed.got += more
                rest += more
            buffer = rest[size:]
            length = str(len(ANSWER)).encode()
            _give(talk, passed, b"HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: " + length)
            _give(talk, passed, b"\r\n\r\n" + ANSWER)


def _give(talk: socket.socket, passed: Passed, data: bytes) -> None:
    talk.sendall(data)
    passed.gave += data


def _serve_h2(talk: socket.socket, passed: Passed) -> None:
    http = h2.connection.H2Connection(h2.config.H2Configuration(client_side=False))
    http.initiate_connection()
    waiting: dict[int, bytes] = {}
    _give(talk, passed, http.data_to_send())
    while data := talk.recv(65536):
        passed.got += data
        for seen in http.receive_data(data):
            if isinstance(seen, h2.events.DataReceived) and seen.stream_id is not None:
                http.acknowledge_received_data(seen.flow_controlled_length or 0, seen.stream_id)
            if isinstance(seen, h2.events.StreamEnded) and seen.stream_id is not None:
                http.send_headers(seen.stream_id, [(":status", "200"), ("content-type", "application/json")])
                waiting[seen.stream_id] = ANSWER
        for stream, rest in list(waiting.items()):
            while rest and (room := http.local_flow_control_window(stream)):
                part = rest[: min(room, http.max_outbound_frame_size)]
                rest = rest[len(part) :]
                http.send_data(stream, part, end_stream=not rest)
            waiting[stream] = rest
            if not rest:
                del waiting[stream]
        _give(talk, passed, http.data_to_send())


def do(app: App, line: str) -> None:
    """Lets a program that does what stands in its input's lines do this; returns when it has said OK."""
    assert app.process.stdin is not None
    assert app.process.stdout is not None
    app.process.stdin.write(line + "\n")
    app.process.stdin.flush()
    assert app.process.stdout.readline() == "OK\n"


@contextlib.contextmanager
def program(*command: str | Path) -> Iterator[App]:
    """A program that reads its input first: it is handed out when it waits for that."""
    process = subprocess.Popen(list(map(str, command)), stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    try:
        wait_until(lambda: Path(f"/proc/{process.pid}/syscall").read_text().startswith(WAITING))
        running = App(process)
        yield running
        for reader in running.readers:
            reader.close()
    finally:
        process.kill()
        process.wait()
        for stream in (process.stdin, process.stdout):
            if stream is not None:
                with contextlib.suppress(BrokenPipeError):
                    stream.close()


def passed(rows: Sequence[Row], conn: int, direction: str) -> bytes:
    """What the agent told of a connection, in one direction."""
    data = [row for row in rows if row.kind == "data" and row.fields["conn"] == conn]
    return b"".join(row.payload for row in data if row.fields["dir"] == direction)


def opened(rows: Sequence[Row]) -> list[Row]:
    """The connections the agent told."""
    return [row for row in rows if row.kind == "open"]
