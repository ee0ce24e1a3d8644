"""Several queries, one a line."""

from __future__ import annotations

import pytest

from inspector.decoders import decode, form_lines
from inspector.errors import DecodeError


def test_each_line_is_a_query() -> None:
    decoded = decode(b"en=page_view&ep.page=%2Fchat&_et=5\r\nen=scroll&epn.percent=90\r\n", media_type="text/plain")
    assert decoded.steps == ("form_lines",)
    assert decoded.value[0] == {"en": "page_view", "ep.page": "/chat", "_et": "5"}
    assert decoded.value[1] == {"en": "scroll", "epn.percent": "90"}


@pytest.mark.parametrize(
    "data", [b"a=1&b=2", b"a=1\nb=2", b"first line\nx=1&y=2", b"x=1&y=2\nif a == b & c", b"", b"=\n=", b"a=1&b=2\n"]
)
def test_what_only_looks_like_queries_is_none(data: bytes) -> None:
    assert form_lines.accepts(data) == 0.0


@pytest.mark.parametrize("data", [b"", b"a=1", b"a\nb", b"a=\xff\nb=1", b"a=1\n" * 200_000])
def test_what_are_no_lines_of_queries_is_refused(data: bytes) -> None:
    with pytest.raises(DecodeError):
        form_lines.decode(data)
