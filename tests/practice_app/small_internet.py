"""A whole internet in one process: a SOCKS5 door behind which any host answers over HTTP/1.1, HTTP/2 and WebSocket."""

from __future__ import annotations

import contextlib
import datetime
import json
import socket
import ssl
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import h2.config
import h2.connection
import h2.events
import h2.exceptions
import h11
import wsproto
import wsproto.events
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import pkcs12
from cryptography.x509.oid import NameOID

TRUST_PASSWORD = "practice"
DOMAINS = (
    "chat.practice.test",
    "api.beijing-deepseek.test",
    "*.volces.com",
    "*.mobile-messenger.intercom.com",
    "*.intercom.io",
)


@dataclass(frozen=True)
class Seen:
    """One request, or one WebSocket message (method "WS"), as the server got it."""

    scheme: str
    host: str
    version: str
    method: str
    target: str
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""

    def json(self) -> Any:
        return json.loads(self.body)


class SmallInternet:
    """Listens on a free port of 127.0.0.1 from `start` on. `answer(seen)` gives status and JSON, on any thread."""

    def __init__(self, folder: Path, answer: Callable[[Seen], tuple[int, dict[str, Any]]]) -> None:
        self.trust_store = folder / "trust.p12"
        self.seen: list[Seen] = []
        self._answer = answer
        self._changed = threading.Condition()
        self._server = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        self._server.set_alpn_protocols(["h2", "http/1.1"])
        self._make_certificates(folder)
        self._door = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._door.getsockname()[1]
        self._open: list[socket.socket] = []
        self._threads: list[threading.Thread] = []

    def start(self) -> None:
        self._run(self._accept)

    def stop(self) -> None:
        self._door.shutdown(socket.SHUT_RDWR)
        self._door.close()
        with self._changed:
            for stream in self._open:
                with contextlib.suppress(OSError):
                    stream.shutdown(socket.SHUT_RDWR)
        for thread in self._threads:
            thread.join(timeout=10)

    def wait_for(self, wanted: Callable[[Seen], bool], count: int = 1, timeout_s: float = 30) -> list[Seen]:
        """The first `count` that are wanted; AssertionError with what came instead after the timeout."""
        with self._changed:
            enough = self._changed.wait_for(lambda: sum(map(wanted, self.seen)) >= count, timeout_s)
            assert enough, "\n".join(f"{one.method} {one.host}{one.target[:80]}" for one in self.seen)
            return [one for one in self.seen if wanted(one)][:count]

    def _run(self, work: Callable[..., None], *arguments: Any) -> None:
        thread = threading.Thread(target=work, args=arguments, daemon=True)
        self._threads.append(thread)
        thread.start()

    def _accept(self) -> None:
        while True:
            try:
                stream, _ = self._door.accept()
            except OSError:
                return
            with self._changed:
                self._open.append(stream)
            self._run(self._serve, stream)

    def _serve(self, stream: socket.socket) -> None:
        with contextlib.suppress(OSError, EOFError, h11.RemoteProtocolError, h2.exceptions.ProtocolError), stream:
            host, port = _socks(stream)
            if port == 80:
                self._http1(stream, "http", host)
                return
            with self._server.wrap_socket(stream, server_side=True) as secure:
                with self._changed:
                    self._open.append(secure)
                if secure.selected_alpn_protocol() == "h2":
                    self._http2(secure, host)
                else:
                    self._http1(secure, "https", host)

    def _took(self, seen: Seen) -> bytes:
        with self._changed:
            self.seen.append(seen)
            self._changed.notify_all()
        status, value = self._answer(seen)
        return status.to_bytes(2, "big") + json.dumps(value).encode()

    def _http1(self, stream: socket.socket, scheme: str, host: str) -> None:
        while True:
            connection = h11.Connection(h11.SERVER)
            request, body = _request(connection, stream)
            headers = {name.decode(): value.decode() for name, value in request.headers}
            if headers.get("upgrade", "").lower() == "websocket":
                self._websocket(stream, host, request)
                return
            answer = self._took(
                Seen(scheme, host, "1.1", request.method.decode(), request.target.decode(), headers, body)
            )
            head = h11.Response(
                status_code=int.from_bytes(answer[:2], "big"), headers=[("content-length", str(len(answer) - 2))]
            )
            parts = (
                connection.send(head),
                connection.send(h11.Data(data=answer[2:])),
                connection.send(h11.EndOfMessage()),
            )
            stream.sendall(b"".join(part or b"" for part in parts))

    def _http2(self, stream: socket.socket, host: str) -> None:
        connection = h2.connection.H2Connection(h2.config.H2Configuration(client_side=False, header_encoding="utf-8"))
        connection.initiate_connection()
        heads: dict[int, dict[str, str]] = {}
        bodies: dict[int, bytes] = {}
        while True:
            stream.sendall(connection.data_to_send())
            for happened in connection.receive_data(_some(stream)):
                if isinstance(happened, h2.events.RequestReceived):
                    heads[happened.stream_id] = {str(name): str(value) for name, value in happened.headers}
                    bodies[happened.stream_id] = b""
                elif isinstance(happened, h2.events.DataReceived):
                    bodies[happened.stream_id] += happened.data
                    connection.acknowledge_received_data(happened.flow_controlled_length, happened.stream_id)
                elif isinstance(happened, h2.events.StreamEnded):
                    head, body = heads.pop(happened.stream_id), bodies.pop(happened.stream_id)
                    answer = self._took(Seen("https", host, "2", head[":method"], head[":path"], head, body))
                    status = str(int.from_bytes(answer[:2], "big"))
                    connection.send_headers(happened.stream_id, [(":status", status)])
                    connection.send_data(happened.stream_id, answer[2:], end_stream=True)

    def _websocket(self, stream: socket.socket, host: str, request: h11.Request) -> None:
        connection = wsproto.WSConnection(wsproto.ConnectionType.SERVER)
        connection.initiate_upgrade_connection(list(request.headers), request.target.decode())
        target, text = request.target.decode(), ""
        while True:
            for happened in connection.events():
                if isinstance(happened, wsproto.events.Request):
                    stream.sendall(connection.send(wsproto.events.AcceptConnection()))
                elif isinstance(happened, wsproto.events.TextMessage):
                    text += happened.data
                    if happened.message_finished:
                        self._took(Seen("wss", host, "1.1", "WS", target, {}, text.encode()))
                        text = ""
                elif isinstance(happened, wsproto.events.Ping | wsproto.events.CloseConnection):
                    stream.sendall(connection.send(happened.response()))
            connection.receive_data(_some(stream))

    def _make_certificates(self, folder: Path) -> None:
        root_key, key = ec.generate_private_key(ec.SECP256R1()), ec.generate_private_key(ec.SECP256R1())
        root_name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "small internet")])
        root = _certificate(root_name, root_name, root_key.public_key()).add_extension(
            x509.BasicConstraints(ca=True, path_length=None), critical=True
        )
        leaf = _certificate(
            x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "everybody")]), root_name, key.public_key()
        ).add_extension(x509.SubjectAlternativeName([x509.DNSName(name) for name in DOMAINS]), critical=False)
        signed_root = root.sign(root_key, hashes.SHA256())
        self.trust_store.write_bytes(
            pkcs12.serialize_java_truststore(
                [pkcs12.PKCS12Certificate(signed_root, b"root")],
                serialization.BestAvailableEncryption(TRUST_PASSWORD.encode()),
            )
        )
        pem = folder / "leaf.pem"
        pem.write_bytes(
            key.private_bytes(
                serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
            )
            + leaf.sign(root_key, hashes.SHA256()).public_bytes(serialization.Encoding.PEM)
        )
        self._server.load_cert_chain(pem)


def _certificate(subject: x509.Name, issuer: x509.Name, key: ec.EllipticCurvePublicKey) -> x509.CertificateBuilder:
    now = datetime.datetime.now(datetime.UTC)
    day = datetime.timedelta(days=1)
    builder = x509.CertificateBuilder().subject_name(subject).issuer_name(issuer).public_key(key)
    return builder.serial_number(x509.random_serial_number()).not_valid_before(now - day).not_valid_after(now + day)


def _some(stream: socket.socket) -> bytes:
    data = stream.recv(65536)
    if not data:
        raise EOFError
    return data


def _exactly(stream: socket.socket, size: int) -> bytes:
    data = b""
    while len(data) < size:
        part = stream.recv(size - len(data))
        if not part:
            raise EOFError
        data += part
    return data


def _socks(stream: socket.socket) -> tuple[str, int]:
    """Takes a SOCKS5 CONNECT by name, RFC 1928."""
    _exactly(stream, _exactly(stream, 2)[1])
    stream.sendall(b"\x05\x00")
    assert _exactly(stream, 4)[3] == 3, "the app resolved a name by itself"
    host = _exactly(stream, _exactly(stream, 1)[0]).decode()
    port = int.from_bytes(_exactly(stream, 2), "big")
    stream.sendall(b"\x05\x00\x00\x01\x7f\x00\x00\x01\x00\x00")
    return host, port


def _request(connection: h11.Connection, stream: socket.socket) -> tuple[h11.Request, bytes]:
    head, body = None, b""
    while True:
        happened = connection.next_event()
        if happened is h11.NEED_DATA:
            connection.receive_data(_some(stream))
        elif isinstance(happened, h11.Request):
            head = happened
        elif isinstance(happened, h11.Data):
            body += happened.data
        elif isinstance(happened, h11.EndOfMessage | h11.ConnectionClosed):
            if head is None:
                raise EOFError
            return head, body
