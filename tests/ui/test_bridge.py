"""From callbacks on any thread to few signals in the Qt thread."""

from __future__ import annotations

import gc
import threading
import weakref
from itertools import pairwise

from PySide6.QtCore import QElapsedTimer, QThread
from pytestqt.qtbot import QtBot

from inspector.records import Phone
from tests.ui.fakes import FakeSession
from ui.bridge import THROTTLE_MS, BackendBridge


def _in_thread(work: object) -> None:
    thread = threading.Thread(target=work)  # type: ignore[arg-type]
    thread.start()
    thread.join()


def test_a_callback_from_another_thread_becomes_a_signal_in_this_one(qtbot: QtBot) -> None:
    bridge, session, threads = BackendBridge(), FakeSession(), []
    bridge.advanced.connect(lambda: threads.append(QThread.currentThread() is bridge.thread()))
    bridge.listen(session)
    with qtbot.waitSignal(bridge.advanced):
        _in_thread(lambda: session.tell("advanced"))
    assert threads == [True]


def test_a_thousand_callbacks_are_at_most_five_signals_a_second_and_the_last_one_is_not_lost(qtbot: QtBot) -> None:
    bridge, session, clock = BackendBridge(), FakeSession(), QElapsedTimer()
    stamps: list[tuple[int, int]] = []
    told = {"count": 0}
    bridge.advanced.connect(lambda: stamps.append((clock.elapsed(), told["count"])))
    bridge.listen(session)
    clock.start()

    def work() -> None:
        for _ in range(1000):
            told["count"] += 1
            session.tell("advanced")

    _in_thread(work)
    qtbot.waitUntil(lambda: bool(stamps))
    _in_thread(work)
    qtbot.waitUntil(lambda: stamps[-1][1] == 2000, timeout=3000)
    gaps = [later[0] - sooner[0] for sooner, later in pairwise(stamps)]
    assert len(stamps) == 2
    assert min(gaps) >= THROTTLE_MS - 20


def test_a_change_of_state_is_told_apart_from_more_rows(qtbot: QtBot) -> None:
    bridge, session, seen = BackendBridge(), FakeSession(), []
    bridge.advanced.connect(lambda: seen.append("advanced"))
    bridge.state_changed.connect(lambda: seen.append("state"))
    bridge.listen(session)
    with qtbot.waitSignal(bridge.state_changed):
        session.become("reconnecting")
    assert seen == ["state"]


def test_only_the_newest_list_of_phones_arrives(qtbot: QtBot) -> None:
    bridge, seen = BackendBridge(), []
    bridge.phones_changed.connect(seen.append)
    pixel = Phone("a", "Pixel 7", "ready")
    _in_thread(lambda: (bridge.tell_phones([]), bridge.tell_phones([pixel])))
    qtbot.waitUntil(lambda: bool(seen))
    assert seen == [[pixel]]


def test_a_session_does_not_keep_a_bridge_alive_nor_fail_without_it(qtbot: QtBot) -> None:
    bridge, session = BackendBridge(), FakeSession()
    bridge.listen(session)
    gone = weakref.ref(bridge)
    del bridge
    gc.collect()
    assert gone() is None
    session.tell("advanced")
