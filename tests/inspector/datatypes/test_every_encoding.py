"""Every kind of value, in every encoding, in every place it can leave through; and no stranger's in any of them."""

from __future__ import annotations

import gzip
import hmac
import json
import random
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import quote, quote_plus

import pytest

from inspector.datatypes.find import Finder
from inspector.decoders import decode, request_parts
from inspector.records import Finding, Planted, Value
from tests.inspector.datatypes.writings import (
    BYTES,
    ENCODINGS,
    HASHES,
    IDS_ONLY,
    SALTED,
    SHORT,
    SPELLINGS,
    Writing,
    b64,
    digest,
)

IDS = {
    "android_id": "9f3c2b7a51d8e604",
    "advertising_id": "3e1a9c54-7d20-4b8f-9a66-c0d2f1b7e835",
    "imei": "490154203237518",
    "mac": "3c:5a:b4:01:9e:f2",
    "oaid": "7d9bfe3e-f7d7-b1ee-fabb-9ff75f7b4a85",
    "serial": "PP10425A0417",
}
OTHERS = {
    "email": "mina.park@example.org",
    "name": "Mina Park-Weiß",
    "account_id": "pu-20250115-0417",
    "phone_number": "+82 10-4821-7730",
}
PROMPTS = {
    "an English prompt": "I have a lump under my left arm, which doctor should I see?",
    "a Korean prompt": "왼쪽 팔 아래에 멍울이 있는데 어느 병원에 가야 하나요?",
    "a Chinese prompt": "我左臂下面有一个肿块应该看哪个医生",
}
KINDS = IDS | OTHERS | PROMPTS
# Others' values of the same forms; each shares its beginning with ours.
STRANGERS = {
    "android_id": "9f3c2b7a51d8e605",
    "advertising_id": "3e1a9c54-7d20-4b8f-9a66-c0d2f1b7e834",
    "imei": "490154203237526",
    "mac": "3c:5a:b4:01:9e:f3",
    "oaid": "7d9bfe3e-f7d7-b1ee-fabb-9ff75f7b4a86",
    "serial": "PP10425A0418",
    "email": "mina.park@example.net",
    "name": "Mina Park-Weis",
    "account_id": "pu-20250115-0418",
    "phone_number": "+82 10-4821-7731",
    "an English prompt": "I have a fever since my flu shot, is it a cold or should it stop by now?",
    "a Korean prompt": "오른쪽 다리 위에 상처가 났는데 무슨 약을 발라야 할까요?",
    "a Chinese prompt": "他右腿上头没那些伤口何时找别家诊所",
}
SALTS = (Planted("app_package", "com.practice.chat", "phone"), Planted("installation_id", "inst-77c1f0a94e", "app"))
FINDER = Finder(
    [*(Planted("prompt" if "prompt" in kind else kind, value, "tester") for kind, value in KINDS.items()), *SALTS]
)


@dataclass(frozen=True)
class Asked:
    """A request as the decoders take it."""

    host: str = "chat.practice.test"
    target: str = "/v1/collect"
    headers: tuple[tuple[str, str], ...] = ()
    trailers: tuple[tuple[str, str], ...] = ()
    body: bytes = b""


def field(number: int, data: bytes) -> bytes:
    """A field of a protobuf message."""
    size, head = len(data), bytearray([number << 3 | 2])
    while size > 127:
        head.append(size & 127 | 128)
        size >>= 7
    return bytes([*head, size]) + data


def multipart(data: bytes) -> Asked:
    body = b'--xyz\r\nContent-Disposition: form-data; name="x1"\r\n\r\n' + data + b"\r\n--xyz--\r\n"
    return Asked(headers=(("Content-Type", "multipart/form-data; boundary=xyz"),), body=body)


def places(text: str) -> Iterator[tuple[str, dict[str, Value]]]:
    """The text in every place of a request, a message and a call."""
    as_json = json.dumps({"v": 1, "x1": text}).encode()
    note = f"see [{text}] there"
    asked = {
        "a body's JSON": Asked(body=as_json),
        "JSON in a body's JSON": Asked(body=json.dumps({"params": as_json.decode(), "n": 2}).encode()),
        "a form": Asked(body=f"v=1&x1={quote_plus(text)}".encode()),
        "the query": Asked(target=f"/v1/collect?v=1&x1={quote_plus(text)}"),
        "the path": Asked(target=f"/v1/{quote(text, safe='')}/collect"),
        "a part": multipart(text.encode()),
        "gzip nobody announced": Asked(body=gzip.compress(as_json)),
        "protobuf": Asked(
            headers=(("Content-Type", "application/x-protobuf"),),
            body=field(1, b"app") + field(2, text.encode()) + field(3, field(1, b"end of it")),
        ),
        "a longer text": Asked(body=json.dumps({"note": note, "v": 1}).encode()),
    }
    if text.isascii() and text.isprintable() and text == text.strip():
        asked["a header"] = Asked(headers=(("X-Thing", text),))
        asked["a header with more"] = Asked(headers=(("X-Thing", f"a={text}; b"),))
        if not set(text) & set(";,\"' "):
            asked["a cookie"] = Asked(headers=(("Cookie", f"sid=1; x1={text}"),))
    for name, request in asked.items():
        yield name, request_parts(request)[0]
    yield "a text message", {"body": decode(as_json).value}
    yield "a message that is nothing else", {"body": decode(text.encode()).value}
    yield "a call's argument", {"value": ["setUser", {"x1": text}]}


def places_of_bytes(data: bytes) -> Iterator[tuple[str, dict[str, Value]]]:
    yield "a binary message", {"body": decode(data).value}
    yield "protobuf", {"body": decode(field(1, b"app name") + field(2, data), media_type="application/protobuf").value}
    yield "a part", request_parts(multipart(data))[0]
    yield "a call's argument", {"value": {"x1": data}}


def all_places(written: str | bytes) -> Iterator[tuple[str, dict[str, Value]]]:
    return places_of_bytes(written) if isinstance(written, bytes) else places(written)


def found_of(kind: str, parts: dict[str, Value]) -> list[Finding]:
    return [one for one in FINDER.find(parts) if one.planted == KINDS[kind]]


def missed(writing: Writing, kinds: dict[str, str]) -> list[str]:
    """Where values were not found, or found twice at one path, or said to be less than certain."""
    problems = []
    for kind, value in kinds.items():
        for place, parts in all_places(writing(value)):
            found = found_of(kind, parts)
            if not found or any(one.certainty != "certain" for one in found):
                problems.append(f"{kind} in {place}: {[(one.certainty, one.encoding) for one in found]}")
            elif len({(one.type, one.path) for one in found}) < len(found):
                problems.append(f"{kind} in {place} twice")
    return problems


def mistaken(writing: Writing, kinds: dict[str, str]) -> list[str]:
    """Where others' values were taken for ours: of the same form, or ours with something more to it."""
    problems = []
    for kind in kinds:
        longer = () if "prompt" in kind else (f"{KINDS[kind]}7", f"{KINDS[kind]}e")
        for value in (STRANGERS[kind], *longer):
            for place, parts in all_places(writing(value)):
                problems += [f"{value} in {place}: {one.type} {one.encoding}" for one in found_of(kind, parts)]
    return problems


@pytest.mark.parametrize("name", SPELLINGS)
def test_a_value_is_found_in_every_place(name: str) -> None:
    assert missed(SPELLINGS[name], KINDS) == []
    assert mistaken(SPELLINGS[name], KINDS) == []


@pytest.mark.parametrize("name", IDS_ONLY)
def test_an_identifier_is_found_with_any_separators(name: str) -> None:
    assert missed(IDS_ONLY[name], IDS) == []
    assert mistaken(IDS_ONLY[name], IDS) == []


@pytest.mark.parametrize("name", ENCODINGS)
def test_a_value_is_found_in_every_encoding(name: str) -> None:
    assert missed(ENCODINGS[name], KINDS) == []
    assert mistaken(ENCODINGS[name], KINDS) == []


@pytest.mark.parametrize("name", HASHES)
def test_a_value_is_found_by_every_hash(name: str) -> None:
    assert missed(HASHES[name], KINDS) == []
    assert mistaken(HASHES[name], KINDS) == []


@pytest.mark.parametrize("name", SALTED)
def test_an_identifier_is_found_by_a_hash_with_a_known_salt(name: str) -> None:
    identifiers = IDS | {kind: OTHERS[kind] for kind in ("email", "account_id")}
    assert missed(SALTED[name], identifiers) == []
    assert mistaken(SALTED[name], identifiers) == []


@pytest.mark.parametrize("name", BYTES)
def test_a_value_is_found_in_bytes(name: str) -> None:
    assert missed(BYTES[name], KINDS) == []
    assert mistaken(BYTES[name], KINDS) == []


@pytest.mark.parametrize("name", SHORT)
def test_a_hash_of_32_bits_counts_only_under_a_name_that_says_so_and_is_likely_at_most(name: str) -> None:
    key, writing = SHORT[name]
    for kind in ("android_id", "imei", "email"):
        [finding] = found_of(kind, {"body": {key: writing(KINDS[kind])}})
        assert finding.certainty == "likely"
        assert "other texts have the same hash" in finding.reason
        assert found_of(kind, {"body": {"seq": writing(KINDS[kind])}}) == []
        assert found_of(kind, {"body": {key: f"a {writing(KINDS[kind])}"}}) == []
        assert found_of(kind, {"body": {key: writing(STRANGERS[kind])}}) == []


def test_a_salt_that_stands_in_the_same_request_is_tried() -> None:
    finder = Finder([Planted("email", OTHERS["email"], "tester")])
    token = digest("sha256", f"x7Qp-2201:{OTHERS['email']}").hex()
    [finding] = [one for one in finder.find({"body": {"salt": "x7Qp-2201", "em": token}}) if one.planted]
    assert (finding.certainty, finding.path) == ("certain", "body.em")
    assert finding.reason == "Is the SHA-256 hash of the e-mail you gave joined with what stands as “salt”."
    assert [one for one in finder.find({"body": {"salt": "x7Qp-2202", "em": token[::-1]}}) if one.planted] == []


def test_a_keyed_hash_is_found_where_only_the_key_was_seen() -> None:
    finder = Finder([Planted("email", OTHERS["email"], "tester")])
    token = hmac.digest(b"k-0417", OTHERS["email"].encode(), "sha256").hex()
    assert finder.find({"body": {"x1": token}}) == []
    finder.add_key(b"k-0417")
    [finding] = finder.find({"body": {"x1": token}})
    assert finding.encoding == "hmac-sha256, seen key"
    assert finding.reason == "Is the HMAC-SHA-256 hash of the e-mail you gave under a key the app was seen to use."
    assert finder.find({"body": {"x1": hmac.digest(b"k-0418", OTHERS["email"].encode(), "sha256").hex()}}) == []


@pytest.mark.parametrize("address", ["minapark@gmail.com", "mina.park@gmail.com", "minapark@googlemail.com"])
def test_an_address_is_found_hashed_as_advertising_platforms_tidy_it(address: str) -> None:
    finder = Finder([Planted("email", "Mina.Park+chat@gmail.com", "tester")])
    [finding] = finder.find({"body": {"x1": digest("sha256", address).hex()}})
    assert (finding.type, finding.certainty) == ("email", "certain")


def test_in_twenty_thousand_random_bodies_nothing_is_found() -> None:
    chance = random.Random(20260417)

    def text() -> object:
        bits = chance.getrandbits(chance.choice((24, 40, 64, 128, 160, 256)))
        raw = bits.to_bytes(32, "big").lstrip(b"\0")
        forms = (
            f"{bits:x}",
            f"{bits:X}",
            bits,
            str(bits),
            b64(raw),
            str(uuid.UUID(int=bits % (1 << 128))),
            raw.hex(":"),
        )
        return chance.choice(forms)

    wrong = []
    for _ in range(20_000):
        body = {f"k{number}": text() for number in range(6)} | {"hash": text(), "crc": f"{chance.getrandbits(32):08x}"}
        body["raw"] = chance.randbytes(chance.choice((8, 16, 32, 90)))
        wrong += [one for one in FINDER.find({"body": body}) if one.planted]
    assert wrong == []


def test_a_hash_under_the_apps_own_name_as_its_key_says_so() -> None:
    token = hmac.digest(b"com.practice.chat", OTHERS["email"].encode(), "sha256").hex()
    [finding] = found_of("email", {"body": {"x1": token}})
    assert finding.reason == ("Is the HMAC-SHA-256 hash of the e-mail you gave under the app package as its key.")
