"""An address book as Outlook exports it, about some people of a diary and some who are new: for pictures."""

import csv
from itertools import product
from pathlib import Path

from kitdiary.services.demo.material import material
from kitdiary.services.diary import Diary

_HEADINGS = ("First Name", "Last Name", "Company", "Job Title", "E-mail Address", "Business Phone",
             "Categories", "User 1", "Anniversary")  # fmt: skip
_KNOWN, _ALIKE, _NEW, _BROKEN = 40, 5, 360, 3
_RATINGS = "A", "", "B", "", "", "C", "", "", "B", ""


def write_address_book(diary: Diary, path: Path) -> Path:
    """Write it: people who are here with a number more, some who may be, new ones, and a few broken rows."""
    rows: list[tuple[str, ...]] = [
        *_new(),
        *_here(diary),
        *[("", "", "", "", "no address", *[""] * 4)] * _BROKEN,
    ]
    with path.open("w", encoding="cp1252", errors="replace", newline="") as file:
        writer = csv.writer(file, delimiter=";", lineterminator="\r\n")
        writer.writerow(_HEADINGS)
        writer.writerows(rows)
    return path


def _new() -> list[tuple[str, ...]]:
    read = material()
    firms = [firm for firm in read.companies if firm[0] in ("US", "GB", "DE")]
    jobs = ("Head of Procurement", "Logistics Manager", "Buyer", "Operations Director", "Quality Manager")
    found: list[tuple[str, ...]] = []
    for country in ("US", "GB", "DE"):
        names = read.countries[country]
        for number, (given, family) in enumerate(product(names.given[:12], names.family[-12:])):
            own = [firm for firm in firms if firm[0] == country]
            firm = own[number % len(own)]
            mail = f"{given}.{family}@{firm[4]}.example".lower().replace(" ", "").replace("'", "")
            phone = f"(303) 555-{100 + number:04}" if country == "US" else ""
            found.append(
                (given, family, firm[1], jobs[number % 5], mail if mail.isascii() else "", phone,
                 ("food; key account", "", "fair")[number % 3], _RATINGS[number % 10], "")
            )  # fmt: skip
    return found[:_NEW]


def _here(diary: Diary) -> list[tuple[str, ...]]:
    ids = diary.lists.contact_ids(limit=400)
    people = [card.contact for card in map(diary.cards.one, ids[: 6 * _KNOWN : 6])]
    firms = {row.contact_id: row.company or "" for row in diary.lists.contact_rows(ids)}
    found: list[tuple[str, ...]] = []
    for number, person in enumerate(people):
        if not _fits(person.name + firms[person.id]):
            continue
        mail = person.emails[0].value if person.emails else ""
        alike = number < _ALIKE and bool(mail)
        family = f"{person.family_name}-Hall" if alike else person.family_name
        given = person.given_name[:1] + "." if alike else person.given_name
        phone = f"+1 303 555 {7000 + number}"
        found.append((given, family, firms[person.id], person.job_title, mail, phone, "", "", ""))
    return found


def _fits(text: str) -> bool:
    """Whether Outlook can write it in the code page of the West."""
    return text.encode("cp1252", "ignore").decode("cp1252") == text
