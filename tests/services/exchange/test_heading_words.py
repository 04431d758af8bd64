"""Headings that no table has, by their words."""

from pathlib import Path

import pytest

from kitdiary.domain.people import Labelled
from kitdiary.services.exchange.csv_dialects import map_columns
from kitdiary.services.exchange.records import ImportRecord
from tests.services.exchange.reading import one_record, read_text


@pytest.mark.parametrize(
    ("heading", "target"),
    [
        ("Email Other", "email.other"),
        ("email_work_2", "email.work"),
        ("Customer E-mail", "email"),
        ("E-mailadres", "email"),
        ("Correo electrónico", "email"),
        ("Home Mobile", "phone.mobile"),
        ("homePhone", "phone.home"),
        ("Teléfono del trabajo", "phone.work"),
        ("Person - Phone - Work", "phone.work"),
        ("WhatsApp", "phone"),
        ("Phone No.", "phone"),
        ("Person - Name", "name"),
        ("Primary Contact", "name"),
        ("Organization - Name", "company"),
        ("Nome azienda", "company"),
        ("Lead Note 1", "notes"),
        ("Additional information", "notes.*"),
        ("Assistant Email", "notes.*"),
        ("Company Email", "notes.*"),
        ("Email Opt-in", None),
        ("Phone Type", None),
        ("Owner Email", None),
        ("Last email sent", None),
        ("Company Size", None),
        ("Customer ID", None),
        ("Shoe size", None),
        (f"{'x' * 200} email", None),
    ],
)
def test_what_a_heading_means_by_its_words(heading: str, target: str | None) -> None:
    (column,) = map_columns("csv", [heading])
    assert (None if column.target is None else str(column.target)) == target


def test_a_value_that_is_no_such_thing_is_noted(tmp_path: Path) -> None:
    found = one_record(tmp_path, "Name,Email Other,Home Mobile", "Anna,ask her first,in the evening only")
    assert (found.emails, found.phones) == ((), ())
    assert found.notes == "Email Other: ask her first\nHome Mobile: in the evening only"


@pytest.mark.parametrize(
    "headings",
    [
        "Nombre;Apellidos;Correo electrónico;Teléfono móvil;Empresa;Notas",
        "Voornaam;Achternaam;E-mailadres;Mobiele telefoon;Bedrijf;Opmerkingen",
        "Nome;Cognome;Indirizzo e-mail;Cellulare;Azienda;Commenti",
        "Имя;Фамилия;Почта;Мобильный телефон;Компания;Примечание",
        "名;姓;メールアドレス;携帯電話;会社名;備考",
    ],
)
def test_headings_in_other_languages(tmp_path: Path, headings: str) -> None:
    row = "Eva;Ruiz Gil;eva@ruiz.example;+34 600 123 456;Ruiz SL;Mornings"
    (found,) = read_text(tmp_path, f"{headings}\n{row}\n")
    assert isinstance(found, ImportRecord)
    assert (found.name, found.family_name, found.company) == ("Eva Ruiz Gil", "Ruiz Gil", "Ruiz SL")
    assert found.emails == (Labelled("eva@ruiz.example"),)
    assert [phone.e164 for phone in found.phones] == ["+34600123456"]
    assert "Mornings" in found.notes
