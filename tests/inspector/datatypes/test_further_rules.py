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
        # Pictures and recordings where they stand, whole, cut short or on the web.
        ({"image": "https://a.example/me.jpg"}, {"image"}),
        ({"input": {"image": "https://a.example/me.jpg"}}, {"image"}),
        ({"inputs": [{"data": {"image": {"url": "https://a.example/me.jpg"}}}]}, {"image"}),
        ({"attachments": [{"type": "image", "url": "https://a.example/me.jpg"}]}, {"image"}),
        ({"message": {"attachment": {"type": "audio", "payload": {"url": "https://a.example/me"}}}}, {"voice"}),
        ({"id_front": "/9j/4AAQSkZJRgABAQ..."}, {"image"}),
        ({"document": "iVBORw0KGgo..."}, {"image"}),
        # Places as lists and as whole numbers.
        ({"location": {"type": "Point", "coordinates": [126.9779, 37.5663]}}, {"latitude", "longitude"}),
        ({"latlng": [37.5663, 26.9779]}, {"latitude", "longitude"}),
        ({"latitudeE7": 375663000, "longitudeE7": 1269779000}, {"latitude", "longitude"}),
        # Further forms of what is known by its name.
        ({"birthday": "17/04/1990"}, {"birth_date"}),
        ({"birthday": "0417", "birthDate": 640310400000}, {"birth_date"}),
        ({"phone": "whatsapp:+14155552671", "mobile": "(415) 555-2671"}, {"phone_number"}),
        ({"ip": "203.0.113.9, 70.41.3.18", "client_ip": "203.0.113.9:443"}, {"ip_address"}),
        ({"cf-connecting-ip": "203.0.113.9"}, {"ip_address"}),
        ({"networkType": "TYPE_WIFI", "conn_type": "cellular_4g"}, {"network_type"}),
        ({"res": "1080x2340", "screen": "1080*2340"}, {"screen_size"}),
        ({"screen": {"width": 1080, "height": 2340, "density": 2.75}}, {"screen_size", "display"}),
        ({"gender": "Homme"}, {"gender"}),
        ({"user_ids": ["u-8812", "u-8813"]}, {"account_id"}),
        ({"vid": "5f1c09d2b7e3a90e"}, {"device_id"}),
        ({"card": "4242 4242 4242 4242"}, {"payment_card"}),
        ({"to_address": "0x52908400098527886E0F7030069857D2E4169EE7"}, {"bank_account"}),
        ({"upi_id": "mina@okbank"}, {"bank_account"}),
        ({"clientX": 120, "clientY": 500}, {"touch"}),
        # A part of the path with a device or a user in its name.
        ({"myDeviceDetailsV2": {"model": "SM-S911N"}}, {"device_model"}),
        ({"currentUserRecord": {"name": "Mina Park"}}, {"name"}),
        # A form that only one kind of data has.
        ({"x": "fK3jd91kd0s:APA91bHun4MxP5egoKMwt2KZFBaFUH"}, {"push_token"}),
        ({"x": "ExponentPushToken[kq81jdk2kdls9sk1kd]"}, {"push_token"}),
        ({"x": "data:image/png;base64,iVBORw0KGgo"}, {"image"}),
        ({"x": "data:audio/mp4;codecs=mp4a;base64,AAAA"}, {"voice"}),
        ({"x": "Mozilla/5.0 (Linux; Android 14; SM-S911N) AppleWebKit/537.36"}, {"user_agent"}),
        ({"x": "Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) AppleWebKit/605.1.15"}, {"user_agent"}),
        ({"x": "Mozilla/5.0 (Linux; Android 14; SM-S911N"}, {"user_agent"}),
        ({"installedApplications": [{"packageName": "com.other.app"}]}, {"installed_apps"}),
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
        {"items": [{"image": "https://a.example/shoe.jpg"}], "image": "icon_send", "input": {"image": "a cat"}},
        {"blocks": [{"type": "image", "url": "https://a.example/banner.jpg"}]},
        {"attachments": [{"type": "image", "url": "banner"}, {"type": "link", "url": "https://a.example"}]},
        {"document": "iVBOR", "front": "/9j/", "data": "/9k/4AAQSkZJRgABAQ"},
        {"coordinates": [1, 2], "position": [0.1234, 0.5678, 0.9], "range": [126.9779, 37.5663]},
        {"latitudeE7": 12, "longitudeE7": "375663000000000"},
        {"birthday": "32/04/1990", "birthDate": "640310400001", "dob": "9917"},
        {"phone": "whatsapp:mina", "mobile": "(open)"},
        {"ip": "1.2.3", "client_ip": "none, 1.2.3"},
        {"networkType": "TYPE_UNKNOWN", "conn_type": "keep_alive"},
        {"res": "320x50", "viewport": "width=device-width"},
        {"user_ids": [], "vid": "12", "fp": "see below"},
        {"card": "4242 4242 4242 4243", "to_address": "0x529", "upi_id": "mina"},
        {"serverDeviceDetails": {"model": "SM-S911N"}, "hostUserRecord": {"name": "Mina Park"}},
        {"x": "read a:APA91 about push tokens", "y": "data:image/svg+xml;base64,PHN2Zz4="},
        {"x": "okhttp/4.12.0", "y": "Mozilla/5.0 (compatible; bot)"},
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


WORDS = "which doctor should I see"


@pytest.mark.parametrize(
    ("value", "path", "type_id"),
    [
        ({"payload": {"text": [{"role": "user", "content": WORDS}]}}, "body.payload.text[0].content", "prompt"),
        (
            {"additional_messages": [{"role": "user", "content": WORDS}]},
            "body.additional_messages[0].content",
            "prompt",
        ),
        ({"lines": [{"sender_type": "USER", "text": WORDS}]}, "body.lines[0].text", "prompt"),
        ({"character_id": "c-88", "message": WORDS}, "body.message", "prompt"),
        ({"queryInput": {"text": {"text": WORDS, "languageCode": "en"}}}, "body.queryInput.text.text", "prompt"),
        ({"inputs": WORDS}, "body.inputs", "prompt"),
        ({"messages": [{"role": "customer", "text": WORDS}]}, "body.messages[0].text", "chat_text"),
        ({"sender": "s-1", "message": WORDS}, "body.message", "chat_text"),
    ],
)
def test_words_of_a_chat_are_known_in_further_shapes(value: dict[str, object], path: str, type_id: str) -> None:
    found = {(one.path, one.type) for one in BLIND.find({"body": value})}  # type: ignore[dict-item]
    assert (path, type_id) in found


@pytest.mark.parametrize(
    "value",
    [
        {"members": [{"role": "user", "bio_title": WORDS, "content": "ok"}]},
        {"role": "admin of all", "content": WORDS},
        {"inputs": ["a", "b"], "character_id": "c-88", "label": WORDS},
        {"queryInput": {"event": {"name": WORDS}}},
        {"sender": "s-1", "level": "info", "message": WORDS},
    ],
)
def test_other_words_beside_a_role_are_none_of_a_chat(value: dict[str, object]) -> None:
    assert {"prompt", "chat_text", "answer", "system_prompt"}.isdisjoint(types(value, BLIND))
