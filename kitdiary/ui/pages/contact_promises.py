"""The card of what a contact was promised; a click on one offers the calendar."""

from functools import partial

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QApplication, QWidget

from kitdiary.services.cards import ContactCard
from kitdiary.ui.calendar_events import add_calendar
from kitdiary.ui.desk import Desk
from kitdiary.ui.text import tr
from kitdiary.ui.widgets.facts import FactsCard, popup_menu
from kitdiary.ui.words import day_words


def promises_card(card: ContactCard, desk: Desk) -> QWidget:
    """Every open promise by its date."""
    made = FactsCard(tr("Promised"), tr("Add"), lambda: desk.go("promise", card.contact.id))
    today = desk.diary.context.today()
    for promise in card.promises:
        when = day_words(promise.on, today)
        if promise.at is not None:
            when += f" {promise.at:%H:%M}"
        made.add(when, promise.what, partial(_offer_calendar, made, desk, promise.id))
    return made


def _offer_calendar(card: QWidget, desk: Desk, promise_id: int) -> None:
    link = QApplication.focusWidget()  # the one that was clicked
    shown = link if link is not None and card.isAncestorOf(link) else card
    below = shown.mapToGlobal(QPoint(0, shown.height()))
    popup_menu(card, lambda menu: add_calendar(menu, desk, card.window(), promise_id), below)
