"""Places known of an address: what others wrote down of a tracker's requests, beside what names tell."""

from __future__ import annotations

import json
import re

from inspector.datatypes import DATA_TYPES
from inspector.datatypes.by_name.addressed import AddressSchemas, Schema, address_schemas
from inspector.datatypes.find import Finder, content_of
from inspector.paths import resources
from inspector.pipeline import Pipeline
from inspector.recipients import Recipients
from inspector.records import Finding
from tests.inspector.pipeline.rows import Rows, post

HERE = "https://t.example/v1"
SCHEMA = Schema(
    "example",
    (),
    {
        ("body", ("device", "m")): "device_model",
        ("body", ("c",)): "network_operator",
        ("query", ("la",)): "language",
    },
)


def found(url: str, parts: dict[str, object], before: tuple[Finding, ...] = ()) -> list[tuple[str, str, str]]:
    content = content_of(parts)
    schemas = AddressSchemas([SCHEMA], {HERE: [SCHEMA]})
    return [(f.type, f.path, f.certainty) for f in schemas.find(url, content, before)]


def test_what_a_place_holds_is_told_where_the_address_is_the_one_it_was_written_down_of() -> None:
    parts = {"body": {"device": {"m": "SM-G991N"}, "c": "KT", "m": "no"}, "query": {"la": "ko"}}
    expected = [
        ("device_model", "body.device.m", "likely"),
        ("network_operator", "body.c", "likely"),
        ("language", "query.la", "likely"),
    ]
    assert found(HERE, parts) == expected
    assert found("https://t.example/v2", parts) == []
    assert found("https://not-t.example/v1", parts) == []


def test_a_place_in_a_list_is_the_same_place() -> None:
    assert found(HERE, {"body": [{"device": {"m": "A"}}, {"device": {"m": "B"}}]}) == [
        ("device_model", "body[0].device.m", "likely"),
        ("device_model", "body[1].device.m", "likely"),
    ]


def test_nothing_is_told_of_what_is_empty_or_known_already() -> None:
    assert found(HERE, {"body": {"c": "", "device": {"m": "null"}}}) == []
    before = (Finding("account_id", "body.c", "certain", "KT", ""),)
    assert found(HERE, {"body": {"c": "KT"}}, before) == []


def test_the_same_names_in_another_part_are_others() -> None:
    assert found(HERE, {"query": {"c": "KT"}, "headers": {"la": "ko"}}) == []


def test_every_address_that_comes_with_the_tool_has_places_of_known_types() -> None:
    said = json.loads((resources() / "schemas/trackhar.json").read_text("utf-8"))
    assert len(said["adapters"]) > 100
    for one in said["adapters"]:
        assert one["urls"] or one["patterns"]
        assert all(re.compile(pattern) for pattern in one["patterns"])
        assert {type_id for paths in one["fields"].values() for type_id in paths.values()} <= set(DATA_TYPES)


def test_schemas_and_values_both_run_on_a_request_of_a_known_tracker() -> None:
    """AdColony's configure call: "ln" tells nothing by itself, "device_model" does, a planted value is certain."""
    pipeline, rows = Pipeline("com.practice.chat", Recipients.load()), Rows()
    rows.add("plant", process=0, values=[["advertising_id", "38400000-8cf0-11bd-b23e-10b96e40000d", "phone"]])
    body = {"ln": "ko", "device_model": "SM-G991N", "x": "38400000-8cf0-11bd-b23e-10b96e40000d", "vendor_id": "a1b2"}
    rows.open(host="ads30.adcolony.com")
    rows.data(post(json.dumps(body).encode(), path="/configure", host="ads30.adcolony.com"))
    [request] = [o for o in pipeline.take(rows).observations if o.kind == "request"]
    told = {f.path: (f.type, f.certainty) for f in request.findings if f.path.startswith("body")}
    assert told["body.ln"] == ("language", "likely")
    assert told["body.device_model"][0] == "device_model"
    assert told["body.x"] == ("advertising_id", "certain")
    assert told["body.vendor_id"][0] == "android_id"
    assert "TrackHAR" in next(f.reason for f in request.findings if f.path == "body.ln")
    assert Finder().find({"body": {"ln": "ko"}}) == []


def test_the_schemas_that_come_with_the_tool_are_read_once() -> None:
    assert address_schemas() is address_schemas()
