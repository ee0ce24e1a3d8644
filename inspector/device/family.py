"""Which of a phone's processes are the app's: by name, and by its user where a process has a name of its own."""

from __future__ import annotations

import re

from inspector.device import adb

_PACKAGE = re.compile(r"^package:(\S+).* uid:(\d+)", re.MULTILINE)
_USERS = 100_000  # Android gives each person on a phone a range of so many user ids
_ISOLATED = 99_000


class Family:
    """One app's processes. `find` asks the phone; raises OSError or AdbError where it does not answer. Any thread."""

    def __init__(self, serial: str, package: str) -> None:
        self._serial = serial
        self._package = package
        self._app_id = -1
        self._shared: frozenset[str] = frozenset()
        self._names: set[str] = {package}

    def find(self) -> dict[int, str]:
        """Names of the app's processes by pid."""
        if self._app_id < 0:
            self._ask_user()
        found = {}
        for line in adb.shell(self._serial, "ps -A -o PID,UID,NAME").splitlines():
            words = line.split(None, 2)
            if len(words) == 3 and words[0].isdigit() and words[1].isdigit():
                pid, uid, name = int(words[0]), int(words[1]), words[2].strip()
                if self.is_ours(name) or self._is_ours_by_user(uid, name):
                    found[pid] = name
        self._names |= set(found.values())
        return found

    def is_ours(self, name: str) -> bool:
        """By name alone: the package, package:suffix, or a name of its own that was met before."""
        return name in self._names or name.startswith(self._package + ":")

    def _is_ours_by_user(self, uid: int, name: str) -> bool:
        if self._app_id <= 0 or uid % _USERS != self._app_id or name.startswith(("<", "zygote", "usap", "app_process")):
            return False
        # Apps of one maker may share a user: what is named after another of them is that one's.
        return name.partition(":")[0] not in self._shared

    def _ask_user(self) -> None:
        """Once. A phone that does not tell users is asked by name only."""
        self._app_id = 0
        listed = adb.shell(self._serial, "pm list packages -U").replace("\r", "")
        users = {package: int(uid) % _USERS for package, uid in _PACKAGE.findall(listed)}
        mine = users.get(self._package, 0)
        if 10_000 <= mine < _ISOLATED:
            self._app_id = mine
            self._shared = frozenset(each for each, user in users.items() if user == mine and each != self._package)
