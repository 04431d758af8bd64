"""Somebody leaves their company: the person stays in the diary, and somebody follows them."""

from datetime import date

from kitdiary.domain.errors import InvalidInput
from kitdiary.services.diary import Diary
from kitdiary.services.job_changes import Departure, Successor
from tests.services.diaries import added, due, on, person, plan_of, refused, undone_exactly

LEFT = on("2026-11-16")


def priya(diary: Diary, **fields: object) -> int:
    return added(diary, "Priya Raman", company="Northgate", job_title="Head of Procurement", **fields)


def firm_of(diary: Diary, contact_id: int) -> int:
    found = person(diary, contact_id).company_id
    assert found is not None
    return found


def test_to_a_new_company_with_a_promise_to_ask_who_follows(diary: Diary) -> None:
    who = priya(diary, company_rating="A")
    old = firm_of(diary, who)
    ask = diary.job_changes.ask_on()
    assert ask == on("2026-11-27")  # five working days after Friday
    change = undone_exactly(
        diary,
        lambda: diary.job_changes.leave(Departure(who, LEFT, "Veltra", "Director", ask_on=ask)),
    )
    assert change.what == "Priya Raman left Northgate for Veltra"
    assert set(change.company_ids) > {old}
    now = person(diary, who)
    assert (now.job_title, diary.contacts.company(firm_of(diary, who)).name) == ("Director", "Veltra")
    assert plan_of(diary, who).effective_rating == "C"  # Northgate's A does not come along
    (job,) = diary.job_changes.of_contact(who)
    assert (job.company, job.job_title, job.left_on) == ("Northgate", "Head of Procurement", LEFT)
    assert job.successor_id is None
    assert diary.job_changes.of_company(old) == [job]
    promise = plan_of(diary, who).promise
    assert due(promise) == "2026-11-27"
    assert promise is not None
    assert promise.reason.what == "ask who followed Priya Raman at Northgate"


def test_nobody_knows_where_and_a_new_person_follows(diary: Diary) -> None:
    who = priya(diary)
    old = firm_of(diary, who)
    new = Successor(
        name="Sam Yu", job_title="Head of Procurement", email="sam@northgate.example", introduced=True
    )
    undone_exactly(diary, lambda: diary.job_changes.leave(Departure(who, LEFT, successor=new)))
    assert person(diary, who).company_id is None
    assert person(diary, who).job_title == ""
    (job,) = diary.job_changes.of_contact(who)
    assert job.successor == "Sam Yu"
    assert job.successor_id is not None
    sam = person(diary, job.successor_id)
    assert (sam.company_id, sam.job_title, sam.source) == (
        old,
        "Head of Procurement",
        "successor of Priya Raman",
    )
    assert (sam.introduced_by, sam.emails[0].value) == (who, "sam@northgate.example")
    assert plan_of(diary, who).promise is None
    assert [found.name for found in diary.job_changes.followed_by(sam.id)] == ["Priya Raman"]


def test_somebody_from_elsewhere_follows_and_leaves_their_own_company(diary: Diary) -> None:
    who, tom = priya(diary), added(diary, "Tom", company="Veltra", job_title="Buyer")
    old = firm_of(diary, who)
    undone_exactly(
        diary,
        lambda: diary.job_changes.leave(
            Departure(who, LEFT, successor=Successor(tom, job_title="Head of Procurement"))
        ),
    )
    assert (firm_of(diary, tom), person(diary, tom).job_title) == (old, "Head of Procurement")
    assert [(job.company, job.job_title) for job in diary.job_changes.of_contact(tom)] == [
        ("Veltra", "Buyer")
    ]


def test_a_colleague_keeps_the_title_where_none_is_given(diary: Diary) -> None:
    who, tom = priya(diary), added(diary, "Tom", company="Northgate", job_title="Buyer")
    diary.job_changes.leave(Departure(who, LEFT, successor=Successor(tom)))
    assert person(diary, tom).job_title == "Buyer"
    assert diary.job_changes.of_contact(tom) == []


def test_the_successor_is_named_later_and_a_wrong_entry_forgotten(diary: Diary) -> None:
    who = priya(diary)
    diary.job_changes.leave(Departure(who, LEFT))
    (job,) = diary.job_changes.of_contact(who)
    change = undone_exactly(diary, lambda: diary.job_changes.name_successor(job.id, Successor(name="Sam Yu")))
    assert change.what == "Sam Yu followed Priya Raman at Northgate"
    assert who in change.contact_ids
    undone_exactly(diary, lambda: diary.job_changes.forget(job.id))
    assert diary.job_changes.of_contact(who) == []


def test_what_cannot_be_is_refused(diary: Diary) -> None:
    who, free = priya(diary), added(diary, "Free")
    leave = diary.job_changes.leave
    refused(diary, lambda: leave(Departure(free, LEFT)), "no company", InvalidInput)
    refused(diary, lambda: leave(Departure(who, date(2026, 12, 1))), "still to come", InvalidInput)
    refused(diary, lambda: leave(Departure(who, LEFT, "northgate")), "at Northgate already", InvalidInput)
    refused(diary, lambda: leave(Departure(who, LEFT, successor=Successor(who))), "follow themselves")
    refused(diary, lambda: leave(Departure(who, LEFT, successor=Successor(name=" "))), "give a name")
    refused(diary, lambda: leave(Departure(99, LEFT)), "no contact 99")
