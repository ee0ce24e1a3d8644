"""Every decoder on damaged and random bytes: nothing is raised but what is promised. The bench goes on for longer."""

from __future__ import annotations

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inspector.decoders import peel
from inspector.errors import DecodeError
from tests.bench.fuzz.decoders import SEEDS, TARGETS
from tests.bench.fuzz.target import Target, next_input


@pytest.mark.parametrize("target", TARGETS, ids=[one.name for one in TARGETS])
def test_damaged_data_raises_only_what_is_promised(target: Target) -> None:
    chance = random.Random(f"suite {target.name}")
    for data in [*target.seeds, *(next_input(target, chance) for _ in range(60))]:
        try:
            target.run(data)
        except target.errors:
            continue


def test_every_format_is_fuzzed_from_valid_data_of_its_own() -> None:
    assert set(SEEDS) == {one.NAME for one in peel.FORMATS}
    assert [one.NAME for one in peel.FORMATS if not any(one.accepts(seed) for seed in SEEDS[one.NAME])] == []


@settings(deadline=None, max_examples=60)
@given(st.sampled_from(peel.FORMATS), st.binary(max_size=40), st.binary(max_size=200))
def test_a_format_is_told_by_its_first_byte_alone_where_it_says_so(one: peel.Format, start: bytes, rest: bytes) -> None:
    data = start + rest
    first = getattr(one, "FIRST", range(256))
    try:
        score = one.accepts(data)
        one.decode(data, 100_000)
    except DecodeError:
        score = one.accepts(data)
    assert score == 0.0 or not data or data[0] in first
