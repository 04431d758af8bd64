"""Files on the pages of a person and a company: added by button or by dropping, opened, saved, removed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QObject, QPoint, QPointF, Qt, QUrl, Slot
from PySide6.QtGui import QDesktopServices, QDragEnterEvent, QDragLeaveEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QFileDialog, QPushButton
from pytestqt.qtbot import QtBot

from kitdiary.storage.blobs import MOST_BYTES
from kitdiary.ui.desk import Desk
from kitdiary.ui.main_window import MainWindow
from kitdiary.ui.pages.card_page import CardPage
from kitdiary.ui.pages.contact import ContactPage
from kitdiary.ui.widgets.facts import Link
from kitdiary.ui.widgets.files_card import save_attachment
from tests.ui.people import People
from tests.ui.qt import sweep, words

Idle = Callable[[Desk], None]


class Opener(QObject):
    """Stands for the system's programs: remembers what it was to open."""

    def __init__(self) -> None:
        super().__init__()
        self.opened: list[QUrl] = []

    @Slot(QUrl)
    def take(self, url: QUrl) -> None:
        self.opened.append(url)


@pytest.fixture
def opener() -> Iterator[Opener]:
    found = Opener()
    QDesktopServices.setUrlHandler("file", found, "take")
    yield found
    QDesktopServices.unsetUrlHandler("file")


@pytest.fixture
def page(window: MainWindow, ids: People) -> ContactPage:
    """Priya's page."""
    window.go("contact", ids.priya)
    found = window.page("contact")
    assert isinstance(found, ContactPage)
    return found


@pytest.fixture
def offer(tmp_path: Path) -> Path:
    found = tmp_path / "Offer & plan <b>.pdf"
    found.write_bytes(b"%PDF offer")
    return found


def drop(page: CardPage, urls: list[QUrl]) -> None:
    data = QMimeData()
    data.setUrls(urls)
    action, left, none = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    enter = QDragEnterEvent(QPoint(50, 50), action, data, left, none)
    QApplication.sendEvent(page, enter)
    assert enter.isAccepted()
    assert page._drop_here.isVisible()
    QApplication.sendEvent(page, QDragLeaveEvent())
    assert not page._drop_here.isVisible()
    QApplication.sendEvent(page, enter)
    QApplication.sendEvent(page, QDropEvent(QPointF(50, 50), action, data, left, none))
    assert not page._drop_here.isVisible()


def link(of: CardPage, text: str) -> Link:
    sweep()
    return next(found for found in of.findChildren(Link) if found.text() == text)


def test_dropped_files_are_kept_opened_and_removed(
    qtbot: QtBot, window: MainWindow, page: ContactPage, offer: Path, opener: Opener, idle: Idle
) -> None:
    desk = window.desk
    assert "Drop files on the page" in words(page)
    drop(page, [QUrl.fromLocalFile(str(offer))])
    idle(desk)
    assert "10 bytes, added today" in words(page)
    qtbot.mouseClick(link(page, offer.name), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: bool(opener.opened))
    copy = Path(opener.opened[0].toLocalFile())
    assert copy.read_bytes() == b"%PDF offer"
    assert copy != offer
    found = link(page, offer.name)
    found.setFocus()
    qtbot.keyClick(found, Qt.Key.Key_Delete)
    idle(desk)
    assert desk.diary.attachments.of_contact(page.contact_id or 0) == []
    desk.undo()
    idle(desk)
    assert link(page, offer.name).isVisible()


def test_what_is_too_large_or_not_here_says_so(
    qtbot: QtBot, window: MainWindow, page: ContactPage, tmp_path: Path
) -> None:
    with qtbot.waitSignal(window.desk.failed) as said:
        drop(page, [QUrl("https://example.com/a.pdf")])
    assert "Only files on this computer" in said.args[0]
    large = tmp_path / "large.iso"
    with large.open("wb") as file:
        file.truncate(MOST_BYTES + 1)
    with qtbot.waitSignal(window.desk.failed) as said:
        drop(page, [QUrl.fromLocalFile(str(large))])
    assert "larger than 25 MB" in said.args[0]


def test_the_button_asks_for_files_and_one_is_saved_elsewhere(
    qtbot: QtBot, window: MainWindow, page: ContactPage, offer: Path, idle: Idle
) -> None:
    desk = window.desk
    add = next(b for b in page.side.findChildren(QPushButton) if b.accessibleName() == "Add: Files")
    qtbot.mouseClick(add, Qt.MouseButton.LeftButton)
    asked = QApplication.activeModalWidget()
    assert isinstance(asked, QFileDialog)
    assert asked.fileMode() is QFileDialog.FileMode.ExistingFiles
    asked.filesSelected.emit([str(offer)])
    asked.close()
    idle(desk)
    (kept,) = desk.diary.attachments.of_contact(page.contact_id or 0)
    save_attachment(desk, page, kept)
    where = QApplication.activeModalWidget()
    assert isinstance(where, QFileDialog)
    place = offer.with_name("saved.pdf")
    with qtbot.waitSignal(desk.said) as said:
        where.fileSelected.emit(str(place))
    where.close()
    assert said.args == [f"Saved {place}", None]
    assert place.read_bytes() == b"%PDF offer"


def test_a_company_keeps_files_too(window: MainWindow, ids: People, offer: Path, idle: Idle) -> None:
    firm = window.desk.diary.contacts.one(ids.priya).company_id
    window.go("company", firm)
    page = window.page("company")
    assert isinstance(page, CardPage)
    drop(page, [QUrl.fromLocalFile(str(offer))])
    idle(window.desk)
    assert link(page, offer.name).isVisible()
