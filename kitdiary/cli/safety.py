"""``undo``, ``history``, ``backup``, ``restore`` and ``check``: keeping the diary safe."""

from pathlib import Path

import click

from kitdiary.cli.changes import report
from kitdiary.cli.output import say, say_json, tell
from kitdiary.cli.parameters import FILE
from kitdiary.cli.session import DiaryCommand, Session, as_json_option, in_session
from kitdiary.cli.text import one_line, page_width, table
from kitdiary.cli.words import plural

_LISTED, _EVERYTHING = 50, 10**9


@click.command(cls=DiaryCommand)
@click.argument("operation", required=False, type=click.IntRange(1, 2**62), metavar="[ID]")
@as_json_option
@in_session
def undo(session: Session, operation: int | None, as_json: bool) -> None:
    """Put back the newest change, or the one of ID.

    “kitdiary history” lists the ids. An undo is a change too: its id undoes it.
    """
    with session.open() as diary:
        report(diary, diary.safety.undo(operation), as_json=as_json)


@click.command(cls=DiaryCommand)
@click.option(
    "--limit", type=click.IntRange(1, 10**9), metavar="N", help="How many; else 50, or all as JSON."
)
@as_json_option
@in_session
def history(session: Session, limit: int | None, as_json: bool) -> None:
    """List what was done to the diary, newest first."""
    with session.open() as diary:
        found = diary.safety.history(limit or (_EVERYTHING if as_json else _LISTED))
    if as_json:
        say_json([{"operation_id": o.id, "at": o.at, "what": o.what, "undone": o.undone} for o in found])
    elif not found:
        say("Nothing has been done in this diary yet.")
    else:
        rows = [(str(o.id), f"{o.at:%Y-%m-%d %H:%M}", o.what, "undone" if o.undone else "") for o in found]
        say(table(rows, ("id", "when", "what", ""), page_width()))


@click.command(cls=DiaryCommand)
@click.argument("file", required=False, type=FILE, metavar="[FILE]")
@in_session
def backup(session: Session, file: Path | None) -> None:
    """Write a verified copy of the diary.

    It goes to FILE, else among the daily ones in a folder beside the diary.
    """
    with session.open(create=False) as diary:
        done = diary.safety.backup(file)
    for copy in done.made:
        counts = f"{plural(copy.contacts, 'contact')}, {plural(copy.touches, 'touch')}"
        say(f"A verified copy of the diary ({counts}) is in {one_line(str(copy.path))}")
    for problem in done.problems:
        tell(problem)


@click.command(cls=DiaryCommand)
@click.argument("file", type=FILE, metavar="FILE")
@in_session
def restore(session: Session, file: Path) -> None:
    """Put a backup in the place of the diary.

    The present diary is kept beside it under another name.
    """
    from kitdiary.bootstrap import restore_diary

    kept = restore_diary(file, session.path, session.now)
    say(f"The diary {one_line(str(session.path))} is now the one of {one_line(str(file))}.")
    if kept is not None:
        say(f"What was there before is kept in {one_line(str(kept))}")


@click.command(cls=DiaryCommand)
@in_session
@click.pass_context
def check(ctx: click.Context, session: Session) -> None:
    """Check the file and the stored plan.

    The exit code is 1 if something is wrong.
    """
    with session.open(create=False) as diary:
        problems = diary.safety.check()
        path = one_line(str(session.path))
    if not problems:
        say(f"The diary {path} is in order.")
        return
    for problem in problems:
        tell(problem)
    ctx.exit(1)
