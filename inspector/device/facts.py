"""What a phone is known by, read over adb before the app starts: the values to look for in what is sent."""

from __future__ import annotations

import re
import shlex

import adbutils

from inspector.device import adb, readiness
from inspector.records import Planted

_ROOT_FILE_TIMEOUT_S = 10.0
_PROPERTIES = {
    "device_model": ("ro.product.model",),
    "device_brand": ("ro.product.brand",),
    "manufacturer": ("ro.product.manufacturer",),
    "os_version": ("ro.build.version.release",),
    "rom_build": ("ro.build.fingerprint", "ro.build.display.id"),
    "serial": ("ro.serialno", "ro.boot.serialno"),
    "timezone": ("persist.sys.timezone",),
}
_OWN_IDS_SINCE_SDK = 26  # from Android 8 on every app has an ANDROID_ID of its own
_SSAID = "/data/system/users/0/settings_ssaid.xml"
_GMS_AD_ID = "/data/data/com.google.android.gms/shared_prefs/adid_settings.xml"


def planted_values(serial: str, package: str = "") -> list[Planted]:
    """The phone's own values, each once; what cannot be read is left out. Raises PhoneProblem if it does not answer.

    With root also the ANDROID_ID that Android keeps for the app `package`, and the advertising id. Takes seconds.
    """
    try:
        properties = readiness.getprops(serial)
        found = [(type_, properties.get(name, "")) for type_, names in _PROPERTIES.items() for name in names]
        found += _regional(serial, properties)
        found += [("network_operator", name) for name in properties.get("gsm.operator.alpha", "").split(",")]
        found += _screen(serial) + _wifi(serial) + _ids(serial, properties, package)
    except (OSError, adbutils.AdbError) as problem:
        raise adb.unreachable(serial) from problem
    known = dict.fromkeys((type_, value.strip()) for type_, value in found)
    return [Planted(type_, value, "phone") for type_, value in known if value and value not in ("null", "unknown")]


def _regional(serial: str, properties: dict[str, str]) -> list[tuple[str, str]]:
    said = adb.shell(serial, "settings get system system_locales")
    candidates = (properties.get("persist.sys.locale", ""), said.split(",")[0], properties.get("ro.product.locale", ""))
    fitting = [each for each in candidates if re.fullmatch(r"[A-Za-z]{2,3}([-_]\w+)*", each)]
    locale = fitting[0] if fitting else ""
    language, *rest = re.split("[-_]", locale)
    country = next((part for part in rest if re.fullmatch("[A-Z]{2}", part)), "")
    return [("language", language), ("country", country or properties.get("gsm.operator.iso-country", "").upper())]


def _screen(serial: str) -> list[tuple[str, str]]:
    size = re.search(r"Physical size: (\d+x\d+)", adb.shell(serial, "wm size"))
    return [("screen_size", size[1])] if size else []


def _wifi(serial: str) -> list[tuple[str, str]]:
    said = adb.shell(serial, "cmd wifi status")
    ssid = re.search(r'connected to "([^"]+)"', said)
    others = [("bssid", r"BSSID: ((?:[0-9a-f]{2}:){5}[0-9a-f]{2})"), ("mac", r" MAC: ((?:[0-9a-f]{2}:){5}[0-9a-f]{2})")]
    found = [("ssid", ssid[1])] if ssid else []
    # 02:00:00:00:00:00 is what Android says instead of an address it does not tell.
    return found + [(t, m[1]) for t, p in others if (m := re.search(p, said)) and m[1] != "02:00:00:00:00:00"]


def _ids(serial: str, properties: dict[str, str], package: str) -> list[tuple[str, str]]:
    practice = properties.get("ro.inspector.practice") == "1"
    sdk = properties.get("ro.build.version.sdk", "")
    found = []
    if practice or (sdk.isdigit() and int(sdk) < _OWN_IDS_SINCE_SDK):
        found.append(("android_id", adb.shell(serial, "settings get secure android_id")))
    if practice:
        return [*found, ("advertising_id", adb.shell(serial, "settings get secure advertising_id"))]
    root = readiness.root_command(serial)
    if root is None:
        return found
    found += [("android_id", value) for value in own_android_ids(_root_file(serial, root, _SSAID), package)]
    advertising = re.search(r'name="adid_key">([0-9a-f-]{36})<', _root_file(serial, root, _GMS_AD_ID))
    return found + ([("advertising_id", advertising[1])] if advertising else [])


def own_android_ids(settings_xml: str, package: str) -> list[str]:
    """The ANDROID_ID in Android's settings_ssaid.xml that it made for this app."""
    entries = [dict(re.findall(r'(\w+)="([^"]*)"', entry)) for entry in re.findall(r"<setting [^>]*>", settings_xml)]
    return [e["value"] for e in entries if package and e.get("package") == package and e.get("value")]


def _root_file(serial: str, root: str, path: str) -> str:
    # From Android 12 on these files are binary; abx2xml is Android's own way to read them.
    line = f"abx2xml {path} - 2>/dev/null || cat {path} 2>/dev/null"
    return adb.shell(serial, f"{root} {shlex.quote(line)}", _ROOT_FILE_TIMEOUT_S)
