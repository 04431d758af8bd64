"""A program that ends with its first paint: ``python -m tests.bench.first_paint empty|DIARY``.

``empty`` is a window with nothing in it, the floor; otherwise it is KitDiary's own window on a diary, as
its command line opens it, and the paint is that of the first person of Today. Prints the most memory the
process ever had, in KiB. Nothing is imported that the program itself would not import at its start.
"""

import os
import resource
import sys
from collections.abc import Callable
from typing import Any

PAINTED = "painted"


def _painted() -> None:
    """Say so and be gone: what a program does at its end is not measured here."""
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    sys.stdout.write(f"{PAINTED} {peak}\n")
    sys.stdout.flush()
    os._exit(0)


def _after_first(kind: type, method: str) -> None:
    """Call `_painted` from the event loop once ``method`` ran, when what it painted has been flushed."""
    original: Callable[..., Any] = getattr(kind, method)
    seen: list[bool] = []

    def patched(self: Any, *arguments: Any) -> Any:
        from PySide6.QtCore import QTimer

        result = original(self, *arguments)
        if not seen:
            seen.append(True)
            QTimer.singleShot(0, _painted)
        return result

    setattr(kind, method, patched)


def _empty() -> None:
    from PySide6.QtWidgets import QApplication, QMainWindow

    class Window(QMainWindow):
        """Nothing in it."""

        def paintEvent(self, event: Any) -> None:  # noqa: N802  # Qt's name
            super().paintEvent(event)

    app = QApplication(sys.argv[:1])
    _after_first(Window, "paintEvent")
    window = Window()
    window.resize(1280, 800)
    window.show()
    app.exec()


def _window(diary: str) -> None:
    """The program itself; the delegate is patched as soon as the window's modules are loaded."""
    from kitdiary.ui import start

    run = start.run_window

    def run_and_watch(*arguments: Any, **named: Any) -> int:
        from kitdiary.ui.delegates.agenda_delegate import AgendaDelegate

        _after_first(AgendaDelegate, "paint")
        return run(*arguments, **named)

    start.run_window = run_and_watch
    from kitdiary.__main__ import run as command

    sys.exit(command(["--diary", diary, "--now", "2026-11-20T09:15"]))


if __name__ == "__main__":
    if sys.argv[1] == "empty":
        _empty()
    else:
        _window(sys.argv[1])
