"""What tests of the window need of Qt."""

from __future__ import annotations

import gc

from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QLabel, QWidget


def sweep() -> None:
    """Let Qt delete what was told to go."""
    for _ in range(3):
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        QCoreApplication.processEvents()
    gc.collect()


def words(of: QWidget) -> str:
    """All the text that the labels of a widget show."""
    sweep()
    return "\n".join(label.text() for label in of.findChildren(QLabel) if label.isVisible())
