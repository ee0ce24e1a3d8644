"""HAR files written down by hand in the manner of each tool."""

from __future__ import annotations

import base64
import bz2
import gzip
import io
import json
from pathlib import Path
from typing import Any

import pytest
import zstandard
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from inspector.errors import FileProblem
from inspector.importers import har
from inspector.importers.har_entry import HarEntry
from inspector.importers.json_text import JsonText


@pytest.fixture(params=["kept", "read twice"])
def runs(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Once as small files are read, once as those larger than memory are."""
    if request.param == "read twice":
        monkeypatch.setattr(har, "_KEPT_BYTES", -1)


def entry(started: str = "2026-11-22T10:00:01.500+09:00", **request: Any) -> dict[str, Any]:
    """As little as the format allows."""
    said = {"method": "GET", "url": "https://a.test/x?y=1", "httpVersion": "HTTP/1.1", "headers": []}
    return {"startedDateTime": started, "request": said | request, "response": {"status": 0}}


def read(folder: Path, *entries: Any) -> list[HarEntry]:
    path = folder / "capture.har"
    path.write_text(json.dumps({"log": {"version": "1.2", "entries": list(entries)}}), encoding="utf-8-sig")
    return list(har.read(path))


def test_an_entry_as_chrome_writes_it(tmp_path: Path) -> None:
    made = entry(
        method="POST",
        url="https://gator.volces.com/service/2/app_log/?aid=675113",
        httpVersion="h2",
        headers=[
            {"name": ":authority", "value": "gator.volces.com"},
            {"name": "content-type", "value": "application/json"},
        ],
        cookies=[{"name": "sid", "value": "1"}, {"name": "uid", "value": "2"}],
        postData={"mimeType": "application/json", "text": '{"a":"é"}'},
        headersSize=-1,
        bodySize=10,
    )
    made["serverIPAddress"] = "[2001:db8::1]"
    made["response"] = {
        "status": 200, "statusText": "", "httpVersion": "h2", "headers": [{"name": "x", "value": "y"}],
        "content": {"size": 2, "mimeType": "image/png", "text": "iVA=", "encoding": "base64"},
    }  # fmt: skip
    (one,) = read(tmp_path, made)
    request, response = one.request, one.response
    assert (request.method, request.scheme, request.host, request.port) == ("POST", "https", "gator.volces.com", 443)
    assert (request.target, request.version) == ("/service/2/app_log/?aid=675113", "HTTP/2")
    assert request.headers == (("content-type", "application/json"), ("Cookie", "sid=1; uid=2"))
    assert request.body == '{"a":"é"}'.encode()
    assert response is not None
    assert (response.status, response.body, response.headers) == (200, b"\x89P", (("x", "y"),))
    assert one.server_ip == "2001:db8::1"


@pytest.mark.usefixtures("runs")
def test_entries_come_by_time_counted_from_the_earliest(tmp_path: Path) -> None:
    entries = read(
        tmp_path,
        entry("2026-11-22T10:00:01.500+09:00", url="https://b.test/"),
        entry("2026-11-22T01:00:01Z", url="https://a.test/"),
        entry("2026-11-22T01:00:03.2500000Z", url="https://c.test/"),
    )
    assert [(one.request.host, one.at_ms) for one in entries] == [("a.test", 0), ("b.test", 500), ("c.test", 2250)]
    assert entries[0].started_unix_ms == 1_795_309_201_000


def test_a_request_without_an_answer_is_read(tmp_path: Path) -> None:
    made = entry()
    del made["response"]
    (one,) = read(tmp_path, made)
    assert (one.request.target, one.response) == ("/x?y=1", None)


def test_fields_of_a_form_become_a_body_where_there_is_no_text(tmp_path: Path) -> None:
    form = {"mimeType": "application/x-www-form-urlencoded", "params": [{"name": "a b", "value": "1&2"}, {"name": "c"}]}
    parts = {
        "mimeType": "multipart/form-data; boundary=BB",
        "params": [{"name": "f", "fileName": "x.txt", "contentType": "text/plain", "value": "hi"}],
    }
    first, second = read(tmp_path, entry(postData=form), entry(postData=parts))
    assert first.request.body == b"a+b=1%262&c="
    assert second.request.body == (
        b'--BB\r\nContent-Disposition: form-data; name="f"; filename="x.txt"\r\nContent-Type: text/plain\r\n\r\n'
        b"hi\r\n--BB--\r\n"
    )


RAW = bytes.fromhex("123920200203ff00c3")


@pytest.mark.parametrize(
    "request_body",
    [
        {"_content": {"text": base64.b64encode(RAW).decode(), "encoding": "base64", "size": 9}},  # HTTP Toolkit
        {"postData": {"mimeType": "", "text": base64.b64encode(RAW).decode(), "encoding": "base64"}},
        {"postData": {"mimeType": "", "text": RAW.decode("latin-1")}},  # Chrome
        {"postData": {"mimeType": "", "text": RAW.decode("utf-8", "surrogateescape")}},  # mitmproxy
    ],
)
def test_binary_bodies_come_back_to_their_bytes(tmp_path: Path, request_body: dict[str, Any]) -> None:
    (one,) = read(tmp_path, entry(method="POST", **request_body))
    assert one.request.body == RAW


def test_websocket_messages_are_read(tmp_path: Path) -> None:
    made = entry(url="wss://ws.test/", started="1970-01-01T00:00:10Z")
    made["_webSocketMessages"] = [
        {"type": "send", "time": 10.25, "opcode": 1, "data": "hello"},
        {"type": "receive", "time": 11, "opcode": 2, "data": "AAE="},
        {"type": "error"},
    ]
    (one,) = read(tmp_path, made)
    assert [(m.at_ms, m.direction, m.opcode, m.data) for m in one.messages] == [
        (250.0, "up", "text", b"hello"),
        (1000.0, "down", "binary", b"\x00\x01"),
    ]
    assert (one.request.scheme, one.request.port) == ("wss", 443)


def test_what_never_went_over_a_network_is_left_out(tmp_path: Path) -> None:
    assert read(tmp_path, entry(url="data:text/plain,hi"), entry(url="blob:https://a.test/1"), "no entry", {}) == []


def test_an_address_that_is_none_is_kept_as_it_stands(tmp_path: Path) -> None:
    (one,) = read(tmp_path, entry(url="https://[broken/x"))
    assert (one.request.host, one.request.target) == ("", "https://[broken/x")


def test_an_answer_without_its_content_is_told_as_incomplete(tmp_path: Path) -> None:
    made = entry()
    made["response"] = {"status": 200, "content": {"size": 5000}}
    (one,) = read(tmp_path, made)
    assert one.response is not None
    assert (one.response.body, one.response.complete) == (b"", False)


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b'{"log": {"entries": [', "har.broken"),
        (b"\xff\xfe\x00", "har.broken"),
        (b"[" * 100_000, "har.broken"),
        (b"[]", "har.foreign"),
        (b'{"log": {"entries": 5}}', "har.foreign"),
    ],
)
def test_a_file_that_is_no_har_is_refused_in_one_sentence(tmp_path: Path, content: bytes, code: str) -> None:
    path = tmp_path / "bad.har"
    path.write_bytes(content)
    with pytest.raises(FileProblem) as caught:
        har.read(path)
    assert caught.value.code == code
    assert str(caught.value).startswith("bad.har ")
    assert str(caught.value).count(".") == 2
    assert caught.value.hint


@pytest.mark.usefixtures("runs")
def test_what_was_never_sent_is_left_out_and_counted(tmp_path: Path) -> None:
    cached, blocked = entry() | {"_fromCache": "disk"}, entry() | {"response": {"_error": "net::ERR_BLOCKED_BY_CLIENT"}}
    path = tmp_path / "capture.har"
    path.write_text(json.dumps({"log": {"entries": [cached, entry(), blocked]}}))
    capture = har.opened(path)
    with capture.stream:
        assert len(list(capture.rows)) == 1
    (said,) = capture.remarks.sentences()
    assert said.startswith("Entries left out that were never sent over a network")
    assert said.endswith(": 2.")


def test_a_request_that_failed_on_its_way_stays(tmp_path: Path) -> None:
    assert len(read(tmp_path, entry() | {"response": {"status": 0, "_error": "net::ERR_CONNECTION_RESET"}})) == 1


@pytest.mark.parametrize("headers", [{"X-A": "1", "X-B": 2}, [["X-A", "1"], ["X-B", 2]]])
def test_headers_in_other_shapes_are_read(tmp_path: Path, headers: Any) -> None:
    (one,) = read(tmp_path, entry(headers=headers))
    assert one.request.headers == (("X-A", "1"), ("X-B", "2"))


def test_a_query_that_stands_beside_the_address_only_is_put_into_it(tmp_path: Path) -> None:
    (one,) = read(tmp_path, entry(url="https://a.test/x", queryString=[{"name": "q", "value": "a b"}]))
    assert one.request.target == "/x?q=a+b"


def test_times_told_as_numbers_are_read(tmp_path: Path) -> None:
    first, second = read(tmp_path, entry(started=1_795_309_201.5), entry(started=1_795_309_202_000))  # type: ignore[arg-type]
    assert (first.started_unix_ms, second.at_ms) == (1_795_309_201_500, 500)


@pytest.mark.parametrize("said", [10**400, -(10**300), 1e300, float("nan"), "soon", True, None])
def test_a_time_that_is_none_leaves_a_request_at_the_beginning(tmp_path: Path, said: Any) -> None:
    first, _ = read(tmp_path, entry(started=said), entry())
    assert (first.at_ms, first.started_unix_ms) == (0.0, 0.0)


def test_half_letters_in_a_form_or_a_query_stop_nothing(tmp_path: Path) -> None:
    half = [{"name": "\ud800", "value": "\udfff"}]
    (one,) = read(tmp_path, entry(queryString=half, url="https://a.test/", postData={"params": half}))
    assert (one.request.target, one.request.body) == ("/?%3F=%3F", b"%3F=%3F")


@pytest.mark.usefixtures("runs")
def test_messages_name_their_request_so_that_an_export_puts_them_under_it_again(tmp_path: Path) -> None:
    made = entry(url="wss://ws.test/") | {"_webSocketMessages": [{"type": "send", "opcode": 1, "data": "hello"}]}
    path = tmp_path / "capture.har"
    path.write_text(json.dumps({"log": {"entries": [entry(), made]}}))
    capture = har.opened(path)
    with capture.stream:
        (_, _, plain, _), (_, _, asked, _), (_, kind, said, _) = capture.rows
    assert (kind, said["exchange"], "number" in plain) == ("message", asked["number"], False)


class _Small(io.BytesIO):
    """A file that only gives little at once."""

    offset = 0

    def read(self, size: int | None = -1) -> bytes:
        return super().read(min(size or 1, 7))


@pytest.mark.parametrize(
    "text", ['{"log": {"entries": [{"a": "안녕\\n"}, 12345, [], {"b": [1.5e3, null]}]}}', '{"a":1}', "{}"]
)
def test_a_text_in_small_pieces_says_the_same_as_in_one(text: str) -> None:
    def whole(reading: JsonText) -> Any:
        return {name: reading.value() for name in reading.members()}

    assert whole(JsonText(_Small(text.encode()))) == json.loads(text)  # type: ignore[arg-type]


@pytest.mark.usefixtures("runs")
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("packed", [bytes, gzip.compress, bz2.compress, zstandard.compress])
def test_packed_files_and_other_unicode_are_read(tmp_path: Path, packed: Any, encoding: str) -> None:
    path = tmp_path / "capture.bin"
    path.write_bytes(packed(json.dumps({"log": {"entries": [entry(url="https://a.test/é")]}}).encode(encoding)))
    assert [one.request.target for one in har.read(path)] == ["/é"]


def test_a_file_that_unpacks_without_end_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "bomb.har.gz"
    with gzip.open(path, "wb", compresslevel=1) as file:
        file.write(b'{"log": {"entries": ["')
        for _ in range(260):
            file.write(b"a" * (1 << 20))
    with pytest.raises(FileProblem, match="unpacks to more than 200 times its size"):
        list(har.read(path))


def test_spaces_without_end_are_no_json(tmp_path: Path) -> None:
    (tmp_path / "x.har").write_bytes(b"{" + b" " * (20 << 20) + b"}")
    with pytest.raises(FileProblem, match="not a HAR file"):
        list(har.read(tmp_path / "x.har"))


@pytest.mark.usefixtures("runs")
def test_a_file_that_breaks_off_gives_what_stands_before(tmp_path: Path) -> None:
    whole = json.dumps({"log": {"entries": [entry("2026-11-22T01:00:03Z"), entry("2026-11-22T01:00:01Z"), entry()]}})
    path = tmp_path / "cut.har"
    path.write_text(whole[:-20])
    capture = har.opened(path)
    with capture.stream:
        assert [next(capture.rows)[0] for _ in range(2)] == [0, 2000]
        with pytest.raises(FileProblem, match=r"^cut\.har breaks off or is damaged behind its entry 2\.$"):
            next(capture.rows)


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(FileProblem, match="cannot be read: No such file"):
        har.read(tmp_path / "none.har")


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner, max_size=3),
    max_leaves=5,
)
KEYS = (
    "method",
    "url",
    "httpVersion",
    "headers",
    "cookies",
    "postData",
    "headersSize",
    "bodySize",
    "_content",
    "status",
)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.dictionaries(st.sampled_from(KEYS), JSON), st.dictionaries(st.sampled_from(KEYS), JSON), JSON)
def test_no_nonsense_in_an_entry_stops_the_reading(tmp_path: Path, asked: Any, answered: Any, messages: Any) -> None:
    asked = {"url": "https://a.test/"} | asked
    made = {"startedDateTime": messages, "request": asked, "response": answered, "_webSocketMessages": messages}
    assert len(read(tmp_path, made, entry())) >= 1
