"""What people say when the door is not open, and the next step each of it leads to (PRODUCT §1, §4).

Nobody who says one of these is lost: each answer proposes a step and a question, and is kept as an insight
of its touch. Pure. Nothing is done by itself: the rep accepts a proposal.

Corners decided here:

- "No budget" is the insight *budget: has not*; the others are something that cannot be now, the insight
  *cannot*, in the words below, so that the brief knows them again.
- A lighter cadence is twice the talk interval in force; where no talk clock runs there is only the pause.
- A pause ends on the first of the month three months on. A budget round is taken to be at the beginning of
  the next quarter until the rep says when.
- "Ask again" is half the talk interval from today, three to thirteen weeks.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from kitdiary.domain.intervals import Interval, Unit, add_months
from kitdiary.domain.knowing import Held, held_in
from kitdiary.domain.people import Precision, Timing, TimingKind
from kitdiary.domain.policy import Policy
from kitdiary.domain.prompts import Topic
from kitdiary.domain.touches import Insight, InsightKind
from kitdiary.domain.workdays import workdays_of

_SUPPLIER = "has a supplier"
_SEND_WORKING_DAYS = 2
_PAUSE_MONTHS = 3
_SOONEST, _LATEST = 21, 91


class Answer(StrEnum):
    """A quick answer; the values are those of the topic of its next question."""

    NOT_A_PRIORITY = "not-a-priority"
    NO_PROBLEM = "no-problem"
    HAS_SUPPLIER = "has-supplier"
    NO_BUDGET = "no-budget"
    CANNOT_SEE_IT = "cannot-see-it"

    @property
    def question(self) -> Topic:
        """What to ask next."""
        return Topic(self.value)


_WORDS = {
    Answer.NOT_A_PRIORITY: "not a priority now",
    Answer.NO_PROBLEM: "sees no problem",
    Answer.HAS_SUPPLIER: _SUPPLIER,
    Answer.CANNOT_SEE_IT: "cannot see it yet",
}


class Move(StrEnum):
    """What a proposal does."""

    LIGHTER = "lighter"
    """The talk interval of the person becomes ``every``."""
    PAUSE = "pause"
    """Paused until ``on``."""
    TIMING = "timing"
    """The timing becomes ``timing``."""
    SEND = "send"
    """A promise for ``on`` to send something that helps them."""
    ASK_AGAIN = "ask-again"
    """A promise to talk on ``on``."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """A next step that is proposed; of LIGHTER and PAUSE only one is taken."""

    move: Move
    on: date | None = None
    every: Interval | None = None
    timing: Timing | None = None


def insight_of_answer(answer: Answer, supplier: str = "") -> tuple[InsightKind, str]:
    """The insight an answer is kept as; ``supplier`` names the incumbent, where they said who it is."""
    if answer is Answer.NO_BUDGET:
        return InsightKind.BUDGET, Held.HAS_NOT.value
    words = _WORDS[answer]
    return InsightKind.CANNOT, f"{words}: {supplier}" if answer is Answer.HAS_SUPPLIER and supplier else words


def answer_of(insight: Insight) -> Answer | None:
    """The quick answer an insight is, None where it is none."""
    if insight.kind is InsightKind.BUDGET:
        return Answer.NO_BUDGET if held_in(insight.text) is Held.HAS_NOT else None
    if insight.kind is not InsightKind.CANNOT:
        return None
    text = insight.text.casefold()
    return next((answer for answer, words in _WORDS.items() if text.split(":")[0].strip() == words), None)


def incumbent(insights: Iterable[Insight]) -> str | None:
    """Who supplies them, of insights newest first: the name, "" where only that there is one is known."""
    for insight in insights:
        if answer_of(insight) is Answer.HAS_SUPPLIER:
            return insight.text.partition(":")[2].strip()
    return None


def contract_timing(supplier: str, on: date, precision: Precision, today: date) -> Timing:
    """The end of a contract as the timing rule takes it (PRODUCT §2.8)."""
    note = f"Contract with {supplier} ends" if supplier else ""
    return Timing(TimingKind.CONTRACT_END, on, precision, today, note)


def proposals(answer: Answer, talk_days: int | None, today: date, policy: Policy) -> tuple[Proposal, ...]:
    """What an answer leads to, the best first; ``talk_days`` is the talk interval in force.

    "Has a supplier" proposes to ask again for the end of the contract: where the rep knows it, the timing
    takes the place of that (`contract_timing`).
    """
    days = workdays_of(policy)
    send = Proposal(Move.SEND, days.add(today, _SEND_WORKING_DAYS))
    wait = _SOONEST if talk_days is None else min(max(talk_days // 2, _SOONEST), _LATEST)
    again = Proposal(Move.ASK_AGAIN, days.next_from(today + timedelta(days=wait)))
    pause = Proposal(Move.PAUSE, add_months(today.replace(day=1), _PAUSE_MONTHS))
    match answer:
        case Answer.NOT_A_PRIORITY:
            lighter = () if talk_days is None else (Proposal(Move.LIGHTER, every=doubled(talk_days)),)
            return (*lighter, pause)
        case Answer.NO_PROBLEM:
            return (send,)
        case Answer.HAS_SUPPLIER:
            return (again,)
        case Answer.NO_BUDGET:
            quarter = add_months(today.replace(month=(today.month - 1) // 3 * 3 + 1, day=1), 3)
            timing = Timing(TimingKind.BUDGET_ROUND, quarter, Precision.QUARTER, today)
            return (Proposal(Move.TIMING, quarter, timing=timing),)
        case Answer.CANNOT_SEE_IT:
            return send, again


def doubled(days: int) -> Interval:
    """Twice as long as so many days, in the unit that says it in a round number."""
    months = round(days * 12 / 365)
    if months and Interval(months, Unit.MONTH).days == days:
        return Interval(months, Unit.MONTH).times(2)
    if not days % 7:
        return Interval(days // 7, Unit.WEEK).times(2)
    return Interval(days, Unit.DAY).times(2)
