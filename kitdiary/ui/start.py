"""Opening the window on a diary: one for each diary, until it is closed."""

import os
import sys
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path

from kitdiary.services.diary import Diary
from kitdiary.ui.application import SingleInstance, application, come_forward, window_settings
from kitdiary.ui.shell import make_window


def has_display() -> bool:
    """Whether a window can be opened here: a display on Linux, always elsewhere, or a platform asked for."""
    if os.environ.get("QT_QPA_PLATFORM") or not sys.platform.startswith("linux"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def run_window(path: Path, opened: Callable[[], AbstractContextManager[Diary]]) -> int:
    """Open the window on the diary at ``path`` and run it; the exit code.

    The lock comes first, the diary second: two starts at once on a new file must not both make it. A
    second start brings the first window forward and ends with 0.
    """
    app = application()
    instance = SingleInstance(path)
    if not instance.first():
        return 0
    try:
        with opened() as diary:
            window, desk = make_window(diary, window_settings())
            instance.asked.connect(lambda: come_forward(window))
            window.show()
            window.start()
            code = app.exec()
            desk.close()
            return int(code)
    finally:
        instance.close()
