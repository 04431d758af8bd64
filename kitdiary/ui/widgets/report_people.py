"""The lists of people on Reports: who slips away, who leaked, whose introductions paid back."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from kitdiary.ui import theme
from kitdiary.ui.text import tr
from kitdiary.ui.widgets.badge import Badge
from kitdiary.ui.widgets.labels import Elided, ElidedButton, button, plain, wrapped

_LINE = 48
_NARROW_LINE = 34


@dataclass(frozen=True, slots=True)
class ReportPerson:
    """A line about somebody; ``rating`` "" shows no badge."""

    contact_id: int
    rating: str
    rank: int
    name: str
    company: str
    words: str


class PersonLine(QWidget):
    """Somebody: the badge, the name that opens the page, what there is to say, and what to do."""

    def __init__(
        self,
        person: ReportPerson,
        open_one: Callable[[int], None] | None,
        acts: Sequence[tuple[str, Callable[[int], None]]] = (),
    ) -> None:
        super().__init__()
        self.person = person
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(10)
        if person.rating:
            badge = Badge()
            badge.show_rating(person.rating, person.rank)
            row.addWidget(badge)
        row.addWidget(_name(person, open_one))
        row.addWidget(Elided(person.company), 1)
        said = plain(person.words, "soft", "small")
        row.addWidget(said)
        self.buttons = []
        for text, act in acts:
            made = button(text)
            made.setAccessibleName(f"{text} {person.name}")
            made.clicked.connect(lambda _checked=False, act=act: act(person.contact_id))
            row.addWidget(made)
            self.buttons.append(made)


def _name(person: ReportPerson, open_one: Callable[[int], None] | None) -> QWidget:
    """The name: it opens the page, where there is one."""
    if open_one is None:
        return plain(person.name, bold=True)
    name = button(person.name.replace("&", "&&"), "person")
    name.setFont(theme.font(bold=True))
    name.setAccessibleName(tr("Open {0}", person.name))
    name.setMaximumWidth(260)
    name.clicked.connect(lambda: open_one(person.contact_id))
    return name


class PeopleList(QWidget):
    """A fixed number of places for people, so that nothing below moves when they come in."""

    def __init__(self, name: str, places: int, *, narrow: bool = False, divided: bool = True) -> None:
        super().__init__()
        self._high, self._divided = _NARROW_LINE if narrow else _LINE, divided
        self.setAccessibleName(name)
        self.set_places(places)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self.lines: list[PersonLine] = []
        self._made: list[QWidget] = []
        self.nobody = wrapped("…", "soft")
        self.nobody.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        self._column.addWidget(self.nobody)
        self._column.addStretch(1)

    def set_places(self, places: int) -> None:
        """Another number of places, where everything comes in at once."""
        self._places = places
        self.setFixedHeight(places * self._high)

    def show_people(
        self,
        people: Sequence[ReportPerson],
        nobody: str,
        open_one: Callable[[int], None] | None,
        acts: Sequence[tuple[str, Callable[[int], None]]] = (),
    ) -> None:
        """Show the first of these people, or say that there is nobody."""
        wanted = list(people[: self._places])
        if wanted and [line.person for line in self.lines] == wanted:
            return  # the keyboard stays where it is
        for made in self._made:
            self._column.removeWidget(made)
            made.hide()
            made.deleteLater()
        self._made, self.lines = [], []
        self.nobody.setText(nobody)
        self.nobody.setVisible(not wanted)
        for number, person in enumerate(wanted):
            line = PersonLine(person, open_one, acts)
            line.setFixedHeight(self._high)
            if number and self._divided:
                self._put(_rule())
                line.setFixedHeight(self._high - 1)
            self._put(line)
            self.lines.append(line)

    def _put(self, made: QWidget) -> None:
        self._column.insertWidget(1 + len(self._made), made)
        self._made.append(made)


def _rule() -> QFrame:
    made = QFrame()
    made.setProperty("look", "line")
    made.setFixedHeight(1)
    return made


class CountLines(QWidget):
    """A few counts, each of which opens its people: ``Paused  4  until …``."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(2)
        self.buttons: list[ElidedButton] = []

    def show_counts(self, counts: Sequence[tuple[str, Callable[[], None] | None]]) -> None:
        """Show other counts; one without anybody behind it cannot be opened."""
        for made in self.buttons:
            self._column.removeWidget(made)
            made.hide()
            made.deleteLater()
        self.buttons = []
        for text, act in counts:
            made = ElidedButton(text, "link")
            made.setEnabled(act is not None)
            if act is not None:
                made.clicked.connect(lambda _checked=False, act=act: act())
            self._column.addWidget(made)
            self.buttons.append(made)
