"""Row 3 and 4: which kinds of personal data are in labelled bodies, by tool: precision and recall."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from inspector.records import Planted
from tests.bench.accuracy import corpus, mapping, ours, peers
from tests.bench.accuracy.corpus import Body
from tests.bench.report import Report, share

Told = tuple[str, str]  # (a tool's name for a kind, path)
_PROPERTIES = {
    "email": "email", "phone_number": "phoneNumber", "advertising_id": "advertisingId", "imei": "imei",
    "android_id": "developerScopedId", "account_id": "userId", "prompt": "prompt",
}  # fmt: skip


_SETS = {
    corpus.TOLD: "3. Data types in bodies from documentation",
    corpus.UNSEEN: "3. Data types in bodies nobody was told of",
    corpus.THIRD: "3. Data types in bodies of a third author, nobody was told of",
}

# Names that TrackHAR has only as the bench's indicators, not in any adapter.
_SOUGHT = {"email": "e-mail", "phoneNumber": "phone number", "imei": "IMEI", "prompt": "prompt"}


@dataclass
class Score:
    """What a tool told of labelled bodies: by kind in a body, and by kind at a path."""

    right: Counter[str] = field(default_factory=Counter)
    wrong: Counter[str] = field(default_factory=Counter)
    wanted: Counter[str] = field(default_factory=Counter)
    found: Counter[str] = field(default_factory=Counter)
    paths_right: int = 0
    paths_wrong: int = 0
    paths_wanted: int = 0
    paths_found: int = 0
    unlabelled_told: int = 0  # bodies without personal data of which the tool says some
    misses: list[tuple[str, str]] = field(default_factory=list)  # (body, kind)
    false: list[tuple[str, str, str]] = field(default_factory=list)  # (body, kind, leaf)

    def row(self) -> list[str]:
        wanted, found = sum(self.wanted.values()), sum(self.found.values())
        right, wrong = sum(self.right.values()), sum(self.wrong.values())
        at_paths = (
            _percent(self.paths_right, self.paths_right + self.paths_wrong),
            _percent(self.paths_found, self.paths_wanted),
        )
        return [share(right, right + wrong), share(found, wanted), *at_paths, str(self.unlabelled_told)]


def _percent(part: int, whole: int) -> str:
    return f"{part / whole:.1%}" if whole else "–"


def score(tool: str, bodies: Sequence[Body], told: Iterable[Sequence[Told]]) -> Score:
    """Holds what a tool told of each body against its labels."""
    names, result = dict(mapping.names(tool)), Score()
    if tool == mapping.TRACKHAR:
        names |= {name: frozenset({kind}) for name, kind in _SOUGHT.items()}
    for body, findings in zip(bodies, told, strict=True):
        known = {(names[name], segments(path)) for name, path in findings if name in names}
        _score_body(result, body, known)
    return result


def segments(path: str) -> tuple[str, ...]:
    """The names in a path, whatever way of writing paths a tool has: indexes and brackets go."""
    if path.startswith("/") and "." not in path:
        return ("path",)
    parts = re.split(r"""[\[\].'"?#$/]+""", re.sub(r"\[\d*\]", "", path))
    return tuple(part.strip().lower() for part in parts if part.strip(" *"))


def leaf(path: str) -> str:
    """The last name of a path."""
    return (segments(path) or ("",))[-1]


def _score_body(result: Score, body: Body, known: set[tuple[frozenset[str], tuple[str, ...]]]) -> None:
    may = {"*" if path == "*" else leaf(path) for path in body.may}
    said = {kind for kinds, _ in known for kind in kinds}
    for line in body.expected:
        kind = line.kinds[0]
        result.wanted[kind] += 1
        hit = bool(said & set(line.kinds))
        result.found[kind] += hit
        if not hit:
            result.misses.append((body.id, kind))
        for path in line.paths:
            result.paths_wanted += 1
            result.paths_found += any(leaf(path) in at and kinds & set(line.kinds) for kinds, at in known)
    wanted = {kind for line in body.expected for kind in line.kinds}
    told = False
    for kinds in {kinds for kinds, at in known if kinds & wanted or not (may & {*at, "*"})}:
        told = True
        if kinds & wanted:
            result.right[mapping.first(kinds & wanted)] += 1
        else:
            result.wrong[mapping.first(kinds)] += 1
    at_path = {(kind, leaf(path)) for line in body.expected for kind in line.kinds for path in line.paths}
    for kinds, at in known:
        if any((kind, name) in at_path for kind in kinds for name in at):
            result.paths_right += 1
        elif not may & {*at, "*"}:
            result.paths_wrong += 1
            result.false.append((body.id, mapping.first(kinds), (at or ("",))[-1]))
    result.unlabelled_told += told and not body.expected


def told_by_ours(bodies: Sequence[Body], planted: Sequence[Planted], certainty: str = "") -> list[list[Told]]:
    """Ours through a session; only findings of one certainty where asked."""
    details = ours.imported([body.sent for body in bodies], planted)
    return [[(f.type, f.path) for f in one.findings if certainty in ("", f.certainty)] for one in details]


def run(report: Report, *, quick: bool, detail: bool = False) -> None:
    """Row 3: the bodies written from documentation; then two sets of other SDKs that nobody was told of."""
    for folder, title in _SETS.items():
        bodies = corpus.bodies(folder)[:: 4 if quick else 1]
        sources = len({body.source for body in bodies})
        without = sum(not body.expected and not body.may for body in bodies)
        report.say(
            f"{title}: {len(bodies)}, by {sources} named sources, written by hand; {without} hold nothing personal. "
            "A kind counts once a body; 'at paths' also asks for the field's name. "
            f"{len(corpus.vocabulary())} kinds in neutral words; a kind that a tool has no word for is a miss for it."
        )
        compare(report, title, bodies, corpus.persona(), detail=detail)


def compare(report: Report, title: str, bodies: Sequence[Body], tester: Mapping[str, str], *, detail: bool) -> None:
    """Prints the totals by tool and way, and recall and precision by kind. `tester`: values to seek, by our type."""
    told = {name: [list(one) for one in tell()] for name, tell in _ways(bodies, tester, report)}
    scores = {name: score(_tool(name), bodies, said) for name, said in told.items()}
    columns = ["", "kinds known", "precision", "recall", "precision at paths", "recall at paths", "wrongly accused"]
    table = report.table(title, columns)
    for name, one in scores.items():
        table.add_row(name, f"{len(mapping.known(_tool(name)))}/{len(corpus.vocabulary())}", *one.row())
    there = [at for at, said in enumerate(told.get("TrackHAR adapters", ())) if said]
    for name in ("ours", "TrackHAR adapters") if there else ():
        part = score(_tool(name), [bodies[at] for at in there], [told[name][at] for at in there])
        table.add_row(f"{name}, on {len(there)} of TrackHAR's", "", *part.row())
    report.show(table)
    _by_kind(report, title, scores)
    if detail:
        for body, kind in scores[mapping.OURS].misses:
            report.say(f"missed: {body}: {kind}")
        for body, kind, at in scores[mapping.OURS].false:
            report.say(f"not labelled: {body}: {kind} at {at}")


def _tool(name: str) -> str:
    return next(tool for tool in (mapping.OURS, mapping.TRACKHAR, mapping.FRITAP) if name.startswith(tool))


def _ways(
    bodies: Sequence[Body], tester: Mapping[str, str], report: Report
) -> Iterator[tuple[str, Callable[[], Iterable[Sequence[Told]]]]]:
    sent = [body.sent for body in bodies]
    planted = [Planted(type_id, value, "tester") for type_id, value in tester.items()]
    indicators = {_PROPERTIES[type_id]: [value] for type_id, value in tester.items()}
    yield "ours", lambda: told_by_ours(bodies, ())
    yield "ours, values planted", lambda: told_by_ours(bodies, planted)
    yield "ours, planted, the certain", lambda: told_by_ours(bodies, planted, "certain")
    yield "ours, planted, the likely", lambda: told_by_ours(bodies, planted, "likely")
    if why := peers.missing(peers.TRACKHAR):
        report.say(why)
    else:
        yield "TrackHAR adapters", lambda: _named(peers.trackhar(sent, {}, "adapters"))
        yield "TrackHAR, indicators too", lambda: _named(peers.trackhar(sent, indicators, "both"))
    if why := peers.missing(peers.FRITAP):
        report.say(why)
    else:
        yield "friTap privacy", lambda: _named(peers.fritap(sent))


def _named(found: Iterable[list[peers.Row]]) -> Iterator[list[Told]]:
    for rows in found:
        yield [(str(row[0]), str(row[2])) for row in rows]


def _by_kind(report: Report, title: str, scores: dict[str, Score]) -> None:
    shown = [name for name in ("ours", "TrackHAR adapters", "friTap privacy") if name in scores]
    columns = ["kind", "bodies", *(f"{name}: {what}" for name in shown for what in ("found", "wrong"))]
    table = report.table(f"{title}, by kind", columns)
    wanted = scores["ours"].wanted
    for kind in sorted(set(wanted) | set(scores["ours"].wrong), key=lambda kind: (-wanted[kind], kind)):
        cells = []
        for name in shown:
            tool = name.partition(" ")[0]
            unknown = kind not in mapping.known(tool)
            cells += ["no word" if unknown else str(scores[name].found[kind]), str(scores[name].wrong[kind] or "")]
        table.add_row(kind, str(wanted[kind]), *cells)
    report.show(table)
