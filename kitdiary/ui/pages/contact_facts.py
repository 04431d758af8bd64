"""The cards beside a contact's timeline: what we know, reach, people, opportunities."""

from functools import partial

from PySide6.QtWidgets import QWidget

from kitdiary.domain.people import Contact
from kitdiary.domain.reasons import ago
from kitdiary.domain.touches import Insight, InsightKind
from kitdiary.services.cards import ContactCard
from kitdiary.ui.desk import Desk
from kitdiary.ui.text import tr
from kitdiary.ui.widgets.facts import FactsCard
from kitdiary.ui.words import insight_words

_COLLEAGUES = 8


def fact_cards(card: ContactCard, desk: Desk) -> list[QWidget]:
    """All cards of a contact, in their order."""
    found = [_known(card, desk), _reach(card.contact, desk), _people(card, desk)]
    if card.opportunities:
        found.append(_opportunities(card, desk))
    if card.contact.notes or card.contact.tags or card.contact.source:
        found.append(_about(card.contact))
    return found


def _known(card: ContactCard, desk: Desk) -> QWidget:
    made = FactsCard(tr("What we know"))
    today = desk.diary.context.today()
    by_kind: dict[InsightKind, list[Insight]] = {}
    for insight in card.insights:
        by_kind.setdefault(insight.kind, []).append(insight)
    for kind in InsightKind:
        if kind in by_kind:
            newest, *older = by_kind[kind]
            history = "\n".join(f"{insight.on}: {insight.text}" for insight in older)
            made.add(insight_words(kind), f"{newest.text} ({ago(newest.on, today)})", tip=history)
    if not by_kind:
        made.add_text(tr("Nothing yet. Ask what they need, and what frustrates them."))
    return made


def _reach(contact: Contact, desk: Desk) -> QWidget:
    made = FactsCard(tr("Reach"), tr("Edit"), lambda: desk.go("edit-contact", contact.id))
    for phone in contact.phones:
        made.add(phone.label or tr("Phone"), phone.value, lambda: desk.go("call", contact.id))
    for email in contact.emails:
        made.add(email.label or tr("Email"), email.value, lambda: desk.go("write", contact.id))
    place = contact.address
    lines = [place.street, " ".join(part for part in (place.postcode, place.city) if part), place.country]
    if any(lines):
        made.add(tr("Address"), ", ".join(line for line in lines if line))
    if contact.best_hours:
        made.add(tr("Best"), contact.best_hours)
    if contact.language:
        made.add(tr("Language"), contact.language)
    allowed = [
        text
        for text, yes in (
            (tr("calls"), contact.consent.calls),
            (tr("email"), contact.consent.email),
            (tr("other"), contact.consent.other),
        )
        if yes
    ]
    made.add(tr("Consent"), ", ".join(allowed) or tr("none"))
    return made


def _people(card: ContactCard, desk: Desk) -> QWidget:
    made = FactsCard(tr("People"))
    circle = desk.diary.cards.circle(card.contact.id)
    if circle.introduced_by is not None:
        one, name = circle.introduced_by
        made.add(tr("Introduced by"), name, lambda: desk.open_contact(one))
    for one, name in circle.introduced:
        made.add(tr("Introduced"), name, partial(desk.open_contact, one))
    if card.company is not None:
        company = card.company
        made.add(tr("Company"), company.name, lambda: desk.open_company(company.id))
    for one, name in circle.colleagues[:_COLLEAGUES]:
        made.add(tr("Colleague"), name, partial(desk.open_contact, one))
    more = len(circle.colleagues) - _COLLEAGUES
    if more > 0 and card.company is not None:
        company_id = card.company.id
        made.add("", tr("and {0} more", more), lambda: desk.open_company(company_id))
    if card.company is None and circle.introduced_by is None and not circle.introduced:
        made.add_text(tr("Nobody around them is known."))
    return made


def _opportunities(card: ContactCard, desk: Desk) -> QWidget:
    made = FactsCard(tr("Opportunities"), tr("Add"), lambda: desk.go("opportunity", card.contact.id))
    for found in card.opportunities:
        value = "" if found.value is None else f"{found.value:,} {found.currency}".strip()
        said = " · ".join(part for part in (found.title, value, f"{found.opened_on}") if part)
        made.add(found.stage.capitalize(), said)
    return made


def _about(contact: Contact) -> QWidget:
    made = FactsCard(tr("About"))
    if contact.tags:
        made.add(tr("Tags"), ", ".join(contact.tags))
    if contact.source:
        made.add(tr("Came from"), contact.source)
    if contact.notes:
        made.add(tr("Notes"), contact.notes)
    return made
