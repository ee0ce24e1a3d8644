"""Waiting for a condition of another process, where there is nothing to be woken by."""

import threading
import time
from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")


def wait_until(condition: Callable[[], T], timeout_s: float = 30.0, what: str = "") -> T:
    """Looks every 50 ms until the condition gives something true, and returns that. Fails the test after timeout_s."""
    until_s = time.monotonic() + timeout_s
    while not (found := condition()):
        assert time.monotonic() < until_s, f"waited {timeout_s} s for {what or condition}"
        threading.Event().wait(0.05)
    return found
