"""One contact as text."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime
from typing import TYPE_CHECKING

from kitdiary.cli.changes import step_lines
from kitdiary.cli.text import one_line, wrapped
from kitdiary.cli.words import clock_text, day_text
from kitdiary.domain.people import DEFAULT, ClosedReason, Contact, Fit, Labelled, Override, Role, State
from kitdiary.domain.reasons import precise_words

if TYPE_CHECKING:
    from kitdiary.domain.touches import Touch
    from kitdiary.services.cards import ContactCard

_CLOSED = {
    ClosedReason.NO_CONTACT: "asked not to be contacted",
    ClosedReason.LEFT_FIELD: "left the field",
    ClosedReason.DECEASED: "deceased",
    ClosedReason.DUPLICATE: "duplicate",
}
_LABEL = 15


def card_lines(card: "ContactCard", now: datetime, columns: int) -> list[str]:
    """Everything about a contact, as of the local time ``now``."""
    today = now.date()
    lines = [one_line(f"{card.contact.name} (id {card.contact.id})")]
    for label, value in _facts(card, now):
        if value:
            shown = wrapped(value, _LABEL, columns)
            lines += [f"{label:<{_LABEL}}{shown[0].lstrip()}", *shown[1:]]
    lines += ["", "Next", *step_lines(card.plan, today)]
    if card.promises:
        texts = (f"{_promise_day(p.on, p.at)}: {p.what} ({p.channel})" for p in card.promises)
        lines += _section("Promised", texts, columns)
    if card.opportunities:
        lines += _section("Opportunities", _opportunities(card), columns)
    if card.insights:
        texts = (f"{day_text(i.on)}, {i.kind}: {i.text}" for i in card.insights)
        lines += _section("What we know", texts, columns)
    if card.touches:
        lines += _section("Touches", (_touch(touch) for touch in card.touches), columns)
        if card.older:
            lines.append("  … older ones are in “kitdiary show --json”.")
    return lines


def _section(heading: str, texts: Iterable[str], columns: int) -> list[str]:
    lines = ["", heading]
    for text in texts:
        first, *more = wrapped(text, 4, columns)
        lines += [first[2:], *more]
    return lines


def _facts(card: "ContactCard", now: datetime) -> Iterator[tuple[str, str]]:
    contact, company = card.contact, card.company
    where = "" if company is None else company.name
    yield "Works", ", ".join(part for part in (contact.job_title, where) if part)
    yield "Rating", _rating(card)
    yield "State", _state(card)
    yield "Fit", "" if contact.fit is Fit.UNSURE and not contact.fit_note else _fit(contact)
    yield "Timing", _timing(contact, now.date())
    yield "Cadence", _cadence(contact)
    yield "Not permitted", _refused(contact)
    yield "Phone", _labelled(contact.phones)
    yield "Email", _labelled(contact.emails)
    yield "Tags", ", ".join(contact.tags)
    place = contact.address
    town = " ".join(part for part in (place.postcode, place.city) if part)
    yield "Address", ", ".join(part for part in (place.street, town, place.region, place.country) if part)
    yield "Time there", contact.time_zone
    yield "Introduced by", card.introducer or ""
    yield "Source", contact.source
    yield "Notes", contact.notes


def _rating(card: "ContactCard") -> str:
    own, rating = card.contact.rating, card.plan.effective_rating
    if own == rating:
        return rating
    company = None if card.company is None else card.company.rating
    why = "the company's" if company == rating else "not rated"
    return f"counts as {rating} ({why})" if own is None else f"{own}, counts as {rating} ({why})"


def _state(card: "ContactCard") -> str:
    contact = card.contact
    role = "" if contact.role is Role.PROSPECT else contact.role.value.replace("-", " ")
    state = ""
    if contact.closed is not None:
        state = f"closed: {_CLOSED[contact.closed]}"
    elif card.state is State.PAUSED and contact.paused_until is not None:
        state = f"paused until {day_text(contact.paused_until)}"
    return ", ".join(part for part in (role, state) if part)


def _fit(contact: Contact) -> str:
    evidence = ", ".join(part for part in (contact.fit_note, contact.fit_link) if part)
    return f"{contact.fit.value}: {evidence}" if evidence else contact.fit.value


def _timing(contact: Contact, today: date) -> str:
    timing = contact.timing
    if timing is None:
        return ""
    passed = ", passed" if timing.on < today else ""
    note = f": {timing.note}" if timing.note else ""
    kind, when = timing.kind.value.replace("-", " "), precise_words(timing.on, timing.precision, today)
    return f"{kind} {when}{passed}{note}"


def _cadence(contact: Contact) -> str:
    own = (("talk", contact.talk_every), ("value-add", contact.email_every))
    return ", ".join(f"{name} {_interval(value)}" for name, value in own if value is not DEFAULT)


def _interval(value: Override) -> str:
    return "never" if value is None or value is DEFAULT else f"every {value.words}"


def _refused(contact: Contact) -> str:
    consent = contact.consent
    given = (("calls", consent.calls), ("email", consent.email), ("letters, chat and social", consent.other))
    return ", ".join(name for name, allowed in given if not allowed)


def _labelled(entries: Iterable[Labelled]) -> str:
    return ", ".join(f"{entry.value} ({entry.label})" if entry.label else entry.value for entry in entries)


def _promise_day(on: date, at: datetime | None) -> str:
    return day_text(on) if at is None else f"{day_text(on)} at {clock_text(at)}"


def _opportunities(card: "ContactCard") -> Iterator[str]:
    for found in card.opportunities:
        amount = "" if found.value is None else f", {found.value:,} {found.currency}".rstrip()
        early = ", before the need was defined" if found.before_need else ""
        yield f"{found.title}: {found.stage}{amount}, opened {day_text(found.opened_on)}{early}"


def _touch(touch: "Touch") -> str:
    came = "from them" if touch.direction == "in" else ""
    head = ", ".join(part for part in (touch.channel.value, touch.outcome.value, came, touch.purpose) if part)
    gave = f"; gave {touch.content_title or touch.why}" if touch.content_title or touch.why else ""
    note = f": {touch.note}" if touch.note else ""
    return f"{day_text(touch.on)} {clock_text(touch.at)}  {head}{gave}{note}"
