"""Evidence: what was kept, in order, each with its hash."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from inspector.store.reader import Reader
from tests.factories import sample_session
from ui.panels.evidence import EvidenceModel, EvidencePanel


def test_the_list_grows_at_its_end(qtmodeltester: ModelTester, tmp_path: Path) -> None:
    reader = Reader(sample_session(tmp_path / "s.session"))
    kept = reader.evidence()
    reader.close()
    model = EvidenceModel()
    model.set_evidence(kept[:1])
    inserted: list[int] = []
    model.rowsInserted.connect(lambda _parent, first, _last: inserted.append(first))
    model.set_evidence(kept)
    qtmodeltester.check(model)
    assert inserted == [1]
    text = model.index(0).data(Qt.ItemDataRole.DisplayRole)
    assert text == f"0:41 Pinned: The prompt in the advertiser's request, SHA-256 {kept[0].sha256}"


def test_a_pin_leads_to_its_observation_and_a_screenshot_to_its_picture(qtbot: QtBot, tmp_path: Path) -> None:
    reader = Reader(sample_session(tmp_path / "s.session"))
    panel = EvidencePanel()
    qtbot.addWidget(panel)
    kept = reader.evidence()
    panel.set_evidence(kept)
    reader.close()
    with qtbot.waitSignal(panel.row_chosen) as told:
        panel.view.setCurrentIndex(panel.evidence_model().index(0))
    assert told.args == [kept[0].observation]
    with qtbot.waitSignal(panel.picture_chosen) as told:
        panel.view.setCurrentIndex(panel.evidence_model().index(1))
    assert told.args == [2]
    panel.resize(600, 300)
    panel.grab()


def test_nothing_kept_yet_says_how_to_keep_something(qtbot: QtBot) -> None:
    panel = EvidencePanel()
    qtbot.addWidget(panel)
    panel.show()
    assert not panel.view.isVisible()
