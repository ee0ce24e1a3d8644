"""What a package says of itself, on a whole small APK made with Android's own tools (data/README.md)."""

from __future__ import annotations

import hashlib
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from inspector.apk import class_names, read_apk, read_origin
from inspector.errors import FileProblem, InspectorError

APK = Path(__file__).parent / "data" / "small.apk"


def test_an_apk_tells_its_name_version_permissions_and_signer() -> None:
    facts = read_apk(APK)
    assert (facts.package, facts.name, facts.version, facts.version_code) == (
        "org.example.smallchat", "Small Chat", "1.0.7", 41,
    )  # fmt: skip
    assert facts.permissions == ("android.permission.INTERNET", "com.google.android.gms.permission.AD_ID")
    assert facts.certificates == ("44a7cfe6139fc4dae5d3b4adaaa78a16b9305fd203560dea7867f94b1e274b19",)
    assert facts.sha256 == hashlib.sha256(APK.read_bytes()).hexdigest()
    assert facts.size_bytes == APK.stat().st_size


def test_the_icon_is_the_sharpest_picture_there_is() -> None:
    icon = read_apk(APK).icon_png
    assert icon.startswith(b"\x89PNG")
    assert int.from_bytes(icon[16:20], "big") == 8


def test_markers_are_found_as_classes_and_as_packages_at_their_boundaries() -> None:
    asked = {
        "adjust": ["com.adjust.sdk.Adjust", "com.adjust.sdk", "com.adjust.sdk.Missing"],
        "half": ["com.adjust.sd", "com.adjust.sdk.Adjus"],
        "umeng": ["com.umeng"],
    }
    assert read_apk(APK, asked).markers == {"adjust": ("com.adjust.sdk.Adjust", "com.adjust.sdk")}


def test_class_names_are_those_of_the_dex() -> None:
    with zipfile.ZipFile(APK) as archive:
        dex = archive.read("classes.dex")
    names = {"org.example.smallchat.Main", "org.example.smallchat.Main$Inner", "com.adjust.sdk.Adjust"}
    assert set(class_names(dex)) == names
    assert read_apk(APK).classes == 3


def test_links_that_android_verifies_and_the_signer_show_whose_app_it_is() -> None:
    origin = read_origin(APK.with_name("linked.apk"))
    assert origin.package == "org.example.linkedchat"
    assert origin.links == ("chat.linked.example", "linked-mail.example")
    assert origin.certificates == ("281fd90dfb8851967827fd1fb42952dddd68eeb5f67399d811a361023af3f07d",)
    assert origin.organization == "Linked Chat Ltd"


def test_an_app_without_links_has_its_signer_alone() -> None:
    origin = read_origin(APK)
    assert (origin.package, origin.links) == ("org.example.smallchat", ())
    assert origin.certificates == read_apk(APK).certificates


@pytest.mark.parametrize(
    ("name", "data", "sentence"),
    [
        ("a.apk", b"", "a.apk is not an app package."),
        ("b.jpg", b"\xff\xd8\xff\xe0" * 500, "b.jpg is not an app package."),
        ("c.apk", APK.read_bytes()[:3000], "c.apk is not an app package."),
    ],
)
def test_what_is_no_apk_is_told_in_one_sentence(tmp_path: Path, name: str, data: bytes, sentence: str) -> None:
    (tmp_path / name).write_bytes(data)
    with pytest.raises(FileProblem) as e:
        read_apk(tmp_path / name)
    assert str(e.value) == sentence
    assert e.value.hint


def test_a_zip_that_is_no_app_is_told_so(tmp_path: Path) -> None:
    path = tmp_path / "photos.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("holiday.txt", "sun")
    with pytest.raises(FileProblem, match=r"photos\.zip is damaged or no Android app\."):
        read_apk(path)


def test_a_damaged_dex_is_told_so(tmp_path: Path) -> None:
    path = tmp_path / "broken.apk"
    with zipfile.ZipFile(APK) as whole, zipfile.ZipFile(path, "w") as broken:
        for name in whole.namelist():
            broken.writestr(name, whole.read(name)[:200] if name == "classes.dex" else whole.read(name))
    with pytest.raises(InspectorError, match=r"broken\.apk is damaged"):
        read_apk(path)


def test_a_file_that_is_not_there_is_told_so(tmp_path: Path) -> None:
    with pytest.raises(FileProblem, match=r"gone\.apk cannot be read"):
        read_apk(tmp_path / "gone.apk")


def test_importing_the_module_does_not_import_androguard() -> None:
    script = "import sys, inspector.apk; print('androguard' in sys.modules)"
    ran = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, cwd=APK.parents[3], check=True)
    assert ran.stdout.strip() == "False"
