"""The little commands every shell has: cat, ls, grep, head and the like."""

from __future__ import annotations

import hashlib
import re
import stat
from collections.abc import Callable
from datetime import datetime

from inspector.device.practice.files import PhoneFiles
from inspector.device.practice.shell import Call, Result


class Tools:
    """Each method is a command of its own name; `commands` lists them."""

    def __init__(self, files: PhoneFiles) -> None:
        self._files = files
        self.commands: dict[str, Callable[[Call], Result]] = {
            "cat": self._cat,
            "ls": self._ls,
            "grep": self._grep,
            "head": lambda call: self._cut(call, lambda lines, count: lines[:count]),
            "tail": lambda call: self._cut(call, lambda lines, count: lines[-count:]),
            "wc": self._wc,
            "tr": self._tr,
            "echo": _echo,
            "printf": lambda call: text(" ".join(call.argv[1:]).replace("\\n", "\n")),
            "true": lambda call: Result(),
            ":": lambda call: Result(),
            "false": lambda call: Result(code=1),
            "test": self._test,
            "[": self._test,
            "mkdir": self._mkdir,
            "rm": self._rm,
            "cp": self._cp,
            "mv": self._mv,
            "touch": self._touch,
            "chmod": self._chmod,
            "sort": self._sort,
            "sha256sum": self._sha256sum,
        }

    def _input(self, call: Call) -> str:
        """The files named, or what came through the pipe."""
        named = [word for word in call.argv[1:] if not word.startswith("-")]
        data = b"".join(self._files.read(path, call.root) for path in named) if named else call.stdin
        return data.decode("utf-8", "replace")

    def _cat(self, call: Call) -> Result:
        named = call.argv[1:]
        if not named:
            return Result(call.stdin)
        result = Result()
        for path in named:
            try:
                result.out += self._files.read(path, call.root)
            except OSError as problem:
                result.err += f"cat: {path}: {said(problem)}\n".encode()
                result.code = 1
        return result

    def _sha256sum(self, call: Call) -> Result:
        result = Result()
        for path in call.argv[1:]:
            try:
                result.out += f"{hashlib.sha256(self._files.read(path, call.root)).hexdigest()}  {path}\n".encode()
            except OSError as problem:
                result.err += f"sha256sum: {path}: {said(problem)}\n".encode()
                result.code = 1
        return result

    def _ls(self, call: Call) -> Result:
        flags = "".join(word[1:] for word in call.argv[1:] if word.startswith("-"))
        result = Result()
        for path in [word for word in call.argv[1:] if not word.startswith("-")] or ["/"]:
            try:
                found = self._files.find(path, call.root)
                listing = found.is_dir() and "d" not in flags
                names = self._files.names(path, call.root) if listing else [path]
            except OSError as problem:
                result.err += f"ls: {path}: {said(problem)}\n".encode()
                result.code = 1
                continue
            for name in names:
                line = self._long(f"{path}/{name}" if listing else path, name, call.root) if "l" in flags else name
                result.out += f"{line}\n".encode()
        return result

    def _long(self, path: str, name: str, root: bool) -> str:
        mode, size_bytes, changed_s = self._files.status(path, root)
        when = datetime.fromtimestamp(changed_s).strftime("%Y-%m-%d %H:%M")
        return f"{stat.filemode(mode)} 1 shell shell {size_bytes:8d} {when} {name}"

    def _grep(self, call: Call) -> Result:
        flags = "".join(word[1:] for word in call.argv[1:] if word.startswith("-"))
        words = [word for word in call.argv[1:] if not word.startswith("-")]
        if not words:
            return failed("grep: no pattern\n", 2)
        escaped = re.escape(words[0]) if "F" in flags else words[0].replace(r"\|", "|")
        try:
            pattern = re.compile(escaped, re.I if "i" in flags else 0)
        except re.error as problem:
            return failed(f"grep: bad regex '{words[0]}': {problem}\n", 2)
        try:
            lines = self._input(Call(["grep", *words[1:]], call.stdin, call.root)).splitlines()
        except OSError as problem:
            return failed(f"grep: {words[1]}: {said(problem)}\n", 2)
        hits = [line for line in lines if bool(pattern.search(line)) != ("v" in flags)]
        shown = [match[0] for line in hits for match in [pattern.search(line)] if match] if "o" in flags else hits
        out = f"{len(hits)}\n" if "c" in flags else "" if "q" in flags else "".join(f"{line}\n" for line in shown)
        return Result(out.encode(), code=0 if hits else 1)

    def _cut(self, call: Call, keep: Callable[[list[str], int], list[str]]) -> Result:
        words, count = call.argv[1:], 10
        if words and (number := re.fullmatch(r"-n?(\d+)", words[0])):
            count, words = int(number[1]), words[1:]
        elif words[:1] == ["-n"] and len(words) > 1 and words[1].isdecimal():
            count, words = int(words[1]), words[2:]
        try:
            lines = self._input(Call(["", *words], call.stdin, call.root)).splitlines(keepends=True)
        except OSError as problem:
            return failed(f"{call.argv[0]}: {words[-1]}: {said(problem)}\n")
        return text("".join(keep(lines, count)))

    def _wc(self, call: Call) -> Result:
        try:
            data = self._input(call)
        except OSError as problem:
            return failed(f"wc: {call.argv[-1]}: {said(problem)}\n")
        counts = {"l": data.count("\n"), "w": len(data.split()), "c": len(data.encode())}
        flags = next((word[1:] for word in call.argv[1:] if word.startswith("-")), "lwc")
        return text(" ".join(str(counts[flag]) for flag in flags if flag in counts) + "\n")

    def _sort(self, call: Call) -> Result:
        try:
            return text("".join(sorted(self._input(call).splitlines(keepends=True))))
        except OSError as problem:
            return failed(f"sort: {call.argv[-1]}: {said(problem)}\n")

    def _tr(self, call: Call) -> Result:
        words = [word.replace("\\n", "\n").replace("\\r", "\r").replace("\\t", "\t") for word in call.argv[1:]]
        data = call.stdin.decode("utf-8", "replace")
        if words[:1] == ["-d"] and len(words) > 1:
            return text("".join(each for each in data if each not in words[1]))
        if len(words) != 2 or not all(words):
            return failed("tr: needs two sets\n", 1)
        return text(data.translate({ord(old): words[1][min(i, len(words[1]) - 1)] for i, old in enumerate(words[0])}))

    def _test(self, call: Call) -> Result:
        words = [word for word in call.argv[1:] if word != "]"]
        if len(words) == 3 and words[1] in ("=", "==", "!="):
            return Result(code=int((words[0] == words[2]) == (words[1] == "!=")))
        if len(words) == 2 and words[0] in ("-z", "-n"):
            return Result(code=int(bool(words[1]) == (words[0] == "-z")))
        if len(words) == 2 and words[0] in ("-e", "-f", "-d", "-x", "-r", "-s"):
            mode, size_bytes, _ = self._files.status(words[1], call.root)
            held = {"-f": stat.S_ISREG(mode), "-d": stat.S_ISDIR(mode), "-s": size_bytes > 0}.get(words[0], mode != 0)
            return Result(code=int(not held))
        return Result(code=int(not (words and words[0])))

    def _mkdir(self, call: Call) -> Result:
        return self._each(call, lambda path: self._files.make_folder(path, call.root))

    def _rm(self, call: Call) -> Result:
        forced = any(word.startswith("-") and "f" in word for word in call.argv[1:])
        result = self._each(call, lambda path: self._files.remove(path, call.root))
        return Result() if forced and b"No such file" in result.err else result

    def _touch(self, call: Call) -> Result:
        return self._each(call, lambda path: self._files.write(path, b"", True, call.root))

    def _chmod(self, call: Call) -> Result:
        named = Call(["chmod", *call.argv[2:]], b"", call.root)
        return self._each(named, lambda path: self._files.find(path, call.root))

    def _cp(self, call: Call) -> Result:
        words = [word for word in call.argv[1:] if not word.startswith("-")]
        if len(words) != 2:
            return failed("cp: needs two paths\n", 1)
        source, target = words

        def copy(path: str) -> None:
            self._files.write(target, self._files.read(path, call.root), False, call.root)

        return self._each(Call(["cp", source], b"", call.root), copy)

    def _mv(self, call: Call) -> Result:
        copied = self._cp(call)
        return self._rm(Call(["mv", call.argv[1]], b"", call.root)) if not copied.code else copied

    def _each(self, call: Call, act: Callable[[str], object]) -> Result:
        result = Result()
        for path in [word for word in call.argv[1:] if not word.startswith("-")]:
            try:
                act(path)
            except OSError as problem:
                result.err += f"{call.argv[0]}: '{path}': {said(problem)}\n".encode()
                result.code = 1
        return result


def _echo(call: Call) -> Result:
    words = call.argv[1:]
    bare = words[:1] == ["-n"]
    return text(" ".join(words[1:] if bare else words) + ("" if bare else "\n"))


def text(out: str, code: int = 0) -> Result:
    return Result(out.encode(), code=code)


def failed(err: str, code: int = 1) -> Result:
    return Result(err=err.encode(), code=code)


def said(problem: OSError) -> str:
    """The words a phone's own tools use."""
    return {"PermissionError": "Permission denied", "IsADirectoryError": "Is a directory"}.get(
        type(problem).__name__, "No such file or directory"
    )
