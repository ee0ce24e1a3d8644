"""The tester's file of methods to watch (--hooks): TOML with one [[hook]] a method; names, and no code."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import tomli

from inspector.errors import FileProblem
from inspector.records import CustomHook

MOST_HOOKS = 500
_MOST_BYTES = 1 << 20
_KEYS = ("class", "method", "parameters", "title")
_NAME = r"[^\W\d][\w$]*"
_CLASS = re.compile(rf"{_NAME}(\.{_NAME})*\Z")
_METHOD = re.compile(rf"({_NAME}|<init>)\Z")
_TYPE = re.compile(rf"(?P<name>{_NAME}(\.{_NAME})*)(?P<arrays>(\[\])*)\Z")
_PRIMITIVES = {
    "boolean": "Z", "byte": "B", "char": "C", "short": "S", "int": "I", "long": "J", "float": "F", "double": "D",
}  # fmt: skip
# The agent itself stands on these: watching them would watch the watching, at every step of the app.
_NOT_WATCHED = ("java.lang", "java.lang.reflect", "java.lang.invoke", "java.lang.ref")
_TITLE_LIMIT = 100
_HINT = 'Each hook is: [[hook]], class = "com.foo.Bar", method = "baz", and if wanted parameters = ["int"], title.'


def read(path: Path) -> list[CustomHook]:
    """The methods of a file, in its order. Raises FileProblem naming the line that is wrong and what to do."""
    try:
        if path.stat().st_size > _MOST_BYTES:
            raise _wrong(path, f"is larger than {_MOST_BYTES >> 20} MiB")
        text = path.read_text(encoding="utf-8")
        document = tomli.loads(text)
    except OSError as problem:
        raise _wrong(path, f"cannot be read: {problem.strerror}") from problem
    except (tomli.TOMLDecodeError, UnicodeDecodeError) as problem:
        raise _wrong(path, f"is not TOML: {problem}") from problem
    if unknown := sorted(set(document) - {"hook"}):
        raise _wrong(path, f"has the unknown key {unknown[0]!r}")
    entries = document.get("hook")
    if not isinstance(entries, list) or not entries:
        raise _wrong(path, "names no hook")
    if len(entries) > MOST_HOOKS:
        raise _wrong(path, f"names {len(entries)} hooks; at most {MOST_HOOKS} are watched in one session")
    lines = [number for number, line in enumerate(text.splitlines(), 1) if re.match(r"\s*\[\[\s*hook\s*\]\]", line)]
    hooks: list[CustomHook] = []
    for at, entry in enumerate(entries):
        place = f"line {lines[at]}" if len(lines) == len(entries) else f"hook {at + 1}"
        hook = _hook(path, place, entry)
        if any((hook.cls, hook.method, hook.parameters) == (h.cls, h.method, h.parameters) for h in hooks):
            raise _wrong(path, f"names {hook.cls}.{hook.method} twice ({place})")
        hooks.append(hook)
    return hooks


def runtime_form(hooks: Sequence[CustomHook]) -> list[dict[str, Any]]:
    """As the agent takes them: array types as Class.getName() spells them, constructors as $init."""
    return [
        {
            "cls": hook.cls,
            "method": "$init" if hook.method == "<init>" else hook.method,
            "title": hook.title or f"{hook.cls.rpartition('.')[2]}.{hook.method}",
            **({} if hook.parameters is None else {"overload": [_runtime_type(each) for each in hook.parameters]}),
        }
        for hook in hooks
    ]


def _hook(path: Path, place: str, entry: object) -> CustomHook:
    if not isinstance(entry, dict):
        raise _wrong(path, f"needs [[hook]] to be a table ({place})")
    if unknown := sorted(set(entry) - set(_KEYS)):
        raise _wrong(path, f"has the unknown key {unknown[0]!r} ({place})")
    cls, method, title = (_text(path, place, entry, key) for key in ("class", "method", "title"))
    for key, value, shape in (("class", cls, _CLASS), ("method", method, _METHOD)):
        if not value:
            raise _wrong(path, f"has a hook without {key!r} ({place})")
        if not shape.match(value):
            hint = "Names are written out whole: * and ? stand for nothing here, and a file can hold no code."
            raise _wrong(path, f"has {value!r} as {key!r}, which is no name ({place})", hint)
    if cls.rpartition(".")[0] in _NOT_WATCHED:
        hint = "Name the app's or the SDK's own method instead that calls it."
        raise _wrong(path, f"names {cls}, on which the agent itself stands ({place})", hint)
    return CustomHook(cls, method, _parameters(path, place, entry), title[:_TITLE_LIMIT])


def _parameters(path: Path, place: str, entry: dict[str, Any]) -> tuple[str, ...] | None:
    given = entry.get("parameters")
    if given is None:
        return None
    if not isinstance(given, list) or not all(isinstance(each, str) and _TYPE.match(each) for each in given):
        hint = 'Types are written as in Java: parameters = ["java.lang.String", "byte[]"]; [] for a method without any.'
        raise _wrong(path, f"has parameters that are no list of types ({place})", hint)
    return tuple(given)


def _text(path: Path, place: str, entry: dict[str, Any], key: str) -> str:
    value = entry.get(key, "")
    if not isinstance(value, str):
        raise _wrong(path, f"has no text for {key!r} ({place})")
    return value.strip()


def _runtime_type(written: str) -> str:
    found = _TYPE.match(written)
    assert found is not None
    name, depth = found["name"], len(found["arrays"]) // 2
    if not depth:
        return name
    return "[" * depth + _PRIMITIVES.get(name, f"L{name};")


def _wrong(path: Path, what: str, hint: str = _HINT) -> FileProblem:
    return FileProblem(f"{path.name} {what}.", code="hooks_file", hint=hint)
