"""Names many things go by count beside enough data of the same device, person or place, and alone they do not."""

from __future__ import annotations

import pytest

from inspector.datatypes.find import Finder
from tests.inspector.datatypes.world import PLANTED, found, one, types

BLIND, FINDER = Finder(), Finder(PLANTED)
DEVICE = {"brand": "samsung", "os_version": "13", "android_id": "9f3c2b7a51d8e604"}
KNOWN = {"device_brand", "os_version", "android_id"}


@pytest.mark.parametrize(
    ("more", "type_id"),
    [
        ({"model": "SM-S911N"}, "device_model"),
        ({"lang": "ko"}, "language"),
        ({"w": 1080}, "screen_size"),
        ({"ver": "1.2.0"}, "app_version"),
        ({"tz": "Asia/Seoul"}, "timezone"),
        ({"uuid": "6c1f0d22-77aa-4b3c-9d8e-1234567890ab"}, "device_id"),
    ],
)
def test_a_loose_name_beside_three_facts_of_a_device_is_about_it(more: dict[str, object], type_id: str) -> None:
    assert types({**DEVICE, **more}, BLIND) == KNOWN | {type_id}
    assert types(more, BLIND) == set()
    assert types({"device_facts": DEVICE, "other": more}, BLIND) == KNOWN
    assert types({"brand": "samsung", **more}, BLIND) == {"device_brand"}


@pytest.mark.parametrize(
    ("value", "type_ids"),
    [
        ({"name": "Mina Park", "email": "mina@mail.kr"}, {"name", "email"}),
        ({"id": 881234, "nickname": "mina"}, {"account_id", "username"}),
        ({"people": [{"id": "881234", "gender": "F"}]}, {"account_id", "gender"}),
        ({"lat": 37.57, "lng": 126.98}, {"latitude", "longitude"}),
        ({"phone": "01048217730", "code": "482913"}, {"phone_number", "password"}),
        ({"login": "mina77", "password": "hunter2!"}, {"account_id", "password"}),
        ({"이름": "박민아", "전화번호": "01048217730"}, {"name", "phone_number"}),
        ({"type": "screen", "name": "Lymph node"}, {"screen_view"}),
        ({"type": "page", "properties": {"title": "Lymph node", "path": "/wiki"}}, {"screen_view", "web_page"}),
        ({"url": "https://a.example/health", "hostname": "a.example"}, {"web_page"}),
        ({"points": [{"latitude": 37.5, "long": 126.9}]}, {"latitude", "longitude"}),
    ],
)
def test_a_persons_and_a_places_fields_stand_together(value: dict[str, object], type_ids: set[str]) -> None:
    assert types(value, BLIND) == type_ids


@pytest.mark.parametrize(
    "value",
    [
        {"name": "Mina Park", "price": 9900},
        {"id": 881234, "label": "mina"},
        {"user": {"id": 7}, "rows": [{"id": 881234}]},
        {"lat": 37.57, "lag": 126.98},
        {"lat": 37, "lng": 126},
        {"phone_model_code": "x", "code": "482913"},
        {"login": "mina77", "theme": "x"},
        {"type": "button", "label": "Lymph node"},
        {"type": "page", "rows": {"title": "Lymph node"}},
        {"url": "https://a.example/health", "width": "x"},
        {"href": "https://a.example/health", "hostname": "a.example", "protocol": "https:"},
        {"lat": {"ms": 37.57}, "lng": 126.98},
    ],
)
def test_without_such_neighbours_they_are_nothing(value: dict[str, object]) -> None:
    assert types(value, BLIND) == set()


def test_a_known_value_stays_certain_and_is_told_once() -> None:
    value = {**DEVICE, "model": "Practice Phone"}
    assert one(value, "device_model", FINDER).certainty == "certain"
    assert len([finding for finding in found(value, FINDER) if finding.path == "body.model"]) == 1


def test_what_a_header_is_called_is_not_taken_so() -> None:
    headers = {**DEVICE, "model": "SM-S911N"}
    assert "device_model" not in {finding.type for finding in BLIND.find({"headers": headers})}
