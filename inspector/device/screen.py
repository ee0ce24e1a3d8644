"""The phone's screen as a picture, and a finger and a keyboard for it."""

from __future__ import annotations

import re
import shlex

import adbutils

from inspector.device import adb
from inspector.errors import PhoneProblem

_PICTURE_TIMEOUT_S = 15.0
_PNG = b"\x89PNG\r\n\x1a\n"
ENTER, DELETE, BACK = 66, 67, 4


def screencap(serial: str) -> bytes:
    """The screen as it is now, a PNG. Takes up to a second; not on the main thread. Raises PhoneProblem."""
    try:
        # exec: and not shell:, which on older phones turns line ends inside the picture into two bytes.
        picture = adb.output_of(serial, "exec:screencap -p", _PICTURE_TIMEOUT_S)
    except (OSError, adbutils.AdbError) as problem:
        raise adb.unreachable(serial) from problem
    if not picture.startswith(_PNG):
        raise PhoneProblem(
            "The phone gave no picture of its screen.",
            code="no_picture",
            hint="Apps can forbid pictures of themselves; unlock the phone and try again.",
        )
    return picture


def tap(serial: str, x: int, y: int) -> None:
    """Touch a place, in the screen's own pixels. Raises PhoneProblem."""
    _input(serial, f"input tap {int(x)} {int(y)}")


def key(serial: str, code: int) -> None:
    """Press a key by Android's key code (ENTER, DELETE, BACK …). Raises PhoneProblem."""
    _input(serial, f"input keyevent {int(code)}")


def type_text(serial: str, text: str) -> None:
    """Type into the field that has the focus; a line end presses Enter. Raises PhoneProblem.

    Android's command types what its Latin keyboard has: anything else is refused, except on the practice phone.
    """
    try:
        plain = text.isascii() and re.search(r"[\x00-\x09\x0b-\x1f\x7f]", text) is None
        if not plain and not adb.is_practice(serial):
            raise PhoneProblem(
                "Only plain Latin letters, digits and signs can be typed into a phone from here.",
                code="not_typeable",
                hint="Type this text on the phone itself.",
            )
    except (OSError, adbutils.AdbError) as problem:
        raise adb.unreachable(serial) from problem
    for number, line in enumerate(text.split("\n")):
        if number:
            key(serial, ENTER)
        # "%s" is the command's word for a space: a percent sign and an s that belong together go separately.
        for part in re.split(r"(?<=%)(?=s)", line):
            if part:
                _input(serial, f"input text {shlex.quote(part.replace(' ', '%s'))}")


def _input(serial: str, command: str) -> None:
    try:
        said = adb.shell(serial, command)
    except (OSError, adbutils.AdbError) as problem:
        raise adb.unreachable(serial) from problem
    if "SecurityException" in said or "INJECT_EVENTS" in said:
        raise PhoneProblem(
            "The phone does not let this computer touch its screen.",
            code="input_refused",
            hint="Allow “USB debugging (security settings)” in the phone's developer options.",
        )
    if said:
        raise PhoneProblem("The phone did not take the input.", code="input_failed", hint=said.splitlines()[0])
