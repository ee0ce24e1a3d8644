"""What passes below TLS and beside it: counted, named, joined, and never taken twice."""

from __future__ import annotations

import shutil
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.hooks.native_rig import do, opened, passed, program
from tests.hooks.rig import App, Echo, Reader, Row
from tests.waiting import wait_until

HOST = "chat.example.test"

# Does what it is told, a Python expression a line, and says what came of it.
TALKER = """
import socket, ssl, sys
context = ssl._create_unverified_context()
def tls(port):
    return context.wrap_socket(socket.create_connection(("127.0.0.1", port)), server_hostname="chat.example.test")
def memory(port):
    carrier, inside, outside = socket.create_connection(("127.0.0.1", port)), ssl.MemoryBIO(), ssl.MemoryBIO()
    talk = context.wrap_bio(inside, outside, server_hostname="chat.example.test")
    def until(step):
        while True:
            try:
                done = step()
                carrier.sendall(outside.read())
                return done
            except ssl.SSLWantReadError:
                carrier.sendall(outside.read())
                inside.write(carrier.recv(65536))
    until(talk.do_handshake)
    return carrier, talk, until
for line in sys.stdin:
    exec(line)
    print("OK", flush=True)
"""


@pytest.fixture
def talker() -> Iterator[App]:
    with program(sys.executable, "-c", TALKER) as app:
        yield app


def last_counts(rows: list[Row]) -> dict[int, dict[str, int]]:
    """What was counted last, by connection."""
    return {row.fields["conn"]: row.fields for row in rows if row.kind == "passed"}


def counted(reader: Reader, layer: str, up: int) -> tuple[Row, dict[str, int]]:
    """Reads until so many bytes up were counted on a connection of that layer."""

    def found(rows: list[Row]) -> list[tuple[Row, dict[str, int]]]:
        counts = last_counts(rows)
        mine = [row for row in opened(rows) if row.fields["layer"] == layer and row.fields["conn"] in counts]
        return [(row, counts[row.fields["conn"]]) for row in mine if counts[row.fields["conn"]]["up"] >= up]

    return found(reader.until(lambda rows: bool(found(rows))))[0]


@pytest.mark.parametrize(
    ("first", "layer"),
    [(b"\xc3\x00\x00\x00\x01" + b"i" * 1195, "quic"), (b"\x40" + b"d" * 99, "udp"), (b"\xc3\x00\x00\x00\x09xx", "udp")],
)
@pytest.mark.parametrize("connected", [True, False])
def test_datagrams_are_counted_by_peer_and_quic_is_known_by_its_first(
    talker: App, bundle: str, first: bytes, layer: str, connected: bool
) -> None:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as peer:
        peer.bind(("127.0.0.1", 0))
        port = peer.getsockname()[1]
        talker.watch(bundle)
        reader = talker.reader()
        do(talker, "s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)")
        if connected:
            do(talker, f"s.connect(('127.0.0.1', {port})); s.send({first!r}); s.sendmsg([b'abc', b'de'])")
        else:
            do(talker, f"to = ('127.0.0.1', {port}); s.sendto({first!r}, to); s.sendmsg([b'abc', b'de'], [], 0, to)")
        _, sender = peer.recvfrom(2000)
        peer.sendto(b"back", sender)
        peer.sendto(b"again", sender)
        do(talker, "s.recv(100); s.recvfrom(100)")
        connection, counts = counted(reader, layer, len(first) + 5)
        reader.until(lambda rows: last_counts(rows)[connection.fields["conn"]]["down"] >= 9)
    said = {key: connection.fields.get(key) for key in ("ip", "port", "unreadable")}
    assert said == {"ip": "127.0.0.1", "port": port, "unreadable": True}
    counts = last_counts(reader.rows)[connection.fields["conn"]]
    conn = connection.fields["conn"]
    assert counts == {"conn": conn, "up": len(first) + 5, "down": 9, "up_count": 2, "down_count": 2}
    assert not [row for row in reader.rows if row.kind == "data"]


def test_tls_of_a_library_nobody_knows_is_counted_and_named_by_its_hello(talker: App, bundle: str) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        talker.watch(bundle)
        reader = talker.reader()
        make = "t = context.wrap_bio(ssl.MemoryBIO(), out := ssl.MemoryBIO(), server_hostname='other.example.test')"
        # A ClientHello of other bytes than the stack's own: the random number is turned.
        turn = "h = bytearray(out.read()); h[11:43] = bytes(b ^ 1 for b in h[11:43])"
        do(talker, make)
        do(talker, "exec('try: t.do_handshake()\\nexcept ssl.SSLWantReadError: pass')")
        do(talker, turn)
        do(talker, f"s = socket.create_connection(('127.0.0.1', {port})); s.sendall(h)")
        peer, _ = server.accept()
        do(talker, "s.sendall(b'\\x17\\x03\\x03\\x00\\x05hello')")
        with peer:
            peer.sendall(b"\x16\x03\x03\x00\x02xx")
            do(talker, "s.recv(100); size = len(h); s.close()")
        rows = reader.until(lambda rows: any(row.kind == "close" for row in rows))
    [connection] = opened(rows)
    assert {key: connection.fields.get(key) for key in ("layer", "host", "ip", "port", "unreadable")} == {
        "layer": "tls", "host": "other.example.test", "ip": "127.0.0.1", "port": port, "unreadable": True,
    }  # fmt: skip
    counts = last_counts(rows)[connection.fields["conn"]]
    assert counts["up"] > 200
    assert counts["down"] == 7
    assert not [row for row in rows if row.kind == "data"]


@pytest.mark.parametrize("how", ["tls", "memory"])
def test_a_connection_that_was_there_before_the_agent_is_told_as_a_rest(
    talker: App, bundle: str, tls_echo: Echo, how: str
) -> None:
    if how == "tls":
        do(talker, f"s = tls({tls_echo.port}); s.sendall(b'before'); s.recv(100)")
    else:
        do(talker, f"carrier, s, until = memory({tls_echo.port}); until(lambda: s.write(b'before')); until(s.read)")
    talker.watch(bundle)
    reader = talker.reader()
    if how == "tls":
        do(talker, "s.sendall(b'after it'); s.recv(100)")
    else:
        do(talker, "until(lambda: s.write(b'after it')); until(s.read)")
    rows = reader.until(lambda rows: any(row.fields.get("dir") == "down" for row in rows))
    do(talker, "(carrier if 'carrier' in globals() else s).close()")
    rows = reader.until(lambda rows: any(row.kind == "close" for row in rows))
    [connection] = opened(rows)
    assert (connection.fields["partial"], connection.fields["host"]) == (True, HOST)
    assert passed(rows, connection.fields["conn"], "up") == b"after it"
    assert passed(rows, connection.fields["conn"], "down") == b"after it"


def test_what_a_native_connection_sends_after_a_quiet_time_is_told_as_a_rest(
    talker: App, bundle: str, tls_echo: Echo
) -> None:
    talker.watch(bundle)
    reader = talker.reader()
    do(talker, f"s = tls({tls_echo.port}); s.sendall(b'before'); s.recv(100)")
    reader.ask("quiet")
    do(talker, "s.sendall(b'unseen'); s.recv(100)")
    reader.ask("wake")
    do(talker, "s.sendall(b'after'); s.recv(100)")
    rows = reader.until(lambda rows: b"after" in [row.payload for row in rows if row.fields.get("dir") == "down"])
    do(talker, "s.close()")
    whole, rest = opened(rows)
    assert "partial" not in whole.fields
    assert rest.fields["partial"] is True
    assert [passed(rows, c.fields["conn"], "up") for c in (whole, rest)] == [b"before", b"after"]


def test_a_hook_that_saw_calls_says_how_many(talker: App, bundle: str, tls_echo: Echo) -> None:
    talker.watch(bundle)
    reader = talker.reader()
    do(talker, f"s = tls({tls_echo.port}); [(s.sendall(b'xyz'), s.recv(3)) for _ in range(5)]")
    reader.until(lambda rows: sum(row.fields.get("dir") == "down" for row in rows) == 5)
    do(talker, "s.close()")
    hits = {hook["id"].partition(":")[2]: hook["hits"] for hook in reader.ask("describe")["hooks"]}
    assert sum(n for hook, n in hits.items() if "SSL_write" in hook) == 5
    assert all(
        row.fields["reason"] == "no Java in this process"
        for row in reader.of("hook")
        if row.fields["id"].startswith("okhttp:")
    )


def test_a_process_without_java_says_so_and_starts_at_once(talker: App, bundle: str) -> None:
    started = talker.watch(bundle)
    assert talker.watch(bundle) == {"resident": True}
    reader = talker.reader()
    reader.until(lambda rows: any(row.kind == "process" for row in rows))
    assert reader.of("process")[0].fields["runtime"] == "native"
    assert started["pid"] == talker.process.pid


GO = """
package main
import ("bufio"; "crypto/tls"; "fmt"; "io"; "os"; "strings"; "time")
func main() {
  line, _ := bufio.NewReader(os.Stdin).ReadString(10)
  config := tls.Config{InsecureSkipVerify: true, ServerName: "chat.example.test"}
  c, err := tls.Dial("tcp", strings.TrimSpace(line), &config)
  if err != nil { fmt.Println(err); return }
  c.Write([]byte(strings.Repeat("go", 5000)))
  io.ReadFull(c, make([]byte, 10000))
  time.Sleep(time.Minute)
}
"""


def test_a_go_program_speaks_to_the_kernel_past_every_library_and_is_seen_all_the_same(
    bundle: str, tls_echo: Echo, tmp_path: Path
) -> None:
    go = shutil.which("go")
    if go is None:
        pytest.skip("no go on PATH")
    (tmp_path / "main.go").write_text(GO)
    (tmp_path / "go.mod").write_text("module client\n")
    command = [go, "build", "-o", "client", "."]
    subprocess.run(command, cwd=tmp_path, check=True, capture_output=True)
    with program(tmp_path / "client") as app:
        app.watch(bundle)
        reader = app.reader()
        app.begin(f"127.0.0.1:{tls_echo.port}")
        wait_until(lambda: tls_echo.got and len(tls_echo.got[0]) == 10_000)
        connection, counts = counted(reader, "tcp", 10_000)
    wanted = {"ip": "127.0.0.1", "port": tls_echo.port, "unreadable": True, "stream": "system calls of its own"}
    assert {key: connection.fields.get(key) for key in wanted} == wanted
    assert counts["up"] > 10_000


def test_where_a_library_guards_the_app_memory_is_not_searched_and_that_is_said(
    talker: App, bundle: str, tls_echo: Echo, tmp_path: Path
) -> None:
    guard = tmp_path / "libmsaoaidsec.so"
    inside = tmp_path / "libcronet.119.0.6045.31.so"
    for library, source in ((guard, "int guard;"), (inside, "static int SSL_write; int inside;")):
        code = tmp_path / "code.c"
        code.write_text(source)
        if shutil.which("gcc") is None:
            pytest.skip("no gcc on PATH")
        subprocess.run(["gcc", "-shared", "-o", library, code], check=True, capture_output=True)
    do(talker, f"import ctypes; kept = [ctypes.CDLL(p) for p in ({str(guard)!r}, {str(inside)!r})]")
    talker.watch(bundle)
    reader = talker.reader()
    rows = reader.until(lambda rows: any(row.fields.get("cls") == inside.name for row in rows))
    assert [row.fields["status"] for row in rows if row.fields.get("cls") == inside.name] == ["off"]
    assert [row.fields["text"].partition(" ")[0] for row in rows if row.kind == "note"] == [guard.name]
    do(talker, f"s = tls({tls_echo.port}); s.sendall(b'seen by its exports'); s.recv(100); s.close()")
    rows = reader.until(lambda rows: any(row.fields.get("dir") == "down" for row in rows))
    assert b"seen by its exports" in [row.payload for row in rows if row.kind == "data"]


def test_a_library_with_tls_that_comes_later_is_watched_from_then_on(bundle: str, tls_echo: Echo) -> None:
    late = TALKER.replace("import socket, ssl, sys\ncontext = ssl._create_unverified_context()\n", "import sys\n")
    with program(sys.executable, "-c", late) as app:
        app.watch(bundle)
        reader = app.reader()
        do(app, "import socket, ssl; context = ssl._create_unverified_context()")
        do(app, f"s = tls({tls_echo.port}); s.sendall(b'late'); s.recv(100); s.close()")
        rows = reader.until(lambda rows: any(row.fields.get("dir") == "down" for row in rows))
    [connection] = opened(rows)
    assert (connection.fields["layer"], connection.fields["host"]) == ("tls", HOST)
    assert "partial" not in connection.fields
    assert passed(rows, connection.fields["conn"], "up") == b"late"
