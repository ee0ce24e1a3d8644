"""Row 5: who operates a host, by tool: right, wrong, unknown."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from inspector.recipients import DomainLists, Recipients
from inspector.recipients.second_tier import read_lists
from tests.bench.accuracy import peers
from tests.bench.accuracy.corpus import HERE
from tests.bench.report import Report, share

_NOT_OWNERS = ("category-", "geolocation-", "tld-", "private")  # lists by kind of site, place or address


@dataclass(frozen=True, slots=True)
class Labelled:
    """A host and words of which one is in its operator's name. `sort`: owner, tenant (words: the cloud's), nobody."""

    host: str
    sort: str
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Answer:
    """The names a tool gives for a host ("" where it knows none), and whether it says a cloud's customer is there."""

    names: str = ""
    tenant: bool = False


def labelled(name: str = "hosts") -> list[Labelled]:
    """All hosts of hosts.toml, or of hosts_unseen.toml."""
    said = tomllib.loads((HERE / f"{name}.toml").read_text("utf-8"))
    rows = [Labelled(host, "nobody", ()) for host in said["nobody"]["hosts"]]
    rows += [Labelled(host, "tenant", tuple(one["is"])) for one in said.get("tenants", ()) for host in one["hosts"]]
    return rows + [Labelled(host, "owner", tuple(one["is"])) for one in said["owner"] for host in one["hosts"]]


def says(names: str, words: Iterable[str]) -> bool:
    """Whether one of the words begins a word of the names; signs, case and blanks do not count."""
    plain = f" {_plain(names)}"
    joined = plain.replace(" ", "")
    return any(
        f" {word}" in plain or (len(word) > 5 and word.replace(" ", "") in joined) for word in map(_plain, words)
    )


def run(report: Report, *, quick: bool, v2fly: Path | None, detail: bool = False) -> None:
    """Prints one line a tool, of each set of hosts."""
    if v2fly is None:
        report.say("v2fly: is on no registry; give a checkout of v2fly/domain-list-community with --v2fly FOLDER.")
    if why := peers.missing(peers.THIRD_PARTY_WEB):
        report.say(why)
    step = 4 if quick else 1
    _measure(report, ", a first set, its misses told to the list's authors", labelled()[::step], v2fly, detail)
    _measure(report, ", a second set, its misses told to nobody", labelled("hosts_unseen")[::step], v2fly, False)


def _ways(hosts: Sequence[str], v2fly: Path | None) -> dict[str, Callable[[], Iterable[Answer]]]:
    own = Recipients.load(lists=DomainLists())
    ways: dict[str, Callable[[], Iterable[Answer]]] = {"ours": lambda: _ours(own, hosts)}
    if v2fly is not None:
        with_lists = Recipients.load(lists=read_lists(v2fly, "today"))
        ways["ours, v2fly's list as second tier"] = lambda: _ours(with_lists, hosts)
        ways["v2fly's list"] = lambda: _v2fly(v2fly, hosts)
    if not peers.missing(peers.THIRD_PARTY_WEB):
        ways[peers.THIRD_PARTY_WEB] = lambda: (Answer(", ".join(names)) for names in peers.third_party_web(hosts))
    return ways


def _measure(report: Report, which: str, rows: Sequence[Labelled], v2fly: Path | None, detail: bool) -> None:
    ways = _ways([row.host for row in rows], v2fly)
    of = {sort: sum(row.sort == sort for row in rows) for sort in ("owner", "tenant", "nobody")}
    table = report.table(
        f"5. Who operates a host{which}: {of['owner']} with an owner, {of['tenant']} of clouds' customers, "
        f"{of['nobody']} look-alikes and unknown ones",
        ["", "right", "wrong", "unknown", "customer's: said so", "customer's: the cloud named", "look-alikes: named"],
    )  # fmt: skip
    for name, ask in ways.items():
        answers = list(zip(rows, ask(), strict=True))
        table.add_row(name, *_counted(answers, of))
        if detail and name == "ours":
            _say_misses(report, answers)
    report.show(table)


def _counted(answers: Sequence[tuple[Labelled, Answer]], of: dict[str, int]) -> list[str]:
    owned = [(row, answer) for row, answer in answers if row.sort == "owner"]
    right = sum(says(answer.names, row.words) for row, answer in owned)
    unknown = sum(not answer.names for _, answer in owned)
    tenants = [(row, answer) for row, answer in answers if row.sort == "tenant"]
    told = sum(answer.tenant for _, answer in tenants)
    cloud = sum(bool(answer.names) and not answer.tenant for _, answer in tenants)
    named = sum(bool(answer.names) for row, answer in answers if row.sort == "nobody")
    return [
        share(right, of["owner"]), str(len(owned) - right - unknown), str(unknown), str(told), str(cloud), str(named),
    ]  # fmt: skip


def _say_misses(report: Report, answers: Sequence[tuple[Labelled, Answer]]) -> None:
    for row, answer in answers:
        if row.sort == "owner" and not says(answer.names, row.words):
            report.say(f"{row.host}: {answer.names or 'unknown'}, is {row.words[0]}")
        elif row.sort == "tenant" and not answer.tenant:
            report.say(f"{row.host}: {answer.names or 'unknown'}, is a customer of {row.words[0]}")
        elif row.sort == "nobody" and answer.names:
            report.say(f"{row.host}: {answer.names}, is nobody's")


def _ours(recipients: Recipients, hosts: Sequence[str]) -> list[Answer]:
    answers = []
    for host in hosts:
        match = recipients.match(host)
        known = not match.company.startswith("host:")
        names = [match.name, match.operator, match.owner, match.parent, match.product_name] if known else []
        answers.append(Answer(", ".join(filter(None, names)), bool(match.hosting)))
    return answers


def _v2fly(folder: Path, hosts: Sequence[str]) -> list[Answer]:
    """The lists that name the host or the longest of its domains; a list is a service, most often a company's."""
    suffixes: dict[str, set[str]] = {}
    whole: dict[str, set[str]] = {}
    patterns: list[tuple[re.Pattern[str], str]] = []
    for path in sorted((folder / "data").iterdir()):
        if path.name.startswith(_NOT_OWNERS):
            continue
        for line in path.read_text("utf-8").splitlines():
            rule = line.partition("#")[0].split("@")[0].strip()
            way, colon, value = rule.partition(":")
            if not colon and rule:
                suffixes.setdefault(rule, set()).add(path.name)
            elif way == "domain":
                suffixes.setdefault(value, set()).add(path.name)
            elif way == "full":
                whole.setdefault(value, set()).add(path.name)
            elif way == "regexp":
                patterns.append((re.compile(value), path.name))
    return [Answer(", ".join(sorted(_lists_of(host, suffixes, whole, patterns)))) for host in hosts]


def _lists_of(
    host: str, suffixes: dict[str, set[str]], whole: dict[str, set[str]], patterns: list[tuple[re.Pattern[str], str]]
) -> set[str]:
    if host in whole:
        return whole[host]
    labels = host.split(".")
    for at in range(len(labels)):
        if found := suffixes.get(".".join(labels[at:])):
            return found
    return {name for pattern, name in patterns if pattern.search(host)}


def _plain(text: str) -> str:
    return " ".join(re.sub(r"[\W_]+", " ", text.lower()).split())
