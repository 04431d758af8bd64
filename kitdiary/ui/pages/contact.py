"""One contact: what is next and why, what passed, what we know, how to reach them, who is around them."""

from datetime import date
from functools import partial

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QPushButton

from kitdiary.domain.errors import DiaryError
from kitdiary.services.agenda import local_time
from kitdiary.services.cards import ContactCard
from kitdiary.services.changes import Change
from kitdiary.ui import theme
from kitdiary.ui.desk import Desk
from kitdiary.ui.models.contacts_model import closed_words
from kitdiary.ui.pages.card_page import CardPage, MenuRow
from kitdiary.ui.pages.contact_cells import cells, rating_source
from kitdiary.ui.pages.contact_facts import fact_cards
from kitdiary.ui.pages.totals import show_totals
from kitdiary.ui.text import tr
from kitdiary.ui.widgets.labels import button, plain_tip
from kitdiary.ui.widgets.privacy_menu import privacy_rows
from kitdiary.ui.words import begun, day_words


class ContactPage(CardPage):
    """The page of a contact; `open` takes its id."""

    name = "contact"

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.contact_id: int | None = None
        self.card: ContactCard | None = None
        self._touch_to_show: int | None = None
        self._seldom: list[QPushButton] = []
        self._buttons()

    def _buttons(self) -> None:
        for text, look, where, keys in (
            (tr("Edit"), "", "edit-contact", "Ctrl+E"),
            (tr("Promise"), "", "promise", "Ctrl+P"),
            (tr("Opportunity"), "", "opportunity", "Ctrl+O"),
            (tr("Write"), "", "write", "Ctrl+M"),
            (tr("Log a touch"), "main", "log", "Ctrl+Return"),
        ):
            made = button(text, look, f"{text} ({keys})")
            made.clicked.connect(lambda _checked=False, where=where: self._do(where))
            # A button's own shortcut waits 100 ms, to be seen pressed.
            self._key(keys, partial(self._do, where))
            self.head.addWidget(made)
            if where in ("promise", "opportunity"):
                self._seldom.append(made)
        self._key("Ctrl+Shift+I", lambda: self._do("insights"))
        self._key("Ctrl+Shift+H", self.raise_hand)
        self.more_button(self._more)
        self.link_subtitle(self._open_company)

    def _more(self) -> list[MenuRow]:
        rows: list[MenuRow] = [
            (tr("Promise something …"), "Ctrl+P", lambda: self._do("promise")),
            (tr("Opportunity …"), "Ctrl+O", lambda: self._do("opportunity")),
            (tr("Raised a hand: on top of today"), "Ctrl+Shift+H", self.raise_hand),
            (tr("Call, with the brief …"), "", lambda: self._do("call")),
            (tr("What we know, with its history …"), "Ctrl+Shift+I", lambda: self._do("insights")),
            (tr("Attach files …"), "Ctrl+Shift+A", self.add_files),
        ]
        if self.card is not None and self.card.company is not None:
            left = tr("Has left {0} …", self.card.company.name)
            rows.append((left, "", lambda: self._do("leave")))
        return rows if self.contact_id is None else [*rows, *privacy_rows(self.desk, self.contact_id)]

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where there is little room the name gets it: two buttons are in the menu as well."""
        super().resizeEvent(event)
        for made in self._seldom:
            made.setVisible(self.width() > theme.BRIEF_WIDE_FROM)

    def _do(self, where: str) -> None:
        if self.contact_id is not None:
            self.desk.go(where, (self.contact_id,) if where == "log" else self.contact_id)

    def raise_hand(self) -> None:
        """Put them on top of today, and go there."""
        desk, contact_id = self.desk, self.contact_id
        if contact_id is not None:
            desk.write(
                lambda: desk.diary.steps.raise_hand(contact_id), lambda _change: desk.go("today", contact_id)
            )

    def _open_company(self) -> None:
        if self.card is not None and self.card.company is not None:
            self.desk.open_company(self.card.company.id)
        else:
            self._do("edit-contact")

    # -- what the page about somebody asks for -------------------------------------------------

    def rating_source(self) -> tuple[str, str | None]:
        """Their own rating, or that of the company."""
        if self.card is None:
            return "", None
        return begun(rating_source(self.card)), self.card.contact.rating

    def rate(self, code: str | None) -> None:
        """Rate the person."""
        if (contact_id := self.contact_id) is not None:
            self.desk.write(lambda: self.desk.diary.contacts.rate((contact_id,), code))

    def owner(self) -> dict[str, int | None]:
        """The person's files."""
        return {"contact_id": self.contact_id}

    # -- showing ------------------------------------------------------------------------------

    def open(self, what: object = None) -> None:
        """Show the contact of this id; with it may come the id of a touch to be shown."""
        who, touch_id = what if isinstance(what, tuple) else (what, None)
        if isinstance(who, int) and who != self.contact_id:
            self.contact_id = who
            self.timeline.clear_filter()
            self.side.verticalScrollBar().setValue(0)
        self._touch_to_show = touch_id
        self.mark_stale()

    def refresh(self, change: Change | None) -> None:
        """Read the contact anew, if the change may concern them."""
        contact_id = self.contact_id
        if contact_id is None:
            return
        if change is not None and not (change.everyone or self._concerns(change, contact_id)):
            return
        diary = self.desk.diary
        try:
            card = self.card = diary.cards.one(contact_id, 0)
        except DiaryError:
            self.desk.go("back")  # an undo has taken the person out of the diary
            return
        self._show_head(card)
        self.strip.show_cells(cells(card, self))
        self.timeline.show_touches(lambda limit, before: diary.cards.timeline(contact_id, limit, before))
        show_totals(self.timeline, card.totals, diary.context.today())
        self.show_side(fact_cards(card, self))
        if self._touch_to_show is not None:
            self.timeline.show_touch(self._touch_to_show)
            self._touch_to_show = None

    def _concerns(self, change: Change, contact_id: int) -> bool:
        company = None if self.card is None or self.card.company is None else self.card.company.id
        return (
            contact_id in change.contact_ids
            or contact_id in change.replanned
            or company in change.company_ids
        )

    def _show_head(self, card: ContactCard) -> None:
        contact, company, policy = card.contact, card.company, self.desk.diary.context.policy
        self.title.setText(contact.name)
        rating = card.plan.effective_rating
        self.badge.show_rating(rating, policy.rank(rating), own=contact.rating is not None)
        parts = [", ".join(part for part in (contact.job_title, company.name if company else "") if part)]
        if company is not None and company.rating:
            parts[0] += " " + tr("(company rated {0})", company.rating)
        now = local_time(self.desk.diary.context.now(), contact.time_zone)
        if now is not None:
            place = contact.address.city or contact.time_zone.rsplit("/", 1)[-1].replace("_", " ")
            parts.append(tr("{0}, {1} now", place, now))
        self.subtitle.setText(" · ".join(part for part in parts if part))
        self.subtitle.setAccessibleName(self.subtitle.text())
        opened = tr("Open {0}", company.name) if company is not None else tr("Say where they work")
        self.subtitle.setToolTip(plain_tip(opened))
        state = _state(card, self.desk.diary.context.today())
        self.note.setText(state)
        self.note.setVisible(bool(state))


def _state(card: ContactCard, today: date) -> str:
    contact = card.contact
    if contact.closed is not None:
        return tr("Closed: {0}. Nothing is planned with them.", closed_words(contact.closed))
    if card.state == "paused" and contact.paused_until is not None:
        return tr("Paused until {0}.", day_words(contact.paused_until, today))
    if contact.consent.any:
        return ""
    return tr("They allow no channel: nothing is planned but what you promise.")
