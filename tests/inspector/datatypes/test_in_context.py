"""Names that mean something only where they stand, or only with values of their own form, are found there alone."""

from __future__ import annotations

import pytest

from inspector.datatypes.find import Finder
from tests.inspector.datatypes.world import PLANTED, found, one, types

BLIND, FINDER = Finder(), Finder(PLANTED)
HASH = "5feceb66ffc86f38d952786c6d696c79c2dbc239dd4e91b46729d73a27fb57e9"


@pytest.mark.parametrize(
    ("value", "type_ids"),
    [
        ({"context": {"os": {"name": "Android", "version": "13"}}}, {"os_name", "os_version"}),
        ({"contexts": {"os": {"build": "TP1A.220624.014"}}}, {"rom_build"}),
        ({"context": {"device": {"id": "5f1c09d2b7e3a90e"}}}, {"device_id"}),
        ({"contexts": {"user": {"id": 881234}}}, {"account_id"}),
        ({"user": {"id": "pu-20260115-0417"}}, {"account_id"}),
        ({"events": [{"breadcrumbs": [{"name": "Chat opened"}]}]}, {"app_log"}),
        ({"context": {"screen": {"width": 1080, "density": 2.75}}}, {"screen_size", "display"}),
        ({"context": {"network": {"wifi": True, "cellular": False}}}, {"network_type"}),
        ({"context": {"app": {"name": "Practice", "version": "2.1", "build": "7"}}}, {"app_name", "app_version"}),
        ({"context": {"library": {"version": "4.11.3"}}}, {"sdk_version"}),
        ({"device": {"connectiontype": 2, "ifa": "38400000-8cf0-11bd-b23e-10b96e40000d"}},
         {"network_type", "advertising_id"}),
        ({"device": {"geo": {"lat": 37.57, "lon": 126.98}}}, {"latitude", "longitude"}),
        ({"location": "37.5663,126.9779"}, {"latitude", "longitude"}),
        ({"network_type": 1}, {"network_type"}),
        ({"is_wifi": True}, {"network_type"}),
        ({"gdpr": 1}, {"privacy_choice"}),
        ({"ad_storage": "granted"}, {"privacy_choice"}),
        ({"us_privacy": "1YNN"}, {"privacy_choice"}),
        ({"activity": "com.practice.chat.MainActivity"}, {"screen_view"}),
        ({"context": {"page": {"url": "https://a.example/health", "title": "Health"}}}, {"web_page", "screen_view"}),
        ({"exception": {"values": [{"type": "IllegalStateException", "value": "no such chat here"}]}},
         {"crash_report"}),
        ({"breadcrumbs": [{"message": "user opened the chat"}]}, {"app_log"}),
        ({"registration_ids": ["fK3jd91kd0sA8dk1kd0s22"]}, {"push_token"}),
        ({"ticket": {"comment": {"body": "I cannot sign in any more"}}}, {"chat_text"}),
        ({"em": HASH}, {"email"}),
        ({"user_data": {"ph": [HASH], "fn": HASH}}, {"phone_number", "name"}),
        ({"x-forwarded-for": "203.0.113.9"}, {"ip_address"}),
        ({"search": {"query": "lymph node clinic"}}, {"search_query"}),
    ],
)  # fmt: skip
def test_a_name_is_found_where_it_means_something(value: dict[str, object], type_ids: set[str]) -> None:
    assert types(value, BLIND) == type_ids


@pytest.mark.parametrize(
    "value",
    [
        {"matrix": {"os": {"name": "ubuntu", "version": "22.04"}}},
        {"matrix": [{"os": {"version": "13"}, "arch": ""}]},
        {"package": {"name": "left-pad", "version": "1.3.0"}, "library": {"version": "4.11"}},
        {"app": {"name": "left-pad", "version": "1.3.0"}},
        {"image": {"width": 1080, "height": 720}},
        {"context": {"user": {"id": 0}}},
        {"issue": {"user": {"id": 583231}}},
        {"page": {"title": "Lymph node", "path": "/wiki/Lymph_node"}},
        {"breadcrumbs": [{"name": "Home"}, {"name": "Shop"}]},
        {"metadata": {"app": {"name": "left-pad", "version": "1.3.0"}}},
        {"data": {"screen": {"density": 2}, "display": {"width": 640}}},
        {"network": {"wifi": "Home"}},
        {"connectiontype": "keep-alive"},
        {"geo": {"lat": 37, "lon": 126}},
        {"range": "37.56,126.97"},
        {"location": "1,2"},
        {"location": "Seoul"},
        {"gdpr": "see our policy"},
        {"consent": "https://a.example/consent"},
        {"activity": "running"},
        {"page": 2},
        {"page": "next"},
        {"url": "https://a.example/a"},
        {"error": {"message": "The key is not a valid one"}},
        {"values": [{"type": "number", "value": "one two three"}]},
        {"token": "fK3jd91kd0sA8dk1kd0s22"},
        {"issue": {"body": "The build fails on my machine"}},
        {"commit": {"message": "Fix all the bugs", "sha": HASH[:40]}},
        {"em": "1.5"},
        {"integrity": HASH},
        {"fn": HASH},
        {"x-forwarded-for": "127.0.0.1"},
        {"query": "one two"},
    ],
)
def test_a_near_miss_is_nothing(value: dict[str, object]) -> None:
    assert types(value, BLIND) == set()


def test_a_known_value_where_its_name_means_something_is_certain() -> None:
    finding = one({"context": {"os": {"version": "14"}}}, "os_version", FINDER)
    assert (finding.certainty, finding.planted) == ("certain", "14")


@pytest.mark.parametrize(
    ("value", "type_id"),
    [({"email": "other@example.com"}, "email"), ({"phone": "+82 10-1111-2222"}, "phone_number")],
)
def test_anothers_address_is_told_as_not_the_testers(value: dict[str, object], type_id: str) -> None:
    finding = one(value, type_id, FINDER)
    assert (finding.certainty, finding.planted) == ("likely", "")
    assert "not the one you gave" in finding.reason
    assert "not the one you gave" not in one(value, type_id, BLIND).reason


def test_a_hashed_contact_says_that_it_has_the_form_of_a_hash() -> None:
    assert "form of a hash" in one({"hashed_email": HASH}, "email", BLIND).reason


def test_of_a_stack_the_first_frame_alone_is_told() -> None:
    frames = [{"function": f"send{number}"} for number in range(30)]
    assert len(found({"stacktrace": {"frames": frames}}, BLIND)) == 1
