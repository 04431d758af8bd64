"""Put a backup back: which there are, or a file from elsewhere. The present diary is kept beside it."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QListView, QWidget
from shiboken6 import isValid

from kitdiary.services.safety import KeptFile
from kitdiary.ui import theme
from kitdiary.ui.delegates.line_delegate import RIGHT, LineDelegate
from kitdiary.ui.desk import Desk
from kitdiary.ui.dialogs.base import Form, Wrong
from kitdiary.ui.dialogs.files import choose_file
from kitdiary.ui.text import tr
from kitdiary.ui.widgets.labels import button, plain_tip, soft, wrapped
from kitdiary.ui.words import day_words

_LIST_HEIGHT = 260
_MEGABYTE = 1_000_000
Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()


class KeptModel(QAbstractListModel):
    """Backups, newest first."""

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._today = desk.diary.context.today()
        self._files: list[KeptFile] = []

    def show(self, files: Sequence[KeptFile]) -> None:
        """Show these."""
        self.beginResetModel()
        self._files = list(files)
        self.endResetModel()

    def file(self, index: Index) -> KeptFile | None:
        """The file of a row."""
        return self._files[index.row()] if index.isValid() else None

    def rowCount(self, parent: Index = _ROOT) -> int:
        """How many there are."""
        return 0 if parent.isValid() else len(self._files)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The day at the left, what it holds at the right; for screen readers both."""
        file = self.file(index)
        if file is None:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self._name(file)
        if role == RIGHT:
            return _holds(file)
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tip(str(file.path))
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{self._name(file)}, {_holds(file)}"
        return None

    def _name(self, file: KeptFile) -> str:
        day = day_words(file.on, self._today)
        return tr("{0}, put aside by a restore", day) if file.replaced else day


def _holds(file: KeptFile) -> str:
    size = tr("{0} MB", f"{max(file.size / _MEGABYTE, 0.1):.1f}")
    if file.people is None or file.touches is None:
        return tr("cannot be read · {0}", size)
    people = tr("1 person") if file.people == 1 else tr("{0} people", f"{file.people:,}")
    touches = tr("1 touch") if file.touches == 1 else tr("{0} touches", f"{file.touches:,}")
    return f"{people}, {touches} · {size}"


class RestoreForm(Form):
    """Choose one; the window closes the diary, puts it back and opens again."""

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(desk, parent, tr("Put a backup back"), tr("Put it back  Ctrl ⏎"), 620)
        self.say(tr("The diary as it is now is kept beside it; putting that back undoes this."))
        self.model = KeptModel(desk, self)
        self.list = QListView()
        self.list.setModel(self.model)
        self.list.setItemDelegate(LineDelegate(self.model))
        self.list.setAccessibleName(tr("Backups"))
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.doubleClicked.connect(lambda _index: self.do.click())
        self.none = wrapped(tr("There is no backup yet: one is made each day the window is open."), "soft")
        for made in (self.list, self.none):  # until the folders have been looked through
            made.hide()
        self.body.addWidget(self.list)
        self.body.addWidget(self.none)
        self.body.addWidget(soft(tr("Or a backup you keep elsewhere:")))
        self.choose = button(tr("Choose a file …"))
        self.choose.setAutoDefault(False)
        self.choose.clicked.connect(self._choose)
        self.body.addWidget(self.choose, 0, Qt.AlignmentFlag.AlignLeft)
        self.body.addStretch(1)
        desk.look(lambda _task: desk.diary.safety.kept(), self._show)

    def _show(self, files: Sequence[KeptFile]) -> None:
        if not isValid(self):
            return
        self.model.show(files)
        self.list.setFixedHeight(min(_LIST_HEIGHT, len(files) * theme.TABLE_ROW + 4))
        self.list.setVisible(bool(files))
        self.none.setVisible(not files)
        self.do.setEnabled(bool(files))
        self.fit()
        self.list.setCurrentIndex(self.model.index(0))
        if files:
            self.list.setFocus()

    def _choose(self) -> None:
        folder = str(self.desk.diary.context.store.path.parent)
        diaries = tr("Diaries (*.kitdiary);;All files (*)")
        choose_file(self, tr("Choose a backup"), self._put_back, folder=folder, filters=diaries)

    def save(self) -> None:
        """Put the chosen one back."""
        file = self.model.file(self.list.currentIndex())
        if file is None:
            raise Wrong(tr("Choose a backup, or a file."), self.choose)
        self._put_back(file.path)

    def _put_back(self, path: Path) -> None:
        self.accept()
        self.desk.restoring.emit(path)


def open_restore(desk: Desk, parent: QWidget, what: object) -> None:  # noqa: ARG001 - as every opener
    """Open the list of backups."""
    form = RestoreForm(desk, parent)
    form.open()
    form.choose.setFocus()
