"""A PCAP or PCAPNG file to the rows of a session: connections, names, and what could not be read."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterator
from pathlib import Path

from inspector.dns import answer
from inspector.errors import FileProblem
from inspector.importers.capture import Capture, ImportedRow, Remarks
from inspector.importers.pcap.connections import Datagrams, TcpConnection, ends
from inspector.importers.pcap.frames import KNOWN_LINKS, TCP, UDP, Datagram, Frames
from inspector.importers.pcap.key_log import KeyLog, key_log
from inspector.importers.pcap.packets import BrokenCapture, Packet, PacketFile
from inspector.importers.stream import Stream
from inspector.records import Direction

OWN_PROGRAM, OWN_DECRYPTED = "App Privacy Inspector", "decrypted"
_MAGICS = (b"\xd4\xc3\xb2\xa1", b"\xa1\xb2\xc3\xd4", b"\x4d\x3c\xb2\xa1", b"\xa1\xb2\x3c\x4d", b"\x0a\x0d\x0d\x0a")
_OPEN_CONNECTIONS = 50_000
_AHEAD_BYTES = 256 << 20  # of all connections together
_SYN, _FIN, _RESET, _ACK = 2, 1, 4, 16
_DNS = (53, 5353, 5355)
_EMBEDDED = "the capture"
_LATEST_S = 7.3e9

_OTHER = "Packets left out that carry neither TCP nor UDP over IP, or are damaged: {n}."
_LINK = "Packets left out of a kind of network that is not known here: {n}."
_KEYS = "TLS secrets were read from {where}: {{n}}."
_NO_KEYS = "No TLS key log was given or found, so TLS connections are counted only: {n}."
_UNOPENED = "TLS connections that the key log did not open: {n}."

_Key = tuple[bytes, bytes, bytes, bytes]  # address and port of one end, of the other


def accepts(start: bytes) -> bool:
    """Whether a file's first bytes are a capture's."""
    return start[:4] in _MAGICS


def opened(path: Path, keys: Path | None) -> Capture:
    """Its connections. Raises FileProblem where it is none, or where the key log that was named is none."""
    log = key_log(path, keys)
    first_s, file = _first_look(path, log)
    stream, remarks = Stream(path), Remarks()
    for source in log.sources:
        remarks.count(_KEYS.format(where=source), len(log))
    rows = Connections(stream, log, remarks, first_s, file.names).rows()
    return Capture(file.kind, stream, first_s * 1000, rows, remarks)


def _first_look(path: Path, log: KeyLog) -> tuple[float, PacketFile]:
    """When its first packet was sent; secrets and names, which may stand behind the packets they are of."""
    first_s, number = 0.0, 0
    with Stream(path) as stream:
        file = PacketFile(stream, skipping=True)
        try:
            for packet in file.packets():
                if 0 < packet.at_s < _LATEST_S:
                    first_s = min(first_s or packet.at_s, packet.at_s)
                number += 1
        except BrokenCapture as error:
            if not number:
                raise FileProblem(
                    f"{path.name} begins like a capture of packets, but holds none.", code="pcap.broken",
                    hint="Save it again from the tool that made it.",
                ) from error  # fmt: skip
    log.add(bytes(file.secrets), _EMBEDDED)
    return first_s, file


class Connections:
    """All of a capture's, in order; memory is bounded whatever the file holds."""

    def __init__(self, stream: Stream, keys: KeyLog, remarks: Remarks, first_s: float, names: dict[str, str]) -> None:
        self._stream, self._keys, self._remarks, self._first_s = stream, keys, remarks, first_s
        self._names = names
        self._file = PacketFile(stream)
        self._frames = Frames()
        self._tcp: OrderedDict[_Key, TcpConnection] = OrderedDict()
        self._udp: OrderedDict[_Key, Datagrams] = OrderedDict()
        self._number = 0
        self._ahead_bytes = 0

    def rows(self) -> Iterator[ImportedRow]:
        """Raises FileProblem where the file breaks off."""
        for address, name in self._names.items():
            yield 0.0, "dns", {"host": name, "addresses": [address]}, b""
        packets, problem = 0, None
        try:
            for packet in self._file.packets():
                packets += 1
                yield from self._packet(packet)
        except BrokenCapture as error:
            problem = error
        for connection in self._tcp.values():
            yield from self._closed(connection)
        for datagrams in self._udp.values():
            yield from datagrams.close()
        if problem is not None:
            raise FileProblem(
                f"{self._stream.path.name} breaks off or is damaged behind its packet {packets:,}.", code="pcap.cut",
                hint="What stands before was imported.",
            ) from problem  # fmt: skip

    def _packet(self, packet: Packet) -> Iterator[ImportedRow]:
        if packet.interface.link not in KNOWN_LINKS:
            self._remarks.count(_LINK)
            return
        found = self._frames.read(packet.interface.link, packet.data)
        at_ms = max(0.0, (packet.at_s - self._first_s) * 1000)
        if found is not None and found.protocol == TCP and len(found.data) >= 20:
            is_own = self._file.program.startswith(OWN_PROGRAM) and packet.interface.name == OWN_DECRYPTED
            yield from self._segment(found, at_ms, is_own)
        elif found is not None and found.protocol == UDP and len(found.data) >= 8:
            yield from self._datagram(found, at_ms)
        else:
            self._remarks.count(_OTHER)

    # ------------------------------------------------------------------------------------------------ TCP

    def _segment(self, found: Datagram, at_ms: float, is_own: bool) -> Iterator[ImportedRow]:
        head, data = (found.data[12] >> 4) * 4, found.data
        if not 20 <= head <= len(data):
            self._remarks.count(_OTHER)
            return
        flags, sequence = data[13], int.from_bytes(data[4:8], "big")
        here, there = (found.source, data[0:2]), (found.target, data[2:4])
        key, direction = self._known(here, there)
        connection = self._tcp.get(key)
        begins = flags & (_SYN | _ACK) == _SYN
        if connection is not None and begins and connection.up.following not in (None, (sequence + 1) & 0xFFFFFFFF):
            yield from self._closed(self._tcp.pop(key))  # the same port again
            connection = None
        if connection is None:
            if flags & _RESET or (flags & _FIN and len(data) == head):
                return
            is_bare = found.bare and data[16:18] == b"\0\0"  # written by a tool that hooks TLS, not by a network
            key, direction = _roles(here, there, flags)
            self._number += 1
            connection = TcpConnection(
                ends(self._number, key[2], int.from_bytes(key[3], "big")), self._keys, at_ms, is_own or is_bare
            )
            self._tcp[key] = connection
            yield from self._bounded()
        else:
            self._tcp.move_to_end(key)
        ordered = connection.up if direction == "up" else connection.down
        if flags & _SYN:
            ordered.begin(sequence)
            sequence = (sequence + 1) & 0xFFFFFFFF
        if len(data) > head or found.lost_bytes:
            before = ordered.waiting_bytes
            chunks = ordered.segment(sequence, data[head:], found.lost_bytes, at_ms)
            if self._ahead_bytes + ordered.waiting_bytes - before > _AHEAD_BYTES:
                chunks += ordered.give_up()
            self._ahead_bytes += ordered.waiting_bytes - before
            yield from connection.take(direction, chunks)
        ordered.is_over = ordered.is_over or bool(flags & _FIN)
        if flags & _RESET or (connection.up.is_over and connection.down.is_over and not connection.waiting_bytes):
            yield from self._closed(self._tcp.pop(key))

    def _known(self, here: tuple[bytes, bytes], there: tuple[bytes, bytes]) -> tuple[_Key, Direction]:
        there_first = (*there, *here)
        return (there_first, "down") if there_first in self._tcp else ((*here, *there), "up")

    def _bounded(self) -> Iterator[ImportedRow]:
        if len(self._tcp) > _OPEN_CONNECTIONS:
            yield from self._closed(self._tcp.popitem(last=False)[1])

    def _closed(self, connection: TcpConnection) -> Iterator[ImportedRow]:
        self._ahead_bytes -= connection.waiting_bytes
        yield from connection.close()
        if connection.is_unopened:
            self._remarks.count(_UNOPENED if len(self._keys) else _NO_KEYS)

    # ------------------------------------------------------------------------------------------------ UDP

    def _datagram(self, found: Datagram, at_ms: float) -> Iterator[ImportedRow]:
        data = found.data[8:]
        here, there = (found.source, found.data[0:2]), (found.target, found.data[2:4])
        ports = int.from_bytes(here[1], "big"), int.from_bytes(there[1], "big")
        if ports[0] in _DNS:
            host, addresses, aliases = answer(data)
            if host:
                yield at_ms, "dns", {"host": host, "addresses": list(addresses), "aliases": list(aliases)}, b""
        key, is_up = (*here, *there), True
        if (*there, *here) in self._udp:
            key, is_up = (*there, *here), False
        elif key not in self._udp and ports[0] < 1024 <= ports[1]:
            key, is_up = (*there, *here), False  # its question was not captured
        datagrams = self._udp.get(key)
        if datagrams is None:
            self._number += 1
            port = int.from_bytes(key[3], "big")
            datagrams = Datagrams(ends(self._number, key[2], port), at_ms, "dns" if port in _DNS else "udp")
            self._udp[key] = datagrams
            if len(self._udp) > _OPEN_CONNECTIONS:
                yield from self._udp.popitem(last=False)[1].close()
        else:
            self._udp.move_to_end(key)
        datagrams.take(is_up, data, len(data) + found.lost_bytes, at_ms)


def _roles(here: tuple[bytes, bytes], there: tuple[bytes, bytes], flags: int) -> tuple[_Key, Direction]:
    """Who asked whom: whoever began, else whoever has the higher port."""
    is_up = not flags & _ACK if flags & _SYN else here[1] >= there[1]
    return ((*here, *there), "up") if is_up else ((*there, *here), "down")
