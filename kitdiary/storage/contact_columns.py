"""A contact as the columns of its row, and a row as a contact."""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import fields
from datetime import date
from enum import Enum
from typing import Any

from kitdiary.domain.names import name_key
from kitdiary.domain.people import (
    Address,
    ClosedReason,
    Consent,
    Contact,
    Fit,
    Labelled,
    Precision,
    Role,
    Timing,
    TimingKind,
)
from kitdiary.storage.companies import place_columns
from kitdiary.storage.rows import Value
from kitdiary.storage.values import day_or_none, day_text, override, override_text

COLUMNS = (
    "name",
    "name_key",
    "company_id",
    "given_name",
    "family_name",
    "job_title",
    "role",
    "rating",
    "fit",
    "fit_note",
    "fit_link",
    "fit_on",
    "timing_kind",
    "timing_on",
    "timing_precision",
    "timing_recorded_on",
    "timing_note",
    "allow_calls",
    "allow_email",
    "allow_other",
    "paused_until",
    "closed",
    "closed_on",
    "first_talk_on",
    "added_on",
    "talk_every",
    "email_every",
    "time_zone",
    "language",
    "best_hours",
    "source",
    "owner",
    "website",
    "notes",
    "birthday",
    "introduced_by",
    "street",
    "city",
    "region",
    "postcode",
    "country",
    "extra",
)
"""Every column but the id; in the order of `contact_of`."""

FITS = {fit.value: fit for fit in Fit}
ROLES = {role.value: role for role in Role}
CLOSED = {reason.value: reason for reason in ClosedReason}
TIMING_KINDS = {kind.value: kind for kind in TimingKind}
PRECISIONS = {precision.value: precision for precision in Precision}


def _same(name: str) -> Callable[[Any], dict[str, Value]]:
    return lambda value: {name: value}


def _day(name: str) -> Callable[[Any], dict[str, Value]]:
    return lambda value: {name: day_text(value)}


def _enum(name: str) -> Callable[[Any], dict[str, Value]]:
    return lambda value: {name: value.value if isinstance(value, Enum) else value}


def _override(name: str) -> Callable[[Any], dict[str, Value]]:
    return lambda value: {name: override_text(value)}


def _timing(timing: Timing | None) -> dict[str, Value]:
    return {
        "timing_kind": None if timing is None else timing.kind.value,
        "timing_on": None if timing is None else timing.on.isoformat(),
        "timing_precision": None if timing is None else timing.precision.value,
        "timing_recorded_on": None if timing is None else timing.recorded_on.isoformat(),
        "timing_note": "" if timing is None else timing.note,
    }


def _consent(consent: Consent) -> dict[str, Value]:
    return {
        "allow_calls": int(consent.calls),
        "allow_email": int(consent.email),
        "allow_other": int(consent.other),
    }


_WRITERS: dict[str, Callable[[Any], dict[str, Value]]] = {
    "name": lambda name: {"name": name, "name_key": name_key(name)},
    "role": _enum("role"),
    "fit": _enum("fit"),
    "closed": _enum("closed"),
    "fit_on": _day("fit_on"),
    "timing": _timing,
    "consent": _consent,
    "paused_until": _day("paused_until"),
    "closed_on": _day("closed_on"),
    "first_talk_on": _day("first_talk_on"),
    "added_on": _day("added_on"),
    "talk_every": _override("talk_every"),
    "email_every": _override("email_every"),
    "address": place_columns,
    "extra": lambda lines: {"extra": json.dumps(lines, ensure_ascii=False)},
}
_ELSEWHERE = frozenset({"id", "phones", "emails", "tags"})
_WRITERS |= {f.name: _same(f.name) for f in fields(Contact) if f.name not in _ELSEWHERE | _WRITERS.keys()}


def columns_of(values: Mapping[str, object]) -> dict[str, Value]:
    """The columns of some fields of `Contact`, by name. KeyError for what lives in another table."""
    columns: dict[str, Value] = {}
    for name, value in values.items():
        columns |= _WRITERS[name](value)
    return columns


def row_of(contact: Contact) -> tuple[Value, ...]:
    """The whole row of a contact, in the order of `COLUMNS`."""
    timing, consent, place = contact.timing, contact.consent, contact.address
    # Written out: an import asks for a hundred thousand of them, and `columns_of` takes five times as long.
    return (
        contact.name,
        name_key(contact.name),
        contact.company_id,
        contact.given_name,
        contact.family_name,
        contact.job_title,
        contact.role.value,
        contact.rating,
        contact.fit.value,
        contact.fit_note,
        contact.fit_link,
        day_text(contact.fit_on),
        None if timing is None else timing.kind.value,
        None if timing is None else timing.on.isoformat(),
        None if timing is None else timing.precision.value,
        None if timing is None else timing.recorded_on.isoformat(),
        "" if timing is None else timing.note,
        int(consent.calls),
        int(consent.email),
        int(consent.other),
        day_text(contact.paused_until),
        None if contact.closed is None else contact.closed.value,
        day_text(contact.closed_on),
        day_text(contact.first_talk_on),
        day_text(contact.added_on),
        override_text(contact.talk_every),
        override_text(contact.email_every),
        contact.time_zone,
        contact.language,
        contact.best_hours,
        contact.source,
        contact.owner,
        contact.website,
        contact.notes,
        contact.birthday,
        contact.introduced_by,
        place.street,
        place.city,
        place.region,
        place.postcode,
        place.country,
        json.dumps(contact.extra, ensure_ascii=False) if contact.extra else "[]",
    )


def timing_of(kind: str | None, on: str, precision: str, recorded_on: str, note: str) -> Timing | None:
    """The timing of the five columns that hold it."""
    if kind is None:
        return None
    return Timing(
        TIMING_KINDS[kind],
        date.fromisoformat(on),
        PRECISIONS[precision],
        date.fromisoformat(recorded_on),
        note,
    )


_CONSENTS = {
    (calls, email, other): Consent(bool(calls), bool(email), bool(other))
    for calls in (0, 1)
    for email in (0, 1)
    for other in (0, 1)
}


def consent_of(calls: int, email: int, other: int) -> Consent:
    """The consent of the three columns that hold it; one shared object for each of the eight."""
    return _CONSENTS[calls, email, other]


def contact_of(
    row: Sequence[Any],
    phones: tuple[Labelled, ...] = (),
    emails: tuple[Labelled, ...] = (),
    tags: tuple[str, ...] = (),
) -> Contact:
    """The contact of a row of the id and `COLUMNS`, with what other tables say of it."""
    found = dict(zip(("id", *COLUMNS), row, strict=True))
    return Contact(
        id=found["id"],
        name=found["name"],
        company_id=found["company_id"],
        given_name=found["given_name"],
        family_name=found["family_name"],
        job_title=found["job_title"],
        role=ROLES[found["role"]],
        rating=found["rating"],
        fit=FITS[found["fit"]],
        fit_note=found["fit_note"],
        fit_link=found["fit_link"],
        fit_on=day_or_none(found["fit_on"]),
        timing=timing_of(*row[13:18]),
        consent=consent_of(*row[18:21]),
        paused_until=day_or_none(found["paused_until"]),
        closed=None if found["closed"] is None else CLOSED[found["closed"]],
        closed_on=day_or_none(found["closed_on"]),
        first_talk_on=date.fromisoformat(found["first_talk_on"]),
        added_on=date.fromisoformat(found["added_on"]),
        talk_every=override(found["talk_every"]),
        email_every=override(found["email_every"]),
        time_zone=found["time_zone"],
        language=found["language"],
        best_hours=found["best_hours"],
        source=found["source"],
        owner=found["owner"],
        website=found["website"],
        notes=found["notes"],
        birthday=found["birthday"],
        introduced_by=found["introduced_by"],
        address=Address(*row[37:42]),
        phones=phones,
        emails=emails,
        tags=tags,
        extra=tuple(json.loads(found["extra"])),
    )
