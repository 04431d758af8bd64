"""The tables of headings: consistent with themselves, and what tells one program from another."""

import pytest

from kitdiary.services.exchange import heading_tables, outlook_tables
from kitdiary.services.exchange.csv_dialects import (
    heading_key,
    known_headings,
    map_columns,
    parse_known,
    recognise,
)
from kitdiary.services.exchange.fields import Field, Target, parse_target
from kitdiary.services.exchange.heading_tables import Table

TABLES = {
    name: table
    for module in (heading_tables, outlook_tables)
    for name, table in vars(module).items()
    if name.isupper() and isinstance(table, dict)
}


@pytest.mark.parametrize("name", sorted(TABLES))
def test_a_table_names_fields_and_each_heading_once(name: str) -> None:
    table: Table = TABLES[name]
    seen: dict[str, str] = {}
    for target, headings in table.items():
        assert parse_known(target).field in Field
        for heading in headings:
            key = "#".join(heading_key(part) for part in heading.split("#"))
            twice = (name, heading) == ("FRENCH", "Titre")
            assert twice or seen.get(key, target) == target, f"{heading} is {target} and {seen[key]}"
            seen[key] = target


@pytest.mark.parametrize(
    ("headings", "source"),
    [
        ("First Name,Last Name,Labels,E-mail 1 - Label,E-mail 1 - Value", "google"),
        ("Name,Given Name,Group Membership,E-mail 1 - Type,E-mail 1 - Value", "google"),
        ("First Name,Last Name,E-mail Address,Business Phone", "outlook"),
        ("Vorname,Nachname,E-Mail-Adresse,Telefon geschäftlich", "outlook"),
        ("Titre,Prénom,Nom,Adresse de messagerie", "outlook"),
        ("First Name,Last Name,Email Address,Company,Position,Connected On", "linkedin"),
        ("Record ID,First Name,Last Name,Email,Lifecycle Stage", "hubspot"),
        ("First Name,Last Name,Account Name,Mailing City,Email", "salesforce"),
        ("Company,Contact,ID/Status,E-mail", "act"),
        ("First Name,Last Name,Display Name,Primary Email,Work ZipCode", "thunderbird"),
        ("contact_id,name,company,rating", "kitdiary"),
        ("Name,Email,Phone", "csv"),
        ("foo,bar", "csv"),
        ("", "csv"),
    ],
)
def test_a_source_is_known_by_its_headings(headings: str, source: str) -> None:
    assert recognise(headings.split(",")) == source
    assert recognise([heading.upper() for heading in headings.split(",")]) == source


def test_a_column_the_rep_added_is_looked_up_everywhere() -> None:
    columns = map_columns("outlook", ["First Name", "Rating", "Last contact", "Shoe size", ""])
    assert [str(column.target) for column in columns] == [
        "given_name",
        "rating",
        "last_contact",
        "None",
        "None",
    ]


def test_a_heading_that_occurs_twice() -> None:
    columns = map_columns("outlook", ["Titre", "Prénom", "Titre"])
    assert [str(column.target) for column in columns] == ["name_prefix", "given_name", "job_title"]


def test_headings_with_numbers() -> None:
    columns = map_columns("google", ["E-mail 12 - Value", "E-mail 12 - Type", "Address 3 - City"])
    assert [str(column.target) for column in columns] == ["email", "label_of.E-mail 12 - Value", "city.3"]


def test_how_many_headings_are_known() -> None:
    assert known_headings(["Vorname", "E-mail 2 Address", "Shoe size", "", "x" * 100]) == 2


def test_a_target_as_the_user_writes_it() -> None:
    assert parse_target(" Job-Title ") == Target(Field.JOB_TITLE)
    assert str(parse_target("phone.mobile")) == "phone.mobile"
