"""HTTP/2 on the practice internet: answers requests, and gRPC calls with an empty success."""

from __future__ import annotations

from dataclasses import dataclass, field

from h2.config import H2Configuration
from h2.connection import H2Connection
from h2.events import DataReceived, Event, RequestReceived, StreamEnded, StreamReset, TrailersReceived, WindowUpdated
from h2.exceptions import ProtocolError

from inspector.device.practice.answers import answer
from inspector.device.practice.line import Line, NotHttp

_PREFACE = b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"
_COUNTED = {0: "DATA", 1: "HEADERS", 9: "CONTINUATION"}


@dataclass(slots=True)
class _Stream:
    fields: list[tuple[bytes, bytes]] = field(default_factory=list)
    body: bytearray = field(default_factory=bytearray)


class FrameBytes:
    """Counts each stream's HEADERS, CONTINUATION and DATA frames by their heads alone (RFC 9113 section 4.1)."""

    def __init__(self) -> None:
        self._data = bytearray()
        self._preface_left = len(_PREFACE)
        self.of_stream: dict[int, int] = {}

    def feed(self, data: bytes) -> None:
        skipped = min(self._preface_left, len(data))
        self._preface_left -= skipped
        self._data += data[skipped:]
        while len(self._data) >= 9:
            size_bytes = 9 + int.from_bytes(self._data[:3], "big")
            if len(self._data) < size_bytes:
                return
            stream = int.from_bytes(self._data[5:9], "big") & 0x7FFFFFFF
            if self._data[3] in _COUNTED:
                self.of_stream[stream] = self.of_stream.get(stream, 0) + size_bytes
            del self._data[:size_bytes]


class _Server:
    def __init__(self, line: Line) -> None:
        self._line = line
        self._talk = H2Connection(H2Configuration(client_side=False, header_encoding=None))
        self._sizes = FrameBytes()
        self._streams: dict[int, _Stream] = {}
        self._unsent: dict[int, bytes] = {}

    def serve(self) -> None:
        self._talk.initiate_connection()
        self._line.write(self._talk.data_to_send())
        while data := self._line.read():
            self._sizes.feed(data)
            try:
                for item in self._talk.receive_data(data):
                    self._take(item)
            except ProtocolError as problem:
                self._line.write(self._talk.data_to_send())
                raise NotHttp(f"not HTTP/2: {problem}") from problem
            self._line.write(self._talk.data_to_send())

    def _take(self, item: Event) -> None:
        if isinstance(item, RequestReceived):
            self._streams[item.stream_id] = _Stream([(bytes(name), bytes(value)) for name, value in item.headers])
        elif isinstance(item, TrailersReceived):
            self._streams[item.stream_id].fields += [(bytes(name), bytes(value)) for name, value in item.headers]
        elif isinstance(item, DataReceived):
            self._streams[item.stream_id].body += item.data
            self._talk.acknowledge_received_data(item.flow_controlled_length, item.stream_id)
        elif isinstance(item, StreamEnded):
            self._finish(item.stream_id)
        elif isinstance(item, StreamReset):
            self._streams.pop(item.stream_id, None)
            self._unsent.pop(item.stream_id, None)
        elif isinstance(item, WindowUpdated):
            for stream_id in list(self._unsent):
                self._send_rest(stream_id)

    def _finish(self, stream_id: int) -> None:
        stream = self._streams.pop(stream_id)
        pseudo = {name: value.decode("latin-1") for name, value in stream.fields if name.startswith(b":")}
        fields = [(name, value) for name, value in stream.fields if not name.startswith(b":")]
        method, target = pseudo.get(b":method", ""), pseudo.get(b":path", "")
        body = bytes(stream.body)
        self._line.truth.request(method, target, "2", fields, body, self._sizes.of_stream.pop(stream_id, 0))
        headers = {name.decode("latin-1"): value.decode("latin-1") for name, value in fields}
        if headers.get("content-type", "").startswith("application/grpc"):
            self._talk.send_headers(stream_id, [(":status", "200"), ("content-type", "application/grpc")])
            self._talk.send_headers(stream_id, [("grpc-status", "0")], end_stream=True)
            return
        given = answer(self._line.truth.host, target, method, headers, body, self._line.answers)
        empty = method == "HEAD" or not given.body
        answered = [(":status", str(given.status)), *given.headers, ("content-length", str(len(given.body)))]
        self._talk.send_headers(stream_id, answered, end_stream=empty)
        if not empty:
            self._unsent[stream_id] = given.body
            self._send_rest(stream_id)

    def _send_rest(self, stream_id: int) -> None:
        """As much as the client's window takes now."""
        rest = self._unsent.pop(stream_id)
        while rest and (room := self._talk.local_flow_control_window(stream_id)) > 0:
            piece = rest[: min(room, self._talk.max_outbound_frame_size)]
            rest = rest[len(piece) :]
            self._talk.send_data(stream_id, piece, end_stream=not rest)
        if rest:
            self._unsent[stream_id] = rest


def serve_http2(line: Line) -> None:
    """Until the connection ends. Raises NotHttp when the bytes are of something else."""
    _Server(line).serve()
