"""One person of two: which value is kept, and what no merge may lose."""

from dataclasses import replace
from datetime import date

import pytest

from kitdiary.domain.errors import InvalidInput
from kitdiary.domain.intervals import parse_interval
from kitdiary.domain.merging import (
    MergeField,
    Side,
    default_side,
    differing,
    joined,
    merged_company,
    merged_person,
)
from kitdiary.domain.people import (
    Address,
    ClosedReason,
    Company,
    Consent,
    Contact,
    Fit,
    Labelled,
    Role,
)
from kitdiary.domain.policy import Policy

POLICY = Policy()
ON = date(2026, 11, 20)
KEPT = Contact(1, "Priya Raman", first_talk_on=ON, added_on=ON)
OTHER = replace(KEPT, id=2, name="P. Raman")


def test_where_one_is_silent_the_other_speaks() -> None:
    other = replace(OTHER, job_title="Buyer", fit=Fit.YES, fit_note="runs five presses", role=Role.CUSTOMER)
    after = merged_person(KEPT, other, POLICY)
    assert (after.id, after.name) == (1, "Priya Raman")
    assert (after.job_title, after.fit, after.fit_note, after.role) == (
        "Buyer",
        Fit.YES,
        "runs five presses",
        Role.CUSTOMER,
    )


def test_where_both_speak_it_can_be_chosen() -> None:
    kept, other = replace(KEPT, company_id=7, job_title="Buyer"), replace(OTHER, company_id=8)
    assert differing(kept, other) == [MergeField.NAME, MergeField.COMPANY, MergeField.JOB_TITLE]
    assert merged_person(kept, other, POLICY).company_id == 7
    after = merged_person(kept, other, POLICY, {MergeField.COMPANY: Side.OTHER, MergeField.NAME: Side.OTHER})
    assert (after.company_id, after.name, after.job_title) == (8, "P. Raman", "Buyer")


@pytest.mark.parametrize(("one", "other", "expected"), [("C", "A", "A"), ("A", "C", "A"), (None, "D", "D")])
def test_the_better_rating_is_kept(one: str | None, other: str, expected: str) -> None:
    kept, gone = replace(KEPT, rating=one), replace(OTHER, rating=other)
    assert merged_person(kept, gone, POLICY).rating == expected
    assert merged_person(kept, gone, POLICY, {MergeField.RATING: Side.KEPT}).rating == one


def test_the_stricter_consent_wins_whatever_is_chosen() -> None:
    kept, other = replace(KEPT, consent=Consent(calls=False)), replace(OTHER, consent=Consent(email=False))
    for side in Side:
        after = merged_person(kept, other, POLICY, dict.fromkeys(MergeField, side))
        assert after.consent == Consent(calls=False, email=False)


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        (ClosedReason.LEFT_FIELD, None, None),
        (ClosedReason.DUPLICATE, None, None),
        (ClosedReason.NO_CONTACT, None, ClosedReason.NO_CONTACT),
        (ClosedReason.DECEASED, ClosedReason.LEFT_FIELD, ClosedReason.DECEASED),
        (ClosedReason.LEFT_FIELD, ClosedReason.DUPLICATE, ClosedReason.LEFT_FIELD),
    ],
)
def test_active_wins_but_over_a_refusal(
    one: ClosedReason | None, other: ClosedReason | None, expected: ClosedReason | None
) -> None:
    kept, gone = replace(KEPT, closed=one, closed_on=ON), replace(OTHER, closed=other, closed_on=ON)
    assert merged_person(kept, gone, POLICY).closed == expected
    if other is None:
        turned = merged_person(replace(gone, closed_on=None), kept, POLICY)
        assert turned.closed == expected
        assert (turned.closed_on is None) == (expected is None)


def test_a_pause_stands_only_where_both_pause() -> None:
    june, may = date(2027, 6, 1), date(2027, 5, 1)
    kept = replace(KEPT, paused_until=june)
    assert merged_person(kept, OTHER, POLICY).paused_until is None
    assert merged_person(kept, replace(OTHER, paused_until=may), POLICY).paused_until == may


def test_what_began_earlier_counts_and_every_note_is_kept() -> None:
    earlier = date(2025, 1, 7)
    other = replace(OTHER, added_on=earlier, first_talk_on=earlier, notes="Likes tea.", extra=("X-A:1",))
    after = merged_person(replace(KEPT, notes="Met at the fair.", extra=("X-B:2",)), other, POLICY)
    assert (after.added_on, after.first_talk_on) == (earlier, earlier)
    assert after.notes == "Met at the fair.\n\nLikes tea."
    assert after.extra == ("X-B:2", "X-A:1")
    assert joined("tea", "Likes tea.") == "Likes tea."
    assert joined("Likes tea.", "tea") == "Likes tea."


def test_two_overrides_never_leave_a_rating_without_a_clock() -> None:
    kept = replace(KEPT, talk_every=None, email_every=parse_interval("2w"))
    after = merged_person(
        kept, replace(OTHER, email_every=None), POLICY, {MergeField.EMAIL_EVERY: Side.OTHER}
    )
    assert (after.talk_every, after.email_every) == (None, parse_interval("2w"))


def test_nobody_introduces_themselves_by_a_merge() -> None:
    assert merged_person(replace(KEPT, introduced_by=2), OTHER, POLICY).introduced_by is None
    third = merged_person(replace(KEPT, introduced_by=2), replace(OTHER, introduced_by=3), POLICY)
    assert third.introduced_by == 3
    assert merged_person(KEPT, replace(OTHER, introduced_by=1), POLICY).introduced_by is None


def test_an_address_standing_in_for_a_name_gives_way() -> None:
    kept = replace(KEPT, name="p@x.example", emails=(Labelled("p@x.example"),))
    assert default_side(MergeField.NAME, kept, OTHER, POLICY) is Side.OTHER
    assert merged_person(kept, OTHER, POLICY).name == "P. Raman"


def test_one_entry_is_not_merged_with_itself() -> None:
    with pytest.raises(InvalidInput, match="same entry"):
        merged_person(KEPT, KEPT, POLICY)


def test_companies() -> None:
    kept = Company(1, "Acme GmbH", rating="B", notes="Old.")
    other = Company(2, "Acme", rating="A", industry="Paper", notes="New.", address=Address(city="Kiel"))
    after = merged_company(kept, other, POLICY)
    assert after == Company(1, "Acme GmbH", "A", "Paper", "", "Old.\n\nNew.", Address(city="Kiel"))
