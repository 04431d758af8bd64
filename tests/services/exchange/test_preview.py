"""The preview of an import, the rep's answers to it, and the import that follows them."""

from pathlib import Path

import pytest

from kitdiary.domain.errors import DiaryError
from kitdiary.services.diary import Diary
from kitdiary.services.exchange.decisions import Answer, OnDuplicate, RowChoice
from kitdiary.services.exchange.import_request import (
    ImportCancelledError,
    ImportRequest,
    SeedAs,
    Stage,
)
from kitdiary.services.lists import ContactQuery

HEADINGS = "First Name;Last Name;Company;Job Title;E-mail Address;Mobile Phone;Categories\n"


@pytest.fixture
def file(tmp_path: Path, diary: Diary) -> Path:
    """Four kinds of rows: somebody new, somebody known, somebody doubtful, and one that cannot be read."""
    diary.contacts.add(
        name="Ann Lee", email="ann@acme.example", company="Acme", job_title="Buyer", rating="A"
    )
    diary.contacts.add(name="Robert Hale", phone="+49 171 5550001", email="rh@harrow.example")
    path = tmp_path / "some.csv"
    path.write_text(
        HEADINGS
        + "Zoë;Ek;Acme;Boss;zoe@acme.example;;food\n"
        + "Ann;Lee;Acme;Head of Buying;ann@acme.example;+49 171 5550009;\n"
        + "Bob;Halemann;Harrow;;rh@harrow.example;;\n"
        + "No;Mail;X;;not an address;;\n",
        encoding="utf-8",
    )
    return path


def people(diary: Diary) -> dict[str, str | None]:
    rows = diary.lists.contact_rows(diary.lists.contact_ids(ContactQuery()))
    return {row.name: row.company for row in rows}


def test_a_preview_says_what_would_happen_and_writes_nothing(diary: Diary, file: Path) -> None:
    before = people(diary)
    seen = diary.imports.preview(ImportRequest(file))
    assert (seen.source, seen.encoding, seen.delimiter) == ("outlook", "UTF-8", ";")
    assert (seen.totals.added, seen.totals.updated, seen.totals.duplicates, seen.totals.rejected) == (
        1,
        1,
        1,
        1,
    )
    assert [(row.line, row.name, row.company) for row in seen.new] == [(2, "Zoë Ek", "Acme")]
    (known,) = seen.known
    assert known.brings == ("phone",)
    assert [(c.field, c.here, c.file) for c in known.conflicts] == [("job_title", "Buyer", "Head of Buying")]
    (doubt,) = seen.doubts
    assert (doubt.name, doubt.candidates[0].name, doubt.candidates[0].reason) == (
        "Bob Halemann",
        "Robert Hale",
        "same email",
    )
    assert "not an address" in seen.rejects[0].detail
    assert people(diary) == before
    assert diary.safety.history()[0].what.startswith("Added")


def test_the_columns_with_what_they_hold(diary: Diary, file: Path) -> None:
    diary.settings.set("country", "DE")
    text = file.read_text(encoding="utf-8").replace("zoe@acme.example;;", "zoe@acme.example;0171 5550002;")
    file.write_text(text, encoding="utf-8")
    columns = {column.heading: column for column in diary.imports.preview(ImportRequest(file)).columns}
    assert (columns["First Name"].target, columns["First Name"].sample) == ("given_name", "Zoë")
    assert columns["Mobile Phone"].target == "phone.mobile"
    assert (columns["Mobile Phone"].sample, columns["Mobile Phone"].read_as) == (
        "0171 5550002",
        "+49 171 5550002",
    )


def test_first_talks_are_told_by_rating(diary: Diary, tmp_path: Path) -> None:
    path = tmp_path / "many.csv"
    rows = "".join(f"Person {n},{'A' if n % 5 == 0 else ''}\n" for n in range(20))
    path.write_text("Name,Rating\n" + rows, encoding="utf-8")
    seen = diary.imports.preview(ImportRequest(path))
    assert (seen.a_day, seen.unrated, seen.default_rating) == (4, 16, "C")
    best, rest = seen.ranks
    assert (best.rank, best.count, rest.rank, rest.count) == (0, 4, 2, 16)
    assert best.first == best.last < rest.first < rest.last


def choose(line: int, answer: Answer | None, *take: str) -> dict[int, RowChoice]:
    return {line: RowChoice(answer, 0, frozenset(take))}


@pytest.mark.parametrize("answer", list(Answer))
def test_an_answer_is_carried_out(diary: Diary, file: Path, answer: Answer) -> None:
    done = diary.imports.run(ImportRequest(file, choices=choose(4, answer)))
    found = people(diary)
    assert ("Bob Halemann" in found) == (answer is Answer.BOTH)
    assert found["Robert Hale"] == ("Harrow" if answer is Answer.MERGE else None)
    assert done.totals.rows == 4
    again = diary.imports.run(ImportRequest(file, choices=choose(4, Answer.LEAVE)))
    assert again.operation_id is None


def test_nothing_is_overwritten_but_what_is_chosen(diary: Diary, file: Path) -> None:
    diary.imports.run(ImportRequest(file))
    (ann,) = diary.lists.contact_ids(ContactQuery(text="Ann Lee"))
    assert diary.cards.one(ann).contact.job_title == "Buyer"
    diary.imports.run(ImportRequest(file, choices=choose(3, None, "job_title")))
    contact = diary.cards.one(ann).contact
    assert (contact.job_title, contact.rating, contact.name) == ("Head of Buying", "A", "Ann Lee")
    diary.safety.undo(None)
    assert diary.cards.one(ann).contact.job_title == "Buyer"


def test_the_company_and_the_name_of_the_file_where_they_are_chosen(diary: Diary, file: Path) -> None:
    text = file.read_text(encoding="utf-8").replace("Ann;Lee;Acme", "Ann;Lee-Ek;Nova")
    file.write_text(text, encoding="utf-8")
    (row,) = (r for r in diary.imports.preview(ImportRequest(file)).doubts if r.name == "Ann Lee-Ek")
    assert {c.field for c in row.conflicts} == {"name", "company", "job_title"}
    request = ImportRequest(file, choices=choose(row.line, Answer.MERGE, "name", "company"))
    diary.imports.run(request)
    assert people(diary)["Ann Lee-Ek"] == "Nova"
    assert "Ann Lee" not in people(diary)


def test_a_choice_for_somebody_who_went_meanwhile_leaves_the_row_alone(diary: Diary, file: Path) -> None:
    chosen = {4: RowChoice(Answer.MERGE, 4711)}
    done = diary.imports.run(ImportRequest(file, choices=chosen))
    assert done.totals.duplicates == 1
    assert "Bob Halemann" not in people(diary)


def test_choices_for_another_file_are_refused(diary: Diary, file: Path) -> None:
    seen = diary.imports.preview(ImportRequest(file))
    file.write_text(HEADINGS + "Somebody;Else;;;;;\n", encoding="utf-8")
    with pytest.raises(DiaryError, match="was changed since"):
        diary.imports.run(ImportRequest(file, stamp=seen.stamp))
    assert "Somebody Else" not in people(diary)


def test_a_mapping_is_remembered_for_these_headings(diary: Diary, tmp_path: Path) -> None:
    one, two = tmp_path / "one.csv", tmp_path / "two.csv"
    one.write_text("Wer,Firma,Was\nAnn Ek,Acme,Buyer\n", encoding="utf-8")
    two.write_text("WER,firma,was\nBo Lee,Nova,Boss\n", encoding="utf-8")
    seen = diary.imports.preview(ImportRequest(one))
    assert "who a row is about" not in seen.problem  # the company is known
    request = ImportRequest(one, mapping=("#1=name", "#3=job_title"))
    diary.imports.run(request)
    again = diary.imports.preview(ImportRequest(two))
    assert [column.target for column in again.columns] == ["name", "company", "job_title"]
    assert [row.name for row in again.new] == ["Bo Lee"]
    diary.imports.run(ImportRequest(two, mapping=("#3=none",)))
    third = diary.imports.preview(ImportRequest(one))
    assert [column.target for column in third.columns] == ["name", "company", ""]
    diary.safety.undo(None)  # with the import goes what it mapped
    assert diary.imports.preview(ImportRequest(one)).columns[2].target == "job_title"


def test_a_file_of_unknown_headings_shows_its_columns(diary: Diary, tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_text("Wer;Wo\nAnn Ek;Ulm\n", encoding="utf-8")
    seen = diary.imports.preview(ImportRequest(path))
    assert "says who a row is about" in seen.problem
    assert [(c.heading, c.target, c.sample) for c in seen.columns] == [
        ("Wer", "", "Ann Ek"),
        ("Wo", "", "Ulm"),
    ]
    assert seen.totals.rows == 0
    mapped = diary.imports.preview(ImportRequest(path, mapping=("#1=name",)))
    assert [row.name for row in mapped.new] == ["Ann Ek"]


def test_what_is_for_the_whole_file(diary: Diary, tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_text("Name,Rating,Owner\nAnn Ek,,\nBo Lee,B,Kim\n", encoding="utf-8")
    request = ImportRequest(path, rating="A", tags=("fair",), source="Fair in Ulm", owner="Jo")
    diary.imports.run(request)
    cards = [diary.cards.one(contact_id).contact for contact_id in diary.lists.contact_ids(ContactQuery())]
    found = {c.name: (c.rating, c.tags, c.source, c.owner) for c in cards}
    assert found == {
        "Ann Ek": ("A", ("fair",), "Fair in Ulm", "Jo"),
        "Bo Lee": ("B", ("fair",), "Fair in Ulm", "Kim"),
    }


def test_who_starts_as_talked_to_is_counted(diary: Diary, tmp_path: Path) -> None:
    path = tmp_path / "hubspot.csv"
    path.write_text(
        "Record ID,First Name,Last Name,Email,Last Contacted\n"
        "1,Ann,Ek,a@x.example,2026-10-01 10:00\n2,Bo,Lee,b@x.example,\n",
        encoding="utf-8",
    )
    seen = diary.imports.preview(ImportRequest(path))
    assert (seen.source, seen.has_last_contact, seen.seeded) == ("hubspot", True, 1)
    assert sum(rank.count for rank in seen.ranks) == 1
    ignored = diary.imports.preview(ImportRequest(path, last_contact=SeedAs.IGNORE))
    assert (ignored.seeded, sum(rank.count for rank in ignored.ranks)) == (0, 2)


def test_with_skip_everybody_here_is_left_alone(diary: Diary, file: Path) -> None:
    seen = diary.imports.preview(ImportRequest(file, on_duplicate=OnDuplicate.SKIP))
    assert (len(seen.known), len(seen.doubts), seen.totals.duplicates) == (2, 0, 2)


def test_rejects_can_be_saved_corrected_and_imported(diary: Diary, file: Path, tmp_path: Path) -> None:
    target = tmp_path / "rejects.csv"
    assert diary.imports.save_rejects(ImportRequest(file), target) == 1
    text = target.read_text(encoding="utf-8-sig")
    target.write_text(text.replace("not an address", "no@mail.example"), encoding="utf-8")
    assert diary.imports.run(ImportRequest(target)).totals.added == 1
    assert people(diary)["No Mail"] == "X"


@pytest.mark.parametrize("stage", list(Stage))
def test_cancelled_at_any_stage_nothing_is_left(diary: Diary, tmp_path: Path, stage: Stage) -> None:
    path = tmp_path / "many.csv"
    with path.open("w", encoding="utf-8") as out:
        out.write("Name,Company,Email\n")
        out.writelines(f"Person {n},Firm {n // 4},p{n}@firm{n // 4}.example\n" for n in range(12_000))
    told: list[Stage] = []

    def progress(at: Stage, _done: int, _total: int) -> bool:
        told.append(at)
        return at is not stage

    before = people(diary), len(diary.safety.history())
    with pytest.raises(ImportCancelledError, match="nothing of it is in the diary"):
        diary.imports.run(ImportRequest(path, rejects=tmp_path / "r.csv"), progress)
    assert told[-1] is stage
    assert (people(diary), len(diary.safety.history())) == before
    assert not list(tmp_path.glob("*r.csv*"))
    diary.safety.check()
    diary.contacts.add(name="After it")
    assert "After it" in people(diary)


def test_numbers_typed_alike_in_two_countries_are_two_numbers(diary: Diary, tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_text(
        "Name,Phone,Country\nAnn Ek,0171 5550001,Germany\nBo Lee,0171 5550001,Austria\nCy Ng,0171 5550001,\n",
        encoding="utf-8",
    )
    assert diary.imports.run(ImportRequest(path)).totals.added == 3
    with diary.context.store.read():
        found = diary.context.store.rows("SELECT e164 FROM contact_phones ORDER BY id")
    assert [row[0] for row in found] == ["+491715550001", "+431715550001", ""]
    assert diary.imports.run(ImportRequest(path)).operation_id is None


def test_who_is_kept_beside_another_is_not_proposed_as_a_duplicate_again(
    diary: Diary, tmp_path: Path
) -> None:
    diary.contacts.add(name="Robert Hale", email="rh@harrow.example", company="Harrow")
    path = tmp_path / "list.csv"
    path.write_text("Name,Email,Company\nBob Halemann,rh@harrow.example,Harrow\n", encoding="utf-8")
    diary.imports.run(ImportRequest(path))
    one = diary.imports.run(ImportRequest(path, choices=choose(2, Answer.BOTH)))
    assert one.totals.added == 1
    assert diary.merging.duplicates() == []
    diary.safety.undo(one.operation_id)
    diary.contacts.add(name="Bob Halemann", email="rh@harrow.example", company="Harrow")
    assert len(diary.merging.duplicates()) == 1


@pytest.fixture
def like(tmp_path: Path, diary: Diary) -> Path:
    """Somebody who is like one here, and somebody new."""
    diary.contacts.add(name="Anna Meier", company="Acme GmbH", job_title="Buyer")
    path = tmp_path / "like.csv"
    path.write_text(HEADINGS + "Ana;Meier;Acme;Boss;;+49 171 5550001;\nZoë;Ek;Acme;;;;\n", encoding="utf-8")
    return path


def test_who_is_like_somebody_is_asked_about_and_kept_unless_answered(diary: Diary, like: Path) -> None:
    seen = diary.imports.preview(ImportRequest(like))
    assert (seen.totals.added, seen.counts) == (2, {"new": 1, "known": 0, "doubts": 1, "rejects": 0})
    (doubt,) = seen.doubts
    assert (doubt.name, doubt.similar, doubt.counted) == ("Ana Meier", True, True)
    assert doubt.candidates[0].reason == "similar name and company"
    assert "job_title" in {conflict.field for conflict in doubt.conflicts}
    done = diary.imports.run(ImportRequest(like))
    assert done.totals == seen.totals
    assert [(each.line, each.name) for each in done.similar] == [(2, "Ana Meier")]
    assert done.similar_count == 1
    assert len(diary.merging.duplicates()) == 1


@pytest.mark.parametrize("answer", Answer)
def test_an_answer_about_who_is_like_somebody(diary: Diary, like: Path, answer: Answer) -> None:
    request = ImportRequest(like, choices={2: RowChoice(answer)})
    seen = diary.imports.preview(request)
    assert [(row.line, bool(row.candidates)) for row in seen.doubts] == [(2, True)]
    assert diary.imports.run(request).totals == seen.totals
    names = {"Anna Meier", "Zoë Ek"} | ({"Ana Meier"} if answer is Answer.BOTH else set())
    assert people(diary).keys() == names
    anna = diary.contacts.one(diary.contacts.find("Anna Meier"))
    assert bool(anna.phones) is (answer is Answer.MERGE)
    assert diary.merging.duplicates() == []
