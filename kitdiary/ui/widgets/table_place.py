"""Where a table was before its rows were read anew, spoken of by id."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Place:
    """Where the view was before its ids were replaced."""

    selected: frozenset[int]
    current: int | None
    row: int
    column: int
    anchor: int | None
    """Who stood at the top, and how far the list was scrolled into that row."""
    offset: int
    scrolled: int


def places_of(ids: list[int], wanted: Iterable[int | None]) -> dict[int | None, int]:
    """The rows of these ids; those that are not in the list are left out."""
    looked_for = set(wanted)
    return {one: place for place, one in enumerate(ids) if one in looked_for}


def runs(rows: list[int]) -> list[tuple[int, int]]:
    """Rows in order as ranges of neighbours."""
    found: list[tuple[int, int]] = []
    for row in rows:
        if found and found[-1][1] == row - 1:
            found[-1] = (found[-1][0], row)
        else:
            found.append((row, row))
    return found
