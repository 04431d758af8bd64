"""The people of the generated diary: how they are rated, what they allow, and when we last met."""

from collections.abc import Iterator
from datetime import date, timedelta
from random import Random
from typing import NamedTuple

from kitdiary.domain.names import email_key, name_key
from tests.bench.invent import firms, people

CONTACTS = 100_000
COMPANIES = 20_000
TODAY = date(2026, 11, 20)
_ADDED = date(2019, 1, 7)
_EMAIL_DAYS = {"A": 28, "B": 42, "C": 91, "D": 91}
_LATE_SHARE = 0.017
"""How many have been left waiting longer than their value-add interval: about 3,000 steps are due."""
_INDUSTRIES = ("packaging", "food", "machines", "chemistry", "energy", "medical devices")
_ZONES = ("Europe/Berlin", "America/Chicago", "Asia/Kolkata", "", "Europe/Madrid")

COMPANY_COLUMNS = ("name", "name_key", "rating", "industry", "city", "country")
CONTACT_COLUMNS = (
    "name", "name_key", "given_name", "family_name", "company_id", "job_title", "role", "rating", "fit",
    "timing_kind", "timing_on", "timing_precision", "timing_recorded_on", "allow_calls", "allow_email",
    "paused_until", "closed", "closed_on", "first_talk_on", "added_on", "talk_every", "time_zone", "source",
    "introduced_by", "city", "country",
)  # fmt: skip

Row = tuple[str | int | None, ...]


class Person(NamedTuple):
    """What the rest of the diary needs to know of a contact."""

    company_id: int
    last_on: date
    """The local date of the last conversation."""


def company_rows(random: Random) -> Iterator[Row]:
    """The companies; three in ten have a rating."""
    names = firms(random)
    for _ in range(COMPANIES):
        name = next(names)
        rating = random.choice("ABCD") if random.random() < 0.3 else None
        yield name, name_key(name), rating, random.choice(_INDUSTRIES), "Lindau", "DE"


def contact_rows(random: Random, met: list[Person]) -> Iterator[Row]:
    """The contacts, in the order of their ids from 1 on; what the touches need goes into ``met``."""
    names = people(random)
    for number in range(1, CONTACTS + 1):
        given, family = next(names)
        # Some companies have a hundred people in the diary, most have a few.
        company_id = 1 + int(COMPANIES * random.random() ** 1.5)
        rating = random.choices(("A", "B", "C", "D", None), (5, 15, 40, 25, 15))[0]
        last_on = TODAY - timedelta(days=_silent_days(random, rating))
        met.append(Person(company_id, last_on))
        closed = "left-field" if random.random() < 0.02 else None
        paused = (TODAY + timedelta(days=90)).isoformat() if random.random() < 0.01 else None
        timing = _timing(random) if random.random() < 0.1 else (None, None, None, None)
        introduced_by = random.randrange(1, number) if number > 1 and random.random() < 0.05 else None
        yield (
            f"{given} {family}", name_key(f"{given} {family}"), given, family, company_id,
            "Head of purchasing", "prospect", rating, random.choice(("yes", "unsure", "unsure", "no")),
            *timing,
            int(random.random() > 0.02), int(random.random() > 0.03), paused, closed,
            TODAY.isoformat() if closed else None, _ADDED.isoformat(), _ADDED.isoformat(),
            "2m" if random.random() < 0.01 else None, random.choice(_ZONES), "trade show",
            introduced_by, random.choice(("Graz", "Lyon", "Pune", "Austin")), "AT",
        )  # fmt: skip


def _silent_days(random: Random, rating: str | None) -> int:
    """Days since the last conversation: for most within the interval of their value-adds."""
    interval = _EMAIL_DAYS[rating or "A"]
    if random.random() < _LATE_SHARE:
        return int(interval * random.uniform(1.05, 1.4))
    return random.randint(1, interval - 6)


def _timing(random: Random) -> tuple[str, str, str, str]:
    """A contract that ends: for most beyond the window in which it asks for a talk."""
    on = TODAY + timedelta(days=random.randint(85, 900))
    return "contract-end", on.isoformat(), "day", (TODAY - timedelta(days=200)).isoformat()


def email_rows() -> Iterator[Row]:
    """One address for each contact."""
    for number in range(1, CONTACTS + 1):
        address = f"person.{number}@firm-{number % 4999}.example"
        yield number, 0, address, "work", email_key(address)


def phone_rows() -> Iterator[Row]:
    """One number for each contact."""
    for number in range(1, CONTACTS + 1):
        yield number, 0, f"+49 30 {number:07}", "work", f"+4930{number:07}"


def tag_rows(random: Random) -> Iterator[Row]:
    """A tag for one contact in three."""
    for number in range(1, CONTACTS + 1, 3):
        tag = random.choice(("Hannover 2025", "reseller", "newsletter", "key user"))
        yield number, tag, name_key(tag)
