"""What a connection's bytes turn out to be: requests, responses, messages, and bytes nobody could read.

`marks` are the opaque tags of the chunks that held a record's bytes, in order; of a long record the first fifteen
and the last one. `wire_bytes` counts a record's bytes as they passed, framing included, lost ones excluded.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Generic, Literal, TypeAlias, TypeVar

from inspector.records import Direction

T = TypeVar("T")

Headers = tuple[tuple[str, str], ...]
Opcode = Literal["text", "binary", "close", "ping", "pong", "grpc"]


@dataclass(frozen=True, slots=True)
class HttpRequest:
    """A request. `target` is path and query as sent; of CONNECT it is the authority; "" where it could not be read.

    `host` comes from :authority or the Host header, without a port, else from the connection. `complete` is False
    where body bytes are missing: cut off, dropped by the agent, or over the size that is kept. `headers_lost` counts
    header fields that could not be read because watching began after the connection did (HTTP/2 only). A gRPC request
    has no body: its messages come as MessageDone.
    """

    method: str
    scheme: str
    host: str
    port: int
    target: str
    version: str
    headers: Headers
    body: bytes = b""
    trailers: Headers = ()
    wire_bytes: int = 0
    complete: bool = True
    headers_lost: int = 0


@dataclass(frozen=True, slots=True)
class HttpResponse:
    """A response; `complete` and `headers_lost` as in HttpRequest. `reason` is "" in HTTP/2, `status` 0 unreadable."""

    status: int
    reason: str
    version: str
    headers: Headers
    body: bytes = b""
    wire_bytes: int = 0
    complete: bool = True
    trailers: Headers = ()
    headers_lost: int = 0


@dataclass(frozen=True, slots=True)
class RequestDone(Generic[T]):
    """A request, whole or as far as it came. `key` is unique within its connection."""

    key: int
    request: HttpRequest
    marks: tuple[T, ...]


@dataclass(frozen=True, slots=True)
class ResponseDone(Generic[T]):
    """The response to the request of that key; always after it."""

    key: int
    response: HttpResponse
    marks: tuple[T, ...]


@dataclass(frozen=True, slots=True)
class MessageDone(Generic[T]):
    """A WebSocket or gRPC message, put together from its frames and inflated. `key` is its request's, 0 if unseen."""

    key: int
    direction: Direction
    opcode: Opcode
    data: bytes
    wire_bytes: int
    marks: tuple[T, ...]
    complete: bool = True


@dataclass(frozen=True, slots=True)
class Opaque(Generic[T]):
    """Bytes that are of no protocol known here, or belong to something whose beginning was not seen."""

    direction: Direction
    data: bytes
    marks: tuple[T, ...]


HttpRecord: TypeAlias = RequestDone[T] | ResponseDone[T] | MessageDone[T] | Opaque[T]


def header(headers: Headers, name: str) -> str:
    """All values of a header joined by ", " as RFC 9110 has it; "" where it is absent. `name` in lower case."""
    return ", ".join(value for key, value in headers if key.lower() == name)


def text(raw: bytes) -> str:
    """Header bytes as text: UTF-8 where it is that, else Latin-1 (which never fails)."""
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return raw.decode("latin-1")
