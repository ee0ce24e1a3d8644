"""The practice phone with an app on Android's own runtime: what `inspector practice --app JAR --runtime FILE` is given.

    python -m tests.rigs.art.phone FOLDER

makes both in FOLDER, of the chatbot that comes with the tool, and says how to start it.
"""

from __future__ import annotations

import json
import sys
import zipfile
from pathlib import Path

from inspector.device.practice.apps import practice_folder
from tests.rigs import rigs
from tests.rigs.art import agent
from tests.rigs.dex import dex

# What the real framework does here as on a phone; the rest of the stand-ins' originals ask for services that are not.
_REAL = ("android/util/Base64", "android/util/Log", "android/text/", "org/json/")


def chat(folder: Path) -> Path:
    """The practice phone's chatbot as dex."""
    return dex([practice_folder() / "app.jar"], folder / "chat.jar")


def runtime(rig: Path, folder: Path) -> Path:
    """The JSON file that says how the phone starts a process of a dexed app on `rig`."""
    launcher = dex([practice_folder() / "launcher" / "launcher.jar"], folder / "launcher.jar")
    command = [
        str(rig / "art"), f"-Xbootclasspath/p:{stand_ins(folder)}", "{options}", "-cp", f"{launcher}:{{app}}",
        "phone.Launcher", "{program}",
    ]  # fmt: skip
    file = folder / "runtime.json"
    file.write_text(json.dumps({"command": command}), "utf-8")
    return file


def stand_ins(folder: Path) -> Path:
    """Android's sources of personal data as the practice phone has them, to stand before the framework's own."""
    chosen = folder / "stand-ins.classes.jar"
    with zipfile.ZipFile(practice_folder() / "android.jar") as all_of_them, zipfile.ZipFile(chosen, "w") as out:
        for name in all_of_them.namelist():
            if name.endswith(".class") and not name.startswith(_REAL):
                out.writestr(zipfile.ZipInfo(name), all_of_them.read(name))
    return dex([chosen], folder / "stand-ins.jar")


if __name__ == "__main__":
    where = Path(sys.argv[1]).resolve()
    where.mkdir(parents=True, exist_ok=True)
    app, said = chat(where), runtime(rigs.art(), where)
    print(f"inspector practice --app {app} --runtime {said}")
    print(f"export INSPECTOR_AGENT_BUNDLE={agent.bundle()}")
