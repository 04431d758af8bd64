"""What happens after an import: who is unrated, when first talks are, what the file gets."""

from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QLabel, QVBoxLayout, QWidget

from kitdiary.domain.policy import Policy
from kitdiary.services.exchange.decisions import OnDuplicate
from kitdiary.services.exchange.import_preview import ImportPreview
from kitdiary.services.exchange.import_request import SeedAs
from kitdiary.ui import theme
from kitdiary.ui.import_words import first_talks_words, unrated_words
from kitdiary.ui.text import tr
from kitdiary.ui.widgets.labels import card, label, plain, wrapped
from kitdiary.ui.widgets.parts import combo, line

_NAME_WIDTH = 84


class AfterImport(QWidget):
    """Sentences and fields. ``asked``: something changed that gives another preview."""

    asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(6)
        heading = label(tr("After the import"))
        heading.setMinimumHeight(20)
        outer.addWidget(heading)
        frame, inner = card()
        outer.addWidget(frame)
        self._grid = QGridLayout()
        self._grid.setColumnMinimumWidth(0, _NAME_WIDTH)
        self._grid.setColumnStretch(1, 1)
        self._grid.setVerticalSpacing(7)
        self._grid.setHorizontalSpacing(10)
        inner.addLayout(self._grid)
        self.unrated = wrapped()
        self.talks = wrapped()
        self.rating = combo([("", tr("leave them unrated"))])
        self.source = line()
        self.tags = line(placeholder=tr("separated by commas"))
        self.owner = line(placeholder=tr("where the file says none"))
        self.here = combo(
            [
                (OnDuplicate.FILL, tr("get what they lack")),
                (OnDuplicate.SKIP, tr("are left alone")),
                (OnDuplicate.NEW, tr("are added once more")),
            ]
        )
        self.last = combo(
            [
                (SeedAs.CONVERSATION, tr("was a conversation")),
                (SeedAs.TOUCH, tr("was an email or the like")),
                (SeedAs.IGNORE, tr("is not used")),
            ]
        )
        self.seeded = wrapped("", "soft")
        self._name(tr("Unrated"), self.unrated)
        self._name(tr("First talks"), self.talks)
        self._last_name = self._name(tr("Last contact"), self.last)
        self._grid.addWidget(self.seeded, self._grid.rowCount(), 1)
        self._name(tr("Rate new"), self.rating)
        self._name(tr("Tags"), self.tags)
        self._name(tr("Source"), self.source)
        self._name(tr("Owner"), self.owner)
        self._name(tr("Already here"), self.here)
        for choice in (self.rating, self.here, self.last):
            choice.activated.connect(lambda _place: self.asked.emit())
        self._codes: tuple[str, ...] = ()
        self._suggested = ""

    def _name(self, name: str, field: QWidget) -> QLabel:
        row = self._grid.rowCount()
        made = plain(name, "soft")
        text = isinstance(field, QLabel)
        self._grid.addWidget(
            made, row, 0, Qt.AlignmentFlag.AlignTop if text else Qt.AlignmentFlag.AlignVCenter
        )
        self._grid.addWidget(field, row, 1)
        field.setAccessibleName(name)
        if not text:
            field.setFixedHeight(theme.FIELD_HEIGHT - 4)
        return made

    def forget(self) -> None:
        """Another file: the fields as they begin."""
        for choice in (self.rating, self.here, self.last):
            choice.setCurrentIndex(0)
        for field in (self.tags, self.owner, self.source):
            field.clear()
        self._suggested = ""

    def show_preview(self, preview: ImportPreview, policy: Policy, today: date) -> None:
        """Say what a preview says; fields that the rep wrote in stay."""
        if self._codes != policy.codes:
            self._codes = policy.codes
            chosen = self.rating.currentData()
            self.rating.clear()
            self.rating.addItem(tr("leave them unrated"), "")
            for level in policy.scale:
                self.rating.addItem(f"{level.code}  {level.name}", level.code)
            self.rating.setCurrentIndex(max(0, self.rating.findData(chosen)))
        self.unrated.setText(unrated_words(preview))
        self.talks.setText(first_talks_words(preview, policy.codes, today))
        if self.source.text() == self._suggested:
            self.source.setText(preview.source_words)
            self.source.setCursorPosition(0)
        self._suggested = preview.source_words
        for widget in (self.last, self._last_name, self.seeded):
            widget.setVisible(preview.has_last_contact)
        self.seeded.setText(self._seeded_words(preview.seeded))

    def _seeded_words(self, count: int) -> str:
        if self.last.currentData() == SeedAs.IGNORE:
            return tr("Everybody starts as never talked to.")
        if count == 1:
            return tr("1 person starts the clocks on that day.")
        return tr("{0} people start their clocks on that day.", f"{count:,}")
