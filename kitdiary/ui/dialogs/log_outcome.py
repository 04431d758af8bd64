"""What came of a conversation: nothing yet, something learnt, somebody new, an opportunity."""

from enum import Enum, auto

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from kitdiary.domain.touches import InsightKind
from kitdiary.ui import theme
from kitdiary.ui.desk import Desk
from kitdiary.ui.dialogs.log_entry import Referred
from kitdiary.ui.dialogs.log_parts import DealPart, ReferralPart
from kitdiary.ui.text import tr
from kitdiary.ui.widgets.chips import Chips
from kitdiary.ui.widgets.parts import Part, beside
from kitdiary.ui.widgets.tri_state import TriState
from kitdiary.ui.words import insight_words


class Result(Enum):
    """What came of it."""

    NOTHING = auto()
    INFORMATION = auto()
    REFERRAL = auto()
    OPPORTUNITY = auto()


class ResultPart(QWidget):
    """The chips of the result, and the fields each of them needs."""

    grown = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.chips = Chips(
            tr("Result"),
            [
                (Result.NOTHING, tr("Nothing yet")),
                (Result.INFORMATION, tr("Useful information")),
                (Result.REFERRAL, tr("Referral or introduction")),
                (Result.OPPORTUNITY, tr("Opportunity")),
            ],
        )
        kinds = (InsightKind.PROJECT, InsightKind.BUDGET, InsightKind.TIMELINE)
        self.more = {kind: TriState(insight_words(kind)) for kind in kinds}
        self.more_row = beside(
            *(Part(insight_words(kind), made) for kind, made in self.more.items()), spacing=theme.GAP
        )
        self.referral = ReferralPart(desk)
        self.deal_part = DealPart(desk.diary.opportunities.usual_currency())
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(10)
        layout.addWidget(Part(tr("Result"), self.chips))
        for row in (self.more_row, self.referral, self.deal_part):
            layout.addWidget(row)
        self.chips.chosen.connect(self._show)
        self._show()

    @property
    def value(self) -> object:
        """What came of it."""
        return self.chips.value

    def something_learnt(self) -> None:
        """Who writes down what they need has heard something useful."""
        if self.value is Result.NOTHING:
            self.chips.choose(Result.INFORMATION)

    def _show(self) -> None:
        self.more_row.setVisible(self.value is Result.INFORMATION)
        self.referral.setVisible(self.value is Result.REFERRAL)
        self.deal_part.setVisible(self.value is Result.OPPORTUNITY)
        self.grown.emit()

    # -- reading ------------------------------------------------------------------------------

    def typed(self) -> bool:
        """Whether there is a word in it."""
        deal, who = self.deal_part, self.referral
        fields = [*(made.words for made in self.more.values()), who.who, who.reach, deal.title, deal.value]
        return any(made.text().strip() for made in fields)

    def learnt(self) -> tuple[tuple[InsightKind, str], ...]:
        """What was said of project, budget and timeline."""
        if self.more_row.isHidden():
            return ()
        return tuple((kind, made.text()) for kind, made in self.more.items() if made.text())

    def referred(self) -> Referred | None:
        """Whom they brought. InvalidInput without a name."""
        return self.referral.referred() if self.value is Result.REFERRAL else None
