"""Who gets what: suggestions for a person, and whom an item fits (PRODUCT §2.11, §4 Library)."""

from datetime import date

import pytest

from kitdiary.domain.content import ColleagueHad
from kitdiary.domain.people import ClosedReason, Precision, Timing, TimingKind
from kitdiary.domain.touches import Channel, InsightKind, Outcome
from kitdiary.services.diary import Diary
from kitdiary.services.touch_log import TouchDraft
from kitdiary.storage.fits import Fits
from kitdiary.storage.interests import known_interests
from tests.services.diaries import local, on, set_clock

WORDS = ("battery", "cold chain", "claims", "Palette", "export", "Veltra", "smoked fish")


def add(diary: Diary, name: str, **fields: object) -> int:
    return diary.contacts.add(name=name, **fields).contact_ids[0]  # type: ignore[arg-type]


def item(diary: Diary, title: str, *topics: str, **more: object) -> int:
    diary.library.add(title, topics=topics, **more)  # type: ignore[arg-type]
    return diary.library.items(title)[0].id


def heard(diary: Diary, who: int, kind: InsightKind, text: str, at: str = "2026-10-01") -> None:
    draft = TouchDraft((who,), Channel.CALL, Outcome.SPOKE, at=local(at), insights=((kind, text),))
    diary.log.record(draft)


def send(diary: Diary, who: int, title: str = "", at: str = "2026-11-19T10:00", why: str = "") -> None:
    email, sent = Channel.EMAIL, Outcome.SENT
    diary.log.record(TouchDraft((who,), email, sent, at=local(at), content=title or None, why=why))


def names(found: tuple[object, ...]) -> list[str]:
    return [one.name for one in found]  # type: ignore[attr-defined]


def test_what_they_said_in_another_form_of_the_word(diary: Diary) -> None:
    item(diary, "Charging well", "battery")
    who = add(diary, "Ann")
    assert diary.suggestions.best_for(who) is None
    heard(diary, who, InsightKind.FRUSTRATION, "Flat batteries every Monday")
    found = diary.suggestions.best_for(who)
    assert found is not None
    assert found.reason == "fits: battery; new this month"


def test_a_german_word_and_the_supplier_in_the_note_of_a_contract(diary: Diary) -> None:
    item(diary, "Holz und Kunststoff", "Palette")
    item(diary, "Veltra closed a depot", competitor="Veltra")
    who = add(diary, "Bernd", tag=("Paletten",))
    assert [one.item.title for one in diary.suggestions.of(who)] == ["Holz und Kunststoff"]
    timing = Timing(
        TimingKind.CONTRACT_END, date(2027, 3, 1), Precision.MONTH, date(2026, 11, 1), "the one with Veltra"
    )
    diary.contacts.edit((who,), timing=timing)
    assert [one.item.title for one in diary.suggestions.of(who)] == [
        "Veltra closed a depot",
        "Holz und Kunststoff",
    ]


def test_never_twice_in_whatever_way_it_came_and_not_when_it_is_over(diary: Diary) -> None:
    item(diary, "One", "export")
    item(diary, "Two", "export", until=on("2026-11-25"))
    who = add(diary, "Ann", tag=("export",))
    assert [one.item.title for one in diary.suggestions.of(who)] == ["Two", "One"]
    web, received = Channel.WEB, Outcome.RECEIVED
    diary.log.record(TouchDraft((who,), web, received, at=local("2026-11-10"), content="One"))
    assert [one.item.title for one in diary.suggestions.of(who)] == ["Two"]
    set_clock(diary, "2026-11-26T09:00")
    assert diary.suggestions.of(who) == []
    assert diary.suggestions.best_for(who) is None


def test_a_bounced_one_was_not_had(diary: Diary) -> None:
    number = item(diary, "One", "export")
    who = add(diary, "Ann", tag=("export",))
    draft = TouchDraft((who,), Channel.EMAIL, Outcome.BOUNCED, at=local("2026-11-01"), content="One")
    diary.log.record(draft)
    assert [one.item.id for one in diary.suggestions.of(who)] == [number]
    assert names(diary.suggestions.who_fits(number).now) == ["Ann"]


def test_it_says_which_colleague_has_had_it_and_when(diary: Diary) -> None:
    number = item(diary, "One", "export")
    ann = add(diary, "Ann", company="Acme", tag=("export",))
    bob = add(diary, "Bob", company="Acme", tag=("export",))
    eve = add(diary, "Eve", company="Other", tag=("export",))
    send(diary, bob, "One", "2026-10-05T10:00")
    send(diary, eve, "One", "2026-10-06T10:00")
    had = ColleagueHad(bob, "Bob", on("2026-10-05"))
    found = diary.suggestions.best_for(ann)
    assert found is not None
    assert found.colleague == had
    (shown,) = diary.suggestions.who_fits(number).now
    assert (shown.contact_id, shown.colleague) == (ann, had)


def test_something_new_in_the_library_is_seen_at_once(diary: Diary) -> None:
    who = add(diary, "Ann", tag=("export",))
    assert diary.suggestions.best_for(who) is None
    item(diary, "One", "export")
    assert diary.suggestions.best_for(who) is not None
    diary.safety.undo()
    assert diary.suggestions.best_for(who) is None


# -- for one item ------------------------------------------------------------------------------------


def test_who_it_fits_best_first_by_points_then_rating(diary: Diary) -> None:
    number = item(diary, "One", "export", "claims")
    add(diary, "C one", rating="C", tag=("export",))
    add(diary, "A one", rating="A", tag=("export",))
    add(diary, "Both", rating="D", tag=("export", "claim"))
    add(diary, "Neither", rating="A", tag=("golf",))
    found = diary.suggestions.who_fits(number)
    assert names(found.now) == ["Both", "A one", "C one"]
    assert found.now[0].reason == "fits: claims, export; new this month"
    assert (found.now_count, found.held_count) == (3, 0)
    assert names(diary.suggestions.who_fits(number, most=1).now) == ["Both"]


@pytest.mark.parametrize(
    ("fields", "offered"),
    [
        ({}, True),
        ({"closed": ClosedReason.LEFT_FIELD}, False),
        ({"email_allowed": False}, True),  # a letter may go
        ({"email_allowed": False, "other": False}, False),
    ],
)
def test_whom_nothing_may_be_sent_is_not_there(
    diary: Diary, fields: dict[str, object], offered: bool
) -> None:
    number = item(diary, "One", "export")
    who = add(diary, "Ann", tag=("export",))
    if fields:
        diary.contacts.edit((who,), **fields)  # type: ignore[arg-type]
    found = diary.suggestions.who_fits(number)
    assert (names(found.now), found.held) == (["Ann"] if offered else [], ())


@pytest.mark.parametrize(
    ("own", "colleague", "until"),
    [  # It is Friday 20 November 2026.
        (None, None, None),
        ("2026-11-19", None, "2026-11-26"),
        ("2026-11-14", None, "2026-11-23"),  # Saturday the 21st goes to Monday
        ("2026-11-13", None, None),
        (None, "2026-11-20", "2026-11-23"),
        (None, "2026-11-18", None),
        ("2026-11-16", "2026-11-20", "2026-11-23"),
        ("2026-11-19", "2026-11-20", "2026-11-26"),
    ],
)
def test_whom_the_nuisance_rule_holds_back_and_until_when(
    diary: Diary, own: str | None, colleague: str | None, until: str | None
) -> None:
    number = item(diary, "One", "export")
    who = add(diary, "Ann", company="Acme", tag=("export",))
    other = add(diary, "Bob", company="Acme")
    for whom, day in ((who, own), (other, colleague)):
        if day is not None:
            send(diary, whom, at=f"{day}T08:00", why="it helps")
    found = diary.suggestions.who_fits(number)
    if until is None:
        assert (names(found.now), found.held_count) == (["Ann"], 0)
    else:
        assert (found.now, names(found.held), found.held_count) == ((), ["Ann"], 1)
        assert (found.held[0].held_until, found.held[0].paused) == (on(until), False)


def test_an_attempt_holds_nobody_back_and_a_pause_does(diary: Diary) -> None:
    number = item(diary, "One", "export")
    who = add(diary, "Ann", tag=("export",))
    draft = TouchDraft((who,), Channel.CALL, Outcome.NO_ANSWER, at=local("2026-11-19"))
    diary.log.record(draft)
    assert names(diary.suggestions.who_fits(number).now) == ["Ann"]
    diary.contacts.edit((who,), pause_until=on("2027-01-09"))
    (held,) = diary.suggestions.who_fits(number).held
    assert (held.held_until, held.paused) == (on("2027-01-11"), True)


def test_one_about_nothing_in_particular_is_for_all_and_an_archived_one_for_nobody(diary: Diary) -> None:
    number = item(diary, "One")
    add(diary, "Ann")
    add(diary, "Bob", rating="A")
    assert names(diary.suggestions.who_fits(number).now) == ["Bob", "Ann"]
    diary.library.edit(number, archived=True)
    assert diary.suggestions.who_fits(number).now_count == 0


def test_asking_everybody_at_once_finds_whom_asking_each_finds(diary: Diary) -> None:
    """The sets of `Fits` against the rule itself, for every sort of item and every place of a word."""
    places = ("tags", "industry", "need", "cannot", "note", "compound")
    people = []
    for number, word in enumerate(WORDS):
        for place in places:
            company = f"Firm {number} {place}"
            tag = {"tags": (f"{word}s",), "compound": (word.split()[0], "old fish")}.get(place, ())
            who = add(diary, f"{word} {place}", company=company, tag=tag)
            people.append(who)
            if place == "industry":
                firm = diary.cards.one(who).company
                assert firm is not None
                diary.contacts.edit_company(firm.id, industry=f"{word} and more")
            elif place in ("need", "cannot"):
                heard(diary, who, InsightKind(place), f"They asked about {word.upper()}s today")
            elif place == "note":
                timing = Timing(TimingKind.OTHER, date(2027, 3, 1), Precision.DAY, date(2026, 11, 1), word)
                diary.contacts.edit((who,), timing=timing)
    ids = [item(diary, f"About {word}", word) for word in WORDS]
    ids += [item(diary, f"For {word}", industries=(word,)) for word in WORDS]
    ids += [item(diary, f"Against {word}", competitor=word) for word in WORDS]
    ids += [item(diary, "Much", *WORDS, industries=("claims", "cold"), competitor="claims")]
    store, today = diary.context.store, diary.context.today()
    with store.read():
        known = known_interests(store, people)
        for one in diary.context.library.items(ids):
            from kitdiary.domain.fitting import fit

            each = {who: fit(one, found.interests, today) for who, found in known.items()}
            wanted = {who: found.points for who, found in each.items() if found is not None}
            assert Fits(store).points(one, today) == wanted, one.title
            assert wanted, one.title
