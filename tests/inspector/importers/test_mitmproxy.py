"""Flow files as mitmproxy lays them out, put down by hand; files of mitmproxy itself are in tests/bench/captures.py."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from inspector import intake, protocol
from inspector.errors import FileProblem
from inspector.importers import Capture, open_capture
from inspector.importers.tnetstring import BrokenNetstring, members
from inspector.records import Raw
from inspector.store.reader import Reader


def dump(value: Any) -> bytes:
    """A typed netstring."""
    match value:
        case None:
            content, tag = b"", b"~"
        case bool():
            content, tag = str(value).lower().encode(), b"!"
        case int():
            content, tag = str(value).encode(), b"#"
        case float():
            content, tag = repr(value).encode(), b"^"
        case str():
            content, tag = value.encode(), b";"
        case bytes():
            content, tag = value, b","
        case dict():
            content, tag = b"".join(dump(key) + dump(one) for key, one in value.items()), b"}"
        case _:
            content, tag = b"".join(map(dump, value)), b"]"
    return b"%d:%b%b" % (len(content), content, tag)


SERVER = {
    "address": ["203.0.113.7", 443], "peername": ["203.0.113.7", 443], "sni": "chat.test", "tls": True,
    "timestamp_start": 999.0, "timestamp_tcp_setup": 999.1, "certificate_list": [b"x" * 900],
}  # fmt: skip
ASKED = {
    "method": b"POST", "scheme": b"https", "host": "203.0.113.7", "port": 443, "path": b"/v1?x=1", "authority": b"",
    "http_version": b"HTTP/2.0", "headers": [[b":path", b"/v1"], [b"host", b"chat.test"], [b"x-a", b"\xe9"]],
    "content": b"hello", "trailers": None, "timestamp_start": 1000.0,
}  # fmt: skip
ANSWERED = {
    "http_version": b"HTTP/2.0", "status_code": 200, "reason": b"OK", "headers": [[b"content-type", b"text/plain"]],
    "content": b"hi", "timestamp_start": 1001.0,
}  # fmt: skip


def flow(**changes: Any) -> dict[str, Any]:
    whole = {"version": 21, "type": "http", "id": "1", "request": ASKED, "response": ANSWERED, "server_conn": SERVER}
    return whole | {"error": None, "metadata": {}, "is_replay": None, "websocket": None} | changes


def opened(folder: Path, *flows: dict[str, Any]) -> Capture:
    path = folder / "capture.har"  # names do not matter
    path.write_bytes(b"".join(map(dump, flows)))
    return open_capture(path)


def said(capture: Capture) -> list[tuple[float, Any]]:
    """What its rows say, with their times."""
    with capture.stream:
        return [(row[0], protocol.read(Raw(1, 0, 1, *row))) for row in capture.rows]


def test_a_request_and_its_answer_are_read_under_the_name_that_was_asked_for(tmp_path: Path) -> None:
    capture = opened(tmp_path, flow())
    ((at_ms, one),) = said(capture)
    assert (capture.kind, capture.started_unix_ms, at_ms) == ("mitmproxy", 1_000_000.0, 0.0)
    request, response = one.request, one.response
    assert (request.method, request.scheme, request.host, request.port) == ("POST", "https", "chat.test", 443)
    assert (request.target, request.version, request.body) == ("/v1?x=1", "HTTP/2", b"hello")
    assert request.headers == (("host", "chat.test"), ("x-a", "é"))
    assert (response.status, response.reason, response.body) == (200, "OK", b"hi")
    assert one.ip == "203.0.113.7"


def test_a_request_without_host_or_name_goes_to_its_address(tmp_path: Path) -> None:
    ((_, one),) = said(opened(tmp_path, flow(request=ASKED | {"headers": []}, server_conn=SERVER | {"sni": None})))
    assert one.request.host == "203.0.113.7"


def test_a_body_that_was_not_kept_is_told_as_incomplete(tmp_path: Path) -> None:
    ((_, one),) = said(opened(tmp_path, flow(request=ASKED | {"content": None}, response=None)))
    assert (one.request.complete, one.response) == (False, None)


def test_websocket_messages_name_their_request(tmp_path: Path) -> None:
    messages = [
        [1, True, b"hello", 1000.5, False, False],
        [2, False, b"\x00", 1001.0, False, False],
        [9, True, b"", 1.0],
    ]
    (_, asked), (up_ms, up), (_, down) = said(opened(tmp_path, flow(websocket={"messages": messages})))
    assert (up_ms, up.direction, up.opcode, up.data) == (500.0, "up", "text", b"hello")
    assert (down.direction, down.opcode, down.data) == ("down", "binary", b"\x00")
    assert asked.number == up.exchange == down.exchange == 1


def test_old_files_keep_the_messages_in_a_flow_of_their_own(tmp_path: Path) -> None:
    handshake = flow(version=7, metadata={"websocket": True}, id="h")
    spoken = flow(type="websocket", metadata={"websocket_handshake": "h"}, messages=[[1, False, b"hi", False, 1002.0]])
    (_, asked), (at_ms, message) = said(opened(tmp_path, handshake, spoken))
    assert (at_ms, message.host, message.data, message.exchange) == (2000.0, "chat.test", b"hi", asked.number)


def test_the_first_files_had_bytes_for_names(tmp_path: Path) -> None:
    asked = {
        b"method": b"GET", b"scheme": b"http", b"host": b"old.test", b"port": 80, b"path": b"/", b"httpversion": [1, 1],
        b"headers": [[b"Host", b"old.test"]], b"content": b"", b"timestamp_start": 5.0,
    }  # fmt: skip
    answered = {b"code": 404, b"msg": b"Not Found", b"httpversion": [1, 1], b"headers": [], b"content": b""}
    whole = {b"version": [0, 11], b"type": b"http", b"request": asked, b"response": answered, b"server_conn": {}}
    path = tmp_path / "old.mitm"
    path.write_bytes(dump(whole))
    ((_, one),) = said(open_capture(path))
    assert (one.request.host, one.request.version, one.response.status) == ("old.test", "HTTP/1.1", 404)


def test_bytes_of_tls_flows_go_the_way_of_the_agents_bytes(tmp_path: Path) -> None:
    sent = b"GET /x HTTP/1.1\r\nHost: raw.test\r\n\r\n"
    tcp = {
        "type": "tcp",
        "version": 21,
        "server_conn": SERVER,
        "messages": [[True, sent, 1000.0], [False, b"HTTP", 1001.0]],
    }
    opened(tmp_path, tcp).stream.close()
    made = intake.take_in(tmp_path / "capture.har", tmp_path / "a.session")
    reader = Reader(made.path)
    (request,) = reader.rows("kind:request")
    assert (request.host, request.title) == ("raw.test", "GET raw.test/x")
    reader.close()


def test_datagrams_are_counted_and_names_are_kept(tmp_path: Path) -> None:
    udp = {
        "type": "udp",
        "version": 21,
        "server_conn": SERVER,
        "messages": [[True, b"abc", 1000.0], [False, b"x", 1001.0]],
    }
    answers = [
        {"name": "a.test", "type": 1, "data": bytes([192, 0, 2, 1])},
        {"name": "a.test", "type": 5, "data": b"x"},
    ]
    dns = {"type": "dns", "version": 21, "response": {"questions": [{"name": "a.test"}], "answers": answers}}
    (_, begun), (_, counted), _, (_, named) = said(opened(tmp_path, udp, dns))
    assert (begun.layer, begun.unreadable, begun.host) == ("udp", True, "chat.test")
    assert (counted.bytes_up, counted.bytes_down, counted.datagrams_up) == (3, 1, 1)
    assert (named.host, named.addresses) == ("a.test", ("192.0.2.1",))


def test_what_was_never_sent_or_not_by_the_app_is_said(tmp_path: Path) -> None:
    refused = flow(response=None, error={"msg": "refused"}, server_conn=SERVER | {"timestamp_tcp_setup": None})
    capture = opened(tmp_path, refused, flow(is_replay="request"), {"type": "sctp", "version": 30})
    assert len(said(capture)) == 1
    assert [sentence.rpartition(": ")[2] for sentence in capture.remarks.sentences()] == ["1.", "1.", "1."]


def test_a_file_that_breaks_off_gives_what_stands_before(tmp_path: Path) -> None:
    path = tmp_path / "cut.mitm"
    path.write_bytes((dump(flow()) * 2)[:-50])
    capture = open_capture(path)
    with capture.stream:
        assert next(capture.rows)[1] == "exchange"
        with pytest.raises(FileProblem, match="behind its flow 1"):
            next(capture.rows)


@pytest.mark.parametrize("content", [b"900:4:type;", b"12:4:type,4:xxxx}", b"9999999999:4:t,", b"3:1:a}"])
def test_a_file_that_only_begins_like_one_is_refused(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "x").write_bytes(content)
    with pytest.raises(FileProblem):
        open_capture(tmp_path / "x")


def test_lists_in_lists_without_end_are_refused() -> None:
    value: bytes = b"0:]"
    for _ in range(2000):
        value = b"%d:%b]" % (len(value), value)
    whole = b"4:type;" + value
    with pytest.raises(BrokenNetstring):
        members(b"%d:%b}" % (len(whole), whole), frozenset({"type"}))


WHOLE = dump(flow(websocket={"messages": [[1, True, b"hello", 1000.5]]}))


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(place=st.integers(0, len(WHOLE) - 1), put=st.binary(max_size=6), gone=st.integers(0, 40))
def test_no_damage_to_a_flow_is_anything_but_a_file_problem(tmp_path: Path, place: int, put: bytes, gone: int) -> None:
    path = tmp_path / "x.mitm"
    path.write_bytes(WHOLE[:place] + put + WHOLE[place + gone :])
    try:
        assert len(said(open_capture(path))) <= 10
    except FileProblem as problem:
        assert problem.hint  # noqa: PT017 - most damage is one, some is none
