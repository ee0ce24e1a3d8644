"""What the app read from Android: said as what it is, and looked for in what leaves."""

from __future__ import annotations

import pytest

from inspector.pipeline import Pipeline
from inspector.recipients import Recipients
from inspector.records import Observation
from tests.inspector.pipeline.rows import Rows, post


@pytest.fixture
def pipeline() -> Pipeline:
    return Pipeline("com.practice.chat", Recipients.load())


def read(pipeline: Pipeline, rows: Rows, **fields: object) -> Observation:
    row = rows.add("read", **{"api": "android.location.LocationManager.getLastKnownLocation", "stack": "", **fields})
    [observation] = pipeline.take([row]).observations
    return observation


def test_a_request_is_not_said_to_have_been_answered(pipeline: Pipeline) -> None:
    seen = read(pipeline, Rows(), type="latitude", value="37.566535", asked=True)
    [finding] = seen.findings
    assert "asked" in finding.reason
    assert "not shown" in finding.reason
    assert seen.detail["outcome"] == "asked for"
    assert pipeline.planted == []


def test_a_refused_read_is_seen_and_finds_nothing(pipeline: Pipeline) -> None:
    seen = read(pipeline, Rows(), type="imei", value=None, refused=True)
    assert seen.findings == ()
    assert seen.detail["outcome"] == "refused"


def test_an_empty_answer_is_said_to_be_empty(pipeline: Pipeline) -> None:
    [finding] = read(pipeline, Rows(), type="imei", value=None).findings
    assert finding.reason.endswith("and was given nothing.")


def test_a_clipboard_text_is_recognised_when_it_leaves_and_a_list_is_not_planted(pipeline: Pipeline) -> None:
    rows = Rows()
    read(pipeline, rows, type="clipboard", value="the door code is 4711")
    read(pipeline, rows, type="installed_apps", value={"count": 2, "first": ["com.a", "com.b"]})
    read(pipeline, rows, type="bluetooth_devices", value={"count": 0, "first": []})
    assert [(p.type, p.value) for p in pipeline.planted] == [("clipboard", "the door code is 4711")]
    opened, data = rows.open(), rows.data(post(b'{"t": "note: the door code is 4711"}'))
    request = next(o for o in pipeline.take([opened, data]).observations if o.kind == "request")
    assert ("clipboard", "certain") in {(f.type, f.certainty) for f in request.findings}


@pytest.mark.parametrize("value", ["<unknown ssid>", "02:00:00:00:00:00", "unknown", ""])
def test_what_android_gives_in_place_of_a_value_is_found_nowhere(pipeline: Pipeline, value: str) -> None:
    rows = Rows()
    for kind in ("ssid", "mac", "serial"):
        read(pipeline, rows, type=kind, value=value)
    opened, data = rows.open(), rows.data(post(f'{{"x": "{value}", "n": "network is {value}"}}'.encode()))
    request = next(o for o in pipeline.take([opened, data]).observations if o.kind == "request")
    assert [f for f in request.findings if f.type in ("ssid", "mac", "serial")] == []
