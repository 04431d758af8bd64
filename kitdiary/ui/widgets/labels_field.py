"""Several labels in one line, with commas between them; those in use are offered while typing."""

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QCompleter, QLineEdit


class _LastOf(QCompleter):
    """Completes what stands after the last comma."""

    def __init__(self, known: Sequence[str], field: QLineEdit) -> None:
        super().__init__(list(known), field)
        self._field = field
        self.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.setFilterMode(Qt.MatchFlag.MatchContains)

    def splitPath(self, path: str) -> list[str]:
        """Only the last label is looked up."""
        return [path.rsplit(",", 1)[-1].strip()]

    def pathFromIndex(self, index: QModelIndex | QPersistentModelIndex) -> str:
        """The whole line with the last label replaced."""
        chosen = super().pathFromIndex(index)
        before = self._field.text().rpartition(",")[0].strip()
        return f"{before}, {chosen}" if before else chosen


class LabelsField(QLineEdit):
    """The field. `labels` says what is in it."""

    def __init__(self, labels: Sequence[str], known: Sequence[str], placeholder: str = "") -> None:
        super().__init__(", ".join(labels))
        self.setCursorPosition(0)
        self.setPlaceholderText(placeholder)
        self.setCompleter(_LastOf(known, self))

    def labels(self) -> tuple[str, ...]:
        """The labels, as they are typed."""
        return tuple(label for part in self.text().split(",") if (label := part.strip()))
