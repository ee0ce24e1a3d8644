"""WebSocket frames (RFC 6455) of one direction, put together to messages and inflated (RFC 7692)."""

from __future__ import annotations

import zlib
from dataclasses import dataclass
from typing import Generic

from wsproto.extensions import Extension
from wsproto.frame_protocol import CloseReason, Frame, FrameDecoder, FrameProtocol, Opcode, ParseFailed, RsvBits

from inspector.http import messages
from inspector.http.inbox import Inbox, Piece
from inspector.http.messages import MessageDone, T
from inspector.http.wire import BODY_KEPT_BYTES, Building, Malformed, Reader, Wire
from inspector.records import Direction

_SLICE_BYTES = 64 * 1024
_INFLATED_AT_ONCE = 1024 * 1024
_NAMES: dict[Opcode, messages.Opcode] = {
    Opcode.TEXT: "text",
    Opcode.BINARY: "binary",
    Opcode.CLOSE: "close",
    Opcode.PING: "ping",
    Opcode.PONG: "pong",
}


@dataclass(frozen=True, slots=True)
class Deflate:
    """permessage-deflate as agreed: whether each side begins every message with an empty window."""

    forgets_up: bool
    forgets_down: bool


def deflate_from(extensions: str) -> Deflate | None:
    """From the response's Sec-WebSocket-Extensions; None where it was not agreed."""
    for extension in extensions.split(","):
        name, *options = (part.strip().lower() for part in extension.split(";"))
        if name == "permessage-deflate":
            return Deflate("client_no_context_takeover" in options, "server_no_context_takeover" in options)
    return None


class MessageReader(Generic[T]):
    """One direction's frames, fed in pieces; what is done goes to `wire.out`."""

    def __init__(self, wire: Wire[T], direction: Direction, key: int, deflate: Deflate | None) -> None:
        self._wire, self._direction, self._key = wire, direction, key
        forgets = deflate is not None and (deflate.forgets_up if direction == "up" else deflate.forgets_down)
        extensions: list[Extension] = [] if deflate is None else [_Inflate(forgets)]
        self._frames = FrameDecoder(client=direction == "down", extensions=extensions)
        self._message: Building[T] | None = None
        self._opcode: Opcode = Opcode.BINARY
        self._control: Building[T] | None = None
        self._uncounted = 0  # bytes of a frame whose kind is not known yet
        self._waiting_mark: tuple[T, ...] = ()

    def feed(self, piece: Piece[T]) -> None:
        """Raises Malformed; what was not understood of the piece is in `rest` then."""
        view = memoryview(piece.data)
        for start in range(0, len(view), _SLICE_BYTES):
            self._frames.receive_bytes(bytes(view[start : start + _SLICE_BYTES]))
            try:
                self._drain(piece.marks)
            except ParseFailed as error:
                self._frames.receive_bytes(bytes(view[start + _SLICE_BYTES :]))
                self._waiting_mark = (*self._waiting_mark, *piece.marks)
                raise Malformed from error
        self._waiting_mark = piece.marks if len(self._frames.buffer) or self._uncounted else ()

    def end(self) -> None:
        """Hands out the message under way and what is left of a frame that was cut off."""
        header = self._frames.header
        if self._uncounted and header is not None:
            target = self._building(header.opcode)
            target.framing(Piece(b"", self._waiting_mark))
            target.wire_bytes += self._uncounted
            self._uncounted = 0
        if self._control is not None and header is not None:
            self._control.complete = False
            self._emit(header.opcode, self._control)
        self._cut()
        self._control = None
        rest = bytes(self._frames.buffer.buffer)
        self._frames.buffer.buffer.clear()
        self._wire.opaque(self._direction, Piece(rest, self._waiting_mark))

    def _drain(self, marks: tuple[T, ...]) -> None:
        buffer = self._frames.buffer
        while True:
            before = len(buffer)
            try:
                frame = self._frames.process_buffer()
            finally:
                self._uncounted += before - len(buffer)
            if frame is None:
                return
            self._take(frame, (*self._waiting_mark, *marks))
            self._waiting_mark = ()

    def _cut(self) -> None:
        """The message under way ends here, unfinished."""
        if self._message is not None:
            self._message.complete = False
            self._emit(self._opcode, self._message)
            self._message = None

    def _take(self, frame: Frame, marks: tuple[T, ...]) -> None:
        if frame.opcode in (Opcode.TEXT, Opcode.BINARY):
            self._cut()  # a new message although the last had not ended
        building = self._building(frame.opcode)
        building.framing(Piece(b"", marks))
        building.wire_bytes += self._uncounted
        self._uncounted = 0
        building.keep(bytes(frame.payload))
        if not frame.frame_finished:
            return
        if building is self._control:
            self._emit(frame.opcode, building)
            self._control = None
        elif frame.message_finished:
            self._emit(self._opcode, building)
            self._message = None

    def _building(self, opcode: Opcode) -> Building[T]:
        """The message that a frame of this kind belongs to."""
        if opcode.iscontrol():
            if self._control is None:
                self._control = Building(self._wire)
            return self._control
        if self._message is None:
            self._message = Building(self._wire)
            self._message.complete = opcode is not Opcode.CONTINUATION
            self._opcode = opcode if opcode is not Opcode.CONTINUATION else Opcode.BINARY
        return self._message

    def _emit(self, opcode: Opcode, building: Building[T]) -> None:
        data = building.body()
        if opcode in (Opcode.PING, Opcode.PONG) and not data:
            self._wire.overhead[self._direction] += building.wire_bytes
            return
        done = MessageDone(
            self._key, self._direction, _NAMES[opcode], data, building.wire_bytes, building.marks, building.complete
        )
        self._wire.out.append(done)


class WebSocketReader(Generic[T]):
    """A direction that is WebSocket from here on."""

    def __init__(self, wire: Wire[T], direction: Direction, key: int, deflate: Deflate | None) -> None:
        self._messages = MessageReader(wire, direction, key, deflate)

    def read(self, inbox: Inbox[T]) -> Reader[T]:
        self._messages.feed(inbox.take_all())
        return self

    def gap(self, size_bytes: int) -> bool:
        return False

    def end(self) -> None:
        self._messages.end()


class _Inflate(Extension):  # type: ignore[misc]  # wsproto is untyped to mypy here
    """permessage-deflate for reading alone.

    WORKAROUND wsproto 1.3.2: its own forgets that a fragmented message is compressed when a control frame comes
    between two fragments, and inflates without a bound.
    """

    name = "permessage-deflate"

    def __init__(self, forgets: bool) -> None:
        self._forgets = forgets
        self._compressed = False
        self._window = zlib.decompressobj(-zlib.MAX_WBITS)
        self._given = 0

    def offer(self) -> bool | str:
        return False

    def frame_inbound_header(
        self, proto: FrameDecoder | FrameProtocol, opcode: Opcode, rsv: RsvBits, payload_length: int
    ) -> CloseReason | RsvBits:
        if opcode.iscontrol() or opcode is Opcode.CONTINUATION:
            return RsvBits(False, False, False)
        self._compressed, self._given = rsv.rsv1, 0
        return RsvBits(True, False, False)

    def frame_inbound_payload_data(self, proto: FrameDecoder | FrameProtocol, data: bytes) -> bytes | CloseReason:
        header = proto.header if isinstance(proto, FrameDecoder) else None
        if not self._compressed or header is None or header.opcode.iscontrol():
            return data
        return self._inflate(data)

    def frame_inbound_complete(self, proto: FrameDecoder | FrameProtocol, fin: bool) -> bytes | CloseReason | None:
        header = proto.header if isinstance(proto, FrameDecoder) else None
        if not fin or not self._compressed or header is None or header.opcode.iscontrol():
            return None
        inflated = self._inflate(b"\x00\x00\xff\xff")
        if self._forgets:
            self._window = zlib.decompressobj(-zlib.MAX_WBITS)
        return inflated

    def _inflate(self, data: bytes) -> bytes | CloseReason:
        kept = bytearray()
        try:
            while data:
                inflated = self._window.decompress(data, _INFLATED_AT_ONCE)
                data = self._window.unconsumed_tail
                if self._given <= BODY_KEPT_BYTES:  # one byte more than is kept, so that the cut shows
                    kept += inflated
                    self._given += len(inflated)
        except zlib.error:
            return CloseReason.INVALID_FRAME_PAYLOAD_DATA
        return bytes(kept)
