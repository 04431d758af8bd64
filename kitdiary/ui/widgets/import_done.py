"""What an import did: the counts, the way back, and the rows that could not be read."""

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from kitdiary.services.exchange.import_preview import ImportPreview
from kitdiary.services.exchange.import_request import ImportRequest
from kitdiary.services.exchange.imports import Imported
from kitdiary.ui import theme
from kitdiary.ui.desk import Desk
from kitdiary.ui.dialogs.files import choose_place
from kitdiary.ui.import_words import rows_words
from kitdiary.ui.text import tr
from kitdiary.ui.widgets.labels import button, card, plain, wrapped


class ImportDone(QWidget):
    """Shows an `Imported`. ``again``: another file is wanted."""

    again = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._request: ImportRequest | None = None
        self._operation: int | None = None
        self._source = ""
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        frame, inner = card()
        frame.setMaximumWidth(720)
        inner.setContentsMargins(20, 18, 20, 18)
        inner.setSpacing(theme.GAP)
        self.heading = plain("", role="name", bold=True)
        self.counts = wrapped()
        self.unread = wrapped("", "soft")
        inner.addWidget(self.heading)
        inner.addWidget(self.counts)
        self.similar = wrapped("", "soft")
        inner.addWidget(self.similar)
        inner.addWidget(self.unread)
        row = QHBoxLayout()
        row.setSpacing(theme.TIGHT)
        self.show_them = button(tr("Show them"), "main")
        self.show_them.clicked.connect(lambda: desk.go("contacts", {"sources": (self._source,)}))
        self.compare = button(tr("Compare them …"))
        self.compare.clicked.connect(lambda: desk.go("duplicates"))
        self.rejects = button(tr("Save rejects …"))
        self.rejects.clicked.connect(self._choose)
        self.undo = button(tr("Undo the import"))
        self.undo.clicked.connect(self._undo)
        another = button(tr("Import another file …"))
        another.clicked.connect(self.again)
        for made in (self.show_them, self.compare, self.rejects, another, self.undo):
            row.addWidget(made)
        row.addStretch(1)
        inner.addLayout(row)
        outer.addWidget(frame)
        outer.addStretch(1)

    def show_result(self, request: ImportRequest, result: Imported, preview: ImportPreview | None) -> None:
        """Show what was done."""
        totals = result.totals
        self._request, self._operation = request, result.operation_id
        self._source = request.source or (preview.source_words if preview else "")
        written = totals.added + totals.updated
        self.heading.setText(
            tr("{0} of {1} imported", f"{written:,}", rows_words(totals.rows))
            if written
            else tr("Nothing new")
        )
        said = [
            tr("{0} new", f"{totals.added:,}"),
            tr("{0} filled in", f"{totals.updated:,}"),
            tr("{0} had it all", f"{totals.unchanged:,}"),
            tr("{0} left out", f"{totals.duplicates:,}"),
        ]
        self.counts.setText(", ".join(said) + ".")
        like = result.similar_count
        self.similar.setVisible(bool(like))
        self.compare.setVisible(bool(like))
        self.similar.setText(
            tr("One of the new people is like somebody who is here, and was kept beside them.")
            if like == 1
            else tr("{0} of the new people are like somebody who is here, and were kept.", f"{like:,}")
        )
        self.unread.setVisible(bool(totals.rejected))
        self.unread.setText(
            tr(
                "{0} could not be read. Save them with line and reason, correct them there, and import "
                "that file.",
                rows_words(totals.rejected),
            )
        )
        self.rejects.setVisible(bool(totals.rejected))
        self.undo.setVisible(self._operation is not None)
        self.show_them.setVisible(bool(totals.added))

    def _choose(self) -> None:
        if self._request is None:
            return
        path = self._request.path
        ending = ".vcf" if path.suffix.lower() in (".vcf", ".vcard") else ".csv"
        name = f"{path.stem}-rejects{ending}"
        choose_place(self, tr("Save rejects"), name, self.save_rejects, folder=str(path.parent))

    def save_rejects(self, target: Path) -> None:
        """Write the rows that could not be read."""
        request, imports = self._request, self._desk.diary.imports
        if request is None:
            return

        def done(count: int) -> None:
            self._desk.said.emit(tr("{0} are in {1}", rows_words(count), str(target)), None)

        self._desk.look(lambda _task: imports.save_rejects(request, target), done)

    def _undo(self) -> None:
        if self._operation is not None:
            self._desk.undo(self._operation)
            self._operation = None
            self.undo.hide()
            self.show_them.hide()
