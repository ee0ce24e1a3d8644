"""The one filter language of window, terminal and export: `country:CN before:consent type:prompt -host:example.com`."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import get_args

from inspector.errors import InspectorError
from inspector.records import Kind
from inspector.store import search


class FilterProblem(InspectorError):
    """A filter that cannot be read. `position` is the character, from 0, at which it went wrong."""

    def __init__(self, sentence: str, position: int, hint: str) -> None:
        super().__init__(sentence, code="filter.unreadable", hint=hint)
        self.position = position


@dataclass(frozen=True, slots=True)
class Condition:
    """An SQL expression over `observation AS o`, and its parameters in order."""

    sql: str
    parameters: tuple[object, ...]


@dataclass(frozen=True, slots=True)
class Suggestion:
    """One way to go on. `text` replaces the word being typed; `meaning` is one English sentence."""

    text: str
    meaning: str


WORDS: dict[str, str] = {
    "to:": "Received by this company or product.",
    "type:": "Contains this type of data; * stands for any letters.",
    "country:": "The operator sits in this country (two letters), or none.",
    "before:consent": "In the phase before consent.",
    "after:consent": "In any phase after consent.",
    "phase:": "In the phase of this name.",
    "host:": "Sent to a host whose name contains this.",
    "sender:": "Sent by this code: app, framework, unknown or an SDK.",
    "kind:": "Of this kind, as in request, message or connection.",
    "party:": "To the first party or to a third party.",
    "process:": "In a process whose name contains this.",
    "size:": "Sent bytes, as in >1kb, <200 or 1mb.",
    "status:": "Answered with this status, as in 200 or 4xx.",
    "certain": "With at least one finding that is certain.",
    "likely": "With findings that are likely, and none that is certain.",
    "or": "Either what stands before it or what stands after it.",
    "-": "Not what follows.",
}
"""Every word of the language with its meaning, in reading order: for the help and for completion."""

_TOKEN = re.compile(r'(?P<open>-?\()|(?P<close>\))|(?P<word>-?(?:[^\s()":]+:)?(?:"[^"]*"|[^\s()"]+)|-?[^\s()":]+:)')
_SIZE = re.compile(r"(<=|>=|<|>|=|)(\d+(?:\.\d+)?)(b|kb|mb|gb|)", re.IGNORECASE)
_CERTAIN = "SELECT summary FROM summed WHERE certainty = 'certain'"
_LONGEST, _MOST_WORDS, _DEEPEST = 10_000, 200, 40  # characters, words and brackets, brackets in brackets
_UNIT_BYTES = {"": 1, "b": 1, "kb": 1000, "mb": 1000_000, "gb": 1000_000_000}


def compile_filter(text: str) -> Condition:
    """SQL for a filter; an empty filter is true of everything. Raise FilterProblem where it cannot be read."""
    for place, letter in enumerate(text[:_LONGEST]):
        if letter == "\x00" or "\ud800" <= letter <= "\udfff":
            raise FilterProblem("There is a character in it that no text has.", place, "Take it away.")
    tokens = _tokens(text) if len(text) <= _LONGEST else []
    if len(text) > _LONGEST or len(tokens) > _MOST_WORDS:
        raise FilterProblem("The filter is too long.", min(len(text), _LONGEST), f"Use at most {_MOST_WORDS} words.")
    parser = _Parser(tokens, len(text))
    condition = parser.either() if tokens else Condition("1", ())
    parser.expect_end()
    return condition


def suggest(text: str, values: Callable[[str], Sequence[str]]) -> list[Suggestion]:
    """Ways to go on with the word at the end of `text`. `values` gives what the session has for "to:" and so on."""
    word = "" if text[-1:].isspace() else (text.split() or [""])[-1]
    minus, bare = ("-", word[1:]) if word.startswith("-") else ("", word)
    key, colon, begun = bare.partition(":")
    if colon and f"{key}:" in WORDS:
        fitting = [v for v in values(f"{key}:") if begun.strip('"').casefold() in v.casefold()]
        return [Suggestion(f"{minus}{key}:{_quoted(v)}", WORDS[f"{key}:"]) for v in fitting]
    return [
        Suggestion(minus + w, meaning) for w, meaning in WORDS.items() if w.startswith(bare.casefold()) and w != "-"
    ]


# ------------------------------------------------------------------------------------------------ reading


@dataclass(frozen=True, slots=True)
class _Token:
    text: str
    position: int


def _tokens(text: str) -> list[_Token]:
    tokens, at = [], 0
    while at < len(text):
        if text[at].isspace():
            at += 1
            continue
        found = _TOKEN.match(text, at)
        if found is None:
            raise FilterProblem("A quotation mark is not closed.", at, 'Put a second " behind the words.')
        tokens.append(_Token(found.group(), at))
        at = found.end()
    return tokens


class _Parser:
    """Recursive descent: either ▸ all ▸ one."""

    def __init__(self, tokens: list[_Token], end: int) -> None:
        self._tokens = tokens
        self._next = 0
        self._end = end
        self._depth = 0

    def either(self) -> Condition:
        parts = [self._all()]
        while self._is("or"):
            self._next += 1
            parts.append(self._all())
        return _join(" OR ", parts)

    def expect_end(self) -> None:
        if self._next < len(self._tokens):
            position = self._tokens[self._next].position
            raise FilterProblem("A bracket is closed that was not opened.", position, "Take the ) away.")

    def _all(self) -> Condition:
        parts = []
        while self._next < len(self._tokens) and not self._is("or") and not self._is(")"):
            parts.append(self._one())
        if not parts:
            position = self._tokens[self._next].position if self._next < len(self._tokens) else self._end
            raise FilterProblem("Something is missing here.", position, "Write a word on both sides of or.")
        return _join(" AND ", parts)

    def _one(self) -> Condition:
        token = self._tokens[self._next]
        self._next += 1
        negated = token.text.startswith("-") and len(token.text) > 1
        if token.text.endswith("(") and token.text in ("(", "-("):
            self._depth += 1
            if self._depth > _DEEPEST:
                raise FilterProblem("Too many brackets stand in brackets.", token.position, "Take some away.")
            inner = self.either()
            self._depth -= 1
            if not self._is(")"):
                raise FilterProblem("A bracket is not closed.", token.position, "Put a ) behind the words.")
            self._next += 1
        else:
            inner = _word(_Token(token.text[negated:], token.position + negated))
        # NULL (no recipient, no sender) is not an answer: what is not known to be so, is not so.
        return Condition(f"NOT coalesce({inner.sql}, 0)", inner.parameters) if negated else inner

    def _is(self, text: str) -> bool:
        return self._next < len(self._tokens) and self._tokens[self._next].text.casefold() == text


def _word(token: _Token) -> Condition:
    text = token.text
    if text.casefold() == "certain":
        return Condition(f"o.summary IN ({_CERTAIN})", ())
    if text.casefold() == "likely":
        return Condition(f"(o.summary <> 0 AND o.summary NOT IN ({_CERTAIN}))", ())
    key, colon, value = text.partition(":")
    if not colon or text.startswith('"'):
        return _text(text.strip('"'))
    read = _FIELDS.get(key.casefold())
    if read is None:
        names = ", ".join(w for w in WORDS if w.endswith(":"))
        hint = f'Known are {names}; put words with a colon in quotation marks: "{text}".'
        raise FilterProblem(f"{key}: is no word of the filter.", token.position, hint)
    value = value.strip('"')
    if not value:
        raise FilterProblem(f"{key}: needs a value.", token.position + len(text), f"Write it directly behind: {key}:…")
    return read(value, token.position + len(key) + 1)


def _join(word: str, parts: list[Condition]) -> Condition:
    if len(parts) == 1:
        return parts[0]
    return Condition(
        "(" + word.join(part.sql for part in parts) + ")", tuple(p for part in parts for p in part.parameters)
    )


# ------------------------------------------------------------------------------------------------ the fields


def _text(words: str) -> Condition:
    if len(words) >= 3:
        return Condition(f"o.id IN ({search.MATCHING})", (search.phrase(words), search.plain(words)))
    # The index knows nothing shorter than three characters; two are a whole word in Chinese.
    like = _contains(words)
    inside = "SELECT observation FROM body WHERE value LIKE ? ESCAPE '\\'"
    sql = f"(o.title LIKE ? ESCAPE '\\' OR o.host LIKE ? ESCAPE '\\' OR o.id IN ({inside}))"
    return Condition(sql, (like, like, like))


def _to(value: str, position: int) -> Condition:
    columns = ("company", "name", "product", "product_name")
    where = " OR ".join(f"{column} LIKE ? ESCAPE '\\'" for column in columns)
    return Condition(f"o.recipient IN (SELECT id FROM recipient WHERE {where})", (_contains(value),) * len(columns))


def _type(value: str, position: int) -> Condition:
    pattern = value.casefold().replace("[", "[[]")
    return Condition("o.summary IN (SELECT summary FROM summed WHERE type GLOB ?)", (pattern,))


def _country(value: str, position: int) -> Condition:
    code = "" if value.casefold() == "none" else value.upper()
    if code and not re.fullmatch("[A-Z]{2}", code):
        raise FilterProblem(f"{value} is no country code.", position, "Use two letters, as in country:CN, or none.")
    return Condition("o.recipient IN (SELECT id FROM recipient WHERE country = ?)", (code,))


def _consent(after: bool) -> Callable[[str, int], Condition]:
    later = "SELECT id FROM phase WHERE at_ms >= (SELECT at_ms FROM phase WHERE id = 'after_consent')"

    def read(value: str, position: int) -> Condition:
        if value.casefold() != "consent":
            hint = "Use before:consent or after:consent, or phase: with a name."
            raise FilterProblem(f"{value} is no moment of the session.", position, hint)
        return Condition(f"o.phase IN ({later})" if after else "o.phase = 'before_consent'", ())

    return read


def _phase(value: str, position: int) -> Condition:
    where = "id = ? OR name LIKE ? ESCAPE '\\'"
    return Condition(f"o.phase IN (SELECT id FROM phase WHERE {where})", (value, _contains(value)))


def _host(value: str, position: int) -> Condition:
    return Condition("o.host LIKE ? ESCAPE '\\'", (_contains(value),))


def _sender(value: str, position: int) -> Condition:
    where = "kind = ? OR sender LIKE ? ESCAPE '\\' OR name LIKE ? ESCAPE '\\'"
    parameters = (value.casefold(), _contains(value), _contains(value))
    return Condition(f"o.sender IN (SELECT id FROM sender WHERE {where})", parameters)


def _kind(value: str, position: int) -> Condition:
    if value.casefold() not in get_args(Kind):
        hint = f"Known are {', '.join(get_args(Kind))}."
        raise FilterProblem(f"{value} is no kind of observation.", position, hint)
    return Condition("o.kind = ?", (value.casefold(),))


def _party(value: str, position: int) -> Condition:
    if value.casefold() not in ("first", "third"):
        raise FilterProblem(f"{value} is no party.", position, "Use party:first or party:third.")
    return Condition("o.recipient IN (SELECT id FROM recipient WHERE party = ?)", (value.casefold(),))


def _process(value: str, position: int) -> Condition:
    return Condition("o.process IN (SELECT id FROM process WHERE name LIKE ? ESCAPE '\\')", (_contains(value),))


def _size(value: str, position: int) -> Condition:
    found = _SIZE.fullmatch(value)
    if found is None:
        raise FilterProblem(f"{value} is no size.", position, "Use size:>1kb, size:<200 or size:1mb.")
    sign, number, unit = found.groups()
    return Condition(f"o.bytes_up {sign or '='} ?", (float(number) * _UNIT_BYTES[unit.casefold()],))


def _status(value: str, position: int) -> Condition:
    if not re.fullmatch("[1-9](?:[0-9]{2}|xx)", value.casefold()):
        raise FilterProblem(f"{value} is no status.", position, "Use status:200 or status:4xx.")
    return Condition("o.status LIKE ?", (value.casefold().replace("x", "_"),))


_FIELDS: dict[str, Callable[[str, int], Condition]] = {
    "to": _to,
    "type": _type,
    "country": _country,
    "before": _consent(after=False),
    "after": _consent(after=True),
    "phase": _phase,
    "host": _host,
    "sender": _sender,
    "kind": _kind,
    "party": _party,
    "process": _process,
    "size": _size,
    "status": _status,
}


def _contains(value: str) -> str:
    escaped = value.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    return f"%{escaped}%"


def _quoted(value: str) -> str:
    return f'"{value}"' if re.search(r"[\s()]", value) else value
