"""Every source of personal data, called in Android's real framework: each hook fires, and tells what was given."""

from __future__ import annotations

import contextlib
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.hooks.rig import App, Row, compile_java
from tests.proof.signatures import ANDROID_ALL
from tests.rigs import maven
from tests.rigs.framework import build as rig

CALLS = Path(__file__).resolve().parent / "device_calls"
PACKAGE = "com.example.chatty"
DEVICE = "android_id=a1b2c3d4e5f60718\nmodel=Pixel 8\nmanufacturer=Google\nbrand=google\n"
# Asked of the app's own code, so that the object behind it is met; it reads nothing by itself.
MEETS = {"com.google.android.gms.location.LocationServices.getFusedLocationProviderClient"}
# The listener's other name, in the library's older versions.
OLDER = ".OnSupport"


@dataclass
class Fired:
    """What came of the calls."""

    hooks: list[dict[str, Any]]
    reads: list[Row]
    notes: list[Row]
    said: list[str]

    def of(self, api: str) -> list[dict[str, Any]]:
        return [row.fields for row in self.reads if row.fields["api"].endswith(api)]

    def value(self, api: str, kind: str) -> Any:
        [first, *_] = [fields for fields in self.of(api) if fields["type"] == kind]
        return first["value"]


@pytest.fixture(scope="module")
def fired(bundle: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Fired]:
    if why := rig.missing():
        pytest.skip(why)
    home, files = rig.build(), tmp_path_factory.mktemp("files")
    [android] = maven.fetch(ANDROID_ALL[34])
    jars = ":".join(str(jar) for jar in (android, home / "app.jar", *sorted((home / "lib").glob("*.jar"))))
    classes = compile_java(CALLS, tmp_path_factory.mktemp("calls"), jars, "**/*.java")
    with running(home, classes, files) as app:
        yield fire(app, bundle)


@contextlib.contextmanager
def running(home: Path, classes: Path, files: Path) -> Iterator[App]:
    """The rig's app with the calls as one of its SDKs, up to where it waits for a line."""
    (files / "device").write_text(DEVICE, encoding="utf-8")
    properties = {
        "java.system.class.loader": "phone.PhoneLoader", "robolectric.offline": "true",
        "robolectric.dependency.dir": home / "android", "apk": home / "app.apk",
        "manifest": home / "AndroidManifest.xml", "java.io.tmpdir": files, "user.home": files,
        "android.device": files / "device", "user.timezone": "Asia/Seoul", "sdks": "devicecalls", "rounds": 0,
    }  # fmt: skip
    command = [
        "java", "-Xmx768m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-XX:+UnlockDiagnosticVMOptions",
        "-XX:-BytecodeVerificationRemote", "--add-opens", "java.base/java.net=ALL-UNNAMED",
        *(f"-D{name}={value}" for name, value in properties.items()),
        "-cp", f"{classes}:{home / 'app.jar'}:{home / 'app.apk'}:{home / 'lib' / '*'}", f"{rig.MAIN_CLASS}$Sandbox",
    ]  # fmt: skip
    with (files / "errors").open("w", encoding="utf-8") as errors:
        pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": errors}
        with subprocess.Popen(command, text=True, cwd=files, **pipes) as program:
            try:
                lines(program, "READY")
                yield App(program)
            finally:
                program.kill()


def lines(program: subprocess.Popen[str], last: str) -> list[str]:
    """What the program says until it says `last`."""
    said: list[str] = []
    assert program.stdout is not None
    for line in program.stdout:
        said.append(line.rstrip("\n"))
        assert "FAIL" not in line, line
        if said[-1] == last:
            return said
    raise AssertionError("\n".join(said[-20:]) or f"the program ended: {program.poll()}")


def fire(app: App, bundle: str) -> Fired:
    app.watch(bundle, package=PACKAGE, process=PACKAGE)
    reader = app.reader()
    assert app.process.stdin is not None
    app.process.stdin.write("\n")
    app.process.stdin.flush()
    said = lines(app.process, "DONE")
    # Reads that were counted are told after some seconds: 51 pieces of sound.
    sound = "android.media.AudioRecord.read"
    reader.until(lambda rows: sum(r.fields["count"] for r in rows if r.fields.get("api") == sound) >= 51)
    hooks = reader.ask("describe")["hooks"]
    result = Fired([h for h in hooks if h["group"] == "device"], reader.of("read"), reader.of("note"), said)
    reader.close()
    return result


def test_every_device_hook_fires_and_tells(fired: Fired) -> None:
    assert [note.fields for note in fired.notes] == []
    assert len(fired.hooks) > 150
    told = {row.fields["api"] for row in fired.reads}
    silent = [
        (hook["id"], hook["status"], hook["hits"])
        for hook in fired.hooks
        if not hook["id"].endswith(OLDER)
        and (
            hook["hits"] == 0
            or ((api := f"{hook['cls']}.{hook['method']}") not in told | MEETS and ".onSupport" not in api)
        )
    ]
    assert silent == []


@pytest.mark.parametrize(
    ("api", "kind", "value"),
    [
        ("Settings$Secure.getString", "android_id", "a1b2c3d4e5f60718"),
        ("Settings$Global.getString", "phone_name", "Ada's phone"),
        ("TelephonyManager.getImei", "imei", "490154203237518"),
        ("TelephonyManager.getSubscriberId", "imsi", "310260000000123"),
        ("TelephonyManager.getLine1Number", "phone_number", "+14155550123"),
        ("SubscriptionInfo.getIccId", "iccid", "8901260012345678901"),
        ("getActiveSubscriptionInfoList", "network_operator", {"count": 1, "first": ["Practice Mobile"]}),
        ("WifiInfo.getBSSID", "bssid", "3c:5a:b4:01:9e:f2"),
        ("WifiInfo.getIpAddress", "ip_address", "192.168.7.23"),
        ("LocationManager.getLastKnownLocation", "longitude", 126.977969),
        ("Geocoder.getFromLocation", "latitude", 37.566535),
        ("ClipboardManager.getPrimaryClip", "clipboard", "the door code is 4711"),
        ("openInputStream", "media", {"asked": "content://media/external/images/media/7", "opened": True}),
        ("getInstalledPackages", "installed_apps", {"count": 2, "first": [PACKAGE, "org.example.bank"]}),
        ("getPackageInfo", "installed_apps", {"package": "org.example.bank", "installed": True}),
        ("SensorManager.getDefaultSensor", "sensors", "android.sensor.accelerometer"),
        ("AccountManager.getAccounts", "email", "ada.lovelace@example.org"),
        ("BluetoothAdapter.getName", "phone_name", "Ada's phone"),
        ("BluetoothAdapter.getBondedDevices", "bluetooth_devices", {"count": 1, "first": ["3C:5A:B4:01:9E:F5"]}),
        ("AdvertisingIdClient$Info.getId", "advertising_id", "38400000-8cf0-11bd-b23e-10b96e40000d"),
        ("MdidSdkHelper$x.getOAID", "oaid", "0a1b2c3d4e5f6071"),
        ("ContextImpl.bindService", "advertising_id", "com.google.android.gms.ads.identifier.service.START"),
        ("TimeZone.getDefault", "timezone", "Asia/Seoul"),
        ("Locale.getISO3Country", "country", "KOR"),
    ],
)  # fmt: skip
def test_what_was_given_is_told(fired: Fired, api: str, kind: str, value: object) -> None:
    assert fired.value(api, kind) == value


def test_reading_about_itself_is_not_told(fired: Fired) -> None:
    assert any("getPackageInfo(self) = " in line for line in fired.said)
    assert {f["value"]["package"] for f in fired.of("getPackageInfo")} == {"org.example.bank"}


def test_a_request_is_told_as_one(fired: Fired) -> None:
    for api in (
        "requestLocationUpdates",
        "SensorManager.registerListener",
        "CameraManager.openCamera",
        "startRecording",
    ):
        assert all(fields["asked"] for fields in fired.of(api)), api


def test_a_refused_read_is_told_as_refused(fired: Fired) -> None:
    [refused] = [f for f in fired.of("getApplicationInfo") if f["value"]["package"] == "org.example.absent"]
    assert refused["refused"] is True
    assert refused["value"]["installed"] is False


def test_reads_within_a_read_are_the_platforms_own(fired: Fired) -> None:
    assert len(fired.of("ContentResolver.openTypedAssetFileDescriptor")) == 1


def test_hot_reads_are_sampled_and_counted(fired: Fired) -> None:
    sound = fired.of("AudioRecord.read")
    assert sum(fields["count"] for fields in sound) == 51
    assert len(sound) <= 6
