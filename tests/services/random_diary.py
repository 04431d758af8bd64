"""Diaries in which anything may have happened, made through the services, day by day."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from random import Random
from typing import NamedTuple

from kitdiary.domain.errors import DiaryError
from kitdiary.domain.opportunities import Stage
from kitdiary.domain.people import ClosedReason, Consent, Fit
from kitdiary.domain.periods import Period
from kitdiary.domain.steps import StepKind
from kitdiary.domain.touches import POSSIBLE, Channel, Direction
from kitdiary.services.diary import Diary
from kitdiary.services.touch_log import TouchDraft
from tests.services.diaries import BERLIN, set_clock

FIRST = date(2025, 9, 1)
TODAY = date(2026, 11, 20)
TAGS = ("Hannover", "reseller", "Newsletter")
PLACES = (("DE", "", "88131"), ("DE", "Bayern", "80331"), ("AT", "", "6900"), ("", "", ""))


class Standing(NamedTuple):
    """What of a contact can leak."""

    rating: str | None
    company_rating: str | None
    paused_until: str | None
    closed: str | None
    closed_on: str | None
    permitted: int


@dataclass
class Watched:
    """How everybody stood before a period (or when they were added in it), and when it ended."""

    before: dict[int, Standing] = field(default_factory=dict)
    added: dict[int, Standing] = field(default_factory=dict)
    after: dict[int, Standing] = field(default_factory=dict)


def live(diary: Diary, random: Random, watched: Period, acts: int = 160) -> Watched:
    """Two dozen people and what happened with them up to the evening before `TODAY`."""
    days = sorted(random.randrange((TODAY - FIRST).days) for _ in range(acts))
    ids: list[int] = []
    seen = Watched()
    for number, offset in enumerate(days):
        day = FIRST + timedelta(days=offset)
        if day < watched.start:
            seen.before = standings(diary)
        if day <= watched.end:
            seen.after = standings(diary)
        set_clock(diary, f"{day}T{8 + number % 9:02}:{number % 60:02}")
        if number < 24:
            ids.append(_add(diary, random, ids, number))
            if day >= watched.start:
                seen.added[ids[-1]] = standings(diary)[ids[-1]]
        else:
            _act(diary, random, ids, day)
        if day < watched.start:
            seen.before = standings(diary)
        if day <= watched.end:
            seen.after = standings(diary)
    set_clock(diary, f"{TODAY}T09:15")
    return seen


def standings(diary: Diary) -> dict[int, Standing]:
    """How everybody stands now."""
    with diary.context.store.read():
        rows = diary.context.store.rows(
            "SELECT c.id, c.rating, k.rating, c.paused_until, c.closed, c.closed_on,"
            " c.allow_calls OR c.allow_email OR c.allow_other"
            " FROM contacts c LEFT JOIN companies k ON k.id = c.company_id"
        )
    return {row[0]: Standing(*row[1:]) for row in rows}


def _add(diary: Diary, random: Random, ids: list[int], number: int) -> int:
    country, region, postcode = random.choice(PLACES)
    change = diary.contacts.add(
        name=f"Person {number}",
        company=random.choice(("Lindau Pack", "Graz Foods", "Pune Metals")),
        rating=random.choice(("A", "B", "C", "D", None)),
        tags=tuple(random.sample(TAGS, random.randrange(3))),
        source=random.choice(("fair", "web", "")),
        fit=random.choice(tuple(Fit)),
        country=country,
        region=region,
        postcode=postcode,
        introduced_by=random.choice(ids) if ids and random.random() < 0.4 else None,
    )
    return change.contact_ids[0]


def _act(diary: Diary, random: Random, ids: list[int], day: date) -> None:
    """One thing a rep does; what the diary refuses (a step that is not there) is left."""
    one = random.choice(ids)
    try:
        match random.choices(range(9), (60, 8, 5, 5, 5, 6, 6, 4, 4))[0]:
            case 0:
                _touch(diary, random, ids, day)
            case 1:
                stage = random.choice(tuple(Stage))
                diary.opportunities.put(
                    one, f"Line {random.randrange(3)}", value="1200.50", currency="EUR", stage=stage
                )
            case 2:
                diary.contacts.edit((one,), pause_until=day + timedelta(days=random.randrange(1, 90)))
            case 3:
                diary.contacts.edit((one,), closed=random.choice((None, *ClosedReason)))
            case 4:
                diary.contacts.rate((one,), random.choice("ABCD"))
            case 5:
                diary.contacts.rate_company(
                    random.choice(("Lindau Pack", "Graz Foods")), random.choice("ABCD")
                )
            case 6:
                diary.safety.undo()
            case 7:
                diary.steps.promise(
                    one, day + timedelta(days=9), "call", channel=random.choice((Channel.CALL, Channel.EMAIL))
                )
                diary.steps.snooze(one, random.choice(tuple(StepKind)), day + timedelta(days=40))
            case _:
                allowed = random.choice(
                    (Consent(), Consent(False, False, False), Consent(False), Consent(True, False, False))
                )
                diary.contacts.edit(
                    (one,), calls=allowed.calls, email_allowed=allowed.email, other=allowed.other
                )
    except DiaryError:
        pass


def _touch(diary: Diary, random: Random, ids: list[int], day: date) -> None:
    channel = random.choice(tuple(Channel))
    outcome = random.choice(sorted(POSSIBLE[channel]))
    people = tuple(random.sample(ids, random.choice((1, 1, 1, 2, 3))))
    back = day - timedelta(days=random.choice((0, 0, 0, 1, 30)))
    why = "It helps." if random.random() < 0.5 else ""
    at = datetime(back.year, back.month, back.day, 7, random.randrange(60), tzinfo=BERLIN)
    direction = Direction.IN if channel is Channel.WEB else None
    diary.log.record(TouchDraft(people, channel, outcome, direction, at=at, why=why))
