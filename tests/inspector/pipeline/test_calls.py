"""Which code asked for a request, and what was asked for and never seen."""

from __future__ import annotations

import struct

import h2.config
import h2.connection
import pytest

from inspector.pipeline import Pipeline
from inspector.pipeline.calls import plain_url
from inspector.recipients import Recipients
from inspector.records import Batch, Observation, Raw
from tests.inspector.pipeline.rows import Rows, answer, post

URL = "https://gator.volces.com/collect"


@pytest.fixture
def pipeline() -> Pipeline:
    return Pipeline("com.practice.chat", Recipients.load())


@pytest.fixture
def rows() -> Rows:
    return Rows()


def call(rows: Rows, number: int, stack: str, url: str = URL, layer: str = "jdk", method: str = "POST") -> Raw:
    rows.stack(stack, f"com.practice.chat.Code{number}.send(Code.java:{number})")
    return rows.add("call", call=number, layer=layer, url=url, method=method, stack=stack)


def of_kind(batch: Batch, kind: str) -> list[Observation]:
    return [o for o in batch.observations if o.kind == kind]


def handovers(batch: Batch) -> list[str]:
    stacks = [dict(o.detail["stacks"]) for o in of_kind(batch, "request")]
    return [stack.get("hand-over", "") for stack in stacks]


def client_of_http2() -> h2.connection.H2Connection:
    client = h2.connection.H2Connection(h2.config.H2Configuration(client_side=True))
    client.initiate_connection()
    return client


def ask(client: h2.connection.H2Connection, stream: int, path: str, last: bool = True, *more: tuple[str, str]) -> bytes:
    head = [(":method", "POST"), (":path", path), (":scheme", "https"), (":authority", "gator.volces.com")]
    client.send_headers(stream, [*head, *more], end_stream=last)
    return bytes(client.data_to_send())


def test_a_request_sent_by_a_thread_of_the_clients_own_is_joined_by_its_url(pipeline: Pipeline, rows: Rows) -> None:
    call(rows, 1, "a", URL + "?x=1")
    call(rows, 2, "b", URL + "?x=2")
    rows.open()
    rows.data(post(b"{}", "/collect?x=2"))
    rows.data(post(b"{}", "/collect?x=1"))
    assert handovers(pipeline.take(rows)) == ["b", "a"]


def test_nobody_is_named_where_two_asked_for_the_same(pipeline: Pipeline, rows: Rows) -> None:
    call(rows, 1, "a")
    call(rows, 2, "b")
    rows.open()
    rows.data(post(b"{}"))
    assert handovers(pipeline.take(rows)) == [""]


def test_the_same_code_asking_twice_is_named_twice_and_not_three_times(pipeline: Pipeline, rows: Rows) -> None:
    call(rows, 1, "a")
    rows.add("call", call=2, layer="jdk", url=URL, method="POST", stack="a")
    rows.open()
    for _ in range(3):
        rows.data(post(b"{}"))
    assert handovers(pipeline.take(rows)) == ["a", "a", ""]


def test_frames_written_by_another_calls_thread_are_joined_to_the_call_of_their_url(
    pipeline: Pipeline, rows: Rows
) -> None:
    client = client_of_http2()
    call(rows, 1, "a", URL + "/one")
    call(rows, 2, "b", URL + "/two")
    rows.open()
    both = ask(client, 1, "/collect/one") + ask(client, 3, "/collect/two")
    rows.data(both, call=2)
    assert handovers(pipeline.take(rows)) == ["a", "b"]


def test_a_request_whose_url_an_interceptor_changed_stays_the_running_calls(pipeline: Pipeline, rows: Rows) -> None:
    call(rows, 1, "a")
    rows.open()
    rows.data(post(b"{}", "/collect?signed=1"), call=1)
    assert handovers(pipeline.take(rows)) == ["a"]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://A.test", "https://a.test:443/"),
        ("http://a.test:80/x?y=1#z", "http://a.test/x?y=1"),
        ("https://[::1]:8443/", "https://[::1]:8443"),
    ],
)
def test_urls_written_differently_are_the_same(one: str, other: str) -> None:
    assert plain_url(one) == plain_url(other)


def test_a_url_that_is_none_is_left_as_it_is() -> None:
    assert plain_url("https://a.test:port/") == "https://a.test:port/"


def test_what_a_webview_was_asked_for_is_told_without_content(pipeline: Pipeline, rows: Rows) -> None:
    rows.add("plant", process=0, values=[["email", "mina.park@example.org", "tester"]])
    call(rows, 1, "a", "https://pages.example.com/hi?mail=mina.park@example.org", "webview", "GET")
    call(rows, 2, "a", "file:///android_asset/index.html", "webview", "GET")
    first = pipeline.take(rows)
    assert of_kind(first, "request") == []
    late = rows.add("note", text="five seconds later")
    late = Raw(late.id, late.process, late.seq, late.at_ms + 5000, late.kind, late.fields)
    [request] = of_kind(pipeline.take([late]), "request")
    assert (request.host, request.bytes_up, request.readable_bytes_up) == ("pages.example.com", 0, 0)
    assert request.detail["asked"] is True
    assert "WebView" in request.detail["problem"]
    assert ("email", "query.mail") in {(f.type, f.path) for f in request.findings}
    assert handovers(Batch(observations=(request,))) == ["a"]


def test_what_cronet_was_asked_for_and_was_seen_in_clear_is_told_once(pipeline: Pipeline, rows: Rows) -> None:
    call(rows, 1, "a", layer="cronet")
    rows.open()
    rows.data(post(b"{}"))
    rows.add("end", process=0)
    batch = pipeline.take(rows)
    [request] = of_kind(batch, "request")
    assert (handovers(batch), "asked" in request.detail, request.detail["client"]) == (["a"], False, "cronet")


def test_a_script_handed_to_a_page_is_told_with_what_it_holds(pipeline: Pipeline, rows: Rows) -> None:
    rows.add("plant", process=0, values=[["email", "mina.park@example.org", "tester"]])
    script, page = b'setUser("mina.park@example.org")', "https://pages.example.com/hi"
    rows.add("call", script, call=1, layer="webview", url=page, method="SCRIPT", stack="")
    [message] = of_kind(pipeline.take(rows), "message")
    assert (message.host, message.bytes_up, message.bodies[0].data) == ("pages.example.com", 0, script)
    assert [f.type for f in message.findings] == ["email"]


def test_requests_under_way_when_the_session_ends_are_told_as_far_as_they_came(pipeline: Pipeline, rows: Rows) -> None:
    rows.add("plant", process=0, values=[["email", "mina.park@example.org", "tester"]])
    rows.open()
    rows.data(post(b'{"mail": "mina.park@example.org", "rest": "' + b"x" * 5000)[:1000])
    rows.open(conn=2)
    rows.data(post(b"{}"), conn=2)
    rows.data(answer(b"[1, 2, 3]" * 20)[:90], conn=2, direction="down")
    rows.open(conn=3)
    rows.data(b"\x00\x01\x02" * 50, conn=3)
    batch = pipeline.take(rows)
    assert [o.detail["connection"] for o in of_kind(batch, "request")] == [2]
    ended = pipeline.take([rows.add("end", process=0)])
    [cut] = of_kind(ended, "request")
    assert (cut.process, cut.bytes_up, cut.detail["complete"]) == (1, 1000, False)
    assert cut.detail["problem"] == "It was not finished when the session ended."
    assert [f.type for f in cut.findings] == ["email"]
    answers = [update for update in ended.updates if "status" in update.detail]
    assert [(a.bytes_down, a.detail["answer_complete"]) for a in answers] == [(90, False)]
    assert [u.bytes_up for u in ended.updates if u.detail.get("open")] == [0, 0, 150]


def test_grpc_messages_are_observations_of_their_call(pipeline: Pipeline, rows: Rows) -> None:
    rows.add("plant", process=0, values=[["email", "mina.park@example.org", "tester"]])
    client = client_of_http2()
    call(rows, 1, "a", "https://gator.volces.com/chat.Chat/Talk")
    rows.open()
    rows.data(ask(client, 1, "/chat.Chat/Talk", False, ("content-type", "application/grpc")))
    text = b"mina.park@example.org"
    message = b"\x0a" + bytes([len(text)]) + text
    client.send_data(1, struct.pack(">BI", 0, len(message)) + message)
    rows.data(bytes(client.data_to_send()))
    batch = pipeline.take(rows)
    [request], [told] = of_kind(batch, "request"), of_kind(batch, "message")
    assert (told.title, told.detail["request"]) == ("gRPC message to gator.volces.com", request.id)
    assert (told.bytes_up, told.readable_bytes_up) == (5 + len(message), 5 + len(message))
    assert [(f.type, f.path) for f in told.findings] == [("email", "body.1")]
    assert dict(told.detail["stacks"])["hand-over"] == "a"
