"""What dumpsys, uiautomator and `cmd wifi` say of the practice phone, in the shapes Android 14 prints them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from xml.sax.saxutils import quoteattr

from inspector.device.practice.files import PhoneFiles
from inspector.device.practice.processes import Processes
from inspector.device.practice.shell import Call, Result
from inspector.device.practice.tools import failed, text

_DUMP_PATH = "/sdcard/window_dump.xml"


class Dumps:
    """`facts` are those of device.properties; `package` dumps one package."""

    def __init__(
        self, facts: dict[str, str], files: PhoneFiles, processes: Processes, package: Callable[[str], Result]
    ) -> None:
        self._facts = facts
        self._files = files
        self._processes = processes
        self._package = package
        self.commands: dict[str, Callable[[Call], Result]] = {
            "dumpsys": self._dumpsys,
            "uiautomator": self._uiautomator,
        }

    def wifi(self, call: Call) -> Result:
        """`cmd wifi status`"""
        ssid = self._facts.get("ssid", "Practice")
        return text(f'Wifi is enabled\nWifi is connected to "{ssid}"\n{self._wifi_line()}')

    def _dumpsys(self, call: Call) -> Result:
        words = call.argv[1:]
        if words[:1] == ["package"]:
            return self._package(words[-1] if len(words) > 1 else "packages")
        said = self._services().get(words[0] if words else "")
        return text(said) if said else failed(f"Can't find service: {' '.join(words[:1])}\n", 0)

    def _services(self) -> dict[str, str]:
        facts, front = self._facts, self._processes.foreground
        focus = f"{front.package}/{front.main_class}" if front else "com.android.launcher3/.Launcher"
        place = f"{facts.get('latitude', '0')},{facts.get('longitude', '0')}"
        size = f"deviceWidth={facts['width']}, deviceHeight={facts['height']}"
        account = facts.get("account_email", "")
        accounts = f"    Account {{name={account}, type=com.google}}\n" if account else ""
        return {
            "window": f"  mCurrentFocus=Window{{7d1 u0 {focus}}}\n  mFocusedApp=ActivityRecord{{9c2 u0 {focus} t12}}\n",
            "activity": f"  topResumedActivity=ActivityRecord{{9c2 u0 {focus} t12}}\n",
            "power": "  mWakefulness=Awake\n  mHoldingDisplaySuspendBlocker=true\n",
            "display": f"  DisplayViewport{{valid=true, orientation=0, {size}}}\n",
            "battery": f"Current Battery Service state:\n  USB powered: true\n  level: {facts.get('battery', '87')}\n",
            "wifi": f"Wi-Fi is enabled\n{self._wifi_line()}",
            "location": f"  last location=Location[network {place} hAcc=20.0 et=+1h0m0s]\n",
            "account": f"User UserInfo{{0:Owner:4c13}}:\n  Accounts: {int(bool(account))}\n{accounts}",
        }

    def _wifi_line(self) -> str:
        ssid, bssid = self._facts.get("ssid", "Practice"), self._facts.get("bssid", "02:00:00:00:00:00")
        return f'mWifiInfo SSID: "{ssid}", BSSID: {bssid}, Supplicant state: COMPLETED, RSSI: -55\n'

    def _uiautomator(self, call: Call) -> Result:
        """`uiautomator dump [PATH]`: what stands on the screen, with its bounds."""
        words = [word for word in call.argv[1:] if not word.startswith("--")]
        if words[:1] != ["dump"]:
            return failed("Usage: uiautomator dump [file]\n")
        path = words[1] if len(words) > 1 else _DUMP_PATH
        said = f"UI hierchary dumped to: {path}\n"  # spelt as Android spells it
        if path.startswith("/dev/"):
            return text(f"{self._hierarchy()}{said}")
        try:
            self._files.write(path, self._hierarchy().encode(), root=call.root)
        except OSError:
            return failed(f"ERROR: could not write {path}\n")
        return text(said)

    def _hierarchy(self) -> str:
        screen, front = self._processes.screen, self._processes.foreground
        package = front.package if front else "com.android.launcher3"
        nodes = "".join(_node(n, target, screen, package) for n, target in enumerate(screen.get("targets", [])))
        whole = f"[0,0][{self._facts['width']},{self._facts['height']}]"
        return (
            "<?xml version='1.0' encoding='UTF-8' standalone='yes' ?><hierarchy rotation=\"0\">"
            f'<node index="0" text="" resource-id="" class="android.widget.FrameLayout" package={quoteattr(package)}'
            f' content-desc="" clickable="false" enabled="true" focused="false" bounds="{whole}">{nodes}</node>'
            "</hierarchy>"
        )


def _node(n: int, target: dict[str, Any], screen: dict[str, Any], package: str) -> str:
    name, label = str(target["id"]), str(target.get("label", ""))
    field = name == "field"
    x, y = int(target["x"]), int(target["y"])
    attributes = {
        "index": str(n),
        "text": (str(screen.get("field", "")) or label) if field else label,
        "resource-id": f"{package}:id/{name}",
        "class": "android.widget.EditText" if field else "android.widget.Button",
        "package": package,
        "content-desc": label if field else "",
        "clickable": "true",
        "enabled": "true",
        "focused": str(field and bool(screen.get("focused"))).lower(),
        "bounds": f"[{x},{y}][{x + int(target['w'])},{y + int(target['h'])}]",
    }
    return "<node " + " ".join(f"{key}={quoteattr(value)}" for key, value in attributes.items()) + " />"
