#!/bin/sh
# Makes launcher.jar from phone/Launcher.java. The same source gives the same bytes.
set -eu
cd "$(dirname "$0")"
out=$(mktemp -d)
trap 'rm -rf "$out"' EXIT
javac --release 8 -g:source,lines -Xlint:-options -d "$out" phone/Launcher.java
python3 - "$out" <<'PY'
import pathlib, sys, zipfile
out = pathlib.Path(sys.argv[1])
with zipfile.ZipFile("launcher.jar", "w", zipfile.ZIP_DEFLATED) as jar:
    for path in sorted(out.rglob("*.class")):
        jar.writestr(zipfile.ZipInfo(path.relative_to(out).as_posix(), (2020, 1, 1, 0, 0, 0)), path.read_bytes())
PY
