"""What is looked for, beside a session."""

from __future__ import annotations

from pytestqt.qtbot import QtBot

from inspector.records import Planted
from tests.ui.fakes import FakeSession
from ui.panels.looked_for import LookedFor, PlantedFields, summary_lines

EMAIL = Planted("email", "mina.park@example.org", "tester")
NAME = Planted("name", "Mina Park", "tester")


def _block(qtbot: QtBot, session: FakeSession) -> LookedFor:
    block = LookedFor(session)
    qtbot.addWidget(block)
    block.resize(264, 400)
    block.show()
    return block


def test_prompts_phone_and_own_values_are_a_line_each() -> None:
    values = [
        *(Planted("prompt", f"prompt {number}", "typed") for number in range(4)),
        *(Planted(kind, kind, "phone") for kind in ("android_id", "device_model")),
        NAME,
        EMAIL,
    ]
    assert summary_lines(values) == ["4 prompts", "2 identifiers and facts of this phone", "e-mail, name"]
    assert summary_lines(values[:1]) == ["1 prompt"]


def test_nothing_planted_is_said_with_what_happens_by_itself() -> None:
    assert summary_lines([]) == ["Nothing yet. What you type into the app is looked for by itself."]


def test_only_filled_fields_are_planted_and_prompts_one_a_line(qtbot: QtBot) -> None:
    fields = PlantedFields()
    qtbot.addWidget(fields)
    fields.set_value("phone_number", " 010-1234-5678 ")
    fields._prompts.setPlainText("I have a lump\n\n  is it safe? \n")
    assert fields.values() == [
        Planted("phone_number", "010-1234-5678", "tester"),
        Planted("prompt", "I have a lump", "tester"),
        Planted("prompt", "is it safe?", "tester"),
    ]


def test_the_block_follows_the_session(qtbot: QtBot) -> None:
    session = FakeSession()
    block = _block(qtbot, session)
    session.values = [EMAIL]
    session.tell("advanced")
    qtbot.waitUntil(lambda: block._lines.sentence() == "e-mail")


def test_editing_adds_only_what_is_new(qtbot: QtBot) -> None:
    session = FakeSession()
    session.values = [EMAIL]
    block = _block(qtbot, session)
    qtbot.waitUntil(lambda: block._lines.sentence() == "e-mail")
    block.edit_button.click()
    assert block._fields is not None
    assert block._lines.isHidden()
    block._fields.set_value("name", "Mina Park")
    with qtbot.waitSignal(block.planted):
        block.save()
    assert session.values == [EMAIL, NAME]
    qtbot.waitUntil(lambda: block._lines.sentence() == "e-mail, name")
    assert block.edit_button.isVisible()


def test_cancel_adds_nothing(qtbot: QtBot) -> None:
    session = FakeSession()
    block = _block(qtbot, session)
    block.open_editor()
    assert block._fields is not None
    block._fields.set_value("name", "Mina Park")
    block.close_editor()
    assert block._lines.isVisible()
    assert session.values == []


def test_a_saved_session_cannot_be_edited(qtbot: QtBot) -> None:
    block = _block(qtbot, FakeSession(live=False))
    assert not block.edit_button.isVisible()
