"""Two entries that are one person made one: which value of each field is kept. Pure.

Where one side is silent the other speaks. Where both speak, the one that is kept wins unless it is chosen
otherwise, but for what must not be lost by a merge: a refusal (the stricter consent wins), the better
rating, the earlier of what began, and every note.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from kitdiary.domain.errors import InvalidInput
from kitdiary.domain.names import is_stand_in
from kitdiary.domain.people import (
    DEFAULT,
    Address,
    ClosedReason,
    Company,
    Consent,
    Contact,
    Fit,
    Override,
    Role,
)
from kitdiary.domain.policy import Policy


class Side(StrEnum):
    """Whose value is kept."""

    KEPT = "kept"
    OTHER = "other"


class MergeField(StrEnum):
    """What can be chosen when two people are merged; each stands for the fields that belong together."""

    NAME = "name"
    COMPANY = "company"
    JOB_TITLE = "job-title"
    ROLE = "role"
    RATING = "rating"
    FIT = "fit"
    TIMING = "timing"
    TALK_EVERY = "talk-every"
    EMAIL_EVERY = "email-every"
    INTRODUCED_BY = "introduced-by"
    ADDRESS = "address"
    TIME_ZONE = "time-zone"
    BEST_HOURS = "best-hours"
    LANGUAGE = "language"
    BIRTHDAY = "birthday"
    WEBSITE = "website"
    SOURCE = "source"
    OWNER = "owner"


@dataclass(frozen=True, slots=True)
class _Choice:
    """The fields of `Contact` behind a choice, the first of which says whether anything is there."""

    fields: tuple[str, ...]
    blank: Any


_CHOICES: Mapping[MergeField, _Choice] = {
    MergeField.NAME: _Choice(("name", "given_name", "family_name"), ""),
    MergeField.COMPANY: _Choice(("company_id",), None),
    MergeField.JOB_TITLE: _Choice(("job_title",), ""),
    MergeField.ROLE: _Choice(("role",), Role.PROSPECT),
    MergeField.RATING: _Choice(("rating",), None),
    MergeField.FIT: _Choice(("fit", "fit_note", "fit_link", "fit_on"), Fit.UNSURE),
    MergeField.TIMING: _Choice(("timing",), None),
    MergeField.TALK_EVERY: _Choice(("talk_every",), DEFAULT),
    MergeField.EMAIL_EVERY: _Choice(("email_every",), DEFAULT),
    MergeField.INTRODUCED_BY: _Choice(("introduced_by",), None),
    MergeField.ADDRESS: _Choice(("address",), Address()),
    MergeField.TIME_ZONE: _Choice(("time_zone",), ""),
    MergeField.BEST_HOURS: _Choice(("best_hours",), ""),
    MergeField.LANGUAGE: _Choice(("language",), ""),
    MergeField.BIRTHDAY: _Choice(("birthday",), ""),
    MergeField.WEBSITE: _Choice(("website",), ""),
    MergeField.SOURCE: _Choice(("source",), ""),
    MergeField.OWNER: _Choice(("owner",), ""),
}


def default_side(field: MergeField, kept: Contact, other: Contact, policy: Policy) -> Side:
    """Whose value is kept unless the rep chooses."""
    choice = _CHOICES[field]
    ours, theirs = (getattr(contact, choice.fields[0]) for contact in (kept, other))
    if field is MergeField.NAME:
        return Side.OTHER if is_stand_in(ours) and not is_stand_in(theirs) else Side.KEPT
    if field is MergeField.INTRODUCED_BY and ours == other.id:
        return Side.OTHER
    if field is MergeField.RATING and ours in policy.codes and theirs in policy.codes:
        return Side.OTHER if policy.rank(theirs) < policy.rank(ours) else Side.KEPT
    return Side.OTHER if ours == choice.blank != theirs else Side.KEPT


def differing(kept: Contact, other: Contact) -> list[MergeField]:
    """The fields of which the two do not say the same."""
    return [
        field
        for field, choice in _CHOICES.items()
        if getattr(kept, choice.fields[0]) != getattr(other, choice.fields[0])
    ]


def values_of(field: MergeField, contact: Contact) -> Any:
    """What a contact says of a field: the first of the fields it stands for."""
    return getattr(contact, _CHOICES[field].fields[0])


def merged_person(
    kept: Contact, other: Contact, policy: Policy, chosen: Mapping[MergeField, Side] | None = None
) -> Contact:
    """``kept`` with all that is known of ``other`` and was not; phones, emails and tags are not looked at.

    Consent: the stricter wins, and so does being closed because they asked for it or died, whatever is
    chosen. Otherwise who is active in one entry stays active: nobody drops out of the diary by a merge.
    """
    if kept.id == other.id:
        raise InvalidInput("These two are the same entry already: name two different contacts.")
    values: dict[str, Any] = {}
    for field, choice in _CHOICES.items():
        side = (chosen or {}).get(field) or default_side(field, kept, other, policy)
        source = other if side is Side.OTHER else kept
        values |= {name: getattr(source, name) for name in choice.fields}
    if kept.fit is other.fit:
        values |= _same_fit(kept, other)
    if not _keeps_a_clock(values["talk_every"], values["email_every"], policy):
        values |= {"talk_every": kept.talk_every, "email_every": kept.email_every}
    if values["introduced_by"] in (kept.id, other.id):
        values["introduced_by"] = None
    return replace(
        kept,
        **values,
        **_state(kept, other),
        consent=_stricter(kept.consent, other.consent),
        first_talk_on=min(kept.first_talk_on, other.first_talk_on),
        added_on=min(kept.added_on, other.added_on),
        notes=joined(kept.notes, other.notes),
        extra=tuple(dict.fromkeys((*kept.extra, *other.extra))),
    )


def merged_company(kept: Company, other: Company, policy: Policy) -> Company:
    """One company of two: what it lacks from the other, the better rating, both notes."""
    codes = [code for code in (kept.rating, other.rating) if code in policy.codes and code is not None]
    return replace(
        kept,
        rating=min(codes, key=policy.rank) if codes else kept.rating or other.rating,
        industry=kept.industry or other.industry,
        website=kept.website or other.website,
        notes=joined(kept.notes, other.notes),
        address=kept.address if kept.address != Address() else other.address,
    )


def joined(one: str, other: str) -> str:
    """Two notes as one, neither said twice."""
    if not other or other in one:
        return one
    return other if not one or one in other else f"{one}\n\n{other}"


def _keeps_a_clock(talk: Override, email: Override, policy: Policy) -> bool:
    """Whether no rating is left with neither clock (PRODUCT §2.12): "none" may meet "none"."""
    return all(
        (level.talk if talk is DEFAULT else talk) is not None
        or (level.email if email is DEFAULT else email) is not None
        for level in policy.scale
    )


def _stricter(one: Consent, other: Consent) -> Consent:
    return Consent(one.calls and other.calls, one.email and other.email, one.other and other.other)


def _same_fit(kept: Contact, other: Contact) -> dict[str, Any]:
    days = [day for day in (kept.fit_on, other.fit_on) if day is not None]
    return {
        "fit_note": joined(kept.fit_note, other.fit_note),
        "fit_link": kept.fit_link or other.fit_link,
        "fit_on": max(days) if days else None,
    }


def _state(kept: Contact, other: Contact) -> dict[str, Any]:
    """Whether the one person is active, paused or closed."""
    for reason in (ClosedReason.DECEASED, ClosedReason.NO_CONTACT):
        for contact in (kept, other):
            if contact.closed is reason:
                return {"closed": reason, "closed_on": contact.closed_on, "paused_until": None}
    if kept.closed is not None and other.closed is not None:
        return {"closed": kept.closed, "closed_on": kept.closed_on, "paused_until": kept.paused_until}
    standing = [contact for contact in (kept, other) if contact.closed is None]
    pauses = [contact.paused_until for contact in standing]
    until = None if None in pauses else min(day for day in pauses if day is not None)
    return {"closed": None, "closed_on": None, "paused_until": until}
