"""Where a labelled thing stands on the phone's screen, by Android's own uiautomator."""

from __future__ import annotations

import re
import time
import xml.etree.ElementTree as ElementTree

import adbutils

from inspector.device import adb, screen
from inspector.errors import PhoneProblem

_MISSING, _LOOK_AGAIN_S = "label_missing", 0.3
_DUMP = "/data/local/tmp/inspector-window.xml"
_BOUNDS = re.compile(r"\[(\d+),(\d+)\]\[(\d+),(\d+)\]")


def tap_label(serial: str, label: str, patience_s: float = 10.0) -> None:
    """Taps the middle of what carries that resource id (its last part) or text, as soon as it is there.

    Blocks. Raises PhoneProblem where the phone does not answer, or shows no such thing for so long.
    """
    until_s = time.monotonic() + patience_s
    while True:
        try:
            x, y = _middle(serial, label)
            break
        except PhoneProblem as problem:
            if problem.code != _MISSING or time.monotonic() > until_s:
                raise
            time.sleep(_LOOK_AGAIN_S)
    screen.tap(serial, x, y)


def _middle(serial: str, label: str) -> tuple[int, int]:
    try:
        adb.shell(serial, f"uiautomator dump {_DUMP}")
        dump = adb.shell(serial, f"cat {_DUMP}")
        nodes = list(ElementTree.fromstring(dump[dump.index("<") :]).iter("node"))
    except (OSError, adbutils.AdbError) as problem:
        raise adb.unreachable(serial) from problem
    except (ValueError, ElementTree.ParseError):
        nodes = []
    for node in nodes:
        names = (node.get("resource-id", "").rpartition("/")[2], node.get("text", ""))
        bounds = _BOUNDS.match(node.get("bounds", ""))
        if label.lower() in (name.lower() for name in names) and bounds:
            left, top, right, bottom = map(int, bounds.groups())
            return (left + right) // 2, (top + bottom) // 2
    raise PhoneProblem(
        f"Nothing on the phone's screen is called {label!r}.",
        code="label_missing",
        hint="Unlock the phone and open the app.",
    )
