"""The sentence of a receipt, in three languages, written out by hand for what may be known."""

from __future__ import annotations

from dataclasses import replace

import pytest

from inspector.datatypes import name_of
from inspector.languages import LANGUAGES
from inspector.readings import DataReceived, RecipientReceipts, Way
from inspector.records import Language
from inspector.sentences import sent_of, sentence, sentences

VOLCANO = RecipientReceipts(
    id="volcano-engine", name="Volcano Engine", country="CN", party="third",
    operator="Beijing Volcano Engine Technology Co., Ltd.", parent="ByteDance", role="Analytics", certainty="certain",
    reason="", products=(), requests=5, bytes_up=1, bytes_down=1, first_ms=0.0, last_ms=1.0, data=(),
)  # fmt: skip
PROMPT = DataReceived(
    type="prompt", count=5, certainty="certain", phases=("before_consent",), phase_counts={}, first_ms=0.0, last_ms=1.0,
    hosts=("gator.volces.com",), senders=("AppLog",), encodings=("plain",), prompts=3,
)  # fmt: skip
ADVERTISING = replace(PROMPT, type="advertising_id", prompts=0, count=2, encodings=("sha256",))
TLS = frozenset({Way(secure=True)})


def said(
    language: Language, recipient: RecipientReceipts = VOLCANO, data: DataReceived = PROMPT, **more: object
) -> str:
    ways = more.pop("ways", TLS)
    prompts = more.pop("prompts", 4)
    marked = more.pop("marked", True)
    return sentence(sent_of(recipient, data, ways, prompts, consent_marked=marked), language)  # type: ignore[arg-type]


def test_the_sentence_of_a_prompt_says_how_much_to_whom_how_by_whom_and_when() -> None:
    assert said("en") == (
        "The text of 3 of your 4 prompts was sent to gator.volces.com, a host operated by Beijing Volcano Engine "
        "Technology Co., Ltd. (China), in the clear inside TLS, by the code of AppLog, before you marked consent."
    )
    assert said("ko") == (
        "입력하신 프롬프트 4건 중 3건의 내용이 동의를 표시하기 전에 AppLog의 코드에 의해 Beijing Volcano Engine "
        "Technology Co., Ltd.(중국)에서 운영하는 호스트(gator.volces.com)로 TLS 안에서 평문으로 전송되었습니다."
    )
    assert said("zh") == (
        "您输入的 4 条提示中 3 条的内容，在您标记同意之前，由AppLog的代码，在 TLS 内以明文，被发送至由 Beijing Volcano "
        "Engine Technology Co., Ltd.（中国）运营的主机 gator.volces.com。"
    )


def test_a_hash_is_said_to_be_one_and_how_often() -> None:
    assert said("en", data=ADVERTISING) == (
        "The advertising ID, as its SHA-256 hash, was sent 2 times to gator.volces.com, a host operated by Beijing "
        "Volcano Engine Technology Co., Ltd. (China), in the clear inside TLS, by the code of AppLog, before you "
        "marked consent."
    )
    assert "SHA-256 해시로" in said("ko", data=ADVERTISING)
    assert "2회 전송되었습니다." in said("ko", data=ADVERTISING)
    assert "（SHA-256 哈希形式）" in said("zh", data=ADVERTISING)


def test_what_is_only_likely_is_never_said_as_certain() -> None:
    likely = replace(ADVERTISING, certainty="likely", encodings=("plain",), count=1)
    assert said("en", data=likely).startswith(
        "What is likely “advertising ID”, by the field's name and the value's form, was sent once to "
    )
    assert "추정되는 정보가" in said("ko", data=likely)
    assert said("zh", data=likely).startswith("根据字段名称和取值形式推测可能是")


def test_part_of_a_prompt_is_said_as_part() -> None:
    part = replace(PROMPT, encodings=("part 0.60",), prompts=1)
    assert said("en", data=part).startswith(
        "Part of the text of 1 of your 4 prompts (at most 60% of the words) was sent to "
    )
    assert "내용 일부(단어의 최대 60%)가" in said("ko", data=part)
    assert "的部分内容（至多 60% 的词语）" in said("zh", data=part)
    some = replace(PROMPT, encodings=("part 0.60", "plain"))
    assert said("en", data=some).startswith("The text of 3 of your 4 prompts, some of it in part, was sent")


@pytest.mark.parametrize(
    ("ways", "english", "korean", "chinese"),
    [
        ({Way(secure=False)}, "in the clear without TLS", "TLS 없이 평문으로", "未经 TLS 以明文"),
        (
            {Way(secure=True, own=True)}, "encrypted by the app itself inside TLS", "앱이 자체 암호화하여 TLS 안에서",
            "经应用自行加密后在 TLS 内",
        ),
        (
            {Way(secure=True), Way(secure=False)}, "in the clear without TLS and in the clear inside TLS",
            "TLS 없이 평문으로 또는 TLS 안에서 평문으로", "未经 TLS 以明文或在 TLS 内以明文",
        ),
    ],
)  # fmt: skip
def test_how_it_was_hidden_from_who_listens_is_said(ways: set[Way], english: str, korean: str, chinese: str) -> None:
    assert f", {english}, by" in said("en", ways=frozenset(ways))
    assert korean in said("ko", ways=frozenset(ways))
    assert chinese in said("zh", ways=frozenset(ways))


def test_a_way_that_is_not_known_is_not_spoken_of() -> None:
    for language in LANGUAGES:
        assert "TLS" not in said(language, ways=frozenset({Way(secure=None)}))


def test_an_operator_who_is_not_known_is_not_made_up() -> None:
    unknown = replace(VOLCANO, id="host:x.example", name="x.example", operator="", country="", parent="")
    assert "to gator.volces.com, a host whose operator is not known, " in said("en", unknown)
    assert "운영자가 확인되지 않은 호스트(gator.volces.com)로" in said("ko", unknown)
    assert "运营者不明的主机 gator.volces.com" in said("zh", unknown)


def test_the_parent_never_stands_in_a_receipts_sentence() -> None:
    for language in LANGUAGES:
        assert "ByteDance" not in said(language)
        assert "字节" not in said(language)


def test_a_clouds_customer_is_told_from_the_cloud() -> None:
    tenant = replace(VOLCANO, operator="", country="", hosting="Amazon Web Services")
    assert "a place that a customer of Amazon Web Services, who is not known, has there" in said("en", tenant)
    assert "Amazon Web Services의 어느 고객(확인되지 않음)" in said("ko", tenant)
    assert "Amazon Web Services 某个未知客户" in said("zh", tenant)


def test_a_country_that_is_not_known_is_said_so() -> None:
    somewhere = replace(VOLCANO, country="")
    assert "Technology Co., Ltd., whose country is not known" in said("en", somewhere)
    assert "(국가 미상)" in said("ko", somewhere)
    assert "（国家不明）" in said("zh", somewhere)


@pytest.mark.parametrize(
    ("phases", "marked", "english", "korean", "chinese"),
    [
        (
            ("before_consent", "after_consent"), True, "both before and after you marked consent", "전과 후에 모두",
            "之前和之后均",
        ),
        (("after_consent", "phase_3"), True, "after you marked consent", "표시한 후에", "标记同意之后"),
        (("whole_session",), False, "", "", ""),
    ],
)  # fmt: skip
def test_when_is_told_only_where_consent_was_marked(
    phases: tuple[str, ...], marked: bool, english: str, korean: str, chinese: str
) -> None:
    data = replace(PROMPT, phases=phases)
    for language, words, consent in (("en", english, "consent"), ("ko", korean, "동의"), ("zh", chinese, "同意")):
        text = said(language, data=data, marked=marked)  # type: ignore[arg-type]
        assert words in text
        assert (consent in text) == marked


def test_code_that_is_not_known_is_said_so() -> None:
    assert "by code that is not known" in said("en", data=replace(PROMPT, senders=("unknown",)))
    assert "by the code of AppLog and the app itself and by code that is not known" in said(
        "en", data=replace(PROMPT, senders=("AppLog", "the app", "unknown"))
    )
    assert "확인되지 않은 코드에 의해" in said("ko", data=replace(PROMPT, senders=()))
    assert "由未知的代码" in said("zh", data=replace(PROMPT, senders=("framework",)))


@pytest.mark.parametrize(
    ("prompts", "total", "english", "korean", "chinese"),
    [
        (1, 1, "The text of your prompt was sent", "입력하신 프롬프트의 내용이", "您输入的提示的内容"),
        (
            2,
            2,
            "The text of both of your prompts was sent",
            "프롬프트 2건 모두의 내용이",
            "您输入的全部 2 条提示的内容",
        ),
        (
            5,
            5,
            "The text of all 5 of your prompts was sent",
            "프롬프트 5건 모두의 내용이",
            "您输入的全部 5 条提示的内容",
        ),
        (1, 2, "The text of 1 of your 2 prompts was sent", "프롬프트 2건 중 1건의 내용이", "2 条提示中 1 条的内容"),
    ],
)
def test_how_many_prompts_are_counted_in_words(
    prompts: int, total: int, english: str, korean: str, chinese: str
) -> None:
    data = replace(PROMPT, prompts=prompts)
    assert said("en", data=data, prompts=total).startswith(english)
    assert korean in said("ko", data=data, prompts=total)
    assert chinese in said("zh", data=data, prompts=total)


@pytest.mark.parametrize(("type_id", "particle"), [("device_model", "이"), ("android_id", "가"), ("email", "가")])
def test_korean_particles_follow_the_word_before_them(type_id: str, particle: str) -> None:
    name = name_of(type_id, "ko")
    text = said("ko", data=replace(ADVERTISING, type=type_id, encodings=("plain",)))
    assert text.startswith((f"{name}{particle} ",))


def test_many_hosts_are_not_listed_whole_and_none_are_not_named() -> None:
    many = replace(PROMPT, hosts=("a.example", "b.example", "c.example", "d.example"))
    assert "to a.example, b.example, c.example and others, hosts operated by" in said("en", data=many)
    assert "호스트(a.example, b.example, c.example 등)로" in said("ko", data=many)
    assert said("en", data=replace(PROMPT, hosts=())).count("sent to hosts operated by") == 1


def test_all_languages_come_together() -> None:
    made = sentences(VOLCANO, PROMPT, TLS, 4, consent_marked=True)
    assert set(made) == {"en", "ko", "zh"}
    assert made["en"] == said("en")
    assert all(text.endswith((".", "。")) for text in made.values())
