"""Personal data is found by the names of fields, where the values have the right form."""

from __future__ import annotations

import pytest

from inspector.datatypes.find import Finder
from tests.inspector.datatypes.world import ANDROID_ID, PLANTED, found, one, types

FINDER = Finder(PLANTED)
BLIND = Finder()

APPLOG_HEADER = {
    "device_model": "Practice Phone", "os": "Android", "os_version": "14", "carrier": "Practice Telecom",
    "access": "wifi", "openudid": ANDROID_ID, "clientudid": "6c1c7ab5-1c4f-4be7-91a9-59d2f4e5e7f1",
    "resolution": "2340*1080", "language": "ko", "tz_name": "Asia/Seoul", "mcc_mnc": "00101", "rom": "PP1A.250424.001",
    "package": "com.practice.chat", "app_version": "1.0.7", "display_name": "Practice Chat", "sim_region": "kr",
}  # fmt: skip


@pytest.mark.parametrize(
    ("value", "type_id", "encoding"),
    [
        ({"device_model": "practice phone"}, "device_model", "letter case"),
        ({"model": "Practice Phone"}, "device_model", "plain"),
        ({"brand": "practice"}, "device_brand", "plain"),
        ({"osVersion": "14"}, "os_version", "plain"),
        ({"os_version": "Android 14"}, "os_version", "plain"),
        ({"OS-Version": 14}, "os_version", "plain"),
        ({"access": "WIFI"}, "network_type", "letter case"),
        ({"language": "ko-KR"}, "language", "language"),
        ({"locale": "ko_KR"}, "language", "language"),
        ({"country": "kr"}, "country", "letter case"),
        ({"screen_width": 1080}, "screen_size", "plain"),
        ({"resolution": "2340*1080"}, "screen_size", "other spelling"),
        ({"screen": "1080,2340,420"}, "screen_size", "other spelling"),
        ({"lat": 37.57}, "latitude", "rounded 2"),
        ({"lng": "126.97795"}, "longitude", "rounded 5"),
        ({"x-device-model": "Practice Phone"}, "device_model", "plain"),
        ({"a.b.os_version": "14"}, "os_version", "plain"),
        ({"app_version": "1.0.7"}, "app_version", "plain"),
    ],
)
def test_a_known_value_under_its_own_name_is_certain(value: dict[str, object], type_id: str, encoding: str) -> None:
    finding = one(value, type_id, FINDER)
    assert (finding.certainty, finding.encoding) == ("certain", encoding)


@pytest.mark.parametrize(
    ("value", "type_id"),
    [
        ({"device_model": "SM-S911B"}, "device_model"),
        ({"gaid": "38400000-8cf0-11bd-b23e-10b96e40000d"}, "advertising_id"),
        ({"openudid": "5f1c09d2b7e3a90e"}, "android_id"),
        ({"openudid": "6c1c7ab5-1c4f-4be7-91a9-59d2f4e5e7f1"}, "device_id"),
        ({"bd_did": "7412345678901234567"}, "device_id"),
        ({"x-rangers-id": "7412345678901234567"}, "device_id"),
        ({"adid": "0123456789abcdef0123456789abcdef"}, "advertising_id"),
        ({"imei": "490154203237518"}, "imei"),
        ({"sim_serial_number": ["8982012345678901234"]}, "iccid"),
        ({"session_id": "b7e2f0d1-9a3c"}, "session_id"),
        ({"user_id": 881234}, "account_id"),
        ({"fps": 59.9}, "performance"),
        ({"page_key": "ChatActivity"}, "screen_view"),
        ({"element_id": "send"}, "click"),
        ({"event": "chat_send"}, "app_usage"),
        ({"stack": "java.lang.IllegalStateException: x\n at com.x.Y.z(Y.java:3)"}, "crash_report"),
        ({"answer": "A lump is often a lymph node."}, "answer"),
        ({"battery_level": 83}, "battery"),
        ({"is_root": False}, "rooted"),
        ({"app_list": ["com.practice.bank"]}, "installed_apps"),
        ({"apps": ["com.practice.bank"]}, "installed_apps"),
        ({"os": "Android"}, "os_name"),
        ({"device_token": "fK3jd91kd0s"}, "push_token"),
        ({"typing_speed": 4.2}, "keystroke_rhythm"),
        ({"ip": "203.0.113.9"}, "ip_address"),
        ({"name": "gaid", "value": "38400000-8cf0-11bd-b23e-10b96e40000d"}, "advertising_id"),
    ],
)
def test_an_unknown_value_of_the_right_form_under_a_telling_name_is_likely(
    value: dict[str, object], type_id: str
) -> None:
    finding = one(value, type_id, BLIND)
    assert (finding.certainty, finding.planted) == ("likely", "")
    assert "The field is called “" in finding.reason


@pytest.mark.parametrize(
    "value",
    [
        {"device_model": ""},
        {"device_model": "unknown"},
        {"gaid": "00000000-0000-0000-0000-000000000000"},
        {"gaid": "not a uuid"},
        {"openudid": "0000000000000000"},
        {"imei": "490154203237519"},
        {"imei": "123"},
        {"mac": "02:00:00:00:00:00"},
        {"email": "not an address"},
        {"phone": "12"},
        {"lat": 0},
        {"lat": 37},
        {"lat": "137.123456"},
        {"lng": "181.12345"},
        {"user_id": "0"},
        {"user_id": None},
        {"ip": "127.0.0.1"},
        {"ip": "1.0.7"},
        {"access": "granted"},
        {"network": "success"},
        {"stack": "LIFO"},
        {"keystroke": "disabled"},
        {"carrier": ""},
        {"user-agent": "okhttp/4.12.0"},
        {"package": "latest"},
        {"battery": ""},
        {"question": "1"},
    ],
)
def test_a_telling_name_with_a_value_of_another_form_is_nothing(value: dict[str, object]) -> None:
    assert types(value, BLIND) == set()


@pytest.mark.parametrize("value", [{"model": "m-7"}, {"version": "3"}, {"width": 640}, {"os": "x"}, {"tz": "9"}])
def test_a_name_many_things_go_by_needs_a_device_around_it(value: dict[str, object]) -> None:
    assert types(value, BLIND) == set()


def test_a_name_many_things_go_by_counts_within_a_device() -> None:
    assert types({"device": {"model": "SM-S911B", "os": "Android", "name": "x y"}}, BLIND) == {
        "device_model",
        "os_name",
    }


def test_a_known_type_by_value_is_not_guessed_at_again_by_name() -> None:
    findings = found({"udid": ANDROID_ID}, FINDER)
    assert [(item.type, item.certainty) for item in findings] == [("android_id", "certain")]


def test_the_place_of_another_is_not_the_phones() -> None:
    assert types({"lat": 51.50735, "lng": -0.12776}, FINDER) == set()
    assert types({"lat": 37.58012}, FINDER) == {"latitude"}


def test_a_list_of_apps_is_one_finding() -> None:
    value = {"app_list": ["com.practice.bank", "com.practice.maps", "com.practice.camera"]}
    assert [(item.type, item.path) for item in found(value, BLIND)] == [("installed_apps", "body.app_list[0]")]


def test_the_device_registration_of_applog_is_read_in_full() -> None:
    by_key = {
        item.path.rpartition(".")[2]: (item.type, item.certainty) for item in found({"header": APPLOG_HEADER}, FINDER)
    }
    assert by_key == {
        "device_model": ("device_model", "certain"),
        "os": ("os_name", "likely"),
        "os_version": ("os_version", "certain"),
        "carrier": ("network_operator", "certain"),
        "access": ("network_type", "certain"),
        "openudid": ("android_id", "certain"),
        "clientudid": ("device_id", "likely"),
        "resolution": ("screen_size", "certain"),
        "language": ("language", "certain"),
        "tz_name": ("timezone", "certain"),
        "mcc_mnc": ("network_operator", "likely"),
        "rom": ("rom_build", "likely"),
        "package": ("app_package", "certain"),
        "app_version": ("app_version", "certain"),
        "sim_region": ("country", "certain"),
    }


def test_a_user_agent_gives_away_model_and_system() -> None:
    agent = "Dalvik/2.1.0 (Linux; U; Android 14; Practice Phone Build/PP1A.250424.001)"
    findings = {item.type: (item.certainty, item.value) for item in FINDER.find({"headers": {"user-agent": agent}})}
    assert findings == {
        "user_agent": ("likely", agent),
        "device_model": ("certain", "Practice Phone"),
        "os_version": ("certain", "14"),
    }


def test_headers_of_the_transport_are_nobodys_data() -> None:
    headers = {
        "host": "apmplus.volces.com", "content-type": "application/json; charset=utf-8", "accept-encoding": "gzip",
        "connection": "Keep-Alive", "content-length": "1080", "date": "Sat, 22 Nov 2026 05:02:11 GMT", "accept": "*/*",
    }  # fmt: skip
    assert FINDER.find({"headers": headers, "path": ["service", "2", "app_log"]}) == []


def test_places_in_a_list_count_where_the_sdk_gave_them_a_meaning() -> None:
    """Facebook's extinfo (TrackHAR, CC0-1.0): 1 package, 4 system version, 5 model, 8 carrier, 9 width.

    The version's name [3] and the height [10] are of a type that stands in the same list before: one finding.
    """
    value = {"extinfo": ["a2", "com.practice.chat", 41, "1.0.7", "14", "SM-S911B", "ko_KR", "KST", "SKT", 1080, 2340]}
    assert {item.path: item.type for item in found(value, BLIND)} == {
        "body.extinfo[1]": "app_package",
        "body.extinfo[2]": "app_version",
        "body.extinfo[4]": "os_version",
        "body.extinfo[5]": "device_model",
        "body.extinfo[6]": "language",
        "body.extinfo[7]": "timezone",
        "body.extinfo[8]": "network_operator",
        "body.extinfo[9]": "screen_size",
    }
