"""Captures that nobody here wrote, made sessions of and held against other tools: `python -m tests.bench.captures`.

Fetches sdists with pip and Debian's source packages with apt (as configured), into --folder or one that is removed;
imports each capture and prints a Markdown table: what came out, what tshark, mitmproxy or plain JSON say of the same
file, and what differs. Where tshark is not installed or mitmproxy not to be had, that column says so. Exit code 1
where something differs that EXPLAINED does not explain.
"""

from __future__ import annotations

import argparse
import json
import shutil
import subprocess
import sys
import tarfile
import tempfile
import venv
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from inspector import intake
from inspector.errors import InspectorError
from inspector.store.reader import Reader

LIMIT_S = 600
MITMPROXY = "mitmproxy==11.0.2"
SDISTS = {
    "har2locust==0.9.4": (
        "apple-buy-a-mac.har", "apple-with-cookies.har", "login.har", "reqres.in.har",
        "string-problematic-characters.har", "url-encoded-body-no-text-field.har",
    ),
    "har2warc==1.0.4": ("example.har", "http2.github.io.har"),
}  # fmt: skip
SOURCES = {
    "mitmproxy": (
        "dumpfile-010.mitm", "dumpfile-011.mitm", "dumpfile-018.mitm", "dumpfile-019.mitm", "dumpfile-7.mitm",
        "dumpfile-7-websocket.mitm", "dumpfile-10.mitm",
    ),
    "wireshark": (
        "http.pcap", "http-ooo.pcap", "http-ooo2.pcap", "http-brotli.pcapng", "http2-brotli.pcapng", "tls12-dsb.pcapng",
        "tls12-chacha20poly1305.pcap", "tls13-rfc8446.pcap", "tls13-20-chacha20poly1305.pcap",
        "http2-data-reassembly.pcap", "http2_follow_multistream.pcapng", "grpc_web.pcapng.gz",
        "grpc_stream_reassembly_sample.pcapng.gz", "tls-renegotiation.pcap", "quic_follow_multistream.pcapng",
        "quic-fragmented-handshakes.pcapng.gz", "dns+icmp.pcapng.gz", "retrans-tls.pcap",
    ),
}  # fmt: skip
KEYS = {
    "tls12-chacha20poly1305.pcap": "tls12-chacha20poly1305.keys", "tls13-rfc8446.pcap": "tls13-rfc8446.keys",
    "tls13-20-chacha20poly1305.pcap": "tls13-20-chacha20poly1305.keys",
    "http2-data-reassembly.pcap": "http2-data-reassembly.keys",
}  # fmt: skip
EXPLAINED = {
    "apple-buy-a-mac.har": "9 entries were answered from a cache or blocked: not sent, and said so.",
    "apple-with-cookies.har": "1 entry was never sent, and said so.",
    "dumpfile-7-websocket.mitm": "mitmproxy makes up a second request to `unknown` for each WebSocket of old files.",
}
DECODE_AS = {
    "grpc_web.pcapng.gz": ("tcp.port==57228,http2",),
    "grpc_stream_reassembly_sample.pcapng.gz": ("tcp.port==50051,http2", "tcp.port==44363,http2"),
}  # what tshark is told, as it goes by ports
_TSHARK = ("-o", "tcp.reassemble_out_of_order:TRUE", "-Y", "http.request or http2.headers.method", "-T", "fields")
_FIELDS = ("http.request.method", "http.host", "http2.headers.method", "http2.headers.authority", "ip.dst", "ipv6.dst")
_FLOWS = """
import json, sys
from mitmproxy.io import FlowReader
for path in sys.argv[1:]:
    flows = [flow for flow in FlowReader(open(path, "rb")).stream() if flow.type == "http"]
    hosts = sorted({flow.request.pretty_host for flow in flows})
    bodies = sum(len(flow.request.raw_content or b"") for flow in flows)
    said = sum(len(flow.websocket.messages) for flow in flows if flow.websocket)
    print(json.dumps([len(flows), hosts, bodies, said]))
"""


@dataclass
class Told:
    """What one tool says of a capture. `bodies` are bytes of requests' bodies, -1 where it does not say."""

    requests: int = 0
    hosts: set[str] = field(default_factory=set)
    messages: int = 0
    bodies: int = -1
    problem: str = ""


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.bench.captures", description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--folder", type=Path, help="where to fetch to, kept; what lies there is not fetched again")
    folder = parser.parse_args().folder
    with tempfile.TemporaryDirectory(prefix="inspector-captures-") as name:
        where = (folder or Path(name)).absolute()
        where.mkdir(parents=True, exist_ok=True)
        return _all(where)


def _all(folder: Path) -> int:
    captures = [
        *((sdist, path) for sdist, names in SDISTS.items() for path in _unpacked(folder, _sdist(folder, sdist), names)),
        *(
            (f"Debian {source} {_version(archive)}", path)
            for source, names in SOURCES.items()
            if (archive := _source(folder, source)) is not None
            for path in _unpacked(folder, archive, names)
        ),
    ]
    python = _mitmproxy(folder)
    written = [path for _, path in captures if path.suffix == ".mitm"] if python else []
    captures += [(f"{MITMPROXY}, writing {path.name}", made) for path in written for made in _anew(python, path)]
    print("| capture | from | requests | hosts | messages | held against | differs |\n|---|---|---|---|---|---|---|")
    unexplained = 0
    for origin, path in captures:
        ours, (by, theirs) = _ours(path), _theirs(path, python)
        differs = _differs(ours, theirs) if theirs is not None else ""
        unexplained += bool(differs) and path.name not in EXPLAINED
        words = f"{differs}. {EXPLAINED.get(path.name, '(!)')}" if differs else ours.problem
        told = f"| {path.name} | {origin} | {ours.requests} | {len(ours.hosts)} | {ours.messages} "
        print(f"{told}| {by} | {words} |", flush=True)
    print(f"\n{len(captures)} captures.")
    return 1 if unexplained else 0


# ------------------------------------------------------------------------------------------------ what each says


def _ours(path: Path) -> Told:
    out = path.with_name(f"{path.name}.session")
    out.unlink(missing_ok=True)
    keys = path.with_name(KEYS[path.name]) if path.name in KEYS else None
    try:
        made = intake.take_in(path, out, keys=keys)
    except InspectorError as problem:
        return Told(problem=f"refused: {problem}")
    with closing(Reader(made.path)) as reader:
        rows = reader.rows("kind:request", limit=1_000_000)
        up = sum(len(body.data) for row in rows for body in reader.detail(row.id).bodies if body.side == "up")
        unread = reader.coverage().unread
        counted = ", ".join(dict.fromkeys(f"{one.layer} {one.host}" for one in unread[:3]))
        remarks = [f"counted only: {counted}"] if counted else []
        hosts = {row.host for row in rows if row.host}
        return Told(len(rows), hosts, reader.count("kind:message"), up, "; ".join((*made.remarks, *remarks)))


def _theirs(path: Path, python: Path | None) -> tuple[str, Told | None]:
    if path.suffix == ".har":
        return "JSON", _json(path)
    if path.suffix == ".mitm":
        theirs = _flows(path, python) if python else None
        return ("mitmproxy" if theirs else "mitmproxy refuses it" if python else "mitmproxy is not to be had"), theirs
    return ("tshark", _packets(path)) if shutil.which("tshark") else ("tshark is not installed", None)


def _json(path: Path) -> Told:
    entries = json.loads(path.read_text("utf-8-sig"))["log"]["entries"]
    urls = [entry["request"]["url"] for entry in entries]
    spoken = sum(len(entry.get("_webSocketMessages", ())) for entry in entries)
    return Told(len(entries), {urlsplit(url).hostname or "" for url in urls if "://" in url} - {""}, spoken)


def _flows(path: Path, python: Path) -> Told | None:
    command = [python, "-W", "ignore", "-c", _FLOWS, path]
    done = subprocess.run(command, capture_output=True, text=True, timeout=LIMIT_S, check=False)
    if done.returncode:
        return None
    requests, hosts, bodies, messages = json.loads(done.stdout)
    return Told(requests, set(hosts), messages, bodies)


def _packets(path: Path) -> Told:
    keys = ("-o", f"tls.keylog_file:{path.with_name(KEYS[path.name])}") if path.name in KEYS else ()
    fields = [word for name in _FIELDS for word in ("-e", name)]
    told_ports = [word for port in DECODE_AS.get(path.name, ()) for word in ("-d", port)]
    command = ["tshark", "-r", path, *keys, *told_ports, *_TSHARK, *fields]
    done = subprocess.run(command, capture_output=True, text=True, timeout=LIMIT_S, check=True)
    told = Told()
    for line in done.stdout.splitlines():
        method, host, methods2, authority, ip, ip6 = (line.split("\t") + [""] * 6)[:6]
        told.requests += len(method.split(",")) if method else len(methods2.split(","))
        named = (host or authority or ip or ip6).split(",")[0]
        told.hosts.add(named if named.count(":") > 1 else named.partition(":")[0])
    return told


def _differs(ours: Told, theirs: Told) -> str:
    parts = []
    if ours.requests != theirs.requests:
        parts.append(f"requests {theirs.requests}")
    if ours.hosts != theirs.hosts:
        parts.append(f"hosts {', '.join(sorted(theirs.hosts ^ ours.hosts))}")
    if theirs.messages and ours.messages != theirs.messages:
        parts.append(f"messages {theirs.messages}")
    if theirs.bodies >= 0 and ours.bodies != theirs.bodies:
        parts.append(f"bytes of bodies {theirs.bodies}, here {ours.bodies}")
    return ", ".join(parts)


# ------------------------------------------------------------------------------------------------ fetching


def _sdist(folder: Path, name: str) -> Path:
    plain = name.replace("==", "-")
    if not list(folder.glob(f"{plain}.tar.gz")):
        command = [
            sys.executable,
            "-m",
            "pip",
            "download",
            "-q",
            "--no-deps",
            "--no-binary",
            ":all:",
            "-d",
            folder,
            name,
        ]
        subprocess.run(command, timeout=LIMIT_S, check=True)
    return next(folder.glob(f"{plain}.tar.gz"))


def _source(folder: Path, name: str) -> Path | None:
    """Debian's source archive, by the lists this machine has, read as lists of sources."""
    found = list(folder.glob(f"{name}_*.orig.tar.*"))
    if found or not shutil.which("apt-get"):
        return found[0] if found else None
    lists = folder / "lists"
    (lists / "partial").mkdir(parents=True, exist_ok=True)
    for kept in Path("/etc/apt/sources.list.d").glob("debian*.sources"):
        (lists / kept.name).write_text(kept.read_text().replace("Types: deb\n", "Types: deb-src\n"))
    places = ("Dir::Etc::sourcelist=/dev/null", f"Dir::Etc::sourceparts={lists}", f"Dir::State::lists={lists}")
    options = [word for place in places for word in ("-o", place)]
    for command in (["update", "-q"], ["source", "-q", "--download-only", name]):
        subprocess.run(["apt-get", *options, *command], cwd=folder, stdout=subprocess.DEVNULL,
                       stderr=subprocess.DEVNULL, timeout=LIMIT_S, check=False)  # fmt: skip
    return next(folder.glob(f"{name}_*.orig.tar.*"), None)


def _version(archive: Path) -> str:
    return archive.name.partition("_")[2].partition(".orig")[0]


def _unpacked(folder: Path, archive: Path, names: tuple[str, ...]) -> list[Path]:
    place = folder / archive.name.partition(".tar")[0]
    place.mkdir(exist_ok=True)
    wanted = {*names, *(KEYS[name] for name in names if name in KEYS)}
    if not all((place / name).exists() for name in wanted):
        with tarfile.open(archive) as packed:
            for member in packed:
                name = Path(member.name).name
                content = packed.extractfile(member) if member.isfile() and name in wanted else None
                if content is not None:
                    (place / name).write_bytes(content.read())
    return [place / name for name in names if (place / name).exists()]


def _mitmproxy(folder: Path) -> Path | None:
    """The Python of an environment that has it."""
    place = folder / "mitmproxy-environment"
    python = place / "bin" / "python"
    if not python.exists():
        venv.create(place, with_pip=True)
        done = subprocess.run([python, "-m", "pip", "install", "-q", MITMPROXY], timeout=LIMIT_S, check=False)
        if done.returncode:
            shutil.rmtree(place)
            return None
    return python


def _anew(python: Path | None, path: Path) -> list[Path]:
    """The same flows as mitmproxy of today writes them, in its own format and as HAR."""
    assert python is not None
    flows, har = path.with_name(f"{path.stem}-anew.mitm"), path.with_name(f"{path.stem}-anew.har")
    command = [python.with_name("mitmdump"), "-q", "-n", "-r", path, "-w", flows, "--set", f"hardump={har}"]
    flows.unlink(missing_ok=True)
    subprocess.run(command, timeout=LIMIT_S, check=False, capture_output=True)
    return [made for made in (flows, har) if made.exists() and made.stat().st_size]


if __name__ == "__main__":
    sys.exit(main())
