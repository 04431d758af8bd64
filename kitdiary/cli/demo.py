"""``demo``: a realistic diary of invented people, never in the place of the user's own."""

import os
import tempfile
from pathlib import Path

import click

from kitdiary.cli.output import say
from kitdiary.cli.parameters import FILE
from kitdiary.cli.session import DiaryCommand, Session, in_session
from kitdiary.cli.text import one_line
from kitdiary.cli.window import open_window
from kitdiary.paths import DIARY_VARIABLE


@click.command(cls=DiaryCommand)
@click.option("--data-only", is_flag=True, help="Only write the demo data, to --diary FILE if that is given.")
@click.option(
    "--screenshots",
    type=FILE,
    metavar="DIR",
    help="Save pictures of every page and dialog there, light and dark, in two sizes.",
)
@in_session
def demo(session: Session, data_only: bool, screenshots: Path | None) -> int:
    """Open the window on a demo diary of invented people.

    It lies in a temporary place. With --data-only it is only written, to the diary named, which must
    not hold contacts yet.
    """
    if data_only and screenshots is not None:
        raise click.UsageError("--data-only opens no window, so it goes without --screenshots")
    if screenshots is not None:
        return _picture(session, screenshots)
    named = session.file is not None or bool(os.environ.get(DIARY_VARIABLE))
    path = session.path if data_only and named else _temporary()
    own = Session(path, session.now)
    _fill(own)
    say(f"The demo diary is {one_line(str(path))}")
    if data_only:
        return 0
    say(f"Look around with: kitdiary --diary {one_line(str(path))} contacts")
    return open_window(path, own.open, reminding=False)


def _fill(session: Session) -> None:
    from kitdiary.bootstrap import fill_with_demo

    with session.open() as diary:
        fill_with_demo(diary)


def _picture(session: Session, folder: Path) -> int:
    from kitdiary.bootstrap import fill_with_demo, open_diary, save_screenshots

    with (
        tempfile.TemporaryDirectory(prefix="kitdiary-demo-") as place,
        open_diary(Path(place, "demo.kitdiary"), session.now) as diary,
    ):
        fill_with_demo(diary)
        made = save_screenshots(diary, folder)
    say(f"{len(made)} pictures are in {one_line(str(folder))}")
    return 0


def _temporary() -> Path:
    """A place of its own for each demo, so that whoever plays with one finds it as it was left."""
    return Path(tempfile.mkdtemp(prefix="kitdiary-demo-")) / "demo.kitdiary"
