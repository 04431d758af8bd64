from dataclasses import replace
from datetime import date, timedelta

import pytest

from kitdiary.domain.people import (
    Address,
    ClosedReason,
    Fit,
    Labelled,
    Precision,
    Role,
    State,
    Timing,
    TimingKind,
)
from kitdiary.domain.touches import Channel
from kitdiary.storage import contact_list
from kitdiary.storage.companies import Companies
from kitdiary.storage.contact_list import ContactList, ContactQuery, ContactRow, ContactSort
from kitdiary.storage.database import Store
from kitdiary.storage.people import People
from kitdiary.storage.steps import Steps
from tests.storage.invented import NOW, TODAY, add_contact, counted
from tests.storage.test_steps import a_plan, add_promise, with_promise

SCALE = ("A", "B", "C", "D")
LEEDS = Address(city="Leeds", postcode="ls1 4ap", country="GB")


@pytest.fixture
def people(store: Store) -> dict[str, int]:
    ids = {
        "anna": add_contact(
            store, "Anna Lind", "Zeta Foods", job_title="Buyer", tags=("Fair", "vip"), address=LEEDS
        ),
        "bob": add_contact(
            store, "Bob Åkesson", "Alpha", role=Role.ALLY, emails=(Labelled("bob@alpha.example"),)
        ),
        "cleo": add_contact(
            store,
            "Cleo Lindgren",
            fit=Fit.YES,
            phones=(Labelled("1"), Labelled("2", "home")),
            timing=Timing(TimingKind.OTHER, date(2027, 2, 1), Precision.MONTH, TODAY),
            address=Address(city="York"),
        ),
        "dan": add_contact(store, "Dan Anders", "Alpha", notes="likes sailing", tags=("vip",), source="fair"),
    }
    with store.operation("States", NOW):
        # Who has no place of their own is where the company is; Bob lives elsewhere.
        Companies(store).change(2, address=Address(city="Leeds", postcode="LS11 5AB", country="gb"))
        People(store).change(ids["bob"], address=Address(city="New Leeds", postcode="99", country="US"))
        People(store).change(ids["bob"], closed=ClosedReason.LEFT_FIELD)
        People(store).change(ids["cleo"], paused_until=TODAY + timedelta(days=1))
        plans = {
            ids["anna"]: replace(a_plan(), effective_rating="C", left_behind_after=date(2026, 1, 1)),
            ids["bob"]: replace(a_plan(TODAY + timedelta(days=5)), effective_rating="A", talk=None),
            ids["cleo"]: replace(a_plan(TODAY + timedelta(days=3)), effective_rating="B"),
        }
        Steps(store).write_plans(plans)
    return ids


@pytest.mark.parametrize(
    ("query", "wanted"),
    [
        (ContactQuery(), "anna bob cleo dan"),
        (ContactQuery("a"), "anna"),
        (ContactQuery("an"), "anna dan"),
        (ContactQuery("lin"), "anna cleo"),
        (ContactQuery("alph ander"), "dan"),
        (ContactQuery("akesson"), "bob"),
        (ContactQuery("buyer"), "anna"),
        (ContactQuery("VIP"), "anna dan"),
        (ContactQuery("bob@alpha"), "bob"),
        (ContactQuery("sailing"), ""),
        (ContactQuery("*"), ""),
        (ContactQuery("  "), "anna bob cleo dan"),
        (ContactQuery(ratings=("A", "C")), "anna bob"),
        (ContactQuery(roles=(Role.ALLY, Role.PARTNER)), "bob"),
        (ContactQuery(tags=("FAIR",)), "anna"),
        (ContactQuery(tags=("fair", "vip"), text="dan"), "dan"),
        (ContactQuery(fit=Fit.YES), "cleo"),
        (ContactQuery(company_id=2), "bob dan"),
        (ContactQuery(state=State.ACTIVE, today=TODAY), "anna dan"),
        (ContactQuery(state=State.PAUSED, today=TODAY), "cleo"),
        (ContactQuery(state=State.ACTIVE, today=TODAY + timedelta(days=1)), "anna cleo dan"),
        (ContactQuery(state=State.CLOSED, today=TODAY), "bob"),
        (ContactQuery(left_behind=True, today=TODAY), "anna dan"),
        (ContactQuery(left_behind=True, today=TODAY, ratings=("C",)), "anna"),
        (ContactQuery(has_timing=True), "cleo"),
        (ContactQuery(timing_within=30, today=TODAY), ""),
        (ContactQuery(timing_within=100, today=TODAY), "cleo"),
        (ContactQuery(silent_days=10, today=TODAY + timedelta(days=11)), "anna bob cleo"),
        (ContactQuery(silent_days=11, today=TODAY + timedelta(days=11)), ""),
        (ContactQuery(talk_within=0, today=TODAY), "anna cleo"),
        (ContactQuery(talk_by=TODAY - timedelta(days=1)), ""),
        (ContactQuery(talk_by=TODAY), "anna cleo"),
        (ContactQuery(sources=("fair", "web")), "dan"),
        (ContactQuery(city="leeds"), "anna dan"),
        (ContactQuery(city="LEE"), "anna dan"),
        (ContactQuery(city="new le"), "bob"),
        (ContactQuery(city="york"), "cleo"),
        (ContactQuery(city='"*'), ""),
        (ContactQuery(postcode="ls1"), "anna dan"),
        (ContactQuery(postcode="LS 11"), "dan"),
        (ContactQuery(country="gb"), "anna dan"),
        (ContactQuery(city="Leeds", talk_within=0, today=TODAY), "anna"),
    ],
)
def test_who_fits_a_query(store: Store, people: dict[str, int], query: ContactQuery, wanted: str) -> None:
    with store.read():
        assert ContactList(store).ids(query) == [people[name] for name in wanted.split()]


@pytest.mark.parametrize(
    ("sort", "descending", "wanted"),
    [
        (ContactSort.NAME, False, "anna bob cleo dan"),
        (ContactSort.NAME, True, "dan cleo bob anna"),
        (ContactSort.COMPANY, False, "bob dan anna cleo"),
        (ContactSort.COMPANY, True, "anna bob dan cleo"),
        (ContactSort.RATING, False, "bob cleo anna dan"),
        (ContactSort.RATING, True, "anna cleo bob dan"),
        (ContactSort.NEXT_TALK, False, "anna cleo bob dan"),
        (ContactSort.NEXT_VALUE_ADD, True, "bob cleo anna dan"),
        (ContactSort.LAST_CONVERSATION, False, "anna bob cleo dan"),
        (ContactSort.ADDED, True, "dan cleo bob anna"),
        (ContactSort.JOB_TITLE, True, "anna bob cleo dan"),
        (ContactSort.CITY, False, "anna dan bob cleo"),
        (ContactSort.POSTCODE, False, "bob anna dan cleo"),
        (ContactSort.COUNTRY, True, "bob anna dan cleo"),
        (ContactSort.SOURCE, True, "dan anna bob cleo"),
        (ContactSort.ROLE, False, "bob anna cleo dan"),
        (ContactSort.FIT, False, "cleo anna bob dan"),
        (ContactSort.TIMING, False, "cleo anna bob dan"),
    ],
)
def test_the_order(
    store: Store, people: dict[str, int], sort: ContactSort, descending: bool, wanted: str
) -> None:
    with store.read(), counted(store) as statements:
        found = ContactList(store).ids(ContactQuery(), sort, descending=descending, scale=SCALE)
    assert found == [people[name] for name in wanted.split()]
    assert len(statements) == 1


@pytest.mark.parametrize("many", [0, 100])
def test_the_first_of_many_hits_are_those_of_the_whole_list(
    store: Store, people: dict[str, int], monkeypatch: pytest.MonkeyPatch, many: int
) -> None:
    monkeypatch.setattr(contact_list, "_MANY", many)
    wanted = [people[name] for name in ("anna", "dan")]
    with store.read():
        found = ContactList(store)
        assert found.ids(ContactQuery("vip"), limit=9) == wanted
        assert found.ids(ContactQuery("vip", has_timing=True), limit=9) == []
        assert found.ids(ContactQuery("vip"), limit=1) == wanted[:1]
        assert found.ids(ContactQuery("vip"), limit=1, descending=True) == wanted[1:]


def test_a_filter_that_needs_the_day_says_so(store: Store) -> None:
    with store.read(), pytest.raises(ValueError, match="today"):
        ContactList(store).ids(ContactQuery(state=State.ACTIVE))


def test_the_lines_come_in_the_order_asked(store: Store, people: dict[str, int]) -> None:
    with store.read(), counted(store) as statements:
        cleo, nobody_else = ContactList(store).rows([people["cleo"], 99, people["dan"]])
    assert len(statements) == 3
    assert cleo == ContactRow(
        people["cleo"],
        "Cleo Lindgren",
        None,
        None,
        "",
        None,
        None,
        "B",
        None,
        TODAY + timedelta(days=1),
        TODAY,
        TODAY + timedelta(days=3),
        TODAY,
        (),
        (Labelled("1"), Labelled("2", "home")),
        talk_on=TODAY,
        added_on=TODAY,
        timing_on=date(2027, 2, 1),
        fit=Fit.YES,
        city="York",
    )
    assert (cleo.state(TODAY), cleo.state(TODAY + timedelta(days=1))) == (State.PAUSED, State.ACTIVE)
    assert (nobody_else.company, nobody_else.effective_rating) == ("Alpha", None)
    with store.read():
        (bob,) = ContactList(store).rows([people["bob"]])
        assert bob.state(TODAY) is State.CLOSED
        assert ContactList(store).tags() == {"Fair": 1, "vip": 2}
        assert ContactList(store).sources() == ["fair"]
        assert ContactList(store).countries() == ["GB", "US", "gb"]


@pytest.mark.parametrize(("channel", "counts"), [(Channel.CALL, True), (Channel.EMAIL, False)])
def test_a_promise_to_talk_counts_as_the_next_talk(
    store: Store, people: dict[str, int], channel: Channel, counts: bool
) -> None:
    bob = people["bob"]
    promise = add_promise(store, bob, channel)
    with store.operation("Planned", NOW):
        Steps(store).write_plans({bob: with_promise(replace(a_plan(), talk=None), promise)})
    with store.read():
        (row,) = ContactList(store).rows([bob])
        found = ContactList(store).ids(ContactQuery("bob", talk_by=TODAY))
    assert row.talk_on == (TODAY if counts else None)
    assert found == ([bob] if counts else [])
