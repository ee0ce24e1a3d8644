"""Work off the Qt thread."""

from __future__ import annotations

import threading

import pytest
import shiboken6
from PySide6.QtCore import QObject, QThread
from PySide6.QtWidgets import QMainWindow, QWidget
from pytestqt.qtbot import QtBot

from inspector.errors import InspectorError, PhoneProblem
from ui import tasks


def _is_qt_thread(parent: QObject) -> bool:
    return bool(QThread.currentThread() is parent.thread())


def test_the_work_is_done_elsewhere_and_its_result_comes_back_here(qtbot: QtBot) -> None:
    parent, came = QObject(), []
    here = threading.get_ident()
    tasks.run(parent, threading.get_ident, lambda there: came.append((there != here, threading.get_ident() == here)))
    qtbot.waitUntil(lambda: bool(came))
    assert came == [(True, True)]
    assert _is_qt_thread(parent)


def test_a_fault_of_the_world_comes_to_failed(qtbot: QtBot) -> None:
    parent, came = QObject(), []

    def work() -> None:
        raise PhoneProblem("The phone went away.", code="gone", hint="Plug it in.")

    tasks.run(parent, work, lambda _none: came.append("done"), lambda problem: came.append(problem.code))
    qtbot.waitUntil(lambda: bool(came))
    assert came == ["gone"]


def test_a_fault_nobody_takes_is_shown_by_the_window(qtbot: QtBot) -> None:
    class Window(QMainWindow):
        def __init__(self) -> None:
            super().__init__()
            self.shown: list[str] = []

        def show_problem(self, problem: InspectorError) -> None:
            self.shown.append(str(problem))

    window = Window()
    qtbot.addWidget(window)
    inner = QWidget(window)

    def work() -> None:
        raise PhoneProblem("The phone went away.", code="gone")

    tasks.run(inner, work)
    qtbot.waitUntil(lambda: window.shown == ["The phone went away."])


def test_our_own_bug_is_raised_in_the_qt_thread(qtbot: QtBot) -> None:
    parent = QObject()

    def work() -> None:
        raise ZeroDivisionError("ours")

    with qtbot.captureExceptions() as exceptions:
        tasks.run(parent, work)
        qtbot.waitUntil(lambda: bool(exceptions))
    assert exceptions[0][0] is ZeroDivisionError


def test_nothing_is_delivered_to_a_widget_that_is_gone(qtbot: QtBot) -> None:
    parent, witness = QObject(), QObject()
    gate, came = threading.Event(), []
    tasks.run(parent, lambda: gate.wait(5), lambda _true: came.append("dead"))
    shiboken6.delete(parent)
    tasks.run(witness, lambda: gate.set(), lambda _none: came.append("alive"))
    qtbot.waitUntil(lambda: "alive" in came)
    assert tasks.finish(5000)
    tasks.run(witness, lambda: None, lambda _none: came.append("last"))
    qtbot.waitUntil(lambda: "last" in came)
    assert came == ["alive", "last"]


@pytest.mark.parametrize("count", [40])
def test_many_tasks_each_come_back_once(qtbot: QtBot, count: int) -> None:
    parent, came = QObject(), []
    for number in range(count):
        tasks.run(parent, lambda number=number: number, came.append)
    qtbot.waitUntil(lambda: len(came) == count)
    assert sorted(came) == list(range(count))
