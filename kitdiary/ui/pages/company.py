"""One company: its people and all their touches in one timeline, what is open there, who has left."""

from datetime import date
from functools import partial

from PySide6.QtWidgets import QMenu, QWidget

from kitdiary.domain.day_names import month_short
from kitdiary.domain.errors import DiaryError
from kitdiary.domain.people import Company
from kitdiary.services.cards import ContactRow
from kitdiary.services.changes import Change
from kitdiary.services.company_cards import CompanyCard
from kitdiary.ui.desk import Desk
from kitdiary.ui.pages.card_page import CardPage, MenuRow
from kitdiary.ui.pages.contact_people import job_menu, open_total, opportunities_card
from kitdiary.ui.pages.totals import show_totals
from kitdiary.ui.text import tr
from kitdiary.ui.widgets.facts import FactsCard
from kitdiary.ui.widgets.files_card import files_card
from kitdiary.ui.widgets.labels import button
from kitdiary.ui.widgets.strip import Cell
from kitdiary.ui.words import day_words, inside_words

_RATING = 24
"""The room for the letter of a rating."""
_PEOPLE = 40
"""So many people are named; the table of contacts shows them all."""


class CompanyPage(CardPage):
    """The page of a company; `open` takes its id."""

    name = "company"

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.company_id: int | None = None
        self.card: CompanyCard | None = None
        edit = button(tr("Edit"), "", tr("Edit (Ctrl+E)"))
        edit.clicked.connect(self._edit)
        self._key("Ctrl+E", self._edit)
        add = button(tr("Add a person"), "main")
        add.clicked.connect(self._add_person)
        self.head.addWidget(edit)
        self.head.addWidget(add)
        self.more_button(self._more)

    def _more(self) -> list[MenuRow]:
        return [
            (tr("Attach files …"), "Ctrl+Shift+A", self.add_files),
            (tr("Its people as a list"), "", self._list_people),
        ]

    def open(self, what: object = None) -> None:
        """Show the company of this id."""
        if isinstance(what, int) and what != self.company_id:
            self.company_id = what
            self.timeline.clear_filter()
            self.side.verticalScrollBar().setValue(0)
        self.mark_stale()

    def refresh(self, change: Change | None) -> None:  # noqa: ARG002 - any person's change may show here
        """Read the company anew."""
        company_id = self.company_id
        if company_id is None:
            return
        cards = self.desk.diary.company_cards
        try:
            card = self.card = cards.one(company_id)
        except DiaryError:
            self.desk.go("back")  # an undo has taken the company out of the diary
            return
        company, policy = card.company, self.desk.diary.context.policy
        self.title.setText(company.name)
        place = ", ".join(part for part in (company.industry, company.address.city) if part)
        self.subtitle.setText(place)
        self.subtitle.setVisible(bool(place))
        rating = policy.effective_rating(None, company.rating)
        self.badge.show_rating(rating, policy.rank(rating), own=company.rating is not None)
        self.strip.show_cells(self._cells(card))
        names = {row.contact_id: row.name for row in card.people}
        self.timeline.show_touches(lambda limit, before: cards.timeline(company_id, limit, before), names)
        show_totals(self.timeline, card.totals, self.desk.diary.context.today())
        self.show_side(self._cards(card))

    # -- what it is about ---------------------------------------------------------------------

    def rating_source(self) -> tuple[str, str | None]:
        """The company's own rating, else the default."""
        own = None if self.card is None else self.card.company.rating
        words = tr("The company’s rating, for all without one of their own")
        return (words if own is not None else tr("Not rated")), own

    def rate(self, code: str | None) -> None:
        """Rate the company."""
        if (company_id := self.company_id) is not None:
            self.desk.write(lambda: self.desk.diary.contacts.rate_companies((company_id,), code))

    def owner(self) -> dict[str, int | None]:
        """The company's files."""
        return {"company_id": self.company_id}

    # -- the strip ----------------------------------------------------------------------------

    def _cells(self, card: CompanyCard) -> list[Cell]:
        today, desk = self.desk.diary.context.today(), self.desk
        last, last_on = card.totals.last_conversation, card.totals.last_conversation_on
        due, whose = card.next_step_on, card.next_person
        first = next((row.name for row in card.people if row.contact_id == whose), "")
        found = [
            Cell(tr("People"), f"{len(card.people)}", tr("in this diary"), self._list_people),
            Cell(
                tr("Last conversation"),
                tr("never") if last_on is None else day_words(last_on, today),
                tr("with anybody there"),
                self._show_all if last is None else partial(self.timeline.show_touch, last),
            ),
            Cell(
                tr("Next step"),
                tr("none") if due is None else day_words(due, today),
                first or tr("with anybody there"),
                self._list_people if whose is None else partial(desk.open_contact, whose),
                due is not None and due < today,
            ),
        ]
        if card.opportunities:
            won = sum(1 for one in card.opportunities if one.stage == "won")
            total = tr("{0} in all, {1} won", len(card.opportunities), won)
            found.append(
                Cell(
                    tr("Open opportunities"), open_total(card.opportunities), total, self._show_opportunities
                )
            )
        rating = card.company.rating or tr("not rated")
        found.append(Cell(tr("Rating"), rating, tr("for all without one"), self._rating_menu))
        return found

    def _show_all(self) -> None:
        self.timeline.show_only("")

    def _list_people(self) -> None:
        if self.company_id is not None:
            self.desk.go("contacts", {"company_id": self.company_id})

    def _show_opportunities(self) -> None:
        """Bring the card with them into sight, and the keyboard to its first."""
        from kitdiary.ui.widgets.facts import LongLink  # here alone

        card = self.side.findChild(QWidget, "opportunities")
        if card is not None:
            link = card.findChild(LongLink)
            self.side.ensureWidgetVisible(card, 0, 8)
            if link is not None:
                link.setFocus()

    # -- the cards ----------------------------------------------------------------------------

    def _cards(self, card: CompanyCard) -> list[QWidget]:
        desk, company = self.desk, card.company
        found: list[QWidget] = [self._people(card)]
        if card.former:
            found.append(self._former(card))
        if card.opportunities:
            names = {row.contact_id: row.name for row in card.people}
            deals = opportunities_card(desk, card.opportunities, names=names)
            deals.setObjectName("opportunities")
            found.append(deals)
        files = desk.diary.attachments.of_company(company.id)
        found += [self._about(company), files_card(desk, self, files, self.add_files)]
        return found

    def _people(self, card: CompanyCard) -> QWidget:
        made = FactsCard(tr("People"), name_width=_RATING)
        today = self.desk.diary.context.today()
        for row in card.people[:_PEOPLE]:
            made.add(
                row.rating or row.effective_rating or "",
                ", ".join(part for part in (row.name, row.job_title) if part),
                partial(self.desk.open_contact, row.contact_id),
                under=_dates(row, today),
                more=partial(self._person_menu, row.contact_id),
            )
        more = len(card.people) - _PEOPLE
        if more > 0:
            made.add("", tr("and {0} more: all as a list", more), self._list_people)
        if not card.people:
            made.add_text(tr("Nobody there is in the diary yet."))
        return made

    def _person_menu(self, contact_id: int, menu: QMenu) -> None:
        desk = self.desk
        for text, act in (
            (tr("Open"), partial(desk.open_contact, contact_id)),
            (tr("Log a touch …"), partial(desk.log, (contact_id,))),
            (tr("Has left the company …"), partial(desk.go, "leave", contact_id)),
        ):
            menu.addAction(text).triggered.connect(lambda _checked=False, act=act: act())

    def _former(self, card: CompanyCard) -> QWidget:
        made = FactsCard(tr("Former people"))
        for job in card.former:
            under = [tr("until {0} {1}", month_short(job.left_on), job.left_on.year)]
            if job.successor is not None:
                under.append(tr("followed by {0}", job.successor))
            made.add(
                tr("Left"),
                ", ".join(part for part in (job.name, job.job_title) if part),
                partial(self.desk.open_contact, job.contact_id),
                long=True,
                under=" · ".join(under),
                more=partial(job_menu, self.desk, job),
            )
        return made

    def _about(self, company: Company) -> QWidget:
        made = FactsCard(tr("About"), tr("Edit"), self._edit)
        address = company.address
        lines = [address.street, " ".join(p for p in (address.postcode, address.city) if p), address.country]
        known = False
        for name, value in (
            (tr("Industry"), company.industry),
            (tr("Website"), company.website),
            (tr("Address"), ", ".join(line for line in lines if line)),
        ):
            if value:
                made.add(name, value, self._edit, long=True)
                known = True
        if company.notes:
            made.add(tr("Notes"), company.notes)
        elif not known:
            made.add_text(tr("Nothing is known of the company itself yet."))
        return made

    def _edit(self) -> None:
        if self.company_id is not None:
            self.desk.go("edit-company", self.company_id)

    def _add_person(self) -> None:
        if self.card is not None:
            self.desk.go("add-contact", {"company": self.card.company.name})


def _dates(row: ContactRow, today: date) -> str:
    """When they were last spoken to, and when they are to be."""
    spoken = row.last_conversation_on
    last = tr("never spoken") if spoken is None else tr("spoke {0}", inside_words(spoken, today))
    due = "" if row.talk_on is None else tr("next talk {0}", inside_words(row.talk_on, today))
    return " · ".join(part for part in (last, due) if part)
