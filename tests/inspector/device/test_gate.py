"""Spawn gating, with a Frida device of the test's own: who is held, who goes on at once, and none for ever."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass

import frida
import pytest

from inspector.device.gate import Gate
from tests.waiting import wait_until

PACKAGE = "com.example.chat"


@dataclass
class Spawn:
    pid: int
    identifier: str


class Device:
    """Frida's device as far as a gate uses it; Frida calls back on a thread of its own."""

    def __init__(self, problem: Exception | None = None) -> None:
        self.gating = False
        self.resumed: list[int] = []
        self._problem = problem
        self._listeners: list[Callable[[Spawn], None]] = []

    def on(self, signal: str, listener: Callable[[Spawn], None]) -> None:
        assert signal == "spawn-added"
        self._listeners.append(listener)

    def off(self, signal: str, listener: Callable[[Spawn], None]) -> None:
        self._listeners.remove(listener)

    def enable_spawn_gating(self) -> None:
        if self._problem is not None:
            raise self._problem
        self.gating = True

    def disable_spawn_gating(self) -> None:
        self.gating = False

    def resume(self, pid: int) -> None:
        self.resumed.append(pid)
        if pid == 13:
            raise frida.ProcessNotFoundError("it has ended")

    def spawned(self, pid: int, name: str) -> None:
        for listener in tuple(self._listeners):
            thread = threading.Thread(target=listener, args=(Spawn(pid, name),))
            thread.start()
            thread.join(10)
            assert not thread.is_alive(), "a listener of Frida's must not wait"

    @property
    def listeners(self) -> int:
        return len(self._listeners)


def is_ours(name: str) -> bool:
    return name == PACKAGE or name.startswith(PACKAGE + ":")


def test_our_processes_wait_for_the_agent_and_others_do_not() -> None:
    device, entered, may_end = Device(), threading.Event(), threading.Event()

    def enter(pid: int, name: str) -> None:
        assert (pid, name) == (7, "com.example.chat:push")
        entered.set()
        assert may_end.wait(10)

    gate = Gate(device, is_ours, enter)
    assert gate.open()
    device.spawned(7, "com.example.chat:push")
    assert entered.wait(10)
    device.spawned(8, "com.example.chatty")
    device.spawned(9, "")
    wait_until(lambda: device.resumed == [8, 9], 10, "the others to go on")
    assert gate.held() == [7]
    may_end.set()
    wait_until(lambda: device.resumed == [8, 9, 7], 10, "ours to go on")
    gate.close()
    assert (device.gating, device.listeners) == (False, 0)
    assert device.resumed == [8, 9, 7]


def test_a_process_goes_on_when_the_time_is_up_whatever_became_of_the_agent() -> None:
    device, may_end = Device(), threading.Event()
    gate = Gate(device, is_ours, lambda pid, name: void(may_end.wait(20)), hold_limit_s=0.1)
    gate.open()
    device.spawned(7, PACKAGE)
    wait_until(lambda: device.resumed == [7], 10, "the process to go on")
    may_end.set()
    gate.close()
    assert device.resumed == [7]


@pytest.mark.filterwarnings("ignore::pytest.PytestUnhandledThreadExceptionWarning")
def test_a_process_goes_on_when_entering_it_fails_and_the_next_is_met_too() -> None:
    device = Device()

    def enter(pid: int, name: str) -> None:
        raise RuntimeError("a fault of ours")

    gate = Gate(device, is_ours, enter)
    gate.open()
    device.spawned(13, PACKAGE)
    device.spawned(14, PACKAGE)
    wait_until(lambda: sorted(device.resumed) == [13, 14], 10, "both to go on")
    entering = (thread for thread in threading.enumerate() if thread.name.startswith("enter "))
    for thread in entering:
        thread.join(10)  # their fault is told by Python in this test, not in the next
    gate.close()


def test_closing_lets_go_what_is_held_and_holds_nothing_after() -> None:
    device, entered, may_end = Device(), threading.Event(), threading.Event()

    def enter(pid: int, name: str) -> None:
        entered.set()
        may_end.wait(20)

    gate = Gate(device, is_ours, enter)
    gate.open()
    device.spawned(7, PACKAGE)
    assert entered.wait(10)
    gate.close()
    assert device.resumed == [7]
    gate.close()
    may_end.set()
    assert device.resumed == [7]


def test_a_frida_that_cannot_hold_processes_is_no_fault() -> None:
    device = Device(frida.NotSupportedError("not on this phone"))
    gate = Gate(device, is_ours, lambda pid, name: None)
    assert not gate.open()
    assert device.listeners == 0
    gate.close()


def void(_value: object) -> None:
    return None
