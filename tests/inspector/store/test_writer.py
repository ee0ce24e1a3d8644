"""What is written is on the disk, in order, once, and survives what happens to disks and processes."""

from __future__ import annotations

import os
import shutil
import signal
import sqlite3
import stat
import subprocess
import sys
import threading
from dataclasses import replace
from pathlib import Path

import pytest

from inspector.errors import FileProblem
from inspector.paths import resources
from inspector.records import Batch, ObservationUpdate, Raw
from inspector.store.lock import is_held
from inspector.store.reader import Reader
from inspector.store.writer import Writer
from tests.factories import (
    PHASES,
    answer,
    batch,
    connection,
    finding,
    new_writer,
    process_facts,
    raw,
    request,
    sample_session,
    session_facts,
)

ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "session.inspect"


def test_a_new_file_and_its_log_can_be_read_by_their_owner_alone(path: Path) -> None:
    writer = new_writer(path)
    modes = {p.name: stat.S_IMODE(p.stat().st_mode) for p in path.parent.iterdir()}
    writer.close()
    assert set(modes) == {path.name, path.name + "-wal", path.name + "-shm", path.name + ".lock"}
    assert set(modes.values()) == {0o600}


def test_the_file_says_what_it_is_in_its_first_hundred_bytes(path: Path) -> None:
    new_writer(path).close()
    head = path.read_bytes()[:100]
    assert head[68:72] == b"API1"
    assert int.from_bytes(head[60:64], "big") == 3


def test_raw_rows_without_a_number_are_numbered_on(path: Path) -> None:
    writer = new_writer(path)
    assert writer.next_raw_id == 1
    assert writer.append(Batch(raws=(raw(1), raw(2), raw(1, process=2)))) == 3
    assert [r.id for r in writer.raws()] == [1, 2, 3]
    assert writer.next_raw_id == 4
    writer.close()


def test_a_raw_row_comes_back_as_it_was_given(path: Path) -> None:
    given = Raw(0, 3, 9, 12.0625, "data", {"text": "안녕 \ud83d", "n": 1.5, "list": [1, None, True]}, bytes(range(256)))
    writer = new_writer(path)
    writer.append(Batch(raws=(given,)))
    writer.close()
    assert list(Reader(path).raws()) == [replace(given, id=1)]


def test_a_row_that_is_there_already_is_left_out_with_what_was_made_of_it(path: Path) -> None:
    writer = new_writer(path)
    first = request(id=1000, raw_id=1)
    writer.append(Batch(raws=(raw(1, id=1),), observations=(first,)))
    again = replace(first, id=2000, raw_id=2)
    other = request(id=3000, raw_id=3)
    assert writer.append(Batch(raws=(raw(1, id=2), raw(2, id=3)), observations=(again, other))) == 1
    assert writer.duplicates == 1
    assert writer.stored_seq(1) == 2
    writer.close()
    reader = Reader(path)
    assert [row.id for row in reader.rows()] == [1000, 3000]
    assert reader.receipts()[0].requests == 2


def test_a_process_nobody_heard_of_has_stored_nothing(path: Path) -> None:
    writer = new_writer(path)
    assert writer.stored_seq(77) == 0
    writer.close()


def test_an_answer_adds_to_the_request_that_was_stored_before(path: Path) -> None:
    writer = new_writer(path)
    asked = request(id=1000, raw_id=1)
    writer.append(batch(asked))
    writer.append(Batch(updates=(answer(asked, 204),)))
    writer.close()
    reader = Reader(path)
    detail = reader.detail(1000)
    assert (detail.row.status, detail.row.bytes_down, detail.detail["method"]) == ("204", 180, "POST")
    assert [body.side for body in detail.bodies] == ["up", "down"]
    assert reader.receipts()[0].bytes_down == 180
    assert reader.count("success") == 1


def test_the_same_answer_twice_counts_once(path: Path) -> None:
    writer = new_writer(path)
    asked = request(id=1000, raw_id=1)
    writer.append(Batch(raws=(raw(1),), observations=(asked,), updates=(answer(asked), answer(asked))))
    writer.close()
    reader = Reader(path)
    assert reader.receipts()[0].bytes_down == 180
    assert reader.count("success") == 1


def test_an_update_of_an_observation_that_is_not_in_the_file_is_no_fault(path: Path) -> None:
    writer = new_writer(path)
    writer.append(Batch(updates=(ObservationUpdate(99, 10, {"status": 200}),)))
    writer.close()
    assert Reader(path).count() == 0


def test_an_unreadable_connection_grows_and_counts_once(path: Path) -> None:
    writer = new_writer(path)
    opened = connection(id=1000, raw_id=1)
    writer.append(batch(opened))
    assert _coverage(path) == (0, 0)
    for up, down in ((100, 0), (250, 900)):
        writer.append(Batch(updates=(ObservationUpdate(1000, down, {}, (), up),)))
    assert _coverage(path) == (250, 1)
    writer.append(Batch(updates=(ObservationUpdate(1000, 900, {"overhead_up": 40}, (), 250),)))
    reader = Reader(path)
    assert reader.coverage().overhead_bytes == 40
    assert reader.receipts()[0].requests == 0
    assert sum(size for _, size in reader.receipts()[0].bars) == 250
    writer.close()


def _coverage(path: Path) -> tuple[int, int]:
    coverage = Reader(path).coverage()
    return coverage.bytes_unreadable, coverage.connections_unreadable


def test_two_writers_of_one_file_are_refused_until_the_first_has_closed(path: Path) -> None:
    first = new_writer(path)
    with pytest.raises(FileProblem, match="being recorded by another window"):
        Writer.open(path)
    first.append(Batch(raws=(raw(1),)))
    first.close()
    second = Writer.open(path)
    assert second.next_raw_id == 2
    second.close()


def test_kill_9_in_the_middle_leaves_all_that_was_committed_and_lets_the_next_writer_in(path: Path) -> None:
    script = (
        "import sys, os\nfrom pathlib import Path\nfrom inspector.records import Batch\n"
        "from tests.factories import new_writer, raw\nw = new_writer(Path(sys.argv[1]))\n"
        "for seq in range(1, 10**9):\n    w.append(Batch(raws=(raw(seq),)))\n    print(seq, flush=True)\n"
    )
    child = subprocess.Popen([sys.executable, "-c", script, str(path)], cwd=ROOT, stdout=subprocess.PIPE, text=True)
    assert child.stdout
    said = [int(child.stdout.readline()) for _ in range(50)]
    assert is_held(path)
    with pytest.raises(FileProblem, match="another window"):
        Writer.open(path)
    os.kill(child.pid, signal.SIGKILL)
    rest = child.stdout.read()
    child.wait(10)
    child.stdout.close()
    said += [int(line) for line in rest.splitlines()]
    assert not is_held(path)
    assert Reader(path).session().interrupted
    writer = Writer.open(path)
    stored = [r.seq for r in writer.raws()]
    assert stored[: len(said)] == said == list(range(1, len(said) + 1))
    assert len(stored) - len(said) in (0, 1)  # committed, and killed before it could say so
    writer.append(Batch(raws=(raw(writer.stored_seq(1) + 1),)))
    writer.close()


def test_a_full_disk_is_told_in_one_sentence_and_costs_only_the_batch(path: Path) -> None:
    writer = new_writer(path)
    kept = request(id=1000, raw_id=1)
    writer.append(batch(kept))
    pages = writer._db.execute("PRAGMA page_count").fetchone()[0]
    writer._db.execute(f"PRAGMA max_page_count = {pages + 5}")
    with pytest.raises(FileProblem, match="the disk is full") as e:
        writer.append(Batch(raws=(raw(2, id=2, payload=b"x" * 100_000),), observations=(request(id=2000, raw_id=2),)))
    assert e.value.code == "file.full"
    assert Reader(path).count() == 1
    writer._db.execute("PRAGMA max_page_count = 1000000")
    writer.append(batch(request(id=2000, raw_id=2)))
    writer.close()
    reader = Reader(path)
    assert (reader.count(), reader.receipts()[0].requests) == (2, 2)


def test_a_rebuild_gives_the_same_readings_and_keeps_raw_rows_and_evidence(path: Path) -> None:
    writer = new_writer(path)
    observations = [request(id=n * 1000, raw_id=n, at_ms=n * 100.0) for n in range(1, 30)]
    writer.append(batch(*observations))
    writer.add_evidence("pin", "this one", 5.0, observation=3000)
    before = _readings(path)
    with writer.rebuild():
        replayed = tuple(writer.raws())
        writer.append(Batch(phases=PHASES))
        for part in (observations[:10], observations[10:]):
            writer.append(batch(*part))
        assert _readings(path) == before, "readers see the old state until it is done"
    writer.close()
    assert _readings(path) == before
    assert len(replayed) == 29
    assert [e.note for e in Reader(path).evidence()] == ["this one"]


def _readings(path: Path) -> tuple[object, ...]:
    reader = Reader(path)
    return reader.receipts(), reader.rows(), reader.coverage(), reader.count("okhttp"), tuple(reader.raws())


def test_a_rebuild_that_fails_leaves_the_old_readings(path: Path) -> None:
    writer = new_writer(path)
    writer.append(batch(request(id=1000, raw_id=1)))
    bad_batch = batch(request(id=2000, raw_id=2, detail={"a decoder's": object()}))
    with pytest.raises(TypeError), writer.rebuild():
        writer.append(bad_batch)
    writer.append(batch(request(id=2000, raw_id=2)))
    writer.close()
    reader = Reader(path)
    assert [row.id for row in reader.rows()] == [1000, 2000]
    assert reader.receipts()[0].requests == 2


def test_a_rebuild_gives_what_newer_decoders_find(path: Path) -> None:
    writer = new_writer(path)
    writer.append(batch(request(id=1000, raw_id=1, findings=())))
    with writer.rebuild():
        writer.append(batch(request(id=1000, raw_id=1, findings=(finding("imei"),))))
    writer.close()
    assert [d.type for d in Reader(path).receipts()[0].data] == ["imei"]


def test_the_end_of_a_session_forgets_how_to_reach_the_agents(path: Path) -> None:
    writer = new_writer(path)
    assert writer.processes()[0].token == "token-1"
    writer.end("2026-11-22T10:01:00+09:00", 60_000.0)
    writer.close()
    assert (writer_facts := Reader(path).session()).ended == "2026-11-22T10:01:00+09:00"
    assert not writer_facts.interrupted
    assert Reader(path).processes()[0].token == Reader(path).processes()[0].socket == ""
    assert b"token-1" not in path.read_bytes()


def test_a_process_is_kept_in_its_last_state(path: Path) -> None:
    writer = new_writer(path)
    writer.append(Batch(raws=(raw(7),), processes=(process_facts(state="lost", dropped_rows=3, dropped_bytes=70),)))
    kept = writer.processes()[0]
    writer.close()
    assert (kept.state, kept.stored_seq, kept.dropped_rows) == ("lost", 7, 3)
    assert Reader(path).coverage().dropped_bytes == 70


def test_facts_can_be_set_later(path: Path) -> None:
    writer = new_writer(path)
    writer.set_fact("note", "second attempt")
    writer.set_fact("apk_sha256", "ab" * 32)
    writer.set_fact("privacy_policy", {"url": "https://example.org"})
    writer.close()
    reader = Reader(path)
    assert (reader.session().note, reader.session().apk_sha256) == ("second attempt", "ab" * 32)
    assert reader.fact("privacy_policy") == {"url": "https://example.org"}
    assert reader.fact("nothing") is None


def test_closing_leaves_one_file(path: Path) -> None:
    writer = new_writer(path)
    writer.close()
    writer.close()
    assert [p.name for p in path.parent.iterdir()] == [path.name]


def test_a_name_that_is_taken_is_not_written_over(path: Path) -> None:
    path.write_bytes(b"mine")
    with pytest.raises(FileProblem, match="exists already"):
        Writer.create(path, session_facts(path))
    assert path.read_bytes() == b"mine"


def test_a_folder_that_is_not_there_is_told_in_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(FileProblem, match="cannot be made here"):
        Writer.create(tmp_path / "absent" / "a.inspect", session_facts())


def test_facts_and_evidence_may_come_from_other_threads_while_rows_are_written(path: Path) -> None:
    writer = new_writer(path)
    faults: list[BaseException] = []

    def note() -> None:
        try:
            for n in range(20):
                writer.set_fact("note", str(n))
                writer.add_evidence("screenshot", str(n), 1.0, mime="image/png", data=b"x")
        except BaseException as e:
            faults.append(e)

    thread = threading.Thread(target=note)
    thread.start()
    for seq in range(1, 50):
        writer.append(Batch(raws=(raw(seq),)))
    thread.join()
    writer.close()
    assert faults == []
    assert (len(Reader(path).evidence()), sum(1 for _ in Reader(path).raws())) == (20, 49)


def test_a_row_numbered_backwards_is_our_bug(path: Path) -> None:
    writer = new_writer(path)
    writer.append(Batch(raws=(raw(1, id=5),)))
    with pytest.raises(ValueError, match="raw row 3 after 5"):
        writer.append(Batch(raws=(raw(2, id=3),)))
    writer.close()


def test_the_derived_tables_hold_nothing_that_the_raw_ones_need(path: Path) -> None:
    sample_session(path)
    db = sqlite3.connect(path)
    kept = {name for (name,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    db.close()
    assert {"session", "process", "raw", "evidence"} <= kept


def test_a_session_of_an_earlier_format_takes_a_pin_and_shows_its_receipts(tmp_path: Path) -> None:
    """The sample session that came with the first version: it has no servers, and its recipients no owner."""
    old = tmp_path / "old.session"
    shutil.copy(resources() / "sample.session", old)
    before = Reader(old).receipts()
    assert before
    assert {one.servers for one in before} == {()}
    writer = Writer.open(old)
    writer.add_evidence("pin", "seen later", 1.0, observation=Reader(old).rows()[0].id)
    writer.close()
    assert Reader(old).receipts() == before
