"""The proof table's rows: every hook, where its signature exists, what fired it how often, or why nothing can here."""

from __future__ import annotations

import fnmatch
import tomllib
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from tests.proof.catalog import Module
from tests.proof.ledger import Ran
from tests.proof.versions import Looked

HOTSPOT, NATIVE, FRAMEWORK, ART, REAL_SDK = COLUMNS = ("HotSpot", "native process", "framework", "ART", "real SDK")
_WHY = Path(__file__).resolve().parent / "why_not.toml"
_OUTSIDE = "custom"  # what a tester watches; no hook of ours


@dataclass(slots=True)
class Row:
    """One hook. `calls` by column; `late` where the agent met the class, or the library, in the running app."""

    id: str
    module: str
    group: str
    looked: Looked = field(default_factory=Looked)
    calls: dict[str, int] = field(default_factory=dict)
    late: bool = False
    why: str = ""

    @property
    def fired(self) -> bool:
        """Whether anything called it."""
        return any(self.calls.values())


@dataclass(frozen=True, slots=True)
class Reason:
    """Why hooks cannot fire here; `hooks` are patterns of ids."""

    hooks: tuple[str, ...]
    why: str

    def is_of(self, hook: str) -> bool:
        """Whether it speaks of that hook."""
        return any(fnmatch.fnmatchcase(hook, _literal(pattern)) for pattern in self.hooks)


def _literal(pattern: str) -> str:
    return pattern.replace("[", "[[]")  # of arrays; only * is a pattern's


def reasons(file: Path = _WHY) -> list[Reason]:
    """Those that are written down."""
    table = tomllib.loads(file.read_text(encoding="utf-8"))
    return [Reason(tuple(each["hooks"]), each["why"]) for each in table.get("reason", [])]


def column_of(runtime: str, rig: str) -> str:
    """Where a process ran: `rig` is what its part of the tests runs on, the runtime is what it said itself."""
    if runtime == "native":
        return NATIVE
    return ART if "ART" in runtime else rig


def rows(
    modules: Iterable[Module], looked: Mapping[str, Looked], ran: Iterable[tuple[str, Ran]], why: Iterable[Reason]
) -> list[Row]:
    """Every hook of the catalog in its order, then those that processes told of besides. `ran` is by column."""
    made = {
        module.id_of(hook): Row(module.id_of(hook), module.id, module.group, looked.get(module.id_of(hook), Looked()))
        for module in modules
        for hook in module.hooks
    }
    bases = _bases(modules)
    for column, process in ran:
        for hook, group in process.group.items():
            count = process.hits.get(hook, 0)
            row = made.get(hook) or made.get(_base(hook, bases))
            if row is None and group != _OUTSIDE and (count or process.status[hook] == "installed"):
                row = made[hook] = Row(hook, hook.partition(":")[0], group, late=True)
            if row is not None:
                if column == ART and process.status[hook] == "installed":
                    _add_version(row, "Android 10")
                row.calls[column] = row.calls.get(column, 0) + count
    known = list(why)
    for row in made.values():
        if not row.fired:
            row.why = next((each.why for each in known if each.is_of(row.id)), "")
    return list(made.values())


def _add_version(row: Row, label: str) -> None:
    """Java's own classes are in no artifact of Android's: the hook itself shows that the art rig's libcore has one."""
    if "JDK" in row.looked.looked_in and label not in row.looked.exists_in:
        row.looked.looked_in += (label,)
        row.looked.exists_in += (label,)


def _bases(modules: Iterable[Module]) -> dict[tuple[str, str], list[str]]:
    """The hooks of interfaces and abstract classes, by module and method: real ones are on the classes below."""
    found: dict[tuple[str, str], list[str]] = defaultdict(list)
    for module in modules:
        for hook in module.hooks:
            if hook.shape != "class":
                found[module.id, hook.method].append(module.id_of(hook))
    return found


def _base(hook: str, bases: Mapping[tuple[str, str], list[str]]) -> str:
    """The declared hook that a hook met at run time stands for, or ""; of several, that of the class it is inside."""
    module, _, rest = hook.partition(":")
    cls, _, method = rest.partition("(")[0].rpartition(".")
    known = bases.get((module, method), [])
    inside = [each for each in known if each.startswith(f"{module}:{cls.rpartition('$')[0]}.")]
    return (inside or known)[0] if inside or len(known) == 1 else ""


def unexplained(table: Iterable[Row]) -> list[str]:
    """Hooks that nothing fired and nobody explains."""
    return [row.id for row in table if not row.fired and not row.why and not row.late]


def stale(table: Iterable[Row], why: Iterable[Reason]) -> list[str]:
    """Hooks that fired though a reason says they cannot, and reasons that speak of no hook."""
    all_rows = list(table)
    said = []
    for each in why:
        mine = [row for row in all_rows if each.is_of(row.id)]
        said += [row.id for row in mine if row.fired] if mine else list(each.hooks)
    return said
