"""gRPC's messages on an HTTP/2 stream, whole, packed, streamed both ways, and met in their middle."""

from __future__ import annotations

import gzip
import struct

import pytest

from inspector.http import ResponseDone
from tests.inspector.http.conversation import Conversation
from tests.inspector.http.test_http2 import Pair

ASK = [
    (":method", "POST"),
    (":path", "/chat.Chat/Talk"),
    (":scheme", "https"),
    (":authority", "grpc.example.test"),
    ("content-type", "application/grpc+proto"),
    ("grpc-encoding", "gzip"),
]
ANSWER = [(":status", "200"), ("content-type", "application/grpc"), ("grpc-encoding", "gzip")]


def framed(data: bytes, packed: bool = False) -> bytes:
    return struct.pack(">BI", packed, len(data)) + data


def call(pair: Pair, stream: int = 1) -> None:
    pair.client.send_headers(stream, ASK)
    pair.pass_on()


@pytest.mark.parametrize("chunk_bytes", [0, 1, 7])
def test_messages_both_ways_are_told_as_they_pass(chunk_bytes: int) -> None:
    pair = Pair(chunk_bytes)
    call(pair)
    packed = gzip.compress(b"packed " * 100)
    for number, sent in enumerate((framed(b"one"), framed(packed, True), framed(b""))):
        pair.client.send_data(1, sent)
        pair.pass_on()
        assert len(pair.talk.messages) == 2 * number + 1, "told before the call is over"
        if number == 0:
            pair.server.send_headers(1, ANSWER)
        pair.server.send_data(1, framed(b"answer %d" % number))
        pair.pass_on()
    pair.server.send_headers(1, [("grpc-status", "0"), ("grpc-message", "done")], end_stream=True)
    pair.client.end_stream(1)
    pair.pass_on()
    talk = pair.talk.close()
    assert [m.data for m in talk.messages if m.direction == "up"] == [b"one", b"packed " * 100, b""]
    assert [m.data for m in talk.messages if m.direction == "down"] == [b"answer 0", b"answer 1", b"answer 2"]
    assert {(m.key, m.opcode, m.complete) for m in talk.messages} == {(1, "grpc", True)}
    assert [m.wire_bytes for m in talk.messages][:3:2] == [5 + 3, 5 + len(packed)]
    [request], [response] = talk.requests, talk.responses
    assert (request.target, request.body, request.complete) == ("/chat.Chat/Talk", b"", True)
    assert response.trailers == (("grpc-status", "0"), ("grpc-message", "done"))


def test_a_message_over_several_frames_and_several_in_one_are_told_apart() -> None:
    pair = Pair()
    call(pair)
    long = bytes(range(256)) * 200
    sent = framed(long) + framed(b"a") + framed(b"b")
    for start in range(0, len(sent), 16000):
        pair.client.send_data(1, sent[start : start + 16000])
    pair.pass_on()
    assert [m.data for m in pair.talk.close().messages] == [long, b"a", b"b"]


def test_a_call_that_fails_at_once_has_its_status() -> None:
    pair = Pair()
    call(pair)
    pair.server.send_headers(1, [*ANSWER, ("grpc-status", "16")], end_stream=True)
    pair.pass_on()
    [response] = pair.talk.responses
    assert ("grpc-status", "16") in response.headers


def test_a_message_cut_off_is_handed_out_as_incomplete() -> None:
    pair = Pair()
    call(pair)
    pair.client.send_data(1, framed(b"a long message")[:-4])
    pair.pass_on()
    [message] = pair.talk.close().messages
    assert (message.data, message.complete) == (b"a long mes", False)


def test_what_is_announced_and_not_framed_is_opaque() -> None:
    pair = Pair()
    call(pair)
    pair.client.send_data(1, b"\x07 this is something else")
    pair.pass_on()
    talk = pair.talk.close()
    assert (talk.messages, talk.opaque("up")) == ([], b"\x07 this is something else")


def test_a_packed_message_that_does_not_unpack_keeps_its_bytes() -> None:
    pair = Pair()
    call(pair)
    pair.client.send_data(1, framed(b"no gzip", True))
    pair.pass_on()
    [message] = pair.talk.close().messages
    assert (message.data, message.complete) == (b"no gzip", False)


@pytest.mark.parametrize("chunk_bytes", [0, 1])
def test_a_call_that_began_before_watching_goes_on_in_messages(chunk_bytes: int) -> None:
    pair = Pair()
    pair.watched = False
    call(pair)
    pair.server.send_headers(1, ANSWER)
    pair.pass_on()
    pair.talk = Conversation(0, host="grpc.example.test")
    pair.watched = True
    for text in (b"first after", b"second after"):
        pair.client.send_data(1, framed(text))
        up = pair.client.data_to_send()
        pair.talk.up(up[:30]).up(up[30:]) if chunk_bytes else pair.talk.up(up)
        pair.server.receive_data(up)
        pair.server.send_data(1, framed(b"got " + text))
        pair.pass_on()
    talk = pair.talk.close()
    assert [(m.key, m.direction, m.data) for m in talk.messages] == [
        (0, "up", b"first after"),
        (0, "down", b"got first after"),
        (0, "up", b"second after"),
        (0, "down", b"got second after"),
    ]


def test_a_request_whose_path_was_said_before_watching_is_told_without_it() -> None:
    pair = Pair()
    pair.watched = False
    pair.request(1, b"before")
    pair.respond(1)
    pair.watched = True
    pair.talk = Conversation(host="known.test")
    pair.request(3, b"after")
    pair.respond(3, b"answered")
    talk = pair.talk.close()
    [request] = talk.requests
    assert (request.method, request.host, request.target, request.body) == ("POST", "known.test", "", b"after")
    assert request.headers_lost == 4
    [answer] = [r for r in talk.records if isinstance(r, ResponseDone)]
    assert (answer.response.status, answer.response.body) == (200, b"answered")
