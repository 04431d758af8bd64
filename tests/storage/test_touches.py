from dataclasses import replace
from datetime import date, timedelta, timezone

import pytest

from kitdiary.domain.content import ContentItem
from kitdiary.domain.errors import DiaryError
from kitdiary.domain.touches import Channel, Direction, Insight, InsightKind, Outcome
from kitdiary.storage.database import Store
from kitdiary.storage.library import Library
from kitdiary.storage.touches import Touches
from tests.storage.invented import (
    NOW,
    TODAY,
    a_touch,
    add_contact,
    add_touch,
    counted,
    days_ago,
    journal_rows,
)


def add_item(store: Store, title: str = "Price guide") -> int:
    with store.operation("Added", NOW):
        return Library(store).add(ContentItem(0, title, added_on=TODAY))


def test_a_touch_comes_back_whole_in_its_own_offset(store: Store) -> None:
    one, two, item = add_contact(store, "One"), add_contact(store, "Two"), add_item(store)
    there = NOW.astimezone(timezone(timedelta(hours=5, minutes=30)))
    touch = a_touch(
        one,
        two,
        at=there,
        channel=Channel.EMAIL,
        outcome=Outcome.SENT,
        purpose="offer",
        note="with line\nbreak",
        content_id=item,
        why="cheaper",
        wants_reply=True,
    )
    with store.operation("Logged", NOW):
        touch_id = Touches(store).add(touch)
    with store.read():
        found = Touches(store).touch(touch_id)
        assert found == replace(touch, id=touch_id, content_title="Price guide")
        assert found.at.utcoffset() == timedelta(hours=5, minutes=30)
        assert Touches(store).timeline(one) == [found]
        assert Touches(store).timeline(two) == [replace(found, contact_ids=(two, one))]
        with pytest.raises(DiaryError, match="no touch 50"):
            Touches(store).touch(50)


def test_an_instant_before_1970(store: Store) -> None:
    contact_id = add_contact(store)
    at = NOW.replace(year=1969)
    touch_id = add_touch(store, contact_id, at=at)
    with store.read():
        assert Touches(store).touch(touch_id).at == at


def test_the_local_date_is_that_of_the_offset(store: Store) -> None:
    contact_id = add_contact(store)
    at = NOW.replace(hour=0, minute=30)  # still the day before in UTC
    touch_id = add_touch(store, contact_id, at=at)
    with store.read():
        assert store.one("SELECT on_date FROM touches WHERE id = ?", (touch_id,)) == ("2026-11-20",)


def test_a_timeline_is_newest_first_and_goes_on_where_it_ended(store: Store) -> None:
    contact_id = add_contact(store)
    ids = [add_touch(store, contact_id, at=days_ago(days)) for days in (5, 1, 3, 1, 9)]
    wanted = [ids[3], ids[1], ids[2], ids[0], ids[4]]
    with store.read():
        touches = Touches(store)
        first = touches.timeline(contact_id, limit=2)
        rest = touches.timeline(contact_id, limit=9, before=first[-1])
        assert [touch.id for touch in first + rest] == wanted
        with counted(store) as statements:
            touches.timeline(contact_id)
        assert len(statements) == 2


def test_a_company_timeline_has_every_touch_once(store: Store) -> None:
    one, two = add_contact(store, "One", "Acme"), add_contact(store, "Two", "Acme")
    other = add_contact(store, "Other", "Elsewhere")
    ids = [add_touch(store, one, two, other, at=days_ago(2)), add_touch(store, two), add_touch(store, other)]
    with store.read():
        found = Touches(store).company_timeline(1)
        assert [touch.id for touch in found] == [ids[1], ids[0]]
        assert found[1].contact_ids == (one, two, other)
        assert [t.id for t in Touches(store).company_timeline(1, limit=1, before=found[0])] == [ids[0]]


def test_an_insight_belongs_to_each_person_of_the_touch(store: Store) -> None:
    one, two = add_contact(store, "One"), add_contact(store, "Two")
    touch_id = add_touch(store, one, two, insights=[(InsightKind.NEED, "pallets"), (InsightKind.CAN, "sign")])
    with store.operation("Insight", NOW):
        old = Touches(store).add_insight(two, InsightKind.BUDGET, "has", date(2025, 1, 1))
    with store.read():
        assert [(i.kind, i.text, i.touch_id) for i in Touches(store).insights_of(one)] == [
            (InsightKind.CAN, "sign", touch_id),
            (InsightKind.NEED, "pallets", touch_id),
        ]
        assert Touches(store).insights_of(two)[-1] == Insight(
            old, two, None, InsightKind.BUDGET, "has", date(2025, 1, 1)
        )
        assert set(Touches(store).insights([one, two, 99])) == {one, two}


def test_what_somebody_has_had(store: Store) -> None:
    one, two = add_contact(store, "One"), add_contact(store, "Two")
    sent, bounced, handed, loaded = (add_item(store, title) for title in ("a", "b", "c", "d"))
    mail = {"channel": Channel.EMAIL}
    add_touch(store, one, content_id=sent, outcome=Outcome.SENT, **mail)
    add_touch(store, one, content_id=bounced, outcome=Outcome.BOUNCED, **mail)
    add_touch(store, one, two, content_id=handed, channel=Channel.MEETING)
    web = {"channel": Channel.WEB, "direction": Direction.IN, "outcome": Outcome.RECEIVED}
    add_touch(store, two, content_id=loaded, **web)
    with store.read():
        assert Touches(store).content_had([one, two]) == {one: {sent, handed}, two: {handed, loaded}}
        assert Touches(store).who_had(handed) == {one, two}
        assert Touches(store).who_had(bounced) == set()


def test_many_touches_are_two_ranges_of_the_journal(store: Store) -> None:
    one, two = add_contact(store, "One"), add_contact(store, "Two")
    before = journal_rows(store)
    with store.operation("Imported", NOW), store.bulk():
        ids = Touches(store).add_many([a_touch(one, at=days_ago(n)) for n in range(20)] + [a_touch(one, two)])
        assert list(Touches(store).add_many([])) == []
    assert journal_rows(store) == before + 2
    with store.read():
        assert len(Touches(store).timeline(one)) == 21
        assert [touch.id for touch in Touches(store).timeline(two)] == [ids[-1]]
