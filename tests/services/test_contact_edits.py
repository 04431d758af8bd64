"""Changing people: each field, several people at once, and what an edit leaves alone."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from kitdiary.domain.errors import DiaryError
from kitdiary.domain.intervals import Interval, Unit
from kitdiary.domain.people import (
    DEFAULT,
    Address,
    ClosedReason,
    Consent,
    Fit,
    Labelled,
    Precision,
    Timing,
    TimingKind,
)
from kitdiary.domain.touches import Channel, Outcome
from kitdiary.services.diary import Diary
from kitdiary.services.exchange.import_request import ImportRequest
from kitdiary.services.touch_log import TouchDraft
from tests.services.diaries import (
    added,
    everything,
    on,
    person,
    plan_of,
    set_clock,
    undone_exactly,
)
from tests.storage.diaries import dump

SIX_WEEKS = Interval(6, Unit.WEEK)


def door(when: str) -> Timing:
    return Timing(TimingKind.CONTRACT_END, on(when), Precision.DAY, on("2026-11-20"))


def edits() -> list[tuple[dict[str, Any], Callable[[Any], object], object]]:
    return [
        (
            {"name": "Jo van Dam"},
            lambda c: (c.name, c.given_name, c.family_name),
            ("Jo van Dam", "Jo", "van Dam"),
        ),
        ({"rating": None}, lambda c: c.rating, None),
        ({"rating": "d"}, lambda c: c.rating, "D"),
        ({"fit": Fit.NO}, lambda c: (c.fit, c.fit_on), (Fit.NO, on("2026-11-27"))),
        ({"fit_note": "saw their plant"}, lambda c: (c.fit, c.fit_on), (Fit.YES, on("2026-11-27"))),
        ({"closed": ClosedReason.LEFT_FIELD}, lambda c: c.closed_on, on("2026-11-27")),
        ({"pause_until": on("2027-01-04")}, lambda c: c.paused_until, on("2027-01-04")),
        ({"pause_until": None}, lambda c: c.paused_until, None),
        ({"timing": None}, lambda c: c.timing, None),
        ({"talk_every": SIX_WEEKS}, lambda c: c.talk_every, SIX_WEEKS),
        ({"talk_every": DEFAULT}, lambda c: c.talk_every, DEFAULT),
        ({"calls": False}, lambda c: c.consent, Consent(calls=False)),
        ({"city": "Oslo"}, lambda c: c.address, Address(city="Oslo", country="NO")),
        ({"tag": ("b",), "untag": ("A",)}, lambda c: c.tags, ("b",)),
        ({"untag": ("nothing of the kind",)}, lambda c: c.tags, ("a",)),
        ({"tags": ()}, lambda c: c.tags, ()),
        (
            {"email": "NEW@x.example"},
            lambda c: c.emails,
            (Labelled("NEW@x.example"), Labelled("o@x.example", "work")),
        ),
        ({"email": "O@x.example"}, lambda c: c.emails, (Labelled("O@x.example", "work"),)),
        ({"emails": ()}, lambda c: c.emails, ()),
        (
            {"emails": (Labelled("p@x.example"), Labelled("P@X.example", "home"))},
            lambda c: c.emails,
            (Labelled("p@x.example"),),
        ),
        ({"phone": "+49 (0)89 / 123456"}, lambda c: c.phones, (Labelled("+49 (0)89 / 123456", "office"),)),
        ({"company": ""}, lambda c: c.company_id, None),
    ]


@pytest.mark.parametrize(("fields", "look", "wanted"), edits())
def test_each_field_can_be_changed_and_changed_back(
    diary: Diary, fields: dict[str, Any], look: Callable[[Any], object], wanted: object
) -> None:
    contact_id = added(
        diary,
        "Ann Lee",
        company="Acme",
        fit=Fit.YES,
        rating="A",
        country="NO",
        tags=("a",),
        timing=door("2027-03-01"),
        emails=(Labelled("o@x.example", "work"),),
        phones=(Labelled("+49 89 123456", "office"),),
    )
    set_clock(diary, "2026-11-27T10:00")
    before = person(diary, contact_id)
    if look(before) == wanted:
        assert diary.contacts.edit((contact_id,), **fields).operation_id is None
    else:
        change = undone_exactly(diary, lambda: diary.contacts.edit((contact_id,), **fields))
        assert change.contact_ids == (contact_id,)
    assert look(person(diary, contact_id)) == wanted


def test_an_edit_that_changes_nothing_writes_nothing(diary: Diary) -> None:
    contact_id = added(diary, "Ann Lee", company="Acme", fit=Fit.YES, tags=("x",), phone="089 1", calls=False)
    diary.contacts.edit((contact_id,), closed=ClosedReason.LEFT_FIELD)
    set_clock(diary, "2026-12-01")
    before = everything(diary)
    change = diary.contacts.edit(
        (contact_id,),
        name="Ann Lee",
        company="acme",
        fit=Fit.YES,
        tag=("X",),
        calls=False,
        closed=ClosedReason.LEFT_FIELD,
    )
    assert change.operation_id is not None  # the tag's spelling
    diary.safety.undo(change.operation_id)
    same = diary.contacts.edit(
        (contact_id,), name="Ann Lee", company="acme", fit=Fit.YES, tag=("x",), calls=False
    )
    assert same.operation_id is None
    assert person(diary, contact_id).closed_on == on("2026-11-20")
    assert {
        name: rows for name, rows in everything(diary).items() if name in before and name.startswith("c")
    } == {name: rows for name, rows in before.items() if name.startswith("c")}


def test_what_an_edit_does_not_speak_of_stays_however_odd_it_is(diary: Diary) -> None:
    contact_id = added(diary, "Ann Lee")
    store = diary.context.store
    with store.operation("As another program left it", diary.context.now()):
        diary.context.people.set_emails(contact_id, (Labelled("not an address"),))
        store.update("contacts", contact_id, given_name="Ann Marie", city="c" * 500)
    diary.contacts.edit((contact_id,), rating="A", name="Ann Lee")
    found = person(diary, contact_id)
    assert (found.rating, found.emails, found.given_name) == ("A", (Labelled("not an address"),), "Ann Marie")
    assert found.address.city == "c" * 500


def test_several_contacts_move_into_a_new_company_at_once(diary: Diary) -> None:
    ids = (added(diary, "A", company="Old"), added(diary, "B"))
    change = undone_exactly(diary, lambda: diary.contacts.edit(ids, company="New", company_rating="A"))
    assert change.what == "Changed 2 contacts"
    company_id = person(diary, ids[0]).company_id
    assert change.company_ids == (company_id,)
    assert [plan_of(diary, contact_id).effective_rating for contact_id in ids] == ["A", "A"]


def test_an_edit_of_nobody_changes_nothing(diary: Diary) -> None:
    assert diary.contacts.edit((), rating="A").operation_id is None


def test_a_change_of_many_tells_how_far_it_is(diary: Diary) -> None:
    ids = [added(diary, f"Person {n}") for n in range(3)]
    told: list[tuple[int, int]] = []

    def progress(done: int, total: int) -> bool:
        told.append((done, total))
        return True

    change = diary.contacts.rate(ids, "A", progress)
    assert change.what == "Rated 3 contacts A"
    assert told == [(0, 6), (3, 6)]


def test_a_change_of_many_that_is_stopped_leaves_nothing(diary: Diary) -> None:
    ids = [added(diary, f"Person {n}") for n in range(3)]
    before = dump(diary.context.store)
    with pytest.raises(DiaryError, match="nothing was changed"):
        diary.contacts.edit(ids, progress=lambda done, _total: done < 3, tag=("fair",))
    assert dump(diary.context.store) == before


def test_a_number_is_in_the_country_of_its_owner_and_stays_there(diary: Diary, tmp_path: Path) -> None:
    diary.settings.set("country", "DE")
    file = tmp_path / "people.csv"
    file.write_text("Name,Phone,Country\nTom Eriksen,21 00 00 00,Norway\n", encoding="utf-8")
    diary.imports.run(ImportRequest(file))
    one = diary.contacts.add(name="Kari Moe", phone="22 00 00 00", country="NO").contact_ids[0]
    diary.contacts.edit([1], phones=[Labelled("21 00 00 00"), Labelled("23 00 00 00", "mobile")])
    diary.log.record(
        TouchDraft((1,), Channel.CALL, Outcome.WRONG_NUMBER, at=diary.context.now() - timedelta(hours=1))
    )
    with diary.context.store.read():
        for number, whose in (("+4721000000", 1), ("+4723000000", 1), ("+4722000000", one)):
            assert diary.context.lookup.by_e164(number) == [whose]
