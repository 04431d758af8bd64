"""Which diary a command works on and what time it is there, and the options every command shares."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from kitdiary import paths
from kitdiary.cli.output import tell
from kitdiary.cli.parameters import FILE, NOW
from kitdiary.domain.errors import DiaryError

if TYPE_CHECKING:
    from kitdiary.services.diary import Diary


@dataclass(frozen=True, slots=True)
class Session:
    """The file as given (None: the user's own) and the time the clock is set to (None: it runs)."""

    file: Path | None = None
    now: datetime | None = None

    @property
    def path(self) -> Path:
        """The diary's file."""
        return self.file or paths.diary_path()

    @contextmanager
    def open(self, *, create: bool = True) -> Iterator["Diary"]:
        """The diary, open. One that had to be made is told of, for a name may be misspelt."""
        # Here, not above: help and wrong usage are answered without loading the database.
        from kitdiary.bootstrap import open_diary

        path = self.path
        new = create and not path.exists()
        if new and self.file is None:
            make_folder(path.parent)
        with open_diary(path, self.now, create=create) as diary:
            if new:
                tell(f"Began a new diary: {path}")
            yield diary


def make_folder(folder: Path) -> None:
    """Make the folder of the user's diary; DiaryError where that cannot be."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise DiaryError(
            f"The folder {folder} for your diary cannot be made ({error.strerror}): "
            "name another file with --diary or KITDIARY_DIARY."
        ) from error


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
