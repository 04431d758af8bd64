"""What is shown of people: one whole, or many as lines."""

from datetime import date, datetime, time
from typing import Any

import pytest

from kitdiary.domain.errors import DiaryError
from kitdiary.domain.people import State
from kitdiary.domain.touches import Channel, InsightKind, Outcome
from kitdiary.services.diary import Diary
from kitdiary.services.touch_log import TouchDraft
from tests.services.diaries import local


def add(diary: Diary, **fields: Any) -> int:
    return diary.contacts.add(**fields).contact_ids[0]


def spoke(diary: Diary, contact: int, at: datetime, **fields: Any) -> None:
    diary.log.record(TouchDraft((contact,), Channel.CALL, Outcome.SPOKE, at=at, **fields))


def statements(diary: Diary, contact: int) -> int:
    """How many statements it takes to show a contact."""
    seen: list[str] = []
    store = diary.context.store
    with store.read():
        connection = store.connection()
        connection.set_trace_callback(seen.append)
        diary.cards.one(contact)
        connection.set_trace_callback(None)
    return len(seen)


def test_a_card_holds_everything(diary: Diary) -> None:
    ally = add(diary, name="Ally Ek")
    ann = add(diary, name="Ann Lee", company="Acme", company_rating="A", introduced_by=ally, tag=("vip",))
    spoke(diary, ann, local("2026-11-18T10:00"), insights=((InsightKind.NEED, "less waste"),))
    spoke(diary, ann, local("2026-11-19T10:00"), note="again")
    diary.steps.promise(ann, date(2026, 11, 26), "call back", time(14, 30))
    diary.opportunities.put(ann, "Racks")
    card = diary.cards.one(ann)
    assert (card.contact.name, card.contact.tags, card.introducer) == ("Ann Lee", ("vip",), "Ally Ek")
    assert card.company is not None
    assert (card.company.name, card.company.rating, card.state) == ("Acme", "A", State.ACTIVE)
    assert card.plan.effective_rating == "A"
    assert card.plan.promise is not None
    assert card.plan.promise.due_on == date(2026, 11, 26)
    assert [touch.note for touch in card.touches] == ["again", ""]
    assert [insight.text for insight in card.insights] == ["less waste"]
    assert [promise.what for promise in card.promises] == ["call back"]
    assert [found.title for found in card.opportunities] == ["Racks"]
    assert not card.older


def test_a_card_of_someone_new_is_nearly_empty(diary: Diary) -> None:
    card = diary.cards.one(add(diary, name="Ann Lee"))
    assert (card.company, card.introducer, card.older) == (None, None, False)
    assert (card.touches, card.insights, card.promises, card.opportunities) == ((), (), (), ())


def test_only_the_newest_touches_unless_all_are_asked_for(diary: Diary) -> None:
    ann = add(diary, name="Ann Lee")
    for day in range(1, 6):
        spoke(diary, ann, local(f"2026-11-0{day}T10:00"))
    card = diary.cards.one(ann, touches=2)
    assert [touch.on.day for touch in card.touches] == [5, 4]
    assert card.older
    card = diary.cards.one(ann, touches=5)
    assert len(card.touches) == 5
    assert not card.older
    assert len(diary.cards.one(ann, touches=None).touches) == 5


def test_a_promise_to_talk_is_open_until_a_conversation(diary: Diary) -> None:
    ann = add(diary, name="Ann Lee")
    diary.steps.promise(ann, date(2026, 11, 19), "call back")
    diary.steps.promise(ann, date(2026, 11, 19), "send it", channel=Channel.EMAIL)
    assert len(diary.cards.one(ann).promises) == 2
    spoke(diary, ann, local("2026-11-20T09:15"))
    assert [promise.what for promise in diary.cards.one(ann).promises] == ["send it"]
    diary.steps.kept(ann)
    assert diary.cards.one(ann).promises == ()


def test_an_unknown_contact(diary: Diary) -> None:
    with pytest.raises(DiaryError):
        diary.cards.one(99)


def test_the_statements_do_not_grow_with_the_history(diary: Diary) -> None:
    ann = add(diary, name="Ann Lee", company="Acme")
    spoke(diary, ann, local("2026-11-01T10:00"), insights=((InsightKind.NEED, "a"),))
    before = statements(diary, ann)
    for day in range(2, 12):
        spoke(diary, ann, local(f"2026-11-{day:02}T10:00"), insights=((InsightKind.NEED, "a"),))
    assert statements(diary, ann) == before <= 15


def test_the_list_is_by_name_and_searched_by_words(diary: Diary) -> None:
    assert not diary.cards.any()
    add(diary, name="Zoe Young", company="Acme")
    ann = add(diary, name="Ann Lee", email="ann@lee.example")
    assert diary.cards.any()
    diary.contacts.edit((ann,), pause_until=date(2026, 12, 1))
    rows = diary.cards.list()
    assert [row.name for row in rows] == ["Ann Lee", "Zoe Young"]
    assert rows[0].state(date(2026, 11, 20)) is State.PAUSED
    assert [row.name for row in diary.cards.list("acm")] == ["Zoe Young"]
    assert diary.cards.list('"; DROP TABLE contacts') == []


def test_plans_by_name(diary: Diary) -> None:
    ann, bo = add(diary, name="Ann Lee"), add(diary, name="Bo Ek")
    found = diary.cards.plans((bo, ann, bo, 99))
    assert list(found) == ["Bo Ek", "Ann Lee"]
    assert found["Ann Lee"].talk is not None
