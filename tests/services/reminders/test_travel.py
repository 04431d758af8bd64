"""A heart beating through odd days: summer time, flights, the date line. Nothing lost, nothing twice."""

import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from datetime import time as clock_time
from zoneinfo import ZoneInfo

import pytest

from kitdiary.services.clock import FixedClock
from kitdiary.services.diary import Diary
from kitdiary.services.reminders.notifier import Action, Chain, Message
from tests.services.diaries import BERLIN, TALK, added, on, plan_of, time_of
from tests.services.reminders.fakes import Recorder

TEN, ONE = timedelta(minutes=10), timedelta(minutes=1)


class Journey:
    """A diary, its heart, and what it said when by the rep's own clock."""

    def __init__(self, diary: Diary) -> None:
        self.diary = diary
        self.said: list[tuple[datetime, Message]] = []
        self._shown = Recorder()
        self._heart = diary.heartbeat(Chain((self._shown,)))

    def at(self, instant: datetime) -> None:
        """One beat at an instant; the program may have been off before."""
        self.diary.context.clock = FixedClock(instant)
        before = len(self._shown.messages)
        self._heart.sweep()
        now = self.diary.context.now()
        self.said += [(now, message) for message in self._shown.messages[before:]]

    def through(self, start: datetime, end: datetime, step: timedelta = TEN) -> None:
        """A beat each ``step``, from start to end (both instants)."""
        instant, end = start.astimezone(UTC), end.astimezone(UTC)
        while instant < end:
            self.at(instant)
            instant += step

    def told(self) -> list[tuple[str, str]]:
        return [(f"{now:%a %d %H:%M %Z}", message.title) for now, message in self.said]

    def digests(self) -> list[datetime]:
        return [now for now, message in self.said if message.title == "Due today"]


def in_zone(diary: Diary, name: str) -> ZoneInfo:
    diary.settings.set("time-zone", name)
    return ZoneInfo(name)


# -- summer time -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("zone_name", "sunday"),
    [
        ("Europe/Berlin", "2026-10-25"),
        ("Europe/Berlin", "2027-03-28"),
        ("America/New_York", "2026-11-01"),
        ("America/New_York", "2027-03-14"),
        ("Australia/Lord_Howe", "2026-10-04"),  # half an hour on
        ("Australia/Lord_Howe", "2027-04-04"),  # half an hour back
    ],
)
def test_in_the_week_the_clocks_change_everything_is_told_once_and_on_time(
    diary: Diary, zone_name: str, sunday: str
) -> None:
    zone, changing = in_zone(diary, zone_name), on(sunday)
    begin = datetime.combine(changing - timedelta(days=2), clock_time(0), zone)
    diary.context.clock = FixedClock(begin - timedelta(hours=1))
    due: dict[str, datetime] = {}
    for day in range(8):
        for clock in ("01:30", "02:10", "02:40", "09:20"):
            name = f"Ann {day} {clock}"
            promised, at = changing + timedelta(days=day - 2), time_of(clock)
            diary.steps.promise(added(diary, name), promised, "ring", at)
            due[name] = datetime.combine(promised, at, zone).astimezone(UTC)
    journey = Journey(diary)
    for day in range(8):
        midnight = datetime.combine(changing + timedelta(days=day - 2), clock_time(0), zone)
        four, ten = midnight.replace(hour=4), midnight.replace(hour=10)
        journey.through(midnight, four, ONE if day == 2 else TEN)
        journey.through(four, ten)  # and off for the rest of the day

    assert [f"{now:%a %H:%M}" for now in journey.digests()] == [
        f"{day} 08:30" for day in ("Fri", "Mon", "Tue", "Wed", "Thu", "Fri")
    ]
    told = {
        name: [now.astimezone(UTC) for now, message in journey.said if name in message.title] for name in due
    }
    assert told == {name: [instant - TEN, instant] for name, instant in due.items()}


@pytest.mark.parametrize(
    ("now", "due"),
    [
        ("2026-10-25T02:30:00+02:00", "2026-10-25T02:30:00+01:00"),  # the hour that comes twice
        ("2026-10-25T01:45:30+02:00", "2026-10-25T02:45:00+02:00"),
        ("2027-03-28T01:30:00+01:00", "2027-03-28T03:30:00+02:00"),  # the hour that is left out
        ("2026-11-21T23:30:00+01:00", "2026-11-22T00:30:00+01:00"),  # over midnight
    ],
)
def test_a_snooze_of_an_hour_is_an_hour(diary: Diary, now: str, due: str) -> None:
    ann = added(diary, "Ann")
    journey = Journey(diary)
    instant = datetime.fromisoformat(now)
    diary.context.clock = FixedClock(instant)
    diary.steps.snooze(ann, TALK, diary.context.now())
    journey.at(instant)
    ((_now, message),) = journey.said
    diary.reminders.act(Action.SNOOZE_HOUR, message)
    step = plan_of(diary, ann).talk
    assert step is not None
    assert step.due_at is not None
    assert step.due_at.isoformat() == due
    journey.through(instant + ONE, instant + timedelta(hours=3), ONE)
    assert [moment.astimezone(UTC) for moment, _message in journey.said[1:]] == [
        # By the minute, at most one late.
        datetime.fromisoformat(due).astimezone(UTC) + timedelta(seconds=instant.second)
    ]


def test_snoozed_to_tomorrow_late_at_night_it_is_in_tomorrow_s_digest(diary: Diary) -> None:
    ann = added(diary, "Ann")
    late = datetime(2026, 11, 22, 23, 59, tzinfo=BERLIN)  # a Sunday
    diary.context.clock = FixedClock(late)
    diary.steps.snooze(ann, TALK, diary.context.now())
    journey = Journey(diary)
    journey.at(late)
    diary.reminders.act(Action.SNOOZE_TOMORROW, journey.said[-1][1])
    journey.through(late + ONE, late + timedelta(days=1))
    assert [(f"{now:%d %H:%M}", message.title) for now, message in journey.said] == [
        ("22 23:59", "23:59 Ann"),
        ("23 08:30", "Due today"),
    ]


# -- flights -----------------------------------------------------------------------------------------


@pytest.fixture
def fly(diary: Diary, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[str], None]]:
    """Changes the zone of the system under the running program; the diary follows the system."""

    def fly(zone: str) -> None:
        monkeypatch.setenv("TZ", zone)

    diary.settings.set("time-zone", "none")
    fly("America/New_York")
    yield fly
    monkeypatch.undo()
    if hasattr(time, "tzset"):
        time.tzset()


needs_tz = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no TZ")


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@needs_tz
def test_from_new_york_to_tokyo_and_los_angeles_within_a_day(
    diary: Diary, fly: Callable[[str], None]
) -> None:
    """Asleep in the air; each local working day has its digest, each promise its time, wherever that is."""
    diary.context.clock = FixedClock(utc("2026-11-23T05:00"))  # Monday, midnight in New York
    added(diary, "Old Friend")
    for name, clock in (("Lunch", "12:00"), ("Flight", "20:00"), ("Evening", "23:00")):
        diary.steps.promise(added(diary, name), on("2026-11-23"), "ring", time_of(clock))
    journey = Journey(diary)
    journey.through(utc("2026-11-23T05:00"), utc("2026-11-23T18:00"))  # till 13:00
    fly("Asia/Tokyo")
    # 14 hours in the air: opened at 17:00 on Tuesday, which is 03:00 in New York.
    journey.through(utc("2026-11-24T08:00"), utc("2026-11-24T10:00"))
    fly("America/Los_Angeles")
    # 10 hours in the air: opened at noon on Tuesday, once more.
    journey.through(utc("2026-11-24T20:00"), utc("2026-11-25T17:00"))
    assert journey.told() == [
        ("Mon 23 08:30 EST", "Due today"),
        ("Mon 23 11:50 EST", "12:00 Lunch"),
        ("Mon 23 12:00 EST", "12:00 Lunch"),
        ("Tue 24 17:00 JST", "Due today"),  # with what was missed in the air
        ("Wed 25 08:30 PST", "Due today"),
    ]
    missed = next(message.body for now, message in journey.said if f"{now:%Z}" == "JST")
    assert "3 promises" in missed


@needs_tz
def test_over_the_date_line_no_day_is_told_twice_and_nothing_is_lost(
    diary: Diary, fly: Callable[[str], None]
) -> None:
    """From Auckland to Honolulu Tuesday comes twice; back again a whole day is left out."""
    fly("Pacific/Auckland")
    diary.context.clock = FixedClock(utc("2026-11-22T11:00"))  # Monday 23, midnight in Auckland
    added(diary, "Ann")
    ring = added(diary, "Ring")
    diary.steps.promise(ring, on("2026-11-24"), "ring", time_of("15:00"))  # Tuesday in Auckland
    journey = Journey(diary)
    journey.through(utc("2026-11-22T11:00"), utc("2026-11-23T21:00"))  # Tuesday 24, 10:00
    fly("Pacific/Honolulu")
    journey.through(utc("2026-11-24T06:00"), utc("2026-11-25T20:00"))  # Monday 23, 20:00 to Wednesday 10:00
    fly("Pacific/Auckland")
    journey.through(utc("2026-11-26T06:00"), utc("2026-11-27T00:00"))  # Thursday 26, 19:00 to Friday 13:00
    digests = [f"{now:%a %d %Z}" for now in journey.digests()]
    assert digests == ["Tue 24 NZDT", "Wed 25 HST", "Thu 26 NZDT", "Fri 27 NZDT"]
    rung = [f"{now:%a %d %H:%M %Z}" for now, message in journey.said if "Ring" in message.title]
    # Its time, 02:00 UTC, came in the air: told on landing, which is still Monday evening.
    assert rung == ["Mon 23 20:00 HST"]


# -- away --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("days", [3, 30])
def test_days_off_end_in_one_digest_of_all_that_was_missed(diary: Diary, days: int) -> None:
    """The laptop shut on Friday evening and opened on a working morning."""
    friday = datetime(2026, 11, 20, 18, tzinfo=BERLIN)
    diary.context.clock = FixedClock(friday)
    for day in range(days):
        promised = date(2026, 11, 21) + timedelta(days=day)
        diary.steps.promise(added(diary, f"Ann {day}"), promised, "ring", time_of("10:00"))
    back = datetime(2026, 11, 21, 9, tzinfo=BERLIN) + timedelta(days=days)
    journey = Journey(diary)
    journey.at(friday)
    journey.through(back, back + timedelta(days=1))
    told = Counter(message.title for _now, message in journey.said)
    assert f"{days} promises" in journey.said[0][1].body
    assert told["Due today"] == 2  # that day and the next morning
    assert sum(told.values()) == 2


def test_a_clock_set_back_and_put_right_says_nothing_twice_and_loses_nothing(diary: Diary) -> None:
    noon = datetime(2026, 11, 24, 12, tzinfo=BERLIN)
    diary.context.clock = FixedClock(noon - timedelta(days=1))
    people = [added(diary, f"Ann {number}") for number in range(3)]
    for number, contact_id in enumerate(people):
        diary.steps.promise(contact_id, on("2026-11-24"), "ring", time_of(f"1{number + 1}:30"))
    journey = Journey(diary)
    journey.through(noon - timedelta(hours=4), noon + timedelta(minutes=50))
    journey.through(noon - timedelta(minutes=10), noon + timedelta(minutes=20))  # an hour back, for a while
    journey.through(noon + timedelta(minutes=80), noon + timedelta(hours=8))
    told = Counter((message.title, message.tag) for _now, message in journey.said)
    assert set(told.values()) == {1}
    assert sorted(title for title, _tag in told) == sorted(
        ["Due today", *(f"1{number + 1}:30 Ann {number}" for number in range(3) for _ in "12")]
    )
