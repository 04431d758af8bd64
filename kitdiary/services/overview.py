"""The few numbers the window always shows: what is due and done, who there is, who is left behind."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from kitdiary.domain.touches import Touch
from kitdiary.services.context import Context


@dataclass(frozen=True, slots=True)
class Counts:
    """How many steps are due and people were dealt with today, are left behind, are in the diary at all."""

    due: int
    done: int
    left_behind: int
    contacts: int
    companies: int
    library: int = 0


class Overview:
    """Numbers over the whole diary."""

    def __init__(self, context: Context) -> None:
        self._context = context

    def counts(self) -> Counts:
        """The numbers as of today, in one snapshot."""
        context = self._context
        with context.store.read():
            today = context.today()
            return Counts(
                context.census.due_on(today),
                sum(context.steps.done_on(today)),
                context.steps.left_behind_count(today),
                context.people.count(),
                context.census.companies(),
                context.library.count_offered(today),
            )

    def anybody(self) -> bool:
        """Whether there is a contact at all."""
        with self._context.store.read():
            return self._context.people.count() > 0

    def done_count(self) -> int:
        """How many people were talked to or given something today."""
        context = self._context
        with context.store.read():
            return sum(context.steps.done_on(context.today()))

    def done(self, day: date | None = None) -> Sequence[tuple[Touch, str]]:
        """The touches of a day, today for None, newest first, each with the names of its people."""
        context = self._context
        with context.store.read():
            touches = context.touches.on(day or context.today())
            names = context.people.names({i for touch in touches for i in touch.contact_ids})
        return [(touch, ", ".join(names[i] for i in touch.contact_ids if i in names)) for touch in touches]
