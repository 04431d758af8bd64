"""The program: all commands, in the order in which help lists them.

A command's module is loaded when the command is typed or help lists it: the window and a quick ``log``
must not wait for what they do not use.
"""

from importlib import import_module
from typing import Any

import click

from kitdiary import __version__
from kitdiary.cli.session import session_of, shared_options

COMMANDS = {
    "agenda": "agenda:agenda",
    "contacts": "people:contacts",
    "show": "people:show",
    "log": "touches:log",
    "promise": "steps:promise",
    "kept": "steps:kept",
    "snooze": "steps:snooze",
    "skip": "steps:skip",
    "add": "writing:add",
    "edit": "writing:edit",
    "rate": "writing:rate",
    "opportunity": "library:opportunity",
    "content": "library:content",
    "import": "exchange:import_contacts",
    "inquiries": "inquiries:inquiries",
    "export": "exchange:export_contacts",
    "duplicates": "duplicates:duplicates",
    "merge": "duplicates:merge",
    "person-export": "privacy:person_export",
    "erase": "privacy:erase",
    "territory-give": "territory:territory_give",
    "territory-take": "territory:territory_take",
    "report": "report:report",
    "handoff": "handoff:handoff",
    "team": "team:team",
    "settings": "settings:settings",
    "remind": "reminders:remind",
    "undo": "safety:undo",
    "history": "safety:history",
    "backup": "safety:backup",
    "restore": "safety:restore",
    "check": "safety:check",
    "demo": "demo:demo",
    "draw-summary": "handoff:draw_summary",
}
"""Where each command is: a module of this package and a name in it."""


_LONGEST = 200
"""Characters of a command's first sentence."""


class _Program(click.Group):
    """Lists the commands in the order of a day's work, not of the alphabet, and loads them when asked."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002  # click's signature
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        place = COMMANDS.get(cmd_name)
        if place is None:
            return None
        module, name = place.split(":")
        found: Any = getattr(import_module(f"kitdiary.cli.{module}"), name)
        assert isinstance(found, click.Command)
        return found

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Each command with its first sentence whole, on two lines where needed; click would cut it."""
        found = [(name, self.get_command(ctx, name)) for name in self.list_commands(ctx)]
        rows = [(name, one.get_short_help_str(_LONGEST)) for name, one in found if one and not one.hidden]
        with formatter.section("Commands"):
            formatter.write_dl(rows)


@click.group(
    cls=_Program,
    invoke_without_command=True,
    params=shared_options(hidden=False),
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110},
)
@click.option("--hidden", is_flag=True, help="Without a command: wait in the tray, as when started at login.")
@click.version_option(__version__, prog_name="KitDiary", message="%(prog)s %(version)s")
@click.pass_context
def program(ctx: click.Context, hidden: bool) -> int | None:
    """KitDiary: whom to talk to today, why, and what you have to give them.

    Without a command the window opens. Results go to stdout, messages to stderr. Exit codes: 0 done,
    1 could not, 2 wrong usage, 3 done but for some rows of an import.
    """
    if ctx.invoked_subcommand is not None:
        if hidden:
            raise click.UsageError("--hidden is for the window: it goes without a command")
        return None
    from kitdiary.cli.window import open_window

    session = session_of(ctx)
    return open_window(session.path, session.open, hidden=hidden)
