"""Values in codes, escapes and masks that are met less often are found, a stranger's in none of them."""

from __future__ import annotations

import json
import random
import time
from collections.abc import Collection, Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inspector.datatypes.by_value.masked import Masks
from inspector.datatypes.find import Finder
from inspector.decoders import decode, lz_string
from inspector.records import Planted, Value
from tests.inspector.datatypes import further_writings as further
from tests.inspector.datatypes.test_every_encoding import FINDER, KINDS, STRANGERS, found_of
from tests.inspector.datatypes.writings import Writing, b64, digest

CODED = further.LISTS | further.ESCAPES | further.CODES | further.HASHES_IN_LISTS


def places(written: str | bytes | None, *, beside: bool) -> Iterator[dict[str, Value]]:
    if isinstance(written, str):
        yield {"body": decode(json.dumps({"v": 1, "x1": written}).encode()).value}
        yield {"value": ["setUser", {"x1": written}]}
        if beside:
            yield {"body": decode(json.dumps({"note": f"see [{written}] there"}).encode()).value}
    elif written is not None:
        yield {"body": decode(written).value}
        yield {"value": {"x1": written}}


def missed(writing: Writing, kinds: Collection[str] = KINDS, *, beside: bool = True) -> list[str]:
    problems = []
    for kind in kinds:
        for parts in places(writing(KINDS[kind]), beside=beside):
            found = found_of(kind, parts)
            if not found or any(one.certainty != "certain" for one in found):
                problems.append(f"{kind}: {[(one.certainty, one.encoding) for one in found]} in {parts}")
    return problems


def mistaken(
    writing: Writing, kinds: Collection[str] = KINDS, *, longer: bool = True, beside: bool = True
) -> list[str]:
    problems = []
    for kind in kinds:
        with_more = (f"{KINDS[kind]}7", f"{KINDS[kind]}e") if longer and "prompt" not in kind else ()
        for value in (STRANGERS[kind], *with_more):
            for parts in places(writing(value), beside=beside):
                problems += [f"{value}: {one.type} {one.encoding}" for one in found_of(kind, parts)]
    return problems


@pytest.mark.parametrize("name", CODED)
def test_a_value_is_found_in_codes_and_escapes_also_beside_other_text(name: str) -> None:
    assert missed(CODED[name]) == []
    assert mistaken(CODED[name]) == []


@pytest.mark.parametrize("name", further.DENSE)
def test_a_value_is_found_in_codes_of_all_signs(name: str) -> None:
    assert missed(further.DENSE[name], beside=False) == []
    assert mistaken(further.DENSE[name], beside=False) == []


@pytest.mark.parametrize("name", further.MASKED)
def test_a_value_is_found_under_a_mask(name: str) -> None:
    assert missed(further.MASKED[name]) == []
    assert mistaken(further.MASKED[name]) == []


@pytest.mark.parametrize("name", further.TURNED)
def test_a_value_is_found_in_other_letters(name: str) -> None:
    assert missed(further.TURNED[name]) == []
    assert mistaken(further.TURNED[name]) == []


@pytest.mark.parametrize("name", further.NUMBERS)
def test_an_identifier_is_found_as_a_number_in_another_base(name: str) -> None:
    kinds = ("android_id", "advertising_id", "imei", "mac", "oaid")
    assert missed(further.NUMBERS[name], kinds) == []
    assert mistaken(further.NUMBERS[name], kinds, longer=False) == []


@pytest.mark.parametrize("name", further.HALVES)
def test_a_uuid_is_found_by_each_of_the_two_numbers_it_is_in_java(name: str) -> None:
    assert missed(further.HALVES[name], ("advertising_id", "oaid")) == []
    assert found_of("oaid", {"body": {"x1": further.HALVES[name](STRANGERS["imei"].rjust(32, "1"))}}) == []


@pytest.mark.parametrize(
    "text", ["mina.park at example dot org", "mina.park(at)example.org", "Mina.Park [at] example [dot] org"]
)
def test_an_address_spelled_out_for_people_is_found(text: str) -> None:
    if "dot" in text:
        text = text.replace(".", " dot " if " dot " in text else " [dot] ")
    [finding] = found_of("email", {"body": {"x1": f"write to {text}, please"}})
    assert finding.encoding in ("spelled out", "letter case")
    assert found_of("email", {"body": {"x1": text.replace("example", "sample")}}) == []


def test_an_address_is_found_without_what_follows_its_plus() -> None:
    finder = Finder([Planted("email", "mina.park+chat@example.org", "tester")])
    [finding] = [one for one in finder.find({"body": {"x1": "to mina.park@example.org"}}) if one.planted]
    assert finding.reason == "Contains the e-mail you gave, without what follows its plus."
    assert [one for one in finder.find({"body": {"x1": "to mina.park+shop@example.org"}}) if one.planted] == []


@pytest.mark.parametrize(("name", "plain"), [("José Ibáñez", "Jose Ibanez"), ("Dvořák Šárka", "DVORAK SARKA")])
def test_a_name_is_found_without_its_accents(name: str, plain: str) -> None:
    finder = Finder([Planted("name", name, "tester")])
    assert [one.type for one in finder.find({"body": {"x1": f"to {plain}!"}}) if one.planted] == ["name"]
    assert [one for one in finder.find({"body": {"x1": f"to {plain}ov"}}) if one.planted] == []


@pytest.mark.parametrize("kind", KINDS)
def test_a_value_is_found_in_lists_of_numbers(kind: str) -> None:
    for value, is_ours in ((KINDS[kind], True), (STRANGERS[kind], False)):
        data, sha256 = value.encode(), digest("sha256", value)
        for written in (
            list(data),
            {str(at): byte for at, byte in enumerate(data)},
            [ord(letter) for letter in value],
            list(sha256),
            [byte - 256 if byte > 127 else byte for byte in sha256],
        ):
            found = found_of(kind, {"body": decode(json.dumps({"x1": written, "n": 1}).encode()).value})
            assert [one.certainty for one in found] == ["certain"] * is_ours


def test_numbers_that_are_no_letters_are_left_as_they_are() -> None:
    body: dict[str, Value] = {"a": [1, 2, 3] * 16, "b": [55296] * 8, "c": [1 << 40] * 8, "d": [-9] * 8}
    body["e"] = {str(at): at for at in range(9)}
    assert FINDER.find({"body": body}) == []


def test_what_was_undone_is_said() -> None:
    value = KINDS["email"]
    [finding] = found_of("email", {"body": {"x1": b64(further.xored(value.encode(), b"\x5a"))}})
    assert finding.reason == "Contains the e-mail you gave, in Base64, under a mask."
    [finding] = found_of("email", {"body": {"x1": further.lz_string(json.dumps({"to": value}))}})
    assert finding.reason == "Contains the e-mail you gave, compressed by LZ-String."


def test_base45_is_read_by_a_sign_that_nothing_else_has() -> None:
    for kind in ("email", "android_id"):
        [finding] = found_of(kind, {"body": {"x1": further.base45(f"<{KINDS[kind]}> and some more".encode())}})
        assert finding.reason.endswith(", in Base45.")
        assert found_of(kind, {"body": {"x1": further.base45(f"<{STRANGERS[kind]}> and some more".encode())}}) == []


def test_a_value_of_few_differences_is_sought_under_no_mask() -> None:
    masks = Masks()
    masks.add("account_id", "123456789012")
    assert list(masks.find((b"abcdefghijklmnop", b"ABCDEFGHIJKL", b"234567890123"), short=False)) == []


@given(st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Co", "Cn")), min_size=12, max_size=200))
def test_what_lz_string_packed_is_read(text: str) -> None:
    readable = "".join(letter for letter in text if letter.isprintable() and ord(letter) < 65536)
    assert lz_string.opened(further.lz_string(readable)) in (readable, "") if len(readable) < 12 else readable


@given(st.text(further.STANDARD + "=$-", max_size=400))
def test_letters_that_are_no_lz_string_do_no_harm(text: str) -> None:
    assert isinstance(lz_string.opened(text), str)


_SIGNS = st.text("abcxuU019 -_.,:;|+/=%&#\\{}<>~^?\n\0é한Ã\x8d\"'", max_size=120)


@settings(max_examples=300)
@given(_SIGNS, st.sampled_from(sorted(CODED | further.DENSE)), st.binary())
def test_no_text_and_no_bytes_make_the_search_fail(text: str, name: str, data: bytes) -> None:
    FINDER.find({"body": {"k": text, "raw": data, "list": ",".join(map(str, data)), "b": b64(data)}})
    FINDER.find({"body": {"k": (CODED | further.DENSE)[name](f"{text}12345678")}})


def test_large_texts_of_every_kind_are_searched_within_bounds() -> None:
    chance = random.Random(7)
    finder = Finder([Planted("email", "mina.park@example.org", "tester")])
    parts = ["1," * 200_000, "\\x41" * 100_000, "QUJD" * 100_000, "0" * 400_000, "=41" * 100_000, "ab " * 100_000]
    parts += ["U+0041" * 50_000, "!#$%&" * 50_000, chance.randbytes(300_000).hex(), b64(chance.randbytes(300_000))]
    spent = time.process_time()
    assert finder.find({"body": parts}) == []
    assert time.process_time() - spent < 60
