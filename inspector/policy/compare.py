"""What a policy's text declares beside what a session shows was sent."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from inspector.datatypes import order_of
from inspector.policy.names import same_group
from inspector.policy.reading import PolicyRead, Statement, read_policy
from inspector.readings import DataReceived, PolicyText, RecipientReceipts
from inspector.recipients import FIRST_PARTY_ID, Company
from inspector.store.reader import Reader

CompanySaid = Literal["named", "denied", "mentioned", "group", "general", "not_found", "own"]
"""named: as one that receives or whose code is used. denied: as one that does not. mentioned: named, and no more.
group: another company of the same group is named. general: only wordings such as "service providers". not_found: none
of these in the text given. own: the app's own servers, which need no name."""

TypeSaid = Literal["named", "general", "others", "denied", "mentioned", "not_found"]
"""named: by a wording of its own. general: only by one that names several types together. denied: as not collected,
used or, where others received it, passed on. others: only in passages that name other companies and not this one.
mentioned: its words are there, and not for what is handled. not_found: no wording of its own in the text given."""

_MOST_SENTENCES = 4


@dataclass(frozen=True, slots=True)
class TypeLine:
    """A recipient × type that was sent. `together`: one passage names both the company and the type."""

    received: DataReceived
    said: TypeSaid
    together: bool
    sentences: tuple[Statement, ...]


@dataclass(frozen=True, slots=True)
class RecipientLine:
    """A recipient something was sent to. `others`: companies of its group named instead, as the text writes them."""

    recipient: RecipientReceipts
    said: CompanySaid
    sentences: tuple[Statement, ...]
    others: tuple[str, ...]
    types: tuple[TypeLine, ...]


@dataclass(frozen=True, slots=True)
class CompanyUnseen:
    """A company the text names and to which nothing was seen going in the session."""

    company: str
    name: str
    sentences: tuple[Statement, ...]


@dataclass(frozen=True, slots=True)
class TypeUnseen:
    """A type the text names by a wording of its own and that was found in nothing sent."""

    type: str
    sentences: tuple[Statement, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """Declared against observed. `recipients` in the session's order, third parties first."""

    recipients: tuple[RecipientLine, ...]
    companies_unseen: tuple[CompanyUnseen, ...]
    types_unseen: tuple[TypeUnseen, ...]
    in_general: tuple[Statement, ...]

    @property
    def declared_and_sent(self) -> list[tuple[RecipientLine, TypeLine]]:
        """Company named and type named or named in general terms (of the app's own servers: the type)."""
        return [(line, kind) for line, kind in self._pairs() if _is_declared(line, kind)]

    @property
    def sent_not_found(self) -> list[tuple[RecipientLine, TypeLine]]:
        """Sent, and the company, the type or both are not declared in the text given."""
        return [(line, kind) for line, kind in self._pairs() if not _is_declared(line, kind)]

    @property
    def third_parties(self) -> list[RecipientLine]:
        """The recipients that are not the app's own servers."""
        return [line for line in self.recipients if line.said != "own"]

    @property
    def not_named(self) -> list[RecipientLine]:
        """Third parties that the text does not name as receivers."""
        return [line for line in self.third_parties if line.said != "named"]

    def denied(self, *, certain: bool) -> list[tuple[str, list[str]]]:
        """Denials with the types sent all the same: those certainly found in what was sent, or those only likely."""
        by_type: dict[str, list[TypeLine]] = {}
        for _, kind in self._pairs():
            if kind.said == "denied":
                by_type.setdefault(kind.received.type, []).append(kind)
        found: dict[str, list[str]] = {}
        for type_id in sorted(by_type, key=order_of):
            kinds = by_type[type_id]
            if any(kind.received.certainty == "certain" for kind in kinds) is certain:
                found.setdefault(kinds[0].sentences[0].denial, []).append(type_id)
        return list(found.items())

    def _pairs(self) -> list[tuple[RecipientLine, TypeLine]]:
        return [(line, kind) for line in self.recipients for kind in line.types]


def compare(
    read: PolicyRead, receipts: Sequence[RecipientReceipts], companies: Mapping[str, Company], package: str = ""
) -> Comparison:
    """Each recipient and each type it received beside the text; `package`: the app, whose own company is left out."""
    lines = tuple(_line(read, recipient, companies) for recipient in receipts)
    sent = {data.type for recipient in receipts for data in recipient.data}
    heard = {recipient.id for recipient in receipts}
    own = {company.id for company in companies.values() if package and package in company.apps}
    alike: dict[tuple[tuple[int, str], ...], list[str]] = {}  # companies that one name may be of
    for one in read.companies:
        if one not in heard and one not in own and not _same_words_heard(read, one, heard):
            alike.setdefault(tuple((said.number, said.words) for said in read.of_company(one)), []).append(one)
    unseen = tuple(
        CompanyUnseen(
            ones[0], " or ".join(companies[one].name for one in ones), read.of_company(ones[0])[:_MOST_SENTENCES]
        )
        for ones in alike.values()
    )
    types = sorted((kind for kind in read.types if kind not in sent), key=order_of)
    return Comparison(
        lines,
        unseen,
        tuple(TypeUnseen(kind, read.of_type(kind)[:_MOST_SENTENCES]) for kind in types),
        read.in_general,
    )


def compare_session(policy: PolicyText, reader: Reader, companies: Mapping[str, Company]) -> Comparison:
    """The same for all that a session file holds. Takes a second; any thread with a reader of its own."""
    read = read_policy(policy.text, companies.values())
    return compare(read, reader.receipts(), companies, reader.session().package)


def _line(read: PolicyRead, recipient: RecipientReceipts, companies: Mapping[str, Company]) -> RecipientLine:
    said, sentences, others = _company_said(read, recipient, companies)
    types = tuple(_type_line(read, data, recipient.id, own=said == "own") for data in recipient.data)
    return RecipientLine(recipient, said, sentences[:_MOST_SENTENCES], others, types)


def _company_said(
    read: PolicyRead, recipient: RecipientReceipts, companies: Mapping[str, Company]
) -> tuple[CompanySaid, tuple[Statement, ...], tuple[str, ...]]:
    if recipient.id == FIRST_PARTY_ID or recipient.party == "first":
        return "own", (), ()
    named = read.of_company(recipient.id)
    if named:
        return "named", named, ()
    if denied := read.of_company(recipient.id, "denied"):
        return "denied", denied, ()
    others = [one for one in read.companies if same_group(companies, one, recipient.id)]
    if others:
        said = tuple(statement for one in others for statement in read.of_company(one)[:2])
        return "group", said, tuple(dict.fromkeys(one.words for one in said))
    if mentioned := read.of_company(recipient.id, "mentioned"):
        return "mentioned", mentioned, ()
    if read.in_general:
        return "general", read.in_general, ()
    return "not_found", (), ()


def _type_line(read: PolicyRead, data: DataReceived, company: str, *, own: bool) -> TypeLine:
    declared = read.of_type(data.type)
    places = {one.number for one in read.of_company(company)}
    if not own:
        apart = {one.number for one in read.statements if one.company and one.said == "declared"} - places
        if declared and all(one.number in apart for one in declared):
            return TypeLine(data, "others", False, declared[:_MOST_SENTENCES])
    together = [one for one in declared if one.number in places]
    ordered = (*together, *(one for one in declared if one.number not in places))
    if any(not one.general for one in declared):
        return TypeLine(data, "named", bool(together), ordered[:_MOST_SENTENCES])
    # A text that denies a type by its own name and allows it only in general terms is quoted for what it denies.
    denied = tuple(one for one in read.of_type(data.type, "denied") if not one.general)
    # Who says not to pass something on has not said that the app's own servers do not get it.
    if against := tuple(one for one in denied if not own or one.denies == "handling"):
        return TypeLine(data, "denied", False, against[:_MOST_SENTENCES])
    if declared:
        return TypeLine(data, "general", bool(together), ordered[:_MOST_SENTENCES])
    if spoken := (*denied, *(one for one in read.of_type(data.type, "mentioned") if not one.general)):
        return TypeLine(data, "mentioned", False, spoken[:_MOST_SENTENCES])
    return TypeLine(data, "not_found", False, ())


def _is_declared(line: RecipientLine, kind: TypeLine) -> bool:
    return line.said in ("named", "own") and kind.said in ("named", "general")


def _same_words_heard(read: PolicyRead, company: str, heard: set[str]) -> bool:
    """Whether each place that names this company names one that was heard from by the same words: one name for two."""
    places = {(one.number, one.words) for one in read.statements if one.company in heard}
    return all((one.number, one.words) in places for one in read.of_company(company))
