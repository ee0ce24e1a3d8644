"""Reads a policy's text for companies and types of data, each with the passage that names it."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from inspector.policy import claims
from inspector.policy.denials import Denial, Denies
from inspector.policy.fields import outside
from inspector.policy.names import NamedCompany, Names
from inspector.policy.passages import Passage, Script, passages
from inspector.policy.terms import Named, find_types
from inspector.recipients import Company

# What PDF files write for Han characters that look the same, each for one: radicals, of which Unicode folds the first
# block (U+2F00 to U+2FD5); of the second those that are common.
_RADICALS = {code: unicodedata.normalize("NFKC", chr(code)) for code in range(0x2F00, 0x2FD6)} | str.maketrans(
    "⻅⻆⻉⻋⻓⻔⻘⻙⻚⻛⻜⻝⻢⻣⻤⻥⻦⻧⻨⻩⻬⻮⻰", "见角贝车长门青韦页风飞食马骨鬼鱼鸟卤麦黄齐齿龙"
)

Said = Literal["declared", "denied", "mentioned"]
"""declared: said to be handled or passed on. denied: said not to be. mentioned: named, and neither is said of it: who
denies selling something, or having it "in principle", or asks users not to give it, has said neither."""


@dataclass(frozen=True, slots=True)
class Statement:
    """What a passage says of one company (`company`) or of types of data (`types`); `words` are its own for it.

    `general`: the types are named together in general terms. `number` is the passage's, `start` its place in the text.
    `sentence` is the passage with what introduces it. `denial`: the words that deny, and `denies` what; "" elsewhere.
    """

    said: Said
    words: str
    sentence: str
    number: int
    start: int
    company: str = ""
    product: str = ""
    types: tuple[str, ...] = ()
    general: bool = False
    denial: str = ""
    denies: Denies | Literal[""] = ""


@dataclass(frozen=True, slots=True)
class PolicyRead:
    """What a text says. `in_general`: wordings for receivers that name none, each with its first sentence."""

    statements: tuple[Statement, ...]
    in_general: tuple[Statement, ...]
    scripts: tuple[Script, ...]
    passages: int

    def of_company(self, company: str, said: Said = "declared") -> tuple[Statement, ...]:
        """The statements that name a company."""
        return tuple(one for one in self.statements if one.company == company and one.said == said)

    def of_type(self, type_id: str, said: Said = "declared") -> tuple[Statement, ...]:
        """The statements that name a type of data, exact wordings first."""
        found = [one for one in self.statements if type_id in one.types and one.said == said]
        return tuple(sorted(found, key=lambda one: one.general))

    @property
    def companies(self) -> tuple[str, ...]:
        """All companies declared, in the order of the text."""
        return tuple(dict.fromkeys(one.company for one in self.statements if one.company and one.said == "declared"))

    @property
    def types(self) -> tuple[str, ...]:
        """All types declared by a wording of their own, in the order of the text."""
        named = (one for one in self.statements if one.said == "declared" and not one.general)
        return tuple(dict.fromkeys(kind for one in named for kind in one.types))


def read_policy(text: str, companies: Names | Iterable[Company]) -> PolicyRead:
    """What the text declares and denies. Pure; a second for 100,000 characters. Any thread."""
    names = companies if isinstance(companies, Names) else Names(companies)
    statements: list[Statement] = []
    general: dict[str, Statement] = {}
    found = passages(text.translate(_RADICALS))
    for number, passage in enumerate(found):
        parts = list(claims.clauses(passage))
        for one in names.find(passage):
            if not outside(passage.labels, one.start):
                continue
            statements.append(_company(one, passage, number, *_clause_of(one.start, parts, passage)))
        for each in find_types(passage.text):
            if not outside(passage.labels, each.start):
                continue
            statements.append(_types(each, passage, number, *_clause_of(each.start, parts, passage)))
        for words in claims.in_general(passage.text, passage.script):
            if claims.passes_on(passage.text, passage) and not claims.denied(passage.text, passage):
                general.setdefault(words.lower(), _statement("declared", words, passage, number))
    scripts: Counter[Script] = Counter()
    for passage in found:
        scripts[passage.script] += len(passage.text)
    most = tuple(script for script, count in scripts.most_common() if count * 20 >= sum(scripts.values()))
    return PolicyRead(tuple(statements), tuple(general.values()), most, len(found))


def _company(one: NamedCompany, passage: Passage, number: int, clause: str, place: int) -> Statement:
    denial = claims.denied(clause, passage, place)
    said = _said(denial, declares=denial is None and claims.passes_on(clause, passage))
    return _statement(said, one.words, passage, number, company=one.company, product=one.product, denial=denial)


def _types(one: Named, passage: Passage, number: int, clause: str, place: int) -> Statement:
    denial = claims.denied(clause, passage, place)
    said = _said(denial, declares=denial is None and claims.declares(clause, passage))
    return _statement(said, one.words, passage, number, types=one.types, general=one.general, denial=denial)


def _said(denial: Denial | None, *, declares: bool) -> Said:
    if denial is not None:
        return "mentioned" if denial.of in ("sale", "asked", "hedged") else "denied"
    return "declared" if declares else "mentioned"


def _statement(
    said: Said,
    words: str,
    passage: Passage,
    number: int,
    *,
    company: str = "",
    product: str = "",
    types: tuple[str, ...] = (),
    general: bool = False,
    denial: Denial | None = None,
) -> Statement:
    lead = passage.lead if passage.kind in ("item", "row") else ""
    sentence = f"{lead} … {passage.text}" if lead else passage.text
    return Statement(
        said, words, sentence, number, passage.start, company, product, types, general,
        denial.words if denial else "", denial.of if denial else "",
    )  # fmt: skip


def _clause_of(place: int, parts: list[tuple[int, int]], passage: Passage) -> tuple[str, int]:
    """The clause at a place of a passage, and that place within the clause."""
    first, last = next((part for part in parts if part[0] <= place < part[1]), (0, len(passage.text)))
    return passage.text[first:last], place - first
