"""Pictures of widgets, for looking at them: nothing is compared."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QApplication, QWidget


def grab(widget: QWidget, path: Path | str, *, width_px: int = 1440, height_px: int = 900) -> Path:
    """Show `widget` at that size, let it settle, and write it as a PNG; returns where."""
    target = Path(path)
    target.parent.mkdir(parents=True, exist_ok=True)
    widget.resize(QSize(width_px, height_px))
    widget.show()
    for _ in range(3):
        QApplication.processEvents()
    if not widget.grab().save(str(target)):
        raise OSError(f"cannot write {target}")
    return target
