"""How invented people are reached: numbers nobody has, addresses on ``.example``."""

import unicodedata

from kitdiary.domain.people import Labelled
from kitdiary.services.demo.dice import Dice
from kitdiary.services.demo.material import Country

_SPELLED_OUT = str.maketrans(
    {"ß": "ss", "ø": "o", "æ": "ae", "ı": "i", "œ": "oe", "þ": "th", "ð": "d"} | dict.fromkeys("'’., ", None)
)
_GERMAN = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue"})
# Germany's regulator keeps these for films; the landlines by city are in countries.json.
_GERMAN_MOBILES = ("+49 171 39200##", "+49 176 040690##")
_MOBILES = {"GB": ("+44 7700 900###",), "FR": ("+33 6 39 98 ## ##",), "DE": _GERMAN_MOBILES}


def slug(text: str, language: str) -> str:
    """A name as the part of an address before the ``@``: lower case, plain letters."""
    lowered = text.lower()
    if language == "de":
        lowered = lowered.translate(_GERMAN)
    apart = unicodedata.normalize("NFKD", lowered.translate(_SPELLED_OUT))
    return "".join(letter for letter in apart if letter.isascii() and (letter.isalnum() or letter == "-"))


def email_of(given: str, family: str, domain: str, language: str, style: int) -> str:
    """An address in the style of a firm (0, 1 or 2); it can never be delivered."""
    first, last = slug(given, language), slug(family, language)
    local = (f"{first}.{last}", f"{first[:1]}.{last}", f"{first[:1]}{last}")[style]
    return f"{local.strip('.')}@{domain}.example"


class Numbers:
    """Hands out phone numbers from the ranges kept for fiction, none twice."""

    def __init__(self) -> None:
        self._given: set[str] = set()

    def reserve(self, number: str) -> None:
        """Say that a number is taken."""
        self._given.add(number)

    def number(self, pattern: str, dice: Dice) -> str:
        """A number of a pattern; each ``#`` becomes a digit."""
        while True:
            number = "".join(str(dice.between(0, 9)) if sign == "#" else sign for sign in pattern)
            if number not in self._given:
                self._given.add(number)
                return number

    def phones(self, country: Country, city: str, dice: Dice) -> tuple[Labelled, ...]:
        """The numbers of a person: a landline mostly, a mobile now and then, sometimes none."""
        found: list[Labelled] = []
        if not dice.chance(0.06):
            label = "work" if dice.chance(0.6) else "direct"
            found.append(Labelled(self.number(country.cities[city].phones, dice), label))
        if country.code in _MOBILES and dice.chance(0.4):
            found.append(Labelled(self.number(dice.pick(_MOBILES[country.code]), dice), "mobile"))
        return tuple(found)
