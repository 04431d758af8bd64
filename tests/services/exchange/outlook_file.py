"""A file as Outlook's desktop program writes it: 92 columns, every cell quoted, Windows-1252, CRLF."""

import csv
import random
from pathlib import Path

HEADINGS = tuple(
    (
        "Title,First Name,Middle Name,Last Name,Suffix,Company,Department,Job Title,Business Street,"
        "Business Street 2,Business Street 3,Business City,Business State,Business Postal Code,"
        "Business Country/Region,Home Street,Home Street 2,Home Street 3,Home City,Home State,"
        "Home Postal Code,Home Country/Region,Other Street,Other Street 2,Other Street 3,Other City,"
        "Other State,Other Postal Code,Other Country/Region,Assistant's Phone,Business Fax,Business Phone,"
        "Business Phone 2,Callback,Car Phone,Company Main Phone,Home Fax,Home Phone,Home Phone 2,ISDN,"
        "Mobile Phone,Other Fax,Other Phone,Pager,Primary Phone,Radio Phone,TTY/TDD Phone,Telex,Account,"
        "Anniversary,Assistant's Name,Billing Information,Birthday,Business Address PO Box,Categories,"
        "Children,Directory Server,E-mail Address,E-mail Type,E-mail Display Name,E-mail 2 Address,"
        "E-mail 2 Type,E-mail 2 Display Name,E-mail 3 Address,E-mail 3 Type,E-mail 3 Display Name,Gender,"
        "Government ID Number,Hobby,Home Address PO Box,Initials,Internet Free Busy,Keywords,Language,"
        "Location,Manager's Name,Mileage,Notes,Office Location,Organizational ID Number,"
        "Other Address PO Box,Priority,Private,Profession,Referred By,Sensitivity,Spouse,User 1,User 2,"
        "User 3,User 4,Web Page"
    ).split(",")
)
_GIVEN = (
    "Anna Bernd Chloë Dana Émile Fatima Günther Hélène Ines Jürgen Karla Luis Mei Noor Olga Priya "
    "Quentin Rosa Søren Tom"
).split()
_FAMILY = (
    "Abbott Bäcker Castro Dubois Ekström Fischer García Hale Ivanov Jansen Köhler Lefèvre Moreau Núñez "
    "Ortega Petit Raman Sørensen Tanaka Whitfield"
).split()
_JOBS = ("Head of Procurement", "Buyer", "Plant manager", "COO", "Geschäftsführer", "")


def row_of(number: int, chance: random.Random) -> dict[str, str]:
    """One person, different from every other: the number is in the address and the telephone number."""
    given, family = chance.choice(_GIVEN), chance.choice(_FAMILY)
    firm = chance.randrange(1, 400)
    address = f"p{number}@firm{firm}.example"
    return {
        "First Name": given,
        "Last Name": family,
        "Company": f"Firm {firm} & Söhne",
        "Job Title": chance.choice(_JOBS),
        "Business Street": f"Dock Road {firm}",
        "Business City": "Denver",
        "Business Country/Region": "United States of America",
        "Business Phone": f"({201 + number // 10_000}) 555-{number % 10_000:04d}",
        "Mobile Phone": f"+49 171 5{number:06d}" if chance.random() < 0.5 else "",
        "Anniversary": "0/0/00",
        "Birthday": "0/0/00",
        "Categories": "Key account;Food" if chance.random() < 0.1 else "",
        "E-mail Address": address,
        "E-mail Type": "SMTP",
        "E-mail Display Name": f"{given} {family} ({address})",
        "Gender": "Unspecified",
        "Notes": "Met at the fair.\r\nLikes short mails." if chance.random() < 0.2 else "",
        "Priority": "Normal",
        "Private": "False",
        "Sensitivity": "Normal",
        "User 1": chance.choice(("A", "B", "C", "D", "")),
    }


def write_outlook_file(path: Path, rows: int = 1000, seed: int = 1) -> Path:
    """Write a file of so many people to ``path``, the same for the same seed. ``User 1`` holds a rating."""
    chance = random.Random(seed)
    with path.open("w", encoding="cp1252", newline="") as file:
        writer = csv.DictWriter(file, HEADINGS, restval="", quoting=csv.QUOTE_ALL, lineterminator="\r\n")
        writer.writeheader()
        writer.writerows(row_of(number, chance) for number in range(rows))
    return path
