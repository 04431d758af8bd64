"""What is announced when (PRODUCT §3), as tables. 20 November 2026 is a Friday."""

from dataclasses import replace
from datetime import UTC, datetime, time, timedelta, timezone

import pytest

from kitdiary.domain.agenda import AgendaItem, DueStep
from kitdiary.domain.policy import Policy
from kitdiary.domain.preferences import Preferences
from kitdiary.domain.reminder_times import in_quiet_hours
from kitdiary.domain.reminding import (
    Announcement,
    NoticeKey,
    Occasion,
    announcements,
    count_words,
    digest_of,
    timed_key,
)
from kitdiary.domain.workdays import workdays_of
from tests.domain.build import PROMISE, REPLY, TALK, THANKS, VALUE_ADD, due_step, instant

DAYS = workdays_of(Policy())
PLAIN = Preferences()
NIGHT = Preferences(quiet_from=time(20, 0), quiet_to=time(9, 0))


def announced_at(
    now: str | datetime,
    *,
    day: tuple[DueStep, ...] = (),
    timed: tuple[DueStep, ...] = (),
    preferences: Preferences = PLAIN,
    already: tuple[NoticeKey, ...] = (),
    over: tuple[DueStep, ...] = (),
) -> list[Announcement]:
    """What is announced; ``day`` are today's steps within the capacity, ``over`` those beyond it."""
    moment = instant(now) if isinstance(now, str) else now
    items = [AgendaItem(step, 0, over_capacity=False) for step in day]
    items += [AgendaItem(step, 0, over_capacity=True) for step in over]
    return announcements(
        items, timed, moment, preferences=preferences, days=DAYS, announced=frozenset(already)
    )


def titles(found: list[Announcement]) -> list[str]:
    return [announcement.title for announcement in found]


TALK_TODAY = due_step(TALK)
CALL_AT_TEN = due_step(PROMISE, at="2026-11-20T10:00", to_talk=True)


# -- the digest --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("now", "preferences", "shown"),
    [
        ("2026-11-20T08:29", Preferences(), False),
        ("2026-11-20T08:30", Preferences(), True),
        ("2026-11-20T16:00", Preferences(), True),
        ("2026-11-20T06:00", Preferences(day_start=time(6, 0)), True),
        ("2026-11-21T08:30", Preferences(), False),  # Saturday
        ("2026-11-22T23:59", Preferences(), False),
        ("2026-11-20T08:30", NIGHT, False),
        ("2026-11-20T08:59", NIGHT, False),
        ("2026-11-20T09:00", NIGHT, True),
        ("2026-11-20T20:00", NIGHT, False),
        ("2026-11-20T08:30", replace(NIGHT, quiet_to=time(7, 0)), True),
        ("2026-11-20T08:30", Preferences(quiet_from=time(8, 0), quiet_to=time(8, 30)), True),
        ("2026-11-20T08:29", Preferences(day_start=time(8), quiet_from=time(8), quiet_to=time(8, 30)), False),
        ("2026-11-20T08:30", Preferences(reminders_paused_until="2026-11-20T09:00+00:00"), False),
        ("2026-11-20T09:00", Preferences(reminders_paused_until="2026-11-20T09:00+00:00"), True),
        ("2026-11-20T08:30", Preferences(reminders_paused_until="2026-11-20T09:00+02:00"), True),
    ],
)
def test_the_digest_comes_at_the_start_of_a_working_day(
    now: str, preferences: Preferences, shown: bool
) -> None:
    assert bool(announced_at(now, day=(TALK_TODAY,), preferences=preferences)) is shown


def test_the_digest_comes_once_a_day() -> None:
    (digest,) = announced_at("2026-11-20T08:30", day=(TALK_TODAY,))
    assert digest.keys[0] == digest_of(instant("2026-11-20T08:30").date())
    assert announced_at("2026-11-20T08:31", day=(TALK_TODAY,), already=digest.keys[:1]) == []
    assert announced_at("2026-11-23T08:30", day=(TALK_TODAY,), already=digest.keys) != []


def test_nothing_due_is_no_digest_and_what_exceeds_the_day_is_not_in_it() -> None:
    assert announced_at("2026-11-20T08:30") == []
    assert announced_at("2026-11-20T08:30", over=(TALK_TODAY,)) == []
    (digest,) = announced_at("2026-11-20T08:30", day=(TALK_TODAY,), over=(due_step(contact_id=2),))
    assert digest.body.startswith("1 talk:")


def test_the_digest_counts_by_kind_and_names_the_first() -> None:
    day = (
        due_step(TALK, name="Priya Raman"),
        *(due_step(TALK, contact_id=n) for n in range(2, 8)),
        *(due_step(VALUE_ADD, contact_id=n) for n in range(4)),
        due_step(REPLY),
    )
    (digest,) = announced_at("2026-11-20T08:30", day=day)
    assert (digest.title, digest.body) == (
        "Due today",
        "7 talks, 4 value-adds, 1 reply: first Priya Raman (A)",
    )
    (hidden,) = announced_at("2026-11-20T08:30", day=day, preferences=Preferences(names_hidden=True))
    assert hidden.body == "7 talks, 4 value-adds, 1 reply"


@pytest.mark.parametrize(
    ("kinds", "words"),
    [
        ([TALK], "1 talk"),
        ([REPLY, REPLY], "2 replies"),
        ([PROMISE, THANKS, THANKS], "1 promise, 2 thank-yous"),
        ([VALUE_ADD, PROMISE, PROMISE, TALK], "1 talk, 1 value-add, 2 promises"),
    ],
)
def test_counts_are_said_in_words(kinds: list[object], words: str) -> None:
    assert count_words([due_step(kind) for kind in kinds]) == words  # type: ignore[arg-type]


# -- what has a time ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("now", "lead", "occasion"),
    [
        ("2026-11-20T09:49", 10, None),
        ("2026-11-20T09:50", 10, Occasion.AHEAD),
        ("2026-11-20T09:59", 10, Occasion.AHEAD),
        ("2026-11-20T10:00", 10, Occasion.ON_TIME),
        ("2026-11-20T10:01", 10, Occasion.ON_TIME),
        ("2026-11-20T09:30", 30, Occasion.AHEAD),
        ("2026-11-20T09:59", 0, None),
        ("2026-11-20T10:00", 0, Occasion.ON_TIME),
    ],
)
def test_a_promise_is_announced_ahead_and_on_time(now: str, lead: int, occasion: Occasion | None) -> None:
    found = announced_at(now, timed=(CALL_AT_TEN,), preferences=Preferences(promise_lead_minutes=lead))
    assert [announcement.keys[0].occasion for announcement in found] == ([occasion] if occasion else [])


def test_each_occasion_is_announced_once_and_on_time_makes_ahead_idle() -> None:
    (ahead,) = announced_at("2026-11-20T09:50", timed=(CALL_AT_TEN,))
    assert announced_at("2026-11-20T09:55", timed=(CALL_AT_TEN,), already=ahead.keys) == []
    (on_time,) = announced_at("2026-11-20T10:00", timed=(CALL_AT_TEN,), already=ahead.keys)
    assert on_time.keys == (timed_key(CALL_AT_TEN, Occasion.ON_TIME), timed_key(CALL_AT_TEN, Occasion.AHEAD))
    assert announced_at("2026-11-20T10:05", timed=(CALL_AT_TEN,), already=on_time.keys) == []


def test_a_step_moved_to_another_time_is_announced_anew() -> None:
    (first,) = announced_at("2026-11-20T10:00", timed=(CALL_AT_TEN,))
    later = CALL_AT_TEN._replace(due_at=instant("2026-11-20T15:00"))
    assert announced_at("2026-11-20T15:00", timed=(later,), already=first.keys) != []


def test_a_step_snoozed_to_an_hour_is_announced_on_time_only() -> None:
    snoozed = due_step(TALK, at="2026-11-20T10:00")
    assert announced_at("2026-11-20T09:59", timed=(snoozed,)) == []
    (found,) = announced_at("2026-11-20T10:00", timed=(snoozed,))
    assert found.keys[0] == timed_key(snoozed, Occasion.ON_TIME)


@pytest.mark.parametrize(
    ("now", "preferences"),
    [
        ("2026-11-21T10:00", Preferences()),  # Saturday
        ("2026-11-21T10:00", Preferences(quiet_from=time(9, 0), quiet_to=time(11, 0))),
        ("2026-11-21T10:00", Preferences(day_start=time(12, 0))),
    ],
)
def test_what_has_a_time_is_announced_on_days_off_and_in_quiet_hours(
    now: str, preferences: Preferences
) -> None:
    promise = due_step(PROMISE, at=now)
    assert len(announced_at(now, day=(promise,), timed=(promise,), preferences=preferences)) == 1


def test_a_pause_holds_what_has_a_time_and_its_end_lets_it_go() -> None:
    paused = Preferences(reminders_paused_until="2026-11-20T12:00+00:00")
    assert announced_at("2026-11-20T10:00", timed=(CALL_AT_TEN,), preferences=paused) == []
    assert announced_at("2026-11-20T12:00", timed=(CALL_AT_TEN,), preferences=paused) != []


@pytest.mark.parametrize("count", [1, 2, 3, 4, 9])
def test_more_than_three_at_once_become_one(count: int) -> None:
    timed = tuple(due_step(PROMISE, contact_id=n, at="2026-11-20T10:00") for n in range(1, count + 1))
    found = announced_at("2026-11-20T10:00", timed=timed)
    keys = {key for announcement in found for key in announcement.keys}
    assert keys >= {timed_key(step, Occasion.ON_TIME) for step in timed}
    if count <= 3:
        assert titles(found) == ["10:00 Priya Raman"] * count
    else:
        assert [(one.title, one.body) for one in found] == [
            ("Due now", f"{count} promises: first Priya Raman (A)")
        ]


# -- after being away --------------------------------------------------------------------------------


def test_what_was_missed_joins_the_digest() -> None:
    missed = due_step(PROMISE, "2026-11-19", contact_id=2, at="2026-11-19T15:00")
    (digest,) = announced_at("2026-11-20T10:30", day=(missed, TALK_TODAY), timed=(missed, CALL_AT_TEN))
    assert digest.body == "1 talk, 2 promises: first Priya Raman (A)"
    assert timed_key(missed, Occasion.ON_TIME) in digest.keys
    assert timed_key(CALL_AT_TEN, Occasion.ON_TIME) in digest.keys
    assert announced_at("2026-11-20T10:31", timed=(missed, CALL_AT_TEN), already=digest.keys) == []


def test_a_missed_one_beyond_the_capacity_is_counted_where_it_is_recorded() -> None:
    snoozed = due_step(TALK, contact_id=7, at="2026-11-20T07:00")
    (digest,) = announced_at("2026-11-20T08:30", day=(TALK_TODAY,), over=(snoozed,), timed=(snoozed,))
    assert timed_key(snoozed, Occasion.ON_TIME) in digest.keys
    assert digest.body.startswith("2 talks:")


def test_what_is_still_ahead_is_announced_beside_the_digest() -> None:
    found = announced_at("2026-11-20T09:55", day=(CALL_AT_TEN, TALK_TODAY), timed=(CALL_AT_TEN,))
    assert titles(found) == ["Due today", "10:00 Priya Raman"]


def test_a_weekend_away_on_a_day_off_is_told_at_once() -> None:
    missed = tuple(due_step(PROMISE, contact_id=n, at=f"2026-11-{18 + n}T15:00") for n in range(1, 4))
    found = announced_at("2026-11-22T09:00", timed=missed)
    assert titles(found) == [
        "19 Nov 15:00 Priya Raman",
        "20 Nov 15:00 Priya Raman",
        "21 Nov 15:00 Priya Raman",
    ]


# -- how it is said ----------------------------------------------------------------------------------


def test_a_time_is_said_as_the_rep_s_clock_shows_it() -> None:
    tokyo = timezone(timedelta(hours=9))
    now = datetime(2026, 11, 20, 19, 0, tzinfo=tokyo)
    assert titles(announced_at(now, timed=(CALL_AT_TEN,))) == ["19:00 Priya Raman"]


def test_a_single_one_names_the_person_the_company_and_the_reason() -> None:
    step = CALL_AT_TEN._replace(company="Acme")
    (found,) = announced_at("2026-11-20T10:00", timed=(step,))
    assert found.title == "10:00 Priya Raman, Acme"
    assert found.body == step.reason.sentence(instant("2026-11-20").date())


@pytest.mark.parametrize(("kind", "noun"), [(PROMISE, "promise"), (TALK, "talk"), (REPLY, "reply")])
def test_hidden_names_leave_the_time_and_the_kind(kind: object, noun: str) -> None:
    step = due_step(kind, at="2026-11-20T10:00")._replace(company="Acme")  # type: ignore[arg-type]
    (found,) = announced_at("2026-11-20T10:00", timed=(step,), preferences=Preferences(names_hidden=True))
    assert (found.title, found.body) == (f"10:00: a {noun} is due", "")


def test_every_key_is_recorded_once() -> None:
    found = announced_at("2026-11-20T10:00", day=(CALL_AT_TEN, CALL_AT_TEN), timed=(CALL_AT_TEN,))
    keys = [key for announcement in found for key in announcement.keys]
    assert len(keys) == len(set(keys))


@pytest.mark.parametrize(
    ("start", "end", "at", "quiet"),
    [
        (time(20), time(7), time(19, 59), False),
        (time(20), time(7), time(20), True),
        (time(20), time(7), time(0), True),
        (time(20), time(7), time(6, 59), True),
        (time(20), time(7), time(7), False),
        (time(12), time(13), time(12, 30), True),
        (time(12), time(13), time(13), False),
        (time(12), time(12), time(12), False),
        (None, time(7), time(3), False),
        (time(20), None, time(21), False),
    ],
)
def test_quiet_hours_may_run_over_midnight(
    start: time | None, end: time | None, at: time, quiet: bool
) -> None:
    assert in_quiet_hours(Preferences(quiet_from=start, quiet_to=end), at) is quiet


def test_the_digest_of_each_zone_s_own_day_is_told() -> None:
    """From New York to Tokyo and back within a day: each local date once."""
    new_york, tokyo = timezone(timedelta(hours=-5)), timezone(timedelta(hours=9))
    told: tuple[NoticeKey, ...] = ()
    count = 0
    hour = datetime(2026, 11, 19, 13, 0, tzinfo=UTC)
    for step in range(48):
        zone = tokyo if 12 <= step < 30 else new_york
        found = announced_at((hour + timedelta(hours=step)).astimezone(zone), day=(TALK_TODAY,), already=told)
        told += tuple(key for announcement in found for key in announcement.keys)
        count += len(found)
    assert count == len({key.step_due for key in told if key.contact_id == 0}) == 2
