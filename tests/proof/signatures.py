"""Whether a method exists in a library's classes, with which overloads and where it is declared, by its class files.

python -m tests.proof.signatures JAR CLASS METHOD [TYPE …]
"""

from __future__ import annotations

import functools
import re
import subprocess
import sys
import zipfile
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from tests.proof.class_reader import Read, read

ANDROID_ALL = {
    28: "org.robolectric:android-all:9-robolectric-4913185-2",
    33: "org.robolectric:android-all:13-robolectric-9030017",
    34: "org.robolectric:android-all:14-robolectric-10818077",
}
"""Android's framework by API level, hidden members included, as Maven Central has it."""

CONSTRUCTOR = "$init"
_LIMIT_S = 120
_JAVA = ("java.", "javax.", "sun.", "jdk.")
_HEAD = re.compile(r"(?:class|interface) ([\w.$/-]+)(?:<.*?>)?(?= |\{)")
_EXTENDS = re.compile(r" extends ([\w.$]+)")
_DESCRIPTOR = re.compile(r"\s+descriptor: \((.*)\)(.+)")
_MEMBER = re.compile(r"([\w$.]+)\(")
_TYPE = re.compile(r"\[*(?:L[^;]+;|[ZBCSIJFD])")
_PRIMITIVES = {
    "Z": "boolean", "B": "byte", "C": "char", "S": "short", "I": "int", "J": "long", "F": "float", "D": "double",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Wanted:
    """A method as a hook names it: types as Frida's bridge writes them ("[B", "java.lang.String"); None is any."""

    cls: str
    method: str
    parameters: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True)
class Found:
    """What a library has of it. `declared_in` is the nearest class that has the name, empty where there is none.

    `overloads` are those of the name there; `matches` those that were wanted. `why` is a sentence where `matches` is
    empty.
    """

    declared_in: str
    overloads: tuple[tuple[str, ...], ...] = ()
    matches: tuple[tuple[str, ...], ...] = ()
    why: str = ""

    @property
    def exists(self) -> bool:
        """Whether a hook as wanted would be put in."""
        return bool(self.matches)


@dataclass(slots=True)
class _Class:
    parent: str
    methods: dict[str, list[tuple[str, ...]]] = field(default_factory=dict)


class Library:
    """The classes of one or several jars or folders, each read once. Not for several threads.

    What they inherit from Java's own classes is this JDK's, unless the jars hold Java's classes themselves (`whole`).
    """

    def __init__(self, *jars: Path, whole: bool = False) -> None:
        self._jars = jars
        self._whole = whole
        self._classes: dict[str, _Class | None] = {}

    def look(self, wanted: Iterable[Wanted]) -> dict[Wanted, Found]:
        """What the library has of each."""
        each = list(dict.fromkeys(wanted))
        self._read({one.cls for one in each})
        return {one: self._find(one) for one in each}

    def _find(self, wanted: Wanted) -> Found:
        known = self._classes.get(wanted.cls)
        if known is None:
            return Found("", why="class absent")
        name: str | None = wanted.cls
        while name:
            cls = self._classes.get(name)
            overloads = tuple(cls.methods.get(wanted.method, ())) if cls else ()
            if overloads:
                matches = tuple(o for o in overloads if wanted.parameters is None or o == wanted.parameters)
                return Found(name, overloads, matches, "" if matches else "overload absent")
            # A constructor is not inherited.
            name = cls.parent if cls and wanted.method != CONSTRUCTOR else None
        return Found("", why="method absent")

    def _read(self, names: set[str]) -> None:
        while fresh := sorted(name for name in names if name not in self._classes):
            self._classes |= dict.fromkeys(fresh)
            for jar in self._jars:
                self._classes |= _classes_of(jar, [name for name in fresh if self._classes[name] is None])
            if not self._whole:
                left = [name for name in fresh if self._classes[name] is None and name.startswith(_JAVA)]
                self._classes |= _jdk(left)
            names = {known.parent for name in fresh if (known := self._classes[name]) is not None and known.parent}


@functools.cache
def android(api: int) -> Library:
    """Android's framework of that API level, fetched through Maven. Raises KeyError for a level not in ANDROID_ALL."""
    from tests.rigs import maven

    return Library(*maven.fetch(ANDROID_ALL[api]), whole=True)


def hook_wanted(hook_id: str, cls: str, method: str) -> Wanted:
    """A hook of the agent's as its `hook` row tells it: an overload stands at its id's end, in brackets."""
    _, at, rest = hook_id.partition(f"{cls}.{method}(")
    if not at:
        return Wanted(cls, method)
    return Wanted(cls, method, tuple(filter(None, rest.removesuffix(")").split(","))))


def _classes_of(jar: Path, names: Iterable[str]) -> dict[str, _Class]:
    paths = {name: f"{name.replace('.', '/')}.class" for name in names}
    if jar.is_dir():
        data = {name: (jar / path).read_bytes() for name, path in paths.items() if (jar / path).is_file()}
    else:
        with zipfile.ZipFile(jar) as archive:
            there = archive.NameToInfo
            data = {name: archive.read(path) for name, path in paths.items() if path in there}
    return {name: _class(read(each)) for name, each in data.items()}


def _class(known: Read) -> _Class:
    made = _Class(known.parents[0] if known.parents else "")
    for name, kind in known.methods:
        method = CONSTRUCTOR if name == "<init>" else name
        made.methods.setdefault(method, []).append(_types(kind[1 : kind.index(")")]))
    return made


_of_the_jdk: dict[str, _Class | None] = {}


def _jdk(names: Iterable[str]) -> dict[str, _Class]:
    """Those of Java's own that this JDK has, as javap reads them; what is absent it says on standard error."""
    wanted = list(names)
    if fresh := [name for name in wanted if name not in _of_the_jdk]:
        command = ["javap", "-s", "-p", *fresh]
        done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=_LIMIT_S)
        _of_the_jdk.update(dict.fromkeys(fresh) | _parsed(done.stdout))
    return {name: known for name in wanted if (known := _of_the_jdk[name]) is not None}


def _parsed(text: str) -> dict[str, _Class]:
    classes: dict[str, _Class] = {}
    name, last = "", ""
    for line in text.splitlines():
        if line.endswith("{") and not line.startswith(" "):
            head = _HEAD.search(line)
            if head is None:
                continue
            name, parent = head[1], _EXTENDS.search(line)
            # An interface's `extends` names interfaces, of which a hook inherits nothing.
            inherits = parent[1] if parent and " interface " not in f" {line}" else "java.lang.Object"
            classes[name] = _Class("" if name == "java.lang.Object" else inherits)
            continue
        descriptor = _DESCRIPTOR.match(line)
        member = _MEMBER.search(last) if descriptor else None
        if descriptor and member and name:
            method = CONSTRUCTOR if member[1] == name else member[1]
            classes[name].methods.setdefault(method, []).append(_types(descriptor[1]))
        last = line
    return classes


def _types(descriptor: str) -> tuple[str, ...]:
    """ "[BILjava/lang/String;" as the bridge writes it: "[B", "int", "java.lang.String"."""
    return tuple(_type(one) for one in _TYPE.findall(descriptor))


def _type(one: str) -> str:
    if one.startswith("["):
        return one.replace("/", ".")
    return _PRIMITIVES.get(one) or one[1:-1].replace("/", ".")


def main(jar: str, cls: str, method: str, *types: str) -> int:
    """Prints what there is; 0 where the method exists as asked."""
    wanted = Wanted(cls, method, types or None)
    found = Library(Path(jar)).look([wanted])[wanted]
    for overload in found.overloads:
        mark = "*" if overload in found.matches else " "
        print(f"{mark} {found.declared_in}.{method}({', '.join(overload)})")
    if found.why:
        print(found.why)
    return 0 if found.exists else 1


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
