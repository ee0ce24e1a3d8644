"""A server of the bench's, in a process of its own: takes anything and answers each request, in clear and over TLS.

    python -m tests.bench.server FOLDER

Says the ports of both on one line, then its words: "requests" is answered with how many came. Ends when its input does.
Requests over TLS whose path begins with /slow are answered after 20 ms.
"""

from __future__ import annotations

import contextlib
import socket
import ssl
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

from inspector.device.practice.authority import Authority

ROOT = Path(__file__).resolve().parents[2]
ANSWER = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n{}"
SLOW_S = 0.020
HOST = "native.bench.test"


class Server:
    """Its process, and what it says."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self._process = process
        self.clear, self.tls = (int(word) for word in self._said().split())

    def requests(self) -> int:
        """How many requests came over TLS so far."""
        assert self._process.stdin is not None
        self._process.stdin.write("requests\n")
        self._process.stdin.flush()
        return int(self._said())

    def _said(self) -> str:
        assert self._process.stdout is not None
        if not (line := self._process.stdout.readline()):
            raise RuntimeError("the bench's server did not start")
        return line


@contextlib.contextmanager
def running(folder: Path) -> Iterator[Server]:
    """The server, until the end of the block. Its certificate is made in `folder`."""
    command = [sys.executable, "-m", "tests.bench.server", str(folder)]
    process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=ROOT, text=True)
    try:
        yield Server(process)
    finally:
        process.kill()
        process.wait()
        for stream in (process.stdin, process.stdout):
            if stream is not None:
                stream.close()


class _Serving:
    def __init__(self, context: ssl.SSLContext | None) -> None:
        self._context = context
        self._lock = threading.Lock()
        self.requests = 0
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port = int(self._listener.getsockname()[1])
        threading.Thread(target=self._accept, daemon=True).start()

    def _accept(self) -> None:
        while True:
            connection, _ = self._listener.accept()
            connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            threading.Thread(target=self._serve, args=(connection,), daemon=True).start()

    def _serve(self, connection: socket.socket) -> None:
        with contextlib.suppress(OSError), connection:
            if self._context is None:
                self._answer_posts(connection)
            else:
                with self._context.wrap_socket(connection, server_side=True) as talk:
                    self._answer_gets(talk)

    def _answer_posts(self, talk: socket.socket) -> None:
        buffer = bytearray(1 << 18)
        while talk.recv_into(buffer):
            if buffer[:1] == b"P":
                talk.sendall(ANSWER)

    def _answer_gets(self, talk: socket.socket) -> None:
        rest = b""
        while data := talk.recv(1 << 16):
            *heads, rest = (rest + data).split(b"\r\n\r\n")
            for head in heads:
                if head.startswith(b"GET /slow"):
                    time.sleep(SLOW_S)
                talk.sendall(ANSWER)
                with self._lock:
                    self.requests += 1


def main(folder: Path) -> None:
    """Serves until the end of the input."""
    clear, tls = _Serving(None), _Serving(Authority(folder).context(HOST))
    print(clear.port, tls.port, flush=True)
    for _ in sys.stdin:
        print(tls.requests, flush=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
