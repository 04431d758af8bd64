"""Erase a person for good: one of the few things that is asked about, since no undo brings them back."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from kitdiary.services.changes import Change
from kitdiary.services.privacy import Erased
from kitdiary.ui.desk import Desk
from kitdiary.ui.dialogs.base import Form
from kitdiary.ui.text import tr
from kitdiary.ui.widgets.labels import label, wrapped

_WIDTH = 560


class EraseForm(Form):
    """What goes, which backups still hold the person, and the button; then what is left to do by hand."""

    def __init__(self, desk: Desk, parent: QWidget, contact_id: int) -> None:
        self._name = desk.diary.contacts.one(contact_id).name
        super().__init__(desk, parent, tr("Erase {0}", self._name), tr("Erase for good  Ctrl ⏎"), _WIDTH)
        self._contact_id = contact_id
        self.say(tr("This cannot be undone."))
        self.text = wrapped(
            tr(
                "The person goes with everything noted about them: touches with nobody else, promises, "
                "insights, files. The history of changes, the search and the file itself forget them too. "
                "A touch with several people stays without them, its note as it was. An import will leave "
                "them out from now on."
            )
        )
        self.body.addWidget(self.text)
        self.copies = wrapped("", "soft")
        self.copies.setAccessibleName(tr("Copies that hold the person"))
        self.copies.hide()
        self.heading = label(tr("Copies that still hold them"))
        self.heading.hide()
        self.body.addWidget(self.heading)
        self.body.addWidget(self.copies)
        self.body.addStretch(1)
        self.cancel.setFocus()
        desk.look(lambda _task: desk.diary.privacy.backups_of(contact_id), self._show_copies)

    def save(self) -> None:
        """Erase; the dialog stays and says what is left."""
        self._saving = True
        self.do.setEnabled(False)
        self.error.setText(tr("Erasing …"))
        found: list[Erased] = []

        def act() -> Change:
            found.append(self.desk.diary.privacy.erase(self._contact_id))
            return found[0].change

        self.desk.write(act, lambda _change: self._done(found[0]), self._failed)

    def _failed(self, sentence: str) -> None:
        if isValid(self):
            self.refuse(sentence)
        else:
            self.desk.failed.emit(sentence)

    def _done(self, erased: Erased) -> None:
        if not isValid(self):
            return
        self.title.setText(tr("{0} is erased", self._name))
        self.say("")
        said = [tr("Nothing of them is left in this diary.")]
        if erased.mentions:
            said.append(tr("Notes about others that have the name stay: {0}.", "; ".join(erased.mentions)))
        if erased.problem is not None:
            said.append(erased.problem)
        self.text.setText("\n\n".join(said))
        self.error.setText("")
        self._show_copies(erased.backups)
        self.do.hide()
        self.cancel.setText(tr("Close"))
        self.cancel.setFocus()
        self.fit()

    def _show_copies(self, copies: Sequence[Path]) -> None:
        if not isValid(self):
            return
        self.copies.setText("\n".join(str(path) for path in copies))
        for made in (self.heading, self.copies):
            made.setVisible(bool(copies))
        self.fit()


def open_erase(desk: Desk, parent: QWidget, what: object) -> None:
    """Open it for the contact of this id."""
    if isinstance(what, int):
        EraseForm(desk, parent, what).open()
