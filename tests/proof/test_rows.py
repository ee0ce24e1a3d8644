"""The proof table's rows: what counts as fired, where, and what is a gap or a stale reason."""

from __future__ import annotations

import pytest

from tests.proof.catalog import Hook, Module, Signature
from tests.proof.ledger import Ran
from tests.proof.render import by_module, for_guide, lines, markdown, totals
from tests.proof.rows import ART, FRAMEWORK, HOTSPOT, NATIVE, REAL_SDK, Reason, column_of, rows, stale, unexplained
from tests.proof.versions import Looked

SIGNATURE = Signature((), (), "void", False)
PLAIN = Hook("a.B", "run", "class", None, (SIGNATURE,), "a guide")
ARRAYS = Hook("a.B", "write", "class", ("[B", "int"), (), "a guide")
ABSTRACT = Hook("a.C", "send", "interface", None, (SIGNATURE,), "a guide")
MODULE = Module("m", "sdk", "m", (PLAIN, ARRAYS, ABSTRACT))
LOOKED = {"m:a.B.run": Looked(("1.0", "2.0"), ("2.0",))}
WHY = Reason(("m:a.B.write([B,int)",), "It cannot.")


def ran(**hits: int) -> Ran:
    names = {
        "run": "m:a.B.run", "write": "m:a.B.write([B,int)", "real": "m:x.Y.send", "met": "tls:p.Q.read",
        "custom": "custom:p.Q.read",
    }  # fmt: skip
    found = {names[name]: count for name, count in hits.items()}
    group = {hook: "custom" if hook.startswith("custom") else "sdk" for hook in found}
    return Ran("HotSpot 17", found, dict.fromkeys(found, "installed"), group)


@pytest.mark.parametrize(
    ("runtime", "column"),
    [("HotSpot 17.0.2", FRAMEWORK), ("Android 10, ART 2.1.0", ART), ("native", NATIVE)],
)
def test_a_process_belongs_to_what_it_says_it_runs_on_else_to_its_rig(runtime: str, column: str) -> None:
    assert column_of(runtime, FRAMEWORK) == column


def test_calls_are_added_up_where_they_were_made() -> None:
    table = rows([MODULE], LOOKED, [(HOTSPOT, ran(run=2)), (HOTSPOT, ran(run=3)), (REAL_SDK, ran(run=1))], [])
    assert table[0].calls == {HOTSPOT: 5, REAL_SDK: 1}


def test_a_call_of_an_interfaces_real_class_is_a_call_of_its_hook() -> None:
    table = rows([MODULE], {}, [(ART, ran(real=4))], [])
    assert [(row.id, row.calls) for row in table if row.fired] == [("m:a.C.send", {ART: 4})]


def test_what_was_met_in_the_app_has_a_row_and_what_the_tester_watches_has_none() -> None:
    table = rows([MODULE], {}, [(NATIVE, ran(met=1, custom=1))], [])
    assert [(row.id, row.late) for row in table if row.fired] == [("tls:p.Q.read", True)]


def test_a_silent_hook_without_a_reason_is_a_gap() -> None:
    assert unexplained(rows([MODULE], {}, [(HOTSPOT, ran(run=1))], [WHY])) == ["m:a.C.send"]


def test_a_reason_for_a_hook_that_fired_or_for_none_is_stale() -> None:
    nothing = Reason(("n:*",), "It cannot.")
    table = rows([MODULE], {}, [(HOTSPOT, ran(write=1))], [WHY, nothing])
    assert stale(table, [WHY, nothing]) == ["m:a.B.write([B,int)", "n:*"]


def test_a_line_says_versions_counts_and_why() -> None:
    table = rows([MODULE], LOOKED, [(HOTSPOT, ran(run=1, real=20_000))], [WHY])
    [line] = lines(by_module(table))
    assert line == ("sdk m: 3 hooks · 1.0: 0, 2.0: 1, read in public sources: 2 · HotSpot 2 (20k) · 1: It cannot.")
    *_, row = markdown(for_guide(table))
    assert row.startswith("| 1 more SDKs on Maven Central: m | 3 |")
    assert totals(table).startswith("3 hooks are written down: the signatures of 1 exist")
