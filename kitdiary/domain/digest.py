"""One pass over a contact's history: the few facts the rules of the plan look at."""

from dataclasses import dataclass, field
from datetime import date

from kitdiary.domain.people import Moment
from kitdiary.domain.steps import History, Skip, StepKind
from kitdiary.domain.touches import Counts, TouchFact

_CONVERSATION = int(Counts.CONVERSATION)
_ATTEMPT = int(Counts.ATTEMPT)
_VALUE_ADD = int(Counts.VALUE_ADD)
_OUTGOING = int(Counts.OUTGOING)
_ANSWERS = int(Counts.CONVERSATION | Counts.REACHED)
BEGINNING = Moment(-(2**62), -(2**62))
"""Before everything."""


@dataclass(slots=True)
class Digest:
    """The latest touch of each sort, by the instant it took place, and the skips that count."""

    conversation: TouchFact | None = None
    value_add: TouchFact | None = None
    outgoing_on: date | None = None
    answer: TouchFact | None = None
    """The last conversation, or outgoing touch that arrived and was no attempt."""
    owed: TouchFact | None = None
    """The first incoming touch since then that asked for a reply."""
    attempts: list[TouchFact] = field(default_factory=list)
    """Attempts since the last conversation and the last skipped talk."""
    skips: dict[StepKind, Skip] = field(default_factory=dict)

    @property
    def talked(self) -> Moment:
        """When the last conversation took place; the beginning of time if never."""
        return BEGINNING if self.conversation is None else self.conversation.moment

    @property
    def gave(self) -> Moment:
        """When the last value-add went out; the beginning of time if never."""
        return BEGINNING if self.value_add is None else self.value_add.moment

    @property
    def answered(self) -> Moment:
        """When they last heard from the rep; the beginning of time if never."""
        return BEGINNING if self.answer is None else self.answer.moment

    @property
    def tries(self) -> int:
        """How many days had an attempt (PRODUCT §2.6)."""
        return len({attempt.on for attempt in self.attempts})

    @property
    def latest_try(self) -> TouchFact:
        """The attempt of the latest date; there must be one."""
        return max(self.attempts, key=lambda attempt: attempt.on)

    def skipped(self, kind: StepKind) -> Moment:
        """When a step of this kind was last skipped; the beginning of time if never."""
        skip = self.skips.get(kind)
        return BEGINNING if skip is None else skip.made


def digest(history: History) -> Digest:
    """Read a history, oldest touch first, into a `Digest`."""
    found = Digest()
    for skip in history.skips:
        if skip.made > found.skipped(skip.kind):
            found.skips[skip.kind] = skip
    talk_skip = found.skipped(StepKind.TALK)
    reply_skip = found.skipped(StepKind.REPLY)
    for touch in history.touches:
        counts = touch.counts
        if counts & _ATTEMPT and touch.moment > talk_skip:
            found.attempts.append(touch)
        if counts & _CONVERSATION:
            found.conversation = touch
            found.attempts.clear()
        if counts & _VALUE_ADD:
            found.value_add = touch
        if counts & _OUTGOING and (found.outgoing_on is None or touch.on > found.outgoing_on):
            found.outgoing_on = touch.on
        if counts & _ANSWERS:
            found.answer = touch
            found.owed = None
        if touch.asks and found.owed is None and touch.moment > reply_skip:
            found.owed = touch
    return found
