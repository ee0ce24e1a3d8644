"""The practice internet: one loopback port that is a SOCKS proxy and, behind it, every host there is."""

from __future__ import annotations

import contextlib
import ipaddress
import socket
import ssl
import struct
import threading
from collections.abc import Sequence
from pathlib import Path

from inspector.device.practice.answers import Canned
from inspector.device.practice.authority import Authority
from inspector.device.practice.http1 import serve_http1
from inspector.device.practice.http2 import serve_http2
from inspector.device.practice.line import Line, NotHttp
from inspector.device.practice.truth import ConnectionTruth, Truth

_IDLE_LIMIT_S = 300.0


class Internet:
    """Every name and port that is asked for ends here; the first byte tells TLS from clear text.

    `folder` takes the certificates, `truth_folder` the ground truth (none is written with None). `answers` go before
    those the practice internet has by itself.
    """

    def __init__(self, folder: Path, truth_folder: Path | None, answers: Sequence[Canned] = ()) -> None:
        self._answers = answers
        self.authority = Authority(folder)
        self.truth = Truth(truth_folder)
        self._listening = socket.create_server(("127.0.0.1", 0), backlog=128)
        self.port: int = self._listening.getsockname()[1]
        self._open: dict[threading.Thread, socket.socket] = {}
        self._lock = threading.Lock()

    @property
    def trust_store(self) -> Path:
        return self.authority.trust_store_path

    def start(self) -> None:
        threading.Thread(target=self._accept, name="internet", daemon=True).start()

    def stop(self) -> None:
        """Closes every connection and waits until each has written its truth."""
        with contextlib.suppress(OSError):
            self._listening.shutdown(socket.SHUT_RDWR)
        self._listening.close()
        with self._lock:
            still_open = dict(self._open)
        for connection in still_open.values():
            with contextlib.suppress(OSError):
                connection.shutdown(socket.SHUT_RD)  # what has arrived is still read, and counted
        for thread in still_open:
            thread.join(timeout=5)
        self.truth.close()

    def _accept(self) -> None:
        while True:
            try:
                connection, _ = self._listening.accept()
            except OSError:
                return
            thread = threading.Thread(target=self._serve, args=(connection,), name="internet line", daemon=True)
            with self._lock:
                self._open[thread] = connection
            thread.start()

    def _serve(self, connection: socket.socket) -> None:
        try:
            with connection, contextlib.suppress(OSError):
                connection.settimeout(_IDLE_LIMIT_S)
                connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
                host, port = _take_socks(connection)
                truth = self.truth.connection(host, port)
                try:
                    self._answer(connection, truth)
                finally:
                    truth.closed()
        finally:
            with self._lock:
                self._open.pop(threading.current_thread(), None)

    def _answer(self, connection: socket.socket, truth: ConnectionTruth) -> None:
        first = connection.recv(1, socket.MSG_PEEK)
        if not first:
            return
        secure = first == b"\x16"
        truth.scheme = "https" if secure else "http"
        if secure:
            try:
                connection = self._secured(connection, truth)
            except (ssl.SSLError, ConnectionError, TimeoutError) as problem:
                truth.problem = f"TLS: {problem}"
                return
        with connection:
            line = Line(connection, truth, self._answers)
            try:
                (serve_http2 if truth.alpn == "h2" else serve_http1)(line)
            except NotHttp as problem:
                truth.scheme = "tls" if secure else "tcp"
                truth.problem = str(problem)
                line.drain()

    def _secured(self, connection: socket.socket, truth: ConnectionTruth) -> ssl.SSLSocket:
        """The certificate is for the name SOCKS asked for; where that was an address, for the name in the hello."""
        context = self.authority.context(truth.host)
        if _is_address(truth.host):
            context = self.authority.new_context(truth.host)  # its callback is this connection's alone

            def by_name(secured: ssl.SSLObject | ssl.SSLSocket, name: str | None, _: ssl.SSLContext) -> None:
                if name:
                    secured.context = self.authority.context(name)
                    truth.host = name

            context.sni_callback = by_name
        secured = context.wrap_socket(connection, server_side=True)
        truth.alpn = secured.selected_alpn_protocol() or ""
        return secured


def _take_socks(connection: socket.socket) -> tuple[str, int]:
    """Takes a SOCKS5 CONNECT without a password; the host and port that were asked for. Raises OSError."""
    version, methods = _exactly(connection, 2)
    if version != 5:
        raise ConnectionError("not SOCKS 5")
    _exactly(connection, methods)
    connection.sendall(b"\x05\x00")
    _, command, _, kind = _exactly(connection, 4)
    if kind == 3:
        host = _exactly(connection, _exactly(connection, 1)[0]).decode("utf-8", "replace")
    else:
        host = str(ipaddress.ip_address(_exactly(connection, 4 if kind == 1 else 16)))
    (port,) = struct.unpack(">H", _exactly(connection, 2))
    connection.sendall(b"\x05" + (b"\x00" if command == 1 else b"\x07") + b"\x00\x01\x7f\x00\x00\x01\x00\x00")
    if command != 1:
        raise ConnectionError("not a SOCKS CONNECT")
    return host, port


def _exactly(connection: socket.socket, size_bytes: int) -> bytes:
    parts = bytearray()
    while len(parts) < size_bytes:
        more = connection.recv(size_bytes - len(parts))
        if not more:
            raise ConnectionError("closed")
        parts += more
    return bytes(parts)


def _is_address(host: str) -> bool:
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True
