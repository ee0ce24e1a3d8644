"""What may stand after a word of the filter language in this session: for completion."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

_FIXED = {"party:": ("first", "third"), "size:": (">1kb", ">10kb", ">1mb"), "status:": ("2xx", "4xx", "5xx")}
ASKED = {
    "to:": "SELECT DISTINCT name FROM recipient WHERE name <> '' UNION "
    "SELECT DISTINCT product_name FROM recipient WHERE product_name <> '' ORDER BY 1",
    "type:": "SELECT DISTINCT type FROM summed ORDER BY 1",
    "country:": "SELECT DISTINCT CASE country WHEN '' THEN 'none' ELSE country END FROM recipient ORDER BY 1",
    "phase:": "SELECT name FROM phase ORDER BY at_ms",
    "host:": "SELECT DISTINCT host FROM traffic WHERE host <> '' ORDER BY 1",
    "sender:": "SELECT DISTINCT name FROM sender ORDER BY 1",
    "kind:": "SELECT DISTINCT kind FROM observation ORDER BY 1",
    "process:": "SELECT DISTINCT name FROM process WHERE name <> '' ORDER BY 1",
}


def values_of(ask: Callable[[str], Sequence[Any]], word: str) -> Sequence[str]:
    """The values of a word that ends with a colon. `ask` gives the rows of a query."""
    return _FIXED.get(word) or [str(row[0]) for row in ask(ASKED[word])]
