"""Settings: the list of templates, each to be changed, reset or removed."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from kitdiary.domain.templates import Template
from kitdiary.ui import theme
from kitdiary.ui.desk import Desk
from kitdiary.ui.text import tr
from kitdiary.ui.widgets.labels import button, wrapped

_HEIGHT = 210


class TemplatesCard(QWidget):
    """The templates in all languages; a change can be undone as everything."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._templates: list[Template] = []
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.TIGHT)
        layout.addWidget(
            wrapped(
                tr(
                    "A person gets the text in their language, else in English. Fields are filled in from "
                    "the diary; what is not known is shown before the email leaves."
                ),
                "soft",
            )
        )
        self.list = QListWidget()
        self.list.setProperty("look", "names")
        self.list.setFixedHeight(_HEIGHT)
        self.list.setAccessibleName(tr("Templates"))
        self.list.itemActivated.connect(lambda _item: self._change())
        self.list.currentRowChanged.connect(self._say)
        layout.addWidget(self.list)
        self.change = button(tr("Change …"))
        self.add = button(tr("Add …"))
        self.remove = button(tr("Remove"))
        self.change.clicked.connect(self._change)
        self.add.clicked.connect(lambda: desk.go("template"))
        self.remove.clicked.connect(self._remove)
        row = QHBoxLayout()
        for made in (self.change, self.add, self.remove):
            row.addWidget(made)
        row.addStretch(1)
        layout.addLayout(row)

    def refresh(self) -> None:
        """Read them anew; the one that is chosen stays chosen."""
        row = max(0, self.list.currentRow())
        self._templates = self._desk.diary.templates.all()
        self.list.clear()
        for one in self._templates:
            kind = tr("changed by you") if one.changed else tr("your own") if one.id is not None else ""
            parts = (one.name, one.language, kind)
            item = QListWidgetItem("  ·  ".join(part for part in parts if part))
            item.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable)
            self.list.addItem(item)
        self.list.setCurrentRow(min(row, len(self._templates) - 1))
        self._say()

    def _chosen(self) -> Template | None:
        row = self.list.currentRow()
        return self._templates[row] if 0 <= row < len(self._templates) else None

    def _say(self, _row: int = 0) -> None:
        one = self._chosen()
        self.remove.setText(tr("Reset") if one is not None and one.changed else tr("Remove"))
        self.remove.setEnabled(one is not None and one.id is not None)
        self.change.setEnabled(one is not None)

    def _change(self) -> None:
        one = self._chosen()
        if one is not None:
            self._desk.go("template", one)

    def _remove(self) -> None:
        one = self._chosen()
        if one is not None and one.id is not None:
            number, templates = one.id, self._desk.diary.templates
            self._desk.write(lambda: templates.remove(number))
