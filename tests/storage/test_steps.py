from dataclasses import replace
from datetime import date, timedelta

from kitdiary.domain.agenda import DueStep
from kitdiary.domain.people import Consent, Moment, TimingKind
from kitdiary.domain.reasons import Reason, Rule
from kitdiary.domain.steps import NextSteps, Step, StepKind
from kitdiary.domain.touches import Channel, Direction, Outcome
from kitdiary.storage.database import Store
from kitdiary.storage.people import People
from kitdiary.storage.promises import Promises
from kitdiary.storage.steps import Steps
from tests.storage.invented import NOW, TODAY, UTC_NOW, add_contact, add_touch, counted

LAST = Reason(Rule.LAST_TALK, on=TODAY, touch_id=3, every="6w", rating="A")


def a_plan(value_add_on: date = TODAY) -> NextSteps:
    return NextSteps(
        "A",
        talk=Step(StepKind.TALK, TODAY, LAST, 42, TODAY - timedelta(days=1)),
        value_add=Step(
            StepKind.VALUE_ADD, value_add_on, Reason(Rule.FIRST_VALUE, every="4w"), 28, value_add_on
        ),
        talk_days=42,
        email_days=28,
        last_conversation_on=TODAY,
        left_behind_after=TODAY + timedelta(days=84),
    )


def with_promise(plan: NextSteps, promise_id: int) -> NextSteps:
    reason = Reason(Rule.PROMISE, on=TODAY, what="ring", timing=TimingKind.OTHER)
    return replace(plan, promise=Step(StepKind.PROMISE, TODAY, reason, 1, TODAY, NOW, promise_id))


def add_promise(store: Store, contact_id: int, channel: Channel = Channel.CALL) -> int:
    with store.operation("Promised", NOW) as operation:
        made = Moment(int(NOW.timestamp()), operation.id)
        return Promises(store).add(contact_id, TODAY, NOW, channel, "ring", made)


def test_a_plan_comes_back_as_it_was(store: Store) -> None:
    contact_id = add_contact(store)
    plan = with_promise(a_plan(), add_promise(store, contact_id))
    with store.maintenance():
        assert Steps(store).write_plan(contact_id, plan)
    with store.read():
        assert Steps(store).plan_of(contact_id) == plan
        assert Steps(store).plan_of(99) is None


def test_only_what_differs_is_written(store: Store) -> None:
    ids = [add_contact(store, f"Person {n}") for n in range(3)]
    with store.maintenance():
        assert Steps(store).write_plans(dict.fromkeys(ids, a_plan())) == set(ids)
    with store.maintenance(), counted(store) as statements:
        changed = {
            ids[0]: a_plan(),
            ids[1]: replace(a_plan(), talk=None),
            ids[2]: a_plan(TODAY + timedelta(1)),
        }
        assert Steps(store).write_plans(changed) == set(ids[1:])
    assert sum(not s.lstrip().startswith("SELECT") for s in statements) == 2
    with store.read():
        assert Steps(store).plans_of(ids) == changed
    with store.maintenance():
        assert not Steps(store).write_plan(ids[0], a_plan())
        assert Steps(store).write_plans({}) == set()


def test_what_is_due_has_all_the_agenda_needs(store: Store) -> None:
    contact_id = add_contact(store, "Priya Raman", "Acme", rating="B", time_zone="Asia/Kolkata")
    promise_id = add_promise(store, contact_id)
    with store.maintenance():
        Steps(store).write_plan(contact_id, with_promise(a_plan(TODAY + timedelta(days=1)), promise_id))
    with store.read(), counted(store) as statements:
        due = Steps(store).due(TODAY)
    assert len(statements) == 1
    talk, promise = sorted(due, key=lambda step: step.kind, reverse=True)
    assert talk == DueStep(
        contact_id,
        "Priya Raman",
        "Acme",
        "B",
        "A",
        StepKind.TALK,
        TODAY,
        None,
        TODAY - timedelta(days=1),
        42,
        Rule.LAST_TALK,
        LAST.to_json(),
        None,
        to_talk=False,
        time_zone="Asia/Kolkata",
    )
    assert talk.reason == LAST
    assert (promise.due_at, promise.promise_id, promise.to_talk) == (NOW, promise_id, True)
    assert promise.due_at is not None
    assert promise.due_at.utcoffset() == NOW.utcoffset()


def test_a_promise_to_write_is_none_to_talk(store: Store) -> None:
    contact_id = add_contact(store)
    promise_id = add_promise(store, contact_id, Channel.EMAIL)
    with store.maintenance():
        Steps(store).write_plan(contact_id, with_promise(a_plan(), promise_id))
    with store.read():
        assert [s.to_talk for s in Steps(store).due(TODAY)] == [False, False, False]
        assert Steps(store).load_by_day(TODAY) == {TODAY: (1, 1)}


def test_steps_with_a_time(store: Store) -> None:
    contact_id = add_contact(store)
    promise_id = add_promise(store, contact_id)
    with store.maintenance():
        Steps(store).write_plan(contact_id, with_promise(a_plan(), promise_id))
    with store.read():
        steps = Steps(store)
        assert [s.kind for s in steps.timed(NOW)] == [StepKind.PROMISE]
        assert steps.timed(NOW - timedelta(seconds=1)) == []
        first = steps.first_timed(NOW - timedelta(seconds=1))
        assert first is not None
        assert first.due_at == UTC_NOW
        assert steps.first_timed(NOW) is None


def test_load_counts_what_is_overdue_on_the_first_day(store: Store) -> None:
    ids = [add_contact(store, f"Person {n}") for n in range(3)]
    promise_id = add_promise(store, ids[0])
    later = TODAY + timedelta(days=3)
    with store.maintenance():
        plans = {ids[0]: with_promise(a_plan(later), promise_id), ids[1]: a_plan(later), ids[2]: a_plan()}
        Steps(store).write_plans(plans)
    with store.read():
        tomorrow = TODAY + timedelta(days=1)
        assert Steps(store).load_by_day(tomorrow) == {tomorrow: (4, 1), later: (0, 2)}


def test_what_was_done_counts_people_not_touches(store: Store) -> None:
    one, two = add_contact(store, "One"), add_contact(store, "Two")
    add_touch(store, one)
    add_touch(store, one, two)
    add_touch(store, one, outcome=Outcome.NO_ANSWER)
    add_touch(store, one, channel=Channel.EMAIL, outcome=Outcome.SENT, why="it helps")
    add_touch(store, two, channel=Channel.WEB, direction=Direction.IN, outcome=Outcome.RECEIVED)
    with store.read():
        assert Steps(store).done_on(TODAY) == (2, 1)
        assert Steps(store).done_on(TODAY - timedelta(days=1)) == (0, 0)


def test_who_is_left_behind(store: Store) -> None:
    silent, paused, closed, fresh, unplanned, refused = (add_contact(store, n) for n in "abcdef")
    past = replace(a_plan(), left_behind_after=TODAY - timedelta(days=1))
    with store.operation("State", NOW):
        people = People(store)
        people.change(paused, paused_until=TODAY + timedelta(days=1))
        people.change(closed, closed="left-field")
        people.change(refused, consent=Consent(calls=False, email=False, other=False))
        Steps(store).write_plans({silent: past, paused: past, closed: past, fresh: a_plan()})
    with store.read():
        steps = Steps(store)
        assert steps.left_behind_ids(TODAY) == [silent, unplanned]
        assert steps.left_behind_count(TODAY) == 2
        assert steps.left_behind_ids(TODAY + timedelta(days=1)) == [silent, paused, unplanned]


def test_plans_are_forgotten_with_their_contacts(store: Store) -> None:
    one, two = add_contact(store, "One"), add_contact(store, "Two")
    with store.maintenance():
        Steps(store).write_plans({one: a_plan(), two: a_plan(), 99: a_plan()})
        Steps(store).forget([one])
        Steps(store).forget_missing()
        assert set(Steps(store).plans_of([one, two, 99])) == {two}


def test_notes_about_the_plan_as_a_whole(store: Store) -> None:
    with store.maintenance():
        steps = Steps(store)
        assert steps.get_state("policy") is None
        steps.set_state("policy", "1")
        steps.set_state("policy", "2")
        assert steps.get_state("policy") == "2"
        steps.set_state("policy", None)
        assert steps.get_state("policy") is None
