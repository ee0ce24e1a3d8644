"""HTTP/2 as the h2 library speaks it."""

from __future__ import annotations

import h2.config
import h2.connection
import h2.events
import h2.settings
import pytest
from hyperframe.frame import DataFrame, HeadersFrame, PushPromiseFrame

from inspector.http import RequestDone, ResponseDone
from tests.inspector.http.conversation import Conversation

HEADERS = [
    (":method", "POST"),
    (":path", "/v3/cloudconf?x=1"),
    (":scheme", "https"),
    (":authority", "fp-sa-it-acc.fengkongcloud.com"),
    ("content-type", "application/json"),
    ("x-device-id", "abc123"),
]


class Pair:
    """A client and a server of the h2 library, joined by a conversation that is watched."""

    def __init__(self, chunk_bytes: int = 0) -> None:
        self.client = h2.connection.H2Connection(h2.config.H2Configuration(client_side=True))
        self.server = h2.connection.H2Connection(h2.config.H2Configuration(client_side=False))
        self.talk = Conversation(chunk_bytes)
        self.watched = True
        self.client.initiate_connection()
        self.server.initiate_connection()
        self.pass_on()

    def pass_on(self) -> None:
        while True:
            up, down = self.client.data_to_send(), self.server.data_to_send()
            if self.watched:
                self.talk.up(up).down(down)
            self.server.receive_data(up)
            self.client.receive_data(down)
            if not up and not down:
                return

    def request(self, stream: int, body: bytes = b"", headers: list[tuple[str, str]] = HEADERS) -> None:
        self.client.send_headers(stream, headers, end_stream=not body)
        for start in range(0, len(body), 16000):
            self.client.send_data(stream, body[start : start + 16000], end_stream=start + 16000 >= len(body))
        self.pass_on()

    def respond(self, stream: int, body: bytes = b"{}") -> None:
        self.server.send_headers(stream, [(":status", "200"), ("content-type", "application/json")])
        self.server.send_data(stream, body, end_stream=True)
        self.pass_on()


@pytest.mark.parametrize("chunk_bytes", [0, 1, 13])
def test_requests_and_responses_are_put_together_from_frames(chunk_bytes: int) -> None:
    pair = Pair(chunk_bytes)
    pair.request(1, b'{"data":"1"}')
    pair.request(3)
    pair.respond(3, b"three")
    pair.respond(1, b"one")
    talk = pair.talk.close()
    first, second = talk.requests
    assert (first.method, first.scheme, first.host, first.target, first.version) == (
        "POST",
        "https",
        "fp-sa-it-acc.fengkongcloud.com",
        "/v3/cloudconf?x=1",
        "HTTP/2",
    )
    assert first.headers == (("content-type", "application/json"), ("x-device-id", "abc123"))
    assert (first.body, second.body, first.complete) == (b'{"data":"1"}', b"", True)
    answers = [(r.key, r.response.status, r.response.body) for r in talk.records if isinstance(r, ResponseDone)]
    assert answers == [(2, 200, b"three"), (1, 200, b"one")]
    assert talk.opaque("up") + talk.opaque("down") == b""
    assert talk.connection.overhead("up") >= 24


def test_the_size_on_the_wire_is_all_frames_of_the_stream_with_their_headers() -> None:
    pair = Pair()
    before = pair.talk.fed["up"]
    pair.request(1, b"x" * 40_000)
    sent = pair.talk.fed["up"] - before - pair.talk.connection.overhead("up") + _overhead_of_start(pair)
    assert pair.talk.requests[0].wire_bytes == sent
    assert pair.talk.requests[0].wire_bytes > 40_000 + 4 * 9


def _overhead_of_start(pair: Pair) -> int:
    fresh = Pair()
    return fresh.talk.connection.overhead("up")


def test_padding_and_continuation_frames_are_understood() -> None:
    pair = Pair()
    long = [*HEADERS, ("x-long", "v" * 40_000)]
    pair.client.send_headers(1, long)
    pair.client.send_data(1, b"padded", end_stream=True, pad_length=200)
    pair.pass_on()
    talk = pair.talk.close()
    assert talk.requests[0].body == b"padded"
    assert talk.requests[0].headers[-1] == ("x-long", "v" * 40_000)


def test_trailers_and_interim_responses_are_told_from_the_head() -> None:
    pair = Pair()
    pair.request(1, b"x")
    pair.server.send_headers(1, [(":status", "103"), ("link", "</a>")])
    pair.server.send_headers(1, [(":status", "200"), ("content-type", "application/grpc")])
    pair.server.send_data(1, b"abc")
    pair.server.send_headers(1, [("grpc-status", "0")], end_stream=True)
    pair.pass_on()
    (response,) = pair.talk.close().responses
    assert (response.status, response.body, response.trailers) == (200, b"abc", (("grpc-status", "0"),))


def test_a_reset_stream_hands_out_what_was_sent_of_it() -> None:
    pair = Pair()
    pair.client.send_headers(1, HEADERS)
    pair.client.send_data(1, b"half")
    pair.client.reset_stream(1)
    pair.pass_on()
    assert [(r.body, r.complete) for r in pair.talk.close().requests] == [(b"half", False)]


def test_an_answer_faster_than_its_request_waits_for_it() -> None:
    pair = Pair()
    pair.client.send_headers(1, HEADERS)
    pair.pass_on()
    pair.respond(1)
    assert pair.talk.records == []
    pair.client.end_stream(1)
    pair.pass_on()
    assert [type(record) for record in pair.talk.records] == [RequestDone, ResponseDone]


def test_a_connection_watched_from_its_middle_is_read_as_far_as_it_can_be_known() -> None:
    pair = Pair()
    pair.watched = False
    pair.request(1, b"before watching")
    pair.respond(1)
    pair.watched = True
    pair.talk = Conversation(host="known.test")
    pair.request(3, b"after", [*HEADERS[:1], (":path", "/v3/new"), *HEADERS[2:], ("x-new", "seen")])
    pair.respond(3)
    (request,) = pair.talk.close().requests
    assert (request.method, request.target, request.body) == ("POST", "/v3/new", b"after")
    assert request.host == "known.test"  # :authority was said before watching began
    assert ("x-new", "seen") in request.headers
    assert request.headers_lost == 3
    assert pair.talk.responses[0].status == 200


def test_fields_read_after_a_start_in_the_middle_are_never_wrong() -> None:
    pair = Pair()
    pair.watched = False
    for stream in range(1, 41, 2):
        pair.request(stream, headers=[*HEADERS, (f"x-{stream}", f"value {stream}")])
    pair.watched = True
    pair.talk = Conversation()
    sent = []
    for stream in range(41, 121, 2):
        sent.append([*HEADERS, (f"x-{stream % 9}", f"value {stream % 7}"), ("x-fresh", str(stream))])
        pair.request(stream, headers=sent[-1])
    for request, headers in zip(pair.talk.close().requests, sent[-len(pair.talk.requests) :], strict=True):
        assert set(request.headers) <= set(headers)


def test_a_start_in_the_middle_of_a_frame_waits_for_the_next_frame_at_a_chunks_start() -> None:
    pair = Pair()
    pair.watched = False
    pair.client.send_headers(1, HEADERS)
    pair.client.send_data(1, b"q" * 9000, end_stream=True)
    tail = pair.client.data_to_send()[-5000:]
    pair.watched = True
    pair.talk = Conversation()
    pair.talk.up(tail)
    pair.client.send_headers(3, [*HEADERS[:1], (":path", "/next"), *HEADERS[2:]], end_stream=True)
    pair.talk.up(pair.client.data_to_send())
    talk = pair.talk.close()
    assert (talk.opaque("up"), [request.target for request in talk.requests]) == (tail, ["/next"])


def test_bytes_lost_inside_a_data_frame_make_only_that_request_incomplete() -> None:
    pair = Pair()
    pair.client.send_headers(1, HEADERS)
    pair.client.send_data(1, b"z" * 1000, end_stream=True)
    sent = pair.client.data_to_send()
    pair.talk.up(sent[:-600]).lose("up", 500).up(sent[-100:])
    pair.client.send_headers(3, HEADERS, end_stream=True)
    pair.talk.up(pair.client.data_to_send())
    assert [(len(r.body), r.complete) for r in pair.talk.close().requests] == [(500, False), (0, True)]


def test_lost_frames_forget_the_header_table_so_that_nothing_false_is_said() -> None:
    pair = Pair()
    pair.client.send_headers(1, [*HEADERS, ("x-lost", "one")], end_stream=True)
    lost = pair.client.data_to_send()
    pair.talk.lose("up", len(lost))
    pair.client.send_headers(3, [*HEADERS[:1], (":path", "/b"), *HEADERS[2:], ("x-kept", "two")], end_stream=True)
    pair.talk.up(pair.client.data_to_send())
    (request,) = pair.talk.close().requests
    assert (request.target, request.headers) == ("/b", (("x-kept", "two"),))
    assert request.headers_lost > 0


def test_a_frame_that_breaks_a_header_block_makes_the_rest_opaque() -> None:
    pair = Pair()
    block = HeadersFrame(1, pair.client.encoder.encode(HEADERS)).serialize()
    data = DataFrame(1, b"x").serialize()
    pair.talk.up(block + data).up(data).close()
    assert pair.talk.opaque("up") == block + data + data


def test_a_pushed_response_is_opaque_and_leaves_the_header_table_right() -> None:
    pair = Pair()
    pair.request(1)
    promise = PushPromiseFrame(1, 2, flags=["END_HEADERS"])
    promise.data = pair.server.encoder.encode([*HEADERS, ("x-pushed", "yes")])
    pair.talk.down(promise.serialize())
    answer = HeadersFrame(1, pair.server.encoder.encode([(":status", "200"), ("x-pushed", "yes")]))
    answer.flags |= {"END_HEADERS", "END_STREAM"}
    pair.talk.down(answer.serialize()).close()
    assert pair.talk.responses[0].headers == (("x-pushed", "yes"),)
    assert pair.talk.opaque("down") == promise.serialize()
