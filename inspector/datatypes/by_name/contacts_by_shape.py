"""E-mail addresses in any text, and phone numbers that fill a field, by their shape alone."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from publicsuffixlist import PublicSuffixList

from inspector.datatypes import name_of, shapes
from inspector.datatypes.kinds import plain_key
from inspector.datatypes.leaves import Content
from inspector.records import Finding, Planted

_DOMAIN = re.compile(rb"@((?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.){1,5}[a-z]{2,12})(?![\w@/-]|\.\w)")
_LOCAL = re.compile(r"[A-Za-z0-9][\w.%+-]{1,63}\Z")
_BEFORE = frozenset("\"'<>()[]{},;:=|&?* \t\r\n")
_NUMBER = re.compile(rb"\+(?<![^\n]\+)[1-9]\d[\d ().-]{6,17}\d(?=\n|\Z)")  # begins with its sign: found quickly
_ODD = re.compile(r"[\x00-\x08\x0e-\x1f\x7f\ufffd]")
_LONGEST_TEXT = 4000  # longer ones are programs, pages and licences
_MOST = 200  # of one observation
_MOST_SIGNS = 5000
# Of nobody: offices and machines.
_OFFICES = frozenset(
    """
    git noreply no-reply donotreply do-not-reply support info admin abuse postmaster webmaster hello contact help sales
    press legal privacy security mailer-daemon hostmaster root team feedback service services billing example test
    """.split()  # noqa: SIM905
)
_MACHINES = ("gserviceaccount.com", "group.calendar.google.com", "sentry.io", "s.whatsapp.net", "example.com")
_MAKERS = frozenset(
    """
    author authors authoremail committer maintainer maintainers maintaineremail contributor contributors tagger uploader
    useragent ua messageid references copyright license licence publisher
    """.split()  # noqa: SIM905
)
_AMOUNTS = re.compile(r"delta|diff|change|offset|amount|balance|count")
_SPLIT = re.compile(r"[.\[\]\"]+")


def find(content: Content, emails: Sequence[Planted], phones: Sequence[Planted]) -> Iterator[tuple[int, Finding]]:
    """Leaves with somebody's address or number. `emails`, `phones`: the planted ones, found by their value."""
    folded = content.folded
    if b"@" in folded:
        yield from _emails(content, folded, emails)
    if b"+" in folded:
        yield from _phones(content, folded, phones)


def _emails(content: Content, folded: bytes, planted: Sequence[Planted]) -> Iterator[tuple[int, Finding]]:
    known = {one.value.strip().lower() for one in planted}
    looked: set[int] = set()
    for match in _matches(_DOMAIN, folded):
        at = content.line_at(match.start())
        if at in looked or len(looked) == _MOST:
            continue
        looked.add(at)
        text = content.texts[at]
        address = next((one for one in _addresses_in(text) if one.lower() not in known), "")
        if address and not _is_makers(content.path(at)):
            reason = f"The text holds an e-mail address by its form{_not_yours(planted)}."
            yield at, Finding("email", content.path(at), "likely", address, reason)


def _phones(content: Content, folded: bytes, planted: Sequence[Planted]) -> Iterator[tuple[int, Finding]]:
    for match in _matches(_NUMBER, folded):
        at = content.line_at(match.start())
        text = content.texts[at].strip()
        if not shapes.is_phone(text) or _AMOUNTS.search(plain_key(content.places[at][2])):
            continue
        reason = (
            f"The value has the form of a phone number with its country's code ({name_of('phone_number')})"
            f"{_not_yours(planted)}."
        )
        yield at, Finding("phone_number", content.path(at), "likely", text, reason)


def _not_yours(planted: Sequence[Planted]) -> str:
    return "; it is not the one you gave" if planted else ""


def _matches(pattern: re.Pattern[bytes], folded: bytes) -> Iterator[re.Match[bytes]]:
    for count, match in enumerate(pattern.finditer(folded)):
        if count == _MOST_SIGNS:
            return
        yield match


def _addresses_in(text: str) -> Iterator[str]:
    """The addresses of persons in a text, as they are written; none of a text that is no text."""
    if len(text) > _LONGEST_TEXT or _ODD.search(text):
        return
    low = text.lower()
    for match in _matches(_DOMAIN, low.encode("ascii", "replace")):
        start, end = match.span()
        local, domain = _LOCAL.search(text[max(0, start - 64) : start]), text[start + 1 : end]
        if local is None or len(low) != len(text):
            continue
        before = text[max(0, start - len(local[0]) - 200) : start - len(local[0])]
        if _is_persons(local[0], domain) and _may_stand_after(before):
            yield text[start - len(local[0]) : end]


def _is_persons(local: str, domain: str) -> bool:
    if domain not in (domain.lower(), domain.upper()) or local.lower() in _OFFICES:
        return False
    domain = domain.lower()
    return not domain.endswith(_MACHINES) and _is_registered(domain)


@lru_cache(4096)
def _is_registered(domain: str) -> bool:
    """Whether the domain may belong to somebody: below a suffix that there is, with a name of three letters or so."""
    suffix = _suffixes().publicsuffix(domain)
    own = domain[: -len(suffix) - 1] if suffix else ""
    return len(own) >= 3 or (len(own) == 2 and suffix in ("com", "net", "org", "co.kr"))


@lru_cache(1)
def _suffixes() -> PublicSuffixList:
    return PublicSuffixList(accept_unknown=False, only_icann=True)


def _may_stand_after(before: str) -> bool:
    """Whether an address may begin here: after a blank or a sign, and not as the user of a URL ("https://key@host")."""
    if before and before[-1] not in _BEFORE:
        return False
    word = before.rsplit(None, 1)[-1] if before.strip() and not before[-1].isspace() else ""
    scheme = word.rfind("://")
    return scheme < 0 or any(sign in word[scheme:] for sign in "?&=#\"'<>,")


def _is_makers(path: str) -> bool:
    return any(plain_key(part) in _MAKERS for part in _SPLIT.split(path))
