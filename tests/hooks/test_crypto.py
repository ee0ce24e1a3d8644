"""The app's own cryptography in a real JVM: what went in and what came out, however it is called."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from inspector.pipeline import Pipeline
from inspector.recipients import Recipients
from tests.hooks.rig import App, Echo, Reader, Row, run_app
from tests.inspector.pipeline.rows import Rows, post

WORDS = "where_can_I_get_help_with_this?"
KEY = b"0123456789abcdef".hex()


@pytest.fixture(scope="module")
def watched(compiled: Path, bundle: str) -> Iterator[App]:
    """One app for all: each test reads in a session of its own."""
    with run_app(compiled) as app:
        app.watch(bundle)
        yield app


def run(app: App, what: str, text: str = WORDS) -> tuple[list[tuple[str, str]], list[Row]]:
    """What Java says went in and came out, in hexadecimal, and the crypto rows."""
    reader = app.reader()
    said = app.tell("secret", what, text)
    pairs = [(word.partition(">")[0], word.partition(">")[2]) for word in said.split()]
    assert reader.ask("quiet")["state"] == "quiet"  # answered after every earlier row
    assert reader.ask("wake")["state"] == "watching"
    assert [row.fields for row in reader.of("note")] == []
    reader.close()
    return pairs, reader.of("crypto")


def seen(rows: list[Row], op: str) -> list[tuple[str, str]]:
    return [
        (row.payload[: row.fields["in"]].hex(), row.payload[row.fields["in"] :].hex())
        for row in rows
        if row.fields["op"] == op
    ]


@pytest.mark.parametrize("what", ["arrays", "in_place", "buffers", "streams", "reuse"])
def test_a_cipher_is_told_whole_and_once_however_it_is_called(watched: App, what: str) -> None:
    pairs, rows = run(watched, what)
    assert pairs
    assert seen(rows, "cipher") == pairs
    for row in rows:
        assert row.fields["key"] == KEY
        assert row.fields["key_kind"] == "secret"
        assert "lost" not in row.fields


def test_authenticated_data_is_kept_beside_the_text(watched: App) -> None:
    pairs, rows = run(watched, "aad")
    assert seen(rows, "cipher") == pairs
    assert bytes.fromhex(rows[0].fields["aad"]) == b"only authenticated"


def test_wrapping_a_key_is_named_and_told(watched: App) -> None:
    pairs, rows = run(watched, "wrap")
    assert seen(rows, "cipher") == pairs
    assert [row.fields["mode"] for row in rows] == ["wrap", "unwrap"]


def test_a_public_key_is_not_told_as_a_secret(watched: App) -> None:
    pairs, rows = run(watched, "rsa")
    assert seen(rows, "cipher") == pairs
    assert [row.fields["key_kind"] for row in rows] == ["public", "private"]
    assert "key" not in rows[0].fields
    assert rows[1].fields["key"]


def test_of_much_data_the_beginning_is_kept_and_the_rest_counted(watched: App) -> None:
    [(given, made)], rows = run(watched, "big")
    assert len(rows) == 2
    for row in rows:
        size = row.fields["in"]
        assert row.payload[:64].hex() == given
        assert row.payload[size : size + 64].hex() == made
        assert len(row.payload) + row.fields["lost"] == 2 * (3 << 20) + 16


def test_keyed_hashes_are_told_with_their_key(watched: App) -> None:
    pairs, rows = run(watched, "mac")
    assert seen(rows, "mac") == pairs
    assert {(row.fields["alg"], row.fields["key"]) for row in rows} == {("HmacSHA256", KEY)}


def test_a_digest_is_told_with_what_it_is_of(watched: App) -> None:
    pairs, rows = run(watched, "digest")
    assert seen(rows, "digest") == pairs
    assert [row.fields["alg"] for row in rows] == ["SHA-256"] * 3 + ["MD5"] * 2


def test_what_is_packed_and_unpacked_is_told(watched: App) -> None:
    _, rows = run(watched, "pack")
    words = WORDS.encode().hex()
    assert seen(rows, "gzip") == [(words, "")]
    assert seen(rows, "gunzip") == [("", words)]
    assert seen(rows, "deflate") == [(words, "")] * 2


def test_short_texts_put_into_base64_are_told_and_large_ones_not(watched: App) -> None:
    pairs, rows = run(watched, "base64")
    assert seen(rows, "base64") == sorted(set(pairs), key=pairs.index)


def test_a_flood_of_hashes_is_bounded_and_counted_to_the_unit(watched: App) -> None:
    count = 3000
    reader = watched.reader()
    watched.tell("secret", "flood", count)

    def total(rows: list[Row]) -> int:
        digests = [row for row in rows if row.kind == "crypto" and row.fields["op"] == "digest"]
        return sum(row.fields.get("again") or row.fields.get("missed") or 1 for row in digests)

    rows = reader.until(lambda rows: total(rows) >= 2 * count)
    assert total(rows) == 2 * count
    assert len([row for row in rows if row.kind == "crypto"]) < count / 2


def test_the_platforms_own_cryptography_is_not_told(watched: App, tls_echo: Echo) -> None:
    reader: Reader = watched.reader()
    watched.tell("tls", tls_echo.port, "through-tls")
    rows = reader.until(lambda rows: any(row.kind == "close" for row in rows))
    assert [row.fields for row in rows if row.kind == "crypto"] == []


def test_a_salted_hash_is_named_when_it_leaves(watched: App) -> None:
    reader = watched.reader()
    said = watched.tell("secret", "digest", "mina.park@example.org")
    token = said.split()[1].partition(">")[2]  # of the address with "salt" behind it
    assert reader.ask("quiet")["state"] == "quiet"
    assert reader.ask("wake")["state"] == "watching"
    made = Rows()
    made.add("plant", process=0, values=[["email", "mina.park@example.org", "tester"]])
    for row in reader.rows:
        made.add(row.kind, row.payload, **row.fields)
    reader.close()
    made.open()
    made.data(post(json.dumps({"who": token}).encode()))
    batch = Pipeline("com.example.talker", Recipients.load()).take(made)
    [request] = [o for o in batch.observations if o.kind == "request"]
    [finding] = [f for f in request.findings if f.type == "email"]
    assert finding.reason == ("Is the SHA-256 hash of a text with the e-mail you gave in it, hashed by Secrets.digest.")
