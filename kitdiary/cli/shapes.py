"""The JSON of PRODUCT §5: keys and values exactly as promised there. What is not known is null."""

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING, Any

from kitdiary.domain.content import ContentItem
from kitdiary.domain.people import Labelled
from kitdiary.domain.steps import NextSteps, Step, StepKind

if TYPE_CHECKING:
    from kitdiary.services.agenda import Line
    from kitdiary.services.cards import ContactCard, ContactRow

Json = dict[str, Any]


def agenda_item(line: "Line") -> Json:
    """One line of ``agenda --json``. ``rating`` is the contact's own, as everywhere."""
    step = line.item.step
    return {
        "contact_id": step.contact_id,
        "name": step.name,
        "company": step.company,
        "rating": step.rating,
        "kind": step.kind.value,
        "due_on": step.due_on,
        "due_at": step.due_at,
        "days_late": line.item.days_late,
        "reason": line.reason,
        "over_capacity": line.item.over_capacity,
        "local_time": line.local_time,
        "suggestion": None if line.suggestion is None else line.suggestion.item.title,
    }


def contact_row(row: "ContactRow", today: date) -> Json:
    """One line of ``contacts --json``."""
    return {
        "contact_id": row.contact_id,
        "name": row.name,
        "company": row.company,
        "rating": row.rating,
        "effective_rating": row.effective_rating,
        "state": row.state(today).value,
        "emails": _labelled(row.emails),
        "phones": _labelled(row.phones),
        "next_talk_on": row.next_talk_on,
        "next_value_add_on": row.next_value_add_on,
    }


def contact_card(card: "ContactCard", today: date) -> Json:
    """``show --json``."""
    contact, company = card.contact, card.company
    consent = contact.consent
    return {
        "contact_id": contact.id,
        "name": contact.name,
        "company": None if company is None else company.name,
        "job_title": contact.job_title or None,
        "state": card.state.value,
        "role": contact.role.value,
        "rating": contact.rating,
        "company_rating": None if company is None else company.rating,
        "effective_rating": card.plan.effective_rating,
        "fit": contact.fit.value,
        "timing": _timing(card),
        "consent": {"calls": consent.calls, "email": consent.email, "other": consent.other},
        "phones": _labelled(contact.phones),
        "emails": _labelled(contact.emails),
        "tags": list(contact.tags),
        "source": contact.source or None,
        "introduced_by": contact.introduced_by,
        "time_zone": contact.time_zone or None,
        "next": _next(card.plan, today),
        "insights": [
            {"kind": insight.kind.value, "text": insight.text, "on": insight.on, "touch_id": insight.touch_id}
            for insight in card.insights
        ],
        "touches": [
            {
                "touch_id": touch.id,
                "at": touch.at,
                "channel": touch.channel.value,
                "direction": touch.direction.value,
                "outcome": touch.outcome.value,
                "conversation": touch.conversation,
                "note": touch.note,
            }
            for touch in card.touches
        ],
    }


def _timing(card: "ContactCard") -> Json | None:
    timing = card.contact.timing
    if timing is None:
        return None
    return {
        "kind": timing.kind.value,
        "date": timing.on,
        "precision": timing.precision.value,
        "note": timing.note,
        "recorded_on": timing.recorded_on,
    }


def _next(plan: NextSteps, today: date) -> Json:
    by_kind = {step.kind: step for step in plan}
    return {kind.value: _step(by_kind.get(kind), today) for kind in StepKind}


def _step(step: Step | None, today: date) -> Json | None:
    if step is None:
        return None
    return {
        "due_on": step.due_on,
        "due_at": step.due_at,
        "original_on": step.original_on,
        "reason": step.reason.sentence(today),
    }


def _labelled(entries: Iterable[Labelled]) -> list[Json]:
    return [{"value": entry.value, "label": entry.label} for entry in entries]


def content_item(item: ContentItem) -> Json:
    """One line of ``content --json``."""
    return {
        "content_id": item.id,
        "title": item.title,
        "kind": item.kind.value,
        "link": item.link or None,
        "topics": list(item.topics),
        "why": item.why,
        "until": item.until,
        "archived": item.archived,
        "industries": list(item.industries),
        "competitor": item.competitor or None,
    }
