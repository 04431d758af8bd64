"""Somebody who wants something now is on top of today."""

from __future__ import annotations

from pathlib import Path

from kitdiary.domain.people import ClosedReason
from kitdiary.domain.touches import Channel, Outcome
from kitdiary.services.touch_log import TouchDraft
from tests.services.diaries import on, opened, plan_of, refused, set_clock, time_of, undone_exactly


def test_a_raised_hand_comes_before_everything_else(tmp_path: Path) -> None:
    with opened(tmp_path / "d.kitdiary") as diary:
        later = diary.contacts.add(name="At three", rating="A").contact_ids[0]
        diary.steps.promise(later, on("2026-11-20"), "call", time_of("15:00"))
        waits = diary.contacts.add(name="Waits").contact_ids[0]
        diary.log.record(TouchDraft((waits,), Channel.EMAIL, Outcome.RECEIVED, wants_reply=True))
        hand = diary.contacts.add(name="Hand").contact_ids[0]
        undone_exactly(diary, lambda: diary.steps.raise_hand(hand))
        assert diary.agenda.items()[0].step.contact_id == hand
        assert diary.safety.history()[0].what.endswith("“Hand raised a hand”")


def test_what_was_promised_before_does_not_hide_it(tmp_path: Path) -> None:
    with opened(tmp_path / "d.kitdiary") as diary:
        hand = diary.contacts.add(name="Hand").contact_ids[0]
        diary.steps.promise(hand, on("2026-11-18"), "send the paper", channel=Channel.EMAIL)
        diary.steps.promise(hand, on("2026-11-20"), "call", time_of("08:00"))
        undone_exactly(diary, lambda: diary.steps.raise_hand(hand))
        first = diary.agenda.items()[0].step
        assert (first.contact_id, first.reason.what) == (hand, "Raised a hand")
        assert len(diary.cards.one(hand).promises) == 3  # nothing that was promised is lost


def test_twice_is_once_and_a_talk_keeps_it(tmp_path: Path) -> None:
    with opened(tmp_path / "d.kitdiary") as diary:
        hand = diary.contacts.add(name="Hand").contact_ids[0]
        diary.steps.raise_hand(hand)
        assert diary.steps.raise_hand(hand).operation_id is None
        set_clock(diary, "2026-11-20T09:20")
        diary.log.record(TouchDraft((hand,), Channel.CALL, Outcome.SPOKE))
        assert plan_of(diary, hand).promise is None
        assert diary.steps.raise_hand(hand).operation_id is not None


def test_without_calls_it_is_a_promise_to_write_and_nobody_closed_raises_one(tmp_path: Path) -> None:
    with opened(tmp_path / "d.kitdiary") as diary:
        quiet = diary.contacts.add(name="Quiet", calls=False).contact_ids[0]
        diary.steps.raise_hand(quiet)
        assert diary.cards.one(quiet).promises[0].channel is Channel.EMAIL
        gone = diary.contacts.add(name="Gone").contact_ids[0]
        diary.contacts.edit((gone,), closed=ClosedReason.LEFT_FIELD)
        refused(diary, lambda: diary.steps.raise_hand(gone), "reopen")
