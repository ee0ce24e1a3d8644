"""Name servers asked by clients that apps bring with them, on a real JVM: what they were told is read."""

from __future__ import annotations

import contextlib
import shutil
import socket
import subprocess
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from inspector import protocol
from inspector.records import Raw
from tests.hooks.native_rig import program
from tests.hooks.rig import App, Reader, run_app
from tests.inspector.dns_messages import ADDRESS, CNAME, message, packed, record
from tests.rigs import maven
from tests.waiting import wait_until

SOURCE = Path(__file__).resolve().parent / "resolvers" / "Resolvers.java"
HOW = ("plain", "dnsjava", "netty")
JARS = ("dnsjava:dnsjava:3.6.3", "io.netty:netty-resolver-dns:4.1.110.Final")
ARES = """
const { Resolver } = require("dns");
const resolver = new Resolver();
resolver.setServers(["127.0.0.2"]);
process.stdin.on("data", (line) =>
  resolver.resolve4(line.toString().trim(), (fault, found) => console.log("OK " + (fault ?? found[0]))));
"""
ALIASES = ("shop.collect.example", "edge7.far.example")


@pytest.fixture(scope="module")
def name_server() -> Iterator[None]:
    """At 127.0.0.2, port 53: every name is another name of shop.collect.example, that of edge7.far.example."""
    server = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    try:
        server.bind(("127.0.0.2", 53))
    except OSError:
        server.close()
        pytest.skip("port 53 is not to be had here")
    thread = threading.Thread(target=_serve, args=(server,))
    thread.start()
    yield
    server.sendto(b"", ("127.0.0.2", 53))  # the end
    thread.join()


def _serve(server: socket.socket) -> None:
    with server:
        while True:
            question, asker = server.recvfrom(1000)
            if not question:
                return
            with contextlib.suppress(UnicodeDecodeError, IndexError):
                server.sendto(question[:2] + _answer(question)[2:], asker)


def _answer(question: bytes) -> bytes:
    labels, at = [], 12
    while size := question[at]:
        labels.append(question[at + 1 : at + 1 + size].decode())
        at += size + 1
    records = [record(12, CNAME, packed(ALIASES[0])), record(ALIASES[0], CNAME, packed(ALIASES[1]))]
    if (asked := int.from_bytes(question[at + 1 : at + 3], "big")) == ADDRESS:
        records.append(record(ALIASES[1], ADDRESS, bytes([203, 0, 113, 40])))
    return message(".".join(labels), *records, asked=asked)


@pytest.fixture(scope="module")
def app(name_server: None, bundle: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[App]:
    if maven.missing():
        pytest.skip(maven.missing())
    folder = maven.fetch(*JARS, transitive=True)[0].parent
    out = tmp_path_factory.mktemp("resolvers")
    subprocess.run(["javac", "-nowarn", "-d", str(out), "-cp", f"{folder}/*", str(SOURCE)], check=True, timeout=120)
    with run_app(f"{out}:{folder}/*", "Resolvers") as running:
        running.watch(bundle)
        yield running


def said_of(name: str, reader: Reader) -> list[protocol.NameResolved]:
    """What the host reads of a name with addresses in the rows that were told by now."""
    reader.ask("describe")  # what comes before its answer is kept
    rows = [row for row in reader.rows if row.kind == "dns"]
    read = [protocol.read(Raw(0, 1, row.seq, 0.0, row.kind, row.fields, row.payload)) for row in rows]
    return [one for one in read if isinstance(one, protocol.NameResolved) and one.host == name and one.addresses]


def asked(tell: Callable[[], str], name: str, reader: Reader) -> list[protocol.NameResolved]:
    """What is told when a program asks for a name: again and again, for on a busy machine hooks come a moment later."""

    def told() -> list[protocol.NameResolved]:
        assert tell() == "203.0.113.40"
        return said_of(name, reader)

    return wait_until(told)


@pytest.mark.parametrize("how", HOW)
def test_what_a_client_in_java_was_told_of_a_name_is_told_with_the_names_on_the_way(app: App, how: str) -> None:
    name = f"{how}.shop.example"
    reader = app.reader()
    assert asked(lambda: app.tell(how, name), name, reader) == [protocol.NameResolved(name, ("203.0.113.40",), ALIASES)]
    reader.close()


def test_what_c_ares_in_a_process_without_java_was_told_is_told_too(name_server: None, bundle: str) -> None:
    node = shutil.which("node")
    if node is None:
        pytest.skip("no node on PATH")
    with program(node, "-e", ARES) as app:
        app.watch(bundle)
        reader = app.reader()
        name = "ares.shop.example"
        assert asked(lambda: app.tell(name), name, reader)[0].aliases == ALIASES
