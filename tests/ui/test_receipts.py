"""Receipts: rows that change in place, cards that open, clicks that lead to requests."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from inspector.readings import DataReceived, RecipientReceipts, SilentSdk
from inspector.store.reader import Reader
from tests.factories import sample_session
from ui.models.receipts import Entry, EntryRole, ReceiptsModel
from ui.panels.receipts import ReceiptsView
from ui.widgets import receipt_card
from ui.widgets.receipt_card import CardLayout, SentenceLayout


def received(data_type: str, **changes: object) -> DataReceived:
    made = DataReceived(
        data_type, 3, "certain", ("before_consent",), {"before_consent": 3}, 1000.0, 9000.0, ("gator.volces.com",),
        ("AppLog",), ("plain",),
    )  # fmt: skip
    return replace(made, **changes)  # type: ignore[arg-type]


def recipient(company: str, *data: DataReceived, **changes: object) -> RecipientReceipts:
    made = RecipientReceipts(
        company, company.title(), "CN", "third", "", "", "analytics", "certain", "", (), 3, 900, 90, 1000.0, 9000.0,
        data, (("before_consent", 300), ("after_consent", 600)),
    )  # fmt: skip
    return replace(made, **changes)  # type: ignore[arg-type]


def keys(model: ReceiptsModel) -> list[tuple[str, str]]:
    return [model.index(row).data(EntryRole).key for row in range(model.rowCount())]


@pytest.fixture
def sample(tmp_path: Path) -> list[RecipientReceipts]:
    reader = Reader(sample_session(tmp_path / "s.session"))
    try:
        return list(reader.receipts())
    finally:
        reader.close()


def test_the_model_keeps_its_promises_while_cards_open_and_rows_come_and_go(
    qtmodeltester: ModelTester, sample: list[RecipientReceipts]
) -> None:
    model = ReceiptsModel()
    qtmodeltester.check(model)
    model.set_receipts(sample[:2], [SilentSdk("jpush", "aurora", "JPush", True)])
    qtmodeltester.check(model)
    model.set_expanded(sample[0].id, True)
    qtmodeltester.check(model)
    model.set_receipts(sample)
    qtmodeltester.check(model)
    model.set_receipts(sample[1:])
    qtmodeltester.check(model)


def test_new_recipients_come_after_those_there_and_before_the_apps_own_servers() -> None:
    model = ReceiptsModel()
    own = recipient("own", received("prompt"), party="first")
    model.set_receipts([recipient("b"), own], [SilentSdk("jpush", "aurora", "JPush", True)])
    model.set_receipts([recipient("a"), recipient("b"), own], [SilentSdk("jpush", "aurora", "JPush", True)])
    assert keys(model) == [("b", ""), ("a", ""), ("own", ""), ("silent", "jpush")]


def test_a_card_that_grows_changes_in_place() -> None:
    model = ReceiptsModel()
    model.set_receipts([recipient("a"), recipient("b")])
    changed: list[int] = []
    model.dataChanged.connect(lambda first, _last: changed.append(first.row()))
    model.rowsInserted.connect(lambda *_: pytest.fail("nothing was new"))
    model.rowsRemoved.connect(lambda *_: pytest.fail("nothing went"))
    model.set_receipts([recipient("a"), recipient("b", bytes_up=1000)])
    assert changed == [1]


def test_an_open_card_has_one_sentence_a_data_type_in_the_order_of_families() -> None:
    model = ReceiptsModel()
    model.set_receipts([recipient("a", received("screen_view"), received("device_model"), received("prompt"))])
    model.set_expanded("a", True)
    assert keys(model) == [("a", ""), ("a", "prompt"), ("a", "device_model"), ("a", "screen_view")]
    assert [model.index(row).data(EntryRole).last for row in (1, 2, 3)] == [False, False, True]


def test_a_row_says_in_words_what_a_card_shows() -> None:
    model = ReceiptsModel()
    model.set_receipts([recipient("shumei", received("prompt", prompts=2))], prompts_total=4)
    text = model.index(0).data(Qt.ItemDataRole.DisplayRole)
    assert text == "Shumei (Analytics, China): Prompt text 2 of 4; 900 B sent in 3 requests"
    model.set_expanded("shumei", True)
    sentence = model.index(1).data(Qt.ItemDataRole.AccessibleTextRole)
    assert "2 of your 4 prompts" in sentence
    assert "before consent from 0:01" in sentence
    assert "Google Play: Messages ▸ Other in-app messages" in model.index(1).data(Qt.ItemDataRole.ToolTipRole)
    assert model.index(0).data(Qt.ItemDataRole.ToolTipRole) is None


@pytest.fixture
def view(qtbot: QtBot, sample: list[RecipientReceipts]) -> ReceiptsView:
    made = ReceiptsView()
    qtbot.addWidget(made)
    made.resize(760, 400)
    made.set_receipts(sample, [SilentSdk("jpush", "aurora", "JPush", True)], (), 1)
    with qtbot.waitExposed(made):
        made.show()
    return made


def chip_point(view: ReceiptsView, company: str, data_type: str) -> QPoint:
    """The middle of a chip, found by asking the card as the mouse does."""
    place = view.visualRect(view.receipts_model().index_of(company))
    entry: Entry = view.receipts_model().index_of(company).data(EntryRole)
    card = CardLayout(entry, place.width(), 1)
    for x in range(0, place.width(), 6):
        for y in range(0, place.height(), 6):
            if card.hit(QPointF(x, y)) == data_type:
                return place.topLeft() + QPoint(x + 2, y + 2)
    raise AssertionError(f"no chip {data_type}")


def test_a_click_on_a_chip_leads_to_its_requests(qtbot: QtBot, view: ReceiptsView) -> None:
    where = chip_point(view, "volcano_engine", "android_id")
    with qtbot.waitSignal(view.chosen) as told:
        QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=where)
    assert told.args == ["volcano_engine", "android_id"]
    assert not view.receipts_model().is_expanded("volcano_engine")


def test_a_click_on_the_bars_leads_to_all_requests(qtbot: QtBot, view: ReceiptsView) -> None:
    place = view.visualRect(view.receipts_model().index_of("volcano_engine"))
    over_the_size = place.center() + QPoint(place.width() // 2 - 90, 0)
    with qtbot.waitSignal(view.chosen) as told:
        QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=over_the_size)
    assert told.args == ["volcano_engine", ""]


def test_a_click_on_the_name_opens_the_card_and_closes_it_again(view: ReceiptsView) -> None:
    place = view.visualRect(view.receipts_model().index_of("volcano_engine"))
    for expected in (True, False):
        QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place.topLeft() + QPoint(80, 24))
        assert view.receipts_model().is_expanded("volcano_engine") is expected


def test_the_keyboard_opens_goes_down_tells_and_closes(qtbot: QtBot, view: ReceiptsView) -> None:
    view.setFocus()
    qtbot.waitUntil(view.hasFocus)
    view.setCurrentIndex(view.receipts_model().index_of("volcano_engine"))
    QTest.keyClick(view, Qt.Key.Key_Right)
    with qtbot.waitSignal(view.chosen) as told:
        QTest.keyClick(view, Qt.Key.Key_Down)
    assert told.args == ["volcano_engine", "prompt"]
    QTest.keyClick(view, Qt.Key.Key_Left)
    assert view.currentIndex() == view.receipts_model().index_of("volcano_engine")
    QTest.keyClick(view, Qt.Key.Key_Left)
    assert not view.receipts_model().is_expanded("volcano_engine")


def test_growing_keeps_selection_open_cards_and_what_is_at_the_top(
    view: ReceiptsView, sample: list[RecipientReceipts]
) -> None:
    for each in sample:
        view.toggle(each.id)
    view.select("intercom", "email")
    bar = view.verticalScrollBar()
    bar.setValue(bar.maximum())
    top = view.indexAt(QPoint(300, 1)).data(EntryRole).key
    offset = view.visualRect(view.indexAt(QPoint(300, 1))).top()
    grown = [replace(sample[0], data=(*sample[0].data, received("language"), received("battery"))), *sample[1:]]
    view.set_receipts(grown, [SilentSdk("jpush", "aurora", "JPush", True)], (), 1)
    assert view.indexAt(QPoint(300, 1)).data(EntryRole).key == top
    assert view.visualRect(view.indexAt(QPoint(300, 1))).top() == offset
    assert view.currentIndex().data(EntryRole).key == ("intercom", "email")
    assert view.receipts_model().is_expanded(sample[0].id)


def test_copying_gives_what_is_seen_and_json_with_shift(view: ReceiptsView) -> None:
    view.select("volcano_engine", "android_id")
    actions = {action.text(): action for action in view.actions()}
    actions["Copy"].trigger()
    assert QGuiApplication.clipboard().text() == view.currentIndex().data(Qt.ItemDataRole.DisplayRole)
    actions["Copy as JSON"].trigger()
    assert '"type": "android_id"' in QGuiApplication.clipboard().text()


@pytest.mark.parametrize("width_px", [300, 420, 596, 760, 1020])
def test_nothing_of_a_card_reaches_beyond_it(qapp: object, width_px: int) -> None:
    kinds = ("prompt", "advertising_id", "installed_apps", "network_type", "installation_id")
    long = recipient(
        "x", *(received(kind) for kind in kinds), name="베이징 슈메이 테크놀로지 Datenschutzgrundverordnung GmbH",
        role="Geräteerkennung und Betrugsvermeidung",
    )  # fmt: skip
    card = CardLayout(Entry("card", ("x", ""), long), width_px, 4)
    assert card.height_px >= 60
    assert all(place.right() <= width_px and place.bottom() <= card.height_px for place, _ in card.chips())
    sentence = SentenceLayout(Entry("sentence", ("x", "prompt"), long, long.data[0]), width_px, 4)
    assert sentence.height_px >= 36


def test_more_chips_than_three_lines_are_counted(qapp: object) -> None:
    many = recipient("x", *(received(f"type_{number}") for number in range(60)))
    card = CardLayout(Entry("card", ("x", ""), many), 760, 0)
    assert 0 < len(card.chips()) < 60
    assert card.height_px < 130


@pytest.mark.parametrize("width_px", range(120, 700, 20))
def test_chips_stay_on_three_lines_and_leave_room_for_how_many_more(qapp: object, width_px: int) -> None:
    names = ["email", "account_id", "installation_id", "device_model", "manufacturer", "os_name", "os_version",
             "app_version", "app_package", "network_type", "network_operator", "language"]  # fmt: skip
    data = [DataReceived(name, 1, "certain", (), {}, 0.0, 0.0, (), (), ()) for name in names]
    chips, more, height_px = receipt_card._flow(data, 0, 0.0, float(width_px))
    assert chips
    tops = sorted({place.top() for place, _ in chips})
    assert len(tops) <= 3
    assert height_px == tops[-1] + chips[0][0].height()
    if len(chips) < len(data):
        assert all(not more.intersects(place) for place, _ in chips)
        assert more.top() == tops[-1]
