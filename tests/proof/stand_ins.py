"""Stand-ins: classes with exactly the signatures that hooks name, as a jar, for what no registry publishes."""

from __future__ import annotations

import zipfile
from collections.abc import Collection, Iterable
from pathlib import Path

from tests.proof.catalog import Hook, Module
from tests.proof.class_files import Class, Method, write

_PRIMITIVES = frozenset(["void", "boolean", "byte", "char", "short", "int", "long", "float", "double"])


def real_of(cls: str) -> str:
    """The class that stands in for what an interface's or abstract class's maker gives."""
    return f"{cls}$Real"


def write_jar(modules: Iterable[Module], jar: Path, there: Collection[str] = ()) -> list[str]:
    """Writes stand-ins of every declared class of the modules and of every type their signatures name, but for those
    `there` already (names with dots) and the JDK's. Gives the names of the classes written."""
    classes: dict[str, Class] = {}
    for module in modules:
        for hook in module.hooks:
            if hook.declared and hook.cls not in there:
                _add_hook(classes, hook)
        for cls, method, of in module.instances:
            maker = classes.setdefault(cls, Class(cls))
            if not any(known.name == method for known in maker.methods):
                maker.methods.append(Method(method, (), of, is_static=True, gives=real_of(of)))
    _add_reals(classes)
    _add_types(classes, there)
    for each in classes.values():
        each.methods = [_with_result(method, classes) for method in each.methods]
    with zipfile.ZipFile(jar, "w") as out:
        for each in classes.values():
            out.writestr(each.name.replace(".", "/") + ".class", write(each))
    return sorted(classes)


def _add_hook(classes: dict[str, Class], hook: Hook) -> None:
    made = classes.setdefault(hook.cls, Class(hook.cls))
    made.is_interface = made.is_interface or hook.shape == "interface"
    made.is_abstract = made.is_abstract or hook.shape == "abstract"
    for known in hook.declared:
        is_abstract = hook.shape != "class" and not known.is_static
        name = "<init>" if hook.method == "$init" else hook.method
        gives = f"given by {hook.method}" if known.returns == "java.lang.String" else ""
        method = Method(name, known.types, known.returns, known.is_static, is_abstract, gives)
        if method not in made.methods:
            made.methods.append(method)


def _add_reals(classes: dict[str, Class]) -> None:
    for each in list(classes.values()):
        if not (each.is_interface or each.is_abstract):
            continue
        own = [Method(m.name, m.types, m.returns, gives=m.gives) for m in each.methods if m.is_abstract]
        parent = "java.lang.Object" if each.is_interface else each.name
        interfaces = (each.name,) if each.is_interface else ()
        classes[real_of(each.name)] = Class(real_of(each.name), parent, interfaces, own)


def _add_types(classes: dict[str, Class], there: Collection[str]) -> None:
    for each in list(classes.values()):
        for method in each.methods:
            for java_type in (*method.types, method.returns):
                bare = java_type.rstrip("[]")
                if bare not in _PRIMITIVES and not bare.startswith("java.") and bare not in there:
                    classes.setdefault(bare, Class(bare))


def _with_result(method: Method, classes: dict[str, Class]) -> Method:
    """A method that returns one of the stand-ins gives one."""
    made = classes.get(method.returns)
    if method.gives or method.is_abstract or made is None:
        return method
    gives = real_of(made.name) if made.is_interface or made.is_abstract else made.name
    return Method(method.name, method.types, method.returns, method.is_static, gives=gives)
