"""PCAPNG of all content in the clear: connections in TCP packets made up round them, what is known as comments."""

from __future__ import annotations

import ipaddress
import itertools
from collections.abc import Iterator
from pathlib import Path
from typing import Any, TextIO

import inspector
from inspector import protocol
from inspector.exporters.observations import sent
from inspector.exporters.output import opened_bytes
from inspector.exporters.packets import PacketWriter, Talk
from inspector.http import Headers, HttpRequest, HttpResponse
from inspector.readings import ObservationDetail, SessionFacts
from inspector.records import Raw
from inspector.store.reader import Reader

PROGRAM = "App Privacy Inspector"
_INTERFACES = ("decrypted", "clear")
_UNREADABLE = "What passed here could not be read: {up} bytes up, {down} bytes down."
_AS_HTTP1 = "Said in {version}; written down here as HTTP/1.1."
_MADE_UP = "The address of {host} is not known; this one is made up."
_SECTION = (
    "Content of {app}, session {id}, written by {program}. What is in the clear here went through TLS on the interface "
    "named decrypted; packets, the client's address and ports and all TCP numbers are made up."
)
_MADE_UP_NETWORK = int(ipaddress.ip_address("198.18.0.0"))  # of test devices, RFC 2544
_OPCODES = {"text": 1, "binary": 2}
_FRAMING = ("transfer-encoding", "content-length")


def write(reader: Reader, out: TextIO | Path, where: str = "") -> None:
    """Writes packet by packet; with a filter, all of each connection that it lets through. Raises FileProblem."""
    facts = reader.session()
    app = facts.app_name or facts.package
    comment = _SECTION.format(app=app, id=facts.id, program=PROGRAM)
    with opened_bytes(out) as stream:
        packets = PacketWriter(stream, f"{PROGRAM} {inspector.__version__}", facts.phone.model, comment, _INTERFACES)
        _Export(reader, facts, packets, where).write()


class _Export:
    def __init__(self, reader: Reader, facts: SessionFacts, packets: PacketWriter, where: str) -> None:
        self._reader, self._facts, self._packets, self._where = reader, facts, packets, where
        self._names = {one.name: one.id for one in reader.processes()}
        self._talks: dict[tuple[int, int], Talk] = {}
        self._exchanges: dict[int, Talk] = {}
        self._made_up: dict[str, ipaddress.IPv4Address] = {}
        self._named: set[tuple[str, str]] = set()
        self._ports = itertools.cycle(range(10_000, 60_000))

    def write(self) -> None:
        """Raw rows, each with what was made of it: both are in order."""
        wanted = self._wanted() if self._where.strip() else None
        observations = _by_row(sent(self._reader, self._where))
        row, said = next(observations, (0, []))
        at_ms = 0.0
        for raw in self._reader.raws():
            at_ms = raw.at_ms
            while row and row < raw.id:
                row, said = next(observations, (0, []))
            comments = said if row == raw.id else []
            self._raw(raw, self._facts.started_unix_ms + raw.at_ms, comments, wanted)
        for talk in (*self._talks.values(), *self._exchanges.values()):
            self._packets.end(talk, self._facts.started_unix_ms + at_ms)

    def _wanted(self) -> set[tuple[int, int]]:
        """Process and number of the connections that the filter lets through; of imported requests, 0 and their row."""
        found = set()
        for one in sent(self._reader, self._where):
            number = one.detail.get("connection")
            place = (self._names.get(one.row.process, 0), number) if number is not None else (0, -one.raw_ids[-1])
            found.add(place)
        return found

    def _raw(self, raw: Raw, at_ms: float, said: list[ObservationDetail], wanted: set[tuple[int, int]] | None) -> None:
        seen = protocol.read(raw)
        if isinstance(seen, protocol.ExchangeImported) and (wanted is None or (0, -raw.id) in wanted):
            self._exchange(seen, at_ms, said)
        elif isinstance(seen, protocol.MessageImported) and seen.exchange in self._exchanges:
            talk = self._exchanges[seen.exchange]
            talk.comments += map(_comment, said)
            up = seen.direction == "up"
            self._packets.say(talk, up, _frame(_OPCODES[seen.opcode], seen.data, masked=up), at_ms)
        elif isinstance(seen, protocol.SessionEnded):
            for one in said:
                place = (self._names.get(one.row.process, 0), one.detail.get("connection", -1))
                if place in self._talks:
                    self._talks[place].comments.append(_comment(one))
        elif isinstance(
            seen, protocol.ConnectionOpened | protocol.BytesSeen | protocol.BytesCounted | protocol.ConnectionClosed
        ):
            place = (raw.process, seen.conn)
            if wanted is None or place in wanted:
                self._connection(place, seen, at_ms, said)

    def _connection(self, place: tuple[int, int], seen: Any, at_ms: float, said: list[ObservationDetail]) -> None:
        talk = self._talks.get(place)
        if isinstance(seen, protocol.ConnectionOpened):
            if talk is None and seen.layer in ("tls", "tcp"):
                host = seen.host or next((one.row.host for one in said), "")
                self._talks[place] = self._begun(host, seen.ip, seen.port, seen.layer == "tls", at_ms)
        elif talk is None:
            return
        elif isinstance(seen, protocol.BytesSeen):
            talk.comments += map(_comment, said)
            self._packets.say(talk, seen.direction == "up", seen.data, at_ms, seen.lost_bytes)
        elif isinstance(seen, protocol.BytesCounted):
            talk.comments.append(_UNREADABLE.format(up=seen.bytes_up, down=seen.bytes_down))
        else:
            talk.comments += map(_comment, said)
            self._packets.end(self._talks.pop(place), at_ms)

    def _exchange(self, seen: protocol.ExchangeImported, at_ms: float, said: list[ObservationDetail]) -> None:
        request, response = seen.request, seen.response
        is_tls = request.scheme in ("https", "wss")
        talk = self._begun(request.host, seen.ip, request.port, is_tls, at_ms)
        talk.comments += map(_comment, said)
        if request.version not in ("HTTP/1.1", "HTTP/1.0"):
            talk.comments.append(_AS_HTTP1.format(version=request.version))
        self._packets.say(talk, True, _request(request), at_ms)
        if response is not None:
            self._packets.say(talk, False, _response(response, request.method), at_ms)
        if seen.number:
            self._exchanges[seen.number] = talk
        else:
            self._packets.end(talk, at_ms)

    def _begun(self, host: str, ip: str, port: int, is_tls: bool, at_ms: float) -> Talk:
        comments: list[str] = []
        address: ipaddress.IPv4Address | ipaddress.IPv6Address
        try:
            address = ipaddress.ip_address(ip.partition("%")[0])
        except ValueError:
            address = self._made_up.setdefault(
                host, ipaddress.IPv4Address(_MADE_UP_NETWORK + 1 + len(self._made_up) % 131_000)
            )
            comments.append(_MADE_UP.format(host=host or "this server"))
        if host and (str(address), host) not in self._named:
            self._named.add((str(address), host))
            self._packets.name(address, host)
        talk = Talk(address, port or (443 if is_tls else 80), next(self._ports), 0 if is_tls else 1, comments=comments)
        self._packets.begin(talk, at_ms)
        return talk


def _by_row(observations: Iterator[ObservationDetail]) -> Iterator[tuple[int, list[ObservationDetail]]]:
    """All that one raw row completed, the rows in order."""
    for row, several in itertools.groupby(observations, key=lambda one: one.raw_ids[-1]):
        yield row, list(several)


def _comment(one: ObservationDetail) -> str:
    """What is known of an observation, on a line each."""
    lines = [one.row.title]
    if one.match is not None:
        product = f", {one.match.product_name}" if one.match.product_name else ""
        country = f" ({one.match.country})" if one.match.country else ""
        lines.append(f"Recipient: {one.match.name}{product}{country}, {one.match.party} party, {one.match.certainty}")
    if one.sender is not None and one.sender.kind != "unknown":
        lines.append(f"Sent by: {one.sender.name}, {one.sender.certainty}")
    encoded = (f.encoding for f in one.findings)
    lines += [
        f"Contains: {finding.type}, {finding.certainty}, at {finding.path}{'' if said == 'plain' else f', as {said}'}"
        for finding, said in zip(one.findings, encoded, strict=True)
    ]
    if one.detail.get("problem"):
        lines.append(str(one.detail["problem"]))
    return "\n".join(lines)


def _request(said: HttpRequest) -> bytes:
    host = f"[{said.host}]" if ":" in said.host else said.host
    usual = said.port in (0, 80 if said.scheme in ("http", "ws") else 443)
    named = any(name.lower() == "host" for name, _ in said.headers)
    first = () if named else (("Host", host if usual else f"{host}:{said.port}"),)
    target = said.target.replace(" ", "%20") or "/"
    length = bool(said.body) or said.method in ("POST", "PUT", "PATCH")
    return _message(f"{said.method or 'GET'} {target} HTTP/1.1", (*first, *said.headers), said.body, length)


def _response(said: HttpResponse, method: str) -> bytes:
    length = not (100 <= said.status < 200 or said.status in (204, 304) or method in ("HEAD", "CONNECT"))
    return _message(f"HTTP/1.1 {said.status} {said.reason}", said.headers, said.body if length else b"", length)


def _message(line: str, headers: Headers, body: bytes, length: bool) -> bytes:
    kept = [(name, value) for name, value in headers if name.lower() not in _FRAMING and not name.startswith(":")]
    kept += [("Content-Length", str(len(body)))] if length else []
    lines = [line, *(f"{name}: {value}" for name, value in kept)]
    head = "\r\n".join(one.replace("\r", " ").replace("\n", " ") for one in lines)
    return head.encode("utf-8", "replace") + b"\r\n\r\n" + body


def _frame(opcode: int, data: bytes, *, masked: bool) -> bytes:
    """A WebSocket frame; a client's is masked with zeros, which change nothing (RFC 6455)."""
    mask = 0x80 if masked else 0
    if len(data) < 126:
        head = bytes([0x80 | opcode, mask | len(data)])
    elif len(data) < 65536:
        head = bytes([0x80 | opcode, mask | 126]) + len(data).to_bytes(2, "big")
    else:
        head = bytes([0x80 | opcode, mask | 127]) + len(data).to_bytes(8, "big")
    return head + (bytes(4) if masked else b"") + data
