"""The tester's words are followed: whole, in part, hashed; and other words are not taken for them."""

from __future__ import annotations

import base64
import hashlib
import json
import unicodedata
from urllib.parse import quote_plus

import pytest

from inspector.datatypes.find import Finder
from inspector.records import Planted
from tests.inspector.datatypes.world import CHINESE, EMAIL, KOREAN, PLANTED, PROMPT, found, one, types

FINDER = Finder(PLANTED)


@pytest.mark.parametrize("prompt", [PROMPT, KOREAN, CHINESE])
def test_a_prompt_is_found_word_for_word(prompt: str) -> None:
    finding = one({"params": {"t": prompt}}, "prompt", FINDER)
    assert (finding.certainty, finding.encoding, finding.planted) == ("certain", "plain", prompt)
    assert finding.reason == f"Equals your prompt, word for word, all {len(prompt)} characters."


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (f"User: {PROMPT}\nAssistant: ", "plain"),
        (PROMPT.upper(), "plain"),
        (PROMPT.replace(" ", "\n  "), "plain"),
        (base64.b64encode(("{" + PROMPT + "}").encode()).decode(), "base64"),
        (PROMPT.encode().hex(), "hex"),
        (hashlib.sha256(PROMPT.encode()).hexdigest(), "sha256"),
        (hashlib.md5(PROMPT.encode(), usedforsecurity=False).hexdigest(), "md5"),
    ],
)
def test_a_prompt_is_found_in_each_of_its_writings(text: str, encoding: str) -> None:
    finding = one({"x1": text}, "prompt", FINDER)
    assert (finding.certainty, finding.encoding, finding.planted) == ("certain", encoding, PROMPT)


def test_a_prompt_is_found_behind_json_escapes() -> None:
    finding = one({"x1": "say " + json.dumps(KOREAN)[1:-1]}, "prompt", FINDER)
    assert (finding.encoding, finding.planted) == ("escaped", KOREAN)


def test_a_prompt_is_found_in_bytes_whose_marks_are_letters() -> None:
    finding = one({"2": b"\x06@failed:" + PROMPT.encode() + b"F1com.example"}, "prompt", FINDER)
    assert (finding.certainty, finding.planted) == ("certain", PROMPT)


def test_a_prompt_cut_off_is_found_in_part() -> None:
    finding = one({"x1": "I have a lump under my left arm…"}, "prompt", FINDER)
    assert (finding.certainty, finding.encoding, finding.planted) == ("likely", "part 0.62", PROMPT)
    assert finding.value == "I have a lump under my left arm"
    assert finding.reason == "Contains 62% of the words of your prompt, in order."


def test_an_address_that_also_stands_in_a_prompt_is_no_part_of_the_prompt() -> None:
    prompt = Planted("prompt", "my mail is mina.park@example.org", "typed")
    email = Planted("email", "mina.park@example.org", "tester")
    fields = {"body": {"user": {"email": "mina.park@example.org", "alias": "mina park example org"}}}
    assert [finding.type for finding in Finder([prompt]).find(fields)] == ["email"]
    for order in ([prompt, email], [email, prompt]):
        assert {(finding.type, finding.certainty) for finding in Finder(order).find(fields)} == {("email", "certain")}
        said = Finder(order).find({"body": {"text": "so my mail is mina.park@example.net"}})
        assert [finding.type for finding in said] == ["prompt"]


def test_a_chinese_prompt_cut_off_is_found_in_part() -> None:
    assert one({"x1": CHINESE[:11] + "……"}, "prompt", FINDER).planted == CHINESE


@pytest.mark.parametrize(
    "text",
    [
        "I have a lump",
        "which doctor should I see tomorrow",
        "arm left my under lump a have I see should doctor which",
        "I saw a lump. You have an arm. Under which, my doctor? See left, should I.",
        "左 臂 个 肿 看 哪",
        "A lump in the armpit is often a lymph node. A general practitioner can tell which.",
    ],
)
def test_common_words_in_another_order_are_no_prompt(text: str) -> None:
    assert "prompt" not in types({"x1": text}, FINDER)


def test_a_prompt_that_begins_like_another_is_found_as_itself_alone() -> None:
    finder = Finder(
        [
            Planted("prompt", "what is the best way to cook rice", "typed"),
            Planted("prompt", "what is the best way to learn Korean", "typed"),
        ]
    )
    finding = one({"x1": "what is the best way to cook rice"}, "prompt", finder)
    assert (finding.certainty, finding.planted) == ("certain", "what is the best way to cook rice")


def test_two_prompts_in_one_text_are_two_findings() -> None:
    findings = found({"history": f"{PROMPT}\nis it safe to wait until spring"}, FINDER)
    assert {item.planted for item in findings if item.type == "prompt"} == {PROMPT, "is it safe to wait until spring"}


def test_a_prompt_that_holds_the_e_mail_is_both() -> None:
    finder = Finder([Planted("prompt", f"my mail is {EMAIL}", "typed"), Planted("email", EMAIL, "tester")])
    assert types({"x1": f"my mail is {EMAIL}"}, finder) == {"prompt", "email"}


@pytest.mark.parametrize("value", [{"language": "hi"}, {"x1": "hi"}, {"text": "hi there"}, {"text": "this"}])
def test_a_prompt_of_one_short_word_is_not_seen_everywhere(value: dict[str, str]) -> None:
    assert "prompt" not in types(value, FINDER)


def test_a_prompt_of_one_short_word_is_seen_as_the_whole_of_a_text() -> None:
    assert one({"messages": [{"role": "user", "content": "Hi"}]}, "prompt", FINDER).planted == "hi"


def test_a_part_of_a_word_is_not_the_word() -> None:
    finder = Finder([Planted("prompt", "is it safe", "typed")])
    assert types({"x1": "this it safeguards"}, finder) == set()
    assert types({"x1": "and is it safe?"}, finder) == {"prompt"}


def test_text_under_a_prompts_name_is_likely_one_even_if_nobody_saw_it_typed() -> None:
    finding = one({"prompt": "tell me about the sea"}, "prompt", FINDER)
    assert (finding.certainty, finding.planted) == ("likely", "")
    assert "prompt" not in types({"prompt": "default"}, FINDER)


def test_a_text_of_a_hundred_thousand_words_is_searched_in_good_time() -> None:
    text = "word " * 100_000 + PROMPT
    assert one({"x1": text}, "prompt", FINDER).certainty == "certain"


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (PROMPT.swapcase(), "plain"),
        (PROMPT.replace(" ", "\n\t "), "plain"),
        (PROMPT.replace(" ", "\u00a0"), "plain"),
        (PROMPT.replace(" ", ""), "other separators"),
        (PROMPT.replace(" ", "_"), "other separators"),
        (PROMPT.replace(",", " –").replace("?", "!"), "other punctuation"),
        ("".join(chr(ord(c) + 0xFEE0) if "!" <= c <= "~" else c for c in PROMPT), "other characters"),
        ("".join(c + "\u200b" for c in PROMPT), "other characters"),
    ],
)
def test_a_prompt_changed_by_case_blanks_signs_or_width_alone_is_the_same_prompt(text: str, encoding: str) -> None:
    finding = one({"x1": text}, "prompt", FINDER)
    assert (finding.certainty, finding.encoding, finding.planted) == ("certain", encoding, PROMPT)


def test_a_prompt_is_the_same_in_every_normal_form_of_unicode() -> None:
    for form in ("NFC", "NFD", "NFKC", "NFKD"):
        assert one({"x1": unicodedata.normalize(form, KOREAN)}, "prompt", FINDER).planted == KOREAN


def test_quotation_marks_a_phone_puts_in_are_the_plain_ones() -> None:
    finder = Finder([Planted("prompt", 'what does "it\'s benign" mean - is it good?', "typed")])
    finding = one({"x1": "what does “it’s benign” mean — is it good?"}, "prompt", finder)
    assert (finding.certainty, finding.encoding) == ("certain", "other characters")


def test_a_part_behind_escapes_is_a_part() -> None:
    finding = one({"x1": "q=" + quote_plus("I have a lump under my left arm") + "&z"}, "prompt", FINDER)
    assert (finding.certainty, finding.encoding) == ("likely", "part 0.62, url")
    assert finding.reason == "Contains 62% of the words of your prompt, in order, URL-encoded."
