"""Every figure against a slow way of its own, in diaries where anything may have happened and in the demo."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from random import Random

import pytest

from kitdiary.bootstrap import fill_with_demo
from kitdiary.domain.errors import InvalidInput
from kitdiary.domain.figures import EVERYBODY, Part, Scope
from kitdiary.domain.leak_figures import LeakKind
from kitdiary.domain.list_figures import ListKind
from kitdiary.domain.metrics import Figures, metrics
from kitdiary.domain.opportunities import Stage
from kitdiary.domain.opportunity_figures import Place
from kitdiary.domain.people import ClosedReason, Fit
from kitdiary.domain.periods import Period
from kitdiary.domain.touches import Counts
from kitdiary.services.diary import Diary
from tests.services.diaries import added, opened, set_clock, talked
from tests.services.random_diary import TODAY, Watched, live
from tests.services.slow_figures import Raw, spoke

WATCHED = Period(date(2026, 3, 4), date(2026, 9, 30))
PERIODS = (WATCHED, Period(date(2026, 5, 23), TODAY), Period(date(2024, 1, 1), TODAY))
SCOPES = (
    EVERYBODY,
    Scope(ratings=("A", "C")),
    Scope(tags=("reseller", "newsletter")),
    Scope(sources=("fair",), ratings=("A", "B", "C")),
    Scope(territory="DE 88"),
    Scope(territory="de"),
    Scope(territory="bayern"),
)


@pytest.fixture(scope="module", params=range(4))
def told(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[Diary, Watched]]:
    """A diary of a year in which anything may have happened."""
    with opened(tmp_path_factory.mktemp("told") / "diary.kitdiary") as diary:
        yield diary, live(diary, Random(request.param), WATCHED)


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Diary]:
    with opened(tmp_path_factory.mktemp("demo") / "demo.kitdiary") as diary:
        fill_with_demo(diary)
        yield diary


def meant(raw: Raw, scope: Scope) -> set[int]:
    """Whom a scope is about, one by one."""
    found = set()
    for contact_id, row in raw.contacts.items():
        tags = {tag.casefold() for tag in raw.tags_of.get(contact_id, [])}
        company = raw.tables["companies"].get(
            row["company_id"], {"country": "", "region": "", "postcode": ""}
        )
        country, region, postcode = (row[key] or company[key] for key in ("country", "region", "postcode"))
        places = {
            "": True,
            "DE 88": country == "DE" and postcode.startswith("88"),
            "de": country == "DE",
            "bayern": region == "Bayern",
        }
        if (
            (not scope.ratings or raw.plans[contact_id].effective_rating in scope.ratings)
            and (not scope.tags or tags & {tag.casefold() for tag in scope.tags})
            and (not scope.sources or row["source"] in scope.sources)
            and places[scope.territory]
        ):
            found.add(contact_id)
    return found


def check(diary: Diary, period: Period, scope: Scope) -> Figures:
    """Every figure of a report against the slow way."""
    raw = Raw(diary, TODAY)
    among = meant(raw, scope)
    figures = diary.reports.figures(period, scope)
    asked = diary.reports.ask(period, scope)
    assert list(figures.left_behind.ids) == [one for one in raw.left_behind() if one in among]
    _check_cadence(diary, raw, figures, among)
    _check_slipping(raw, figures, among)
    if scope is EVERYBODY:
        slow = raw.load()
        for week in figures.load.weeks:
            monday = week.period.start - timedelta(days=week.period.start.weekday())
            assert (week.talks, week.value_adds) == slow.get(monday, (0, 0))
            assert diary.reports.load_people(asked, week.period) or not (week.talks or week.value_adds)
    weeks = [(week.conversations, week.value_adds) for week in figures.weeks.weeks]
    assert weeks == raw.weeks(period.start, period.end, among)
    people = {
        one
        for one in among
        for touch in raw.touches_of.get(one, [])
        if spoke(touch) and period.holds(date.fromisoformat(touch["on_date"]))
    }
    assert diary.reports.week_people(asked, period, Counts.CONVERSATION) == sorted(people)
    _check_opportunities(raw, figures, among)
    _check_lists(raw, figures, among)
    return figures


def _check_cadence(diary: Diary, raw: Raw, figures: Figures, among: set[int]) -> None:
    asked = diary.reports.ask(figures.period, figures.scope)
    active = [one for one in raw.active() if one in among and raw.late(one) is not None]
    for share in figures.cadence.ratings:
        rated = [one for one in active if raw.plans[one].effective_rating == share.key]
        assert share.of == len(rated)
        assert share.good == sum(1 for one in rated if not raw.late(one))
        late = diary.reports.on_cadence_people(asked, share.key, late=True)
        assert sorted(late) == [one for one in sorted(rated) if raw.late(one)]
    assert figures.cadence.overall.of == len(active)


def _check_slipping(raw: Raw, figures: Figures, among: set[int]) -> None:
    slow = {one: silence for one, silence in raw.slipping().items() if one in among}
    assert set(figures.slipping.ids) == set(slow)
    for slip in figures.slipping.shown:
        assert (slip.silent_days, slip.every_days) == slow[slip.contact_id]
        assert slip.name == raw.contacts[slip.contact_id]["name"]
    times = [slow[one][0] / slow[one][1] for one in figures.slipping.ids]
    assert times == sorted(times, reverse=True)


def _check_opportunities(raw: Raw, figures: Figures, among: set[int]) -> None:
    period, arrivals = figures.period, figures.arrivals
    slow = raw.opportunities(period.start, period.end, among)
    assert {one.opportunity_id: one.touches_before for one in arrivals.came} == slow
    bounds = {Place.FIRST: (0, 1), Place.FEW: (2, 3), Place.MORE: (4, 6), Place.MANY: (7, 10**9)}
    for place, (least, most) in bounds.items():
        assert arrivals.at(place) == sum(1 for count in slow.values() if least <= count <= most)
    first = sum(1 for count in slow.values() if count <= 1)
    assert (arrivals.first, arrivals.total) == (first, len(slow))
    assert arrivals.multiplier == (round(len(slow) / first, 1) if first else None)
    rows = raw.tables["opportunities"]
    for group in arrivals.by_tag():
        assert group.total == sum(
            1 for one in slow if group.key in raw.tags_of.get(rows[one]["contact_id"], [])
        )
    assert sum(group.total for group in arrivals.by_source()) == len(slow)
    introduced = raw.introducers(list(slow))
    assert {one.contact_id: len(one.opportunity_ids) for one in figures.payback.introducers} == dict(
        introduced
    )
    assert figures.payback.total == len(slow)


def _check_lists(raw: Raw, figures: Figures, among: set[int]) -> None:
    period = figures.period
    opened_by = raw.opportunities(period.start, period.end, among)
    for one in figures.lists:
        if one.kind is ListKind.TAG:
            members = {i for i in among if one.key in raw.tags_of.get(i, [])}
        elif one.kind is ListKind.SOURCE:
            members = {i for i in among if raw.contacts[i]["source"] == one.key}
        else:
            members = set(one.ids)
        clocked = [i for i in raw.active() if i in members and raw.late(i) is not None]
        conversations = {
            touch["id"]
            for i in members
            for touch in raw.touches_of.get(i, [])
            if spoke(touch) and period.holds(date.fromisoformat(touch["on_date"]))
        }
        assert one.people == len(members)
        assert one.reached == sum(1 for i in members if raw.last(i, spoke) is not None)
        assert (one.on_cadence, one.cadence_of) == (sum(1 for i in clocked if not raw.late(i)), len(clocked))
        assert one.left_behind == len(members & set(raw.left_behind()))
        assert one.conversations == len(conversations)
        rows = raw.tables["opportunities"]
        assert one.opportunities == sum(1 for o in opened_by if rows[o]["contact_id"] in members)


@pytest.mark.parametrize("period", PERIODS, ids=str)
@pytest.mark.parametrize("scope", SCOPES, ids=str)
def test_every_figure_is_what_the_slow_way_gives(
    told: tuple[Diary, Watched], period: Period, scope: Scope
) -> None:
    check(told[0], period, scope)


@pytest.mark.parametrize("scope", [EVERYBODY, Scope(ratings=("A", "C")), Scope(territory="de")], ids=str)
def test_the_demo_has_the_same_figures_the_slow_way(demo: Diary, scope: Scope) -> None:
    figures = check(demo, demo.reports.period(), scope)
    if scope is EVERYBODY:
        everything = demo.reports.figures(Period(date(2024, 1, 1), TODAY))
        assert 40 <= everything.arrivals.total <= 48
        assert figures.left_behind.count == 1


def _slow_leak(diary: Diary, before: tuple[object, ...], after: tuple[object, ...]) -> tuple[str, str] | None:
    policy = diary.context.policy
    rating, company, paused, _, _, permitted = before
    rating_now, company_now, paused_now, closed_now, closed_on_now, permitted_now = after
    if closed_now:
        return ("closed", str(closed_now)) if WATCHED.holds(date.fromisoformat(str(closed_on_now))) else None
    if permitted and not permitted_now:
        return "undated", "nothing permitted"
    if paused_now and str(paused_now) > "2026-09-30" and paused_now != paused:
        return "paused", f"until {paused_now}"
    was, now = rating or company or "C", rating_now or company_now or "C"
    assert policy.default_rating == "C"
    return ("downgraded", f"{was} to {now}") if str(now) > str(was) else None


def test_leaks_are_the_difference_between_two_looks(told: tuple[Diary, Watched]) -> None:
    diary, watched = told
    still = set(Raw(diary, TODAY).contacts)
    slow = {}
    for contact_id, after in watched.after.items():
        before = watched.before.get(contact_id) or watched.added.get(contact_id)
        leak = None if before is None else _slow_leak(diary, before, after)
        if leak is not None and contact_id in still:
            slow[contact_id] = leak
    found = diary.reports.figures(WATCHED).leaks
    noticed = {
        one.contact_id: (one.kind.value, one.reason) for one in found.leaks if one.reason != "no next step"
    }
    assert noticed == slow


def test_the_parts_come_in_order_and_stop_when_nobody_asks(diary: Diary) -> None:
    added(diary, "Priya Raman", rating="A")
    parts = diary.reports.parts(diary.reports.period())
    assert next(parts)[0] is Part.LEFT_BEHIND
    parts.close()  # type: ignore[attr-defined]
    whole = diary.reports.figures(diary.reports.period())
    for part, value in diary.reports.parts(diary.reports.period()):
        assert whole.part(part) == value


def test_an_empty_diary_has_figures_too(diary: Diary) -> None:
    found = dict(metrics(diary.reports.figures(diary.reports.period())))
    assert found["left_behind"] == 0
    assert found["on_cadence_percent"] is None
    assert found["opportunities_multiplier"] is None
    assert len([name for name in found if name.startswith("conversations_week_to_")]) == 26


def test_the_second_look_leaves_those_in_peace_who_asked_for_it(diary: Diary) -> None:
    lost, gone, paused, low = (
        added(diary, name, rating=code) for name, code in zip("WXYZ", "AABD", strict=True)
    )
    diary.contacts.edit((lost,), closed=ClosedReason.LEFT_FIELD)
    diary.contacts.edit((gone,), closed=ClosedReason.NO_CONTACT)
    diary.contacts.edit((paused, low), pause_until=date(2027, 1, 4))
    mistaken = added(diary, "V", rating="A")
    closed = diary.contacts.edit((mistaken,), closed=ClosedReason.LEFT_FIELD)
    diary.safety.undo(closed.operation_id)
    leaks = diary.reports.figures(diary.reports.period()).leaks
    assert [leak.contact_id for leak in leaks.leaks] == [lost, gone, paused, low]
    assert [leak.contact_id for leak in leaks.second_look] == [lost, paused]
    assert leaks.reasons(LeakKind.CLOSED) == (("left-field", 1), ("no-contact", 1))
    assert leaks.reasons(LeakKind.PAUSED) == (("paused", 2),)


def test_a_chain_pays_back_through_somebody_once_judged_no_fit(diary: Diary) -> None:
    root = added(diary, "Root", fit=Fit.NO)
    middle = added(diary, "Middle", introduced_by=root)
    leaf = added(diary, "Leaf", introduced_by=middle)
    diary.opportunities.put(leaf, "Line 2", value="1000", currency="EUR", stage=Stage.WON)
    diary.contacts.edit((root,), fit=Fit.YES)
    back = diary.reports.figures(diary.reports.period()).payback
    assert [(one.name, one.won, one.written_off.no_fit) for one in back.introducers] == [
        ("Root", 1, True),
        ("Middle", 1, False),
    ]
    assert len(back.written_off_ids) == 1
    assert diary.reports.contacts_of(back.opportunity_ids) == [leaf]


def test_a_period_the_wrong_way_round_and_an_unknown_rating_are_refused(diary: Diary) -> None:
    with pytest.raises(InvalidInput, match="is after"):
        diary.reports.period(date(2026, 2, 1), date(2026, 1, 1))
    with pytest.raises(InvalidInput, match="not a rating"):
        diary.reports.scope(("A", "Q"))
    assert diary.reports.scope(("a", " b")).ratings == ("A", "B")


def test_a_touch_on_another_day_moves_between_weeks(diary: Diary) -> None:
    one = added(diary, "Priya Raman")
    set_clock(diary, "2026-11-20T18:00")
    talked(diary, one, at="2026-11-13T23:30")
    talked(diary, one, at="2026-11-14T00:30")
    weeks = diary.reports.figures(diary.reports.period()).weeks.weeks
    assert [week.conversations for week in weeks[-2:]] == [1, 1]
