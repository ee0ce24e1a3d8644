"""Runs under the interpreter of apk-analyzer's own venv: prints its signatures' class names.

Most of them are LibChecker-Rules'. One JSON a line: [name, vendor, package prefixes, class names of components].
"""

import json
from pathlib import Path

import apk_analyzer
import yaml

for path in sorted((Path(apk_analyzer.__file__).parent / "sdk_signatures").rglob("*.yaml")):
    said = yaml.safe_load(path.read_text("utf-8"))
    detection = said.get("detection") if isinstance(said, dict) else None
    if detection:
        components = [name for key, names in detection.items() if key.startswith("manifest_") for name in names or ()]
        prefixes = detection.get("package_prefixes") or []
        print(json.dumps([said.get("name") or "", said.get("vendor") or "", prefixes, components]))
