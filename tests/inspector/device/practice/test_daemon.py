"""adb's wire, spoken with a real adb server; and the services behind it, used through adbutils."""

from __future__ import annotations

import hashlib
import os
import socket
import threading
from collections.abc import Iterator
from pathlib import Path

import adbutils
import pytest

from inspector.device.practice import adb_server
from inspector.device.practice.apps import DEVICE_DEFAULTS
from inspector.device.practice.daemon import Daemon, Service, Stream
from inspector.device.practice.files import PhoneFiles
from inspector.device.practice.processes import Processes
from inspector.device.practice.services import Services
from inspector.device.practice.world import World


class Phone:
    """A daemon with the real services and no app, connected to the test's own adb server."""

    def __init__(self, folder: Path) -> None:
        world = World(DEVICE_DEFAULTS, PhoneFiles(folder), Processes([], Path("/bin/false"), [], folder))
        self.frida_port = 0
        services = Services(world, lambda: self.frida_port)
        self.closed = threading.Event()

        def opener(name: str) -> Service | None:
            return self._echo if name == "echo:" else services.open(name)

        self.daemon = Daemon({"ro.product.model": "Bare_Phone"}, opener)
        self.daemon.start()
        self.serial = f"127.0.0.1:{self.daemon.port}"

    def _echo(self, stream: Stream) -> None:
        while data := stream.read():
            stream.write(data)
        self.closed.set()


@pytest.fixture
def phone(own_adb: None, tmp_path: Path) -> Iterator[Phone]:
    made = Phone(tmp_path)
    adb_server.connect(made.serial)
    yield made
    adb_server.disconnect(made.serial)
    made.daemon.stop()


@pytest.fixture
def device(phone: Phone) -> adbutils.AdbDevice:
    return adbutils.AdbClient().device(phone.serial)


def opened(device: adbutils.AdbDevice, service: str) -> socket.socket:
    connection = device.open_transport(timeout=20)
    try:
        connection.send_command(service)
        connection.check_okay()
    except adbutils.AdbError:
        connection.close()
        raise
    carried: socket.socket = connection.conn
    return carried


def test_adb_lists_the_phone_as_a_ready_device(phone: Phone) -> None:
    assert adb_server.devices()[phone.serial] == "device"


def test_megabytes_go_through_a_stream_and_come_back_whole(device: adbutils.AdbDevice) -> None:
    sent = os.urandom(3_000_000)
    with opened(device, "echo:") as stream:
        writer = threading.Thread(target=stream.sendall, args=(sent,))
        writer.start()
        received = bytearray()
        while len(received) < len(sent):
            received += stream.recv(65536)
        writer.join()
    assert hashlib.sha256(received).digest() == hashlib.sha256(sent).digest()


def test_two_streams_do_not_wait_for_each_other(device: adbutils.AdbDevice) -> None:
    with opened(device, "echo:") as slow, opened(device, "echo:") as quick:
        slow.sendall(b"x" * 600_000)  # nobody reads the answer
        quick.sendall(b"ping")
        assert quick.recv(4) == b"ping"


def test_a_stream_the_computer_closes_ends_on_the_phone(device: adbutils.AdbDevice, phone: Phone) -> None:
    with opened(device, "echo:") as stream:
        stream.sendall(b"once")
        assert stream.recv(4) == b"once"
    assert phone.closed.wait(10)


def test_a_service_nobody_has_is_refused(device: adbutils.AdbDevice) -> None:
    with pytest.raises(adbutils.AdbError):
        opened(device, "framebuffer:")


def test_a_shell_keeps_both_outputs_and_the_exit_status_apart(device: adbutils.AdbDevice) -> None:
    result = device.shell2("echo out; ls /nothing; exit 3", v2=True)
    assert (result.stdout, result.returncode) == ("out\n", 3)
    assert "No such file" in result.stderr


def test_a_shell_without_a_command_takes_lines_until_exit(device: adbutils.AdbDevice) -> None:
    with opened(device, "shell:") as stream:
        stream.sendall(b"echo one\necho two\nexit\n")
        received = bytearray()
        while data := stream.recv(100):
            received += data
    assert received == b"one\ntwo\n"


def test_a_file_pushed_is_listed_and_pulled_unchanged(device: adbutils.AdbDevice) -> None:
    data = os.urandom(300_000)
    device.sync.push(data, "/data/local/tmp/blob", check=True)
    assert [entry.path for entry in device.sync.list("/data/local/tmp")] == ["blob"]
    assert device.sync.read_bytes("/data/local/tmp/blob") == data


def test_a_file_that_is_not_there_cannot_be_pulled(device: adbutils.AdbDevice) -> None:
    with pytest.raises(adbutils.AdbError, match="open failed"):
        device.sync.read_bytes("/data/local/tmp/none")
    assert not device.sync.exists("/data/local/tmp/none")


def test_an_abstract_socket_of_the_agents_is_reached_and_no_other(device: adbutils.AdbDevice) -> None:
    for name, reachable in ((f"inspector-test-{os.getpid()}", True), (f"other-{os.getpid()}", False)):
        with socket.socket(socket.AF_UNIX) as listening:
            listening.bind(f"\0{name}")
            listening.listen()
            if not reachable:
                with pytest.raises(adbutils.AdbError):
                    device.create_connection(adbutils.Network.LOCAL_ABSTRACT, name)
                continue
            with device.create_connection(adbutils.Network.LOCAL_ABSTRACT, name) as near:
                far, _ = listening.accept()
                with far:
                    near.sendall(b"hello")
                    assert far.recv(5) == b"hello"
                    far.sendall(b"there")
                    assert near.recv(5) == b"there"


def test_an_abstract_socket_nobody_listens_on_is_refused(device: adbutils.AdbDevice) -> None:
    with pytest.raises(adbutils.AdbError):
        device.create_connection(adbutils.Network.LOCAL_ABSTRACT, "inspector-nobody")


def test_only_fridas_port_leads_to_this_computer(device: adbutils.AdbDevice, phone: Phone) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        phone.frida_port = listening.getsockname()[1]
        device.create_connection(adbutils.Network.TCP, 27042).close()
        with pytest.raises(adbutils.AdbError):
            device.create_connection(adbutils.Network.TCP, phone.frida_port)


def test_the_phone_is_idle_only_while_no_stream_is_open(device: adbutils.AdbDevice, phone: Phone) -> None:
    with opened(device, "echo:") as stream:
        stream.sendall(b"x")
        assert stream.recv(1) == b"x"
        assert phone.daemon.idle_s == 0.0
    for thread in threading.enumerate():
        if thread.name == "adb echo:":
            thread.join(timeout=10)
    assert 0.0 < phone.daemon.idle_s < 10


def test_a_pulled_cable_ends_the_streams_and_refuses_new_ones(device: adbutils.AdbDevice, phone: Phone) -> None:
    with opened(device, "echo:") as stream:
        phone.daemon.pull_cable(60)
        assert stream.recv(1) == b""
    with socket.create_connection(("127.0.0.1", phone.daemon.port), timeout=10) as refused:
        assert refused.recv(1) == b""
