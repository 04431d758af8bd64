"""Reading people as they are shown: one whole, with plan and past, or many as lines of a list."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from kitdiary.domain.opportunities import Opportunity
from kitdiary.domain.people import Company, Contact, State
from kitdiary.domain.rules.owed import is_open
from kitdiary.domain.steps import NextSteps
from kitdiary.domain.touches import Insight, Promise, Touch
from kitdiary.services.context import Context
from kitdiary.storage.contact_list import ContactList, ContactQuery, ContactRow
from kitdiary.storage.past_jobs import PastJob
from kitdiary.storage.totals import Totals, totals_of_contact

__all__ = ["TOUCHES_SHOWN", "Cards", "ContactCard", "ContactRow", "Totals"]

TOUCHES_SHOWN = 200


@dataclass(frozen=True, slots=True)
class ContactCard:
    """One contact as it is shown. Touches, insights and opportunities are newest first.

    ``promises`` are the open ones by date. ``older`` says there are touches beyond those given.
    """

    contact: Contact
    company: Company | None
    introducer: str | None
    state: State
    plan: NextSteps
    insights: tuple[Insight, ...]
    touches: tuple[Touch, ...]
    older: bool
    promises: tuple[Promise, ...]
    opportunities: tuple[Opportunity, ...]
    totals: Totals


Person = tuple[int, str]
"""An id and a name."""


@dataclass(frozen=True, slots=True)
class Circle:
    """The people around a contact."""

    introduced_by: Person | None
    introduced: tuple[Person, ...]
    colleagues: tuple[Person, ...]
    past_jobs: tuple[PastJob, ...] = ()
    """Their own, the last first; each says who followed them there."""
    took_over: tuple[PastJob, ...] = ()
    """Those of others whom they followed."""
    chain: tuple[Person, ...] = ()
    """How they came to the rep: who introduced whom, the first of all first, themselves not among them."""


class Cards:
    """Contacts to look at."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._list = ContactList(context.store)

    def one(self, contact_id: int, touches: int | None = TOUCHES_SHOWN) -> ContactCard:
        """A contact with its newest touches (None: all of them), as of today.

        One snapshot, and a number of statements that does not grow with the history. DiaryError for an
        unknown id.
        """
        context = self._context
        with context.store.read():
            contact = context.people.contact(contact_id)
            company = None if contact.company_id is None else context.companies.one(contact.company_id)
            introducer = contact.introduced_by
            found = context.touches.timeline(contact_id, -1 if touches is None else touches + 1)
            return ContactCard(
                contact,
                company,
                None if introducer is None else context.people.names((introducer,)).get(introducer),
                contact.state(context.today()),
                self._plan(contact, company),
                tuple(context.touches.insights_of(contact_id)),
                tuple(found[:touches]),
                touches is not None and len(found) > touches,
                self._promises(contact_id),
                tuple(context.opportunities.of(contact_id)),
                totals_of_contact(context.store, contact_id),
            )

    def timeline(self, contact_id: int, limit: int, before: Touch | None = None) -> Sequence[Touch]:
        """The touches of a contact, newest first, from where a page ended."""
        with self._context.store.read():
            return self._context.touches.timeline(contact_id, limit, before)

    def circle(self, contact_id: int) -> Circle:
        """Who introduced them, whom they introduced, who works with them, who was before and after them."""
        context = self._context
        with context.store.read():
            contact = context.people.contact(contact_id)
            by = contact.introduced_by
            firm = contact.company_id
            colleagues = [] if firm is None else context.companies.colleagues(firm, contact_id)
            brought = context.lookup.brought(contact_id)
            past, taken = context.past_jobs.of_contact(contact_id), context.past_jobs.followed_by(contact_id)
            chain = context.lookup.introducers(contact_id)
            names = context.people.names({*colleagues, *brought, *chain})
        return Circle(
            None if by is None else (by, names[by]),
            tuple(sorted(((i, names[i]) for i in brought), key=lambda pair: pair[1].casefold())),
            tuple(sorted(((i, names[i]) for i in colleagues), key=lambda pair: pair[1].casefold())),
            tuple(past),
            tuple(taken),
            tuple((i, names[i]) for i in reversed(chain)),
        )

    def list(self, text: str = "") -> list[ContactRow]:
        """Everyone, or those whom the words of ``text`` fit, by name: a line for each, closed ones too."""
        with self._context.store.read():
            return self._list.rows(self._list.ids(ContactQuery(text)))

    def any(self) -> bool:
        """Whether there is anybody in the diary."""
        with self._context.store.read():
            return self._context.people.count() > 0

    def plans(self, contact_ids: Iterable[int]) -> dict[str, NextSteps]:
        """The plans of these contacts by name; those that are no more are left out."""
        context = self._context
        wanted = list(dict.fromkeys(contact_ids))
        with context.store.read():
            names = context.people.names(wanted)
            plans = context.steps.plans_of(wanted)
        return {names[i]: plans[i] for i in wanted if i in names and i in plans}

    def _plan(self, contact: Contact, company: Company | None) -> NextSteps:
        stored = self._context.steps.plan_of(contact.id)
        if stored is not None:
            return stored
        rating = None if company is None else company.rating
        return NextSteps(self._context.policy.effective_rating(contact.rating, rating))

    def _promises(self, contact_id: int) -> tuple[Promise, ...]:
        """The promises not marked, less those to talk that a conversation has kept."""
        unmarked = self._context.promises.of(contact_id)
        if not unmarked:
            return ()
        touches = self._context.facts.plan_facts((contact_id,))[contact_id].history.touches
        return tuple(promise for promise in unmarked if is_open(promise, touches))
