"""The invented people: names that fit the country, jobs, how they are reached, what they care about."""

from dataclasses import dataclass, replace
from typing import Any

from kitdiary.domain.intervals import Interval, Unit
from kitdiary.domain.people import DEFAULT, Address, Company, Consent, Contact, Labelled, Override, Role
from kitdiary.services.demo.dice import Dice
from kitdiary.services.demo.material import Country, Material
from kitdiary.services.demo.reach import Numbers, email_of

CROWD = 282
"""How many people beside the cast."""
_RATINGS: tuple[tuple[str | None, float], ...] = (
    ("A", 0.045),
    ("B", 0.085),
    ("C", 0.15),
    ("D", 0.625),
    (None, 0.09),
)
_SIZES: tuple[tuple[int, float], ...] = ((1, 0.24), (2, 0.34), (3, 0.24), (4, 0.13), (6, 0.05))
_CADENCES: tuple[tuple[Override, Override], ...] = (
    (Interval(4, Unit.WEEK), DEFAULT),
    (Interval(2, Unit.MONTH), DEFAULT),
    (Interval(1, Unit.MONTH), Interval(3, Unit.WEEK)),
    (DEFAULT, Interval(2, Unit.MONTH)),
    (Interval(4, Unit.MONTH), None),
)
_ROLES = ((Role.PROSPECT, 0.84), (Role.FORMER_CUSTOMER, 0.06), (Role.PARTNER, 0.05), (Role.ALLY, 0.05))
_REFUSALS = (
    Consent(calls=False),
    Consent(email=False),
    Consent(calls=False, other=False),
    Consent(other=False),
    Consent(email=False, other=False),
    Consent(calls=False),
)


@dataclass(slots=True)
class Recruit:
    """A person the story has not met yet, and the themes they care about."""

    contact: Contact
    company: Company
    themes: tuple[str, ...]
    incumbent: str


def make_crowd(
    material: Material, companies: list[Company], numbers: Numbers, first_id: int
) -> list[Recruit]:
    """The people beside the cast, in the order of their companies; ids from ``first_id`` on."""
    dice = Dice("crowd")
    names = _Names(material)
    found: list[Recruit] = []
    for company, special in _places(material, companies, dice):
        contact = _contact(
            first_id + len(found), company, special, material=material, names=names, numbers=numbers
        )
        found.append(_recruit(material, company, contact))
    return found


def _places(
    material: Material, companies: list[Company], dice: Dice
) -> list[tuple[Company, dict[str, Any] | None]]:
    """At which company each of the crowd works; the specials have theirs already."""
    alone = {person["company"] for person in material.cast if person.get("alone")}
    by_name = {company.name: company for company in companies}
    places: list[tuple[Company, dict[str, Any] | None]] = [
        (by_name[special["company"]], special) for special in material.jobs["specials"]
    ]
    open_to = [company for company in companies if company.name not in alone]
    places += [(company, None) for company in open_to]
    while len(places) < CROWD:
        company = dice.pick(open_to)
        places += [(company, None)] * min(dice.weighted(_SIZES), CROWD - len(places))
    return sorted(places, key=lambda place: place[0].id)


class _Names:
    """Gives each person of a country a name of their own."""

    def __init__(self, material: Material) -> None:
        self._pairs = {code: _pairs(country) for code, country in material.countries.items()}

    def next(self, country: str) -> tuple[str, str]:
        return self._pairs[country].pop()


def _pairs(country: Country) -> list[tuple[str, str]]:
    """Given and family names, each used about equally often, no two alike."""
    dice = Dice("names", country.code)
    pairs: list[tuple[str, str]] = []
    while len(pairs) < len(country.given) * 3:
        given, family = dice.shuffled(country.given), dice.shuffled(country.family)
        known = set(pairs)
        pairs += [pair for pair in zip(given, family, strict=False) if pair not in known]
    return pairs[::-1]


def _contact(
    contact_id: int,
    company: Company,
    special: dict[str, Any] | None,
    *,
    material: Material,
    names: _Names,
    numbers: Numbers,
) -> Contact:
    dice = Dice("person", contact_id)
    country = material.countries[company.address.country]
    domain = company.website.removeprefix("https://www.").removesuffix(".example")
    if special is None:
        given, family = names.next(country.code)
        name, email = f"{given} {family}", email_of(given, family, domain, country.language, company.id % 3)
        title = dice.pick(material.jobs["titles"][country.titles])
    else:
        given, family, name, title = (special[key] for key in ("given", "family", "name", "title"))
        email = f"{special['email']}@{domain}.example"
    talk_every, email_every = dice.pick(_CADENCES) if dice.chance(0.05) else (DEFAULT, DEFAULT)
    return Contact(
        id=contact_id,
        name=name,
        company_id=company.id,
        given_name=given,
        family_name=family,
        job_title=title,
        role=dice.weighted(_ROLES),
        rating=_own_rating(dice.weighted(_RATINGS), company.rating, dice),
        consent=dice.pick(_REFUSALS) if dice.chance(0.05) else Consent(),
        talk_every=talk_every,
        email_every=email_every,
        time_zone=country.cities[company.address.city].time_zone,
        language=country.language,
        best_hours=dice.pick(material.jobs["best_hours"]) if dice.chance(0.55) else "",
        notes=dice.pick(material.jobs["notes"]) if dice.chance(0.14) else "",
        birthday=f"--{dice.between(1, 12):02}-{dice.between(1, 28):02}" if dice.chance(0.1) else "",
        address=company.address if dice.chance(0.7) else Address(country=country.code),
        phones=numbers.phones(country, company.address.city, dice),
        emails=(Labelled(email, "work"),),
    )


def _own_rating(target: str | None, company: str | None, dice: Dice) -> str | None:
    """The person's own rating; often none where the company's says the same."""
    return None if target == company and dice.chance(0.5) else target


def _recruit(material: Material, company: Company, contact: Contact) -> Recruit:
    """What the person cares about, by their industry, and who serves them today."""
    dice = Dice("interests", contact.id)
    near = [theme.name for theme in material.themes.values() if company.industry in theme.industries]
    far = [name for name in material.themes if name not in near]
    themes = (dice.shuffled(near)[:2] + dice.shuffled(far))[:3]
    incumbent = dice.pick(material.phrases["incumbents"])
    tags = [
        *themes[: dice.between(1, 2)],
        *([incumbent] if incumbent[0].isupper() and dice.chance(0.4) else []),
    ]
    return Recruit(replace(contact, tags=tuple(tags)), company, tuple(themes), incumbent)
