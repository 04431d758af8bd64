"""Rows to records: mappings, the batch's own rating and tags, what is refused with its reason."""

import csv
import io
from contextlib import suppress
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kitdiary.domain.errors import DiaryError, InvalidInput
from kitdiary.domain.people import Fit, Labelled, Role
from kitdiary.services.exchange.csv_import import ImportOptions, read_import
from kitdiary.services.exchange.formats import is_vcard
from kitdiary.services.exchange.records import ImportRecord, PhoneEntry, Reject
from tests.services.exchange.reading import one_record, one_reject, read, read_text


def test_what_the_rep_says_about_the_whole_file(tmp_path: Path) -> None:
    found = one_record(tmp_path, "Name,Tags", "Anna,food", rating="strong", tags=("fair 2026", "Food"))
    assert (found.rating, found.tags) == ("B", ("food", "fair 2026"))
    own = one_record(tmp_path, "Name,Rating", "Anna,a", rating="B")
    assert own.rating == "A"
    with pytest.raises(InvalidInput, match="“Z” is not a rating of this diary: use one of A, B, C, D"):
        read(tmp_path / "some.csv", rating="Z")


def test_a_mapping_goes_before_what_the_headings_say(tmp_path: Path) -> None:
    found = one_record(
        tmp_path,
        "Name,Email,Email,Foo=Bar",
        "Anna,a@x.example,b@x.example,Acme",
        mapping=("EMAIL=email.home", "#3=none", "Foo=Bar=company"),
    )
    assert found.emails == (Labelled("a@x.example", "home"),)
    assert found.company == "Acme"


@pytest.mark.parametrize(
    ("mapping", "part"),
    [
        ("Nom=name", "has no column “Nom”: its columns are Name, Email"),
        ("#3=name", "has no column “#3”"),
        ("Name=nickname", "“nickname” is not a field a column can go to: use one of name, given_name"),
        ("Name=label_of", "is not a field"),
        ("Name", "is not COLUMN=FIELD"),
    ],
)
def test_a_mapping_that_cannot_be(tmp_path: Path, mapping: str, part: str) -> None:
    with pytest.raises(InvalidInput) as caught:
        one_record(tmp_path, "Name,Email", "Anna,a@x.example", mapping=(mapping,))
    assert part in str(caught.value)


def test_a_file_that_says_of_nobody(tmp_path: Path) -> None:
    with pytest.raises(DiaryError, match=r"No column of some\.csv says who a row is about"):
        read_text(tmp_path, "Phone,City\n1,2\n")


def test_columns_that_are_left_out_are_told(tmp_path: Path) -> None:
    (tmp_path / "some.csv").write_text("Name,Shoe size,Last Contact\nAnna,42,\n")
    with read_import(tmp_path / "some.csv", ImportOptions()) as parsed:
        assert [column.heading for column in parsed.columns if column.target is None] == ["Shoe size"]
        assert parsed.has_last_contact
        assert parsed.sample == (("Anna", "42", ""),)


@pytest.mark.parametrize(
    ("headings", "row", "reason"),
    [
        ("Name,Rating", "Anna,Z", "“Z” is not a rating of this diary: use one of A, B, C, D."),
        ("Name,Company Rating", "Anna,7", "“7” is not a rating of this diary: use one of A, B, C, D."),
        ("Name,Role", "Anna,friend", "“friend” is not a role: use one of prospect, customer"),
        ("Name,Fit", "Anna,perhaps", "“perhaps” is not a fit: use one of yes, unsure, no."),
        ("Name,Email", "Anna,nobody", "“nobody” is not an email address"),
        ("Name,Time Zone", "Anna,Mars/Olympus", "“Mars/Olympus” is not a time zone"),
        ("Name,Do Not Call", "Anna,maybe", "“maybe” in “Do Not Call” is neither yes nor no"),
        (
            "Name,Last Contact",
            "Anna,2026-02-30",
            "“2026-02-30” in “Last Contact” is a date that does not exist",
        ),
        ("Name,Last Contact", "Anna,2026-11-21", "Its last contact, 2026-11-21, is in the future"),
        ("Name,City", ",Denver", "It names nobody"),
        ("Name", "x" * 10_000, "The name “xxx"),
    ],
)
def test_a_bad_row_has_its_line_and_reason(tmp_path: Path, headings: str, row: str, reason: str) -> None:
    found = one_reject(tmp_path, headings, row)
    assert found.line == 2
    assert reason in found.reason
    assert found.cells == tuple(row.split(","))


def test_all_that_a_row_can_say(tmp_path: Path) -> None:
    found = one_record(
        tmp_path,
        "name,company,job_title,role,rating,company_rating,fit,email,phone.mobile,tags,source,owner,website,notes,"
        "birthday,time_zone,language,best_hours,street,city,region,postcode,country,industry,company_website,"
        "no_calls,no_email,no_other,last_contact",
        "Anna Meier,Acme,Buyer,former customer,A,b,YES,a@x.example,+49 171 5550143,x,fair,Kim,w.example,note,"
        "2.7.1980,europe/berlin,de,9-12,Weg 1,Köln,NRW,50667,DE,Food,acme.example,yes,no,x,2026-11-20",
    )
    assert found == ImportRecord(
        line=2,
        name="Anna Meier",
        given_name="Anna",
        family_name="Meier",
        company="Acme",
        job_title="Buyer",
        role=Role.FORMER_CUSTOMER,
        rating="A",
        company_rating="B",
        fit=Fit.YES,
        emails=(Labelled("a@x.example"),),
        phones=found.phones,
        tags=("x",),
        source="fair",
        owner="Kim",
        website="w.example",
        notes="note",
        birthday="1980-07-02",
        time_zone="Europe/Berlin",
        language="de",
        best_hours="9-12",
        address=found.address,
        industry="Food",
        company_website="acme.example",
        no_calls=True,
        no_other=True,
        last_contact=date(2026, 11, 20),
    )
    assert (found.address.street, found.address.country) == ("Weg 1", "DE")
    assert found.phones == (PhoneEntry("+49 171 5550143", "mobile", "+491715550143"),)


def test_a_row_with_only_a_company_makes_a_company(tmp_path: Path) -> None:
    found = one_record(tmp_path, "Name,Company,Rating,Website", ",Acme,A,acme.example")
    assert found.only_company
    assert (found.company_rating, found.rating, found.company_website) == ("A", None, "acme.example")
    with_phone = one_record(tmp_path, "Name,Company,Phone", ",Acme,+1 303 555 0142")
    assert (with_phone.name, with_phone.stand_in) == ("Acme", True)


def test_the_same_number_and_address_count_once(tmp_path: Path) -> None:
    found = one_record(
        tmp_path,
        "Name,Email 1,Email 2,Phone 1,Phone 2,Phone 3",
        "Anna,A@x.example,a@X.example,(303) 555-0142,+13035550142,ask Anna",
        default_country="US",
    )
    assert found.emails == (Labelled("A@x.example"),)
    assert [phone.value for phone in found.phones] == ["(303) 555-0142", "ask Anna"]


def test_more_than_one_company_or_website_goes_to_the_notes(tmp_path: Path) -> None:
    found = one_record(tmp_path, "Name,Company,Firma,Website,URL", "Anna,Acme,Other,a.example,A.example")
    assert (found.company, found.notes) == ("Acme", "Firma: Other")


def test_a_card_is_told_from_a_table_by_what_is_in_the_file(tmp_path: Path) -> None:
    assert not is_vcard(Path("a.csv"), "auto")
    assert not is_vcard(Path("a.vcf"), "csv")
    assert is_vcard(Path("a.VCF"), "auto")
    assert is_vcard(Path("a.csv"), "vcard")
    for codec in ("utf-8", "utf-8-sig", "utf-16", "utf-16-be"):
        path = tmp_path / "contacts.txt"
        path.write_bytes("\r\nbegin:vcard\r\n".encode(codec))
        assert is_vcard(path)
    with pytest.raises(InvalidInput, match="“xml” is not a format: use one of auto, csv, vcard"):
        is_vcard(Path("a.xml"), "xml")


TEXTS = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cc", "Cf", "Co", "Cn", "Zl", "Zp", "Zs")),
    min_size=1,
    max_size=20,
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(TEXTS, TEXTS, TEXTS), min_size=1, max_size=8), st.sampled_from(",;\t"))
def test_what_is_written_is_read_again(
    tmp_path: Path, people: list[tuple[str, str, str]], delimiter: str
) -> None:
    out = io.StringIO()
    writer = csv.writer(out, delimiter=delimiter, quoting=csv.QUOTE_ALL)
    writer.writerow(["company", "job_title", "email"])
    for number, (company, job, _) in enumerate(people):
        writer.writerow([f"x{company}", f"y{job}", f"p{number}@x.example"])
    found = read_text(tmp_path, out.getvalue())
    assert [(item.company, item.job_title) for item in found if isinstance(item, ImportRecord)] == [
        (f"x{company}", f"y{job}") for company, job, _ in people
    ]


@pytest.mark.parametrize(
    ("cells", "e164"),
    [
        ("Germany,", "+491715550001"),
        ("Deutschland,France", "+491715550001"),
        (",Austria", "+431715550001"),
        ("Atlantis,", "+441715550001"),
        (",", "+441715550001"),
    ],
)
def test_a_number_without_country_code_is_in_the_country_of_its_row(
    tmp_path: Path, cells: str, e164: str
) -> None:
    headings = "Name,Phone,Business Country/Region,Home Country/Region,E-mail Address,Business Street"
    found = one_record(tmp_path, headings, f"Ann,0171 5550001,{cells},,", default_country="GB")
    assert [phone.e164 for phone in found.phones] == [e164]


CELLS = st.one_of(
    st.text(max_size=30), st.sampled_from(["A", "a@x.example", "+1 303 555 0142", "2026-01-02", "yes"])
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.lists(CELLS, min_size=14, max_size=14), max_size=4))
def test_any_cells_are_records_or_rejects(tmp_path: Path, table: list[list[str]]) -> None:
    out = io.StringIO()
    writer = csv.writer(out, quoting=csv.QUOTE_ALL)
    writer.writerow(
        "name,email,phone,tags,rating,fit,role,last_contact,birthday,no_calls,time_zone,street,notes,website".split(
            ","
        )
    )
    writer.writerows(table)
    path = tmp_path / "some.csv"
    path.write_bytes(out.getvalue().encode("utf-8", "replace"))
    with suppress(DiaryError):  # a table of zero bytes is no text
        for item in read(path, default_country="US"):
            assert item.line >= 2
            if isinstance(item, Reject):
                assert item.reason.endswith(".")
            else:
                assert item.name or item.company


def test_a_role_or_rating_of_another_program_is_noted(tmp_path: Path) -> None:
    found = read_text(tmp_path, "Name,Role,Rating,Time Zone\nAnna,Buyer,Hot,East\nBob,User,Warm,West\n")
    assert [each.notes for each in found if isinstance(each, ImportRecord)] == [
        "Role: Buyer\nRating: Hot\nTime Zone: East",
        "Role: User\nRating: Warm\nTime Zone: West",
    ]
    one, two = read_text(tmp_path, "Name,Rating\nAnna,Hot\nBob,B\n")
    assert isinstance(one, Reject)  # some are ours: the other is a mistake
    assert isinstance(two, ImportRecord)


def test_a_number_alone_stands_in_for_its_name(tmp_path: Path) -> None:
    found = one_record(tmp_path, "Name,Phone", ",+1 303 555 0142")
    assert (found.name, found.stand_in) == ("+1 303 555 0142", True)


def test_a_name_beside_a_first_name_is_the_family_name(tmp_path: Path) -> None:
    found = one_record(tmp_path, "Name;Vorname", "Schmidt;Eva")
    assert (found.name, found.given_name, found.family_name) == ("Eva Schmidt", "Eva", "Schmidt")
    found = one_record(tmp_path, "Name,Surname", "Ann,Bell")
    assert (found.name, found.given_name, found.family_name) == ("Ann Bell", "Ann", "Bell")


def test_a_display_name_of_its_own_is_noted(tmp_path: Path) -> None:
    headings = "First Name,Last Name,Display Name"
    assert one_record(tmp_path, headings, "Ann,Bell,Annie (fair)").notes == "Display Name: Annie (fair)"
    assert one_record(tmp_path, headings, 'Ann,Bell,"Bell, Ann"').notes == ""
