"""What a shell on the practice phone answers: properties, settings, screen, input, and all of Packages and Tools."""

from __future__ import annotations

import platform
import time
from collections.abc import Callable
from datetime import datetime

from inspector.device.practice.apps import CHAT_PACKAGE
from inspector.device.practice.dumpsys import Dumps
from inspector.device.practice.files import PhoneFiles
from inspector.device.practice.packages import Packages
from inspector.device.practice.processes import Processes
from inspector.device.practice.screen import draw
from inspector.device.practice.shell import Call, Result, Shell
from inspector.device.practice.tools import Tools, failed, text

_KEYS = {"KEYCODE_ENTER": 66, "ENTER": 66, "KEYCODE_DEL": 67, "DEL": 67, "KEYCODE_BACK": 4, "BACK": 4}
_CRASH_TAGS = {"DEBUG", "AndroidRuntime"}
_SLEEP_LIMIT_S = 60.0
_SHELL_ID = "uid=2000(shell) gid=2000(shell) groups=2000(shell),1004(input),3003(inet) context=u:r:shell:s0\n"
_ROOT_ID = "uid=0(root) gid=0(root) groups=0(root) context=u:r:magisk:s0\n"


class World:
    """Runs shell lines. `facts` are those of device.properties; `serial` is filled in when the port is known."""

    def __init__(self, facts: dict[str, str], files: PhoneFiles, processes: Processes) -> None:
        self.serial = ""
        self.files = files
        self._facts = facts
        self._processes = processes
        self._started_s = time.monotonic()
        self._settings = _settings(facts)
        packages = Packages(processes, _others(facts, processes))
        dumps = Dumps(facts, files, processes, packages.dump)
        self._services: dict[str, Callable[[Call], Result]] = {
            "package": packages.commands["pm"],
            "activity": packages.commands["am"],
            "wifi": dumps.wifi,
        }
        self._commands: dict[str, Callable[[Call], Result]] = {
            **Tools(files).commands,
            **packages.commands,
            **dumps.commands,
            "cmd": self._cmd,
            "getprop": self._getprop,
            "settings": self._settings_command,
            "id": lambda call: text(_ROOT_ID if call.root else _SHELL_ID),
            "whoami": lambda call: text("root\n" if call.root else "shell\n"),
            "su": self._su,
            "sh": self._sh,
            "getenforce": lambda call: text("Permissive\n"),
            "uname": self._uname,
            "date": self._date,
            "wm": self._wm,
            "input": self._input,
            "screencap": self._screencap,
            "logcat": self._logcat,
            "which": self._which,
            "command": self._which,
            "sleep": self._sleep,
        }
        self._shell = Shell(self._commands.get, files)
        self.properties = self._properties()

    def run(self, line: str) -> Result:
        """One command line, as adb shell would."""
        return self._shell.run(line)

    def _properties(self) -> dict[str, str]:
        facts = self._facts
        model = facts["model"]
        build = f"{facts['brand']}/practice/practice:{facts['os_version']}/PRACTICE.1/1:user/release-keys"
        return {
            "ro.build.fingerprint": facts.get("fingerprint", build),
            "ro.build.version.release": facts["os_version"],
            "ro.build.version.sdk": facts["sdk"],
            "ro.build.type": "user",
            "ro.debuggable": "0",
            "ro.hardware": facts.get("hardware", "practice"),
            "ro.build.id": facts.get("build_id", "PRACTICE.1"),
            "ro.inspector.practice": "1",
            "ro.product.brand": facts["brand"],
            "ro.product.cpu.abi": facts.get("abi", "x86_64"),
            "ro.product.cpu.abilist": facts.get("abi", "x86_64"),
            "ro.product.device": facts.get("device", "practice"),
            "ro.product.locale": f"{facts['language']}-{facts['country']}",
            "ro.product.manufacturer": facts["manufacturer"],
            "ro.product.model": model,
            "ro.product.name": facts.get("product", "practice"),
            "ro.secure": "1",
            "gsm.operator.alpha": facts["operator"],
            "gsm.sim.operator.alpha": facts["operator"],
            "gsm.operator.iso-country": facts["country"].lower(),
            "persist.sys.timezone": facts["timezone"],
            "sys.boot_completed": "1",
        }

    def _getprop(self, call: Call) -> Result:
        properties = {**self.properties, "ro.serialno": self._facts.get("serial", self.serial)}
        if len(call.argv) > 1:
            return text(properties.get(call.argv[1], call.argv[2] if len(call.argv) > 2 else "") + "\n")
        return text("".join(f"[{key}]: [{value}]\n" for key, value in sorted(properties.items())))

    def _settings_command(self, call: Call) -> Result:
        words = [word for word in call.argv[1:] if word not in ("--user", "0", "current")]
        if words[:1] == ["get"] and len(words) == 3:
            return text(self._settings.get((words[1], words[2]), "null") + "\n")
        if words[:1] == ["put"] and len(words) == 4:
            self._settings[words[1], words[2]] = words[3]
            return Result()
        if words[:1] == ["list"] and len(words) == 2:
            listed = [f"{key}={value}\n" for (table, key), value in self._settings.items() if table == words[1]]
            return text("".join(listed))
        return failed("Invalid command\n", 255)

    def _cmd(self, call: Call) -> Result:
        service = self._services.get(call.argv[1] if len(call.argv) > 1 else "")
        if service is None:
            return failed(f"cmd: Can't find service: {' '.join(call.argv[1:2])}\n", 20)
        return service(Call(call.argv[1:], call.stdin, call.root))

    def _su(self, call: Call) -> Result:
        """`su`, `su -c LINE`, `su 0 WORDS`, `su root WORDS`, `su 0 -c LINE`, as Magisk and the emulators take them."""
        words = call.argv[1:]
        if words[:1] in (["0"], ["root"]):
            words = words[1:]
        if words[:1] == ["-c"]:
            return self._shell.run(" ".join(words[1:]), root=True, stdin=call.stdin)
        if words and not words[0].startswith("-"):
            return self._shell.run(" ".join(words), root=True, stdin=call.stdin)
        return self._shell.run(call.stdin.decode("utf-8", "replace"), root=True)

    def _sh(self, call: Call) -> Result:
        words = call.argv[1:]
        line = words[1] if words[:1] == ["-c"] and len(words) > 1 else call.stdin.decode("utf-8", "replace")
        return self._shell.run(line, call.root)

    def _uname(self, call: Call) -> Result:
        machine = "aarch64" if self.properties["ro.product.cpu.abi"].startswith("arm64") else "x86_64"
        answers = {"-m": machine, "-r": platform.release(), "-s": "Linux", "-n": "localhost"}
        flag = call.argv[1] if len(call.argv) > 1 else "-s"
        return text(answers.get(flag, f"Linux localhost {platform.release()} #1 SMP PREEMPT {machine} Toybox") + "\n")

    def _date(self, call: Call) -> Result:
        now = datetime.now().astimezone()
        wanted = next((word[1:] for word in call.argv[1:] if word.startswith("+")), "%a %b %d %H:%M:%S %Z %Y")
        milliseconds = f"{now.microsecond // 1000:03d}"
        return text(now.strftime(wanted.replace("%3N", milliseconds).replace("%s", str(int(now.timestamp())))) + "\n")

    def _wm(self, call: Call) -> Result:
        if call.argv[1:2] == ["size"]:
            return text(f"Physical size: {self._facts['width']}x{self._facts['height']}\n")
        if call.argv[1:2] == ["density"]:
            return text(f"Physical density: {self._facts.get('density', '420')}\n")
        return failed("Unknown command\n", 255)

    def _input(self, call: Call) -> Result:
        words = call.argv[1:]
        if words[:1] and words[0] in ("keyboard", "touchscreen"):
            words = words[1:]
        if words[:1] == ["text"] and len(words) > 1:
            message: dict[str, object] = {"do": "text", "text": " ".join(words[1:]).replace("%s", " ")}
        elif words[:1] == ["tap"] and len(words) == 3:
            try:
                message = {"do": "tap", "x": round(float(words[1])), "y": round(float(words[2]))}
            except ValueError:
                return failed(f"Error: Invalid arguments for command: tap {words[1]} {words[2]}\n", 255)
        elif words[:1] == ["keyevent"] and len(words) > 1:
            key = words[-1]
            message = {"do": "key", "code": int(key) if key.isdigit() else _KEYS.get(key.upper(), 0)}
        elif words[:1] in (["swipe"], ["draganddrop"]):
            return Result()
        else:
            return failed("Error: Unknown command\n", 255)
        self._processes.tell(message)
        return Result()

    def _screencap(self, call: Call) -> Result:
        front = self._processes.foreground
        png = draw(self._processes.screen, front, list(self._processes.log), self._facts)
        path = next((word for word in call.argv[1:] if word.startswith("/")), "")
        if not path:
            return Result(png)
        try:
            self.files.write(path, png, root=call.root)
        except OSError:
            return failed(f"Error opening file: {path}\n")
        return Result()

    def _logcat(self, call: Call) -> Result:
        if "-c" in call.argv[1:]:
            self._processes.log.clear()
            return Result()
        words = call.argv[1:]
        after = {word: words[at + 1] for at, word in enumerate(words[:-1])}
        tags = _CRASH_TAGS if after.get("-b") == "crash" else {after["-s"].partition(":")[0]} if "-s" in after else None
        lines = [line for line in list(self._processes.log) if tags is None or _tag(line) in tags]
        return text("".join(f"{line}\n" for line in lines))

    def _which(self, call: Call) -> Result:
        name = call.argv[-1]
        return text(f"/system/bin/{name}\n") if name in self._commands and len(call.argv) > 1 else Result(code=1)

    def _sleep(self, call: Call) -> Result:
        try:
            time.sleep(min(max(float(call.argv[1]), 0.0), _SLEEP_LIMIT_S))
        except (ValueError, IndexError):
            return failed("sleep: needs a number of seconds\n")
        return Result()


def _tag(line: str) -> str:
    """Of "11-23 01:02:03.456   812   812 I ActivityManager: …"."""
    return line.split(None, 5)[5].partition(":")[0]


def _others(facts: dict[str, str], processes: Processes) -> list[str]:
    """Packages the phone has besides those that can be started."""
    named = (each.strip() for each in facts.get("installed_apps", "").split(","))
    return [each for each in named if each and each != CHAT_PACKAGE and each not in processes.apps]


def _settings(facts: dict[str, str]) -> dict[tuple[str, str], str]:
    return {
        ("secure", "android_id"): facts["android_id"],
        ("secure", "advertising_id"): facts.get("advertising_id", "null"),
        ("secure", "bluetooth_name"): facts["model"],
        ("global", "device_name"): facts["model"],
        ("global", "airplane_mode_on"): "0",
        ("global", "adb_enabled"): "1",
        ("system", "screen_brightness"): "102",
        ("system", "screen_brightness_mode"): "0",
        ("system", "system_locales"): f"{facts['language']}-{facts['country']}",
    }
