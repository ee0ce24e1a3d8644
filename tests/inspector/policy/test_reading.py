"""Policies in three languages are read for companies and types of data as a careful reader reads them."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from inspector.policy import PolicyRead, read_policy
from inspector.policy.names import Names
from inspector.policy.passages import passages
from inspector.policy.texts import from_file, pasted
from inspector.recipients import DomainLists, Recipients

_TEXTS = Path(__file__).parent / "texts"
EXPECTED: dict[str, dict[str, Any]] = tomllib.loads((_TEXTS / "expected.toml").read_text("utf-8"))
NAMES = Names(Recipients.load(lists=DomainLists()).companies.values())


@cache
def read(name: str) -> PolicyRead:
    return read_policy(from_file(_TEXTS / name).text, NAMES)


def said(policy: PolicyRead, what: str) -> set[str]:
    """The types something is said of, by a wording of their own or in general terms."""
    return {kind for one in policy.statements if one.said == what for kind in one.types}


def test_there_are_four_texts_a_language() -> None:
    assert sorted(name[:2] for name in EXPECTED) == ["en"] * 4 + ["ko"] * 4 + ["zh"] * 4
    assert set(EXPECTED) == {path.name for path in _TEXTS.iterdir()} - {"expected.toml"}


@pytest.mark.parametrize("name", EXPECTED)
def test_companies_are_declared_denied_or_left_out_as_the_text_says(name: str) -> None:
    expected, policy = EXPECTED[name], read(name)
    declared = set(policy.companies)
    assert set(expected["companies"]) - declared == set()
    assert declared & set(expected["no_companies"]) == set()
    denied = {one.company for one in policy.statements if one.company and one.said == "denied"}
    assert set(expected["denied_companies"]) - denied == set()
    assert denied & set(expected["companies"]) == set()


@pytest.mark.parametrize("name", EXPECTED)
def test_no_company_is_declared_that_the_text_does_not_name(name: str) -> None:
    expected, policy = set(EXPECTED[name]["companies"]), read(name)
    places = {(one.number, one.words) for one in policy.statements if one.company in expected}
    strange = {
        one for one in policy.statements if one.company not in expected and one.company and one.said == "declared"
    }
    # Two companies may share a name: then both are named by the same words.
    assert {(one.company, one.words) for one in strange if (one.number, one.words) not in places} == set()


@pytest.mark.parametrize("name", EXPECTED)
def test_types_are_declared_denied_or_left_out_as_the_text_says(name: str) -> None:
    expected, policy = EXPECTED[name], read(name)
    declared = said(policy, "declared")
    assert set(expected["types"]) - declared == set()
    assert set(policy.types) & set(expected["no_types"]) == set()
    assert set(expected["denied_types"]) - said(policy, "denied") == set()


@pytest.mark.parametrize("name", EXPECTED)
def test_wordings_that_name_nobody_are_told_apart(name: str) -> None:
    found = {one.words.lower() for one in read(name).in_general}
    assert {wanted for wanted in EXPECTED[name]["general"] if not any(wanted in words for words in found)} == set()


@pytest.mark.parametrize("name", EXPECTED)
def test_every_statement_quotes_the_text_at_its_place(name: str) -> None:
    text = from_file(_TEXTS / name).text
    policy = read(name)
    assert policy.statements
    for one in policy.statements:
        assert one.words in text[one.start : one.start + 1300]
        assert one.words in one.sentence


# Words that are names of companies as well: a company is meant only where something shows it.
@pytest.mark.parametrize(
    ("text", "companies"),
    [
        ("We share data with Branch.", {"branch"}),
        ("We rely on Amazon Web Services.", {"amazon-web-services"}),
        ("We share data with every branch of the bank.", set()),
        ("Branch offices may receive your data.", set()),
        ("We use Segment to collect usage data.", {"twilio"}),
        ("Each Segment of the market is different, and we process data.", set()),
        ("Adjust your settings to stop sharing.", set()),
        ("Adjust's SDK sends the advertising ID.", {"adjust"}),
        ("We use providers such as Adjust, AppsFlyer and Singular.", {"adjust", "appsflyer", "singular"}),
        ("A singular event may be shared.", set()),
        ("An apple is shared by friends.", set()),
        ("We share data with Meta.", {"meta"}),
        ("Meta tags are used by the web page.", set()),
        ("We share the Amplitude of the signal with nobody.", set()),
        ("Data is sent to Amplitude.", {"amplitude"}),
        ("We do not work with Meta, TikTok or AppLovin.", set()),
        ("我们不与广告公司（例如快手）合作。", set()),
        ("Our payment provider Stripe handles the card.", {"stripe"}),
        ("We collect the Google advertising ID.", set()),
        ("We provide a sentry at the door.", set()),
        ("Processors: Notion, Intercom and Sentry.", {"notion", "intercom", "sentry"}),
        ("The intercom at our office is used by guests.", set()),
        ("Mail support@branch.io if we share too much.", set()),
        ("온라인으로 정보를 제공합니다.", set()),
        ("구글에 정보를 제공합니다.", {"google"}),
        ("구글링하여 이용합니다.", set()),
        ("Adjust에 광고 식별자를 제공합니다.", {"adjust"}),
        ("我们与小米公司共享数据。", {"xiaomi"}),
        ("我们提供小米和大豆。", set()),
        ("我们接入极光推送SDK。", {"jiguang"}),
        ("极光是一种自然现象，我们使用它的图片。", set()),
    ],
)
def test_a_common_word_is_a_company_only_where_something_shows_it(text: str, companies: set[str]) -> None:
    assert set(read_policy(text, NAMES).companies) == companies


@pytest.mark.parametrize(
    ("text", "declared", "denied"),
    [
        ("We collect your date of birth.", {"birth_date"}, set()),
        ("We do not collect your date of birth.", set(), {"birth_date"}),
        ("We don’t collect your gender.", set(), {"gender"}),
        ("We collect your gender but never your religion, which we do not process.", {"gender"}, {"beliefs"}),
        ("Your passport number is not collected.", set(), {"passport_number"}),
        ("No health information is shared.", set(), {"health"}),
        ("We collect, but are not limited to, your gender.", {"gender"}, set()),
        ("We do not collect your clipboard without your consent.", {"clipboard"}, set()),
        ("We collect not only your gender but also your birthday.", {"gender", "birth_date"}, set()),
        ("We process data in other countries. Please e-mail us.", set(), set()),
        ("We use a large language model.", set(), set()),
        ("We rely on our legitimate interests to process data.", set(), set()),
        ("We do not collect:\n- passport numbers\n- your religion", set(), {"passport_number", "beliefs"}),
        ("# Information we do not collect\nPassport numbers\nYour religion", set(), set()),
        ("# Data we collect\n## You\n- your gender\n# Other words\n- your religion", {"gender"}, set()),
        ("We see the purchase history and never get to see your card number.", {"purchase"}, {"payment_card"}),
        ("Processor | Country | Data\nBranch | DE | your age", {"age"}, set()),
        ("다음의 정보를 수집합니다.\n- 성별\n- 국적", {"gender", "nationality"}, set()),
        ("성별을 수집합니다.", {"gender"}, set()),
        ("성별을 수집하지 않습니다.", set(), {"gender"}),
        ("성별은 수집하지만 종교는 수집하지 않습니다.", {"gender"}, {"beliefs"}),
        ("주민등록번호를 수집하지 아니합니다.", set(), {"national_id"}),
        ("동의 없이 성별을 제공하지 않습니다.", {"gender"}, set()),
        ("하나이면 충분합니다. 정보를 수집합니다.", set(), set()),
        ("我们会收集您的性别。", {"gender"}, set()),
        ("我们不会收集您的性别。", set(), {"gender"}),
        ("包括但不限于您的性别，我们会收集。", {"gender"}, set()),
        ("未经您同意，我们不会共享您的性别。", {"gender"}, set()),
        ("我们会收集性别，但不会收集宗教信仰。", {"gender"}, {"beliefs"}),
        ("点击“同意”按钮即表示您同意我们处理信息。", set(), set()),
        ("Although we do not collect your gender, we infer your age.", {"age"}, {"gender"}),
        ("We do not collect: religious beliefs; calendars; and passport numbers.", set(),
         {"beliefs", "calendar", "passport_number"}),
        ("We do not collect your contacts; we use your calendar.", {"calendar"}, {"contacts"}),
        ("We collect neither your contacts nor your calendar.", set(), {"contacts", "calendar"}),
        ("We collect no passport numbers.", set(), {"passport_number"}),
        ("We collect no more than your gender.", {"gender"}, set()),
        ("Your phone number is stored, nor do we share your calendar.", {"phone_number"}, {"calendar"}),
        ("Your voice recordings are not sent to us.", set(), {"voice"}),
        ("You may sign up without providing your gender.", set(), set()),
        ("IMEI는 수집하고 있지 않습니다.", set(), {"imei"}),
        ("성별은 입력하지 않아도 되며 선택적으로 수집합니다.", {"gender"}, set()),
        ("我们不收集通讯录、不读取短信。", set(), {"contacts", "messages"}),
        ("我们会收集性别。我们不会在后台录音。", {"gender"}, {"voice"}),
        ("We will not, under any circumstances, collect your gender.", set(), {"gender"}),
        ("Gender: not collected", set(), {"gender"}),
        ("Category | Collected\nGender | NO\nAge | YES", {"age"}, {"gender"}),
        ("항목 | 수집 여부\n성별 | 아니오\n나이 | 예", {"age"}, {"gender"}),
        ("信息类型 | 是否收集\n性别 | 否\n年龄 | 是", {"age"}, {"gender"}),
        ("Category | Collected | Shared\nGender | YES | NO", {"gender"}, set()),
    ],
)  # fmt: skip
def test_a_denial_is_no_declaration(text: str, declared: set[str], denied: set[str]) -> None:
    policy = read_policy(text, NAMES)
    assert (said(policy, "declared"), said(policy, "denied")) == (declared, denied)


@pytest.mark.parametrize(
    ("text", "words", "of", "said"),
    [
        ("We do not collect your gender.", "do not collect", "handling", "denied"),
        ("We do not sell, rent or share your gender.", "do not sell, rent or share", "passing_on", "denied"),
        ("We do not sell or use your gender.", "do not sell or use", "handling", "denied"),
        ("We never sell your gender.", "never sell", "sale", "mentioned"),
        ("We do not “sell” your gender.", "do not “sell", "sale", "mentioned"),
        ("Please do not share your passport number.", "do not share", "asked", "mentioned"),
        ("Never share your passport number in a chat.", "Never share", "asked", "mentioned"),
        ("You should not enter your passport number.", "should not enter", "asked", "mentioned"),
        ("성별을 판매하거나 제공하지 않습니다.", "판매하거나 제공하지 않습니다", "passing_on", "denied"),
        ("성별을 판매하지 않습니다.", "판매하지 않습니다", "sale", "mentioned"),
        ("여권번호를 입력하지 마세요.", "입력하지 마세요", "asked", "mentioned"),
        ("我们不会出售您的性别。", "不会出售", "sale", "mentioned"),
        ("我们不会出售、共享您的性别。", "不会出售、共享", "passing_on", "denied"),
        ("我们不收集通讯录、不读取您的性别。", "不读取", "handling", "denied"),
        ("请勿输入护照号码，我们会处理数据。", "请勿", "asked", "mentioned"),
        ("In principle we do not collect your gender.", "do not collect", "hedged", "mentioned"),
        ("성별은 원칙적으로 수집하지 않습니다.", "수집하지 않습니다", "hedged", "mentioned"),
        ("我们不会主动收集您的性别。", "不会主动收集", "hedged", "mentioned"),
    ],
)
def test_a_denial_is_quoted_and_counts_for_what_it_is_of(text: str, words: str, of: str, said: str) -> None:
    named = [one for one in read_policy(text, NAMES).statements if {"gender", "passport_number"} & set(one.types)]
    assert [(one.denial, one.denies, one.said) for one in named] == [(words, of, said)]


def together(text: str) -> list[tuple[set[str], set[str]]]:
    """Companies and types that one passage declares, of each passage that names a company."""
    policy = read_policy(text, NAMES)
    named = [one for one in policy.statements if one.said == "declared"]
    return [
        (
            {one.company for one in named if one.number == number and one.company},
            {kind for one in named if one.number == number for kind in one.types},
        )
        for number in sorted({one.number for one in named if one.company})
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Company name: Moloco, Inc.\nPurpose: advertising\nItems: gender, age\n\n"
        "Company name: Branch Metrics, Inc.\nPurpose: links\nItems: calendar",
        "- 이전받는 자: 몰로코(Moloco, Inc.)\n- 이전 국가: 미국\n- 이전 항목: 성별, 나이\n"
        "- 이전받는 자: Branch Metrics, Inc.\n- 이전 국가: 미국\n- 이전 항목: 캘린더",
        "1. Moloco SDK\n使用目的：广告\n收集的个人信息：性别、年龄\n"
        "2. Branch SDK\n使用目的：链接\n收集的个人信息：日历",
        "1. Moloco SDK\n\n运营方：某公司\n\n使用场景：广告\n\n收集个人信息类型：性别、年龄\n\n"
        "2. Branch SDK\n\n运营方：某公司\n\n使用场景：链接\n\n收集个人信息类型：日历",
        "Moloco SDK\nSDK提供方：某公司\n客户端：安卓\n收集方式：自动\n个人信息收集范围：性别、年龄\n\n"
        "Branch SDK\nSDK提供方：某公司\n客户端：安卓\n收集方式：自动\n个人信息收集范围：日历",
        "이전받는 자 | Moloco, Inc. | Branch Metrics, Inc.\n이전 국가 | 미국 | 미국\n이전 항목 | 성별, 나이 | 캘린더",
        "제공받는 자 | 항목\nMoloco, Inc. | 성별, 나이\nBranch Metrics, Inc. | 캘린더",
        "수탁업체 위탁항목 보유기간\nMoloco, Inc. 성별, 나이 종료 시까지\nBranch Metrics, Inc. 캘린더 종료 시까지",
    ],
)
def test_what_a_list_or_a_table_says_of_one_receiver_stays_together(text: str) -> None:
    assert together(text) == [({"moloco"}, {"gender", "age"}), ({"branch"}, {"calendar"})]


def test_a_label_is_not_what_it_labels() -> None:
    policy = read_policy("SDK: Moloco SDK\nPurpose: advertising\nLocation: Singapore\nCountry: Singapore", NAMES)
    assert said(policy, "declared") == set()
    policy = read_policy("이전받는 자 | Moloco, Inc.\n이전 국가 | 미국\n이전 항목 | 성별", NAMES)
    assert said(policy, "declared") == {"gender"}


@pytest.mark.parametrize(
    "text",
    [
        "Name: to know you\nLocation: to find you",
        "相机权限：用于拍照\n麦克风权限：用于语音",
        "처리 목적: 회원 관리\n수집 항목: 성별",
        "Company | Items\nMoloco | gender",
    ],
)
def test_what_names_no_receiver_or_has_a_head_is_no_record(text: str) -> None:
    assert [one.labels for one in passages(text) if one.labels] == []


def test_a_sentence_that_ends_in_an_abbreviation_is_not_denied_by_the_next() -> None:
    policy = read_policy("Your gender is sent to OpenAI, L.L.C. OpenAI does not use your calendar.", NAMES)
    assert (said(policy, "declared"), said(policy, "denied")) == ({"gender"}, {"calendar"})


@pytest.mark.parametrize(
    ("text", "companies"),
    [
        ("구글, 메타, 애플에 제공합니다.", {"google", "meta", "apple"}),
        ("메타 정보를 제공하고 태그, 메타, 글꼴을 이용합니다.", set()),
    ],
)
def test_a_name_that_is_a_word_counts_beside_another_company(text: str, companies: set[str]) -> None:
    assert set(read_policy(text, NAMES).companies) == companies


@pytest.mark.parametrize(
    ("text", "types"),
    [
        ("We collect the name of the app.", set()),
        ("We share data with our payment processor.", set()),
        ("We collect your phone’s language, processor and battery level.", {"language", "cpu", "battery"}),
        ("텍스트, 음성을 수집합니다.", {"voice"}),
        ("We use text to speech.", set()),
        ("We process your voice and speech.", {"voice"}),
        ("大模型会处理您的提问。", {"prompt"}),
        ("음성 인식 기능을 이용합니다.", set()),
        ("이메일 발송 업무를 위탁합니다.", set()),
        ("대화내용과 대화 내용을 수집합니다.", {"prompt", "answer", "chat_text"}),
        ("我们收集品牌、型号和安装列表。", {"device_model", "installed_apps"}),
    ],
)
def test_a_word_for_a_type_counts_only_where_it_means_that(text: str, types: set[str]) -> None:
    assert set(read_policy(text, NAMES).types) == types


def test_the_longest_wording_counts_and_is_not_read_twice() -> None:
    policy = read_policy("We collect your MAC address, IP address and e-mail address.", NAMES)
    assert said(policy, "declared") == {"mac", "ip_address", "email"}


def test_types_named_together_in_general_terms_are_marked_so() -> None:
    (one,) = [s for s in read_policy("We collect device information.", NAMES).statements if s.types]
    assert one.general
    assert "device_model" in one.types


@example("#")
@example("- 1. ")
@given(st.text(alphabet=" |:：\n\t가다第名称公司的信息aI.-•1#", max_size=200))
def test_any_text_is_cut_into_passages_whose_places_are_in_it(text: str) -> None:
    for one in passages(text):
        assert one.text
        assert 0 <= one.start < len(text)
        assert all(first < last <= len(one.text) for first, last in one.labels)


def test_a_hostile_text_is_read_in_bounded_time_and_without_a_fault() -> None:
    for text in (
        "(" * 50_000,
        "not " * 30_000,
        "我" * 60_000,
        "|" * 20_000,
        "a.b" * 30_000,
        "\u0130" * 5_000,
        "\n" * 9_000,
    ):
        read_policy(pasted(text + " x").text, NAMES)
