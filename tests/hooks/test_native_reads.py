"""System properties and files that native libraries read: told with the library that read them."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from tests.hooks.rig import App

LIBC = """
#include <string.h>
int __system_property_get(const char *name, char *value) {
    strcpy(value, strcmp(name, "ro.serialno") == 0 ? "R58M12ABCDE" : "");
    return (int) strlen(value);
}
int open(const char *path, int flags, ...) { return 3; }
int getifaddrs(void **all) { *all = 0; return 0; }
"""
# Libraries find libc's functions by its handle: this program's own libc would come first otherwise.
APP = """
#define _GNU_SOURCE
#include <dlfcn.h>
__attribute__((constructor)) static void run(void) {
    char value[92];
    void *all, *libc = dlopen("%s", RTLD_NOW);
    int (*get)(const char *, char *) = dlsym(libc, "__system_property_get");
    int (*opens)(const char *, int, ...) = dlsym(libc, "open");
    int (*addresses)(void **) = dlsym(libc, "getifaddrs");
    for (int i = 0; i < 20; i++) get("ro.serialno", value);
    get("ro.unknown", value);
    opens("/sys/class/net/wlan0/address", 0);
    opens("/data/user/0/app/file", 0);
    addresses(&all);
}
"""


def library(folder: Path, name: str, code: str) -> Path:
    source = folder / f"{name}.c"
    source.write_text(code, encoding="utf-8")
    made = folder / name
    subprocess.run(["cc", "-shared", "-fPIC", "-w", "-o", str(made), str(source), "-ldl"], check=True)
    return made


def test_what_native_code_reads_is_told_with_its_library(app: App, bundle: str, tmp_path: Path) -> None:
    if shutil.which("cc") is None:
        pytest.skip("no C compiler: cc is not on PATH")
    libc = library(tmp_path, "libc.so", LIBC)
    reader_library = library(tmp_path, "libtracker.so", APP % libc)
    app.watch(bundle)
    reader = app.reader()
    app.tell("library", libc)
    app.tell("library", reader_library)
    reader.ask("quiet")
    reads = [row.fields for row in reader.of("read") if row.fields["api"].startswith("libc.so.")]
    stacks = {row.fields["id"]: row.fields["frames"] for row in reader.of("stack")}
    assert {(r["api"], r["type"], r["value"]) for r in reads} == {
        ("libc.so.__system_property_get", "serial", "R58M12ABCDE"),
        ("libc.so.open", "mac", "/sys/class/net/wlan0/address"),
        ("libc.so.getifaddrs", "ip_address", None),
    }
    assert all(stacks[r["stack"]][0].startswith("libtracker.so!") for r in reads)
    states = {row.fields["method"]: row.fields["status"] for row in reader.of("hook") if row.fields["cls"] == "libc.so"}
    assert states["__system_property_get"] == "installed"


def test_a_property_read_often_is_counted(app: App, bundle: str, tmp_path: Path) -> None:
    if shutil.which("cc") is None:
        pytest.skip("no C compiler: cc is not on PATH")
    libc = library(tmp_path, "libc.so", LIBC)
    app.watch(bundle)
    reader = app.reader()
    app.tell("library", libc)
    app.tell("library", library(tmp_path, "libtracker.so", APP % libc))

    def serials(rows: list) -> list[int]:  # type: ignore[type-arg]
        return [row.fields["count"] for row in rows if row.kind == "read" and row.fields["type"] == "serial"]

    rows = reader.until(lambda rows: sum(serials(rows)) >= 20)
    assert sum(serials(rows)) == 20
    assert len(serials(rows)) <= 5
