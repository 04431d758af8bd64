"""Chance that falls the same way everywhere.

Only `random.Random.random` promises the same sequence in every version of Python; ``choice``, ``shuffle``
and ``sample`` do not. So everything here is made of it alone. Each part of the story throws its own dice,
named by what they are for, so that one more throw in one part leaves all others as they were.
"""

from collections.abc import Sequence
from random import Random
from typing import TypeVar

_T = TypeVar("_T")
_SEED = "KitDiary demo 1"


class Dice:
    """One named sequence of throws."""

    def __init__(self, *purpose: object) -> None:
        self._next = Random(":".join((_SEED, *map(str, purpose)))).random

    def share(self) -> float:
        """A number from 0 up to 1."""
        return self._next()

    def chance(self, probability: float) -> bool:
        """True in this share of the throws."""
        return self._next() < probability

    def between(self, low: int, high: int) -> int:
        """A whole number, both ends included."""
        return low + int(self._next() * (high - low + 1))

    def pick(self, options: Sequence[_T]) -> _T:
        """One of the options, each as likely as the other."""
        return options[int(self._next() * len(options))]

    def weighted(self, options: Sequence[tuple[_T, float]]) -> _T:
        """One of the options by its weight."""
        left = self._next() * sum(weight for _, weight in options)
        for option, weight in options:
            left -= weight
            if left < 0:
                return option
        return options[-1][0]

    def shuffled(self, options: Sequence[_T]) -> list[_T]:
        """The options in another order."""
        found = list(options)
        for last in range(len(found) - 1, 0, -1):
            other = int(self._next() * (last + 1))
            found[last], found[other] = found[other], found[last]
        return found
