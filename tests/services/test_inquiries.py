"""Inquiries of forms and mails: whom they are of, what is owed, and nothing twice."""

from __future__ import annotations

from pathlib import Path

import pytest

from kitdiary.domain.errors import DiaryError, InvalidInput
from kitdiary.domain.inquiries import Inquiry
from kitdiary.domain.touches import Channel, Outcome
from kitdiary.services.exchange.erased_rows import REASON
from tests.services.diaries import assert_plans_true, local, opened, plan_of, refused, undone_exactly

FORM = (
    "Timestamp;Your name;E-mail;Company;Download;Message\n"
    "2026-11-19 10:15;Ines Neu;ines@neu.example;Neu AG;The audit in ten steps;Do you come to Ulm?\n"
    "2026-11-19 11:00;Ann Lee;ANN@lee.example;;The audit in ten steps;\n"
    "2026-11-19 12:00;Nobody;;;The audit in ten steps;Hello\n"
    "2027-01-01 12:00;Too Early;early@neu.example;;;\n"
)


def form(tmp_path: Path, text: str = FORM) -> Path:
    path = tmp_path / "downloads.csv"
    path.write_text(text, "utf-8")
    return path


def test_a_form_makes_contacts_touches_and_replies_owed(tmp_path: Path) -> None:
    with opened(tmp_path / "d.kitdiary") as diary:
        ann = diary.contacts.add(name="Ann Lee", email="ann@lee.example").contact_ids[0]
        found = []
        undone_exactly(
            diary, lambda: (found.append(diary.inquiries.take_file(form(tmp_path))), found[-1].change)[1]
        )
        done = found[0]
        assert (done.rows, done.added, done.matched, done.known) == (4, 1, 1, 0)
        assert [(one.line, one.reason.split(" ")[0]) for one in done.rejects] == [
            (4, "It"),
            (5, "2027-01-01"),
        ]
        ines = diary.contacts.find("ines@neu.example")
        card = diary.cards.one(ines)
        assert (card.contact.name, card.contact.source) == ("Ines Neu", "The audit in ten steps")
        assert card.company is not None
        assert card.company.name == "Neu AG"
        touch = card.touches[0]
        assert (touch.channel, touch.outcome, touch.at) == (
            Channel.WEB,
            Outcome.RECEIVED,
            local("2026-11-19T10:15"),
        )
        assert touch.note == "The audit in ten steps\nDo you come to Ulm?"
        assert card.plan.reply is not None  # with words: somebody waits
        assert diary.cards.one(ann).touches[0].note == "The audit in ten steps"
        assert plan_of(diary, ann).reply is None  # without: they only took something


def test_the_same_file_again_adds_nothing(tmp_path: Path) -> None:
    with opened(tmp_path / "d.kitdiary") as diary:
        diary.inquiries.take_file(form(tmp_path))
        again = diary.inquiries.take_file(form(tmp_path))
        assert (again.added, again.matched, again.known) == (0, 0, 2)
        assert again.change.operation_id is None


def test_two_inquiries_of_one_person_are_one_contact(tmp_path: Path) -> None:
    text = (
        "Email,Phone,Message\na@b.example,,One\na@b.example,,Two\n,+49 30 5550123,Three\n,030 5550123,Four\n"
    )
    with opened(tmp_path / "d.kitdiary") as diary:
        diary.settings.set("country", "DE")
        done = diary.inquiries.take_file(form(tmp_path, text), "Fair page")
        assert (done.added, done.matched) == (2, 2)
        first = diary.cards.one(diary.contacts.find("a@b.example"))
        assert (first.contact.name, first.contact.source) == ("a@b.example", "Fair page")
        assert [touch.note for touch in first.touches] == ["Two", "One"]
        assert_plans_true(diary)


def test_many_new_people_are_spread_over_days(tmp_path: Path) -> None:
    rows = "".join(f"p{n}@x.example\n" for n in range(10))
    with opened(tmp_path / "d.kitdiary") as diary:
        done = diary.inquiries.take_file(form(tmp_path, f"Email\n{rows}"))
        first = [diary.contacts.one(one).first_talk_on.isoformat() for one in done.change.contact_ids]
        # Half of eight talks a day, from Monday on.
        assert first == ["2026-11-23"] * 4 + ["2026-11-24"] * 4 + ["2026-11-25"] * 2
        assert_plans_true(diary)


def test_who_was_erased_is_not_brought_back(tmp_path: Path) -> None:
    with opened(tmp_path / "d.kitdiary") as diary:
        gone = diary.contacts.add(name="Ines Neu", email="ines@neu.example").contact_ids[0]
        diary.privacy.erase(gone)
        done = diary.inquiries.take_file(form(tmp_path))
        assert REASON in [one.reason for one in done.rejects]
        assert not diary.lists.contact_rows(diary.lists.contact_ids())[0].name.startswith("Ines")


@pytest.mark.parametrize(
    ("text", "words"),
    [("Name,Message\nAnn,Hi\n", "No column"), ("", "is empty"), ("\x00\x01\x02", "downloads.csv")],
)
def test_a_file_that_is_no_form_is_refused(tmp_path: Path, text: str, words: str) -> None:
    with opened(tmp_path / "d.kitdiary") as diary:
        refused(diary, lambda: diary.inquiries.take_file(form(tmp_path, text)), words)


def test_a_mail_becomes_a_contact_a_reply_owed_and_its_files(tmp_path: Path) -> None:
    mail = Inquiry(
        "Ines Neu", "ines@neu.example", what="Two questions", message="Do you come?", channel=Channel.EMAIL
    )
    with opened(tmp_path / "d.kitdiary") as diary:
        change = undone_exactly(
            diary, lambda: diary.inquiries.take(mail, wants_reply=True, files=[("plan.pdf", b"%PDF-1")])
        )
        ines = change.contact_ids[0]
        card = diary.cards.one(ines)
        assert card.plan.reply is not None
        assert (card.touches[0].channel, card.touches[0].note) == (
            Channel.EMAIL,
            "Two questions\nDo you come?",
        )
        assert [file.name for file in diary.attachments.of_contact(ines)] == ["plan.pdf"]
        again = diary.inquiries.take(Inquiry(email="INES@neu.example", message="Hm", channel=Channel.EMAIL))
        assert again.contact_ids == (ines,)


def test_a_raised_hand_goes_on_top_of_today(tmp_path: Path) -> None:
    with opened(tmp_path / "d.kitdiary") as diary:
        other = diary.contacts.add(name="Other", rating="A").contact_ids[0]
        diary.inquiries.take(Inquiry(name="Other", message="?"), contact_id=other, wants_reply=True)
        ines = diary.inquiries.take(Inquiry("Ines Neu", "i@n.example"), raised=True).contact_ids[0]
        assert diary.agenda.items()[0].step.contact_id == ines


def test_an_inquiry_of_nobody_is_refused(tmp_path: Path) -> None:
    with opened(tmp_path / "d.kitdiary") as diary:
        refused(diary, lambda: diary.inquiries.take(Inquiry(message="Hm")), "who it is from", InvalidInput)
        refused(diary, lambda: diary.inquiries.take(Inquiry(message="Hm"), contact_id=99), "99", DiaryError)
