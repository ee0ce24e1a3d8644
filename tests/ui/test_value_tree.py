"""Content: the tree of a decoded value, found values in place, what was wrapped inside strings."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QGuiApplication
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from inspector.records import Nested
from ui.models.values import PAGE_CHILDREN, Mark, NodeRole, Pairs, ValueModel, plain, scalar_text
from ui.widgets.value_tree import ValueTree

BODY = {
    "header": {"udid": "5f1c88b203a4a90e", "model": "Pixel 7"},
    "data": [{"text": "hello", "inner": Nested(("base64", "gzip", "json"), {"adid": "cdda"}, "H4sI")}],
    "raw": b"\x01\x02",
}
MARK = Mark("body.data[0].inner.adid", "cdda", "Advertising ID", "identity", True)


def model_of(value: Any, *marks: Mark) -> ValueModel:
    model = ValueModel()
    model.set_sections([("Sent", "body", value)], marks)
    return model


def test_the_model_keeps_its_promises(qtmodeltester: ModelTester) -> None:
    model = model_of(BODY, MARK)
    qtmodeltester.check(model)
    model.index_at(MARK.path)
    qtmodeltester.check(model)


def test_what_was_inside_a_string_stands_in_its_place_and_says_how_it_was_opened() -> None:
    model = model_of(BODY, MARK)
    index = model.index_at(MARK.path)
    node = model.node(index)
    assert node.text == "cdda"
    assert node.marks == (MARK,)
    assert model.node(index.parent()).steps == ("base64", "gzip", "json")
    assert index.data(Qt.ItemDataRole.AccessibleTextRole) == "adid: cdda (Advertising ID)"


def test_a_path_that_leads_nowhere_is_no_line() -> None:
    assert not model_of(BODY).index_at("body.header.nothing").isValid()
    assert not model_of(BODY).index_at("query.x").isValid()


def test_keys_with_dots_and_brackets_are_found() -> None:
    model = model_of({"a.b": {"c[0]": 1}, "a": {"x": 2}})
    assert model.node(model.index_at("body.a.b.c[0]")).text == "1"
    assert model.node(model.index_at("body.a.x")).text == "2"


def test_long_lists_are_made_page_by_page(qtmodeltester: ModelTester) -> None:
    model = model_of(list(range(PAGE_CHILDREN * 2 + 5)))
    section = model.index(0, 0, QModelIndex())
    while model.canFetchMore(section):
        before = model.rowCount(section)
        model.fetchMore(section)
        assert model.rowCount(section) - before <= PAGE_CHILDREN
    assert model.rowCount(section) == PAGE_CHILDREN * 2 + 5
    qtmodeltester.check(model)


def test_a_line_far_down_a_long_list_is_found() -> None:
    model = model_of([{"n": number} for number in range(1200)])
    assert model.node(model.index_at("body[1100].n")).text == "1100"


def test_headers_keep_names_that_come_twice_and_are_found_in_lower_case() -> None:
    model = ValueModel()
    model.set_sections([("Sent", "headers", Pairs((("Cookie", "a=1"), ("Cookie", "b=2"), ("X-Udid", "5f"))))], ())
    assert model.rowCount(model.index(0, 0, QModelIndex())) == 0
    assert model.node(model.index_at("headers.x-udid")).text == "5f"
    section = model.index(0, 0, QModelIndex())
    assert [model.index(row, 0, section).data(NodeRole).text for row in range(3)] == ["a=1", "b=2", "5f"]


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, "null"),
        (True, "true"),
        (3, "3"),
        ({}, "{}"),
        ([], "[]"),
        (b"\x00\xff", "2 bytes  00 ff"),
        ("x" * 4010, "x" * 4000 + " … 10 characters more"),
    ],
)
def test_single_values_in_words(value: Any, text: str) -> None:
    assert scalar_text(value) == text


values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=30) | st.binary(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(st.text(max_size=8), inner, max_size=4)
        | st.builds(lambda value: Nested(("json",), value, "x"), inner)
    ),
    max_leaves=20,
)


@given(values)
@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_value_can_be_shown_and_copied(qtbot: QtBot, value: Any) -> None:
    tree = ValueTree()
    tree.resize(330, 300)
    tree.set_value([("Sent", "body", value)], [MARK])
    tree.grab()
    tree.selectAll()
    for action in tree.actions():
        action.trigger()
    assert QGuiApplication.clipboard().text()
    tree.deleteLater()


def test_json_is_copied_with_wrappings_taken_off(qtbot: QtBot) -> None:
    tree = ValueTree()
    qtbot.addWidget(tree)
    tree.set_value([("Sent", "body", BODY)], [MARK])
    assert tree.reveal("body.data[0].inner")
    {action.text(): action for action in tree.actions()}["Copy as JSON"].trigger()
    assert json.loads(QGuiApplication.clipboard().text()) == {"inner": {"adid": "cdda"}}
    assert plain(BODY)["data"][0]["inner"] == {"adid": "cdda"}


def test_everything_that_leads_to_a_found_value_is_open(qtbot: QtBot) -> None:
    tree = ValueTree()
    qtbot.addWidget(tree)
    tree.set_value([("Sent", "body", {"big": list(range(2000)), "deep": {"a": {"b": {"id": "5f"}}}})],
                   [Mark("body.deep.a.b.id", "5f", "Android ID", "identity", False)])  # fmt: skip
    assert tree.reveal("body.deep.a.b.id")
    assert tree.currentIndex().data(NodeRole).key == "id"
    assert tree.isExpanded(tree.currentIndex().parent())
    assert not tree.reveal("body.none")


def test_a_long_value_takes_more_lines_in_a_narrow_column(qtbot: QtBot) -> None:
    tree = ValueTree()
    qtbot.addWidget(tree)
    heights = []
    for width in (700, 260):
        tree.resize(width, 300)
        tree.show()
        tree.set_value([("Sent", "body", {"text": "I have a lump under my left arm, which doctor should I see?"})], [])
        heights.append(tree.visualRect(tree.model().index(0, 0, tree.model().index(0, 0))).height())
    assert heights[1] > heights[0]
