"""More that must hold for any data: of single rules, reasons, the plan as a function, spreading."""

from collections import Counter
from dataclasses import replace
from datetime import timedelta

from hypothesis import assume
from hypothesis import strategies as st

from kitdiary.domain.digest import digest
from kitdiary.domain.people import Consent, Fit
from kitdiary.domain.plan import plan
from kitdiary.domain.policy import Policy
from kitdiary.domain.reasons import Reason
from kitdiary.domain.steps import History, StepKind
from kitdiary.domain.touches import TALK_CHANNELS, Channel, Counts, TouchFact
from kitdiary.domain.workdays import workdays_of
from kitdiary.domain.workload import Load, Newcomer, spread_first_talks
from tests.domain import strategies as some
from tests.domain.properties import ANYBODY_ACTIVE, ANYTHING, MANY, Properties, entered_now
from tests.domain.strategies import TODAY

PROPERTIES = Properties()
holds_for = PROPERTIES.holds_for


# -- more of the rules --------------------------------------------------------------------------------


@holds_for(**ANYTHING)
def test_a_closed_contact_has_no_steps(who, company, history, policy):
    steps = plan(replace(who, closed=True), company, history, policy)
    assert list(steps) == []
    assert steps.left_behind_after is None


@holds_for(**ANYBODY_ACTIVE)
def test_nothing_regular_is_due_while_paused(who, company, history, policy):
    steps = plan(who, company, history, policy)
    for step in (steps.talk, steps.value_add, steps.thanks):
        assert step is None or who.paused_until is None or step.due_on >= who.paused_until


@holds_for(**ANYBODY_ACTIVE)
def test_what_was_tried_today_is_not_due_again_today(who, company, history, policy):
    _, after = entered_now(history, Counts.ATTEMPT)
    steps = plan(who, company, after, policy)
    assert steps.talk is None or steps.talk.due_on > TODAY
    for promise in after.promises:
        if steps.promise and steps.promise.promise_id == promise.id and promise.to_talk:
            assert steps.promise.reason.moved or steps.promise.due_on > TODAY


@holds_for(**ANYBODY_ACTIVE)
def test_something_given_today_leaves_no_value_add_due_today(who, company, history, policy):
    _, after = entered_now(history, Counts.VALUE_ADD | Counts.OUTGOING | Counts.REACHED)
    steps = plan(who, company, after, policy)
    assert steps.value_add is None or steps.value_add.due_on > TODAY
    assert steps.reply is None
    assert steps.thanks is None


@holds_for(
    MANY,
    who=some.contacts(consent=st.just(Consent()), closed=False),
    company=some.ratings,
    history=some.histories(sorts=(some.touches, some.conversations)),
    policy=some.policies(),
)
def test_a_talk_is_never_later_than_its_interval_and_the_guard_allow(who, company, history, policy):
    facts = digest(history)
    assume(facts.conversation is not None and not facts.attempts)
    spoke_on, days = facts.conversation.on, workdays_of(policy)
    steps = plan(replace(who, paused_until=None), company, history, policy)
    if who.talk_every is some.DEFAULT:
        every = policy.level(steps.effective_rating).talk
        if who.fit is Fit.YES and policy.fit_guard_days is not None:
            assert steps.talk.due_on <= days.next_from(spoke_on + timedelta(days=policy.fit_guard_days))
    else:
        every = who.talk_every
    if every is not None:
        assert steps.talk.due_on <= days.next_from(every.after(spoke_on))


@holds_for(**ANYTHING)
def test_every_step_can_be_ordered_and_announced(who, company, history, policy):
    for step in plan(who, company, history, policy):
        assert step.interval_days >= 1
        assert (step.promise_id is not None) is (step.kind is StepKind.PROMISE)
        assert step.due_at is None or step.due_at.tzinfo is not None
        if step.due_at is not None:
            assert step.kind is StepKind.PROMISE or step.reason.moved


# -- reasons ------------------------------------------------------------------------------------------


@holds_for(**ANYTHING)
def test_a_reason_survives_storage(who, company, history, policy):
    for step in plan(who, company, history, policy):
        assert Reason.from_json(step.reason.to_json()) == step.reason


@holds_for(**ANYTHING, today=some.any_days)
def test_a_reason_can_be_said_on_any_day(who, company, history, policy, today):
    for step in plan(who, company, history, policy):
        sentence = step.reason.sentence(today)
        assert sentence == sentence.strip()
        assert sentence
        assert "None" not in sentence
        assert "\n" not in sentence


# -- a function of its facts --------------------------------------------------------------------------


@holds_for(**ANYTHING, shuffle=st.randoms(use_true_random=False))
def test_the_order_in_which_facts_are_read_changes_nothing(who, company, history, policy, shuffle):
    def shuffled(facts):
        return tuple(shuffle.sample(facts, len(facts)))

    again = History(
        history.touches,
        shuffled(history.promises),
        shuffled(history.snoozes),
        shuffled(history.skips),
        shuffled(history.causes),
        history.colleague_outgoing_on,
    )
    assert plan(who, company, again, policy) == plan(who, company, history, policy)


@holds_for(**ANYTHING, when=some.instants)
def test_unrelated_facts_change_nothing(who, company, history, policy, when):
    before = plan(who, company, history, policy)
    on, moment = when[0], some.Moment(when[1], 1000)
    received = TouchFact(1000, moment, on, int(Counts.NOTHING), asks=False)
    dropped = some.Promise(1001, on, None, Channel.EMAIL, "x", moment, dropped=True)
    more = replace(
        history,
        touches=tuple(sorted((*history.touches, received), key=lambda touch: touch.moment)),
        promises=(*history.promises, dropped),
    )
    assert plan(replace(who, id=77), company, more, policy) == before
    other_numbers = replace(policy, talks_a_day=1, value_adds_a_day=1)
    assert plan(who, company, history, other_numbers) == before
    if who.timing is not None:
        assert plan(replace(who, timing=replace(who.timing, note="x")), company, history, policy) == before


@holds_for(
    who=some.contacts(own=some.days_and_weeks),
    company=some.ratings,
    history=some.histories(),
    policy=some.policies(scale=some.scales(length=some.days_and_weeks), places=[("", "")]),
    weeks=st.integers(-60, 60),
)
def test_with_no_months_and_holidays_weeks_later_all_is_the_same(who, company, history, policy, weeks):
    """The plan looks at nothing but its facts: moved together, its dates move with them."""
    by = timedelta(weeks=weeks)
    moved = plan(_contact_moved(who, by), company, _history_moved(history, by), policy)
    as_it_was = plan(who, company, history, policy)
    assert [(step.kind, step.due_on, step.original_on) for step in moved] == [
        (step.kind, step.due_on + by, step.original_on + by) for step in as_it_was
    ]


def _contact_moved(who, by):
    timing = who.timing
    return replace(
        who,
        timing=None
        if timing is None
        else replace(timing, on=timing.on + by, recorded_on=timing.recorded_on + by),
        paused_until=None if who.paused_until is None else who.paused_until + by,
        first_talk_on=who.first_talk_on + by,
        added_on=who.added_on + by,
    )


def _history_moved(history, by):
    def at(moment):
        return moment._replace(at=moment.at + int(by.total_seconds()))

    colleague = history.colleague_outgoing_on
    return History(
        tuple(touch._replace(moment=at(touch.moment), on=touch.on + by) for touch in history.touches),
        tuple(
            replace(found, on=found.on + by, at=found.at and found.at + by, made=at(found.made))
            for found in history.promises
        ),
        tuple(
            replace(
                found,
                until_on=found.until_on + by,
                until_at=found.until_at and found.until_at + by,
                made=at(found.made),
            )
            for found in history.snoozes
        ),
        tuple(replace(found, on=found.on + by, made=at(found.made)) for found in history.skips),
        tuple(replace(found, on=found.on + by, made=at(found.made)) for found in history.causes),
        None if colleague is None else colleague + by,
    )


# -- spreading ----------------------------------------------------------------------------------------


@holds_for(
    ranks=st.lists(st.tuples(st.integers(0, 3), st.booleans()), max_size=40),
    due=st.dictionaries(some.any_days, st.builds(Load, st.integers(0, 12), st.integers(0, 12)), max_size=12),
    policy=some.policies(),
    capacity=st.integers(1, 20),
)
def test_first_dates_never_fill_more_than_half_a_day(ranks, due, policy: Policy, capacity):
    policy = replace(policy, talks_a_day=capacity)
    newcomers = [Newcomer(rank, talks) for rank, talks in ranks]
    dates = spread_first_talks(newcomers, due, TODAY, policy)
    days = workdays_of(policy)
    for talks, a_day in ((True, policy.talks_a_day), (False, policy.value_adds_a_day)):
        both = enumerate(zip(newcomers, dates, strict=True))
        placed = sorted((one.rank, place, day) for place, (one, day) in both if one.talks is talks)
        for day, count in Counter(day for _, _, day in placed).items():
            there = due.get(day, Load())
            assert day > TODAY
            assert days.next_from(day) == day
            assert count + (there.talks if talks else there.value_adds) <= max(1, a_day // 2)
        in_order = [day for _, _, day in placed]
        assert in_order == sorted(in_order)


def test_to_talk_is_what_the_channels_say():
    assert {Channel.CALL, Channel.VIDEO, Channel.MEETING, Channel.VISIT} == TALK_CHANNELS


test_soak = PROPERTIES.soak()
