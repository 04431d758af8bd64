"""Contacts handed over to a colleague, and a colleague's taken over: each is one file."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QWidget

from kitdiary.services.exchange.territory import Given
from kitdiary.services.exchange.territory_taking import Taken
from kitdiary.services.planning import Progress
from kitdiary.ui import theme
from kitdiary.ui.desk import Desk
from kitdiary.ui.dialogs.base import Form, Wrong
from kitdiary.ui.dialogs.files import choose_file, choose_place
from kitdiary.ui.text import tr
from kitdiary.ui.widgets.labels import wrapped
from kitdiary.ui.widgets.parts import Part, line
from kitdiary.ui.widgets.tick import Tick
from kitdiary.ui.worker import Task

_FILTER = "*.zip"
Told = Callable[[Any], None]


class GiveForm(Form):
    """Who takes them over, and whether they rest here; then the place of the file."""

    def __init__(self, desk: Desk, parent: QWidget, people: Sequence[int]) -> None:
        super().__init__(
            desk, parent, tr("Hand over"), tr("Choose the file …  Ctrl ⏎"), width=theme.FORM_WIDTH
        )
        self.people = tuple(people)
        one, more = tr("1 contact with the whole history"), tr("{0} contacts with their whole history")
        count = len(self.people)
        self.say(one if count == 1 else more.format(f"{count:,}"))
        self.to = line("", tr("name of the colleague"))
        self.body.addWidget(Part(tr("Who takes them over"), self.to))
        self.rest = Tick(tr("Let them rest here for 90 days"))
        self.rest.setChecked(True)
        self.body.addWidget(self.rest)
        self.body.addWidget(
            wrapped(
                tr(
                    "Resting, they are called by one of you only, and come back here by themselves should "
                    "the file get lost. They get the colleague as owner and the tag “handed over”. Your "
                    "colleague takes the file in with “Take over contacts” (Ctrl+K)."
                ),
                "soft",
            )
        )
        self.body.addStretch(1)
        self.to.setFocus()

    def typed(self) -> bool:
        """Whether a name was typed."""
        return bool(self.to.text().strip())

    def save(self) -> None:
        """Ask for the place and write the file."""
        name = self.to.text().strip()
        if not name:
            raise Wrong(tr("Say who takes them over: their name becomes the owner."), self.to)
        folder = self.desk.diary.context.store.path.parent

        def write(place: Path) -> None:
            give(self.desk, place, self.people, name, mark=self.rest.isChecked())
            self.accept()

        packages = tr("Packages ({0})", _FILTER)
        choose_place(self, tr("Hand over"), f"{name}.zip", write, folder=str(folder), filters=packages)


def give(desk: Desk, place: Path, people: Sequence[int], to: str, *, mark: bool) -> None:
    """Write the package in the background and say where it is."""

    def done(given: Given) -> None:
        if given.change is not None:
            desk.changed.emit(given.change)
        said = tr("{0} contacts for {1} are in {2}", f"{given.contacts:,}", to, str(given.file))
        desk.said.emit(said, None if given.change is None else given.change.operation_id)

    def work(task: Task, tell: Told) -> Given:
        return desk.diary.territory.give(place, people, to, mark=mark, progress=_watching(task, tell))

    desk.slowly(tr("Writing the package …"), work, done)


def take(desk: Desk, place: Path) -> None:
    """Take a package in, in the background, and say what it brought."""

    def done(taken: Taken) -> None:
        if taken.change is not None:
            desk.changed.emit(taken.change)
        parts = [
            tr("{0} added", f"{taken.added:,}"),
            tr("{0} joined", f"{taken.joined:,}"),
            tr("{0} known from before", f"{taken.known:,}"),
        ]
        if taken.erased:
            parts.append(tr("{0} left out, as erased at their wish", f"{taken.erased:,}"))
        operation = None if taken.change is None else taken.change.operation_id
        desk.said.emit(", ".join(parts), operation)

    def work(task: Task, tell: Told) -> Taken:
        return desk.diary.territory.take(place, _watching(task, tell))

    desk.slowly(tr("Taking in {0} …", place.name), work, done)


def _watching(task: Task, tell: Told) -> Progress:
    """Tells the bar how far it is; ends it where the rep cancels."""

    def progress(done: int, total: int) -> bool:
        tell((done, total))
        return not task.cancelled

    return progress


def open_give(desk: Desk, parent: QWidget, what: object) -> None:
    """Open the form for these people."""
    if isinstance(what, tuple) and what:
        GiveForm(desk, parent, what).open()


def open_take(desk: Desk, parent: QWidget, what: object) -> None:  # noqa: ARG001 - as every opener
    """Ask for the package and take it in."""
    packages = tr("Packages ({0});;All files (*)", _FILTER)
    choose_file(parent, tr("Take over contacts"), lambda place: take(desk, place), filters=packages)
