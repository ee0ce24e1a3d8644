"""What is read out of a name server's answer, also out of one made to mislead."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspector import protocol
from inspector.dns import NOTHING, Answer, answer
from inspector.records import Raw
from tests.inspector.dns_messages import ADDRESS, ADDRESS_6, CNAME, message, packed, record

SHOP, EDGE, FAR = "metrics.shop.test", "d1.co-front9.example", "e7.far.example"
IPV4 = record(12, ADDRESS, bytes([203, 0, 113, 7]))


def test_what_a_name_is_another_name_of_is_told_with_its_addresses() -> None:
    alias, address = record(12, CNAME, packed(EDGE)), record(EDGE, ADDRESS, bytes([203, 0, 113, 7]))
    six = record(EDGE, ADDRESS_6, bytes.fromhex("20010db8" + "00" * 11 + "09"))
    said = answer(message(SHOP, alias, address, six))
    assert said == Answer(SHOP, ("203.0.113.7", "2001:db8::9"), (EDGE,))
    assert answer(message(SHOP.upper(), alias.replace(b"d1", b"D1"), six)) == Answer(SHOP, ("2001:db8::9",), (EDGE,))


def test_a_chain_is_followed_from_the_name_asked_for_in_whatever_order_it_stands() -> None:
    first, second = record(SHOP, CNAME, packed(EDGE)), record(EDGE, CNAME, packed(FAR))
    stranger = record("other.test", CNAME, packed("unrelated.example"))
    for records in ((first, second, stranger, IPV4), (stranger, second, first, IPV4)):
        assert answer(message(SHOP, *records)).aliases == (EDGE, FAR)


def test_names_that_point_at_each_other_end() -> None:
    there, back = record(SHOP, CNAME, packed(EDGE)), record(EDGE, CNAME, packed(SHOP))
    assert answer(message(SHOP, there, back)) == Answer(SHOP, (), (EDGE,))


def test_an_answer_about_another_kind_of_record_still_tells_other_names() -> None:
    service = record(EDGE, 65, b"\0\1\0")
    assert answer(message(SHOP, record(12, CNAME, packed(EDGE)), service, asked=65)) == Answer(SHOP, (), (EDGE,))


@pytest.mark.parametrize(
    "data",
    [
        b"", message(SHOP), message(SHOP, IPV4, flags=0x0100), message(SHOP, IPV4)[:30],
        message(SHOP, record(12, 16, b"\3txt")),
        message(SHOP.replace("shop", "s\x1b[31mhop"), IPV4),
    ],
    ids=["empty", "without records", "a question", "cut off", "of another kind", "with a terminal's commands in it"],
)  # fmt: skip
def test_what_says_nothing_of_a_name_is_nothing(data: bytes) -> None:
    assert answer(data) == NOTHING


@pytest.mark.parametrize("payload", [b"", b"\0" * 90, message(SHOP, IPV4)[:40]])
def test_a_row_whose_answer_was_dropped_or_cut_off_names_nothing(payload: bytes) -> None:
    read = protocol.read(Raw(1, 1, 1, 0.0, "dns", {"size": 90}, payload))
    assert read == protocol.NameResolved("", ())


@given(st.binary(max_size=300), st.integers(0, 0xFFFF))
def test_no_bytes_are_too_odd(data: bytes, count: int) -> None:
    said = answer(b"\0\0\x80\0\0\1" + count.to_bytes(2, "big") + bytes(4) + data)
    assert len(said.addresses) <= 64
    assert all(len(name) <= 255 for name in (said.host, *said.aliases))
