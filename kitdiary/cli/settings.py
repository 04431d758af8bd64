"""``settings``: everything Settings can change."""

import click

from kitdiary.cli.changes import report
from kitdiary.cli.output import say, say_json, tell
from kitdiary.cli.session import DiaryCommand, Session, as_json_option, in_session
from kitdiary.cli.text import one_line, width
from kitdiary.domain.setting_keys import Shown, as_text


@click.command(cls=DiaryCommand)
@click.argument("key", required=False, metavar="[KEY]")
@click.argument("value", required=False, metavar="[VALUE]")
@as_json_option
@in_session
def settings(session: Session, key: str | None, value: str | None, as_json: bool) -> None:
    """List all settings, print the one of KEY, or set it to VALUE."""
    with session.open() as diary:
        if key is None:
            _list(diary.settings.all(), as_json=as_json)
        elif value is None:
            name, found = diary.settings.one(key)
            if as_json:
                say_json({name: found})
            else:
                say(one_line(as_text(found)))
        else:
            report(diary, diary.settings.set(key, value, _Progress()), as_json=as_json)


def _list(found: dict[str, Shown], *, as_json: bool) -> None:
    if as_json:
        say_json(found)
        return
    longest = max(width(key) for key in found)
    say(f"{key:<{longest}}  {one_line(as_text(value))}".rstrip() for key, value in found.items())


class _Progress:
    """Tells how far the planning of a large diary is, at each tenth."""

    def __init__(self) -> None:
        self._tenths = 0

    def __call__(self, done: int, total: int) -> bool:
        tenths = done * 10 // max(total, 1)
        if tenths > self._tenths:
            self._tenths = tenths
            tell(f"Planned {done:,} of {total:,} contacts.")
        return True
