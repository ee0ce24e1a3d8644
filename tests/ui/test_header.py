"""The header: phases, clock, and what a saved session says of itself."""

from __future__ import annotations

import itertools
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from pytestqt.qtbot import QtBot

from inspector.records import Phase
from tests.factories import PHASES, session_facts
from ui.panels.header import SessionHeader, day_text, length_text, stretches
from ui.widgets.phase_strip import PhaseStrip, Stretch


def test_phases_last_until_the_next_begins() -> None:
    found = stretches((*PHASES, Phase("phase_3", "First prompt", 30_000.0)), 60_000.0)
    assert [(stretch.name, stretch.time_text, stretch.tone) for stretch in found] == [
        ("Before consent", "0:12", "before"),
        ("After consent", "0:18", "after"),
        ("First prompt", "0:30", "after"),
    ]
    assert stretches((), 60_000.0) == []


@pytest.mark.parametrize("width_px", [160, 300, 460])
def test_the_strip_keeps_every_phase_in_order_within_its_width(qtbot: QtBot, width_px: int) -> None:
    strip = PhaseStrip()
    qtbot.addWidget(strip)
    strip.resize(width_px, 40)
    names = ("Vor der Einwilligung", "동의 후", "Erste Eingabe")
    strip.set_stretches([Stretch(name, "0:10", 10_000.0 * (at + 1), "after") for at, name in enumerate(names)])
    places = strip.places()
    assert len(places) == 3
    assert places[0].left() == 0
    assert all(before.right() <= after.left() for before, after in itertools.pairwise(places))
    assert places[-1].right() <= width_px + 1
    strip.grab()
    assert strip.accessibleName() == "Phases: Vor der Einwilligung 0:10, 동의 후 0:10, Erste Eingabe 0:10"


def test_a_saved_session_says_when_how_long_and_on_which_phone(qtbot: QtBot) -> None:
    header = SessionHeader()
    qtbot.addWidget(header)
    facts = replace(session_facts(), started="2020-03-03T09:05:00+09:00", duration_ms=138_000.0)
    header.set_state("saved")
    header.set_session(facts, PHASES)
    assert header.where_text() == "Saved session · 3 March 2020, 09:05 · 2 min 18 s · Galaxy S21"
    header.set_session(replace(facts, interrupted=True), PHASES)
    assert header.where_text().startswith("Interrupted session")
    header.set_session(replace(facts, source="har"), PHASES)
    assert header.where_text().startswith("Imported session")


def test_the_clock_runs_while_it_records_and_stops_with_it(qtbot: QtBot) -> None:
    header = SessionHeader()
    qtbot.addWidget(header)
    started = datetime.now().timestamp() * 1000 - 61_000
    header.set_session(session_facts(started_unix_ms=started), PHASES)
    header.set_state("recording")
    assert 61_000 <= header.elapsed_ms() < 70_000
    header.set_state("saved")
    assert header.elapsed_ms() == 0.0


def test_days_and_lengths_in_words() -> None:
    now = datetime.now().astimezone().replace(hour=12, minute=0)
    assert day_text(now.isoformat()) == "today 12:00"
    assert day_text((now - timedelta(days=1)).isoformat()) == "yesterday 12:00"
    assert day_text("not a time") == ""
    assert [length_text(ms) for ms in (900.0, 138_000.0, 3_900_000.0)] == ["1 s", "2 min 18 s", "1 h 5 min"]
