"""``report``: the figures of Reports as text or JSON."""

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

import click

from kitdiary.cli.days import Day
from kitdiary.cli.output import say, say_json
from kitdiary.cli.parameters import DAY
from kitdiary.cli.session import DiaryCommand, Session, as_json_option, in_session
from kitdiary.cli.text import cell, one_line, page_width, table, wrapped
from kitdiary.cli.words import day_text, plural

if TYPE_CHECKING:
    from kitdiary.domain.figures import Scope
    from kitdiary.domain.metrics import Figures
    from kitdiary.domain.periods import Period
    from kitdiary.services.diary import Diary

_BAR = 30
_LISTED = 10
_PLACES = {
    "first_meeting": "1st meeting",
    "touches_2_3": "2–3 touches",
    "touches_4_6": "4–6 touches",
    "touches_7_and_more": "7 and more",
}


def period_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """``--from`` and ``--to``, both included."""
    for option in (
        click.option("--to", "end", type=DAY, metavar="D", help="The last day; today if left out."),
        click.option(
            "--from",
            "start",
            type=DAY,
            metavar="D",
            help="The first day; 26 weeks up to the last if left out.",
        ),
    ):
        command = option(command)
    return command


def scope_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """``--rating``, ``--tag`` and ``--territory``."""
    for option in (
        click.option(
            "--territory",
            metavar="X",
            default="",
            help="A country, a region or the beginning of a postcode: AT, Ohio, 88, DE 881.",
        ),
        click.option("--tag", "tags", multiple=True, metavar="T", help="People with this tag; repeatable."),
        click.option("--rating", default="", metavar="A,B", help="People of these ratings, as they count."),
    ):
        command = option(command)
    return command


def asked_of(
    diary: "Diary",
    *,
    start: Day | None,
    end: Day | None,
    rating: str,
    tags: tuple[str, ...],
    territory: str,
) -> "tuple[Period, Scope]":
    """The period and the scope that were typed."""
    today = diary.context.today()
    period = diary.reports.period(
        None if start is None else start.on(today), None if end is None else end.on(today)
    )
    return period, diary.reports.scope(tuple(rating.split(",")), tags, (), territory)


@click.command(cls=DiaryCommand)
@period_options
@scope_options
@as_json_option
@in_session
def report(
    session: Session,
    /,
    *,
    start: Day | None,
    end: Day | None,
    rating: str,
    tags: tuple[str, ...],
    territory: str,
    as_json: bool,
) -> None:
    """Print the figures of a period."""
    from kitdiary.services.report_shape import report_shape

    with session.open() as diary:
        figures = diary.reports.figures(
            *asked_of(diary, start=start, end=end, rating=rating, tags=tags, territory=territory)
        )
    if as_json:
        say_json(report_shape(figures))
    else:
        say(list(report_lines(figures, page_width())))


def report_lines(figures: "Figures", columns: int) -> Iterator[str]:
    """The report as text."""
    period = figures.period
    yield f"{day_text(period.start)} to {day_text(period.end)}{_scope_words(figures.scope)}"
    yield ""
    yield from _now(figures)
    yield from _activity(figures)
    yield from _load(figures)
    yield from _slipping(figures, columns)
    yield from _opportunities(figures, columns)
    yield from _leaks(figures, columns)
    yield from _lists(figures, columns)


def _scope_words(scope: "Scope") -> str:
    found = []
    if scope.ratings:
        found.append(f"rating {', '.join(scope.ratings)}")
    found += [f"tag {tag}" for tag in scope.tags]
    if scope.territory:
        found.append(f"territory {scope.territory}")
    return one_line("".join(f" · {word}" for word in found))


def _now(figures: "Figures") -> Iterator[str]:
    count = figures.left_behind.count
    ids = ", ".join(str(one) for one in figures.left_behind.ids[:_LISTED])
    more = ", …" if count > _LISTED else ""
    yield f"Left behind: {count}" + (f" (ids {ids}{more})" if count else "")
    overall = figures.cadence.overall
    shares = ", ".join(
        f"{share.key} {share.percent} %" for share in figures.cadence.ratings if share.percent is not None
    )
    if overall.of:
        yield f"On cadence: {overall.percent} %, {overall.good:,} of {overall.of:,} ({shares})"
    else:
        yield "On cadence: nobody has a cadence yet."


def _activity(figures: "Figures") -> Iterator[str]:
    weeks = figures.weeks
    yield (
        f"Conversations: {weeks.conversations:,}, {weeks.a_week(weeks.conversations)} a week; "
        f"value-adds: {weeks.value_adds:,}, {weeks.a_week(weeks.value_adds)} a week"
    )
    yield ""
    yield "Conversations (#) and value-adds (+) a week"
    most = max((week.conversations + week.value_adds for week in weeks.weeks), default=0)
    for week in weeks.weeks:
        talks, values = (_length(count, most) for count in (week.conversations, week.value_adds))
        counts = f"{week.conversations:>4} {week.value_adds:>4}"
        yield f"  to {week.period.end}  {counts}  {'#' * talks}{'+' * values}".rstrip()
    yield ""


def _length(count: int, most: int) -> int:
    """The characters of a bar; at least one for anything at all."""
    return max(1, round(count * _BAR / most)) if count else 0


def _load(figures: "Figures") -> Iterator[str]:
    yield "What the coming weeks ask for, of what they hold"
    for week in figures.load.weeks:
        over = "  over capacity" if week.over else ""
        yield (
            f"  from {week.period.start}  talks {week.talks:>3} of {week.talk_capacity:>3}"
            f"   value-adds {week.value_adds:>3} of {week.value_add_capacity:>3}{over}"
        )
    overdue = figures.load.overdue
    if overdue.talks or overdue.value_adds:
        talks, values = plural(overdue.talks, "talk"), plural(overdue.value_adds, "value-add")
        yield f"  {talks} and {values} of the first week are overdue."
    yield ""


def _slipping(figures: "Figures", columns: int) -> Iterator[str]:
    slipping = figures.slipping
    yield f"Slipping away: {slipping.count:,}" + (
        ", the longest silence against the interval first" if slipping.count else ""
    )
    rows = []
    for slip in slipping.shown[:_LISTED]:
        what = "talk" if slip.talk_clock else "value-add"
        rows.append(
            (
                str(slip.contact_id),
                slip.rating,
                slip.name,
                slip.company or "",
                f"{slip.silent_days} days silent, {what} every {slip.every_days}",
            )
        )
    if rows:
        yield from table(rows, ("id", "", "name", "company", ""), columns)
    yield ""


def _opportunities(figures: "Figures", columns: int) -> Iterator[str]:
    arrivals = figures.arrivals
    yield f"When opportunities came: {arrivals.total:,}"
    if arrivals.total:
        counts = {name: sum(1 for one in arrivals.came if one.place.value == name) for name in _PLACES}
        for name, words in _PLACES.items():
            bar = "#" * _length(counts[name], max(counts.values()))
            yield f"  {words:<12} {counts[name]:>4}  {bar}".rstrip()
        yield f"  {arrivals.later} of {arrivals.total} came after the first meeting;" + (
            f" a once-off campaign would have stopped at {arrivals.first}: {arrivals.multiplier}×"
            f" ({arrivals.total} ÷ {arrivals.first})."
            if arrivals.first
            else " a once-off campaign would have found none."
        )
        for title, groups in (("source", arrivals.by_source()), ("target list", arrivals.by_tag())):
            found = ", ".join(f"{group.key or 'unknown'} {group.total}" for group in groups[:_LISTED])
            if found:
                yield from wrapped(f"By {title}: {found}", 2, columns)
    back = figures.payback
    if back.opportunity_ids:
        yield (
            f"  {len(back.opportunity_ids)} of {back.total} came by introduction, {back.won} of them won; "
            f"{len(back.written_off_ids)} through people once judged “no fit” or closed."
        )
        for person in back.introducers[:_LISTED]:
            flags = [name for name, held in person.written_off._asdict().items() if held]
            once = f", once {' and '.join(flags).replace('no_fit', '“no fit”')}" if flags else ""
            words = f"{person.name} ({person.company or 'no company'})"
            yield f"    {one_line(words)}: {len(person.opportunity_ids)}, {person.won} won{once}"
    yield ""


def _leaks(figures: "Figures", columns: int) -> Iterator[str]:
    leaks = figures.leaks
    yield f"Leaks: {len(leaks.leaks)}"
    for kind in dict.fromkeys(leak.kind for leak in leaks.leaks):
        reasons = ", ".join(f"{reason} {count}" for reason, count in leaks.reasons(kind))
        yield from wrapped(f"{kind.value}: {leaks.count(kind)} ({reasons})", 2, columns)
    for leak in leaks.second_look[:_LISTED]:
        words = f"{leak.contact_id} {leak.name} ({leak.rating_before}), {leak.kind.value}: {leak.reason}"
        yield f"  worth a second look: {one_line(words)}"
    yield ""


def _lists(figures: "Figures", columns: int) -> Iterator[str]:
    yield "Target lists"
    headings = ("list", "people", "reached", "on cadence", "left behind", "conversations", "opportunities")
    rows = []
    for kind in dict.fromkeys(one.kind for one in figures.lists):
        rows += [
            (
                cell(f"{kind.value} {one.key}", 40).rstrip(),
                f"{one.people:,}",
                f"{one.reached:,}",
                f"{one.on_cadence:,} of {one.cadence_of:,}",
                str(one.left_behind),
                f"{one.conversations:,}",
                str(one.opportunities),
            )
            for one in [found for found in figures.lists if found.kind is kind][:_LISTED]
        ]
    if rows:
        yield from table(rows, headings, columns)
    else:
        yield "  Nobody has a tag, a source or an address yet."
