"""Captures of other tools, one file a format; which one a file is of is told by its content."""

from inspector.importers.capture import Capture, ImportedRow, Remarks
from inspector.importers.recognise import is_session, open_capture, requests_bytes

__all__ = ["Capture", "ImportedRow", "Remarks", "is_session", "open_capture", "requests_bytes"]
