"""What a touch is for: one of the rep's purposes, or words of their own."""

from kitdiary.domain.prompts import Topic
from kitdiary.ui.desk import Desk
from kitdiary.ui.text import tr
from kitdiary.ui.widgets.tick import Choice


class PurposeChoice(Choice):
    """A field that offers the purposes; empty for none."""

    def __init__(self, desk: Desk, present: str = "") -> None:
        super().__init__()
        self.setEditable(True)
        self.setInsertPolicy(Choice.InsertPolicy.NoInsert)
        self.setAccessibleName(tr("What it is for"))
        self.addItems(["", *desk.diary.prompts.of(Topic.PURPOSE)])
        self.setEditText(present)
        field = self.lineEdit()
        assert field is not None
        field.setPlaceholderText(tr("purpose"))
        field.setAccessibleName(tr("What it is for"))
        self.setMinimumContentsLength(8)
        self.setSizeAdjustPolicy(Choice.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)

    def text(self) -> str:
        """The purpose, "" for none."""
        return self.currentText().strip()
