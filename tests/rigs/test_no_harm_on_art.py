"""No harm on Android's own runtime: many threads in watched methods, garbage collected, readers that die.

tests/bench/no_harm.py does the same with a million calls.
"""

from __future__ import annotations

from pathlib import Path

import frida
import pytest

from tests.rigs.art import agent
from tests.rigs.dex import dex
from tests.rigs.noharm import program

pytestmark = [pytest.mark.phone, pytest.mark.slow]

CALLS = {program.NATURAL: 48_000, program.FORCED: 48_000, "forced and slow": 12_000}
END_S = 30

# Where marking ends. A thread that reads an object's old place between here and the end of the copying phase keeps it.
# That takes microseconds; stretched, what is wrong there ends the app at its first collection instead of its hundredth.
_SLOW = """
const code = new CModule(`
#include <gum/guminterceptor.h>
extern int usleep (unsigned int us);
void onLeave (GumInvocationContext *context) { usleep (20000); }
`, { usleep: Module.getGlobalExportByName("usleep") });
const name = "_ZN3art2gc9collector17ConcurrentCopying29IssueDisableMarkingCheckpointEv";
Interceptor.attach(Process.getModuleByName("libart.so").getExportByName(name), { onLeave: code.onLeave });
"""


@pytest.mark.parametrize("how", CALLS)
def test_results_are_those_of_an_unhooked_run_whatever_becomes_of_the_reader(
    art_rig: Path, tmp_path: Path, how: str
) -> None:
    collect, calls = how.split()[0], CALLS[how]
    app = dex([program.jar(tmp_path)], tmp_path / "noharm-dex.jar")
    command = [str(art_rig / "art"), "-cp", str(app)]
    with program.started(command) as plain:
        unhooked = program.run(plain, calls, collect)
    with program.started(command) as watched:
        if how != collect:
            slow = frida.attach(watched.process.pid).create_script(_SLOW)
            slow.load()
        watched.watch(agent.bundle().read_text("utf-8"))
        load = program.run_under_load(watched, calls, collect)
        assert watched.process.stdin is not None
        watched.process.stdin.close()
        assert watched.process.wait(END_S) == 0, "the app did not end by itself"
    assert load.outcome.digest == unhooked.digest
    assert load.outcome.differences == unhooked.differences == 0
    assert (load.outcome.collections > 0) == (collect == program.FORCED)
    assert load.killed > 0
    assert load.quiets > 0
    assert (load.holes, load.twice) == (0, 0)
    assert load.hits > 0
