"""Whose a request is when it is sent by another thread: handed over to pools, threads, Handlers, coroutines and Rx."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from inspector import protocol
from inspector.pipeline import Pipeline
from inspector.recipients import Recipients
from inspector.records import Observation, Raw
from tests.hooks.rig import JAVA_FILES, App, Echo, Row, run_app
from tests.rigs import maven

LIBRARIES = (
    "com.squareup.okhttp3:okhttp:4.12.0",
    "org.jetbrains.kotlinx:kotlinx-coroutines-core-jvm:1.9.0",
    "io.reactivex.rxjava3:rxjava:3.1.9",
)
WAYS = (
    "execute", "submit", "nested", "schedule", "again", "future", "then", "fork", "forkRunnable", "thread", "handler",
    "rx", "coroutine", "delayed", "okhttp",
)  # fmt: skip


@pytest.fixture(scope="module")
def class_path(tmp_path_factory: pytest.TempPathFactory) -> str:
    if shutil.which("javac") is None or maven.missing():
        pytest.skip(maven.missing() or "no JDK: javac is not on PATH")
    jars = [str(jar) for jar in maven.fetch(*LIBRARIES, transitive=True)]
    folder = tmp_path_factory.mktemp("carriers")
    sources = [str(file) for file in (JAVA_FILES / "carriers").rglob("*.java")]
    command = ["javac", "-nowarn", "-cp", ":".join(jars), "-d", str(folder), *sources]
    subprocess.run(command, check=True, capture_output=True)
    return ":".join([str(folder), *jars])


@pytest.fixture(scope="module")
def sender_app(class_path: str, bundle: str) -> Iterator[App]:
    with run_app(Path(class_path), "com.example.chat.Main") as running:
        running.watch(bundle)
        yield running


def sent(app: App, clear_echo: Echo, *tags: tuple[str, str, str]) -> dict[str, Observation]:
    """What the pipeline makes of these (who, way, tag), by tag."""
    reader = app.reader()
    for who, way, tag in tags:
        app.tell(who, way, clear_echo.port, tag)
    wanted = {tag.encode() for *_, tag in tags}
    rows = reader.until(lambda rows: wanted <= {_tag(row) for row in rows})
    pipeline = Pipeline("com.example.chat", Recipients.load())
    raws = [Raw(at, 1, row.seq, row.at_ms, row.kind, row.fields, row.payload) for at, row in enumerate(rows, 1)]
    assert not [row.fields for row in rows if row.kind == "note"]
    found = pipeline.take(raws).observations
    return {each.detail["target"].strip("/"): each for each in found if each.kind == "request"}


def _tag(row: Row) -> bytes:
    first = row.payload.split(b" ", 2)
    return first[1].strip(b"/") if row.fields.get("dir") == "up" and len(first) > 1 else b""


@pytest.mark.parametrize("way", WAYS)
def test_the_sender_is_who_handed_the_work_over(sender_app: App, clear_echo: Echo, way: str) -> None:
    found = sent(sender_app, clear_echo, ("sdk", way, "s"), ("app", way, "a"), ("sdk", way, "t"))
    senders = [found[tag].sender for tag in ("s", "a", "t")]
    assert [(each.id, each.certainty) for each in senders if each] == [
        ("adjust/adjust", "likely"), ("app", "likely"), ("adjust/adjust", "likely")
    ]  # fmt: skip


def test_what_is_sent_at_once_needs_no_hand_over(sender_app: App, clear_echo: Echo) -> None:
    found = sent(sender_app, clear_echo, ("sdk", "here", "s"), ("app", "here", "a"))
    senders = [found[tag].sender for tag in ("s", "a")]
    assert [(each.id, each.certainty) for each in senders if each] == [("adjust/adjust", "certain"), ("app", "certain")]


def test_each_hand_over_of_a_chain_is_named_in_order_and_told_before(sender_app: App, clear_echo: Echo) -> None:
    reader = sender_app.reader()
    sender_app.tell("sdk", "nested", clear_echo.port, "n")
    rows = reader.until(lambda rows: b"n" in {_tag(row) for row in rows})
    at = next(place for place, row in enumerate(rows) if _tag(row) == b"n")
    told = {row.fields["id"]: row.fields["frames"] for row in rows[:at] if row.kind == "stack"}
    own, *handed = [told[key] for key in (rows[at].fields["stack"], *rows[at].fields["from"])]
    assert len(handed) == 2
    assert not any("com.adjust" in frame for frame in (*own, *handed[0]))
    assert handed[0][0].startswith("java.util.concurrent.ThreadPoolExecutor.execute(")
    assert any(frame.startswith("com.adjust.sdk.Tracker.send(") for frame in handed[1])


def test_a_row_without_origin_reads_as_before() -> None:
    row = Raw(1, 1, 1, 0.0, "sdk", {"sdk": "x", "hook": "h", "stack": "s1"})
    seen = protocol.read(row)
    assert isinstance(seen, protocol.SdkCallSeen)
    assert seen.origin == ()
