"""JSON values one after another, whole and damaged."""

from __future__ import annotations

import pytest

from inspector.decoders import decode, json_lines
from inspector.errors import DecodeError


@pytest.mark.parametrize(
    ("data", "value"),
    [
        (b'{"a":1}\r\n{"b":2}\r\n', [{"a": 1}, {"b": 2}]),
        (b'{"a":1}{"b":2}', [{"a": 1}, {"b": 2}]),
        (b'{"a":1} {"b":2}  [3]', [{"a": 1}, {"b": 2}, [3]]),
        (b'{"a":1}\x1e\n{"b":2}\x1e', [{"a": 1}, {"b": 2}]),
        (b'{\n "a": 1\n}\n{\n "b": 2\n}', [{"a": 1}, {"b": 2}]),
        (b'{"a":1}\n{"b":2}\n{"c":', [{"a": 1}, {"b": 2}, '{"c":']),
        (b'{"a":1}\nnot json\n{"b":2}\n', [{"a": 1}, "not json", {"b": 2}]),
    ],
)
def test_values_are_a_list_and_a_damaged_line_a_text(data: bytes, value: object) -> None:
    decoded = decode(data)
    assert (decoded.value, decoded.steps) == (value, ("json_lines",))


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b'{"a":1}',
        b'{"a":1}\nwords\nwords\n',
        b"[INFO] started\n[INFO] stopped\n",
        b"{}\n" * 200_000,
        b"[1]" * 200_000,
        b"{}" + b"[" * 100_000,
        b"{}\n" + b"[" * 150 + b"]" * 150 + b"\n{",
    ],
)
def test_what_is_mostly_something_else_is_refused(data: bytes) -> None:
    with pytest.raises(DecodeError):
        json_lines.decode(data)
