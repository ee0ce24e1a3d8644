"""The practice internet and its ground truth, against clients that count for themselves."""

from __future__ import annotations

import base64
import gzip
import hashlib
import json
import socket
import ssl
import struct
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import brotli
import h2.connection
import h2.events
import pytest
from wsproto import ConnectionType, WSConnection
from wsproto.events import AcceptConnection, BytesMessage, CloseConnection, Ping, Request, TextMessage
from wsproto.extensions import PerMessageDeflate

from inspector.device.practice.internet import Internet


class Net:
    """A practice internet; `rows` stops it first, so that every row is written."""

    def __init__(self, folder: Path) -> None:
        self._truth = folder / "truth"
        self.internet = Internet(folder / "net", self._truth, [(r"^stats\.", r"^/v1/", 202, {"accepted": 3})])
        self.internet.start()

    def rows(self, name: str) -> list[dict[str, Any]]:
        self.internet.stop()
        return [json.loads(line) for line in (self._truth / f"{name}.jsonl").read_text("utf-8").splitlines()]

    def tunnel(self, host: str, port: int) -> socket.socket:
        """A SOCKS connection to that host."""
        connection = socket.create_connection(("127.0.0.1", self.internet.port), timeout=20)
        connection.sendall(b"\x05\x01\x00")
        assert connection.recv(2) == b"\x05\x00"
        name = host.encode()
        connection.sendall(b"\x05\x01\x00\x03" + bytes([len(name)]) + name + struct.pack(">H", port))
        assert connection.recv(10)[:2] == b"\x05\x00"
        return connection

    def secured(self, host: str, *protocols: str) -> ssl.SSLSocket:
        """TLS to that host's port 443, its certificate checked against the internet's own authority."""
        context = ssl.create_default_context(cafile=str(self.internet.authority.certificate_path))
        context.set_alpn_protocols(list(protocols))
        return context.wrap_socket(self.tunnel(host, 443), server_hostname=host)


@pytest.fixture
def net(tmp_path: Path) -> Iterator[Net]:
    made = Net(tmp_path)
    yield made
    made.internet.stop()


def ask(connection: socket.socket, request: bytes) -> tuple[bytes, dict[str, str], bytes]:
    """Sends the bytes and reads one answer: its first line, its headers, its body."""
    connection.sendall(request)
    received = b""
    while b"\r\n\r\n" not in received:
        received += connection.recv(65536)
    head, _, body = received.partition(b"\r\n\r\n")
    first, *lines = head.decode().split("\r\n")
    headers = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in lines)}
    while len(body) < int(headers["content-length"]):
        body += connection.recv(65536)
    return first.encode(), headers, body


def test_a_request_in_clear_text_is_written_down_as_it_was_sent(net: Net) -> None:
    request = b"POST /a?b=1 HTTP/1.1\r\nHost: plain.example\r\nX-Odd:  CaSe \r\nContent-Length: 5\r\n\r\nhello"
    with net.tunnel("plain.example", 8080) as connection:
        assert ask(connection, request)[2] == b"{}"
    (row,) = net.rows("requests")
    assert (row["scheme"], row["host"], row["port"], row["method"], row["target"], row["version"]) == (
        "http", "plain.example", 8080, "POST", "/a?b=1", "1.1",
    )  # fmt: skip
    assert ["X-Odd", "CaSe"] in row["headers"]
    assert base64.b64decode(row["body_b64"]) == b"hello"
    assert row["body_sha256"] == hashlib.sha256(b"hello").hexdigest()
    assert row["wire_bytes"] == len(request)


def test_the_bytes_of_a_connection_are_those_inside_tls(net: Net) -> None:
    head = b"POST /1 HTTP/1.1\r\nHost: a.example\r\nTransfer-Encoding: chunked\r\n\r\n"
    first = head + b"3\r\nabc\r\n4\r\ndefg\r\n0\r\n\r\n"
    second = b"GET /2 HTTP/1.1\r\nHost: a.example\r\n\r\n"
    with net.secured("a.example", "http/1.1") as connection:
        for request in (first, second):
            ask(connection, request)
    requests, (row,) = net.rows("requests"), net.rows("connections")
    assert [each["wire_bytes"] for each in requests] == [len(first), len(second)]
    assert base64.b64decode(requests[0]["body_b64"]) == b"abcdefg"
    assert (row["host"], row["port"], row["scheme"], row["alpn"]) == ("a.example", 443, "https", "http/1.1")
    assert row["bytes_up"] == len(first) + len(second)
    assert row["opened_ms"] <= requests[0]["at_ms"] <= row["closed_ms"]


def test_requests_sent_in_one_go_are_counted_apart(net: Net) -> None:
    one, two = b"GET /1 HTTP/1.1\r\nHost: p.example\r\n\r\n", b"GET /22 HTTP/1.1\r\nHost: p.example\r\n\r\n"
    with net.tunnel("p.example", 80) as connection:
        connection.sendall(one + two)
        received = b""
        while received.count(b"{}") < 2:
            received += connection.recv(65536)
    assert [row["wire_bytes"] for row in net.rows("requests")] == [len(one), len(two)]


def test_http2_streams_are_counted_by_their_frames(net: Net) -> None:
    talk = h2.connection.H2Connection()
    bodies = {1: b"x" * 40_000, 3: b""}
    sent = {1: 0, 3: 0}
    with net.secured("two.example", "h2") as connection:
        talk.initiate_connection()
        opening = talk.data_to_send()
        connection.sendall(opening)
        total = len(opening)
        for stream, body in bodies.items():
            head = [(":method", "POST"), (":path", f"/{stream}"), (":authority", "two.example"), (":scheme", "https")]
            talk.send_headers(stream, [*head, ("x-n", str(stream))], end_stream=not body)
            for start in range(0, len(body), 16_000):
                talk.send_data(stream, body[start : start + 16_000], end_stream=start + 16_000 >= len(body))
            wire = talk.data_to_send()
            sent[stream] += len(wire)
            connection.sendall(wire)
        total += sum(sent.values())
        ended: set[int] = set()
        while ended != {1, 3}:
            for item in talk.receive_data(connection.recv(65536)):
                if isinstance(item, h2.events.StreamEnded):
                    ended.add(item.stream_id)
            wire = talk.data_to_send()
            total += len(wire)
            connection.sendall(wire)
        connection.shutdown(socket.SHUT_WR)
        while connection.recv(65536):
            pass
    requests = {row["target"]: row for row in net.rows("requests")}
    assert {stream: requests[f"/{stream}"]["wire_bytes"] for stream in sent} == sent
    assert {stream: base64.b64decode(requests[f"/{stream}"]["body_b64"]) for stream in sent} == bodies
    assert requests["/3"]["headers"] == [["x-n", "3"]]
    assert requests["/3"]["version"] == "2"
    (row,) = net.rows("connections")
    assert (row["alpn"], row["bytes_up"]) == ("h2", total)


@pytest.mark.parametrize("deflated", [False, True])
def test_messages_of_a_websocket_are_written_down_with_their_frames_sizes(net: Net, deflated: bool) -> None:
    talk = WSConnection(ConnectionType.CLIENT)
    text = "hello hello hello hello"
    sizes = []
    with net.secured("ws.example", "http/1.1") as connection:
        extensions = [PerMessageDeflate()] if deflated else []
        connection.sendall(talk.send(Request(host="ws.example", target="/chat", extensions=extensions)))
        messages = (TextMessage(text), BytesMessage(b"\x00\x01"), Ping(b"p"), CloseConnection(1000))
        answered: list[Any] = []
        while not any(isinstance(item, AcceptConnection) for item in answered):
            talk.receive_data(connection.recv(65536))
            answered += talk.events()
        for message in messages:
            wire = talk.send(message)
            sizes.append(len(wire))
            connection.sendall(wire)
        while not any(isinstance(item, CloseConnection) for item in answered):
            talk.receive_data(connection.recv(65536))
            answered += talk.events()
    assert [item.data for item in answered if isinstance(item, TextMessage)] == [text]
    rows = net.rows("messages")
    up = [row for row in rows if row["direction"] == "up"]
    assert [row["opcode"] for row in up] == [1, 2, 9, 8]
    assert [row["wire_bytes"] for row in up] == sizes
    assert base64.b64decode(up[0]["data_b64"]).decode() == text
    assert [row["opcode"] for row in rows if row["direction"] == "down"] == [1, 2, 10, 8]


def test_a_message_in_several_frames_is_one_message(net: Net) -> None:
    talk = WSConnection(ConnectionType.CLIENT)
    with net.tunnel("ws.example", 80) as connection:
        connection.sendall(talk.send(Request(host="ws.example", target="/")))
        answered: list[Any] = []
        while not answered:
            talk.receive_data(connection.recv(65536))
            answered += talk.events()
        parts = (TextMessage("one ", message_finished=False), Ping(), TextMessage("two"))
        wires = [talk.send(part) for part in parts]
        for wire in wires:
            connection.sendall(wire)
        while not any(isinstance(item, TextMessage) for item in answered):
            talk.receive_data(connection.recv(65536))
            answered += talk.events()
    row = next(each for each in net.rows("messages") if each["opcode"] == 1)
    assert base64.b64decode(row["data_b64"]) == b"one two"
    assert row["wire_bytes"] == len(wires[0]) + len(wires[2])


@pytest.mark.parametrize(("accepted", "packing"), [("gzip", "gzip"), ("gzip, br", "br"), ("identity", "")])
def test_a_chat_is_answered_in_the_language_of_the_prompt_and_packed_as_accepted(
    net: Net, accepted: str, packing: str
) -> None:
    body = json.dumps({"prompt": "배가 아픈데 어떡하죠"}).encode()
    request = (
        f"POST /api/v0/chat/completion HTTP/1.1\r\nHost: chat.practice.test\r\nAccept-Encoding: {accepted}\r\n"
        f"Content-Length: {len(body)}\r\n\r\n"
    )
    with net.secured("chat.practice.test", "http/1.1") as connection:
        _, headers, answer = ask(connection, request.encode() + body)
    assert headers.get("content-encoding", "") == packing
    unpack = {"gzip": gzip.decompress, "br": brotli.decompress, "": bytes}[packing]
    reply = json.loads(unpack(answer))["reply"]
    assert any("가" <= letter <= "힣" for letter in reply)


@pytest.mark.parametrize(
    ("host", "target", "key"),
    [
        ("gator.volces.com", "/service/2/device_register/?aid=1", "device_id_str"),
        ("fp-sa-it-acc.fengkongcloud.com", "/deviceprofile/v4", "detail"),
        ("x-android.mobile-messenger.intercom.com", "/users", "id"),
    ],
)
def test_the_practice_apps_services_get_the_answer_they_wait_for(net: Net, host: str, target: str, key: str) -> None:
    with net.tunnel(host, 80) as connection:
        _, _, answer = ask(connection, f"GET {target} HTTP/1.1\r\nHost: {host}\r\n\r\n".encode())
    assert json.loads(answer)[key]


@pytest.mark.parametrize(("target", "status", "said"), [("/v1/log", b"202", {"accepted": 3}), ("/v2/log", b"200", {})])
def test_an_app_can_bring_answers_of_its_own(net: Net, target: str, status: bytes, said: dict[str, int]) -> None:
    with net.tunnel("stats.example.org", 80) as connection:
        connection.sendall(f"GET {target} HTTP/1.1\r\nhost: stats.example.org\r\nconnection: close\r\n\r\n".encode())
        head, _, body = b"".join(iter(lambda: connection.recv(4096), b"")).partition(b"\r\n\r\n")
    assert head.split(b" ")[1] == status
    assert json.loads(body) == said


def test_a_client_that_trusts_other_authorities_leaves_a_connection_and_no_request(net: Net) -> None:
    with net.tunnel("pinned.example", 443) as tunnel, pytest.raises(ssl.SSLCertVerificationError):
        ssl.create_default_context().wrap_socket(tunnel, server_hostname="pinned.example")
    (row,) = net.rows("connections")
    assert (row["host"], row["bytes_up"], row["bytes_down"]) == ("pinned.example", 0, 0)
    assert row["problem"].startswith("TLS: ")
    assert net.rows("requests") == []


def test_bytes_of_another_protocol_are_counted_and_left_alone(net: Net) -> None:
    with net.tunnel("mqtt.example", 1883) as connection:
        connection.sendall(b"\x10\x0c\x00\x04MQTT\x04\x02\x00\x3c\x00\x00")
        connection.shutdown(socket.SHUT_WR)
        assert connection.recv(10) == b""
    (row,) = net.rows("connections")
    assert (row["scheme"], row["bytes_up"]) == ("tcp", 14)
    assert row["problem"]


def test_a_request_cut_short_is_no_request_and_no_other_protocol(net: Net) -> None:
    begun = b"POST / HTTP/1.1\r\nHost: cut.example\r\nContent-Length: 9\r\n\r\nhal"
    with net.secured("cut.example", "http/1.1") as connection:
        connection.sendall(begun)
        connection.shutdown(socket.SHUT_WR)
        while connection.recv(65536):
            pass
    (row,) = net.rows("connections")
    assert (row["scheme"], row["problem"]) == ("https", "ended in the middle of a request")
    assert row["bytes_up"] == len(begun)
    assert net.rows("requests") == []


def test_a_host_given_as_an_address_gets_the_name_of_the_hello(net: Net) -> None:
    context = ssl.create_default_context(cafile=str(net.internet.authority.certificate_path))
    with context.wrap_socket(net.tunnel("93.184.216.34", 443), server_hostname="named.example") as connection:
        ask(connection, b"GET / HTTP/1.1\r\nHost: named.example\r\n\r\n")
    assert [row["host"] for row in net.rows("requests")] == ["named.example"]
