"""Blocking work off the Qt thread: one small pool, results in the Qt thread, nothing delivered to the dead."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Protocol, TypeVar, cast, runtime_checkable

import shiboken6
from PySide6.QtCore import QObject, Qt, QThreadPool, Signal
from PySide6.QtWidgets import QWidget

from inspector.errors import InspectorError

T = TypeVar("T")

_THREADS = 6


@runtime_checkable
class ShowsProblems(Protocol):
    """What a top-level window has: a place for the world's faults."""

    def show_problem(self, problem: InspectorError) -> None: ...


def run(
    parent: QObject,
    work: Callable[[], T],
    done: Callable[[T], object] | None = None,
    failed: Callable[[InspectorError], object] | None = None,
) -> None:
    """Call `work` on a pool thread, then `done(result)` or `failed(error)` in the Qt thread. Call from the Qt thread.

    `work` must not touch a widget. Neither callback comes once `parent` is gone. Without `failed` an InspectorError
    goes to `parent`'s window (`show_problem`). Any other exception is our bug and is raised in the Qt thread.
    """
    deliverer = _deliverer()
    task = _Task(parent, done, failed)

    def on_pool_thread() -> None:
        try:
            task.result = work()
        except BaseException as error:
            task.error = error
        deliverer.ready.emit(task)

    _pool().start(on_pool_thread)


def finish(timeout_ms: int = 3000) -> bool:
    """Forget what waits, and wait for what runs; False where something was still running after `timeout_ms`."""
    _pool().clear()
    return _pool().waitForDone(timeout_ms)


# ------------------------------------------------------------------------------------------------ private


@dataclass(slots=True)
class _Task:
    parent: QObject
    done: Callable[[Any], object] | None
    failed: Callable[[InspectorError], object] | None
    result: Any = None
    error: BaseException | None = None


class _Deliverer(QObject):
    """Lives in the Qt thread and hands over there what the pool has finished."""

    ready = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.ready.connect(self.on_task_finished, Qt.ConnectionType.QueuedConnection)

    def on_task_finished(self, task: _Task) -> None:
        if not shiboken6.isValid(task.parent):
            return
        if task.error is None:
            if task.done is not None:
                task.done(task.result)
        elif isinstance(task.error, InspectorError):
            _report(task, task.error)
        else:
            raise task.error


def _report(task: _Task, problem: InspectorError) -> None:
    if task.failed is not None:
        task.failed(problem)
        return
    window = task.parent.window() if isinstance(task.parent, QWidget) else task.parent
    if not isinstance(window, ShowsProblems):
        raise problem
    window.show_problem(problem)


_made: dict[str, QObject] = {}


def _deliverer() -> _Deliverer:
    if "deliverer" not in _made:
        _made["deliverer"] = _Deliverer()
    return cast(_Deliverer, _made["deliverer"])


def _pool() -> QThreadPool:
    if "pool" not in _made:
        pool = QThreadPool()
        pool.setMaxThreadCount(_THREADS)
        _made["pool"] = pool
    return cast(QThreadPool, _made["pool"])
