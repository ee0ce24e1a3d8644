"""Whose network an address belongs to: known addresses, addresses that are nobody's, and the table's own file."""

from __future__ import annotations

import ipaddress
from pathlib import Path

import pytest

from inspector.errors import FileProblem
from inspector.networks import Network, network_of, source
from inspector.networks.edition import read_edition
from inspector.networks.make import write_edition


@pytest.mark.parametrize(
    ("address", "number", "country"),
    [
        ("8.8.8.8", 15169, "US"),
        ("2001:4860:4860::8888", 15169, "US"),
        ("::ffff:8.8.8.8", 15169, "US"),
        ("[2001:4860:4860::8888]", 15169, "US"),
        ("1.1.1.1", 13335, "AU"),  # registered with APNIC, though Cloudflare is American: that is what is said
        ("211.231.99.17", 38099, "KR"),
        ("101.126.1.1", 137718, "CN"),
        ("43.109.38.198", 24429, "SG"),
    ],
)
def test_a_public_address_has_its_network_and_the_country_of_its_registration(
    address: str, number: int, country: str
) -> None:
    found = network_of(address)
    assert (found.number, found.country) == (number, country)
    assert found.name


def test_a_chinese_operators_host_on_anothers_network_in_singapore_looks_like_that() -> None:
    """gator.volces.com was seen at this address (facts of the project's survey)."""
    assert network_of("43.109.38.198") == Network(24429, "Zhejiang Taobao Network Co.,Ltd", "SG")


@pytest.mark.parametrize(
    ("address", "note"),
    [
        ("10.1.2.3", "local network"), ("192.168.0.9", "local network"), ("fe80::1%wlan0", "local network"),
        ("fd00::1", "local network"), ("127.0.0.1", "the phone itself"), ("::1", "the phone itself"),
        ("203.0.113.9", "set aside for tests"), ("198.18.3.4", "set aside for tests"),
        ("224.0.0.251", "many receivers at once"),
    ],
)  # fmt: skip
def test_an_address_that_is_no_public_one_says_so_and_has_no_network(address: str, note: str) -> None:
    assert network_of(address) == Network(0, "", "", note)


@pytest.mark.parametrize("text", ["", "x", "1.2.3", "example.com", "1.2.3.4:80"])
def test_what_is_no_address_has_no_network(text: str) -> None:
    assert network_of(text) == Network(0, "", "")


def test_the_source_and_its_day_are_told() -> None:
    assert "2026-06-17" in source()
    assert "CC BY 4.0" in source()


def test_a_table_is_read_back_as_it_was_given_the_first_of_two_that_overlap_standing(tmp_path: Path) -> None:
    v4 = [["256", "511", "7", "Seven"], ["500", "600", "8", "Eight, Inc."], ["1000", "1000", "7", "Seven"]]
    v6 = [[str(0x20010DB8 << 96), str((0x20010DB8 << 96) + (1 << 70)), "9", "Nine"]]
    write_edition(v4, v6, "2026-01-02", tmp_path / "table")
    edition = read_edition(tmp_path / "table")
    at = [edition.of(ipaddress.IPv4Address(n)) for n in (255, 256, 511, 512, 600, 601, 1000, 1001)]
    assert at == [
        (0, ""), (7, "Seven"), (7, "Seven"), (8, "Eight, Inc."), (8, "Eight, Inc."), (0, ""), (7, "Seven"), (0, ""),
    ]  # fmt: skip
    assert edition.of(ipaddress.IPv6Address("2001:db8::1")) == (9, "Nine")
    assert edition.of(ipaddress.IPv6Address("2001:db9::1")) == (0, "")
    assert edition.source.endswith("2026-01-02")


@pytest.mark.parametrize("content", [b"", b"hello", b"\x28\xb5\x2f\xfd\x00"])
def test_a_damaged_table_is_one_sentence_with_a_next_step(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "table").write_bytes(content)
    with pytest.raises(FileProblem, match="cannot be read") as problem:
        read_edition(tmp_path / "table")
    assert problem.value.hint
