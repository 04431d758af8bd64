"""Logging what passed: what is kept, what is refused, and whose plan follows."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from itertools import product

import pytest

from kitdiary.domain.errors import DiaryError, InvalidInput
from kitdiary.domain.people import Labelled
from kitdiary.domain.touches import POSSIBLE, Channel, Direction, InsightKind, Outcome, Touch, check_pair
from kitdiary.services.changes import Kind
from kitdiary.services.clock import FixedClock
from kitdiary.services.diary import Diary
from kitdiary.services.touch_log import WRONG_NUMBER, TouchDraft
from tests.services.diaries import (
    BERLIN,
    added,
    asked,
    assert_plans_true,
    due,
    local,
    person,
    plan_of,
    refused,
    set_clock,
    tried,
    undone_exactly,
    wrote,
)


def call(*contact_ids: int, outcome: Outcome = Outcome.SPOKE, at: datetime | None = None) -> TouchDraft:
    return TouchDraft(contact_ids, Channel.CALL, outcome, at=at)


def newest(diary: Diary, contact_id: int) -> Touch:
    with diary.context.store.read():
        return diary.context.touches.timeline(contact_id)[0]


# -- what is kept ------------------------------------------------------------------------------------


def test_a_call_moves_the_talk_and_is_said_in_words(diary: Diary) -> None:
    ann = added(diary, "Ann Lee", rating="A")
    draft = TouchDraft((ann,), Channel.CALL, Outcome.SPOKE, purpose=" intro\n", note="said\r\nyes\x00")
    change = undone_exactly(diary, lambda: diary.log.record(draft))
    assert change.what == "Logged a call with Ann Lee (spoke)"
    assert (change.contact_ids, change.kinds) == ((ann,), {Kind.TOUCHES, Kind.STEPS})
    assert due(plan_of(diary, ann).talk) == "2027-01-01"
    found = newest(diary, ann)
    assert (found.purpose, found.note, found.direction) == ("intro", "said\nyes", Direction.OUT)
    assert found.at == local("2026-11-20T09:15")
    assert found.at.utcoffset() == timedelta(hours=1)


def test_one_touch_with_several_people_counts_for_each_and_so_do_its_insights(diary: Diary) -> None:
    ids = (added(diary, "A", company="Acme"), added(diary, "B", company="Acme"), added(diary, "C"))
    draft = TouchDraft(
        (*ids, ids[0]),
        Channel.MEETING,
        Outcome.SPOKE,
        insights=((InsightKind.NEED, "a press"), (InsightKind.CAN, " \n")),
    )
    change = undone_exactly(diary, lambda: diary.log.record(draft))
    assert change.what == "Logged a meeting with 3 people (spoke)"
    assert change.contact_ids == ids
    for contact_id in ids:
        assert plan_of(diary, contact_id).last_conversation_on == local("2026-11-20").date()
    with diary.context.store.read():
        assert [found.text for found in diary.context.touches.insights_of(ids[1])] == ["a press"]
    assert sorted(newest(diary, ids[2]).contact_ids) == list(ids)


def test_every_pair_is_logged_or_refused(diary: Diary) -> None:
    ann = added(diary, "Ann Lee")
    for channel, outcome in product(Channel, Outcome):
        draft = TouchDraft((ann,), channel, outcome)
        if outcome in POSSIBLE[channel]:
            change = diary.log.record(draft)
            expected = outcome in (Outcome.RECEIVED, Outcome.REPLIED)
            assert newest(diary, ann).direction is (Direction.IN if expected else Direction.OUT)
            assert_plans_true(diary)
            diary.safety.undo(change.operation_id)
        else:
            with pytest.raises(InvalidInput, match="cannot have the outcome"):
                diary.log.record(draft)


def test_a_direction_that_cannot_be_is_refused(diary: Diary) -> None:
    ann = added(diary, "Ann Lee")
    for outcome, direction in product(sorted(POSSIBLE[Channel.EMAIL]), Direction):
        draft = TouchDraft((ann,), Channel.EMAIL, outcome, direction)
        try:
            check_pair(Channel.EMAIL, direction, outcome)
        except InvalidInput:
            refused(diary, lambda draft=draft: diary.log.record(draft), "touch cannot have", InvalidInput)
        else:
            diary.log.record(draft)
            assert newest(diary, ann).direction is direction


def test_a_download_comes_in_and_counts_as_a_value_add(diary: Diary) -> None:
    ann = added(diary, "Ann Lee")
    undone_exactly(diary, lambda: diary.log.record(TouchDraft((ann,), Channel.WEB, Outcome.RECEIVED)))
    assert plan_of(diary, ann).last_value_add_on == local("2026-11-20").date()
    draft = TouchDraft((ann,), Channel.WEB, Outcome.RECEIVED, Direction.OUT)
    refused(diary, lambda: diary.log.record(draft), "outgoing touch cannot", InvalidInput)


def test_content_that_was_sent_is_never_proposed_again(diary: Diary) -> None:
    diary.library.add("Guide to presses", why="they asked")
    ann = added(diary, "Ann Lee")
    draft = TouchDraft((ann,), Channel.EMAIL, Outcome.SENT, content="guide to PRESSES")
    undone_exactly(diary, lambda: diary.log.record(draft))
    assert newest(diary, ann).content_title == "Guide to presses"
    assert plan_of(diary, ann).last_value_add_on == local("2026-11-20").date()
    refused(diary, lambda: diary.log.record(replace(draft, content="Nothing")), "no “Nothing” in the library")


# -- when --------------------------------------------------------------------------------------------


def test_the_offset_of_a_touch_is_kept_and_its_date_is_that_of_the_offset(diary: Diary) -> None:
    ann = added(diary, "Ann Lee", rating="A")
    tokyo = datetime(2026, 11, 20, 0, 30, tzinfo=timezone(timedelta(hours=9)))
    diary.log.record(call(ann, at=tokyo))
    found = newest(diary, ann)
    assert (found.at, found.at.utcoffset(), found.on.isoformat()) == (tokyo, tokyo.utcoffset(), "2026-11-20")
    assert due(plan_of(diary, ann).talk) == "2027-01-01"


def test_a_time_without_an_offset_is_the_rep_s(diary: Diary) -> None:
    ann = added(diary, "Ann Lee")
    diary.log.record(call(ann, at=datetime(2026, 7, 1, 10, 0)))  # noqa: DTZ001 - as it is typed
    assert newest(diary, ann).at == datetime(2026, 7, 1, 8, 0, tzinfo=UTC)


@pytest.mark.parametrize("minutes", [-5, 0, 2])
def test_the_present_and_the_clock_s_little_errors_are_accepted(diary: Diary, minutes: int) -> None:
    ann = added(diary, "Ann Lee")
    diary.log.record(call(ann, at=diary.context.now() + timedelta(minutes=minutes)))


@pytest.mark.parametrize(
    ("at", "words"),
    [
        (local("2026-11-20T09:18"), "in the future"),
        (local("2027-11-20"), "in the future"),
        (datetime(2026, 11, 20, 9, 18, tzinfo=timezone(timedelta(hours=1))), "in the future"),
        (datetime(1899, 12, 31, tzinfo=UTC), "too long ago"),
    ],
)
def test_the_future_and_the_far_past_are_refused(diary: Diary, at: datetime, words: str) -> None:
    ann = added(diary, "Ann Lee")
    refused(diary, lambda: diary.log.record(call(ann, at=at)), words, InvalidInput)


def test_the_hour_that_comes_twice_is_told_apart(diary: Diary) -> None:
    ann = added(diary, "Ann Lee")
    second = datetime(2026, 10, 25, 2, 10, tzinfo=BERLIN, fold=1)
    diary.context.clock = FixedClock(second)
    # 02:40 summer time was half an hour ago, 02:40 winter time is half an hour ahead.
    diary.log.record(call(ann, at=datetime(2026, 10, 25, 2, 40, tzinfo=BERLIN, fold=0)))
    assert newest(diary, ann).at == datetime(2026, 10, 25, 0, 40, tzinfo=UTC)
    ahead = datetime(2026, 10, 25, 2, 40, tzinfo=BERLIN, fold=1)
    refused(diary, lambda: diary.log.record(call(ann, at=ahead)), "in the future", InvalidInput)


def test_the_hour_that_is_left_out_is_read_as_before_the_change(diary: Diary) -> None:
    ann = added(diary, "Ann Lee")
    diary.log.record(call(ann, at=datetime(2026, 3, 29, 2, 30, tzinfo=BERLIN)))
    found = newest(diary, ann)
    assert (found.at, found.on.isoformat()) == (datetime(2026, 3, 29, 1, 30, tzinfo=UTC), "2026-03-29")
    assert_plans_true(diary)


# -- wrong numbers -----------------------------------------------------------------------------------


def test_a_wrong_number_is_marked_and_the_others_keep_their_international_form(diary: Diary) -> None:
    phones = (Labelled("089 123456", "office"), Labelled("+44 20 7946 0018", "mobile"))
    diary.settings.set("country", "DE")
    ann = added(diary, "Ann Lee", phones=phones)
    undone_exactly(diary, lambda: diary.log.record(call(ann, outcome=Outcome.WRONG_NUMBER)))
    assert person(diary, ann).phones == (Labelled("089 123456", WRONG_NUMBER), phones[1])
    with diary.context.store.read():
        assert diary.context.lookup.by_e164("+4989123456") == [ann]
        assert diary.context.lookup.by_e164("+442079460018") == [ann]
    diary.log.record(call(ann, outcome=Outcome.WRONG_NUMBER))
    assert [phone.label for phone in person(diary, ann).phones] == [WRONG_NUMBER, WRONG_NUMBER]
    diary.log.record(call(ann, outcome=Outcome.WRONG_NUMBER))
    assert plan_of(diary, ann).talk is not None


# -- refusals ----------------------------------------------------------------------------------------


def test_people_who_are_not_there_are_refused(diary: Diary) -> None:
    ann = added(diary, "Ann Lee")
    refused(diary, lambda: diary.log.record(call()), "at least one contact", InvalidInput)
    refused(diary, lambda: diary.log.record(call(99)), "no contact 99", DiaryError)
    refused(diary, lambda: diary.log.record(call(ann, 99)), "no contact 99", DiaryError)


def test_only_what_came_in_asks_for_a_reply(diary: Diary) -> None:
    ann = added(diary, "Ann Lee")
    draft = TouchDraft((ann,), Channel.EMAIL, Outcome.SENT, wants_reply=True)
    refused(diary, lambda: diary.log.record(draft), "Only an incoming touch", InvalidInput)
    undone_exactly(diary, lambda: asked(diary, ann))
    assert due(plan_of(diary, ann).reply) == "2026-11-23"
    undone_exactly(diary, lambda: tried(diary, ann))
    assert plan_of(diary, ann).reply is not None
    set_clock(diary, "2026-11-20T10:00")
    undone_exactly(diary, lambda: wrote(diary, ann))
    assert plan_of(diary, ann).reply is None


def test_texts_beyond_measure_are_refused(diary: Diary) -> None:
    ann = added(diary, "Ann Lee")
    for field in ("note", "why", "purpose"):
        draft = replace(call(ann), **{field: "x" * 100_001})
        refused(diary, lambda draft=draft: diary.log.record(draft), "characters long", InvalidInput)
