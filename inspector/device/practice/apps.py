"""The apps a practice phone can have: Practice Chat, and any Java program given instead of it."""

from __future__ import annotations

import json
import re
import zipfile
from dataclasses import dataclass
from pathlib import Path

from inspector import paths
from inspector.device.practice.answers import Canned
from inspector.errors import PracticeProblem

CHAT_PACKAGE = "com.practice.chat"
_HINT = "Open the sample session instead."

# What the phone says of itself where device.properties is silent.
DEVICE_DEFAULTS = {
    "model": "Practice Phone",
    "manufacturer": "Practice",
    "brand": "practice",
    "os_version": "14",
    "sdk": "34",
    "android_id": "9f3c2a71d05be846",
    "language": "en",
    "country": "US",
    "timezone": "Etc/UTC",
    "operator": "Practice Telecom",
    "width": "1080",
    "height": "2340",
}


# How a process of an app is started. "{options}" and "{program}" (main class, suffix) stand for several words; in the
# others {java}, {class_path}, {launcher}, {app} and {files} (the app's own folder) stand for paths.
HOTSPOT = ("{java}", "{options}", "-cp", "{class_path}", "phone.Launcher", "{program}")


@dataclass(frozen=True, slots=True)
class PracticeApp:
    """An app of the practice phone. `speaks` is True where its input and output are the phone's JSON lines.

    `command` is what starts a process of it, as HOTSPOT: another Java runtime has another. `answers` is what the
    practice internet says to it before anything else.
    """

    package: str
    name: str
    version: str
    version_code: int
    jar: Path
    main_class: str
    speaks: bool
    icon_png: bytes = b""
    command: tuple[str, ...] = HOTSPOT
    answers: tuple[Canned, ...] = ()

    @property
    def apk_path(self) -> str:
        """Where the phone says its package lies."""
        return f"/data/app/~~practice==/{self.package}-1/base.apk"


def practice_folder() -> Path:
    return paths.resources() / "practice"


def practice_chat() -> PracticeApp:
    """The chatbot that comes with the tool. Raises PracticeProblem when it is missing."""
    folder = practice_folder()
    jar = folder / "app.jar"
    if not jar.is_file():
        raise PracticeProblem(f"The practice app is missing at {jar}.", code="practice", hint=_HINT)
    icon = folder / "icon.png"
    return PracticeApp(
        package=CHAT_PACKAGE,
        name="Practice Chat",
        version="1.0.7",
        version_code=41,
        jar=jar,
        main_class=f"{CHAT_PACKAGE}.Main",
        speaks=True,
        icon_png=icon.read_bytes() if icon.is_file() else b"",
    )


def java_program(
    jar: Path, package: str | None = None, main_class: str | None = None, runtime: Path | None = None
) -> PracticeApp:
    """Any runnable jar as an app, on the phone's own Java or on the runtime that the JSON file `runtime` describes:
    {"command": [words as in HOTSPOT], "answers": [[host pattern, target pattern, status, JSON], …]}, the latter
    optional. Raises PracticeProblem when it says nowhere what to run."""
    command, answers = _described(runtime) if runtime else (HOTSPOT, ())
    try:
        manifest = _manifest(jar)
    except (OSError, zipfile.BadZipFile) as problem:
        raise PracticeProblem(f"{jar} cannot be read as a jar: {problem}.", code="practice") from problem
    main_class = main_class or manifest.get("Main-Class", "")
    if not main_class:
        hint = "Name its main class with --main."
        raise PracticeProblem(f"{jar.name} does not say which class to run.", code="practice", hint=hint)
    package = package or main_class.rpartition(".")[0] or "app." + re.sub(r"\W", "", main_class).lower()
    if package == CHAT_PACKAGE:
        return PracticeApp(
            package,
            "Practice Chat",
            "1.0.7",
            41,
            jar.resolve(),
            main_class,
            speaks=True,
            command=command,
            answers=answers,
        )
    return PracticeApp(
        package=package,
        name=manifest.get("Implementation-Title") or jar.stem,
        version=manifest.get("Implementation-Version", "1.0"),
        version_code=1,
        jar=jar.resolve(),
        main_class=main_class,
        speaks=False,
        command=command,
        answers=answers,
    )


def others_beside(app: PracticeApp) -> list[PracticeApp]:
    """Practice Chat, where another program is the phone's app; nothing where it is that, or missing."""
    try:
        return [practice_chat()] if app.package != CHAT_PACKAGE else []
    except PracticeProblem:
        return []


def device_facts() -> dict[str, str]:
    """The phone's facts: device.properties over the defaults."""
    file = practice_folder() / "device.properties"
    return DEVICE_DEFAULTS | (parse_properties(file.read_text("utf-8")) if file.is_file() else {})


def parse_properties(text: str) -> dict[str, str]:
    """Java's properties format as far as a hand-written file uses it: comments, `key = value`, \\u escapes."""
    facts: dict[str, str] = {}
    for line in text.splitlines():
        line = line.strip()
        if line and line[0] not in "#!":
            key, _, value = line.replace(":", "=", 1).partition("=") if "=" not in line else line.partition("=")
            facts[key.strip()] = re.sub(r"\\u([0-9a-fA-F]{4})", lambda m: chr(int(m[1], 16)), value.strip())
    return facts


def _described(runtime: Path) -> tuple[tuple[str, ...], tuple[Canned, ...]]:
    try:
        said = json.loads(runtime.read_text("utf-8"))
        command = tuple(str(word) for word in said["command"])
        answers = [
            (str(h), str(target), int(status), dict(body)) for h, target, status, body in said.get("answers", ())
        ]
        return command, tuple(answers)
    except (OSError, ValueError, KeyError, TypeError) as problem:
        raise PracticeProblem(f"{runtime} does not describe a Java runtime: {problem!r}.", code="practice") from problem


def _manifest(jar: Path) -> dict[str, str]:
    with zipfile.ZipFile(jar) as archive:
        if "META-INF/MANIFEST.MF" not in archive.namelist():
            return {}
        text = archive.read("META-INF/MANIFEST.MF").decode("utf-8", "replace")
    unfolded = re.sub(r"\r?\n ", "", text)
    return {key.strip(): value.strip() for key, _, value in (line.partition(":") for line in unfolded.splitlines())}
