"""``inquiries``: what came in by a web form, from its CSV."""

from pathlib import Path

import click

from kitdiary.cli.output import say, say_json, tell
from kitdiary.cli.parameters import FILE
from kitdiary.cli.session import DiaryCommand, Session, as_json_option, in_session
from kitdiary.cli.words import plural

_REJECTS_TOLD = 10
DONE_WITH_REJECTS = 3


@click.command("inquiries", cls=DiaryCommand)
@click.argument("file", type=FILE, metavar="FILE")
@click.option("--source", default="", metavar="T", help="Where new people came from; else the form’s name.")
@as_json_option
@in_session
@click.pass_context
def inquiries(ctx: click.Context, session: Session, /, *, file: Path, source: str, as_json: bool) -> None:
    """Take in the inquiries of a web form from its CSV: contacts, touches, and replies owed.

    Whoever is there already is known by email or phone. A row with a message asks for a reply. The same
    file again adds nothing. Exit code 3 if a row could not be read.
    """
    with session.open() as diary:
        done = diary.inquiries.take_file(file, source)
    if as_json:
        say_json(
            {
                "operation_id": done.change.operation_id,
                "rows": done.rows,
                "added": done.added,
                "matched": done.matched,
                "known": done.known,
                "rejected": len(done.rejects),
                "rejects": [{"line": one.line, "reason": one.reason} for one in done.rejects],
                "contact_ids": list(done.change.contact_ids),
            }
        )
    else:
        say(
            f"Took in {plural(done.rows, 'row')} of {file.name}: {done.added:,} of new people, "
            f"{done.matched:,} of known ones, {done.known:,} in the diary already, "
            f"{len(done.rejects):,} rejected."
        )
        if done.change.operation_id is not None:
            say(f"“kitdiary undo {done.change.operation_id}” puts it back.")
    for one in done.rejects[:_REJECTS_TOLD]:
        tell(f"Line {one.line}: {one.reason}")
    if done.rejects:
        ctx.exit(DONE_WITH_REJECTS)
