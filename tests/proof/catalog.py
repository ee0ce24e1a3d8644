"""The agent's catalog as data: every module, its hooks, and the signatures its sources declare."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import dataclass

import frida


@dataclass(frozen=True, slots=True)
class Signature:
    """A method as a source declares it. `names` of parameters are "" where their values are not told."""

    types: tuple[str, ...]
    names: tuple[str, ...]
    returns: str
    is_static: bool


@dataclass(frozen=True, slots=True)
class Hook:
    """`method` is "$init" for a constructor; `shape` of its class is "class", "interface" or "abstract"."""

    cls: str
    method: str
    shape: str
    overload: tuple[str, ...] | None
    declared: tuple[Signature, ...]
    source: str


@dataclass(frozen=True, slots=True)
class Module:
    """A file of the catalog. `instances`: (class, method, class whose hooks apply to what the method gives)."""

    id: str
    group: str
    product: str
    hooks: tuple[Hook, ...]
    classes: tuple[str, ...] = ()
    libraries: tuple[str, ...] = ()
    strings: tuple[str, ...] = ()
    instances: tuple[tuple[str, str, str], ...] = ()
    verbs: tuple[tuple[str, str], ...] = ()

    def id_of(self, hook: Hook) -> str:
        """The hook's id as the agent tells it."""
        overload = "" if hook.overload is None else f"({','.join(hook.overload)})"
        return f"{self.id}:{hook.cls}.{hook.method}{overload}"


def load(bundle: str) -> tuple[Module, ...]:
    """The catalog of an agent's bundle, in its own order. It is asked in a process that has no Java."""
    command = [sys.executable, "-c", "print(flush=True); input()"]
    waiting = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    try:
        assert waiting.stdout is not None
        waiting.stdout.readline()  # a process that is only being loaded must not be entered
        session = frida.attach(waiting.pid)
        script = session.create_script(bundle)
        script.load()
        said = script.exports_sync.catalog()
        session.detach()
    finally:
        waiting.kill()
        waiting.communicate()
    return tuple(_module(each) for each in said)


def _module(said: dict[str, object]) -> Module:
    table: dict[str, list[dict[str, str]]] = said  # type: ignore[assignment]
    return Module(
        id=str(said["id"]),
        group=str(said["group"]),
        product=str(said.get("product", "")),
        hooks=tuple(_hook(each) for each in table["hooks"] if each["source"] != "gives the instance"),
        classes=_texts(said, "classes"),
        libraries=_texts(said, "libraries"),
        strings=_texts(said, "strings"),
        instances=tuple((i["cls"], i["method"], i.get("of", i["cls"])) for i in table.get("instances", [])),
        verbs=tuple(sorted(dict(said.get("verbs", {})).items())),  # type: ignore[call-overload]
    )


def _texts(said: dict[str, object], key: str) -> tuple[str, ...]:
    return tuple(said.get(key, ()))  # type: ignore[arg-type]


def _hook(said: dict[str, object]) -> Hook:
    declared = tuple(
        Signature(tuple(each["types"]), tuple(each["names"]), each["returns"], each["isStatic"])
        for each in said["declared"]  # type: ignore[attr-defined]
    )
    overload = None if said["overload"] is None else tuple(said["overload"])  # type: ignore[arg-type]
    return Hook(str(said["cls"]), str(said["method"]), str(said["shape"]), overload, declared, str(said["source"]))
