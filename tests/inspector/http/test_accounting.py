"""Whatever is fed, nothing is raised, nothing is lost, and the work is in proportion to the bytes."""

from __future__ import annotations

import time

import h2.config
import h2.connection
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from inspector.records import Direction
from tests.inspector.http.conversation import Conversation

ASK_UPGRADE = b"GET /ws HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n"
UPGRADED = (
    b"HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
    b"Sec-WebSocket-Extensions: permessage-deflate\r\n\r\n"
)


def h2_bytes() -> tuple[bytes, bytes]:
    client = h2.connection.H2Connection(h2.config.H2Configuration(client_side=True))
    server = h2.connection.H2Connection(h2.config.H2Configuration(client_side=False))
    client.initiate_connection()
    server.initiate_connection()
    ups, downs = b"", b""
    for stream in (1, 3, 5):
        client.send_headers(
            stream,
            [(":method", "POST"), (":path", f"/{stream}"), (":scheme", "https"), (":authority", "a.test"), ("k", "v")],
        )
        client.send_data(stream, b"body" * stream, end_stream=True, pad_length=stream)
        up = client.data_to_send()
        server.receive_data(up)
        server.send_headers(stream, [(":status", "200"), ("n", str(stream))])
        server.send_data(stream, b"answer", end_stream=True)
        down = server.data_to_send()
        client.receive_data(down)
        ups, downs = ups + up, downs + down
    return ups, downs


H2_UP, H2_DOWN = h2_bytes()
PARTS: dict[Direction, list[bytes]] = {
    "up": [
        b"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nhello",
        b"POST /c HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\nT: v\r\n\r\n",
        ASK_UPGRADE,
        b"\x81\x85abcd\x09\x07\x0f\x0d\x0e",
        b"\xc1\x87\x00\x00\x00\x00\xf2\x48\xcd\xc9\xc9\x07\x00",
        b"\x8a\x80abcd",
        b"\r\n",
        H2_UP,
        H2_UP[24:],
        bytes.fromhex("160301"),
    ],
    "down": [
        b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2;x=y\r\nhi\r\n0\r\n\r\n",
        b"HTTP/1.1 100 Continue\r\n\r\n",
        b"HTTP/1.1 200 OK\r\n\r\nuntil the end",
        UPGRADED,
        b"\x81\x05hello",
        H2_DOWN,
    ],
}


@st.composite
def step(draw: st.DrawFn) -> tuple[Direction, bytes, int]:
    direction: Direction = draw(st.sampled_from(["up", "down"]))
    data = draw(st.one_of(st.sampled_from(PARTS[direction]), st.binary(max_size=40)))
    if draw(st.booleans()):
        start = draw(st.integers(0, len(data)))
        data = data[start : draw(st.integers(start, len(data)))]
    return direction, data, draw(st.sampled_from([0, 0, 0, 0, 1, 7, 300]))


@settings(max_examples=400, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(step(), max_size=12), st.sampled_from([0, 1, 3, 50]))
def test_every_byte_fed_is_accounted_for(steps: list[tuple[Direction, bytes, int]], chunk_bytes: int) -> None:
    talk = Conversation(chunk_bytes)
    for direction, data, lost in steps:
        talk.feed(direction, data)
        if lost:
            talk.lose(direction, lost)
    talk.close()


@settings(max_examples=400, deadline=None)
@given(
    st.sampled_from([(H2_UP, H2_DOWN), (ASK_UPGRADE + PARTS["up"][4] * 3, UPGRADED + b"\x81\x05hello")]),
    st.lists(st.tuples(st.integers(0, 10_000), st.integers(0, 255)), max_size=6),
)
def test_flipped_bytes_raise_nothing_and_lose_nothing(pair: tuple[bytes, bytes], flips: list[tuple[int, int]]) -> None:
    up, down = bytearray(pair[0]), bytearray(pair[1])
    for place, value in flips:
        target = up if place % 2 else down
        target[place // 2 % len(target)] = value
    Conversation(17).up(bytes(up)).down(bytes(down)).up(bytes(up)).close()


@pytest.mark.parametrize("chunk_bytes", [0, 1])
def test_the_untouched_samples_are_read_to_the_last_byte(chunk_bytes: int) -> None:
    talk = Conversation(chunk_bytes).up(H2_UP).down(H2_DOWN).close()
    assert [request.target for request in talk.requests] == ["/1", "/3", "/5"]
    assert [response.body for response in talk.responses] == [b"answer"] * 3
    assert talk.opaque("up") + talk.opaque("down") == b""


def test_a_big_body_in_many_chunks_takes_time_in_proportion() -> None:
    def seconds(chunks: int) -> float:
        talk = Conversation()
        talk.up(b"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: %d\r\n\r\n" % (chunks * 64))
        started = time.process_time()
        for _ in range(chunks):
            talk.connection.feed("up", b"x" * 64, 0)
        return time.process_time() - started

    seconds(2_000)
    small, large = min(seconds(5_000) for _ in range(3)), min(seconds(50_000) for _ in range(2))
    assert large < small * 40  # ten times the bytes; quadratic work would be a hundred times


def test_a_head_that_never_ends_is_given_up() -> None:
    talk = Conversation().up(b"GET / HTTP/1.1\r\n")
    for _ in range(300):
        talk.up(b"x-header: " + b"y" * 1000 + b"\r\n")
    assert talk.opaque("up")
    talk.close()
