"""Row 6: whose product a class is, by tool: right, the company's at least, wrong, unknown."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from inspector.recipients import Recipients
from tests.bench.accuracy import peers
from tests.bench.accuracy.corpus import HERE
from tests.bench.accuracy.hosts import says
from tests.bench.report import Report, share


@dataclass(frozen=True, slots=True)
class Labelled:
    """A class, words of its product's and of its company's name; none of either for an app's own class."""

    name: str
    product: tuple[str, ...] = ()
    company: tuple[str, ...] = ()
    library: bool = False  # sends for others: to name nobody is right


def labelled(name: str = "classes") -> list[Labelled]:
    """All classes of classes.toml, or of classes_unseen.toml."""
    said = tomllib.loads((HERE / f"{name}.toml").read_text("utf-8"))
    return [Labelled(name) for name in said["app"]["classes"]] + [
        Labelled(name, tuple(one["is"]), tuple(one["company"]), one.get("open_source", False))
        for one in said["product"]
        for name in one["classes"]
    ]


def run(report: Report, *, quick: bool, detail: bool = False) -> None:
    """Prints one line a tool, of each set of classes."""
    ways: dict[str, Callable[[str], str]] = {"ours": _ours(Recipients.load())}
    if why := peers.missing(peers.APK_ANALYZER):
        report.say(why)
    else:
        rules = peers.libchecker()
        ways["LibChecker's rules, longest package"] = lambda name: _longest(rules, name)
        ways["the same rules, last one that is a substring"] = lambda name: _last_substring(rules, name)
    step = 4 if quick else 1
    _measure(report, ", a first set, its misses told to the list's authors", labelled()[::step], ways, detail)
    _measure(report, ", a second set, its misses told to nobody", labelled("classes_unseen")[::step], ways, False)


def _measure(
    report: Report, which: str, rows: Sequence[Labelled], ways: dict[str, Callable[[str], str]], detail: bool
) -> None:
    own = sum(not row.product for row in rows)
    table = report.table(
        f"6. Whose product a class is{which}: {len(rows) - own} of SDKs and libraries, {own} of apps and look-alikes",
        ["", "right", "the company, not the product", "wrong", "unknown", "apps' own: named"],
    )
    for name, ask in ways.items():
        answers = [(row, ask(row.name)) for row in rows]
        table.add_row(name, *_counted(answers))
        if detail and name == "ours":
            for row, answer in answers:
                if _verdict(row, answer) != "right":
                    report.say(f"{row.name}: {answer or 'unknown'}, is {' or '.join(row.product) or 'an app’s own'}")
    report.show(table)


def _counted(answers: Sequence[tuple[Labelled, str]]) -> list[str]:
    code = [_verdict(row, answer) for row, answer in answers if row.product]
    named = sum(bool(answer) for row, answer in answers if not row.product)
    others = (str(code.count(one)) for one in ("company", "wrong", "unknown"))
    return [share(code.count("right"), len(code)), *others, str(named)]


def _verdict(row: Labelled, answer: str) -> str:
    if not row.product:
        return "wrong" if answer else "right"
    if says(answer, row.product) or (row.library and not answer):
        return "right"
    if says(answer, row.company) and not row.library:
        return "company"
    return "wrong" if answer else "unknown"


def _ours(recipients: Recipients) -> Callable[[str], str]:
    def ask(name: str) -> str:
        found = recipients.product_of_class(name)
        return f"{found[1].name}, {found[0].name}" if found else ""

    return ask


Rule = tuple[str, str, list[str], list[str]]


def _longest(rules: Sequence[Rule], name: str) -> str:
    best, answer = "", ""
    for label, vendor, prefixes, components in rules:
        for prefix in (*prefixes, *components):
            inside = name == prefix or name.startswith(f"{prefix.rstrip('.')}.")
            if inside and len(prefix) > len(best):
                best, answer = prefix, f"{label}, {vendor}"
    return answer


def _last_substring(rules: Sequence[Rule], name: str) -> str:
    """The way two research tools go: whatever entry of the list stands anywhere in the text, the last one wins."""
    answer = ""
    for label, vendor, prefixes, _ in rules:
        if any(prefix in name for prefix in prefixes):
            answer = f"{label}, {vendor}"
    return answer
