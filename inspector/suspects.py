"""Hooks that are left out at the next start of an app because it crashed right after their first call; kept on disk."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

from inspector import paths

MOST_AN_APP = 3
"""No more are left out of one version of an app: an app that crashes by itself must not cost all that can be seen."""


def of(package: str, version: str) -> dict[str, str]:
    """Hooks that are left out of this version of the app, by id, each with why."""
    return dict(_all().get(_key(package, version), {}))


def add(package: str, version: str, hook: str, today: date | None = None) -> bool:
    """Leaves a hook out from the next start on. False where that many are left out already, or this one is."""
    known = _all()
    mine = known.setdefault(_key(package, version), {})
    if hook in mine or len(mine) >= MOST_AN_APP:
        return False
    mine[hook] = f"the app crashed right after this hook's first call on {(today or date.today()).isoformat()}"
    _keep(known)
    return True


def forget(package: str, version: str) -> int:
    """Puts them all in again at the next start; how many there were."""
    known = _all()
    mine = known.pop(_key(package, version), {})
    if mine:
        _keep(known)
    return len(mine)


def _key(package: str, version: str) -> str:
    return f"{package} {version}".strip()


def _file() -> Path:
    return paths.config() / "hooks-off.json"


def _all() -> dict[str, dict[str, str]]:
    """A file that is absent or damaged leaves nothing out."""
    try:
        found = json.loads(_file().read_text(encoding="utf-8"))
        return {str(app): {str(hook): str(why) for hook, why in hooks.items()} for app, hooks in found.items()}
    except (OSError, ValueError, AttributeError):
        return {}


def _keep(known: dict[str, dict[str, str]]) -> None:
    half = _file().with_suffix(".half")
    half.write_text(json.dumps(known, indent=1, sort_keys=True), encoding="utf-8")
    half.replace(_file())
