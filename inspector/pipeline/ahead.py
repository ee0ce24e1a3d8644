"""What an imported row says by itself, whatever came before it: worked out ahead of its turn, in any process."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from inspector import protocol
from inspector.datatypes.by_name.addressed import AddressSchemas
from inspector.datatypes.find import Finder, content_of
from inspector.decoders import Opener, decode, request_parts, unread_bytes
from inspector.http import HttpRequest, HttpResponse
from inspector.records import Decoded, Finding, Raw, Value


@dataclass(frozen=True, slots=True)
class Ahead:
    """A request read and searched. `by`: the finder's `size`. `answer`: of its answer's body, where one came."""

    by: tuple[int, int, int]
    query: Value
    decoded: Decoded
    unread_bytes: int
    findings: tuple[Finding, ...]
    answer: Decoded | None


_Row = tuple[Value, Decoded, int, tuple[int, ...], Decoded | None]
"""Query, body, how many of its bytes stay unread, places of findings, answer's body."""


@dataclass(frozen=True, slots=True)
class AheadRows:
    """Of many rows, by their ids, with each finding once: what is sent from process to process."""

    by: tuple[int, int, int]
    found: tuple[Finding, ...]
    rows: dict[int, _Row]

    def each(self, same: dict[Finding, Finding]) -> dict[int, Ahead]:
        """By the rows' ids. `same` makes findings that are equal one object; what is new is added to it."""
        found = [same.setdefault(one, one) for one in self.found]
        return {
            number: Ahead(self.by, query, decoded, unread, tuple([found[place] for place in places]), answer)
            for number, (query, decoded, unread, places, answer) in self.rows.items()
        }


def work_out(raws: Iterable[Raw], finder: Finder, addressed: AddressSchemas) -> AheadRows:
    """Reads what can be read ahead; rows that teach the finder, or may hold a piece of a value, are left out.

    The finder is asked and taught nothing.
    """
    places: dict[int, int] = {}
    found: list[Finding] = []
    rows: dict[int, _Row] = {}
    for raw in raws:
        seen = protocol.read(raw) if raw.kind == "exchange" else None
        if not isinstance(seen, protocol.ExchangeImported):
            continue
        parts, decoded = request_parts(seen.request)
        content = content_of(parts)
        if not finder.is_alone_with(content):
            continue
        mine = finder.find(content)
        mine += addressed.find(address_of(seen.request), content, mine)
        numbers: list[int] = []
        for one in mine:  # by identity: a finder gives the same objects again and again
            number = places.get(id(one))
            if number is None:
                number = places[id(one)] = len(found)
                found.append(one)
            numbers.append(number)
        answer = decoded_answer(seen.response) if seen.response else None
        unread = unread_bytes(decoded, len(seen.request.body))
        rows[raw.id] = (parts.get("query"), decoded, unread, tuple(numbers), answer)
    return AheadRows(finder.size, tuple(found), rows)


def address_of(request: HttpRequest) -> str:
    """Scheme, host and path."""
    return f"{request.scheme}://{request.host}{request.target.partition('?')[0]}"


def decoded_answer(response: HttpResponse, opener: Opener | None = None) -> Decoded:
    """The body of an answer."""
    headers = {name.lower(): value for name, value in response.headers}
    return decode(
        response.body, media_type=headers.get("content-type", ""), encoding=headers.get("content-encoding", ""),
        opener=opener,
    )  # fmt: skip
