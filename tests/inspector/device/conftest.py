"""What the phones' tests share: an adb server of their own, and small phones on it that are made to order."""

from __future__ import annotations

import contextlib
import socket
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from inspector.device import adb
from inspector.device.phones import start_adb
from tests.inspector.device.fakes import FakePhone


@pytest.fixture(scope="package")
def adb_port() -> Iterator[int]:
    """The port of a real adb server that nobody else uses, in the environment of this process and its children.

    Frida looks for an adb server once in the life of a process: what asks Frida runs in a child (ask.py).
    """
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = int(free.getsockname()[1])
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("ANDROID_ADB_SERVER_PORT", str(port))
        yield port
        if adb.server_runs():
            kill_adb()


@pytest.fixture
def own_adb(adb_port: int, monkeypatch: pytest.MonkeyPatch) -> int:
    """As adb_port, and the server runs."""
    monkeypatch.setenv("ANDROID_ADB_SERVER_PORT", str(adb_port))
    start_adb()
    return adb_port


@pytest.fixture
def plug_in(own_adb: int, tmp_path: Path) -> Iterator[Callable[..., FakePhone]]:
    """Makes a phone and connects it; all are unplugged afterwards."""
    with contextlib.ExitStack() as phones:

        def make(**wishes: object) -> FakePhone:
            phone = FakePhone(tmp_path / f"phone{len(list(tmp_path.iterdir()))}", **wishes)  # type: ignore[arg-type]
            phones.callback(phone.unplug)
            phone.plug_in()
            return phone

        yield make


def kill_adb() -> None:
    """End the server and wait until it is gone."""
    with socket.create_connection(adb.server_address(), timeout=5) as connection:
        connection.sendall(b"0009host:kill")
        while connection.recv(100):
            pass
