"""Answers the system's file dialogs, which tests cannot click through."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog


def chooses(monkeypatch: pytest.MonkeyPatch, path: Path | None) -> None:
    """From now on whoever is asked for a file or a place chooses this one; None: they close the dialog."""

    def answer(asked: QFileDialog) -> None:
        if path is not None:
            asked.fileSelected.emit(str(path))
            asked.filesSelected.emit([str(path)])
        asked.deleteLater()

    monkeypatch.setattr(QFileDialog, "open", answer)
