"""Names a process asked for: their addresses and what they are other names of, by every way an answer comes."""

from __future__ import annotations

import shutil
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from inspector import protocol
from inspector.records import Raw
from tests.hooks.native_rig import do, program
from tests.hooks.rig import App, Reader
from tests.inspector.dns_messages import ADDRESS, CNAME, message, packed, record
from tests.waiting import wait_until

CHAT, EDGE = "chat.example.test", "edge.example.test"
ANSWER = message(CHAT, record(12, CNAME, packed(EDGE)), record(EDGE, ADDRESS, bytes([203, 0, 113, 9])))
SAID = (CHAT, ("203.0.113.9",), (EDGE,))
TALKER = """
import ctypes, socket, sys
for line in sys.stdin:
    exec(line)
    print("OK", flush=True)
"""
# Stands for Android's library of that name: it hands out the answer as netd would.
NETD = """
#include <string.h>
#include <stdint.h>
#include <stddef.h>
static const uint8_t kept[] = {%s};
int resNetworkResult (int fd, int *rcode, uint8_t *answer, size_t size)
{
  if (fd < 0) return -9;
  memcpy (answer, kept, sizeof kept);
  *rcode = 0;
  return sizeof kept;
}
"""


@pytest.fixture
def talker() -> Iterator[App]:
    with program(sys.executable, "-c", TALKER) as app:
        yield app


@pytest.fixture
def name_server() -> Iterator[socket.socket]:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as server:
        try:
            server.bind(("127.0.0.1", 53))
        except OSError:
            pytest.skip("port 53 is not to be had here")
        yield server


def named(reader: Reader) -> list[tuple[str, tuple[str, ...], tuple[str, ...]]]:
    """What the host reads in the rows told of names, at least one."""
    rows = reader.until(lambda rows: any(row.kind == "dns" for row in rows))
    said = [protocol.read(Raw(0, 1, row.seq, 0.0, "dns", row.fields, row.payload)) for row in rows if row.kind == "dns"]
    return [(one.host, one.addresses, one.aliases) for one in said if isinstance(one, protocol.NameResolved)]


@pytest.mark.parametrize("take", ["s.recv(500)", "s.recvfrom(500)", "s.recvmsg(500)", "s.recv_into(bytearray(500))"])
def test_a_name_server_asked_by_the_process_itself_gives_names_and_is_called_dns(
    talker: App, name_server: socket.socket, bundle: str, take: str
) -> None:
    talker.watch(bundle)
    reader = talker.reader()
    do(talker, "s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM); s.sendto(b'asked', ('127.0.0.1', 53))")
    _, sender = name_server.recvfrom(100)
    name_server.sendto(ANSWER, sender)
    do(talker, take)
    rows = reader.until(lambda rows: any(row.kind == "passed" and row.fields["down"] for row in rows))
    [connection] = [row.fields for row in rows if row.kind == "open"]
    assert (connection["layer"], connection["port"]) == ("dns", 53)
    assert named(reader) == [SAID]


def test_the_same_answer_is_told_once_and_again_to_another_session(
    talker: App, name_server: socket.socket, bundle: str
) -> None:
    talker.watch(bundle)
    reader = talker.reader()
    do(talker, "s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM); s.connect(('127.0.0.1', 53)); s.send(b'x')")
    _, sender = name_server.recvfrom(100)
    other = message("other.example.test", record(12, ADDRESS, bytes([203, 0, 113, 10])))
    refused = message(CHAT, flags=0x8183)
    for data in (ANSWER, b"\x56\x78" + ANSWER[2:], refused, b"none", other):
        name_server.sendto(data, sender)
        do(talker, "s.recv(500)")
    reader.until(lambda rows: sum(row.kind == "dns" for row in rows) == 2)
    assert named(reader) == [SAID, ("other.example.test", ("203.0.113.10",), ())]
    reader.close()
    again = talker.reader()
    again.until(lambda rows: sum(row.kind == "dns" for row in rows) == 2)
    assert named(again) == [SAID, ("other.example.test", ("203.0.113.10",), ())]


@pytest.mark.parametrize("loaded", ["before", "after"])
def test_androids_own_whole_answers_are_read_where_they_come_out(
    talker: App, bundle: str, tmp_path: Path, loaded: str
) -> None:
    if shutil.which("gcc") is None:
        pytest.skip("no gcc on PATH")
    code, library = tmp_path / "netd.c", tmp_path / "libnetd_client.so"
    code.write_text(NETD % ", ".join(map(str, ANSWER)))
    subprocess.run(["gcc", "-shared", "-fPIC", "-o", library, code], check=True, capture_output=True)
    load = f"netd = ctypes.CDLL({str(library)!r})"
    if loaded == "before":
        do(talker, load)
    talker.watch(bundle)
    reader = talker.reader()
    if loaded == "after":
        do(talker, load)
    ask = "buffer = ctypes.create_string_buffer(8192); code = ctypes.c_int()"
    do(talker, ask + "; got = netd.resNetworkResult(-1, ctypes.byref(code), buffer, ctypes.c_size_t(8192))")
    do(talker, "assert got == -9")

    def is_seen() -> bool:
        do(talker, "got = netd.resNetworkResult(3, ctypes.byref(code), buffer, ctypes.c_size_t(8192))")
        do(talker, f"assert buffer.raw[:got] == {ANSWER!r}")  # the app has its answer as it was
        return any(hook["hits"] > 0 for hook in reader.ask("describe")["hooks"] if hook["cls"] == "libnetd_client.so")

    wait_until(is_seen)  # a library that comes later is hooked a moment after it has come
    assert named(reader) == [SAID]


def test_the_systems_canonical_name_is_told_where_the_app_asked_for_it(bundle: str, tmp_path: Path) -> None:
    hosts = tmp_path / "hosts"
    hosts.write_text(f"203.0.113.9 {EDGE} {CHAT}\n")
    alone = ["unshare", "-Urm", "sh", "-c", f'mount --bind {hosts} /etc/hosts && exec "$@"', "alone"]
    if shutil.which("unshare") is None or subprocess.run([*alone, "true"], capture_output=True, check=False).returncode:
        pytest.skip("no file system of its own to be had for a program")
    with program(*alone, sys.executable, "-c", TALKER) as app:
        app.watch(bundle)
        reader = app.reader()
        do(app, f"socket.getaddrinfo({CHAT!r}, 443)")
        assert named(reader) == [(CHAT, ("203.0.113.9",), ())]
        do(app, f"socket.getaddrinfo({CHAT!r}, 443, flags=socket.AI_CANONNAME)")
        reader.until(lambda rows: sum(row.kind == "dns" for row in rows) == 2)
        assert named(reader)[1] == SAID
        do(app, f"socket.getaddrinfo({EDGE!r}, 443, flags=socket.AI_CANONNAME)")
        reader.until(lambda rows: sum(row.kind == "dns" for row in rows) == 3)
        assert named(reader)[2] == (EDGE, ("203.0.113.9",), ())
