"""Bytes of a connection to requests and messages, no I/O."""

from inspector.http.connection import Connection
from inspector.http.messages import (
    Headers,
    HttpRecord,
    HttpRequest,
    HttpResponse,
    MessageDone,
    Opaque,
    Opcode,
    RequestDone,
    ResponseDone,
    header,
)

__all__ = [
    "Connection",
    "Headers",
    "HttpRecord",
    "HttpRequest",
    "HttpResponse",
    "MessageDone",
    "Opaque",
    "Opcode",
    "RequestDone",
    "ResponseDone",
    "header",
]
