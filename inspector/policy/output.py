"""A comparison as a document, as a table and as lines for a terminal."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, TextIO

from inspector.datatypes import labels_table, name_of
from inspector.errors import FileProblem
from inspector.policy.compare import Comparison, RecipientLine, TypeLine
from inspector.policy.reading import Statement
from inspector.policy.words import Part, in_all, words_in
from inspector.readings import PolicyText
from inspector.records import Language

COLUMNS = (
    "list", "recipient", "country", "company_in_text", "data_type", "type_in_text", "same_passage", "requests",
    "first_ms", "sentence", "quoted",
)  # fmt: skip
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


def document(policy: PolicyText, found: Comparison) -> dict[str, Any]:
    """The public document: keys are added, never renamed or removed. `sentences` are by language."""
    english = words_in("en")
    return {
        "policy": {
            "source": policy.source, "name": policy.name, "taken": policy.taken, "sha256": policy.sha256,
            "characters": len(policy.text),
        },
        "headline": english.headline(found),
        "sentences": in_all(lambda words: words.headline(found)),
        "recipients": [_recipient(line) for line in found.recipients],
        "declared_never_sent": {
            "note": english.unseen_note(),
            "sentences": in_all(lambda words: words.unseen_note()),
            "companies": [
                {"id": one.company, "name": one.name, "quoted": _quotes(one.sentences)}
                for one in found.companies_unseen
            ],
            "types": [{"type": one.type, "quoted": _quotes(one.sentences)} for one in found.types_unseen],
        },
        "in_general": _quotes(found.in_general),
    }  # fmt: skip


def write(policy: PolicyText, found: Comparison, out: Path, language: Language = "en") -> None:
    """Writes the comparison as JSON or, where the file's name ends so, CSV with sentences in `language`.

    Raises FileProblem.
    """
    try:
        if out.suffix.lower() == ".csv":
            with out.open("w", encoding="utf-8-sig", newline="") as stream:
                write_table(found, stream, language)
        else:
            out.write_text(json.dumps(document(policy, found), ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    except OSError as e:
        raise FileProblem(
            f"{out.name} cannot be written: {e.strerror}.", code="policy.unwritable", hint="Choose another folder."
        ) from e


def write_table(found: Comparison, stream: TextIO, language: Language = "en") -> None:
    """A line for each recipient × type sent, then each company and type that is declared and was not seen."""
    table = csv.writer(stream)
    table.writerow(COLUMNS)
    for line in rows(found, language):
        table.writerow([_harmless(str(cell)) for cell in line])


def rows(found: Comparison, language: Language = "en") -> Iterator[tuple[object, ...]]:
    """The table's lines, in the order of COLUMNS; all but the sentences is the same in every language."""
    words = words_in(language)
    for title, pairs in (
        ("declared and sent", found.declared_and_sent),
        ("sent, not found in the text", found.sent_not_found),
    ):
        for line, kind in pairs:
            yield title, *_pair(line, kind, language)
    for company in found.companies_unseen:
        quoted = _quoted(company.sentences)
        yield "declared, not seen sent", company.name, "", "named", "", "", "", "", "", words.unseen_note(), quoted
    for unseen in found.types_unseen:
        said = (unseen.type, "named", "", "", "", words.unseen_note(), _quoted(unseen.sentences))
        yield "declared, not seen sent", "", "", "", *said


def lines(found: Comparison, language: Language = "en") -> Iterator[tuple[str, str]]:
    """The comparison for a terminal: (style, text), where style is title, company, line, quote or note."""
    words = words_in(language)
    yield "title", words.headline(found)
    parts: tuple[tuple[Part, list[tuple[RecipientLine, TypeLine]]], ...] = (
        ("declared_and_sent", found.declared_and_sent), ("sent_not_found", found.sent_not_found),
    )  # fmt: skip
    for part, pairs in parts:
        yield "title", f"\n{words.title(part)}"
        last = ""
        for line, kind in pairs:
            if line.recipient.id != last:
                last = line.recipient.id
                yield "company", f"{words.recipient_name(line)}: {words.company_words(line)}"
                yield from (("quote", one.sentence) for one in line.sentences[:1])
            if kind.said != "not_found":
                yield "line", f"{name_of(kind.received.type, language)}: {words.type_sentence(kind, line)}"
                yield from (("quote", one.sentence) for one in kind.sentences[:1])
            elif kind is _unfound(line)[0]:
                yield "line", words.not_found_sentence(_unfound(line))
        if not pairs:
            yield "note", words.nothing()
    yield "title", f"\n{words.title('declared_not_seen')}"
    yield "note", words.unseen_note()
    for company in found.companies_unseen:
        yield "line", company.name
        yield from (("quote", one.sentence) for one in company.sentences[:1])
    for unseen in found.types_unseen:
        yield "line", name_of(unseen.type, language)
        yield from (("quote", one.sentence) for one in unseen.sentences[:1])


def _recipient(line: RecipientLine) -> dict[str, Any]:
    english = words_in("en")
    return {
        "id": line.recipient.id, "name": line.recipient.name, "said": line.said,
        "sentence": english.company_sentence(line),
        "sentences": in_all(lambda words: words.company_sentence(line)),
        "others_of_the_group": list(line.others), "quoted": _quotes(line.sentences),
        "data": [_type(kind, line) for kind in line.types],
    }  # fmt: skip


def _type(kind: TypeLine, line: RecipientLine) -> dict[str, Any]:
    return {
        "type": kind.received.type, "labels": labels_table(kind.received.type), "said": kind.said,
        "same_passage": kind.together, "count": kind.received.count,
        "sentence": words_in("en").type_sentence(kind, line),
        "sentences": in_all(lambda words: words.type_sentence(kind, line)), "quoted": _quotes(kind.sentences),
    }  # fmt: skip


def _unfound(line: RecipientLine) -> list[TypeLine]:
    return [kind for kind in line.types if kind.said == "not_found"]


def _pair(line: RecipientLine, kind: TypeLine, language: Language) -> tuple[object, ...]:
    got, words = kind.received, words_in(language)
    sentence = f"{words.company_sentence(line)} {name_of(got.type, language)}: {words.type_sentence(kind, line)}"
    quoted = _quoted((*line.sentences[:1], *kind.sentences[:2]))
    together = "yes" if kind.together else "no"
    return (
        line.recipient.name, line.recipient.country, line.said, got.type, kind.said, together, got.count,
        f"{got.first_ms:.0f}", sentence, quoted,
    )  # fmt: skip


def _quotes(statements: Sequence[Statement]) -> list[dict[str, Any]]:
    return [
        {
            "words": one.words, "sentence": one.sentence, "start": one.start, "said": one.said,
            "general": one.general, "denial": one.denial,
        }
        for one in statements
    ]  # fmt: skip


def _quoted(statements: Sequence[Statement]) -> str:
    return " ⏎ ".join(dict.fromkeys(one.sentence for one in statements))


def _harmless(cell: str) -> str:
    """What a policy says must not become a formula in the spreadsheet of whoever opens the table."""
    return f"'{cell}" if cell.startswith(_FORMULA_STARTS) else cell
