"""Row 4: the same figures on what thirteen real SDKs sent on the framework rig, labelled by hand field by field."""

from __future__ import annotations

import base64
import binascii
import gzip
import json
import re
import tempfile
import tomllib
import zlib
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from tests.bench.accuracy import kinds
from tests.bench.accuracy.corpus import HERE, Body, Expected
from tests.bench.accuracy.sent import Sent
from tests.bench.report import Report
from tests.rigs.framework import build
from tests.rigs.framework.planted import EMAIL, PROMPT, USER, planted_in
from tests.rigs.framework.run import SENDS
from tests.rigs.framework.run import run as record

_TESTER = {"email": ("e-mail", EMAIL), "account_id": ("user id", USER), "prompt": ("prompt", PROMPT)}
_NOTHING = ("", "undefined", "0", "0.0", "None", "null")
_DEEP = 6
Told = kinds.Told


def run(report: Report, *, detail: bool = False) -> None:
    """Records the SDKs and prints the tables; where the rig is missing, one line."""
    if why := build.missing():
        report.say(f"4. Real SDKs' bodies: the framework rig {why}.")
        return
    with tempfile.TemporaryDirectory(prefix="inspector-bench-") as name:
        rows = record([*SENDS, "umeng", "appmetrica"], Path(name)).arrived()
    measure(report, rows, detail=detail)


def measure(report: Report, rows: Sequence[Mapping[str, Any]], *, detail: bool = False) -> None:
    """The tables of requests as the rig writes them down."""
    labelled = [_labelled(number, row) for number, row in enumerate(rows)]
    bodies = [body for body in labelled if body is not None]
    hosts = len({body.sent.host for body in bodies})
    report.say(
        f"4. {len(bodies)} requests of real SDKs to {hosts} hosts, recorded now; fields labelled by hand in real.toml."
    )
    planted = {type_id: value for type_id, (_, value) in _TESTER.items()}
    kinds.compare(report, "4. Data types in real SDKs' requests", bodies, planted, detail=detail)


def _labelled(number: int, row: Mapping[str, Any]) -> Body | None:
    label = labels().get(row["host"])
    if label is None:
        return None
    fields, closed = label
    headers = row["headers"].items() if isinstance(row["headers"], dict) else row["headers"]
    sent = Sent(
        row["method"], row["host"], row["target"], tuple((k, v) for k, v in headers), base64.b64decode(row["body_b64"])
    )
    there = list(_fields(sent))
    expected, may = [], ["user-agent"]
    for line in fields:
        paths = tuple(path for path in line.paths if any(_is_at(path, at) for at, _ in there))
        if line.kinds == ("may",):
            may += line.paths
        elif paths:
            expected.append(Expected(line.kinds, paths))
    told = {kind for line in expected for kind in line.kinds}
    values = {type_id: value for type_id, (_, value) in _TESTER.items()}
    for type_id in planted_in(dict(row), values):
        kind = _TESTER[type_id][0]
        if kind not in told:
            expected.append(Expected((kind,), ("path",)))
    if closed:
        may.append("*")
    may += [name for at, value in there if value in _NOTHING for name in at[-1:]]
    return Body(f"{row['host']}/{number}", "recorded", sent, tuple(expected), tuple(may))


def labels() -> Mapping[str, tuple[tuple[Expected, ...], bool]]:
    """The labelled fields of each host, and whether its format is closed: then other findings are not judged."""
    said = tomllib.loads((HERE / "real.toml").read_text("utf-8"))
    made: dict[str, tuple[tuple[Expected, ...], bool]] = {}
    for one in said["sdk"]:
        lines = (line.partition(": ") for line in one["fields"].splitlines() if line.strip())
        fields = tuple(Expected(tuple(kinds_.split("|")), tuple(paths.split(", "))) for kinds_, _, paths in lines)
        made |= {host: (fields, one.get("closed", False)) for host in one["hosts"]}
    return made


def _is_at(path: str, names: tuple[str, ...]) -> bool:
    """Whether the labelled names are the last ones of a field's, or all but those between them."""
    wanted = path.lower().split(".")
    return names[-1:] == (wanted[-1],) and set(wanted) <= set(names)


def _fields(sent: Sent) -> Iterator[tuple[tuple[str, ...], str]]:
    """Every field with a value, by its names: this bench's own unpacking of the bodies that these SDKs send."""
    for name, value in sent.headers:
        yield (name.lower(),), value
    for name, value in parse_qsl(urlsplit(sent.target).query):
        yield from _leaves((name.lower(),), _opened(value))
    yield from _leaves((), _opened(sent.body))


def _leaves(names: tuple[str, ...], held: Any) -> Iterator[tuple[tuple[str, ...], str]]:
    if isinstance(held, dict):
        for name, value in held.items():
            yield from _leaves((*names, str(name).lower()), value)
    elif isinstance(held, list):
        for value in held:
            yield from _leaves(names, value)
    elif str(held) not in _NOTHING:
        yield names, str(held)


def _opened(data: Any, depth: int = _DEEP) -> Any:
    if isinstance(data, bytes):
        return _opened(_text(data), depth - 1) if depth else ""
    if isinstance(data, str) and depth:
        return _of_text(data.strip(), depth - 1)
    if isinstance(data, dict):
        return {name: _opened(value, depth) for name, value in data.items()}
    return [_opened(value, depth) for value in data] if isinstance(data, list) else data


def _text(data: bytes) -> str | bytes:
    try:
        if data[:2] == b"\x1f\x8b":
            return gzip.decompress(data)
        if data[:1] == b"\x78" and len(data) > 2:
            return zlib.decompress(data)
    except (OSError, zlib.error, EOFError):
        pass
    return data.decode("utf-8", "replace")


def _of_text(text: str, depth: int) -> Any:
    if text[:1] in ("{", "["):
        lines = [text] if text.count("\n") == 0 else [text, *text.splitlines()]
        read = [value for value in map(_json, lines) if value is not None]
        if read:
            return _opened(read, depth)
    if len(text) > 24 and re.fullmatch(r"[A-Za-z0-9+/]+=*", text):
        try:
            inner = base64.b64decode(text + "==")
        except binascii.Error:
            inner = b""
        if inner[:1] in (b"{", b"[", b"\x1f"):
            return _opened(inner, depth)
    if re.fullmatch(r"[\w.%$\-]{1,60}=[^\s]*", text):
        return {name: _opened(value, depth) for name, value in parse_qsl(text)}
    return text


def _json(text: str) -> Any:
    try:
        return json.loads(text)
    except ValueError:
        return None
