"""Values keep their shape on the way into the file and out again."""

from __future__ import annotations

import math

from hypothesis import given
from hypothesis import strategies as st

from inspector.records import Nested, Value
from inspector.store.values import SEARCH_CHARS, clean, dump, load, searchable

_leaves = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text() | st.binary()
_keys = st.text() | st.integers() | st.binary() | st.sampled_from(["$bytes", "$nested", "$pairs"])


def _inside(inner: st.SearchStrategy[Value]) -> st.SearchStrategy[Value]:
    steps = st.tuples(st.sampled_from(["gzip", "json", "base64"]))
    nested = st.builds(Nested, steps, inner, st.text() | st.binary())
    return st.lists(inner) | st.dictionaries(_keys, inner) | nested


@given(st.recursive(_leaves, _inside, max_leaves=20))
def test_a_value_comes_back_as_it_was(value: Value) -> None:
    assert load(dump(value)) == value


@given(st.recursive(_leaves | st.text(st.characters()), _inside, max_leaves=20))
def test_everything_that_is_written_is_utf_8(value: Value) -> None:
    dump(value).encode()
    searchable(value).encode()


def test_what_is_not_a_number_comes_back_as_such() -> None:
    assert math.isnan(load(dump({"x": math.nan}))["x"])


def test_all_keys_and_texts_can_be_searched_through_all_wrappings() -> None:
    value = {"header": [Nested(("base64", "json"), {"udid": "abc"}, "eyJ1"), b"plain text in bytes", 42, True, None]}
    assert searchable(value).split("\n") == ["header", "udid", "abc", "plain text in bytes", "42"]


def test_bytes_that_are_no_text_are_not_searched() -> None:
    assert searchable([bytes(range(256)), b"\x00\x01\x02"]) == ""


def test_there_is_a_bound_to_what_is_searched() -> None:
    assert len(searchable(["x" * 40_000, "y" * 40_000, "z"])) <= SEARCH_CHARS + 2


def test_text_that_sqlite_could_not_keep_is_written_out() -> None:
    assert clean("a\ud83db") == "a\\ud83db"
    assert clean("안녕") == "안녕"
