"""What is remembered, read by faster parsers or kept once makes no difference to what is found, kept and read again."""

from __future__ import annotations

import json
import re
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from inspector import protocol
from inspector.datatypes.find import Finder
from inspector.decoders import json as json_format
from inspector.decoders import request_parts, texts
from inspector.errors import DecodeError
from inspector.http import HttpRequest
from inspector.pipeline import WHOLE_SESSION, Pipeline
from inspector.protocol import ExchangeImported
from inspector.recipients import Recipients
from inspector.records import Nested, Raw, Value
from inspector.store.reader import Reader
from inspector.store.writer import Writer
from tests.bench.throughput.made import Made
from tests.bench.traffic import PLANTED
from tests.factories import session_facts

_BODIES = 500
_TURN = 170


@pytest.fixture(scope="module")
def seen() -> list[ExchangeImported]:
    return [exchange for _, exchange in Made(seed=3).take(_BODIES)]


def test_findings_and_bodies_come_back_as_a_plain_evaluation_of_each_request_alone_gives_them(
    seen: list[ExchangeImported], tmp_path: Path
) -> None:
    rows = [Raw(1, 0, 1, 0.0, *protocol.plant_row(PLANTED))]
    rows += [Raw(number, 0, number, 1.0, *protocol.exchange_row(one)) for number, one in enumerate(seen, 2)]
    pipeline, path = Pipeline("", Recipients.load(), WHOLE_SESSION), tmp_path / "a.session"
    with closing(Writer.create(path, session_facts(path))) as writer:
        for start in range(0, len(rows), _TURN):
            writer.append(pipeline.take(rows[start : start + _TURN]))
        while writer.index(100):
            pass
    with closing(Reader(path)) as reader:
        for row, one in zip(reader.rows(limit=_BODIES + 1), seen, strict=True):
            parts, decoded = _alone(one.request)
            detail = reader.detail(row.id)
            assert list(detail.findings) == Finder(PLANTED).find(parts)
            body = detail.bodies[0]
            assert body.data == one.request.body
            assert body.decoded is not None
            assert _listed(body.decoded.value) == _listed(decoded.value)
            assert (body.decoded.steps, body.decoded.problem) == (decoded.steps, decoded.problem)
            assert detail.detail["status"] == 200
            word = re.search(rb"[0-9a-f]{16,}", one.request.body)
            if word is not None and decoded.steps == ("json",):
                assert row.id in [found.id for found in reader.rows(word[0].decode())]


def _alone(request: HttpRequest) -> tuple[dict[str, Value], Any]:
    texts.PLAIN.clear()
    return request_parts(request)


def _listed(value: Value) -> Value:
    if isinstance(value, Nested):
        return ("nested", value.steps, _listed(value.value), value.original)
    if isinstance(value, dict):
        return {key: _listed(inner) for key, inner in value.items()}
    return [_listed(inner) for inner in value] if isinstance(value, list | tuple) else value


def test_a_request_is_decoded_the_same_however_much_is_remembered(seen: list[ExchangeImported]) -> None:
    first = [_alone(one.request) for one in seen]
    assert [request_parts(one.request) for one in seen] == first


class _Pairs(list):  # type: ignore[type-arg]
    """An object as JSON can say it: a name may come twice."""


_texts = st.text(st.sampled_from('ab":\\ {},[]\n\t\u00e9\u4e2d')) | st.sampled_from(["$bytes", '":', '\\"', "a" * 20])
_numbers = st.integers() | st.floats(allow_nan=False) | st.sampled_from([2**63, 2**64 + 1, -(2**70), 9.5e15, 1e308])
_values = st.recursive(
    st.none() | st.booleans() | _numbers | _texts,
    lambda inner: st.lists(inner, max_size=4) | st.lists(st.tuples(_texts, inner), max_size=4).map(_Pairs),
    max_leaves=12,
)


def _say(value: Any, gap: str, *, ascii_only: bool) -> str:
    if isinstance(value, _Pairs):
        inside = (f"{json.dumps(k, ensure_ascii=ascii_only)}{gap}:{gap}{_say(v, gap, ascii_only=ascii_only)}"
                  for k, v in value)  # fmt: skip
        return "{" + f"{gap},".join(inside) + "}"
    if isinstance(value, list):
        return "[" + ",".join(_say(inner, gap, ascii_only=ascii_only) for inner in value) + "]"
    return json.dumps(value, ensure_ascii=ascii_only)


@given(_values, st.sampled_from(["", " ", "\n"]), st.booleans())
@example(_Pairs([("x", "hidden"), ("x", "shown"), ("a\\", 1)]), "", True)
@example(_Pairs([("x", "hidden"), ("x", "shown"), (":", ":")]), " ", True)
def test_the_fast_parser_of_json_is_believed_only_where_it_reads_what_the_careful_one_does(
    value: Any, gap: str, ascii_only: bool
) -> None:
    data = _say(value, gap, ascii_only=ascii_only).encode()
    quick = json_format.quickly(data)
    if quick is None:
        return
    quickly, json_format.quickly = json_format.quickly, lambda data: None
    try:
        careful = json_format.decode(data)
    finally:
        json_format.quickly = quickly
    assert quick == careful
    assert repr(quick) == repr(careful)


def test_what_lies_too_deep_is_not_read_fast_either() -> None:
    deep = b"[" * 120 + b"]" * 120
    assert json_format.quickly(deep) is None
    with pytest.raises(DecodeError):
        json_format.decode(deep)
