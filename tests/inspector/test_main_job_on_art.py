"""The main job on Android's own runtime: the practice app as dex, on real ART with Conscrypt and BoringSSL, through the
same phone, agent, core and file; and what the file says is what HotSpot's says.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from inspector import demo
from inspector.device.labels import tap_label
from inspector.device.practice.running import spawn_detached
from inspector.session import Session
from inspector.store.reader import Reader
from tests.inspector.recorded import Recorded
from tests.rigs import compare
from tests.rigs.art import agent, phone
from tests.waiting import wait_until

pytestmark = [pytest.mark.phone, pytest.mark.slow]

ENTER = 66
LIMIT_S = 90.0
ANSWERS = "/api/v0/chat/completion"

# Facts in which the two sessions differ, each with its reason.
EXPLAINED = {
    "hooks failed": "the rig has only a part of android.*: three classes (AccountManager, ActivityManager, "
    "SubscriptionManager) name others it has not, and their hooks are said to have failed",
}

Sent = set[tuple[str, str, str]]


@pytest.fixture(scope="module")
def on_art(recorded: Recorded, art_rig: Path, tmp_path_factory: pytest.TempPathFactory) -> Recorded:
    """The same steps as on HotSpot, each taken when the same has been sent as there."""
    folder = tmp_path_factory.mktemp("art")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("INSPECTOR_CACHE", str(folder / "cache"))
        patch.setenv("INSPECTOR_AGENT_BUNDLE", str(agent.bundle()))
        app, runtime = phone.chat(folder), phone.runtime(art_rig, folder)
        running = spawn_detached(app, truth=folder / "truth", runtime=runtime)
        try:
            record(running.serial, Recorded(folder), recorded)
        finally:
            running.stop()
    return Recorded(folder)


def record(serial: str, here: Recorded, there: Recorded) -> None:
    """Waits, agrees, types, and stops."""
    app = demo.find_app(serial, demo.PACKAGE)
    session = Session.record(serial, app, planted=demo.PLANTED, path=here.path)
    try:
        until_sent(here, sent(there, "before:consent"), "before:consent")
        session.mark_phase()
        tap_label(serial, "agree")
        for count, prompt in enumerate(demo.PROMPTS, 1):
            tap_label(serial, "field")
            session.type_text(prompt)
            session.key(ENTER)
            wait_until(lambda wanted=count: answered(here) >= wanted, LIMIT_S, f"answer {count}")
        until_sent(here, sent(there, "after:consent"), "after:consent")
    finally:
        session.stop()


def sent(recorded: Recorded, phase: str) -> Sent:
    """Recipient, type and sender of all that was found in a phase."""
    with closing(Reader(recorded.path)) as reader:
        return {(r.id, data.type, who) for r in reader.receipts(phase) for data in r.data for who in data.senders}


def until_sent(here: Recorded, wanted: Sent, phase: str) -> None:
    waiting: Callable[[], bool] = lambda: wanted <= sent(here, phase)  # noqa: E731
    wait_until(waiting, LIMIT_S, f"what HotSpot's app sent {phase}")


def answered(here: Recorded) -> int:
    with closing(Reader(here.path)) as reader:
        rows = reader.rows("kind:request after:consent", limit=10_000)
        return sum(reader.detail(row.id).detail["target"].startswith(ANSWERS) for row in rows)


def test_the_receipts_are_those_of_hotspot(on_art: Recorded, recorded: Recorded) -> None:
    found = compare.compare(recorded.document, on_art.document)
    print("HotSpot | ART:", *found or ["no difference"], sep="\n")
    assert {difference.fact for difference in found} == set(EXPLAINED)
    assert len(on_art.document["recipients"]) == 5


def test_it_was_art_that_ran_the_app(on_art: Recorded) -> None:
    runtimes = {process["name"]: process["runtime"] for process in on_art.document["coverage"]["processes"]}
    assert runtimes == dict.fromkeys(("com.practice.chat", "com.practice.chat:push"), "Android 10, ART 2.1.0")


def test_every_request_that_arrived_is_there_once_with_every_byte(on_art: Recorded) -> None:
    arrived, seen = on_art.arrived(), on_art.seen()
    # what left after the agents were told to be quiet arrived without being recorded
    assert not seen - arrived
    late = arrived - seen
    assert sum(late.values()) <= 2, late


def test_what_no_one_can_read_is_counted_and_nothing_was_dropped(on_art: Recorded) -> None:
    coverage = on_art.document["coverage"]
    scrambled = [r for r in on_art.rows("requests") if r["target"].startswith("/monitor/collect/c/native_bin_crash")]
    sizes = [len(r["body_b64"]) * 3 // 4 - r["body_b64"].count("=") for r in scrambled]
    assert coverage["bytes_unreadable"] == sum(sizes) > 0
    assert coverage["bytes_readable"] + sum(sizes) == sum(r["bytes_up"] for r in on_art.document["recipients"])
    assert coverage["dropped"] == {"rows": 0, "bytes": 0}
