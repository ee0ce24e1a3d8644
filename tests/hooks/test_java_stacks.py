"""Every TLS stack of the Java world, byte by byte against what the server saw: sockets, engines, channels, gRPC."""

from __future__ import annotations

import ssl
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from inspector.pipeline import Pipeline
from inspector.recipients import Recipients
from inspector.records import Batch, Observation, Raw
from tests.hooks.rig import App, Reader, Row, run_app
from tests.hooks.stacks.server import Server, Told
from tests.rigs import maven
from tests.waiting import wait_until

SOURCE = Path(__file__).resolve().parent / "stacks" / "Stacks.java"
# Conscrypt's socket by file descriptor looks into the channel's.
OPENS = ("--add-opens=java.base/sun.nio.ch=ALL-UNNAMED",)
JARS = (
    "com.squareup.okhttp3:okhttp:4.12.0",
    "io.grpc:grpc-okhttp:1.64.0",
    "io.grpc:grpc-netty-shaded:1.64.0",
    "io.grpc:grpc-stub:1.64.0",
    "io.netty:netty-codec-http:4.1.110.Final",
    "io.netty:netty-handler:4.1.110.Final",
    "org.apache.httpcomponents:httpclient:4.5.14",
    "org.apache.httpcomponents.client5:httpclient5:5.3.1",
    "org.conscrypt:conscrypt-openjdk-uber:2.5.2",
    "io.ktor:ktor-client-cio-jvm:2.3.11",
)


@pytest.fixture(scope="module")
def class_path(tmp_path_factory: pytest.TempPathFactory) -> str:
    if maven.missing():
        pytest.skip(maven.missing())
    folder = maven.fetch(*JARS, transitive=True)[0].parent
    out = tmp_path_factory.mktemp("stacks")
    subprocess.run(["javac", "-nowarn", "-d", str(out), "-cp", f"{folder}/*", str(SOURCE)], check=True, timeout=120)
    return f"{out}:{folder}/*"


@pytest.fixture(scope="module")
def app(class_path: str, bundle: str) -> Iterator[App]:
    with run_app(class_path, "Stacks", *OPENS) as running:
        running.watch(bundle)
        yield running


@pytest.fixture
def reader(app: App) -> Iterator[Reader]:
    reader = app.reader()
    yield reader
    reader.close()


@pytest.fixture
def h2_server(tls_context: ssl.SSLContext) -> Iterator[Server]:
    tls_context.set_alpn_protocols(["h2", "http/1.1"])
    server = Server(tls_context)
    yield server
    server.close()


@pytest.fixture
def clear_server() -> Iterator[Server]:
    server = Server(None)
    yield server
    server.close()


def passed(rows: list[Row], conn: int, direction: str) -> bytes:
    data = [row for row in rows if row.kind == "data" and row.fields["conn"] == conn]
    return b"".join(row.payload for row in data if row.fields["dir"] == direction)


def opened(rows: list[Row], layer: str) -> list[Row]:
    return [row for row in rows if row.kind == "open" and row.fields["layer"] == layer and "partial" not in row.fields]


def all_told(reader: Reader, layer: str, seen: list[Told]) -> list[Row]:
    """Rows, once as many bytes were told in that layer as the server saw. The agent tells up before it is sent."""
    wanted = [sum(len(told.up) for told in seen), sum(len(told.down) for told in seen)]

    def enough(rows: list[Row]) -> bool:
        conns = {row.fields["conn"] for row in opened(rows, layer)}
        data = [row for row in rows if row.kind == "data" and row.fields["conn"] in conns]
        sizes = [sum(len(row.payload) for row in data if row.fields["dir"] == d) for d in ("up", "down")]
        return all(size >= want for size, want in zip(sizes, wanted, strict=True))

    rows = reader.until(enough)
    up = sum(len(passed(rows, row.fields["conn"], "up")) for row in opened(rows, layer))
    wait_until(lambda: sum(len(told.up) for told in seen) >= up, what="what a client says last before it closes")
    return rows


def derived(rows: list[Row]) -> Batch:
    """What the pipeline makes of the rows, with the session's end behind them."""
    raws = [
        Raw(number, 1, number, float(number), row.kind, row.fields, row.payload) for number, row in enumerate(rows, 1)
    ]
    raws.append(Raw(len(raws) + 1, 0, 1, float(len(raws) + 6000), "end", {}))
    return Pipeline("com.example.talker", Recipients.load()).take(raws)


def of_kind(batch: Batch, kind: str) -> list[Observation]:
    return [o for o in batch.observations if o.kind == kind]


def compare(rows: list[Row], layer: str, seen: list[Told]) -> Batch:
    """Bytes, requests and messages against the server's own; nothing more and nothing less was told."""
    connections = opened(rows, layer)
    told = sorted((passed(rows, c.fields["conn"], "up"), passed(rows, c.fields["conn"], "down")) for c in connections)
    assert told == sorted((bytes(one.up), bytes(one.down)) for one in seen)
    assert not [row for row in rows if row.kind == "note"]
    conns = {row.fields["conn"] for row in connections}
    batch = derived([row for row in rows if row.fields.get("conn") in {None, *conns}])
    requests = [(o.detail["method"], o.detail["target"], _body(o)) for o in of_kind(batch, "request")]
    assert sorted(requests) == sorted(request for one in seen for request in one.requests)
    assert all(o.detail["complete"] for o in of_kind(batch, "request"))
    messages = [(o.detail["direction"], _body(o)) for o in of_kind(batch, "message")]
    assert sorted(messages) == sorted(message for one in seen for message in one.messages)
    return batch


def _body(observation: Observation) -> bytes:
    return observation.bodies[0].data if observation.bodies else b""


TLS = {
    "okhttp": "h2 empty",
    "websocket": "text 5, text 4000, text 4000, bytes 5000, closed 4001 bye",
    "grpc_okhttp": "hello 6000 12000 18000 done",
    "grpc_netty": "hello 6000 12000 18000 done",
    "jdk": "HTTP_2 empty 100000",
    "netty": "200 150000",
    "ktor": "25000",
    "apache4": "15000",
    "apache5": "15000",
    "conscrypt_fd": "Java8FileDescriptorSocket 100000",
    "conscrypt_engine": "Java8EngineSocket 100000",
    "engine_jdk": "SSLEngineImpl 5000",
    "engine_conscrypt": "Java8EngineWrapper 5000",
}

CLIENTS = {"okhttp": "okhttp", "websocket": "okhttp", "jdk": "jdk", "apache4": "apache", "apache5": "apache"}


@pytest.mark.parametrize("stack", TLS)
def test_each_byte_inside_tls_is_told_once(app: App, reader: Reader, h2_server: Server, stack: str) -> None:
    assert app.tell(stack, h2_server.port, "hello") == TLS[stack]
    rows = all_told(reader, "tls", h2_server.seen)
    batch = compare(rows, "tls", h2_server.seen)
    clear = [row for row in opened(rows, "tcp") if row.fields["port"] == h2_server.port]
    assert not clear, "ciphertext is nobody's second connection"
    for connection in opened(rows, "tls"):
        assert (connection.fields["port"], connection.fields["ip"]) == (h2_server.port, "127.0.0.1")
        assert connection.fields["host"] == ("engine.example.test" if stack.startswith("engine") else "localhost")
    client = CLIENTS.get(stack, "")
    assert {o.detail["client"] for o in of_kind(batch, "request")} == {client}
    if client:
        stacks = {row.fields["id"]: row.fields["frames"] for row in rows if row.kind == "stack"}
        handed = [dict(o.detail["stacks"])["hand-over"] for o in of_kind(batch, "request")]
        assert all(any(frame.startswith("Stacks.") for frame in stacks[one]) for one in handed)


@pytest.mark.parametrize("stack", ["jdk_clear", "netty_clear"])
def test_each_byte_on_a_clear_channel_is_told_once(app: App, reader: Reader, clear_server: Server, stack: str) -> None:
    app.tell(stack, clear_server.port, "hello")
    rows = all_told(reader, "tcp", clear_server.seen)
    compare(rows, "tcp", clear_server.seen)
    [connection] = opened(rows, "tcp")
    assert (connection.fields["host"], connection.fields["port"]) == ("localhost", clear_server.port)
