"""The whole practice phone as the tool meets it: through adb, through Frida, with a real app in a real Java runtime."""

from __future__ import annotations

import contextlib
import json
import os
import select
import shutil
import signal
import socket
import subprocess
import sys
import textwrap
import zipfile
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import adbutils
import pytest

from inspector.device.practice import adb_server
from inspector.device.practice.apps import CHAT_PACKAGE, practice_folder
from inspector.device.practice.phone import PracticePhone, check_can_run, find_running, spawn_detached
from inspector.device.practice.processes import AppProcess
from inspector.errors import PracticeProblem

pytestmark = pytest.mark.phone

WAIT_S = 60.0


class Hand:
    """A tester's hand on the phone, over adb."""

    def __init__(self, phone: PracticePhone) -> None:
        self.phone = phone
        self.processes = phone.processes
        self.device = adbutils.AdbClient().device(phone.serial)

    def start(self, *options: str) -> AppProcess:
        self.device.shell(["am", "start", *options, "-n", f"{self.phone.package}/.Main"])
        return self.processes.of(self.phone.package)[0]

    def tap(self, name: str) -> None:
        assert self.processes.wait_for_screen(lambda screen: bool(_target(screen, name)), WAIT_S)
        target = _target(self.processes.screen, name)
        self.device.click(target["x"] + target["w"] // 2, target["y"] + target["h"] // 2)

    def say(self, text: str) -> None:
        before = len(self.processes.screen["messages"])
        self.tap("field")
        self.device.shell(["input", "text", text.replace(" ", "%s")])
        self.device.keyevent(66)
        assert self.processes.wait_for_screen(lambda screen: len(screen["messages"]) >= before + 2, WAIT_S)


def _target(screen: dict, name: str) -> dict:  # type: ignore[type-arg]
    return next((target for target in screen.get("targets", []) if target["id"] == name), {})


@pytest.fixture
def hand(phone: PracticePhone) -> Iterator[Hand]:
    """On a phone that has just been set up anew."""
    made = Hand(phone)
    made.device.shell(f"am force-stop {CHAT_PACKAGE}; logcat -c; su -c 'rm -rf /data/data/{CHAT_PACKAGE}'")
    yield made
    made.device.shell(f"am force-stop {CHAT_PACKAGE}")


def ended(pid: int) -> bool:
    """Waits until that process, of whomever, is gone."""
    try:
        descriptor = os.pidfd_open(pid)
    except ProcessLookupError:
        return True
    try:
        return bool(select.select([descriptor], [], [], WAIT_S)[0])
    finally:
        os.close(descriptor)


FRIDA_CLIENT = """
import sys, frida
serial, pid = sys.argv[1], int(sys.argv[2])
device = frida.get_device(serial, timeout=20)
assert device.type == "usb", device.type
assert device.name == "Practice Phone", device.name
assert pid in [process.pid for process in device.enumerate_processes()]
session = device.attach(pid)
script = session.create_script('''
    rpc.exports = { start() { return Process.id; } };
    Socket.listen({ family: 'unix', type: 'abstract', path: 'inspector-probe-' + Process.id }).then(async listener => {
        for (;;) {
            const connection = await listener.accept();
            await connection.output.writeAll([104, 105]);
            await connection.close();
        }
    });
''')
script.load()
assert script.exports_sync.start() == pid
script.eternalize()
session.detach()
"""


def test_a_script_loaded_over_usb_stays_in_the_app_and_is_reached_through_adb(hand: Hand) -> None:
    pid = hand.start().pid
    client = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(FRIDA_CLIENT), hand.phone.serial, str(pid)],
        capture_output=True, text=True, timeout=WAIT_S, check=False,
    )  # fmt: skip
    assert client.returncode == 0, client.stderr
    for _ in range(2):
        with hand.device.create_connection(adbutils.Network.LOCAL_ABSTRACT, f"inspector-probe-{pid}") as connection:
            connection.settimeout(WAIT_S)
            assert connection.recv(2) == b"hi"
    assert hand.device.shell(f"pidof {CHAT_PACKAGE}") == str(pid)


def test_a_talk_is_held_on_the_screen_and_reaches_the_internet(hand: Hand) -> None:
    hand.start()
    hand.tap("agree")
    hand.say("the answer to what")
    hand.say("안녕하세요")
    messages = hand.processes.screen["messages"]
    assert [message["from"] for message in messages] == ["user", "bot", "user", "bot"]
    assert [messages[0]["text"], messages[2]["text"]] == ["the answer to what", "안녕하세요"]
    assert "한" in messages[3]["text"] or any("가" <= letter <= "힣" for letter in messages[3]["text"])


def test_an_app_started_for_debugging_waits_for_its_sign(hand: Hand) -> None:
    process = hand.start("-D")
    assert process.held
    assert not hand.processes.wait_for_screen(bool, 1.0)
    assert hand.device.shell2(f"practice go {process.pid}", v2=True).returncode == 0
    assert hand.processes.wait_for_screen(bool, WAIT_S)


def test_the_second_process_of_a_held_app_is_held_as_well(hand: Hand) -> None:
    hand.device.shell(f"practice go {hand.start('-D').pid}")
    hand.tap("agree")

    def second() -> list[AppProcess]:
        return [process for process in hand.processes.running if process.name == f"{CHAT_PACKAGE}:push"]

    assert hand.processes.wait_until(lambda: bool(second()), WAIT_S)
    assert second()[0].held
    assert f"{CHAT_PACKAGE}:push" in hand.device.shell("ps -A -o NAME").splitlines()
    assert hand.device.shell2(f"practice go {second()[0].pid}", v2=True).returncode == 0
    assert not second()[0].held


def test_a_running_app_is_not_started_twice(hand: Hand) -> None:
    pid = hand.start().pid
    said = hand.device.shell(f"am start -n {CHAT_PACKAGE}/.Main")
    assert "brought to the front" in said
    assert [process.pid for process in hand.processes.of(CHAT_PACKAGE) if process.name == CHAT_PACKAGE] == [pid]


def test_force_stop_ends_the_process_and_a_killed_one_is_noticed(hand: Hand) -> None:
    first = hand.start().pid
    hand.device.shell(f"am force-stop {CHAT_PACKAGE}")
    assert ended(first)
    second = hand.start().pid
    os.kill(second, signal.SIGKILL)
    assert hand.processes.wait_until(lambda: not hand.processes.of(CHAT_PACKAGE), WAIT_S)
    assert hand.device.shell(f"pidof {CHAT_PACKAGE}") == ""


def test_after_a_pulled_cable_the_phone_comes_back_with_the_app_still_running(hand: Hand) -> None:
    pid = hand.start().pid
    with hand.device.open_transport(timeout=WAIT_S) as stream:
        stream.send_command("shell:sleep 60")
        stream.check_okay()
        hand.phone.pull_cable(0.5)
        with contextlib.suppress(ConnectionError):
            assert stream.read(1) == b""
    adbutils.AdbClient().wait_for(hand.phone.serial, state="device", timeout=WAIT_S)
    assert hand.device.shell(f"pidof {CHAT_PACKAGE}") == str(pid)


def test_a_new_adb_server_gets_the_phone_back(hand: Hand) -> None:
    adb_server.kill()
    adb_server.ensure()
    adbutils.AdbClient().wait_for(hand.phone.serial, state="device", timeout=WAIT_S)
    assert hand.device.shell("echo here") == "here"


def test_a_whole_session_leaves_books_that_balance(own_adb: None, tmp_path: Path) -> None:
    with PracticePhone(truth=tmp_path) as phone:
        hand = Hand(phone)
        hand.start()
        hand.tap("agree")
        hand.say("my secret question")
    connections, requests, messages = (
        [json.loads(line) for line in (tmp_path / f"{name}.jsonl").read_text("utf-8").splitlines()]
        for name in ("connections", "requests", "messages")
    )
    assert len({row["host"] for row in connections}) >= 5
    asked: dict[int, int] = defaultdict(int)
    for row in [*requests, *(row for row in messages if row["direction"] == "up")]:
        asked[row["connection"]] += row["wire_bytes"]
    for row in connections:
        if row["alpn"] == "h2":  # besides requests it carries settings, windows and the like
            assert asked[row["n"]] <= row["bytes_up"]
        elif not row["problem"]:  # as of a request the phone's end cut short
            assert asked[row["n"]] == row["bytes_up"], row
    assert any(row["host"] == "chat.practice.test" and row["version"] == "2" for row in requests)


def foreign_jar(folder: Path) -> Path:
    """A runnable jar of another name whose classes are the practice app's."""
    (folder / "lib.jar").symlink_to(practice_folder() / "app.jar")
    manifest = "Main-Class: com.practice.chat.Main\nImplementation-Title: Somebody's Program\nClass-Path: lib.jar\n"
    with zipfile.ZipFile(folder / "program.jar", "w") as jar:
        jar.writestr("META-INF/MANIFEST.MF", f"Manifest-Version: 1.0\n{manifest}")
    return folder / "program.jar"


def test_any_java_program_can_be_the_phones_app(own_adb: None, tmp_path: Path) -> None:
    with PracticePhone(foreign_jar(tmp_path), "org.somebody.program") as phone:
        hand = Hand(phone)
        assert {"org.somebody.program", CHAT_PACKAGE} <= set(hand.device.list_packages(["-3"]))
        assert hand.device.shell("practice label org.somebody.program") == "Somebody's Program"
        process = hand.start("-D")
        assert not hand.processes.wait_until(lambda: any("System.out" in line for line in hand.processes.log), 1.0)
        hand.device.shell(f"practice go {process.pid}")
        assert hand.processes.wait_until(lambda: any('{"screen"' in line for line in hand.processes.log), WAIT_S)
        assert hand.device.shell("logcat -d | grep -c System.out") != "0"
    assert ended(process.pid)


def test_a_phone_of_its_own_process_ends_when_nobody_uses_it(own_adb: None) -> None:
    running = spawn_detached(idle_limit_s=2)
    assert find_running() == running
    assert adb_server.devices()[running.serial] == "device"
    assert ended(running.pid)
    assert find_running() is None
    assert running.serial not in adb_server.devices()


def test_a_phone_of_its_own_process_is_stopped_by_whoever_finds_it(own_adb: None) -> None:
    spawn_detached()
    found = find_running(CHAT_PACKAGE)
    assert found is not None
    found.stop()
    assert not found.alive()
    assert find_running() is None


def test_no_app_outlives_a_phone_that_was_killed(own_adb: None) -> None:
    running = spawn_detached()
    device = adbutils.AdbClient().device(running.serial)
    device.shell(f"am start -n {CHAT_PACKAGE}/.Main")
    pid = int(device.shell(f"pidof {CHAT_PACKAGE}"))
    os.kill(running.pid, signal.SIGKILL)
    assert ended(pid)
    assert find_running() is None
    assert running.serial not in adb_server.devices()


def test_a_jar_that_is_missing_is_told_by_the_phones_own_process(own_adb: None, tmp_path: Path) -> None:
    with pytest.raises(PracticeProblem, match="cannot be read as a jar"):
        spawn_detached(tmp_path / "none.jar")


@pytest.mark.parametrize(("system", "machine"), [("win32", "AMD64"), ("darwin", "arm64"), ("linux", "aarch64")])
def test_another_computer_is_told_to_open_the_sample_session(system: str, machine: str) -> None:
    with pytest.raises(PracticeProblem, match="Linux") as caught:
        check_can_run(system, machine)
    assert "sample session" in caught.value.hint


def test_the_port_is_none_adb_looks_at_by_itself(phone: PracticePhone) -> None:
    assert not 5550 <= phone.port <= 5590
    with socket.create_connection(("127.0.0.1", phone.port), timeout=5):
        assert list(adb_server.devices()).count(phone.serial) == 1


@pytest.mark.skipif(shutil.which("javac") is None, reason="needs a Java compiler")
def test_the_launcher_is_what_its_source_says(tmp_path: Path) -> None:
    folder = practice_folder() / "launcher"
    source = folder / "phone" / "Launcher.java"
    options = ["--release", "8", "-g:source,lines", "-Xlint:-options", "-d", str(tmp_path)]
    subprocess.run(["javac", *options, str(source)], check=True, timeout=WAIT_S)
    with zipfile.ZipFile(folder / "launcher.jar") as jar:
        assert sorted(jar.namelist()) == sorted(f"phone/{each.name}" for each in (tmp_path / "phone").iterdir())
        for name in jar.namelist():
            assert jar.read(name) == (tmp_path / name).read_bytes()
