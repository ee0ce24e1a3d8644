"""What a text declares beside what was sent: each outcome, with its sentences, and nothing said too strongly."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from pathlib import Path

import pytest

from inspector.policy import Comparison, compare, output, read_policy
from inspector.policy.names import Names
from inspector.policy.texts import pasted
from inspector.policy.words import words_in
from inspector.readings import DataReceived, RecipientReceipts
from inspector.recipients import DomainLists, Recipients

_ALL = Recipients.load(lists=DomainLists()).companies
COMPANIES = {one: _ALL[one] for one in ("branch", "bytedance", "deepseek", "intercom", "shumei", "volcano-engine")}
NAMES = Names(COMPANIES.values())
words = words_in("en")


def received(kind: str) -> DataReceived:
    return DataReceived(
        kind, 3, "certain", ("whole_session",), {"whole_session": 3}, 10.0, 20.0, ("h",), ("s",), ("plain",)
    )


def recipient(company: str, *types: str, party: str = "third") -> RecipientReceipts:
    name = COMPANIES[company].name if company in COMPANIES else "The app's own servers"
    return RecipientReceipts(
        company, name, "CN", party, "op", "", "", "certain", "", (), 3, 300, 30, 10.0, 20.0,  # type: ignore[arg-type]
        tuple(map(received, types)),
    )  # fmt: skip


def compared(text: str, *receipts: RecipientReceipts, package: str = "") -> Comparison:
    return compare(read_policy(text, NAMES), receipts, COMPANIES, package)


@pytest.mark.parametrize(
    ("text", "said", "sentence"),
    [
        ("We share usage data with Volcano Engine.", "named", "The text names Volcano Engine, as “Volcano Engine”."),
        (
            "We do not share any data with Volcano Engine.",
            "denied",
            "The text names Volcano Engine where it says what is not done, and nowhere as one that receives data.",
        ),
        (
            "ByteDance may process your data.",
            "group",
            "Volcano Engine was not found in the text given. It names ByteDance, another company of the same group.",
        ),
        (
            "We share data with our service providers.",
            "general",
            "Volcano Engine was not found in the text given. It speaks of “our service providers”, without names.",
        ),
        ("We collect your gender.", "not_found", "Volcano Engine was not found in the text given."),
    ],
)
def test_a_recipient_is_named_denied_of_a_named_group_or_not_found(text: str, said: str, sentence: str) -> None:
    (line,) = compared(text, recipient("volcano-engine", "prompt")).recipients
    assert (line.said, words.company_sentence(line)) == (said, sentence)


def test_a_company_of_the_same_group_is_never_counted_as_declared() -> None:
    found = compared("We share prompts with ByteDance.", recipient("volcano-engine", "prompt"))
    assert found.declared_and_sent == []
    assert [line.said for line, _ in found.sent_not_found] == ["group"]
    assert [one.company for one in found.companies_unseen] == ["bytedance"]


@pytest.mark.parametrize(
    ("text", "said", "sentence"),
    [
        ("We collect prompts.", "named", "Named in the text, as “prompts”."),
        (
            "We share prompts with Volcano Engine.",
            "named",
            "Named in the text, as “prompts”, in the passage that names the recipient.",
        ),
        ("We collect user content.", "general", "Named only in general terms, as “user content”."),
        ("We do not store prompts.", "denied", "The text says “do not store” of “prompts”."),
        (
            "We do not sell prompts.",
            "mentioned",
            "In the text, as “prompts”, but as far as could be read not as something handled.",
        ),
        ("We collect your gender.", "not_found", "Not found in the text given."),
    ],
)
def test_a_type_is_named_named_in_general_denied_or_not_found(text: str, said: str, sentence: str) -> None:
    (line,) = compared(text, recipient("volcano-engine", "prompt")).recipients
    assert (line.types[0].said, words.type_sentence(line.types[0])) == (said, sentence)


def test_a_type_named_for_other_recipients_alone_is_not_declared_for_this_one() -> None:
    text = "Processors | Data\nIntercom | e-mail address\nBranch | prompts"
    found = compared(text, recipient("intercom", "email", "prompt"), recipient("first-party", "prompt"))
    (first, own) = found.recipients
    assert [kind.said for kind in first.types] == ["named", "others"]
    assert words.type_sentence(first.types[1]) == (
        "Named in the text, as “prompts”, but only together with other recipients."
    )
    assert [(line.recipient.id, kind.received.type) for line, kind in found.sent_not_found] == [("intercom", "prompt")]
    assert own.types[0].said == "named"


def test_what_is_not_passed_on_may_still_reach_the_apps_own_servers() -> None:
    text = "We do not share prompts with Intercom."
    third, own = compared(text, recipient("intercom", "prompt"), recipient("first-party", "prompt")).recipients
    assert [third.types[0].said, own.types[0].said] == ["denied", "mentioned"]
    (own,) = compared("We do not store prompts.", recipient("first-party", "prompt")).recipients
    assert own.types[0].said == "denied"


def test_the_three_lists() -> None:
    text = "We share prompts and IP addresses with Intercom and Branch. We collect your date of birth."
    found = compared(
        text,
        recipient("intercom", "prompt", "email"),
        recipient("shumei", "prompt"),
        recipient("first-party", "prompt"),
    )
    assert [(line.recipient.id, kind.received.type) for line, kind in found.declared_and_sent] == [
        ("intercom", "prompt"),
        ("first-party", "prompt"),
    ]
    assert [(line.recipient.id, kind.received.type) for line, kind in found.sent_not_found] == [
        ("intercom", "email"),
        ("shumei", "prompt"),
    ]
    assert [one.company for one in found.companies_unseen] == ["branch"]
    assert [one.type for one in found.types_unseen] == ["birth_date", "ip_address"]
    assert words.headline(found) == "1 of 2 third parties is not named as a receiver in the text given: Shumei."


def test_a_name_two_companies_have_is_one_line() -> None:
    overseas = replace(COMPANIES["bytedance"], id="bytedance-2", name="ByteDance outside China", names=())
    companies = {**COMPANIES, "bytedance-2": overseas}
    found = compare(read_policy("We share prompts with ByteDance.", companies.values()), (), companies)
    assert [one.name for one in found.companies_unseen] == ["ByteDance or ByteDance outside China"]


def test_the_apps_own_company_is_not_a_receiver_that_was_not_seen() -> None:
    package = next(iter(COMPANIES["deepseek"].apps))
    found = compared("DeepSeek processes your prompts.", recipient("first-party", "prompt"), package=package)
    assert found.companies_unseen == ()


def test_what_is_sent_against_the_texts_word_is_said_first() -> None:
    found = compared(
        "We share prompts with Intercom. We do not collect precise location.", recipient("intercom", "latitude")
    )
    assert words.headline(found) == (
        "The text names the third party that received data. It says “do not collect” of Latitude, which was sent."
    )


def test_nothing_is_said_of_a_session_in_which_nothing_went_to_others() -> None:
    assert words.headline(compared("We collect prompts.")) == "Nothing was seen going to a third party in this session."


def test_no_sentence_says_more_than_that_something_was_not_found() -> None:
    found = compared("We share data with partners.", recipient("volcano-engine", "prompt"), recipient("shumei", "imei"))
    said = " ".join(text for style, text in output.lines(found) if style != "quote").lower()
    for strong in ("undeclared", "illegal", "violat", "secret", "hidden", "without consent"):
        assert strong not in said


def test_the_document_and_the_table_have_every_line_with_its_sentence(tmp_path: Path) -> None:
    policy = pasted("We share prompts with Intercom and Branch. We collect your date of birth.")
    found = compared(policy.text, recipient("intercom", "prompt", "email"))
    document = output.document(policy, found)
    assert document["policy"]["sha256"] == policy.sha256
    (one,) = document["recipients"]
    assert (one["id"], one["said"], [data["said"] for data in one["data"]]) == (
        "intercom",
        "named",
        ["named", "not_found"],
    )
    assert one["quoted"][0]["sentence"] == "We share prompts with Intercom and Branch."
    assert [company["id"] for company in document["declared_never_sent"]["companies"]] == ["branch"]
    stream = io.StringIO()
    output.write_table(found, stream)
    lines = list(csv.DictReader(io.StringIO(stream.getvalue())))
    assert [(line["list"], line["recipient"], line["data_type"]) for line in lines] == [
        ("declared and sent", "Intercom", "prompt"),
        ("sent, not found in the text", "Intercom", "email"),
        ("declared, not seen sent", "Branch", ""),
        ("declared, not seen sent", "", "birth_date"),
    ]
    output.write(policy, found, tmp_path / "out.csv")
    assert (tmp_path / "out.csv").read_bytes().startswith(b"\xef\xbb\xbflist,")


def test_a_policy_cannot_put_a_formula_into_the_table() -> None:
    found = compared("=HYPERLINK(1) we share prompts with Intercom.", recipient("intercom", "prompt"))
    stream = io.StringIO()
    output.write_table(found, stream)
    assert [line["quoted"][:2] for line in csv.DictReader(io.StringIO(stream.getvalue()))] == ["'="]
