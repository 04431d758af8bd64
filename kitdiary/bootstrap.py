"""The composition root: the one place that knows all layers. Opens in order, closes in reverse."""

import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from kitdiary.domain.errors import DiaryError
from kitdiary.services.clock import FixedClock, SystemClock, system_zone
from kitdiary.services.diary import Diary
from kitdiary.storage.backup_files import default_folder
from kitdiary.storage.database import Store

if TYPE_CHECKING:
    from kitdiary.domain.summary_page import SummaryPage
    from kitdiary.services.reminders.heartbeat import Heartbeat
    from kitdiary.services.reminders.notifier import Acted, Notifier

_DRAWING_SECONDS = 60


@contextmanager
def open_diary(path: Path, now: datetime | None = None, *, create: bool = True) -> Iterator[Diary]:
    """Open the diary at ``path``, made where there is none and ``create`` says so; closed at the end.

    ``now`` sets the clock; without an offset it is local to the rep's zone. Raises DiaryError, with the
    file as it was, when the diary cannot be opened.
    """
    store = Store.open(path, create=create, backups=(default_folder(path),))
    try:
        diary = Diary(store, SystemClock())
        diary.render_summary = summary_pdf
        if now is not None:
            local = now if now.tzinfo is not None else now.replace(tzinfo=diary.context.zone)
            diary.context.clock = FixedClock(local)
        diary.bring_up_to_date()
        yield diary
    finally:
        store.close()


def restore_diary(backup: Path, path: Path, now: datetime | None = None) -> Path | None:
    """Put a backup in the place of the diary at ``path``, which nobody may have open.

    Returns where the present file is kept, None where there was none. Raises DiaryError, with the diary
    as it was, where the backup is not good.
    """
    from kitdiary.storage.restore import restore

    return restore(backup, path, now or SystemClock().now().astimezone(system_zone()))


def fill_with_demo(diary: Diary) -> None:
    """Write the demo of today into a diary, planned, as one operation; DiaryError where it has contacts."""
    # Here, not above: nothing but the demo needs it.
    from kitdiary.services.demo import make_demo, write_demo

    context = diary.context
    now, zone = context.now(), context.zone
    demo = make_demo(now.date(), zone)
    write_demo(context.store, demo, now, lambda: diary.planning.replan_everyone_now(context.policy))


def heartbeat_of(diary: Diary, last: "Sequence[Notifier]", acted: "Acted | None" = None) -> "Heartbeat":
    """The heartbeat of an open diary: native notifications, and ``last`` where nothing native works.

    ``acted`` is told what the rep chose on a notification with buttons; without it there are none.
    """
    from kitdiary.services.reminders.notifier import Chain
    from kitdiary.services.reminders.plyer_notifier import PlyerNotifier

    native: list[Notifier] = [PlyerNotifier()]
    if sys.platform.startswith("linux"):
        from kitdiary.services.reminders.desktop_notifier import DesktopNotifier

        native.insert(0, DesktopNotifier(acted))
    return diary.heartbeat(Chain((*native, *last)))


# -- the window: loaded only where it is asked for, for commands must not wait for Qt ---------------------


@contextmanager
def display() -> Iterator[bool]:
    """Whether there is a screen to open the window on; held until the window is gone."""
    from kitdiary.ui.display import display as found

    with found() as there:
        yield there


def show_window(
    path: Path,
    opened: Callable[[], AbstractContextManager[Diary]],
    *,
    reminding: bool = True,
    hidden: bool = False,
) -> int:
    """Open the window on a diary and run it until it is ended; the exit code.

    While it runs it announces what is due and makes the daily backup, and closing the window only puts it
    away; unless ``reminding`` is off. ``hidden`` starts it in the tray.
    """
    with _window_library():
        from kitdiary.ui.start import run_window
    return run_window(path, opened, heartbeat_of if reminding else None, hidden=hidden)


def save_today(diary: Diary, picture: Path) -> None:
    """Save a picture of Today; needs no display."""
    from kitdiary.ui.display import off_the_screen

    with off_the_screen():
        with _window_library():
            from kitdiary.ui.screenshots import picture_of_today
        picture_of_today(diary, picture)


def save_screenshots(diary: Diary, folder: Path) -> list[Path]:
    """Save pictures of every page and dialog; needs no display."""
    from kitdiary.ui.display import off_the_screen

    with off_the_screen():
        with _window_library():
            from kitdiary.ui.screenshots import take_screenshots
        return take_screenshots(diary, folder)


def summary_pdf(page: "SummaryPage", path: Path) -> None:
    """Draw the printed page of a hand-off: here where a window is open, else by a program of its own.

    So no command and no heartbeat loads Qt, and where Qt cannot start only that program ends. Raises
    DiaryError where the page cannot be drawn.
    """
    from kitdiary.domain.summary_page import page_to_json

    if "PySide6.QtGui" in sys.modules:
        from kitdiary.ui.summary_pdf import can_draw, render_summary

        if can_draw():
            render_summary(page, path)
            return
    from kitdiary.services.start_at_login import program_command

    try:
        done = subprocess.run(
            [*program_command(), "draw-summary", str(path)],
            input=page_to_json(page).encode(),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            timeout=_DRAWING_SECONDS,
            check=False,
        )
    except (OSError, subprocess.SubprocessError) as error:
        raise DiaryError(f"it could not be drawn ({type(error).__name__}).") from error
    if done.returncode != 0:
        said = done.stderr.decode("utf-8", "replace").strip().splitlines()
        raise DiaryError(said[-1] if said else "it could not be drawn: Qt does not run here.")


def draw_summary(page: "SummaryPage", path: Path) -> None:
    """What that program does."""
    from kitdiary.ui.display import off_the_screen

    with off_the_screen():
        with _window_library():
            from kitdiary.ui.summary_pdf import render_alone
        render_alone(page, path)


@contextmanager
def _window_library() -> Iterator[None]:
    """A sentence where Qt cannot be loaded: a bare system lacks libraries it needs."""
    try:
        yield
    except ImportError as error:
        raise DiaryError(
            f"The window cannot be loaded ({error}): “python3 packaging/dev.py run” installs or names "
            "what is missing; the commands work without it."
        ) from error
