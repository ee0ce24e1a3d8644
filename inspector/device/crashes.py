"""Why a process of the app is no more: what the phone's log says of a crash, and what the agent did last before it."""

from __future__ import annotations

import re
import threading
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

import adbutils

from inspector.device import adb

TAG = "inspector-agent"
RIGHT_AFTER_S = 2.0
"""A crash so soon after a hook's first call makes that hook a suspect."""

_LOOKS, _LOOK_S = 6, 0.5  # the phone writes a crash down a moment after it
_LINES = 2000
_LINE = re.compile(
    r"(?P<at>\d\d-\d\d \d\d:\d\d:\d\d\.\d{3}) +(?P<pid>\d+) +\d+ (?P<level>[VDIWEF]) (?P<tag>.*?) *: (?P<text>.*)"
)
_FIRST_CALL = re.compile(r"first call of (\S.*)")
_NATIVE = re.compile(r"pid: (\d+), tid: \d+, name: (?P<thread>.*?) +>>> (?P<process>.*) <<<")
_SIGNAL = re.compile(r"signal \d+ \((\w+)\)")
_JAVA = re.compile(r"Process: (?P<process>[^,]+), PID: (\d+)")


@dataclass(frozen=True, slots=True)
class Crash:
    """A process that ended by a fault. `hook` is whose first call was the last before it ("" where none is known).

    `sentence` says what happened; `suspect` is that hook where it was called right before, and may be to blame.
    """

    sentence: str
    hook: str = ""
    suspect: str = ""


def look(serial: str, pid: int, stop: threading.Event) -> Crash | None:
    """The crash of a process that has just ended; None where the phone wrote none down. Blocks for up to 3 s."""
    for _ in range(_LOOKS):
        try:
            crash = read(
                adb.shell(serial, f"logcat -d -b crash -v threadtime -t {_LINES}").splitlines(),
                adb.shell(serial, f"logcat -d -b main -v threadtime -s {TAG}").splitlines(),
                pid,
            )
        except (OSError, adbutils.AdbError):
            return None
        if crash is not None or stop.wait(_LOOK_S):
            return crash
    return None


def read(crash_log: Iterable[str], agent_log: Iterable[str], pid: int) -> Crash | None:
    """The crash of that process in Android's crash log (threadtime format), beside the agent's own lines."""
    found = _fault(crash_log, pid)
    if found is None:
        return None
    what, at, frames = found
    called = [line for line in map(_LINE.fullmatch, agent_log) if line and int(line["pid"]) == pid]
    hooks = [(said[1], _time(line["at"])) for line in called if (said := _FIRST_CALL.fullmatch(line["text"]))]
    before = [(hook, then) for hook, then in hooks if (at - then).total_seconds() >= -1]
    if not before:
        return Crash(f"It crashed: {what}.")
    hook, then = before[-1]
    seconds = max(0.0, (at - then).total_seconds())
    sentence = f"It crashed: {what}; {seconds:.1f} s before, {hook} was called for the first time."
    near = seconds <= RIGHT_AFTER_S and (not frames or any(_method(hook) in frame for frame in frames))
    return Crash(sentence, hook, hook if near else "")


def _fault(lines: Iterable[str], pid: int) -> tuple[str, datetime, list[str]] | None:
    """(what, when, Java frames) of that process's fault, the last one where there are several."""
    found: tuple[str, datetime, list[str]] | None = None
    mine = fresh = False
    for line in filter(None, map(_LINE.fullmatch, lines)):
        text = line["text"]
        if native := _NATIVE.search(text):
            mine, fresh = int(native[1]) == pid, False
            if mine:
                found = (f"a fault in native code on thread {native['thread']}", _time(line["at"]), [])
        elif java := _JAVA.search(text):
            mine = fresh = int(java[2]) == pid
        elif mine and fresh:
            found, fresh = (text.strip() or "an exception nobody caught", _time(line["at"]), []), False
        elif mine and found is not None and (signal := _SIGNAL.match(text)) and not found[2]:
            found = (found[0].replace("a fault", signal[1], 1), found[1], [])
        elif mine and found is not None and line["tag"] == "AndroidRuntime":
            found[2].append(text.strip())
        elif text.startswith("FATAL EXCEPTION"):
            mine = False
    return found


def _method(hook: str) -> str:
    """ "cipher:javax.crypto.Cipher.init(int)" → "javax.crypto.Cipher.init"."""
    return hook.partition(":")[2].partition("(")[0]


def _time(text: str) -> datetime:
    # The log has no year; only differences are used. A leap year, so that 29 February is a day.
    return datetime.strptime(f"2000-{text}", "%Y-%m-%d %H:%M:%S.%f")
