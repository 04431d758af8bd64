"""Contacts with anything a diary can hold, for hypothesis."""

from datetime import date
from typing import Any

from hypothesis import strategies as st

from kitdiary.domain.intervals import Interval, Unit
from kitdiary.domain.names import clean_name, clean_text
from kitdiary.domain.people import (
    DEFAULT,
    Address,
    ClosedReason,
    Company,
    Consent,
    Contact,
    Fit,
    Labelled,
    Precision,
    Role,
    Timing,
    TimingKind,
)

_ANY = st.characters(codec="utf-8", exclude_categories=("Cs", "Co", "Cn"))
_SPICE = st.sampled_from(
    ["=1+1", "'=x", "@a", "-5", "a;b,c:d", "\\n", "\\", "a ::: b", '"', "'", "Ü", "x: y", "😀"]
)
WORDS = st.one_of(st.text(_ANY, max_size=30), _SPICE).map(clean_name)
NAMES = WORDS.filter(lambda text: "@" not in text and bool(text))
NOTES = st.one_of(st.text(_ANY, max_size=200), _SPICE).map(clean_text)
DAYS = st.dates(date(1990, 1, 1), date(2090, 12, 31))
MAYBE_DAYS = st.none() | DAYS
EMAILS = st.from_regex(r"[a-z][a-z0-9.]{0,8}[a-z]@[a-z]{1,8}\.example", fullmatch=True)
PHONES = st.sampled_from(["+49 30 5550100", "+4930555", "0171/555", "555 ext. 12", "call: me", "(0)30"])
LABELS = st.sampled_from(["", "work", "mobile", "home fax", "direct", "Büro: oben", "Work", "main"])
OVERRIDES = st.sampled_from([DEFAULT, None, Interval(6, Unit.WEEK), Interval(10, Unit.DAY)])
KEPT = st.lists(
    st.sampled_from(
        [
            "NICKNAME:Jo", "X-A;B=c:d\\,e", "IMPP:xmpp:a@b.example", "GEO:1;2", "REV:2026-01-01",
            "item1.X-DAY:1", "LOGO:data:image/png;base64,AAAA",
        ]
    ),
    unique=True,
    max_size=4,
)  # fmt: skip


def _first_day(on: date, precision: Precision) -> date:
    if precision is Precision.DAY:
        return on
    month = {Precision.MONTH: on.month, Precision.QUARTER: (on.month - 1) // 3 * 3 + 1}.get(precision, 1)
    return on.replace(month=month, day=1)


@st.composite
def timings(draw: st.DrawFn) -> Timing:
    precision = draw(st.sampled_from(Precision))
    return Timing(
        draw(st.sampled_from(TimingKind)),
        _first_day(draw(DAYS), precision),
        precision,
        draw(DAYS),
        draw(NOTES),
    )


@st.composite
def contacts(draw: st.DrawFn, company_ids: list[int]) -> Contact:
    """A contact of one of these companies, or of none."""
    closed = draw(st.none() | st.sampled_from(ClosedReason))
    place: list[Any] = [draw(WORDS) for _ in range(5)]
    return Contact(
        0,
        draw(NAMES),
        company_id=draw(st.sampled_from([None, *company_ids])),
        given_name=draw(WORDS),
        family_name=draw(WORDS),
        job_title=draw(WORDS),
        role=draw(st.sampled_from(Role)),
        rating=draw(st.sampled_from([None, "A", "D"])),
        fit=draw(st.sampled_from(Fit)),
        fit_note=draw(NOTES),
        fit_link=draw(WORDS),
        fit_on=draw(MAYBE_DAYS),
        timing=draw(st.none() | timings()),
        consent=Consent(draw(st.booleans()), draw(st.booleans()), draw(st.booleans())),
        paused_until=draw(MAYBE_DAYS),
        closed=closed,
        closed_on=draw(DAYS) if closed else None,
        first_talk_on=draw(DAYS),
        added_on=draw(DAYS),
        talk_every=draw(OVERRIDES),
        email_every=draw(OVERRIDES),
        time_zone=draw(st.sampled_from(["", "Europe/Berlin"])),
        language=draw(WORDS),
        best_hours=draw(WORDS),
        source=draw(WORDS),
        owner=draw(WORDS),
        website=draw(WORDS),
        notes=draw(NOTES),
        birthday=draw(st.sampled_from(["", "1985-04-12", "--04-12", "circa 1980", "1985"])),
        address=Address(*place),
        phones=tuple(
            Labelled(value, draw(LABELS)) for value in draw(st.lists(PHONES, max_size=3, unique=True))
        ),
        emails=tuple(
            Labelled(value, draw(LABELS)) for value in draw(st.lists(EMAILS, max_size=3, unique=True))
        ),
        tags=tuple(draw(st.lists(NAMES, max_size=3, unique_by=lambda tag: tag.casefold()))),
        extra=tuple(draw(KEPT)),
    )


@st.composite
def companies(draw: st.DrawFn) -> Company:
    place: list[Any] = [draw(WORDS) for _ in range(5)]
    return Company(
        0,
        draw(NAMES),
        draw(st.sampled_from([None, "B"])),
        draw(WORDS),
        draw(WORDS),
        draw(NOTES),
        Address(*place),
    )
