"""Contacts into a file: where to and in which form, then written in the background."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QWidget

from kitdiary.services.exchange.contact_exports import Exported, ExportForm
from kitdiary.ui.desk import Desk
from kitdiary.ui.text import tr
from kitdiary.ui.worker import Task

_ENDINGS = {ExportForm.CSV: ".csv", ExportForm.VCARD_3: ".vcf", ExportForm.VCARD_4: ".vcf"}


def open_export(desk: Desk, parent: QWidget, what: object) -> None:
    """Ask for a place and write there these contacts (a sequence of ids), or all (None)."""
    ids = None if what is None else tuple(what) if isinstance(what, Sequence) else ()
    filters = _filters()
    asked = QFileDialog(parent, tr("Export contacts"))
    asked.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    asked.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    asked.setNameFilters(list(filters))
    asked.setDefaultSuffix("csv")
    asked.filterSelected.connect(lambda name: asked.setDefaultSuffix(_ENDINGS[filters[name]][1:]))
    asked.selectFile(tr("contacts"))
    asked.fileSelected.connect(
        lambda chosen: write_to(desk, ids, *placed(Path(chosen), filters[asked.selectedNameFilter()]))
    )
    asked.open()


def _filters() -> dict[str, ExportForm]:
    """The forms as the system's dialog offers them."""
    return {
        tr("Table (*.csv)"): ExportForm.CSV,
        tr("vCard 3.0, for every phone (*.vcf)"): ExportForm.VCARD_3,
        tr("vCard 4.0 (*.vcf)"): ExportForm.VCARD_4,
    }


def placed(path: Path, form: ExportForm) -> tuple[Path, ExportForm]:
    """Where to and in which form: an ending that was typed goes before the form that was chosen."""
    typed = path.suffix.lower()
    if typed == ".csv":
        return path, ExportForm.CSV
    if typed in (".vcf", ".vcard"):
        return path, ExportForm.VCARD_3 if form is ExportForm.CSV else form
    return path.with_name(path.name + _ENDINGS[form]), form


def write_to(desk: Desk, ids: Sequence[int] | None, path: Path, form: ExportForm) -> None:
    """Write the file with its progress shown; say what is in it."""

    def work(task: Task, tell: Callable[[Any], None]) -> Exported:
        def progress(done: int, total: int) -> bool:
            tell((done, total))
            return not task.cancelled

        return desk.diary.exports.write(path, form, ids, progress)

    def done(written: Exported) -> None:
        people = tr("1 contact") if written.contacts == 1 else tr("{0} contacts", f"{written.contacts:,}")
        desk.said.emit(tr("{0} written into {1}", people, str(path)), None)

    desk.slowly(tr("Exporting contacts …"), work, done)
