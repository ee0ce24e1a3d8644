"""An app that crashes in a watched method: it is said, and the hook is left out until it is wanted again."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from inspector import demo, suspects
from inspector.device.practice.running import RunningPhone, spawn_detached
from inspector.records import HookState, ProcessFacts
from inspector.session import Session
from tests.waiting import wait_until

pytestmark = [
    pytest.mark.phone,
    pytest.mark.skipif(shutil.which("javac") is None, reason="no javac to compile the test's program with"),
]
PACKAGE = "org.tester"
HOOK = "applog:com.bytedance.applog.AppLog.onEventV3"


@pytest.fixture
def phone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[RunningPhone]:
    monkeypatch.setenv("INSPECTOR_CACHE", str(tmp_path / "cache"))
    monkeypatch.setenv("INSPECTOR_CONFIG", str(tmp_path / "config"))
    source, folder = Path(__file__).parent / "crashing", tmp_path / "classes"
    command = ["javac", "-nowarn", "-XDignore.symbol.file", "-d", str(folder), *map(str, source.rglob("*.java"))]
    subprocess.run(command, check=True, capture_output=True)
    manifest, jar = tmp_path / "manifest", tmp_path / "crash.jar"
    manifest.write_text("Main-Class: org.tester.Main\nImplementation-Version: 2.1\n")
    subprocess.run(["jar", "cfm", str(jar), str(manifest), "-C", str(folder), "."], check=True)
    running = spawn_detached(jar)
    yield running
    running.stop()


def crashed_session(phone: RunningPhone, path: Path, *, all_hooks: bool = False) -> tuple[ProcessFacts, HookState, str]:
    """The process, the hook and the sentence after the app has crashed."""
    session = Session.record(phone.serial, demo.find_app(phone.serial, PACKAGE), path=path, all_hooks=all_hooks)
    wait_until(lambda: any(process.state == "crashed" for process in _processes(session)), 40, "the crash to be seen")
    wait_until(lambda: "crashed" in session.state_sentence, 5, "the sentence")
    sentence = session.state_sentence
    session.stop()
    with closing(session.reader()) as reader:
        hook = next(hook for hook in reader.coverage().hooks if hook.hook == HOOK)
        return reader.processes()[0], hook, sentence


def test_a_crash_is_said_and_the_hook_called_last_is_left_out_until_it_is_wanted_again(
    phone: RunningPhone, tmp_path: Path
) -> None:
    process, hook, sentence = crashed_session(phone, tmp_path / "1.session")
    assert "SIGSEGV" in process.reason
    assert HOOK in process.reason
    assert hook.status == "installed"
    assert f"The hook {HOOK} is left out" in sentence
    assert list(suspects.of(PACKAGE, "2.1")) == [HOOK]

    _, hook, _ = crashed_session(phone, tmp_path / "2.session")
    assert hook.status == "off"
    assert hook.reason.startswith("the app crashed right after this hook's first call on 20")

    _, hook, _ = crashed_session(phone, tmp_path / "3.session", all_hooks=True)
    assert hook.status == "installed"


def _processes(session: Session) -> tuple[ProcessFacts, ...]:
    with closing(session.reader()) as reader:
        return reader.processes()
