"""The filter language, on the sample session and on nonsense."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspector.errors import InspectorError
from inspector.store.filters import WORDS, Condition, FilterProblem, compile_filter, suggest
from inspector.store.reader import Reader
from inspector.store.schema import prepare
from tests.factories import sample_session


@pytest.fixture(scope="module")
def reader(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Reader]:
    reader = Reader(sample_session(tmp_path_factory.mktemp("session") / "sample.inspect"))
    yield reader
    reader.close()


@pytest.mark.parametrize(
    ("where", "count"),
    [
        ("", 60),
        ("   ", 60),
        ("resignation", 21),
        ('"resignation letter"', 21),
        ("RESIGNATION", 21),
        ("resignation -type:prompt", 6),
        ("你好", 6),  # shorter than the index knows, and a whole word
        ("안녕하세요", 6),
        ("gator", 6),
        ("country:CN", 42),
        ("country:us", 6),
        ("country:none", 0),
        ("before:consent", 12),
        ("after:consent", 48),
        ("phase:phase_3", 30),
        ('phase:"first prompt"', 30),
        ("type:prompt", 15),
        ("type:device_*", 12),
        ("type:*", 42),
        ("to:volcano", 18),
        ("to:APMPlus", 6),
        ("host:volces.com", 12),
        ("sender:app", 30),
        ("sender:unknown", 0),
        ("sender:sdk", 24),
        ("kind:request", 36),
        ("kind:typed_text", 6),
        ("party:first", 6),
        ("party:third", 42),
        ("process:chat", 60),
        ("process:push", 0),
        ("size:>0", 42),
        ("size:>=0.9kb", 6),
        ("size:900", 6),
        ("size:<1b", 18),
        ("status:200", 33),
        ("status:5XX", 3),
        ("certain", 36),
        ("likely", 6),
        ("to:volcano type:prompt", 3),
        ("to:volcano or to:intercom", 24),
        ("(to:volcano or to:intercom) type:email", 6),
        ("-party:third", 18),  # what has no recipient is not a third party's
        ("-(to:volcano or to:intercom)", 36),
        ("-sender:app -sender:unknown", 30),
    ],
)
def test_a_filter_finds_what_it_says(reader: Reader, where: str, count: int) -> None:
    assert reader.count(where) == count
    assert len(reader.rows(where)) == count


def test_and_binds_closer_than_or(reader: Reader) -> None:
    assert reader.count("to:volcano type:prompt or to:intercom type:email") == 3 + 6


@pytest.mark.parametrize(
    ("where", "position", "word"),
    [
        ("to:volcano colour:red", 11, "colour:"),
        ("kind:letter", 5, "letter"),
        ("country:China", 8, "China"),
        ("party:second", 6, "second"),
        ("size:big", 5, "big"),
        ("status:ok", 7, "ok"),
        ("before:lunch", 7, "lunch"),
        ("type:", 5, "type:"),
        ('words "not closed', 6, "quotation"),
        ("(to:volcano", 0, "bracket"),
        ("to:volcano)", 10, "bracket"),
        ("to:volcano or", 13, "missing"),
        ("or", 0, "missing"),
        ("()", 1, "missing"),
    ],
)
def test_a_filter_that_cannot_be_read_says_where_and_what_to_do(where: str, position: int, word: str) -> None:
    with pytest.raises(FilterProblem) as e:
        compile_filter(where)
    assert e.value.position == position
    assert word in str(e.value)
    assert e.value.hint
    assert isinstance(e.value, InspectorError)


@given(st.text(alphabet="ab:-\"() or><%_\\*[]'你好1k", max_size=40) | st.text(max_size=40))
def test_any_text_is_a_filter_or_a_filter_problem(text: str) -> None:
    db = sqlite3.connect(":memory:", isolation_level=None)
    prepare(db)
    condition, position = _compiled(text)
    assert 0 <= position <= len(text)
    try:
        if condition and text.isprintable():
            found = db.execute(f"SELECT count(*) FROM observation AS o WHERE {condition.sql}", condition.parameters)
            assert found.fetchone() == (0,)
    finally:
        db.close()


def _compiled(text: str) -> tuple[Condition | None, int]:
    try:
        return compile_filter(text), 0
    except FilterProblem as e:
        return None, e.position


def test_signs_that_mean_something_to_sqlite_are_only_letters_here(reader: Reader) -> None:
    for sign in ("%", "_", "\\", "'", "*"):
        assert reader.count(f"host:{sign}") == 0
        assert reader.count(f'"{sign}zz"') == 0


def test_every_word_of_the_language_is_explained_and_read() -> None:
    values = {"country:": "CN", "kind:": "request", "party:": "first", "size:": ">1kb", "status:": "200"}
    for word, meaning in WORDS.items():
        assert meaning.endswith(".")
        if word.endswith(":"):
            assert compile_filter(word + values.get(word, "x")).sql
        elif word not in ("or", "-"):
            assert compile_filter(word).sql


def test_suggestions_complete_words_and_values() -> None:
    texts = [s.text for s in suggest("to:volcano -co", lambda word: ())]
    assert texts == ["-country:"]
    assert [s.text for s in suggest("phase:", lambda word: ("First prompt", "Two"))] == [
        'phase:"First prompt"',
        "phase:Two",
    ]
    assert "type:" in [s.text for s in suggest("", lambda word: ())]


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("a\x00b", "There is a character in it that no text has."),
        ("a \ud800", "There is a character in it that no text has."),
        ("(" * 41 + "a" + ")" * 41, "Too many brackets stand in brackets."),
        ("(" * 9000, "The filter is too long."),
        ("a " * 201, "The filter is too long."),
        ("a" * 10_001, "The filter is too long."),
    ],
)
def test_a_filter_that_nobody_types_is_refused(text: str, sentence: str) -> None:
    with pytest.raises(FilterProblem) as caught:
        compile_filter(text)
    assert str(caught.value) == sentence
    assert caught.value.hint
