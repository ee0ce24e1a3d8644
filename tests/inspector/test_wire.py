"""The frames of the socket between agent and host."""

import json
import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspector.wire import Answer, Frames, Hello, Rows, WireProblem, acknowledge, hello

HELLO = {
    "op": "hello", "protocol": 1, "agent": "0.1.0", "instance": "ab12", "pid": 7, "process": "com.x:push",
    "package": "com.x", "runtime": "HotSpot 17", "started_ms": 1.0, "now_ms": 2.5, "oldest": 1, "next": 9,
    "state": "watching",
}  # fmt: skip


def control(fields: dict[str, object]) -> bytes:
    body = json.dumps(fields).encode()
    return struct.pack(">I", len(body) + 1) + b"J" + body


def batch(rows: list[tuple[int, bytes]]) -> bytes:
    head = json.dumps({
        "now_ms": 1.0, "dropped_rows": 2, "dropped_bytes": 30,
        "rows": [[seq, "data", 5.0, 1, {"conn": 1}, len(payload)] for seq, payload in rows],
    }).encode()  # fmt: skip
    body = struct.pack(">I", len(head)) + head + b"".join(payload for _, payload in rows)
    return struct.pack(">I", len(body) + 1) + b"B" + body


def test_a_batch_gives_each_row_its_own_payload() -> None:
    [rows] = Frames().feed(batch([(1, b"abc"), (2, b""), (3, b"\x00\xff")]))
    assert isinstance(rows, Rows)
    assert [(row[0], row[4]) for row in rows.rows] == [(1, b"abc"), (2, b""), (3, b"\x00\xff")]
    assert (rows.dropped_rows, rows.dropped_bytes) == (2, 30)


def test_the_agents_hello_becomes_a_hello() -> None:
    [answer] = Frames().feed(control(HELLO))
    assert isinstance(answer, Hello)
    assert (answer.instance, answer.process, answer.quiet) == ("ab12", "com.x:push", False)


@given(st.lists(st.integers(1, 40), max_size=20))
def test_frames_are_the_same_however_the_bytes_arrive(cuts: list[int]) -> None:
    data = control(HELLO) + batch([(1, b"x" * 50)]) + control({"op": "state", "state": "quiet"})
    frames, messages, at = Frames(), [], 0
    for cut in [*cuts, len(data)]:
        messages += list(frames.feed(data[at : at + cut]))
        at += cut
    assert [type(m) for m in messages] == [Hello, Rows, Answer]


@pytest.mark.parametrize(
    "data",
    [
        struct.pack(">IB", 0, 0),
        struct.pack(">IB", 1 << 30, 0x4A),
        struct.pack(">I", 2) + b"X1",
        struct.pack(">I", 4) + b"J[1]",
        control({**HELLO, "protocol": 2}),
        control({"op": "hello"}),
    ],
)
def test_what_is_not_ours_is_refused(data: bytes) -> None:
    with pytest.raises(WireProblem):
        list(Frames().feed(data))


def test_a_batch_whose_payloads_do_not_add_up_is_refused() -> None:
    whole = batch([(1, b"abc")])
    longer = struct.pack(">I", len(whole) - 4 + 1) + whole[4:] + b"!"
    with pytest.raises(WireProblem, match="add up"):
        list(Frames().feed(longer))


def test_the_hosts_words_are_control_frames_of_json() -> None:
    for frame, op in ((hello("t", "s", 4), "hello"), (acknowledge(9), "ack")):
        (size,) = struct.unpack_from(">I", frame)
        assert size == len(frame) - 4
        assert frame[4:5] == b"J"
        assert json.loads(frame[5:])["op"] == op
