"""The reps of a team as a table: what each one's newest hand-off says."""

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from kitdiary.domain.day_names import short_day
from kitdiary.domain.figures import Share
from kitdiary.domain.team import Team, TeamMember
from kitdiary.ui import theme
from kitdiary.ui.text import tr
from kitdiary.ui.widgets.labels import plain_tip

Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()
_BEFORE = 3
"""Columns before those of the ratings."""


class TeamModel(QAbstractTableModel):
    """A line for each rep, by name; a column for each rating of their scales."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._members: tuple[TeamMember, ...] = ()
        self._ratings: tuple[str, ...] = ()
        self._lines: list[tuple[str, ...]] = []

    def show(self, team: Team) -> None:
        """Show another team."""
        self.beginResetModel()
        self._members = team.members
        self._ratings = tuple(share.key for share in team.coverage())
        self._lines = [_line(member, self._ratings) for member in team.members]
        self.endResetModel()

    @property
    def headings(self) -> tuple[str, ...]:
        """Of the columns."""
        return (
            tr("Rep"), tr("Made on"), tr("People"), *(tr("{0} %", code) for code in self._ratings),
            tr("Behind"), tr("A late"), tr("Talks"), tr("Opp."), tr("Won"), tr("Check"),
        )  # fmt: skip

    def member(self, row: int) -> TeamMember | None:
        """The rep of a row."""
        return self._members[row] if 0 <= row < len(self._members) else None

    def rowCount(self, parent: Index = _ROOT) -> int:
        """How many reps."""
        return 0 if parent.isValid() else len(self._members)

    def columnCount(self, parent: Index = _ROOT) -> int:
        """How many figures."""
        return 0 if parent.isValid() else len(self.headings)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        """The headings, with what the short ones mean."""
        if orientation is not Qt.Orientation.Horizontal or section >= len(self.headings):
            return None
        heading = self.headings[section]
        if role == Qt.ItemDataRole.DisplayRole:
            return heading
        if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
            rating = section - _BEFORE
            if 0 <= rating < len(self._ratings):
                return tr("Rating {0}: on cadence", self._ratings[rating])
            return _meaning(heading)
        return _side(section) if role == Qt.ItemDataRole.TextAlignmentRole else None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """A figure as text; what is to be looked at in the colour of what is late."""
        if not index.isValid() or index.row() >= len(self._lines):
            return None
        text, column = self._lines[index.row()][index.column()], index.column()
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _side(column)
        if role == Qt.ItemDataRole.ToolTipRole and not column:
            return plain_tip(text)  # a long name is cut in a narrow window
        if role == Qt.ItemDataRole.ForegroundRole:
            member = self._members[index.row()]
            behind = column == _BEFORE + len(self._ratings) and bool(member.left_behind)
            warns = behind or (column == self.columnCount() - 1 and bool(member.problems))
            return theme.colour(theme.colours().late) if warns else None
        if role == Qt.ItemDataRole.AccessibleTextRole and column:
            heading = self.headerData(column, Qt.Orientation.Horizontal, role)
            return f"{heading}: {text}"
        return text if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole) else None


def _meaning(heading: str) -> str:
    return {
        tr("Behind"): tr("Left behind"),
        tr("A late"): tr("Contacts of the best rating whose step is late"),
        tr("Talks"): tr("Conversations of the period"),
        tr("Opp."): tr("Opportunities opened in the period"),
        tr("Check"): tr("What is missing, stale or altered"),
    }.get(heading, heading)


def _line(member: TeamMember, ratings: tuple[str, ...]) -> tuple[str, ...]:
    shares = {one.key: one for one in member.coverage or ()}
    numbers = (member.left_behind, member.slipping, member.conversations, member.opportunities, member.won)
    return (
        member.rep or tr("(not named)"),
        short_day(member.made_at.date()),
        _count(member.contacts),
        *(_percent(shares.get(code)) for code in ratings),
        *(_count(number) for number in numbers),
        str(len(member.problems)) if member.problems else "",
    )


def _count(number: int | None) -> str:
    return "?" if number is None else f"{number:,}"


def _percent(share: Share | None) -> str:
    return "" if share is None else "–" if share.percent is None else str(share.percent)


def _side(column: int) -> Qt.AlignmentFlag:
    return Qt.AlignmentFlag.AlignVCenter | (
        Qt.AlignmentFlag.AlignRight if column else Qt.AlignmentFlag.AlignLeft
    )
