"""A name counts where it ends another's, where its value stands in a box of its own, and where an SDK marks it."""

from __future__ import annotations

import pytest

from inspector.datatypes.by_name import schemas
from inspector.datatypes.find import Finder
from tests.inspector.datatypes.world import types

BLIND = Finder()
UUID = "6c1f0d22-77aa-4b3c-9d8e-1234567890ab"


@pytest.mark.parametrize(
    ("value", "type_ids"),
    [
        # A name at the end of one.
        ({"identity_android_id": "9f3c2b7a51d8e604"}, {"android_id"}),
        ({"chatSdkDeviceId": UUID}, {"device_id"}),
        ({"USER_ATTRIBUTE_USER_EMAIL": "mina@mail.kr"}, {"email"}),
        ({"moe_user_attribute_phone_number": "+82 10-4821-7730"}, {"phone_number"}),
        ({"acq_utm_source": "newsletter"}, {"campaign"}),
        ({"ctLatitude": 37.5663, "ctLongitude": 126.9779}, {"latitude", "longitude"}),
        # A value in a box with a time or a type beside it (RevenueCat, Measurement Protocol, Customer.io).
        ({"attributes": {"$email": {"value": "mina@mail.kr", "updated_at_ms": 1700000000000}}}, {"email"}),
        ({"user_properties": {"gender": {"value": "female"}}}, {"gender"}),
        ({"fields": {"birthday": {"stringValue": "1990-04-17"}}}, {"birth_date"}),
        # A name beside a value, and a value in a box that says what kind of value it is (OpenTelemetry, SCIM, FHIR).
        ({"attributes": [{"key": "device.model.identifier", "value": {"stringValue": "SM-S911B"}}]}, {"device_model"}),
        ({"attributes": [{"key": "os.version", "value": {"stringValue": "14"}}]}, {"os_version"}),
        ({"attributes": [{"key": "battery.level", "value": {"doubleValue": 0.4}}]}, {"battery"}),
        ({"params": [{"key": "user_id", "value": {"string_value": "u-8812"}}]}, {"account_id"}),
        ({"device.model.name": "Galaxy S23", "geo.locality.name": "Seoul"}, {"device_model", "place_name"}),
        ({"phoneNumbers": [{"value": "01048217730", "type": "work"}]}, {"phone_number"}),
        ({"telecom": [{"system": "phone", "value": "01048217730"}]}, {"phone_number"}),
        ({"identifiers": [{"type": "user_id", "value": "u-8812"}]}, {"account_id"}),
        ({"facts": [{"attribute": "last_name", "value": "Park"}]}, {"name"}),
        ({"fields": [{"label": "Phone", "value": "01048217730"}]}, {"phone_number"}),
        ({"field_data": [{"name": "full_name", "values": ["Mina Park"]}]}, {"name"}),
        ({"customFields": [{"name": "Birthday", "value": "1990-04-17"}]}, {"birth_date"}),
        # Names that many things have, marked as an SDK's own (Sensors Data, PostHog, ThinkingData).
        ({"$model": "ALN-AL00"}, {"device_model"}),
        ({"#lang": "zh"}, {"language"}),
        ({"$name": "Mina Park"}, {"name"}),
        # Further names of what the device is like.
        ({"statsigMetadata": {"model": "SM-S911N"}}, {"device_model"}),
        ({"hardware": {"uuid": UUID}}, {"device_id"}),
        ({"wifiAccessPoints": [{"macAddress": "3c:37:86:5d:75:d4"}]}, {"bssid"}),
        ({"mcc": "450"}, {"network_operator"}),
        ({"partner_user_id": "pu-0417"}, {"account_id"}),
        ({"location": {"zip": "04524"}}, {"postal_code"}),
        # A name in brackets, as forms have it (Stripe, Rails, PHP).
        ({"user[email]": "mina@mail.kr"}, {"email"}),
        ({"billing_details[name]": "Mina Park"}, {"name"}),
        ({"card[number]": "4242424242424242", "card[cvc]": "314"}, {"payment_card"}),
        ({"billing_details[address][line1]": "12 Sejong-daero"}, {"address"}),
        ({"tokens[0][fcm_token]": "dT9xyz12345678"}, {"push_token"}),
        # Further ways to write a value.
        ({"os_version": "Android 13"}, {"os_version"}),
        ({"accept_language": "ko-KR,ko;q=0.9,en;q=0.8"}, {"language"}),
        ({"timezone": "+0900"}, {"timezone"}),
        ({"timezone_offset": "32400000"}, {"timezone"}),
        ({"screen_resolution": "411.43x914.29"}, {"screen_size"}),
        ({"country": "대한민국"}, {"country"}),
        ({"user_agent": "Chat/1.2 Android/13 SM-S911N"}, {"user_agent"}),
    ],
)
def test_a_name_is_known_in_other_spellings(value: dict[str, object], type_ids: set[str]) -> None:
    assert types(value, BLIND) == type_ids


@pytest.mark.parametrize(
    "value",
    [
        {"server_device_id": UUID},
        {"authorUserId": "583231"},
        {"seller_phone_number": "+82-2-1234-5678".replace("+", "")},
        {"min_app_version": "1.2.0"},
        {"latest_sdk_version": "4.11"},
        {"default_time_zone": "Asia/Seoul"},
        {"androididx": "9f3c2b7a51d8e604"},
        {"settings": {"theme": {"value": "green"}}},
        {"rule": {"value": "mina"}},
        {"attributes": [{"key": "server.model.identifier", "value": {"stringValue": "SM-S911B"}}]},
        {"attributes": [{"key": "service.version", "value": {"stringValue": "14"}}]},
        {"rows": [{"type": "heading", "value": "Mina Park"}, {"label": "Colour", "value": "#fff"}]},
        {"steps": [{"system": "mail", "value": 3}], "counts": {"value": {"intValue": 88123456}}},
        {"mcc": "45"},
        {"archive": {"zip": "04524"}},
        {"article[name]": "Mina Park"},
        {"card[number]": "4242424242424243"},
        {"deck": {"card": {"number": "7"}}, "list": {"line1": "12 Sejong-daero"}},
        {"extinfo[99]": "SM-S911N"},
        {"model": "ALN-AL00"},
        {"lang": "zh"},
        {"name": "Mina Park"},
        {"data": {"uuid": UUID}},
        {"article": {"languages": ["Python"], "disk": "20", "county": "Kent"}},
        {"os_version": "Windows"},
        {"timezone_offset": "32400001"},
        {"country": "kr-all"},
        {"user_agent": "okhttp/4.12.0"},
    ],
)
def test_a_near_miss_is_nothing(value: dict[str, object]) -> None:
    assert types(value, BLIND) == set()


def test_every_ending_is_the_name_of_a_type() -> None:
    assert [ending for ending in schemas._ENDINGS if ending not in schemas._STRONG] == []
