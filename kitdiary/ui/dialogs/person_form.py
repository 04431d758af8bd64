"""Add or edit a person. Only what differs is written; what cannot be is marked where it stands."""

from functools import partial
from typing import Any, cast

from PySide6.QtWidgets import QWidget

from kitdiary.domain.errors import DiaryError
from kitdiary.domain.names import check_email
from kitdiary.domain.people import Contact
from kitdiary.services.contact_fields import merged
from kitdiary.services.contacts import ContactFields
from kitdiary.ui import theme
from kitdiary.ui.desk import Desk
from kitdiary.ui.dialogs.base import Form, Wrong
from kitdiary.ui.dialogs.person_fields import Bound, PersonFields
from kitdiary.ui.text import tr
from kitdiary.ui.widgets.labelled_list import LabelledList
from kitdiary.ui.widgets.parts import Part, beside
from kitdiary.ui.widgets.when_field import WhenField

_HEIGHT = 700


class PersonForm(Form):
    """The form; without a contact it adds one."""

    most_height = _HEIGHT

    def __init__(
        self, desk: Desk, parent: QWidget, contact_id: int | None, presets: dict[str, object] | None = None
    ) -> None:
        card = None if contact_id is None else desk.diary.cards.one(contact_id, 1)
        heading = tr("Add a person") if card is None else tr("Edit {0}", card.contact.name)
        super().__init__(desk, parent, heading)
        self._contact = Contact(0, "") if card is None else card.contact
        self._adding = card is None
        company = "" if card is None or card.company is None else card.company.name
        introducer = "" if card is None else card.introducer or ""
        self.fields = PersonFields(desk, self._contact, company, introducer)
        for bound in self.fields.bound.values():
            bound.first = _said(bound)
        self.fields.preset(presets or {})
        self._lay()
        for listed in (self.fields.emails, self.fields.phones):
            listed.grown.connect(self.fit)
        self.fields.name.setFocus()

    def _lay(self) -> None:
        f = self.fields
        self._row(Part(tr("Name"), f.name), Part(tr("Company"), f.company))
        self._row(Part(tr("Job title"), f.job_title), Part(tr("Role"), f.role))
        self._row(Part(tr("Email"), f.emails), Part(tr("Phone"), f.phones))
        self._row(Part(tr("Rating"), f.rating), Part(tr("Right for us"), f.fit))
        self._row(Part(tr("Evidence"), f.fit_note), Part(tr("Link to it"), f.fit_link))
        self._row(Part(tr("When the door may open"), f.timing), Part(tr("Introduced by"), f.introduced_by))
        self._row(Part(tr("Tags"), f.tags), Part(tr("Source"), f.source))
        self._row(Part(tr("Time zone"), f.time_zone), Part(tr("Best hours"), f.best_hours))
        town = beside(
            Part(tr("Postcode"), f.postcode), Part(tr("City"), f.city), stretch=(2, 3), spacing=theme.TIGHT
        )
        self._row(Part(tr("Street"), f.street), town)
        self._row(Part(tr("Region"), f.region), Part(tr("Country"), f.country))
        self._row(Part(tr("Talk"), f.talk_every), Part(tr("Something of value"), f.email_every))
        ticks = beside(f.calls, f.email, f.other, stretch=(0, 0, 1))
        self.body.addWidget(Part(tr("What they allow"), ticks))
        self._row(Part(tr("Website"), f.website), self._pair())
        self.body.addWidget(Part(tr("Notes"), f.notes))
        self.body.addStretch(1)

    def _pair(self) -> QWidget:
        f = self.fields
        return beside(Part(tr("Birthday"), f.birthday), Part(tr("Language"), f.language), spacing=theme.TIGHT)

    def _row(self, left: QWidget, right: QWidget) -> None:
        self.body.addWidget(beside(left, right))

    # -- saving -------------------------------------------------------------------------------

    def _differing(self) -> list[Bound]:
        return [bound for bound in self.fields.bound.values() if _said(bound) != bound.first]

    def typed(self) -> bool:
        """Whether anything differs."""
        return bool(self._differing())

    def save(self) -> None:
        """Write what differs."""
        if not self.fields.name.text().strip():
            raise Wrong(tr("A contact needs a name: give one."), self.fields.name)
        policy, today = self.desk.diary.context.policy, self.desk.diary.context.today()
        base = Contact(0, "-") if self._adding else self._contact
        fields: dict[str, Any] = {}
        for bound in self._differing():
            field = _inner(bound.field)
            said = self.read(field, bound.says)
            self.read(field, partial(merged, base, said, policy, today))
            fields |= said
        self._write(cast("ContactFields", fields))

    def _write(self, fields: ContactFields) -> None:
        contacts, who = self.desk.diary.contacts, self._contact.id
        if not self._adding:
            self.submit(lambda: contacts.edit((who,), **fields))
            return
        desk = self.desk
        self.submit(lambda: contacts.add(**fields), lambda change: desk.open_contact(change.contact_ids[0]))


def _said(bound: Bound) -> ContactFields | None:
    """What a field says; None where that cannot be (which differs from anything that can)."""
    try:
        return bound.says()
    except DiaryError:
        return None


def _inner(field: QWidget) -> QWidget:
    """The field that is marked: of a list the one that is no address, of a row its first."""
    if isinstance(field, LabelledList):
        return next(
            (value for value, _label, _row in field.rows if _is_wrong(value.text())), field.rows[0][0]
        )
    return field.day if isinstance(field, WhenField) else field


def _is_wrong(address: str) -> bool:
    """Whether an address is none; numbers are never refused for what they are."""
    try:
        return bool(address.strip()) and not check_email(address)
    except DiaryError:
        return True


def open_add(desk: Desk, parent: QWidget, what: object) -> None:
    """Add a person; ``what`` may hold presets by the names of `ContactFields`."""
    PersonForm(desk, parent, None, what if isinstance(what, dict) else None).open()


def open_edit(desk: Desk, parent: QWidget, what: object) -> None:
    """Edit this contact."""
    PersonForm(desk, parent, int(str(what))).open()
