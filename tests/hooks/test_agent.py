"""The agent in a real JVM: what it tells is what passed, the app is unharmed, and nobody else gets a byte."""

from __future__ import annotations

import shutil
import socket
import subprocess
import uuid
from collections.abc import Callable
from pathlib import Path

import frida
import pytest

from tests.hooks.rig import JAVA_FILES, App, Echo, Reader, Refused, Row, java

TEXT = "Where can I get help? 도움 \U0001f642"


def passed(rows: list[Row], conn: int, direction: str) -> bytes:
    data = [row for row in rows if row.kind == "data" and row.fields["conn"] == conn]
    return b"".join(row.payload for row in data if row.fields["dir"] == direction)


def closed(count: int) -> Callable[[list[Row]], bool]:
    return lambda rows: sum(row.kind == "close" for row in rows) >= count


def opened(rows: list[Row]) -> list[Row]:
    return [row for row in rows if row.kind == "open"]


@pytest.fixture
def watched(app: App, bundle: str) -> App:
    app.watch(bundle)
    return app


def test_bytes_inside_tls_are_told_in_both_directions_exactly(watched: App, tls_echo: Echo) -> None:
    reader = watched.reader()
    assert watched.tell("tls", tls_echo.port, TEXT.replace(" ", "_")) == TEXT.replace(" ", "_")
    rows = reader.until(closed(1))
    [connection] = opened(rows)
    assert connection.fields["layer"] == "tls"
    assert connection.fields["host"] == "chat.example.test"
    assert connection.fields["port"] == tls_echo.port
    wanted = TEXT.replace(" ", "_").encode()
    assert bytes(tls_echo.got[0]) == wanted
    assert passed(rows, connection.fields["conn"], "up") == wanted
    assert passed(rows, connection.fields["conn"], "down") == wanted


def test_bytes_on_a_clear_socket_are_told_exactly(watched: App, clear_echo: Echo) -> None:
    reader = watched.reader()
    watched.tell("clear", clear_echo.port, "in-the-clear")
    rows = reader.until(closed(1))
    [connection] = opened(rows)
    assert (connection.fields["layer"], connection.fields["host"]) == ("tcp", "localhost")
    assert passed(rows, connection.fields["conn"], "up") == bytes(clear_echo.got[0]) == b"in-the-clear"
    assert passed(rows, connection.fields["conn"], "down") == b"in-the-clear"


@pytest.mark.parametrize("how", ["odd", "wrapped"])
def test_a_tls_socket_of_an_unknown_class_is_told_once_and_whole(watched: App, tls_echo: Echo, how: str) -> None:
    reader = watched.reader()
    watched.tell(how, tls_echo.port, "through-an-unknown-class")
    rows = reader.until(closed(1))
    [connection] = opened(rows)
    assert passed(rows, connection.fields["conn"], "up") == b"through-an-unknown-class"
    assert passed(rows, connection.fields["conn"], "down") == b"through-an-unknown-class"


def test_each_row_names_a_stack_that_was_told_before_it(watched: App, tls_echo: Echo) -> None:
    reader = watched.reader()
    watched.tell("tls", tls_echo.port, "who-sent-this")
    rows = reader.until(closed(1))
    told: dict[str, list[str]] = {}
    for row in rows:
        if row.kind == "stack":
            assert row.fields["id"] not in told
            told[row.fields["id"]] = row.fields["frames"]
        elif "stack" in row.fields:
            assert row.fields["stack"] in told
    writes = [told[row.fields["stack"]] for row in rows if row.kind == "data" and row.fields["dir"] == "up"]
    assert all(frames[0].startswith("sun.security.ssl.SSLSocketImpl$AppOutputStream.write(") for frames in writes)
    assert all("Talker.main(Talker.java" in frames[-1] for frames in writes)


def test_a_reader_without_the_token_gets_not_one_byte(watched: App) -> None:
    with pytest.raises(Refused) as refusal:
        Reader(watched.agent, str(uuid.uuid4()), token="0" * 64)
    assert refusal.value.data == b""
    assert watched.reader().hello["op"] == "hello"


def test_a_connection_that_says_nothing_is_closed_without_a_byte(watched: App) -> None:
    with socket.socket(socket.AF_UNIX) as silent:
        silent.settimeout(20)
        silent.connect("\0" + watched.agent["socket"])
        assert silent.recv(1) == b""


def test_rows_not_acknowledged_come_again_and_acknowledged_ones_do_not(watched: App, clear_echo: Echo) -> None:
    session = str(uuid.uuid4())
    first = watched.reader(session)
    watched.tell("clear", clear_echo.port, "before-the-loss")
    rows = list(first.until(closed(1), ack=False))
    first.close()
    second = watched.reader(session)
    again = second.until(lambda all_rows: bool(all_rows) and all_rows[-1].seq >= rows[-1].seq, ack=False)[: len(rows)]
    assert again == rows
    half = rows[len(rows) // 2].seq
    second.ack(half)
    second.close()
    third = watched.reader(session, stored=half)
    assert third.hello["oldest"] == half + 1
    watched.tell("clear", clear_echo.port, "after-the-loss")
    rest = third.until(closed(2))
    seqs = [row.seq for row in rest]
    assert seqs == list(range(half + 1, half + 1 + len(seqs)))


def test_a_new_reader_takes_over_from_an_old_one(watched: App) -> None:
    session = str(uuid.uuid4())
    old = watched.reader(session)
    new = watched.reader(session)
    with pytest.raises((Refused, ConnectionError)):
        old.until(lambda _: False, ack=False)
    assert new.ask("describe")["op"] == "description"


def test_another_session_begins_with_what_a_fresh_file_needs(watched: App, clear_echo: Echo) -> None:
    first = watched.reader()
    watched.tell("clear", clear_echo.port, "in-the-first-session")
    first.until(closed(1))
    hooks = {row.fields["id"]: row.fields["status"] for row in first.of("hook")}
    first.close()
    second = watched.reader()
    watched.tell("clear", clear_echo.port, "in-the-second-session")
    rows = second.until(closed(1))
    assert rows[0].kind == "process"
    assert {row.fields["id"]: row.fields["status"] for row in second.of("hook")} == hooks
    assert b"first" not in b"".join(row.payload for row in rows)
    assert all(row.seq >= second.hello["oldest"] for row in rows)
    stacks = {row.fields["id"] for row in second.of("stack")}
    assert {row.fields["stack"] for row in rows if "stack" in row.fields} <= stacks


def test_quiet_passes_calls_through_and_wake_watches_again(watched: App, clear_echo: Echo) -> None:
    reader = watched.reader()
    watched.tell("clear", clear_echo.port, "seen-first")
    assert reader.ask("quiet") == {"op": "state", "state": "quiet"}
    before = len(reader.of("data"))
    assert before > 0
    assert watched.tell("clear", clear_echo.port, "not-to-be-seen") == "not-to-be-seen"
    assert reader.ask("wake")["state"] == "watching"
    watched.tell("clear", clear_echo.port, "seen-again")
    rows = reader.until(closed(2))
    assert b"not-to-be-seen" not in b"".join(row.payload for row in rows)
    assert b"seen-again" in passed(rows, opened(rows)[-1].fields["conn"], "up")


def test_what_a_connection_sends_after_a_quiet_time_is_told_as_a_rest(watched: App, clear_echo: Echo) -> None:
    reader = watched.reader()
    watched.tell("hold", clear_echo.port, "before")
    reader.ask("quiet")
    watched.tell("more", "unseen")
    reader.ask("wake")
    watched.tell("more", "after")
    rows = reader.until(lambda rows: b"after" in [row.payload for row in rows if row.fields.get("dir") == "down"])
    whole, rest = opened(rows)
    assert "partial" not in whole.fields
    assert rest.fields["partial"] is True
    assert (passed(rows, whole.fields["conn"], "up"), passed(rows, rest.fields["conn"], "up")) == (b"before", b"after")
    assert [row.fields["conn"] for row in rows if row.kind == "close"] == [whole.fields["conn"]]


def test_a_connection_that_was_there_before_the_agent_is_told_as_a_rest(
    app: App, bundle: str, clear_echo: Echo
) -> None:
    app.tell("hold", clear_echo.port, "before")
    app.watch(bundle)
    reader = app.reader()
    app.tell("more", "after")
    rows = reader.until(lambda rows: any(row.fields.get("dir") == "down" for row in rows))
    [connection] = opened(rows)
    assert connection.fields["partial"] is True
    assert connection.fields["port"] == clear_echo.port
    assert passed(rows, connection.fields["conn"], "up") == b"after"


def test_a_library_with_tls_of_its_own_is_said_not_to_be_watched(watched: App, tmp_path: Path) -> None:
    library = tmp_path / "libcronet.119.0.6045.31.so"
    shutil.copy(Path(java()).parents[1] / "lib" / "libzip.so", library)
    reader = watched.reader()
    watched.tell("library", library)
    rows = reader.until(lambda rows: any(row.fields.get("cls") == library.name for row in rows))
    [hook] = [row.fields for row in rows if row.fields.get("cls") == library.name]
    assert (hook["group"], hook["status"]) == ("network", "off")


def test_a_second_start_in_the_same_process_says_resident(watched: App, bundle: str, clear_echo: Echo) -> None:
    assert watched.watch(bundle) == {"resident": True}
    reader = watched.reader()
    assert watched.tell("clear", clear_echo.port, "still-here") == "still-here"
    assert len(opened(reader.until(closed(1)))) == 1


def test_the_app_gets_its_own_result_under_load_with_garbage_collected(app: App, bundle: str, tls_echo: Echo) -> None:
    work = ("load", tls_echo.port, 4, 50, 20000)
    unhooked = app.tell(*work)
    served = len(tls_echo.got)
    app.watch(bundle)
    reader = app.reader()
    app.begin(*work)
    rows = reader.until(closed(4))
    assert app.answer() == unhooked
    assert reader.heads[-1]["dropped_rows"] == 0
    up = sorted(passed(rows, row.fields["conn"], "up") for row in opened(rows))
    assert up == sorted(bytes(got) for got in tls_echo.got[served:])
    assert up == sorted(passed(rows, row.fields["conn"], "down") for row in opened(rows))
    assert [row.seq for row in rows] == list(range(1, len(rows) + 1))
    assert len({row.tid for row in rows if row.kind == "data"}) == 4


def test_the_app_ends_by_itself_with_the_agent_in_it(watched: App) -> None:
    watched.reader()
    assert watched.process.stdin is not None
    watched.process.stdin.close()
    assert watched.process.wait(20) == 0


def test_an_exception_reaches_the_app_unchanged(app: App, bundle: str) -> None:
    unhooked = app.tell("fail")
    app.watch(bundle)
    assert app.tell("fail") == unhooked
    assert unhooked.startswith("java.net.ConnectException:")


def test_a_string_reaches_the_app_as_the_same_object_through_a_hook_put_in_late(watched: App, tmp_path: Path) -> None:
    source = JAVA_FILES / "late" / "com" / "ishumei" / "smantifraud" / "SmAntiFraud.java"
    subprocess.run(["javac", "-d", str(tmp_path), str(source)], check=True)
    reader = watched.reader()
    watched.tell("late", tmp_path)
    hook = "shumei:com.ishumei.smantifraud.SmAntiFraud.getDeviceId"
    reader.until(lambda rows: (hook, "installed") in [(r.fields.get("id"), r.fields.get("status")) for r in rows])
    reader.ask("describe")
    assert watched.tell("device_id") == "true"
    rows = reader.until(lambda rows: any(row.kind == "sdk" for row in rows))
    assert reader.of("present")[-1].fields["sdk"] == "shumei"
    assert [row.fields["value"] for row in rows if row.kind == "sdk"] == ["a\U0001f600\x00b\ud83d"]


def test_the_outbox_keeps_its_bound_and_counts_what_it_lets_go(app: App, bundle: str, tls_echo: Echo) -> None:
    bound = 1_000_000  # what a fresh session needs, a row for every hook, is never dropped
    app.watch(bundle, outbox_bytes=bound)
    total = int(app.tell("flood", tls_echo.port, 4000, 1000))
    reader = app.reader()
    described = reader.ask("describe")
    assert described["outbox_bytes"] <= bound
    rows = reader.until(closed(1))
    head = reader.heads[-1]
    kept = sum(len(row.payload) for row in rows if row.kind == "data")
    lost = sum(row.fields.get("lost", 0) for row in rows)
    assert kept + head["dropped_bytes"] == total
    assert lost <= head["dropped_bytes"]
    assert head["dropped_rows"] > 0
    assert rows[-1].seq - rows[0].seq + 1 == len(rows) + head["dropped_rows"]
    assert {"process", "hook"} <= {row.kind for row in rows}


def test_the_apps_own_cipher_is_told_with_key_and_bytes_and_tls_own_are_not(watched: App, tls_echo: Echo) -> None:
    reader = watched.reader()
    watched.tell("tls", tls_echo.port, "handshake-uses-ciphers-too")
    watched.tell("crypt", "a-secret-of-the-app")
    rows = reader.until(lambda rows: {"cipher", "gzip"} <= {row.fields.get("op") for row in rows})
    [cipher] = [row for row in rows if row.fields.get("op") == "cipher"]
    [gzip] = [row for row in rows if row.fields.get("op") == "gzip"]
    assert cipher.fields["alg"] == "AES/CBC/PKCS5Padding"
    assert cipher.fields["mode"] == "encrypt"
    assert bytes.fromhex(cipher.fields["key"]) == b"0123456789abcdef"
    assert bytes.fromhex(cipher.fields["iv"]) == b"fedcba9876543210"
    assert cipher.payload[: cipher.fields["in"]] == b"a-secret-of-the-app"
    assert len(cipher.payload) - cipher.fields["in"] == 32
    assert (gzip.fields["op"], gzip.payload) == ("gzip", b"a-secret-of-the-app")


def test_an_agent_that_comes_while_the_vm_is_being_made_waits_for_it(
    compiled: Path, bundle: str, clear_echo: Echo
) -> None:
    device = frida.get_local_device()
    pid = device.spawn([java(), "-cp", str(compiled), "Talker"], stdio="pipe")
    try:
        script = device.attach(pid).create_script(bundle)
        device.resume(pid)
        script.load()
        agent = script.exports_sync.start({"package": "com.example.talker", "process": "com.example.talker"})
        reader = Reader(agent, str(uuid.uuid4()))
        device.input(pid, f"clear {clear_echo.port} early\n".encode())
        rows = reader.until(closed(1))
        reader.close()
        assert passed(rows, opened(rows)[0].fields["conn"], "up") == b"early"
        assert "failed" not in {row.fields["status"] for row in rows if row.kind == "hook"}
    finally:
        device.kill(pid)


def test_absent_classes_are_said_to_be_absent(watched: App) -> None:
    reader = watched.reader()
    rows = reader.until(lambda rows: any(row.fields.get("id") == "loaders:java.lang.ClassLoader.$init" for row in rows))
    status = {row.fields["id"]: row.fields["status"] for row in rows if row.kind == "hook"}
    assert status["tls:sun.security.ssl.SSLSocketImpl$AppOutputStream.write"] == "installed"
    assert status["applog:com.bytedance.applog.AppLog.onEventV3"] == "absent"
    assert "failed" not in status.values()
    assert not [row for row in rows if row.kind == "note"]


def test_the_agent_is_type_correct(bundle: str) -> None:
    assert bundle
    npx = shutil.which("npx")
    if npx is None:
        pytest.skip("no npm: npx is not on PATH")
    hooks = JAVA_FILES.parents[2] / "hooks"
    done = subprocess.run(
        [npx, "--no-install", "tsc", "--noEmit"], cwd=hooks, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout
