"""Finding people who are in the diary twice, making one of two, and remembering who is not the same."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from kitdiary.domain.errors import DiaryError, InvalidInput
from kitdiary.domain.likeness import Because, Traits, blocks_of, likeness, pairs_of
from kitdiary.domain.merging import (
    MergeField,
    Side,
    default_side,
    differing,
    merged_company,
    merged_person,
)
from kitdiary.domain.people import Company, Contact
from kitdiary.services.changes import Change, Kind
from kitdiary.services.context import Context
from kitdiary.services.planning import Planning
from kitdiary.storage.alike import Alike
from kitdiary.storage.merging import Merging, merge_kind

_TOLD_EVERY = 2_000

Progress = Callable[[int, int], bool]
"""Told how many of how many people were looked at; answers whether to go on."""


@dataclass(frozen=True, slots=True)
class Pair:
    """Two contacts who may be one person: how certain that is, in percent, and why. ``one`` came first."""

    one: int
    other: int
    certainty: int
    because: Because


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two contacts side by side: in which fields they differ, and whose value is kept unless chosen."""

    kept: Contact
    other: Contact
    companies: tuple[str, str]
    introducers: tuple[str, str]
    """Who introduced each, "" where nobody did."""
    touches: tuple[int, int]
    sides: Mapping[MergeField, Side]
    """The fields that differ, in their order."""
    result: Contact
    """What the kept one would be, without phones, emails and tags."""


class MergeService:
    """People who are there twice."""

    def __init__(self, context: Context, planning: Planning) -> None:
        self._context = context
        self._planning = planning
        self._alike = Alike(context.store)
        self._merging = Merging(context.store)

    # -- finding ------------------------------------------------------------------------------

    def duplicates(self, progress: Progress | None = None) -> list[Pair]:
        """All pairs who may be one person, the most certain first; who was said not to be is left out.

        Seconds for 100,000 contacts: not in the thread of the window. Raises DiaryError where
        ``progress`` ended it.
        """
        people: dict[int, Traits] = {}
        with self._context.store.read():
            total = self._context.people.count()
            distinct = self._alike.said_distinct()
            for contact_id, known in self._alike.everybody():
                people[contact_id] = known
                if len(people) % _TOLD_EVERY == 0:
                    _tell(progress, len(people), total)
        found = []
        for count, (one, other) in enumerate(pairs_of(people, blocks_of(people)), 1):
            if count % _TOLD_EVERY == 0:
                _tell(progress, total, total)
            alike = likeness(people[one], people[other])
            if alike is not None and (one, other) not in distinct:
                found.append(Pair(one, other, alike.certainty, alike.because))
        return sorted(found, key=lambda pair: (-pair.certainty, pair.one, pair.other))

    def people(self, ids: tuple[int, ...]) -> dict[int, tuple[Contact, str, int]]:
        """These contacts, each with the name of the company and how many touches there were."""
        context = self._context
        with context.store.read():
            found = context.people.contacts(ids)
            firms = context.companies.many(
                {each.company_id for each in found.values() if each.company_id is not None}
            )
            return {
                contact_id: (
                    contact,
                    firms[contact.company_id].name if contact.company_id is not None else "",
                    context.touches.counts(contact_id)[0],
                )
                for contact_id, contact in found.items()
            }

    def names(self, pairs: Sequence[Pair]) -> dict[int, tuple[str, str]]:
        """Name and company of everybody in these pairs."""
        with self._context.store.read():
            return self._alike.shown({who for pair in pairs for who in (pair.one, pair.other)})

    def compare(self, kept: int, other: int) -> Comparison:
        """Two contacts side by side; DiaryError where one of them is no more."""
        context = self._context
        with context.store.read():
            ours, theirs = context.people.contact(kept), context.people.contact(other)
            both = (ours, theirs)
            firms = context.companies.many({c.company_id for c in both if c.company_id is not None})
            names = context.people.names({c.introduced_by for c in both if c.introduced_by is not None})
            touches = context.touches.counts(kept)[0], context.touches.counts(other)[0]
            policy = context.policy
        one, two = (firms[c.company_id].name if c.company_id is not None else "" for c in both)
        by, other_by = (names.get(c.introduced_by or 0, "") for c in both)
        sides = {field: default_side(field, ours, theirs, policy) for field in differing(ours, theirs)}
        result = merged_person(ours, theirs, policy)
        return Comparison(ours, theirs, (one, two), (by, other_by), touches, sides, result)

    # -- deciding -----------------------------------------------------------------------------

    def merge(self, kept: int, other: int, chosen: Mapping[MergeField, Side] | None = None) -> Change:
        """Make one person of two: ``kept`` has everything of both, ``other`` is gone. One undo for all.

        ``chosen`` says whose value a field keeps; see `merged_person` for what it is without.
        """
        context = self._context
        with context.store.operation("", context.now(), kind=merge_kind(kept)) as operation:
            policy = context.policy
            ours, theirs = context.people.contact(kept), context.people.contact(other)
            after = merged_person(ours, theirs, policy, chosen)
            affected = context.facts.affected({kept, other})
            self._merging.move_person(other, kept)
            context.people.delete(other)
            # The company's people are asked for again: the merged one may have another company now.
            context.people.change(kept, **_changes(context.people.contact(kept), after))
            affected |= context.facts.affected({kept})
            context.steps.forget({other})
            operation.what = what = f"Merged {theirs.name} into {after.name}"
            replanned = self._planning.replan(affected - {other}, policy)
        kinds = frozenset({
            Kind.CONTACTS, Kind.TOUCHES, Kind.PROMISES, Kind.STEPS, Kind.OPPORTUNITIES, Kind.ATTACHMENTS,
        })  # fmt: skip
        return Change(operation.id, what, kinds, (kept,), replanned | {other})

    def company(self, name: str) -> int:
        """The id of the company of this name, or of this number; DiaryError where there is none."""
        context = self._context
        with context.store.read():
            if name.isascii() and name.isdigit() and context.companies.many((int(name),)):
                return int(name)
            found = context.companies.find(name)
        if found is None:
            raise DiaryError(f"There is no company called “{name}” in this diary.")
        return found.id

    def merge_companies(self, kept: int, other: int) -> Change:
        """Make one company of two: all people of both work there, its rating is the better of the two."""
        context = self._context
        if kept == other:
            raise InvalidInput("These two are the same company already: name two different ones.")
        with context.store.operation("", context.now()) as operation:
            policy = context.policy
            ours, theirs = context.companies.one(kept), context.companies.one(other)
            after = merged_company(ours, theirs, policy)
            self._merging.move_company(other, kept)
            changes = {
                name: getattr(after, name)
                for name in Company.__slots__
                if name != "id" and getattr(after, name) != getattr(ours, name)
            }
            context.companies.change(kept, **changes)
            context.companies.delete(other)
            operation.what = what = f"Merged the company {theirs.name} into {after.name}"
            replanned = self._planning.replan(context.companies.colleagues(kept), policy)
        kinds = frozenset({Kind.COMPANIES, Kind.CONTACTS, Kind.STEPS, Kind.ATTACHMENTS})
        return Change(operation.id, what, kinds, (), replanned, (kept, other))

    def not_the_same(self, one: int, other: int) -> Change:
        """Remember that two contacts are two people: they are not proposed again. Can be undone."""
        context = self._context
        if one == other:
            raise InvalidInput("These two are one entry: name two different contacts.")
        with context.store.operation("", context.now()) as operation:
            names = [context.people.contact(contact_id).name for contact_id in (one, other)]
            self._alike.say_distinct(one, other)
            operation.what = what = f"Said that {names[0]} and {names[1]} are two people"
        number = operation.id if operation.changed else None
        return Change(number, what, frozenset({Kind.CONTACTS}), (one, other))


def _changes(before: Contact, after: Contact) -> dict[str, object]:
    elsewhere = ("id", "phones", "emails", "tags")
    return {
        name: getattr(after, name)
        for name in Contact.__slots__
        if name not in elsewhere and getattr(after, name) != getattr(before, name)
    }


def _tell(progress: Progress | None, done: int, total: int) -> None:
    if progress is not None and not progress(min(done, total), total):
        raise DiaryError("The search for duplicates was cancelled.")
