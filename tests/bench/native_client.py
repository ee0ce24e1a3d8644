"""A client that does TLS by OpenSSL, without Java: does by its input what the bench's app does by its pipes.

    python native_client.py AUTHORITY NAME PORT

"get PATH COUNT": that many requests one after another on one connection; what each took, in microseconds.
"""

from __future__ import annotations

import socket
import ssl
import sys
import time


def main(authority: str, name: str, port: int) -> None:
    """Until the end of the input."""
    context = ssl.create_default_context(cafile=authority)
    print("UP", flush=True)
    talk: ssl.SSLSocket | None = None
    for line in sys.stdin:
        _, path, count = line.split()
        if talk is None:  # only now: whoever watches is there
            connection = socket.create_connection(("127.0.0.1", port))
            connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            talk = context.wrap_socket(connection, server_hostname=name)
        took_us = [_request(talk, name, path, number) for number in range(int(count))]
        print("OK", ",".join(f"{us:.0f}" for us in took_us), flush=True)


def _request(talk: ssl.SSLSocket, name: str, path: str, number: int) -> float:
    began = time.perf_counter()
    talk.sendall(f"GET {path}?n={number} HTTP/1.1\r\nHost: {name}\r\nUser-Agent: bench\r\n\r\n".encode())
    answer = b""
    while not answer.endswith(b"{}"):
        if not (data := talk.recv(1 << 16)):
            raise ConnectionError("the server ended")
        answer += data
    return (time.perf_counter() - began) * 1e6


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], int(sys.argv[3]))
