"""Which apps there are, on phones that really speak adb, with and without Frida."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from inspector.device.apps import apk_sha256, list_apps
from inspector.device.practice.phone import RunningPhone, spawn_detached
from inspector.device.practice.shell import Call, Result
from inspector.device.practice.tools import text
from inspector.errors import PhoneProblem
from tests.inspector.device.ask import ask
from tests.inspector.device.fakes import FakePhone

VERSIONS = {"org.example.chat": "2.4.1", "org.example.maps": "1.0-beta"}


def pm(call: Call) -> Result:
    """As Android 14's package manager, with carriage returns as older ones have."""
    if "path" in call.argv:
        return text("package:/data/app/~~x==/org.example.chat-1/base.apk\npackage:/data/app/~~x==/split_config.apk\n")
    if "-s" in call.argv:
        return text("package:com.android.settings\r\n")
    codes = "package:org.example.maps versionCode:7\r\npackage:org.example.chat versionCode:241\r\n"
    return text(codes + "package:com.android.settings versionCode:34\r\n")


def dumpsys_all(call: Call) -> Result:
    listed = "".join(f"  Package [{p}] (1f):\n    versionName={v}\n" for p, v in VERSIONS.items())
    return text(listed) if call.argv[1:] == ["package", "packages"] else Result(code=1)


def dumpsys_single(call: Call) -> Result:
    package = call.argv[2]
    known = f"Packages:\n  Package [{package}] (1f):\n    userId=10\n    versionName={VERSIONS.get(package)}\n"
    return text(known if package in VERSIONS else f"Unable to find package: {package}\n")


PS = "  PID NAME\n    1 init\n 4242 org.example.chat\n 4301 org.example.chat:push\n  900 com.android.settings\n"


@pytest.mark.parametrize("dumpsys", [dumpsys_all, dumpsys_single], ids=["all at once", "one by one"])
def test_without_frida_apps_are_listed_with_versions_and_processes(
    plug_in: Callable[..., FakePhone], dumpsys: Callable[[Call], Result]
) -> None:
    made = plug_in(commands={"pm": pm, "dumpsys": dumpsys, "ps": PS})
    found: list[dict[str, Any]] = ask("apps.list_apps", made.serial)
    shown = [(a["package"], a["version"], a["version_code"], a["pids"], a["system"]) for a in found]
    assert shown == [
        ("org.example.chat", "2.4.1", 241, [4242, 4301], False),
        ("org.example.maps", "1.0-beta", 7, [], False),
        ("com.android.settings", "", 34, [900], True),
    ]
    assert [a["running"] for a in found] == [True, False, True]


def test_the_hash_of_an_app_is_that_of_its_main_apk(plug_in: Callable[..., FakePhone]) -> None:
    asked: list[str] = []

    def sha256sum(call: Call) -> Result:
        asked.append(call.argv[1])
        return text(f"{'ab' * 32}  {call.argv[1]}\n")

    made = plug_in(commands={"pm": pm, "sha256sum": sha256sum})
    assert apk_sha256(made.serial, "org.example.chat") == "ab" * 32
    assert asked == ["/data/app/~~x==/org.example.chat-1/base.apk"]


def test_a_phone_that_cannot_hash_gives_no_hash(plug_in: Callable[..., FakePhone]) -> None:
    assert apk_sha256(plug_in(commands={"pm": pm}).serial, "org.example.chat") == ""


@pytest.mark.parametrize("asked", [list_apps, lambda serial: apk_sha256(serial, "x")])
def test_a_phone_that_is_gone_is_told_in_one_sentence(own_adb: int, asked: Callable[[str], object]) -> None:
    with pytest.raises(PhoneProblem, match="does not answer") as e:
        asked("127.0.0.1:1")
    assert e.value.hint


# ------------------------------------------------------------------------------------------------ the practice phone


@pytest.fixture(scope="module")
def practice_phone(adb_port: int, tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningPhone]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("INSPECTOR_CACHE", str(tmp_path_factory.mktemp("cache")))
        patch.setenv("ANDROID_ADB_SERVER_PORT", str(adb_port))
        running = spawn_detached()
        yield running
        running.stop()


@pytest.mark.phone
def test_the_practice_phone_is_ready_and_its_chat_has_name_version_and_icon(practice_phone: RunningPhone) -> None:
    found = ask("readiness.probe", practice_phone.serial)
    assert (found["state"], found["connection"], found["model"]) == ("ready", "practice", "Practice Phone")
    chat = ask("apps.list_apps", practice_phone.serial)[0]
    assert (chat["package"], chat["name"], chat["version"], chat["version_code"]) == (
        "com.practice.chat", "Practice Chat", "1.0.7", 41,
    )  # fmt: skip
    assert bytes.fromhex(chat["icon_png"]).startswith(b"\x89PNG")


@pytest.mark.phone
def test_what_the_practice_phone_is_known_by_is_read_from_it(practice_phone: RunningPhone) -> None:
    from inspector import paths

    lines = (paths.resources() / "practice" / "device.properties").read_text().splitlines()
    facts = dict(line.split("=", 1) for line in lines if "=" in line and not line.startswith("#"))
    found = {p["type"]: p["value"] for p in ask("facts.planted_values", practice_phone.serial, "com.practice.chat")}
    same = ("android_id", "advertising_id", "os_version", "language", "timezone", "serial", "country", "ssid", "bssid")
    named = {"device_model": "model", "network_operator": "operator", "device_brand": "brand"}
    for type_, fact in [*((name, name) for name in same), *named.items()]:
        assert found[type_] == facts[fact], type_
    assert found["screen_size"] == f"{facts['width']}x{facts['height']}"


@pytest.mark.phone
def test_the_practice_phones_screen_is_a_picture_and_can_be_typed_on(practice_phone: RunningPhone) -> None:
    picture = bytes.fromhex(ask("screen.screencap", practice_phone.serial))
    assert int.from_bytes(picture[16:20], "big") == 1080
    ask("screen.type_text", practice_phone.serial, "안녕하세요 100%s 'quoted' $HOME")
    ask("screen.tap", practice_phone.serial, 10, 10)
    ask("screen.key", practice_phone.serial, 4)
