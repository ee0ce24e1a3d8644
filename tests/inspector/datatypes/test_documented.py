"""Fields that only a maker's documentation explains are told in requests to its hosts, and in no others."""

from __future__ import annotations

import re
import tomllib

import pytest

from inspector.datatypes import DATA_TYPES
from inspector.datatypes.by_name.addressed import DOCUMENTED, AddressSchemas, address_schemas, documented
from inspector.datatypes.find import content_of
from inspector.paths import resources

UUID = "6c1f0d22-77aa-4b3c-9d8e-1234567890ab"
CASES = [
    ("https://www.google-analytics.com/g/collect", "query", {"dt": "Chat room"}, "screen_view"),
    ("https://www.google-analytics.com/collect", "body", {"cd": "Chat"}, "screen_view"),
    ("https://www.google-analytics.com/g/collect", "query", {"ep.page_referrer": "https://a.example"}, "referrer"),
    ("https://app-measurement.com/a", "body", {"param": [{"name": "_sn", "string_value": "Chat"}]}, "screen_view"),
    ("https://api.onesignal.com/apps/1/users", "body", {"identity": {"onesignal_id": UUID}}, "device_id"),
    ("https://onesignal.com/api/v1/players", "body", {"identifier": "dT9xyz12345678"}, "push_token"),
    ("https://prodregistryv2.org/v1/rgstr", "body", {"statsigMetadata": {"stableID": UUID}}, "device_id"),
    ("https://eu1.clevertap-prod.com/a1", "body", [{"af": {"Make": "Samsung"}}], "manufacturer"),
    ("https://sdk-01.moengage.com/v2/sdk/device/A", "body", {"USER_ATTRIBUTE_USER_NAME": "Mina Park"}, "name"),
    ("https://mobile-collector.newrelic.com/mobile/v4/connect", "body",
     [["Chat", "1.2", "com.x"], ["Android", "13", "SM-S911N"]], "device_model"),
    ("https://sdk-api-v1.singular.net/api/v1/start", "query", {"mo": "SM-S911N"}, "device_model"),
    ("https://control.kochava.com/track/json", "body", {"data": {"product_name": "dm1q"}}, "device_model"),
    ("https://stats.jpush.cn/v3/report", "body", {"rid": "190e35f7e04d4c5e8a2"}, "push_token"),
    ("https://napi.growingio.com/v3/projects/1/collect", "body", [{"textValue": "Send"}], "click"),
    ("https://launches.appsflyer.com/api/v6/androidevent", "body", {"deviceData": {"btl": "80.0"}}, "battery"),
    ("https://api2.branch.io/v1/open", "body", {"developer_identity": "pu-0417"}, "account_id"),
    ("https://graph.facebook.com/v19.0/1/activities", "body", {"ud": {"zp": "04524"}}, "postal_code"),
    ("https://api.segment.io/v1/batch", "body", {"batch": [{"type": "screen", "name": "Chat"}]}, "screen_view"),
    ("https://api-iam.intercom.io/messenger/mobile/conversations", "body",
     {"blocks": [{"text": "I cannot sign in any more"}]}, "chat_text"),
    ("https://a.zendesk.com/api/v2/tickets", "body", {"comment": {"body": "I was charged twice"}}, "chat_text"),
    ("https://msdk.freshchat.com/app/services/message", "body",
     {"messageFragments": [{"content": "My payment failed twice"}]}, "chat_text"),
    ("https://api.channel.io/front/v5/user-chats/1/messages", "body", {"plainText": "환불 받고 싶습니다"}, "chat_text"),
    ("https://api-1.sendbird.com/v3/group_channels/1/messages", "body", {"message": "are you there now"}, "chat_text"),
    ("https://console.tim.qq.com/v4/openim/sendmsg", "body",
     {"MsgBody": [{"MsgContent": {"Text": "请问什么时候发货"}}]}, "chat_text"),
    ("https://restapi.amap.com/v3/place/text", "query", {"keywords": "医院"}, "search_query"),
    ("https://api.deepgram.com/v1/listen", "body", "RIFF and so on", "voice"),
    ("https://api.openai.com/v1/responses", "body", {"safety_identifier": "pu-0417"}, "account_id"),
    ("https://ms.applovin.com/1.0/mediate", "query", {"tm": "8000000000"}, "memory"),
    ("https://outcome-ssp.supersonicads.com/mediation", "body", {"gmtMinutesOffset": 540}, "timezone"),
    ("https://m.stripe.com/6", "body", {"a": {"c": {"v": "ko-KR"}}}, "language"),
    ("https://m.stripe.com/6", "body", {"b": {"q": "samsung"}}, "manufacturer"),
    ("https://kapi.kakao.com/v1/payment/ready", "body", {"partner_order_id": "order-0417"}, "purchase"),
    ("https://api.line.me/v2/bot/message/push", "body", {"messages": [{"text": "See you at nine"}]}, "chat_text"),
    ("https://api.line.me/v2/bot/message/push", "body", {"to": "U4af4980629a1b2c3d4e5f60718293a4b"}, "account_id"),
    ("https://a.klaviyo.com/client/push-tokens", "body", {"attributes": {"token": "dT9xyz12345678"}}, "push_token"),
    ("https://logx.optimizely.com/v1/events", "body", {"visitors": [{"visitor_id": "pu-0417"}]}, "account_id"),
    ("https://in.smartlook.com/write", "body", {"hardware": "SM-S911N"}, "device_model"),
    ("https://av1.xdrig.com/u/a/v1", "body", {"app": {"globalId": "com.practice.chat"}}, "app_package"),
]  # fmt: skip


def told(url: str, part: str, value: object) -> set[str]:
    content = content_of({part: value})  # type: ignore[dict-item]
    return {finding.type for finding in address_schemas().find(url, content, ())}


@pytest.mark.parametrize(("url", "part", "value", "type_id"), CASES)
def test_a_documented_field_is_told_at_its_makers_host_alone(url: str, part: str, value: object, type_id: str) -> None:
    assert type_id in told(url, part, value)
    assert told(re.sub(r"//[^/]+", "//a.example", url), part, value) == set()
    assert told(re.sub(r"//[^/]+/", lambda host: f"{host[0][:-1]}.example/", url), part, value) == set()


@pytest.mark.parametrize(
    ("url", "value"),
    [
        ("https://www.google-analytics.com/g/collect", {"dt": "", "uap": "7"}),
        ("https://www.google-analytics.com/other", {"dt": "Chat room"}),
        ("https://mobile-collector.newrelic.com/mobile/v4/connect", [["Chat"], ["iPad"]]),
        ("https://sdk-api-v1.singular.net/api/v1/start", {"p": "Web", "mo": "unknown"}),
        ("https://api.deepgram.com/v1/listen", {"x": "RIFF and so on"}),
        ("https://a.zendesk.com/api/v2/tickets", {"comment": {"body": "ok"}, "status": "open now or never"}),
        ("https://onesignal.com/api/v1/notifications", {"contents": {"en": "Hello"}}),
    ],
)
def test_what_has_another_form_or_name_is_none_of_it(url: str, value: object) -> None:
    assert told(url, "body", value) - {"app_name"} == set()


def test_a_header_is_not_meant() -> None:
    assert told("https://sdk-api-v1.singular.net/api/v1/start", "headers", {"mo": "SM-S911N"}) == set()


def test_the_reason_says_whose_documentation_it_is() -> None:
    content = content_of({"body": {"rid": "190e35f7e04d4c5e8a2"}})
    [finding] = address_schemas().find("https://stats.jpush.cn/v3/report", content, ())
    assert "JPush" in finding.reason
    assert "notes on its maker's documentation" in finding.reason


def test_every_schema_has_a_source_a_check_hosts_and_each_name_once() -> None:
    said = tomllib.loads((resources() / DOCUMENTED).read_text("utf-8"))["schema"]
    assert len({one["name"] for one in said}) == len(said) >= 20
    for one in said:
        assert one["source"], one["name"]
        assert re.match(r"20\d\d-\d\d-\d\d: .{10}", one["checked"]), one["name"]
        assert all(re.fullmatch(r"[a-z0-9-]+(\.[a-z0-9-]+)+", host) for host in one["hosts"]), one["name"]
        assert set(one["types"]) <= set(DATA_TYPES), one["name"]
        names = [name for of in one["types"].values() for name in of.split()]
        assert len(set(names)) == len(names), (one["name"], sorted(n for n in names if names.count(n) > 1))


def test_a_host_is_met_with_all_below_it() -> None:
    schemas = AddressSchemas(documented(), {})
    for url in ("https://singular.net/x", "https://a.b.singular.net/x"):
        assert [one.type for one in schemas.find(url, content_of({"query": {"mo": "SM-S911N"}}), ())] == [
            "device_model"
        ]
