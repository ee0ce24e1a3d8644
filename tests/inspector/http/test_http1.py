"""HTTP/1 from hand-written bytes and from h11."""

from __future__ import annotations

import h2.config
import h2.connection
import h11
import pytest

from inspector.http import RequestDone, ResponseDone
from inspector.http.wire import BODY_KEPT_BYTES
from tests.inspector.http.conversation import Conversation

POST = (
    b"POST /service/2/app_log/?aid=675113 HTTP/1.1\r\nHost: gator.volces.com\r\n"
    b"Content-Type: application/json\r\nContent-Length: 13\r\n\r\n" + b'{"magic":"x"}'
)
OK = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}"


@pytest.mark.parametrize("chunk_bytes", [0, 1, 7])
def test_a_request_and_its_response_are_read_whatever_the_chunks(chunk_bytes: int) -> None:
    talk = Conversation(chunk_bytes).up(POST).down(OK).close()
    (request,), (response,) = talk.requests, talk.responses
    assert (request.method, request.scheme, request.host, request.port) == ("POST", "https", "gator.volces.com", 443)
    assert request.target == "/service/2/app_log/?aid=675113"
    assert request.headers[1] == ("Content-Type", "application/json")
    assert (request.body, request.wire_bytes, request.complete) == (b'{"magic":"x"}', len(POST), True)
    assert (response.status, response.reason, response.body, response.wire_bytes) == (200, "OK", b"{}", len(OK))


def test_marks_name_the_chunks_that_held_a_record() -> None:
    talk = Conversation()
    talk.up(POST[:30]).up(POST[30:] + POST[:10]).up(POST[10:]).down(OK + OK).close()
    first, second = (record for record in talk.records if isinstance(record, RequestDone))
    assert (first.marks, second.marks) == ((0, 1), (1, 2))


def test_pipelined_requests_get_their_responses_in_order() -> None:
    second = b"GET /b HTTP/1.1\r\nHost: gator.volces.com\r\n\r\n"
    talk = Conversation().up(POST + second).down(OK + b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n").close()
    pairs = [(r.key, r.response.status) for r in talk.records if isinstance(r, ResponseDone)]
    assert pairs == [(1, 200), (2, 404)]


@pytest.mark.parametrize("chunk_bytes", [0, 1, 5])
def test_a_chunked_body_with_trailers_made_by_h11_is_put_together(chunk_bytes: int) -> None:
    client = h11.Connection(h11.CLIENT)
    sent = client.send(
        h11.Request(method="POST", target="/up", headers=[("Host", "a.test:8443"), ("Transfer-Encoding", "chunked")])
    )
    sent += client.send(h11.Data(b"hello ")) + client.send(h11.Data(b"world"))
    sent += client.send(h11.EndOfMessage(headers=[("X-Sum", "42")]))
    talk = Conversation(chunk_bytes).up(sent).close()
    (request,) = talk.requests
    assert (request.host, request.port) == ("a.test", 8443)
    assert (request.body, request.trailers, request.wire_bytes) == (b"hello world", (("X-Sum", "42"),), len(sent))


def test_answers_without_a_body_do_not_swallow_the_next_answer() -> None:
    head = b"HEAD / HTTP/1.1\r\nHost: a\r\n\r\n"
    get = b"GET / HTTP/1.1\r\nHost: a\r\n\r\n"
    talk = Conversation().up(head + get + get)
    talk.down(b"HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n")
    talk.down(b"HTTP/1.1 204 No Content\r\n\r\n" + b"HTTP/1.1 304 Not Modified\r\nContent-Length: 9\r\n\r\n").close()
    assert [response.status for response in talk.responses] == [200, 204, 304]
    assert talk.opaque("down") == b""


def test_interim_responses_are_overhead() -> None:
    talk = Conversation().up(POST).down(b"HTTP/1.1 100 Continue\r\n\r\n", OK).close()
    assert talk.connection.overhead("down") == len(b"HTTP/1.1 100 Continue\r\n\r\n")
    assert talk.responses[0].status == 200


def test_a_body_without_a_length_ends_with_the_connection() -> None:
    talk = Conversation().up(b"GET / HTTP/1.0\r\n\r\n").down(b"HTTP/1.0 200 OK\r\n\r\nall of").down(b" it")
    assert talk.responses == []
    assert (talk.close().responses[0].body, talk.responses[0].complete) == (b"all of it", True)


def test_a_request_cut_off_is_handed_out_as_incomplete() -> None:
    talk = Conversation().up(POST[:-3]).close()
    assert (talk.requests[0].body, talk.requests[0].complete) == (b'{"magic":"', False)


def test_an_answer_faster_than_its_request_waits_for_it() -> None:
    talk = Conversation().up(POST[:-3]).down(OK)
    assert talk.records == []
    talk.up(POST[-3:])
    assert [type(record) for record in talk.records] == [RequestDone, ResponseDone]


def test_bytes_lost_inside_a_body_leave_the_next_request_readable() -> None:
    talk = Conversation().up(POST[:-10]).lose("up", 10).up(POST).close()
    assert [(request.body, request.complete) for request in talk.requests] == [
        (b'{"m', False),
        (b'{"magic":"x"}', True),
    ]
    assert talk.requests[0].wire_bytes == len(POST) - 10


def test_bytes_lost_inside_a_head_make_it_opaque_and_reading_goes_on_at_the_next_request() -> None:
    talk = Conversation().up(POST[:20]).lose("up", 30).up(POST[50:]).up(POST).close()
    assert talk.opaque("up") == POST[:20] + POST[50:]
    assert len(talk.requests) == 1


def test_watching_that_begins_inside_a_body_goes_on_at_the_next_request() -> None:
    talk = Conversation().up(b"the tail of an upload").down(OK).up(POST).down(OK).close()
    assert talk.opaque("up") == b"the tail of an upload"
    assert talk.opaque("down") == OK
    assert [(r.key) for r in talk.records if isinstance(r, ResponseDone)] == [1]


def test_only_so_much_of_a_body_is_kept_and_the_rest_is_counted() -> None:
    size = BODY_KEPT_BYTES + 5000
    talk = Conversation().up(b"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: %d\r\n\r\n" % size)
    for _ in range(size // 1000):
        talk.up(b"x" * 1000)
    talk.up(b"x" * (size % 1000)).close()
    (request,) = talk.requests
    assert (len(request.body), request.complete) == (BODY_KEPT_BYTES, False)
    assert request.wire_bytes > size


def test_an_absolute_target_tells_scheme_host_and_port() -> None:
    talk = Conversation().up(b"GET http://plain.test:8080/a?b=c HTTP/1.1\r\nHost: x\r\n\r\n").close()
    (request,) = talk.requests
    assert (request.scheme, request.host, request.port, request.target) == ("http", "plain.test", 8080, "/a?b=c")


def test_inside_a_connect_tunnel_the_protocol_is_recognised_afresh() -> None:
    talk = Conversation().up(b"CONNECT inner.test:443 HTTP/1.1\r\nHost: inner.test:443\r\n\r\n")
    talk.down(b"HTTP/1.1 200 Connection established\r\n\r\n").up(POST).down(OK).close()
    assert [(r.method, r.host) for r in talk.requests] == [("CONNECT", "inner.test"), ("POST", "gator.volces.com")]
    assert [response.body for response in talk.responses] == [b"", b"{}"]


def test_a_tls_handshake_stays_opaque_to_its_end() -> None:
    hello = bytes.fromhex("1603010005010000010303") + POST
    talk = Conversation(40).up(hello).close()
    assert (talk.opaque("up"), talk.requests) == (hello, [])


@pytest.mark.parametrize(
    "nonsense",
    [
        b"POST / HTTP/1.1\r\nContent-Length: 4\r\nContent-Length: 5\r\n\r\nabcde",
        b"POST / HTTP/1.1\r\nContent-Length: -4\r\n\r\nabcde",
        b"POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
        b"POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabcd\r\n",
        b"GET / HTTP/1.1\r\nNo colon here\r\n\r\n",
    ],
)
def test_malformed_requests_make_the_rest_of_the_direction_opaque(nonsense: bytes) -> None:
    talk = Conversation().up(nonsense).up(POST).close()
    assert talk.opaque("up").endswith(POST)
    assert [request for request in talk.requests if request.complete] == []


def test_folded_and_latin_headers_are_understood() -> None:
    talk = Conversation().up(b"GET / HTTP/1.1\r\nHost: a\r\nX-Name: J\xf6rg\r\n  Mayer\r\n\r\n").close()
    assert talk.requests[0].headers[1] == ("X-Name", "Jörg Mayer")


def test_an_upgrade_to_http2_is_answered_as_its_first_stream() -> None:
    server = h2.connection.H2Connection(h2.config.H2Configuration(client_side=False))
    client = h2.connection.H2Connection(h2.config.H2Configuration(client_side=True))
    settings = client.initiate_upgrade_connection()
    server.initiate_upgrade_connection(settings)
    talk = Conversation().up(
        b"GET /first HTTP/1.1\r\nHost: a.test\r\nConnection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\n"
        b"HTTP2-Settings: " + settings + b"\r\n\r\n"
    )
    talk.down(b"HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: h2c\r\n\r\n")
    server.send_headers(1, [(":status", "203")])
    server.send_data(1, b"in HTTP/2", end_stream=True)
    talk.up(client.data_to_send()).down(server.data_to_send())
    ask = [(":method", "GET"), (":path", "/second"), (":scheme", "http"), (":authority", "a.test")]
    client.send_headers(3, ask, end_stream=True)
    talk.up(client.data_to_send()).close()
    assert [(r.target, r.version) for r in talk.requests] == [("/first", "HTTP/1.1"), ("/second", "HTTP/2")]
    assert [(r.key, r.response.status, r.response.body) for r in talk.records if isinstance(r, ResponseDone)] == [
        (1, 203, b"in HTTP/2")
    ]
