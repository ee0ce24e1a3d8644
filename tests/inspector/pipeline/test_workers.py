"""What is worked out ahead in other processes is what would have been worked out in turn."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import replace
from itertools import islice

import pytest

from inspector import protocol
from inspector.http import HttpRequest
from inspector.pipeline import WHOLE_SESSION, Pipeline
from inspector.pipeline.workers import Workers
from inspector.protocol import ExchangeImported
from inspector.recipients import Recipients
from inspector.records import Batch, Planted, Raw
from tests.bench.throughput.made import Made
from tests.bench.traffic import PLANTED

SPLIT = "usr-7f3e91c2d4-kestrel-55a0b8"
EVERY = (*PLANTED, Planted("account_id", SPLIT, "tester"), Planted("email", "jo.doe@example.org", "tester"))
CHUNK = 20


def posted(number: int, body: object, host: str = "collect.example.com") -> ExchangeImported:
    headers = (("Content-Type", "application/json"),)
    request = HttpRequest("POST", "https", host, 443, f"/{number}", "HTTP/2", headers, json.dumps(body).encode())
    return ExchangeImported(request, None, "")


def seen(count: int) -> Iterator[ExchangeImported]:
    """Usual traffic; between it a value in pieces, salts, and hashes that only a salt seen before explains."""
    for number, (_, usual) in enumerate(Made().take(count)):
        yield usual
        if number % 50 == 20:
            yield posted(number, {"text": SPLIT[:15]})
        if number % 50 == 21:
            yield posted(number, {"text": SPLIT[15:]})
        if number % 90 == 35:
            yield posted(number, {"app_key": f"key-{number}", "trace": "cafe" * 8})
        if number % 90 == 88:
            salted = hashlib.sha256(f"jo.doe@example.org:key-{number - 53}".encode()).hexdigest()
            yield posted(number, {"user": salted})


def chunks(count: int) -> list[list[Raw]]:
    raws = [Raw(1, 0, 1, 0.0, *protocol.plant_row(EVERY))]
    raws += [Raw(n, 0, n, float(n), *protocol.exchange_row(one)) for n, one in enumerate(seen(count), 2)]
    waiting = iter(raws)
    return list(iter(lambda: list(islice(waiting, CHUNK)), []))


@pytest.fixture(scope="module")
def in_turn() -> list[Batch]:
    pipeline = a_pipeline()
    return [pipeline.take(chunk) for chunk in chunks(900)]


def a_pipeline() -> Pipeline:
    return Pipeline("", Recipients.load(), WHOLE_SESSION)


def types_of(batches: list[Batch]) -> set[tuple[str, str]]:
    return {(f.type, f.encoding) for batch in batches for one in batch.observations for f in one.findings}


def test_workers_change_nothing_of_what_is_found(in_turn: list[Batch]) -> None:
    pipeline, ahead_of, batches = a_pipeline(), 0, list[Batch]()
    with Workers(2) as workers:
        for chunk, ahead in workers.through(pipeline, chunks(900)):
            ahead_of += len(ahead)
            batches.append(pipeline.take(chunk, ahead))
    assert batches == in_turn
    assert ahead_of > 500
    assert ("account_id", "in 2 pieces") in types_of(batches)
    assert any(type_id == "email" and "with what stands as" in how for type_id, how in types_of(batches))


def test_what_was_worked_out_before_a_value_was_planted_is_not_used(in_turn: list[Batch]) -> None:
    first, *rest = chunks(300)
    knowing, unknowing = a_pipeline(), a_pipeline()
    unknowing.take([replace(first[0], fields={"values": []})])
    with Workers(1) as workers:
        given = [first, *rest][:-1]
        outdated = {number: one for _, ahead in workers.through(unknowing, given) for number, one in ahead.items()}
    assert outdated
    assert [knowing.take(chunk, outdated) for chunk in given] == in_turn[: len(given)]


def test_a_worker_that_dies_costs_time_and_nothing_else(in_turn: list[Batch]) -> None:
    pipeline, batches = a_pipeline(), list[Batch]()
    with Workers(1) as workers:
        for chunk, ahead in workers.through(pipeline, chunks(900)):
            batches.append(pipeline.take(chunk, ahead))
            if len(batches) == 12:
                (worker,) = workers._workers
                worker._process.kill()
    assert batches == in_turn


def test_where_no_process_can_be_started_the_import_goes_on_alone(
    in_turn: list[Batch], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.executable", "/nowhere/python")
    pipeline = a_pipeline()
    with Workers(1) as workers:
        batches = [pipeline.take(chunk, ahead) for chunk, ahead in workers.through(pipeline, chunks(900))]
    assert batches == in_turn
