"""Whether a phone can be inspected, and what is missing if not: asked over adb and through Frida, within bounds."""

from __future__ import annotations

import contextlib
import re
from typing import Literal

import adbutils
import frida

from inspector.device import adb
from inspector.device.frida_phone import at_most, frida_device
from inspector.records import Phone

SERVER_PATH = "/data/local/tmp/insd"
"""Where this tool puts frida-server on a phone: a name that apps which look for Frida do not look for."""

FRIDA_VERSION = str(frida.__version__)
"""Of the Frida in this tool; the server on a phone has to fit it."""

_SHELL_TIMEOUT_S = 5.0
_ROOT_TIMEOUT_S = 15.0  # the tester may have to allow it on the phone
_FRIDA_TIMEOUT_S = 8.0
_PROPERTY = re.compile(r"^\[(.+?)\]: \[(.*)\]$", re.MULTILINE)
_VERSION = re.compile(r"^\d+\.\d+\.\d+$", re.MULTILINE)


def probe(serial: str) -> Phone:
    """Everything known of a phone that adb lists as a device. Takes up to half a minute, usually 0.2 s; any thread.

    A phone that stops answering meanwhile comes back as offline. Asks for root only where Frida's server is not there.
    """
    try:
        properties = getprops(serial)
        apps = adb.shell(serial, "pm list packages -3", _SHELL_TIMEOUT_S).count("package:")
        return _probed(serial, properties, apps)
    except (OSError, adbutils.AdbError):
        return Phone(serial, serial, "offline", connection=connection_of(serial))


def getprops(serial: str) -> dict[str, str]:
    """Android's system properties. Raises OSError or AdbError where the phone does not answer."""
    return dict(_PROPERTY.findall(adb.shell(serial, "getprop", _SHELL_TIMEOUT_S).replace("\r", "")))


def connection_of(serial: str, practice: bool = False) -> Literal["usb", "network", "practice"]:
    """How a phone is reached, as far as its serial says."""
    if practice:
        return "practice"
    return "network" if ":" in serial or "._adb-tls-connect" in serial else "usb"


def root_command(serial: str) -> str | None:
    """What to put before a quoted command line so that it runs as root, None where nothing does that.

    Raises OSError or AdbError where the phone does not answer; a question nobody answers on the phone is a no.
    """
    if "uid=0" in adb.shell(serial, "id", _SHELL_TIMEOUT_S):
        return "sh -c"
    for command, asked in (("su -c", "su -c id"), ("su 0 sh -c", "su 0 id")):
        with contextlib.suppress(adbutils.AdbTimeout):
            if "uid=0" in adb.shell(serial, asked, _ROOT_TIMEOUT_S):
                return command
    return None


def frida_state(serial: str) -> Literal["ready", "server_missing", "server_mismatch", "starting"]:
    """What Frida says of its server on the phone; "starting" where it does not know the phone yet."""
    try:
        with at_most(_FRIDA_TIMEOUT_S):
            frida_device(serial, 1).enumerate_processes()
    except frida.ProtocolError:
        return "server_mismatch"
    except frida.ServerNotRunningError:
        return "server_missing"
    except (frida.InvalidArgumentError, frida.OperationCancelledError, frida.TransportError, frida.TimedOutError):
        return "starting"
    except frida.NotSupportedError:
        return "server_missing"  # a phone without a server, on which Frida could only start debuggable apps
    return "ready"


def server_version(serial: str) -> str:
    """The version of the Frida server that lies on the phone, "" if none can be asked."""
    listed = adb.shell(serial, "ls /data/local/tmp", _SHELL_TIMEOUT_S).split()
    names = [SERVER_PATH] + [f"/data/local/tmp/{n}" for n in listed if re.fullmatch(r"[\w.-]*frida-server[\w.-]*", n)]
    for path in names:
        found = _VERSION.search(adb.shell(serial, f"{path} --version 2>/dev/null", _SHELL_TIMEOUT_S))
        if found:
            return found.group()
    return ""


def same_frida(version: str) -> bool:
    """Whether a server of this version works with the Frida in this tool: major and minor are the same."""
    return version.split(".")[:2] == FRIDA_VERSION.split(".")[:2]


def _probed(serial: str, properties: dict[str, str], apps: int) -> Phone:
    practice = properties.get("ro.inspector.practice") == "1"
    state: str = frida_state(serial)
    version = FRIDA_VERSION if practice else server_version(serial)
    rooted = practice or state == "ready"
    if state == "ready" and version and not same_frida(version):
        state = "server_mismatch"
    if state == "server_missing" and not practice:
        rooted = root_command(serial) is not None
        state = "server_missing" if rooted else "not_rooted"
    sdk = properties.get("ro.build.version.sdk", "")
    return Phone(
        serial,
        properties.get("ro.product.model") or serial,
        state,
        android=properties.get("ro.build.version.release", ""),
        sdk=int(sdk) if sdk.isdigit() else 0,
        abi=properties.get("ro.product.cpu.abi", ""),
        connection=connection_of(serial, practice),
        rooted=rooted,
        frida_version=version,
        detail={
            "apps": apps,
            "frida": FRIDA_VERSION,
            "manufacturer": properties.get("ro.product.manufacturer", ""),
        },
    )
