"""The tester and the phone of these tests: what is known of them before anything is searched."""

from __future__ import annotations

from inspector.datatypes.find import Finder
from inspector.records import Finding, Planted, Value

PROMPT = "I have a lump under my left arm, which doctor should I see?"
KOREAN = "왼쪽 팔 아래에 멍울이 있는데 어느 병원에 가야 하나요?"
CHINESE = "我左臂下面有一个肿块应该看哪个医生"
EMAIL = "mina.park@example.org"
ANDROID_ID = "9f3c2b7a51d8e604"
ADVERTISING_ID = "3e1a9c54-7d20-4b8f-9a66-c0d2f1b7e835"
MAC = "3c:5a:b4:01:9e:f2"

PLANTED = (
    Planted("prompt", PROMPT, "typed"),
    Planted("prompt", "is it safe to wait until spring", "typed"),
    Planted("prompt", KOREAN, "typed"),
    Planted("prompt", CHINESE, "typed"),
    Planted("prompt", "hi", "typed"),
    Planted("email", EMAIL, "tester"),
    Planted("phone_number", "+82 10-4821-7730", "tester"),
    Planted("name", "Mina Park", "tester"),
    Planted("account_id", "pu-20250115-0417", "app"),
    Planted("android_id", ANDROID_ID, "phone"),
    Planted("advertising_id", ADVERTISING_ID, "phone"),
    Planted("imei", "490154203237518", "phone"),
    Planted("serial", "PP10425A0417", "phone"),
    Planted("mac", MAC, "phone"),
    Planted("device_model", "Practice Phone", "phone"),
    Planted("device_brand", "practice", "phone"),
    Planted("manufacturer", "Practice", "phone"),
    Planted("os_version", "14", "phone"),
    Planted("network_operator", "Practice Telecom", "phone"),
    Planted("network_type", "wifi", "phone"),
    Planted("ssid", "Practice-Home-5G", "phone"),
    Planted("bssid", "02:00:5e:10:4a:c7", "phone"),
    Planted("latitude", "37.566312", "phone"),
    Planted("longitude", "126.977945", "phone"),
    Planted("language", "ko", "phone"),
    Planted("country", "KR", "phone"),
    Planted("timezone", "Asia/Seoul", "phone"),
    Planted("screen_size", "1080x2340", "phone"),
    Planted("app_package", "com.practice.chat", "phone"),
    Planted("app_version", "1.0.7", "phone"),
)


def found(value: Value, finder: Finder | None = None) -> list[Finding]:
    """The findings in a body."""
    return (finder or Finder(PLANTED)).find({"body": value})


def types(value: Value, finder: Finder | None = None) -> set[str]:
    """The types found in a body."""
    return {finding.type for finding in found(value, finder)}


def one(value: Value, type_id: str, finder: Finder | None = None) -> Finding:
    """The one finding of a type in a body."""
    (finding,) = [finding for finding in found(value, finder) if finding.type == type_id]
    return finding
