"""A phone as Frida sees it, also after the adb server that Frida met first is gone."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Iterator
from typing import Any

import frida
from frida import _frida

_lock = threading.Lock()
_managers: list[Any] = []  # the newest one last; earlier ones may still serve devices that are in use


def frida_device(serial: str, timeout_s: float) -> Any:
    """Frida's device of that serial number. Any thread; blocks for up to twice timeout_s.

    Raises frida.InvalidArgumentError or frida.TimedOutError where there is none.
    """
    with _lock:
        manager = _managers[-1] if _managers else frida.get_device_manager()
    try:
        return manager.get_device(serial, timeout=timeout_s)
    except (frida.InvalidArgumentError, frida.TimedOutError):
        # WORKAROUND Frida's USB back end watches the adb server it met first and never looks for another one.
        fresh = frida.DeviceManager(_frida.DeviceManager())
        device = fresh.get_device(serial, timeout=timeout_s)
        with _lock:
            _managers.append(fresh)
        return device


@contextlib.contextmanager
def at_most(limit_s: float) -> Iterator[None]:
    """Frida's calls in here end with OperationCancelledError when the time is up: a frozen process answers never."""
    cancellable = frida.Cancellable()
    timer = threading.Timer(limit_s, cancellable.cancel)
    timer.daemon = True
    timer.start()
    try:
        with cancellable:
            yield
    finally:
        timer.cancel()
