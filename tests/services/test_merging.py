"""People who are there twice: found, made one with all they have, undone to the letter."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from kitdiary.domain.errors import DiaryError, InvalidInput
from kitdiary.domain.likeness import Because
from kitdiary.domain.merging import MergeField, Side
from kitdiary.domain.touches import Channel, InsightKind, Outcome
from kitdiary.services.diary import Diary
from kitdiary.services.touch_log import TouchDraft
from kitdiary.storage.attachments import Attachment
from kitdiary.storage.blobs import put_blob
from tests.services.diaries import (
    TALK,
    added,
    assert_plans_true,
    opened,
    person,
    refused,
    talked,
    undone_exactly,
    wrote,
)


@pytest.fixture
def diary(tmp_path: Path) -> Iterator[Diary]:
    with opened(tmp_path / "d.kitdiary") as found:
        yield found


def pair_of(diary: Diary) -> tuple[int, int, int]:
    """Priya twice, each with a history, and Ann whom the second one introduced."""
    kept = added(
        diary,
        "Priya Raman",
        company="Acme",
        email="p@x.example",
        phone="+49 170 1234567",
        rating="B",
        tag=["a"],
    )
    other = added(
        diary,
        "P. Raman",
        company="Acme GmbH",
        email="priya@y.example",
        phone="+49-170-1234567",
        rating="A",
        tag=["A", "b"],
        notes="Second card.",
    )
    ann = added(diary, "Ann", company="Third", introduced_by=other)
    talked(diary, kept, at="2026-11-02")
    talked(diary, kept, other, ann, at="2026-11-03")
    wrote(diary, other, at="2026-11-16", why="helps")
    diary.log.record(
        TouchDraft((kept, other), Channel.CALL, Outcome.SPOKE, insights=((InsightKind.NEED, "a press"),))
    )
    diary.steps.promise(other, date(2026, 12, 1), "send the sheet", None, Channel.EMAIL)
    diary.steps.snooze(other, TALK, date(2027, 2, 1))
    diary.steps.skip(kept, TALK)
    diary.opportunities.put(other, "Press")
    store = diary.context.store
    with store.operation("Attached", diary.context.now()):
        digest = put_blob(store, b"sheet")
        for who in (kept, other):
            diary.context.attachments.add(
                Attachment(0, "sheet.txt", "text/plain", 5, digest, date(2026, 11, 1), who)
            )
        store.insert("contact_photos", contact_id=other, media_type="image/png", sha256=digest)
        store.insert("past_jobs", contact_id=other, job_title="Clerk", left_on="2020-01-01")
        store.insert("past_jobs", contact_id=ann, job_title="Head", left_on="2021-01-01", successor_id=other)
    return kept, other, ann


def count(diary: Diary, table: str, contact_id: int) -> int:
    with diary.context.store.read():
        row = diary.context.store.one(f"SELECT count(*) FROM {table} WHERE contact_id = ?", (contact_id,))
    assert row is not None
    return int(row[0])


def test_the_one_has_everything_of_both_and_undo_brings_both_back(diary: Diary) -> None:
    kept, other, ann = pair_of(diary)
    diary.merging.not_the_same(other, ann)
    change = undone_exactly(diary, lambda: diary.merging.merge(kept, other))
    assert change.what == "Merged P. Raman into Priya Raman"
    found = person(diary, kept)
    assert found.rating == "A"
    assert [email.value for email in found.emails] == ["p@x.example", "priya@y.example"]
    assert len(found.phones) == 1
    assert found.tags == ("a", "b")
    assert found.notes == "Second card."
    assert person(diary, ann).introduced_by == kept
    counts = {
        table: count(diary, table, kept)
        for table in ("touch_contacts", "insights", "promises", "snoozes", "skips", "opportunities")
    }
    assert counts == {
        "touch_contacts": 4, "insights": 1, "promises": 1, "snoozes": 1, "skips": 1, "opportunities": 1,
    }  # fmt: skip
    assert count(diary, "attachments", kept) == 1
    assert count(diary, "contact_photos", kept) == count(diary, "past_jobs", kept) == 1
    with pytest.raises(DiaryError):
        person(diary, other)
    assert diary.safety.check() == []
    with diary.context.store.read():
        assert diary.merging._alike.said_distinct() == {(kept, ann)}


def test_the_merged_is_found_by_what_both_were_called(diary: Diary) -> None:
    kept, other, _ann = pair_of(diary)
    diary.merging.merge(kept, other, {MergeField.COMPANY: Side.OTHER})
    assert diary.contacts.find("priya@y.example") == kept
    with diary.context.store.read():
        sql = "SELECT rowid FROM people_search WHERE people_search MATCH 'company : gmbh AND notes : second'"
        assert diary.context.store.rows(sql) == [(kept,)]


def test_the_search_knows_both_again_after_an_undo(diary: Diary) -> None:
    kept, other, _ann = pair_of(diary)
    diary.merging.merge(kept, other)
    assert diary.safety.check() == []
    diary.safety.undo()
    assert diary.safety.check() == []
    assert diary.contacts.find("priya@y.example") == other


def test_a_merge_with_nobody_or_oneself_is_refused(diary: Diary) -> None:
    kept = added(diary, "Priya Raman")
    refused(diary, lambda: diary.merging.merge(kept, kept), "same entry", InvalidInput)
    refused(diary, lambda: diary.merging.merge(kept, 999), "no contact 999")
    refused(diary, lambda: diary.merging.not_the_same(kept, kept), "one entry", InvalidInput)


def test_companies_are_merged_with_their_people(diary: Diary) -> None:
    _kept, _other, _ann = pair_of(diary)
    with diary.context.store.read():
        ids = [diary.context.companies.find(name) for name in ("Acme", "Acme GmbH")]
    one, two = (found.id for found in ids if found is not None)
    diary.contacts.rate_company("Acme GmbH", "A")
    undone_exactly(diary, lambda: diary.merging.merge_companies(one, two))
    with diary.context.store.read():
        assert len(diary.context.companies.colleagues(one)) == 2
        assert diary.context.companies.one(one).rating == "A"
    refused(diary, lambda: diary.merging.merge_companies(one, one), "same company", InvalidInput)


def test_who_is_there_twice_is_found_with_a_reason(diary: Diary) -> None:
    priya = added(diary, "Priya Raman", company="Nordlicht GmbH")
    twin = added(diary, "Pryia Raman", company="Nordlicht")
    ann, again = added(diary, "Ann Lee", email="ann@x.example"), added(diary, "A. Lee", email="ANN@x.example")
    added(diary, "Bernd Kohl", company="Nordlicht")
    closed = added(diary, "Ann Lee", email="ann@x.example")
    from kitdiary.domain.people import ClosedReason

    diary.contacts.edit((closed,), closed=ClosedReason.DUPLICATE)
    found = diary.merging.duplicates()
    assert [(pair.one, pair.other, pair.because) for pair in found] == [
        (ann, again, Because.EMAIL),
        (priya, twin, Because.SIMILAR),
    ]
    assert found[0].certainty > found[1].certainty
    change = undone_exactly(diary, lambda: diary.merging.not_the_same(twin, priya))
    assert [pair.one for pair in diary.merging.duplicates()] == [ann]
    assert diary.merging.not_the_same(priya, twin).operation_id is None
    diary.safety.undo(diary.safety.history(1)[0].id)
    assert len(diary.merging.duplicates()) == 2
    assert change.contact_ids == (twin, priya)


def test_the_search_can_be_cancelled(diary: Diary) -> None:
    store = diary.context.store
    with store.operation("Many", diary.context.now()):
        store.bulk_insert(
            "contacts",
            ("name", "name_key", "first_talk_on", "added_on"),
            ((f"N{i} F", f"n{i} f", "2026-11-24", "2026-11-20") for i in range(4_100)),
        )
    told: list[tuple[int, int]] = []

    def progress(done: int, total: int) -> bool:
        told.append((done, total))
        return len(told) < 2

    with pytest.raises(DiaryError, match="cancelled"):
        diary.merging.duplicates(progress)
    assert told == [(2000, 4100), (4000, 4100)]


def test_what_was_announced_is_not_announced_again_under_the_other_name(diary: Diary) -> None:
    kept, other, _ann = pair_of(diary)
    with diary.context.store.maintenance():
        diary.context.store.execute(
            "INSERT INTO notices(contact_id, kind, step_due, occasion, claimed_by, claimed_at, lease_until)"
            " VALUES (?, 'promise', '2026-12-01', 'digest', 'me', 1, 2)",
            (other,),
        )
    diary.merging.merge(kept, other)
    assert count(diary, "notices", kept) == 1
    assert_plans_true(diary)
