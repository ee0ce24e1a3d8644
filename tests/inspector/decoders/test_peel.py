"""Wrapping after wrapping, outside and inside."""

from __future__ import annotations

import base64
import gzip
import json
import random
import zlib
from dataclasses import dataclass

import brotli
import pytest
import zstandard
from hypothesis import given, settings
from hypothesis import strategies as st

from inspector.decoders import decode, decode_string, flatten, from_jsonable, request_parts, to_jsonable
from inspector.records import Decoded, Nested, Opened
from tests.inspector.decoders.test_formats import TT_PACKET, TT_PLAIN

PROMPT = "Please write a resignation letter for my job at Hanbit Bank"
CIPHER = bytes(random.Random(7).randbytes(48))


def opener(data: bytes) -> Opened | None:
    return Opened(b'{"did":"42"}', "AES/CBC by the app", 77) if data == CIPHER else None


@dataclass
class Asked:
    target: str = "/"
    headers: tuple[tuple[str, str], ...] = ()
    trailers: tuple[tuple[str, str], ...] = ()
    body: bytes = b""
    host: str = ""


@pytest.mark.parametrize(
    ("data", "encoding", "steps"),
    [
        (gzip.compress(b'{"a":1}'), "gzip", ("gzip", "json")),
        (gzip.compress(b'{"a":1}'), "", ("gzip", "json")),
        (b'{"a":1}', "gzip", ("json",)),
        (gzip.compress(b'{"a":1}'), "br", ("gzip", "json")),
        (brotli.compress(b'{"a":1}'), "br", ("brotli", "json")),
        (zstandard.compress(b'{"a":1}'), "zstd", ("zstd", "json")),
        (zlib.compress(b'{"a":1}'), "deflate", ("deflate", "json")),
        (zlib.compress(b'{"a":1}')[2:-4], "deflate", ("deflate", "json")),
        (gzip.compress(brotli.compress(b'{"a":1}')), "br, gzip", ("gzip", "brotli", "json")),
        (base64.b64encode(gzip.compress(b'{"a":1}')), "", ("base64", "gzip", "json")),
    ],
)
def test_wrappings_are_found_with_right_wrong_and_missing_announcements(
    data: bytes, encoding: str, steps: tuple[str, ...]
) -> None:
    assert decode(data, encoding=encoding) == Decoded({"a": 1}, steps)


def test_a_report_of_applog_is_opened_to_its_identifier() -> None:
    decoded = decode(TT_PACKET, media_type="application/octet-stream;tt-data=a")
    assert decoded.steps == ("tt_encrypt", "gzip", "json")
    assert decoded.value == json.loads(TT_PLAIN)


def test_the_same_packet_in_a_query_is_opened_although_it_is_wrapped_at_76_letters() -> None:
    written = base64.urlsafe_b64encode(TT_PACKET).decode()
    wrapped = "%0A".join(written[start : start + 76] for start in range(0, len(written), 76)) + "%0A"
    parts, _ = request_parts(Asked(f"/service/2/device_register/?aid=1&tt_info={wrapped.replace('=', '%3D')}"))
    nested = parts["query"]["tt_info"]
    assert nested.steps == ("base64url", "tt_encrypt", "gzip", "json")
    assert dict(flatten(parts))["query.tt_info.header.openudid"] == "9774d56d682e549c"


def test_json_in_json_and_base64_in_that_are_opened_in_place() -> None:
    inner = base64.b64encode(gzip.compress(json.dumps({"text": PROMPT}).encode())).decode()
    decoded = decode(json.dumps({"events": [json.dumps({"data": inner})]}).encode())
    nested = decoded.value["events"][0]
    assert nested.steps == ("json",)
    assert nested.value["data"].steps == ("base64", "gzip", "json")
    assert nested.value["data"].original == inner
    assert dict(flatten(decoded.value)) == {"events[0].data.text": PROMPT}


@pytest.mark.parametrize(
    ("data", "steps"),
    [
        (CIPHER, ("AES/CBC by the app", "json")),
        (base64.b64encode(CIPHER), ("base64", "AES/CBC by the app", "json")),
        (CIPHER.hex().encode(), ("hex", "AES/CBC by the app", "json")),
        (gzip.compress(CIPHER), ("gzip", "AES/CBC by the app", "json")),
    ],
)
def test_what_the_app_itself_encrypted_is_opened_by_the_opener(data: bytes, steps: tuple[str, ...]) -> None:
    assert decode(data, opener=opener) == Decoded({"did": "42"}, steps)


def test_encrypted_bytes_inside_a_json_field_are_opened() -> None:
    decoded = decode(json.dumps({"ep": base64.b64encode(CIPHER).decode()}).encode(), opener=opener)
    assert dict(flatten(decoded.value)) == {"ep.did": "42"}


def test_a_text_met_before_the_app_encrypted_anything_is_opened_when_it_did() -> None:
    data = json.dumps({"ep": base64.b64encode(CIPHER).decode()}).encode()
    for known, expected in ((None, None), (opener, "42"), (None, None), (opener, "42")):
        assert dict(flatten(decode(data, opener=known).value)).get("ep.did") == expected


def test_bytes_nobody_knows_stay_and_are_told_as_unreadable() -> None:
    assert decode(CIPHER) == Decoded(CIPHER, (), None, False)
    assert decode(CIPHER, encoding="gzip").problem == "It was announced as gzip and is not."


def test_an_empty_body_is_readable() -> None:
    assert decode(b"") == Decoded("")


def test_a_gzip_that_breaks_off_shows_what_came_and_a_problem() -> None:
    lines = "\n".join(f"line {number} of the log" for number in range(2000)).encode()
    decoded = decode(gzip.compress(lines)[:-500], encoding="gzip")
    assert lines.decode().startswith(decoded.value)
    assert len(decoded.value) > 1000
    assert decoded.problem == "gzip: It ends before its end."


def test_a_json_that_breaks_off_is_text_with_a_problem() -> None:
    decoded = decode(b'{"prompt":"Please wri', media_type="application/json")
    assert (decoded.value, decoded.problem) == ('{"prompt":"Please wri', "json: It breaks off or is no JSON.")


def test_a_json_text_that_is_announced_may_be_a_lone_value() -> None:
    assert decode(b'"ok"', media_type="application/json; charset=utf-8").value == "ok"
    assert decode(b"17").value == "17"


def test_fields_of_a_multipart_body_are_text_and_their_json_is_opened() -> None:
    data = (
        b'--b\r\nContent-Disposition: form-data; name="meta"\r\n\r\n{"did":"9"}\r\n'
        b'--b\r\nContent-Disposition: form-data; name="who"\r\n\r\nalice\r\n--b--\r\n'
    )
    assert dict(flatten(decode(data, media_type="multipart/form-data; boundary=b").value)) == {
        "meta.did": "9",
        "who": "alice",
    }


@pytest.mark.parametrize(
    ("text", "steps", "value"),
    [
        ("%7B%22a%22%3A1%7D", ("percent", "json"), {"a": 1}),
        ("alice%40hanbit.test", ("percent",), "alice@hanbit.test"),
        ("device_id=7&os=android", ("form",), {"device_id": "7", "os": "android"}),
        ("UGxlYXNlIHdyaXRlIGEgbGV0dGVy", ("base64",), "Please write a letter"),
        ("7JWI64WV7ZWY7IS47JqU7JWI64WV", ("base64",), "안녕하세요안녕"),
        ("YS5iQGMuZGU=", ("base64",), "a.b@c.de"),
        ("W3siYSI6MX1d", ("base64", "json"), [{"a": 1}]),
        (base64.b64encode(base64.b64encode(b'{"a":1}')).decode(), ("base64", "base64", "json"), {"a": 1}),
    ],
)
def test_texts_that_hold_something_are_opened(text: str, steps: tuple[str, ...], value: object) -> None:
    assert decode_string(text) == Nested(steps, value, text)


@pytest.mark.parametrize(
    "text",
    [
        "9774d56d682e549c",
        "cdda802e-fb9c-47ad-9866-0794d394c912",
        "d41d8cd98f00b204e9800998ecf8427e",
        "1786445210356",
        "com.practice.chat",
        "SQ3A.220705.004",
        "[INFO] started",
        "{not json}",
        "100% sure",
        "{}",
        "application/json",
        "internationalization",
        "anonymousIdentifier1",
        "",
    ],
)
def test_identifiers_and_plain_words_stay_what_they_are(text: str) -> None:
    assert decode_string(text) == text


def test_random_identifiers_hardly_ever_turn_into_text() -> None:
    chance = random.Random(20)
    alphabets = ["0123456789abcdef", "0123456789", "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"]
    opened = [
        text
        for alphabet in alphabets
        for length in (16, 20, 22, 32, 40, 64)
        for text in ("".join(chance.choices(alphabet, k=length)) for _ in range(600))
        if decode_string(text) != text
    ]
    assert opened == []


def test_a_token_shows_who_it_is_for() -> None:
    head = base64.urlsafe_b64encode(b'{"alg":"HS256"}').decode().rstrip("=")
    claims = base64.urlsafe_b64encode(b'{"sub":"user-1","email":"alice@hanbit.test"}').decode().rstrip("=")
    parts, _ = request_parts(Asked(headers=(("Authorization", f"Bearer {head}.{claims}.c2lnbmF0dXJl"),)))
    assert parts["headers"]["authorization"].steps == ("bearer", "jwt")
    assert dict(flatten(parts))["headers.authorization.claims.email"] == "alice@hanbit.test"


def test_a_request_is_taken_apart_under_the_names_paths_use() -> None:
    asked = Asked(
        target="/v1/users/alice%40hanbit.test?q=a&q=b&os=android#x",
        headers=(("Content-Type", "application/json"), ("X-Id", "7"), ("x-id", "8"), ("Cookie", "sid=1; uid=u2")),
        body=b'{"header":{"udid":"9774d56d682e549c"},"data":[{"text":"hello"}]}',
    )
    parts, decoded = request_parts(asked)
    assert decoded.steps == ("json",)
    assert dict(flatten(parts)) == {
        "path[0]": "v1",
        "path[1]": "users",
        "path[2]": "alice@hanbit.test",
        "query.q[0]": "a",
        "query.q[1]": "b",
        "query.os": "android",
        "headers.content-type": "application/json",
        "headers.x-id[0]": "7",
        "headers.x-id[1]": "8",
        "cookies.sid": "1",
        "cookies.uid": "u2",
        "body.header.udid": "9774d56d682e549c",
        "body.data[0].text": "hello",
    }


def test_a_request_without_anything_has_no_parts() -> None:
    assert request_parts(Asked()) == ({}, Decoded(None))


def test_keys_with_dots_are_quoted_in_paths() -> None:
    assert dict(flatten({"a.b": {'c"d': 1}, "": 2})) == {'["a.b"]["c\\"d"]': 1, '[""]': 2}


def test_half_a_surrogate_pair_cannot_break_what_stores_it() -> None:
    value = decode(b'{"a\\ud800":"\\udfff!"}').value
    assert value == {"a\ufffd": "\ufffd!"}


def bomb(levels: int) -> bytes:
    data = b"x" * 100
    for _ in range(levels):
        data = gzip.compress(data)
    return data


def test_wrappings_without_end_are_given_up_with_a_problem() -> None:
    decoded = decode(bomb(40))
    assert len(decoded.steps) == 16
    assert decoded.problem == "It holds more inside one another than is read of it."
    assert not decoded.readable


def test_many_small_bombs_are_bounded_together() -> None:
    one = base64.b64encode(gzip.compress(bytes(20_000_000))).decode()
    decoded = decode(json.dumps([one] * 50).encode())
    assert sum(len(leaf) for _, leaf in flatten(decoded.value)) < 200_000_000
    assert sum(isinstance(leaf, Nested) for leaf in decoded.value) <= 4


def test_texts_in_texts_in_texts_end_somewhere() -> None:
    text = "1"
    for _ in range(12):
        text = json.dumps([text])
    levels, value = 0, decode(text.encode()).value
    while not isinstance(value, str):
        value, levels = (value.value if isinstance(value, Nested) else value)[0], levels + 1
    assert levels == 12


VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False)
    | st.text(max_size=12)
    | st.binary(max_size=12),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(st.text(max_size=6) | st.sampled_from(["$bytes", "$nested", "$object"]), inner, max_size=4)
        | st.builds(
            Nested, st.tuples(st.sampled_from(["json", "gzip"])), inner, st.text(max_size=5) | st.binary(max_size=5)
        )
    ),
    max_leaves=12,
)


@given(VALUES)
def test_a_value_written_as_json_is_read_back_the_same(value: object) -> None:
    assert from_jsonable(json.loads(json.dumps(to_jsonable(value)))) == value


@settings(deadline=None, max_examples=300)
@given(st.binary(max_size=300), st.sampled_from(["", "gzip", "br", "deflate, zstd", "nonsense"]))
def test_no_bytes_make_decoding_raise(data: bytes, encoding: str) -> None:
    decoded = decode(data, media_type="application/json", encoding=encoding, opener=lambda _: None)
    json.dumps(to_jsonable(decoded.value)).encode()


@settings(deadline=None, max_examples=300)
@given(st.text(max_size=80))
def test_a_text_that_holds_nothing_comes_back_unchanged(text: str) -> None:
    decoded = decode_string(text)
    assert decoded == text or (isinstance(decoded, Nested) and decoded.original == text)


@settings(deadline=None, max_examples=200)
@given(VALUES)
def test_every_leaf_of_a_value_has_a_path_of_its_own(value: object) -> None:
    paths = [path for path, _ in flatten(value)]
    assert len(paths) == len(set(paths))
