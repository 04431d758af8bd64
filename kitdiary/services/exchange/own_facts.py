"""What only a diary knows of a contact, as texts by name: the columns and properties of our own files."""

from collections.abc import Mapping
from datetime import date

from kitdiary.domain.errors import InvalidInput
from kitdiary.domain.intervals import parse_interval
from kitdiary.domain.names import clean_name, clean_text, name_key
from kitdiary.domain.people import DEFAULT, ClosedReason, Contact, Override, Timing, TimingKind
from kitdiary.domain.rough_dates import read_rough, rough_text
from kitdiary.services.exchange.records import NO_FACTS, OwnFacts

NAMES = (
    "fit_note",
    "fit_link",
    "fit_on",
    "timing_kind",
    "timing_date",
    "timing_note",
    "timing_recorded_on",
    "talk_every",
    "email_every",
    "first_talk_on",
    "paused_until",
    "closed",
    "closed_on",
    "added_on",
    "introduced_by",
)
_FIRST_YEAR, _LAST_YEAR = 1900, 2199


def read_facts(texts: Mapping[str, str], today: date | None) -> OwnFacts:
    """The facts that texts by name say. Raises InvalidInput, naming the text, for what cannot be."""
    if not texts:
        return NO_FACTS
    closed = _closed(texts.get("closed", ""))
    return OwnFacts(
        timing=_timing(texts, today),
        talk_every=_override(texts.get("talk_every", "")),
        email_every=_override(texts.get("email_every", "")),
        paused_until=_day(texts, "paused_until"),
        closed=closed,
        closed_on=(_day(texts, "closed_on") or today) if closed else None,
        first_talk_on=_day(texts, "first_talk_on"),
        added_on=_day(texts, "added_on"),
        fit_note=clean_text(texts.get("fit_note", "")),
        fit_link=clean_name(texts.get("fit_link", ""), "link"),
        fit_on=_day(texts, "fit_on"),
        introduced_by=clean_name(texts.get("introduced_by", "")),
    )


def texts_of(contact: Contact, introduced_by: str) -> dict[str, str]:
    """The texts of a contact that say anything, by name; `read_facts` reads them."""
    timing = contact.timing
    texts = {
        "fit_note": contact.fit_note,
        "fit_link": contact.fit_link,
        "fit_on": _text(contact.fit_on),
        "timing_kind": "" if timing is None else timing.kind.value,
        "timing_date": "" if timing is None else rough_text(timing.on, timing.precision),
        "timing_note": "" if timing is None else timing.note,
        "timing_recorded_on": "" if timing is None else timing.recorded_on.isoformat(),
        "talk_every": _override_text(contact.talk_every),
        "email_every": _override_text(contact.email_every),
        "first_talk_on": _text(contact.first_talk_on),
        "paused_until": _text(contact.paused_until),
        "closed": "" if contact.closed is None else contact.closed.value,
        "closed_on": _text(contact.closed_on),
        "added_on": _text(contact.added_on),
        "introduced_by": introduced_by,
    }
    return {name: text for name, text in texts.items() if text}


def _text(day: date | None) -> str:
    return "" if day is None else day.isoformat()


def _override_text(override: Override) -> str:
    if override is DEFAULT:
        return ""
    return "none" if override is None else str(override)


def _override(text: str) -> Override:
    return DEFAULT if name_key(text) in ("", DEFAULT.value) else parse_interval(text)


def _day(texts: Mapping[str, str], name: str) -> date | None:
    text = texts.get(name, "")
    if not text:
        return None
    try:
        found = date.fromisoformat(text)
    except ValueError:
        found = None
    if found is None or not _FIRST_YEAR <= found.year <= _LAST_YEAR:
        raise InvalidInput(f"“{text[:40]}” in “{name}” is not a date: write it like 2026-11-20.")
    return found


def _closed(text: str) -> ClosedReason | None:
    if not text:
        return None
    if name_key(text) not in {reason.value for reason in ClosedReason}:
        raise InvalidInput(f"“{text[:40]}” does not close a contact: use one of {', '.join(ClosedReason)}.")
    return ClosedReason(name_key(text))


def _timing(texts: Mapping[str, str], today: date | None) -> Timing | None:
    kind, when = name_key(texts.get("timing_kind", "")).replace(" ", "-"), texts.get("timing_date", "")
    if not kind and not when:
        return None
    if kind not in {each.value for each in TimingKind}:
        raise InvalidInput(f"“{kind[:40]}” is no kind of timing: use one of {', '.join(TimingKind)}.")
    on, precision = read_rough(when)
    recorded_on = _day(texts, "timing_recorded_on") or today or on
    return Timing(TimingKind(kind), on, precision, recorded_on, clean_text(texts.get("timing_note", "")))
