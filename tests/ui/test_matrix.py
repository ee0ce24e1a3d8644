"""Matrix: cells, growth that keeps the current cell, keys and the sentence below."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from inspector.readings import RecipientReceipts
from inspector.store.reader import Reader
from tests.factories import sample_session
from ui.models.matrix import Cell, CellRole, MatrixModel
from ui.panels.matrix import MatrixPanel


@pytest.fixture
def sample(tmp_path: Path) -> list[RecipientReceipts]:
    reader = Reader(sample_session(tmp_path / "s.session"))
    try:
        return list(reader.receipts())
    finally:
        reader.close()


def test_the_model_keeps_its_promises_while_it_grows(
    qtmodeltester: ModelTester, sample: list[RecipientReceipts]
) -> None:
    model = MatrixModel()
    qtmodeltester.check(model)
    for count in (1, 3, 5, 2):
        model.set_recipients(sample[:count])
        qtmodeltester.check(model)


def test_a_cell_counts_requests_and_those_before_consent(sample: list[RecipientReceipts]) -> None:
    model = MatrixModel()
    model.set_recipients(sample)
    index = model.index_of("volcano_engine", "android_id")
    assert index.data(CellRole) == Cell(6, 2, "certain")
    assert index.data(Qt.ItemDataRole.AccessibleTextRole) == (
        "6 requests to Volcano Engine carried Android ID, 2 of them before consent."
    )
    empty = model.index_of("intercom", "android_id")
    assert empty.data(CellRole) is None
    assert "was not found" in empty.data(Qt.ItemDataRole.AccessibleTextRole)


def test_columns_stand_in_the_order_of_families(sample: list[RecipientReceipts]) -> None:
    model = MatrixModel()
    model.set_recipients(sample)
    names = [model.headerData(column, Qt.Orientation.Horizontal) for column in range(model.columnCount())]
    assert names[0] == "Prompt text"
    assert names[-1] == "Wi-Fi name"


@pytest.fixture
def panel(qtbot: QtBot, sample: list[RecipientReceipts]) -> MatrixPanel:
    made = MatrixPanel()
    qtbot.addWidget(made)
    made.resize(760, 560)
    made.set_recipients(sample)
    with qtbot.waitExposed(made):
        made.show()
    return made


def test_a_click_and_the_arrow_keys_go_from_cell_to_cell(qtbot: QtBot, panel: MatrixPanel) -> None:
    index = panel.matrix_model().index_of("volcano_engine", "prompt")
    with qtbot.waitSignal(panel.chosen) as told:
        QTest.mouseClick(panel.view.viewport(), Qt.MouseButton.LeftButton, pos=panel.view.visualRect(index).center())
    assert told.args == ["volcano_engine", "prompt"]
    panel.view.setFocus()
    qtbot.waitUntil(panel.view.hasFocus)
    with qtbot.waitSignal(panel.chosen) as told:
        QTest.keyClick(panel.view, Qt.Key.Key_Right)
    assert told.args == ["volcano_engine", "email"]


def test_growing_keeps_the_current_cell(panel: MatrixPanel, sample: list[RecipientReceipts]) -> None:
    panel.select("intercom", "email")
    first = sample[0]
    more = replace(first.data[0], type="battery")
    panel.set_recipients([replace(first, data=(*first.data, more)), *sample[1:]])
    current = panel.view.currentIndex()
    model = panel.matrix_model()
    assert (model.recipient(current.row()).id, model.type_at(current.column())) == ("intercom", "email")


def test_the_sentence_below_says_what_an_empty_cell_means(panel: MatrixPanel) -> None:
    panel.set_readable("98.7 %")
    assert panel.meaning().endswith("not found in what could be read (98.7 % of the sent bytes).")
    panel.set_readable("")
    assert panel.meaning().endswith("not found in what could be read.")


def test_the_last_slanted_name_can_be_scrolled_into_sight(qtbot: QtBot, panel: MatrixPanel) -> None:
    panel.resize(430, 560)
    view, bar = panel.view, panel.view.horizontalScrollBar()
    qtbot.waitUntil(lambda: bar.maximum() > 0)
    bar.setValue(bar.maximum())
    last = view.model().columnCount() - 1
    assert view.columnViewportPosition(last) + view.columnWidth(last) + 20 < view.viewport().width()


def test_a_columns_head_says_what_the_type_means_and_what_laws_call_it(sample: list[RecipientReceipts]) -> None:
    model = MatrixModel()
    model.set_recipients(sample)
    heads = [
        model.headerData(column, Qt.Orientation.Horizontal, Qt.ItemDataRole.ToolTipRole)
        for column in range(model.columnCount())
    ]
    assert heads[0] == (
        "Prompt text\nWords the user typed to the chatbot.\nGoogle Play: Messages ▸ Other in-app messages\n"
        "Korea: 개인정보 (personal information)"
    )
