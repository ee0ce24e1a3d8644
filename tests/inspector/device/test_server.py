"""Frida's server is fetched from a server on loopback, looked at, put on a phone that speaks adb, and started."""

from __future__ import annotations

import lzma
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import frida
import pytest

from inspector.device import readiness, server
from inspector.device.practice.shell import Call, Result
from inspector.device.practice.tools import text
from inspector.errors import PhoneProblem
from tests.inspector.device.fakes import FakePhone

VERSION = frida.__version__
PROGRAM = b"\x7fELF" + bytes(14) + (183).to_bytes(2, "little") + bytes(range(256)) * 2000
NAME = f"/{VERSION}/frida-server-{VERSION}-android-arm64.xz"


class Releases:
    """A place that programs are fetched from. `asked` are the paths so far."""

    def __init__(self) -> None:
        self.files: dict[str, bytes] = {NAME: lzma.compress(PROGRAM)}
        self.short_by = 0
        self.asked: list[str] = []
        releases = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                releases.asked.append(self.path)
                data = releases.files.get(self.path)
                self.send_response(404 if data is None else 200)
                self.send_header("Content-Length", str(len(data or b"") + releases.short_by))
                self.end_headers()
                self.wfile.write(data or b"")

            def log_message(self, format: str, *arguments: object) -> None:
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self._server.server_address[1]}"
        self._thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.02})
        self._thread.start()

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join(10)


@pytest.fixture
def releases() -> Iterator[Releases]:
    made = Releases()
    yield made
    made.close()


def test_the_server_that_fits_phone_and_frida_is_fetched_unpacked_and_kept(releases: Releases, tmp_path: Path) -> None:
    steps: list[tuple[str, int, int]] = []
    kept = server.fetch("arm64-v8a", lambda *step: steps.append(step), base_url=releases.url, folder=tmp_path)
    assert kept.read_bytes() == PROGRAM
    packed = len(releases.files[NAME])
    assert steps[-1] == ("fetch", packed, packed)
    assert server.fetch("arm64-v8a", base_url=releases.url, folder=tmp_path) == kept
    assert releases.asked == [NAME], "the second time it comes from the cache"
    assert [p.name for p in tmp_path.iterdir()] == [kept.name]


@pytest.mark.parametrize(("abi", "arch"), [("armeabi-v7a", "arm"), ("x86_64", "x86_64"), ("x86", "x86")])
def test_every_abi_has_its_own_program(abi: str, arch: str) -> None:
    assert server.asset(abi) == f"frida-server-{VERSION}-android-{arch}.xz"


def test_a_phone_of_an_unknown_kind_is_told_so() -> None:
    with pytest.raises(PhoneProblem, match="no Frida server for phones of type mips"):
        server.asset("mips")


@pytest.mark.parametrize(
    "served",
    [
        b"<html>Please sign in to the hotel's network</html>",
        lzma.compress(b"#!/bin/sh\nreboot\n"),
        lzma.compress(PROGRAM)[:-40],
        lzma.compress(PROGRAM.replace((183).to_bytes(2, "little"), (62).to_bytes(2, "little"), 1)),
        b"",
    ],
    ids=["a web page", "a script", "cut off", "for another processor", "nothing"],
)
def test_what_is_no_server_for_this_phone_is_not_kept(releases: Releases, tmp_path: Path, served: bytes) -> None:
    releases.files[NAME] = served
    with pytest.raises(PhoneProblem, match="no Frida server") as e:
        server.fetch("arm64-v8a", base_url=releases.url, folder=tmp_path)
    assert e.value.hint
    assert list(tmp_path.iterdir()) == []


def test_a_download_without_end_is_broken_off(
    releases: Releases, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(server, "_MOST_PACKED_BYTES", 100)
    with pytest.raises(PhoneProblem, match="no Frida server"):
        server.fetch("arm64-v8a", base_url=releases.url, folder=tmp_path)


def test_a_small_file_that_unpacks_without_end_is_broken_off(
    releases: Releases, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(server, "_MOST_BYTES", 20 << 20)
    releases.files[NAME] = lzma.compress(PROGRAM[:20] + bytes(30 << 20), preset=0)
    with pytest.raises(PhoneProblem, match="no Frida server"):
        server.fetch("arm64-v8a", base_url=releases.url, folder=tmp_path)


def test_a_connection_that_breaks_is_told_in_one_sentence(releases: Releases, tmp_path: Path) -> None:
    releases.short_by = 10
    with pytest.raises(PhoneProblem, match="could not be fetched"):
        server.fetch("arm64-v8a", base_url=releases.url, folder=tmp_path)


def test_a_missing_release_and_a_missing_network_are_told_in_one_sentence(releases: Releases, tmp_path: Path) -> None:
    releases.files.clear()
    with pytest.raises(PhoneProblem, match="could not be fetched: Not Found"):
        server.fetch("arm64-v8a", base_url=releases.url, folder=tmp_path)
    with pytest.raises(PhoneProblem, match="could not be fetched"):
        server.fetch("arm64-v8a", base_url="http://127.0.0.1:1", folder=tmp_path)


def test_nothing_is_fetched_over_plain_http_from_elsewhere(tmp_path: Path) -> None:
    with pytest.raises(PhoneProblem, match="only fetched over https"):
        server.fetch("arm64-v8a", base_url="http://example.org", folder=tmp_path)


# ------------------------------------------------------------------------------------------------ on the phone


class Phones:
    """A phone's processes: the server becomes one when it is started as root, and stops being one when killed."""

    def __init__(self) -> None:
        self.running: dict[int, str] = {811: "frida-server"}
        self.started: list[list[str]] = []

    def insd(self, call: Call) -> Result:
        if "--version" in call.argv:
            return text(f"{VERSION}\n")
        if call.root:
            self.started.append(call.argv)
            self.running[900] = "insd"
        return Result()

    def pidof(self, call: Call) -> Result:
        return text(" ".join(str(pid) for pid, name in self.running.items() if name in call.argv) + "\n")

    def kill(self, call: Call) -> Result:
        for pid in call.argv[1:] if call.root else ():
            self.running.pop(int(pid), None)
        return Result()

    def state(self, serial: str) -> str:
        return "ready" if "insd" in self.running.values() else "server_missing"


@pytest.fixture
def phones(monkeypatch: pytest.MonkeyPatch) -> Phones:
    """Frida itself is not asked here: it looks for phones once in the life of a process (conftest.adb_port)."""
    made = Phones()
    monkeypatch.setattr(readiness, "frida_state", made.state)
    return made


@pytest.fixture
def program(tmp_path: Path) -> Path:
    path = tmp_path / "program"
    path.write_bytes(PROGRAM)
    return path


def commands(phones: Phones) -> dict[str, Callable[[Call], Result]]:
    return {"insd": phones.insd, "pidof": phones.pidof, "kill": phones.kill}


@pytest.mark.parametrize("su", ["magisk", "aosp"])
def test_the_server_is_put_on_the_phone_and_started_in_place_of_another(
    plug_in: Callable[..., FakePhone], phones: Phones, program: Path, su: str
) -> None:
    made = plug_in(commands=commands(phones), su=su)
    steps: list[tuple[str, int, int]] = []
    server.install(made.serial, program, lambda *step: steps.append(step))
    assert made.files.read(readiness.SERVER_PATH) == PROGRAM
    assert phones.running == {900: "insd"}
    assert phones.started == [[readiness.SERVER_PATH, "--daemonize"]]
    assert steps == [("push", 0, len(PROGRAM)), ("push", len(PROGRAM), len(PROGRAM))]
    assert "frida" not in readiness.SERVER_PATH


def test_a_phone_without_root_gets_no_server(plug_in: Callable[..., FakePhone], phones: Phones, program: Path) -> None:
    made = plug_in(commands=commands(phones), su="denied")
    with pytest.raises(PhoneProblem) as e:
        server.install(made.serial, program)
    assert e.value.code == "not_rooted"
    assert not [line for line in made.said if readiness.SERVER_PATH in line]


def test_a_server_that_does_not_come_up_is_told_in_one_sentence(
    plug_in: Callable[..., FakePhone], phones: Phones, program: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(server, "_START_TIMEOUT_S", 0.1)
    made = plug_in(commands={**commands(phones), "insd": lambda call: Result(code=1)})
    with pytest.raises(PhoneProblem, match="was started on the phone and does not answer"):
        server.install(made.serial, program)


def test_a_phone_that_is_gone_is_told_in_one_sentence(own_adb: int, program: Path) -> None:
    with pytest.raises(PhoneProblem, match="does not answer"):
        server.install("127.0.0.1:1", program)
