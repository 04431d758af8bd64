"""The invented companies."""

from kitdiary.domain.people import Address, Company
from kitdiary.services.demo.dice import Dice
from kitdiary.services.demo.material import Country, Material

_RATINGS: tuple[tuple[str | None, float], ...] = (
    (None, 0.34),
    ("A", 0.06),
    ("B", 0.15),
    ("C", 0.22),
    ("D", 0.23),
)
_NOTES = (
    "Gate 3, ask for a visitor’s jacket.",
    "Two sites; the second is bigger than it looks.",
    "Deliveries only until 14:00.",
    "Family firm, third generation. The uncle decides.",
    "Summer shutdown for two weeks.",
    "Parking behind the cold store, never in front.",
    "Group decides on contracts above 100k.",
)


def make_companies(material: Material) -> list[Company]:
    """The companies in the order of the data; the first has the id 1."""
    rated = {
        person["company"]: person["company_rating"] for person in material.cast if "company_rating" in person
    }
    dice = Dice("companies")
    found: list[Company] = []
    for number, (code, name, city, industry, domain) in enumerate(material.companies, start=1):
        rating = dice.weighted(_RATINGS)
        note = dice.pick(_NOTES) if dice.chance(0.16) else ""
        address = address_of(material.countries[code], city, dice)
        website = f"https://www.{domain}.example"
        found.append(Company(number, name, rated.get(name, rating), industry, website, note, address))
    return found


def address_of(country: Country, city: str, dice: Dice) -> Address:
    """A street that does not exist in a city that does."""
    place = country.cities[city]
    street = dice.pick(country.streets).format(n=dice.between(3, 190))
    return Address(street, place.name, place.region, place.postcode, country.code)
