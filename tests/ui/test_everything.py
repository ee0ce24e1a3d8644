"""Everything: pages, live rows at the end, filters, remembered columns."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QModelIndex, QSettings, Qt
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from inspector.readings import Row
from inspector.records import Batch, ObservationUpdate
from inspector.store.filters import FilterProblem
from inspector.store.reader import Reader
from inspector.store.writer import Writer
from tests.factories import batch, finding, new_writer, observation, request, sample_session
from ui.models import rows
from ui.models.rows import PAGE_ROWS, RequestsModel, RowRole, RowsModel, read_page
from ui.panels.everything import EverythingPanel


@pytest.fixture
def reader(tmp_path: Path) -> Iterator[Reader]:
    made = Reader(sample_session(tmp_path / "s.session"))
    yield made
    made.close()


@pytest.fixture
def writer(tmp_path: Path) -> Iterator[Writer]:
    made = new_writer(tmp_path / "live.session")
    yield made
    made.close()


def many(count: int, first: int = 1) -> Batch:
    return batch(*(observation(id=number * 1000, at_ms=number * 1.0) for number in range(first, first + count)))


def test_the_model_keeps_its_promises(qtmodeltester: ModelTester, reader: Reader) -> None:
    model = RowsModel(reader)
    model.set_page(read_page(reader, ""))
    qtmodeltester.check(model)
    assert model.rowCount() == 60


def test_it_reads_page_by_page_and_no_row_twice(writer: Writer) -> None:
    writer.append(many(PAGE_ROWS * 2 + 7))
    reader = Reader(writer.path)
    model = RowsModel(reader)
    model.set_page(read_page(reader, ""))
    assert model.rowCount() == PAGE_ROWS
    sizes = []
    while model.canFetchMore(QModelIndex()):
        model.fetchMore(QModelIndex())
        sizes.append(model.rowCount())
    reader.close()
    assert sizes[-1] == PAGE_ROWS * 2 + 7
    ids = [model.row(number).id for number in range(model.rowCount())]
    assert ids == sorted(set(ids))


def test_a_page_is_no_more_than_a_turn_may_read() -> None:
    assert PAGE_ROWS <= 1000


def test_new_rows_come_at_the_end_and_answers_in_place(writer: Writer) -> None:
    first = request(id=1000, raw_id=1, at_ms=5.0)
    writer.append(batch(first))
    reader = Reader(writer.path)
    model = RowsModel(reader)
    model.set_page(read_page(reader, ""))
    writer.append(batch(observation(id=2000, raw_id=2)))
    writer.append(Batch(updates=(ObservationUpdate(first.id, 180, {"status": 503}),)))
    changed: list[int] = []
    model.dataChanged.connect(lambda top, _bottom: changed.append(top.row()))
    model.advance(0, 1)
    reader.close()
    assert [model.row(number).id for number in range(2)] == [1000, 2000]
    assert changed == [0]
    assert model.row(0).status == "503"


def test_rows_beyond_what_was_read_are_left_to_the_next_page(writer: Writer) -> None:
    writer.append(many(PAGE_ROWS + 1))
    reader = Reader(writer.path)
    model = RowsModel(reader)
    model.set_page(read_page(reader, ""))
    writer.append(many(1, first=PAGE_ROWS + 2))
    model.advance()
    assert model.rowCount() == PAGE_ROWS
    model.fetchMore(QModelIndex())
    model.advance()
    reader.close()
    assert model.rowCount() == PAGE_ROWS + 2


def test_a_filter_narrows_and_one_that_cannot_be_read_is_refused(reader: Reader) -> None:
    model = RowsModel(reader)
    model.set_page(read_page(reader, "kind:typed_text"))
    assert 0 < model.rowCount() < 60
    with pytest.raises(FilterProblem):
        read_page(reader, "kind:(")


def test_a_filter_that_little_fits_does_not_search_the_same_rows_again(writer: Writer) -> None:
    writer.append(many(20))
    reader = Reader(writer.path)
    page = read_page(reader, "kind:request")
    assert (page.rows, page.seen_id, page.complete) == ((), 20_000, True)
    model = RowsModel(reader)
    model.set_page(page)
    writer.append(batch(request(id=21_000, raw_id=21)))
    model.advance()
    reader.close()
    assert [model.row(number).id for number in range(model.rowCount())] == [21_000]


def test_cells_say_time_recipient_types_and_phase(reader: Reader) -> None:
    model = RowsModel(reader)
    model.set_page(read_page(reader, ""))
    model.set_phases(reader.phases())
    texts = [model.index(0, column).data() for column in range(model.columnCount())]
    assert texts[rows.TIME] == "0:00.000"
    assert texts[rows.RECIPIENT] == "Volcano Engine"
    assert texts[rows.TYPES] == "Android ID, Model"
    assert texts[rows.PHASE] == "Before consent"
    assert model.index(0, rows.COUNTRY).data() == "China"


def test_growing_moves_nothing_unless_the_end_was_in_sight(qtbot: QtBot, writer: Writer, tmp_path: Path) -> None:
    writer.append(many(100))
    reader = Reader(writer.path)
    panel = EverythingPanel(reader, QSettings(str(tmp_path / "w.ini"), QSettings.Format.IniFormat))
    qtbot.addWidget(panel)
    panel.resize(900, 400)
    panel.set_page(read_page(reader, ""))
    with qtbot.waitExposed(panel):
        panel.show()
    bar = panel.view.verticalScrollBar()
    bar.setValue(320)
    writer.append(many(20, first=101))
    panel.advance()
    assert bar.value() == 320
    bar.setValue(bar.maximum())
    writer.append(many(20, first=121))
    panel.advance()
    assert bar.value() == bar.maximum()
    assert panel.rows_model().rowCount() == 140
    reader.close()


def test_columns_stay_as_the_tester_made_them(qtbot: QtBot, reader: Reader, tmp_path: Path) -> None:
    settings = QSettings(str(tmp_path / "w.ini"), QSettings.Format.IniFormat)
    panel = EverythingPanel(reader, settings)
    qtbot.addWidget(panel)
    with qtbot.waitExposed(panel):
        panel.show()
    panel.view.horizontalHeader().resizeSection(rows.SENDER, 177)
    again = EverythingPanel(reader, settings)
    qtbot.addWidget(again)
    assert again.view.horizontalHeader().sectionSize(rows.SENDER) == 177


def test_going_to_a_row_tells_its_observation(qtbot: QtBot, reader: Reader, tmp_path: Path) -> None:
    panel = EverythingPanel(reader, QSettings(str(tmp_path / "w.ini"), QSettings.Format.IniFormat))
    qtbot.addWidget(panel)
    panel.set_page(read_page(reader, ""))
    with qtbot.waitSignal(panel.row_chosen) as told:
        panel.view.setCurrentIndex(panel.rows_model().index(3, 0))
    assert told.args == [panel.rows_model().row(3).id]


def test_requests_grow_at_the_end_and_show_one_line_each(qtmodeltester: ModelTester, reader: Reader) -> None:
    pairs = list(reader.cell("volcano_engine", "android_id"))
    model = RequestsModel()
    model.set_pairs(pairs[:2])
    kept = model.index(1)
    inserted: list[tuple[int, int]] = []
    model.rowsInserted.connect(lambda _parent, first, last: inserted.append((first, last)))
    twice: tuple[Row, object] = (pairs[0][0], replace(finding(), path="elsewhere"))
    model.set_pairs([*pairs, twice])  # type: ignore[list-item]
    qtmodeltester.check(model)
    assert inserted == [(2, len(pairs) - 1)]
    assert kept.data(RowRole) == pairs[1][0]
    assert "AppLog" in model.index(0).data(Qt.ItemDataRole.AccessibleTextRole)


def test_a_list_that_is_shown_whole_follows_however_much_comes_at_once(qtbot: QtBot, tmp_path: Path) -> None:
    path = tmp_path / "much.session"
    writer = new_writer(path)
    writer.append(batch(observation(id=1000, raw_id=0)))
    reader = Reader(path)
    model = RowsModel(reader)
    model.set_page(read_page(reader, ""))
    assert model.rowCount() == 1
    count = PAGE_ROWS * 3 + 7
    writer.append(batch(*(observation(id=2000 + n, raw_id=0) for n in range(count))))
    model.advance()
    qtbot.waitUntil(lambda: model.rowCount() == 1 + count)
    assert not model.canFetchMore()
    reader.close()
    writer.close()
