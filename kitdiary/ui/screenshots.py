"""Pictures of every page and dialog, light and dark, in two sizes: for the README and for reviews."""

import logging
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from PySide6.QtCore import (
    QCoreApplication,
    QEvent,
    QEventLoop,
    QMessageLogContext,
    QPoint,
    QRect,
    QSettings,
    Qt,
    QTimer,
    QtMsgType,
    qInstallMessageHandler,
)
from PySide6.QtGui import QColor, QGuiApplication, QPainter, QPixmap
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QLineEdit, QWidget

from kitdiary.domain.errors import DiaryError
from kitdiary.domain.steps import StepKind
from kitdiary.services.demo.address_book import write_address_book
from kitdiary.services.diary import Diary
from kitdiary.services.exchange.handoff import HandoffRequest
from kitdiary.ui import theme
from kitdiary.ui.application import application, dress
from kitdiary.ui.desk import Desk
from kitdiary.ui.display import SIZES
from kitdiary.ui.main_window import MainWindow
from kitdiary.ui.shell import DIALOGS, PAGES, make_window
from kitdiary.ui.worker import Worker

_LOG = logging.getLogger(__name__)
_SETTLED_MS = 10_000
_SHADE, _SHADOW = 70, 26
_TYPED = 4
"""So many letters are typed into quick find."""
HOME = Path("/home/you")
"""Shown for the folder of the diary, which is another one each time."""


@dataclass(frozen=True, slots=True)
class Shown:
    """What there is to show in a diary: a person, one who waits for an answer, a company, an item to send."""

    person: int | None
    reply: int | None
    company: int | None
    name: str
    address_book: Path | None = None
    touch: int | None = None
    content: int | None = None
    team: Path | None = None

    def argument(self, where: str) -> object:
        """What a page or dialog is opened with."""
        if where in ("import", "team"):
            return self.address_book if where == "import" else self.team
        if where in ("company", "edit-company"):
            return self.company
        if where == "skip":  # only a reply asks for a reason; anything else would be skipped
            return None if self.reply is None else (self.reply, StepKind.REPLY)
        if where == "snooze":
            return None if self.reply is None else (self.reply, StepKind.REPLY)
        if where in ("edit-touch", "content", "library", "edit-content"):
            return self.touch if where == "edit-touch" else self.content
        if where == "successor":  # nobody of the demo has left
            return None
        if where == "add-content":
            return None
        if where in ("log", "territory-give"):
            return () if self.person is None else (self.person,)
        return self.person

    def can(self, where: str) -> bool:
        """Whether there is anything to show there."""
        needs = ("contact", "company", "edit-contact", "edit-company", "promise", "opportunity", "write")
        if where in ("person-export", "export", "territory-take"):  # the system's own dialog
            return False
        also = (
            "call",
            "skip",
            "snooze",
            "edit-touch",
            "insights",
            "leave",
            "successor",
            "content",
            "erase",
            "edit-content",
        )
        return where not in (*needs, *also) or self.argument(where) is not None


def what_to_show(diary: Diary) -> Shown:
    """The best rated person of the day of whom enough is known."""
    steps = [item.step for item in diary.agenda.items()]
    talks = [step for step in steps if step.kind is StepKind.TALK][:12] or steps[:1]
    cards = [diary.cards.one(step.contact_id) for step in talks]
    rank = diary.context.policy.rank
    card = max(
        cards,
        key=lambda one: (len(one.insights) > 2, -rank(one.plan.effective_rating), len(one.touches)),
        default=None,
    )
    reply = next((step.contact_id for step in steps if step.kind is StepKind.REPLY), None)
    companies = diary.lists.company_ids(limit=1)
    company = companies[0] if companies else None
    if card is not None and card.company is not None:
        company = card.company.id
    person = None if card is None else card.contact.id
    touch = card.touches[0].id if card is not None and card.touches else None
    today = diary.context.today()
    item = next((item.id for item in diary.library.items() if item.offered(today)), None)
    name = "" if card is None else card.contact.name
    return Shown(person, reply, company, name, touch=touch, content=item)


def take_screenshots(diary: Diary, folder: Path) -> list[Path]:
    """Write ``NAME-light|dark-WIDTHxHEIGHT.png`` for every page and dialog into a folder, made if need be."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise DiaryError(f"The folder {folder} cannot be made ({error.strerror}): name another.") from error
    app, made = application(), []
    app.setCursorFlashTime(0)
    place = tempfile.TemporaryDirectory()
    book = write_address_book(diary, Path(place.name, "outlook-export.csv"))
    found = replace(what_to_show(diary), address_book=book, team=_team(diary, Path(place.name, "team")))
    _add_twice(diary, found)
    try:
        for dark in (False, True):
            theme.force_dark(dark)
            dress(app)
            for width, height in SIZES:
                for name, picture in _pictures(diary, found, (width, height), PAGES, DIALOGS):
                    path = folder / f"{name}-{'dark' if dark else 'light'}-{width}x{height}.png"
                    _save(picture, path)
                    made.append(path)
    finally:
        place.cleanup()
        theme.force_dark(None)
        dress(app)
    return made


def _team(diary: Diary, folder: Path) -> Path:
    """Hand-offs of a few reps, as a manager collects them: each has another part of the demo."""
    for rep, ratings in (("Amara Okafor", ("A", "C")), ("Jonas Feld", ("A", "B", "D")), ("Robin Vale", ())):
        scope = diary.reports.scope(ratings)
        request = HandoffRequest(diary.reports.period(), scope, rep=rep, zipped=rep.startswith("A"))
        diary.handoffs.make(folder / rep, request)
    return folder


def _add_twice(diary: Diary, found: Shown) -> None:
    """The person that is shown once more, as a second address book has them: something for Duplicates."""
    if found.person is None:
        return
    contact = diary.contacts.one(found.person)
    given, family = contact.name.split()[0], contact.name.split()[-1]
    email = contact.emails[0].value if contact.emails else ""
    diary.contacts.add(name=f"{given[0]}. {family}", email=email, job_title="Head of Logistics", rating="B")


def picture_of_today(diary: Diary, path: Path) -> None:
    """Write a picture of Today to a file."""
    application()
    for _, picture in _pictures(diary, what_to_show(diary), SIZES[0], ("today",), ()):
        _save(picture, path)


def _pictures(
    diary: Diary, found: Shown, size: tuple[int, int], pages: Iterable[str], dialogs: Iterable[str]
) -> Iterator[tuple[str, QPixmap]]:
    width, height = size
    handler = qInstallMessageHandler(_hear)
    window, desk = make_window(diary, QSettings("", QSettings.Format.InvalidFormat))
    try:
        _place(window, width, height)
        window.show()
        window.start()
        for name in pages:
            if found.can(name):
                window.go(
                    name, found.argument(name) if name not in ("today", "contacts", "companies") else None
                )
                _settle(desk)
                _hide_folder(window, diary)
                yield name, window.grab(QRect(0, 0, width, height))
        window.go("today")
        for name in dialogs:
            if found.can(name):
                window.go(name, found.argument(name) if name != "add-contact" else None)
                _settle(desk)
                dialog = QApplication.activeModalWidget()
                if isinstance(dialog, QDialog):
                    _type(name, dialog, found)
                    _settle(desk)
                    yield name, _over(window, dialog, width, height)
                    dialog.done(0)
                    _settle(desk)
    finally:
        desk.close()
        window.close()
        window.deleteLater()
        _delete()
        qInstallMessageHandler(handler)


def _hear(kind: QtMsgType, _context: QMessageLogContext, text: str) -> None:
    """What Qt has to say, but for what cannot be done off the screen and is not wanted either."""
    if not text.startswith("This plugin does not support"):
        _LOG.warning("Qt: %s (%s)", text, kind.name)


def _place(window: MainWindow, width: int, height: int) -> None:
    """On the screen of this size where there is one, so that dialogs have no more room than there."""
    for screen in QGuiApplication.screens():
        if (screen.size().width(), screen.size().height()) == (width, height):
            window.setGeometry(screen.geometry())
            return
    window.resize(width, height)


def _settle(desk: Desk) -> None:
    """Wait until nothing is under way in the desk's threads and everything is laid out and painted."""
    for _ in range(2):  # what was painted asks for the rest
        for worker in (desk.worker, desk.reader):
            if worker is not None:
                _wait_for(worker)
                while worker.busy:  # one thing may lead to the next: the parts of a report
                    _wait_for(worker)
        for _ in range(3):
            _delete()


def _wait_for(worker: Worker) -> None:
    loop = QEventLoop()
    worker.submit(lambda _task, _tell: None, lambda _result: loop.quit(), lambda _sentence: loop.quit())
    QTimer.singleShot(_SETTLED_MS, loop, loop.quit)
    loop.exec()


def _delete() -> None:
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    QCoreApplication.processEvents()


def _type(name: str, dialog: QDialog, found: Shown) -> None:
    field = dialog.findChild(QLineEdit)
    if name == "find" and field is not None:
        field.setText(found.name[:_TYPED])


def _hide_folder(window: QWidget, diary: Diary) -> None:
    folder = str(diary.context.store.path.parent)
    for label in window.findChildren(QLabel):
        if folder in label.text():
            label.setText(label.text().replace(folder, str(HOME)))


def _over(window: MainWindow, dialog: QDialog, width: int, height: int) -> QPixmap:
    """The dialog over its window, which steps back."""
    picture = window.grab(QRect(0, 0, width, height))
    place = dialog.mapToGlobal(QPoint(0, 0)) - window.mapToGlobal(QPoint(0, 0))
    frame = QRect(place, dialog.size())
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.fillRect(picture.rect(), QColor(0, 0, 0, _SHADE))
    painter.setPen(QColor(0, 0, 0, 0))
    painter.setBrush(QColor(0, 0, 0, 5))
    for reach in range(_SHADOW, 0, -2):
        painter.drawRoundedRect(frame.adjusted(-reach, 6 - reach, reach, 6 + reach), reach, reach)
    painter.drawPixmap(place, dialog.grab())
    painter.setPen(theme.colour(theme.colours().field_line))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRect(frame.adjusted(0, 0, -1, -1))
    painter.end()
    return picture


def _save(picture: QPixmap, path: Path) -> None:
    if not picture.save(str(path), "PNG"):
        raise DiaryError(f"The picture {path} cannot be written: check the folder and the room on its disk.")
