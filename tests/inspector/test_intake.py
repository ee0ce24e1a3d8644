"""Captures of other tools become sessions, also where they are broken or the tester stops."""

from __future__ import annotations

import json
import threading
from contextlib import closing
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from inspector import desk, evidence, intake
from inspector.errors import FileProblem
from inspector.importers import is_session, open_capture
from inspector.records import Planted
from inspector.store.reader import Reader


def entry(number: int) -> dict[str, Any]:
    return {
        "startedDateTime": f"2026-11-22T01:00:{number // 100:02}.{number % 100:02}0Z",
        "request": {
            "method": "POST", "url": f"https://api2.amplitude.com/{number}", "headers": [],
            "postData": {"mimeType": "application/json", "text": '{"who": "jo@example.org"}'},
        },
    }  # fmt: skip


def a_har(path: Path, entries: int, cut: int = 0) -> Path:
    text = json.dumps({"log": {"version": "1.2", "entries": [entry(number) for number in range(entries)]}})
    path.write_text(text[: len(text) - cut])
    return path


def test_a_capture_becomes_a_sealed_session_that_says_where_it_came_from(tmp_path: Path) -> None:
    seen: list[tuple[int, int]] = []
    planted = [Planted("email", "jo@example.org", "tester")]
    source = a_har(tmp_path / "a.har", 1200)
    made = intake.take_in(source, tmp_path / "a.session", planted, progress=lambda *at: seen.append(at))
    assert (made.whole, made.remarks) == (True, ())
    with closing(Reader(made.path)) as reader:
        facts = reader.session()
        assert (facts.app_name, facts.source, facts.note) == ("a", "har", "Imported from a.har")
        assert (facts.interrupted, facts.duration_ms) == (False, 11_990.0)
        assert reader.count("kind:request type:email certain") == 1200
    assert evidence.verify(made.path).ok
    assert seen == sorted(seen)
    assert seen[-1] == (source.stat().st_size,) * 2


def test_a_capture_that_breaks_off_becomes_a_session_of_what_came_before(tmp_path: Path) -> None:
    made = intake.take_in(a_har(tmp_path / "a.har", 50, cut=40), tmp_path / "a.session")
    assert not made.whole
    assert made.remarks == (
        "a.har breaks off or is damaged behind its entry 49. "
        "What stands before was imported; export it again for the rest.",
    )
    with closing(Reader(made.path)) as reader:
        assert reader.count("kind:request") == 49
        assert "behind its entry 49." in reader.session().note
        assert not reader.session().interrupted


def test_an_import_that_is_stopped_leaves_nothing_behind(tmp_path: Path) -> None:
    stop = threading.Event()
    stop.set()
    with pytest.raises(FileProblem, match="was stopped"):
        intake.take_in(a_har(tmp_path / "a.har", 1200), tmp_path / "a.session", stop=stop)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.har"]


def test_nothing_that_is_there_is_written_over(tmp_path: Path) -> None:
    (tmp_path / "a.session").write_text("mine")
    with pytest.raises(FileProblem, match="exists already"):
        intake.take_in(a_har(tmp_path / "a.har", 1), tmp_path / "a.session")
    assert (tmp_path / "a.session").read_text() == "mine"


def test_a_session_is_told_from_a_capture_by_its_content(tmp_path: Path) -> None:
    made = intake.take_in(a_har(tmp_path / "a.har", 1), tmp_path / "a.session").path
    named_wrong = made.rename(tmp_path / "b.har")
    assert is_session(named_wrong)
    assert not is_session(tmp_path / "a.har")
    with pytest.raises(FileProblem, match="not a capture"):
        open_capture(named_wrong)


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "x.har is empty."),
        (b"PK\x03\x04", "x.har is a ZIP archive (Fiddler's too are)."),
        (b"Dear reader,", "x.har is no capture that is known here."),
        (b"\x1f\x8b\x08", "x.har cannot be read: "),
    ],
)
def test_a_wrong_file_is_refused_in_one_sentence(tmp_path: Path, content: bytes, sentence: str) -> None:
    (tmp_path / "x.har").write_bytes(content)
    with pytest.raises(FileProblem) as caught:
        open_capture(tmp_path / "x.har")
    assert str(caught.value).startswith(sentence)
    assert caught.value.hint


def test_what_a_har_file_says_of_its_requests_stands_in_the_har_file_of_its_session(tmp_path: Path) -> None:
    spoken = {
        "startedDateTime": "2026-11-22T01:00:09Z",
        "request": {"method": "GET", "url": "wss://ws.test/a?b=c", "headers": [{"name": "X-A", "value": "é"}]},
        "response": {"status": 101, "headers": []},
        "_webSocketMessages": [
            {"type": "send", "time": 1_795_309_209.5, "opcode": 1, "data": "안녕"},
            {"type": "receive", "time": 1_795_309_210.0, "opcode": 2, "data": "AAE="},
        ],
    }
    answered = entry(7) | {
        "response": {"status": 404, "headers": [], "content": {"text": "no\n", "mimeType": "text/plain"}}
    }
    source, back = tmp_path / "a.har", tmp_path / "b.har"
    source.write_text(json.dumps({"log": {"entries": [answered, spoken, entry(800)]}}))
    desk.export_session(intake.take_in(source, tmp_path / "a.session").path, back)
    read = json.loads(back.read_text())["log"]["entries"]
    assert [told(one) for one in read] == [told(one) for one in (answered, entry(800), spoken)]
    assert [(one["type"], one["opcode"], one["data"], one["time"]) for one in read[2]["_webSocketMessages"]] == [
        ("send", 1, "안녕", 1_795_309_209.5),
        ("receive", 2, "AAE=", 1_795_309_210.0),
    ]


def told(one: dict[str, Any]) -> tuple[Any, ...]:
    request, response = one["request"], one.get("response", {})
    started = datetime.fromisoformat(one["startedDateTime"]).timestamp()
    headers = [(pair["name"], pair["value"]) for pair in request["headers"]]
    sent, got = request.get("postData", {}).get("text"), response.get("content", {}).get("text") or ""
    return request["method"], request["url"], started, headers, sent, response.get("status", 0), got
