"""What must hold for any data: the five properties of PRODUCT §2, over generated diaries."""

from dataclasses import replace
from datetime import timedelta

from hypothesis import assume
from hypothesis import strategies as st

from kitdiary.domain.digest import digest
from kitdiary.domain.people import Consent
from kitdiary.domain.plan import plan
from kitdiary.domain.reasons import Rule
from kitdiary.domain.rules.owed import is_open
from kitdiary.domain.steps import StepKind
from kitdiary.domain.touches import Counts
from kitdiary.domain.workdays import workdays_of
from tests.domain import strategies as some
from tests.domain.properties import ANYBODY_ACTIVE, ANYTHING, MANY, Properties, entered_now
from tests.domain.strategies import TODAY

PROPERTIES = Properties()
holds_for = PROPERTIES.holds_for


@holds_for(MANY, **ANYBODY_ACTIVE)
def test_nobody_active_with_a_permitted_channel_is_without_a_step(who, company, history, policy):
    steps = plan(who, company, history, policy)
    if not who.consent.any:
        assert (steps.talk, steps.value_add, steps.thanks, steps.left_behind_after) == (None,) * 4
        return
    talk_promised = any(promise.to_talk and is_open(promise, history.touches) for promise in history.promises)
    assert steps.talk or steps.value_add or talk_promised
    assert not talk_promised or steps.promise
    assert steps.left_behind_after is not None


@holds_for(MANY, **ANYBODY_ACTIVE)
def test_a_conversation_today_leaves_no_talk_due_today_or_before(who, company, history, policy):
    # They called: nothing but the conversation itself, no gap after something that went out.
    last, after = entered_now(history, Counts.CONVERSATION)
    steps = plan(who, company, after, policy)
    assert steps.talk is None or steps.talk.due_on > last.on
    assert steps.value_add is None or steps.value_add.due_on > last.on
    kept = [promise for promise in after.promises if promise.to_talk and promise.on <= TODAY]
    assert not any(is_open(promise, after.touches) for promise in kept)
    assert (steps.reply, steps.thanks) == (None, None)


BOTH_CLOCKS_OR_ONE = {
    "who": some.contacts(consent=st.just(Consent()), own=some.lengths, closed=False),
    "company": some.ratings,
    "policy": some.policies(scale=some.falling_scales()),
    "ranks": st.lists(st.integers(0, 4), min_size=2, max_size=2, unique=True).map(sorted),
}


@holds_for(MANY, history=some.histories(), **BOTH_CLOCKS_OR_ONE)
def test_raising_a_rating_never_makes_the_earliest_step_later(who, company, history, policy, ranks):
    assume(ranks[1] < len(policy.scale))
    assume(not digest(history).attempts)
    if any(level.talk is None for level in policy.scale):
        # Raised to a rating with talks, a contact gets a talk step the rep may have snoozed or skipped
        # (or promised) for a later day before: that was the rep's choice, not the rating's.
        promises = tuple(promise for promise in history.promises if not promise.to_talk)
        history = replace(history, promises=promises, snoozes=(), skips=())
    better, worse = (replace(who, rating=policy.codes[rank]) for rank in ranks)
    first, second = (plan(one, company, history, policy).earliest for one in (better, worse))
    assert first <= second


@holds_for(MANY, **ANYTHING)
def test_no_value_add_falls_inside_the_gap_to_the_person(who, company, history, policy):
    step = plan(who, company, history, policy).value_add
    outgoing = [touch.on for touch in history.touches if touch.counts & Counts.OUTGOING]
    if step is not None and outgoing and policy.person_gap_days:
        assert step.due_on >= max(outgoing) + timedelta(days=policy.person_gap_days)


@holds_for(MANY, **ANYTHING)
def test_no_date_but_a_promises_or_a_snoozes_is_a_day_off(who, company, history, policy):
    days = workdays_of(policy)
    for step in plan(who, company, history, policy):
        if step.kind is StepKind.PROMISE:
            assert (
                step.reason.moved
                or step.reason.rule is Rule.PROMISE
                or days.next_from(step.due_on) == step.due_on
            )
            continue
        assert days.next_from(step.original_on) == step.original_on
        if not step.reason.moved:
            assert step.due_on == step.original_on
        else:
            snoozed_to = {snooze.until_on for snooze in history.snoozes}
            assert step.due_on in snoozed_to or days.next_from(step.due_on) == step.due_on


test_soak = PROPERTIES.soak()
