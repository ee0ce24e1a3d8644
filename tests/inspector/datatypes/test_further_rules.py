"""People, choices, purchases, places and what led to an installation, where their names stand; elsewhere nothing."""

from __future__ import annotations

import pytest

from inspector.datatypes.find import Finder
from tests.inspector.datatypes.world import types

BLIND = Finder()
UUID = "6c1f0d22-77aa-4b3c-9d8e-1234567890ab"
JWT = "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiI4ODEyIn0.c2lnbmF0dXJl"
FROM_SHOP = "utm_source=google-play&utm_medium=organic&gclid=EAIaIQobChMI" + "a1" * 60


@pytest.mark.parametrize(
    ("value", "type_ids"),
    [
        ({"passenger": {"name": "Mina Park", "id": "p-8812"}}, {"name", "account_id"}),
        ({"name": {"first": "Mina", "last": "Park"}}, {"name"}),
        ({"player": {"nick": "moonrabbit"}}, {"username"}),
        ({"dob": {"day": 17, "month": 4, "year": 1990}}, {"birth_date"}),
        ({"shipping_address": {"house_number": "12"}}, {"address"}),
        ({"to": "01048217730"}, {"phone_number"}),
        ({"recipient": "13812345678"}, {"phone_number"}),
        ({"token": JWT}, {"auth_token"}),
        ({"otp": {"code": "482913"}}, {"password"}),
        ({"consents": {"analytics": True, "ads": "denied"}}, {"privacy_choice"}),
        ({"unsubscribed": False}, {"privacy_choice"}),
        ({"att_status": 3}, {"privacy_choice"}),
        ({"geoip": {"region": "Seoul"}}, {"place_name"}),
        ({"cells": [{"lac": 4321, "cid": 123456}]}, {"cell_id"}),
        ({"install_referrer": FROM_SHOP}, {"install_source"}),
        ({"referrer": FROM_SHOP}, {"install_source"}),
        ({"attribution": {"network": "Google Ads", "campaign": "autumn"}}, {"install_source", "campaign"}),
        ({"utm": {"source": "newsletter", "term": "spring"}}, {"campaign"}),
        ({"order": {"number": "A-1042"}, "line_items": [{"title": "Pro plan"}]}, {"purchase"}),
        ({"amount": {"value": 9900, "currency": "KRW"}}, {"purchase"}),
        ({"row": {"price": 9900, "currency": "KRW"}}, {"purchase"}),
        ({"view": {"url": "chat/MainActivity"}}, {"screen_view"}),
        ({"conversation": "conv-8812-aa71b2"}, {"conversation_id"}),
        ({"session": UUID}, {"session_id"}),
        ({"client_type": "android"}, {"os_name"}),
        # A part of the path with a device or a user in its name.
        ({"myDeviceDetailsV2": {"model": "SM-S911N"}}, {"device_model"}),
        ({"currentUserRecord": {"name": "Mina Park"}}, {"name"}),
        # A form that only one kind of data has.
        ({"x": "fK3jd91kd0s:APA91bHun4MxP5egoKMwt2KZFBaFUH"}, {"push_token"}),
        ({"x": "ExponentPushToken[kq81jdk2kdls9sk1kd]"}, {"push_token"}),
        ({"x": "data:image/png;base64,iVBORw0KGgo"}, {"image"}),
        ({"x": "data:audio/mp4;codecs=mp4a;base64,AAAA"}, {"voice"}),
        ({"x": "Mozilla/5.0 (Linux; Android 14; SM-S911N) AppleWebKit/537.36"}, {"user_agent"}),
        ({"x": "Dalvik/2.1.0 (Linux; U; Android 14; SM-S911N Build/UP1A)"}, {"user_agent"}),
        ({"x": ["010-4821-7730"]}, {"phone_number"}),
    ],
)
def test_a_name_is_found_where_it_means_something(value: dict[str, object], type_ids: set[str]) -> None:
    assert types(value, BLIND) == type_ids


@pytest.mark.parametrize(
    "value",
    [
        {"team": {"name": "Mina Park", "id": "p-8812"}},
        {"font": {"first": "Arial", "family": "Arial"}},
        {"date": {"day": 17, "month": 4, "year": 1990}, "dob": {"format": "2100"}},
        {"to": "1732345678901", "from": "120", "recipient": "all"},
        {"token": "eyJ", "data": "eyJhbGciOiJIUzI1NiJ9"},
        {"error": {"code": "482913"}, "otp": {"length": "6"}},
        {"features": {"analytics": True, "ads": False}, "consents": {"title": "We ask you kindly"}},
        {"att": "see file", "subscribed": {"count": 3}},
        {"memory": {"lac": 4321}, "cells": {"count": "many"}},
        {"table": {"cells": [{"value": "12"}]}},
        {"referrer": "none", "link": "a=1&b=2", "query": "source=1"},
        {"neural": {"network": "resnet50", "source": "torch"}},
        {"sort": {"number": "1042", "title": "By price"}},
        {"row": {"price": 9900, "currency": "see below"}, "rates": {"currency": "KRW"}},
        {"currency": "KRW", "rows": [{"price": "free"}]},
        {"image": {"url": "chat/background.png"}},
        {"conversation": "on", "thread": "main-thread", "chat": "enabled"},
        {"session": "b7e2f0d1-9a3c"},
        {"client_type": "web"},
        {"serverDeviceDetails": {"model": "SM-S911N"}, "hostUserRecord": {"name": "Mina Park"}},
        {"x": "read a:APA91 about push tokens", "y": "data:image/svg+xml;base64,PHN2Zz4="},
        {"x": "okhttp/4.12.0", "y": "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36"},
        {"x": ["010-4821-77301", "2010-4821-7730"]},
    ],
)
def test_a_near_miss_is_nothing(value: dict[str, object]) -> None:
    assert types(value, BLIND) == set()


def test_words_beside_whom_they_go_to_are_words_to_people() -> None:
    words = "I was charged twice for my plan"
    for beside in ({"to": "C0417AB"}, {"roomId": 7}, {"subject": "My plan"}, {"msgtype": "text"}):
        assert "chat_text" in types({"payload": {**beside, "body": words}}, BLIND)
        assert "chat_text" not in types({"payload": {**beside, "level": "info", "body": words}}, BLIND)
        assert "chat_text" not in types({"payload": {**beside, "body": "ok"}}, BLIND)
    assert types({"payload": {"kind": "x", "body": words}}, BLIND) == set()
    assert types({"payload": {"to": "x", "inner": {"body": words}}}, BLIND) == set()


def test_words_to_a_model_stay_a_prompt() -> None:
    found = types({"model": "gpt-4o", "conversation_id": UUID, "message": "which doctor should I see"}, BLIND)
    assert found == {"ai_model", "conversation_id", "prompt"}
