"""What can be done with one person or many at once, alike in the menus and in the bar of a selection."""

from collections.abc import Callable, Sequence
from datetime import timedelta

from PySide6.QtWidgets import QMenu, QWidget

from kitdiary.domain.intervals import Interval, Unit, add_months
from kitdiary.domain.people import DEFAULT, ClosedReason, Override
from kitdiary.services.contacts import ContactFields
from kitdiary.ui.desk import Desk
from kitdiary.ui.dialogs.ask import Ask, ask_day, ask_text
from kitdiary.ui.models.contacts_model import closed_words
from kitdiary.ui.text import tr
from kitdiary.ui.words import day_words

_MOST_READ = 500
"""Up to so many people their own tags are offered to take away, beyond it all there are."""
_TAGS_SHOWN = 20
_MANY = 500
"""From so many people on a change takes long enough to show how far it is and to be stopped."""
_LENGTHS = ((2, Unit.WEEK), (4, Unit.WEEK), (6, Unit.WEEK), (2, Unit.MONTH), (3, Unit.MONTH), (6, Unit.MONTH))


def escaped(text: str) -> str:
    """A text as a menu shows it: an ampersand is one."""
    return text.replace("&", "&&")


def _changing(ids: Sequence[int]) -> str:
    return tr("Changing {0} people …", f"{len(ids):,}")


def add_ratings(menu: QMenu, desk: Desk, rate: Callable[[str | None], None]) -> None:
    """Every level of the scale, and none."""
    for number, level in enumerate(desk.diary.context.policy.scale, 1):
        action = menu.addAction(escaped(f"{level.code}  {level.name}") + f"\t{number}")
        action.triggered.connect(lambda _checked=False, code=level.code: rate(code))
    menu.addSeparator()
    menu.addAction(tr("No rating") + "\t0").triggered.connect(lambda: rate(None))


class PeopleMenus:
    """Fills menus for the people ``ids`` gives when an action is chosen."""

    def __init__(self, desk: Desk, parent: QWidget, ids: Callable[[], Sequence[int]]) -> None:
        self._desk = desk
        self._parent = parent
        self._ids = ids

    # -- writing ------------------------------------------------------------------------------

    def rate(self, code: str | None) -> None:
        """Give the rating, or take it away."""
        ids, contacts = tuple(self._ids()), self._desk.diary.contacts
        if len(ids) > _MANY:
            self._desk.write_many(_changing(ids), lambda progress: contacts.rate(ids, code, progress))
        elif ids:
            self._desk.write(lambda: contacts.rate(ids, code))

    def edit(self, fields: ContactFields, asked: Ask | None = None) -> None:
        """Change the same of all; where it was asked for, say there what is wrong with it."""
        ids = tuple(self._ids())
        if not ids:
            return
        if len(ids) > _MANY:
            contacts = self._desk.diary.contacts
            self._desk.write_many(
                _changing(ids), lambda progress: contacts.edit(ids, progress=progress, **fields)
            )
            if asked is not None:  # what can be wrong with it is said at the foot of the window
                asked.accept()
            return
        self._desk.write(
            lambda: self._desk.diary.contacts.edit(ids, **fields),
            None if asked is None else lambda _change: asked.accept(),
            None if asked is None else asked.refuse,
        )

    def log(self) -> None:
        """Log one touch with all of them."""
        self._desk.log(self._ids())

    def export(self) -> None:
        """Write them into a file."""
        self._desk.go("export", tuple(self._ids()))

    # -- menus --------------------------------------------------------------------------------

    def add_all(self, menu: QMenu) -> None:
        """Everything, each as a menu of its own."""
        menu.addAction(tr("Log a touch") + "\tL").triggered.connect(self.log)
        menu.addSeparator()
        self.ratings(menu.addMenu(tr("Rating")))
        self.tags(menu.addMenu(tr("Tags")))
        self.cadence(menu.addMenu(tr("Cadence")))
        self.pauses(menu.addMenu(tr("Pause")))
        self.closings(menu.addMenu(tr("Close")))
        menu.addSeparator()
        menu.addAction(tr("Export…")).triggered.connect(self.export)

    def ratings(self, menu: QMenu) -> None:
        """The levels of the scale."""
        add_ratings(menu, self._desk, self.rate)

    def tags(self, menu: QMenu) -> None:
        """Tags to add, tags to take away."""
        ids, lists = self._ids(), self._desk.diary.lists
        known = lists.tags()
        for tag in known[:_TAGS_SHOWN]:
            action = menu.addAction(escaped(tag))
            action.triggered.connect(lambda _checked=False, tag=tag: self.edit({"tag": (tag,)}))
        if known:
            menu.addSeparator()
        menu.addAction(tr("Another tag …")).triggered.connect(lambda: self._ask_tag(known))
        theirs = known
        if len(ids) <= _MOST_READ:
            theirs = sorted({tag for row in lists.contact_rows(ids) for tag in row.tags}, key=str.casefold)
        away = menu.addMenu(tr("Take away"))
        away.setEnabled(bool(theirs))
        for tag in theirs:
            action = away.addAction(escaped(tag))
            action.triggered.connect(lambda _checked=False, tag=tag: self.edit({"untag": (tag,)}))

    def _ask_tag(self, known: Sequence[str]) -> None:
        ask_text(
            self._parent,
            tr("Add a tag"),
            tr("Add"),
            lambda tag, asked: self.edit({"tag": (tag,)}, asked),
            known,
        )

    def cadence(self, menu: QMenu) -> None:
        """How often, for talks and for value-adds."""
        for title, key in ((tr("Talk every"), "talk_every"), (tr("Email every"), "email_every")):
            part = menu.addMenu(title)
            choices: list[tuple[str, Override]] = [(tr("As the rating says"), DEFAULT)]
            choices += [(Interval(n, unit).words, Interval(n, unit)) for n, unit in _LENGTHS]
            choices.append((tr("Never"), None))
            for text, override in choices:
                part.addAction(text).triggered.connect(
                    lambda _checked=False, key=key, override=override: self._every(key, override)
                )

    def _every(self, key: str, override: Override) -> None:
        self.edit({"talk_every": override} if key == "talk_every" else {"email_every": override})

    def pauses(self, menu: QMenu) -> None:
        """Until when nothing is due."""
        today = self._desk.diary.context.today()
        days = [(tr("For a week"), today + timedelta(days=7))]
        days += [(tr("For a month"), add_months(today, 1))]
        days += [(tr("For {0} months", months), add_months(today, months)) for months in (3, 6)]
        for text, until in days:
            action = menu.addAction(f"{text}\t{day_words(until, today)}")
            action.triggered.connect(lambda _checked=False, until=until: self.edit({"pause_until": until}))
        menu.addAction(tr("Until a date …")).triggered.connect(self._ask_pause)
        menu.addSeparator()
        menu.addAction(tr("End the pause")).triggered.connect(lambda: self.edit({"pause_until": None}))

    def _ask_pause(self) -> None:
        today = self._desk.diary.context.today()
        ask_day(
            self._parent,
            tr("Pause until"),
            tr("Pause"),
            first=today + timedelta(days=1),
            start=add_months(today, 1),
            taken=lambda until, asked: self.edit({"pause_until": until}, asked),
        )

    def closings(self, menu: QMenu) -> None:
        """The only reasons for which somebody leaves the diary's care."""
        for reason in ClosedReason:
            words = closed_words(reason)
            action = menu.addAction(words[:1].upper() + words[1:])
            action.triggered.connect(lambda _checked=False, reason=reason: self.edit({"closed": reason}))
        menu.addSeparator()
        menu.addAction(tr("Reopen")).triggered.connect(lambda: self.edit({"closed": None}))
        menu.addSeparator()
        menu.addAction(tr("Hand over to a colleague …")).triggered.connect(
            lambda: self._desk.go("territory-give", tuple(self._ids()))
        )
