"""What must hold of every recipient file that comes with the tool, for ever."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from babel import Locale
from publicsuffixlist import PublicSuffixList

from inspector.paths import resources
from inspector.policy.names import _COMMON_CJK, _COMMON_EN, _GENERIC_PRODUCTS
from inspector.recipients import Company, Fact, Product
from inspector.recipients.companies import read_companies

COMPANIES = read_companies(resources() / "recipients")
PRODUCTS = [(company, product) for company in COMPANIES.values() for product in company.products]

# On the Public Suffix List because customers' or users' content gets a name below them, yet the company's own apps and
# interfaces are asked for below them too, and the customers' part stands in `tenant_hosts` where it has a name.
OWN_THOUGH_SHARED = {
    "claudeusercontent.com", "cloudflare.net", "githubusercontent.com", "googleapis.com", "atmeta.com",
    "oaiusercontent.com",
}  # fmt: skip
# Domains of registrars and parked names: whoever's host ends in these is nobody a list can know.
REGISTRARS = {
    "domaincontrol.com", "registrar-servers.com", "hichina.com", "secureserver.net", "sedoparking.com",
    "parkingcrew.net", "bodis.com", "afraid.org", "no-ip.com", "dyndns.org", "duckdns.org", "nip.io", "sslip.io",
}  # fmt: skip
# One legal company behind names that users know apart; and two companies of one name (PLAID of Japan, Plaid of the US).
ONE_OPERATOR = [
    {"ai21", "wordtune"}, {"cloudflare", "icanhazip-com"}, {"coze", "dola", "trae"}, {"devin", "windsurf"},
    {"freegeoip-app", "ipbase-com"}, {"heygen", "liveavatar"}, {"line", "yahoo-japan"}, {"manus", "monica"},
    {"plaid", "plaid-inc"},
]  # fmt: skip
LEGAL_FORM = re.compile(
    r"\b(Inc|LLC|L\.L\.C|Ltd|LTD|Limited|Co\.|Corp|Corporation|Company|GmbH|AG|SE|PBC|S\.A|SAS|S\.A\.S|B\.V|N\.V|Pte|PTE|"
    r"Pty|A/S|AB|AS|OÜ|S\.L|d\.o\.o|AO|LLP|Public Joint Stock|group companies|Foundation|Academy|Center|Association|"
    r"Authority|Unlimited|Sberbank|Incorporated|Kft|s\.r\.o|s\.r\.l|S\.R\.L|PJSC|JSC|Sdn|inc)\b|\bCo\.|公司|株式会社|合同会社|주식회사|\(주\)"
)
GENERIC_IDS = {
    "analytics", "push", "login", "sign-in", "maps", "map", "ads", "cloud", "api", "sdk", "pay", "payments", "captcha",
    "chat", "im", "rtc", "cdn", "storage", "search", "mail", "music", "video", "auth", "crash", "monitoring",
    "services", "network", "games", "speech", "consent", "sso", "store", "appstore", "browser", "news", "weather",
}  # fmt: skip
EVERYDAY = set(
    """
    ably adjust affirm agora airship alice amplitude apple attentive aurora band bard batch beacon bing block
    branch bubble bucketeer channel clerk clink cohere convex crack crisp cursor discord drift embrace
    fingerprint five flurry foursquare framer fresco gemini gist grok heap here honor hyphenate insider
    intercom iterable jasper keynote kimi lark liftoff line litho llama luka mars melon meta midas mistral
    moat moji nice notion octopus oracle pantheon perplexity persona poe pusher quark radar railway red render
    replicate repro runway segment sentry sift signal singular slack snow solar spark split spring square
    stability stream stripe talkie threads tinker toast toss trae turnstile twitter unity upstage verve x you
    zeta zoom
    argyle castle circle courier emma firework harness helium honeycomb keen nami piano prelude primer shake stallion
    elastic storyteller unleash upshot vouched
    """.split()  # noqa: SIM905
)
EVERYDAY_CJK = set(
    """
    即刻 商量 书生 灯塔 海螺 扣子 星火 元宝 信鸽 连连 点点 慧眼 真我 有道 盘古 다음 라인 밴드 크랙 멜론 토스 비보
    """.split()  # noqa: SIM905
)


# Android's public test keys (testkey and platform of AOSP): whoever's app is signed with them, they tell no maker.
TEST_KEYS = {
    "a40da80a59d170caa950cf15c18c454d47a39b26989d8b640ecd745ba71bf5dc",
    "c8a2e9bccf597c2fb6dc66bee293fc13f2fc47ec77bc6b2b0d52c11f51192ab8",
}


# Packages of one label that only one SDK has, and that no app's own code can have by chance.
ONE_LABEL = {"mtopsdk", "sqip", "enx_rtc_android", "cmbapi"}
# Second labels under which anybody's code may stand: a prefix that ends in one would be somebody else's too.
SHARED_LABELS = set(
    """
    com.google com.android com.github io.github com.gitlab com.example com.app com.apps com.my com.mobile com.sdk
    com.lib com.common com.ads com.ad com.chat com.ai com.squareup com.apple co.kr co.jp co.uk com.cn cn.com jp.co kr.co
    com.au au.com com.br br.com in.co org.apache com.sun com.air com.core com.base com.test com.demo com.game com.games
    """.split()  # noqa: SIM905
)


def facts() -> Iterator[tuple[str, Fact | Product]]:
    for company in COMPANIES.values():
        yield from ((company.id, fact) for fact in (company.operator, company.owner, company.parent) if fact)
        yield from ((company.id, product) for product in company.products)


def hosted() -> list[tuple[Company, Product]]:
    return [(company, product) for company, product in PRODUCTS if product.hosts or product.tenant_hosts]


def test_at_least_250_companies_and_600_products_have_hosts() -> None:
    assert len({company.id for company, _ in hosted()}) >= 250
    assert len(hosted()) >= 600


def test_every_fact_names_where_and_when_it_was_read() -> None:
    today = datetime.now(UTC).strftime("%Y-%m-%d")
    vague = re.compile(r"general knowledge|well known|unknown|tbd|todo|\?\?", re.I)
    assert [one for one, fact in facts() if len(fact.source) < 12 or vague.search(fact.source)] == []
    assert [(one, fact.date) for one, fact in facts() if fact.date > today or fact.date < "2015"] == []
    assert [c.id for c in COMPANIES.values() if c.policy and not c.policy.date] == []


def test_every_product_says_what_it_is_for() -> None:
    assert [product.id for _, product in PRODUCTS if not product.purposes] == []


def test_no_host_is_a_name_under_which_anybody_may_register_one() -> None:
    suffixes = PublicSuffixList()
    shared = {h for _, p in PRODUCTS for h in p.hosts if suffixes.publicsuffix(h) == h}
    assert shared == OWN_THOUGH_SHARED
    assert {h for _, p in PRODUCTS for h in p.hosts if h in REGISTRARS} == set()
    icann = PublicSuffixList(only_icann=True)
    assert [h for _, p in PRODUCTS for h in (*p.hosts, *p.tenant_hosts) if icann.publicsuffix(h) == h] == []


def test_a_place_of_customers_is_no_host_of_the_company_itself() -> None:
    tenants = {host: product.id for _, product in PRODUCTS for host in product.tenant_hosts}
    assert [(p.id, h) for _, p in PRODUCTS for h in p.hosts if h in tenants] == []


def test_countries_are_those_of_iso_3166() -> None:
    known = {code for code in Locale("en").territories if re.fullmatch(r"[A-Z]{2}", code)} - {
        "EU",
        "EZ",
        "UN",
        "ZZ",
        "XA",
        "XB",
    }
    told = [(one, fact.country) for one, fact in facts() if isinstance(fact, Fact) and fact.country]
    assert [entry for entry in told if entry[1] not in known] == []


def test_an_operator_that_is_only_a_brand_is_said_to_be_one() -> None:
    brands = [c for c in COMPANIES.values() if not LEGAL_FORM.search(c.operator.name)]
    assert [c.id for c in brands if not re.search(r"not told|brand|not known", c.operator.note)] == []


def test_nobody_is_their_own_owner_or_parent() -> None:
    for company in COMPANIES.values():
        for above in filter(None, (company.owner, company.parent)):
            assert above.name.casefold() not in (company.operator.name.casefold(), company.name.casefold())


def test_no_company_stands_in_two_files() -> None:
    names = Counter(company.name.casefold() for company in COMPANIES.values())
    assert [name for name, count in names.items() if count > 1] == []
    operators: defaultdict[str, set[str]] = defaultdict(set)
    for company in COMPANIES.values():
        operators[re.sub(r"\W", "", company.operator.name.partition("(")[0].casefold())].add(company.id)
    assert [ids for name, ids in operators.items() if name and len(ids) > 1 and ids not in ONE_OPERATOR] == []


def test_a_certificate_is_that_of_one_company_and_no_test_key() -> None:
    signers = Counter(print_ for company in COMPANIES.values() for print_ in company.certificates)
    assert signers
    assert [print_ for print_, count in signers.items() if count > 1] == []
    assert TEST_KEYS & set(signers) == set()


def test_a_products_id_says_whose_it_is_where_its_word_is_general() -> None:
    assert [product.id for _, product in PRODUCTS if product.id in GENERIC_IDS] == []


@pytest.mark.parametrize(("words", "guarded"), [(EVERYDAY, _COMMON_EN), (EVERYDAY_CJK, _COMMON_CJK)])
def test_a_name_that_is_an_everyday_word_is_not_read_loosely_in_policies(
    words: set[str], guarded: frozenset[str]
) -> None:
    used = {name.casefold() for c in COMPANIES.values() for name in (c.name, *c.names)}
    used |= {name.casefold() for _, p in PRODUCTS for name in (p.name, *p.names)}
    assert (
        sorted(word for word in words & used - guarded - _GENERIC_PRODUCTS if len(word) > 3 or not word.isascii()) == []
    )


def test_a_prefix_of_classes_is_too_long_to_be_anothers_by_chance() -> None:
    prefixes = {prefix for _, product in PRODUCTS for prefix in product.packages}
    assert {prefix for prefix in prefixes if "." not in prefix} == ONE_LABEL
    assert prefixes & SHARED_LABELS == set()
    assert [prefix for prefix in prefixes - ONE_LABEL if len(prefix.replace(".", "")) < 5] == []
