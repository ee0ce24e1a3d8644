"""The tester's file of methods to watch: what it may say, and what is said where it is wrong."""

from __future__ import annotations

from pathlib import Path

import pytest

from inspector import custom_hooks
from inspector.errors import FileProblem
from inspector.records import CustomHook

GOOD = """
# what we watch
[[hook]]
class = "com.foo.Bar$Inner"
method = "baz"
parameters = ["java.lang.String", "byte[]", "java.util.Map[][]", "int"]
title = "Baz of Bar"

[[hook]]
class = "Bar"
method = "<init>"
"""


def read(tmp_path: Path, text: str) -> list[CustomHook]:
    file = tmp_path / "watch.toml"
    file.write_text(text, encoding="utf-8")
    return custom_hooks.read(file)


def test_names_are_read_in_order_and_spelled_as_the_runtime_does(tmp_path: Path) -> None:
    hooks = read(tmp_path, GOOD)
    parameters = ("java.lang.String", "byte[]", "java.util.Map[][]", "int")
    assert hooks == [CustomHook("com.foo.Bar$Inner", "baz", parameters, "Baz of Bar"), CustomHook("Bar", "<init>")]
    assert custom_hooks.runtime_form(hooks) == [
        {
            "cls": "com.foo.Bar$Inner", "method": "baz", "title": "Baz of Bar",
            "overload": ["java.lang.String", "[B", "[[Ljava.util.Map;", "int"],
        },
        {"cls": "Bar", "method": "$init", "title": "Bar.<init>"},
    ]  # fmt: skip


def one(line: str) -> str:
    return f'# first\n\n[[hook]]\nclass = "a.B"\nmethod = "c"\n{line}\n'


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "names no hook"),
        ("[[hook]", "is not TOML"),
        ('run = "x"', "unknown key 'run'"),
        ("hook = 3", "names no hook"),
        ("hook = [3]", "to be a table (hook 1)"),
        (one('code = "alert()"'), "unknown key 'code' (line 3)"),
        ('[[hook]]\nclass = "a.B"', "a hook without 'method' (line 1)"),
        ('\n[[hook]]\nclass = "a.*"\nmethod = "c"', "'a.*' as 'class', which is no name (line 2)"),
        ('[[hook]]\nclass = "a.B"\nmethod = "c();x"', "'c();x' as 'method', which is no name (line 1)"),
        ('[[hook]]\nclass = "java.lang.String"\nmethod = "length"', "on which the agent itself stands (line 1)"),
        (one('parameters = ["int", "a b"]'), "no list of types (line 3)"),
        (one("title = 3"), "no text for 'title' (line 3)"),
        (one("") + one(""), "names a.B.c twice (line 9)"),
        ("\n".join(f'[[hook]]\nclass = "a.B"\nmethod = "m{n}"' for n in range(501)), "501 hooks; at most 500"),
    ],
)
def test_what_is_wrong_is_said_with_its_line_and_a_next_step(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(FileProblem) as problem:
        read(tmp_path, text)
    assert str(problem.value).startswith("watch.toml ")
    assert said in str(problem.value)
    assert problem.value.hint


def test_a_file_that_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(FileProblem, match="cannot be read"):
        custom_hooks.read(tmp_path / "none.toml")
