"""TLS below Java, in real programs: every byte as the server got and gave it, once, and the same requests out of it."""

from __future__ import annotations

import shutil
import socket
import ssl
import subprocess
import sys
from collections.abc import Iterator

import pytest

from inspector.http import Connection, HttpRequest, HttpResponse, RequestDone, ResponseDone
from tests.hooks.native_rig import ANSWER, WebServer, opened, passed, program
from tests.hooks.rig import App, Reader, Row
from tests.rigs import maven

HOST = "chat.example.test"
BODY = b"prompt=where+can+I+get+help&" + b"x" * 40_000


@pytest.fixture
def web(tls_context: ssl.SSLContext) -> Iterator[WebServer]:
    server = WebServer(tls_context, protocols=["http/1.1"])
    yield server
    server.close()


@pytest.fixture
def web2(tls_context: ssl.SSLContext) -> Iterator[WebServer]:
    server = WebServer(tls_context, protocols=["h2", "http/1.1"])
    yield server
    server.close()


@pytest.fixture
def clear_web() -> Iterator[WebServer]:
    server = WebServer(None)
    yield server
    server.close()


def exchanges(rows: list[Row], connection: Row) -> list[tuple[HttpRequest, HttpResponse]]:
    """What the core reads out of the bytes as they were told."""
    http: Connection[int] = Connection("https", connection.fields["host"], connection.fields["port"])
    records = []
    for row in rows:
        if row.kind == "data" and row.fields["conn"] == connection.fields["conn"]:
            records += http.feed("up" if row.fields["dir"] == "up" else "down", row.payload, row.seq)
    records += http.close()
    answers = {r.key: r.response for r in records if isinstance(r, ResponseDone)}
    return [(r.request, answers[r.key]) for r in records if isinstance(r, RequestDone)]


def told_whole(rows: list[Row], server: WebServer, index: int = 0) -> Row:
    """The connection told, its bytes compared with the server's. The client may leave the last frame unread."""
    connection = [row for row in opened(rows) if row.fields["layer"] == "tls"][index]
    truth = server.connections[index]
    assert passed(rows, connection.fields["conn"], "up") == bytes(truth.got)
    down = passed(rows, connection.fields["conn"], "down")
    assert bytes(truth.gave).startswith(down)
    assert len(down) > len(ANSWER)
    return connection


def answered(reader: Reader, count: int = 1) -> list[Row]:
    """Reads until so many whole answers have come."""

    def down(rows: list[Row]) -> int:
        return sum(len(row.payload) for row in rows if row.fields.get("dir") == "down")

    return reader.until(lambda rows: down(rows) > count * len(ANSWER))


@pytest.fixture
def never() -> Iterator[int]:
    """The port of a server that never answers: a program that asks it stays."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield server.getsockname()[1]


@pytest.fixture
def curl_app(bundle: str) -> Iterator[App]:
    if shutil.which("curl") is None:
        pytest.skip("no curl on PATH")
    with program("curl", "-K", "-") as app:
        app.watch(bundle)
        yield app


def curl(app: App, never: int, *options: str) -> None:
    """Lets curl do this, and then wait for an answer that does not come."""
    lines = ["silent", "insecure", "output=/dev/null", *options, "next", f"url=http://127.0.0.1:{never}/"]
    assert app.process.stdin is not None
    app.process.stdin.write("\n".join(lines) + "\n")
    app.process.stdin.close()


@pytest.mark.parametrize("version", ["1.1", "2"])
def test_every_byte_curl_sends_and_gets_inside_tls_is_told(
    curl_app: App, web2: WebServer, never: int, version: str
) -> None:
    reader = curl_app.reader()
    options = [f"url=https://{HOST}:{web2.port}/v1/chat", f"resolve={HOST}:{web2.port}:127.0.0.1"]
    curl(curl_app, never, *options, f"http{version}", f'data="{BODY.decode()}"')
    rows = answered(reader)
    connection = told_whole(rows, web2)
    wanted = {"host": HOST, "port": web2.port, "ip": "127.0.0.1", "alpn": "h2" if version == "2" else "http/1.1"}
    assert {key: connection.fields.get(key) for key in wanted} == wanted
    assert "partial" not in connection.fields
    [(request, response)] = exchanges(rows, connection)
    assert (request.method, request.host, request.target, request.body) == ("POST", HOST, "/v1/chat", BODY)
    assert (response.status, response.body) == (200, ANSWER)


def test_a_clear_native_socket_is_told_with_the_libraries_that_wrote_to_it(
    curl_app: App, clear_web: WebServer, never: int
) -> None:
    reader = curl_app.reader()
    curl(curl_app, never, f"url=http://127.0.0.1:{clear_web.port}/v1/chat", f'data="{BODY.decode()}"')
    rows = answered(reader)
    connection = next(row for row in opened(rows) if row.fields["port"] == clear_web.port)
    assert (connection.fields["layer"], connection.fields["ip"]) == ("tcp", "127.0.0.1")
    assert passed(rows, connection.fields["conn"], "up") == bytes(clear_web.connections[0].got)
    assert passed(rows, connection.fields["conn"], "down") == bytes(clear_web.connections[0].gave)
    frames = {row.fields["id"]: row.fields["frames"] for row in rows if row.kind == "stack"}
    up = [r for r in rows if r.fields.get("dir") == "up" and r.fields["conn"] == connection.fields["conn"]]
    assert all(any(frame.startswith("libcurl.so") for frame in frames[row.fields["stack"]]) for row in up)


PYTHON = """
import asyncio, socket, ssl, sys, urllib.request
line = sys.stdin.readline().split()
how, host, port, size = line[0], line[1], int(line[2]), int(line[3])
context = ssl._create_unverified_context()
body = b"prompt=where+can+I+get+help&" + b"x" * size
head = f"POST /v1/chat HTTP/1.1\\r\\nHost: {host}\\r\\nContent-Length: {len(body)}\\r\\n\\r\\n".encode()
async def streams():
    reader, writer = await asyncio.open_connection("127.0.0.1", port, ssl=context, server_hostname=host)
    writer.write(head)
    writer.write(body)
    answer = await reader.readuntil(b"}")
    writer.transport.abort()
    return answer
if how == "asyncio":
    answer = asyncio.run(streams())
elif how == "ssl":
    with context.wrap_socket(socket.create_connection(("localhost", port)), server_hostname=host) as talk:
        talk.sendall(head + body)
        answer = b""
        while not answer.endswith(b"}"):
            answer += talk.recv(1000)
sys.stdin.readline()
"""


@pytest.mark.parametrize("how", ["ssl", "asyncio"])
def test_every_byte_python_sends_and_gets_inside_tls_is_told(bundle: str, web: WebServer, how: str) -> None:
    with program(sys.executable, "-c", PYTHON) as app:
        app.watch(bundle)
        reader = app.reader()
        app.begin(how, HOST, web.port, 40_000)
        rows = reader.until(lambda rows: any(row.kind == "close" for row in rows))
    connection = told_whole(rows, web)
    wanted = {"host": HOST, "port": web.port, "ip": "127.0.0.1"}
    assert {key: connection.fields.get(key) for key in wanted} == wanted
    assert "partial" not in connection.fields
    [(request, response)] = exchanges(rows, connection)
    assert (request.method, request.host, request.target, request.body) == ("POST", HOST, "/v1/chat", BODY)
    assert response.body == ANSWER
    assert len(opened(rows)) == 1
    assert ("localhost" in [row.fields.get("host") for row in rows if row.kind == "dns"]) == (how == "ssl")


NODE = """
process.stdin.once("data", (line) => {
  const [how, host, port, size] = line.toString().trim().split(" ");
  const body = "prompt=where+can+I+get+help&" + "x".repeat(Number(size));
  const options = { host: "127.0.0.1", port: Number(port), servername: host, rejectUnauthorized: false };
  if (how === "https") {
    Object.assign(options, { method: "POST", path: "/v1/chat", headers: { host, "content-length": body.length } });
    const asked = require("https").request(options, (answer) => answer.resume());
    asked.end(body);
  } else {
    const client = require("http2").connect(`https://${host}:${port}`, options);
    const asked = client.request({ ":method": "POST", ":path": "/v1/chat" });
    asked.on("end", () => client.close()).resume();
    asked.end(body);
  }
});
"""


@pytest.mark.parametrize("how", ["https", "http2"])
def test_every_byte_node_with_openssl_inside_it_sends_and_gets_is_told(
    bundle: str, web: WebServer, web2: WebServer, how: str
) -> None:
    node = shutil.which("node")
    if node is None:
        pytest.skip("no node on PATH")
    server = web2 if how == "http2" else web
    with program(node, "-e", NODE) as app:
        app.watch(bundle)
        reader = app.reader()
        app.begin(how, HOST, server.port, 40_000)
        rows = answered(reader)
    connection = told_whole(rows, server)
    assert (connection.fields["host"], connection.fields["ip"]) == (HOST, "127.0.0.1")
    [(request, response)] = exchanges(rows, connection)
    assert (request.method, request.target, request.body) == ("POST", "/v1/chat", BODY)
    assert response.body == ANSWER


BORING = r"""
#include <arpa/inet.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>
#include <openssl/ssl.h>
int main(void) {
  int port, size, fd;
  char host[100], room[1000];
  if (scanf("%99s %d %d", host, &port, &size) != 3) return 1;
  struct sockaddr_in to = {.sin_family = AF_INET, .sin_port = htons(port)};
  inet_pton(AF_INET, "127.0.0.1", &to.sin_addr);
  fd = socket(AF_INET, SOCK_STREAM, 0);
  if (connect(fd, (struct sockaddr *) &to, sizeof to) != 0) return 2;
  SSL *ssl = SSL_new(SSL_CTX_new(TLS_client_method()));
  SSL_set_tlsext_host_name(ssl, host);
  SSL_set_fd(ssl, fd);
  if (SSL_connect(ssl) != 1) return 5;
  static char body[100000];
  memset(body, 'x', sizeof body);
  const char *words = "prompt=where+can+I+get+help&";
  memcpy(body, words, strlen(words));
  size += strlen(words);
  int n = sprintf(room, "POST /v1/chat HTTP/1.1\r\nHost: %s\r\nContent-Length: %d\r\n\r\n", host, size);
  if (SSL_write(ssl, room, n) != n) return 3;
  for (int at = 0; at < size; at += n) if ((n = SSL_write(ssl, body + at, size - at)) <= 0) return 4;
  while ((n = SSL_read(ssl, room, sizeof room)) > 0 && room[n - 1] != '}') ;
  SSL_free(ssl);
  getchar(); getchar();
  return 0;
}
"""
PACKAGES = ("android-libboringssl", "android-libboringssl-dev")


@pytest.fixture(scope="session")
def boring_client(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """A C program on Android's BoringSSL as Debian builds it."""
    cache = maven.cache() / "boringssl"
    if shutil.which("gcc") is None or shutil.which("apt-get") is None:
        pytest.skip("needs gcc and apt-get")
    if not cache.is_dir():
        folder = tmp_path_factory.mktemp("deb")
        got = subprocess.run(["apt-get", "download", *PACKAGES], cwd=folder, capture_output=True, check=False)
        if got.returncode:
            pytest.skip("android-libboringssl cannot be downloaded here")
        for package in folder.glob("*.deb"):
            subprocess.run(["dpkg", "-x", package, folder / "root"], check=True, capture_output=True)
        cache.parent.mkdir(parents=True, exist_ok=True)
        shutil.move(folder / "root", cache)
    libraries = next(cache.glob("usr/lib/*/android"))
    source = tmp_path_factory.mktemp("boring") / "client.c"
    source.write_text(BORING)
    program = source.with_suffix("")
    include, names = cache / "usr/include/android", ["-l:libssl.so.0", "-l:libcrypto.so.0"]
    command = ["gcc", "-O1", f"-I{include}", source, "-o", program, "-Wl,--no-as-needed", f"-L{libraries}", *names]
    subprocess.run([*command, f"-Wl,--disable-new-dtags,-rpath,{libraries}"], check=True, capture_output=True)
    return [str(program)]


def test_every_byte_through_androids_boringssl_is_told(bundle: str, web: WebServer, boring_client: list[str]) -> None:
    with program(*boring_client) as app:
        app.watch(bundle)
        reader = app.reader()
        app.begin(HOST, web.port, 40_000)
        rows = reader.until(lambda rows: any(row.kind == "close" for row in rows))
    connection = told_whole(rows, web)
    wanted = {"host": HOST, "port": web.port, "ip": "127.0.0.1", "stream": "libssl.so.0"}
    assert {key: connection.fields.get(key) for key in wanted} == wanted
    [(request, response)] = exchanges(rows, connection)
    assert (request.host, request.body, response.body) == (HOST, BODY, ANSWER)
    assert len(opened(rows)) == 1
