"""A connection under test: feeds it, collects its records, and checks that every byte is accounted for."""

from __future__ import annotations

from inspector.http import Connection, HttpRequest, HttpResponse, MessageDone, Opaque, RequestDone, ResponseDone
from inspector.http.messages import HttpRecord
from inspector.records import Direction


class Conversation:
    """Feeds in chunks of `chunk_bytes` (0: as given); a chunk's mark is its number from 0."""

    def __init__(self, chunk_bytes: int = 0, host: str = "conn.test") -> None:
        self.connection: Connection[int] = Connection("https", host, 443)
        self.records: list[HttpRecord[int]] = []
        self.fed: dict[Direction, int] = {"up": 0, "down": 0}
        self.gone: dict[Direction, int] = {"up": 0, "down": 0}
        self._chunk_bytes = chunk_bytes
        self._chunks = 0

    def up(self, *parts: bytes) -> Conversation:
        return self.feed("up", b"".join(parts))

    def down(self, *parts: bytes) -> Conversation:
        return self.feed("down", b"".join(parts))

    def feed(self, direction: Direction, data: bytes) -> Conversation:
        step = self._chunk_bytes or max(1, len(data))
        for start in range(0, len(data), step):
            self.records += self.connection.feed(direction, data[start : start + step], self._chunks)
            self._chunks += 1
        self.fed[direction] += len(data)
        return self

    def lose(self, direction: Direction, size_bytes: int) -> Conversation:
        self.records += self.connection.lost(direction, size_bytes)
        self.fed[direction] += size_bytes
        self.gone[direction] += size_bytes
        return self

    def close(self) -> Conversation:
        self.records += self.connection.close()
        for direction in self.fed:
            assert self.accounted(direction) == self.fed[direction], direction
        return self

    def accounted(self, direction: Direction) -> int:
        total = self.connection.overhead(direction) + self.gone[direction]
        for record in self.records:
            match record:
                case RequestDone(request=request):
                    total += request.wire_bytes if direction == "up" else 0
                case ResponseDone(response=response):
                    total += response.wire_bytes if direction == "down" else 0
                case MessageDone():
                    total += record.wire_bytes if direction == record.direction else 0
                case Opaque():
                    total += len(record.data) if direction == record.direction else 0
        return total

    @property
    def requests(self) -> list[HttpRequest]:
        return [record.request for record in self.records if isinstance(record, RequestDone)]

    @property
    def responses(self) -> list[HttpResponse]:
        return [record.response for record in self.records if isinstance(record, ResponseDone)]

    @property
    def messages(self) -> list[MessageDone[int]]:
        return [record for record in self.records if isinstance(record, MessageDone)]

    def opaque(self, direction: Direction) -> bytes:
        return b"".join(r.data for r in self.records if isinstance(r, Opaque) and r.direction == direction)
