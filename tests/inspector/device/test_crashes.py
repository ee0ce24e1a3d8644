"""What Android's log says of a crash, as its tools write it, beside what the agent said last."""

from __future__ import annotations

from inspector.device.crashes import Crash, read

# The forms of frameworks/base RuntimeInit.java and system/core debuggerd (android-14), threadtime format.
JAVA = """\
11-23 01:02:03.100  4242  4242 E AndroidRuntime: FATAL EXCEPTION: main
11-23 01:02:03.100  4242  4242 E AndroidRuntime: Process: com.example.chat, PID: 4242
11-23 01:02:03.100  4242  4242 E AndroidRuntime: java.lang.IllegalStateException: no session
11-23 01:02:03.100  4242  4242 E AndroidRuntime: \tat com.adjust.sdk.Adjust.trackEvent(Native Method)
11-23 01:02:03.100  4242  4242 E AndroidRuntime: \tat com.example.chat.Main.onCreate(Main.java:12)
""".splitlines()
NATIVE = """\
11-23 01:02:03.000  5151  5151 F DEBUG   : *** *** *** *** *** *** *** ***
11-23 01:02:03.000  5151  5151 F DEBUG   : Build fingerprint: 'x/y:14/UP1A:user/release-keys'
11-23 01:02:03.000  5151  5151 F DEBUG   : pid: 4242, tid: 4260, name: Thread-7  >>> com.example.chat:push <<<
11-23 01:02:03.000  5151  5151 F DEBUG   : uid: 10123
11-23 01:02:03.000  5151  5151 F DEBUG   : signal 11 (SIGSEGV), code 1 (SEGV_MAPERR), fault addr 0x0000000000000010
11-23 01:02:03.000  5151  5151 F DEBUG   :       #00 pc 000000000004c2f4  /system/lib64/libc.so (strlen+20)
""".splitlines()
ADJUST = "adjust:com.adjust.sdk.Adjust.trackEvent"


def agent(at: str, hook: str, pid: int = 4242) -> str:
    return f"11-23 {at}  {pid}  {pid + 3} I inspector-agent: first call of {hook}"


def test_a_native_crash_right_after_a_hooks_first_call_makes_it_a_suspect() -> None:
    log = [agent("01:02:01.000", "tls:a.B.write"), agent("01:02:02.500", ADJUST), agent("01:02:02.900", "x:y.z", 9)]
    sentence = (
        f"It crashed: SIGSEGV in native code on thread Thread-7; 0.5 s before, {ADJUST} was called for the first time."
    )
    assert read(NATIVE, log, 4242) == Crash(sentence, ADJUST, ADJUST)


def test_a_crash_long_after_the_last_first_call_blames_nobody() -> None:
    crash = read(NATIVE, [agent("01:01:40.000", ADJUST)], 4242)
    assert crash is not None
    assert (crash.hook, crash.suspect) == (ADJUST, "")


def test_an_exception_blames_a_hook_only_where_the_method_stands_in_its_trace() -> None:
    crash = read(JAVA, [agent("01:02:03.050", ADJUST)], 4242)
    assert crash is not None
    assert crash.sentence.startswith("It crashed: java.lang.IllegalStateException: no session; ")
    assert crash.suspect == ADJUST
    innocent = read(JAVA, [agent("01:02:03.050", "tls:a.B.write")], 4242)
    assert innocent is not None
    assert innocent.suspect == ""


def test_another_process_s_crash_is_not_this_one_s() -> None:
    assert read([*NATIVE, *JAVA], [], 4243) is None
    assert read([], [agent("01:02:03.050", ADJUST)], 4242) is None


def test_the_last_of_several_crashes_of_a_pid_counts_and_foreign_lines_are_no_harm() -> None:
    log = [*JAVA, "--------- beginning of crash", "garbage", *NATIVE]
    crash = read(log, [], 4242)
    assert crash == Crash("It crashed: SIGSEGV in native code on thread Thread-7.")
