"""Writing to people: a draft from a template, what goes with it, and the touch once it was sent."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from kitdiary.domain.content import ContentItem, ContentKind
from kitdiary.domain.errors import InvalidInput
from kitdiary.domain.names import is_stand_in, split_name
from kitdiary.domain.templates import FIELDS, GIVES, Template, TemplateKind, in_language, language_code
from kitdiary.domain.touches import Channel, InsightKind, Outcome
from kitdiary.services.exchange.email_draft import Enclosure, Mail, draft
from kitdiary.services.templates import TemplateService, languages
from kitdiary.services.touch_log import TouchDraft
from kitdiary.storage.blobs import get_blob

if TYPE_CHECKING:
    from kitdiary.domain.people import Contact
    from kitdiary.services.agenda import AgendaService
    from kitdiary.services.cards import Cards, ContactCard
    from kitdiary.services.context import Context
    from kitdiary.services.week_mails import WeekMails

__all__ = ["Composed", "Enclosure", "Mail", "Writing", "draft"]

LARGE = 15 * 2**20
"""Bytes of a file from which on many mail servers refuse it."""
_KINDS = {ContentKind.NEWSLETTER: TemplateKind.NEWSLETTER, ContentKind.INVITATION: TemplateKind.INVITATION}


@dataclass(frozen=True, slots=True)
class Composed:
    """A subject and a text, and the fields nothing was known for: they stand in it in brackets."""

    subject: str
    text: str
    missing: tuple[str, ...]
    language: str


class Writing:
    """Drafts emails. Nothing here sends anything."""

    def __init__(
        self, context: "Context", cards: "Cards", templates: TemplateService, agenda: "AgendaService"
    ) -> None:
        self._context = context
        self._cards = cards
        self._templates = templates
        self._agenda = agenda

    # -- composing ----------------------------------------------------------------------------

    def compose(
        self,
        contact_id: int | None,
        name: str,
        item: ContentItem | None = None,
        *,
        why: str = "",
        language: str = "",
    ) -> Composed:
        """What a template says to a person, in ``language``, else in theirs as far as there is one.

        Without an item the written reason ``why`` stands in its place. For nobody (None) what is the
        person's own is missing. DiaryError for an unknown template or person.
        """
        card = None if contact_id is None else self._cards.one(contact_id, None)
        wanted = language or ("" if card is None else card.contact.language)
        template = in_language(self._templates.variants(name), wanted)
        if template is None:
            raise InvalidInput(f"There is no template “{name}”: choose another.")
        return self.fill(template, card, item, why=why)

    def fill(
        self,
        template: Template,
        card: "ContactCard | None",
        item: ContentItem | None = None,
        *,
        why: str = "",
    ) -> Composed:
        """A template filled in for a person; InvalidInput where it is no text with fields."""
        from kitdiary.services.filling import fill

        values = self._of_item(item, why)
        values["sign_off"] = self.sign_off(template.language)
        if card is not None:
            values |= self._of_person(card, template.language)
        subject, text = fill(template.subject, values, "subject"), fill(template.body, values)
        lines = [line.rstrip() for line in text.text.splitlines()]
        return Composed(
            " ".join(subject.text.split()),
            "\n".join(lines).strip() + "\n",
            tuple(dict.fromkeys((*subject.missing, *text.missing))),
            template.language,
        )

    def sample(self, template: Template, card: "ContactCard | None") -> Composed:
        """How a template reads: for a person, else for an invented one. InvalidInput where it cannot."""
        from kitdiary.services.filling import fill

        given = ContentItem(0, "Choosing a press", why="It saves oil.", link="https://example.com/press")
        if card is not None:
            return self.fill(template, card, given)
        values = self._of_item(given, "") | {
            "first_name": "Priya",
            "name": "Priya Raman",
            "company": "Northgate Foods",
            "job_title": "Head of Logistics",
            "last_spoke": self._written(self._context.today(), template.language),
            "need": "less spoilage",
            "sign_off": self.sign_off(template.language),
        }
        subject, text = fill(template.subject, values, "subject"), fill(template.body, values)
        return Composed(subject.text, text.text, (*subject.missing, *text.missing), template.language)

    def sign_off(self, language: str) -> str:
        """How letters of a language end: the sign-off set for it, else for all, else the rep's name."""
        mine = self._context.preferences
        own = {"de": mine.sign_off_de, "fr": mine.sign_off_fr}.get(language_code(language), "")
        return own or mine.sign_off or mine.rep_name

    def proposed(self, item: ContentItem | None, *, why: str = "", thanks: bool = False) -> str:
        """The name of the template that fits best for what is sent; an own one of that kind counts too."""
        if thanks:
            kind = TemplateKind.THANKS
        elif item is not None:
            kind = TemplateKind.VALUE_ADD
        else:
            kind = TemplateKind.VALUE_ADD if why else TemplateKind.OTHER
        return self._first_of(kind)

    def proposed_for_many(self, item: ContentItem) -> str:
        """The same for one email to many."""
        return self._first_of(_KINDS.get(item.kind, TemplateKind.NEWSLETTER))

    def _first_of(self, kind: TemplateKind) -> str:
        found = self._templates.all()
        return next((one.name for one in found if one.kind is kind), found[0].name)

    @staticmethod
    def _of_item(item: ContentItem | None, why: str) -> dict[str, str]:
        if item is None:
            return {"item.title": why}
        return {"item.title": item.title, "item.why": item.why, "item.link": item.link}

    def _of_person(self, card: "ContactCard", language: str) -> dict[str, str]:
        contact = card.contact
        last = next((touch.on for touch in card.touches if touch.conversation), None)
        need = next((one.text for one in card.insights if one.kind is InsightKind.NEED), "")
        name = "" if is_stand_in(contact.name) else contact.name
        return {
            "first_name": first_name(contact),
            "name": name,
            "company": "" if card.company is None else card.company.name,
            "job_title": contact.job_title,
            "last_spoke": "" if last is None else self._written(last, language),
            "need": " ".join(need.split()).rstrip("."),
        }

    def _written(self, day: date, language: str) -> str:
        known = languages()
        return known.get(language, known["en"]).written(day, self._context.today())

    # -- what goes with it --------------------------------------------------------------------

    def enclosure(self, item_id: int) -> Enclosure | None:
        """The file of an item, None where it has none. Takes time: not for a window's thread."""
        context = self._context
        with context.store.read():
            which = context.library.attachment_of(item_id)
            if which is None:
                return None
            found = context.attachments.one(which)
            return Enclosure(found.name, found.media_type, get_blob(context.store, found.sha256))

    def file_of(self, item_id: int) -> tuple[str, int] | None:
        """The name and the size in bytes of an item's file, None where it has none."""
        context = self._context
        with context.store.read():
            which = context.library.attachment_of(item_id)
            if which is None:
                return None
            found = context.attachments.one(which)
            return found.name, found.size

    # -- a week's -----------------------------------------------------------------------------

    def week(self) -> "WeekMails":
        """The value-adds due up to the end of this week that go by email, in the order of the day."""
        from kitdiary.services.week_mails import week_mails

        return week_mails(self._context, self._agenda)

    # -- sent ---------------------------------------------------------------------------------

    @staticmethod
    def sent(
        contact_ids: Sequence[int], subject: str, kind: TemplateKind, *, content: str = "", why: str = ""
    ) -> TouchDraft:
        """The touch of an email that was sent, to be recorded.

        InvalidInput for a text that gives something (`GIVES`) without an item or a written reason.
        """
        if kind in GIVES and not content and not why.strip():
            raise InvalidInput(
                "A value-add needs something of value: choose an item of the library, or write in a "
                "sentence why it helps them."
            )
        return TouchDraft(
            tuple(contact_ids), Channel.EMAIL, Outcome.SENT, purpose=subject[:300], content=content, why=why
        )


def first_name(contact: "Contact") -> str:
    """How a person is spoken to by their first name; "" where it is not known."""
    if is_stand_in(contact.name):
        return ""
    return contact.given_name or split_name(contact.name)[0] or contact.name


def missing_words(missing: Iterable[str]) -> str:
    """Fields nothing is known for, as one reads them."""
    return ", ".join(FIELDS[field].lower() for field in missing if field in FIELDS)


def left_in(text: str, fields: Iterable[str] = FIELDS) -> list[str]:
    """The fields that still stand in brackets in a text."""
    from kitdiary.services.filling import marker

    return [field for field in fields if marker(field) in text]
