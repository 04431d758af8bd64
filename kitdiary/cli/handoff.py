"""``handoff``: the manager's files."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kitdiary.cli.days import Day
from kitdiary.cli.output import say, say_json, tell
from kitdiary.cli.parameters import FILE
from kitdiary.cli.report import asked_of, period_options, scope_options
from kitdiary.cli.session import DiaryCommand, Session, as_json_option, in_session
from kitdiary.cli.text import one_line
from kitdiary.cli.words import day_text, plural

if TYPE_CHECKING:
    from kitdiary.services.exchange.handoff import HandoffMade


@click.command(cls=DiaryCommand)
@click.argument("place", type=FILE, metavar="DIR")
@period_options
@click.option("--since-last", is_flag=True, help="The period since the last hand-off.")
@scope_options
@click.option(
    "--include", default="", metavar="notes,insights", help="What is withheld otherwise: notes, insights."
)
@click.option("--rep", metavar="NAME", help="Your name, if it is not that of the settings.")
@click.option("--zip", "zipped", is_flag=True, help="One file DIR.zip instead of a folder.")
@as_json_option
@in_session
def handoff(
    session: Session,
    /,
    *,
    place: Path,
    start: Day | None,
    end: Day | None,
    since_last: bool,
    rating: str,
    tags: tuple[str, ...],
    territory: str,
    include: str,
    rep: str | None,
    zipped: bool,
    as_json: bool,
) -> None:
    """Write the manager's files to the folder DIR.

    They are CSV files, a page to print, and a manifest. Notes and insights are withheld unless they are
    included.
    """
    from kitdiary.services.exchange.handoff import HandoffRequest, extras_of

    if since_last and (start is not None or end is not None):
        raise click.UsageError("--since-last is a period of its own: leave --from and --to out")
    extras = extras_of(include)
    with session.open() as diary:
        period, scope = asked_of(diary, start=start, end=end, rating=rating, tags=tags, territory=territory)
        if since_last:
            period = diary.handoffs.since_last()
        made = diary.handoffs.make(place, HandoffRequest(period, scope, extras, rep, zipped))
    if as_json:
        say_json(_shape(made))
    else:
        _report(made)
    for remark in made.remarks:
        tell(remark)
    if not made.manifest.rep:
        tell(
            "Nobody is named in it: say who you are with --rep NAME, or once and for all with "
            "“kitdiary settings rep NAME”."
        )


def _shape(made: "HandoffMade") -> dict[str, object]:
    manifest = made.manifest
    return {
        "place": str(made.place),
        "rep": manifest.rep,
        "from": manifest.period.start,
        "to": manifest.period.end,
        "rows": {file.name: file.rows for file in manifest.files},
        "withheld": manifest.withheld,
    }


def _report(made: "HandoffMade") -> None:
    manifest = made.manifest
    period = f"{day_text(manifest.period.start)} to {day_text(manifest.period.end)}"
    say(f"The hand-off for {period} is in {one_line(str(made.place))}")
    for file in manifest.files:
        say(f"  {file.name:<18}  {'one page' if file.rows is None else plural(file.rows, 'row')}")
    if manifest.withheld:
        say(f"Withheld: {' and '.join(manifest.withheld)}.")


@click.command("draw-summary", hidden=True)
@click.argument("file", type=FILE)
def draw_summary(file: Path) -> None:
    """Draw the page that comes in on stdin: the part of a hand-off that needs Qt."""
    from kitdiary import bootstrap
    from kitdiary.domain.summary_page import page_from_json

    page = page_from_json(sys.stdin.buffer.read().decode())
    bootstrap.draw_summary(page, file)
