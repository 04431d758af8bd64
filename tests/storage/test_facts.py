from datetime import date, timedelta, timezone

import pytest

from kitdiary.domain.people import Moment, Standing
from kitdiary.domain.steps import History, Skip, Snooze, StepKind, ThanksCause
from kitdiary.domain.touches import Channel, Counts, Direction, Outcome, TouchFact
from kitdiary.storage.database import Store
from kitdiary.storage.facts import Facts
from kitdiary.storage.opportunities import Opportunities
from kitdiary.storage.people import People
from kitdiary.storage.promises import Promises
from kitdiary.storage.steps import Steps
from kitdiary.storage.touches import Touches
from tests.storage.invented import NOW, TODAY, a_touch, add_contact, add_touch, counted, days_ago
from tests.storage.test_opportunities import an_opportunity
from tests.storage.test_people import WHOLE
from tests.storage.test_steps import a_plan

AT = int(NOW.timestamp())


def history(store: Store, contact_id: int) -> History:
    with store.read():
        return Facts(store).plan_facts([contact_id])[contact_id].history


def test_the_standing_is_that_of_the_contact(store: Store) -> None:
    with store.operation("Added", NOW):
        contact_id = People(store).add(WHOLE)
    with store.read():
        facts = Facts(store).plan_facts([contact_id])[contact_id]
        assert facts.standing == Standing.of(People(store).contact(contact_id))
        assert (facts.company_id, facts.company_rating) == (None, None)


def test_touches_are_oldest_first_with_what_the_plan_needs(store: Store) -> None:
    contact_id = add_contact(store)
    late = add_touch(store, contact_id)
    early = add_touch(
        store,
        contact_id,
        at=days_ago(3).astimezone(timezone(timedelta(hours=-11))),
        channel=Channel.EMAIL,
        direction=Direction.IN,
        outcome=Outcome.REPLIED,
        wants_reply=True,
    )
    spoke = int(Counts.CONVERSATION | Counts.OUTGOING | Counts.REACHED)
    assert history(store, contact_id).touches == (
        TouchFact(early, Moment(AT - 3 * 86400, 3), date(2026, 11, 16), 0, asks=True),
        TouchFact(late, Moment(AT, 2), TODAY, spoke, asks=False),
    )


def test_an_outgoing_touch_asks_nothing_even_if_marked_so(store: Store) -> None:
    contact_id = add_contact(store)
    add_touch(store, contact_id, channel=Channel.EMAIL, outcome=Outcome.SENT, wants_reply=True)
    assert [touch.asks for touch in history(store, contact_id).touches] == [False]


def test_promises_snoozes_and_skips_are_told(store: Store) -> None:
    contact_id = add_contact(store)
    skip = Skip(StepKind.VALUE_ADD, TODAY, Moment(AT, 9))
    with store.operation("By hand", NOW) as operation:
        promises = Promises(store)
        made = Moment(AT, operation.id)
        promise_id = promises.add(contact_id, TODAY, NOW, Channel.CALL, "call back", made)
        snooze = Snooze(StepKind.PROMISE, TODAY, NOW, made, promise_id)
        promises.add_snooze(contact_id, snooze)
        promises.add_snoozes([(contact_id, Snooze(StepKind.TALK, TODAY, None, made))])
        promises.add_skip(contact_id, skip, "no time")
    found = history(store, contact_id)
    assert [promise.id for promise in found.promises] == [promise_id]
    assert found.snoozes == (snooze, Snooze(StepKind.TALK, TODAY, None, made))
    assert found.skips == (skip,)


def test_the_last_outgoing_touch_to_a_colleague(store: Store) -> None:
    one, two, three = (add_contact(store, name, "Acme") for name in ("One", "Two", "Three"))
    other = add_contact(store, "Other", "Elsewhere")
    add_touch(store, one, at=days_ago(9))
    add_touch(store, two, at=days_ago(5))
    add_touch(store, two, at=days_ago(7))
    add_touch(store, two, outcome=Outcome.NO_ANSWER)  # an attempt is no outgoing touch
    add_touch(store, other)

    def on(contact_id: int) -> date | None:
        return history(store, contact_id).colleague_outgoing_on

    assert on(one) == TODAY - timedelta(days=5)
    assert on(two) == TODAY - timedelta(days=9)
    assert on(three) == TODAY - timedelta(days=5)
    assert on(other) is None
    with store.read():
        together = Facts(store).plan_facts([one, two, three, other])
        assert {i: f.history for i, f in together.items()} == {i: history(store, i) for i in together}


def test_one_touch_to_two_colleagues_counts_for_each_of_them(store: Store) -> None:
    one, two = add_contact(store, "One", "Acme"), add_contact(store, "Two", "Acme")
    add_touch(store, one, two)
    assert history(store, one).colleague_outgoing_on == TODAY
    assert history(store, two).colleague_outgoing_on == TODAY


def test_without_a_company_nobody_is_a_colleague(store: Store) -> None:
    one, two = add_contact(store, "One"), add_contact(store, "Two")
    add_touch(store, one)
    assert history(store, two).colleague_outgoing_on is None
    with store.read():
        assert Facts(store).affected([one]) == {one}


def test_an_opportunity_thanks_everyone_up_the_chain(store: Store) -> None:
    first = add_contact(store, "First")
    second = add_contact(store, "Second", introduced_by=first)
    third = add_contact(store, "Third", introduced_by=second)
    with store.operation("Opportunity", NOW):
        opportunity_id = Opportunities(store).add(an_opportunity(third))
        Opportunities(store).add(an_opportunity(first, title="their own"))
    causes = history(store, second).causes
    assert [(c.opportunity_id, c.contact_name, c.won, c.on) for c in causes] == [
        (opportunity_id, "Third", False, TODAY - timedelta(days=30)),
        (opportunity_id, "Third", True, TODAY),
    ]
    assert causes == history(store, first).causes
    assert isinstance(causes[0], ThanksCause)
    assert causes[1].made == Moment(AT, 8)
    assert history(store, third).causes == ()
    with store.read():
        assert Facts(store).affected([third]) == {first, second, third}
        assert set(Facts(store).plan_facts([first, second, third])) == {first, second, third}


def test_a_circle_of_introductions_thanks_the_others_once(store: Store) -> None:
    first = add_contact(store, "First")
    second = add_contact(store, "Second", introduced_by=first)
    with store.operation("Circle", NOW):
        People(store).change(first, introduced_by=second)
        Opportunities(store).add(an_opportunity(second))
    assert len(history(store, first).causes) == 2
    assert history(store, second).causes == ()


@pytest.mark.parametrize("how_many", [1, 2, 30])
def test_the_number_of_statements_does_not_grow(store: Store, how_many: int) -> None:
    ids = [add_contact(store, f"Person {n}", "Acme") for n in range(how_many)]
    with store.operation("Touches", NOW):
        Touches(store).add_many([a_touch(i, at=days_ago(n)) for i in ids for n in range(5)])
    with store.read(), counted(store) as statements:
        found = Facts(store).plan_facts(ids)
    assert len(statements) == 7
    assert [len(facts.history.touches) for facts in found.values()] == [5] * how_many
    assert not any("note" in statement.replace("timing_note", "") for statement in statements)


def test_pages_go_through_everybody_once(store: Store) -> None:
    ids = [add_contact(store, f"Person {n}") for n in range(7)]
    with store.read():
        facts = Facts(store)
        assert list(facts.page(0, 3)) == ids[:3]
        assert list(facts.page(ids[-1])) == []
        assert [i for i, _ in facts.iter_plan_facts(limit=2)] == ids
        assert facts.plan_facts([]) == {}
        assert facts.plan_facts([999]) == {}


def test_only_colleagues_with_an_early_value_add_are_held(store: Store) -> None:
    one, two, three = (add_contact(store, name, "Acme") for name in ("One", "Two", "Three"))
    with store.maintenance():
        Steps(store).write_plans(
            {one: a_plan(TODAY), two: a_plan(TODAY), three: a_plan(TODAY + timedelta(days=9))}
        )
    with store.read():
        facts = Facts(store)
        assert facts.colleagues_held_by_gap([one], TODAY + timedelta(days=2)) == {two}
        assert facts.colleagues_held_by_gap([one], TODAY) == set()
        assert facts.affected([one]) == {one, two, three}
