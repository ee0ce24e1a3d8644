"""What the phone's shell answers, without any phone: properties, packages, processes, screen."""

from __future__ import annotations

import io
import xml.etree.ElementTree as ElementTree
from pathlib import Path

import pytest
from PIL import Image

from inspector.device.practice.apps import DEVICE_DEFAULTS, PracticeApp
from inspector.device.practice.files import PhoneFiles
from inspector.device.practice.processes import Processes
from inspector.device.practice.world import World

FACTS = {**DEVICE_DEFAULTS, "model": "Test Phone", "android_id": "0123456789abcdef", "ssid": "Home 5G", "width": "1080"}
APP = PracticeApp("org.example.chat", "Chat", "2.5", 25, Path("/nowhere/app.jar"), "org.example.chat.Main", speaks=True)


@pytest.fixture
def world(tmp_path: Path) -> World:
    processes = Processes([APP], Path("/bin/false"), [], tmp_path)
    return World(FACTS, PhoneFiles(tmp_path), processes)


@pytest.mark.parametrize(
    ("line", "out", "code"),
    [
        ("getprop ro.product.model", "Test Phone\n", 0),
        ("getprop no.such.property", "\n", 0),
        ("settings get secure android_id", "0123456789abcdef\n", 0),
        ("settings get secure nothing", "null\n", 0),
        ("whoami", "shell\n", 0),
        ("su -c whoami", "root\n", 0),
        ("su 0 whoami", "root\n", 0),
        ("su root sh -c 'whoami; id -u | wc -l'", "root\n1\n", 0),
        ("pm list packages -3", "package:org.example.chat\n", 0),
        ("pm list packages -3 -U --show-versioncode", "package:org.example.chat versionCode:25 uid:10123\n", 0),
        ("cmd package list packages -3 camera", "", 0),
        ("pm path no.such.app", "", 1),
        ("pidof org.example.chat", "", 1),
        ("wm size", "Physical size: 1080x2340\n", 0),
        ("practice label org.example.chat", "Chat\n", 0),
        ("practice go 4", "", 1),
        ("am force-stop org.example.chat", "", 0),
        ("dumpsys package org.example.chat | grep -o 'versionName=.*'", "versionName=2.5\n", 0),
        ("dumpsys package packages | grep -c '^  Package '", "4\n", 0),
        ("cmd wifi status | grep -o 'Home 5G' | head -n 1", "Home 5G\n", 0),
    ],
)
def test_a_command_answers_with_what_a_phone_would_say(world: World, line: str, out: str, code: int) -> None:
    result = world.run(line)
    assert (result.out.decode(), result.code) == (out, code)


def test_starting_an_app_that_is_not_there_fails_as_on_a_phone(world: World) -> None:
    result = world.run("am start -n org.example.other/.Main")
    assert result.code == 1
    assert b"Activity class {org.example.other/.Main} does not exist" in result.err


def test_only_root_sees_into_the_data_of_apps(world: World) -> None:
    world.files.place("/data/data/org.example.chat/prefs.xml", b"<map/>")
    assert world.run("cat /data/data/org.example.chat/prefs.xml").code == 1
    assert world.run("su -c 'cat /data/data/org.example.chat/prefs.xml'").out == b"<map/>"


def test_the_list_of_processes_has_the_columns_asked_for(world: World) -> None:
    lines = world.run("ps -A -o PID,NAME").out.decode().splitlines()
    assert lines[0].split() == ["PID", "NAME"]
    assert ["1", "init"] in [line.split() for line in lines]
    assert world.run("ps -A -o BOGUS").code == 1


def test_a_screenshot_of_an_empty_phone_is_a_png_of_its_size(world: World) -> None:
    with Image.open(io.BytesIO(world.run("screencap -p").out)) as picture:
        assert (picture.format, picture.size) == ("PNG", (1080, 2340))


def test_a_screenshot_into_a_file_needs_a_place_the_shell_may_write_to(world: World) -> None:
    assert world.run("screencap -p /sdcard/s.png && ls /sdcard/s.png").out == b"/sdcard/s.png\n"
    assert world.run("screencap -p /system/s.png").code == 1


def test_the_dump_of_the_screen_is_the_xml_uiautomator_writes(world: World) -> None:
    said = world.run("uiautomator dump /dev/tty").out.decode()
    root = ElementTree.fromstring(said.partition("UI hierchary")[0])
    assert root.find("node").get("bounds") == "[0,0][1080,2340]"  # type: ignore[union-attr]


def test_input_without_an_app_in_front_is_taken_and_lost(world: World) -> None:
    for line in ("input text hello", "input tap 10 20", "input keyevent KEYCODE_ENTER"):
        assert world.run(line).code == 0
    assert world.run("input tap ten 20").code == 255
