"""WebSockets on the practice internet: what comes is written down and answered in kind."""

from __future__ import annotations

import base64
import hashlib
import json
from collections import deque

from wsproto.connection import Connection, ConnectionType
from wsproto.events import BytesMessage, CloseConnection, Message, Ping, Pong, TextMessage
from wsproto.extensions import Extension, PerMessageDeflate
from wsproto.utilities import ProtocolError

from inspector.device.practice.line import Line

_TEXT, _BINARY, _CLOSE, _PING, _PONG = 1, 2, 8, 9, 10
_GUID = b"258EAFA5-E914-47DA-95CA-C5AB0DC85B11"


def accept_headers(headers: dict[str, str]) -> tuple[list[Extension], list[tuple[str, str]]]:
    """The extensions agreed on and the fields of the 101 answer (RFC 6455 section 4.2.2)."""
    accepted = base64.b64encode(hashlib.sha1(headers["sec-websocket-key"].encode() + _GUID).digest()).decode()
    fields = [("upgrade", "websocket"), ("connection", "Upgrade"), ("sec-websocket-accept", accepted)]
    if protocol := headers.get("sec-websocket-protocol", "").split(",")[0].strip():
        fields.append(("sec-websocket-protocol", protocol))
    extensions: list[Extension] = []
    offered = headers.get("sec-websocket-extensions", "").split(",")[0].strip()
    if offered.startswith("permessage-deflate"):
        deflate = PerMessageDeflate()
        agreed = deflate.accept(offered)
        if agreed is not None and agreed is not False:
            terms = f"; {agreed}" if isinstance(agreed, str) and agreed else ""
            fields.append(("sec-websocket-extensions", f"permessage-deflate{terms}"))
            extensions.append(deflate)
    return extensions, fields


class FrameSizes:
    """Counts frames on the wire by their heads alone (RFC 6455 section 5.2): messages, and control frames."""

    def __init__(self) -> None:
        self._data = bytearray()
        self._open_message_bytes = 0
        self.messages: deque[int] = deque()
        self.controls: deque[int] = deque()

    def feed(self, data: bytes) -> None:
        self._data += data
        while (size_bytes := self._frame_bytes()) and len(self._data) >= size_bytes:
            final, opcode = self._data[0] & 0x80, self._data[0] & 0x0F
            del self._data[:size_bytes]
            if opcode >= 8:
                self.controls.append(size_bytes)
                continue
            self._open_message_bytes += size_bytes
            if final:
                self.messages.append(self._open_message_bytes)
                self._open_message_bytes = 0

    def _frame_bytes(self) -> int:
        """The first frame's whole size, 0 while its head is not there."""
        if len(self._data) < 2:
            return 0
        length = self._data[1] & 0x7F
        extended = {126: 2, 127: 8}.get(length, 0)
        if len(self._data) < 2 + extended:
            return 0
        payload = int.from_bytes(self._data[2 : 2 + extended], "big") if extended else length
        return 2 + extended + (4 if self._data[1] & 0x80 else 0) + payload


def serve_websocket(line: Line, extensions: list[Extension], pending: bytes) -> None:
    """Until one side closes."""
    talk = Connection(ConnectionType.SERVER, extensions)
    sizes = FrameSizes()
    parts = bytearray()
    data = pending or line.read()
    while data:
        sizes.feed(data)
        try:
            talk.receive_data(data)
            for item in talk.events():
                if isinstance(item, TextMessage | BytesMessage):
                    parts += item.data.encode() if isinstance(item.data, str) else item.data
                    if item.message_finished:
                        text = isinstance(item, TextMessage)
                        line.truth.message("up", _TEXT if text else _BINARY, bytes(parts), sizes.messages.popleft())
                        _send(line, talk, _answer(line.truth.host, bytes(parts), text))
                        parts.clear()
                elif isinstance(item, Ping | Pong):
                    opcode = _PING if isinstance(item, Ping) else _PONG
                    line.truth.message("up", opcode, bytes(item.payload), sizes.controls.popleft())
                    if isinstance(item, Ping):
                        _send(line, talk, item.response())
                elif isinstance(item, CloseConnection):
                    reason = item.code.to_bytes(2, "big") + (item.reason or "").encode() if item.code != 1005 else b""
                    line.truth.message("up", _CLOSE, reason, sizes.controls.popleft())
                    _send(line, talk, item.response())
                    return
        except (ProtocolError, OSError) as problem:
            line.truth.problem = f"WebSocket: {problem}"
            return
        data = line.read()


def _answer(host: str, data: bytes, text: bool) -> Message:
    """Intercom's own short acknowledgement to Intercom, to everybody else what they said."""
    if host.endswith("intercom.io") and text:
        try:
            said = json.loads(data)
        except ValueError:
            said = {}
        name = said.get("eventName", "") if isinstance(said, dict) else ""
        return TextMessage(data=json.dumps({"eventName": "nx.ACK", "eventData": {"acknowledged": name}}))
    return TextMessage(data=data.decode()) if text else BytesMessage(data=data)


def _send(line: Line, talk: Connection, item: Message | Pong | CloseConnection) -> None:
    wire = talk.send(item)
    line.write(wire)
    if isinstance(item, TextMessage):
        line.truth.message("down", _TEXT, item.data.encode(), len(wire))
    elif isinstance(item, BytesMessage):
        line.truth.message("down", _BINARY, bytes(item.data), len(wire))
    elif isinstance(item, Pong):
        line.truth.message("down", _PONG, bytes(item.payload), len(wire))
    elif isinstance(item, CloseConnection):
        line.truth.message("down", _CLOSE, item.code.to_bytes(2, "big") if item.code != 1005 else b"", len(wire))
