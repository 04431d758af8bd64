"""Adding and changing people and companies."""

from typing import Any

import pytest

from kitdiary.domain.errors import InvalidInput
from kitdiary.domain.intervals import Interval, Unit
from kitdiary.domain.people import (
    Address,
    Consent,
    Fit,
    Labelled,
    Precision,
    Role,
    Timing,
    TimingKind,
)
from kitdiary.services.changes import Kind
from kitdiary.services.diary import Diary
from tests.services.diaries import (
    added,
    assert_plans_true,
    due,
    on,
    person,
    plan_of,
    refused,
    undone_exactly,
)

SIX_WEEKS = Interval(6, Unit.WEEK)


def door(when: str, note: str = "") -> Timing:
    return Timing(TimingKind.CONTRACT_END, on(when), Precision.DAY, on("2026-11-20"), note)


# -- adding ------------------------------------------------------------------------------------------


def test_a_contact_added_alone_is_first_talked_to_two_working_days_on(diary: Diary) -> None:
    change = undone_exactly(diary, lambda: diary.contacts.add(name="Priya Raman", rating="a"))
    (contact_id,) = change.contact_ids
    found = person(diary, contact_id)
    assert (found.name, found.given_name, found.family_name, found.rating) == (
        "Priya Raman",
        "Priya",
        "Raman",
        "A",
    )
    assert (found.added_on, found.first_talk_on) == (on("2026-11-20"), on("2026-11-24"))
    assert due(plan_of(diary, contact_id).talk) == "2026-11-24"
    assert change.what == "Added Priya Raman"
    assert change.replanned == {contact_id}
    assert change.kinds == {Kind.CONTACTS, Kind.STEPS}


def test_everything_that_can_be_said_of_a_contact_is_kept(diary: Diary) -> None:
    by = added(diary, "Sam Okoro")
    contact_id = added(
        diary,
        "  Zoë \n O’Brien  ",
        company="Acme",
        job_title="Buyer",
        role=Role.CUSTOMER,
        company_rating="b",
        fit=Fit.YES,
        fit_note="line one\r\nline two",
        fit_link="https://acme.example",
        timing=door("2027-03-01", " ends \x00soon "),
        calls=False,
        email_allowed=True,
        other=False,
        pause_until=on("2026-12-01"),
        talk_every=None,
        email_every=SIX_WEEKS,
        time_zone=" America/Denver ",
        language="en",
        best_hours="mornings",
        source="fair",
        owner="me",
        website="acme.example",
        notes="👩‍🚀 שלום",
        birthday="05-01",
        introduced_by=by,
        street="Main 1",
        city="Denver",
        region="CO",
        postcode="80014",
        country="US",
        email="zoe@acme.example",
        phone="+49 89 123456",
        tags=("VIP", "vip", "", "éclair"),
        tag=("Alpha",),
    )
    found = person(diary, contact_id)
    assert found.name == "Zoë O’Brien"
    assert (found.fit, found.fit_note, found.fit_on) == (Fit.YES, "line one\nline two", on("2026-11-20"))
    assert found.timing == door("2027-03-01", "ends soon")
    assert found.consent == Consent(calls=False, email=True, other=False)
    assert (found.talk_every, found.email_every) == (None, SIX_WEEKS)
    assert found.time_zone == "America/Denver"
    assert found.address == Address("Main 1", "Denver", "CO", "80014", "US")
    assert found.emails == (Labelled("zoe@acme.example"),)
    assert found.tags == ("Alpha", "éclair", "vip")
    assert (found.introduced_by, found.role, found.paused_until) == (by, Role.CUSTOMER, on("2026-12-01"))
    with diary.context.store.read():
        assert diary.context.companies.one(found.company_id or 0).rating == "B"
        assert diary.context.lookup.by_e164("+4989123456") == [contact_id]
    assert_plans_true(diary)


def test_a_new_company_is_made_once_and_found_again_whatever_its_case(diary: Diary) -> None:
    first = undone_exactly(diary, lambda: diary.contacts.add(name="A", company="Müller GmbH"))
    second = diary.contacts.add(name="B", company="MULLER gmbh")
    assert first.company_ids == (1,)
    assert Kind.COMPANIES in first.kinds
    assert second.company_ids == ()
    assert Kind.COMPANIES not in second.kinds
    assert person(diary, first.contact_ids[0]).company_id == person(diary, second.contact_ids[0]).company_id


def test_a_company_rated_while_adding_moves_the_colleagues(diary: Diary) -> None:
    colleague = added(diary, "A", company="Acme")
    change = undone_exactly(diary, lambda: diary.contacts.add(name="B", company="Acme", company_rating="A"))
    assert change.replanned == {colleague, *change.contact_ids}
    assert plan_of(diary, colleague).effective_rating == "A"


REFUSED_FIELDS: list[tuple[dict[str, Any], str]] = [
    ({"name": " \n "}, "needs a name"),
    ({"name": "x" * 10_000}, "characters long"),
    ({"rating": "E"}, "not a rating"),
    ({"rating": ""}, "not a rating"),
    ({"company": "Acme", "company_rating": "Z"}, "not a rating"),
    ({"company_rating": "A"}, "needs a company"),
    ({"company": "y" * 301}, "company"),
    ({"time_zone": "Mars/Olympus"}, "not a time zone"),
    ({"time_zone": "../../etc/passwd"}, "not a time zone"),
    ({"email": "nobody"}, "not an email address"),
    ({"emails": (Labelled(""),)}, "not an email address"),
    ({"phones": (Labelled("  "),)}, "phone number"),
    ({"pause_until": on("2026-11-20")}, "later day than today"),
    ({"pause_until": on("9999-12-31")}, "out of reach"),
    ({"timing": door("9999-12-31")}, "out of reach"),
    ({"timing": door("1066-10-14")}, "out of reach"),
    ({"talk_every": None, "email_every": None}, "neither talks nor value-adds"),
    ({"email_every": None}, "neither talks nor value-adds with rating D"),
    ({"introduced_by": 4711}, "no contact 4711"),
    ({"tags": ("t" * 301,)}, "tag"),
    ({"notes": "n" * 100_001}, "characters long"),
]


@pytest.mark.parametrize(("fields", "words"), REFUSED_FIELDS)
@pytest.mark.parametrize("way", ["add", "edit"])
def test_what_cannot_be_is_refused_and_nothing_is_half_written(
    diary: Diary, way: str, fields: dict[str, Any], words: str
) -> None:
    present = added(diary, "Present")

    def act() -> object:
        if way == "edit":
            return diary.contacts.edit((present,), **fields)
        return diary.contacts.add(**({"name": "New"} | fields))

    refused(diary, act, words)


def test_a_refusal_for_the_last_of_several_leaves_the_first_as_they_were(diary: Diary) -> None:
    ids = (added(diary, "A", company="Acme"), added(diary, "B"))
    refused(diary, lambda: diary.contacts.edit(ids, company_rating="A"), "B has none", InvalidInput)
    refused(diary, lambda: diary.contacts.edit((*ids, 99), rating="A"), "no contact 99")


def test_nobody_introduces_themselves_but_a_circle_is_cut(diary: Diary) -> None:
    a = added(diary, "A")
    b = added(diary, "B", introduced_by=a)
    refused(diary, lambda: diary.contacts.edit((a,), introduced_by=a), "themselves", InvalidInput)
    undone_exactly(diary, lambda: diary.contacts.edit((a,), introduced_by=b))
    undone_exactly(diary, lambda: diary.opportunities.put(a, "Press"))
    assert plan_of(diary, b).thanks is not None
    assert plan_of(diary, a).thanks is None


# -- rating ------------------------------------------------------------------------------------------


def test_rating_says_whom_and_what(diary: Diary) -> None:
    one, two = added(diary, "Ann Lee"), added(diary, "Bo Lind")
    assert undone_exactly(diary, lambda: diary.contacts.rate((one,), "a")).what == "Rated Ann Lee A"
    assert undone_exactly(diary, lambda: diary.contacts.rate((one, two), "B")).what == "Rated 2 contacts B"
    assert diary.contacts.rate((one,), None).what == "Took the rating of Ann Lee away"
    refused(diary, lambda: diary.contacts.rate((one,), "Q"), "not a rating", InvalidInput)


def test_a_company_s_rating_counts_for_all_there_without_one(diary: Diary) -> None:
    own, none = added(diary, "A", company="Acme", rating="D"), added(diary, "B", company="Acme")
    change = undone_exactly(diary, lambda: diary.contacts.rate_company("ACME", "a"))
    assert (change.what, change.company_ids) == ("Rated Acme A", (1,))
    assert change.replanned == {own, none}
    assert plan_of(diary, own).effective_rating == "D"
    assert plan_of(diary, none).effective_rating == "A"
    assert diary.contacts.rate_company("Acme", "A").operation_id is None
    assert diary.contacts.rate_company("Acme", None).what == "Took the rating of Acme away"
    refused(diary, lambda: diary.contacts.rate_company("Nowhere", "A"), "no company called “Nowhere”")


# -- finding -----------------------------------------------------------------------------------------


def test_a_contact_is_found_by_id_address_or_name(diary: Diary) -> None:
    ann = added(diary, "Ann Lee", email="ann@x.example")
    jose = added(diary, "José Núñez")
    assert diary.contacts.find(str(ann)) == ann
    assert diary.contacts.find(" ANN@x.example ") == ann
    assert diary.contacts.find("jose nunez") == jose
    assert diary.contacts.find("nun") == jose
    refused(diary, lambda: diary.contacts.find("Nobody"), "Nobody in this diary is called “Nobody”")
    refused(diary, lambda: diary.contacts.find(""), "Nobody in this diary")
    for number in range(7):
        added(diary, f"Kim {number}")
    refused(diary, lambda: diary.contacts.find("Kim"), "and 2 more")
    refused(diary, lambda: diary.contacts.one(99), "no contact 99")
