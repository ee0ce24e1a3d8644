"""Names of SDKs' and map services' documented requests count where they stand there, and not elsewhere."""

from __future__ import annotations

import pytest

from inspector.datatypes.find import Finder
from tests.inspector.datatypes.world import types

BLIND = Finder()
UUID = "6c1f0d22-77aa-4b3c-9d8e-1234567890ab"


def found(parts: dict[str, object]) -> set[str]:
    return {finding.type for finding in BLIND.find(parts)}  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("value", "type_ids"),
    [
        ({"os": {"name": "Android", "version": "13", "build": "TP1A.220624.014"}},
         {"os_name", "os_version", "rom_build"}),
        ({"session": {"id": UUID}}, {"session_id"}),
        ({"context": {"user": {"key": "pu-0417"}, "ld_device": {"key": UUID}}}, {"account_id", "device_id"}),
        ({"contextKeys": {"user": "pu-0417"}}, {"account_id"}),
        ({"device": {"name": "Mina's Galaxy S23"}}, {"phone_name"}),
        ({"deviceName": "민아의 갤럭시"}, {"phone_name"}),
        ({"device_name": "小明的iPhone"}, {"phone_name"}),
        ({"display": {"viewport": {"width": 412, "height": 915}}}, {"screen_size"}),
        ({"connectivity": {"interfaces": ["wifi"], "cellular": {"technology": "LTE"}}}, {"network_type"}),
        ({"application": {"id": "com.practice.chat"}}, {"app_package"}),
        ({"gps": [{"lat": 37.57, "lng": 126.98}]}, {"latitude", "longitude"}),
        ({"latitude": 37.5, "longitude": 126.9}, {"latitude", "longitude"}),
        ({"origin": "126.977945,37.566312"}, {"latitude", "longitude"}),
        ({"waypoints": "126.9779,37.5663|127.0276,37.4979"}, {"latitude", "longitude"}),
        ({"destination": {"x": 127.10764, "y": 37.40234}}, {"latitude", "longitude"}),
        ({"view": {"name": "Settings"}}, {"screen_view"}),
        ({"batch": [{"properties": {"title": "Chat room", "url": "https://a.example/c"}}]},
         {"screen_view", "web_page"}),
        ({"action": {"target": {"name": "send_button"}}}, {"click"}),
        ({"touch": {"x": 540.5, "y": 1200}}, {"touch"}),
        ({"purchases": [{"product_id": "pro_month", "price": 9900, "currency": "KRW"}]}, {"purchase"}),
        ({"events": [{"params": {"items": [{"item_name": "Pro plan"}]}}]}, {"purchase"}),
        ({"event_properties": {"currency": "KRW"}}, {"purchase"}),
        ({"events": [{"params": {"keyword": "lymph node"}}]}, {"search_query"}),
        ({"subscription": {"token": "dT9xyz12345678901234"}}, {"push_token"}),
        ({"identifier": "dT9xyz:APA91bHun4MxP5egoKMwt2KZFBaFUH"}, {"push_token"}),
        ({"to": "ExponentPushToken[xxxxxxxxxxxxxxxxxxxxxx]"}, {"push_token"}),
        ({"thirdPartyConsent": "Y"}, {"privacy_choice"}),
        ({"push_marketing_agree_yn": "N"}, {"privacy_choice"}),
        ({"IABTCF_TCString": "CPz8h4APz8h4AAfGABENDSCsAP_AAH_AAAAA"}, {"privacy_choice"}),
        ({"imei_md5": "5feceb66ffc86f38d952786c6d696c79"}, {"imei"}),
        ({"device": {"didsha1": "da39a3ee5e6b4b0d3255bfef95601890afd80709"}}, {"imei"}),
        ({"gaid_sha1": "da39a3ee5e6b4b0d3255bfef95601890afd80709"}, {"advertising_id"}),
        ({"macmd5": "5feceb66ffc86f38d952786c6d696c79"}, {"mac"}),
        ({"session": {"token": "eyKf83jdKQm29dk3Jd84"}}, {"auth_token"}),
        ({"contacts": [{"name": "Lee Jiwoo", "number": "9"}]}, {"contacts"}),
        ({"wifi": {"name": "Home-5G"}}, {"ssid"}),
        ({"apps": [{"packageName": "com.tencent.mm"}]}, {"installed_apps"}),
        ({"packages": [{"name": "com.tencent.mm"}]}, {"installed_apps"}),
        ({"lang": "ko_KR"}, {"language"}),
        ({"error": {"name": "TypeError"}}, {"crash_report"}),
        ({"backtrace": "#00 pc 0001a2b4 /data/app/lib/libchat.so (send+20)"}, {"crash_report"}),
    ],
)  # fmt: skip
def test_a_name_is_found_where_documentation_has_it(value: dict[str, object], type_ids: set[str]) -> None:
    assert types(value, BLIND) == type_ids


@pytest.mark.parametrize(
    "value",
    [
        {"runs": [{"os": {"version": "22.04"}}]},
        {"recording": {"id": UUID}},
        {"context": {"rule": {"key": "pu-0417"}}},
        {"hostname": "db-1.internal"},
        {"thumbnail": {"width": 412, "height": 915}},
        {"cellular": {"technology": "carrier aggregation"}},
        {"application": {"id": "583231"}},
        {"lat": 37.57, "lag": 126.98},
        {"origin": "https://a.example"},
        {"origin": "v1.20,3.40"},
        {"destination": {"x": 127, "y": 37}},
        {"shape": {"x": 127.10764, "y": 37.40234}},
        {"properties": {"title": ""}},
        {"properties": {"title": {"type": "string"}}},
        {"migration": {"target": {"name": "send_button"}}},
        {"chart": {"x": 540.5, "y": 1200}},
        {"menu": [{"product_id": "latte", "price": 4500}]},
        {"settings": {"currency": "KRW"}},
        {"params": {"currency": "won"}},
        {"events": [{"params": {"query": "query Me { me { id } }"}}]},
        {"subscription": {"token": "yes"}},
        {"subscription_url": "https://a.example/APA91"},
        {"thirdPartyConsent": "https://a.example/consent"},
        {"agree": "see below"},
        {"imei_md5": "none"},
        {"didsha1": "yes"},
        {"page": {"token": "eyKf83jdKQm29dk3Jd84"}},
        {"session": {"token": "yes"}},
        {"contacts": {"count": 12}},
        {"company": {"name": "Home-5G"}},
        {"packages": [{"name": "left-pad"}]},
        {"lang": "python"},
        {"error": {"name": "not found"}},
        {"backtrace": "#1 on the list"},
    ],
)
def test_a_near_miss_is_nothing(value: dict[str, object]) -> None:
    assert types(value, BLIND) == set()


def test_a_maps_query_tells_a_place_and_what_was_looked_for() -> None:
    query = {"query": "카카오프렌즈", "x": "127.0276368", "y": "37.4979502", "radius": "2000"}
    assert found({"query": query}) == {"search_query", "longitude", "latitude"}
    assert found({"query": {"x": "127", "y": "37", "query": "query Me { me }"}}) == set()


def test_a_measurement_querys_page_counts_in_a_query_alone() -> None:
    query = {"dl": "https://a.example/chat", "dr": "https://b.example", "cd": "Chat"}
    assert found({"query": query}) == {"web_page", "referrer", "screen_view"}
    assert found({"body": query}) == set()
