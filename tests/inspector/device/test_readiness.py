"""What stands between a phone and an inspection, asked of phones that really speak adb."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import frida
import pytest

from inspector.device import readiness
from inspector.device.practice.shell import Call, Result
from inspector.device.practice.tools import text
from tests.inspector.device.ask import ask
from tests.inspector.device.fakes import PROPERTIES, FakePhone

PACKAGES = {"pm": "package:org.example.one\npackage:org.example.two\n"}


@pytest.fixture
def frida_server() -> Iterator[int]:
    """The port of something that answers like frida-server."""
    import socket

    ports = []
    for _ in range(2):
        with socket.create_server(("127.0.0.1", 0)) as free:
            ports.append(int(free.getsockname()[1]))
    service = frida.PortalService(
        frida.EndpointParameters(address="127.0.0.1", port=ports[0]),
        frida.EndpointParameters(address="127.0.0.1", port=ports[1]),
    )
    service.start()
    yield ports[1]
    service.stop()


def test_a_rooted_phone_without_fridas_server_says_so(plug_in: Callable[..., FakePhone]) -> None:
    made = plug_in(commands=PACKAGES)
    found = ask("readiness.probe", made.serial)
    assert (found["state"], found["rooted"], found["model"]) == ("server_missing", True, "Galaxy S21")
    assert (found["android"], found["sdk"], found["abi"], found["connection"]) == ("14", 34, "arm64-v8a", "network")
    assert found["detail"]["apps"] == 2


@pytest.mark.parametrize("su", ["", "denied"])
def test_a_phone_without_root_says_so(plug_in: Callable[..., FakePhone], su: str) -> None:
    found = ask("readiness.probe", plug_in(commands=PACKAGES, su=su).serial)
    assert (found["state"], found["rooted"]) == ("not_rooted", False)


def test_a_phone_whose_server_answers_is_ready_and_not_asked_for_root(
    plug_in: Callable[..., FakePhone], frida_server: int
) -> None:
    made = plug_in(commands=PACKAGES, frida_port=frida_server)
    found = ask("readiness.probe", made.serial)
    assert (found["state"], found["rooted"], found["frida_version"]) == ("ready", True, "")
    assert not [line for line in made.said if line.startswith("su")]


def test_a_server_of_another_version_is_told_with_its_version(
    plug_in: Callable[..., FakePhone], frida_server: int
) -> None:
    made = plug_in(commands={**PACKAGES, "frida-server-16.1.4": "16.1.4\n"}, frida_port=frida_server)
    made.files.place("/data/local/tmp/frida-server-16.1.4", b"\x7fELF")
    found = ask("readiness.probe", made.serial)
    assert (found["state"], found["frida_version"]) == ("server_mismatch", "16.1.4")
    assert found["detail"]["frida"] == frida.__version__


def test_only_files_that_are_called_frida_server_are_run(plug_in: Callable[..., FakePhone]) -> None:
    made = plug_in(commands={**PACKAGES, "frida-server": f"{frida.__version__}\n"})
    for name in ("frida-server", "miner; reboot", "other"):
        made.files.place(f"/data/local/tmp/{name}", b"")
    assert readiness.server_version(made.serial) == frida.__version__
    assert [line for line in made.said if "--version" in line] == [
        f"{readiness.SERVER_PATH} --version 2>/dev/null",
        "/data/local/tmp/frida-server --version 2>/dev/null",
    ]


def test_a_practice_phone_is_known_by_its_property(plug_in: Callable[..., FakePhone], frida_server: int) -> None:
    made = plug_in(commands=PACKAGES, frida_port=frida_server, properties={**PROPERTIES, "ro.inspector.practice": "1"})
    found = ask("readiness.probe", made.serial)
    assert (found["state"], found["connection"], found["frida_version"]) == ("ready", "practice", frida.__version__)


def test_a_phone_that_is_gone_is_offline(own_adb: int) -> None:
    assert readiness.probe("127.0.0.1:1").state == "offline"


@pytest.mark.parametrize(
    ("su", "expected"), [("magisk", "su -c"), ("aosp", "su 0 sh -c"), ("", None), ("denied", None)]
)
def test_root_is_found_in_both_dialects_of_su(plug_in: Callable[..., FakePhone], su: str, expected: str | None) -> None:
    made = plug_in(su=su)
    assert readiness.root_command(made.serial) == expected


def test_a_shell_that_is_root_needs_no_su(plug_in: Callable[..., FakePhone]) -> None:
    def root_id(call: Call) -> Result:
        return text("uid=0(root) gid=0(root)\n")

    assert readiness.root_command(plug_in(su="", commands={"id": root_id}).serial) == "sh -c"


@pytest.mark.parametrize(
    ("version", "fits"),
    [(frida.__version__, True), (".".join([*frida.__version__.split(".")[:2], "99"]), True), ("16.7.19", False)],
)
def test_a_server_fits_when_major_and_minor_are_the_same(version: str, fits: bool) -> None:
    assert readiness.same_frida(version) is fits
