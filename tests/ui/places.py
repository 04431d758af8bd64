"""What each page and dialog of the window is opened with in tests, by the names of `Desk.go`."""

from kitdiary.domain.steps import StepKind
from kitdiary.ui.main_window import MainWindow

_ABOUT_ONE = (
    "edit-contact",
    "promise",
    "opportunity",
    "write",
    "call",
    "insights",
    "leave",
    "erase",
    "person-export",
)


def argument(window: MainWindow, place: str, one: int, owed: int) -> object:
    """What a page or dialog is opened with, so that it is about this person.

    ``owed`` is somebody who waits for an answer: only a reply asks why it is skipped.
    """
    diary = window.desk.diary
    firm = diary.cards.one(one, 1).company
    assert firm is not None
    touch = diary.cards.one(one, 1).touches[0]
    if place == "successor":
        return former_job(window, one)
    places: dict[str, object] = {
        "edit-touch": touch.id,
        "content": diary.library.items()[0].id,
        "edit-content": diary.library.items()[0].id,
        "contact": one,
        "company": diary.contacts.one(one).company_id,
        "edit-company": diary.contacts.one(one).company_id,
        "log": (one,),
        "skip": (owed, StepKind.REPLY),
        "snooze": (one, StepKind.TALK),
        "add-contact": {"company": firm.name},
        "territory-give": (one,),
    }
    return one if place in _ABOUT_ONE else places.get(place)


def former_job(window: MainWindow, contact_id: int) -> int:
    """A job somebody is said to have left."""
    context = window.desk.diary.context
    with context.store.operation("Left", context.now()):
        firm = context.people.contact(contact_id).company_id
        assert firm is not None
        return context.past_jobs.add(contact_id, firm, "<u>Chief</u>", context.today())
