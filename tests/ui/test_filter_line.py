"""The filter line: when it tells, and how it helps to go on."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from inspector.store import filters
from inspector.store.filters import Suggestion
from ui.panels.filter_line import FilterLine


def suggest(text: str) -> Sequence[Suggestion]:
    return filters.suggest(text, lambda word: {"country:": ("CN", "US")}.get(word, ()))


def test_it_tells_after_a_pause_or_at_once_with_enter_and_never_twice(qtbot: QtBot) -> None:
    line = FilterLine(suggest)
    qtbot.addWidget(line)
    told: list[str] = []
    line.filter_changed.connect(told.append)
    QTest.keyClicks(line, "country:CN")
    assert told == []
    QTest.keyClick(line, Qt.Key.Key_Return)
    QTest.keyClick(line, Qt.Key.Key_Return)
    assert told == ["country:CN"]
    QTest.keyClicks(line, " likely")
    qtbot.waitUntil(lambda: told == ["country:CN", "country:CN likely"])


def test_escape_empties_it_and_tells_at_once(qtbot: QtBot) -> None:
    line = FilterLine(suggest)
    qtbot.addWidget(line)
    line.set_filter("likely")
    with qtbot.waitSignal(line.filter_changed) as told:
        QTest.keyClick(line, Qt.Key.Key_Escape)
    assert told.args == [""]


def test_it_offers_whole_lines_to_go_on_with(qtbot: QtBot) -> None:
    line = FilterLine(suggest)
    qtbot.addWidget(line)
    QTest.keyClicks(line, "certain coun")
    assert line.suggestions() == ["certain country:"]
    QTest.keyClicks(line, "try:")
    assert line.suggestions() == ["certain country:CN", "certain country:US"]


def test_a_narrow_line_has_a_short_placeholder(qtbot: QtBot) -> None:
    line = FilterLine(suggest)
    qtbot.addWidget(line)
    for width, text in ((280, "Filter, e.g. country:CN before:consent"), (120, "Filter")):
        line.resize(width, 28)
        line.show()
        assert line.placeholderText() == text
