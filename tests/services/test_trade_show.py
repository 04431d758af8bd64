"""People met at a show: captured in one operation each, followed up in their week."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from kitdiary.domain.errors import InvalidInput
from kitdiary.domain.touches import Channel, InsightKind, Outcome
from kitdiary.domain.trade_show import Event
from kitdiary.services.trade_show import Captured, Met
from tests.services.diaries import assert_plans_true, opened, plan_of, refused, set_clock, undone_exactly

FAIR = Event("Cold Chain Days", date(2026, 11, 18), date(2026, 11, 20), "fair", "", "B")


def test_a_person_is_captured_whole(tmp_path: Path) -> None:
    with opened(tmp_path / "d.kitdiary") as diary:
        undone_exactly(diary, lambda: diary.trade_show.set_event(FAIR))
        found: list[Captured] = []

        def capture() -> object:
            found.append(
                diary.trade_show.capture(
                    Met(
                        "Ines Neu",
                        "Neu AG",
                        True,
                        True,
                        True,
                        2,
                        "i@neu.example",
                        "+49 30 5550123",
                        "Red stand",
                    )
                )
            )
            return found[-1].change

        undone_exactly(diary, capture)  # type: ignore[arg-type]
        card = diary.cards.one(diary.contacts.find("i@neu.example"))
        contact, touch = card.contact, card.touches[0]
        assert (contact.rating, contact.tags, contact.source) == ("B", ("fair",), "Cold Chain Days")
        assert (touch.channel, touch.outcome) == (Channel.TRADE_SHOW, Outcome.SPOKE)
        assert (touch.purpose, touch.note) == ("Cold Chain Days", "Red stand")
        assert {(one.kind, one.text) for one in card.insights} == {
            (InsightKind.NEED, "has the need"),
            (InsightKind.PROJECT, "has"),
            (InsightKind.CAN, "decides"),
        }
        assert found[0].on == date(2026, 11, 30)
        assert card.promises[0].on == date(2026, 11, 30)
        assert card.plan.talk is None  # the promise stands in its place


def test_a_name_is_enough_and_no_follow_up_leaves_the_rhythm(tmp_path: Path) -> None:
    with opened(tmp_path / "d.kitdiary") as diary:
        diary.trade_show.set_event(FAIR)
        done = diary.trade_show.capture(Met("Ines Neu", week=None))
        assert done.on is None
        plan = plan_of(diary, done.contact_id)
        assert plan.promise is None
        assert plan.talk is not None
        assert diary.cards.one(done.contact_id).insights == ()


def test_who_is_there_already_is_not_made_twice(tmp_path: Path) -> None:
    with opened(tmp_path / "d.kitdiary") as diary:
        ann = diary.contacts.add(name="Ann Lee", company="Lee Trading", rating="A", email="a@lee.example")
        diary.trade_show.set_event(FAIR)
        by_firm = diary.trade_show.capture(Met("ann LEE", "lee trading"))
        by_mail = diary.trade_show.capture(Met("A. Lee", email="A@LEE.example"))
        assert {by_firm.contact_id, by_mail.contact_id} == {ann.contact_ids[0]}
        assert not by_firm.new
        contact = diary.contacts.one(ann.contact_ids[0])
        assert (contact.rating, contact.name) == ("A", "Ann Lee")
        assert diary.trade_show.capture(Met("Ann Lee", "Another firm")).new


def test_many_are_spread_within_the_capacity(tmp_path: Path) -> None:
    with opened(tmp_path / "d.kitdiary") as diary:
        diary.settings.set("capacity.talks", "2")
        diary.trade_show.set_event(FAIR)
        days = [diary.trade_show.capture(Met(f"Person {n}")).on for n in range(11)]
        assert sorted(str(day) for day in days) == [
            *(f"2026-11-{day}" for day in (23, 23, 24, 24, 25, 25, 26, 26, 27, 27)),
            "2026-11-30",
        ]
        assert_plans_true(diary)


def test_what_is_written_down_later_took_place_at_the_show(tmp_path: Path) -> None:
    with opened(tmp_path / "d.kitdiary") as diary:
        set_clock(diary, "2026-11-23T09:00")
        diary.trade_show.set_event(FAIR)
        done = diary.trade_show.capture(Met("Ines Neu"))
        assert diary.cards.one(done.contact_id).touches[0].on == date(2026, 11, 20)
        assert done.on == date(2026, 11, 24)


def test_what_cannot_be_is_refused(tmp_path: Path) -> None:
    with opened(tmp_path / "d.kitdiary") as diary:
        show = diary.trade_show
        refused(diary, lambda: show.capture(Met("Ines Neu")), "which trade show", InvalidInput)
        refused(
            diary, lambda: show.set_event(Event("Fair", FAIR.first, FAIR.last, rating="Z")), "Z", InvalidInput
        )
        show.set_event(FAIR)
        refused(diary, lambda: show.capture(Met("  ")), "a name", InvalidInput)
        refused(diary, lambda: show.capture(Met("Ines", email="none")), "not an email", InvalidInput)
        show.set_event(Event("To come", date(2027, 1, 5), date(2027, 1, 7)))
        refused(diary, lambda: show.capture(Met("Ines")), "in the future", InvalidInput)
