"""A privacy policy beside a session, as the page a reader sees: the answer, then three lists with their sentences."""

from __future__ import annotations

import html
from collections.abc import Iterable, Sequence

from PySide6.QtCore import QCoreApplication

from inspector import datatypes
from inspector.policy import Comparison, RecipientLine, Statement, TypeLine
from inspector.policy.words import words_in
from inspector.readings import PolicyText
from inspector.records import Language
from ui import theme

_LONGEST_QUOTE = 320


def page_html(found: Comparison, tokens: theme.Tokens, language: Language) -> str:
    """The whole page. Links are `receipt:<company>/<type>`: what was sent stands behind each."""
    return _Page(found, tokens, language).html()


def about_text(policy: PolicyText) -> str:
    """Where the text is from, when it was given, and its hash."""
    source = {"paste": _tr("Pasted text"), "file": _tr("File"), "url": _tr("Address")}[policy.source]
    name = f" **{policy.name}**" if policy.name else ""
    day, _, clock = policy.taken.partition("T")
    return f"{source}{name}, {day} {clock[:5]}, SHA-256 `{policy.sha256[:16]}…`"


class _Page:
    def __init__(self, found: Comparison, tokens: theme.Tokens, language: Language) -> None:
        self._found, self._tokens, self._language = found, tokens, language
        self._words = words_in(language)

    def html(self) -> str:
        found, words = self._found, self._words
        parts = [
            f"<div style='color:{self._tokens.text}'>",
            f"<p style='margin:4px 0 12px 0;font-size:15px;font-weight:600'>{html.escape(words.headline(found))}</p>",
            self._section(words.title("declared_and_sent"), found.declared_and_sent),
            self._section(words.title("sent_not_found"), found.sent_not_found),
            self._unseen(),
        ]
        return "".join((*parts, "</div>"))

    def _section(self, title: str, pairs: Sequence[tuple[RecipientLine, TypeLine]]) -> str:
        parts = [_heading(title, f"{len(pairs)}", self._tokens)]
        if not pairs:
            parts.append(_quiet(self._words.nothing(), self._tokens))
        for line in {line.recipient.id: line for line, _ in pairs}.values():
            mine = [kind for other, kind in pairs if other is line]
            parts.append(self._company(line))
            parts.append("<table cellspacing='0' cellpadding='0' style='margin-left:16px'>")
            said: dict[tuple[str, str], list[TypeLine]] = {}
            for kind in mine:
                quoted = _quotes(kind.sentences[:1], self._tokens)
                said.setdefault((self._words.type_sentence(kind, line), quoted), []).append(kind)
            groups = sorted(said.items(), key=lambda group: group[1][0].said == "not_found")
            parts += [self._kinds(line, kinds, sentence, quoted) for (sentence, quoted), kinds in groups]
            parts.append("</table>")
        return "".join(parts)

    def _unseen(self) -> str:
        found, tokens = self._found, self._tokens
        count = len(found.companies_unseen) + len(found.types_unseen)
        parts = [_heading(self._words.title("declared_not_seen"), f"{count}", tokens)]
        parts.append(_quiet(self._words.unseen_note(), tokens))
        for company in found.companies_unseen:
            name = f"<span style='font-weight:600'>{html.escape(company.name)}</span>"
            parts.append(f"<p style='margin:8px 0 2px 0'>{name}</p>{_quotes(company.sentences[:1], tokens)}")
        for kind in found.types_unseen:
            chip = self._plain_chip(kind.type)
            parts.append(f"<p style='margin:8px 0 2px 0'>{chip}</p>{_quotes(kind.sentences[:1], tokens)}")
        return "".join(parts)

    def _company(self, line: RecipientLine) -> str:
        name = html.escape(self._words.recipient_name(line))
        said = html.escape(self._words.company_words(line))
        tone = self._tokens.secondary if line.said in ("named", "own") else self._tokens.warning
        return (
            f"<p style='margin:12px 0 2px 0'><span style='font-weight:600'>{name}</span>"
            f"&nbsp; <span style='color:{tone}'>{said}</span></p>{_quotes(line.sentences[:2], self._tokens)}"
        )

    def _kinds(self, line: RecipientLine, kinds: Sequence[TypeLine], sentence: str, quoted: str) -> str:
        """Types of which the same is said, with the sentence that says it."""
        chips = " ".join(self._chip(line, kind) for kind in kinds)
        tone = self._tokens.bad if kinds[0].said == "denied" else self._tokens.secondary
        said = f"<span style='color:{tone}'>{html.escape(sentence)}</span>"
        below = "<br>" if len(kinds) > 3 else "&nbsp; "
        return f"<tr><td style='padding:4px 0 2px 0'>{chips}{below}{said}{quoted}</td></tr>"

    def _chip(self, line: RecipientLine, kind: TypeLine) -> str:
        ink, tint = self._tokens.family(datatypes.family_of(kind.received.type))
        name = html.escape(datatypes.name_of(kind.received.type, self._language))
        link = html.escape(f"receipt:{line.recipient.id}/{kind.received.type}", quote=True)
        style = f"color:{ink.name()};background-color:{tint.name()};font-weight:500;text-decoration:none"
        return f"<a href='{link}' style='{style}'>&nbsp;{name}&nbsp;</a>"

    def _plain_chip(self, kind: str) -> str:
        ink, tint = self._tokens.family(datatypes.family_of(kind))
        name = html.escape(datatypes.name_of(kind, self._language))
        style = f"color:{ink.name()};background-color:{tint.name()};font-weight:500"
        return f"<span style='{style}'>&nbsp;{name}&nbsp;</span>"


def _quotes(statements: Iterable[Statement], tokens: theme.Tokens) -> str:
    """Each sentence once, with all its words marked."""
    said: dict[str, list[str]] = {}
    for one in statements:
        said.setdefault(one.sentence, []).append(one.words)
    return "".join(_quote(sentence, marked, tokens) for sentence, marked in said.items())


def _quote(sentence: str, marked: Sequence[str], tokens: theme.Tokens) -> str:
    if len(sentence) > _LONGEST_QUOTE:
        at = sentence.rfind(marked[0])
        first = max(0, min(at - _LONGEST_QUOTE // 2, len(sentence) - _LONGEST_QUOTE))
        sentence = ("… " if first else "") + sentence[first : first + _LONGEST_QUOTE] + " …"
    style = f"color:{tokens.text};background-color:{tokens.marked}"
    places = sorted({(sentence.rfind(words_), words_) for words_ in marked if words_ in sentence})
    shown, done = "", 0
    for at, words_ in places:
        if at >= done:
            shown += f"{html.escape(sentence[done:at])}<span style='{style}'>{html.escape(words_)}</span>"
            done = at + len(words_)
    shown += html.escape(sentence[done:])
    return f"<p style='margin:0 0 2px 16px;color:{tokens.secondary}'>{shown}</p>"


def _heading(text: str, count: str, tokens: theme.Tokens) -> str:
    return (
        f"<p style='margin:20px 0 2px 0;font-size:14px;font-weight:600'>{html.escape(text)}"
        f"&nbsp; <span style='color:{tokens.faint};font-weight:400'>{count}</span></p>"
    )


def _quiet(text: str, tokens: theme.Tokens) -> str:
    return f"<p style='margin:2px 0;color:{tokens.secondary}'>{html.escape(text)}</p>"


def _tr(text: str) -> str:
    return QCoreApplication.translate("policy", text)
