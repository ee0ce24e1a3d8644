"""Which apps a phone has, with their names and icons where Frida can tell them."""

from __future__ import annotations

import contextlib
import re
import shlex
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import adbutils
import frida

from inspector.device import adb
from inspector.device.frida_phone import frida_device
from inspector.records import App

_TIMEOUT_S = 20.0
_PACKAGE = re.compile(r"^package:(\S+)(?: versionCode:(\d+))?", re.MULTILINE)
_DUMPED = re.compile(r"^ *Package \[(\S+)\].*?^ *versionName=(\S*)", re.MULTILINE | re.DOTALL)
_NO_CODE = re.compile(r"split_config\.[^/]*$")  # languages, screens, processors
_MOST_ASKED_SINGLY = 100


def list_apps(serial: str) -> list[App]:
    """All installed apps: the tester's own first, each group by name. Takes seconds; not on the main thread.

    Raises PhoneProblem where the phone does not answer. Names and icons need Frida's server; without it an app goes by
    its package.
    """
    try:
        return _listed(serial)
    except (OSError, adbutils.AdbError) as problem:
        raise adb.unreachable(serial) from problem


def apk_sha256(serial: str, package: str) -> str:
    """SHA-256 of the installed app's main APK, in hex, reckoned on the phone; "" where the phone cannot tell.

    Raises PhoneProblem where it does not answer. Takes a second for 200 MB.
    """
    try:
        paths = adb.shell(serial, f"pm path {shlex.quote(package)}", _TIMEOUT_S).replace("\r", "").split("\n")
        apk = next((p.removeprefix("package:") for p in paths if p.endswith("/base.apk") or len(paths) == 1), "")
        said = adb.shell(serial, f"sha256sum {shlex.quote(apk)}", _TIMEOUT_S) if apk else ""
    except (OSError, adbutils.AdbError) as problem:
        raise adb.unreachable(serial) from problem
    found = re.match(r"[0-9a-f]{64}\b", said)
    return found.group() if found else ""


@contextlib.contextmanager
def pulled(serial: str, package: str) -> Iterator[list[Path]]:
    """The installed app's APKs that may hold code, here while the block runs. Takes seconds; not on the Qt thread.

    Raises PhoneProblem where the phone does not answer.
    """
    with tempfile.TemporaryDirectory() as folder:
        files: list[Path] = []
        try:
            said = adb.shell(serial, f"pm path {shlex.quote(package)}", _TIMEOUT_S).replace("\r", "").split("\n")
            for line in said:
                path = line.removeprefix("package:")
                if line.startswith("package:") and not _NO_CODE.search(path):
                    files.append(Path(folder) / f"{len(files)}-{path.rpartition('/')[2]}")
                    adb.adb_device(serial).sync.pull(path, files[-1])
        except (OSError, adbutils.AdbError) as problem:
            raise adb.unreachable(serial) from problem
        yield files


def _listed(serial: str) -> list[App]:
    codes = {p: int(code or 0) for p, code in _packages(serial, "--show-versioncode").items()}
    system = set(_packages(serial, "-s"))
    apps = {
        package: App(package, package, version_code=code, system=package in system) for package, code in codes.items()
    }
    for package, pids in _running(serial, set(apps)).items():
        apps[package] = replace(apps[package], running=True, pids=tuple(pids))
    with contextlib.suppress(frida.ServerNotRunningError, frida.TransportError, frida.ProtocolError,
                             frida.InvalidArgumentError, frida.TimedOutError, frida.NotSupportedError):  # fmt: skip
        for known in frida_device(serial, 2).enumerate_applications(scope="full"):
            if known.identifier in apps:
                apps[known.identifier] = _named(apps[known.identifier], known)
    if adb.is_practice(serial):
        apps = {package: app if app.system else _practice(serial, app) for package, app in apps.items()}
    versions = _versions(serial, [a.package for a in apps.values() if not a.version and not a.system])
    found = [replace(app, version=app.version or versions.get(app.package, "")) for app in apps.values()]
    return sorted(found, key=lambda app: (app.system, app.name.casefold(), app.package))


def _packages(serial: str, options: str) -> dict[str, str]:
    listed = adb.shell(serial, f"pm list packages {options}", _TIMEOUT_S).replace("\r", "")
    return dict(_PACKAGE.findall(listed))


def _running(serial: str, packages: set[str]) -> dict[str, list[int]]:
    running: dict[str, list[int]] = {}
    for pid, name in adb.processes(serial).items():
        package = name.partition(":")[0]
        if package in packages:
            running.setdefault(package, []).append(pid)
    return running


def _named(app: App, known: Any) -> App:
    parameters = known.parameters
    icons = [icon["image"] for icon in parameters.get("icons", ()) if icon.get("format") == "png"]
    return replace(
        app,
        name=known.name or app.name,
        version=str(parameters.get("version") or ""),
        icon_png=max(icons, key=len, default=b""),
    )


def _practice(serial: str, app: App) -> App:
    """The practice phone's Frida knows only processes: its shell knows the names, and the icon lies beside the app."""
    label = adb.shell(serial, f"practice label {shlex.quote(app.package)} 2>/dev/null", _TIMEOUT_S)
    apk = adb.shell(serial, f"pm path {shlex.quote(app.package)}", _TIMEOUT_S).removeprefix("package:")
    icon = b""
    with contextlib.suppress(adbutils.AdbError):
        icon = adb.adb_device(serial).sync.read_bytes(apk.rpartition("/")[0] + "/icon.png")
    return replace(app, name=label or app.name, icon_png=icon if icon.startswith(b"\x89PNG") else b"")


def _versions(serial: str, packages: list[str]) -> dict[str, str]:
    """Version names from the package manager: all at once where it can, else one by one for the first hundred."""
    if not packages:
        return {}
    command = "dumpsys package packages | grep -E '^  Package \\[|^    versionName='"
    found = dict(_DUMPED.findall(adb.shell(serial, command, _TIMEOUT_S).replace("\r", "") + "\n"))
    for package in packages[:_MOST_ASKED_SINGLY] if not found else ():
        dumped = adb.shell(serial, f"dumpsys package {shlex.quote(package)}", _TIMEOUT_S).replace("\r", "")
        found.update(_DUMPED.findall(dumped))
    return found
