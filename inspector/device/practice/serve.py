"""Runs a practice phone in this process until it is told to stop, or nothing has used it for a while."""

from __future__ import annotations

import signal
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

from inspector.device.practice.phone import PracticePhone
from inspector.device.practice.running import Announcement, RunningPhone

_LOOK_S = 1.0


def run(
    app_jar: Path | None = None,
    package: str | None = None,
    *,
    main_class: str | None = None,
    load: int = 0,
    truth: Path | None = None,
    runtime: Path | None = None,
    idle_limit_s: float | None = None,
    announce: Callable[[RunningPhone], None] | None = None,
) -> None:
    """Blocks, on the main thread. Without `idle_limit_s` only Ctrl-C, SIGTERM or another process ends it.

    Without `announce` it prints the serial and the package. Raises PracticeProblem when it cannot start.
    """
    over = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: over.set())
    with PracticePhone(app_jar, package, main_class, load, truth, runtime) as phone:

        def take(message: dict[str, Any]) -> bool:
            if message.get("do") == "stop":
                over.set()
            elif message.get("do") == "pull_cable":
                phone.pull_cable(float(message["seconds"]))
            else:
                return False
            return True

        announcement = Announcement(phone.serial, phone.package, phone.app.name, app_jar, take)
        try:
            (announce or _print)(announcement.phone)
            while not over.wait(_LOOK_S):
                if idle_limit_s is not None and phone.idle_s > idle_limit_s:
                    return
        finally:
            announcement.close()


def _print(phone: RunningPhone) -> None:
    print(f"{phone.serial} {phone.package}", flush=True)
    print(f"{phone.name} is on the practice phone. Ctrl-C ends it.", flush=True)
