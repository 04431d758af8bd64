"""Opens a form by name. Each is imported when it is first asked for: the start waits for none of them."""

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QWidget

from kitdiary.ui.desk import Desk

Opener = Callable[[Desk, QWidget, object], None]
_NAMES = (
    "log",
    "add-contact",
    "edit-contact",
    "edit-company",
    "promise",
    "snooze",
    "skip",
    "opportunity",
    "write",
    "call",
    "history",
    "restore",
    "pause-reminders",
)


def _opener(name: str) -> Opener:
    """Where a form is; written out, so that a packager sees what is imported."""
    match name:
        case "log":
            from kitdiary.ui.dialogs.log_touch import open_log as opener
        case "add-contact":
            from kitdiary.ui.dialogs.person_form import open_add as opener
        case "edit-contact":
            from kitdiary.ui.dialogs.person_form import open_edit as opener
        case "edit-company":
            from kitdiary.ui.dialogs.company_form import open_edit as opener
        case "promise":
            from kitdiary.ui.dialogs.promise import open_promise as opener
        case "snooze":
            from kitdiary.ui.dialogs.snooze_date import open_snooze as opener
        case "skip":
            from kitdiary.ui.dialogs.skip import open_skip as opener
        case "opportunity":
            from kitdiary.ui.dialogs.opportunity import open_opportunity as opener
        case "write":
            from kitdiary.ui.dialogs.write import open_write as opener
        case "call":
            from kitdiary.ui.dialogs.call import open_call as opener
        case _:
            return _opener_for_all(name)
    return opener


def _opener_for_all(name: str) -> Opener:
    """The same for what is about no single person."""
    match name:
        case "history":
            from kitdiary.ui.dialogs.history import open_history as opener
        case "restore":
            from kitdiary.ui.dialogs.restore import open_restore as opener
        case _:
            from kitdiary.ui.dialogs.pause_reminders import open_pause as opener
    return opener


def _open(name: str, desk: Desk, parent: QWidget, what: object) -> None:
    _opener(name)(desk, parent, what)


FORMS: dict[str, Opener] = {name: partial(_open, name) for name in _NAMES}
"""By the names of `Desk.go`."""
