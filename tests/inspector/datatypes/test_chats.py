"""What was said in a chat is found by the shape of the chat, in each vendor's, and in nothing that is no chat."""

from __future__ import annotations

import pytest

from inspector.datatypes.find import Finder
from tests.inspector.datatypes.world import PLANTED, PROMPT, found

BLIND, FINDER = Finder(), Finder(PLANTED)
ASKED, ANSWERED = "which doctor should I see", "A lump is often a lymph node."


def told(value: dict[str, object]) -> set[tuple[str, str]]:
    return {(one.type, one.value) for one in found(value, BLIND) if one.type in ("prompt", "answer", "system_prompt")}


@pytest.mark.parametrize(
    "value",
    [
        {"messages": [{"role": "user", "content": ASKED}, {"role": "assistant", "content": ANSWERED}]},
        {"messages": [
            {"role": "user", "content": [{"type": "text", "text": ASKED}]},
            {"content": [{"type": "text", "text": ANSWERED}], "role": "assistant"}]},
        {"input": [
            {"role": "user", "content": [{"type": "input_text", "text": ASKED}]},
            {"role": "assistant", "content": [{"type": "output_text", "text": ANSWERED}]}]},
        {"contents": [{"role": "user", "parts": [{"text": ASKED}]}, {"role": "model", "parts": [{"text": ANSWERED}]}]},
        {"messages": [
            {"id": "1", "author": {"role": "user"}, "content": {"content_type": "text", "parts": [ASKED]}},
            {"id": "2", "author": {"role": "assistant"}, "content": {"content_type": "text", "parts": [ANSWERED]}}]},
        {"chat_messages": [{"sender": "human", "text": ASKED}, {"sender": "assistant", "text": ANSWERED}]},
        {"contents": [{"parts": [{"text": ASKED}]}], "candidates": [{"content": {"parts": [{"text": ANSWERED}]}}]},
        {"conversations": [{"from": "human", "value": ASKED}, {"from": "gpt", "value": ANSWERED}]},
    ],
)  # fmt: skip
def test_what_was_asked_and_answered_is_found(value: dict[str, object]) -> None:
    assert told(value) == {("prompt", ASKED), ("answer", ANSWERED)}


@pytest.mark.parametrize(
    "value",
    [
        {"model": "claude-3-5-sonnet", "prompt": "hello you"},
        {"model": "deepseek-chat", "input": "hello you"},
        {"query": "hello you there", "response_mode": "streaming", "user": "u-1"},
        {"bot_id": "7380000000000000001", "query": "hello you there"},
    ],
)
def test_words_beside_a_model_or_a_bot_are_a_prompt(value: dict[str, object]) -> None:
    assert {type_id for type_id, _ in told(value)} == {"prompt"}


def test_what_a_chatbot_is_told_about_itself_is_no_prompt() -> None:
    value = {
        "model": "claude-3-5-sonnet",
        "system": "Be kind.",
        "messages": [{"role": "system", "content": "Be short."}],
    }
    assert told(value) == {("system_prompt", "Be kind."), ("system_prompt", "Be short.")}


@pytest.mark.parametrize(
    "value",
    [
        {"messages": {"welcome": "Hello to you there", "bye": "See you soon then"}},
        {"messages": [{"level": "info", "content": "three words here"}]},
        {"members": [{"role": "user", "content": "three words here"}]},
        {"comments": [{"role": "user", "text": "three words here"}]},
        {"role": "user", "content": "three words here"},
        {"messages": [{"role": "owner", "content": "three words here"}]},
        {"messages": [{"role": "user", "content": "https://a.example/picture"}]},
        {"messages": [{"role": "user", "content": "42"}]},
        {"commit": {"author": {"name": "user"}, "message": "Fix all the bugs"}},
        {"model": "SM-S911B", "input": "three words here"},
        {"model": "text-embedding-3-small", "input": "three words here"},
        {"query": "query Me { me { id } }", "variables": {}},
        {"chat_id": "881234", "message": "three words here"},
        {"article": {"contents": [{"text": "three words here"}], "parts": [{"text": "three words here"}]}},
        {"from": "user", "value": "three words here"},
    ],
)
def test_what_is_no_chat_is_nobodys_words(value: dict[str, object]) -> None:
    assert told(value) == set()


def test_the_testers_own_prompt_in_a_chat_is_told_once_and_as_certain() -> None:
    [finding] = [
        one for one in found({"messages": [{"role": "user", "content": PROMPT}]}, FINDER) if one.type == "prompt"
    ]
    assert finding.certainty == "certain"


def test_the_reason_says_that_it_is_by_the_shape() -> None:
    [finding] = found({"messages": [{"role": "user", "content": ASKED}]}, BLIND)
    assert finding.certainty == "likely"
    assert "by this shape" in finding.reason
