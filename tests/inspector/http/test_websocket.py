"""WebSocket as wsproto speaks it, over HTTP/1 and over HTTP/2."""

from __future__ import annotations

import h2.config
import h2.connection
import h2.settings
import pytest
import wsproto
import wsproto.events as says
from wsproto.extensions import PerMessageDeflate
from wsproto.frame_protocol import FrameProtocol, Opcode

from inspector.http.wire import BODY_KEPT_BYTES
from tests.inspector.http.conversation import Conversation


def upgraded(chunk_bytes: int, deflate: bool) -> tuple[Conversation, wsproto.WSConnection, wsproto.WSConnection]:
    talk = Conversation(chunk_bytes)
    client, server = (
        wsproto.WSConnection(wsproto.ConnectionType.CLIENT),
        wsproto.WSConnection(wsproto.ConnectionType.SERVER),
    )
    offer = [PerMessageDeflate()] if deflate else []
    sent = client.send(says.Request(host="nexus-websocket-a.intercom.io", target="/pubsub/5", extensions=offer))
    talk.up(sent)
    server.receive_data(sent)
    list(server.events())
    answer = server.send(says.AcceptConnection(extensions=[PerMessageDeflate()] if deflate else []))
    talk.down(answer)
    client.receive_data(answer)
    list(client.events())
    return talk, client, server


@pytest.mark.parametrize("deflate", [False, True])
@pytest.mark.parametrize("chunk_bytes", [0, 1, 11])
def test_messages_both_ways_after_an_upgrade(chunk_bytes: int, deflate: bool) -> None:
    talk, client, server = upgraded(chunk_bytes, deflate)
    sent = client.send(says.TextMessage("안녕 " * 50)) + client.send(says.BytesMessage(b"\x00\x01" * 40))
    talk.up(sent).down(server.send(says.TextMessage("reply"))).up(client.send(says.CloseConnection(1000, "bye")))
    talk.close()
    assert [(m.direction, m.opcode, m.data) for m in talk.messages] == [
        ("up", "text", ("안녕 " * 50).encode()),
        ("up", "binary", b"\x00\x01" * 40),
        ("down", "text", b"reply"),
        ("up", "close", b"\x03\xe8bye"),
    ]
    assert {m.key for m in talk.messages} == {1}
    assert sum(m.wire_bytes for m in talk.messages[:2]) == len(sent)
    assert (talk.requests[0].target, talk.responses[0].status) == ("/pubsub/5", 101)


@pytest.mark.parametrize("deflate", [False, True])
def test_fragments_with_a_ping_between_them_make_one_message(deflate: bool) -> None:
    talk, _, _ = upgraded(0, deflate)
    frames = FrameProtocol(client=True, extensions=[])
    if deflate:
        extension = PerMessageDeflate()
        extension.finalize("permessage-deflate")
        frames = FrameProtocol(client=True, extensions=[extension])
    first = frames.send_data("the first half, ", fin=False)
    ping = FrameProtocol(client=True, extensions=[]).ping(b"")
    last = frames.send_data("the second half", fin=True)
    talk.up(bytes(first) + bytes(ping) + bytes(last)).close()
    (message,) = talk.messages
    assert (message.data, message.wire_bytes) == (b"the first half, the second half", len(first) + len(last))
    assert talk.connection.overhead("up") == len(ping)


def test_frames_in_the_same_chunk_as_the_answer_are_read() -> None:
    _, _, server = upgraded(0, False)
    again = Conversation()
    again.up(b"GET / HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n\x81\x80abcd")
    again.down(
        b"HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n"
        + server.send(says.TextMessage("at once"))
    )
    assert [(m.direction, m.data) for m in again.close().messages] == [("down", b"at once"), ("up", b"")]


def test_a_refused_upgrade_leaves_http_as_it_was() -> None:
    ask = b"GET / HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n"
    talk = Conversation().up(ask + b"GET /next HTTP/1.1\r\nHost: a\r\n\r\n")
    talk.down(b"HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n").close()
    assert [request.target for request in talk.requests] == ["/", "/next"]


def test_a_message_cut_off_is_handed_out_as_incomplete() -> None:
    talk, client, _ = upgraded(0, False)
    frame = client.send(says.BytesMessage(b"a long message"))
    talk.up(frame[:-4]).close()
    (message,) = talk.messages
    assert (message.data, message.complete) == (b"a long mes", False)


def test_a_frame_of_no_known_kind_makes_the_rest_opaque() -> None:
    talk, client, _ = upgraded(0, False)
    talk.up(client.send(says.TextMessage("fine"))).up(b"\x8f\x80\x00\x00\x00\x00").up(b"more").close()
    assert [message.data for message in talk.messages] == [b"fine"]
    assert talk.opaque("up") == b"\x8f\x80\x00\x00\x00\x00more"


def test_a_message_that_inflates_without_end_is_cut_at_what_is_kept() -> None:
    talk, client, _ = upgraded(0, True)
    sent = client.send(says.BytesMessage(b"\x00" * (BODY_KEPT_BYTES + 3_000_000)))
    talk.up(sent).up(client.send(says.TextMessage("next"))).close()
    first, second = talk.messages
    assert (len(first.data), first.complete, second.data) == (BODY_KEPT_BYTES, False, b"next")


def test_websocket_over_an_http2_stream() -> None:
    client = h2.connection.H2Connection(h2.config.H2Configuration(client_side=True))
    server = h2.connection.H2Connection(h2.config.H2Configuration(client_side=False))
    server.local_settings[h2.settings.SettingCodes.ENABLE_CONNECT_PROTOCOL] = 1
    client.initiate_connection()
    server.initiate_connection()
    talk = Conversation()

    def pass_on() -> None:
        up, down = client.data_to_send(), server.data_to_send()
        talk.up(up).down(down)
        server.receive_data(up)
        client.receive_data(down)

    pass_on()
    pass_on()
    ask = [(":method", "CONNECT"), (":protocol", "websocket"), (":scheme", "https"), (":path", "/ws")]
    client.send_headers(1, [*ask, (":authority", "chat.practice.test")])
    pass_on()
    server.send_headers(1, [(":status", "200")])
    pass_on()
    client.send_data(1, bytes(FrameProtocol(client=True, extensions=[]).send_data("hello", fin=True)))
    server.send_data(1, bytes(FrameProtocol(client=False, extensions=[])._serialize_frame(Opcode.TEXT, b"hi")))
    pass_on()
    talk.close()
    assert [(m.key, m.direction, m.data) for m in talk.messages] == [(1, "up", b"hello"), (1, "down", b"hi")]
    assert (talk.requests[0].target, talk.responses[0].status) == ("/ws", 200)


@pytest.mark.parametrize("chunk_bytes", [0, 3])
def test_windows_that_are_forgotten_after_each_message_are_forgotten_here_too(chunk_bytes: int) -> None:
    talk = Conversation(chunk_bytes)
    talk.up(b"GET /ws HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n")
    talk.down(
        b"HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
        b"Sec-WebSocket-Extensions: permessage-deflate; client_no_context_takeover; server_no_context_takeover\r\n\r\n"
    )
    for _ in range(2):
        for client in (True, False):
            extension = PerMessageDeflate(client_no_context_takeover=True, server_no_context_takeover=True)
            extension.finalize("permessage-deflate; client_no_context_takeover; server_no_context_takeover")
            frame = bytes(FrameProtocol(client=client, extensions=[extension]).send_data("again " * 50, fin=True))
            talk.feed("up" if client else "down", frame)
    messages = talk.close().messages
    assert [(m.direction, m.data, m.complete) for m in messages] == [
        ("up", b"again " * 50, True),
        ("down", b"again " * 50, True),
    ] * 2
