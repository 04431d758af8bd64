"""Opening the window; where there is no display, what to read and see instead."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path
from typing import TYPE_CHECKING

from kitdiary.domain.errors import DiaryError

if TYPE_CHECKING:
    from kitdiary.services.diary import Diary

_NO_DISPLAY = (
    "There is no display to open the window on, so here is today's agenda; “kitdiary --help” lists what can "
    "be done without a window."
)


def open_window(
    path: Path,
    opened: Callable[[], AbstractContextManager["Diary"]],
    *,
    reminding: bool = True,
    hidden: bool = False,
) -> int:
    """Open the window on a diary until it is closed; the exit code.

    ``reminding`` off is for a demo: nobody wants to be reminded of invented people. ``hidden`` starts in the
    tray. Without a display say so, print the agenda and save a picture of Today.
    """
    from kitdiary.bootstrap import display, show_window

    with display() as there:
        if there:
            return show_window(path, opened, reminding=reminding, hidden=hidden)
    from kitdiary.cli.agenda import print_agenda
    from kitdiary.cli.output import tell

    tell(_NO_DISPLAY)
    with opened() as diary:
        print_agenda(diary, diary.context.today())
        _save_today(diary)
    return 0


def _save_today(diary: "Diary") -> None:
    """Into a folder that only this user can read: names stand on it."""
    import tempfile

    from kitdiary.bootstrap import save_today
    from kitdiary.cli.output import say, tell

    picture = Path(tempfile.mkdtemp(prefix="kitdiary-today-")) / "today.png"
    try:
        save_today(diary, picture)
    except DiaryError as error:
        tell(str(error))
        picture.parent.rmdir()
    else:
        say()
        say(f"A picture of Today is in {picture}")
