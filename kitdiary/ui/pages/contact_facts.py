"""The cards beside a contact's timeline about the person: what we know, how to reach them, what else."""

from collections.abc import Callable
from functools import partial

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication, QMenu, QWidget

from kitdiary.domain.people import Contact
from kitdiary.domain.reasons import ago
from kitdiary.domain.touches import Insight, InsightKind
from kitdiary.services.cards import ContactCard
from kitdiary.services.contacts import ContactFields
from kitdiary.ui.desk import Desk
from kitdiary.ui.dialogs.ask import Ask, ask_text
from kitdiary.ui.pages.card_page import CardPage
from kitdiary.ui.pages.contact_people import opportunities_card, people_card
from kitdiary.ui.pages.contact_promises import promises_card
from kitdiary.ui.text import tr
from kitdiary.ui.widgets.brief_words import question_lines, reason_lines, unsaid_lines
from kitdiary.ui.widgets.facts import FactsCard, popup_menu
from kitdiary.ui.widgets.files_card import files_card
from kitdiary.ui.words import insight_words


def fact_cards(card: ContactCard, page: CardPage) -> list[QWidget]:
    """All cards of a contact, in their order."""
    desk, contact = page.desk, card.contact
    found: list[QWidget] = [promises_card(card, desk)] if card.promises else []
    found += [_known(card, page), _before(card, page), _reach(contact, page), people_card(card, page)]
    if card.opportunities:
        found.append(opportunities_card(desk, card.opportunities, contact.id))
    found.append(files_card(desk, page, desk.diary.attachments.of_contact(contact.id), page.add_files))
    if contact.notes or contact.tags or contact.source:
        found.append(_about(contact, desk))
    return found


def _known(card: ContactCard, page: CardPage) -> QWidget:
    desk, contact_id = page.desk, card.contact.id
    history: Callable[[], object] = lambda: desk.go("insights", contact_id)  # noqa: E731 - used twice
    made = FactsCard(tr("What we know"), tr("History"), history)
    today = desk.diary.context.today()
    by_kind: dict[InsightKind, list[Insight]] = {}
    for insight in card.insights:
        by_kind.setdefault(insight.kind, []).append(insight)
    for kind in InsightKind:
        if kind in by_kind:
            newest, *older = by_kind[kind]
            tip = "\n".join(f"{insight.on}: {insight.text}" for insight in older)
            touch_id = newest.touch_id
            origin = history if touch_id is None else partial(page.timeline.show_touch, touch_id)
            age = ago(newest.on, today)
            more = tr("{0}; {1} earlier", age, len(older)) if older else age
            made.add(insight_words(kind), newest.text, origin, tip, long=True, under=more)
    if not by_kind:
        made.add_text(tr("Nothing yet. Ask what they need, and what frustrates them."))
    return made


def _before(card: ContactCard, page: CardPage) -> QWidget:
    """What to say, to ask and to leave alone: the brief before a call."""
    desk, today = page.desk, page.desk.diary.context.today()
    brief = desk.diary.briefs.of(card.contact.id)
    made = FactsCard(tr("Before you talk"), tr("Call"), lambda: desk.go("call", card.contact.id))
    for name, texts in (
        (tr("A reason"), reason_lines(brief, today)[:2]),
        (tr("Still to ask"), question_lines(brief)[:2]),
        (tr("Leave alone"), unsaid_lines(brief, today)),
        (tr("A way out"), [brief.easy_out] if brief.easy_out else []),
    ):
        for place, text in enumerate(texts):
            made.add("" if place else name, text)
    return made


# -- reach ------------------------------------------------------------------------------------


def _reach(contact: Contact, page: CardPage) -> QWidget:
    desk = page.desk
    edit: Callable[[], object] = lambda: desk.go("edit-contact", contact.id)  # noqa: E731 - used often
    made = FactsCard(tr("Reach"), tr("Edit"), edit)
    for phone in contact.phones:
        made.add(phone.label or tr("Phone"), phone.value, lambda: desk.go("call", contact.id))
    for email in contact.emails:
        made.add(email.label or tr("Email"), email.value, lambda: desk.go("write", contact.id))
    place = contact.address
    lines = [place.street, " ".join(part for part in (place.postcode, place.city) if part), place.country]
    if any(lines):
        made.add(tr("Address"), ", ".join(line for line in lines if line), edit, long=True)
    made.add(
        tr("Best"), contact.best_hours or tr("hours not known"), lambda: _ask_hours(contact, page), long=True
    )
    if contact.language:
        made.add(tr("Language"), contact.language, edit)
    made.add(tr("Consent"), _allowed(contact), lambda: _consent_menu(contact, page))
    return made


def _allowed(contact: Contact) -> str:
    consent = contact.consent
    allowed = [
        text
        for text, yes in (
            (tr("calls"), consent.calls),
            (tr("email"), consent.email),
            (tr("other"), consent.other),
        )
        if yes
    ]
    return ", ".join(allowed) or tr("none")


def _consent_menu(contact: Contact, page: CardPage) -> None:
    """What they allow, each to be ticked or not."""
    desk, consent = page.desk, contact.consent
    rows: list[tuple[str, bool, ContactFields]] = [
        (tr("Calls"), consent.calls, {"calls": not consent.calls}),
        (tr("Email"), consent.email, {"email_allowed": not consent.email}),
        (tr("Other: letters, chat, social"), consent.other, {"other": not consent.other}),
    ]

    def fill(menu: QMenu) -> None:
        for text, yes, fields in rows:
            action = QAction(text, menu)
            action.setCheckable(True)
            action.setChecked(yes)
            action.triggered.connect(
                lambda _checked=False, fields=fields: desk.write(
                    lambda: desk.diary.contacts.edit((contact.id,), **fields)
                )
            )
            menu.addAction(action)

    popup_menu(QApplication.focusWidget() or page, fill)


def _ask_hours(contact: Contact, page: CardPage) -> None:
    """When they are best reached, in words."""
    desk = page.desk

    def taken(text: str, asked: Ask) -> None:
        desk.write(
            lambda: desk.diary.contacts.edit((contact.id,), best_hours=text),
            lambda _change: asked.accept(),
            asked.refuse,
        )

    asked = ask_text(
        page, tr("Best hours, in words"), tr("Save"), taken, (tr("mornings"), tr("Tue–Thu, 9–11"))
    )
    asked.field.setText(contact.best_hours)  # type: ignore[attr-defined]


def _about(contact: Contact, desk: Desk) -> QWidget:
    edit: Callable[[], object] = lambda: desk.go("edit-contact", contact.id)  # noqa: E731 - used often
    made = FactsCard(tr("About"), tr("Edit"), edit)
    if contact.tags:
        made.add(tr("Tags"), ", ".join(contact.tags), edit, long=True)
    if contact.source:
        made.add(tr("Came from"), contact.source, edit, long=True)
    if contact.notes:
        made.add(tr("Notes"), contact.notes)
    return made
