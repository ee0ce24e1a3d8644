"""What the practice phone's tests share: an adb server of their own, an own cache folder, and one running phone."""

from __future__ import annotations

import platform
import socket
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from inspector.device.practice import adb_server
from inspector.device.practice.phone import PracticePhone


@pytest.fixture(scope="package")
def surroundings(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """An adb server port and a cache folder that nobody else uses; the folder."""
    with pytest.MonkeyPatch.context() as patch, socket.create_server(("127.0.0.1", 0)) as free:
        patch.setenv("ANDROID_ADB_SERVER_PORT", str(free.getsockname()[1]))
        folder = tmp_path_factory.mktemp("cache")
        patch.setenv("INSPECTOR_CACHE", str(folder))
        free.close()
        yield folder
        adb_server.kill()


@pytest.fixture(scope="package")
def own_adb(surroundings: Path) -> None:
    """A real adb server, from the binary adbutils carries."""
    adb_server.ensure()


@pytest.fixture(scope="package")
def phone(own_adb: None) -> Iterator[PracticePhone]:
    """A practice phone with Practice Chat on it."""
    if sys.platform != "linux" or platform.machine() != "x86_64":
        pytest.skip("the practice phone runs on Linux on x86-64")
    with PracticePhone() as running:
        yield running
