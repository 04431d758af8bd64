"""The files of a person or a company: opened, saved elsewhere, removed."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QMenu, QWidget

from kitdiary.services.attachments import Attachment
from kitdiary.ui.desk import Desk
from kitdiary.ui.dialogs.files import choose_place
from kitdiary.ui.outside_files import open_file, safe_name
from kitdiary.ui.text import tr
from kitdiary.ui.widgets.facts import FactsCard
from kitdiary.ui.words import inside_words

_ENDING = 5


def files_card(
    desk: Desk, page: QWidget, files: Sequence[Attachment], add: Callable[[], object]
) -> FactsCard:
    """The card; ``add`` asks for files."""
    made = FactsCard(tr("Files"), tr("Add"), add)
    today = desk.diary.context.today()
    for file in files:
        size = QLocale().formattedDataSize(file.size, 1, QLocale.DataSizeFormat.DataSizeTraditionalFormat)
        made.add(
            _ending(file.name),
            file.name,
            partial(open_attachment, desk, file),
            under=tr("{0}, added {1}", size, inside_words(file.added_on, today)),
            more=partial(_more, desk, page, file),
            delete=partial(_remove, desk, file),
        )
    if not files:
        made.add_text(tr("Drop files on the page, or add them: offers, photos, contracts."))
    return made


def open_attachment(desk: Desk, file: Attachment) -> None:
    """Open a copy in the program the system has for it."""
    open_file_of(desk, file.id)


def open_file_of(desk: Desk, attachment_id: int) -> None:
    """The same by the attachment's id."""
    diary, copies = desk.diary, desk.copies

    def opened(path: Path) -> None:
        if not open_file(path):
            desk.failed.emit(tr("No program here opens “{0}”: save it somewhere instead.", path.name))

    desk.look(lambda _task: copies.put(attachment_id, *diary.attachments.content(attachment_id)), opened)


def save_attachment(desk: Desk, page: QWidget, file: Attachment) -> None:
    """Ask where to, and write it there."""
    diary = desk.diary
    choose_place(
        page,
        tr("Save the file"),
        safe_name(file.name),
        lambda place: desk.look(
            lambda _task: diary.attachments.save(file.id, place),
            lambda saved: desk.said.emit(tr("Saved {0}", saved), None),
        ),
    )


def _remove(desk: Desk, file: Attachment) -> None:
    desk.write(lambda: desk.diary.attachments.remove(file.id))


def _more(desk: Desk, page: QWidget, file: Attachment, menu: QMenu) -> None:
    for text, act in (
        (tr("Open"), partial(open_attachment, desk, file)),
        (tr("Save as …"), partial(save_attachment, desk, page, file)),
        (tr("Remove") + "\tDel", partial(_remove, desk, file)),
    ):
        menu.addAction(text).triggered.connect(lambda _checked=False, act=act: act())


def _ending(name: str) -> str:
    """The sort of file, by its ending."""
    _, dot, ending = name.rpartition(".")
    return ending.upper() if dot and 0 < len(ending) <= _ENDING else tr("File")
