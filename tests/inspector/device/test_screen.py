"""A finger, a keyboard and a camera for the phone's screen."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from inspector.device import screen
from inspector.device.practice.shell import Call, Result
from inspector.errors import PhoneProblem
from tests.inspector.device.fakes import PROPERTIES, FakePhone

PICTURE = b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 400


class Keyboard:
    """Android's input command: what arrived, with %s read as a space as Android does."""

    def __init__(self, answer: bytes = b"") -> None:
        self.words: list[list[str]] = []
        self._answer = answer

    def __call__(self, call: Call) -> Result:
        self.words.append(call.argv[1:])
        return Result(self._answer)

    @property
    def typed(self) -> str:
        return "".join(
            {"text": lambda w: w[1].replace("%s", " "), "keyevent": lambda w: "\n" if w[1] == "66" else "?"}[w[0]](w)
            for w in self.words
        )


def test_a_picture_comes_as_it_is_byte_for_byte(plug_in: Callable[..., FakePhone]) -> None:
    made = plug_in(commands={"screencap": lambda call: Result(PICTURE)})
    assert screen.screencap(made.serial) == PICTURE


def test_no_picture_is_told_in_one_sentence(plug_in: Callable[..., FakePhone]) -> None:
    made = plug_in(commands={"screencap": lambda call: Result(b"", b"Failed to open\n", 1)})
    with pytest.raises(PhoneProblem, match="gave no picture") as e:
        screen.screencap(made.serial)
    assert e.value.hint


@pytest.mark.parametrize(
    "text",
    [
        "hello world",
        'it\'s "quoted" $HOME `id` \\ back; reboot & | > < * ? ~ # !',
        "100%s of %d and %",
        "two\nlines\n",
        "  spaces  ",
        "-starts with a dash",
    ],
)
def test_what_is_typed_arrives_as_it_was_meant(plug_in: Callable[..., FakePhone], text: str) -> None:
    keyboard = Keyboard()
    made = plug_in(commands={"input": keyboard})
    screen.type_text(made.serial, text)
    assert keyboard.typed == text


@pytest.mark.parametrize("text", ["안녕하세요", "Grüße", "tab\there", "bell\x07"])
def test_what_androids_keyboard_does_not_have_is_refused_on_a_phone(
    plug_in: Callable[..., FakePhone], text: str
) -> None:
    keyboard = Keyboard()
    made = plug_in(commands={"input": keyboard})
    with pytest.raises(PhoneProblem, match="Only plain Latin letters"):
        screen.type_text(made.serial, text)
    assert keyboard.words == []


def test_the_practice_phone_takes_every_script(plug_in: Callable[..., FakePhone]) -> None:
    keyboard = Keyboard()
    made = plug_in(commands={"input": keyboard}, properties={**PROPERTIES, "ro.inspector.practice": "1"})
    screen.type_text(made.serial, "안녕 你好")
    assert keyboard.typed == "안녕 你好"


def test_taps_and_keys_go_to_androids_input_command(plug_in: Callable[..., FakePhone]) -> None:
    keyboard = Keyboard()
    made = plug_in(commands={"input": keyboard})
    screen.tap(made.serial, 540, 2100)
    screen.key(made.serial, screen.BACK)
    assert keyboard.words == [["tap", "540", "2100"], ["keyevent", "4"]]


def test_a_phone_that_forbids_input_says_which_switch_it_is(plug_in: Callable[..., FakePhone]) -> None:
    forbidden = b"java.lang.SecurityException: Injecting to another application requires INJECT_EVENTS permission\n"
    made = plug_in(commands={"input": Keyboard(forbidden)})
    with pytest.raises(PhoneProblem) as e:
        screen.tap(made.serial, 1, 1)
    assert (e.value.code, "security settings" in e.value.hint) == ("input_refused", True)


def test_a_phone_that_is_gone_is_told_in_one_sentence(own_adb: int) -> None:
    for act in (screen.screencap, lambda s: screen.tap(s, 1, 1), lambda s: screen.type_text(s, "a 안")):
        with pytest.raises(PhoneProblem, match="does not answer"):
            act("127.0.0.1:1")
