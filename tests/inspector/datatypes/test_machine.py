"""Many strings sought in one pass are the ones that are there, whenever each was added."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from inspector.datatypes.by_value.machine import HEAD_BYTES, Machine

WORDS = st.binary(max_size=4).map(lambda raw: bytes(byte % 3 + 97 for byte in raw))


@given(st.lists(st.lists(WORDS, max_size=6), max_size=6), st.binary(max_size=60))
def test_every_string_is_met_at_every_place_it_stands_at(lots: list[list[bytes]], noise: bytes) -> None:
    data = bytes(byte % 3 + 97 for byte in noise)
    machine: Machine[bytes] = Machine()
    added: list[bytes] = []
    for lot in lots:
        for word in lot:
            machine.add(word, word)
            added.append(word)
        met = sorted(machine.hits(data))
        assert met == sorted(
            (word, at) for word in added if word for at in range(len(data)) if data.startswith(word, at)
        )


def test_a_string_over_the_edge_of_a_window_is_met_once() -> None:
    machine: Machine[str] = Machine()
    long = b"".join(b"%03d" % number for number in range(40))
    machine.add(long, "long")
    machine.add(b"edge", "short")
    data = b"." * ((1 << 20) - 3) + long + b"." * 500 + b"edge"
    assert machine.hits(data) == [("long", (1 << 20) - 3), ("short", len(data) - 4)]
    assert len(long) > HEAD_BYTES


def test_what_is_met_too_often_is_bounded() -> None:
    machine: Machine[int] = Machine()
    machine.add(b"a", 1)
    assert len(machine.hits(b"a" * 3_000_000)) == 100_000
