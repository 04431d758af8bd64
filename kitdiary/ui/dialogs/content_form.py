"""Something for the library: by typing, or what was dropped or on the clipboard, to be completed."""

from datetime import date, timedelta
from pathlib import Path

from PySide6.QtWidgets import QCompleter, QHBoxLayout, QWidget

from kitdiary.domain.content import ContentItem, ContentKind
from kitdiary.domain.errors import DiaryError, InvalidInput
from kitdiary.domain.intervals import add_months
from kitdiary.domain.people import Precision
from kitdiary.services.library import ItemFields, checked_link
from kitdiary.ui import theme
from kitdiary.ui.content_words import kind_words
from kitdiary.ui.day_text import read_when, when_text
from kitdiary.ui.desk import Desk
from kitdiary.ui.dialogs.base import Form, Wrong
from kitdiary.ui.dialogs.files import choose_files
from kitdiary.ui.dropped import Dropped
from kitdiary.ui.text import tr
from kitdiary.ui.widgets.chips import Chips
from kitdiary.ui.widgets.labels import Elided, button
from kitdiary.ui.widgets.labels_field import LabelsField
from kitdiary.ui.widgets.parts import Part, beside, line, lines

_MONTHS = {Precision.MONTH: 1, Precision.QUARTER: 3, Precision.YEAR: 12}


def read_until(text: str) -> date | None:
    """The last day of what is typed, None for nothing: ``Jan 2027`` is good until its 31st."""
    if not text.strip():
        return None
    first, precision = read_when(text)
    months = _MONTHS.get(precision)
    return first if months is None else add_months(first, months) - timedelta(days=1)


class ContentForm(Form):
    """The form, for a new item or for one there is."""

    def __init__(
        self, desk: Desk, parent: QWidget, found: Dropped, item: ContentItem | None = None, kept: str = ""
    ) -> None:
        """``kept`` is the name of the file the item has."""
        heading = tr("Add to the library") if item is None else tr("Edit the item")
        super().__init__(desk, parent, heading, width=theme.WRITE_WIDTH)
        self._item = item
        self._file, self._kept = found.file, kept
        shown = item or ContentItem(0, found.title, _kind_of(found), found.link)
        topics, industries, rivals = desk.diary.library.labels()
        self.name = line(shown.title, tr("what it is called"))
        self.why = lines(shown.why, tr("why it helps people: the sentence you would write to them"))
        self.kind = Chips(tr("Kind"), [(kind, kind_words(kind)) for kind in ContentKind])
        self.kind.choose(shown.kind)
        self.link = line(shown.link, tr("https://… or mailto:…"))
        self.topics = LabelsField(shown.topics, topics, tr("peak season, claims"))
        self.industries = LabelsField(shown.industries, industries, tr("any"))
        self.competitor = line(shown.competitor, tr("none"))
        completer = QCompleter(rivals, self.competitor)
        completer.setCaseSensitivity(self.topics.completer().caseSensitivity())
        self.competitor.setCompleter(completer)
        until = "" if shown.until is None else when_text(shown.until, Precision.DAY)
        self.until = line(until, tr("for ever"))
        self.body.addWidget(Part(tr("Title"), self.name))
        self.body.addWidget(Part(tr("Why it is useful"), self.why))
        self.body.addWidget(Part(tr("Kind"), self.kind))
        self.body.addWidget(beside(Part(tr("Link"), self.link), Part(tr("File"), self._file_row())))
        self.body.addWidget(Part(tr("Topics, with commas"), self.topics))
        self.body.addWidget(
            beside(
                Part(tr("Made for these industries"), self.industries),
                Part(tr("About a competitor"), self.competitor),
            )
        )
        self.body.addWidget(Part(tr("Good until"), self.until))
        self.body.addStretch(1)
        self._begun = self._state()
        if not self.name.text():
            self.name.setFocus()
        else:
            self.why.setFocus()

    def _file_row(self) -> QWidget:
        self.file_name = Elided("")
        self.choose = button(tr("Choose …"))
        self.drop = button(tr("Take away"))
        for made in (self.choose, self.drop):
            made.setAutoDefault(False)
        self.choose.setAccessibleName(tr("Choose a file"))
        self.drop.setAccessibleName(tr("Take the file away"))
        self.choose.clicked.connect(
            lambda: choose_files(self, tr("A file to send"), lambda chosen: self.take_file(chosen[0]))
        )
        self.drop.clicked.connect(self._take_away)
        row = QWidget()
        layout = QHBoxLayout(row)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.TIGHT)
        layout.addWidget(self.file_name, 1)
        layout.addWidget(self.choose)
        layout.addWidget(self.drop)
        self._show_file()
        return row

    def take_file(self, file: Path) -> None:
        """Attach this file; it is read when the item is saved."""
        self._file = file
        if not self.name.text().strip():
            self.name.setText(file.stem.replace("_", " "))
        self._show_file()

    def _take_away(self) -> None:
        self._file, self._kept = None, ""
        self._show_file()

    def _show_file(self) -> None:
        name = self._kept if self._file is None else self._file.name
        self.file_name.setText(name or tr("none, 25 MB at most"))
        self.drop.setVisible(bool(name))

    def _state(self) -> tuple[object, ...]:
        fields = (self.name, self.link, self.topics, self.industries, self.competitor, self.until)
        return (
            *(field.text() for field in fields),
            self.why.toPlainText(),
            self.kind.value,
            self._file,
            self._kept,
        )

    def typed(self) -> bool:
        """Whether something was changed."""
        return self._state() != self._begun

    def save(self) -> None:
        """Add it, or change it."""
        title = self.name.text().strip()
        if not title:
            raise Wrong(tr("Give it a title: it is what you and they see."), self.name)
        link = self.read(self.link, lambda: checked_link(self.link.text()))
        until = self.read(self.until, lambda: read_until(self.until.text()))
        if until is not None and until < self.desk.diary.context.today() and self._item is None:
            raise Wrong(tr("That day has passed: it would never be proposed."), self.until)
        kind, why = ContentKind(str(self.kind.value)), self.why.toPlainText()
        topics, industries = self.topics.labels(), self.industries.labels()
        competitor, file, item = self.competitor.text(), self._file, self._item
        library = self.desk.diary.library
        if item is None:
            self.submit(
                lambda: library.add(
                    title,
                    kind=kind,
                    link=link,
                    file=file,
                    topics=topics,
                    industries=industries,
                    why=why,
                    until=until,
                    competitor=competitor,
                )
            )
            return
        number = item.id
        fields: ItemFields = {
            "title": title,
            "kind": kind,
            "link": link,
            "topics": topics,
            "industries": industries,
            "why": why,
            "until": until,
            "competitor": competitor,
        }
        if file is not None or not self._kept:
            fields["file"] = file
        self.submit(lambda: library.edit(number, **fields))


def _kind_of(found: Dropped) -> ContentKind:
    return ContentKind.LINK if found.link else ContentKind.ARTICLE


def open_add(desk: Desk, parent: QWidget, what: object) -> None:
    """Add an item: what was dropped, or None for an empty form."""
    ContentForm(desk, parent, what if isinstance(what, Dropped) else Dropped()).open()


def open_edit(desk: Desk, parent: QWidget, what: object) -> None:
    """Edit this item: its id."""
    try:
        given = desk.diary.library.one(int(str(what)))
        file = desk.diary.library.file_of(given.item.id)
    except (DiaryError, InvalidInput) as error:
        desk.failed.emit(str(error))
        return
    ContentForm(desk, parent, Dropped(), given.item, "" if file is None else file.name).open()
