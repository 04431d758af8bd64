"""Opportunities, and whom the rep thanks for them (rule 10)."""

from decimal import Decimal

import pytest

from kitdiary.domain.errors import DiaryError, InvalidInput
from kitdiary.domain.opportunities import Opportunity, Stage
from kitdiary.domain.people import ClosedReason
from kitdiary.services.changes import Kind
from kitdiary.services.diary import Diary
from tests.services.diaries import added, due, on, plan_of, refused, set_clock, talked, tried, undone_exactly


def of(diary: Diary, contact_id: int) -> list[Opportunity]:
    with diary.context.store.read():
        return diary.context.opportunities.of(contact_id)


@pytest.fixture
def chain(diary: Diary) -> tuple[int, int, int]:
    """Ann introduced Bo, who introduced Cy."""
    ann = added(diary, "Ann")
    bo = added(diary, "Bo", introduced_by=ann)
    return ann, bo, added(diary, "Cy", introduced_by=bo)


def test_an_opportunity_is_opened_changed_and_won_by_its_title(diary: Diary) -> None:
    ann = added(diary, "Ann Lee")
    put = diary.opportunities.put
    change = undone_exactly(
        diary, lambda: put(ann, " Press  line ", value="12 000.50", currency="eur", before_need=True)
    )
    assert change.what == "Opened the opportunity Press line with Ann Lee"
    assert change.kinds == {Kind.OPPORTUNITIES, Kind.STEPS}
    (found,) = of(diary, ann)
    assert (found.value, found.currency, found.stage) == (Decimal("12000.50"), "EUR", Stage.OPEN)
    assert (found.before_need, found.opened_on, found.closed_on) == (True, on("2026-11-20"), None)
    set_clock(diary, "2026-12-01")
    won = undone_exactly(diary, lambda: put(ann, "PRESS LINE", stage=Stage.WON))
    assert won.what == "Changed the opportunity Press line with Ann Lee"
    (found,) = of(diary, ann)
    assert (found.stage, found.value, found.closed_on) == (Stage.WON, Decimal("12000.50"), on("2026-12-01"))
    assert put(ann, "Press line", stage=Stage.WON).operation_id is None
    undone_exactly(diary, lambda: put(ann, "Press line", stage=Stage.OPEN, before_need=False, value="7"))
    (found,) = of(diary, ann)
    assert (found.stage, found.closed_on, found.before_need, found.value) == (
        Stage.OPEN,
        None,
        False,
        Decimal(7),
    )


@pytest.mark.parametrize("stage", [Stage.WON, Stage.LOST])
def test_one_can_be_entered_with_its_end(diary: Diary, stage: Stage) -> None:
    ann = added(diary, "Ann Lee")
    undone_exactly(diary, lambda: diary.opportunities.put(ann, "Press", stage=stage))
    assert (of(diary, ann)[0].stage, of(diary, ann)[0].closed_on) == (stage, on("2026-11-20"))


def test_everyone_up_the_chain_is_thanked_and_once_more_when_it_is_won(
    diary: Diary, chain: tuple[int, int, int]
) -> None:
    ann, bo, cy = chain
    change = undone_exactly(diary, lambda: diary.opportunities.put(cy, "Press"))
    assert {ann, bo, cy} <= change.replanned
    for contact_id in (ann, bo):
        thanks = plan_of(diary, contact_id).thanks
        assert thanks is not None
        assert (due(thanks), thanks.reason.what, thanks.reason.won) == ("2026-11-23", "Cy", False)
    assert plan_of(diary, cy).thanks is None
    set_clock(diary, "2026-11-20T10:00")
    talked(diary, ann)
    tried(diary, bo)
    assert (plan_of(diary, ann).thanks, plan_of(diary, bo).thanks is None) == (None, False)
    set_clock(diary, "2026-11-25")
    undone_exactly(diary, lambda: diary.opportunities.put(cy, "Press", stage=Stage.WON))
    thanks = plan_of(diary, ann).thanks
    assert thanks is not None
    assert (due(thanks), thanks.reason.won) == ("2026-11-26", True)


def test_a_thanks_follows_the_name_and_the_introduction(diary: Diary, chain: tuple[int, int, int]) -> None:
    ann, bo, cy = chain
    diary.opportunities.put(cy, "Press")
    undone_exactly(diary, lambda: diary.contacts.edit((cy,), name="Cyrus Ode"))
    thanks = plan_of(diary, ann).thanks
    assert thanks is not None
    assert thanks.reason.what == "Cyrus Ode"
    other = added(diary, "Dee")
    undone_exactly(diary, lambda: diary.contacts.edit((cy,), introduced_by=other))
    assert [plan_of(diary, i).thanks is None for i in (ann, bo, other)] == [True, True, False]
    undone_exactly(diary, lambda: diary.contacts.edit((cy,), introduced_by=None))
    assert plan_of(diary, other).thanks is None
    undone_exactly(diary, lambda: diary.contacts.edit((cy,), introduced_by=bo))
    undone_exactly(diary, lambda: diary.contacts.edit((bo,), introduced_by=None))
    assert [plan_of(diary, i).thanks is None for i in (ann, bo)] == [True, False]


def test_the_closed_are_not_thanked(diary: Diary, chain: tuple[int, int, int]) -> None:
    ann, bo, cy = chain
    diary.contacts.edit((bo,), closed=ClosedReason.LEFT_FIELD)
    diary.opportunities.put(cy, "Press")
    assert [plan_of(diary, i).thanks is None for i in (ann, bo)] == [False, True]
    undone_exactly(diary, lambda: diary.contacts.edit((bo,), closed=None))
    assert plan_of(diary, bo).thanks is not None


@pytest.mark.parametrize("value", ["", "x", "-1", "1.234", "1e5", "NaN", "Infinity", "12,5", "1" * 16, "0x1"])
def test_what_is_no_amount_is_refused(diary: Diary, value: str) -> None:
    ann = added(diary, "Ann")
    refused(diary, lambda: diary.opportunities.put(ann, "Press", value=value), "not an amount", InvalidInput)


@pytest.mark.parametrize("currency", ["", "EURO", "€", "E1R", "ЕUR"])
def test_what_is_no_currency_is_refused(diary: Diary, currency: str) -> None:
    ann = added(diary, "Ann")
    refused(
        diary,
        lambda: diary.opportunities.put(ann, "Press", currency=currency),
        "not a currency",
        InvalidInput,
    )


def test_without_a_title_or_a_contact_it_is_refused(diary: Diary) -> None:
    ann = added(diary, "Ann")
    refused(diary, lambda: diary.opportunities.put(ann, " \n"), "needs a title", InvalidInput)
    refused(diary, lambda: diary.opportunities.put(ann, "x" * 301), "title", InvalidInput)
    refused(diary, lambda: diary.opportunities.put(99, "Press"), "no contact 99", DiaryError)
