"""Every type of data is found under the names SDKs use, not in near misses and not in bodies about something else."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import pytest

from inspector.datatypes import DATA_TYPES, family_of
from inspector.datatypes.find import Finder
from inspector.datatypes.kinds import plain_key
from tests.inspector.datatypes.world import types

_DATA = Path(__file__).parent / "data"
BLIND = Finder()
CASES = [
    (kind, sign == "+", body)
    for kind, sign, body in (
        line.split(" ", 2)
        for line in (_DATA / "cases.txt").read_text("utf-8").splitlines()
        if line and not line.startswith("#")
    )
]
UNRELATED = json.loads((_DATA / "unrelated.json").read_text("utf-8"))


@pytest.mark.parametrize(("kind", "there", "body"), CASES)
def test_a_type_is_found_where_it_is_and_not_in_a_near_miss(kind: str, there: bool, body: str) -> None:
    assert (kind in types(json.loads(body), BLIND)) is there


def test_every_type_has_two_hits_under_different_names_and_two_near_misses() -> None:
    hits = Counter(kind for kind, there, _ in CASES if there)
    misses = Counter(kind for kind, there, _ in CASES if not there)
    assert set(hits) == set(DATA_TYPES)
    assert min(hits[kind] for kind in DATA_TYPES) >= 2
    assert min(misses[kind] for kind in DATA_TYPES) >= 2
    names: dict[str, set[str]] = {}
    for kind, there, body in CASES:
        if there:
            names.setdefault(kind, set()).add(_field(json.loads(body)))
    # Root as such, the app's screens and a few others have one usual name only: they still need two spellings.
    assert [kind for kind, fields in names.items() if len(fields) < 2] == []


@pytest.mark.parametrize("about", UNRELATED)
def test_a_body_about_something_else_says_nothing_about_a_person(about: str) -> None:
    found = types(UNRELATED[about], BLIND)
    assert {kind for kind in found if family_of(kind) == "identity"} == set()


def test_there_are_twenty_bodies_about_something_else() -> None:
    assert len(UNRELATED) == 20


def _field(body: dict[str, object]) -> str:
    (name, value), *_ = body.items()
    return _field(value) if isinstance(value, dict) else plain_key(name)
