"""What a phone is known by, from what its shell says."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from inspector.device.facts import own_android_ids, planted_values
from inspector.device.practice.shell import Call, Result
from inspector.device.practice.tools import text
from inspector.errors import PhoneProblem
from tests.inspector.device.fakes import PROPERTIES, FakePhone

# As Android 11 writes it.
SSAID = """<?xml version='1.0' encoding='UTF-8' standalone='yes' ?>
<settings version="-1">
  <setting id="3" name="10123" value="f00dfeed12345678" package="org.example.chat" defaultValue="f00dfeed12345678" />
  <setting id="9" name="10124" value="0123456789abcdef" package="org.example.maps" defaultValue="0123456789abcdef" />
  <setting id="0" name="userkey" value="8C59A9C1" package="android" defaultValue="8C59A9C1" />
</settings>
"""
AD_ID = '<map><string name="adid_key">cdda802e-fb9c-47ad-9866-0794d394c912</string></map>'
WIFI = """Wifi is enabled
Wifi is connected to "Office 5G"
WifiInfo: SSID: "Office 5G", BSSID: 3c:22:fb:01:02:03, MAC: 02:00:00:00:00:00, IP: /192.168.0.7
"""


def settings(call: Call) -> Result:
    known = {("system", "system_locales"): "ko-KR,en-US", ("secure", "android_id"): "1111222233334444"}
    return text(known.get((call.argv[2], call.argv[3]), "null") + "\n")


COMMANDS = {
    "settings": settings,
    "wm": "Physical size: 1080x2400\nOverride size: 720x1600\n",
    "cmd": WIFI,
    "abx2xml": lambda call: Result(err=b"not binary", code=1),
}


def values(phone: FakePhone, package: str = "org.example.chat") -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for planted in planted_values(phone.serial, package):
        assert planted.source == "phone"
        found.setdefault(planted.type, []).append(planted.value)
    return found


def test_a_rooted_phone_tells_the_ids_that_this_app_sees(plug_in: Callable[..., FakePhone]) -> None:
    made = plug_in(commands=COMMANDS)
    made.files.place("/data/system/users/0/settings_ssaid.xml", SSAID.encode())
    made.files.place("/data/data/com.google.android.gms/shared_prefs/adid_settings.xml", AD_ID.encode())
    found = values(made)
    assert found["android_id"] == ["f00dfeed12345678"]
    assert found["advertising_id"] == ["cdda802e-fb9c-47ad-9866-0794d394c912"]


def test_without_root_no_android_id_is_claimed_that_the_app_would_not_see(plug_in: Callable[..., FakePhone]) -> None:
    found = values(plug_in(commands=COMMANDS, su=""))
    assert "android_id" not in found
    assert "advertising_id" not in found


def test_before_android_8_all_apps_share_one_android_id(plug_in: Callable[..., FakePhone]) -> None:
    old = {**PROPERTIES, "ro.build.version.sdk": "25"}
    assert values(plug_in(commands=COMMANDS, su="", properties=old))["android_id"] == ["1111222233334444"]


def test_the_rest_is_read_from_properties_settings_and_wifi(plug_in: Callable[..., FakePhone]) -> None:
    found = values(plug_in(commands=COMMANDS, su=""))
    assert found == {
        "device_model": ["Galaxy S21"],
        "device_brand": ["samsung"],
        "manufacturer": ["samsung"],
        "os_version": ["14"],
        "rom_build": [PROPERTIES["ro.build.fingerprint"]],
        "serial": ["R3CN30XYZ"],
        "timezone": ["Asia/Seoul"],
        "language": ["ko"],
        "country": ["KR"],
        "network_operator": ["SKTelecom"],
        "screen_size": ["1080x2400"],
        "ssid": ["Office 5G"],
        "bssid": ["3c:22:fb:01:02:03"],
    }


def test_a_phone_that_answers_nothing_useful_gives_no_values(plug_in: Callable[..., FakePhone]) -> None:
    assert planted_values(plug_in(su="", properties={}).serial) == []


def test_a_phone_that_is_gone_is_told_in_one_sentence(own_adb: int) -> None:
    with pytest.raises(PhoneProblem, match="does not answer"):
        planted_values("127.0.0.1:1")


def test_only_the_apps_own_entry_counts() -> None:
    assert own_android_ids(SSAID, "org.example.maps") == ["0123456789abcdef"]
    assert own_android_ids(SSAID, "org.example") == []
    assert own_android_ids(SSAID, "") == []
    assert own_android_ids("ABX\x00 binary", "org.example.maps") == []
