"""The demo is a good rep's diary, whatever day it is opened on: bands, not exact figures."""

from __future__ import annotations

from collections import Counter
from statistics import mean

from kitdiary.domain.opportunities import Stage
from kitdiary.domain.people import Precision, State, TimingKind
from kitdiary.domain.workdays import workdays_of
from tests.services.demo.measure import Measured


def is_working(measured: Measured) -> bool:
    return workdays_of(measured.demo.policy).is_working(measured.demo.today)


def test_today_is_a_handful_not_a_mountain(measured: Measured) -> None:
    groups = measured.groups()
    assert groups["timed"] == 1
    assert 1 <= groups["replies"] <= 2
    assert groups["promises"] == 1
    assert groups["thanks"] == 1
    assert 1 <= groups["timing"] <= 3
    assert 4 <= groups["talks"] <= 6
    assert 3 <= groups["value_adds"] <= 5
    assert 12 <= groups.total() <= 18
    assert sum(1 for item in measured.agenda() if item.over_capacity) <= 2


def test_the_first_is_promised_for_half_past_two(measured: Measured) -> None:
    first = measured.agenda()[0].step
    assert first.name == "Dana Whitfield"
    assert first.due_at is not None
    assert (first.due_at.date(), first.due_at.hour, first.due_at.minute) == (measured.demo.today, 14, 30)


def test_some_are_late_but_none_for_more_than_three_weeks(measured: Measured) -> None:
    late = [item.days_late for item in measured.agenda()]
    assert 14 <= max(late) <= 21
    assert sum(1 for days in late if days > 7) <= 5
    if is_working(measured):
        assert late.count(0) >= 3


def test_five_are_done_on_a_working_day_and_none_on_a_day_off(measured: Measured) -> None:
    done = measured.done()
    if is_working(measured):
        assert 1 <= done.talks <= 3
        assert 1 <= done.value_adds <= 3
        assert 4 <= done.talks + done.value_adds <= 6
    else:
        assert (done.talks, done.value_adds) == (0, 0)


def test_coverage_is_that_of_a_good_rep(measured: Measured) -> None:
    by_rating = measured.on_cadence()
    good, everyone = (sum(pair[place] for pair in by_rating.values()) for place in (0, 1))
    # On a day off what fell due on the last working day is late already.
    assert (0.82 if is_working(measured) else 0.76) <= good / everyone <= 0.96
    for good, everyone in by_rating.values():
        assert 0.65 <= good / everyone <= 1


def test_next_to_nobody_is_left_behind(measured: Measured) -> None:
    names = [contact.name for contact in measured.left_behind()]
    assert "Gerald Pym" in names
    assert len(names) <= 2


def test_nobody_is_without_a_next_step(measured: Measured) -> None:
    for contact in measured.active():
        if contact.consent.any:
            assert measured.plans[contact.id].earliest is not None, contact.name


def test_about_nine_conversations_a_week(measured: Measured) -> None:
    weekly = measured.conversations_a_week()
    assert 7.5 <= mean(weekly) <= 10.5
    assert max(weekly) <= 26
    assert sum(1 for count in weekly if count == 0) <= 3  # on leave


def test_the_coming_weeks_are_within_capacity_but_for_a_day_or_two(measured: Measured) -> None:
    load = measured.load()
    assert sum(1 for talks, _ in load if talks > measured.demo.policy.talks_a_day) <= 1
    assert sum(1 for _, values in load if values > measured.demo.policy.value_adds_a_day) <= 2
    assert sum(talks for talks, _ in load) >= 20


def test_opportunities_came_mostly_after_the_first_meeting(measured: Measured) -> None:
    places = measured.opportunity_places()
    assert 40 <= len(places) <= 48
    first = sum(1 for place in places if place <= 1)
    assert 12 <= first <= 20
    assert sum(1 for place in places if place >= 7) >= 4
    stages = Counter(deal.stage for deal in measured.demo.opportunities)
    assert min(stages[stage] for stage in Stage) >= 3
    referred = {contact.id for contact in measured.demo.contacts if contact.introduced_by is not None}
    assert sum(1 for deal in measured.demo.opportunities if deal.contact_id in referred) >= 4


def test_there_is_some_of_everything(measured: Measured) -> None:
    demo = measured.demo
    states = Counter(contact.state(demo.today) for contact in demo.contacts)
    assert len(demo.companies) == 120
    assert len(demo.contacts) == 300
    assert len(demo.content) == 46
    assert 2300 <= len(demo.touches) <= 3600
    assert 6 <= states[State.CLOSED] <= 14
    assert 4 <= states[State.PAUSED] <= 12
    timings = [contact.timing for contact in demo.contacts if contact.timing is not None]
    assert {timing.kind for timing in timings} == set(TimingKind)
    assert {timing.precision for timing in timings} == set(Precision)
    assert 20 <= len(timings) <= 60
    assert len({contact.fit for contact in demo.contacts}) == 3
    assert len({contact.role for contact in demo.contacts}) == 5
    refused = [
        contact for contact in demo.contacts if contact.closed is None and not all_allowed(contact.consent)
    ]
    assert 6 <= len(refused) <= 24
    assert any(contact.rating is None for contact in demo.contacts)
    assert any(company.rating is None for company in demo.companies)
    expired = [item for item in demo.content if not item.offered(demo.today)]
    assert 2 <= len(expired) <= 8


def all_allowed(consent: object) -> bool:
    return all(getattr(consent, name) for name in ("calls", "email", "other"))


def test_promises_are_open_kept_and_dropped(measured: Measured) -> None:
    promises = measured.demo.promises
    assert sum(1 for found in promises if found.ticked_on is not None) >= 5
    ahead = [found for found in promises if found.promise.on > measured.demo.today]
    assert ahead
    assert any(found.dropped_on is not None for found in promises)


def test_chains_of_introduction_are_longer_than_one(measured: Measured) -> None:
    by_id = measured.contacts

    def depth(contact_id: int | None) -> int:
        return 0 if contact_id is None else 1 + depth(by_id[contact_id].introduced_by)

    assert max(depth(contact.introduced_by) for contact in measured.demo.contacts) >= 2
