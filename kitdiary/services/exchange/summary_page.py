"""The printed page of a hand-off, put together from the figures."""

from collections.abc import Callable, Sequence
from datetime import date, datetime
from pathlib import Path

from kitdiary.domain.day_names import month_name, short_day
from kitdiary.domain.figures import Scope
from kitdiary.domain.metrics import Figures
from kitdiary.domain.opportunity_figures import Place
from kitdiary.domain.summary_page import Bar, LoadBar, Person, SummaryPage, Tile, WeekBar

RenderSummary = Callable[[SummaryPage, Path], None]
"""Draws the page into a PDF file. Raises DiaryError where it cannot."""
_PEOPLE = 10
_WEEKS = 52
"""More bars than this cannot be told apart on paper: of a longer period the last ones are drawn."""
_LOAD_WEEKS = 6
_PLACES = {
    Place.FIRST: "1st meeting",
    Place.FEW: "2–3 touches",
    Place.MORE: "4–6 touches",
    Place.MANY: "7 and more",
}


def summary_page(figures: Figures, codes: Sequence[str], rep: str, made_at: datetime) -> SummaryPage:
    """The page of a report; ``codes`` are the ratings, best first."""
    slipping = figures.slipping
    people = tuple(
        Person(
            slip.rating,
            codes.index(slip.rating) if slip.rating in codes else len(codes) - 1,
            slip.name,
            slip.company or "",
            f"{slip.silent_days} days silent, "
            f"{'talk' if slip.talk_clock else 'email'} every {slip.every_days}",
        )
        for slip in slipping.shown[:_PEOPLE]
    )
    left_out = slipping.count - len(people)
    return SummaryPage(
        rep or "Keeping in touch",
        f"{_day(figures.period.start)} to {_day(figures.period.end)}{_filters(figures.scope)}",
        _tiles(figures),
        tuple(
            WeekBar(short_day(week.period.end), week.conversations, week.value_adds)
            for week in figures.weeks.weeks[-_WEEKS:]
        ),
        tuple((share.key, share.good, share.of) for share in figures.cadence.ratings),
        tuple(Bar(words, figures.arrivals.at(place)) for place, words in _PLACES.items()),
        _arrival_words(figures),
        tuple(
            LoadBar(
                short_day(week.period.start),
                week.talks,
                week.talk_capacity,
                week.value_adds,
                week.value_add_capacity,
            )
            for week in figures.load.weeks[:_LOAD_WEEKS]
        ),
        people,
        f"and {left_out:,} more in contacts.csv" if left_out else "",
        f"Made by KitDiary on {_day(made_at.date())} at {made_at:%H:%M}. Left behind, on cadence, load and "
        "slipping away are as of that day.",
    )


def _day(day: date) -> str:
    return f"{day.day} {month_name(day)} {day.year}"


def _filters(scope: Scope) -> str:
    found = [f"rating {', '.join(scope.ratings)}"] if scope.ratings else []
    found += [f"tag {tag}" for tag in scope.tags]
    if scope.territory:
        found.append(f"territory {scope.territory}")
    return "".join(f"  ·  {word}" for word in found) or "  ·  all ratings  ·  all territories"


def _tiles(figures: Figures) -> tuple[Tile, ...]:
    overall, weeks, arrivals = figures.cadence.overall, figures.weeks, figures.arrivals
    shares = ", ".join(
        f"{share.key} {share.percent}" for share in figures.cadence.ratings if share.percent is not None
    )
    times = arrivals.multiplier
    return (
        Tile(
            f"{figures.left_behind.count:,}",
            "left behind (no next touch)",
            warns=figures.left_behind.count > 0,
        ),
        Tile("–" if overall.percent is None else f"{overall.percent} %", f"on cadence ({shares})"),
        Tile(f"{weeks.conversations:,}", f"conversations, {weeks.a_week(weeks.conversations)} a week"),
        Tile(
            "–" if times is None else f"{times}×",
            f"opportunities against the first pass alone: {arrivals.total} ÷ {arrivals.first}",
        ),
    )


def _arrival_words(figures: Figures) -> str:
    arrivals = figures.arrivals
    if not arrivals.total:
        return "No opportunity was opened in this period."
    stopped = (
        f"a once-off campaign would have stopped at {arrivals.first}."
        if arrivals.first
        else "a once-off campaign would have found none."
    )
    return f"{arrivals.later} of {arrivals.total} came after the first meeting; {stopped}"
