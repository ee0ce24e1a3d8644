"""JSON with something around it, and data: addresses, in texts."""

from __future__ import annotations

import base64

import pytest

from inspector.decoders import decode, decode_string, flatten
from inspector.records import Nested

PICTURE = b"\x89PNG\r\n\x1a\n" + bytes(range(200))


@pytest.mark.parametrize(
    ("text", "step", "value"),
    [
        ('42["message",{"text":"hi"}]', "headed_json", {"head": "42", "content": ["message", {"text": "hi"}]}),
        ('42/chat,["message"]', "headed_json", {"head": "42/chat,", "content": ["message"]}),
        ('report: {"udid":"9"}', "headed_json", {"head": "report:", "content": {"udid": "9"}}),
        ('callback({"a":[1]});', "jsonp", {"function": "callback", "content": {"a": [1]}}),
        ('/**/ cb_1([{"a":1}])', "jsonp", {"function": "cb_1", "content": [{"a": 1}]}),
    ],
)
def test_json_is_found_behind_what_stands_before_it(text: str, step: str, value: object) -> None:
    assert decode_string(text) == Nested((step,), value, text)
    assert decode(text.encode()).value == value


def test_a_picture_in_a_data_address_is_given_as_its_bytes() -> None:
    text = "data:image/png;base64," + base64.b64encode(PICTURE).decode()
    assert decode_string(text) == Nested(("data_uri",), {"media_type": "image/png", "content": PICTURE}, text)


def test_json_in_a_data_address_is_opened() -> None:
    text = "data:application/json;charset=utf-8;base64," + base64.b64encode(b'{"udid":"9774d56d"}').decode()
    assert dict(flatten(decode_string(text)))["content.udid"] == "9774d56d"


@pytest.mark.parametrize(
    "text",
    [
        "com.practice.Items[3]",
        "items[0]",
        "java.util.List[1, 2]",
        "f()",
        "print([1])",
        "size {10}",
        "data:,hello",
        "data:image/png;base64,%%%",
        "Hello (you) {there}",
        "x{}",
        "42[]",
    ],
)
def test_what_only_has_brackets_stays_a_text(text: str) -> None:
    assert decode_string(text) == text
