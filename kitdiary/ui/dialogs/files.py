"""Which files, and where to: the system's own dialogs, opened without holding up the window."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QWidget


def choose_files(parent: QWidget, heading: str, taken: Callable[[list[Path]], object]) -> QFileDialog:
    """Ask for files that are there."""
    asked = _asked(parent, heading, "", "")
    asked.setFileMode(QFileDialog.FileMode.ExistingFiles)
    asked.filesSelected.connect(lambda chosen: taken([Path(one) for one in chosen]))
    asked.open()
    return asked


def choose_file(
    parent: QWidget, heading: str, taken: Callable[[Path], object], *, folder: str = "", filters: str = ""
) -> QFileDialog:
    """Ask for one file that is there; ``filters`` are Qt's, parted by two semicolons."""
    asked = _asked(parent, heading, folder, filters)
    asked.setFileMode(QFileDialog.FileMode.ExistingFile)
    asked.fileSelected.connect(lambda chosen: taken(Path(chosen)))
    asked.open()
    return asked


def choose_folder(parent: QWidget, heading: str, taken: Callable[[Path], object]) -> QFileDialog:
    """Ask for a folder that is there."""
    asked = _asked(parent, heading, "", "")
    asked.setFileMode(QFileDialog.FileMode.Directory)
    asked.setOption(QFileDialog.Option.ShowDirsOnly)
    asked.fileSelected.connect(lambda chosen: taken(Path(chosen)))
    asked.open()
    return asked


def choose_place(
    parent: QWidget,
    heading: str,
    name: str,
    taken: Callable[[Path], object],
    *,
    folder: str = "",
    filters: str = "",
) -> QFileDialog:
    """Ask where a file of this name is to be saved; the dialog asks before it takes one that is there."""
    asked = _asked(parent, heading, folder, filters)
    asked.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    asked.setDefaultSuffix(Path(name).suffix.removeprefix("."))
    asked.selectFile(name)
    asked.fileSelected.connect(lambda chosen: taken(Path(chosen)))
    asked.open()
    return asked


def _asked(parent: QWidget, heading: str, folder: str, filters: str) -> QFileDialog:
    asked = QFileDialog(parent, heading, folder, filters)
    asked.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    return asked
