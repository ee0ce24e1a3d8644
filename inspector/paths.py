"""Where things lie: the resources that come with the tool, the tester's sessions, this user's settings."""

from __future__ import annotations

import os
from pathlib import Path

import platformdirs

_HERE = Path(__file__).resolve().parent
_APP = "app-privacy-inspector"


def resources() -> Path:
    """The folder of data that comes with the tool: inside the package when installed, beside it in a checkout."""
    installed = _HERE / "resources"
    return installed if installed.is_dir() else _HERE.parent / "resources"


def agent_bundle() -> Path:
    """The agent as one JavaScript file, made by hooks/build.py when the package is built or installed.

    INSPECTOR_AGENT_BUNDLE names another, for who works on the agent.
    """
    if named := os.environ.get("INSPECTOR_AGENT_BUNDLE"):
        return Path(named)
    installed = _HERE / "resources" / "agent.js"
    return installed if installed.is_file() else _HERE.parent / "hooks" / "dist" / "agent.js"


def sessions() -> Path:
    """The folder new sessions go to, made if absent and readable by this user alone."""
    folder = Path(
        os.environ.get("INSPECTOR_SESSIONS") or Path(platformdirs.user_documents_dir()) / "App Privacy Inspector"
    )
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    return folder


def config() -> Path:
    """The folder of this user's settings, made if absent."""
    folder = Path(os.environ.get("INSPECTOR_CONFIG") or platformdirs.user_config_dir(_APP))
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    return folder


def cache() -> Path:
    """The folder of what can be made or fetched again, made if absent."""
    folder = Path(os.environ.get("INSPECTOR_CACHE") or platformdirs.user_cache_dir(_APP))
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    return folder


def free_session(folder: Path, name: str) -> Path:
    """A path for a new session file in that folder, named after name, that nothing has yet."""
    clean = "".join(c if c.isalnum() or c in " .-_()" else "_" for c in name).strip()[:80]
    path = folder / f"{clean}.session"
    number = 2
    while path.exists():
        path = folder / f"{clean} ({number}).session"
        number += 1
    return path
