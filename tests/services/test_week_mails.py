"""The value-adds of the week that go by email."""

import pytest

from kitdiary.services.diary import Diary
from kitdiary.services.week_mails import end_of_week
from tests.services.diaries import added, on, set_clock, talked


@pytest.mark.parametrize(
    ("today", "last"),
    [
        ("2026-11-16", "2026-11-22"),
        ("2026-11-20", "2026-11-22"),
        ("2026-11-21", "2026-11-29"),
        ("2026-11-22", "2026-11-29"),
    ],
)
def test_the_week_ends_on_sunday_and_at_the_weekend_it_is_the_next(today: str, last: str) -> None:
    assert end_of_week(on(today)) == on(last)


def test_what_is_late_and_what_falls_due_this_week(diary: Diary) -> None:
    late = added(diary, "Late", rating="A", email="l@x.example")
    this = added(diary, "This week", rating="A", email="t@x.example")
    after = added(diary, "Next week", rating="A", email="n@x.example")
    nowhere = added(diary, "No address", rating="A")
    for who, day in (
        (late, "2026-10-01"),
        (this, "2026-10-23"),
        (after, "2026-11-02"),
        (nowhere, "2026-10-01"),
    ):
        talked(diary, who, at=day)
    set_clock(diary, "2026-11-18T09:00")
    week = diary.writing.week()
    assert [one.contact_id for one in week.mails] == [late, this]
    assert week.by_other_ways == 1
    diary.contacts.edit((late,), email_allowed=False)
    assert [one.contact_id for one in diary.writing.week().mails] == [this]
