"""Contacts out, and into an empty diary: nothing is lost, nothing is added (PRODUCT §5)."""

import csv
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from kitdiary.domain.errors import DiaryError, InvalidInput
from kitdiary.domain.names import name_key
from kitdiary.domain.people import ClosedReason, Company, Contact, Fit, Role, Timing, TimingKind
from kitdiary.domain.rough_dates import read_rough
from kitdiary.services.diary import Diary
from kitdiary.services.exchange.contact_exports import ExportForm, form_of
from kitdiary.services.exchange.import_request import ImportRequest
from tests.services.diaries import added, opened, person
from tests.services.exchange.invented import companies, contacts

FORMS = list(ExportForm)
ENDING = {ExportForm.CSV: "csv", ExportForm.VCARD_3: "vcf", ExportForm.VCARD_4: "vcf"}
JPEG = b"\xff\xd8\xff\xe0\x00\x10JFIF and so on"


def out(diary: Diary, folder: Path, form: ExportForm, name: str = "out", **options: Any) -> Path:
    path = folder / f"{name}.{ENDING[form]}"
    diary.exports.write(path, form, **options)
    return path


@contextmanager
def taken_in(path: Path, folder: Path) -> Iterator[Diary]:
    """An empty diary with the file imported, twice: the second time nothing happens."""
    with opened(folder / "other.kitdiary") as other:
        done = other.imports.run(ImportRequest(path))
        assert done.totals.rejected == 0, done.rejects
        again = other.imports.run(ImportRequest(path))
        assert again.totals.unchanged == again.totals.rows, again
        assert again.operation_id is None
        yield other


def whole(diary: Diary) -> list[tuple[Any, ...]]:
    """Everybody with all the diary knows but their numbers, and their plan."""
    context = diary.context
    with context.store.read():
        people = context.people.contacts(context.people.all_ids())
        firms = context.companies.many({c.company_id for c in people.values() if c.company_id})
        photos = {i: p.sha256 for i, p in context.photos.of(list(people)).items()}
        plans = context.steps.plans_of(list(people))
    return [
        (
            replace(contact, id=0, company_id=None, introduced_by=None, extra=(), source=contact.source),
            sorted(line for line in contact.extra if not line.startswith("UID:")),
            firms[contact.company_id].name if contact.company_id else None,
            firms[contact.company_id].rating if contact.company_id else None,
            people[contact.introduced_by].name if contact.introduced_by else None,
            photos.get(contact.id),
            [(step.kind, step.due_on) for step in plans[contact.id]] if contact.id in plans else [],
        )
        for contact in people.values()
    ]


def firms_of(diary: Diary) -> list[Company]:
    context = diary.context
    with context.store.read():
        found = context.companies.many(context.companies.list_ids())
    return sorted((replace(firm, id=0) for firm in found.values()), key=lambda firm: firm.name)


@st.composite
def diaries(draw: st.DrawFn) -> tuple[list[Company], list[Contact]]:
    firms = draw(st.lists(companies(), max_size=2, unique_by=lambda firm: name_key(firm.name)))
    return firms, draw(st.lists(contacts(list(range(1, len(firms) + 1))), min_size=1, max_size=3))


def filled(diary: Diary, firms: list[Company], people: list[Contact]) -> None:
    context = diary.context
    with context.store.operation("made up", context.now()):
        for firm in firms:
            context.companies.add(firm)
        ids = [context.people.add(each) for each in people]
        if len(ids) > 1:
            context.people.change(ids[0], introduced_by=ids[-1])
        context.photos.add_many([(ids[0], "image/jpeg", JPEG)])
        diary.planning.replan(ids, context.policy)


@pytest.mark.parametrize("form", FORMS)
@settings(
    max_examples=20,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    phases=[Phase.generate],
)
@given(diaries())
def test_into_an_empty_diary_and_out_again(
    form: ExportForm, content: tuple[list[Company], list[Contact]]
) -> None:
    with TemporaryDirectory() as place:
        folder = Path(place)
        with opened(folder / "diary.kitdiary") as diary:
            filled(diary, *content)
            file = out(diary, folder, form)
            before, firms = whole(diary), firms_of(diary)
        with taken_in(file, folder) as other:
            assert whole(other) == before
            assert firms_of(other) == firms
            assert out(other, folder, form, "again").read_bytes() == file.read_bytes()


def test_a_spreadsheet_runs_nothing_and_shows_what_there_is(diary: Diary, tmp_path: Path) -> None:
    added(diary, "=HYPERLINK(1)", phone="+49 30 5550100", notes="-5", job_title="+cmd", tag=["@x", "b;c"])
    added(diary, "Jörg Müller", company="Müller & Söhne", phone="+49305550100", fit=Fit.YES)
    data = out(diary, tmp_path, ExportForm.CSV).read_bytes()
    assert data.startswith(b"\xef\xbb\xbfname,given_name,")
    assert data.count(b"\r\n") == data.count(b"\n") == 3
    first, second = csv.DictReader(data.decode("utf-8-sig").splitlines())
    assert (first["name"], first["job_title"]) == ("'=HYPERLINK(1)", "'+cmd")
    assert (first["phones"], first["notes"]) == ("'+49 30 5550100", "-5")
    assert (second["name"], second["phones"]) == ("Jörg Müller", "+49305550100")
    assert first["tags"] == "'@x; b\\;c"


@pytest.mark.parametrize("form", FORMS)
def test_a_selection_with_an_introducer_who_stays_behind(
    diary: Diary, tmp_path: Path, form: ExportForm
) -> None:
    boss = added(diary, "Boss Lady", email="boss@x.example")
    one = added(diary, "Ann Lee", introduced_by=boss)
    added(diary, "Not Chosen")
    file = out(diary, tmp_path, form, ids=[one])
    rest = out(diary, tmp_path, form, "rest", ids=[boss])
    with taken_in(file, tmp_path) as other:
        assert [person(other, i).name for i in (1,)] == ["Ann Lee"]
        assert out(other, tmp_path, form, "again").read_bytes() == file.read_bytes()
        other.imports.run(ImportRequest(rest))
        other.imports.run(ImportRequest(file))
        assert {row.name for row in other.cards.list()} == {"Ann Lee", "Boss Lady"}


def test_two_of_one_name_stay_two(diary: Diary, tmp_path: Path) -> None:
    for _ in range(2):
        added(diary, "Thomas Müller", company="Acme")
    for form in FORMS:
        with TemporaryDirectory() as place, taken_in(out(diary, tmp_path, form), Path(place)) as other:
            assert len(other.cards.list()) == 2


def test_columns_of_our_own_are_known_in_any_table(diary: Diary, tmp_path: Path) -> None:
    file = tmp_path / "list.csv"
    file.write_text(
        "Name,Timing kind,Timing date,Talk every,Introduced by,First talk on\n"
        "Ann Lee,contract-end,2027-Q1,6w,bo@x.example,2026-12-01\nBo Ek,,,none,,\n",
        encoding="utf-8",
    )
    added(diary, "Bo Ek", email="bo@x.example")
    done = diary.imports.run(ImportRequest(file))
    assert (done.totals.added, done.totals.updated) == (1, 1)
    ann = person(diary, 2)
    on, precision = read_rough("2027-Q1")
    assert ann.timing == Timing(TimingKind.CONTRACT_END, on, precision, diary.context.today())
    assert (str(ann.talk_every), ann.introduced_by, str(ann.first_talk_on)) == ("6w", 1, "2026-12-01")
    assert person(diary, 1).talk_every is None


@pytest.mark.parametrize("form", FORMS)
def test_a_cancelled_or_failed_export_leaves_what_was_there(
    diary: Diary, tmp_path: Path, form: ExportForm
) -> None:
    added(diary, "Ann Lee")
    path = tmp_path / f"out.{ENDING[form]}"
    path.write_text("before", encoding="utf-8")
    with pytest.raises(DiaryError, match="was cancelled"):
        diary.exports.write(path, form, progress=lambda _done, _total: False)
    assert path.read_text(encoding="utf-8") == "before"
    with pytest.raises(DiaryError, match="cannot be written"):
        diary.exports.write(tmp_path / "no folder" / "a.csv", form)
    assert {each.name for each in tmp_path.iterdir() if "kitdiary" not in each.name} == {path.name}


@pytest.mark.parametrize("form", FORMS)
def test_what_is_missing_here_is_filled_in_from_our_own_file(
    diary: Diary, tmp_path: Path, form: ExportForm
) -> None:
    boss = added(diary, "Boss Lady", email="boss@x.example")
    ann = added(diary, "Ann Lee", email="ann@x.example", role=Role.PARTNER, introduced_by=boss)
    bo = added(diary, "Bo Ek", email="bo@x.example")
    cy = added(diary, "Cy Oh", email="cy@x.example")
    diary.contacts.edit([ann], pause_until=date(2027, 3, 1))
    diary.contacts.edit([bo], closed=ClosedReason.NO_CONTACT)
    diary.contacts.edit([cy], closed=ClosedReason.LEFT_FIELD)
    file = out(diary, tmp_path, form)
    with opened(tmp_path / "other.kitdiary") as other:
        for name in ("Ann Lee", "Bo Ek", "Cy Oh"):
            added(other, name, email=f"{name.split()[0].lower()}@x.example")
        done = other.imports.run(ImportRequest(file))
        assert (done.totals.added, done.totals.updated) == (1, 3)
        again, has = person(other, 1), {row.name: row.contact_id for row in other.cards.list()}
        assert (again.role, again.paused_until) == (Role.PARTNER, date(2027, 3, 1))
        assert again.introduced_by == has["Boss Lady"]
        assert (person(other, 2).closed, person(other, 3).closed) == (ClosedReason.NO_CONTACT, None)
        assert other.imports.run(ImportRequest(file)).totals.unchanged == 4
        assert other.safety.check() == []
        other.contacts.edit([1], role=Role.CUSTOMER, pause_until=None, introduced_by=2)
        other.imports.run(ImportRequest(file))
        assert (person(other, 1).role, person(other, 1).introduced_by) == (Role.CUSTOMER, 2)
        assert done.operation_id is not None


def test_an_introducer_nobody_here_is_stays_with_who_was_filled_in(diary: Diary, tmp_path: Path) -> None:
    file = tmp_path / "list.csv"
    file.write_text("Name,Email,Introduced by\nAnn Lee,ann@x.example,Ray Poe\n", encoding="utf-8")
    added(diary, "Ann Lee", email="ann@x.example")
    assert diary.imports.run(ImportRequest(file)).totals.updated == 1
    assert person(diary, 1).extra == ("X-KITDIARY-INTRODUCED-BY:Ray Poe",)
    assert diary.imports.run(ImportRequest(file)).totals.unchanged == 1


@pytest.mark.parametrize("size", [98_304, 5_000_000])
def test_a_large_picture_comes_back_from_a_table(diary: Diary, tmp_path: Path, size: int) -> None:
    people = [added(diary, name) for name in ("Ann Lee", "Bo Ek", "Cy Oh")]
    picture = JPEG + bytes(size)
    context = diary.context
    with context.store.operation("pictures", context.now()):
        context.photos.add_many([(one, "image/jpeg", picture) for one in people[:2]])
    file = out(diary, tmp_path, ExportForm.CSV)
    with taken_in(file, tmp_path) as other, other.context.store.read():
        photos = other.context.photos
        assert [photos.data(photos.of([one])[one]) for one in (1, 2)] == [picture, picture]
        assert not photos.of([3])


def test_forms_by_the_name_of_the_file() -> None:
    assert form_of(Path("a.CSV")) is ExportForm.CSV
    assert form_of(Path("a.vcf")) is ExportForm.VCARD_3
    assert form_of(Path("a.vcf"), "4.0") is ExportForm.VCARD_4
    with pytest.raises(InvalidInput, match="neither in"):
        form_of(Path("a.txt"))
    with pytest.raises(InvalidInput, match="vCard only"):
        form_of(Path("a.csv"), "4.0")


@pytest.mark.parametrize("form", [ExportForm.VCARD_3, ExportForm.VCARD_4])
def test_lines_are_short_and_no_letter_is_cut(diary: Diary, tmp_path: Path, form: ExportForm) -> None:
    added(diary, "Ünïcödé " * 20, notes="😀" * 200 + "\n; , \\")
    data = out(diary, tmp_path, form).read_bytes()
    assert all(len(line) <= 75 for line in data.split(b"\r\n"))
    assert all(line.decode() is not None for line in data.split(b"\r\n"))
    assert b"\n" not in data.replace(b"\r\n", b"")
