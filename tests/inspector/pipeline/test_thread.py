"""The one writing thread: commits before it acknowledges, keeps what it cannot write, derives again on request."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from inspector import protocol
from inspector.errors import FileProblem, InspectorError
from inspector.pipeline import Delivery, Pipeline, PipelineThread
from inspector.recipients import Recipients
from inspector.records import Batch, Planted, ProcessFacts
from inspector.store.reader import Reader
from inspector.store.writer import Writer
from tests import factories
from tests.inspector.pipeline.rows import Rows, post

PROCESS = ProcessFacts(1, "instance", 42, "com.practice.chat", socket="s", token="t")


class Watched:
    """A running pipeline thread on a new file, and what it said."""

    def __init__(self, path: Path, writer: Writer) -> None:
        self.path = path
        self.acknowledged: list[int] = []
        self.troubles: list[InspectorError | None] = []
        self.trouble = threading.Event()
        pipeline = Pipeline("com.practice.chat", Recipients.load())
        self.thread = PipelineThread(writer, pipeline, advanced=lambda _: None, trouble=self._on_trouble)
        self.thread.start()
        self.thread.register(PROCESS).result(10)

    def _on_trouble(self, problem: InspectorError | None) -> None:
        self.troubles.append(problem)
        self.trouble.set()

    def deliver(self, rows: Rows, first: int = 1) -> None:
        told = tuple((r.seq, r.kind, r.at_ms, r.fields, r.payload) for r in rows if r.seq >= first)
        self.thread.put(Delivery(1, told, acknowledge=self.acknowledged.append))

    def settle(self) -> None:
        self.thread.submit(lambda: None).result(20)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "one.session"


@pytest.fixture
def watched(path: Path) -> Iterator[Watched]:
    watched = Watched(path, Writer.create(path, factories.session_facts(path)))
    yield watched
    watched.thread.give_up()
    watched.thread.writer.close()


def bodies(path: Path) -> list[bytes]:
    with closing(Reader(path)) as reader:
        return [reader.detail(row.id).bodies[0].data for row in reader.rows("kind:request")]


def test_what_is_acknowledged_is_in_the_file(watched: Watched) -> None:
    rows = Rows()
    rows.open()
    rows.data(post(b'{"n": 1}'))
    watched.deliver(rows)
    watched.settle()
    assert watched.acknowledged == [2]
    assert bodies(watched.path) == [b'{"n": 1}']


def test_rows_that_come_again_are_taken_once(watched: Watched) -> None:
    rows = Rows()
    rows.open()
    rows.data(post(b'{"n": 1}'))
    watched.deliver(rows)
    rows.data(post(b'{"n": 2}'))
    watched.deliver(rows)
    watched.deliver(rows, first=2)
    watched.settle()
    assert bodies(watched.path) == [b'{"n": 1}', b'{"n": 2}']


def test_a_full_disk_acknowledges_nothing_loses_nothing_and_goes_on_by_itself(
    watched: Watched, monkeypatch: pytest.MonkeyPatch
) -> None:
    writer, full = watched.thread.writer, threading.Event()
    full.set()
    append = writer.append

    def append_if_room(batch: Batch) -> int:
        if full.is_set():
            raise FileProblem("The disk is full.", code="disk_full", hint="Free some space.")
        return append(batch)

    monkeypatch.setattr(writer, "append", append_if_room)
    rows = Rows()
    rows.open()
    rows.data(post(b'{"n": 1}'))
    watched.deliver(rows)
    assert watched.trouble.wait(10)
    assert watched.acknowledged == []
    full.clear()
    watched.settle()
    assert watched.acknowledged == [2]
    assert watched.troubles[-1] is None
    assert bodies(watched.path) == [b'{"n": 1}']


def test_a_value_planted_late_is_found_in_what_was_seen_before(watched: Watched) -> None:
    rows = Rows()
    rows.open()
    rows.data(post(json.dumps({"who": "mina.park@example.org"}).encode()))
    watched.deliver(rows)
    watched.settle()
    row = protocol.plant_row([Planted("email", "mina.park@example.org", "tester")])
    watched.thread.plant(50.0, row).result(20)
    with closing(Reader(watched.path)) as reader:
        [(found, finding)] = reader.cell("volcano-engine", "email")
        assert (finding.path, finding.certainty) == ("body.who", "certain")
        assert reader.receipts()[0].requests == 1, "deriving again must not count twice"
    assert found.title.startswith("POST")


def test_another_thread_on_the_same_file_goes_on_in_the_middle_of_a_request(watched: Watched) -> None:
    rows, whole = Rows(), post(b'{"n": "across"}')
    rows.open()
    rows.data(whole[:30])
    watched.deliver(rows)
    watched.thread.finish()
    watched.thread.writer.close()

    again = Watched(watched.path, Writer.open(watched.path))
    again.thread.submit(lambda: again.thread.derive_again()).result(20)
    rows.data(whole[30:])
    again.deliver(rows)
    again.thread.finish()
    again.thread.writer.close()
    assert again.acknowledged == [3]
    assert bodies(watched.path) == [b'{"n": "across"}']


def test_work_that_fails_tells_who_asked_and_stops_nothing(watched: Watched) -> None:
    def fail() -> None:
        raise KeyError("x")

    with pytest.raises(KeyError):
        watched.thread.submit(fail).result(10)
    watched.settle()
