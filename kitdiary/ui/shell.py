"""Puts the window together: which page and which dialog answers to which name."""

from PySide6.QtCore import QSettings

from kitdiary.services.diary import Diary
from kitdiary.ui.desk import Desk
from kitdiary.ui.dialogs.find import open_find
from kitdiary.ui.dialogs.openers import FORMS
from kitdiary.ui.dialogs.shortcuts import open_shortcuts
from kitdiary.ui.main_window import DialogOpener, MainWindow, PageMaker
from kitdiary.ui.pages.company import CompanyPage
from kitdiary.ui.pages.contact import ContactPage
from kitdiary.ui.pages.page import Page
from kitdiary.ui.pages.today import TodayPage


def _contacts(desk: Desk) -> Page:
    from kitdiary.ui.pages.contacts import ContactsPage  # after the first paint: start-up

    return ContactsPage(desk)


def _companies(desk: Desk) -> Page:
    from kitdiary.ui.pages.companies import CompaniesPage

    return CompaniesPage(desk)


def _settings(desk: Desk) -> Page:
    from kitdiary.ui.pages.settings import SettingsPage

    return SettingsPage(desk)


PAGES: dict[str, PageMaker] = {
    "today": TodayPage,
    "contact": ContactPage,
    "company": CompanyPage,
    "contacts": _contacts,
    "companies": _companies,
    "settings": _settings,
}
DIALOGS: dict[str, DialogOpener] = {
    "find": open_find,
    "shortcuts": open_shortcuts,
    **FORMS,
}


def make_window(diary: Diary, settings: QSettings) -> tuple[MainWindow, Desk]:
    """The window on a diary, not shown yet, and its desk; close the desk after the window."""
    desk = Desk(diary)
    window = MainWindow(desk, PAGES, DIALOGS, settings)
    return window, desk
