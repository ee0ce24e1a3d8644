"""The small shell: words, quotes, connections and redirections, as a phone's own shell has them."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspector.device.practice.files import PhoneFiles
from inspector.device.practice.shell import Shell
from inspector.device.practice.tools import Tools


@pytest.fixture
def shell(tmp_path: Path) -> Shell:
    files = PhoneFiles(tmp_path)
    return Shell(Tools(files).commands.get, files)


@pytest.mark.parametrize(
    ("line", "out", "code"),
    [
        ("echo one two", "one two\n", 0),
        ("echo 'a  b' \"c  d\" e\\ f", "a  b c  d e f\n", 0),
        ("echo 'semi;colon' && echo \"a|b\"", "semi;colon\na|b\n", 0),
        ("false && echo no; echo yes", "yes\n", 0),
        ("false || echo instead", "instead\n", 0),
        ("true || echo never", "", 0),
        ("false; echo $?", "1\n", 0),
        ("echo '$?' \"$?\"", "$? 0\n", 0),
        ("A=5; echo ${A}x$A", "5x5\n", 0),
        ("echo hello | grep -c l", "1\n", 0),
        ("echo hello | grep x", "", 1),
        ("echo 'one\ntwo' | grep -v one | wc -l", "1\n", 0),
        ("ls /nothing 2>/dev/null", "", 1),
        ("ls /nothing 2>&1", "ls: /nothing: No such file or directory\n", 1),
        ("echo x > /data/local/tmp/f; echo y >> /data/local/tmp/f; cat < /data/local/tmp/f", "x\ny\n", 0),
        ("[ -f /data/local/tmp/none ] || echo absent", "absent\n", 0),
        ("exit 7", "", 7),
        ("echo price: 5$", "price: 5$\n", 0),
        ("", "", 0),
    ],
)
def test_a_line_gives_the_output_and_status_of_a_real_shell(shell: Shell, line: str, out: str, code: int) -> None:
    result = shell.run(line)
    assert (result.out.decode(), result.code) == (out, code)


def test_an_unknown_command_ends_with_127_and_says_so_on_standard_error(shell: Shell) -> None:
    result = shell.run("frobnicate --now")
    assert result.code == 127
    assert b"frobnicate" in result.err
    assert result.out == b""


def test_both_outputs_together_keep_the_order_of_the_commands(shell: Shell) -> None:
    assert shell.run("ls /nothing; echo after").in_order() == b"ls: /nothing: No such file or directory\nafter\n"


def test_a_shell_without_root_cannot_write_where_the_system_lives(shell: Shell) -> None:
    result = shell.run("echo x > /system/bin/su")
    assert result.code == 1
    assert b"Permission denied" in result.err


def test_a_path_with_dots_never_leaves_the_phone(shell: Shell, tmp_path: Path) -> None:
    (tmp_path.parent / "secret.txt").write_text("of the computer")
    assert b"of the computer" not in shell.run("cat /data/local/tmp/../../../../secret.txt").out


COMMANDS = ["echo", "cat", "ls", "grep", "head", "tr", "wc", "test", "[", "exit"]
PIECES = ["]", "-n", "-E", "'", '"', "$?", "|", ";", "&&", ">", "<", "2>&1", "/data/local/tmp/x", "*", "(", "\\", "9"]
WORDS = st.sampled_from([*COMMANDS, *PIECES])


@given(st.lists(WORDS | st.text(max_size=4), max_size=8).map(" ".join))
def test_no_line_however_odd_breaks_the_shell(line: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        files = PhoneFiles(Path(folder))
        assert 0 <= Shell(Tools(files).commands.get, files).run(line).code <= 255
