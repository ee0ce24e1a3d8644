"""Who operates a host: the files that come with the tool, and the rules of matching."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from inspector.errors import FileProblem
from inspector.paths import resources
from inspector.recipients import Recipients, clean_host
from inspector.records import NO_APP, AppOrigin

CHAT = "com.practice.chat"
GOOD = """
id = "acme"
name = "Acme"
role = "Analytics"
[operator]
name = "Acme Ltd"
country = "KR"
source = "acme.test/privacy"
date = "2026-11"
[[products]]
id = "acme-analytics"
name = "Acme Analytics"
purpose = "Analytics"
hosts = ["acme.test"]
packages = ["test.acme"]
source = "acme.test/docs"
date = "2026-11-22"
"""


@pytest.fixture(scope="module")
def recipients() -> Recipients:
    return Recipients.load()


def loaded(folder: Path, text: str, name: str = "acme.toml") -> Recipients:
    (folder / name).write_text(text, encoding="utf-8")
    return Recipients.load(folder)


@pytest.mark.parametrize(
    ("host", "company", "product", "country"),
    [
        ("gator.volces.com", "volcano-engine", "applog", "CN"),
        ("apmplus.volces.com", "volcano-engine", "apmplus", "CN"),
        ("fp-sa-it-acc.fengkongcloud.com", "shumei", "shumei", "CN"),
        ("fp-it-acc.portal101.cn", "shumei", "shumei", "CN"),
        ("api.beijing-deepseek.test", "beijing-deepseek", "beijing-deepseek", "CN"),
        ("practice1-android.mobile-messenger.intercom.com", "intercom", "intercom", "US"),
        ("nexus-websocket-a.intercom.io", "intercom", "intercom", "US"),
        ("o123.ingest.de.sentry.io", "sentry", "sentry", "US"),
        ("app-measurement.com", "google", "firebase-analytics", "US"),
        ("gdpr.adjust.com", "adjust", "adjust", "DE"),
        ("ulogs.umengcloud.com", "umeng", "umeng", "CN"),
    ],
)
def test_a_known_host_is_its_operators_product(
    recipients: Recipients, host: str, company: str, product: str, country: str
) -> None:
    match = recipients.match(host, AppOrigin(CHAT))
    assert (match.company, match.product, match.country) == (company, product, country)
    assert (match.party, match.certainty) == ("third", "certain")
    assert host.endswith(match.reason.split(" ", 1)[0])


def test_the_longest_suffix_decides_between_two_products(recipients: Recipients) -> None:
    assert recipients.match("apmplus.volces.com").product == "apmplus"
    assert recipients.match("tos-cn-beijing.volces.com").product == "volcengine-cloud"
    assert recipients.match("android.bugly.qq.com").product == "bugly"
    assert recipients.match("www.qq.com").product == "tencent-services"


def test_a_host_that_no_page_was_read_for_is_only_likely_its_companys(tmp_path: Path) -> None:
    text = GOOD.replace('"acme.test"]', '"acme.test", "acme-2.test"]')
    text = text.replace('"acme.test/docs"', '"acme.test/docs; acme-2.test: by own knowledge, not read on a page"')
    known = loaded(tmp_path, text)
    assert known.match("a.acme.test").certainty == "certain"
    assert known.match("a.acme-2.test").certainty == "likely"
    assert "not read on a page" in known.match("a.acme-2.test").reason


@pytest.mark.parametrize("host", ["evilvolces.com", "volces.com.evil.example", "gatorvolces.com", "notdeepseek.com"])
def test_a_suffix_matches_only_at_a_dot(recipients: Recipients, host: str) -> None:
    assert recipients.match(host).company.startswith("host:")


def test_the_parent_is_a_fact_of_its_own_and_never_the_recipient(recipients: Recipients) -> None:
    match = recipients.match("gator.volces.com", AppOrigin(CHAT))
    assert match.parent == "ByteDance"
    assert "ByteDance" not in match.name + match.operator + match.product_name
    assert recipients.match("log.snssdk.com").company == "bytedance"


def test_the_apps_own_host_is_known_by_the_name_it_shares_with_the_package(recipients: Recipients) -> None:
    match = recipients.match("chat.practice.test", AppOrigin(CHAT))
    assert (match.company, match.name) == ("first-party", "The app's own servers")
    assert (match.party, match.certainty, match.country) == ("first", "likely", "")


@pytest.mark.parametrize("host", ["api.chat.test", "com.test", "cdn.android.example", "chat.example.com"])
def test_a_name_that_anyone_may_use_makes_no_host_the_apps_own(recipients: Recipients, host: str) -> None:
    assert recipients.match(host, AppOrigin(CHAT)).party == "third"


def test_a_known_company_is_first_party_of_its_own_app_only(recipients: Recipients) -> None:
    own = recipients.match("chat.deepseek.com", AppOrigin("com.deepseek.chat"))
    assert (own.company, own.party, own.certainty) == ("deepseek", "first", "certain")
    assert recipients.match("chat.deepseek.com", AppOrigin(CHAT)).party == "third"
    assert recipients.match("aegis.qq.com", AppOrigin("com.tencent.yuanbao")).party == "first"


def test_a_host_the_tester_names_is_the_apps_own(recipients: Recipients) -> None:
    assert recipients.match("api.other.example", AppOrigin(CHAT, hosts=("other.example",))).party == "first"
    assert recipients.match("api.another.example", AppOrigin(CHAT, hosts=("other.example",))).party == "third"


@pytest.mark.parametrize(
    ("host", "company"),
    [
        ("a.b.example.co.kr", "host:example.co.kr"),
        ("x.y.example.com.cn", "host:example.com.cn"),
        ("someone.github.io", "host:someone.github.io"),
        ("API.Example.COM.:8443", "host:example.com"),
        ("203.0.113.7:443", "host:203.0.113.7"),
        ("[2001:4860:4860::8888]:443", "host:2001:4860:4860::8888"),
    ],
)
def test_an_unknown_host_is_named_by_its_registrable_domain(recipients: Recipients, host: str, company: str) -> None:
    match = recipients.match(host, AppOrigin(CHAT))
    assert (match.company, match.name) == (company, company.removeprefix("host:"))
    assert (match.country, match.operator, match.party, match.certainty) == ("", "", "third", "likely")


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1:8080", "[::1]", "x.localhost"])
def test_what_goes_to_loopback_stays_on_the_phone(recipients: Recipients, host: str) -> None:
    assert recipients.match(host).party == "first"


def test_an_address_of_the_local_network_is_said_to_be_one(recipients: Recipients) -> None:
    assert "local network" in recipients.match("192.168.1.4").reason


@pytest.mark.parametrize(
    ("name", "product"),
    [
        ("com.apm.insight.MonitorCrash", "apmplus"),
        ("com.apm.insight", "apmplus"),
        ("com.bytedance.applog.AppLog$Inner", "applog"),
        ("com.bytedance.apm.impl.ApmAgentServiceImpl", "apmplus"),
        ("com.ishumei.smantifraud.SmAntiFraud", "shumei"),
        ("com.google.firebase.crashlytics.internal.X", "crashlytics"),
        ("com.google.firebase.messaging.X", "google-fcm"),
        ("cn.jpush.android.api.JPushInterface", "jpush"),
    ],
)
def test_a_class_is_of_the_product_with_the_longest_package(recipients: Recipients, name: str, product: str) -> None:
    found = recipients.product_of_class(name)
    assert found is not None
    assert found[1].id == product


@pytest.mark.parametrize("name", ["com.apm.insightful.Thing", "com.practice.chat.Main", "tw", "", "com"])
def test_a_package_matches_only_at_a_dot(recipients: Recipients, name: str) -> None:
    assert recipients.product_of_class(name) is None


def test_every_marker_class_leads_to_its_own_product(recipients: Recipients) -> None:
    for product_id, (_, product) in recipients.products.items():
        for marker in product.markers:
            found = recipients.product_of_class(marker)
            assert found is not None
            assert found[1].id == product_id


def test_thirty_companies_and_more_come_with_the_tool_each_in_the_file_of_its_name(recipients: Recipients) -> None:
    files = {path.stem for path in (resources() / "recipients").glob("*.toml")}
    assert set(recipients.companies) == files
    assert len(files) >= 30


def test_lookups_by_id_give_company_and_product(recipients: Recipients) -> None:
    company, product = recipients.products["apmplus"]
    assert (company.id, product.name) == ("volcano-engine", "APMPlus")
    assert recipients.companies["adjust"].owner is not None


def test_a_country_no_source_tells_stays_unknown(tmp_path: Path) -> None:
    match = loaded(tmp_path, GOOD.replace('country = "KR"\n', "", 1)).match("acme.test")
    assert (match.operator, match.country) == ("Acme Ltd", "")


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('id = "acme"', 'id = "other"', "file's name"),
        ('country = "KR"', 'country = "Korea"', "two capital letters"),
        ('source = "acme.test/privacy"', 'source = ""', "'source'"),
        ('date = "2026-11"', 'date = "last year"', "date"),
        ('hosts = ["acme.test"]', 'hosts = ["*.acme.test"]', "'hosts'"),
        ('hosts = ["acme.test"]', 'host = ["acme.test"]', "unknown key 'host'"),
        ('packages = ["test.acme"]', 'packages = ["test.acme."]', "'packages'"),
        ("[operator]", "[owner]", "[operator]"),
        ('role = "Analytics"', "role = ", "cannot be read"),
    ],
)
def test_a_wrong_file_is_refused_with_its_name_and_key(tmp_path: Path, old: str, new: str, said: str) -> None:
    assert old in GOOD
    with pytest.raises(FileProblem, match=r"acme\.toml") as caught:
        loaded(tmp_path, GOOD.replace(old, new, 1))
    assert said in str(caught.value)


def test_two_companies_cannot_claim_one_host(tmp_path: Path) -> None:
    loaded(tmp_path, GOOD)
    other = GOOD.replace('id = "acme"', 'id = "other"').replace("acme-analytics", "other-analytics")
    with pytest.raises(FileProblem, match=r"the host 'acme\.test' already belongs to acme"):
        loaded(tmp_path, other, "other.toml")


def test_a_right_file_is_a_recipient(tmp_path: Path) -> None:
    match = loaded(tmp_path, GOOD).match("eu.acme.test")
    assert (match.name, match.operator, match.country) == ("Acme", "Acme Ltd", "KR")


@pytest.mark.parametrize(
    ("host", "clean"),
    [("API.x.COM.", "api.x.com"), ("x.com:443", "x.com"), ("[::1]:80", "::1"), ("fe80::1", "fe80::1"), (" a ", "a")],
)
def test_a_host_is_cleaned_of_case_port_and_dot(host: str, clean: str) -> None:
    assert clean_host(host) == clean


def test_every_sdk_the_agent_looks_for_is_a_known_product(recipients: Recipients) -> None:
    sdks = Path(__file__).parents[2] / "hooks" / "sdks"
    named = [(path.stem, *re.findall(r'^\s*product: "([^"]+)"', path.read_text(), re.M)) for path in sdks.glob("*.ts")]
    assert named
    assert [entry for entry in named if len(entry) != 2 or entry[1] not in recipients.products] == []


# ------------------------------------------------------------------------------------------------ clouds and own hosts

CLOUD = GOOD.replace('hosts = ["acme.test"]', 'hosts = ["acme.test"]\ntenant_hosts = ["buckets.acme.test"]')


def test_what_a_customer_put_at_a_cloud_is_the_customers_and_hosted_there(tmp_path: Path) -> None:
    recipients = loaded(tmp_path, CLOUD)
    match = recipients.match("files.secret.buckets.acme.test", AppOrigin(CHAT))
    assert (match.company, match.name) == ("host:secret.buckets.acme.test", "secret.buckets.acme.test")
    assert (match.operator, match.country, match.party, match.hosting) == ("", "", "third", "Acme")
    assert "which customer" in match.reason
    assert recipients.match("buckets.acme.test").company == "acme"
    assert recipients.match("api.acme.test").hosting == ""


def test_a_customers_place_that_carries_the_apps_name_is_likely_the_apps_own(tmp_path: Path) -> None:
    match = loaded(tmp_path, CLOUD).match("practice.buckets.acme.test", AppOrigin(CHAT))
    assert (match.company, match.party, match.certainty, match.hosting) == ("first-party", "first", "likely", "Acme")


def test_links_that_the_apps_package_declares_are_its_own_unless_somebody_else_is_known(tmp_path: Path) -> None:
    recipients = loaded(tmp_path, CLOUD)
    app = AppOrigin(CHAT, links=("chat.own.example", "go.acme.test"))
    assert recipients.match("api.own.example", app).company == "first-party"
    assert "declares links to chat.own.example" in recipients.match("api.own.example", app).reason
    assert recipients.match("go.acme.test", app).party == "third"
    assert recipients.match("api.other.example", app).party == "third"


@pytest.mark.parametrize(
    ("app", "party"),
    [
        (AppOrigin("x.y", certificates=("ab" * 32,)), "first"),
        (AppOrigin("x.y", organization="ACME, Ltd."), "first"),
        (AppOrigin("test.acme.chat"), "first"),
        (AppOrigin("x.y", organization="Acme"), "third"),
        (AppOrigin("x.y", certificates=("cd" * 32,)), "third"),
        (AppOrigin("x.y"), "third"),
    ],
)
def test_the_certificate_an_app_is_signed_with_tells_its_maker(tmp_path: Path, app: AppOrigin, party: str) -> None:
    signed = GOOD.replace('role = "Analytics"', f'role = "Analytics"\ncertificates = ["{"ab" * 32}"]')
    assert loaded(tmp_path, signed).match("acme.test", app).party == party


def test_owner_and_policy_of_a_company_go_with_the_answer(tmp_path: Path) -> None:
    more = GOOD.replace(
        "[[products]]",
        '[owner]\nname = "Acme Group"\nsource = "acme.test/about"\ndate = "2026-11"\n'
        '[privacy_policy]\nurl = "https://acme.test/privacy"\ndate = "2026-11"\n[[products]]',
    )
    match = loaded(tmp_path, more).match("acme.test")
    assert (match.owner, match.policy) == ("Acme Group", "https://acme.test/privacy")


@pytest.mark.parametrize(
    ("line", "said"),
    [('purposes = ["spying"]', "purpose 'spying'"), ('tenant_hosts = ["*.x.test"]', "'tenant_hosts'")],
)
def test_new_words_of_a_product_are_checked(tmp_path: Path, line: str, said: str) -> None:
    with pytest.raises(FileProblem, match=re.escape(said)):
        loaded(tmp_path, GOOD.replace('purpose = "Analytics"', f'purpose = "Analytics"\n{line}'))


ALIASED = CLOUD.replace('purpose = "Analytics"', 'purpose = "Analytics"\npurposes = ["analytics"]')
DELIVERY = GOOD.replace("acme", "parcel").replace('purpose = "Analytics"', 'purpose = "Delivery"\npurposes = ["cdn"]')


def test_another_name_of_a_trackers_host_is_the_trackers_as_far_as_can_be_told(tmp_path: Path) -> None:
    recipients = loaded(tmp_path, ALIASED)
    match = recipients.match("metrics.shop.example", AppOrigin("example.shop"), ("shop.sc.acme.test",))
    assert (match.company, match.party, match.certainty) == ("acme", "third", "likely")
    assert match.reason.startswith(
        "The name server said that metrics.shop.example is another name of shop.sc.acme.test."
    )


def test_another_name_of_a_place_at_a_cloud_or_a_delivery_network_stays_whose_it_was(tmp_path: Path) -> None:
    (tmp_path / "parcel.toml").write_text(DELIVERY, encoding="utf-8")
    recipients = loaded(tmp_path, ALIASED)
    own = recipients.match("chat.practice.example", AppOrigin(CHAT), ("x.buckets.acme.test",))
    assert (own.company, own.party, own.hosting) == ("first-party", "first", "Acme")
    other = recipients.match("www.shop.example", AppOrigin(CHAT), ("shop.edge.example", "e1.parcel.test"))
    assert (other.company, other.hosting) == ("host:shop.example", "Acme")  # GOOD's name, under another id
    assert "another name of e1.parcel.test" in other.reason


def test_another_name_changes_nothing_where_the_host_itself_is_known(tmp_path: Path) -> None:
    recipients = loaded(tmp_path, ALIASED)
    assert recipients.match("api.acme.test", NO_APP, ("edge.parcel.test",)) == recipients.match("api.acme.test")
