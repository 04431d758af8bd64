"""Edit a company. Only what differs is written."""

from functools import partial
from typing import Any, cast

from PySide6.QtWidgets import QLineEdit, QWidget

from kitdiary.services.company_fields import CompanyFields, merged_company
from kitdiary.ui import theme
from kitdiary.ui.desk import Desk
from kitdiary.ui.dialogs.base import Form
from kitdiary.ui.text import tr
from kitdiary.ui.widgets.chips import Chips
from kitdiary.ui.widgets.parts import Part, beside, line, lines


class CompanyForm(Form):
    """The form."""

    def __init__(self, desk: Desk, parent: QWidget, company_id: int) -> None:
        self._company = company = desk.diary.contacts.company(company_id)
        super().__init__(desk, parent, tr("Edit {0}", company.name), width=theme.WRITE_WIDTH)
        place = company.address
        known = {
            "name": company.name,
            "industry": company.industry,
            "website": company.website,
            "street": place.street,
            "postcode": place.postcode,
            "city": place.city,
            "region": place.region,
            "country": place.country,
        }
        self.fields: dict[str, QLineEdit] = {key: line(text) for key, text in known.items()}
        levels: list[tuple[object, str]] = [("", tr("None"))]
        levels += [(one.code, f"{one.code}  {one.name}") for one in desk.diary.context.policy.scale]
        self.rating = Chips(tr("Rating"), levels)
        self.rating.choose(company.rating or "")
        self.notes = lines(company.notes, height=84)
        self._lay()
        self._first = self._said()
        self.fields["name"].setFocus()

    def _lay(self) -> None:
        f = self.fields
        self.body.addWidget(Part(tr("Name"), f["name"]))
        self.body.addWidget(beside(Part(tr("Industry"), f["industry"]), Part(tr("Website"), f["website"])))
        everyone = tr("counts for everyone there who has no rating of their own")
        self.rating.setToolTip(everyone)
        self.body.addWidget(Part(tr("Rating"), self.rating))
        self.body.addWidget(Part(tr("Street"), f["street"]))
        self.body.addWidget(
            beside(Part(tr("Postcode"), f["postcode"]), Part(tr("City"), f["city"]), stretch=(2, 5))
        )
        self.body.addWidget(beside(Part(tr("Region"), f["region"]), Part(tr("Country"), f["country"])))
        self.body.addWidget(Part(tr("Notes"), self.notes))
        self.body.addStretch(1)

    def _said(self) -> dict[str, str | None]:
        said: dict[str, str | None] = {key: field.text().strip() for key, field in self.fields.items()}
        return said | {"rating": str(self.rating.value) or None, "notes": self.notes.toPlainText().strip()}

    def typed(self) -> bool:
        """Whether anything differs."""
        return self._said() != self._first

    def save(self) -> None:
        """Write what differs."""
        diary, company = self.desk.diary, self._company
        differing = {key: said for key, said in self._said().items() if said != self._first[key]}
        policy = diary.context.policy
        widgets: dict[str, QWidget] = {**self.fields, "rating": self.rating, "notes": self.notes}
        for key, said in differing.items():
            one: Any = {key: said}
            self.read(widgets[key], partial(merged_company, company, one, policy))
        fields = cast("CompanyFields", differing)
        self.submit(lambda: diary.contacts.edit_company(company.id, **fields))


def open_edit(desk: Desk, parent: QWidget, what: object) -> None:
    """Edit this company."""
    CompanyForm(desk, parent, int(str(what))).open()
