"""Captures of packets: real TLS of this process, and conversations in frames of every kind, become requests."""

from __future__ import annotations

import gzip
import hmac
import random
import ssl
import struct
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from inspector import intake
from inspector.errors import FileProblem
from inspector.importers import open_capture
from inspector.readings import ObservationDetail
from inspector.store.reader import Reader
from tests.inspector.importers.packet_writer import (
    CLIENT,
    Conversation,
    framed,
    http,
    ip_packet,
    pcap,
    pcapng,
    tcp_segment,
    udp_datagram,
)
from tests.inspector.importers.tls_talk import Talk

ASKED = b"POST /v1 HTTP/1.1\r\nHost: chat.test\r\nContent-Length: 5\r\n\r\nhello"
ANSWERED = b"HTTP/1.1 200 OK\r\nContent-Length: 20000\r\n\r\n" + b"a" * 20_000


def session(path: Path, keys: Path | None = None) -> Reader:
    out = path.with_suffix(".session")
    out.unlink(missing_ok=True)
    return Reader(intake.take_in(path, out, keys=keys).path)


def requests(path: Path, keys: Path | None = None) -> list[ObservationDetail]:
    with closing(session(path, keys)) as reader:
        return [reader.detail(row.id) for row in reader.rows("kind:request")]


def bodies(one: ObservationDetail) -> dict[str, bytes]:
    return {body.side: body.data for body in one.bodies}


# ------------------------------------------------------------------------------------------------ TLS


@pytest.mark.parametrize(
    ("version", "ciphers"),
    [
        ("TLSv1_3", ""),
        ("TLSv1_2", "ECDHE-RSA-AES128-GCM-SHA256"),
        ("TLSv1_2", "AES256-GCM-SHA384"),
        ("TLSv1_2", "ECDHE-RSA-CHACHA20-POLY1305"),
        ("TLSv1_2", "AES128-CCM8:@SECLEVEL=0"),
        ("TLSv1_2", "AES128-SHA"),
        ("TLSv1_2", "AES256-SHA256"),
        ("TLSv1_2", "ECDHE-RSA-AES256-SHA384"),
        ("TLSv1_1", "AES128-SHA:@SECLEVEL=0"),
        ("TLSv1", "AES256-SHA:@SECLEVEL=0"),
    ],
)
@pytest.mark.filterwarnings("ignore:ssl.TLSVersion")
def test_what_a_key_log_opens_is_read(tmp_path: Path, version: str, ciphers: str) -> None:
    try:
        talk = Talk(tmp_path, ssl.TLSVersion[version], ciphers)
    except ssl.SSLError:
        pytest.skip(f"This OpenSSL does not speak {version} with {ciphers}.")
    talk.say(True, ASKED).say(False, ANSWERED).say(True, ASKED.replace(b"/v1", b"/v2"))
    first, second = requests(pcap(tmp_path / "capture.pcap", talk.on_wire.packets))
    assert (first.row.title, second.row.title) == ("POST chat.test/v1", "POST chat.test/v2")
    assert bodies(first) == {"up": b"hello", "down": b"a" * 20_000}
    assert (first.detail["scheme"], first.detail["port"], first.detail["ip"]) == ("https", 443, "203.0.113.7")


def test_a_resumed_connection_is_opened_too(tmp_path: Path) -> None:
    first = Talk(tmp_path).say(False, b"HTTP/1.1 408 Late\r\nContent-Length: 0\r\n\r\n")
    wire = Conversation(client=("192.0.2.10", 50_001)).begin()
    again = Talk(
        tmp_path, on_wire=wire, resumed=first.client.session, server_context=first.server_context,
        client_context=first.client_context,
    )  # fmt: skip
    assert again.client.session_reused
    again.say(True, ASKED)
    (one,) = requests(pcap(tmp_path / "capture.pcap", first.on_wire.packets + wire.packets))
    assert bodies(one) == {"up": b"hello"}


def test_secrets_inside_the_file_open_it_wherever_they_stand(tmp_path: Path) -> None:
    talk = Talk(tmp_path).say(True, ASKED)
    secrets = talk.key_log.read_bytes()
    talk.key_log.unlink()
    path = pcapng(tmp_path / "capture.pcapng", talk.on_wire.packets, secrets=secrets)
    assert bodies(requests(path)[0]) == {"up": b"hello"}


def test_without_a_key_log_a_connection_is_counted_under_the_name_it_was_opened_for(tmp_path: Path) -> None:
    talk = Talk(tmp_path).say(True, ASKED)
    talk.key_log.unlink()
    with closing(session(pcap(tmp_path / "capture.pcap", talk.on_wire.packets))) as reader:
        (unread,) = reader.coverage().unread
        assert (unread.layer, unread.host, unread.port, unread.connections) == ("tls", "chat.test", 443, 1)
        assert unread.bytes_up > len(ASKED)
        assert reader.session().note.endswith(
            "No TLS key log was given or found, so TLS connections are counted only: 1."
        )
        assert reader.count("kind:request") == 0


def test_the_keys_of_another_connection_open_nothing_and_that_is_said(tmp_path: Path) -> None:
    talk = Talk(tmp_path).say(True, ASKED)
    talk.key_log.write_bytes(b"CLIENT_RANDOM " + b"ab" * 32 + b" " + b"cd" * 48 + b"\n")
    with closing(session(pcap(tmp_path / "capture.pcap", talk.on_wire.packets))) as reader:
        assert reader.session().note.endswith("TLS connections that the key log did not open: 1.")
        assert [one.host for one in reader.coverage().unread] == ["chat.test"]


def test_a_key_log_that_was_named_and_is_none_is_refused(tmp_path: Path) -> None:
    path = pcap(tmp_path / "capture.pcap", http().packets)
    with pytest.raises(FileProblem, match=r"capture\.pcap is no TLS key log"):
        open_capture(path, path)


def test_behind_lost_packets_tls_is_opened_again(tmp_path: Path) -> None:
    talk = Talk(tmp_path).say(True, ASKED).say(False, ANSWERED[:1000])
    cut = len(talk.on_wire.packets) + 5
    talk.say(False, ANSWERED[1000:])
    talk.say(True, ASKED.replace(b"/v1", b"/v2"))
    talk.say(False, b"HTTP/1.1 204 No\r\n\r\n")
    packets = talk.on_wire.packets[:cut] + talk.on_wire.packets[cut + 2 :]
    first, second = requests(pcap(tmp_path / "capture.pcap", packets))
    assert (first.row.title, second.row.title) == ("POST chat.test/v1", "POST chat.test/v2")
    assert second.detail["status"] == 204
    assert first.detail["answer_complete"] is False
    assert len(bodies(first)["down"]) == 20_000 - 16_000  # one record could not be opened


# ------------------------------------------------------------------------------------------------ frames and files


@pytest.mark.parametrize("link", [0, 1, 101, 108, 113, 276])
@pytest.mark.parametrize(
    ("client", "server"), [(CLIENT, ("203.0.113.7", 80)), (("2001:db8::1", 50_000), ("2001:db8::2", 80))]
)
def test_every_kind_of_network_is_read(tmp_path: Path, link: int, client: Any, server: Any) -> None:
    spoken = Conversation(client, server).begin().say(True, ASKED).end()
    (one,) = requests(pcap(tmp_path / "c.pcap", [framed(link, packet) for packet in spoken.packets], link))
    assert (one.row.title, one.detail["ip"], one.detail["scheme"]) == ("POST chat.test/v1", server[0], "http")


@pytest.mark.parametrize("order", ["<", ">"])
@pytest.mark.parametrize("write", ["pcap", "nanoseconds", "pcapng", "pcapng_fine", "packed"])
def test_every_kind_of_file_is_read_with_its_times(tmp_path: Path, order: str, write: str) -> None:
    path, packets = tmp_path / "c", http().packets
    if write.startswith("pcapng"):
        pcapng(path, packets, order=order, ticks=9 if write == "pcapng_fine" else 6)
    else:
        pcap(path, packets, order=order, nanoseconds=write == "nanoseconds")
    if write == "packed":
        path.write_bytes(gzip.compress(path.read_bytes()))
    (one,) = requests(path)
    assert (one.row.title, one.row.at_ms, bodies(one)) == (
        "GET a.test/x",
        pytest.approx(2.0, abs=0.01),
        {"down": b"hello"},
    )


def test_tags_extensions_and_tunnels_around_the_packet_are_taken_off(tmp_path: Path) -> None:
    client, server = ("2001:db8::1", 50_000), ("2001:db8::2", 80)
    frames = []
    for packet in Conversation(client, server).begin().say(True, ASKED).packets:
        options = b"\x06\x00" + bytes(6) + packet[40:]
        frames.append(
            bytes(12)
            + b"\x81\x00\x00\x05\x86\xdd"
            + ip_packet(client[0], server[0], 0, options)[:8]
            + packet[8:40]
            + options
        )
    (one,) = requests(pcap(tmp_path / "c.pcap", frames, 1))
    assert one.row.title == "POST chat.test/v1"
    tunnelled = [ip_packet("192.0.2.1", "192.0.2.2", 4, packet) for packet in http().packets]
    assert [one.row.title for one in requests(pcap(tmp_path / "d.pcap", tunnelled))] == ["GET a.test/x"]


def test_fragments_are_put_together_in_any_order(tmp_path: Path) -> None:
    segment = tcp_segment(50_000, 80, 1, 16, ASKED)
    parts = [ip_packet("192.0.2.10", "203.0.113.7", 6, segment[at : at + 24], more=at + 24 < len(segment), at=at)
             for at in range(0, len(segment), 24)]  # fmt: skip
    random.Random(5).shuffle(parts)
    assert bodies(requests(pcap(tmp_path / "c.pcap", parts))[0]) == {"up": b"hello"}


# ------------------------------------------------------------------------------------------------ TCP


def test_segments_out_of_order_and_sent_twice_give_the_same_as_in_order(tmp_path: Path) -> None:
    body = bytes(random.Random(1).randbytes(9000))
    spoken = Conversation(server=("203.0.113.7", 80), segment_bytes=100).begin()
    spoken.say(True, b"POST / HTTP/1.1\r\nHost: a.test\r\nContent-Length: 9000\r\n\r\n" + body)
    head, rest = spoken.packets[:2], spoken.packets[2:]
    mixed = [packet for packet in rest for _ in range(2)]
    random.Random(2).shuffle(mixed)
    assert bodies(requests(pcap(tmp_path / "c.pcap", head + mixed))[0]) == {"up": body}


def test_what_was_not_captured_is_told_as_missing(tmp_path: Path) -> None:
    spoken = Conversation(server=("203.0.113.7", 80), segment_bytes=100).begin()
    spoken.say(True, b"POST / HTTP/1.1\r\nHost: a.test\r\nContent-Length: 1000\r\n\r\n" + b"x" * 1000)
    spoken.say(True, b"GET /next HTTP/1.1\r\nHost: a.test\r\n\r\n")
    cut, after = requests(pcap(tmp_path / "c.pcap", spoken.packets[:5] + spoken.packets[6:]))
    assert (cut.detail["complete"], len(bodies(cut)["up"]), after.row.title) == (False, 900, "GET a.test/next")


def test_packets_that_were_kept_in_part_are_told_as_such(tmp_path: Path) -> None:
    asked = b"POST / HTTP/1.1\r\nHost: a.test\r\nContent-Length: 1000\r\n\r\n" + b"x" * 1000
    spoken = Conversation(server=("203.0.113.7", 80)).begin().say(True, asked).say(True, ASKED)
    cut, after = requests(pcap(tmp_path / "c.pcap", spoken.packets, snap=400))
    assert (cut.detail["complete"], cut.row.bytes_up < 400, after.row.title) == (False, True, "POST chat.test/v1")


def test_a_port_that_is_used_again_is_another_connection(tmp_path: Path) -> None:
    later = Conversation(server=("203.0.113.7", 80), _sequences={True: 5, False: 9}).begin().say(True, ASKED)
    packets = http().packets[:4] + later.packets  # the first never ended
    assert [one.row.title for one in requests(pcap(tmp_path / "c.pcap", packets))] == [
        "GET a.test/x",
        "POST chat.test/v1",
    ]


def test_a_capture_that_began_in_the_middle_knows_the_server_by_its_port(tmp_path: Path) -> None:
    (one,) = requests(pcap(tmp_path / "c.pcap", list(reversed(http().packets[2:4]))))
    assert one.detail["port"] == 80


def test_clear_bytes_that_a_tool_put_into_packets_were_inside_tls(tmp_path: Path) -> None:
    """As friTap, r0capture and ssl_logger write them: no checksums, the longest life, no handshake."""
    packets = []
    for packet in Conversation().say(True, ASKED).say(False, ANSWERED).packets:
        made = bytearray(packet)
        made[8], made[10:12], made[36:38] = 255, b"\0\0", b"\0\0"
        packets.append(bytes(made))
    (one,) = requests(pcap(tmp_path / "c.pcap", packets))
    assert (one.detail["scheme"], one.detail["layer"], bodies(one)["up"]) == ("https", "tls", b"hello")


# ------------------------------------------------------------------------------------------------ UDP


def _dns_answer(name: bytes, address: bytes) -> bytes:
    question = b"".join(bytes([len(label)]) + label for label in name.split(b".")) + b"\0"
    return (
        struct.pack(">HHHHHH", 1, 0x8180, 1, 1, 0, 0)
        + question
        + b"\0\1\0\1"
        + b"\xc0\x0c\0\1\0\1\0\0\0\1\0\4"
        + address
    )


def test_a_connection_without_a_name_gets_the_one_that_was_looked_up_before(tmp_path: Path) -> None:
    answer = ip_packet(
        "192.0.2.1", CLIENT[0], 17, udp_datagram(53, 5000, _dns_answer(b"db.test", bytes([203, 0, 113, 7])))
    )
    spoken = Conversation(server=("203.0.113.7", 6379)).begin().say(True, b"*1\r\n$4\r\nPING\r\n")
    with closing(session(pcap(tmp_path / "c.pcap", [answer, *spoken.packets]))) as reader:
        assert ("tcp", "db.test", 6379) in [(one.layer, one.host, one.port) for one in reader.coverage().unread]
        assert ("dns", "192.0.2.1", 53) in [(one.layer, one.host, one.port) for one in reader.coverage().unread]


def _initial(name: str, target: bytes = b"\x83\x94\xc8\xf0\x3e\x51\x57\x08") -> bytes:
    """The first datagram of a QUIC connection, sealed as RFC 9001 says, around a real ClientHello."""
    pipe, context = ssl.MemoryBIO(), ssl.create_default_context()
    with pytest.raises(ssl.SSLWantReadError):
        context.wrap_bio(ssl.MemoryBIO(), pipe, server_hostname=name).do_handshake()
    hello = pipe.read()[5:]
    salt = hmac.digest(bytes.fromhex("38762cf7f55934b34d179ae6a4c80cadccbb7f0a"), target, "sha256")
    client = _expanded(salt, "client in", 32)
    key, iv, mask_key = (
        _expanded(client, label, size) for label, size in (("quic key", 16), ("quic iv", 12), ("quic hp", 16))
    )
    first = b"\x06\x40\x64" + struct.pack(">H", 0x4000 | len(hello) - 100) + hello[100:]  # the end before the beginning
    frames = (first + b"\x06\x00\x40\x64" + hello[:100]).ljust(1160, b"\0")
    head = b"\xc0\0\0\0\1\x08" + target + b"\0\0" + struct.pack(">H", 0x4000 | len(frames) + 17) + b"\x02"
    sealed = AESGCM(key).encrypt(iv[:-1] + bytes([iv[-1] ^ 2]), frames, head)
    mask = Cipher(algorithms.AES(mask_key), modes.ECB()).encryptor().update(sealed[3:19])
    return bytes([head[0] ^ mask[0] & 15]) + head[1:-1] + bytes([head[-1] ^ mask[1]]) + sealed


def _expanded(secret: bytes, label: str, size: int) -> bytes:
    told = f"tls13 {label}".encode()
    return hmac.digest(secret, struct.pack(">HB", size, len(told)) + told + b"\0\1", "sha256")[:size]


def test_quic_is_counted_under_its_name(tmp_path: Path) -> None:
    sent = ip_packet(CLIENT[0], "203.0.113.9", 17, udp_datagram(40_000, 443, _initial("h3.test")))
    with closing(session(pcap(tmp_path / "c.pcap", [sent]))) as reader:
        (one,) = reader.coverage().unread
        assert (one.layer, one.host, one.connections) == ("quic", "h3.test", 1)


# ------------------------------------------------------------------------------------------------ hostile


def test_a_file_that_breaks_off_gives_what_stands_before(tmp_path: Path) -> None:
    path = pcap(tmp_path / "c.pcap", http().packets)
    path.write_bytes(path.read_bytes()[:-10])
    made = intake.take_in(path, tmp_path / "c.session")
    assert made.remarks == ("c.pcap breaks off or is damaged behind its packet 5. What stands before was imported.",)
    with closing(Reader(made.path)) as reader:
        assert reader.count("kind:request") == 1


@pytest.mark.parametrize(
    "content", [b"\xd4\xc3\xb2\xa1", b"\xd4\xc3\xb2\xa1" + b"\xff" * 60, b"\x0a\x0d\x0d\x0a" + bytes(40)]
)
def test_a_file_without_packets_is_refused(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "c.pcap").write_bytes(content)
    with pytest.raises(FileProblem):
        open_capture(tmp_path / "c.pcap")


def test_a_flood_of_segments_that_wait_for_one_that_never_comes_keeps_memory_small(tmp_path: Path) -> None:
    spoken = Conversation(server=("203.0.113.7", 80), segment_bytes=1).begin()
    spoken.say(True, b"x" * 5000)
    capture = open_capture(pcap(tmp_path / "c.pcap", spoken.packets[:2] + spoken.packets[3:]))
    with capture.stream:
        assert sum(fields["size"] for _, kind, fields, _ in capture.rows if kind == "data") == 5000


_FILE = b""


def _whole(folder: Path) -> bytes:
    global _FILE
    if not _FILE:
        talk = Talk(folder).say(True, ASKED).say(False, ANSWERED[:300])
        secrets = talk.key_log.read_bytes()
        dns = ip_packet("192.0.2.1", CLIENT[0], 17, udp_datagram(53, 5000, _dns_answer(b"db.test", b"abcd")))
        frames = [framed(1, packet) for packet in (dns, *http().packets, *talk.on_wire.packets)]
        _FILE = pcapng(folder / "whole", frames, 1, secrets=secrets).read_bytes()
    return _FILE


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_no_damage_to_a_capture_is_anything_but_a_file_problem(tmp_path: Path, data: st.DataObject) -> None:
    whole = bytearray(_whole(tmp_path))
    for _ in range(data.draw(st.integers(1, 8))):
        at = data.draw(st.integers(0, len(whole) - 1))
        whole[at : at + data.draw(st.integers(0, 3))] = data.draw(st.binary(max_size=3))
    path = tmp_path / "c.pcapng"
    path.write_bytes(whole)
    try:
        capture = open_capture(path)
        with capture.stream:
            assert sum(1 for _ in capture.rows) < 1000
    except FileProblem as problem:
        assert problem.hint  # noqa: PT017 - most damage is none that stops the reading
