"""One company: its people and all their touches in one timeline."""

from functools import partial

from PySide6.QtGui import QKeySequence, QShortcut

from kitdiary.domain.errors import DiaryError
from kitdiary.services.changes import Change
from kitdiary.services.company_cards import CompanyCard
from kitdiary.ui.desk import Desk
from kitdiary.ui.pages.card_page import CardPage
from kitdiary.ui.text import tr
from kitdiary.ui.widgets.facts import FactsCard
from kitdiary.ui.widgets.labels import button
from kitdiary.ui.words import day_words


class CompanyPage(CardPage):
    """The page of a company; `open` takes its id."""

    name = "company"

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.company_id: int | None = None
        self.card: CompanyCard | None = None
        edit = button(tr("Edit"), "", tr("Edit (Ctrl+E)"))
        edit.clicked.connect(self._edit)
        QShortcut(QKeySequence("Ctrl+E"), self).activated.connect(self._edit)
        add = button(tr("Add a person"), "main")
        add.clicked.connect(self._add_person)
        self.head.addWidget(edit)
        self.head.addWidget(add)

    def open(self, what: object = None) -> None:
        """Show the company of this id."""
        if isinstance(what, int) and what != self.company_id:
            self.company_id = what
            self.timeline.clear_filter()
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
        rating = policy.effective_rating(None, company.rating)
        self.badge.show_rating(rating, policy.rank(rating), own=company.rating is not None)
        self._show_strip(card)
        names = {row.contact_id: row.name for row in card.people}
        self.timeline.show_touches(lambda limit, before: cards.timeline(company_id, limit, before), names)
        self._show_side(card)

    def _show_strip(self, card: CompanyCard) -> None:
        today = self.desk.diary.context.today()

        def day(value: object) -> str:
            return day_words(value, today) if value is not None else tr("never")  # type: ignore[arg-type]

        due = card.next_step_on
        self.strip.show_cells(
            [
                (tr("People"), f"{len(card.people)}", tr("in this diary"), None, False),
                (
                    tr("Last conversation"),
                    day(card.last_conversation_on),
                    tr("with anybody there"),
                    None,
                    False,
                ),
                (
                    tr("Next step"),
                    day(due) if due is not None else tr("none"),
                    tr("with anybody there"),
                    None,
                    due is not None and due < today,
                ),
                (
                    tr("Rating"),
                    card.company.rating or tr("not rated"),
                    tr("for all without one"),
                    None,
                    False,
                ),
            ]
        )

    def _show_side(self, card: CompanyCard) -> None:
        people = FactsCard(tr("People"))
        today = self.desk.diary.context.today()
        for row in card.people:
            due = "" if row.next_talk_on is None else tr("talk {0}", day_words(row.next_talk_on, today))
            text = ", ".join(part for part in (row.name, row.job_title, due) if part)
            people.add(
                row.rating or row.effective_rating or "",
                text,
                partial(self.desk.open_contact, row.contact_id),
            )
        if not card.people:
            people.add_text(tr("Nobody there is in the diary yet."))
        company = card.company
        about = FactsCard(tr("About"), tr("Edit"), lambda: self.desk.go("edit-company", company.id))
        address = company.address
        lines = [address.street, " ".join(p for p in (address.postcode, address.city) if p), address.country]
        for name, value in (
            (tr("Industry"), company.industry),
            (tr("Website"), company.website),
            (tr("Address"), ", ".join(line for line in lines if line)),
            (tr("Notes"), company.notes),
        ):
            if value:
                about.add(name, value)
        self.show_side((people, about))

    def _edit(self) -> None:
        if self.company_id is not None:
            self.desk.go("edit-company", self.company_id)

    def _add_person(self) -> None:
        if self.card is not None:
            self.desk.go("add-contact", {"company": self.card.company.name})
