"""In which real versions each hook's signature exists: SDKs and libraries from Maven Central, android-all, this JDK."""

from __future__ import annotations

import fnmatch
from collections.abc import Iterable
from dataclasses import dataclass, field

from tests.proof import artifacts
from tests.proof.artifacts import Artifacts
from tests.proof.catalog import Hook, Module
from tests.proof.class_files import descriptor
from tests.proof.signatures import ANDROID_ALL, Library, Wanted, android

_PLATFORM = ("android.", "com.android.okhttp.", "com.android.org.", "libcore.", "java.", "javax.", "sun.", "jdk.")
_JAVA = ("java.", "javax.", "sun.", "jdk.")


@dataclass(slots=True)
class Looked:
    """What was looked in for one hook, and where it is; where nothing could be, `source` is what was read instead."""

    looked_in: tuple[str, ...] = ()
    exists_in: tuple[str, ...] = ()
    source: str = ""


@dataclass(slots=True)
class _Place:
    label: str
    library: Library
    hooks: list[tuple[str, Hook]] = field(default_factory=list)


def wanted_of(hook: Hook) -> list[Wanted]:
    """One for every declared overload, else one for the overload or the name."""
    if not hook.declared:
        return [Wanted(hook.cls, hook.method, hook.overload)]
    return [Wanted(hook.cls, hook.method, tuple(map(_bridge_type, known.types))) for known in hook.declared]


def look(modules: Iterable[Module]) -> dict[str, Looked]:
    """By hook id. Raises RuntimeError where Maven cannot bring what is needed."""
    sdks, layers = artifacts.listed(), artifacts.layers()
    classes = {**artifacts.libraries(sdks), **artifacts.libraries(layers)}
    places = {name: _places({**sdks, **layers}[name], found) for name, found in classes.items()}
    levels = [_Place(f"API {level}", android(level)) for level in ANDROID_ALL]
    jdk = [_Place("JDK", Library())]
    found: dict[str, Looked] = {}
    for module in modules:
        for hook in module.hooks:
            name, listed = _listed(module, hook, sdks, layers)
            here = [*levels, *(jdk if hook.cls.startswith(_JAVA) else [])] if name == "" else places.get(name, [])
            found[module.id_of(hook)] = Looked(tuple(p.label for p in here), source=listed.source or hook.source)
            for place in here:
                place.hooks.append((module.id_of(hook), hook))
    for place in [*levels, *jdk, *(place for several in places.values() for place in several)]:
        _look_in(place, found)
    return found


def _places(listed: Artifacts, libraries: list[Library]) -> list[_Place]:
    return [_Place(label, library) for label, library in zip(listed.labels, libraries, strict=True)]


def _listed(
    module: Module, hook: Hook, sdks: dict[str, Artifacts], layers: dict[str, Artifacts]
) -> tuple[str, Artifacts]:
    """The name of what holds the hook's class: "" for the platform, "-" for what is published nowhere."""
    if module.group == "sdk":
        return module.id, sdks[module.id]
    for name, each in layers.items():
        if name.startswith(f"{module.id}/") and fnmatch.fnmatchcase(hook.cls, each.classes):
            return name, each
    return ("", Artifacts()) if hook.cls.startswith(_PLATFORM) else ("-", Artifacts())


def _look_in(place: _Place, found: dict[str, Looked]) -> None:
    wanted = {id_: wanted_of(hook) for id_, hook in place.hooks}
    there = place.library.look(one for several in wanted.values() for one in several)
    for id_, several in wanted.items():
        if any(there[one].exists for one in several):
            found[id_].exists_in += (place.label,)
        elif "JDK" in found[id_].looked_in and all(there[one].why == "class absent" for one in several):
            # android-all holds nearly none of Java's own classes.
            found[id_].looked_in = tuple(label for label in found[id_].looked_in if label != place.label)


def _bridge_type(java_type: str) -> str:
    """ "byte[]" as Frida's bridge has it: "[B"."""
    return descriptor(java_type).replace("/", ".") if java_type.endswith("[]") else java_type
