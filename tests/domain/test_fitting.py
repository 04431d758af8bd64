"""PRODUCT §1 *content item*, §2.11, §4 Library: what is worth sending to whom."""

import random
import time
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kitdiary.domain.content import ContentItem, Interests, Shelf, fitting_topics, suggest
from kitdiary.domain.words import stem, stems

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
    found = suggest(items, sent, person, TODAY)
    return None if found is None else (found.item.id, found.reason)


@pytest.mark.parametrize(
    ("person", "expected"),
    [
        (Interests.of(["food safety"]), (1, "fits: food safety")),
        (Interests.of(["Export"]), (3, "fits: export")),
        (Interests.of([], "Packages"), (4, "fits: packaging")),
        (Interests.of([], "", ["Asked how others export to Norway"]), (3, "fits: export")),
        (Interests.of(["cold-chain logistics"]), (2, "fits: logistics")),
        # More in common comes first, then the newest.
        (Interests.of(["food", "logistics"]), (2, "fits: logistics, food")),
        (Interests.of(["export", "packaging"]), (3, "fits: export")),
        # A tag inside a topic fits, a word of an insight alone does not.
        (Interests.of(["safety"]), (1, "fits: food safety")),
        (Interests.of([], "", ["Wants more safety"]), (5, "fits anyone")),
        (Interests.of([], "", ["The safety of their food"]), (1, "fits: food safety")),
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


def test_the_competitor_is_a_topic():
    note = item(1, competitor="Veltra")
    assert best([note], Interests.of([], "", ["Under contract with Veltra until May"])) == (1, "fits: Veltra")
    assert best([note], Interests.of(["export"])) is None


def test_of_equal_ones_the_newest_then_the_last_added():
    items = [item(1, "export", added="2026-10-01"), item(2, "export"), item(3, "export")]
    assert best(items, Interests.of(["export"])) == (3, "fits: export")
    assert best(items, Interests.of(["export"]), 3) == (2, "fits: export")
    assert best(items, Interests.of(["export"]), 3, 2) == (1, "fits: export")


def test_all_that_fits_best_first():
    found = Shelf(EVERYTHING, TODAY).all(Interests.of(["food", "export"]), [3])
    assert [(one.item.id, one.topics) for one in found] == [(2, ("food",)), (1, ("food safety",)), (5, ())]


def test_who_an_item_fits():
    assert fitting_topics(AUDIT, Interests.of(["food"])) == ("food safety",)
    assert fitting_topics(AUDIT, Interests.of(["golf"])) is None
    assert fitting_topics(CARD, Interests.of(["golf"])) == ()


@pytest.mark.parametrize(
    "forms",
    [
        ("battery", "batteries", "Battery"),
        ("ship", "ships", "shipping"),
        ("package", "packages", "packaging"),
        ("price", "prices", "pricing"),
        ("process", "processes", "processing"),
        ("box", "boxes"),
        ("audit", "audits", "auditing"),
        ("tax", "taxes", "TAX"),
        ("plan", "planning", "plans"),
        ("sell", "selling", "sells"),
        ("movie", "movies"),
        ("Straße", "STRASSE"),
    ],
)
def test_forms_of_one_word(forms):
    assert len({stem(form) for form in forms}) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [("king", "k"), ("spring", "spr"), ("analysis", "analysi"), ("status", "statu"), ("gas", "ga")],
)
def test_endings_that_are_none(one, other):
    assert stem(one) != stem(other)


def test_words_of_a_text():
    assert stems("The food-safety of our packages, and 24h delivery!") == {
        "food", "safeti", "packag", "24h", "deliveri",
    }  # fmt: skip
    assert stems("") == stems("… the of") == frozenset()


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
        until=st.none() | st.dates(date(2026, 11, 15), date(2026, 11, 25)),
        added_on=st.dates(date(2026, 1, 1), date(2026, 11, 20)),
        archived=st.booleans(),
    ),
    unique_by=lambda found: found.id,
    max_size=8,
)
PEOPLE = st.builds(Interests.of, st.lists(WORD, max_size=3), WORD, st.lists(WORD, max_size=3))


@given(items=ITEMS, person=PEOPLE, sent=st.frozensets(st.integers(1, 99), max_size=30))
def test_the_shelf_agrees_with_looking_at_each_item(items, person, sent):
    shelf = Shelf(items, TODAY)
    fitting = {
        found.id
        for found in items
        if found.offered(TODAY) and found.id not in sent and fitting_topics(found, person) is not None
    }
    listed = shelf.all(person, sent)
    assert {one.item.id for one in listed} == fitting
    assert shelf.best(person, sent) == (listed[0] if listed else None)
    assert [len(one.topics) > 0 for one in listed] == sorted(
        (len(one.topics) > 0 for one in listed), reverse=True
    )
    for one in listed:
        assert one.topics == fitting_topics(one.item, person)


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
