"""``demo``: a realistic diary of invented people, never in the place of the user's own."""

import os
import tempfile
from pathlib import Path

import click

from kitdiary.cli.agenda import print_agenda
from kitdiary.cli.output import say
from kitdiary.cli.session import DiaryCommand, Session, in_session
from kitdiary.cli.text import one_line
from kitdiary.paths import DIARY_VARIABLE


@click.command(cls=DiaryCommand)
@click.option("--data-only", is_flag=True, help="Only write the demo data, to --diary FILE if that is given.")
@in_session
def demo(session: Session, data_only: bool) -> None:
    """Make a demo diary of invented people.

    It lies in a temporary place, and its agenda is printed. With --data-only it goes to the
    diary named, which must not hold contacts yet.
    """
    from kitdiary.bootstrap import fill_with_demo

    named = session.file is not None or bool(os.environ.get(DIARY_VARIABLE))
    path = session.path if data_only and named else _temporary()
    with Session(path, session.now).open() as diary:
        fill_with_demo(diary)
        if not data_only:
            print_agenda(diary, diary.context.today())
            say()
        say(f"The demo diary is {one_line(str(path))}")
        if not data_only:
            say(f"Look around with: kitdiary --diary {one_line(str(path))} contacts")


def _temporary() -> Path:
    """A place of its own for each demo, so that whoever plays with one finds it as it was left."""
    return Path(tempfile.mkdtemp(prefix="kitdiary-demo-")) / "demo.kitdiary"
