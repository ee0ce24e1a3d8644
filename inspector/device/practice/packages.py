"""Android's own commands about apps as a phone answers them: pm, am, dumpsys, cmd, monkey, ps, pidof."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterable
from datetime import datetime

from inspector.device.practice.apps import PracticeApp
from inspector.device.practice.processes import Processes
from inspector.device.practice.shell import Call, Result
from inspector.device.practice.tools import failed, text
from inspector.errors import PracticeProblem

_FIRST_UID = 10123
_SYSTEM = {  # package: (path, version name, version code)
    "android": ("/system/framework/framework-res.apk", "14", 34),
    "com.android.settings": ("/system_ext/priv-app/Settings/Settings.apk", "14", 34),
    "com.android.systemui": ("/system_ext/priv-app/SystemUI/SystemUI.apk", "14", 34),
}
_COLUMNS = ("USER", "UID", "PID", "PPID", "VSZ", "RSS", "WCHAN", "ADDR", "S", "NAME")


class Packages:
    """The commands are in `commands`; every answer has the shape and exit status of Android 14's."""

    def __init__(self, processes: Processes, others: Iterable[str] = ()) -> None:
        """`others` came with the phone and cannot be started."""
        self._processes = processes
        self._others = {each: (f"/product/app/{each}/base.apk", "1.0", 1) for each in others} | _SYSTEM
        self._installed = datetime.now().strftime("%Y-%m-%d %H:%M:%S")
        self.commands: dict[str, Callable[[Call], Result]] = {
            "pm": self._pm,
            "am": self._am,
            "monkey": self._monkey,
            "ps": self._ps,
            "pidof": self._pidof,
            "kill": self._kill,
            "practice": self._practice,
        }

    def uid(self, package: str) -> int:
        """The user an app runs as; 1000 for the system's own."""
        own = [*self._processes.apps, *(each for each in self._others if each not in _SYSTEM)]
        return _FIRST_UID + own.index(package) if package in own else 1000

    # ------------------------------------------------------------------------------------------------ pm

    def _pm(self, call: Call) -> Result:
        words = call.argv[1:]
        if words[:2] == ["list", "packages"]:
            return self._list(words[2:])
        if words[:1] == ["path"] and len(words) > 1:
            path = self._apk_path(words[-1])
            return text(f"package:{path}\n") if path else Result(code=1)
        if words[:1] == ["dump"] and len(words) > 1:
            return self.dump(words[-1])
        if words[:1] == ["resolve-activity"]:
            return text(f"priority=0 preferredOrder=0 match=0x108000\n{words[-1]}/.Main\n")
        if words[:1] == ["clear"] and words[-1] in self._processes.apps:
            self._processes.stop(words[-1])
            return text("Success\n")
        return failed(f"Unknown command: {' '.join(words[:2])}\n", 255)

    def _list(self, words: list[str]) -> Result:
        wanted = next((word for word in words if not word.startswith("-")), "")
        packages = sorted({*self._processes.apps, *self._others})
        lines = []
        for package in packages:
            if wanted not in package or ("-3" if package in self._others else "-s") in words or "-d" in words:
                continue
            line = f"package:{self._apk_path(package)}={package}" if "-f" in words else f"package:{package}"
            line += f" versionCode:{self._version(package)[1]}" if "--show-versioncode" in words else ""
            line += f" uid:{self.uid(package)}" if "-U" in words else ""
            lines.append(line + "\n")
        return text("".join(lines))

    def _apk_path(self, package: str) -> str:
        app = self._processes.apps.get(package)
        return app.apk_path if app else self._others.get(package, ("",))[0]

    def _version(self, package: str) -> tuple[str, int]:
        app = self._processes.apps.get(package)
        return (app.version, app.version_code) if app else self._others[package][1:]

    def dump(self, package: str) -> Result:
        """As dumpsys package prints it; all of them for "packages"."""
        if package == "packages":
            return text("".join(self.dump(each).out.decode() for each in (*self._processes.apps, *self._others)))
        if not self._apk_path(package):
            return text(f"Unable to find package: {package}\n")
        name, code = self._version(package)
        system = package in self._others
        return text(
            f"Packages:\n  Package [{package}] (4e1f2a):\n    userId={self.uid(package)}\n"
            f"    codePath={self._apk_path(package).rpartition('/')[0]}\n"
            f"    versionCode={code} minSdk=26 targetSdk=34\n    versionName={name}\n"
            f"    flags=[ {'SYSTEM ' if system else ''}DEBUGGABLE HAS_CODE ALLOW_CLEAR_USER_DATA ]\n"
            f"    pkgFlags=[ {'SYSTEM ' if system else ''}DEBUGGABLE HAS_CODE ALLOW_CLEAR_USER_DATA ]\n"
            f"    timeStamp={self._installed}\n    firstInstallTime={self._installed}\n"
            f"    lastUpdateTime={self._installed}\n    installerPackageName=null\n"
            "    requested permissions:\n      android.permission.INTERNET\n"
            "    install permissions:\n      android.permission.INTERNET: granted=true\n"
        )

    # ------------------------------------------------------------------------------------------------ am

    def _am(self, call: Call) -> Result:
        words = call.argv[1:]
        if words[:1] in (["start"], ["start-activity"]):
            component = words[words.index("-n") + 1] if "-n" in words[:-1] else words[-1]
            if "-S" in words:
                self._processes.stop(component.partition("/")[0])
            return self._start(component, hold="-D" in words)
        if words[:1] in (["force-stop"], ["kill"]):
            self._processes.stop(words[-1])
            return Result()
        if words[:2] == ["get-current-user"]:
            return text("0\n")
        return failed(f"Error: unknown command '{' '.join(words[:1])}'\n", 255)

    def _start(self, component: str, hold: bool) -> Result:
        package, _, activity = component.partition("/")
        app = self._processes.apps.get(package)
        started = text(f"Starting: Intent {{ cmp={component} }}\n")
        if app is None or not self._is_activity(app, activity):
            said = f"Error type 3\nError: Activity class {{{component}}} does not exist.\n"
            return Result(started.out, said.encode(), 1)
        try:
            pid = self._processes.start(package, hold)
        except PracticeProblem as problem:
            return Result(started.out, f"Error: {problem}\n".encode(), 1)
        if pid is None:
            warned = "Warning: Activity not started, its current task has been brought to the front\n"
            return Result(started.out, warned.encode())
        return started

    def _is_activity(self, app: PracticeApp, activity: str) -> bool:
        return activity in ("", ".Main", ".MainActivity", app.main_class, f"{app.package}.Main")

    def _monkey(self, call: Call) -> Result:
        words = call.argv[1:]
        package = words[words.index("-p") + 1] if "-p" in words[:-1] else ""
        if package not in self._processes.apps:
            return Result(b"", b"** No activities found to run, monkey aborted.\n", 252)
        self._start(package, hold=False)
        return text("Events injected: 1\n")

    # ------------------------------------------------------------------------------------------------ processes

    def _rows(self) -> list[dict[str, str]]:
        fixed = [
            ("root", 0, 1, 0, "init"), ("root", 0, os.getpid(), 1, "frida-server"),
            ("system", 1000, 812, 1, "system_server"),
        ]  # fmt: skip
        rows = [dict(zip(_COLUMNS, _row(*each), strict=True)) for each in fixed]
        for process in self._processes.running:
            uid = self.uid(process.app.package)
            row = _row(f"u0_a{uid - 10000}", uid, process.pid, 512, process.name)
            rows.append(dict(zip(_COLUMNS, row, strict=True)))
        return [row | {"ARGS": row["NAME"], "CMDLINE": row["NAME"], "CMD": row["NAME"]} for row in rows]

    def _ps(self, call: Call) -> Result:
        words = call.argv[1:]
        wanted = ",".join(words[i + 1] for i, word in enumerate(words[:-1]) if word == "-o")
        wanted = wanted or ",".join(column for column in _COLUMNS if column != "UID")
        columns = [column.split("=")[0].upper() for column in wanted.split(",")]
        if unknown := [column for column in columns if column not in (*_COLUMNS, "ARGS", "CMDLINE", "CMD")]:
            return failed(f"ps: bad -o {unknown[0]}\n")
        rows = [row for row in self._rows() if "-p" not in words[:-1] or row["PID"] == words[words.index("-p") + 1]]
        rows.insert(0, {column: column for column in columns})
        return text("".join(" ".join(f"{row[column]:<8}" for column in columns).rstrip() + "\n" for row in rows))

    def _pidof(self, call: Call) -> Result:
        pids = [row["PID"] for row in self._rows() if row["NAME"] in call.argv[1:]]
        return text(" ".join(pids) + "\n") if pids else Result(code=1)

    def _kill(self, call: Call) -> Result:
        pids = [int(word) for word in call.argv[1:] if word.isdecimal()]
        for pid in pids:
            process = next((each for each in self._processes.running if each.pid == pid), None)
            if process is None:
                return failed(f"kill: bad pid '{pid}': No such process\n")
            if not call.root:
                return failed(f"kill: {pid}: Operation not permitted\n")
            if "-0" not in call.argv:
                self._processes.kill(pid)
        return Result(code=0 if pids else 1)

    def _practice(self, call: Call) -> Result:
        """What no real phone has: go PID lets a held process begin, label PACKAGE is its name, screen what it shows."""
        words = call.argv[1:]
        if words == ["screen"]:
            return text(json.dumps(self._processes.screen, ensure_ascii=False) + "\n")
        if len(words) == 2 and words[0] == "go" and words[1].isdecimal():
            return Result() if self._processes.go(int(words[1])) else failed(f"practice: no process {words[1]}\n")
        if len(words) == 2 and words[0] == "label":
            app = self._processes.apps.get(words[1])
            return text(f"{app.name}\n") if app else Result(code=1)
        return failed("usage: practice go PID | label PACKAGE | screen\n")


def _row(user: str, uid: int, pid: int, parent: int, name: str) -> tuple[str, ...]:
    return (user, str(uid), str(pid), str(parent), "1048576", "65536", "0", "0", "S", name)
