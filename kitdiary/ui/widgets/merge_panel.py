"""Two people side by side: the value that is kept of each field, and what is kept of both anyway."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from kitdiary.domain.merging import MergeField, Side
from kitdiary.services.merging import Comparison
from kitdiary.ui import theme
from kitdiary.ui.merge_words import field_words, kept_words, value_words
from kitdiary.ui.text import tr
from kitdiary.ui.widgets.labels import Elided, ElidedButton, button, label, plain, soft, wrapped


class MergePanel(QFrame):
    """The comparison of a pair. `chosen` says whose values are kept."""

    merge_wanted = Signal()
    apart_wanted = Signal()
    swap_wanted = Signal()

    def __init__(self, open_person: Callable[[int], object]) -> None:
        super().__init__()
        self.setProperty("look", "card")
        self._open = open_person
        self.found: Comparison | None = None
        self.chips: dict[MergeField, tuple[QPushButton, QPushButton]] = {}
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 14, 0, 14)
        outer.setSpacing(theme.GAP)
        self.area = QScrollArea()
        self.area.setWidgetResizable(True)
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        outer.addWidget(self.area, 1)
        foot = QHBoxLayout()
        foot.setContentsMargins(18, 0, 18, 0)
        foot.setSpacing(theme.TIGHT)
        self.swap = button(tr("Keep the other entry"), "", tr("Exchange the two (X)"))
        self.apart = button(tr("Not the same"), "", tr("They are two people: do not ask again (N)"))
        self.merge = button(tr("Merge"), "main", tr("Make one of the two (M)"))
        self.swap.clicked.connect(self.swap_wanted)
        self.apart.clicked.connect(self.apart_wanted)
        self.merge.clicked.connect(self.merge_wanted)
        foot.addWidget(self.swap)
        foot.addStretch(1)
        foot.addWidget(self.apart)
        foot.addWidget(self.merge)
        outer.addLayout(foot)

    def show_pair(self, found: Comparison) -> None:
        """Show two people; the values that would be kept are chosen."""
        self.found = found
        self.chips = {}
        inner = QWidget()
        grid = QGridLayout(inner)
        grid.setContentsMargins(18, 2, 18, 2)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(7)
        grid.setColumnStretch(1, 1)
        grid.setColumnStretch(2, 1)
        self._heads(grid, found)
        for row, (field, side) in enumerate(found.sides.items(), 2):
            self._field(grid, row, field, side, found)
        row = grid.rowCount()
        if not found.sides:
            grid.addWidget(soft(tr("They differ in nothing.")), row, 1, 1, 2)
            row += 1
        kept = label(tr("Kept of both"))
        kept.setContentsMargins(0, 10, 0, 0)
        grid.addWidget(kept, row, 0, 1, 3)
        for number, (name, value) in enumerate(kept_words(found), row + 1):
            grid.addWidget(plain(name, "soft"), number, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(wrapped(value), number, 1, 1, 2)
        grid.setRowStretch(grid.rowCount(), 1)
        self.area.setWidget(inner)

    def _heads(self, grid: QGridLayout, found: Comparison) -> None:
        for column, (heading, contact) in enumerate(
            ((tr("This entry stays"), found.kept), (tr("Goes into it"), found.other)), 1
        ):
            grid.addWidget(Elided(heading.upper(), "label", "label"), 0, column)
            row = QHBoxLayout()
            name = Elided(contact.name, role="name", bold=True)
            show = button(tr("Open"), "link", tr("Open the page of this entry"))
            show.setAccessibleName(tr("Open {0}", contact.name))
            show.clicked.connect(lambda _on=False, who=contact.id: self._open(who))
            row.addWidget(name, 1)
            row.addWidget(show)
            grid.addLayout(row, 1, column)

    def _field(self, grid: QGridLayout, row: int, field: MergeField, side: Side, found: Comparison) -> None:
        name = field_words(field)
        grid.addWidget(plain(name, "soft"), row, 0)
        group = QButtonGroup(grid.parentWidget())
        made = []
        for place, whose in enumerate(Side):
            words = " ".join(value_words(field, found, place).split())
            chip = ElidedButton(words)
            chip.setCheckable(True)
            chip.setChecked(whose is side)
            chip.setAccessibleName(tr("{0}: {1}", name, words))
            group.addButton(chip)
            grid.addWidget(chip, row, place + 1)
            made.append(chip)
        self.chips[field] = (made[0], made[1])

    def chosen(self) -> dict[MergeField, Side]:
        """Whose value each field keeps, as it is shown."""
        return {
            field: Side.OTHER if other.isChecked() else Side.KEPT
            for field, (_kept, other) in self.chips.items()
        }
