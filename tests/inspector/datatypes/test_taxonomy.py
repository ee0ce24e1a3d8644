"""The taxonomy: every data type there is, its family, its name; and the shapes of values."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from inspector.datatypes import (
    DATA_TYPES,
    FAMILIES,
    DataType,
    family_of,
    labels_of,
    labels_table,
    name_of,
    order_of,
    shapes,
)
from inspector.datatypes.by_name.trackhar import NONE_OF_OURS, TYPE_OF
from inspector.datatypes.kinds import plain_key

# Ids that stand in session files: they stay.
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
def test_every_family_keeps_the_types_it_had(family: str) -> None:
    assert set(IDS[family].split()) <= {kind for kind in DATA_TYPES if family_of(kind) == family}


def test_every_type_has_a_name_of_its_own_in_english_korean_and_chinese() -> None:
    assert len(DATA_TYPES) >= 70
    for language, letters in (("en", r"[A-Za-z]"), ("ko", r"[가-힣]"), ("zh", r"[\u4e00-\u9fff]")):
        names = {kind: name_of(kind, language) for kind in (*DATA_TYPES, *FAMILIES)}
        assert len(set(names.values())) == len(names), language
        # Chinese writes the cookie as English does.
        assert [kind for kind, name in names.items() if not re.search(letters, name)] in ([], ["cookie_id"])


def test_labels_name_the_forms_row_and_the_acts_term() -> None:
    assert labels_table("email") == {
        "google_play": ["Personal info ▸ Email address"],
        "korea": ["개인정보"],
        "gdpr": [],
    }
    assert labels_table("national_id")["korea"] == ["고유식별정보", "주민등록번호"]
    assert labels_table("health") == {
        "google_play": ["Health and fitness ▸ Health info"], "korea": ["민감정보"], "gdpr": ["data concerning health"],
    }  # fmt: skip
    assert labels_table("latitude") == {
        "google_play": ["Location ▸ Precise location"], "korea": ["개인위치정보"], "gdpr": [],
    }  # fmt: skip
    assert labels_table("horoscope") == {"google_play": [], "korea": [], "gdpr": []}
    assert {label.scheme for kind in DATA_TYPES for label in labels_of(kind)} == {"google_play", "korea", "gdpr"}


def test_only_what_names_the_app_and_not_the_user_has_no_row_in_googles_form() -> None:
    without = {kind for kind in DATA_TYPES if not labels_table(kind)["google_play"]}
    assert without == {"app_name", "app_package", "sdk_version"}


def test_special_categories_are_sensitive_in_korea_as_well() -> None:
    special = {kind for kind in DATA_TYPES if labels_table(kind)["gdpr"]}
    assert special == {"biometrics", "health", "beliefs", "sexuality", "ethnicity"}
    for kind in special:
        assert any(text.startswith("민감정보") for text in labels_table(kind)["korea"])


def test_every_property_of_trackhar_is_a_type_here_or_said_why_not() -> None:
    listed = (Path(__file__).parent / "data" / "trackhar_properties.txt").read_text("utf-8").splitlines()
    properties = [line for line in listed if not line.startswith("#")]
    assert len(properties) == 104
    assert sorted((*TYPE_OF, *NONE_OF_OURS)) == sorted(properties)
    assert set(TYPE_OF.values()) <= set(DATA_TYPES)
    assert all(NONE_OF_OURS.values())


def test_the_field_names_of_a_type_are_not_anothers_with_the_same_form() -> None:
    """Where two types share a name, the first one's form must be the narrower: the second would never be found."""
    first: dict[str, DataType] = {}
    hidden = []
    for kind in DATA_TYPES.values():
        for key in map(plain_key, kind.keys):
            if key in first and first[key] is not kind and first[key].accepts is kind.accepts:
                hidden.append((key, first[key].id, kind.id))
            first.setdefault(key, kind)
    assert hidden == []


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
