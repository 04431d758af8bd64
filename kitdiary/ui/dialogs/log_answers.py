"""Quick answers of "Log a touch": what they said, the next question, and a proposal taken with one key."""

from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from kitdiary.domain.answers import Answer, Move, Proposal, insight_of_answer, proposals
from kitdiary.domain.people import Timing, TimingKind
from kitdiary.domain.touches import Channel, InsightKind
from kitdiary.ui import theme
from kitdiary.ui.desk import Desk
from kitdiary.ui.dialogs.log_entry import Promised
from kitdiary.ui.text import tr
from kitdiary.ui.widgets.labels import button, wrapped
from kitdiary.ui.widgets.parts import Part, beside, line
from kitdiary.ui.widgets.tick import Tick
from kitdiary.ui.widgets.tri_state import OptionalChips
from kitdiary.ui.words import day_words

ACCEPT = "F4"
_MOST = 2


class AnswersPart(QWidget):
    """What they said of the five, and what follows from it. Nothing follows that was not accepted."""

    changed = Signal()
    """What follows is another."""
    grown = Signal()
    timed = Signal(object, str)
    """The timing that follows: its kind (None: none any more), and its date as it is typed."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._talk_days: int | None = None
        self._offered: tuple[Proposal, ...] = ()
        self.chips = OptionalChips(
            tr("What they said"), [(answer, answer_words(answer)) for answer in Answer]
        )
        for number, (answer, made) in enumerate(self.chips.buttons.items(), 1):
            made.setToolTip(tr("{0} (Alt+{1})", answer_words(Answer(str(answer))), number))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.TIGHT)
        layout.addWidget(Part(tr("Or did they say"), self.chips))
        self._frame = QFrame()
        self._frame.setProperty("look", "note")
        inside = QVBoxLayout(self._frame)
        inside.setContentsMargins(14, 9, 14, 9)
        inside.setSpacing(theme.TIGHT)
        self.question = wrapped("")
        inside.addWidget(self.question)
        self.supplier = line("", tr("who supplies them"))
        self.supplier.setAccessibleName(tr("Who supplies them"))
        self.until = line("", tr("the contract ends, such as Mar 2027"))
        self.until.setAccessibleName(tr("When their contract ends"))
        self._incumbent = beside(self.supplier, self.until, spacing=theme.TIGHT)
        inside.addWidget(self._incumbent)
        row = QHBoxLayout()
        row.setSpacing(theme.GAP)
        self.ticks = [Tick("") for _ in range(_MOST)]
        for place, tick in enumerate(self.ticks):
            tick.toggled.connect(lambda on, place=place: self._ticked(place, on=on))
            row.addWidget(tick)
        row.addStretch(1)
        self.accept = button(f"{tr('Accept')}  {ACCEPT}", "", tr("Take what is proposed"))
        self.accept.setAutoDefault(False)
        self.accept.clicked.connect(self.take)
        row.addWidget(self.accept)
        inside.addLayout(row)
        layout.addWidget(self._frame)
        self.chips.chosen.connect(self._chosen)
        self.supplier.textEdited.connect(lambda _text: self.changed.emit())
        self.until.textEdited.connect(self._ends)
        self._show()

    # -- choosing -----------------------------------------------------------------------------

    @property
    def answer(self) -> Answer | None:
        """What they said; None for nothing of it, and while the part is not asked for."""
        value = self.chips.value
        return value if isinstance(value, Answer) and not self.isHidden() else None

    def of(self, talk_days: int | None) -> None:
        """Say how often the person is talked to, which the proposals go by."""
        if talk_days != self._talk_days:
            self._talk_days = talk_days
            self._show()

    def say(self, number: int) -> None:
        """Choose the answer of this number, from 1 on; the same again takes it back."""
        if not self.isHidden():
            self.chips.buttons[list(Answer)[number - 1]].click()

    def take(self) -> None:
        """Accept what is proposed: the first of two that exclude each other; again: take it back."""
        if self.answer is None:
            return
        wanted = [
            tick
            for tick, proposal in zip(self.ticks, self._offered, strict=False)
            if proposal.move is not Move.PAUSE or len(self._offered) == 1
        ]
        on = not all(tick.isChecked() for tick in wanted)
        for tick in wanted:
            tick.setChecked(on)

    def _chosen(self, _answer: object) -> None:
        if self.until.text().strip():
            self.timed.emit(None, "")
        self.supplier.clear()
        self.until.clear()
        self._show()
        self.grown.emit()
        if self.answer is Answer.HAS_SUPPLIER:
            self.supplier.setFocus()

    def _show(self) -> None:
        value = self.chips.value
        answer = value if isinstance(value, Answer) else None
        context = self._desk.diary.context
        for tick in self.ticks:
            tick.setChecked(False)  # also takes back the timing of the one before
        self._offered = ()
        if answer is not None:
            self._offered = proposals(answer, self._talk_days, context.today(), context.policy)
            asked = self._desk.diary.prompts.first(answer.question)
            self.question.setText(tr("Ask: {0}", asked) if asked else "")
        self.question.setVisible(bool(self.question.text()))
        self._frame.setVisible(answer is not None)
        self._incumbent.setVisible(answer is Answer.HAS_SUPPLIER)
        for place, tick in enumerate(self.ticks):
            shown = place < len(self._offered)
            tick.setVisible(shown)
            if shown:
                tick.setText(proposal_words(self._offered[place], context.today()).replace("&", "&&"))
        self.changed.emit()

    def _ticked(self, place: int, *, on: bool) -> None:
        if place >= len(self._offered):
            return
        proposal = self._offered[place]
        if on and proposal.move in (Move.LIGHTER, Move.PAUSE):  # one or the other
            for other, tick in enumerate(self.ticks):
                if other != place:
                    tick.setChecked(False)
        if (timing := proposal.timing) is not None:
            self._tell(timing if on else None)
        self.changed.emit()

    def _tell(self, timing: Timing | None) -> None:
        from kitdiary.ui.day_text import when_text

        if timing is None:
            self.timed.emit(None, "")
        else:
            self.timed.emit(timing.kind, when_text(timing.on, timing.precision))

    def _ends(self, text: str) -> None:
        """The end of the contract is the timing; who knows it need not ask again."""
        said = text.strip()
        self.timed.emit(TimingKind.CONTRACT_END if said else None, said)
        if said:
            self.ticks[0].setChecked(False)
        self.changed.emit()

    # -- reading ------------------------------------------------------------------------------

    def typed(self) -> bool:
        """Whether there is a word in it."""
        return bool(self.supplier.text().strip() or self.until.text().strip())

    def learnt(self) -> tuple[tuple[InsightKind, str], ...]:
        """The insight it is kept as."""
        return () if self.answer is None else (insight_of_answer(self.answer, self.named()),)

    def named(self) -> str:
        """Who supplies them, "" where it was not said."""
        return " ".join(self.supplier.text().split()) if self.answer is Answer.HAS_SUPPLIER else ""

    def accepted(self) -> tuple[Proposal, ...]:
        """The proposals that were taken."""
        if self.answer is None:
            return ()
        return tuple(one for one, tick in zip(self._offered, self.ticks, strict=False) if tick.isChecked())

    def promised(self) -> tuple[Promised, ...]:
        """The promises that follow."""
        found = []
        for one in self.accepted():
            if one.on is None or self.answer is None:
                continue
            if one.move is Move.SEND:
                found.append(Promised(one.on, None, tr("send something that helps them"), Channel.EMAIL))
            elif one.move is Move.ASK_AGAIN:
                asked = self._desk.diary.prompts.first(self.answer.question)
                what = tr("ask again: {0}", asked) if asked else tr("ask again")
                found.append(Promised(one.on, None, what, Channel.CALL))
        return tuple(found)


def answer_words(answer: Answer) -> str:
    """A quick answer as a chip."""
    return {
        Answer.NOT_A_PRIORITY: tr("Not a priority"),
        Answer.NO_PROBLEM: tr("No problem"),
        Answer.HAS_SUPPLIER: tr("Has a supplier"),
        Answer.NO_BUDGET: tr("No budget"),
        Answer.CANNOT_SEE_IT: tr("Can’t see it yet"),
    }[answer]


def proposal_words(proposal: Proposal, today: date) -> str:
    """A proposal as a tick says it."""
    day = "" if proposal.on is None else day_words(proposal.on, today)
    every = "" if proposal.every is None else proposal.every.words
    return {
        Move.LIGHTER: tr("Talk every {0} from now on", every),
        Move.PAUSE: tr("Pause until {0}", day),
        Move.TIMING: tr("Budget round {0}: ask before it", day),
        Move.SEND: tr("Send something useful by {0}", day),
        Move.ASK_AGAIN: tr("Ask again on {0}", day),
    }[proposal.move]
