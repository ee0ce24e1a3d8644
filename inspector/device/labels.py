"""Where a labelled thing stands on the phone's screen, by Android's own uiautomator."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ElementTree

import adbutils

from inspector.device import adb, screen
from inspector.errors import PhoneProblem

_DUMP = "/data/local/tmp/inspector-window.xml"
_BOUNDS = re.compile(r"\[(\d+),(\d+)\]\[(\d+),(\d+)\]")


def tap_label(serial: str, label: str) -> None:
    """Taps the middle of what carries that resource id (its last part) or text. Blocks for up to some seconds.

    Raises PhoneProblem where the phone does not answer or shows no such thing.
    """
    x, y = _middle(serial, label)
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
