"""One email to many: who gets it, who is left out and why, and one touch each in one operation."""

import pytest

from kitdiary.domain.errors import DiaryError, InvalidInput
from kitdiary.domain.people import ClosedReason
from kitdiary.domain.touches import Channel, Outcome
from kitdiary.services.diary import Diary
from kitdiary.services.touch_log import TouchDraft
from tests.services.diaries import added, due, on, person, plan_of, refused, set_clock, talked, undone_exactly


@pytest.fixture
def item(diary: Diary) -> int:
    diary.library.add("Cold chain news", topics=("cold chain",))
    return diary.library.items()[0].id


def reader(diary: Diary, name: str, **fields: object) -> int:
    return added(diary, name, email=f"{name.lower()}@x.example", tag=("cold chain",), **fields)


def names(diary: Diary, item: int, *, proposed: bool = True, tag: str = "") -> list[str]:
    return [one.name for one in diary.mailing.readers(item, tag).readers if one.proposed is proposed]


def test_everyone_it_fits_who_wants_email_and_has_an_address(diary: Diary, item: int) -> None:
    reader(diary, "Anna", rating="C")
    reader(diary, "Bert", rating="A")
    reader(diary, "Closed")
    reader(diary, "Paused")
    reader(diary, "Silent", email_allowed=False)
    added(diary, "Nowhere", tag=("cold chain",))
    added(diary, "Other", email="o@x.example")
    ids = {one.name: one.contact_id for one in diary.mailing.readers(item).readers}
    diary.contacts.edit((ids["Closed"],), closed=ClosedReason.LEFT_FIELD)
    diary.contacts.edit((ids["Paused"],), pause_until=on("2026-12-01"))
    found = diary.mailing.readers(item)
    assert names(diary, item) == ["Bert", "Anna"]
    assert names(diary, item, proposed=False) == ["Other"]
    assert (found.had, found.no_address) == (0, 1)
    assert [one.topics for one in found.readers] == [("cold chain",), ("cold chain",), ()]
    assert names(diary, item, tag="COLD chain") == ["Bert", "Anna"]
    assert names(diary, item, tag="food", proposed=False) == []
    set_clock(diary, "2026-12-01T09:00")
    assert "Paused" in names(diary, item)


def test_the_nuisance_rule_holds_back_and_says_until_when(diary: Diary, item: int) -> None:
    set_clock(diary, "2026-11-18T09:00")
    anna, bert = reader(diary, "Anna", company="Hahn AG"), reader(diary, "Bert", company="Hahn AG")
    reader(diary, "Cora")
    talked(diary, anna)
    set_clock(diary, "2026-11-19T09:00")
    held = {one.contact_id: one.held_until for one in diary.mailing.readers(item).readers}
    assert (held[anna], held[bert]) == (on("2026-11-25"), on("2026-11-20"))
    assert names(diary, item) == ["Cora"]
    set_clock(diary, "2026-11-20T09:00")
    assert names(diary, item) == ["Bert", "Cora"]
    diary.settings.set("gap.person-days", "0")
    assert names(diary, item) == ["Anna", "Bert", "Cora"]


def test_an_attempt_holds_nobody_back(diary: Diary, item: int) -> None:
    anna = reader(diary, "Anna")
    diary.log.record(TouchDraft((anna,), Channel.CALL, Outcome.NO_ANSWER))
    assert names(diary, item) == ["Anna"]


def test_one_touch_each_one_operation_and_nobody_gets_it_twice(diary: Diary, item: int) -> None:
    people = [reader(diary, name, rating="A", company="Hahn AG") for name in ("Anna", "Bert", "Cora")]
    talked(diary, *people, at="2026-10-01")
    change = undone_exactly(diary, lambda: diary.mailing.sent((*people, people[0]), "Cold chain news", "S"))
    assert change.what == "Sent “Cold chain news” to 3 people"
    for who in people:
        (touch,) = [one for one in diary.cards.one(who).touches if one.content_title]
        assert (touch.contact_ids, touch.purpose, touch.content_title) == ((who,), "S", "Cold chain news")
        assert plan_of(diary, who).last_value_add_on == on("2026-11-20")
        assert due(plan_of(diary, who).value_add) == "2026-12-18"
    found = diary.mailing.readers(item)
    assert (found.readers, found.had) == ((), 3)
    assert person(diary, people[0]).name == "Anna"


def test_stopped_half_way_it_leaves_nothing(diary: Diary, item: int) -> None:
    people = [reader(diary, name) for name in ("Anna", "Bert", "Cora")]
    refused(
        diary,
        lambda: diary.mailing.sent(people, "Cold chain news", "S", lambda done, _total: done < 2),
        "nothing was logged",
        DiaryError,
    )


def test_what_cannot_be_leaves_nothing(diary: Diary, item: int) -> None:
    anna = reader(diary, "Anna")
    refused(diary, lambda: diary.mailing.sent((anna,), "Nope", "S"), "no “Nope” in the library", DiaryError)
    refused(diary, lambda: diary.mailing.sent((anna,), "", "S"), "something of value", InvalidInput)
    refused(diary, lambda: diary.mailing.sent((anna, 999), "Cold chain news", "S"), "999", DiaryError)
