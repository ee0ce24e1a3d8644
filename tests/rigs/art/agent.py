"""The product's agent, source for source, over a bridge that has been told of this rig's ART."""

from __future__ import annotations

import hashlib
import shutil
import tempfile
from pathlib import Path

import frida

from tests.hooks.rig import ROOT, build_module
from tests.rigs import maven
from tests.rigs.art import bridge

HERE = Path(__file__).resolve().parent
_ENTRY = 'import "./held.js";\nimport "./agent.js";\n'


def bundle() -> Path:
    """One JavaScript file, made unless the sources are those it was made from. Raises SystemExit or RuntimeError."""
    build = build_module()
    ours = b"".join((HERE / name).read_bytes() for name in ("agent.py", "bridge.py", "held.ts"))
    made = maven.cache() / "art-agent" / f"{hashlib.sha256(build.source_hash().encode() + ours).hexdigest()[:16]}.js"
    if not made.is_file():
        build.bring_modules()
        made.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=made.parent) as name:
            half = made.with_suffix(".half")
            half.write_text(_compile(Path(name)), "utf-8")
            half.replace(made)
    return made


def _compile(work: Path) -> str:
    hooks = work / "hooks"
    shutil.copytree(ROOT / "hooks", hooks, ignore=shutil.ignore_patterns("dist"))
    bridge.edit(hooks / "node_modules")
    shutil.copy(HERE / "held.ts", hooks)
    (hooks / "rig.ts").write_text(_ENTRY, "utf-8")
    said: list[str] = []
    compiler = frida.Compiler()
    compiler.on("diagnostics", lambda rows: said.extend(str(row) for row in rows))
    try:
        return str(compiler.build("rig.ts", project_root=str(hooks), compression="none", source_maps="omitted"))
    except frida.InvalidArgumentError as fault:
        raise RuntimeError("\n".join([*said, str(fault)])) from fault


if __name__ == "__main__":
    print(bundle())
