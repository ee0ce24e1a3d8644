"""What the pipeline keeps in memory does not grow with the session."""

from __future__ import annotations

import tracemalloc

from inspector.http import HttpRequest
from inspector.pipeline import Pipeline
from inspector.pipeline.calls import Calls
from inspector.protocol import CallSeen
from inspector.recipients import Recipients
from inspector.records import Raw
from tests.inspector.pipeline.rows import Rows, answer, post

_BODY_BYTES = 20_000
_REQUESTS = 1_000


def test_a_connection_that_goes_on_for_ever_does_not_keep_its_requests_bodies() -> None:
    pipeline, rows = Pipeline("com.practice.chat", Recipients.load()), Rows()
    rows.open()
    pipeline.take(rows.made)
    tracemalloc.start()
    try:
        for number in range(_REQUESTS):
            sent = rows.data(post(b"%05d" % number + bytes(_BODY_BYTES)))
            answered = rows.data(answer(), direction="down")
            batch = pipeline.take([sent, answered])
            assert len(batch.updates) == 1
            rows.made[-2:] = [Raw(raw.id, raw.process, raw.seq, raw.at_ms, raw.kind, {}) for raw in (sent, answered)]
            del batch, sent, answered
        kept_bytes, _ = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert kept_bytes < _REQUESTS * _BODY_BYTES / 4


def test_the_latest_calls_are_known_by_their_numbers_and_no_more() -> None:
    calls = Calls()
    for number in range(50_000):
        calls.add(
            Raw(number, 1, number, 0.0, "call", {}), CallSeen(number, "okhttp", f"https://a.test/{number}", "GET", "")
        )
    assert calls.get(1, 0) is None
    last = calls.get(1, 49_999)
    assert last is not None
    request = HttpRequest("GET", "https", "a.test", 443, "/49999", "HTTP/2", ())
    assert calls.of_request(1, request, [49_999]) == last
    assert len(calls._seen) == 20_000
