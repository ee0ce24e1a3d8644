"""A text that was searched before is not searched again, and yet nothing is missed."""

from __future__ import annotations

import hashlib
import hmac

from inspector.datatypes.find import Finder
from inspector.records import Planted

EMAIL = Planted("email", "jo.doe@example.org", "tester")


def types_of(finder: Finder, value: object) -> list[tuple[str, str]]:
    return [(one.type, one.encoding) for one in finder.find({"body": value}) if one.planted]


def test_a_value_planted_later_is_found_in_a_text_that_was_searched_without_it() -> None:
    finder = Finder([Planted("android_id", "9f3c2a71d05be846", "tester")])
    body = {"who": "to jo.doe@example.org"}
    assert types_of(finder, body) == []
    finder.add(EMAIL)
    assert types_of(finder, body) == types_of(finder, dict(body)) == [("email", "plain")]


def test_a_salt_or_key_seen_later_explains_a_hash_that_was_searched_without_it() -> None:
    finder = Finder([EMAIL])
    salted = {"u": hashlib.sha256(b"jo.doe@example.org:pepper-1").hexdigest()}
    keyed = {"u": hmac.digest(b"k" * 16, b"jo.doe@example.org", "sha256").hex()}
    assert types_of(finder, salted) == types_of(finder, keyed) == []
    finder.find({"body": {"app_key": "pepper-1", "trace": "cafe" * 8}})
    finder.add_key(b"k" * 16)
    assert [type_id for type_id, _ in types_of(finder, salted)] == ["email"]
    assert [type_id for type_id, _ in types_of(finder, keyed)] == ["email"]


def test_a_short_prompt_is_found_in_a_field_for_content_after_it_stood_in_another() -> None:
    finder = Finder([Planted("prompt", "hi", "tester")])
    assert types_of(finder, {"event": "hi"}) == []
    assert types_of(finder, {"content": "hi"}) == [("prompt", "plain")]
    assert types_of(finder, {"event": "hi"}) == []


def test_bytes_are_searched_as_bytes_where_their_text_was_met_before() -> None:
    finder, digest = Finder([EMAIL]), hashlib.sha256(b"jo.doe@example.org").digest()
    assert types_of(finder, {"u": digest.decode("utf-8", "replace")}) == []
    assert types_of(finder, {"u": digest}) == [("email", "sha256")]
    assert types_of(finder, {"u": digest.decode("utf-8", "replace")}) == []


def test_the_same_text_is_found_at_every_place_it_stands() -> None:
    finder = Finder([EMAIL])
    first = finder.find({"body": {"a": "jo.doe@example.org"}})
    again = finder.find({"body": {"b": ["jo.doe@example.org", "jo.doe@example.org"]}})
    assert [one.path for one in first if one.planted] == ["body.a"]
    assert [one.path for one in again if one.planted] == ["body.b[0]", "body.b[1]"]
