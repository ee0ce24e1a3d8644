"""The proof table as text: a line a module, every hook, or the table for the guide."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from tests.proof.rows import ART, COLUMNS, FRAMEWORK, HOTSPOT, NATIVE, REAL_SDK, Row

_HEAD = ("module", "hooks", "signature exists in", *COLUMNS, "fired nowhere")
_WHERE = {
    HOTSPOT: "on HotSpot", FRAMEWORK: "on the framework rig", ART: "on the art rig", REAL_SDK: "while real SDKs ran",
}  # fmt: skip
_WORDS = re.compile(r"[^|]+")


@dataclass(frozen=True, slots=True)
class Group:
    """Rows that are one line of the table."""

    name: str
    rows: tuple[Row, ...]

    def fired(self, column: str) -> str:
        """How many of its hooks fired there and, in brackets, calls in all."""
        counts = [count for row in self.rows if (count := row.calls.get(column, 0))]
        return f"{len(counts)} ({short(sum(counts))})" if counts else ""

    @property
    def versions(self) -> str:
        """Each version with how many of the hooks are in it, where not all; or that sources were read instead."""
        looked = list(dict.fromkeys(label for row in self.rows for label in row.looked.looked_in))
        said = []
        for label in looked:
            asked = [row for row in self.rows if label in row.looked.looked_in]
            there = sum(label in row.looked.exists_in for row in asked)
            said.append(label if there == len(self.rows) else f"{label}: {there}")
        read = sum(not row.looked.looked_in and not row.late for row in self.rows)
        met = sum(row.late for row in self.rows)
        said += [f"read in public sources: {read}"] if read else []
        said += [f"met in the running app: {met}"] if met else []
        return ", ".join(said)

    @property
    def silent(self) -> str:
        """How many fired nowhere and why."""
        why: dict[str, int] = {}
        for row in self.rows:
            if not row.fired and not row.late:
                why[row.why or "NOT EXPLAINED"] = why.get(row.why or "NOT EXPLAINED", 0) + 1
        unused = sum(row.late and not row.fired for row in self.rows)
        said = [f"{count}: {reason}" for reason, count in why.items()]
        return " ".join([*said, *([f"{unused} met, not called"] if unused else [])])

    @property
    def cells(self) -> tuple[str, ...]:
        return (self.name, str(len(self.rows)), self.versions, *map(self.fired, COLUMNS), self.silent)


def short(count: int) -> str:
    """Calls, at most four characters: 950, 12k, 3M."""
    for size, unit in ((1_000_000, "M"), (1_000, "k")):
        if count >= 10 * size:
            return f"{count // size}{unit}"
    return str(count)


def by_module(table: Iterable[Row]) -> list[Group]:
    """One for each module, in the table's order."""
    found: dict[str, list[Row]] = {}
    for row in table:
        found.setdefault(f"{row.group} {row.module}", []).append(row)
    return [Group(name, tuple(mine)) for name, mine in found.items()]


def for_guide(table: Iterable[Row]) -> list[Group]:
    """One for each module, but for SDKs that nothing real fired here: of these, one for all that are published and one
    for all that are not."""
    shown: list[Group] = []
    others: dict[str, list[Group]] = {"on Maven Central": [], "not published there": []}
    for group in by_module(table):
        first = group.rows[0]
        if first.group != "sdk" or group.fired(REAL_SDK):
            shown.append(group)
        else:
            others["on Maven Central" if first.looked.looked_in else "not published there"].append(group)
    joined = [_joined(f"{len(groups)} more SDKs {name}", groups) for name, groups in others.items() if groups]
    is_sdk = [group.rows[0].group == "sdk" for group in shown]
    sdks = [group for group, sdk in zip(shown, is_sdk, strict=True) if sdk]
    return [*sdks, *joined, *(group for group, sdk in zip(shown, is_sdk, strict=True) if not sdk)]


def _joined(name: str, groups: Iterable[Group]) -> Group:
    several = list(groups)
    names = ", ".join(group.name.partition(" ")[2] for group in several)
    return Joined(f"{name}: {names}", tuple(row for group in several for row in group.rows))


class Joined(Group):
    """Several modules in one line: versions are counted, not named."""

    @property
    def versions(self) -> str:
        there = [row for row in self.rows if row.looked.exists_in]
        several = [row for row in there if len(row.looked.exists_in) > 1]
        if not there:
            return f"read in public sources: {len(self.rows)}"
        return f"{len(there)} in a version, {len(several)} in several"


def lines(groups: Iterable[Group]) -> Iterator[str]:
    """A line a group, for a terminal."""
    for group in groups:
        name, hooks, versions, *fired, silent = group.cells
        there = " · ".join(f"{column} {said}" for column, said in zip(COLUMNS, fired, strict=True) if said)
        yield f"{name}: {hooks} hooks · {versions} · {there or 'fired nowhere'}{' · ' + silent if silent else ''}"


def every(table: Iterable[Row]) -> Iterator[str]:
    """A line a hook."""
    for row in table:
        there = ", ".join(row.looked.exists_in) or ("met in the running app" if row.late else row.looked.source)
        fired = ", ".join(f"{column} {row.calls[column]}" for column in COLUMNS if row.calls.get(column))
        yield f"{row.id} | {there} | {fired or row.why or ('not called' if row.late else 'NOT EXPLAINED')}"


def markdown(groups: Iterable[Group]) -> Iterator[str]:
    """The guide's table."""
    yield f"| {' | '.join(_HEAD)} |"
    yield f"|{' --- |' * len(_HEAD)}"
    for group in groups:
        yield f"| {' | '.join(' '.join(_WORDS.findall(cell)) for cell in group.cells)} |"


def totals(table: Iterable[Row]) -> str:
    """Counts, in sentences."""
    every_row = list(table)
    mine, met = ([row for row in every_row if row.late == late] for late in (False, True))
    there = sum(bool(row.looked.exists_in) for row in mine)
    read = sum(not row.looked.looked_in for row in mine)
    fired = [f"{sum(bool(row.calls.get(column)) for row in mine)} {where}" for column, where in _WHERE.items()]
    return (
        f"{len(mine)} hooks are written down: the signatures of {there} exist in a real artifact or runtime, "
        f"{read} were read in public sources only, {len(mine) - there - read} are of versions that were not to be had. "
        f"{sum(row.fired for row in mine)} fired: {', '.join(fired)}; {sum(not row.fired for row in mine)} nowhere. "
        f"Besides, {len(met)} were put on classes and libraries met in the running apps; "
        f"{sum(row.fired for row in met)} of them fired, "
        f"{sum(bool(row.calls.get(NATIVE)) for row in met)} in processes without Java."
    )
