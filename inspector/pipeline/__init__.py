"""Rows in, observations out: the pure part (Pipeline) and the one thread that runs it (PipelineThread)."""

from inspector.pipeline.core import WHOLE_SESSION, Pipeline
from inspector.pipeline.thread import Delivery, PipelineThread

__all__ = ["WHOLE_SESSION", "Delivery", "Pipeline", "PipelineThread"]
