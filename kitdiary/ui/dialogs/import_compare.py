"""A row of a file beside whom it may be: field by field, what is here stays unless it is chosen."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QGridLayout, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from kitdiary.services.exchange.decisions import Answer, RowChoice
from kitdiary.services.exchange.import_preview import PreviewRow
from kitdiary.ui import theme
from kitdiary.ui.import_words import alike_words, brings_words, field_words
from kitdiary.ui.models.import_rows_model import ImportRowsModel, Rows, answer_words
from kitdiary.ui.text import tr
from kitdiary.ui.widgets.labels import button, label, plain, soft, title, wrapped
from kitdiary.ui.widgets.parts import combo
from kitdiary.ui.widgets.tick import Tick

_WIDTH = 620


class CompareDialog(QDialog):
    """One row and its answer, which goes into the model."""

    def __init__(self, parent: QWidget, model: ImportRowsModel, row: PreviewRow) -> None:
        super().__init__(parent)
        self._model, self._row = model, row
        self._before = model.choice(row)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setProperty("look", "form")
        self.setWindowTitle(row.name)
        self.setFixedWidth(_WIDTH)
        self.ticks: dict[str, Tick] = {}
        outer = QVBoxLayout(self)
        outer.setContentsMargins(theme.MARGIN, 20, theme.MARGIN, 18)
        outer.setSpacing(theme.GAP)
        outer.addWidget(title(row.name))
        where = ", ".join(part for part in (row.company, row.detail) if part)
        outer.addWidget(wrapped(tr("Line {0} of the file: {1}", f"{row.line:,}", where), "soft"))
        self.who = combo(
            [(c.found, ", ".join(part for part in (c.name, c.company) if part)) for c in row.candidates],
            self._before.found,
        )
        self.who.setAccessibleName(tr("Who it may be"))
        self.who.setVisible(len(row.candidates) > 1)
        outer.addWidget(self.who)
        self.reason = wrapped("", "soft")
        outer.addWidget(self.reason)
        self._holder = QWidget()
        outer.addWidget(self._holder)
        outer.addLayout(self._foot())
        self.who.activated.connect(lambda _place: self._show())
        self._table = QVBoxLayout(self._holder)
        self._table.setContentsMargins(0, 0, 0, 0)
        self._show()

    def _foot(self) -> QHBoxLayout:
        foot = QHBoxLayout()
        foot.addStretch(1)
        self.answers: dict[Answer, QPushButton] = {}
        if self._model.kind is Rows.DOUBTS:
            for answer in (Answer.LEAVE, Answer.BOTH, Answer.MERGE):
                made = button(answer_words(answer), "main" if answer is Answer.MERGE else "")
                made.clicked.connect(lambda _on=False, answer=answer: self._answer(answer))
                made.setDefault(answer is Answer.MERGE)
                foot.addWidget(made)
                self.answers[answer] = made
        else:
            self.keep = button(tr("Done"), "main")
            self.keep.setDefault(True)
            self.keep.clicked.connect(lambda: self._answer(self._before.answer))
            foot.addWidget(self.keep)
        return foot

    def _show(self) -> None:
        """The fields in which the row and who is chosen differ."""
        place = max(0, self.who.currentIndex())
        candidate = self._row.candidates[place]
        who = ", ".join(part for part in (candidate.name, candidate.company) if part)
        said = alike_words(candidate.reason, who)
        said = said[:1].upper() + said[1:]
        if self._row.brings:
            said = f"{said} · {brings_words(self._row.brings)}"
        self.reason.setText(said)
        while (item := self._table.takeAt(0)) is not None:
            gone = item.widget()
            if gone is not None:
                gone.deleteLater()
        self.ticks = {}
        if not candidate.conflicts:
            self._table.addWidget(soft(tr("They differ in nothing: only what is missing is filled in.")))
            return
        made = QWidget()
        grid = QGridLayout(made)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(16)
        for column, heading in enumerate((tr("Field"), tr("Here"), tr("Take from the file"))):
            grid.addWidget(label(heading), 0, column)
            grid.setColumnStretch(column, (0, 1, 1)[column])
        for number, conflict in enumerate(candidate.conflicts, 1):
            grid.addWidget(plain(field_words().get(conflict.field, conflict.field), "soft"), number, 0)
            grid.addWidget(wrapped(_short(conflict.here)), number, 1)
            tick = Tick(_short(conflict.file).replace("&", "&&"))
            tick.setAccessibleName(
                tr("Take {0} for {1}", conflict.file, field_words().get(conflict.field, conflict.field))
            )
            tick.setChecked(conflict.field in self._before.take)
            grid.addWidget(tick, number, 2)
            self.ticks[conflict.field] = tick
        self._table.addWidget(made)

    def _answer(self, answer: Answer | None) -> None:
        take = frozenset(name for name, tick in self.ticks.items() if tick.isChecked())
        found = 0
        if answer is Answer.MERGE and len(self._row.candidates) > 1:
            found = self._row.candidates[max(0, self.who.currentIndex())].found
        if answer in (Answer.BOTH, Answer.LEAVE):
            take = frozenset()
        self._model.choose(self._row, RowChoice(answer, found, take))
        self.accept()


def _short(text: str) -> str:
    """One line of what may be long."""
    words = " ".join(text.split())
    return words if len(words) <= 60 else f"{words[:59]}…"


def open_compare(
    parent: QWidget, model: ImportRowsModel, row: PreviewRow, closed: Callable[[], object]
) -> CompareDialog | None:
    """Open it for a row that is or may be about somebody; None for any other."""
    if not row.candidates:
        return None
    dialog = CompareDialog(parent, model, row)
    dialog.finished.connect(lambda _result: closed())
    dialog.open()
    return dialog
