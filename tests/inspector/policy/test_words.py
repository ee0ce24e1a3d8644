"""What a comparison says, in three languages, written out by hand for each outcome; nothing is said too strongly."""

from __future__ import annotations

from dataclasses import replace

import pytest

from inspector.datatypes import name_of
from inspector.languages import LANGUAGES
from inspector.policy import Comparison, RecipientLine, compare, output
from inspector.policy.reading import read_policy
from inspector.policy.texts import pasted
from inspector.policy.words import words_in
from inspector.readings import RecipientReceipts
from inspector.records import Language
from tests.inspector.policy.test_compare import COMPANIES, NAMES, recipient

VOLCANO = recipient("volcano-engine", "prompt")
OWN = recipient("first-party", "prompt")


def compared(text: str, *receipts: RecipientReceipts) -> Comparison:
    return compare(read_policy(text, NAMES), receipts or (VOLCANO,), COMPANIES)


def line_of(text: str, receipt: RecipientReceipts = VOLCANO) -> RecipientLine:
    return compared(text, receipt).recipients[0]


_COMPANY = {
    "named": (
        "We share data with Volcano Engine.",
        "The text names Volcano Engine, as “Volcano Engine”.",
        "주어진 본문에 Volcano Engine의 이름이 “Volcano Engine”(으)로 나옵니다.",
        "所给文本中写有 Volcano Engine，写作“Volcano Engine”。",
    ),
    "denied": (
        "We do not share any data with Volcano Engine.",
        "The text names Volcano Engine where it says what is not done, and nowhere as one that receives data.",
        "주어진 본문에 Volcano Engine의 이름은 하지 않는 일을 적은 곳에 나오며, 데이터를 받는 곳으로는 나오지 "
        "않습니다.",
        "所给文本在说明不做之事时写到 Volcano Engine，未将其写明为接收数据的一方。",
    ),
    "mentioned": (
        "Volcano Engine is a nice town.",
        "The text names Volcano Engine, but not as one that receives data.",
        "주어진 본문에 Volcano Engine의 이름이 나오지만, 데이터를 받는 곳으로 적혀 있지는 않습니다.",
        "所给文本中写有 Volcano Engine，但并非作为接收数据的一方。",
    ),
    "group": (
        "ByteDance may process your data.",
        "Volcano Engine was not found in the text given. It names ByteDance, another company of the same group.",
        "Volcano Engine의 이름은 주어진 본문에서 찾지 못했습니다. 본문에는 같은 그룹의 다른 회사인 ByteDance의 이름이 "
        "나옵니다.",
        "在所给文本中未找到 Volcano Engine。文本中写有同一集团的其他公司：ByteDance。",
    ),
    "general": (
        "We share data with our service providers.",
        "Volcano Engine was not found in the text given. It speaks of “our service providers”, without names.",
        "Volcano Engine의 이름은 주어진 본문에서 찾지 못했습니다. 본문은 회사 이름 없이 “our service providers”에 관해 "
        "말합니다.",
        "在所给文本中未找到 Volcano Engine。文本提到“our service providers”，但未写明名称。",
    ),
    "not_found": (
        "We collect your gender.",
        "Volcano Engine was not found in the text given.",
        "Volcano Engine의 이름은 주어진 본문에서 찾지 못했습니다.",
        "在所给文本中未找到 Volcano Engine。",
    ),
}


@pytest.mark.parametrize("said", _COMPANY)
def test_what_is_said_of_a_recipient(said: str) -> None:
    text, *sentences = _COMPANY[said]
    line = line_of(text)
    assert line.said == said
    assert [words_in(language).company_sentence(line) for language in LANGUAGES] == sentences


@pytest.mark.parametrize("said", _COMPANY)
def test_where_the_name_stands_right_before_it_is_not_said_again(said: str) -> None:
    line = line_of(_COMPANY[said][0])
    for language in LANGUAGES:
        words = words_in(language).company_words(line)
        assert "Volcano Engine" not in words.replace("“Volcano Engine”", "")
        assert words.endswith("。" if language == "zh" else ".")


def test_the_apps_own_servers_need_no_name() -> None:
    line = line_of("We collect your gender.", OWN)
    assert [words_in(language).company_sentence(line) for language in LANGUAGES] == [
        "These are the app's own servers: a policy need not name them.",
        "앱 자체의 서버이므로, 처리방침에 이름을 적을 필요가 없습니다.",
        "这些是应用自身的服务器，政策无需写明其名称。",
    ]


_TYPE = {
    "named": (
        "입력하신 프롬프트를 수집합니다.",
        "Named in the text, as “프롬프트”.",
        "본문에 “프롬프트”로 적혀 있습니다.",
        "文本中写作“프롬프트”。",
    ),
    "general": (
        "We collect user content.",
        "Named only in general terms, as “user content”.",
        "본문에 “user content”(으)로 포괄적으로만 적혀 있습니다.",
        "文本中仅以“user content”笼统写明。",
    ),
    "denied": (
        "프롬프트는 저장하지 않습니다.",
        "The text says “저장하지 않습니다” of “프롬프트”.",
        "본문은 “프롬프트”에 관해 “저장하지 않습니다”라고 적고 있습니다.",
        "文本就“프롬프트”写明“저장하지 않습니다”。",
    ),
    "mentioned": (
        "We do not sell prompts.",
        "In the text, as “prompts”, but as far as could be read not as something handled.",
        "본문에 “prompts”(으)로 나오나, 읽어 낸 바로는 처리하는 항목으로 적혀 있지 않습니다.",
        "文本中有“prompts”，但就所能读出的内容而言，并非作为所处理的信息。",
    ),
    "not_found": (
        "We collect your gender.",
        "Not found in the text given.",
        "주어진 본문에서 찾지 못했습니다.",
        "在所给文本中未找到。",
    ),
    "others": (
        "Processors | Data\nBranch | prompts",
        "Named in the text, as “prompts”, but only together with other recipients.",
        "본문에 “prompts”(으)로 적혀 있으나, 다른 수신자와 함께 적힌 곳에만 있습니다.",
        "文本中写作“prompts”，但仅与其他接收方一同出现。",
    ),
}


@pytest.mark.parametrize("said", _TYPE)
def test_what_is_said_of_a_type(said: str) -> None:
    text, *sentences = _TYPE[said]
    (kind,) = line_of(text).types
    assert kind.said == said
    assert [words_in(language).type_sentence(kind) for language in LANGUAGES] == sentences


def test_that_the_recipient_is_named_in_the_same_passage_or_not_at_all_is_said() -> None:
    together = line_of("We share prompts with Volcano Engine.")
    apart = line_of("We collect prompts.")
    said = [
        [words_in(language).type_sentence(line.types[0], line) for language in LANGUAGES] for line in (together, apart)
    ]
    assert said == [
        [
            "Named in the text, as “prompts”, in the passage that names the recipient.",
            "본문에 “prompts”(으)로 적혀 있으며, 수신자의 이름이 나오는 구절 안에 있습니다.",
            "文本中写作“prompts”，位于写明该接收方的段落中。",
        ],
        [
            "Named in the text, as “prompts”; this recipient is not named.",
            "본문에 “prompts”(으)로 적혀 있으나, 이 수신자의 이름은 나오지 않습니다.",
            "文本中写作“prompts”；但未写明该接收方。",
        ],
    ]


def test_types_that_are_not_found_are_said_in_one_sentence_by_their_names_in_that_language() -> None:
    line = line_of("We collect your gender.", recipient("volcano-engine", "email", "ip_address"))
    assert [words_in(language).not_found_sentence(line.types) for language in LANGUAGES] == [
        "Not found in the text given: E-mail and IP address.",
        "주어진 본문에서 찾지 못했습니다: 전자우편 주소, IP 주소.",
        "在所给文本中未找到：电子邮箱、IP 地址。",
    ]


def headlines(found: Comparison) -> list[str]:
    return [words_in(language).headline(found) for language in LANGUAGES]


def test_the_headline_of_a_session_in_which_nothing_was_seen_going_to_others() -> None:
    assert headlines(compared("We collect prompts.", OWN)) == [
        "Nothing was seen going to a third party in this session.",
        "이 세션에서 제3자에게 전송된 것은 보이지 않았습니다.",
        "在本次会话中，未见有数据发送给第三方。",
    ]


def test_the_headline_where_all_third_parties_are_named() -> None:
    one, two = recipient("intercom", "prompt"), recipient("branch", "email")
    text = "We share data with Intercom and Branch."
    assert headlines(compared(text, one)) == [
        "The text names the third party that received data.",
        "주어진 본문에 데이터를 받은 제3자의 이름이 나옵니다.",
        "所给文本中写有接收数据的第三方。",
    ]
    assert headlines(compared(text, one, two)) == [
        "The text names all 2 third parties that received data.",
        "주어진 본문에 데이터를 받은 제3자 2곳 모두의 이름이 나옵니다.",
        "所给文本中写有接收数据的全部 2 个第三方。",
    ]


def test_the_headline_where_some_are_not_named() -> None:
    found = compared("We share data with Intercom.", recipient("intercom", "prompt"), recipient("shumei", "prompt"))
    assert headlines(found) == [
        "1 of 2 third parties is not named as a receiver in the text given: Shumei.",
        "제3자 2곳 중 1곳은 주어진 본문에 데이터를 받는 곳으로 나오지 않습니다: Shumei.",
        "2 个第三方中有 1 个未在所给文本中被写明为接收方：Shumei。",
    ]
    assert headlines(compared("We collect prompts.", recipient("shumei", "prompt"))) == [
        "1 third party is not named as a receiver in the text given: Shumei.",
        "제3자 1곳은 주어진 본문에 데이터를 받는 곳으로 나오지 않습니다: Shumei.",
        "1 个第三方未在所给文本中被写明为接收方：Shumei。",
    ]


def test_what_is_sent_against_the_texts_word_stands_in_the_headline_with_that_word() -> None:
    found = compared("我们会与 Intercom 共享数据。我们不会收集您的精确位置。", recipient("intercom", "latitude"))
    assert headlines(found) == [
        "The text names the third party that received data. It says “不会收集” of Latitude, which was sent.",
        "주어진 본문에 데이터를 받은 제3자의 이름이 나옵니다. 본문은 위도에 관해 “不会收集”라고 적고 있으나, "
        "전송되었습니다.",
        "所给文本中写有接收数据的第三方。文本就纬度写明“不会收集”，而该信息已被发送。",
    ]


def test_what_is_only_likely_is_not_said_to_have_been_sent() -> None:
    likely = recipient("intercom", "latitude")
    likely = replace(likely, data=tuple(replace(one, certainty="likely") for one in likely.data))
    found = compared("We share data with Intercom. We never collect precise location.", likely)
    english, korean, chinese = headlines(found)
    assert english.endswith(" It says “never collect” of Latitude, which was likely sent.")
    assert korean.endswith("적고 있으나, 전송된 것으로 추정됩니다.")
    assert chinese.endswith("而该信息推测已被发送。")


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_sentence_accuses(language: Language) -> None:
    texts = [text for text, *_ in (*_COMPANY.values(), *_TYPE.values())]
    said = " ".join(
        line
        for text in texts
        for style, line in output.lines(compared(text, VOLCANO, OWN), language)
        if style != "quote"
    )
    for strong in (
        "undeclared", "illegal", "violat", "secret", "hid", "without consent", "불법", "위반", "숨", "몰래", "미고지",
        "违法", "违规", "隐瞒", "擅自", "未告知",
    ):  # fmt: skip
        assert strong not in said.lower()


@pytest.mark.parametrize("language", ["ko", "zh"])
def test_the_lists_on_the_terminal_have_no_english_words_of_the_tools_own(language: Language) -> None:
    found = compared("我们收集性别。", recipient("shumei", "prompt", "email"), OWN)
    said = " ".join(line for style, line in output.lines(found, language) if style != "quote")
    assert {word for word in said.split() if word.isascii() and word.isalpha()} <= {"Shumei"}


def test_the_table_is_written_in_the_language_and_the_document_in_all() -> None:
    policy = pasted("We collect your gender.")
    found = compared(policy.text)
    (row, *_) = output.rows(found, "ko")
    said = "Volcano Engine의 이름은 주어진 본문에서 찾지 못했습니다."
    assert row[-2] == f"{said} {name_of('prompt', 'ko')}: 주어진 본문에서 찾지 못했습니다."
    document = output.document(policy, found)
    (one,) = document["recipients"]
    assert one["sentences"] == {
        "en": "Volcano Engine was not found in the text given.",
        "ko": said,
        "zh": "在所给文本中未找到 Volcano Engine。",
    }
    for part in (document, one, *one["data"]):
        assert set(part["sentences"]) == set(LANGUAGES)
        assert part.get("sentence", part.get("headline")) == part["sentences"]["en"]
