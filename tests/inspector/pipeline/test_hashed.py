"""Hashes the app was seen to make: named by what they are of and by the code that made them."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import os

import pytest

from inspector.pipeline import Pipeline
from inspector.pipeline.hashed import HashIndex
from inspector.protocol import CryptoSeen
from inspector.recipients import Recipients
from inspector.records import Finding, Observation
from tests.inspector.pipeline.rows import Rows, post

EMAIL = "mina.park@example.org"
HASHER = "com.practice.chat.Tracking.hash"
FRAMES = (
    "java.security.MessageDigest.digest(Native Method)",
    f"{HASHER}(Tracking.java:12)",
    "com.practice.chat.Main.send(Main.java:3)",
)


@pytest.fixture
def rows() -> Rows:
    made = Rows()
    made.add("plant", process=0, values=[["email", EMAIL, "tester"]])
    made.stack("s1", *FRAMES)
    return made


def hashed(rows: Rows, text: str, algorithm: str = "SHA-256", op: str = "digest", result: bytes | None = None) -> bytes:
    """A row of the app's hashing; gives the hash."""
    given = text.encode()
    made = hashlib.new(algorithm.replace("-", ""), given).digest() if result is None else result
    rows.add("crypto", given + made, op=op, alg=algorithm, mode="", stack="s1", **{"in": len(given)})
    return made


def request(rows: Rows, body: dict[str, str]) -> Observation:
    rows.open()
    rows.data(post(json.dumps(body).encode()))
    batch = Pipeline("com.practice.chat", Recipients.load()).take(rows)
    return next(o for o in batch.observations if o.kind == "request")


def email_in(seen: Observation) -> Finding:
    [finding] = [f for f in seen.findings if f.type == "email"]
    return finding


def test_a_salted_hash_is_named_by_what_it_is_of_and_who_made_it(rows: Rows) -> None:
    token = hashed(rows, f"pepper:{EMAIL}:v2").hex()
    seen = request(rows, {"u": token})
    finding = email_in(seen)
    assert finding.reason == f"Is the SHA-256 hash of a text with the e-mail you gave in it, hashed by {HASHER}."
    assert (finding.path, finding.certainty, finding.value, finding.planted) == ("body.u", "certain", token, EMAIL)
    assert seen.detail["hashes"][0]["of"] == f"pepper:{EMAIL}:v2"


def test_a_salt_right_beside_the_value_does_not_hide_it(rows: Rows) -> None:
    finding = email_in(request(rows, {"u": hashed(rows, f"salt{EMAIL}pepper").hex()}))
    assert (finding.certainty, finding.planted) == ("certain", EMAIL)


def test_a_plain_hash_is_one_finding_and_says_who_made_it(rows: Rows) -> None:
    finding = email_in(request(rows, {"u": hashed(rows, EMAIL).hex()}))
    assert finding.reason == f"Is the SHA-256 hash of the e-mail you gave, hashed by {HASHER}."
    assert finding.encoding == "sha256"


@pytest.mark.parametrize(
    "write",
    [
        lambda raw: raw.hex().upper(),
        lambda raw: base64.b64encode(raw).decode(),
        lambda raw: base64.urlsafe_b64encode(raw).decode().rstrip("="),
        lambda raw: f"id={raw.hex()};v=1",
    ],
)
def test_a_hash_is_recognised_however_it_is_written(rows: Rows, write: object) -> None:
    raw = hashed(rows, f"{EMAIL}#salt")
    assert email_in(request(rows, {"u": write(raw)})).planted == EMAIL  # type: ignore[operator]


def test_part_of_a_hash_is_said_to_be_a_part(rows: Rows) -> None:
    finding = email_in(request(rows, {"u": hashed(rows, f"{EMAIL}#salt").hex()[:32]}))
    assert finding.reason.startswith("Is part of the SHA-256 hash of a text with the e-mail you gave in it")


def test_the_middle_of_an_md5_is_recognised(rows: Rows) -> None:
    raw = hashed(rows, f"{EMAIL}#salt", "MD5")
    assert email_in(request(rows, {"u": raw.hex()[8:24]})).encoding == "md5, joined"


def test_a_keyed_hash_is_named(rows: Rows) -> None:
    result = hmac.new(b"k", EMAIL.encode(), "sha256").digest()
    hashed(rows, EMAIL, "HmacSHA256", "mac", result)
    finding = email_in(request(rows, {"u": result.hex()}))
    assert finding.reason == f"Is the HMAC-SHA-256 hash of the e-mail you gave, hashed by {HASHER}."


def test_a_keyed_hash_made_elsewhere_under_a_key_that_was_seen_is_named(rows: Rows) -> None:
    rows.add("crypto", b"hello" + b"\0" * 32, op="mac", alg="HmacSHA256", mode="", key=b"k-0417".hex(), **{"in": 5})
    finding = email_in(request(rows, {"u": hmac.digest(b"k-0417", EMAIL.encode(), "sha256").hex()}))
    assert finding.reason == "Is the HMAC-SHA-256 hash of the e-mail you gave under a key the app was seen to use."


def test_a_hash_with_the_apps_package_name_is_found_though_nobody_saw_it_made(rows: Rows) -> None:
    finding = email_in(request(rows, {"u": hashlib.sha256(f"{EMAIL}:com.practice.chat".encode()).hexdigest()}))
    assert finding.reason == "Is the SHA-256 hash of the e-mail you gave joined with the app's package name."


def test_a_hash_of_a_text_in_the_form_of_an_address_is_likely(rows: Rows) -> None:
    finding = email_in(request(rows, {"u": hashed(rows, "someone.else@example.net").hex()}))
    assert (finding.certainty, finding.planted) == ("likely", "")
    assert "in the form of this type of data" in finding.reason


def test_a_hash_of_an_unknown_text_is_no_finding_but_told(rows: Rows) -> None:
    seen = request(rows, {"u": hashed(rows, "GET /v1/items?page=2").hex()})
    assert seen.findings == () or all(f.path != "body.u" for f in seen.findings)
    [told] = seen.detail["hashes"]
    assert (told["path"], told["algorithm"], told["of"]) == ("body.u", "SHA-256", "GET /v1/items?page=2")
    assert told["by"] == HASHER


def test_other_hexadecimal_names_nothing(rows: Rows) -> None:
    hashed(rows, EMAIL)
    seen = request(rows, {"u": os.urandom(32).hex(), "v": os.urandom(16).hex()})
    assert "hashes" not in seen.detail
    assert [f for f in seen.findings if f.type == "email"] == []


def test_what_was_counted_and_not_kept_is_told_without_bytes(rows: Rows) -> None:
    rows.add("crypto", op="digest", alg="", mode="", missed=40, **{"in": 0})
    rows.add("crypto", op="digest", alg="SHA-1", mode="", again=7, stack="s1", **{"in": 0})
    batch = Pipeline("com.practice.chat", Recipients.load()).take(rows)
    missed, again = [o for o in batch.observations if o.kind == "crypto"]
    assert missed.detail["count"] == 40
    assert "40 more" in missed.title
    assert (again.detail["count"], again.bodies) == (7, ())


def test_memory_is_bounded_and_the_oldest_go_first() -> None:
    index = HashIndex()
    for number in range(25_000):
        given = b"%d" % number
        index.add(CryptoSeen("digest", "SHA-1", "", "", "", given, hashlib.sha1(given).digest(), ""), "", number)
    assert index.seen_in({"body": hashlib.sha1(b"1").hexdigest()}) == []
    [met] = index.seen_in({"body": hashlib.sha1(b"24999").hexdigest()})
    assert met.hashed.observation == 24_999
