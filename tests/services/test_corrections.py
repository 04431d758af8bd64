"""Putting right what was logged wrong: the touch, its people, its insights, and everyone's plan with it."""

import pytest

from kitdiary.domain.errors import DiaryError, InvalidInput
from kitdiary.domain.touches import Channel, Direction, InsightKind, Outcome, Touch
from kitdiary.services.diary import Diary
from kitdiary.services.touch_log import TouchDraft
from tests.services.diaries import (
    added,
    asked,
    assert_plans_true,
    due,
    local,
    plan_of,
    refused,
    set_clock,
    talked,
    undone_exactly,
    wrote,
)


def newest(diary: Diary, contact_id: int) -> Touch:
    with diary.context.store.read():
        return diary.context.touches.timeline(contact_id)[0]


def insights(diary: Diary, contact_id: int) -> list[tuple[str, str]]:
    with diary.context.store.read():
        return [(found.text, f"{found.on}") for found in diary.context.touches.insights_of(contact_id)]


def test_no_answer_instead_of_spoke_moves_the_talk(diary: Diary) -> None:
    ann = added(diary, "Ann", rating="A")
    talked(diary, ann)
    assert due(plan_of(diary, ann).talk) == "2027-01-01"
    touch = newest(diary, ann)
    change = undone_exactly(
        diary, lambda: diary.corrections.edit_touch(touch.id, outcome=Outcome.NO_ANSWER, note="nobody there")
    )
    assert change.what == "Corrected a touch with Ann (call of 2026-11-20, no-answer)"
    assert due(plan_of(diary, ann).talk) == "2026-11-24"
    assert newest(diary, ann).note == "nobody there"
    assert ann in change.replanned


def test_another_day_takes_its_insights_along(diary: Diary) -> None:
    ann = added(diary, "Ann", rating="A")
    draft = TouchDraft((ann,), Channel.CALL, Outcome.SPOKE, insights=((InsightKind.NEED, "speed"),))
    diary.log.record(draft)
    touch = newest(diary, ann)
    undone_exactly(diary, lambda: diary.corrections.edit_touch(touch.id, at=local("2026-11-10")))
    assert insights(diary, ann) == [("speed", "2026-11-10")]
    assert due(plan_of(diary, ann).talk) == "2026-12-22"


def test_the_wrong_person_loses_it_and_the_right_one_gets_it(diary: Diary) -> None:
    ann, bo = added(diary, "Ann", rating="A"), added(diary, "Bo", rating="A")
    draft = TouchDraft((ann,), Channel.CALL, Outcome.SPOKE, insights=((InsightKind.NEED, "speed"),))
    diary.log.record(draft)
    touch = newest(diary, ann)
    undone_exactly(diary, lambda: diary.corrections.edit_touch(touch.id, contact_ids=(bo,)))
    assert insights(diary, ann) == []
    assert insights(diary, bo) == [("speed", "2026-11-20")]
    assert newest(diary, bo).contact_ids == (bo,)
    assert plan_of(diary, ann).last_conversation_on is None
    assert due(plan_of(diary, bo).talk) == "2027-01-01"


def test_removing_a_message_frees_the_colleague_it_held_back(diary: Diary) -> None:
    ann, bo = added(diary, "Ann", company="Acme", rating="A"), added(diary, "Bo", company="Acme", rating="A")
    set_clock(diary, "2026-10-23")
    talked(diary, bo)
    set_clock(diary, "2026-11-20")
    free = due(plan_of(diary, bo).value_add)
    wrote(diary, ann)
    held = due(plan_of(diary, bo).value_add)
    assert held != free
    touch = newest(diary, ann)
    change = undone_exactly(diary, lambda: diary.corrections.remove_touch(touch.id))
    assert due(plan_of(diary, bo).value_add) == free
    assert bo in change.replanned
    assert change.what == "Removed a touch with Ann (email of 2026-11-20, sent)"


def test_removing_takes_its_insights_and_nobody_finds_it_any_more(diary: Diary) -> None:
    ann, bo = added(diary, "Ann"), added(diary, "Bo")
    draft = TouchDraft(
        (ann, bo),
        Channel.MEETING,
        Outcome.SPOKE,
        note="about pelicans",
        insights=((InsightKind.NEED, "speed"),),
    )
    diary.log.record(draft)
    touch = newest(diary, ann)
    change = undone_exactly(diary, lambda: diary.corrections.remove_touch(touch.id))
    assert change.what.startswith("Removed a touch with 2 people")
    assert (insights(diary, ann), insights(diary, bo)) == ([], [])
    assert list(diary.finder.find("pelicans")) == []
    assert diary.safety.check() == []


def test_who_wanted_a_reply_did_not_where_it_went_out(diary: Diary) -> None:
    ann = added(diary, "Ann")
    asked(diary, ann)
    assert plan_of(diary, ann).reply is not None
    touch = newest(diary, ann)
    diary.corrections.edit_touch(touch.id, outcome=Outcome.SENT, direction=Direction.OUT)
    assert plan_of(diary, ann).reply is None
    assert not newest(diary, ann).wants_reply


def test_nothing_differs_nothing_is_written(diary: Diary) -> None:
    ann = added(diary, "Ann")
    talked(diary, ann)
    touch = newest(diary, ann)
    change = diary.corrections.edit_touch(touch.id, note=touch.note, at=touch.at, contact_ids=(ann, ann))
    assert change.operation_id is None


@pytest.mark.parametrize(
    ("fields", "words", "error"),
    [
        ({"outcome": Outcome.SENT}, "cannot have the outcome", InvalidInput),
        ({"at": local("2026-11-21")}, "in the future", InvalidInput),
        ({"contact_ids": ()}, "at least one contact", InvalidInput),
        ({"contact_ids": (99,)}, "no contact 99", DiaryError),
        ({"wants_reply": True}, "incoming", InvalidInput),
    ],
)
def test_what_cannot_be_is_refused(
    diary: Diary, fields: dict[str, object], words: str, error: type[DiaryError]
) -> None:
    ann = added(diary, "Ann")
    talked(diary, ann)
    touch = newest(diary, ann)
    refused(diary, lambda: diary.corrections.edit_touch(touch.id, **fields), words, error)  # type: ignore[arg-type]


def test_the_log_of_a_corrected_touch_is_undone_after_its_correction(diary: Diary) -> None:
    ann = added(diary, "Ann")
    logged = talked(diary, ann)
    diary.corrections.edit_touch(newest(diary, ann).id, note="longer")
    assert logged.operation_id is not None
    refused(diary, lambda: diary.safety.undo(logged.operation_id), "undo that one first")
    refused(diary, lambda: diary.corrections.remove_touch(77), "no touch 77")


# -- insights ----------------------------------------------------------------------------------------


def test_an_insight_is_added_said_better_and_removed(diary: Diary) -> None:
    ann = added(diary, "Ann")
    change = undone_exactly(
        diary, lambda: diary.corrections.add_insight(ann, InsightKind.NEED, " more room \n")
    )
    assert (change.what, change.contact_ids) == ("Noted about Ann: more room", (ann,))
    with diary.context.store.read():
        known = diary.context.touches.insights_of(ann)[0]
    undone_exactly(
        diary, lambda: diary.corrections.edit_insight(known.id, InsightKind.FRUSTRATION, "no room")
    )
    assert insights(diary, ann) == [("no room", "2026-11-20")]
    undone_exactly(diary, lambda: diary.corrections.remove_insight(known.id))
    assert insights(diary, ann) == []
    refused(diary, lambda: diary.corrections.add_insight(ann, InsightKind.NEED, " "), "few words")
    refused(diary, lambda: diary.corrections.remove_insight(known.id), "no insight")
    assert_plans_true(diary)
