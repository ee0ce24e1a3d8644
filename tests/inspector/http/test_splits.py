"""However a connection's bytes are cut into chunks, the same is read of it."""

from __future__ import annotations

import dataclasses
import struct
from itertools import pairwise

import h2.config
import h2.connection
from hypothesis import given, settings
from hypothesis import strategies as st

from inspector.http import Connection, Opaque
from inspector.http.messages import HttpRecord
from inspector.records import Direction
from tests.inspector.http.test_accounting import ASK_UPGRADE, H2_DOWN, H2_UP, PARTS, UPGRADED

Talk = tuple[tuple[Direction, bytes], ...]


def grpc_talk() -> Talk:
    client = h2.connection.H2Connection(h2.config.H2Configuration(client_side=True))
    server = h2.connection.H2Connection(h2.config.H2Configuration(client_side=False))
    client.initiate_connection()
    server.initiate_connection()
    said: list[tuple[Direction, bytes]] = []

    def pass_on() -> None:
        up, down = client.data_to_send(), server.data_to_send()
        said.extend((("up", up), ("down", down)))
        server.receive_data(up)
        client.receive_data(down)

    ask = [(":method", "POST"), (":path", "/a.B/C"), (":scheme", "https"), (":authority", "a.test")]
    client.send_headers(1, [*ask, ("content-type", "application/grpc")])
    for text in (b"", b"one", b"two" * 500):
        client.send_data(1, struct.pack(">BI", 0, len(text)) + text, pad_length=len(text) % 7)
        pass_on()
    server.send_headers(1, [(":status", "200"), ("content-type", "application/grpc")])
    server.send_data(1, struct.pack(">BI", 0, 5) + b"hello" + struct.pack(">BI", 0, 2) + b"hi")
    server.send_headers(1, [("grpc-status", "0")], end_stream=True)
    client.end_stream(1)
    pass_on()
    return tuple(said)


TALKS: tuple[Talk, ...] = (
    (("up", PARTS["up"][0] + PARTS["up"][1]), ("down", PARTS["down"][2] + PARTS["down"][0] + PARTS["down"][1])),
    (("up", ASK_UPGRADE), ("down", UPGRADED), ("up", b"".join(PARTS["up"][3:6])), ("down", PARTS["down"][5])),
    (("up", H2_UP), ("down", H2_DOWN)),
    grpc_talk(),
)


def read(talk: Talk, cuts: list[int]) -> list[HttpRecord[int]]:
    """What is read when the whole conversation is cut at these places, without marks; opaque bytes run together."""
    connection: Connection[int] = Connection("https", "conn.test", 443)
    records: list[HttpRecord[int]] = []
    place = 0
    for direction, data in talk:
        inside = sorted({cut - place for cut in cuts if place < cut < place + len(data)})
        for start, end in pairwise([0, *inside, len(data)]):
            records += connection.feed(direction, data[start:end], 0)
        place += len(data)
    records += connection.close()
    assert not [record for record in records if isinstance(record, Opaque)]
    return [dataclasses.replace(record, marks=()) for record in records]


@settings(max_examples=200, deadline=None)
@given(st.sampled_from(TALKS), st.lists(st.integers(0, 4000), max_size=60))
def test_any_cuts_give_the_same_records(talk: Talk, cuts: list[int]) -> None:
    assert read(talk, cuts) == read(talk, [])
    assert read(talk, []), "something is read at all"


def test_bytes_one_by_one_give_the_same_records() -> None:
    for talk in TALKS:
        assert read(talk, list(range(sum(len(data) for _, data in talk)))) == read(talk, [])
