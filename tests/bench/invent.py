"""Invented names and notes, the same each time: enough different words for a real search index."""

from collections.abc import Iterator
from random import Random

COMMON = "pricing"
"""A word in a third of all notes."""
RARE = "zeppelin"
"""A word in one note of fifty thousand."""
_ONE_IN = 50_000

_BEGIN = (
    "Bar Ben Car Dal El Fer Gar Hal Is Jan Kar Lin Mar Nor Ol Pet Quin Ros Sal Tor Ul Vin Wal Yor Zel".split()
)
_MIDDLE = "a e i o u ai ber den gar li man ne ro sha ti vel".split()
_END = "berg dez er ham ić ino ko ley mann ner rød son ström ta wicz z".split()
_GIVEN = (
    "Ada Amir Anneli Bruno Carla Chen Daria Emeka Fatima Finn Grace Hanna Ines Jonas José Karin Leila Luca"
    " Maja Marek Nils Noor Olga Omar Paula Priya Rafael Rosa Samir Sara Sofia Søren Tariq Tomás Uma Vera Wei"
    " Yara Yusuf Zoë"
).split()
_FIRM = "Works Systems Logistics Foods Plastics Energy Instruments Group Hydraulics Packaging".split()


def people(random: Random) -> Iterator[tuple[str, str]]:
    """Given and family names, without end."""
    families = [begin + middle + end for begin in _BEGIN for middle in _MIDDLE for end in _END]
    while True:
        yield random.choice(_GIVEN), random.choice(families)


def firms(random: Random) -> Iterator[str]:
    """Names of companies, each its own, without end."""
    number = 0
    while True:
        number += 1
        name = random.choice(_BEGIN) + random.choice(_MIDDLE) + random.choice(_END)
        yield f"{name} {random.choice(_FIRM)} {number}"


class Notes:
    """Notes of about a dozen words, some said often and most seldom, as in any language."""

    def __init__(self, random: Random) -> None:
        self._random = random
        words = [
            f"{begin}{middle}{other}{end}".lower()
            for begin in _BEGIN
            for middle in _MIDDLE
            for other in ("", "ra", "lo", "sti")
            for end in ("", "n", "t", "se", "ment")
        ]
        weights = [1 / rank for rank in range(1, len(words) + 1)]
        self._pieces = [" ".join(random.choices(words, weights, k=4)) for _ in range(20_000)]
        self._number = 0

    def one(self) -> str:
        """The next note."""
        random = self._random
        self._number += 1
        text = f"{random.choice(self._pieces)} {random.choice(self._pieces)}, {random.choice(self._pieces)}"
        if random.random() < 1 / 3:
            text += f" and the {COMMON}"
        if self._number % _ONE_IN == _ONE_IN // 10:
            text += f" {RARE}"
        return f"{text}."
