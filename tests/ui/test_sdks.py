"""SDKs in the app: one row each, silent ones too."""

from __future__ import annotations

from pathlib import Path

from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from inspector.records import SdkPresence
from inspector.store.reader import Reader
from tests.factories import sample_session
from ui.models.sdks import SdksModel
from ui.panels.sdks import SdksPanel


def test_rows_say_company_start_calls_and_what_was_sent(qtmodeltester: ModelTester, tmp_path: Path) -> None:
    reader = Reader(sample_session(tmp_path / "s.session"))
    model = SdksModel()
    qtmodeltester.check(model)
    model.set_sdks(reader.sdks(), reader.senders(), reader.receipts())
    qtmodeltester.check(model)
    reader.close()
    table = [[model.index(row, column).data() for column in range(6)] for row in range(model.rowCount())]
    assert ["AppLog", "Volcano Engine", "at 0:00", "6", "6 requests, 2.7 kB", "6 requests, 2.7 kB"] in table
    assert ["Bugly", "Tencent", "not started", "none", "nothing seen", "nothing seen"] in table


def test_an_sdk_that_changes_keeps_its_row(qtmodeltester: ModelTester) -> None:
    first, second = SdkPresence("a", "x", "A", True, None, 1), SdkPresence("b", "x", "B", True, None, 1)
    model = SdksModel()
    model.set_sdks((first, second))
    kept = model.index(1, 0)
    model.set_sdks((SdkPresence("b", "x", "B", True, 10.0, 90), first))
    qtmodeltester.check(model)
    assert model.sdk(kept.row()).product == "b"


def test_no_sdk_at_all_is_said_in_one_sentence(qtbot: QtBot) -> None:
    panel = SdksPanel()
    qtbot.addWidget(panel)
    panel.show()
    assert not panel.view.isVisible()
    assert panel.sentence().startswith("No known SDK was found")
