"""The running sums say the same as counting everything anew, whatever came in whatever order."""

from __future__ import annotations

import tempfile
from dataclasses import replace
from pathlib import Path
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from inspector.readings import RecipientReceipts
from inspector.records import Batch, Observation, ObservationUpdate
from inspector.store.reader import Reader
from inspector.store.writer import Writer
from tests.factories import batch, finding, match, new_writer, observation, request, sender

EVERYTHING = "kind:request or kind:message or kind:connection"

findings = st.builds(
    finding,
    st.sampled_from(["prompt", "android_id", "os_name"]),
    st.sampled_from(["body.a", "body.b"]),
    certainty=st.sampled_from(["certain", "likely"]),
    encoding=st.sampled_from(["plain", "sha256"]),
    planted=st.sampled_from(["", "one", "two"]),
)
seen = st.fixed_dictionaries(
    {
        "kind": st.sampled_from(["request", "message", "connection", "sdk_call", "device_read"]),
        "at_ms": st.floats(0, 10_000_000),
        "phase": st.sampled_from(["before_consent", "after_consent"]),
        "host": st.sampled_from(["a.example", "b.example"]),
        "match": st.sampled_from([None, match("shumei"), match("intercom"), match("host:a.example", reason="other")]),
        "sender": st.sampled_from([None, sender(), sender("shumei/fingerprint")]),
        "bytes_up": st.integers(0, 5000),
        "bytes_down": st.integers(0, 5000),
        "findings": st.lists(findings, max_size=4).map(tuple),
    }
)
updates = st.tuples(st.integers(0, 30), st.integers(0, 9000), st.none() | st.integers(0, 9000))


def _write(path: Path, observations: list[Observation], grown: list[tuple[int, int, int | None]]) -> Writer:
    writer = new_writer(path)
    for one in observations:
        writer.append(batch(one))
    for index, down, up in grown:
        if observations:
            number = observations[index % len(observations)].id
            writer.append(Batch(updates=(ObservationUpdate(number, down, {"status": 200}, (), up),)))
    return writer


def _known(receipts: tuple[RecipientReceipts, ...]) -> list[Any]:
    """Without the examples' order."""
    return [
        (
            replace(r, data=()),
            [replace(d, examples=tuple(sorted(place for _, place in d.examples))) for d in r.data],
        )
        for r in receipts
    ]


@settings(max_examples=60, deadline=None)
@given(st.lists(seen, max_size=25), st.lists(updates, max_size=10))
def test_tallies_and_counting_agree(facts: list[dict[str, Any]], grown: list[tuple[int, int, int | None]]) -> None:
    made = [observation(id=(n + 1) * 1000, **values) for n, values in enumerate(facts)]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "a.session"
        writer = _write(path, made, grown)
        reader = Reader(path)
        tallied, counted = reader.receipts(), reader.receipts(EVERYTHING)
        coverage = reader.coverage()
        opaque = [row for row in reader.rows("kind:connection") if row.bytes_up + row.bytes_down]
        sent = sum(row.bytes_up for row in reader.rows(EVERYTHING))
        reader.close()
        writer.close()
    assert _known(tallied) == _known(counted)
    assert coverage.bytes_readable + coverage.bytes_unreadable == sent
    assert coverage.connections_unreadable == len(opaque)


@settings(max_examples=20, deadline=None)
@given(st.lists(seen, min_size=2, max_size=12))
def test_a_file_closed_and_opened_in_the_middle_counts_on(facts: list[dict[str, Any]]) -> None:
    made = [observation(id=(n + 1) * 1000, **values) for n, values in enumerate(facts)]
    with tempfile.TemporaryDirectory() as folder:
        whole, parts = Path(folder) / "whole.session", Path(folder) / "parts.session"
        _write(whole, made, []).close()
        _write(parts, made[:1], []).close()
        for one in made[1:]:
            writer = Writer.open(parts)
            writer.append(batch(one))
            writer.close()
        readers = Reader(whole), Reader(parts)
        answers = [(r.receipts(), r.coverage(), r.senders(), r.rows()) for r in readers]
        for reader in readers:
            reader.close()
    assert answers[0] == answers[1]


def at_address(ip: str, at_ms: float, **changes: Any) -> Observation:
    return request(id=int(at_ms) + 1, at_ms=at_ms, detail={"ip": ip, "method": "POST"}, bytes_up=100, **changes)


def test_where_servers_were_reached_is_a_fact_beside_who_operates_them(tmp_path: Path) -> None:
    """A Chinese operator's host at an address that is registered in Singapore, and one in a network of its own."""
    writer = new_writer(tmp_path / "a.session")
    writer.append(batch(at_address("43.109.38.198", 1.0), at_address("43.109.38.198", 2.0)))
    writer.append(batch(at_address("101.126.1.1", 3.0), at_address("198.51.100.7", 4.0)))
    writer.close()
    reader = Reader(tmp_path / "a.session")
    (one,) = reader.receipts()
    assert one.country == "CN"
    shown = [(s.name, s.number, s.country, s.note, s.addresses, s.requests, s.bytes_up) for s in one.servers]
    assert shown == [
        ("Zhejiang Taobao Network Co.,Ltd", 24429, "SG", "", ("43.109.38.198",), 2, 200),
        ("", 0, "", "set aside for tests", ("198.51.100.7",), 1, 100),
        ("Beijing Volcano Engine Technology Co., Ltd.", 137718, "CN", "", ("101.126.1.1",), 1, 100),
    ]
    assert one.servers[0].hosts == ("gator.volces.com",)
    (filtered,) = reader.receipts("host:gator.volces.com")
    assert filtered.servers == one.servers


def test_servers_are_counted_on_after_the_file_was_closed(tmp_path: Path) -> None:
    writer = new_writer(tmp_path / "a.session")
    writer.append(batch(at_address("8.8.8.8", 1.0)))
    writer.close()
    writer = Writer.open(tmp_path / "a.session")
    writer.append(batch(at_address("8.8.8.8", 2.0), at_address("8.8.4.4", 3.0)))
    writer.close()
    (one,) = Reader(tmp_path / "a.session").receipts()
    assert [(s.name, s.addresses, s.requests) for s in one.servers] == [("Google LLC", ("8.8.4.4", "8.8.8.8"), 3)]


def test_words_that_only_look_like_a_prompt_are_not_counted_as_the_testers(tmp_path: Path) -> None:
    """Found by the shape of a chat: that they are one of the tester's is not known."""
    likely = replace(finding(), type="prompt", certainty="likely", value="hello there", planted="")
    typed = replace(finding(), type="prompt", certainty="certain", value="is it safe", planted="is it safe")
    writer = new_writer(tmp_path / "a.session")
    writer.append(
        batch(request(id=11, at_ms=1.0, findings=(likely,)), request(id=12, at_ms=2.0, findings=(likely, typed)))
    )
    writer.close()
    reader = Reader(tmp_path / "a.session")
    for where in ("", "host:gator.volces.com"):
        [data] = reader.receipts(where)[0].data
        assert (data.count, data.prompts) == (2, 1)


def test_what_came_after_filtered_receipts_is_in_the_next(tmp_path: Path) -> None:
    writer = new_writer(tmp_path / "a.session")
    writer.append(batch(request(id=11, at_ms=1.0)))
    reader = Reader(tmp_path / "a.session")
    counts = [reader.receipts("kind:request")[0].requests]
    writer.append(batch(request(id=12, at_ms=2.0)))
    counts += [reader.receipts("kind:request")[0].requests, reader.receipts()[0].requests]
    writer.close()
    assert counts == [1, 2, 2]
