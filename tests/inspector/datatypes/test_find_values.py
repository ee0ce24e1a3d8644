"""Planted values are found wherever they stand and however they are written; others' values are not."""

from __future__ import annotations

import base64
import hashlib
from urllib.parse import quote, quote_plus

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspector.datatypes.find import Finder
from inspector.records import Finding, Nested, Planted
from tests.inspector.datatypes.world import (
    ADVERTISING_ID,
    ANDROID_ID,
    EMAIL,
    MAC,
    PLANTED,
    found,
    one,
    types,
)

FINDER = Finder(PLANTED)


def md5(text: str) -> str:
    return hashlib.md5(text.encode(), usedforsecurity=False).hexdigest()


def sha256(text: str) -> bytes:
    return hashlib.sha256(text.encode()).digest()


@pytest.mark.parametrize("before", ["", " ", "a ", "id=", "user="])
def test_base64_is_found_at_each_of_its_three_places(before: str) -> None:
    text = base64.b64encode((before + EMAIL + " and more").encode()).decode()
    finding = one({"blob": text}, "email", FINDER)
    assert (finding.encoding, finding.certainty, finding.planted) == ("base64", "certain", EMAIL)


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (EMAIL, "plain"),
        (f"mail <{EMAIL}>, later", "plain"),
        (EMAIL.upper(), "letter case"),
        (quote(EMAIL), "url"),
        (quote(quote(EMAIL)), "url twice"),
        ("q%3D" + quote_plus(EMAIL), "url"),
        (EMAIL.encode().hex(), "hex"),
        (EMAIL.encode().hex().upper(), "hex"),
        (EMAIL[::-1], "reversed"),
        (md5(EMAIL), "md5"),
        (md5(EMAIL).upper(), "md5"),
        (md5(EMAIL)[8:24], "md5 (middle 16 digits)"),
        (md5(EMAIL)[:16], "md5 (first 16 digits)"),
        (hashlib.sha1(EMAIL.encode(), usedforsecurity=False).hexdigest(), "sha1"),
        (hashlib.sha224(EMAIL.encode()).hexdigest(), "sha224"),
        ("em=" + hashlib.sha256(EMAIL.encode()).hexdigest() + ";", "sha256"),
        (hashlib.sha384(EMAIL.encode()).hexdigest(), "sha384"),
        (hashlib.sha512(EMAIL.encode()).hexdigest(), "sha512"),
        (base64.b64encode(sha256(EMAIL)).decode(), "sha256, base64"),
        (base64.urlsafe_b64encode(sha256(EMAIL)).decode().rstrip("="), "sha256, base64"),
    ],
)
def test_an_e_mail_is_found_in_each_of_its_writings(text: str, encoding: str) -> None:
    finding = one({"x1": text}, "email", FINDER)
    assert (finding.path, finding.certainty, finding.encoding, finding.planted) == (
        "body.x1",
        "certain",
        encoding,
        EMAIL,
    )


@pytest.mark.parametrize(
    "text",
    [
        "xmina.park@example.org",
        "not-mina.park@example.org",
        "mina.park@example.org.evil.example",
        "mina.park@example.orgs",
        "mina.park@example.com",
        "park@example.org",
        md5("other@example.org"),
        md5(EMAIL)[:15],
        md5(EMAIL) + "0",
        hashlib.sha256(EMAIL.encode()).hexdigest()[:-1],
    ],
)
def test_another_persons_e_mail_is_not_the_testers(text: str) -> None:
    assert {finding.certainty for finding in found({"x1": text, "email": text}, FINDER)} <= {"likely"}
    assert not any(finding.planted for finding in found({"x1": text, "email": text}, FINDER))


@pytest.mark.parametrize(
    "text",
    [
        "+82 10-4821-7730",
        "+821048217730",
        "821048217730",
        "00821048217730",
        "010-4821-7730",
        "01048217730",
        "010 4821 7730",
        "call 010.4821.7730 please",
        "%2B821048217730",
        "+82:10:48:21:77:30",
        "01_04_82_17_73_0",
    ],
)
def test_a_phone_number_is_found_in_each_of_its_spellings(text: str) -> None:
    assert one({"x1": text}, "phone_number", FINDER).certainty == "certain"


def test_a_phone_number_is_found_as_a_number_and_as_a_hash() -> None:
    assert one({"x1": 821048217730}, "phone_number", FINDER).planted == "+82 10-4821-7730"
    assert one({"x1": md5("01048217730")}, "phone_number", FINDER).encoding == "md5"
    assert one({"x1": sha256("+821048217730").hex()}, "phone_number", FINDER).encoding == "sha256"


@pytest.mark.parametrize(
    "text",
    [
        "010-4821-7731",
        "0104821773",
        "9901048217730",
        "1048217730123",
        "+1 10-4821-7730",
        "01048217730x",
        "+1:10:48:21:77:30",
        "10:48:21:77:30:15",
        "7_10_4821_7730",
    ],
)
def test_another_phone_number_is_not_the_testers(text: str) -> None:
    assert {finding.certainty for finding in found({"x1": text, "tel": text}, FINDER)} <= {"likely"}
    assert not any(finding.planted for finding in found({"x1": text, "tel": text}, FINDER))


def test_a_number_given_without_its_country_is_found_behind_any_countrys_code() -> None:
    finder = Finder([Planted("phone_number", "010-4821-7730", "tester")])
    for text in ("+82 10 4821 7730", "821048217730", "010 4821 7730", "+358 10 4821 7730"):
        assert types({"x1": text}, finder) == {"phone_number"}
    for text in ("+82 10 4821 7731", "9821048217730", "82 210 4821 7730"):
        assert not any(finding.planted for finding in found({"x1": text}, finder))


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (ANDROID_ID, "plain"),
        (ANDROID_ID.upper(), "letter case"),
        ("a_" + ANDROID_ID + "_b", "plain"),
        (str(int(ANDROID_ID, 16)), "decimal"),
        (md5(ANDROID_ID), "md5"),
        (md5(ANDROID_ID.upper()), "md5"),
        (sha256(ANDROID_ID).hex(), "sha256"),
    ],
)
def test_an_android_id_is_found_under_any_name(text: str, encoding: str) -> None:
    assert one({"x1": text}, "android_id", FINDER).encoding == encoding


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (ADVERTISING_ID, "plain"),
        (ADVERTISING_ID.upper(), "letter case"),
        (ADVERTISING_ID.replace("-", ""), "without separators"),
        (md5(ADVERTISING_ID.replace("-", "")), "md5"),
    ],
)
def test_an_advertising_id_is_found_with_and_without_its_dashes(text: str, encoding: str) -> None:
    assert one({"x1": text}, "advertising_id", FINDER).encoding == encoding


@pytest.mark.parametrize("text", [MAC, MAC.upper(), MAC.replace(":", "-"), MAC.replace(":", ""), md5(MAC.upper())])
def test_a_mac_address_is_found_with_any_separators(text: str) -> None:
    assert one({"x1": text}, "mac", FINDER).planted == MAC


def test_a_value_is_found_in_bytes_that_nobody_could_read() -> None:
    body = b"\x08\x01\x12\x15" + EMAIL.encode() + b"\x1a\x20" + sha256(ANDROID_ID) + bytes.fromhex(MAC.replace(":", ""))
    findings = {item.type: item.encoding for item in found({"2": body}, FINDER)}
    assert findings == {"email": "plain", "android_id": "sha256", "mac": "bytes"}


def test_a_value_is_found_in_a_list_of_its_bytes() -> None:
    java = [byte - 256 if byte > 127 else byte for byte in f"mail: {EMAIL} é".encode()]
    for numbers in (list(EMAIL.encode()), java):
        finding = one({"blob": numbers}, "email", FINDER)
        assert (finding.path, finding.encoding, finding.certainty) == ("body.blob", "bytes", "certain")
    assert one({"blob": list(b"x" + EMAIL.encode())}, "email", FINDER).planted == ""


def test_a_value_is_found_in_base85_and_base58_where_nothing_is_beside_it() -> None:
    for text in (base64.a85encode(EMAIL.encode()).decode(), base64.b85encode(EMAIL.encode()).decode()):
        assert one({"x1": text}, "email", FINDER).encoding == "base85"
        assert one({"x1": f"a {text} b"}, "email", FINDER).encoding == "base85"
        assert types({"x1": text + "a"}, FINDER) == set()
    assert one({"x1": "866hTgW3pMhe8vMovSLPzB"}, "android_id", FINDER).encoding == "base58"
    assert types({"x1": "866hTgW3pMhe8vMovSLPzBz", "x2": "866hTgW3pMhe8vMovSLPzb"}, FINDER) == set()


def test_letters_beside_a_value_in_bytes_may_be_a_length_or_a_tag() -> None:
    for value, type_id in ((EMAIL, "email"), ("490154203237518", "imei"), ("pu-20250115-0417", "account_id")):
        for before, after in ((b"\x8f\x12a", b"J\x03\xff"), (b"\0\0x9", b"\0\0")):
            assert one({"raw": before + value.encode() + after}, type_id, FINDER).certainty == "certain"
    for value in (EMAIL, "490154203237518"):
        assert types({"raw": b"\x8f\xfemore7" + value.encode() + b"\x8f"}, FINDER) == set()


def test_a_value_is_found_through_what_was_taken_off() -> None:
    inner = Nested(("base64", "json"), {"deep": [{"id": ANDROID_ID}]}, "eyJk…")
    assert one({"blob": inner}, "android_id", FINDER).path == "body.blob.deep[0].id"


def test_a_value_in_a_list_that_is_the_whole_body_has_the_parts_name() -> None:
    assert one([{"x": ANDROID_ID}], "android_id", FINDER).path == "body[0].x"
    assert one(ANDROID_ID, "android_id", FINDER).path == "body"


def test_what_stood_there_is_given_as_it_stood_there() -> None:
    assert one({"x1": f"id: {ANDROID_ID.upper()}!"}, "android_id", FINDER).value == ANDROID_ID.upper()


@pytest.mark.parametrize(
    "value",
    [
        {"word": "wifi"},
        {"n": 14},
        {"n": 1080},
        {"word": "ko"},
        {"word": "KR"},
        {"title": "Practice Chat"},
        {"word": "practice makes perfect"},
        {"version": "1.0.7 is out"},
        {"text": "my practice phones"},
        {"aid": "675113"},
    ],
)
def test_short_and_common_values_are_not_found_just_anywhere(value: dict[str, object]) -> None:
    assert types(value, FINDER) == set()


@pytest.mark.parametrize(
    ("value", "type_id"),
    [
        ({"note": "Practice Phone"}, "device_model"),
        ({"note": "bought a practice phone."}, "device_model"),
        ({"note": "Practice-Home-5G"}, "ssid"),
        ({"note": "Asia/Seoul"}, "timezone"),
        ({"note": "Practice Telecom"}, "network_operator"),
        ({"note": "pu-20250115-0417"}, "account_id"),
        ({"note": "hello Mina Park!"}, "name"),
        ({"note": "PP10425A0417"}, "serial"),
        ({"note": "490154203237518"}, "imei"),
        ({"note": "37.566312,126.977945"}, "latitude"),
        ({"note": "37.5663,126.9779"}, "longitude"),
    ],
)
def test_distinctive_values_are_found_under_any_name(value: dict[str, object], type_id: str) -> None:
    assert one(value, type_id, FINDER).certainty == "certain"


@pytest.mark.parametrize("text", ["-37.566312", "137.566312", "37.566,126.977", "37.5664", "37.566319"])
def test_another_place_is_not_where_the_phone_is(text: str) -> None:
    assert types({"note": text}, FINDER) == set()


@pytest.mark.parametrize(
    ("type_id", "value"),
    [
        ("android_id", "0000000000000000"),
        ("advertising_id", "00000000-0000-0000-0000-000000000000"),
        ("mac", "02:00:00:00:00:00"),
        ("serial", "unknown"),
        ("account_id", "42"),
        ("imei", "000000000000000"),
    ],
)
def test_a_placeholder_names_nobody_even_when_it_is_planted(type_id: str, value: str) -> None:
    assert types({"x1": value, "x2": f"a {value} b"}, Finder([Planted(type_id, value, "phone")])) == set()


def test_a_networks_name_is_found_with_and_without_the_quotes_android_puts_round_it() -> None:
    finder = Finder([Planted("ssid", '"Practice-Home-5G"', "app")])
    assert types({"x1": "Practice-Home-5G", "x2": '"Practice-Home-5G"'}, finder) == {"ssid"}
    assert types({"x1": "Practice-Home-5GHz"}, finder) == set()


def test_there_is_one_finding_for_a_type_at_a_path() -> None:
    findings = found({"email": f"{EMAIL} {md5(EMAIL)}", "other": EMAIL}, FINDER)
    assert [(item.type, item.path) for item in findings] == [("email", "body.email"), ("email", "body.other")]


def test_a_value_is_added_once_and_sought_from_then_on() -> None:
    finder = Finder()
    assert one({"x1": EMAIL}, "email", finder).certainty == "likely"
    assert finder.add(Planted("email", EMAIL, "tester"))
    assert not finder.add(Planted("email", EMAIL.upper(), "phone"))
    assert not finder.add(Planted("email", "  ", "tester"))
    assert one({"x1": EMAIL}, "email", finder).certainty == "certain"


def test_findings_come_in_the_order_of_the_content() -> None:
    parts = {"query": {"b": ANDROID_ID}, "headers": {"z": EMAIL}, "body": {"a": "Practice Phone"}}
    assert [item.path for item in FINDER.find(parts)] == ["query.b", "headers.z", "body.a"]


@pytest.mark.parametrize(
    ("value", "type_id", "reason"),
    [
        (EMAIL, "email", "Equals the e-mail you gave."),
        (ANDROID_ID, "android_id", "Equals this phone's Android ID."),
        (sha256(ANDROID_ID).hex(), "android_id", "Is the SHA-256 hash of this phone's Android ID."),
        (f"x {EMAIL}", "email", "Contains the e-mail you gave."),
        ("pu-20250115-0417", "account_id", "Equals the account ID the app read."),
        (EMAIL[::-1], "email", "Equals the e-mail you gave, written backwards."),
    ],
)
def test_a_finding_says_why_in_one_sentence(value: str, type_id: str, reason: str) -> None:
    assert one({"x1": value}, type_id, FINDER).reason == reason


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=40) | st.binary(max_size=40),
        lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=12), inner, max_size=4),
        max_leaves=12,
    )
)
def test_no_content_makes_the_search_fail_or_find_a_strangers_value(value: object) -> None:
    findings: list[Finding] = found(value, FINDER)
    assert all(item.certainty == "likely" or item.planted for item in findings)
    assert findings == found(value, FINDER)


@given(st.text(alphabet="0123456789abcdef", min_size=16, max_size=16))
def test_another_android_id_is_never_found_as_this_phones(other: str) -> None:
    if other != ANDROID_ID:
        assert "android_id" not in types({"x1": other, "x2": md5(other), "x3": sha256(other).hex()}, FINDER)


def test_two_values_of_a_type_at_one_path_are_two_findings() -> None:
    finder = Finder([Planted("email", EMAIL, "tester"), Planted("email", "other.one@example.net", "app")])
    findings = finder.find({"body": {"x1": f"{EMAIL}; other.one@example.net"}})
    assert [(item.type, item.planted) for item in findings] == [("email", EMAIL), ("email", "other.one@example.net")]


def test_a_value_planted_under_two_types_is_found_as_both() -> None:
    finder = Finder([Planted("android_id", ANDROID_ID, "phone"), Planted("device_id", ANDROID_ID, "app")])
    for text in (ANDROID_ID, md5(ANDROID_ID), ANDROID_ID.encode().hex()):
        findings = finder.find({"body": {"x1": text}})
        assert {(item.type, item.certainty) for item in findings} == {
            ("android_id", "certain"),
            ("device_id", "certain"),
        }


def test_a_value_that_stands_only_within_a_longer_planted_one_is_not_found_besides() -> None:
    finder = Finder([Planted("account_id", "mina.park", "app"), Planted("email", EMAIL, "tester")])
    assert types({"x1": EMAIL, "x2": f"<{EMAIL}>"}, finder) == {"email"}
    assert types({"x1": f"{EMAIL} mina.park"}, finder) == {"email", "account_id"}
    assert types({"x1": base64.b64encode(f"[{EMAIL}]".encode()).decode()}, finder) == {"email"}


def test_values_that_overlap_are_both_found() -> None:
    finder = Finder([Planted("account_id", "aa11-bb22-cc33", "app"), Planted("device_id", "cc33-dd44-ee55", "app")])
    assert types({"x1": "aa11-bb22-cc33-dd44-ee55"}, finder) == {"account_id", "device_id"}


def test_fields_known_by_name_do_not_keep_values_from_being_sought() -> None:
    known = {"device_model": "Pixel 7", "openudid": "5f1c09d2b7e3a90e", "user_id": 881234, "email": "a@example.com"}
    finder = Finder([Planted("account_id", "pu-20250115-0417", "app"), Planted("device_model", "Pixel 7", "phone")])
    findings = finder.find(
        {"body": {**known, "carrier": "pu-20250115-0417", "language": f"x {md5('pu-20250115-0417')}"}}
    )
    certain = {(item.type, item.path) for item in findings if item.certainty == "certain"}
    likely = {(item.type, item.path) for item in findings if item.certainty == "likely"}
    assert certain == {
        ("device_model", "body.device_model"),
        ("account_id", "body.carrier"),
        ("account_id", "body.language"),
    }
    assert {("android_id", "body.openudid"), ("account_id", "body.user_id"), ("email", "body.email")} <= likely


def test_a_name_of_three_syllables_is_distinctive_and_one_of_two_signs_is_not() -> None:
    assert types({"note": "작성자 박미나 님"}, Finder([Planted("name", "박미나", "tester")])) == {"name"}
    assert types({"note": "国王伟大"}, Finder([Planted("name", "王伟", "tester")])) == set()


def test_texts_meant_to_take_all_time_are_searched_in_good_time() -> None:
    for text in ("x" + EMAIL, "mina.park@", "%2525", "&#109;", "\\u006d", "a+b", "9f3c-", "1 0 4 8 2 1 "):
        assert [item for item in found({"x1": text * 60_000}, FINDER) if item.planted and item.type == "email"] == []
    assert types({"x": [{"y": f"m{number}"} for number in range(20_000)]}, FINDER) == set()


def test_what_lies_deeper_than_any_recursion_is_found() -> None:
    value: object = EMAIL
    for number in range(3000):
        value = [value] if number % 2 else {"a": value}
    assert types(value, FINDER) == {"email"}
