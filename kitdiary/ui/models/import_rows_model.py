"""Rows of a file that is imported, as far as a preview keeps them, with the rep's answers."""

from collections.abc import Sequence
from dataclasses import replace
from enum import StrEnum

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from kitdiary.services.exchange.decisions import Answer, RowChoice
from kitdiary.services.exchange.import_preview import PreviewRow
from kitdiary.ui.import_words import alike_words, brings_words, conflict_words
from kitdiary.ui.text import tr

Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()
_KEPT = RowChoice(Answer.BOTH)


class Rows(StrEnum):
    """Which rows a list shows."""

    NEW = "new"
    KNOWN = "known"
    DOUBTS = "doubts"
    REJECTS = "rejects"


class Answers(dict[int, RowChoice]):
    """What the rep chose, by line; shared by the lists of one file."""


class ImportRowsModel(QAbstractListModel):
    """One kind of rows. ``answered``: the rep chose something."""

    answered = Signal()

    def __init__(self, kind: Rows, answers: Answers, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.kind = kind
        self._answers = answers
        self._rows: tuple[PreviewRow, ...] = ()

    def show(self, rows: Sequence[PreviewRow]) -> None:
        """Show these."""
        if tuple(rows) == self._rows:
            return
        self.beginResetModel()
        self._rows = tuple(rows)
        self.endResetModel()

    def row(self, index: Index) -> PreviewRow | None:
        """The row of an index."""
        return self._rows[index.row()] if index.isValid() and index.row() < len(self._rows) else None

    def choice(self, row: PreviewRow) -> RowChoice:
        """What was chosen for a row. Who is only like somebody is kept unless the rep says else."""
        return self._answers.get(row.line) or (_KEPT if row.similar else RowChoice())

    def choose(self, row: PreviewRow, choice: RowChoice) -> None:
        """Choose something for a row; nothing at all takes the choice back."""
        self._set(row, choice)
        place = self.index(self._rows.index(row), 0)
        self.dataChanged.emit(place, place)
        self.answered.emit()

    def _set(self, row: PreviewRow, choice: RowChoice) -> None:
        if choice == RowChoice():
            self._answers.pop(row.line, None)
        else:
            self._answers[row.line] = choice

    def answer(self, row: PreviewRow, answer: Answer | None) -> None:
        """Answer a row; the answer it has already takes it back."""
        before = self.choice(row)
        self.choose(row, replace(before, answer=None if answer is before.answer else answer))

    def answer_all(self, answer: Answer | None) -> None:
        """Answer every row that is shown."""
        for row in self._rows:
            self._set(row, replace(self.choice(row), answer=answer))
        if self._rows:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._rows) - 1, 0))
        self.answered.emit()

    def answered_count(self, answer: Answer) -> int:
        """How many of these rows have this answer."""
        return sum(self.choice(row).answer is answer for row in self._rows)

    def more_counted(self) -> int:
        """How many more of these rows are added or filled in than when the file was looked at."""
        imported = (Answer.MERGE, Answer.BOTH)
        return sum((self.choice(row).answer in imported) - row.counted for row in self._rows)

    def rowCount(self, parent: Index = _ROOT) -> int:
        """How many rows."""
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """A row as text, for screen readers."""
        row = self.row(index)
        if row is None or role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return None
        said = answer_words(self.choice(row).answer) if self.kind is Rows.DOUBTS else ""
        return ", ".join(part for part in (row.name, row.company, self.below(row), said) if part)

    def below(self, row: PreviewRow) -> str:
        """The second line of a row: what there is to say about it."""
        if self.kind is Rows.REJECTS:
            return tr("line {0}: {1}", f"{row.line:,}", row.detail)
        parts = []
        for candidate in row.candidates[:1] if self.kind is Rows.DOUBTS else ():
            where = ", ".join(part for part in (candidate.name, candidate.company) if part)
            if candidate.found < 0:
                where = tr("{0} (line {1} of the file)", where, f"{-candidate.found:,}")
            parts.append(alike_words(candidate.reason, where))
        if self.kind is Rows.DOUBTS and len(row.candidates) > 1:
            parts.append(tr("or {0} more", len(row.candidates) - 1))
        if self.kind is Rows.KNOWN:
            parts.append(brings_words(row.brings) if row.brings else tr("has it all"))
            taken = self.choice(row).take
            left = [conflict for conflict in row.conflicts if conflict.field not in taken]
            if left:
                parts.append(conflict_words(left))
            if taken:
                parts.append(tr("{0} taken from the file", len(taken)))
        if self.kind is Rows.NEW and row.detail:
            parts.append(row.detail)
        return " · ".join(parts)


def answer_words(answer: Answer | None) -> str:
    """An answer, as it stands on its button."""
    return {
        Answer.MERGE: tr("Merge"),
        Answer.BOTH: tr("Keep both"),
        Answer.LEAVE: tr("Leave out"),
        None: tr("undecided"),
    }[answer]
