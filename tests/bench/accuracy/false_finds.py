"""Row 2: values found that are not there: in random bodies, and in other people's values that look like them."""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field

from tests.bench.accuracy import mapping, ours, peers
from tests.bench.accuracy.encodings import planted
from tests.bench.accuracy.forms import VALUES
from tests.bench.accuracy.made_up import others, random_bodies
from tests.bench.accuracy.sent import Sent
from tests.bench.report import Report

RANDOM, QUICK_RANDOM = 1_000_000, 10_000
OTHERS, QUICK_OTHERS = 100_000, 5_000
_AT_ONCE = 20_000
_SAID_EACH = 100_000
Told = tuple[bool, bool]  # a value that is not there; a kind of personal data at all
Tool = Callable[[Sequence[Sent]], Iterable[Told]]


@dataclass
class _Seen:
    values: int = 0
    kinds: int = 0
    by_way: Counter[str] = field(default_factory=Counter)


def run(report: Report, *, quick: bool) -> None:
    """Prints both tables."""
    tools: dict[str, Tool] = {"ours": _ours}
    if why := peers.missing(peers.TRACKHAR):
        report.say(why)
    else:
        tools["TrackHAR indicators"] = _trackhar
    if why := peers.missing(peers.FRITAP):
        report.say(why)
    else:
        tools["friTap privacy"] = _fritap
    _random(report, tools, QUICK_RANDOM if quick else RANDOM)
    _others(report, tools, QUICK_OTHERS if quick else OTHERS)


def _random(report: Report, tools: dict[str, Tool], count: int) -> None:
    seen = {name: _Seen() for name in tools}
    done = 0
    for ways in _rounds(tools, (("random", sent) for sent in random_bodies(count)), seen):
        done += len(ways)
        if done % _SAID_EACH == 0 and done < count:
            so_far = "; ".join(f"{name}: {one.values} and {one.kinds}" for name, one in seen.items())
            report.say(f"After {done:,} of {count:,} random bodies, values and kinds told: {so_far}.")
    columns = ["", f"bodies with one of {len(VALUES)} values found", "bodies with any kind of data told"]
    table = report.table(f"2. False finds in {count:,} random bodies that hold nothing of anybody", columns)
    for name, one in seen.items():
        values = "seeks none" if name.startswith("friTap") else str(one.values)
        kinds = "tells values only" if name.startswith("TrackHAR") else str(one.kinds)
        table.add_row(name, values, kinds)
    report.show(table)


def _others(report: Report, tools: dict[str, Tool], count: int) -> None:
    seeking = {name: tool for name, tool in tools.items() if not name.startswith("friTap")}
    seen = {name: _Seen() for name in seeking}
    total: Counter[str] = Counter()
    for ways in _rounds(seeking, others(count), seen):
        total.update(ways)
    table = report.table(f"2. False finds in {count:,} bodies with others' values", ["", "bodies", *seeking])
    for way, bodies in total.most_common():
        table.add_row(way, f"{bodies:,}", *(f"{seen[name].by_way[way]:,}" for name in seeking))
    table.add_row("all", f"{count:,}", *(f"{seen[name].values:,}" for name in seeking))
    report.show(table)
    report.say("friTap's analyzer seeks no values, so it cannot take another's for the tester's.")


def _rounds(tools: dict[str, Tool], made: Iterable[tuple[str, Sent]], seen: dict[str, _Seen]) -> Iterator[list[str]]:
    source = iter(made)
    with ThreadPoolExecutor(len(tools)) as beside:  # all but ours are programs of their own
        while chunk := list(itertools.islice(source, _AT_ONCE)):
            sent = [one for _, one in chunk]
            asked = {name: beside.submit(_answers, tool, sent) for name, tool in tools.items()}
            for name, answers in asked.items():
                one = seen[name]
                for (way, _), (value, kind) in zip(chunk, answers.result(), strict=True):
                    one.values += value
                    one.kinds += kind
                    one.by_way[way] += value
            yield [way for way, _ in chunk]


def _answers(tool: Tool, sent: Sequence[Sent]) -> list[Told]:
    return list(tool(sent))


def _ours(chunk: Sequence[Sent]) -> Iterator[Told]:
    personal, texts = mapping.names(mapping.OURS), {value.text for value in VALUES}
    for findings in ours.in_memory(chunk, planted()):
        yield any(one.planted in texts for one in findings), any(one.type in personal for one in findings)


def _trackhar(chunk: Sequence[Sent]) -> Iterator[Told]:
    indicators = {value.property: [value.text] for value in VALUES}
    for rows in peers.trackhar(chunk, indicators, "indicators"):
        yield bool(rows), False


def _fritap(chunk: Sequence[Sent]) -> Iterator[Told]:
    for rows in peers.fritap(chunk):
        yield False, bool(rows)
