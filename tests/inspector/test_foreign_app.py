"""Any JVM program as the practice phone's app: what the tool says of it equals what the practice internet received."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from inspector import cli, demo
from inspector.device import adb
from inspector.device.practice.running import RunningPhone, spawn_detached
from inspector.errors import PhoneProblem
from inspector.records import App
from inspector.session import Session
from inspector.store.reader import Reader
from tests.waiting import wait_until

pytestmark = [
    pytest.mark.phone,
    pytest.mark.skipif(shutil.which("javac") is None, reason="no javac to compile the test's program with"),
]
PACKAGE = "org.tester"
UNDER_WAY_MS = 1000  # what was sent so shortly before the recording stops may not be told any more
PLANTED = """
prompts = ["please keep this secret for me"]
[values]
email = "jo@example.org"
"""


@pytest.fixture(scope="module")
def jar(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("foreign")
    source = Path(__file__).parent / "foreign"
    subprocess.run(["javac", "--release", "17", "-d", str(folder), *map(str, source.rglob("*.java"))], check=True)
    (folder / "manifest").write_text("Main-Class: org.tester.Main\nImplementation-Title: Tester\n")
    jar = folder / "tester.jar"
    subprocess.run(["jar", "cfm", str(jar), str(folder / "manifest"), "-C", str(folder), "org"], check=True)
    return jar


@pytest.fixture
def phone(jar: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[RunningPhone]:
    monkeypatch.setenv("INSPECTOR_CACHE", str(tmp_path / "cache"))
    running = spawn_detached(jar, truth=tmp_path / "truth")
    yield running
    running.stop()


@pytest.fixture(scope="module")
def lasting_phone(jar: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningPhone]:
    """The same, for tests that leave it as it was."""
    folder = tmp_path_factory.mktemp("lasting")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("INSPECTOR_CACHE", str(folder))
        running = spawn_detached(jar)
        yield running
        running.stop()


def test_hosts_values_and_totals_are_those_that_arrived(
    phone: RunningPhone, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out, planted = tmp_path / "f.session", tmp_path / "planted.toml"
    planted.write_text(PLANTED)
    arguments = ["record", PACKAGE, "--serial", phone.serial, "--seconds", "6", "--planted", str(planted)]
    assert cli.main([*arguments, "--out", str(out)]) == 0
    rows = [json.loads(line) for line in (tmp_path / "truth" / "requests.jsonl").read_text().splitlines()]
    capsys.readouterr()
    assert cli.main(["show", str(out), "--json"]) == 0
    document: dict[str, Any] = json.loads(capsys.readouterr().out)
    got = {r["id"]: {d["type"]: d for d in r["data"]} for r in document["recipients"]}
    assert got["volcano-engine"]["email"]["encodings"] == ["plain"]
    assert got["amplitude"]["email"]["encodings"] == ["sha256"]
    assert got["host:tracker.example"]["prompt"]["certainty"] == "certain"
    assert got["first-party"]["prompt"]["count"] > 0
    assert "prompt" not in got["volcano-engine"]
    assert "prompt" not in got["amplitude"]
    assert [phase["id"] for phase in document["session"]["phases"]] == ["whole_session"], "nobody marked consent"

    arrived = Counter((row["host"], row["wire_bytes"], row["body_b64"]) for row in rows)
    with closing(Reader(out)) as reader:
        seen = Counter(row.host for row in reader.rows("kind:request", limit=10_000))
        sent = sum(row.bytes_up for row in reader.rows("kind:request", limit=10_000))
        facts = reader.session()
    by_host = Counter(row["host"] for row in rows)
    assert set(seen) == set(by_host)
    assert seen <= by_host
    late_ms = facts.started_unix_ms + facts.duration_ms - UNDER_WAY_MS
    before_the_end = Counter(row["host"] for row in rows if row["at_ms"] < late_ms)
    assert before_the_end <= seen, "only what came at the end or after it is missing"
    assert before_the_end.total() > len(by_host)
    assert sent == sum(r["bytes_up"] for r in document["recipients"])
    assert sent <= sum(size * count for (_, size, _), count in arrived.items())


def test_a_phone_that_vanishes_is_said_and_what_was_seen_is_saved(phone: RunningPhone, tmp_path: Path) -> None:
    session = Session.record(phone.serial, _app(phone.serial), path=tmp_path / "v.session")
    wait_until(lambda: _requests(session) > 4, 30, "requests")
    phone.stop()
    wait_until(lambda: session.state == "reconnecting", 30, "the session to notice")
    assert "does not answer" in session.state_sentence
    seen = _requests(session)
    session.stop()
    assert session.state == "saved"
    assert _requests(session) >= seen
    with pytest.raises(PhoneProblem, match="does not answer"):
        session.screen()


def test_an_app_that_ends_is_said_in_the_coverage(lasting_phone: RunningPhone, tmp_path: Path) -> None:
    session = Session.record(lasting_phone.serial, _app(lasting_phone.serial), path=tmp_path / "e.session")
    wait_until(lambda: _requests(session) > 4, 30, "requests")
    adb.shell(lasting_phone.serial, f"am force-stop {PACKAGE}")
    wait_until(lambda: _states(session) == {"gone"}, 30, "the process to be gone")
    session.stop()
    assert session.state == "saved"


def test_an_app_that_cannot_be_started_leaves_no_empty_file_in_the_way(
    lasting_phone: RunningPhone, tmp_path: Path
) -> None:
    path = tmp_path / "n.session"
    with pytest.raises(PhoneProblem) as problem:
        Session.record(lasting_phone.serial, App("com.android.settings", "Settings"), path=path)
    assert problem.value.hint
    assert list(tmp_path.glob("n.session*")) == []


def test_a_missing_app_and_a_missing_phone_are_one_sentence_each(
    lasting_phone: RunningPhone, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = str(tmp_path / "no.session")
    assert (
        cli.main(["record", "com.not.there", "--serial", lasting_phone.serial, "--out", out]) == PhoneProblem.exit_code
    )
    assert "The phone has no app com.not.there." in capsys.readouterr().err
    assert cli.main(["record", PACKAGE, "--serial", "NOSUCH", "--out", out]) == PhoneProblem.exit_code
    assert "NOSUCH does not answer" in capsys.readouterr().err
    assert not Path(out).exists()


def _app(serial: str) -> App:
    return demo.find_app(serial, PACKAGE)


def _requests(session: Session) -> int:
    with closing(session.reader()) as reader:
        return reader.count("kind:request")


def _states(session: Session) -> set[str]:
    with closing(session.reader()) as reader:
        return {process.state for process in reader.processes()}
