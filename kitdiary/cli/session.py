"""Which diary a command works on and what time it is there, and the options every command shares."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import click

from kitdiary import paths
from kitdiary.cli.parameters import FILE, NOW
from kitdiary.cli.place import Session

__all__ = ["DiaryCommand", "Session", "as_json_option", "in_session", "session_of", "shared_options"]


def session_of(ctx: click.Context) -> Session:
    """The session of the program, made by whichever option names it first."""
    return ctx.ensure_object(Session)


def _keep(field: str) -> Callable[[click.Context, click.Parameter, Any], None]:
    def keep(ctx: click.Context, _param: click.Parameter, value: Any) -> None:
        session = session_of(ctx)
        ctx.obj = session if value is None else replace(session, **{field: value})

    return keep


def shared_options(*, hidden: bool) -> list[click.Parameter]:
    """``--diary`` and ``--now``; typed after a command they count as well, but help does not say so."""
    return [
        click.Option(
            ["--diary"],
            type=FILE,
            metavar="FILE",
            expose_value=False,
            callback=_keep("file"),
            hidden=hidden,
            help=f"The diary to use; else ${paths.DIARY_VARIABLE}, else your own.",
        ),
        click.Option(["--now"], type=NOW, expose_value=False, callback=_keep("now"), hidden=True),
    ]


class DiaryCommand(click.Command):
    """A command on a diary: knows the shared options."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.params = [*self.params, *shared_options(hidden=True)]


in_session = click.make_pass_decorator(Session, ensure=True)
as_json_option = click.option("--json", "as_json", is_flag=True, help="Print JSON instead of text.")
