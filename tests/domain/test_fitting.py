"""PRODUCT §1 *content item*, §2.11, §4 Library: what is worth sending to whom."""

import random
import time
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kitdiary.domain.content import ContentItem
from kitdiary.domain.fitting import Interests, Shelf, fit

TODAY = date(2026, 11, 20)


def item(number: int, *topics: str, added: str = "2026-11-01", **more) -> ContentItem:
    return ContentItem(number, f"Item {number}", topics=topics, added_on=date.fromisoformat(added), **more)


AUDIT = item(1, "food safety")
PEAKS = item(2, "logistics", "food")
TARIFF = item(3, "export")
LAW = item(4, "packaging", added="2026-10-01")
CARD = item(5)
EVERYTHING = [AUDIT, PEAKS, TARIFF, LAW, CARD]


def best(items, person: Interests, *sent: int) -> tuple[int, str] | None:
    found = Shelf(items, TODAY).best(person, sent)
    return None if found is None else (found.item.id, found.reason.removesuffix("; new this month"))


def said(*texts: str) -> Interests:
    return Interests.of([], "", texts)


@pytest.mark.parametrize(
    ("person", "expected"),
    [
        (Interests.of(["food safety"]), (1, "fits: food safety")),
        (Interests.of(["Export"]), (3, "fits: export")),
        (Interests.of([], "Packages"), (4, "fits: packaging")),
        (said("Asked how others export to Norway"), (3, "fits: export")),
        (Interests.of(["cold-chain logistics"]), (2, "fits: logistics")),
        # More in common comes first, then the newest.
        (Interests.of(["food", "logistics"]), (2, "fits: logistics, food")),
        (Interests.of(["export", "packaging"]), (3, "fits: export")),
        # A tag inside a topic fits, a word of what they said alone does not.
        (Interests.of(["safety"]), (1, "fits: food safety")),
        (said("Wants more safety"), (5, "fits anyone")),
        (said("The safety of their food"), (1, "fits: food safety")),
        # What they said counts more than a tag, a tag more than the industry.
        (Interests.of(["logistics"], "", ["export takes too long"]), (3, "fits: export")),
        (Interests.of(["food"], "Export"), (2, "fits: food")),
        # Only the words of needs and frustrations are interests.
        (Interests.of([], "", [], ["cannot export before May"]), (5, "fits anyone")),
        # Nothing in common: only what fits anyone.
        (Interests.of(["golf"]), (5, "fits anyone")),
        (Interests.of([]), (5, "fits anyone")),
        (Interests.of(["", " ", "the"]), (5, "fits anyone")),
    ],
)
def test_what_is_worth_sending(person, expected):
    assert best(EVERYTHING, person) == expected


def test_nothing_fits():
    assert best([AUDIT, TARIFF], Interests.of(["golf"])) is None
    assert best([], Interests.of(["export"])) is None


def test_never_what_they_have_had():
    person = Interests.of(["food", "logistics"])
    assert best(EVERYTHING, person, 2) == (1, "fits: food safety")
    assert best(EVERYTHING, person, 2, 1) == (5, "fits anyone")
    assert best(EVERYTHING, person, 1, 2, 5) is None


@pytest.mark.parametrize(
    ("until", "archived", "offered"),
    [
        (None, False, True),
        (date(2026, 11, 20), False, True),  # its last day
        (date(2026, 11, 19), False, False),
        (date(2026, 12, 1), True, False),
        (None, True, False),
    ],
)
def test_not_expired_and_not_archived(until, archived, offered):
    only = item(1, "export", until=until, archived=archived)
    assert only.offered(TODAY) is offered
    assert (best([only], Interests.of(["export"])) is not None) is offered


@pytest.mark.parametrize(
    ("person", "fits"),
    [
        (Interests.of([], "", [], ["Under contract with Veltra until May"]), True),
        (said("Veltra is late"), True),
        (Interests.of(["uses Veltra"]), True),
        (Interests.of(["export"]), False),
        (Interests.of([], "Veltra"), False),
    ],
)
def test_a_note_on_a_competitor_fits_whoever_uses_it(person, fits):
    assert best([item(1, competitor="Veltra")], person) == ((1, "fits: Veltra") if fits else None)


def test_a_note_on_a_competitor_is_for_nobody_else_whatever_its_topics():
    note = item(1, "export", competitor="Veltra", industries=("food",))
    assert best([note], Interests.of(["export"], "food", ["export"])) is None
    assert best([note], Interests.of(["export", "Veltra"], "food")) == (1, "fits: export, food, Veltra")


def test_a_competitor_of_two_words_is_named_whole():
    note = item(1, competitor="North Cold")
    assert best([note], said("they have the cold rooms up north")) == (1, "fits: North Cold")
    assert best([note], said("the cold rooms")) is None


def test_a_note_on_their_supplier_comes_before_a_topic():
    items = [item(1, competitor="Veltra"), item(2, "export")]
    assert best(items, said("Veltra cannot do export")) == (1, "fits: Veltra")
    assert best(items, said("Veltra cannot do export", "export"), 1) == (2, "fits: export")


@pytest.mark.parametrize(
    ("made_for", "industry", "fits"),
    [
        ("Food", "Food & beverage", True),
        ("Food and beverage", "Food", True),
        ("Brauereien", "Brauerei", True),
        ("Food", "Machines", False),
        ("Food", "", False),
    ],
)
def test_an_item_fits_the_industry_it_was_made_for(made_for, industry, fits):
    survey = item(1, "pallets", industries=(made_for,))
    found = best([survey], Interests.of([], industry))
    assert found == ((1, f"fits: {made_for}") if fits else None)
    assert best([survey], Interests.of(["pallets"], "Machines")) == (1, "fits: pallets")


def test_made_for_an_industry_counts_more_than_its_word_in_a_topic():
    items = [item(1, industries=("food",), added="2026-10-01"), item(2, "food", added="2026-10-02")]
    assert best(items, Interests.of([], "food")) == (1, "fits: food")


@pytest.mark.parametrize(
    ("added", "reason", "points"),
    [
        ("2026-11-20", "fits: export; new this month", 3),
        ("2026-10-20", "fits: export; new this month", 3),
        ("2026-10-19", "fits: export", 2),
        ("2025-11-20", "fits: export", 2),
        ("2025-11-19", "fits: export", 1),
    ],
)
def test_freshness(added, reason, points):
    found = Shelf([item(1, "export", added=added)], TODAY).best(Interests.of(["export"]))
    assert found is not None
    assert (found.reason, found.points) == (reason, points)


def test_of_equal_ones_the_newest_then_the_last_added():
    items = [item(1, "export", added="2026-10-01"), item(2, "export"), item(3, "export")]
    assert best(items, Interests.of(["export"])) == (3, "fits: export")
    assert best(items, Interests.of(["export"]), 3) == (2, "fits: export")
    assert best(items, Interests.of(["export"]), 3, 2) == (1, "fits: export")


def test_all_that_fits_best_first():
    found = Shelf(EVERYTHING, TODAY).all(Interests.of(["food", "export"]), [3])
    assert [(one.item.id, one.topics) for one in found] == [(2, ("food",)), (1, ("food safety",)), (5, ())]


WORD = st.sampled_from(
    ["food", "safety", "export", "logistics", "law", "veltra", "cold chain", "the", "packages", ""]
)
ITEMS = st.lists(
    st.builds(
        ContentItem,
        id=st.integers(1, 99),
        title=st.just("x"),
        topics=st.lists(WORD, max_size=3).map(tuple),
        competitor=WORD,
        industries=st.lists(WORD, max_size=1).map(tuple),
        until=st.none() | st.dates(date(2026, 11, 15), date(2026, 11, 25)),
        added_on=st.dates(date(2026, 1, 1), date(2026, 11, 20)),
        archived=st.booleans(),
    ),
    unique_by=lambda found: found.id,
    max_size=8,
)
PEOPLE = st.builds(
    Interests.of,
    st.lists(WORD, max_size=3),
    WORD,
    st.lists(WORD, max_size=3),
    st.lists(WORD, max_size=2),
)


@given(items=ITEMS, person=PEOPLE, sent=st.frozensets(st.integers(1, 99), max_size=30))
def test_the_shelf_agrees_with_looking_at_each_item(items, person, sent):
    shelf = Shelf(items, TODAY)
    fitting = {
        found.id: fit(found, person, TODAY)
        for found in items
        if found.offered(TODAY) and found.id not in sent and fit(found, person, TODAY) is not None
    }
    listed = shelf.all(person, sent)
    assert {one.item.id: one for one in listed} == fitting
    assert shelf.best(person, sent) == (listed[0] if listed else None)
    assert shelf.all(person, sent, 2) == listed[:2]
    order = [(bool(one.topics), one.points, one.item.added_on) for one in listed]
    assert order == sorted(order, reverse=True)


def test_a_library_of_46_items_for_500_people_is_no_waiting():
    chance = random.Random(1)
    topics = [f"topic{number % 30} part{number}" for number in range(60)]
    items = [item(number, *chance.sample(topics, 2)) for number in range(46)]
    people = [
        Interests.of(chance.sample(topics, 3), chance.choice(topics), chance.sample(topics, 5))
        for _ in range(500)
    ]
    times = []
    for _ in range(5):
        start = time.perf_counter()
        shelf = Shelf(items, TODAY)
        assert any(shelf.best(person, {1, 2}) for person in people)
        times.append(time.perf_counter() - start)
    assert min(times) < 0.1  # about 10 ms; the margin is for a busy machine
