"""What stands on the printed page of a hand-off: words and numbers only, so that any renderer can draw it."""

import json
from dataclasses import asdict, dataclass
from typing import NamedTuple


class Tile(NamedTuple):
    """A figure, large, with its words below it."""

    figure: str
    words: str
    warns: bool = False


class Bar(NamedTuple):
    """A bar with its words and its count."""

    words: str
    number: int


class WeekBar(NamedTuple):
    """A week's two counts; ``words`` is its last day, for the axis."""

    words: str
    conversations: int
    value_adds: int


class LoadBar(NamedTuple):
    """A coming week: what is asked for, and what there is room for."""

    words: str
    talks: int
    talk_capacity: int
    value_adds: int
    value_add_capacity: int


class Person(NamedTuple):
    """A line about somebody."""

    rating: str
    rank: int
    name: str
    company: str
    words: str


@dataclass(frozen=True, slots=True)
class SummaryPage:
    """The page. Lists are no longer than the page has room for; ``more`` says what was left out."""

    title: str
    subtitle: str
    tiles: tuple[Tile, ...]
    weeks: tuple[WeekBar, ...]
    cadence: tuple[tuple[str, int, int], ...]
    """Rating, on cadence, of how many."""
    places: tuple[Bar, ...]
    places_words: str
    load: tuple[LoadBar, ...]
    slipping: tuple[Person, ...]
    more: str
    foot: str


def page_to_json(page: SummaryPage) -> str:
    """The page as text, for a program of its own that draws it."""
    return json.dumps(asdict(page))


def page_from_json(text: str) -> SummaryPage:
    """The page that `page_to_json` wrote."""
    found = json.loads(text)
    return SummaryPage(
        found["title"],
        found["subtitle"],
        tuple(Tile(*one) for one in found["tiles"]),
        tuple(WeekBar(*one) for one in found["weeks"]),
        tuple((one[0], one[1], one[2]) for one in found["cadence"]),
        tuple(Bar(*one) for one in found["places"]),
        found["places_words"],
        tuple(LoadBar(*one) for one in found["load"]),
        tuple(Person(*one) for one in found["slipping"]),
        found["more"],
        found["foot"],
    )
