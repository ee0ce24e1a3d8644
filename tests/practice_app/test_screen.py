"""The practice app's screen: what its phone tells it and what it shows."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.practice_app.conftest import PracticeApp, started
from tests.practice_app.small_internet import SmallInternet

Start = Callable[..., PracticeApp]


def agreed(app: PracticeApp) -> PracticeApp:
    app.screen(lambda screen: screen["consent"])
    app.tap("agree")
    app.screen(lambda screen: not screen["consent"])
    return app


def test_it_asks_for_consent_first_and_for_its_second_process_soon_after(start: Start) -> None:
    app = start()
    screen = app.screen()
    assert screen["consent"]
    assert {target["id"] for target in screen["targets"]} == {"agree", "decline"}
    assert all(t["x"] >= 0 and t["x"] + t["w"] <= 1080 and t["y"] + t["h"] <= 2340 for t in screen["targets"])
    app.wait_for_line(lambda line: line.get("start") == ":push")


def test_a_held_app_does_nothing_until_go(start: Start) -> None:
    app = start(practice_wait="true")
    app.write("what is this")
    app.wait_for_line(lambda line: line == {"log": "not a command: what is this"})
    assert app.lines == ['{"log":"not a command: what is this"}']
    app.tell(do="go")
    assert app.screen()["consent"]


def test_declining_asks_again_and_says_why(start: Start) -> None:
    app = start()
    app.screen()
    app.tap("decline")
    screen = app.screen(lambda screen: "without your agreement" in screen["note"])
    assert screen["consent"]


def test_typing_deleting_and_sending_with_the_keyboard(start: Start) -> None:
    app = agreed(start())
    app.tell(do="text", text="héllo 🙂")
    app.tell(do="text", text="?")
    assert app.screen(lambda screen: screen["field"] == "héllo 🙂?")["focused"]
    app.tell(do="key", code=67)
    app.screen(lambda screen: screen["field"] == "héllo 🙂")
    app.tell(do="key", code=67)
    app.screen(lambda screen: screen["field"] == "héllo ")
    app.tell(do="key", code=66)
    screen = app.screen(lambda screen: len(screen["messages"]) == 2)
    assert screen["field"] == ""
    assert screen["messages"] == [{"from": "user", "text": "héllo"}, {"from": "bot", "text": "You wrote: héllo"}]


def test_text_goes_nowhere_while_the_field_has_no_focus(start: Start) -> None:
    app = agreed(start())
    app.tell(do="key", code=4)
    app.screen(lambda screen: not screen["focused"])
    app.tell(do="text", text="lost")
    app.wait_for_line(lambda line: "nothing to do" in line.get("log", ""))
    app.tap("field")
    assert app.screen(lambda screen: screen["focused"])["field"] == ""


@pytest.mark.parametrize(
    "line",
    ["{", "[]", "null", "{}", '{"do":7}', '{"do":"tap"}', '{"do":"text"}', '{"do":"key","code":"x"}', "\x00", ""],
)
def test_a_line_it_does_not_understand_changes_nothing(start: Start, line: str) -> None:
    app = agreed(start())
    app.write(line)
    app.tell(do="text", text="still here")
    assert app.screen(lambda screen: screen["field"] == "still here")


def test_it_ends_when_told_to_and_when_its_phone_goes_away(start: Start) -> None:
    told, left = start(), start()
    told.screen()
    left.screen()
    told.tell(do="stop")
    assert told.process.wait(30) == 0
    assert left.end() == 0


def test_servers_that_refuse_are_asked_again_and_the_user_is_told(tmp_path: Path) -> None:
    internet = SmallInternet(tmp_path, lambda seen: (503, {}))
    internet.start()
    for app in started(internet, tmp_path):
        run = agreed(app())
        run.tell(do="text", text="anyone?")
        run.tell(do="key", code=66)
        screen = run.screen(lambda screen: len(screen["messages"]) == 2, timeout_s=60)
        assert "does not answer" in screen["messages"][1]["text"]
        assert len(internet.wait_for(lambda seen: seen.target.endswith("/completion"), count=3)) == 3
        assert len(internet.wait_for(lambda seen: "device_register" in seen.target, count=2)) == 2
    internet.stop()
