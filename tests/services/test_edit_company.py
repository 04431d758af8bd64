"""Changing a company, and the preview of what a touch with its promise and refusals would bring."""

from datetime import date

from kitdiary.domain.errors import DiaryError, InvalidInput
from kitdiary.domain.people import Address
from kitdiary.domain.steps import StepKind
from kitdiary.domain.touches import Channel, Direction, Outcome
from kitdiary.services.changes import Kind
from kitdiary.services.diary import Diary
from kitdiary.services.touch_log import TouchDraft
from tests.services.diaries import added, assert_plans_true, due, on, person, plan_of, refused, undone_exactly


def firm(diary: Diary) -> tuple[int, int]:
    """A person and their company."""
    contact_id = added(diary, name="Priya Raman", company="Northgate Foods")
    company_id = person(diary, contact_id).company_id
    assert company_id is not None
    return contact_id, company_id


def test_every_field_of_a_company_can_be_changed(diary: Diary) -> None:
    _person, company_id = firm(diary)
    change = undone_exactly(
        diary,
        lambda: diary.contacts.edit_company(
            company_id,
            name=" Northgate  Group",
            industry="Food",
            website="https://n.example",
            notes="Two sites.\r\nLeeds first.",
            street="1 Mill Lane",
            city="Leeds",
            postcode="LS1",
            country="GB",
        ),
    )
    found = diary.contacts.company(company_id)
    assert found.notes == "Two sites.\nLeeds first."
    assert (found.name, found.industry) == ("Northgate Group", "Food")
    assert found.address == Address("1 Mill Lane", "Leeds", "", "LS1", "GB")
    assert (change.company_ids, change.what) == ((company_id,), "Changed Northgate Group")
    assert Kind.COMPANIES in change.kinds


def test_what_is_left_out_stays_and_nothing_new_writes_nothing(diary: Diary) -> None:
    _person, company_id = firm(diary)
    diary.contacts.edit_company(company_id, industry="Food")
    assert diary.contacts.edit_company(company_id, city="Leeds").operation_id is not None
    assert diary.contacts.company(company_id).industry == "Food"
    assert diary.contacts.edit_company(company_id, city="Leeds").operation_id is None


def test_a_new_rating_moves_everyone_there(diary: Diary) -> None:
    contact_id, company_id = firm(diary)
    assert diary.contacts.edit_company(company_id, rating="a").replanned == {contact_id}
    assert plan_of(diary, contact_id).effective_rating == "A"
    assert_plans_true(diary)


def test_two_companies_do_not_get_one_name_and_none_gets_none(diary: Diary) -> None:
    _person, company_id = firm(diary)
    added(diary, name="Tom", company="Harbour")
    refused(diary, lambda: diary.contacts.edit_company(company_id, name="HARBOUR"), "already", DiaryError)
    refused(diary, lambda: diary.contacts.edit_company(company_id, name=" "), "needs a name", InvalidInput)
    assert diary.contacts.edit_company(company_id, name="NORTHGATE Foods").operation_id is not None


def test_the_preview_is_what_the_plan_is_after_saving(diary: Diary) -> None:
    contact_id, _company = firm(diary)
    said = "call her back"
    seen = diary.preview.after_touch(
        (contact_id,), Channel.CALL, Direction.OUT, Outcome.SPOKE,
        promised=((on("2026-11-26"), Channel.CALL, said),),
    )[contact_id]  # fmt: skip
    draft = TouchDraft((contact_id,), Channel.CALL, Outcome.SPOKE)
    diary.together(
        "Logged a call",
        [
            lambda: diary.log.record(draft),
            lambda: diary.steps.promise(contact_id, on("2026-11-26"), said),
        ],
    )
    after = plan_of(diary, contact_id)
    assert (seen.talk, due(seen.value_add)) == (after.talk, due(after.value_add))
    assert seen.promise is not None
    assert after.promise is not None
    assert seen.promise.due_on == after.promise.due_on


def test_the_preview_without_calls(diary: Diary) -> None:
    contact_id, _company = firm(diary)
    seen = diary.preview.after_touch(
        (contact_id,), Channel.CALL, Direction.OUT, Outcome.SPOKE, no_calls=True
    )[contact_id]
    assert seen.talk is None
    draft = TouchDraft((contact_id,), Channel.CALL, Outcome.SPOKE)
    diary.together(
        "Logged", [lambda: diary.log.record(draft), lambda: diary.contacts.edit((contact_id,), calls=False)]
    )
    assert due(plan_of(diary, contact_id).value_add) == due(seen.value_add)


def test_a_talk_moved_in_the_same_save_stays_moved(diary: Diary) -> None:
    contact_id, _company = firm(diary)
    until = date(2027, 1, 12)
    draft = TouchDraft((contact_id,), Channel.CALL, Outcome.SPOKE)
    undone_exactly(
        diary,
        lambda: diary.together(
            "Logged",
            [lambda: diary.log.record(draft), lambda: diary.steps.snooze(contact_id, StepKind.TALK, until)],
        ),
    )
    talk = plan_of(diary, contact_id).talk
    assert talk is not None
    assert talk.due_on == until
