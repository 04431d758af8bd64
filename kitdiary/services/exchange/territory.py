"""Giving contacts with their whole history to a colleague: the package, and the marks in one's own diary."""

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

from kitdiary.domain.errors import InvalidInput
from kitdiary.domain.figures import Scope
from kitdiary.domain.names import clean_name, name_key
from kitdiary.services.changes import Change, Kind
from kitdiary.services.context import Context
from kitdiary.services.exchange.introducers import unknown_introducer
from kitdiary.services.exchange.package import ORIGINS, Manifest, reading, writing
from kitdiary.services.exchange.territory_taking import GIVEN_TAG, Taken, Taking
from kitdiary.services.planning import Planning, Progress, go_on
from kitdiary.storage.blobs import get_blob
from kitdiary.storage.handover import GivingRows
from kitdiary.storage.handover_tables import TABLES
from kitdiary.storage.reports import Reports

__all__ = ["GIVEN_TAG", "Given", "Taken", "TerritoryService"]

_TOLD_EACH = 500
"""So many rows between two looks whether to go on."""
REST_DAYS = 90
"""So long the giver's copy rests: nobody is called by two. It then comes back, so that nobody is lost
should the colleague never have taken the package in."""


@dataclass(frozen=True, slots=True)
class Given:
    """A package that was written. ``change`` is the marks made here, None where none were wanted."""

    file: Path
    contacts: int
    touches: int
    change: Change | None


class TerritoryService:
    """Contacts that pass from one rep's diary to another's."""

    def __init__(self, context: Context, planning: Planning) -> None:
        self._context = context
        self._planning = planning

    def people(self, scope: Scope) -> list[int]:
        """The ids of the contacts in a scope, closed ones too: their history goes along."""
        context = self._context
        with context.store.read():
            who = Reports(context.store).who(scope)
            return context.people.all_ids() if who is None else sorted(who)

    def give(
        self,
        place: Path,
        people: Sequence[int],
        to: str,
        *,
        mark: bool = True,
        progress: Progress | None = None,
    ) -> Given:
        """Write these contacts with all that hangs on them to a package for the colleague ``to``.

        With ``mark`` they then have that owner and the tag "handed over" here and rest for 90 days.
        DiaryError where the file cannot be written or ``progress`` ended it, InvalidInput where nobody is
        meant: then there is no file, and nothing was marked.
        """
        owner = clean_name(to, "name of the colleague")
        if not owner:
            raise InvalidInput("Say who takes these contacts over: their name becomes the owner.")
        if not people:
            raise InvalidInput("Nobody fits: name contacts, a tag, a rating or a territory that has some.")
        context = self._context
        diary = context.diary_facts.identity()
        with writing(place) as package, context.store.read():
            rows = GivingRows(context.store, people)
            counts: dict[str, int] = {}
            for done, table in enumerate(TABLES):
                found = _watched(rows.of(table), progress, done)
                if table.name == "contacts":
                    found = ({**row, "owner": owner} for row in self._with_introducers(found, people))
                if table.name == "contact_tags":
                    found = (row for row in found if row["tag_key"] != name_key(GIVEN_TAG))
                counts[table.name] = package.lines(f"{table.name}.jsonl", found)
            package.lines(ORIGINS, rows.origins())
            for sha256 in rows.blobs():
                package.blob(sha256, get_blob(context.store, sha256))
            package.manifest(
                Manifest(
                    diary,
                    owner,
                    context.now().isoformat(timespec="seconds"),
                    rows.newest_operation(),
                    counts["contacts"],
                    package.members,
                )
            )
        change = self._mark(people, owner) if mark else None
        return Given(place, counts["contacts"], counts["touches"], change)

    def _with_introducers(
        self, rows: Iterable[dict[str, Any]], people: Sequence[int]
    ) -> Iterator[dict[str, Any]]:
        """The rows of contacts; who was introduced by somebody who stays has the name of them kept."""
        going, names = frozenset(people), self._context.people.names
        for row in rows:
            by = row["introduced_by"]
            if by is None or by in going:
                yield row
                continue
            extra = (*json.loads(row["extra"]), *map(unknown_introducer, names([by]).values()))
            yield {**row, "extra": json.dumps(extra, ensure_ascii=False)}

    def take(self, place: Path, progress: Progress | None = None) -> Taken:
        """Take a package in: everything of it is there afterwards or, after an error, nothing.

        Who is in this diary already is joined with who comes: their histories become one, and of two
        consents the stricter holds. The same package again changes nothing. One undo takes all back.
        DiaryError in one sentence where the package is not whole, or ``progress`` ended it.
        """
        context = self._context
        own = context.diary_facts.identity()
        with reading(place) as package, context.store.operation("", context.now(), kind="take") as operation:
            taking = Taking(context, package, own, progress)
            taken = taking.run()
            operation.what = what = f"Took {taken.contacts} contacts over from {place.name}"
            replanned = self._planning.replan(taking.affected, context.policy, progress)
        number = operation.id if operation.changed else None
        return taken.with_change(Change(number, what, frozenset(Kind), taken.contact_ids, replanned))

    def _mark(self, people: Sequence[int], owner: str) -> Change:
        context = self._context
        with context.store.operation("", context.now()) as operation:
            until = context.today() + timedelta(days=REST_DAYS)
            for contact_id, contact in context.people.contacts(people).items():
                changes: dict[str, Any] = {"owner": owner}
                if contact.closed is None and (contact.paused_until is None or contact.paused_until < until):
                    changes["paused_until"] = until
                context.people.change(contact_id, **changes)
                context.people.set_tags(contact_id, (*contact.tags, GIVEN_TAG))
            count = f"{len(people)} contacts" if len(people) != 1 else "1 contact"
            operation.what = what = f"Handed {count} over to {owner}"
            replanned = self._planning.replan(context.facts.affected(people), context.policy)
        kinds = frozenset({Kind.CONTACTS, Kind.STEPS})
        return Change(operation.id if operation.changed else None, what, kinds, tuple(people), replanned)


def _watched(
    rows: Iterable[dict[str, Any]], progress: Progress | None, table: int
) -> Iterator[dict[str, Any]]:
    """The rows of the so-maniest table, between which `progress` may end it."""
    for count, row in enumerate(rows):
        if not count % _TOLD_EACH:
            go_on(progress, table, len(TABLES))
        yield row
