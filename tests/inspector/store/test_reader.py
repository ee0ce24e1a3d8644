"""What a session file says when it is read."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from inspector.datatypes import family_of, order_of
from inspector.readings import TIMELINE_BARS, Carriage
from inspector.records import Batch, Body, Decoded, Nested, ObservationUpdate, Phase
from inspector.store import words
from inspector.store.reader import Reader
from tests.factories import (
    PROMPT,
    answer,
    batch,
    finding,
    match,
    new_writer,
    observation,
    process_facts,
    raw,
    request,
    sample_session,
)

ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return sample_session(tmp_path_factory.mktemp("session") / "sample.inspect")


@pytest.fixture
def reader(sample: Path) -> Iterator[Reader]:
    reader = Reader(sample)
    yield reader
    reader.close()


def test_third_parties_with_content_come_first_then_with_identifiers_and_the_first_party_last(reader: Reader) -> None:
    receipts = reader.receipts()
    assert [r.id for r in receipts] == ["volcano_engine", "beijing_deepseek", "shumei", "intercom", "practice"]
    assert [r.party for r in receipts] == ["third"] * 4 + ["first"]


def test_a_recipient_without_personal_data_comes_after_those_with_some(tmp_path: Path) -> None:
    path = tmp_path / "a.inspect"
    writer = new_writer(path)
    loud = request("host:cdn.example", "cdn.example", raw_id=1, bytes_up=90_000, findings=(finding("os_name"),))
    quiet = request("intercom", "intercom.io", raw_id=2, bytes_up=100, findings=(finding("email"),))
    writer.append(batch(loud, quiet))
    writer.close()
    assert [r.id for r in Reader(path).receipts()] == ["intercom", "host:cdn.example"]


def test_products_of_one_company_stay_apart(reader: Reader) -> None:
    volcano = next(r for r in reader.receipts() if r.id == "volcano_engine")
    assert [(p.id, p.name, p.hosts, p.requests) for p in volcano.products] == [
        ("apmplus", "APMPlus", ("apmplus.volces.com",), 6),
        ("applog", "AppLog", ("gator.volces.com",), 6),
    ]
    assert volcano.requests == 12


def test_a_receipt_says_how_often_when_in_which_phase_and_by_whom(reader: Reader) -> None:
    volcano = next(r for r in reader.receipts() if r.id == "volcano_engine")
    prompt = next(d for d in volcano.data if d.type == "prompt")
    assert (prompt.count, prompt.prompts, prompt.phases, dict(prompt.phase_counts)) == (
        3,
        1,
        ("phase_3",),
        {"phase_3": 3},
    )
    assert (prompt.first_ms, prompt.last_ms, prompt.senders) == (30_000.0, 50_000.0, ("AppLog",))
    number, place = prompt.examples[0]
    assert any(f.path == place and f.type == "prompt" for f in reader.detail(number).findings)


def test_the_receipts_of_everything_are_the_same_from_tallies_and_from_observations(reader: Reader) -> None:
    every = "kind:request or kind:message or kind:connection"
    for tallied, counted in zip(reader.receipts(), reader.receipts(every), strict=True):
        for field in ("id", "products", "requests", "bytes_up", "bytes_down", "first_ms", "last_ms", "bars"):
            assert getattr(tallied, field) == getattr(counted, field), field
        for a, b in zip(tallied.data, counted.data, strict=True):
            assert a == b


def test_a_filter_narrows_the_receipts(reader: Reader) -> None:
    narrowed = reader.receipts("before:consent to:volcano")
    assert [r.id for r in narrowed] == ["volcano_engine"]
    assert {phase for d in narrowed[0].data for phase in d.phases} == {"before_consent"}


def test_bars_add_up_and_say_the_phase_of_their_stretch(reader: Reader) -> None:
    for recipient in reader.receipts():
        assert len(recipient.bars) == TIMELINE_BARS
        assert sum(size for _, size in recipient.bars) == recipient.bytes_up
        assert [phase for phase, _ in recipient.bars] == ["before_consent"] * 8 + ["after_consent"] * 12 + [
            "phase_3"
        ] * 20


def test_bars_of_a_session_of_a_day_still_add_up(tmp_path: Path) -> None:
    path = tmp_path / "long.inspect"
    writer = new_writer(path)
    for n in range(1, 200):
        writer.append(batch(request(id=n * 1000, raw_id=n, at_ms=n * 434_000.0, bytes_up=1000)))
    writer.close()
    reader = Reader(path)
    sizes = [size for _, size in reader.receipts()[0].bars]
    assert sum(sizes) == 199_000
    assert min(sizes) >= 4000
    stored = sqlite3.connect(path)
    assert stored.execute("SELECT count(*) FROM bars").fetchone()[0] <= 1024
    stored.close()


def test_one_type_found_twice_in_one_request_is_one_receipt_with_the_surer_certainty(tmp_path: Path) -> None:
    path = tmp_path / "a.inspect"
    writer = new_writer(path)
    found = (
        finding("imei", "body.guess", certainty="likely", encoding="plain"),
        finding("imei", "body.imei", encoding="sha256"),
    )
    writer.append(batch(request(raw_id=1, findings=found)))
    writer.close()
    reader = Reader(path)
    for where in ("", "kind:request"):
        (data,) = reader.receipts(where)[0].data
        assert (data.count, data.certainty) == (1, "certain")
        assert data.examples[0][1] == "body.imei"
    assert reader.receipts()[0].data[0].encodings == ("plain", "sha256")


def test_a_call_into_an_sdk_is_no_receipt(tmp_path: Path) -> None:
    path = tmp_path / "a.inspect"
    writer = new_writer(path)
    writer.append(batch(observation("sdk_call", raw_id=1, match=match(), findings=(finding(),))))
    writer.close()
    assert Reader(path).receipts() == Reader(path).receipts("kind:sdk_call") == ()


def test_a_message_from_the_other_side_is_no_request_of_the_app(tmp_path: Path) -> None:
    path = tmp_path / "a.inspect"
    writer = new_writer(path)
    up = observation("message", raw_id=1, match=match(), host="gator.volces.com", bytes_up=50, readable_bytes_up=50)
    down = observation("message", raw_id=2, match=match(), host="gator.volces.com", bytes_down=70)
    writer.append(batch(up, down))
    writer.close()
    for where in ("", "kind:message"):
        (volcano,) = Reader(path).receipts(where)
        assert (volcano.requests, volcano.bytes_up, volcano.bytes_down) == (1, 50, 70)


def test_coverage_sets_what_was_read_against_what_was_not(reader: Reader) -> None:
    coverage = reader.coverage()
    sent = sum(r.bytes_up for r in reader.receipts())
    assert coverage.bytes_unreadable == 6 * 900
    assert coverage.bytes_readable == sent - 6 * 900
    assert coverage.connections_unreadable == 6
    assert (coverage.hooks_installed, coverage.hooks_absent, coverage.hooks_failed) == (3, 1, 1)
    assert [h.reason for h in coverage.hooks if h.status == "absent"] == [
        "The app has no class org.chromium.net.CronetEngine."
    ]


def test_an_sdk_that_is_there_and_sends_nothing_is_silent(reader: Reader) -> None:
    assert [(s.name, s.started) for s in reader.silent_sdks()] == [("Bugly", False), ("JPush", True)]
    assert [s.name for s in reader.sdks()] == ["AppLog", "Bugly", "JPush", "Messenger"]


def test_senders_say_how_much_they_sent_and_to_whom(reader: Reader) -> None:
    app = reader.senders()[0]
    assert (app["id"], app["kind"], app["requests"]) == ("app", "app", 12)
    assert app["recipients"] == ["beijing_deepseek", "practice"]


def test_rows_come_in_pages_in_both_directions(reader: Reader) -> None:
    forwards = reader.rows(limit=25) + reader.rows(offset=25, limit=100)
    assert [row.id for row in forwards] == [n * 1000 for n in range(1, 61)]
    assert reader.rows(limit=3, newest_first=True) == forwards[:-4:-1]
    assert reader.last_id() == 60_000
    assert reader.count() == 60


def test_a_list_that_grows_asks_for_what_came_after(reader: Reader) -> None:
    assert [row.id for row in reader.rows_after(57_000)] == [58_000, 59_000, 60_000]
    assert [row.id for row in reader.rows_after(10_000, "to:intercom", limit=2)] == [15_000, 25_000]
    assert reader.rows_after(60_000) == []


def test_a_row_has_all_that_a_line_of_the_list_shows(reader: Reader) -> None:
    row = reader.rows("to:volcano type:prompt")[0]
    assert (row.company_name, row.product_name, row.country, row.party) == ("Volcano Engine", "AppLog", "CN", "third")
    assert (row.process, row.sender, row.sender_id) == ("com.practice.chat", "AppLog", "volcano_engine/applog")
    assert (row.types, row.status, row.phase) == (("android_id", "device_model", "prompt"), "200", "phase_3")


def test_a_cell_lists_every_place_where_it_was_found(reader: Reader) -> None:
    places = reader.cell("volcano_engine", "prompt")
    assert [(row.id, found.path) for row, found in places] == [
        (31_000, "body.event_v3[0].params.text"),
        (41_000, "body.event_v3[0].params.text"),
        (51_000, "body.event_v3[0].params.text"),
    ]
    assert all(found.value == PROMPT for _, found in places)
    assert len(reader.cell("volcano_engine", "android_id", "before:consent")) == 2
    assert len(reader.cell("volcano_engine", "android_id", limit=4)) == 4
    assert reader.cell("intercom", "prompt") == []


def test_the_detail_has_the_decoded_value_with_its_wrappings_and_unreadable_bytes(reader: Reader) -> None:
    detail = reader.detail(2000)
    value = detail.bodies[0].decoded.value if detail.bodies[0].decoded else None
    assert isinstance(value["data"], Nested)
    assert value["data"].steps == ("base64", "gzip", "json")
    assert value["data"].value["raw"] == b"\x93\x00\xfe\x07" * 8
    assert value["data"].original == "H4sIAAAAAAAA/w=="
    assert detail.match is not None
    assert detail.match.reason == "The host is a domain of Shumei."
    assert detail.sender is not None
    assert detail.sender.kind == "sdk"
    assert [label for label, _ in detail.stacks] == ["hand-over", "send"]
    assert detail.stacks[0][1][0].startswith("com.bytedance.applog.AppLog.onEventV3")
    assert detail.raw_ids == (2,)
    assert len(detail.sha256) == 64


def test_a_call_and_the_request_that_carried_it_are_read_at_both_ends(tmp_path: Path) -> None:
    link = {"after_ms": 1200.0, "certainty": "certain", "found": ["chat_sent"], "of": 1}
    call = observation(detail={"sdk": "applog", "verb": "track"})
    asked = request()
    asked = replace(asked, detail={**asked.detail, "calls": [{"id": call.id, "title": call.title, **link}]})
    update = ObservationUpdate(call.id, 0, {"carried": {"id": asked.id, "title": asked.title, **link}})
    with closing(new_writer(tmp_path / "c.session")) as writer:
        writer.append(batch(call, asked, updates=(update,)))
    with closing(Reader(tmp_path / "c.session")) as reader:
        assert reader.detail(call.id).carried_by == Carriage(
            asked.id, asked.title, 1200.0, "certain", ("chat_sent",), 1
        )
        assert reader.detail(asked.id).calls == (Carriage(call.id, call.title, 1200.0, "certain", ("chat_sent",), 1),)
        assert reader.detail(asked.id).carried_by is None


def test_an_observation_that_is_not_there_is_a_key_error(reader: Reader) -> None:
    with pytest.raises(KeyError):
        reader.detail(1)
    with pytest.raises(KeyError):
        reader.evidence_data(9)


def test_facts_phases_and_planted_values_are_read_back(reader: Reader, sample: Path) -> None:
    facts = reader.session()
    assert (facts.path, facts.duration_ms, facts.interrupted) == (str(sample), 60_000.0, False)
    assert facts.phone.model == "Galaxy S21"
    assert reader.phases()[0] == Phase("before_consent", "Before consent", 0.0)
    assert [p.type for p in reader.planted()] == ["android_id", "email", "advertising_id", "prompt"]


def test_a_running_session_is_not_interrupted_and_lasts_until_its_newest_row(tmp_path: Path) -> None:
    path = tmp_path / "a.inspect"
    writer = new_writer(path)
    writer.append(Batch(raws=(raw(1, at_ms=4321.0),)))
    assert (Reader(path).session().interrupted, Reader(path).session().duration_ms) == (False, 4321.0)
    writer.close()
    assert Reader(path).session().interrupted


def test_pictures_are_listed_without_their_bytes(reader: Reader) -> None:
    pin, picture = reader.evidence()
    assert (pin.kind, pin.observation) == ("pin", 3000)
    assert pin.sha256 == reader.detail(3000).sha256
    assert (picture.mime, picture.data) == ("image/png", b"")
    assert reader.evidence_data(picture.id).startswith(b"\x89PNG")


def test_an_open_reader_sees_what_a_running_writer_adds(tmp_path: Path) -> None:
    path = tmp_path / "a.inspect"
    writer = new_writer(path)
    reader = Reader(path)
    for n in range(1, 4):
        asked = request(id=n * 1000, raw_id=n)
        writer.append(Batch(raws=(raw(n),), observations=(asked,), updates=(answer(asked),)))
        assert (reader.last_id(), reader.receipts()[0].requests) == (n * 1000, n)
    writer.close()
    assert reader.count() == 3
    reader.close()


def test_half_a_surrogate_pair_in_an_apps_text_is_kept_readable(tmp_path: Path) -> None:
    path = tmp_path / "a.inspect"
    writer = new_writer(path)
    broken = "cut \ud83d here"
    body = {broken: [broken]}
    found = (finding("prompt", broken, value=broken, planted=broken),)
    odd = request(raw_id=2, title=broken, findings=found, bodies=(Body("up", b"x", Decoded(body)),))
    writer.append(batch(odd))
    writer.close()
    detail = Reader(path).detail(odd.id)
    assert detail.bodies[0].decoded is not None
    assert detail.bodies[0].decoded.value == body
    assert detail.row.title == "cut \\ud83d here"


def test_the_first_page_and_the_receipts_of_a_large_session_come_at_once(tmp_path: Path) -> None:
    path = tmp_path / "large.inspect"
    writer = new_writer(path)
    for start in range(0, 20_000, 1000):
        writer.append(batch(*(request(id=n * 1000, raw_id=n, at_ms=n * 1.0) for n in range(start + 1, start + 1001))))
    writer.close()
    reader = Reader(path)
    began = time.perf_counter()
    assert reader.receipts()[0].requests == 20_000
    receipts_s = time.perf_counter() - began
    began = time.perf_counter()
    assert len(reader.rows(offset=19_000)) == 1000
    assert reader.count("to:volcano type:android_id before:consent") == 20_000
    assert receipts_s < 0.1
    assert time.perf_counter() - began < 0.5


def test_who_received_content_comes_first_and_the_gravest_type_too(reader: Reader) -> None:
    families = [{family_of(data.type) for data in r.data} for r in reader.receipts() if r.party == "third"]
    had_content = ["content" in family for family in families]
    assert had_content == sorted(had_content, reverse=True)
    assert any(had_content)
    assert not all(had_content)
    for recipient in reader.receipts():
        assert [order_of(d.type) for d in recipient.data] == sorted(order_of(d.type) for d in recipient.data)


def test_every_word_of_the_filter_has_suggestions_from_the_session(reader: Reader) -> None:
    for word in words.ASKED:
        assert reader.suggest(word), word
    assert [s.text for s in reader.suggest("country:cn to:volc")] == ['to:"Volcano Engine"']
    assert [s.text for s in reader.suggest("-ty")] == ["-type:"]


def test_process_names_are_joined_even_for_rows_that_came_before_them(tmp_path: Path) -> None:
    path = tmp_path / "a.inspect"
    writer = new_writer(path)
    writer.append(batch(request(raw_id=1, process=5)))
    assert Reader(path).rows()[0].process == ""
    writer.append(Batch(processes=(process_facts(5, name="com.practice.chat:late"),)))
    assert Reader(path).rows()[0].process == "com.practice.chat:late"
    writer.close()
