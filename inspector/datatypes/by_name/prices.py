"""Amounts by the currency beside them: what was paid, whatever the fields above are called."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from inspector.datatypes import name_of, shapes
from inspector.datatypes.by_name import chats
from inspector.datatypes.kinds import last_name, plain_key
from inspector.datatypes.leaves import Content
from inspector.records import Finding

_CURRENCY_KEYS = frozenset("currency currencycode currencyiso curr pricecurrency currencyisocode".split())  # noqa: SIM905
_AMOUNT_KEYS = frozenset(
    """
    price amount value total revenue totalamount totalprice subtotal tax shipping discount cost fare fee pay paid
    unitprice grandtotal localizedprice amountvalue pricevalue totalvalue netamount grossamount sum charge tip
    """.split()  # noqa: SIM905
)
_CURRENCY = re.compile(r"[A-Za-z]{3}\Z")
_MOST_DIGITS = 16


def is_telling(key: str) -> bool:
    """Whether a field of this name says in which currency the amount beside it is."""
    return key in _CURRENCY_KEYS


def find(content: Content, telling: Iterable[int]) -> Iterator[tuple[int, Finding]]:
    """Amounts beside a currency, and the currency. `telling`: the leaves whose names are (`is_telling`)."""
    for at in telling:
        whole, _, _ = content.places[at]
        if not _CURRENCY.match(content.texts[at].strip()) or not whole.startswith(("body", "query")):
            continue
        amounts = [near for near in chats.near(content, at, whole) if _is_amount(content, near, whole)]
        for near in (*amounts, *([at] if amounts else [])):
            yield near, Finding("purchase", content.path(near), "likely", content.texts[near].strip(), _REASON)


def _is_amount(content: Content, at: int, whole: str) -> bool:
    within, _, field = content.places[at]
    text = content.texts[at].strip()
    named = within == whole and plain_key(last_name(field)) in _AMOUNT_KEYS
    return named and len(text) <= _MOST_DIGITS and shapes.is_measure(text)


_REASON = (
    f"An amount and its currency stand beside one another: together they are this type of data ({name_of('purchase')})."
)
