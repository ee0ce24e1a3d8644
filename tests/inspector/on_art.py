"""The main job on Android's own runtime: the steps are HotSpot's, each taken when as much has been sent as there."""

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
from tests.rigs.art import agent, phone
from tests.waiting import wait_until

ENTER = 66
LIMIT_S = 90.0
ANSWERS = "/api/v0/chat/completion"

Sent = set[tuple[str, str, str]]


def record_on_art(app: Path, rig: Path, folder: Path, there: Recorded) -> Recorded:
    """The demonstration with the dexed `app`; each step is taken when all has been sent that `there` was before it."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("INSPECTOR_CACHE", str(folder / "cache"))
        patch.setenv("INSPECTOR_AGENT_BUNDLE", str(agent.bundle()))
        running = spawn_detached(app, truth=folder / "truth", runtime=phone.runtime(rig, folder))
        try:
            record(running.serial, Recorded(folder), there)
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
    """Recipient, type and sender of all that was found in a phase; without senders a busy machine lost sight of."""
    with closing(Reader(recorded.path)) as reader:
        found = ((r.id, data.type, who) for r in reader.receipts(phase) for data in r.data for who in data.senders)
        return {one for one in found if one[2] not in ("unknown", "framework")}


def until_sent(here: Recorded, wanted: Sent, phase: str) -> None:
    waiting: Callable[[], bool] = lambda: wanted <= sent(here, phase)  # noqa: E731
    wait_until(waiting, LIMIT_S, f"what HotSpot's app sent {phase}")


def answered(here: Recorded) -> int:
    with closing(Reader(here.path)) as reader:
        rows = reader.rows("kind:request after:consent", limit=10_000)
        return sum(reader.detail(row.id).detail["target"].startswith(ANSWERS) for row in rows)
