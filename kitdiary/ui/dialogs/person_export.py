"""Everything held on one person, written into a folder that is chosen."""

import re
from pathlib import Path

from PySide6.QtWidgets import QWidget

from kitdiary.services.privacy import PersonExport
from kitdiary.ui.desk import Desk
from kitdiary.ui.dialogs.files import choose_folder
from kitdiary.ui.text import tr

_NO_FILE_NAME = re.compile(r'[\x00-\x1f<>:"/\\|?*]+')


def open_person_export(desk: Desk, parent: QWidget, what: object) -> None:
    """Ask for a place and write a folder with the person's name there."""
    if not isinstance(what, int):
        return
    heading = tr("Everything held on this person: choose a place")
    choose_folder(parent, heading, lambda place: write_to(desk, what, place))


def write_to(desk: Desk, contact_id: int, place: Path) -> None:
    """Write the folder there in the background, under a name that is free, and say where it is."""
    name = _NO_FILE_NAME.sub("_", desk.diary.contacts.one(contact_id).name).strip(" .") or str(contact_id)
    folder, number = place / name, 2
    while folder.exists():
        folder, number = place / f"{name} {number}", number + 1

    def done(found: PersonExport) -> None:
        desk.said.emit(tr("Everything on {0} is in {1}", found.name, str(found.folder)), None)

    desk.slowly(
        tr("Writing what is held on them …"),
        lambda _task, _tell: desk.diary.privacy.export(contact_id, folder),
        done,
    )
