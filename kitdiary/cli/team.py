"""``team``: the hand-offs of many reps together."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from kitdiary.cli.output import say, say_json, tell
from kitdiary.cli.parameters import FILE
from kitdiary.cli.session import DiaryCommand, Session, as_json_option, in_session
from kitdiary.cli.text import one_line, page_width, table, wrapped
from kitdiary.cli.words import day_text, plural

if TYPE_CHECKING:
    from kitdiary.domain.figures import Share
    from kitdiary.domain.team import Team, TeamMember

_LISTED = 15


@click.command(cls=DiaryCommand)
@click.argument("folder", type=FILE, metavar="FOLDER")
@click.option("--out", type=FILE, metavar="FILE.csv", help="Write the roll-up to this file as well.")
@as_json_option
@in_session
def team(session: Session, folder: Path, out: Path | None, as_json: bool) -> None:
    """Roll up the hand-offs of many reps.

    FOLDER holds their folders or zip files. The newest of each rep counts; what is missing, stale or
    altered is said.
    """
    from kitdiary.services.clock import system_zone
    from kitdiary.services.team import read_team, write_roll_up

    today = (session.now or datetime.now(system_zone())).date()
    found = read_team(folder, today)
    if as_json:
        say_json(_shape(found))
    else:
        say(list(_lines(found, page_width())))
    if out is not None:
        write_roll_up(found, out)
        tell(f"The roll-up is in {out}")


def _lines(found: "Team", columns: int) -> Iterator[str]:
    yield f"{plural(len(found.members), 'rep')}, left behind {found.total('left_behind'):,}, on cadence " + (
        ", ".join(f"{one.key} {_percent(one)}" for one in found.coverage()) or "unknown"
    )
    yield ""
    ratings = [one.key for one in found.coverage()]
    headings = (
        "rep",
        "made",
        "contacts",
        *ratings,
        "left behind",
        "slipping",
        "conversations",
        "opp.",
        "won",
    )
    yield from table([_row(member, ratings) for member in found.members], headings, columns)
    yield ""
    if found.slipping:
        yield "Slipping away, of each rep's best rating"
        rows = [
            (
                one.name,
                one.company,
                one.rep,
                f"{one.days_late} days late",
                "never talked"
                if one.last_conversation_on is None
                else f"last {day_text(one.last_conversation_on)}",
            )
            for one in found.slipping[:_LISTED]
        ]
        yield from table(rows, ("name", "company", "rep", "", ""), columns)
        yield ""
    for member in found.members:
        for problem in member.problems:
            yield from wrapped(f"{member.rep or member.place}: {problem}", 0, columns)
    for broken in found.broken:
        yield from wrapped(f"{broken.place}: {broken.sentence}", 0, columns)
    if found.superseded:
        yield f"{plural(len(found.superseded), 'older hand-off')} of the same reps not counted."


def _row(member: "TeamMember", ratings: list[str]) -> list[str]:
    shares = {one.key: one for one in member.coverage or ()}
    numbers = (member.left_behind, member.slipping, member.conversations, member.opportunities, member.won)
    return [
        one_line(member.rep or "(not named)"),
        f"{member.made_at:%Y-%m-%d}",
        _count(member.contacts),
        *(_percent(shares[code]) if code in shares else "" for code in ratings),
        *(_count(number) for number in numbers),
    ]


def _count(number: int | None) -> str:
    return "?" if number is None else f"{number:,}"


def _percent(share: "Share") -> str:
    return "–" if share.percent is None else f"{share.percent} %"


def _shape(found: "Team") -> dict[str, Any]:
    return {
        "reps": [_member(member) for member in found.members],
        "totals": {
            "reps": len(found.members),
            "contacts": found.total("contacts"),
            "left_behind": found.total("left_behind"),
            "conversations": found.total("conversations"),
            "opportunities": found.total("opportunities"),
            "opportunities_won": found.total("won"),
            "coverage": [_share(one) for one in found.coverage()],
        },
        "slipping": [
            {
                "name": one.name,
                "company": one.company,
                "rep": one.rep,
                "rating": one.rating,
                "days_late": one.days_late,
                "last_conversation_on": one.last_conversation_on,
            }
            for one in found.slipping
        ],
        "superseded": list(found.superseded),
        "broken": [{"place": one.place, "problem": one.sentence} for one in found.broken],
    }


def _member(member: "TeamMember") -> dict[str, Any]:
    return {
        "rep": member.rep,
        "place": member.place,
        "from": member.period.start,
        "to": member.period.end,
        "made_at": member.made_at,
        "contacts": member.contacts,
        "left_behind": member.left_behind,
        "coverage": None if member.coverage is None else [_share(one) for one in member.coverage],
        "slipping": member.slipping,
        "conversations": member.conversations,
        "opportunities": member.opportunities,
        "opportunities_first_meeting": member.first_meeting,
        "opportunities_open": member.open,
        "opportunities_won": member.won,
        "won_value": {currency: str(value) for currency, value in sorted(member.won_values.items())},
        "problems": member.problems,
    }


def _share(share: "Share") -> dict[str, Any]:
    return {
        "rating": share.key,
        "on_cadence": share.good,
        "on_cadence_of": share.of,
        "percent": share.percent,
    }
