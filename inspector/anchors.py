"""Finds, in an app's package, the classes and methods whose names a shrinker took: by what it could not take from them.

A shrinker changes names, not texts in the code, nor the types of the platform that a method is given. Which texts and
types tell a class lies in resources/anchors/<sdk>.toml. Nothing is guessed: a class is found where exactly one fits;
where several methods fit, all of them are given, each with all the names it may have.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

import tomli

from inspector.dex import Dex, DexMethod
from inspector.errors import FileProblem
from inspector.paths import resources

ANY = "*"
ANOTHER = "another method"
_PLATFORM = ("java.", "javax.", "android.", "org.json.", "dalvik.")
_METHOD_KEYS = {"name", "types", "returns", "static", "strings", "called_by", "calls"}
_PRIMITIVES = frozenset("void boolean byte short char int long float double".split())  # noqa: SIM905
_SHOWN = 60


@dataclass(frozen=True, slots=True)
class MethodAnchor:
    """How a method is known: its types (ANY for whatever stands there), texts in its code, which methods may call it.

    `called_by`: "name()" of its class or "class.name" of one told before. `calls`: a method it calls, "class.name" of a
    class told before or "self.name" of its own.
    """

    name: str
    types: tuple[str, ...]
    returns: str
    static: bool
    strings: tuple[str, ...] = ()
    called_by: tuple[str, ...] = ()
    calls: str = ""


@dataclass(frozen=True, slots=True)
class ClassAnchor:
    """How a class is known. `others`: its names in other versions; where one of them is defined, nothing is sought.

    `first_given_to`: where no text tells it, the method ("class.name" of one told before) that is given it first.
    """

    name: str
    strings: tuple[str, ...] = ()
    others: tuple[str, ...] = ()
    first_given_to: str = ""
    methods: tuple[MethodAnchor, ...] = ()


@dataclass(frozen=True, slots=True)
class MethodName:
    """What a method is called in this build; `types` in its names too. `one_of`: all it may be, if that is unsure."""

    name: str
    renamed: str
    types: tuple[str, ...]
    one_of: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ClassName:
    """What a class is called in this build, and by which anchor that is known."""

    name: str
    renamed: str
    anchor: str
    methods: tuple[MethodName, ...] = ()


@dataclass(slots=True)
class _Found:
    classes: dict[str, ClassName] = field(default_factory=dict)

    def now(self, cls: str) -> str:
        """The name in this build; ANY where it is not known."""
        if cls in self.classes:
            return self.classes[cls].renamed
        return cls if cls in _PRIMITIVES or cls.startswith((*_PLATFORM, "[")) else ANY

    def methods(self, full: str) -> set[tuple[str, tuple[str, ...]]]:
        """What "class.method" is called in this build, with its types, where that is sure."""
        cls, _, method = full.rpartition(".")
        known = self.classes[cls].methods if cls in self.classes else ()
        return {(m.renamed, m.types) for m in known if m.name == method and not m.one_of}


def load(folder: Path | None = None) -> tuple[ClassAnchor, ...]:
    """All anchors, by default the tool's own. Raises FileProblem naming the file and what is wrong in it."""
    place = folder if folder is not None else resources() / "anchors"
    return tuple(anchor for path in sorted(place.glob("*.toml")) for anchor in _read(path))


def resolve(dexes: Iterable[bytes], anchors: Sequence[ClassAnchor]) -> tuple[ClassName, ...]:
    """The anchored classes that have other names in this code, in the anchors' order: one may help to tell a later one.

    Half a second for 20 MB of code. Raises ValueError, struct.error or IndexError where a dex file is damaged.
    """
    code = [Dex(data) for data in dexes]
    found = _Found()
    for anchor in anchors:
        if any(dex.defines(name) for dex in code for name in (anchor.name, *anchor.others)):
            continue
        fits = [fit for dex in code for fit in _fits(dex, anchor, found)]
        if not fits and anchor.first_given_to:
            fits = [fit for dex in code for fit in _given(dex, anchor, found)]
        best = max((score for score, _ in fits), default=0)
        chosen = [cls for score, cls in fits if score == best]
        if len(chosen) == 1:
            found.classes[anchor.name] = chosen[0]
    return tuple(found.classes.values())


def to_json(names: Sequence[ClassName]) -> list[dict[str, Any]]:
    """As the agent and the session file have them."""
    return [asdict(name) for name in names]


def from_json(rows: Sequence[Mapping[str, Any]]) -> tuple[ClassName, ...]:
    """The reverse of to_json. Raises KeyError or TypeError for anything else."""
    return tuple(
        ClassName(
            row["name"],
            row["renamed"],
            row["anchor"],
            tuple(MethodName(m["name"], m["renamed"], tuple(m["types"]), tuple(m["one_of"])) for m in row["methods"]),
        )
        for row in rows
    )


# ------------------------------------------------------------------------------------------------ fitting


def _fits(dex: Dex, anchor: ClassAnchor, found: _Found) -> Iterator[tuple[int, ClassName]]:
    """The classes of one dex file that have all the anchor asks for, with how many methods were known by a text."""
    texts = {text: dex.users(text) for text in _texts(anchor)}
    holders = {method.cls for users in texts.values() for method in users}
    for cls in sorted(holders):
        if not all(any(user.cls == cls for user in texts[text]) for text in anchor.strings):
            continue
        known, sure = _methods(dex, cls, anchor, texts, found)
        # A shrinker moves a method into the only one that calls it, texts and all: a text alone proves no class.
        if sure or (anchor.strings and known) or not anchor.methods:
            said = anchor.strings or tuple(sure)
            shown = said[0] if len(said[0]) <= _SHOWN else said[0][: _SHOWN - 1] + "…"
            yield len(sure), ClassName(anchor.name, cls, f"the text “{shown.rstrip('*')}”", known)


def _given(dex: Dex, anchor: ClassAnchor, found: _Found) -> Iterator[tuple[int, ClassName]]:
    """The class that stands first among a known method's types, if this dex file defines it and a method of it fits."""
    for _, types in found.methods(anchor.first_given_to):
        if types and dex.defines(types[0]):
            known, sure = _methods(dex, types[0], anchor, {text: dex.users(text) for text in _texts(anchor)}, found)
            if known:
                yield len(sure), ClassName(anchor.name, types[0], f"what {anchor.first_given_to} is given", known)


def _texts(anchor: ClassAnchor) -> Iterator[str]:
    yield from dict.fromkeys((*anchor.strings, *(text for method in anchor.methods for text in method.strings)))


def _methods(
    dex: Dex, cls: str, anchor: ClassAnchor, texts: Mapping[str, list[DexMethod]], found: _Found
) -> tuple[tuple[MethodName, ...], list[str]]:
    """Its methods that could be told, and the texts that told some of them."""
    own = dex.methods(cls)
    fitting: dict[str, list[DexMethod]] = {}
    sure: list[str] = []
    keys = {f"{m.name}({','.join(m.types)})": m for m in anchor.methods}
    # Those known by a text first: what they are, the others are not.
    for key, wanted in sorted(keys.items(), key=lambda item: not item[1].strings):
        taken = [m for other, ms in fitting.items() if keys[other].strings or keys[other].calls for m in ms]
        like = [m for m in own if _alike(m, wanted, cls, anchor, found) and m not in taken]
        like = [m for m in like if all(m in texts[text] for text in wanted.strings)]
        if wanted.called_by:
            callers = [m for by in wanted.called_by for m in fitting.get(by, [])]
            callers += [m for by in wanted.called_by for m in _known(dex, by, found)]
            calls = {call for caller in callers for call in dex.body(caller).calls}
            like = [m for m in like if (m.cls, m.name, m.types) in calls]
        if wanted.calls:
            own_ones = {
                (m.name, m.types) for k, ms in fitting.items() if f"self.{keys[k].name}" == wanted.calls for m in ms
            }
            targets = own_ones or found.methods(wanted.calls)
            like = [m for m in like if targets & {(name, types) for _, name, types in dex.body(m).calls}]
        fitting[key] = like
        sure += wanted.strings if len(like) == 1 else ()
    named: dict[MethodName, None] = {}
    for key, like in fitting.items():
        for method in like:
            may = tuple(dict.fromkeys(keys[other].name for other, ms in fitting.items() if method in ms))
            now = "$init" if method.name == "<init>" else method.name
            # One name for several methods: only one of them can be it.
            unsure = (*may, ANOTHER) if len(may) < len(like) else may
            named[MethodName(keys[key].name, now, method.types, unsure if len(unsure) > 1 else ())] = None
    return tuple(named), sure


def _known(dex: Dex, full: str, found: _Found) -> list[DexMethod]:
    """The method "class.name" as this dex file defines it."""
    cls, wanted = found.now(full.rpartition(".")[0]), found.methods(full)
    return [m for m in dex.methods(cls) if (m.name, m.types) in wanted]


def _alike(method: DexMethod, wanted: MethodAnchor, cls: str, anchor: ClassAnchor, found: _Found) -> bool:
    if method.name == "<clinit>" or (method.name == "<init>") != (wanted.name == "$init"):
        return False
    if method.static != wanted.static or len(method.types) != len(wanted.types):
        return False
    pairs = zip((*method.types, method.returns), (*wanted.types, wanted.returns), strict=True)
    return all(_same_type(given, asked, cls, anchor, found) for given, asked in pairs)


def _same_type(given: str, asked: str, cls: str, anchor: ClassAnchor, found: _Found) -> bool:
    if asked == ANY:
        return True
    now = cls if asked == anchor.name else found.now(asked)
    if now != ANY:
        return given == now
    # A class of the SDK's whose name is not known: anything of the app's that is not known to be something else.
    others = {name.renamed for name in found.classes.values()}
    return given not in others and given != cls and not given.startswith((*_PLATFORM, "[")) and given not in _PRIMITIVES


# ------------------------------------------------------------------------------------------------ reading the files


def _read(path: Path) -> tuple[ClassAnchor, ...]:
    try:
        table = tomli.loads(path.read_text(encoding="utf-8"))
        return tuple(_class(entry) for entry in table["classes"])
    except (tomli.TOMLDecodeError, UnicodeDecodeError, KeyError, TypeError, ValueError) as problem:
        raise FileProblem(
            f"The anchors in {path.name} are not usable: {problem}.", code="anchors",
            hint="Compare it with another file in resources/anchors.",
        ) from problem  # fmt: skip


def _class(table: Mapping[str, Any]) -> ClassAnchor:
    if strange := set(table) - {"name", "strings", "others", "first_given_to", "methods"}:
        raise ValueError(f"the unknown key {min(strange)!r}")
    methods = tuple(_method(entry) for entry in table.get("methods", []))
    texts, others = (tuple(table.get(key, [])) for key in ("strings", "others"))
    anchor = ClassAnchor(table["name"], texts, others, table.get("first_given_to", ""), methods)
    if not any(_texts(anchor)):
        raise ValueError(f"{anchor.name} has no text to be known by")
    return anchor


def _method(table: Mapping[str, Any]) -> MethodAnchor:
    if strange := set(table) - _METHOD_KEYS:
        raise ValueError(f"the unknown key {min(strange)!r}")
    return MethodAnchor(
        table["name"],
        tuple(table["types"]),
        table.get("returns", "void"),
        bool(table.get("static", False)),
        tuple(table.get("strings", [])),
        tuple(table.get("called_by", [])),
        table.get("calls", ""),
    )
