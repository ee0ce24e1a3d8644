"""The taxonomy: every data type there is, its family, its name; and the shapes of values."""

from __future__ import annotations

import pytest

from inspector.datatypes import DATA_TYPES, FAMILIES, family_of, name_of, order_of, shapes
from inspector.datatypes.kinds import plain_key

IDS = {
    "content": "prompt chat_text file_content clipboard contacts messages call_log calendar media browsing camera "
    "microphone screen_capture",
    "identity": "email phone_number name address account_id android_id advertising_id imei imsi iccid serial mac "
    "device_id installation_id session_id ip_address keystroke_rhythm accounts phone_name",
    "device": "device_model device_brand manufacturer os_name os_version app_version app_package network_type "
    "network_operator screen_size language timezone country cpu memory storage battery rom_build user_agent "
    "installed_apps rooted running_apps sensors bluetooth_devices signal_strength",
    "place": "latitude longitude ssid bssid cell_id wifi_nearby wifi_known",
    "behaviour": "screen_view click app_usage crash_report performance usage_of_apps",
}


@pytest.mark.parametrize("family", IDS)
def test_every_family_has_exactly_its_types(family: str) -> None:
    assert {kind for kind in DATA_TYPES if family_of(kind) == family} == set(IDS[family].split())


def test_families_and_types_have_names_and_descriptions() -> None:
    assert list(FAMILIES) == list(IDS)
    for known in (*FAMILIES.values(), *DATA_TYPES.values()):
        assert known.name
        assert known.description
    assert len({kind.name for kind in DATA_TYPES.values()}) == len(DATA_TYPES)


def test_a_type_of_a_newer_file_keeps_its_id_as_name_and_stands_last() -> None:
    assert name_of("horoscope") == "horoscope"
    assert order_of("prompt") < order_of("email") < order_of("device_model") < order_of("latitude") < order_of("click")
    assert order_of("horoscope") > max(map(order_of, DATA_TYPES))


@pytest.mark.parametrize(
    ("key", "plain"),
    [("X-Device-Model", "devicemodel"), ("x-device-id", "deviceid"), ("osVersion", "osversion"), ("xid", "xid")],
)
def test_field_names_are_compared_without_case_and_punctuation(key: str, plain: str) -> None:
    assert plain_key(key) == plain


@pytest.mark.parametrize(
    ("accepts", "good", "bad"),
    [
        (shapes.is_uuid, "38400000-8cf0-11bd-b23e-10b96e40000d", "38400000-8cf0-11bd-b23e-10b96e40000"),
        (shapes.is_hex16, "9f3c2b7a51d8e604", "9f3c2b7a51d8e60g"),
        (shapes.is_email, "a.b+c@d.co.kr", "a@b"),
        (shapes.is_mac, "3c:5a:b4:01:9e:f2", "3c:5a:b4-01:9e:f2"),
        (shapes.is_imei, "490154203237518", "490154203237517"),
        (shapes.is_iccid, "8982012345678901234", "1234567890123456789"),
        (shapes.is_ip, "2001:db8::1", "0.0.0.0"),
        (shapes.is_latitude, "-37.566", "90.001"),
        (shapes.is_longitude, "-179.999", "180.001"),
        (shapes.is_screen, "1080x2340", "2x2"),
        (shapes.is_language, "zh-Hans-CN", "12"),
        (shapes.is_timezone, "Asia/Seoul", "tomorrow"),
        (shapes.is_package, "com.practice.chat", "practice"),
        (shapes.is_version, "14.0.1-beta", "fourteen"),
        (shapes.is_sentence, "three short words", '{"a": "b c d"}'),
        (shapes.is_crash, "at com.x.Y.z(Y.java:3)", "at home"),
    ],
)
def test_a_shape_accepts_its_own_and_refuses_the_near_miss(accepts: object, good: str, bad: str) -> None:
    assert callable(accepts)
    assert (accepts(good), accepts(bad)) == (True, False)
