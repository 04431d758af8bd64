"""Which files, and where to: the system's own dialogs, opened without holding up the window."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QWidget


def choose_files(parent: QWidget, heading: str, taken: Callable[[list[Path]], object]) -> QFileDialog:
    """Ask for files that are there."""
    asked = QFileDialog(parent, heading)
    asked.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    asked.setFileMode(QFileDialog.FileMode.ExistingFiles)
    asked.filesSelected.connect(lambda chosen: taken([Path(one) for one in chosen]))
    asked.open()
    return asked


def choose_place(parent: QWidget, heading: str, name: str, taken: Callable[[Path], object]) -> QFileDialog:
    """Ask where a file of this name is to be saved; the dialog asks before it takes one that is there."""
    asked = QFileDialog(parent, heading)
    asked.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    asked.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    asked.selectFile(name)
    asked.fileSelected.connect(lambda chosen: taken(Path(chosen)))
    asked.open()
    return asked
