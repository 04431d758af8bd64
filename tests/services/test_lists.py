"""The long lists, what they are filtered by, and the filters that have a name."""

from dataclasses import fields
from datetime import date

import pytest

from kitdiary.domain.people import Fit, Precision, Role, State, Timing, TimingKind
from kitdiary.services.changes import Kind
from kitdiary.services.diary import Diary
from kitdiary.services.lists import Choices, CompanySort, ContactQuery, ContactSort
from kitdiary.services.saved_filters import to_query, to_text
from tests.services.diaries import added, refused, undone_exactly

EVERYTHING = ContactQuery(
    text="an", ratings=("A", "B"), roles=(Role.ALLY,), tags=("vip",), state=State.PAUSED, fit=Fit.YES,
    company_id=3,
    left_behind=True, has_timing=True, timing_within=30, silent_days=60, talk_within=7,
    talk_by=date(2026, 12, 1), sources=("fair",), city="Leeds", postcode="LS1", country="GB",
    ids=(1, 2), behind="Slipping away",
)  # fmt: skip


def test_a_list_is_of_today(diary: Diary) -> None:
    paused = added(diary, "Dana", pause_until=date(2026, 12, 1))
    active = added(diary, "Priya")
    assert diary.lists.contact_ids(ContactQuery(state=State.ACTIVE)) == [active]
    assert diary.lists.contact_ids(sort=ContactSort.ADDED, descending=True, limit=1) == [active]
    assert [row.name for row in diary.lists.contact_rows([paused, 99])] == ["Dana"]


def test_a_filter_by_postcode_and_city(diary: Diary) -> None:
    leeds = added(diary, "Priya", city="Leeds", postcode="LS1 4AP")
    added(diary, "Dana", city="York", postcode="YO1")
    assert diary.lists.contact_ids(ContactQuery(city="leeds", postcode="ls14")) == [leeds]


def test_a_list_of_people_put_together_elsewhere(diary: Diary) -> None:
    priya, dana = added(diary, "Priya", city="Leeds"), added(diary, "Dana")
    added(diary, "Tom", city="Leeds")
    assert diary.lists.contact_ids(ContactQuery(ids=(priya, dana, 99), behind="Week of 3 May")) == [
        dana,
        priya,
    ]
    assert diary.lists.contact_ids(ContactQuery(ids=(priya, dana), city="leeds")) == [priya]
    assert diary.lists.contact_ids(ContactQuery(ids=())) == []


def test_companies_are_listed_and_rated_by_id(diary: Diary) -> None:
    priya = added(diary, "Priya", company="Acme")
    added(diary, "Dana", company="Beta")
    acme, beta = diary.lists.company_ids()
    change = undone_exactly(diary, lambda: diary.contacts.rate_companies((acme, beta), "a"))
    assert (change.what, change.company_ids) == ("Rated 2 companies A", (acme, beta))
    assert priya in change.replanned
    assert [row.rating for row in diary.lists.company_rows((beta, acme))] == ["A", "A"]
    assert diary.lists.company_ids("bet", CompanySort.RATING, limit=5) == [beta]
    assert diary.contacts.rate_companies((acme,), None).what == "Took the rating of Acme away"
    refused(diary, lambda: diary.contacts.rate_companies((acme, 99), "B"), "no company 99")


def test_what_there_is_to_filter_by(diary: Diary) -> None:
    added(diary, "Priya", tag=("vip", "Fair"), source="Fair 2026", country="GB")
    added(diary, "Dana", country="DE")
    assert diary.lists.choices() == Choices(("Fair", "vip"), ("Fair 2026",), ("DE", "GB"))


def test_a_filter_is_saved_replaced_and_deleted(diary: Diary) -> None:
    change = undone_exactly(diary, lambda: diary.saved_filters.save(" Leeds  Thursday ", EVERYTHING))
    assert (change.what, change.kinds) == ("Saved the filter Leeds Thursday", {Kind.FILTERS})
    diary.saved_filters.save("berlin", ContactQuery(city="Berlin"))
    diary.saved_filters.save("Leeds Thursday", ContactQuery("le"))
    assert [(saved.name, saved.query) for saved in diary.saved_filters.all()] == [
        ("berlin", ContactQuery(city="Berlin")),
        ("Leeds Thursday", ContactQuery("le")),
    ]
    undone_exactly(diary, lambda: diary.saved_filters.delete("berlin"))
    refused(diary, lambda: diary.saved_filters.delete("berlin"), "no saved filter")
    refused(diary, lambda: diary.saved_filters.save("  ", ContactQuery()), "needs a name")


def test_a_filter_is_read_as_it_was_written(diary: Diary) -> None:
    assert to_query(to_text(EVERYTHING)) == EVERYTHING
    assert all(getattr(EVERYTHING, f.name) != f.default for f in fields(EVERYTHING) if f.name != "today")
    assert to_text(ContactQuery(today=date(2026, 11, 20))) == "{}"


@pytest.mark.parametrize(
    "text", ["", "[]", "{", '{"fit": "huge", "colour": 3, "state": null, "city": "Ulm"}']
)
def test_what_cannot_be_read_is_left_out(text: str) -> None:
    assert to_query(text) in (ContactQuery(), ContactQuery(city="Ulm"))


def test_a_timing_that_passes_soon(diary: Diary) -> None:
    soon = Timing(TimingKind.CONTRACT_END, date(2026, 12, 10), Precision.DAY, date(2026, 11, 20))
    priya = added(diary, "Priya", timing=soon)
    assert diary.lists.contact_ids(ContactQuery(timing_within=30)) == [priya]
    assert diary.lists.contact_ids(ContactQuery(timing_within=10)) == []
