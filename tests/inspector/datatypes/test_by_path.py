"""The words of a request's path tell of its body: messages to people, pictures, recordings; other paths of nothing."""

from __future__ import annotations

import base64

import pytest

from inspector.datatypes.find import Finder

FINDER = Finder()
WORDS = "I was charged twice for my plan"
CODED = base64.b64encode(bytes(range(64, 120))).decode()
TYPES = {"chat_text", "image", "voice", "prompt", "purchase"}


def told(path: str, body: object) -> list[tuple[str, str]]:
    parts = {"path": path.strip("/").split("/"), "body": body}
    return [(one.type, one.path) for one in FINDER.find(parts) if one.type in TYPES]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("path", "body", "expected"),
    [
        ("/v1/conversations/881/messages", {"text": WORDS}, ("chat_text", "body.text")),
        ("/api/sendMessage", {"data": {"content": WORDS}}, ("chat_text", "body.data.content")),
        ("/bot123/sendMessage", {"text": WORDS}, ("chat_text", "body.text")),
        ("/3/tickets.json", {"description": WORDS}, ("chat_text", "body.description")),
        ("/app/feedback", {"comment": "결제가 두 번 되었습니다"}, ("chat_text", "body.comment")),
        ("/v3.2/detect/face", {"url": "https://a.example/me.jpg"}, ("image", "body.url")),
        ("/vision/v1/ocr", {"requests": [{"image": CODED}]}, ("image", "body.requests[0].image")),
        ("/v1/speech", {"audio": CODED}, ("voice", "body.audio")),
        ("/v1/payments/confirm", {"amount": 9900}, ("purchase", "body.amount")),
        ("/api/orders", {"lines": [{"productName": "Pro plan"}]}, ("purchase", "body.lines[0].productName")),
        ("/v2/transcripts", {"audio_url": "https://a.example/me.m4a"}, ("voice", "body.audio_url")),
    ],
)
def test_what_the_path_is_about_is_found_in_the_body(path: str, body: object, expected: tuple[str, str]) -> None:
    assert told(path, body) == [expected]


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("/v1/articles/881", {"text": WORDS}),
        ("/messagesender", {"text": WORDS}),
        ("/v1/messages", {"status": WORDS, "text": "ok", "body": "https://a.example/one two three"}),
        ("/v1/images", {"url": "send_icon", "image": "1080x2340"}),
        ("/v1/catalog", {"amount": 9900, "productName": "Pro plan"}),
        ("/v1/orders", {"amount": "1", "paid": True}),
        ("/v1/reorder", {"amount": 9900}),
        ("/v1/voices", {"voice": "female_1"}),
        ("/v1/hyperimage", {"url": "https://a.example/me.jpg"}),
    ],
)
def test_other_paths_and_other_values_tell_nothing(path: str, body: object) -> None:
    assert told(path, body) == []


def test_a_role_says_more_than_a_path() -> None:
    body = {"messages": [{"role": "user", "content": WORDS}]}
    assert told("/v1/chat/messages", body) == [("prompt", "body.messages[0].content")]


def test_a_header_is_not_the_body() -> None:
    parts = {"path": ["messages"], "headers": {"content": WORDS}}
    assert [one.type for one in FINDER.find(parts) if one.type in TYPES] == []  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("/v1/users/u-58213094/events", ("account_id", "u-58213094")),
        ("/v1/devices/6c1f0d22-77aa-4b3c-9d8e-1234567890ab", ("device_id", "6c1f0d22-77aa-4b3c-9d8e-1234567890ab")),
        ("/v2/customers/881234/cards", ("account_id", "881234")),
        ("/conversations/conv-8812aa71/messages", ("conversation_id", "conv-8812aa71")),
        ("/json/203.0.113.9", ("ip_address", "203.0.113.9")),
    ],
)
def test_a_number_in_a_path_is_of_what_the_word_before_it_names(path: str, expected: tuple[str, str]) -> None:
    parts = {"headers": {"a": "b"}, "path": path.strip("/").split("/"), "body": {"a": 1}}
    assert [(one.type, one.value) for one in FINDER.find(parts)] == [expected]


@pytest.mark.parametrize(
    "path",
    [
        "/v1/users/me/events", "/users/octocat/repos", "/v2/users/v2/list", "/users/12", "/devices/list",
        "/files/u-58213094", "/sdk/4.11.0.2/init", "/chrome/120.0.6099.230", "/sessions/start", "/accounts/create2",
    ],
)  # fmt: skip
def test_a_word_or_a_version_in_a_path_is_nobody(path: str) -> None:
    assert FINDER.find({"path": path.strip("/").split("/"), "body": {"a": 1}}) == []
