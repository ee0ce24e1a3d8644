"""Rows to observations: who received what, from which code, in which phase."""

from __future__ import annotations

import base64
import gzip
import json
import os
from dataclasses import replace

import pytest

from inspector import protocol
from inspector.pipeline import Pipeline
from inspector.recipients import Recipients
from inspector.records import AppOrigin, Batch, Observation
from tests.inspector.dns_messages import ADDRESS, CNAME, message, packed, record
from tests.inspector.pipeline.rows import PROCESS, Rows, answer, post

PACKAGE = "com.practice.chat"
PROMPT = "is it safe to wait until spring"
APPLOG = "com.bytedance.applog.AppLog.onEventV3(AppLog.java:5)"


@pytest.fixture
def pipeline() -> Pipeline:
    return Pipeline(PACKAGE, Recipients.load())


@pytest.fixture
def rows() -> Rows:
    return Rows()


def requests(batch: Batch) -> list[Observation]:
    return [o for o in batch.observations if o.kind == "request"]


def test_a_request_in_pieces_is_one_observation_with_all_its_bytes(pipeline: Pipeline, rows: Rows) -> None:
    rows.open()
    whole = post(b'{"a": 1}')
    for piece in (whole[:7], whole[7:30], whole[30:]):
        rows.data(piece)
    [request] = requests(pipeline.take(rows))
    assert request.bytes_up == len(whole) == request.readable_bytes_up
    assert request.at_ms == 20.0, "a request is as old as its first byte"
    assert request.match is not None
    assert (request.match.company, request.match.product, request.match.country) == ("volcano-engine", "applog", "CN")
    assert request.detail["target"] == "/collect"


def test_the_answer_belongs_to_its_request(pipeline: Pipeline, rows: Rows) -> None:
    rows.open()
    rows.data(post(b"{}"))
    [request] = requests(pipeline.take(rows))
    row = rows.data(answer(b'{"ok": true}'), direction="down")
    [update] = pipeline.take([row]).updates
    assert update.id == request.id
    assert update.detail["status"] == 200
    assert update.bytes_down == len(answer(b'{"ok": true}'))


def test_a_planted_value_is_found_behind_gzip_and_said_with_its_path(pipeline: Pipeline, rows: Rows) -> None:
    rows.add("plant", process=0, values=[["email", "mina.park@example.org", "tester"]])
    rows.open()
    body = gzip.compress(json.dumps({"user": {"mail": "mina.park@example.org"}}).encode())
    rows.data(post(body, Content_Encoding="gzip"))
    [request] = requests(pipeline.take(rows))
    found = {(f.type, f.path, f.certainty) for f in request.findings}
    assert ("email", "body.user.mail", "certain") in found
    assert request.detail["opened"][0] == "gzip"


def test_an_encrypted_body_is_opened_by_the_apps_own_cryptography(pipeline: Pipeline, rows: Rows) -> None:
    plain, cipher = json.dumps({"text": PROMPT}).encode(), os.urandom(64)
    rows.add("plant", process=0, values=[["prompt", PROMPT, "tester"]])
    rows.add("crypto", plain + cipher, op="cipher", alg="AES/CBC/PKCS5Padding", mode="encrypt", **{"in": len(plain)})
    rows.open()
    rows.data(post(json.dumps({"data": base64.b64encode(cipher).decode()}).encode()))
    [request] = requests(pipeline.take(rows))
    assert [(f.type, f.path) for f in request.findings if f.type == "prompt"] == [("prompt", "body.data.text")]
    assert request.readable_bytes_up == request.bytes_up


def test_bytes_nobody_can_read_are_counted_as_unreadable(pipeline: Pipeline, rows: Rows) -> None:
    rows.open()
    noise = os.urandom(300)
    rows.data(post(noise))
    [request] = requests(pipeline.take(rows))
    assert request.bytes_up - request.readable_bytes_up == 300
    assert request.bodies[0].data == noise


def test_what_is_not_http_is_counted_on_its_connection(pipeline: Pipeline, rows: Rows) -> None:
    rows.open()
    rows.data(b"\x00\x01\x02" * 50)
    batch = pipeline.take(rows)
    assert not requests(batch)
    batch = pipeline.take([rows.add("close", conn=1)])
    assert batch.updates[-1].bytes_up == 150


def test_the_sender_is_the_code_that_asked_not_the_thread_pool_that_sent(pipeline: Pipeline, rows: Rows) -> None:
    pool = ("java.net.Socket.write(Socket.java:1)", "okhttp3.internal.http2.Http2Writer.flush(Http2Writer.kt:2)",
            "java.lang.Thread.run(Thread.java:9)")  # fmt: skip
    rows.stack("s1", *pool)
    rows.stack("s2", "okhttp3.RealCall.enqueue(RealCall.kt:1)", APPLOG, "com.practice.chat.Main.send(Main.java:3)")
    rows.add("call", call=7, layer="okhttp", url="https://gator.volces.com/", method="POST", stack="s2")
    rows.open()
    rows.data(post(b"{}"), call=7, stack="s1")
    [request] = requests(pipeline.take(rows))
    assert request.sender is not None
    assert (request.sender.kind, request.sender.id) == ("sdk", "volcano-engine/applog")
    assert request.detail["stacks"] == [["send", "s1"], ["hand-over", "s2"]]


def test_phases_follow_the_time_of_the_first_byte(pipeline: Pipeline, rows: Rows) -> None:
    rows.open()
    early = post(b"{}")
    rows.data(early[:10])
    rows.add("phase", process=0, id="after_consent", name="After consent")
    rows.data(early[10:])
    rows.data(post(b"{}"))
    first, second = requests(pipeline.take(rows))
    assert (first.phase, second.phase) == ("before_consent", "after_consent")


def test_a_typed_text_is_a_prompt_once_something_carries_it(pipeline: Pipeline, rows: Rows) -> None:
    for text in ("is", "is it safe", PROMPT):
        rows.add("text", view="field", text=text, secret=False)
    rows.open()
    rows.data(post(json.dumps({"text": PROMPT}).encode()))
    batch = pipeline.take(rows)
    assert [(p.type, p.value, p.source) for p in batch.planted] == [("prompt", PROMPT, "typed")]
    assert [f.type for f in requests(batch)[0].findings if f.path == "body.text"] == ["prompt"]
    assert [o.title for o in batch.observations if o.kind == "typed_text"] == [PROMPT]


def test_a_heartbeat_while_typing_makes_no_prompt_of_the_half_word(pipeline: Pipeline, rows: Rows) -> None:
    rows.add("text", view="field", text="is it sa", secret=False)
    rows.open()
    rows.data(post(b'{"beat": 1}'))
    assert not pipeline.take(rows).planted


def test_a_value_the_app_read_is_recognised_when_it_leaves(pipeline: Pipeline, rows: Rows) -> None:
    rows.add("read", api="Settings.Secure.getString", type="android_id", value="9f3c2b7a51d8e604", count=1, stack="")
    rows.open()
    rows.data(post(b'{"u": "9f3c2b7a51d8e604"}'))
    [request] = requests(pipeline.take(rows))
    assert ("android_id", "certain") in {(f.type, f.certainty) for f in request.findings}


def test_an_sdk_that_was_started_is_present_and_its_calls_are_counted(pipeline: Pipeline, rows: Rows) -> None:
    rows.add("present", sdk="jpush", marker="cn.jpush.android.api.JPushInterface")
    rows.add("sdk", sdk="jpush", hook="init", verb="init", title="init", value=None, stack="")
    [sdk] = pipeline.take(rows).sdks
    assert (sdk.product, sdk.company, sdk.started_ms, sdk.calls) == ("jpush", "jiguang", 20.0, 1)


def test_websocket_messages_are_observations_of_their_own(pipeline: Pipeline, rows: Rows) -> None:
    rows.open(host="nexus-websocket-a.intercom.io")
    rows.data(
        b"GET /live HTTP/1.1\r\nHost: nexus-websocket-a.intercom.io\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
        b"Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n"
    )
    rows.data(
        b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
        b"Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n\r\n", direction="down",
    )  # fmt: skip
    mask, text = b"\x01\x02\x03\x04", b'{"hello": 1}'
    frame = bytes([0x81, 0x80 | len(text)]) + mask + bytes(c ^ mask[i % 4] for i, c in enumerate(text))
    rows.data(frame)
    [message] = [o for o in pipeline.take(rows).observations if o.kind == "message"]
    assert message.bytes_up == len(frame)
    assert message.match is not None
    assert message.match.company == "intercom"
    assert message.bodies[0].data == text


def test_a_value_sent_in_two_halves_is_found_with_its_second(pipeline: Pipeline, rows: Rows) -> None:
    rows.add("plant", process=0, values=[["android_id", "9f3c2b7a51d8e604", "phone"]])
    rows.open()
    for half in ("9f3c2b7a", "51d8e604"):
        rows.data(post(json.dumps({"part": half}).encode()))
    first, second = requests(pipeline.take(rows))
    assert [f.encoding for f in first.findings] == []
    assert [(f.type, f.encoding) for f in second.findings] == [("android_id", "in 2 pieces")]


def test_a_prompt_that_streams_in_websocket_frames_is_found_with_the_last(pipeline: Pipeline, rows: Rows) -> None:
    rows.add("plant", process=0, values=[["prompt", PROMPT, "tester"]])
    rows.open()
    rows.data(
        b"GET /live HTTP/1.1\r\nHost: chat.practice.test\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
        b"Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n"
    )
    rows.data(
        b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
        b"Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n\r\n", direction="down",
    )  # fmt: skip
    for at in range(0, len(PROMPT), 5):
        text = json.dumps({"delta": PROMPT[at : at + 5]}).encode()
        rows.data(bytes([0x81, 0x80 | len(text), 0, 0, 0, 0]) + text)
    *before, last = [o for o in pipeline.take(rows).observations if o.kind == "message"]
    assert [f for o in before for f in o.findings if f.certainty == "certain"] == []
    assert [(f.type, f.planted, f.certainty) for f in last.findings] == [("prompt", PROMPT, "certain")]


def test_the_same_rows_give_the_same_observations_however_they_are_cut_into_turns(rows: Rows) -> None:
    rows.open()
    for number in range(30):
        rows.data(post(json.dumps({"n": number}).encode()))
        rows.data(answer(), direction="down")
        rows.add("text", view="f", text=f"text {number}", secret=False)
    at_once = Pipeline(PACKAGE, Recipients.load()).take(rows).observations
    piecemeal_pipeline, piecemeal = Pipeline(PACKAGE, Recipients.load()), []
    for raw in rows:
        piecemeal += piecemeal_pipeline.take([raw]).observations
    assert [replace(o) for o in at_once] == piecemeal
    assert len({o.id for o in at_once}) == len(at_once)


def test_lost_bytes_do_not_make_up_a_request(pipeline: Pipeline, rows: Rows) -> None:
    rows.open()
    whole = post(b"x" * 100)
    rows.data(whole[:20])
    rows.add("data", b"", conn=1, dir="up", size=len(whole) - 20)
    rows.data(post(b'{"next": 1}'))
    batch = pipeline.take(rows)
    assert [r.bodies[0].data for r in requests(batch) if r.detail["complete"]] == [b'{"next": 1}']


def test_what_the_package_tells_makes_a_host_the_apps_own(pipeline: Pipeline, rows: Rows) -> None:
    """The row is written before the app starts; a host the app shares no name with is then its own all the same."""
    origin = AppOrigin(PACKAGE, links=("www.harbor-lights.example",), certificates=("ab" * 32,), organization="Harbor")
    kind, fields, payload = protocol.origin_row(origin)
    rows.add(kind, payload, process=protocol.TOOL, **json.loads(json.dumps(fields)))
    rows.open(conn=1, host="api.harbor-lights.example")
    rows.data(post(b"{}", host="api.harbor-lights.example"), conn=1)
    rows.open(conn=2)
    rows.data(post(b"{}"), conn=2)
    own, other = requests(pipeline.take(rows))
    assert own.match is not None
    assert (own.match.company, own.match.party) == ("first-party", "first")
    assert "declares links to www.harbor-lights.example" in own.match.reason
    assert other.match is not None
    assert other.match.party == "third"


def test_a_name_servers_answer_as_it_came_tells_whose_a_host_is_under_anothers_name(
    pipeline: Pipeline, rows: Rows
) -> None:
    host = "metrics.harbor-lights.example"
    said = message(host, record(12, CNAME, packed("gator.volces.com")))
    rows.add("dns", said, size=len(said))
    rows.open(conn=1, host=host)
    rows.data(post(b"{}", host=host), conn=1)
    (seen,) = requests(pipeline.take(rows))
    assert seen.match is not None
    assert (seen.match.company, seen.match.certainty) == ("volcano-engine", "likely")
    assert seen.match.reason.startswith(f"The name server said that {host} is another name of gator.volces.com.")


@pytest.mark.parametrize(("kind", "learnt"), [("application/dns-message", True), ("application/octet-stream", False)])
def test_an_app_that_asks_name_servers_over_https_is_listened_to(
    pipeline: Pipeline, rows: Rows, kind: str, learnt: bool
) -> None:
    host = "metrics.harbor-lights.example"
    said = message(host, record(12, CNAME, packed("gator.volces.com")), record(12, ADDRESS, bytes([203, 0, 113, 7])))
    rows.open(conn=1, host="doh.harbor-lights.example")
    rows.data(post(b"question", path="/dns-query", host="doh.harbor-lights.example"), conn=1)
    rows.data(answer(said, content_type=kind), conn=1, direction="down")
    rows.open(conn=2, host="")
    rows.add("open", conn=3, layer="tls", host="203.0.113.7", ip="203.0.113.7", port=443, unreadable=True)
    rows.data(post(b"{}", host=host), conn=2)
    seen = pipeline.take(rows)
    (request,) = [one for one in requests(seen) if one.host == host]
    assert request.match is not None
    assert (request.match.company == "volcano-engine") == learnt
    hosts = {one.host for one in seen.observations if one.kind == "connection"}
    assert (host in hosts) == learnt


@pytest.mark.parametrize("fields", [{}, {"conn": "x"}, {"conn": 1, "dir": 3, "size": None}])
def test_a_row_that_does_not_hold_together_stops_nothing(
    pipeline: Pipeline, rows: Rows, fields: dict[str, object]
) -> None:
    rows.add("data", b"abc", **fields)
    rows.add("no_such_kind")
    rows.add("hook")
    rows.open(conn=5)
    assert len(pipeline.take(rows).observations) in (1, 2)


def test_every_row_belongs_to_its_own_process(pipeline: Pipeline, rows: Rows) -> None:
    rows.open()
    rows.add("open", process=PROCESS + 1, conn=1, layer="tls", host="chat.practice.test", port=443)
    rows.data(post(b"{}"))
    rows.add("data", post(b"{}", host="chat.practice.test"), process=PROCESS + 1, conn=1, dir="up", size=0)
    first, second = requests(pipeline.take(rows))
    assert (first.process, first.host) == (PROCESS, "gator.volces.com")
    assert (second.process, second.host) == (PROCESS + 1, "chat.practice.test")
