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
    "erase",
    "person-export",
    "export",
    "territory-give",
    "territory-take",
    "pause-reminders",
    "week-mails",
    "newsletter",
    "template",
)
_ABOUT = (
    "edit-touch",
    "insights",
    "leave",
    "successor",
    "content",
    "add-content",
    "edit-content",
    "inquiry",
    "trade-show",
    "prompts",
)
"""Opened from the page of a person or a company, or by quick find."""
_REPORTS = ("handoff", "sweep")
"""Opened from Reports."""


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
        case "erase":
            from kitdiary.ui.dialogs.erase import open_erase as opener
        case "territory-give":
            from kitdiary.ui.dialogs.territory import open_give as opener
        case "territory-take":
            from kitdiary.ui.dialogs.territory import open_take as opener
        case "person-export":
            from kitdiary.ui.dialogs.person_export import open_person_export as opener
        case "export":
            from kitdiary.ui.dialogs.export_contacts import open_export as opener
        case "week-mails":
            from kitdiary.ui.dialogs.week_mails import open_week_mails as opener
        case "newsletter":
            from kitdiary.ui.dialogs.newsletter import open_newsletter as opener
        case "template":
            from kitdiary.ui.dialogs.template_form import open_template as opener
        case _:
            from kitdiary.ui.dialogs.pause_reminders import open_pause as opener
    return opener


def _opener_about(name: str) -> Opener:
    """The same for what is opened from a page about somebody."""
    match name:
        case "inquiry":
            from kitdiary.ui.dialogs.inquiry import open_inquiry as opener
        case "trade-show":
            from kitdiary.ui.dialogs.trade_show import open_trade_show as opener
        case "prompts":
            from kitdiary.ui.dialogs.prompts import open_prompts as opener
        case "edit-touch":
            from kitdiary.ui.dialogs.touch_form import open_touch as opener
        case "insights":
            from kitdiary.ui.dialogs.insights import open_insights as opener
        case "leave":
            from kitdiary.ui.dialogs.leaving import open_leaving as opener
        case "successor":
            from kitdiary.ui.dialogs.leaving import open_successor as opener
        case "add-content":
            from kitdiary.ui.dialogs.content_form import open_add as opener
        case "edit-content":
            from kitdiary.ui.dialogs.content_form import open_edit as opener
        case _:
            from kitdiary.ui.dialogs.content_item import open_content as opener
    return opener


def _opener_of_reports(name: str) -> Opener:
    """The same for what Reports leads to."""
    if name == "sweep":
        from kitdiary.ui.dialogs.sweep import open_sweep as opener
    else:
        from kitdiary.ui.dialogs.handoff import open_handoff as opener
    return opener


def _open(name: str, desk: Desk, parent: QWidget, what: object) -> None:
    find = _opener_about if name in _ABOUT else _opener_of_reports if name in _REPORTS else _opener
    find(name)(desk, parent, what)


FORMS: dict[str, Opener] = {name: partial(_open, name) for name in (*_NAMES, *_ABOUT, *_REPORTS)}
"""By the names of `Desk.go`."""
