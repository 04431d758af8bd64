"""Puts the window together: which page and which dialog answers to which name.

Only Today is loaded with the window; everything else when it is first gone to, for the start waits for
whatever is imported here.
"""

from typing import TYPE_CHECKING

from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QWidget

from kitdiary.services.diary import Diary
from kitdiary.ui.desk import Desk
from kitdiary.ui.dialogs.openers import FORMS
from kitdiary.ui.main_window import DialogOpener, MainWindow, PageMaker
from kitdiary.ui.pages.today import TodayPage

if TYPE_CHECKING:
    from kitdiary.ui.pages.page import Page


def _contact(desk: Desk) -> "Page":
    from kitdiary.ui.pages.contact import ContactPage

    return ContactPage(desk)


def _company(desk: Desk) -> "Page":
    from kitdiary.ui.pages.company import CompanyPage

    return CompanyPage(desk)


def _contacts(desk: Desk) -> "Page":
    from kitdiary.ui.pages.contacts import ContactsPage

    return ContactsPage(desk)


def _companies(desk: Desk) -> "Page":
    from kitdiary.ui.pages.companies import CompaniesPage

    return CompaniesPage(desk)


def _library(desk: Desk) -> "Page":
    from kitdiary.ui.pages.library import LibraryPage

    return LibraryPage(desk)


def _settings(desk: Desk) -> "Page":
    from kitdiary.ui.pages.settings import SettingsPage

    return SettingsPage(desk)


def _duplicates(desk: Desk) -> "Page":
    from kitdiary.ui.pages.duplicates import DuplicatesPage

    return DuplicatesPage(desk)


def _find(desk: Desk, parent: QWidget, what: object) -> None:
    from kitdiary.ui.dialogs.find import open_find

    open_find(desk, parent, what)


def _shortcuts(desk: Desk, parent: QWidget, what: object) -> None:
    from kitdiary.ui.dialogs.shortcuts import open_shortcuts

    open_shortcuts(desk, parent, what)


def _import(desk: Desk) -> "Page":
    from kitdiary.ui.pages.import_page import ImportPage

    return ImportPage(desk)


def _reports(desk: Desk) -> "Page":
    from kitdiary.ui.pages.reports import ReportsPage

    return ReportsPage(desk)


def _team(desk: Desk) -> "Page":
    from kitdiary.ui.pages.team import TeamPage

    return TeamPage(desk)


PAGES: dict[str, PageMaker] = {
    "today": TodayPage,
    "contact": _contact,
    "company": _company,
    "contacts": _contacts,
    "companies": _companies,
    "library": _library,
    "reports": _reports,
    "team": _team,
    "import": _import,
    "duplicates": _duplicates,
    "settings": _settings,
}
DIALOGS: dict[str, DialogOpener] = {
    "find": _find,
    "shortcuts": _shortcuts,
    **{name: opener for name, opener in FORMS.items() if name not in PAGES},
}


def make_window(diary: Diary, settings: QSettings) -> tuple[MainWindow, Desk]:
    """The window on a diary, not shown yet, and its desk; close the desk after the window."""
    desk = Desk(diary)
    window = MainWindow(desk, PAGES, DIALOGS, settings)
    return window, desk
