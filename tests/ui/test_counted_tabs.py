"""Tabs with a number: widths that follow names and room, not which one is open."""

from __future__ import annotations

from pytestqt.qtbot import QtBot

from ui.widgets.counted_tabs import CountedTabs


def test_opening_another_tab_moves_nothing(qtbot: QtBot) -> None:
    tabs = CountedTabs(("Receipts", "Everything", "Evidence"))
    qtbot.addWidget(tabs)
    tabs.resize(tabs.sizeHint())
    places = [tabs.tabRect(number) for number in range(3)]
    tabs.setCurrentIndex(2)
    assert [tabs.tabRect(number) for number in range(3)] == places


def test_a_number_widens_its_tab_by_its_digits_only(qtbot: QtBot) -> None:
    tabs = CountedTabs(("Receipts", "Everything"))
    qtbot.addWidget(tabs)
    tabs.set_count(1, 1204)
    tabs.resize(tabs.sizeHint())
    width = tabs.tabRect(1).width()
    tabs.set_count(1, 9999)
    assert (tabs.count_text(1), tabs.tabRect(1).width()) == ("9,999", width)
    tabs.set_count(1, 0)
    assert tabs.count_text(1) == ""
    assert tabs.sizeHint().width() < width + tabs.tabRect(0).width()


def test_gaps_give_way_before_names(qtbot: QtBot) -> None:
    tabs = CountedTabs(("Receipts", "Everything", "Evidence"))
    qtbot.addWidget(tabs)
    tabs.resize(tabs.minimumSizeHint())
    with qtbot.waitExposed(tabs):
        tabs.show()
    assert tabs.minimumSizeHint().width() < tabs.sizeHint().width()
    assert tabs.tabRect(2).right() < tabs.width() + 1
