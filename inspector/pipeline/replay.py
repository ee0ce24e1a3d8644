"""What the rows of a file say, by one run over them: for a session that goes on."""

from __future__ import annotations

from collections.abc import Iterator

from inspector import protocol
from inspector.pipeline.core import Pipeline
from inspector.pipeline.thread import PipelineThread
from inspector.records import Planted


def tool_messages(thread: PipelineThread) -> Iterator[protocol.Message]:
    """What the tool's own rows in a file say."""
    return (protocol.read(raw) for raw in thread.writer.raws() if raw.process == protocol.TOOL)


def known_values(thread: PipelineThread) -> list[Planted]:
    """All values that the rows of a file make known, by one run over them."""
    dry = Pipeline(thread.pipeline.known.package, thread.pipeline.known.recipients)
    for raw in thread.writer.raws():
        dry.take([raw])
    return dry.planted
