"""A shell small enough to read: quotes, variables, ; && || | and redirections, over commands given to it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

_OPERATORS = ("&&", "||", "2>&1", "2>>", "2>", ">>", ">", "<", ";", "|", "&", "\n")
_REDIRECTIONS = {"2>&1", "2>>", "2>", ">>", ">", "<"}


@dataclass(slots=True)
class Result:
    """What a command left. `code` is its exit status, `mixed` both outputs in their order where that is known."""

    out: bytes = b""
    err: bytes = b""
    code: int = 0
    mixed: bytes | None = None

    def in_order(self) -> bytes:
        """Both outputs as one, as a terminal shows them."""
        return self.err + self.out if self.mixed is None else self.mixed


@dataclass(slots=True)
class Call:
    """What a command is given. `root` is True inside su."""

    argv: list[str]
    stdin: bytes = b""
    root: bool = False


class Files:
    """Where redirections go: anything with these two (see world.py)."""

    def read(self, path: str, root: bool = False) -> bytes:
        raise FileNotFoundError(path)

    def write(self, path: str, data: bytes, append: bool = False, root: bool = False) -> None:
        raise PermissionError(path)


@dataclass(slots=True)
class _Command:
    words: list[str] = field(default_factory=list)
    redirections: list[tuple[str, str]] = field(default_factory=list)


class Shell:
    """Runs command lines. `find(name)` gives the command of that name, or None."""

    def __init__(self, find: Callable[[str], Callable[[Call], Result] | None], files: Files) -> None:
        self._find = find
        self._files = files

    def run(self, line: str, root: bool = False, stdin: bytes = b"") -> Result:
        """The whole line's output and the last command's exit status."""
        total = Result()
        connector = ";"
        variables: dict[str, str] = {}
        for pipeline, following in _parse(line):
            skipped = (connector == "&&" and total.code) or (connector == "||" and not total.code)
            connector = following
            if skipped or not (pipeline[0].words or pipeline[0].redirections):
                continue
            variables["?"] = str(total.code)
            one = self._pipeline(pipeline, variables, root, stdin)
            total = Result(total.out + one.out, total.err + one.err, one.code, total.in_order() + one.in_order())
            if pipeline[-1].words[:1] == ["exit"]:
                break
        return total

    def _pipeline(self, commands: list[_Command], variables: dict[str, str], root: bool, stdin: bytes) -> Result:
        errors = b""
        result = Result(stdin)
        for command in commands:
            errors += result.err
            result = self._command(command, variables, root, result.out)
        mixed = errors + result.in_order()
        return Result(result.out, errors + result.err, result.code, mixed)

    def _command(self, command: _Command, variables: dict[str, str], root: bool, stdin: bytes) -> Result:
        words = [_expand(word, variables) for word in command.words]
        while words and (set_here := re.fullmatch(r"([A-Za-z_]\w*)=(.*)", words[0], re.S)):
            variables[set_here[1]] = set_here[2]
            words.pop(0)
        redirections = [(kind, _expand(target, variables)) for kind, target in command.redirections]
        for kind, target in redirections:
            if kind == "<":
                try:
                    stdin = self._files.read(target, root)
                except OSError:
                    return Result(err=f"/system/bin/sh: can't open {target}\n".encode(), code=1)
        result = self._call(words, stdin, root) if words else Result()
        for kind, target in redirections:
            try:
                result = self._redirect(result, kind, target, root)
            except OSError:
                return Result(err=f"/system/bin/sh: can't create {target}: Permission denied\n".encode(), code=1)
        return result

    def _call(self, words: list[str], stdin: bytes, root: bool) -> Result:
        if words[0] in ("exit", "return"):
            return Result(code=int(words[1]) & 255 if len(words) > 1 and words[1].isdecimal() else 0)
        found = self._find(words[0].rpartition("/")[2])
        if found is None:
            return Result(err=f"/system/bin/sh: {words[0]}: inaccessible or not found\n".encode(), code=127)
        return found(Call(words, stdin, root))

    def _redirect(self, result: Result, kind: str, target: str, root: bool) -> Result:
        if kind == "2>&1":
            return Result(result.in_order(), b"", result.code)
        if kind == "<":
            return result
        errors = kind[0] == "2"
        if target != "/dev/null":
            self._files.write(target, result.err if errors else result.out, kind.endswith(">>"), root)
        return Result(result.out, b"", result.code) if errors else Result(b"", result.err, result.code)


def _parse(line: str) -> list[tuple[list[_Command], str]]:
    """Pipelines, each with the operator that follows it."""
    parsed: list[tuple[list[_Command], str]] = []
    pipeline = [_Command()]
    tokens = _tokens(line)
    for kind, text in tokens:
        if kind == "word":
            pipeline[-1].words.append(text)
        elif text in _REDIRECTIONS:
            target = "" if text == "2>&1" else next(tokens, ("word", ""))[1]
            pipeline[-1].redirections.append((text, target))
        elif text == "|":
            pipeline.append(_Command())
        else:
            parsed.append((pipeline, text))
            pipeline = [_Command()]
    return [*parsed, (pipeline, ";")]


def _tokens(line: str) -> Iterator[tuple[str, str]]:
    """("operator", text) and ("word", text); in words a $ that is to be expanded stands as \\0."""
    position, word, in_word = 0, "", False
    while position < len(line):
        rest = line[position:]
        operator = next((each for each in _OPERATORS if rest.startswith(each) and not (in_word and each[0] == "2")), "")
        if operator or line[position] in " \t\r":
            if in_word:
                yield "word", word
            word, in_word = "", False
            if operator:
                yield "operator", operator
            position += len(operator) or 1
            continue
        piece, taken = _piece(rest)
        word, in_word, position = word + piece, True, position + taken
    if in_word:
        yield "word", word


def _piece(rest: str) -> tuple[str, int]:
    """The next quoted part, escape or character of a word, and how much of the line it took."""
    first = rest[0]
    if first == "'":
        end = rest.find("'", 1)
        end = len(rest) if end < 0 else end
        return rest[1:end], end + 1
    if first == '"':
        quoted = re.match(r'"((?:[^"\\]|\\.)*)"?', rest, re.S)
        assert quoted
        return re.sub(r"\\([\"\\$`])|(\$)", lambda m: m[1] or "\0", quoted[1]), quoted.end()
    if first == "\\":
        return rest[1:2], 2
    return ("\0" if first == "$" else first), 1


def _expand(word: str, variables: dict[str, str]) -> str:
    def value(found: re.Match[str]) -> str:
        return variables.get(found[1] or found[2] or "", "$" if found[0] == "\0" else "")

    return re.sub(r"\0(?:\{(\w+)\}|(\w+|\?))?", value, word)
