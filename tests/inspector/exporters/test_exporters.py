"""Every export of the sample session, read by something else than what wrote it."""

from __future__ import annotations

import csv
import io
import json
import stat
from collections.abc import Iterator
from contextlib import closing
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from inspector.errors import FileProblem
from inspector.exporters import csv_format, har, json_format
from inspector.importers import har as har_importer
from inspector.records import Body
from inspector.store.reader import Reader
from tests import factories


@pytest.fixture
def reader(tmp_path: Path) -> Iterator[Reader]:
    with closing(Reader(factories.sample_session(tmp_path / "sample.session"))) as one:
        yield one


def session_of(path: Path, *observations: Any, **changes: Any) -> Reader:
    writer = factories.new_writer(path)
    writer.append(factories.batch(*observations, **changes))
    writer.end("2026-11-22T10:01:00+09:00", 60_000.0)
    writer.close()
    return Reader(path)


# ---------------------------------------------------------------- JSON


def test_the_document_says_who_received_the_prompt_and_when(reader: Reader) -> None:
    document = json.loads(json.dumps(json_format.document(reader)))
    volcano = next(one for one in document["recipients"] if one["id"] == "volcano_engine")
    prompt = next(data for data in volcano["data"] if data["type"] == "prompt")
    assert (volcano["country"], volcano["party"]) == ("CN", "third")
    assert {product["id"] for product in volcano["products"]} == {"applog", "apmplus"}
    assert prompt["phases"] == ["phase_3"]
    assert prompt["count"] == sum(prompt["phase_counts"].values()) == 3
    assert prompt["examples"][0]["path"] == "body.event_v3[0].params.text"


def test_the_document_has_every_promised_key(reader: Reader) -> None:
    document = json_format.document(reader)
    assert document["session"].keys() >= {
        "id", "app", "phone", "tool_version", "agent_version", "frida_version", "started", "ended", "duration_ms",
        "phases",
    }  # fmt: skip
    assert document["session"]["app"]["package"] == "com.practice.chat"
    assert document["session"]["phone"]["practice"] is False
    assert [phase["id"] for phase in document["session"]["phases"]][:2] == ["before_consent", "after_consent"]
    for recipient in document["recipients"]:
        assert recipient.keys() >= {
            "id", "name", "country", "party", "operator", "parent", "role", "products", "requests", "bytes_up",
            "bytes_down", "first_ms", "last_ms", "data",
        }  # fmt: skip
    assert document["coverage"].keys() >= {"hooks", "bytes_readable", "bytes_unreadable", "dropped", "processes"}
    assert document["coverage"]["hooks"].keys() == {"installed", "absent", "failed"}
    assert document["silent_sdks"]
    assert document["senders"]


def test_the_document_says_what_forms_and_laws_call_each_type(reader: Reader) -> None:
    data = [one for recipient in json_format.document(reader)["recipients"] for one in recipient["data"]]
    by_type = {one["type"]: one["labels"] for one in data}
    assert by_type["prompt"] == {
        "google_play": ["Messages ▸ Other in-app messages"], "korea": ["개인정보"], "gdpr": [],
    }  # fmt: skip


def test_a_filter_narrows_the_document(reader: Reader) -> None:
    narrowed = json_format.document(reader, "host:fp-sa-it-acc.fengkongcloud.com")
    assert [one["id"] for one in narrowed["recipients"]] == ["shumei"]


def test_a_file_of_an_export_is_for_its_user_alone(reader: Reader, tmp_path: Path) -> None:
    json_format.write(reader, tmp_path / "out.json")
    assert stat.S_IMODE((tmp_path / "out.json").stat().st_mode) == 0o600
    assert json.loads((tmp_path / "out.json").read_text("utf-8")) == json_format.document(reader)


@pytest.mark.parametrize("exporter", [json_format, csv_format, har])
def test_a_place_that_cannot_be_written_is_told_in_one_sentence(reader: Reader, tmp_path: Path, exporter: Any) -> None:
    with pytest.raises(FileProblem, match="cannot be written"):
        exporter.write(reader, tmp_path / "absent" / "out")


# ---------------------------------------------------------------- CSV


def table(reader: Reader, where: str = "") -> list[dict[str, str]]:
    out = io.StringIO()
    csv_format.write(reader, out, where)
    return list(csv.DictReader(io.StringIO(out.getvalue())))


def test_the_table_has_a_line_for_each_finding_of_what_was_sent(reader: Reader) -> None:
    lines = table(reader)
    prompts = [line for line in lines if line["data_type"] == "prompt" and line["party"] == "third"]
    volcano = [line for line in prompts if line["host"] == "gator.volces.com"]
    assert len(volcano) == 3
    assert {line["value"] for line in prompts} == {factories.PROMPT}
    assert volcano[0]["path"] == "body.event_v3[0].params.text"
    assert [volcano[0][column] for column in ("google_play", "korea", "gdpr")] == [
        "Messages ▸ Other in-app messages", "개인정보", "",
    ]  # fmt: skip
    assert (volcano[0]["country"], volcano[0]["method"], volcano[0]["sender"]) == ("CN", "POST", "AppLog")
    assert float(volcano[0]["at_ms"]) >= 30_000
    assert [line for line in lines if not line["host"]] == []


def test_the_table_has_a_line_for_what_was_sent_and_not_understood(reader: Reader) -> None:
    opaque = [line for line in table(reader) if not line["data_type"]]
    assert opaque
    assert {line["method"] for line in opaque} == {""}


@pytest.mark.parametrize("evil", ["=HYPERLINK(1)", "+1", "-1", "@SUM", "\t=1", "\r=1", "\n=1", "＝1", "＠SUM"])
def test_no_cell_can_become_a_formula(tmp_path: Path, evil: str) -> None:
    finding = factories.finding(path=evil, value=evil)
    with closing(session_of(tmp_path / "s", factories.request(findings=(finding,), target=evil))) as reader:
        (line,) = table(reader)
    assert (line["path"], line["value"], line["target"]) == (f"'{evil}", f"'{evil}", f"'{evil}")


def test_quotes_line_ends_and_korean_survive_the_table(tmp_path: Path) -> None:
    value = 'he said "안녕",\nthen left'
    with closing(session_of(tmp_path / "s", factories.request(findings=(factories.finding(value=value),)))) as reader:
        assert table(reader)[0]["value"] == value
        csv_format.write(reader, tmp_path / "out.csv")
    assert (tmp_path / "out.csv").read_bytes().startswith(b"\xef\xbb\xbfat_ms,phase,recipient,")


# ---------------------------------------------------------------- HAR


def exported(reader: Reader, where: str = "") -> dict[str, Any]:
    out = io.StringIO()
    har.write(reader, out, where)
    document: dict[str, Any] = json.loads(out.getvalue())
    return document


def check_pairs(pairs: Any) -> None:
    assert all(isinstance(pair["name"], str) and isinstance(pair["value"], str) for pair in pairs)


def check_schema(document: dict[str, Any]) -> None:
    """Everything HAR 1.2 requires, written down from its text."""
    log = document["log"]
    assert log["version"] == "1.2"
    assert isinstance(log["creator"]["name"], str) and isinstance(log["creator"]["version"], str)  # noqa: PT018
    for entry in log["entries"]:
        assert datetime.fromisoformat(entry["startedDateTime"]).tzinfo is not None
        assert entry["time"] >= 0
        assert entry["cache"] == {}
        assert all(entry["timings"][name] >= 0 for name in ("send", "wait", "receive"))
        request, response = entry["request"], entry["response"]
        for side in (request, response):
            assert isinstance(side["httpVersion"], str)
            assert isinstance(side["headersSize"], int) and isinstance(side["bodySize"], int)  # noqa: PT018
            check_pairs(side["headers"])
            check_pairs(side["cookies"])
        assert isinstance(request["method"], str)
        assert request["url"].startswith(("https://", "http://", "wss://"))
        check_pairs(request["queryString"])
        if "postData" in request:
            assert isinstance(request["postData"]["mimeType"], str)
            assert isinstance(request["postData"]["text"], str)
        assert isinstance(response["status"], int)
        assert isinstance(response["statusText"], str)
        assert isinstance(response["redirectURL"], str)
        assert isinstance(response["content"]["size"], int)
        assert isinstance(response["content"]["mimeType"], str)
        standard = {
            "startedDateTime", "time", "request", "response", "cache", "timings", "serverIPAddress", "connection",
            "pageref", "comment",
        }  # fmt: skip
        assert all(key.startswith("_") for key in entry.keys() - standard)


def test_the_har_is_a_har(reader: Reader) -> None:
    document = exported(reader)
    check_schema(document)
    assert len(document["log"]["entries"]) == 36
    assert document["log"]["_inspector"]["app"]["package"] == "com.practice.chat"


def test_the_har_says_what_is_known_of_each_request(reader: Reader) -> None:
    known = next(
        entry["_inspector"]
        for entry in exported(reader)["log"]["entries"]
        if any(finding["type"] == "prompt" for finding in entry["_inspector"]["findings"])
    )
    assert known["recipient"]["id"]
    assert known["sender"]["name"]
    assert known["stacks"][0]["label"] == "hand-over"


def test_our_own_importer_reads_the_har_back(reader: Reader, tmp_path: Path) -> None:
    path = tmp_path / "out.har"
    har.write(reader, path)
    entries = list(har_importer.read(path))
    rows = [row for row in reader.rows() if row.kind == "request"]
    assert [entry.request.host for entry in entries] == [row.host for row in rows]
    assert [entry.at_ms for entry in entries] == [row.at_ms - rows[0].at_ms for row in rows]
    detail = reader.detail(rows[0].id)
    assert entries[0].request.body == detail.bodies[0].data
    assert entries[0].request.target == detail.detail["target"]
    assert entries[0].response is not None
    assert entries[0].response.body == b'{"message":"success"}'
    assert entries[0].server_ip == "198.51.100.7"


@pytest.mark.parametrize(
    "body", [b"\x12\x39\x20\x20\x02\x03\xff\x00", b"", b"\x00", "안녕 \r\n\t".encode(), b"\x85\xe4"]
)
def test_bodies_of_every_kind_go_out_and_come_back_the_same(tmp_path: Path, body: bytes) -> None:
    sent = factories.request(bodies=(Body("up", body),), target="/p?a=%20&b")
    answered = factories.answer(sent, bodies=(Body("down", body),))
    with closing(session_of(tmp_path / "s", sent, updates=(answered,))) as reader:
        check_schema(exported(reader))
        har.write(reader, tmp_path / "out.har")
    (entry,) = har_importer.read(tmp_path / "out.har")
    assert entry.request.body == body
    assert entry.request.target == "/p?a=%20&b"
    assert entry.response is not None
    assert entry.response.body == body


def test_messages_go_with_the_request_that_opened_their_connection(tmp_path: Path) -> None:
    asked = factories.request("intercom", "nexus-websocket-a.intercom.io", target="/pubsub", bodies=())
    said = [
        factories.observation(
            "message", host=asked.host, bodies=(Body(direction, data),), at_ms=at_ms,
            detail={"opcode": opcode, "direction": direction, "request": asked.id},
        )
        for direction, opcode, data, at_ms in (
            ("up", "text", "안녕".encode(), 1500.0), ("down", "binary", b"\x00\xff", 2500.0),
        )
    ]  # fmt: skip
    with closing(session_of(tmp_path / "s", asked, *said)) as reader:
        har.write(reader, tmp_path / "out.har")
    (entry,) = har_importer.read(tmp_path / "out.har")
    assert [(m.direction, m.opcode, m.data, round(m.at_ms)) for m in entry.messages] == [
        ("up", "text", "안녕".encode(), 500),
        ("down", "binary", b"\x00\xff", 1500),
    ]


def test_a_session_without_requests_makes_a_har_without_entries(tmp_path: Path) -> None:
    with closing(session_of(tmp_path / "s")) as reader:
        check_schema(exported(reader))
        assert exported(reader)["log"]["entries"] == []
        assert table(reader) == []
        assert json_format.document(reader)["recipients"] == []


def test_half_a_character_an_app_sent_does_not_stop_an_export(tmp_path: Path) -> None:
    odd = factories.request(findings=(factories.finding(value="a\ud800b"),), target="/\udfff")
    with closing(session_of(tmp_path / "s", odd)) as reader:
        for exporter in (json_format, csv_format, har):
            exporter.write(reader, tmp_path / "out")
            assert (tmp_path / "out").read_bytes()
