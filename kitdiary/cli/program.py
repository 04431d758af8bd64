"""The program: all commands, in the order in which help lists them."""

import click

from kitdiary import __version__
from kitdiary.cli.agenda import agenda
from kitdiary.cli.demo import demo
from kitdiary.cli.exchange import import_contacts
from kitdiary.cli.library import content, opportunity
from kitdiary.cli.people import contacts, show
from kitdiary.cli.reminders import remind
from kitdiary.cli.safety import backup, check, history, restore, undo
from kitdiary.cli.session import session_of, shared_options
from kitdiary.cli.settings import settings
from kitdiary.cli.steps import kept, promise, skip, snooze
from kitdiary.cli.touches import log
from kitdiary.cli.window import open_window
from kitdiary.cli.writing import add, edit, rate


class _Program(click.Group):
    """Lists the commands in the order of a day's work, not of the alphabet."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002  # click's signature
        return list(self.commands)


@click.group(
    cls=_Program,
    invoke_without_command=True,
    params=shared_options(hidden=False),
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110},
)
@click.version_option(__version__, prog_name="KitDiary", message="%(prog)s %(version)s")
@click.pass_context
def program(ctx: click.Context) -> int | None:
    """KitDiary: whom to talk to today, why, and what you have to give them.

    Without a command the window opens. Results go to stdout, messages to stderr. Exit codes: 0 done,
    1 could not, 2 wrong usage, 3 done but for some rows of an import.
    """
    session = session_of(ctx)
    return open_window(session.path, session.open) if ctx.invoked_subcommand is None else None


for command in (
    agenda,
    contacts,
    show,
    log,
    promise,
    kept,
    snooze,
    skip,
    add,
    edit,
    rate,
    opportunity,
    content,
    import_contacts,
    settings,
    remind,
    undo,
    history,
    backup,
    restore,
    check,
    demo,
):
    program.add_command(command)
