"""The sentences made of facts: always true, never stronger than the fact."""

from __future__ import annotations

from dataclasses import replace

import pytest

from inspector import wording
from inspector.readings import Coverage, DataReceived, ProductSeen, RecipientReceipts, ServerNetwork, SilentSdk
from inspector.records import Certainty


def data(
    type_id: str,
    *,
    certainty: Certainty = "certain",
    encodings: tuple[str, ...] = ("plain",),
    prompts: int = 0,
    phases: tuple[str, ...] = ("after_consent",),
    hosts: tuple[str, ...] = ("gator.volces.com",),
    count: int = 3,
) -> DataReceived:
    return DataReceived(
        type_id, count, certainty, phases, dict.fromkeys(phases, 1), 1_200, 90_000, hosts, (), encodings, prompts
    )


def recipient(name: str, country: str, *received: DataReceived, party: str = "third") -> RecipientReceipts:
    return RecipientReceipts(
        id=name.lower(), name=name, country=country, party="first" if party == "first" else "third",
        operator=f"{name} Co., Ltd.", parent="", role="Analytics", certainty="certain", reason="",
        products=(ProductSeen("p", "P", ("gator.volces.com",), 3, 10),), requests=3, bytes_up=10, bytes_down=1,
        first_ms=0, last_ms=1, data=received,
    )  # fmt: skip


VOLCANO = recipient("Volcano Engine", "CN", data("prompt", prompts=3), data("device_model"))
SHUMEI = recipient("Shumei", "CN", data("android_id", encodings=("sha256",), phases=("before_consent",)))
INTERCOM = recipient("Intercom", "US", data("email"))
OWN = recipient("The app's own servers", "", data("prompt", prompts=4), data("chat_text"), party="first")
NOBODY = recipient("example.com", "", data("language"))


@pytest.mark.parametrize(
    ("receipts", "sentence"),
    [
        (
            [VOLCANO, SHUMEI, INTERCOM, OWN],
            "2 companies in China and 1 in the United States received 4 types of data",
        ),
        ([INTERCOM], "1 company in the United States received 1 type of data"),
        (
            [INTERCOM, NOBODY],
            "1 company in the United States and 1 whose country is not known received 2 types of data",
        ),
        ([NOBODY], "1 company whose country is not known received 1 type of data"),
        (
            [VOLCANO, INTERCOM, recipient("Adjust", "DE", data("advertising_id"))],
            "1 company in China, 1 in Germany and 1 in the United States received 4 types of data",
        ),
        ([], "No third party has received anything that could be read so far"),
        ([OWN], "No third party has received anything that could be read so far"),
        (
            [recipient("Shumei", "CN")],
            "1 third party was contacted so far; no personal data was found in what could be read",
        ),
    ],
)
def test_the_headline_counts_third_parties_by_country(receipts: list[RecipientReceipts], sentence: str) -> None:
    assert wording.headline(receipts) == sentence


def test_the_headline_of_a_saved_session_does_not_say_so_far() -> None:
    assert wording.headline([], live=False).endswith("in this session")


def test_the_headline_says_how_much_of_it_is_only_likely() -> None:
    likely = recipient("Umeng", "CN", data("language", certainty="likely"), data("device_model", certainty="likely"))
    assert wording.headline([likely, VOLCANO]) == ("2 companies in China received 3 types of data, 1 of them likely")


@pytest.mark.parametrize(
    ("received", "total", "sentence"),
    [
        (data("prompt", prompts=3), 4, "3 of your 4 prompts, word for word, to gator.volces.com"),
        (data("prompt", prompts=4), 4, "all 4 of your prompts, word for word, to gator.volces.com"),
        (data("prompt", prompts=1), 1, "your prompt, word for word, to gator.volces.com"),
        (data("prompt", prompts=2, encodings=("sha256",)), 4, "2 of your 4 prompts, as SHA-256, to gator.volces.com"),
        (data("prompt", prompts=1, encodings=("part 0.62",)), 2, "1 of your 2 prompts, in part, to gator.volces.com"),
        (
            data("prompt", prompts=2, encodings=("plain", "part 0.62")),
            2,
            "both of your prompts, some of it in part, to gator.volces.com",
        ),
        (data("android_id", encodings=("sha256",)), 4, "as SHA-256, 3 times to gator.volces.com"),
        (data("android_id", encodings=("plain", "md5")), 4, "as it is and as MD5, 3 times to gator.volces.com"),
        (data("email", count=1, encodings=("sha256, base64",)), 4, "as SHA-256, 1 time to gator.volces.com"),
        (
            data("device_id", certainty="likely", hosts=("a.test", "b.test", "c.test")),
            4,
            "likely, by the field's name and the value's form, 3 times to a.test, b.test and c.test",
        ),
        (
            data("prompt", certainty="likely"),
            0,
            "likely, by the field's name and the value's form, 3 times to gator.volces.com",
        ),
    ],
)
def test_a_receipt_says_how_much_in_which_form_and_to_where(received: DataReceived, total: int, sentence: str) -> None:
    assert wording.receipt_sentence(VOLCANO, received, total) == sentence


def test_word_for_word_is_never_said_of_a_hash_or_a_part() -> None:
    for encoding in ("sha256", "md5", "part 0.62", "base64", "reversed", "hex", "rounded 2"):
        assert "word for word" not in wording.receipt_sentence(
            VOLCANO, data("prompt", prompts=1, encodings=(encoding,)), 3
        )


def test_when_it_began_says_whether_that_was_before_consent() -> None:
    assert wording.since_text(data("email", phases=("before_consent", "after_consent"))) == "before consent from 0:01"
    assert wording.since_text(data("email")) == "from 0:01"


def test_who_received_data_before_consent_is_one_sentence_of_third_parties() -> None:
    early = replace(OWN, data=(data("email", phases=("before_consent",)),))
    assert wording.before_consent_text([VOLCANO, early]) == ""
    assert wording.before_consent_text([VOLCANO, SHUMEI, early]) == (
        "Before consent was marked, Shumei received 1 type of data"
    )


def test_the_parent_is_named_as_a_fact_of_its_own() -> None:
    line = wording.operator_line(replace(VOLCANO, parent="ByteDance"))
    assert line.startswith("Operated by Volcano Engine Co., Ltd, China. Parent: ByteDance, a fact of its own:")
    assert wording.operator_line(replace(NOBODY, operator="")) == "Who operates these hosts is not known."


def test_the_line_under_a_name_says_what_it_does_and_where_it_is() -> None:
    assert wording.who_line(INTERCOM) == "Analytics · United States"
    assert wording.who_line(NOBODY) == "Analytics · Country not known"
    assert wording.who_line(replace(NOBODY, role="")) == "Third party · Country not known"
    assert wording.who_line(OWN) == "First party"


@pytest.mark.parametrize(
    ("code", "name", "where"),
    [
        ("CN", "China", "in China"),
        ("US", "United States", "in the United States"),
        ("cn", "China", "in China"),
        ("XQ", "XQ", "in XQ"),
        ("", "Country not known", "in a country that is not known"),
    ],
)
def test_countries_have_english_names(code: str, name: str, where: str) -> None:
    assert wording.country_name(code) == name
    assert wording.in_country(code) == where


@pytest.mark.parametrize(
    ("size", "text"),
    [(0, "0 B"), (999, "999 B"), (1000, "1.0 kB"), (96_210, "96.2 kB"), (999_960, "1.0 MB"), (1_234_567, "1.2 MB"),
     (5_000_000_000, "5.0 GB"), (5_000_000_000_000, "5000.0 GB")],
)  # fmt: skip
def test_sizes_are_decimal_with_one_decimal(size: int, text: str) -> None:
    assert wording.size_text(size) == text


@pytest.mark.parametrize(
    ("at_ms", "text"), [(0, "0:00"), (51_999, "0:51"), (60_000, "1:00"), (3_723_000, "1:02:03"), (-5, "0:00")]
)
def test_the_clock_counts_from_the_sessions_start(at_ms: float, text: str) -> None:
    assert wording.clock_text(at_ms) == text


def test_a_silent_sdk_is_not_said_to_have_sent_nothing_at_all() -> None:
    sdk = SilentSdk("jpush", "jiguang", "JPush", started=True)
    assert wording.silent_text(sdk) == "JPush is in the app and was started; nothing it sent was seen in this session"


@pytest.mark.parametrize(
    ("readable", "unreadable", "text"),
    [(987, 13, "98.7 % of sent bytes readable"), (10, 0, "100 % of sent bytes readable"),
     (1_000_000, 1, "99.9 % of sent bytes readable"),
     (0, 5, "0.0 % of sent bytes readable"), (0, 0, "Nothing was sent yet")],
)  # fmt: skip
def test_what_was_not_readable_is_never_rounded_away(readable: int, unreadable: int, text: str) -> None:
    coverage = Coverage(readable, unreadable, 0, 1, 0, 0, (), (), 0, 0)
    assert wording.readable_text(coverage) == text


def test_the_gravest_type_is_the_one_that_stands_first() -> None:
    assert wording.gravest(["language", "email", "prompt"]) == "prompt"
    assert wording.gravest([]) == ""
    assert wording.types_text(["prompt", "device_model", "network_operator"]) == "Prompt text, Model and Operator"


def server(name: str, country: str, note: str = "") -> ServerNetwork:
    return ServerNetwork(name, 1 if name else 0, country, note, ("203.0.113.1",), ("a.example",), 1, 10)


def test_where_servers_are_is_said_by_country_beside_the_network() -> None:
    servers = (server("Taobao Network", "SG"), server("Volcano Network", "CN"), server("Other Network", "SG"))
    assert wording.servers_text(servers) == (
        "Servers in Singapore: Taobao Network and Other Network; in China: Volcano Network"
    )
    assert wording.server_countries_text(servers) == "Servers in Singapore and in China"


def test_nothing_is_said_of_servers_at_addresses_that_are_no_public_ones() -> None:
    servers = (server("", "", "set aside for tests"),)
    assert wording.servers_text(servers) == wording.server_countries_text(servers) == ""


def test_an_address_is_told_with_its_network_and_where_it_is_registered() -> None:
    assert wording.address_text("8.8.8.8") == "Google LLC (AS15169), registered in the United States"
    assert wording.address_text("10.0.0.1") == "local network"
    assert wording.address_text("not an address") == ""
