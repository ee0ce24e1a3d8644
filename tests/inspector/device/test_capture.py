"""Entering an app's processes: what is said where one refuses, and that nothing is left held when a start fails."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import frida
import pytest

from inspector.device import capture as capturing
from inspector.device.capture import Capture
from inspector.errors import PhoneProblem
from inspector.records import ProcessFacts
from tests.inspector.device.fakes import FakePhone
from tests.waiting import wait_until

PACKAGE = "com.example.chat"


class Device:
    """Frida's device, into whose processes nobody comes. `running` is what the phone's ps lists."""

    def __init__(self, problems: dict[int, Exception]) -> None:
        self.resumed: list[int] = []
        self.attached: list[int] = []
        self.gating = False
        self._problems = problems

    def on(self, signal: str, listener: Any) -> None: ...

    def off(self, signal: str, listener: Any) -> None: ...

    def enable_spawn_gating(self) -> None:
        self.gating = True

    def disable_spawn_gating(self) -> None:
        self.gating = False

    def spawn(self, argv: list[str]) -> int:
        assert argv == [PACKAGE]
        return 4242

    def attach(self, pid: int) -> Any:
        self.attached.append(pid)
        raise self._problems[pid]

    def resume(self, pid: int) -> None:
        self.resumed.append(pid)


def phone_with(plug_in: Callable[..., FakePhone], *processes: str) -> FakePhone:
    listed = "  PID   UID NAME\n    1     0 init\n" + "".join(f"{line}\n" for line in processes)
    return plug_in(commands={"pm": f"package:{PACKAGE} uid:10123\n", "ps": listed})


def capture(phone: FakePhone, device: Device, monkeypatch: pytest.MonkeyPatch, told: list[ProcessFacts]) -> Capture:
    monkeypatch.setattr(capturing, "frida_device", lambda serial, timeout_s: device)
    monkeypatch.setattr(capturing, "_TRY_AGAIN_S", 0.0)
    return Capture(phone.serial, PACKAGE, "session", on_rows=lambda *_: None, on_process=told.append)


def test_a_process_that_cannot_be_entered_is_said_with_the_reason_after_some_tries(
    plug_in: Callable[..., FakePhone], monkeypatch: pytest.MonkeyPatch
) -> None:
    phone = phone_with(plug_in, f"7 10123 {PACKAGE}:push", f"8 10123 {PACKAGE}:old", "9 10124 com.other")
    device = Device(
        {7: frida.PermissionDeniedError("unable to access"), 8: frida.NotSupportedError("32-bit is not supported")}
    )
    told: list[ProcessFacts] = []
    watching = capture(phone, device, monkeypatch, told)
    watching.resume()
    wait_until(lambda: len(told) == 2, 20, "both to be said to refuse")
    watching.stop()
    watching.close()
    found = {facts.name: (facts.pid, facts.state, facts.reason) for facts in told}
    assert found == {
        f"{PACKAGE}:push": (7, "refused", "Frida is not allowed into it: unable to access"),
        f"{PACKAGE}:old": (
            8, "refused", "Frida's server on this phone cannot enter a process of its kind (such as one of 32 bits): "
            "32-bit is not supported",
        ),
    }  # fmt: skip
    assert sorted(device.attached) == [7, 7, 7, 8, 8, 8]
    assert len({facts.id for facts in told}) == 2
    assert not device.gating


def test_an_app_that_was_started_and_cannot_be_entered_is_let_go_and_nothing_stays_held(
    plug_in: Callable[..., FakePhone], monkeypatch: pytest.MonkeyPatch
) -> None:
    phone = phone_with(plug_in)
    device = Device({4242: frida.PermissionDeniedError("not this one")})
    starting = capture(phone, device, monkeypatch, [])
    with pytest.raises(PhoneProblem, match="could not be inspected: not this one"):
        starting.start(restart=True)
    assert device.resumed == [4242]
    assert device.gating
    starting.close()
    assert not device.gating


def test_an_app_is_let_go_when_the_time_is_up_though_the_agent_is_not_in_it(
    plug_in: Callable[..., FakePhone], monkeypatch: pytest.MonkeyPatch
) -> None:
    device = Device({})

    def attach(pid: int) -> Any:
        wait_until(lambda: device.resumed == [4242], 20, "the app to be let go")
        raise frida.ProcessNotRespondingError("frozen")

    monkeypatch.setattr(device, "attach", attach)
    monkeypatch.setattr(capturing, "_ATTACH_TIMEOUT_S", 0.1)
    starting = capture(phone_with(plug_in), device, monkeypatch, [])
    with pytest.raises(PhoneProblem, match="frozen"):
        starting.start(restart=True)
    starting.close()
    assert device.resumed == [4242]
