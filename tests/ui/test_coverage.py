"""Coverage: the line at the bottom, and all of it on demand."""

from __future__ import annotations

from dataclasses import replace

import pytest
from pytestqt.qtbot import QtBot

from inspector.readings import Coverage, Unread
from inspector.records import HookState
from tests.factories import process_facts
from ui.panels.coverage import STANDING_LIMITS, CoverageBar, CoveragePanel, coverage_texts, readable_share

HOOKS = (
    HookState(1, "tls.write", "network", "installed", hits=1200, first_hit_ms=3.0),
    HookState(1, "cronet.read", "network", "absent", "The app has no class org.chromium.net.CronetEngine."),
    HookState(2, "cronet.read", "network", "installed", hits=4),
    HookState(1, "cipher.doFinal", "crypto", "failed", "The overload (byte[], int) was not found."),
)
COVERAGE = Coverage(
    987_000, 13_000, 2, 2, 0, 1, HOOKS,
    (process_facts(), process_facts(2, name="com.practice.chat:push", state="lost")), 0, 0,
)  # fmt: skip


@pytest.mark.parametrize(
    ("readable", "unreadable", "share"),
    [(0, 0, ""), (10, 0, "100 %"), (987, 13, "98.7 %"), (10_000_000, 1, "99.9 %"), (0, 5, "0.0 %")],
)
def test_the_share_is_never_rounded_up_to_all(readable: int, unreadable: int, share: str) -> None:
    assert readable_share(replace(COVERAGE, bytes_readable=readable, bytes_unreadable=unreadable)) == share


def test_the_line_says_what_could_not_be_read_hooks_processes_and_drops() -> None:
    assert coverage_texts(COVERAGE) == [
        "2 connections seen, not readable",
        "2 hooks in place, 1 failed",
        "2 processes",
        "0 dropped",
    ]
    assert coverage_texts(replace(COVERAGE, dropped_rows=1200, dropped_bytes=3000))[-1] == "1,200 dropped (3.0 kB)"


def test_the_bar_shows_it_and_leads_to_the_rest(qtbot: QtBot) -> None:
    bar = CoverageBar()
    qtbot.addWidget(bar)
    bar.set_coverage(COVERAGE)
    assert bar.texts()[0] == "98.7 % of sent bytes readable"
    with qtbot.waitSignal(bar.asked):
        bar.more_button.click()


def test_the_panel_lists_every_process_and_hook_with_reason_and_hits_and_the_standing_limits(qtbot: QtBot) -> None:
    panel = CoveragePanel()
    qtbot.addWidget(panel)
    panel.set_coverage(COVERAGE)
    text = panel.plain_text().replace("\u200b", "")
    for words in (
        "main process",
        "process :push",
        "the connection to it is lost",
        "Hooks: failed (1)",
        "The overload (byte[], int) was not found.",
        "Hooks: in place (2)",
        "1,200 calls",
        *STANDING_LIMITS,
    ):
        assert words in text
    # Absent in one process and in place in another: it is in place.
    assert "not in this app" not in text


def test_the_panel_says_in_one_line_what_went_where_unread(qtbot: QtBot) -> None:
    panel = CoveragePanel()
    qtbot.addWidget(panel)
    panel.set_coverage(
        replace(COVERAGE, unread=(Unread("quic", "www.google.com", "203.0.113.9", 443, 1, 34_000, 900),))
    )
    text = panel.plain_text().replace("\u200b", "")
    assert "QUIC to 203.0.113.9:443 (www.google.com): 34.0 kB sent, not readable" in text


def test_a_crash_is_said_with_what_was_called_last_and_hooks_can_be_put_in_again(qtbot: QtBot) -> None:
    panel = CoveragePanel()
    qtbot.addWidget(panel)
    panel.set_coverage(COVERAGE)
    assert panel.again_button.isHidden()
    off = HookState(1, "applog:A.b", "sdk", "off", "the app crashed right after this hook's first call on 2026-11-23")
    crashed = process_facts(state="crashed", reason="It crashed: SIGSEGV.")
    refused = process_facts(2, name="com.practice.chat:old", state="refused", reason="Frida is not allowed into it")
    panel.set_coverage(replace(COVERAGE, hooks=(*HOOKS, off), processes=(crashed, refused)))
    text = panel.plain_text().replace("\u200b", "")
    assert "was watched until it crashed" in text
    assert "It crashed: SIGSEGV." in text
    assert "Frida is not allowed into it" in text
    assert "the app crashed right after this hook's first call on 2026-11-23" in text
    assert not panel.again_button.isHidden()
    with qtbot.waitSignal(panel.all_hooks_wanted):
        panel.again_button.click()
    assert panel.again_button.isHidden()


def test_custom_hooks_are_counted_in_the_line() -> None:
    states = ((1, "a", "installed"), (2, "a", "absent"), (1, "b", "absent"))
    hooks = tuple(HookState(process, f"custom:{name}", "custom", status) for process, name, status in states)
    assert "1 of 2 custom hooks in place" in coverage_texts(replace(COVERAGE, hooks=hooks))


def test_hooks_for_code_that_the_app_does_not_have_are_counted_by_what_they_are_of(qtbot: QtBot) -> None:
    absent = tuple(HookState(1, f"{module}:a.B.m{n}", "sdk", "absent") for module, n in (("x", 1), ("x", 2), ("w", 1)))
    panel = CoveragePanel()
    qtbot.addWidget(panel)
    panel.set_coverage(replace(COVERAGE, hooks=absent))
    assert "SDK calls: w 1, x 2" in panel.plain_text()
