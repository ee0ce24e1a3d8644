"""The world's faults, each with a code, one sentence and a next step; our own bugs are not caught at all."""

from __future__ import annotations


class InspectorError(Exception):
    """A fault of the world (not of the data, not of ours). `str(e)` is one sentence, `hint` the next step.

    `exit_code` is what the terminal ends with.
    """

    exit_code = 1

    def __init__(self, sentence: str, *, code: str, hint: str = "") -> None:
        super().__init__(sentence)
        self.code = code
        self.hint = hint


class FileProblem(InspectorError):
    """A session file or an import that cannot be read or written."""

    exit_code = 3


class PhoneProblem(InspectorError):
    """A phone or an app on it that cannot be reached or inspected."""

    exit_code = 4


class PolicyProblem(InspectorError):
    """A privacy policy's text that cannot be had or read."""

    exit_code = 3


class PracticeProblem(InspectorError):
    """The practice phone cannot run here."""

    exit_code = 5


class DecodeError(ValueError):
    """A decoder met data that is not of its format. The data's fault: it becomes data, never a dialog."""
