"""Practice phones of other processes: found while they run, forgotten when they are gone."""

from __future__ import annotations

import dataclasses
import json
import socket
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from inspector.device.practice import adb_server
from inspector.device.practice.running import Announcement, all_running, find_running
from inspector.errors import PracticeProblem


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("INSPECTOR_CACHE", str(tmp_path))
    return tmp_path


class Listener:
    """A phone's announcement that keeps what it is told."""

    def __init__(self) -> None:
        self.told: list[dict[str, Any]] = []
        self.came = threading.Event()
        self.announcement = Announcement("127.0.0.1:4444", "org.example", "Example", None, self._take)

    def _take(self, message: dict[str, Any]) -> bool:
        self.told.append(message)
        self.came.set()
        return bool(message["do"] != "nonsense")


@pytest.fixture
def listener(cache: Path, surroundings: Path) -> Iterator[Listener]:
    made = Listener()
    yield made
    made.announcement.close()


def test_an_announced_phone_is_found_by_its_package_and_steered(listener: Listener) -> None:
    found = find_running("org.example")
    assert found == listener.announcement.phone
    assert find_running("org.other") is None
    assert found is not None
    found.pull_cable(1.5)
    assert listener.told == [{"do": "pull_cable", "seconds": 1.5}]


def test_a_phone_that_has_taken_its_announcement_back_is_not_found(listener: Listener) -> None:
    listener.announcement.close()
    assert find_running() is None


def test_the_announcement_of_a_phone_that_died_is_taken_away(listener: Listener, cache: Path) -> None:
    of_the_dead = dataclasses.asdict(listener.announcement.phone) | {"born": 1}
    (cache / "practice-phone-1.json").write_text(json.dumps(of_the_dead))
    (cache / "practice-phone-2.json").write_text("half a li")
    assert all_running() == [listener.announcement.phone]
    assert [file.name for file in cache.glob("*.json")] == [f"practice-phone-{listener.announcement.phone.pid}.json"]


def test_a_phone_on_another_adb_server_is_left_alone(listener: Listener, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ANDROID_ADB_SERVER_PORT", str(adb_server.port() + 1))
    assert all_running() == []
    monkeypatch.undo()


def test_a_wish_the_phone_does_not_understand_is_a_problem(listener: Listener) -> None:
    with pytest.raises(PracticeProblem, match="did not understand"):
        listener.announcement.phone._ask({"do": "nonsense"})


def test_garbage_on_the_control_socket_does_not_end_it(listener: Listener) -> None:
    with socket.socket(socket.AF_UNIX) as stranger:
        stranger.settimeout(10)
        stranger.connect(f"\0{listener.announcement.phone.control}")
        stranger.sendall(b"garbage\n")
        assert stranger.recv(10) == b""
    listener.announcement.phone.pull_cable(1)
    assert listener.came.wait(10)


def test_a_phone_that_does_not_answer_is_a_problem(listener: Listener) -> None:
    listener.announcement.close()
    with pytest.raises(PracticeProblem, match="does not answer"):
        listener.announcement.phone.pull_cable(1)
