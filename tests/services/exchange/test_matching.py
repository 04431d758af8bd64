"""Deciding rows: new, filled in, unchanged, left alone; the same file twice changes nothing."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kitdiary.domain.people import Address, Company, Consent, Contact, Fit, Labelled
from kitdiary.domain.phones import parse_phone
from kitdiary.services.exchange.decisions import Decision, Kind, Known, OnDuplicate, Totals
from kitdiary.services.exchange.records import ImportRecord, PhoneEntry, Reject
from tests.services.exchange.diary_model import DiaryModel

FILL, SKIP, NEW = OnDuplicate.FILL, OnDuplicate.SKIP, OnDuplicate.NEW


def row(
    line: int, name: str, company: str = "", emails: str = "", phones: str = "", **more: Any
) -> ImportRecord:
    """A record; phones are +digits, one with an ``m`` before it is a mobile."""
    entries = tuple(
        PhoneEntry(number.lstrip("m"), "mobile" if number[0] == "m" else "work", number.lstrip("m"))
        for number in phones.split()
    )
    return ImportRecord(
        line,
        name,
        company=company,
        emails=tuple(Labelled(each) for each in emails.split()),
        phones=entries,
        **more,
    )


def diary(*rows: ImportRecord) -> DiaryModel:
    """A diary of these people, each there for certain."""
    model = DiaryModel()
    model.take(rows, NEW)
    return model


def decided(model: DiaryModel, *rows: ImportRecord, on_duplicate: OnDuplicate = FILL) -> list[Decision]:
    return model.take(rows, on_duplicate)[1]


def kinds(model: DiaryModel, *rows: ImportRecord, on_duplicate: OnDuplicate = FILL) -> list[str]:
    return [decision.kind.value for decision in decided(model, *rows, on_duplicate=on_duplicate)]


ANNA = row(2, "Anna Meier", "Acme", "anna@x.example", "+1")


@pytest.mark.parametrize(
    ("other", "fill", "skip", "new"),
    [
        (row(9, "Carla Diaz", "Acme", "carla@x.example"), "added", "added", "added"),
        (ANNA, "unchanged", "duplicates", "unchanged"),
        (row(9, "anna MEIER", "", "ANNA@x.example"), "unchanged", "duplicates", "unchanged"),
        (row(9, "Anna Meier", "Acme"), "unchanged", "duplicates", "unchanged"),
        (row(9, "Anna Meier", "Acme", "anna@x.example", "+2"), "updated", "duplicates", "added"),
        (row(9, "A. Meier", "", "anna@x.example"), "unchanged", "duplicates", "added"),
        (row(9, "Bernd Kohl", "", "anna@x.example"), "duplicates", "duplicates", "added"),
        (row(9, "Bernd Kohl", "Acme", "", "+1"), "added", "added", "added"),
        (row(9, "Anna Meier", "Acme", "anna2@x.example"), "added", "added", "added"),
        (row(9, "Anna Meier", "Acme", "anna2@x.example", "+1"), "duplicates", "duplicates", "added"),
        (row(9, "Anna Meier", "Other", "anna@x.example"), "unchanged", "duplicates", "added"),
        (row(9, "Anna Meier", "Other"), "added", "added", "added"),
    ],
)
def test_one_row_about_somebody_there(other: ImportRecord, fill: str, skip: str, new: str) -> None:
    for on_duplicate, expected in ((FILL, fill), (SKIP, skip), (NEW, new)):
        assert kinds(diary(ANNA), other, on_duplicate=on_duplicate) == [expected]


def test_two_people_with_one_address_are_told_apart_by_name_or_not_at_all() -> None:
    office = diary(row(2, "Anna Meier", "", "info@x.example"), row(3, "Bernd Meier", "", "info@x.example"))
    (bernd,) = decided(office, row(9, "Bernd Meier", "", "info@x.example", "+5"))
    assert (bernd.kind, bernd.contact_id) == (Kind.FILL, 2)
    (unclear,) = decided(office, row(9, "Meier", "", "info@x.example", "+6"))
    assert unclear.kind is Kind.DUPLICATE
    assert unclear.why == (
        "Same email as Anna Meier (contact 1), Bernd Meier (contact 2): it is not clear who is meant."
    )


def test_only_what_is_empty_is_filled() -> None:
    model = diary(row(2, "Anna Meier", "Acme", "anna@x.example", job_title="Buyer", tags=("food",)))
    (decision,) = decided(
        model,
        row(
            9,
            "Anna Meier",
            "Acme",
            "anna@x.example ANNA@x.example anna@home.example",
            "+2",
            job_title="Boss",
            given_name="Anna",
            family_name="Meier",
            rating="A",
            fit=Fit.YES,
            notes="tall",
            tags=("Food", "fair"),
            address=Address(city="Köln"),
            no_calls=True,
            last_contact=date(2026, 1, 2),
        ),
    )
    assert decision.kind is Kind.FILL
    assert decision.why == "Same email as Anna Meier."
    fill = decision.fill
    assert fill is not None
    assert fill.changes == {
        "given_name": "Anna",
        "family_name": "Meier",
        "rating": "A",
        "fit": Fit.YES,
        "notes": "tall",
        "address": Address(city="Köln"),
        "consent": Consent(calls=False),
    }
    assert fill.emails == (Labelled("anna@home.example"),)
    assert [phone.value for phone in fill.phones] == ["+2"]
    assert fill.tags == ("fair",)
    assert fill.last_contact == date(2026, 1, 2)
    assert model.people[1].contact.job_title == "Buyer"


def test_a_refusal_in_the_diary_stands_and_a_touched_contact_is_not_seeded() -> None:
    model = diary(ANNA)
    known = model.people[1]
    model.people[1] = replace(
        known, has_touches=True, contact=replace(known.contact, consent=Consent(email=False))
    )
    (decision,) = decided(model, replace(ANNA, last_contact=date(2026, 1, 2)))
    assert decision.kind is Kind.UNCHANGED


def test_a_stand_in_name_gives_way_to_the_real_one() -> None:
    model = diary(row(2, "anna@x.example", "", "anna@x.example", stand_in=True))
    assert kinds(model, row(9, "Anna Meier", "Acme", "anna@x.example")) == ["updated"]
    assert (model.people[1].contact.name, model.people[1].company_name) == ("Anna Meier", "Acme")
    assert kinds(model, row(9, "anna@x.example", "", "anna@x.example", stand_in=True)) == ["unchanged"]


def test_a_company_is_linked_only_where_there_is_none() -> None:
    model = diary(row(2, "Anna Meier", "", "anna@x.example"))
    (linked,) = decided(model, row(9, "Anna Meier", "Acme", "anna@x.example", company_rating="A"))
    assert linked.link_company
    assert linked.company is not None
    assert (linked.company.company_id, linked.company.changes) == (None, {"rating": "A"})
    assert kinds(model, row(9, "Anna Meier", "Other", "anna@x.example")) == ["unchanged"]
    assert [firm.name for firm in model.firms.values()] == ["Acme"]


def test_companies_are_made_once_and_filled() -> None:
    model = DiaryModel()
    first, second, third, fourth = decided(
        model,
        row(2, "", "Acme", stand_in=True),
        row(3, "Anna Meier", "ACME", industry="Food"),
        row(4, "", "acme", company_rating="B", notes="big", address=Address(city="Köln")),
        row(5, "", "Acme", company_rating="C", notes="small"),
    )
    assert [first.kind, second.kind, third.kind, fourth.kind] == [
        Kind.ADD,
        Kind.ADD,
        Kind.FILL,
        Kind.UNCHANGED,
    ]
    assert list(model.firms.values()) == [
        Company(1, "Acme", "B", industry="Food", notes="big", address=Address(city="Köln"))
    ]
    assert kinds(model, row(2, "", "Acme", stand_in=True), on_duplicate=SKIP) == ["duplicates"]
    assert kinds(model, row(2, "", "Acme", stand_in=True), on_duplicate=NEW) == ["unchanged"]


def test_rows_of_one_file_are_compared_with_each_other() -> None:
    first = row(2, "Anna Meier", "Acme", "anna@x.example")
    again = row(3, "Anna Meier", "Acme", "anna@x.example", "+1")
    totals, decisions = DiaryModel().take([first, again, first], FILL)
    assert (totals.added, totals.updated, totals.unchanged) == (1, 1, 1)
    assert decisions[1].same_as == 2
    assert kinds(DiaryModel(), first, again, first, on_duplicate=SKIP) == [
        "added",
        "duplicates",
        "duplicates",
    ]
    assert kinds(DiaryModel(), first, again, first, on_duplicate=NEW) == ["added", "added", "unchanged"]


def test_rows_far_apart_in_a_file_still_know_each_other() -> None:
    crowd = [row(line, f"Person {line}", "", f"p{line}@x.example") for line in range(2, 1202)]
    totals, _ = DiaryModel().take([*crowd, replace(crowd[0], line=2000), Reject(2001, ("x",), "no.")])
    assert totals == Totals(added=1200, unchanged=1, rejected=1)
    assert totals.rows == 1202


def test_a_row_filled_in_twice_gets_each_thing_once() -> None:
    model = diary(ANNA)
    second = replace(ANNA, line=8, job_title="Buyer", tags=("a",))
    third = replace(ANNA, line=9, job_title="Boss", tags=("A", "b"))
    assert kinds(model, second, third) == ["updated", "updated"]
    assert (model.people[1].contact.job_title, model.people[1].contact.tags) == ("Buyer", ("a", "b"))


@pytest.mark.parametrize(
    ("other", "reason"),
    [
        (row(9, "Ana Meier", "Acme"), "Similar name and company"),
        (row(9, "Meier, Anna", "Acme", "anna@home.example"), "Same name and company"),
        (row(9, "A. Meier", "acme"), "Similar name and company"),
        (row(9, "Anna Meier", "Acme GmbH", "anna@home.example"), "Same name and company"),
        (row(9, "Anna Meier", "Acmee"), None),
        (row(9, "Anna Meyer", "Acme", "anne.w@x.example"), None),
        (row(9, "Bernd Kohl", "Acme"), None),
        (row(9, "Ana Meier", "Brand"), None),
        (row(9, "Ana Meier"), None),
    ],
)
def test_who_is_only_like_somebody_is_added_and_marked(other: ImportRecord, reason: str | None) -> None:
    for on_duplicate in (FILL, SKIP):
        model = diary(ANNA)
        (decision,) = decided(model, other, on_duplicate=on_duplicate)
        assert decision.kind is Kind.ADD
        assert decision.similar is (reason is not None)
        assert decision.why == ("" if reason is None else f"{reason} as Anna Meier (contact 1).")
        again = "unchanged" if on_duplicate is FILL else "duplicates"
        assert kinds(model, other, on_duplicate=on_duplicate) == [again]
    assert not any(decision.similar for decision in decided(diary(ANNA), other, on_duplicate=NEW))


def test_companies_misspelt_behind_their_beginning_are_like_each_other() -> None:
    model = diary(row(2, "Anna Meier", "Northgate Logistics"))
    (decision,) = decided(model, row(9, "Anna Meier", "Northgate Logistcs"))
    assert (decision.kind, decision.similar) == (Kind.ADD, True)


def test_rows_of_one_file_that_are_like_each_other() -> None:
    rows = [row(n, f"Carla Diaz{chr(96 + n)}", "Other", "") for n in range(2, 5)]
    first, *rest = decided(DiaryModel(), row(9, "Anna Meier", "Acme"), row(10, "Ana Meier", "Acme AG"), *rows)
    assert not first.similar
    assert rest[0].why == "Similar name and company as Anna Meier (line 9)."
    one, other = (row(n, name, "Acme", own_uid=True, uid=name) for n, name in ((2, "Jo Ek"), (3, "Joe Ek")))
    assert not any(decision.similar for decision in decided(DiaryModel(), one, other))


def test_a_number_that_is_not_understood_is_kept_but_finds_nobody() -> None:
    local = (PhoneEntry("ask Anna", "work"),)
    model = diary(replace(ANNA, company="", emails=(), phones=local))
    assert kinds(model, row(9, "A. Meier", "", "a@y.example", phones="")) == ["added"]
    assert kinds(model, replace(ANNA, company="", emails=(), phones=local)) == ["unchanged"]


def test_a_contact_that_vanished_while_it_was_asked_about() -> None:
    class Vanishing(DiaryModel):
        def contacts(self, ids: Any, /) -> dict[int, Known]:
            return {}

    model = Vanishing()
    model.people[1] = Known(Contact(1, "Anna Meier", emails=(Labelled("anna@x.example"),)))
    assert kinds(model, ANNA) == ["added"]


def test_totals_as_json() -> None:
    totals = Totals(added=1, updated=2, unchanged=3, duplicates=4, rejected=5)
    assert totals.as_json("google", None) == {
        "operation_id": None,
        "source": "google",
        "rows": 15,
        "added": 1,
        "updated": 2,
        "unchanged": 3,
        "duplicates": 4,
        "rejected": 5,
    }


NUMBERS = ("", "(303) 555-0142", "+1 303 555 0142", "303 555 0143", "call me")
PEOPLE = st.lists(
    st.tuples(
        st.sampled_from(["Anna Meier", "A. Meier", "Bernd Meier", "Anna", "", "anna@x.example"]),
        st.sampled_from(["", "Acme", "ACME", "Other"]),
        st.lists(
            st.sampled_from(["anna@x.example", "info@x.example", "b@y.example"]), max_size=2, unique=True
        ),
        st.sampled_from(NUMBERS),
        st.sampled_from(["", "Buyer", "Boss"]),
        st.sampled_from(["mobile", "work", "fax"]),
    ).filter(lambda person: bool(person[0] or person[1])),
    max_size=12,
)


def rows_of(people: list[tuple[str, str, list[str], str, str, str]]) -> list[ImportRecord]:
    found = []
    for line, (name, company, emails, number, job, label) in enumerate(people, 2):
        phone = parse_phone(number, "US")
        phones = (PhoneEntry(phone.value, label, phone.e164),) if number and name else ()
        own = [*emails, *([name] if "@" in name and name not in emails else [])]
        addresses = tuple(Labelled(each) for each in own) if name else ()
        found.append(
            ImportRecord(
                line,
                name,
                company=company,
                emails=addresses,
                phones=phones,
                job_title=job,
                stand_in=not name or "@" in name,
            )
        )
    return found


@given(PEOPLE, PEOPLE, st.sampled_from(OnDuplicate))
def test_the_same_file_twice_changes_nothing(before: Any, people: Any, on_duplicate: OnDuplicate) -> None:
    model = diary(*rows_of(before))
    rows = rows_of(people)
    first, _ = model.take(rows, on_duplicate)
    people_then, firms_then = dict(model.people), dict(model.firms)
    second, _ = model.take(rows, on_duplicate)
    assert (second.added, second.updated) == (0, 0)
    assert (model.people, model.firms) == (people_then, firms_then)
    assert first.rows == second.rows == len(rows)


@given(PEOPLE, PEOPLE, st.sampled_from(OnDuplicate))
def test_nothing_there_is_ever_replaced(before: Any, people: Any, on_duplicate: OnDuplicate) -> None:
    model = diary(*rows_of(before))
    then = dict(model.people)
    model.take(rows_of(people), on_duplicate)
    for number, known in then.items():
        now = model.people[number].contact
        assert now.emails[: len(known.contact.emails)] == known.contact.emails
        assert now.phones[: len(known.contact.phones)] == known.contact.phones
        assert known.contact.job_title in ("", now.job_title)
        assert now.name == known.contact.name or "@" in known.contact.name
        assert known.company_name in ("", model.people[number].company_name)
