from dataclasses import replace
from datetime import date

import pytest

from kitdiary.domain.errors import DiaryError
from kitdiary.domain.intervals import Interval, Unit
from kitdiary.domain.people import (
    DEFAULT,
    Address,
    ClosedReason,
    Consent,
    Contact,
    Fit,
    Labelled,
    Precision,
    Role,
    Timing,
    TimingKind,
)
from kitdiary.storage.database import Store
from kitdiary.storage.lookup import Lookup
from kitdiary.storage.people import People
from tests.storage.invented import NOW, a_contact, add_contact, counted, journal_rows

WHOLE = Contact(
    id=0,
    name="Zoë Żak",
    given_name="Zoë",
    family_name="Żak",
    job_title="Head of Purchasing",
    role=Role.PARTNER,
    rating="B",
    fit=Fit.YES,
    fit_note="They use pallets",
    fit_link="https://example.com/evidence",
    fit_on=date(2026, 3, 1),
    timing=Timing(
        TimingKind.BUDGET_ROUND, date(2027, 1, 1), Precision.QUARTER, date(2026, 10, 2), "after the fair"
    ),
    consent=Consent(calls=False, email=True, other=False),
    paused_until=date(2026, 12, 1),
    closed=ClosedReason.LEFT_FIELD,
    closed_on=date(2026, 11, 1),
    first_talk_on=date(2026, 5, 5),
    added_on=date(2026, 5, 1),
    talk_every=None,
    email_every=Interval(6, Unit.WEEK),
    time_zone="Europe/Warsaw",
    language="pl",
    best_hours="after 14:00",
    source="fair",
    owner="me",
    website="https://example.com",
    notes="two\nlines",
    birthday="--04-01",
    address=Address("Long Road 1", "Łódź", "", "90-001", "PL"),
    phones=(Labelled("+48 22 123", "work"), Labelled("600 600", "mobile")),
    emails=(Labelled("Zoe@Example.com", "work"), Labelled("z@example.org")),
    tags=("Fair", "vip"),
    extra=("X-NICK:Zo", "X-OTHER:ü"),
)


def test_a_contact_comes_back_whole(store: Store) -> None:
    with store.operation("Added", NOW):
        contact_id = People(store).add(WHOLE)
    with store.read():
        assert People(store).contact(contact_id) == replace(WHOLE, id=contact_id)


def test_the_plainest_contact_comes_back(store: Store) -> None:
    contact_id = add_contact(store)
    with store.read():
        assert People(store).contact(contact_id) == a_contact(id=contact_id)


def test_many_come_back_in_the_order_asked_in_four_statements(store: Store) -> None:
    ids = [add_contact(store, f"Person {n}", tags=("x",)) for n in range(5)]
    with store.read(), counted(store) as statements:
        found = People(store).contacts([ids[3], 999, ids[0]])
    assert list(found) == [ids[3], ids[0]]
    assert len(statements) == 4


def test_an_unknown_contact_is_a_sentence(store: Store) -> None:
    with store.read(), pytest.raises(DiaryError, match="no contact 41"):
        People(store).contact(41)
    with pytest.raises(DiaryError, match="no contact 41"), store.operation("x", NOW):
        People(store).change(41, rating="A")


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("name", "Żaneta"),
        ("rating", None),
        ("fit", Fit.NO),
        ("timing", None),
        ("consent", Consent()),
        ("paused_until", None),
        ("closed", None),
        ("talk_every", DEFAULT),
        ("email_every", None),
        ("address", Address()),
        ("extra", ()),
        ("role", Role.ALLY),
        ("first_talk_on", date(2027, 1, 1)),
    ],
)
def test_one_field_changes_and_no_other(store: Store, field: str, value: object) -> None:
    with store.operation("Added", NOW):
        contact_id = People(store).add(WHOLE)
    with store.operation("Changed", NOW):
        assert People(store).change(contact_id, **{field: value})
    with store.read():
        wanted = replace(WHOLE, id=contact_id, **{field: value})  # type: ignore[arg-type]
        assert People(store).contact(contact_id) == wanted


def test_nothing_is_written_where_nothing_differs(store: Store) -> None:
    with store.operation("Added", NOW):
        contact_id = People(store).add(WHOLE)
    before = journal_rows(store)
    with store.operation("Changed", NOW) as operation:
        people = People(store)
        assert not people.change(contact_id, name=WHOLE.name, timing=WHOLE.timing, consent=WHOLE.consent)
        assert not people.set_phones(contact_id, WHOLE.phones)
        assert not people.set_emails(contact_id, WHOLE.emails)
        assert not people.set_tags(contact_id, WHOLE.tags)
    assert not operation.changed
    assert journal_rows(store) == before


def test_phones_keep_their_order_and_their_international_form(store: Store) -> None:
    def e164(number: str) -> str:
        return "+48" + number if number.isdigit() else ""

    contact_id = add_contact(store)
    with store.operation("Phones", NOW):
        People(store).set_phones(contact_id, [Labelled("22"), Labelled("11", "home")], e164)
    with store.operation("Phones", NOW):
        assert People(store).set_phones(contact_id, [Labelled("11", "home"), Labelled("33")], e164)
    with store.read():
        assert People(store).contact(contact_id).phones == (Labelled("11", "home"), Labelled("33"))
        assert Lookup(store).by_e164("+4811") == [contact_id]
        assert Lookup(store).by_e164("+4822") == []
        assert Lookup(store).by_e164("") == []


def test_tags_that_differ_by_case_are_one(store: Store) -> None:
    contact_id = add_contact(store, tags=("old", "VIP"))
    with store.operation("Tags", NOW):
        People(store).set_tags(contact_id, ["vip", "new", "New"])
    with store.read():
        assert set(People(store).contact(contact_id).tags) == {"vip", "New"}
    with store.operation("Tags", NOW):
        People(store).set_tags(contact_id, [])
    with store.read():
        assert People(store).contact(contact_id).tags == ()


def test_many_are_added_as_one_range_of_the_journal(store: Store) -> None:
    people = [replace(WHOLE, name=f"Person {n}", tags=("one", f"tag {n}")) for n in range(50)]
    with store.operation("Imported", NOW), store.bulk():
        ids = People(store).add_many(people)
    with store.read():
        assert list(People(store).contacts(ids).values()) == [
            replace(person, id=i) for i, person in zip(ids, people, strict=True)
        ]
        assert People(store).count() == 50
        assert People(store).all_ids() == list(ids)
    assert journal_rows(store) == 4


def test_a_removed_contact_takes_its_details_along(store: Store) -> None:
    with store.operation("Added", NOW):
        contact_id = People(store).add(WHOLE)
    with store.operation("Removed", NOW):
        People(store).delete(contact_id)
    with store.read():
        assert not People(store).exists(contact_id)
        assert store.rows("SELECT 1 FROM contact_phones UNION ALL SELECT 1 FROM contact_tags") == []
