"""Phones come and go, adb servers die and come back: the watcher tells, and keeps telling."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest

from inspector.device import adb, phones
from inspector.device.phones import PhoneWatcher
from inspector.records import Phone
from tests.factories import phone
from tests.inspector.device.conftest import kill_adb
from tests.inspector.device.fakes import FakePhone, StrangerPhone
from tests.waiting import wait_until


class Told:
    """What a watcher said, to be waited for."""

    def __init__(self) -> None:
        self.lists: list[list[Phone]] = []
        self._changed = threading.Condition()

    def __call__(self, found: list[Phone]) -> None:
        with self._changed:
            self.lists.append(found)
            self._changed.notify_all()

    def wait(self, wanted: Callable[[dict[str, str]], bool], timeout_s: float = 30.0) -> None:
        """Until the newest list, as states by serial, is as wanted."""

        def fits() -> bool:
            return bool(self.lists) and wanted({p.serial: p.state for p in self.lists[-1]})

        with self._changed:
            assert self._changed.wait_for(fits, timeout_s), self.lists


def answers(state: str = "ready") -> Callable[[str], Phone]:
    return lambda serial: phone(serial=serial, state=state)


@pytest.fixture
def told(own_adb: int) -> Told:
    return Told()


@pytest.fixture
def watch(told: Told) -> Iterator[Callable[..., PhoneWatcher]]:
    watchers: list[PhoneWatcher] = []

    def begin(probe: Callable[[str], Phone]) -> PhoneWatcher:
        watchers.append(PhoneWatcher(told, probe))
        watchers[-1].start()
        return watchers[-1]

    yield begin
    for watcher in watchers:
        watcher.stop()


def test_a_list_without_phones_is_told_too(told: Told, watch: Callable[..., PhoneWatcher]) -> None:
    watch(answers())
    told.wait(lambda states: states == {})


def test_a_phone_is_starting_until_it_has_answered_and_gone_when_unplugged(
    told: Told, watch: Callable[..., PhoneWatcher], plug_in: Callable[..., FakePhone]
) -> None:
    may_answer = threading.Event()

    def slow(serial: str) -> Phone:
        assert may_answer.wait(30)
        return phone(serial=serial)

    watch(slow)
    made = plug_in()
    told.wait(lambda states: states == {made.serial: "starting"})
    may_answer.set()
    told.wait(lambda states: states == {made.serial: "ready"})
    made.unplug()
    told.wait(lambda states: states == {})


def test_two_phones_are_told_by_serial_and_one_that_hangs_holds_nobody_up(
    told: Told, watch: Callable[..., PhoneWatcher], plug_in: Callable[..., FakePhone]
) -> None:
    first, second = plug_in(), plug_in()
    release = threading.Event()

    def probe(serial: str) -> Phone:
        if serial == first.serial:
            assert release.wait(30)
        return phone(serial=serial)

    watch(probe)
    told.wait(lambda states: states == {first.serial: "starting", second.serial: "ready"})
    assert [p.serial for p in told.lists[-1]] == sorted([first.serial, second.serial])
    release.set()
    told.wait(lambda states: set(states.values()) == {"ready"})


def test_a_phone_that_has_not_allowed_this_computer_is_unauthorized(
    told: Told, watch: Callable[..., PhoneWatcher]
) -> None:
    stranger = StrangerPhone()
    try:
        watch(answers())
        stranger.plug_in()
        told.wait(lambda states: states.get(stranger.serial) == "unauthorized")
        assert told.lists[-1][0].connection == "network"
    finally:
        stranger.unplug()


def test_a_killed_adb_server_is_started_again_and_the_phones_come_back(
    told: Told, watch: Callable[..., PhoneWatcher], plug_in: Callable[..., FakePhone]
) -> None:
    watch(answers())
    made = plug_in()
    told.wait(lambda states: states == {made.serial: "ready"})
    kill_adb()
    told.wait(lambda states: states == {})
    phones.start_adb()  # has forgotten phones on the network, as real ones do
    adb.client().connect(made.serial, timeout=10)
    told.wait(lambda states: states == {made.serial: "ready"})


def test_without_an_adb_server_the_watcher_starts_one(told: Told, watch: Callable[..., PhoneWatcher]) -> None:
    kill_adb()
    assert not adb.server_runs()
    watch(answers())
    told.wait(lambda states: states == {})
    wait_until(adb.server_runs, what="a new adb server")


def test_a_phone_that_is_not_ready_is_looked_at_again_by_itself(
    told: Told, watch: Callable[..., PhoneWatcher], plug_in: Callable[..., FakePhone], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(phones, "_LOOK_AGAIN_S", 0.05)
    states = iter(["server_missing", "server_missing"])
    watch(lambda serial: phone(serial=serial, state=next(states, "ready")))
    made = plug_in()
    told.wait(lambda now: now == {made.serial: "ready"})
    states_told = [lists[0].state for lists in told.lists if lists]
    assert states_told[-3:] == ["starting", "server_missing", "ready"]


def test_a_ready_phone_is_left_alone_until_one_asks(
    told: Told, watch: Callable[..., PhoneWatcher], plug_in: Callable[..., FakePhone], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(phones, "_LOOK_AGAIN_S", 0.05)
    states = ["ready", "server_missing"]
    asked: list[str] = []

    def probe(serial: str) -> Phone:
        asked.append(serial)
        return phone(serial=serial, state=states[min(len(asked), 2) - 1])

    watcher = watch(probe)
    made = plug_in()
    told.wait(lambda now: now == {made.serial: "ready"})
    threading.Event().wait(0.3)
    assert asked == [made.serial]
    watcher.refresh(made.serial)
    told.wait(lambda now: now == {made.serial: "server_missing"})


def test_the_same_list_is_not_told_twice(
    told: Told, watch: Callable[..., PhoneWatcher], plug_in: Callable[..., FakePhone]
) -> None:
    watcher = watch(answers())
    made = plug_in()
    told.wait(lambda states: states == {made.serial: "ready"})
    for _ in range(5):
        watcher.refresh()
    other = plug_in()
    told.wait(lambda states: states == {made.serial: "ready", other.serial: "ready"})
    assert all(one != two for one, two in zip(told.lists, told.lists[1:], strict=False))


def test_after_stop_nothing_is_told(
    told: Told, watch: Callable[..., PhoneWatcher], plug_in: Callable[..., FakePhone]
) -> None:
    watcher = watch(answers())
    told.wait(lambda states: states == {})
    watcher.stop()
    before = list(told.lists)
    plug_in()
    assert told.lists == before
    assert not [t for t in threading.enumerate() if t.name.startswith("phones") and t.is_alive()]


def test_a_phone_keeps_its_model_while_it_is_away() -> None:
    known = phone(serial="R3CN30XYZ", connection="usb")
    assert phones._bare("R3CN30XYZ", "offline", known) == replace(
        Phone("R3CN30XYZ", "Galaxy S21", "offline"), connection="usb"
    )
