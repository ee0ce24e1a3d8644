"""Row 1: in which encodings and places each tool finds a value that it was told to seek."""

from __future__ import annotations

import gzip
import hashlib
import json
import zlib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import quote
from xml.sax.saxutils import escape

import brotli
import cbor2
import msgpack
import zstandard

from inspector.records import Planted
from tests.bench.accuracy import ours, peers
from tests.bench.accuracy.corpus import protobuf
from tests.bench.accuracy.forms import PACKAGE, SALT, TEXTS, UNSEEN, VALUES, Value, base64_of, dressed
from tests.bench.accuracy.sent import Sent
from tests.bench.report import Report, share

HOST = "collect.example-vendor.net"
_JSON = (("Content-Type", "application/json"),)


@dataclass(frozen=True, slots=True)
class Case:
    """A value in one encoding at one place: found where any of its requests has a finding of it."""

    encoding: str
    place: str
    value: Value
    sent: tuple[Sent, ...]


def post(body: bytes, media_type: str, *more: tuple[str, str], plain: bytes = b"") -> Sent:
    """A request to nobody's host that no adapter is for."""
    return Sent("POST", HOST, "/v1/in", (("Content-Type", media_type), *more), body, plain)


def _json_body(key: str, text: str) -> bytes:
    # The value stands as its dress says: \u escapes must not be escaped once more.
    held = text if text.startswith("\\u") else json.dumps(text, ensure_ascii=False)[1:-1]
    return f'{{"seq": 4, "{key}": "{held}", "ok": true}}'.encode()


def _gzipped(key: str, text: str) -> Sent:
    body = _json_body(key, text)
    return Sent("POST", HOST, "/v1/in", (*_JSON, ("Content-Encoding", "gzip")), gzip.compress(body, mtime=0), body)


PLACES: Mapping[str, Callable[[str, str], Sent]] = {
    "JSON body": lambda key, text: post(_json_body(key, text), "application/json"),
    "query": lambda key, text: Sent("GET", HOST, f"/v1/in?v=2&{key}={quote(text, safe='')}", ()),
    "header": lambda key, text: Sent("GET", HOST, "/v1/in", ((f"X-{key.replace('_', '-')}", text),)),
    "path": lambda _, text: Sent("GET", HOST, f"/v1/in/{quote(text, safe='')}/x", ()),
    "form": lambda key, text: post(f"v=2&{key}={quote(text, safe='')}".encode(), "application/x-www-form-urlencoded"),
    "gzip body": _gzipped,
}


def _field(value: Value) -> bytes:
    return json.dumps({"seq": 4, value.key: value.text}, ensure_ascii=False).encode()


def _packed(value: Value) -> dict[str, object]:
    return {"seq": 4, value.key: value.text}


def _split_fields(value: Value) -> Sent:
    middle = len(value.text) // 2
    body = {"a": value.text[:middle], "b": value.text[middle:]}
    return post(json.dumps(body, ensure_ascii=False).encode(), "application/json")


def _salted(salt: str, body: dict[str, str]) -> Callable[[Value], Sent]:
    def made(value: Value) -> Sent:
        digest = hashlib.sha256(f"{salt}{value.text}".encode()).hexdigest()
        return post(json.dumps(body | {"h": digest}).encode(), "application/json")

    return made


_OCTETS = "application/octet-stream"
WHOLE: Mapping[str, Callable[[Value], Sent]] = {
    "gzip, unsaid": lambda v: post(gzip.compress(_field(v), mtime=0), _OCTETS),
    "gzip, said to be JSON": lambda v: post(gzip.compress(_field(v), mtime=0), "application/json"),
    "zlib, unsaid": lambda v: post(zlib.compress(_field(v)), _OCTETS),
    "deflate": lambda v: post(
        zlib.compress(_field(v)), "application/json", ("Content-Encoding", "deflate"), plain=_field(v)
    ),
    "Brotli": lambda v: post(
        brotli.compress(_field(v)), "application/json", ("Content-Encoding", "br"), plain=_field(v)
    ),
    "Zstandard": lambda v: post(
        zstandard.compress(_field(v)), "application/json", ("Content-Encoding", "zstd"), plain=_field(v)
    ),
    "gzip twice": lambda v: post(gzip.compress(gzip.compress(_field(v), mtime=0), mtime=0), _OCTETS),
    "Base64 of gzip in JSON": lambda v: post(
        json.dumps({"d": base64_of(gzip.compress(_field(v), mtime=0))}).encode(), "application/json"
    ),
    "Base64 of JSON in a form": lambda v: post(
        f"data={quote(base64_of(_field(v)), safe='')}".encode(), "application/x-www-form-urlencoded"
    ),
    "protobuf": lambda v: post(protobuf({"1": 7, "3": {"2": v.text}}), "application/x-protobuf"),
    "gRPC frame": lambda v: post(_grpc(protobuf({"1": 7, "2": v.text})), "application/grpc"),
    "MessagePack": lambda v: post(msgpack.packb(_packed(v)), "application/msgpack"),
    "CBOR": lambda v: post(cbor2.dumps(_packed(v)), "application/cbor"),
    "XML": lambda v: post(f"<r><{v.key}>{escape(v.text)}</{v.key}></r>".encode(), "application/xml"),
    "NDJSON": lambda v: post(b'{"a":1}\n' + _field(v) + b"\n", "application/x-ndjson"),
    "multipart": lambda v: post(_multipart(v), "multipart/form-data; boundary=zz9"),
    "JWT payload": lambda v: post(
        json.dumps(
            {"t": f"eyJhbGciOiJub25lIn0.{base64_of(_field(v)).replace('+', '-').replace('/', '_').rstrip('=')}.c2ln"}
        ).encode(),
        "application/json",
    ),
    "cookie": lambda v: Sent("GET", HOST, "/v1/in", (("Cookie", f"a=1; {v.key}={quote(v.text)}"),)),
    "UTF-16 body": lambda v: post(_field(v).decode().encode("utf-16"), "application/json; charset=utf-16"),
    "UTF-16 body, unsaid": lambda v: post(_field(v).decode().encode("utf-16-le"), _OCTETS),
    "GBK or EUC-KR body": lambda v: post(_field(v).decode().encode(_charset(v)), f"text/plain; charset={_charset(v)}"),
    "GBK or EUC-KR body, unsaid": lambda v: post(_field(v).decode().encode(_charset(v)), "text/plain"),
    "halves in two fields": _split_fields,
    "SHA-256 with the package's name": _salted(PACKAGE, {"package": PACKAGE}),
    "SHA-256 with a salt beside it": _salted(SALT, {"salt": SALT}),
    "bytes among noise": lambda v: post(hashlib.sha512(b"n").digest() + v.text.encode() + b"\0\x01\xff\xfe", _OCTETS),
}


def cases() -> Iterator[Case]:
    """All of them: each dress at each place, then what is done to whole bodies."""
    yield from _placed(TEXTS)
    for name, make in WHOLE.items():
        for value in VALUES:
            if not (value.prompt and name.startswith("SHA")) and (value.prompt or not name.startswith("GBK")):
                yield Case(name, "whole body", value, (make(value),))
    for value in VALUES:
        middle = len(value.text) // 2
        parts = [{"part": 1, "d": value.text[:middle]}, {"part": 2, "d": value.text[middle:]}]
        sent = tuple(post(json.dumps(part, ensure_ascii=False).encode(), "application/json") for part in parts)
        yield Case("halves in two requests", "whole body", value, sent)


def _placed(names: Iterable[str]) -> Iterator[Case]:
    for name in names:
        for value in VALUES:
            if (text := dressed(name, value)) is not None:
                for place, put in PLACES.items():
                    if place != "header" or text.isascii():
                        yield Case(name, place, value, (put(value.key, text),))


def run(report: Report, *, quick: bool, detail: bool = False) -> None:
    """Prints tables of encodings, places and values by tool, then of a second set of encodings."""
    for tool in (peers.TRACKHAR, peers.FRITAP):
        if why := peers.missing(tool):
            report.say(why)
    every = list(cases())
    chosen = [case for case in every if case.place in ("JSON body", "whole body", "query")] if quick else every
    found = _found(chosen)
    title = f"1. {len(VALUES)} known values in {len({case.encoding for case in chosen})} encodings, {len(chosen)} cases"
    _print(report, f"{title}, by encoding", chosen, found, lambda case: case.encoding)
    _print(report, f"{title}, by place", chosen, found, lambda case: case.place)
    _print(report, f"{title}, by value", chosen, found, lambda case: f"{case.value.property}")
    unseen = list(_placed(UNSEEN))
    title = f"1. A second set of {len(UNSEEN)} encodings, {len(unseen)} cases, its misses told to nobody"
    _print(report, title, unseen, _found(unseen), lambda case: case.encoding)
    report.say("friTap's analyzer seeks no values: a case counts for it where it tells the value's kind.")
    if detail:
        for case, hit in zip(chosen, found["ours"], strict=True):
            if not hit:
                report.say(f"missed: {case.encoding} | {case.place} | {case.value.property}")


def _found(chosen: Sequence[Case]) -> dict[str, list[bool]]:
    found = {"ours": _by_case(chosen, _ours(chosen))}
    if not peers.missing(peers.TRACKHAR):
        found["TrackHAR indicators"] = _by_case(chosen, _trackhar(chosen))
    if not peers.missing(peers.FRITAP):
        found["friTap privacy"] = _by_case(chosen, _fritap(chosen))
    return found


def _print(
    report: Report, title: str, chosen: Sequence[Case], found: Mapping[str, list[bool]], by: Callable[[Case], str]
) -> None:
    table = report.table(title, ["", "cases", *found])
    total = Counter(by(case) for case in chosen)
    hits = {
        name: Counter(by(case) for case, hit in zip(chosen, told, strict=True) if hit) for name, told in found.items()
    }
    for name, count in total.items():
        table.add_row(name, str(count), *(_word(hits[tool][name], count) for tool in found))
    table.add_row("all cases", str(len(chosen)), *(share(sum(told), len(chosen)) for told in found.values()))
    whole = {tool: sum(hits[tool][name] == count for name, count in total.items()) for tool in found}
    some = {tool: sum(bool(hits[tool][name]) for name in total) for tool in found}
    table.add_row("wholly / at least partly", str(len(total)), *(f"{whole[tool]} / {some[tool]}" for tool in found))
    report.show(table)


def _word(hits: int, of: int) -> str:
    return "yes" if hits == of else f"{hits} of {of}" if hits else "no"


def _by_case(chosen: Sequence[Case], found: Iterable[set[str]]) -> list[bool]:
    told = iter(found)
    each = [[next(told) for _ in case.sent] for case in chosen]
    return [any(_key(case.value) in one for one in hits) for case, hits in zip(chosen, each, strict=True)]


def _key(value: Value) -> str:
    return value.property


def _requests(chosen: Sequence[Case]) -> list[Sent]:
    return [sent for case in chosen for sent in case.sent]


def planted() -> list[Planted]:
    """The values as a tester gives them."""
    return [Planted(value.type, value.text, "tester") for value in VALUES]


def _ours(chosen: Sequence[Case]) -> Iterator[set[str]]:
    property_of = {value.text: value.property for value in VALUES}
    for detail in ours.imported(_requests(chosen), planted()):
        yield {property_of[finding.planted] for finding in detail.findings if finding.planted in property_of}


def _trackhar(chosen: Sequence[Case]) -> Iterator[set[str]]:
    indicators = {value.property: [value.text] for value in VALUES}
    for rows in peers.trackhar(_requests(chosen), indicators, "indicators"):
        yield {str(row[0]) for row in rows}


def _fritap(chosen: Sequence[Case]) -> Iterator[set[str]]:
    property_of = {category: value.property for value in VALUES for category in value.categories}
    for rows in peers.fritap(_requests(chosen)):
        yield {property_of[row[0]] for row in rows if row[0] in property_of}


def _charset(value: Value) -> str:
    return "euc-kr" if value.property == "promptKo" else "gbk"


def _grpc(message: bytes) -> bytes:
    return b"\0" + len(message).to_bytes(4, "big") + message


def _multipart(value: Value) -> bytes:
    head = f'--zz9\r\nContent-Disposition: form-data; name="{value.key}"\r\n\r\n'
    return f"{head}{value.text}\r\n--zz9--\r\n".encode()
